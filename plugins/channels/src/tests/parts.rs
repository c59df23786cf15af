//! The parts beneath: tables.
use crate::lexicon::PEOPLE;

#[test]
fn every_noun_for_people_is_found() {
    for line in PEOPLE.lines() {
        assert!(PEOPLE.has(line), "{line}");
    }
    for other in ["no such key", "é", ""] {
        assert!(!PEOPLE.has(other), "{other}");
    }
}
