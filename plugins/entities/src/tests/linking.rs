//! Which mentions are one entity.
use super::{linked, summary};
use insta::assert_snapshot;
use textmine_core::serde_json;

#[test]
fn a_person_is_one_under_all_names() {
    assert_snapshot!(linked(
        "Marsden’s weakness is showing. President Henry Marsden met the press. Henry Marsden's aides were silent. \
         Mr. Marsden smiled."
    ), @r"
    Marsden → henry-marsden
    Henry Marsden → henry-marsden [President]
    Henry Marsden → henry-marsden
    Marsden → henry-marsden
    ");
}

#[test]
fn a_shared_surname_goes_to_whom_the_text_points() {
    assert_snapshot!(linked(
        "Robert Ellison and Susan Ellison arrived from Denver. Mrs. Ellison spoke first. Mr. Ellison nodded."
    ), @r"
    Robert Ellison → robert-ellison
    Susan Ellison → susan-ellison
    Denver → denver
    Ellison → susan-ellison
    Ellison → robert-ellison
    ");
}

#[test]
fn father_and_son_are_two() {
    assert_snapshot!(linked("William Prescott founded the firm. William Prescott Jr. sold it."), @r"
    William Prescott → william-prescott
    William Prescott Jr. → william-prescott-jr
    ");
}

#[test]
fn organisations_are_one_with_their_acronyms() {
    assert_snapshot!(linked(
        "The Northern Fisheries Association (NFA) met in Bergen. The NFA wants higher prices. \
         The North Atlantic Treaty Organization sent a letter, and NATO confirmed it."
    ), @r"
    Northern Fisheries Association → northern-fisheries-association
    NFA → northern-fisheries-association
    Bergen → bergen
    NFA → northern-fisheries-association
    North Atlantic Treaty Organization → north-atlantic-treaty-organization
    NATO → north-atlantic-treaty-organization
    ");
}

#[test]
fn countries_are_one_under_all_their_names() {
    assert_snapshot!(linked(
        "The United States sent a reply. U.S. officials said the US would wait. Britain agreed, and the United Kingdom signed."
    ), @r"
    United States → united-states
    U.S. → united-states
    US → united-states
    Britain → united-kingdom
    United Kingdom → united-kingdom
    ");
}

#[test]
fn a_place_is_not_the_person_of_that_name() {
    assert_snapshot!(linked(
        "Two bridges fell in Jackson, Mississippi, at noon. A statue of Andrew Jackson stands."
    ), @r"
    Jackson → jackson
    Mississippi → mississippi
    Andrew Jackson → andrew-jackson
    ");
}

/// Checks for each text which ids the mentions have, in their order.
fn check_ids(cases: &[(&str, &str)]) {
    let ids = |text: &str| -> String {
        let found = linked(text);
        let ids = found.lines().filter_map(|line| line.split_once(" → "));
        ids.filter_map(|(_, rest)| rest.split(' ').next()).collect::<Vec<_>>().join(" ")
    };
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, ids(text)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| {
            format!("{text}\n  expected {expected}\n  found    {found}\n{}", linked(text))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bare_surname_goes_to_whom_the_text_is_about() {
    check_ids(&[
        (
            "President Robert Ellison spoke. Ellison was late. His brother, Mark Ellison, smiled. Ellison left.",
            "robert-ellison robert-ellison robert-ellison mark-ellison robert-ellison",
        ),
        (
            "Robert Ellison spoke. Mark Ellison disagreed. Ellison then left.",
            "robert-ellison mark-ellison mark-ellison",
        ),
        (
            "President Robert Ellison met Senator Mark Ellison. President Ellison was late, Senator Ellison was not.",
            "robert-ellison mark-ellison robert-ellison mark-ellison",
        ),
    ]);
}

#[test]
fn middle_initials_tell_two_apart() {
    check_ids(&[
        (
            "Robert K. Ellison founded the firm. Robert T. Ellison sold it.",
            "robert-k-ellison robert-t-ellison",
        ),
        ("Robert K. Ellison founded the firm. Robert Ellison sold it.", "robert-k-ellison robert-k-ellison"),
    ]);
}

#[test]
fn accents_and_articles_of_names_come_and_go() {
    check_ids(&[
        ("President Lucía Ferrér spoke. Mrs. Ferrer left.", "lucia-ferrer lucia-ferrer"),
        ("Protesters met Nouri al-Hashimi. Mr. Hashimi agreed.", "nouri-al-hashimi nouri-al-hashimi"),
    ]);
}

#[test]
fn an_acronym_in_brackets_has_whatever_letters_it_has() {
    check_ids(&[
        (
            "The Northern Workers Party (PKN) won. The PKN will govern.",
            "northern-workers-party northern-workers-party northern-workers-party",
        ),
        (
            "The NFA (Northern Fisheries Association) met. The NFA wants more.",
            "northern-fisheries-association northern-fisheries-association northern-fisheries-association",
        ),
    ]);
}

#[test]
fn who_reports_is_not_where() {
    let found = linked("NEW YORK (AP) — Prices rose again on Monday.");
    assert!(found.contains("AP → ap"), "{found}");
}

#[test]
fn organisations_are_one_with_their_short_names() {
    check_ids(&[
        (
            "Shares of Hartwell Industries Ltd. fell. Hartwell Industries said sales were low.",
            "hartwell-industries-ltd hartwell-industries-ltd",
        ),
        (
            "The Ministry of Defence agreed. The Defence Ministry sent a letter.",
            "ministry-of-defence ministry-of-defence",
        ),
    ]);
}

#[test]
fn two_countries_have_two_ministries() {
    let found = linked(
        "The Iranian Foreign Ministry said no. Russia's Foreign Ministry agreed. Iran's Foreign Ministry was silent.",
    );
    // Whether the country is part of the name or not.
    let ids: Vec<&str> =
        found.lines().filter_map(|line| line.split_once("Ministry → ")).map(|(_, id)| id).collect();
    let [iranian, russian, again] = ids[..] else { panic!("{found}") };
    assert!(iranian == again && iranian != russian, "{found}");
}

#[test]
fn names_that_are_known_on_their_own_are_no_short_names() {
    check_ids(&[("The U.N. Security Council met. The U.N. was silent.", "un-security-council un")]);
}

#[test]
fn the_summary_counts_names_and_lists_them() {
    let found = summary(
        "Talks with Chancellor Ingrid Solberg failed. Solberg left Oslo at once. She did not return to Oslo.",
    );
    assert_snapshot!(serde_json::to_string_pretty(&found).expect("JSON"), @r#"
    {
      "entities": [
        {
          "id": "ingrid-solberg",
          "name": "Ingrid Solberg",
          "type": "PER",
          "mentions": 2,
          "pronouns": 1,
          "aliases": [
            "Solberg"
          ],
          "role": "Chancellor",
          "first": {
            "mention": 0,
            "sentence": 0
          }
        },
        {
          "id": "oslo",
          "name": "Oslo",
          "type": "LOC",
          "mentions": 2,
          "aliases": [],
          "first": {
            "mention": 2,
            "sentence": 1
          }
        }
      ]
    }
    "#);
}
