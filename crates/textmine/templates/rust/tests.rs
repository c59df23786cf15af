//! What the analyzer finds, beneath the words.
use super::Together;
use textmine_testkit::{Case, assert_conformance, check_cases, insta::assert_snapshot};

#[test]
fn people_in_one_sentence_are_together() {
    let case = Case::new("Ana Ruiz met Ben Okoro in Oslo. Ana Ruiz left.")
        .given("entities", "Ana Ruiz", "PER", &[("entity", "ana-ruiz")])
        .given("entities", "Ben Okoro", "PER", &[("entity", "ben-okoro")])
        .given("entities", "Oslo", "LOC", &[("entity", "oslo")])
        .given("entities", "Ana Ruiz", "PER", &[("entity", "ana-ruiz")]);
    assert_snapshot!(case.check::<Together>(), @r#"
    Ana Ruiz met Ben Okoro in Oslo.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ together people=[ana-ruiz, ben-okoro]
    Ana Ruiz left.

    {"sentences": 1, "people": {"ana-ruiz": 1, "ben-okoro": 1}}
    "#);
}

/// Texts with options and layers, each with its snapshot beside it.
#[test]
fn every_case_is_as_its_snapshot_has_it() {
    check_cases!(Together, "tests/cases");
}

/// No text, however odd, breaks it.
#[test]
fn it_keeps_its_contract() {
    assert_conformance!(Together);
}
