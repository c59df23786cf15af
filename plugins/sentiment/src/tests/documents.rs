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
    insta::assert_snapshot!(case.check::<Sentiment>(), @r#"
    Ana Ruiz won the prize, a brilliant success.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ positive 0.89 evidence=[won, prize, brilliant, success]
    ^^^^^^^^ positive 0.63 entity=ana-ruiz
    Critics had attacked Dr Ruiz.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ negative -0.60 evidence=[Critics, attacked]
                         ^^^^^^^ negative -0.56 entity=ana-ruiz
    She lives in Porto.
    ^^^^^^^^^^^^^^^^^^^ neutral 0.08
    Tom Bell thanked Ana Ruiz.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^ positive 0.46 evidence=[thanked]
    ^^^^^^^^ positive 0.15 entity=tom-bell
                     ^^^^^^^^ positive 0.56 entity=ana-ruiz

    {
      "document": {"score": 0.284, "label": "positive"},
      "sentences": {"positive": 2, "neutral": 1, "negative": 1},
      "most_positive": {
        "sentence": 0,
        "score": 0.891,
        "text": "Ana Ruiz won the prize, a brilliant success."
      },
      "most_negative": {"sentence": 1, "score": -0.599, "text": "Critics had attacked Dr Ruiz."},
      "entities": [
        {"entity": "ana-ruiz", "name": "Ana Ruiz", "mentions": 3, "score": 0.222, "label": "positive",
         "positive": 2, "neutral": 0, "negative": 1},
        {"entity": "tom-bell", "name": "Tom Bell", "mentions": 1, "score": 0.153, "label": "positive",
         "positive": 1, "neutral": 0, "negative": 0}
      ]
    }
    "#);
}

#[test]
fn a_long_text_does_not_drift_to_the_end_of_the_scale() {
    let one = score("The choir was good.");
    let many = score(&"The choir was good. ".repeat(500));
    assert!((one - many).abs() < 0.01, "{one} {many}");
}

#[test]
fn an_empty_document_is_neutral() {
    insta::assert_snapshot!(
        summary(Case::new(" \n ")),
        @r#"{"document":{"score":0.0,"label":"neutral"},"sentences":{"positive":0,"neutral":0,"negative":0},"most_positive":null,"most_negative":null,"entities":[]}"#
    );
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
