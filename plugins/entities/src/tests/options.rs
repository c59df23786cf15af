//! What the options do, and which are refused.
use super::{names_with, serde_json::json};
use crate::Entities;
use textmine_testkit::Case;

#[test]
fn only_the_types_asked_for_are_reported() {
    let text = "Chancellor Ingrid Solberg left Oslo for the United Nations.";
    assert_eq!(names_with(text, json!({ "types": ["PER"] })), "PER Ingrid Solberg");
    assert_eq!(names_with(text, json!({ "types": ["LOC", "ORG"] })), "LOC Oslo; ORG United Nations");
}

#[test]
fn names_less_sure_than_asked_for_are_left_out() {
    let text = "Chancellor Ingrid Solberg left Oslo.";
    assert_eq!(names_with(text, json!({ "min_score": 1.0 })), "");
}

#[test]
fn pronouns_and_nominals_can_be_left_out() {
    let text = "Irish President Nora Keane spoke. She left. The Irish President was tired.";
    let named = "MISC Irish; PER Nora Keane; MISC Irish";
    assert_eq!(names_with(text, json!({ "pronouns": false, "nominals": false })), named);
    let all = "MISC Irish; PER Nora Keane; PER She; PER Irish President; MISC Irish";
    assert_eq!(names_with(text, json!({})), all);
}

#[test]
fn names_of_the_users_own_go_before_all_others() {
    let options = json!({ "names": [
        { "name": "Operation Blue Heron", "type": "MISC", "aliases": ["Blue Heron"] },
        { "name": "vaxmore", "type": "ORG" },
    ] });
    let text = "Police began Operation Blue Heron in Paris. Blue Heron hit vaxmore hard.";
    assert_eq!(
        names_with(text, options.clone()),
        "MISC Operation Blue Heron; LOC Paris; MISC Blue Heron; ORG vaxmore"
    );
    let (_, analysis) = Case::new(text).options(options).run::<Entities>().expect("the analyzer runs");
    let ids: Vec<&str> = analysis.layers[0].view().iter().filter_map(|a| a.attr("entity")).collect();
    assert_eq!(ids, ["operation-blue-heron", "paris", "operation-blue-heron", "vaxmore"]);
}

#[test]
fn options_that_make_no_sense_are_refused_with_their_place() {
    let cases = [
        (json!({ "types": [] }), "/types"),
        (json!({ "min_score": 1.5 }), "/min_score"),
        (json!({ "names": [{ "name": " ", "type": "ORG" }] }), "/names/0/name"),
        (json!({ "names": [{ "name": "Acme", "type": "ORG", "aliases": ["", "A"] }] }), "/names/0/aliases/0"),
        (
            json!({ "names": [{ "name": "Acme", "type": "ORG" }, { "name": "Acme", "type": "LOC" }] }),
            "/names/1/name",
        ),
    ];
    for (options, place) in cases {
        let failure = Case::new("").options(options.clone()).run::<Entities>().expect_err("it is refused");
        assert!(format!("{failure:?}").contains(place), "{options}: {failure:?}");
    }
    for options in
        [json!({ "typos": 1 }), json!({ "types": ["PERSON"] }), json!({ "names": [{ "name": "Acme" }] })]
    {
        assert!(Case::new("").options(options.clone()).run::<Entities>().is_err(), "{options}");
    }
}
