use super::*;
use crate::fakes::{Capitals, Neighbours};
use textmine_core::Span;

const TEXT: &str = "NATO and the EU met. He said WHO agreed.";

#[test]
fn annotations_stand_beneath_their_words_and_the_summary_below() {
    insta::assert_snapshot!(Case::new(TEXT).options(json!({"min_letters": 3})).check::<Capitals>());
}

#[test]
fn an_analyzer_sees_the_layers_of_those_that_run_before_and_those_that_are_given() {
    let case = || Case::new(TEXT).given("people", "He", "PER", &[("entity", "he")]);
    insta::assert_snapshot!(
        "after",
        case().after_with::<Capitals>(json!({"min_letters": 3})).check::<Neighbours>()
    );
    // The case's own layer stands: what would provide it is not run.
    let given = case().given("capitals", "EU", "shout", &[]).after::<Capitals>();
    insta::assert_snapshot!("given", given.check::<Neighbours>());
    let mut layer = LayerBuf::new("capitals");
    layer.push(Span::new(13, 15), "shout");
    assert_eq!(
        case().layer(layer).check::<Neighbours>(),
        case().given("capitals", "EU", "shout", &[]).check::<Neighbours>()
    );
}

#[test]
fn a_failure_is_shown_instead_of_annotations() {
    let shown = Case::new("A text.").options(json!({"min_letter": 3})).check::<Capitals>();
    insta::assert_snapshot!(shown, @"unknown field `min_letter`, expected `min_letters`");
}

#[test]
fn words_are_given_one_place_after_the_other() {
    let (document, _) = Case::new("Ana and Ana")
        .given("people", "Ana", "PER", &[])
        .given("people", "Ana", "PER", &[])
        .run::<Capitals>()
        .expect("it runs");
    let spans: Vec<_> = document.layers()[0].view().iter().map(|a| a.span().range()).collect();
    assert_eq!(spans, [0..3, 8..11]);
}

fn panic_of(run: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let payload = std::panic::catch_unwind(run).expect_err("it panics");
    payload.downcast_ref::<String>().cloned().expect("a message")
}

#[test]
fn mistakes_in_a_case_panic_with_what_to_do() {
    let mut outside = LayerBuf::new("people");
    outside.push(Span::new(0, 99), "PER");
    let panics = [
        panic_of(|| drop(Case::new("Ana met Ben.").given("people", "Anna", "PER", &[]))),
        panic_of(|| {
            drop(Case::new("Ana met Ben.").given("people", "Ana", "PER", &[]).given(
                "people",
                "Ana",
                "PER",
                &[],
            ))
        }),
        panic_of(|| drop(Case::new("Ana met Ben.").given("people", "", "PER", &[]))),
        panic_of(|| drop(Case::new("Ana met Ben.").layer(outside))),
        panic_of(|| drop(Case::new("").layer(LayerBuf::new("people")).layer(LayerBuf::new("people")))),
        panic_of(|| drop(Case::new(TEXT).run::<Neighbours>())),
        panic_of(|| drop(Case::new(TEXT).after_with::<Capitals>(json!({"min": 1})).run::<Neighbours>())),
    ];
    insta::assert_snapshot!(panics.join("\n\n"));
}
