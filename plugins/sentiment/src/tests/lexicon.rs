//! The built-in tables, and scores by the lexicon alone.
use super::summary;
use std::collections::BTreeSet;
use textmine_core::serde_json::json;
use textmine_testkit::Case;
use textmine_tone::Cue;

const VALENCE: &str = include_str!("../../data/valence.tsv");
const EMOTICONS: &str = include_str!("../../data/emoticons.tsv");
const CUES: &str = include_str!("../../data/cues.tsv");
const ALIKE: &str = include_str!("../../data/alike.tsv");

/// The score of the document by the lexicon alone, with no names.
pub(super) fn score(text: &str) -> f64 {
    let document = summary(Case::new(text).options(json!({ "method": "lexicon" })))["document"].clone();
    document["score"].as_f64().expect("a document has a score")
}

pub(super) fn label(text: &str) -> String {
    let document = summary(Case::new(text).options(json!({ "method": "lexicon" })))["document"].clone();
    document["label"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn every_row_is_well_formed_and_each_word_has_one() {
    for (table, cells) in [(VALENCE, 4..=4), (EMOTICONS, 2..=2), (CUES, 2..=3)] {
        let mut seen = BTreeSet::new();
        for row in table.lines().filter(|row| !row.starts_with("# ")) {
            let row: Vec<&str> = row.split('\t').collect();
            assert!(cells.contains(&row.len()) && !row[0].is_empty(), "{row:?}");
            assert!(seen.insert(row[0]), "twice: {row:?}");
            if table != CUES {
                let valences = row[1..].iter().map(|v| v.parse::<f32>().expect("a number"));
                assert!(valences.into_iter().all(|v| (-4.0..=4.0).contains(&v)), "{row:?}");
            }
        }
        assert!(seen.len() > 200);
    }
}

#[test]
fn every_cue_is_understood() {
    for row in CUES.lines().filter(|row| !row.starts_with("# ")) {
        let mut cells = row.split('\t').skip(1);
        let (role, value) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        assert!(Cue::parse(role, value).is_some(), "{row}");
    }
}

#[test]
fn no_word_counts_as_one_with_two_others() {
    let mut seen = BTreeSet::new();
    for word in ALIKE.lines().filter(|row| !row.starts_with("# ")).flat_map(|row| row.split(' ')) {
        assert!(seen.insert(word), "twice: {word}");
    }
}

#[test]
fn words_are_found_in_any_case_and_with_either_apostrophe() {
    for (one, other) in [
        ("a brilliant day", "a #brilliant day"),
        ("It isn’t good.", "It isn't good."),
        ("See you :)))", "See you :)"),
        ("See you 😍🏽", "See you 😍"),
        ("See you ❤\u{fe0f}", "See you ❤"),
    ] {
        assert_eq!(score(one), score(other), "{one}");
        assert_ne!(score(one), 0.0, "{one}");
    }
}
