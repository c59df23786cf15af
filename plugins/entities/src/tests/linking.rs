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

#[test]
fn pronouns_are_resolved_where_one_person_can_be_meant() {
    assert_snapshot!(linked(
        "Margaret Ellison opened the school. She thanked the builders. Later Henry Marsden and Robert Vance spoke. \
         He was brief."
    ), @r"
    Margaret Ellison → margaret-ellison
    She → margaret-ellison
    Henry Marsden → henry-marsden
    Robert Vance → robert-vance
    ");
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
          "role": "Chancellor"
        },
        {
          "id": "oslo",
          "name": "Oslo",
          "type": "LOC",
          "mentions": 2,
          "aliases": []
        }
      ]
    }
    "#);
}
