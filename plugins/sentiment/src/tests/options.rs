//! The options: what they change, and which are refused.
use super::{score, summary};
use crate::Sentiment;
use textmine_core::serde_json::{Value, json};
use textmine_core::{Failure, InProcess, Plugin};
use textmine_testkit::Case;

fn with(text: &str, options: Value) -> Value {
    summary(Case::new(text).options(options))
}

#[test]
fn own_words_and_phrases_join_the_lexicon() {
    for (text, own, want) in [
        ("The frobnicator arrived.", json!({"frobnicator": 3.0}), "positive"),
        ("The FROBNICATOR arrived.", json!({"Frobnicator": -3}), "negative"),
        ("A brilliant day.", json!({"brilliant": 0}), "neutral"),
        ("A brilliant day.", json!({"brilliant": -4}), "negative"),
        ("The table fell off a truck.", json!({"off a truck": 3.5, "fell": 0}), "positive"),
        ("A zig-zag road.", json!({"zig-zag": -3}), "negative"),
        ("See you at noon :)", json!({":)": -3}), "negative"),
    ] {
        let said = with(text, json!({"lexicon": own}));
        assert_eq!(said["document"]["label"], want, "{text} {said}");
    }
}

#[test]
fn own_words_go_before_the_lexicon_too() {
    let said = with("The frobnicator arrived.", json!({"method": "lexicon", "lexicon": {"frobnicator": 3}}));
    assert_eq!(said["document"]["label"], "positive");
}

#[test]
fn words_declared_neutral_say_nothing() {
    let score = |options: Value| with("A horrible crude disaster.", options)["document"]["score"].as_f64();
    let neutral = json!(["horrible", "crude", "disaster"]);
    for method in ["model", "lexicon"] {
        let (plain, silent) =
            (score(json!({"method": method})), score(json!({"method": method, "neutral": neutral})));
        assert!(plain < silent, "{method} {plain:?} {silent:?}");
    }
}

#[test]
fn own_words_come_from_files_as_well() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_string_lossy().into_owned()
    };
    for file in
        [path("own.tsv", "# mine\nfrobnicator\t3\noff a truck\t-2\n"), path("own.csv", "\"frobnicator\",3\n")]
    {
        let said = with("The frobnicator arrived.", json!({ "lexicon_files": [file] }));
        assert_eq!(said["document"]["label"], "positive", "{file}");
    }
    let errors: Vec<String> = [
        path("a.tsv", "frobnicator 3\n"),
        path("b.tsv", "good\t1\nfrobnicator\t9\n"),
        path("c.csv", ",3\n"),
        path("d.txt", "good\t1\n"),
        path("e.model", "PK"),
    ]
    .into_iter()
    .map(|file| {
        let model = file.ends_with("model");
        let options = if model { json!({ "model": file }) } else { json!({ "lexicon_files": [file] }) };
        match InProcess::<Sentiment>::new("0").create(&options) {
            Err(Failure::Refused { option: Some(at), message }) => format!("{at}: {message}"),
            Err(other) => panic!("{file}: {other:?}"),
            Ok(_) => panic!("{file}"),
        }
    })
    .collect();
    insta::assert_snapshot!(errors.join("\n"));
}

#[test]
fn an_explanation_changes_no_score() {
    let text = "The “brilliant” plan was not good. Ana Ruiz was praised.";
    let case = || super::with_names(text, &["Ana Ruiz"]);
    let explained = || case().options(json!({ "explain": true }));
    assert_eq!(summary(case()), summary(explained()));
    insta::assert_snapshot!(explained().check::<Sentiment>().split("\n\n").next().unwrap_or_default());
}

/// The annotations of a text as they are explained, without the summary.
fn explained(text: &str, options: Value) -> String {
    let mut options = options;
    options["explain"] = json!(true);
    let shown = Case::new(text).options(options).check::<Sentiment>();
    shown.split("\n\n").next().unwrap_or_default().to_owned()
}

#[test]
fn an_explanation_tells_what_changes_the_valence_of_words() {
    for (text, want) in [
        ("The plan is not brilliant.", ["cues=[not negator]", "shifted=[brilliant ×-"]),
        ("The plan is very good.", ["cues=[very booster +0.30]", "shifted=[good ×1.30]"]),
        ("The food was awful, but the view was superb.", ["but contrast", "awful ×0.50, superb ×1.25"]),
        ("If the plan is good, we go.", ["cues=[If hypothetical]", "shifted=[good ×0."]),
        ("Not only is it good, it is cheap.", ["cues=[]", "shifted=[]"]),
        ("The plan is good.", ["cues=[]", "shifted=[]"]),
        ("Is the plan good?", ["cues=[]", "shifted=[good ×0.70]"]),
    ] {
        for method in ["model", "lexicon"] {
            let shown = explained(text, json!({ "method": method }));
            assert!(want.iter().all(|want| shown.contains(want)), "{want:?}\n{shown}");
        }
    }
}

#[test]
fn an_explanation_tells_what_is_left_out_as_quoted() {
    let text = "The port had a brilliant year. “It was a horrible disaster,” said the mayor.";
    for (quotes, times) in [("counted", 0), ("apart", 1)] {
        let shown = explained(text, json!({ "quotes": quotes }));
        assert_eq!(shown.matches("left_out=quoted").count(), times, "{shown}");
    }
}

#[test]
fn the_threshold_moves_labels_not_scores() {
    let text = "The plan is good.";
    let said = with(text, json!({"neutral_below": 0.9}))["document"].clone();
    assert_eq!(said["label"], "neutral");
    assert_eq!(said["score"], score(text));
}

#[test]
fn zero_is_neutral_under_any_threshold() {
    let options = json!({"method": "lexicon", "neutral_below": 0.0});
    assert_eq!(with("The table stood.", options)["document"]["label"], "neutral");
}

#[test]
fn another_layer_may_be_judged() {
    let case = Case::new("They praised Ana Ruiz.").given("people", "Ana Ruiz", "PER", &[]);
    assert_eq!(summary(case.options(json!({"target": "people"})))["entities"][0]["label"], "positive");
}

#[test]
fn evidence_may_be_left_out() {
    let shown = Case::new("A brilliant day.").options(json!({"evidence": 0})).check::<Sentiment>();
    assert!(!shown.contains("evidence"), "{shown}");
}

#[test]
fn what_can_not_work_is_refused_with_its_place() {
    for (options, place) in [
        (json!({"neutral_below": 1.5}), "/neutral_below"),
        (json!({"neutral_below": -0.1}), "/neutral_below"),
        (json!({"evidence": 6}), "/evidence"),
        (json!({"lexicon": {"good": 5}}), "/lexicon/good"),
        (json!({"lexicon": {" ": 1}}), "/lexicon/ "),
        (json!({"lexicon": {"and/or~": -9}}), "/lexicon/and~1or~0"),
        (json!({"lexicon": {"a".repeat(50): 1}}), &format!("/lexicon/{}", "a".repeat(50))),
    ] {
        match InProcess::<Sentiment>::new("0").create(&options) {
            Err(Failure::Refused { option: Some(at), .. }) => assert_eq!(at, place),
            Err(other) => panic!("{options}: {other:?}"),
            Ok(_) => panic!("taken: {options}"),
        }
    }
}

#[test]
fn the_schema_says_what_is_taken() {
    let schema = InProcess::<Sentiment>::new("0").options_schema().expect("a schema");
    let properties = &schema["properties"];
    assert_eq!(properties["neutral_below"]["maximum"], 1.0);
    assert_eq!(properties["evidence"]["maximum"], 5);
    assert_eq!(properties["lexicon"]["additionalProperties"]["maximum"], 4.0);
    assert_eq!(properties["target"]["default"], "entities");
}
