//! Whom pronouns mean, and where nobody is named for them.
use super::linked;

/// Each pronoun of a text with the surname of whom it means, `-` for nobody.
fn meant(text: &str) -> String {
    let found = linked(text);
    let mentions: Vec<(&str, &str)> = found.lines().filter_map(|line| line.split_once(" → ")).collect();
    let mut out = Vec::new();
    let mut mentions = mentions.iter().peekable();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let is_pronoun = matches!(
            word.to_lowercase().as_str(),
            "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself"
        );
        // Names and pronouns come in the order of the text.
        while mentions.next_if(|(name, _)| !is_pronoun && name.ends_with(word) && !word.is_empty()).is_some()
        {
        }
        if is_pronoun {
            let entity = mentions.next_if(|(mention, _)| *mention == word).map(|(_, id)| *id);
            let surname = entity.and_then(|id| id.split('-').next_back()).unwrap_or("-");
            out.push(format!("{word}={surname}"));
        }
    }
    out.join(" ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, meant(text)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| {
            format!("{text}\n  expected {expected}\n  found    {found}\n{}", linked(text))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_pronoun_means_whom_the_text_speaks_of() {
    check(&[
        ("President Henry Marsden flew home. He was tired.", "He=marsden"),
        ("Margaret Ellison opened the school. She thanked the builders for their work.", "She=ellison"),
        ("Henry Marsden said he would resign.", "he=marsden"),
        ("Henry Marsden told reporters Monday that he would fight for his seat.", "he=marsden his=marsden"),
        (
            "Henry Marsden arrived on Friday. On Saturday he met the press. His wife stayed at home.",
            "he=marsden His=marsden",
        ),
    ]);
}

#[test]
fn gender_tells_two_people_apart() {
    check(&[
        ("Henry Marsden met Margaret Ellison. She smiled, and he left.", "She=ellison he=marsden"),
        ("Mr. Okoro met Mrs. Valdis in Riga. She offered him a seat.", "She=valdis him=okoro"),
        ("The chairwoman, Kim Tarrant, met Lee Osgood, a spokesman. She was brief.", "She=tarrant"),
    ]);
}

#[test]
fn of_two_the_subject_speaks_on() {
    check(&[(
        "Henry Marsden wrote to Robert Vance on Monday. He asked for a meeting, and Marsden said that he would wait.",
        "He=marsden he=marsden",
    )]);
}

#[test]
fn whoever_has_no_name_gets_none() {
    check(&[
        ("A woman was hurt in Oslo. She is 40.", "She=-"),
        ("Henry Marsden left. A police officer said he had seen the car.", "he=-"),
        ("She was born in Oslo.", "She=-"),
        ("Henry Marsden left. For his part, the mayor stayed.", "his=-"),
        ("“Henry Marsden will win the race this year,” he said.", "he=-"),
        ("If a reader asks Henry Marsden, he or she gets an answer.", "he=- she=-"),
    ]);
}

#[test]
fn where_two_can_be_meant_nobody_is() {
    check(&[("Henry Marsden and Robert Vance spoke. He was brief.", "He=-")]);
}

#[test]
fn whoever_speaks_does_not_speak_of_himself_as_he() {
    check(&[
        ("“He lied to all of us,” said Henry Marsden.", "He=-"),
        ("Henry Marsden spoke in Oslo. “She lied,” he said.", "She=- he=marsden"),
        ("Robert Vance resigned on Monday. “He had no choice,” Margaret Ellison said.", "He=vance"),
    ]);
}

#[test]
fn i_and_we_are_left_alone() {
    let found = linked("“I will wait, and we will win,” Henry Marsden said.");
    assert_eq!(found, "Henry Marsden → henry-marsden\n");
}
