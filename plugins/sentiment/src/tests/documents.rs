//! The document as a whole.
use super::{score, summary, with_names};
use crate::Sentiment;
use textmine_testkit::Case;

#[test]
fn a_document_is_summed_up() {
    let text = "Ana Ruiz won the prize, a brilliant success. Critics had attacked Dr Ruiz.\nShe lives in Porto. \
                Tom Bell thanked Ana Ruiz.";
    let case = Case::new(text)
        .given("entities", "Ana Ruiz", "PER", &[("kind", "name"), ("entity", "ana-ruiz")])
        .given("entities", "Dr Ruiz", "PER", &[("kind", "name"), ("entity", "ana-ruiz")])
        .given("entities", "Tom Bell", "PER", &[("kind", "name"), ("entity", "tom-bell")])
        .given("entities", "Ana Ruiz", "PER", &[("kind", "name"), ("entity", "ana-ruiz")]);
    insta::assert_snapshot!(case.check::<Sentiment>());
}

#[test]
fn a_long_text_does_not_drift_to_the_end_of_the_scale() {
    let one = score(&"The choir was good. ".repeat(4));
    let many = score(&"The choir was good. ".repeat(500));
    assert!((one - many).abs() < 0.01, "{one} {many}");
}

#[test]
fn an_empty_document_is_neutral() {
    insta::assert_snapshot!(summary(Case::new(" \n ")));
}

#[test]
fn extremes_are_quoted_with_white_space_collapsed_and_cut() {
    let text = format!("A  brilliant\n{} day", "blue ".repeat(100));
    let quoted = summary(Case::new(&text))["most_positive"]["text"].as_str().unwrap_or_default().to_owned();
    assert_eq!(quoted.chars().count(), 301);
    assert!(quoted.starts_with("A brilliant") && quoted.ends_with('…') && !quoted.contains("  "), "{quoted}");
}

#[test]
fn entities_come_by_mentions_then_by_place() {
    let text = "Xu met Bo. Al met Bo. Cy met Xu.";
    let summary = summary(with_names(text, &["Xu", "Bo", "Al", "Cy", "Xu", "Bo"]));
    let names: Vec<_> =
        summary["entities"].as_array().into_iter().flatten().map(|e| e["name"].clone()).collect();
    assert_eq!(names, ["Xu", "Bo", "Al", "Cy"]);
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    let text = "Ana Ruiz won. Critics attacked Tom Bell, but Bo praised Al. ".repeat(20);
    let case = || with_names(&text, &["Ana Ruiz", "Tom Bell", "Bo", "Al"]).check::<Sentiment>();
    assert_eq!(case(), case());
}
