//! The tone towards a name.
use super::with_names;
use crate::Sentiment;
use textmine_testkit::Case;

/// Labels and scores of the names of a sentence, in the order of the text.
fn tones(text: &str, names: &[&str]) -> Vec<(String, f32)> {
    let (_, analysis) =
        with_names(text, names).run::<Sentiment>().unwrap_or_else(|failure| panic!("{failure}"));
    let layer = analysis.layers[0].view();
    layer
        .iter()
        .filter(|a| a.attr("entity").is_some())
        .map(|a| (a.label().to_owned(), a.score().unwrap_or(f32::NAN)))
        .collect()
}

/// The annotations beneath their words, without the summary.
fn annotations(case: Case<'_>) -> String {
    let shown = case.check::<Sentiment>();
    shown.split("\n\n").next().unwrap_or_default().to_owned()
}

#[test]
fn a_verb_speaks_of_its_object_more_than_of_its_subject() {
    for (text, object, want) in [
        ("Ana Ruiz praised Tom Bell.", 1, "positive"),
        ("Ana Ruiz criticised Tom Bell.", 1, "negative"),
        ("Ana Ruiz blamed Tom Bell for the delay.", 1, "negative"),
        ("Ana Ruiz was criticised by Tom Bell.", 0, "negative"),
        ("Ana Ruiz had been praised by Tom Bell.", 0, "positive"),
    ] {
        let found = tones(text, &["Ana Ruiz", "Tom Bell"]);
        assert_eq!(found[object].0, want, "{text}");
        assert!(found[object].1.abs() > 2.0 * found[1 - object].1.abs(), "{found:?} {text}");
    }
}

#[test]
fn what_is_said_of_a_name_is_its_tone() {
    for (text, want) in [
        ("Ana Ruiz lied to the court.", "negative"),
        ("Ana Ruiz won the prize.", "positive"),
        ("Ana Ruiz did not win.", "negative"),
        ("They thanked Ana Ruiz.", "positive"),
        ("The brilliant Ana Ruiz spoke.", "positive"),
        ("Ana Ruiz is a brilliant and honest judge.", "positive"),
        ("Ana Ruiz was arrested.", "negative"),
        ("Ana Ruiz spoke on Tuesday.", "neutral"),
    ] {
        let found = tones(text, &["Ana Ruiz"]);
        assert_eq!(found[0].0, want, "{found:?} {text}");
    }
}

#[test]
fn names_are_no_evidence() {
    let text = "Joy Love met Grace Best at the station.";
    insta::assert_snapshot!(annotations(with_names(text, &["Joy Love", "Grace Best"])), @r"
    Joy Love met Grace Best at the station.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ neutral 0.03
    ^^^^^^^^ neutral 0.08 entity=joy love
                 ^^^^^^^^^^ neutral 0.05 entity=grace best
    ");
}

#[test]
fn nominal_mentions_are_not_judged_and_their_words_count() {
    let case = Case::new("The disgraced minister spoke.").given(
        "entities",
        "The disgraced minister",
        "PER",
        &[("kind", "nominal"), ("entity", "minister")],
    );
    insta::assert_snapshot!(annotations(case), @r"
    The disgraced minister spoke.
    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ negative -0.44 evidence=[disgraced]
    ");
}

#[test]
fn a_mention_without_kind_is_a_name_and_without_id_its_own_words() {
    let case = Case::new("They praised Ana Ruiz.").given("entities", "Ana Ruiz", "PER", &[]);
    insta::assert_snapshot!(annotations(case), @r"
    They praised Ana Ruiz.
    ^^^^^^^^^^^^^^^^^^^^^^ positive 0.48 evidence=[praised]
                 ^^^^^^^^ positive 0.51 entity=Ana Ruiz
    ");
}

#[test]
fn nearer_words_count_more() {
    let near = with_names(
        "Tom Bell lied while Ana Ruiz waited at the station for hours.",
        &["Tom Bell", "Ana Ruiz"],
    );
    let summary = super::summary(near);
    let score = |at: usize| summary["entities"][at]["score"].as_f64().unwrap_or_default();
    assert!(score(0) < score(1), "{summary}");
}
