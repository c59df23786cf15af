//! The tone towards a name.
use super::with_names;
use crate::Sentiment;
use textmine_core::serde_json::{Value, json};
use textmine_testkit::Case;

/// Labels and scores of the names of a sentence, in the order of the text.
fn tones(text: &str, names: &[&str]) -> Vec<(String, f32)> {
    by(json!({}), text, names)
}

fn by(options: Value, text: &str, names: &[&str]) -> Vec<(String, f32)> {
    let (_, analysis) = with_names(text, names)
        .options(options)
        .run::<Sentiment>()
        .unwrap_or_else(|failure| panic!("{failure}"));
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
        let found = by(json!({ "method": "lexicon" }), text, &["Ana Ruiz", "Tom Bell"]);
        assert_eq!(found[object].0, want, "{text}");
        assert!(found[object].1.abs() > 2.0 * found[1 - object].1.abs(), "{found:?} {text}");
    }
}

#[test]
fn what_is_said_of_a_name_is_its_tone() {
    for (text, want) in [
        ("Ana Ruiz lied to the court.", "negative"),
        ("Ana Ruiz won the prize.", "positive"),
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
    insta::assert_snapshot!(annotations(with_names(text, &["Joy Love", "Grace Best"])));
}

#[test]
fn function_words_are_no_evidence() {
    for text in [
        "Ana Ruiz was among those who were praised by the council for the rescue of the crew.",
        "The death of the mayor is a blow to the city, and Ana Ruiz has said so to the court.",
        "It was the best of the plans that Ana Ruiz had, and she would have won with it.",
    ] {
        let (_, analysis) = with_names(text, &["Ana Ruiz"]).run::<Sentiment>().expect("judged");
        let layer = analysis.layers[0].view();
        for annotation in layer.iter() {
            let words: Vec<&str> = annotation.list("evidence").collect();
            assert!(!words.is_empty(), "{text}");
            let plain =
                ["the", "of", "was", "who", "by", "that", "it", "and", "a", "to", "had", "she", "said"];
            assert!(!words.iter().any(|word| plain.contains(&word.to_lowercase().as_str())), "{words:?}");
        }
    }
}

/// The tone towards a target must not depend on what it is called, where it comes from, or which sex it has.
#[test]
fn names_origins_and_sexes_leave_the_tone_as_it_is() {
    let sentences = [
        "The NATION MAN NAME was accused of fraud on Monday, and HE denied it.",
        "Critics praised NAME, the NATION writer, for HIS honest account.",
        "NAME said HE would meet the NATION minister in the spring.",
        "“NAME is a liar,” the NATION senator told reporters.",
        "Shares fell after NAME left HIS NATION company.",
        "Voters thanked NAME because HE had saved the NATION harbour.",
    ];
    let people = [
        ("Ana Ruiz", "Spanish", "woman", "she", "her"),
        ("Tom Bell", "British", "man", "he", "his"),
        ("Mohammed Al-Amin", "Iraqi", "man", "he", "his"),
        ("Lakshmi", "Indian", "woman", "she", "her"),
        ("Zhang Wei", "Chinese", "man", "he", "his"),
        ("Grace Hope Best", "Nigerian", "woman", "she", "her"),
        ("Trump", "American", "man", "he", "his"),
    ];
    for sentence in sentences {
        let scores = people.map(|(name, nation, man, he, his)| {
            let text = sentence.replace("NAME", name).replace("NATION", nation).replace("HIS", his);
            let text = text.replace("MAN", man).replace("HE", he);
            tones(&text, &[name])[0].1
        });
        let least = scores.iter().copied().fold(f32::MAX, f32::min);
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        assert!(most - least <= 0.02, "{scores:?} {sentence}");
    }
}

#[test]
fn a_target_is_judged_whatever_its_type_and_its_layer_say() {
    for label in ["PER", "ORG", "LOC", "MISC", "company"] {
        let case = Case::new("The court praised Ruiz.").given("entities", "Ruiz", label, &[("entity", "r")]);
        assert_eq!(super::summary(case)["entities"][0]["entity"], "r", "{label}");
    }
}

#[test]
fn mentions_of_kinds_that_are_not_asked_for_are_not_judged() {
    let case = |kinds: Value| {
        let case = Case::new("Ruiz said she had won.")
            .given("entities", "Ruiz", "PER", &[("kind", "name"), ("entity", "ruiz")])
            .given("entities", "she", "PER", &[("kind", "pronoun"), ("entity", "ruiz")]);
        super::summary(case.options(json!({ "kinds": kinds })))["entities"][0]["mentions"].clone()
    };
    assert_eq!(case(json!(["name", "pronoun"])), 2);
    assert_eq!(case(json!(["name"])), 1);
}

#[test]
fn nominal_mentions_are_judged_and_their_words_count() {
    let case = Case::new("The disgraced minister spoke.").given(
        "entities",
        "The disgraced minister",
        "PER",
        &[("kind", "nominal"), ("entity", "minister")],
    );
    insta::assert_snapshot!(annotations(case));
}

#[test]
fn a_mention_without_kind_is_a_name_and_without_id_its_own_words() {
    let case = Case::new("They praised Ana Ruiz.").given("entities", "Ana Ruiz", "PER", &[]);
    insta::assert_snapshot!(annotations(case));
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
