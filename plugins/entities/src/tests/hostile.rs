//! Texts that nobody means well with.
use super::names;
use crate::Entities;
use textmine_core::serde_json::json;
use textmine_testkit::Case;

/// A text that names so many people.
fn crowd(people: u32) -> String {
    let letters = |n: u32| -> String {
        (0..4).map(|place| char::from(b'a' + (n / 26_u32.pow(place) % 26) as u8)).collect()
    };
    (0..people)
        .map(|n| format!("Mr. Al{} Bo{} left. He met Mr. Bo{}. ", letters(n), letters(n / 2), letters(n)))
        .collect()
}

#[test]
fn everyone_in_a_crowd_is_told_apart() {
    let (_, analysis) = Case::new(&crowd(2_000)).run::<Entities>().expect("the analyzer runs");
    let ids: std::collections::HashSet<&str> =
        analysis.layers[0].view().iter().filter_map(|a| a.attr("entity")).collect();
    assert!(ids.len() > 2_000, "{}", ids.len());
}

#[test]
fn strange_texts_are_read_to_the_end() {
    let texts = [
        String::new(),
        "\0\0\0".to_owned(),
        "A ".repeat(2_500_000),
        "Xavier Quill ".repeat(10_000),
        "Mr. ".repeat(20_000),
        "Bank of ".repeat(20_000),
        "(R-".repeat(20_000),
        "a, the of ".repeat(20_000),
        "“He said she ".repeat(20_000),
        "The Acme Group (AG) said he, Paul Smith, met his Acme. ".repeat(5_000),
        "the British Prime Minister, French President Ann Hill, ".repeat(5_000),
        "\u{202e}Ünïcødé \u{1F468}\u{200d}\u{1F469} Ǆabc ﬁrst ".repeat(2_000),
        "É\u{301}\u{301}\u{301}".repeat(5_000),
        "Z".repeat(1_000_000),
        crowd(20_000),
    ];
    for text in texts {
        let case = Case::new(&text).options(json!({ "pronouns": true }));
        let (document, analysis) = case.run::<Entities>().expect("the analyzer runs");
        let checked = analysis.layers[0].check(document.text());
        assert!(checked.is_ok(), "{checked:?} in {:?}", text.chars().take(30).collect::<String>());
    }
}

#[test]
fn equal_texts_have_equal_results() {
    let text = "Ana Silva met Ben Kole in Lima. Silva and Kole left Peru with the Acme Group. ".repeat(50);
    assert_eq!(names(&text), names(&text));
}
