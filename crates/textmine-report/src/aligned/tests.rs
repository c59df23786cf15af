use super::{aligned, aligned_summary};
use textmine_core::{DocumentBuf, LayerBuf, Span};

/// A layer in which each of the words is marked, at its first occurrence.
fn layer(text: &str, name: &str, words: &[(&str, &str)]) -> LayerBuf {
    let mut layer = LayerBuf::new(name);
    for (words, label) in words {
        let start = text.find(words).expect("the text has the words") as u32;
        layer.push(Span::new(start, start + words.len() as u32), label);
    }
    layer.sort();
    layer
}

fn shown(text: &str, layer: &LayerBuf) -> String {
    let document = DocumentBuf::new("", text).expect("it is short");
    aligned(&document.view(), &[(None, layer.view())])
}

#[test]
fn marks_stand_beneath_the_words_whatever_their_width() {
    let cases = [
        ("Ana met Ben.", "Ben"),
        ("Cafe\u{301} Ruiz met Ben.", "Ben"),
        ("東京のアナ met Ben.", "Ben"),
        ("東京 met Ben.", "東京"),
        ("👩\u{200D}🚀 met Ben.", "Ben"),
        ("🇫🇷 met Ben.", "Ben"),
        ("a\u{0}b\tmet\u{202E} Ben.", "Ben"),
        ("Two\nlines met Ben.", "lines met"),
    ];
    let all: Vec<String> =
        cases.iter().map(|(text, words)| shown(text, &layer(text, "x", &[(words, "PER")]))).collect();
    insta::assert_snapshot!(all.concat());
}

#[test]
fn annotations_of_no_words_of_many_sentences_and_of_none_are_told_apart() {
    let text = "One here. Two there.\n\nThree.";
    let mut layer = LayerBuf::new("x");
    let spans = [(0, text.len()), (0, 14), (4, 4), (4, 8), (9, 10), (20, 28)];
    for (start, end) in spans {
        layer.push(Span::new(start, end as u32), "mark");
        layer.attr_last("span", &format!("{start}..{end}"));
    }
    layer.sort();
    insta::assert_snapshot!(shown(text, &layer));
}

#[test]
fn what_is_long_goes_on_beneath_the_label() {
    let text = "Ana Ruiz phoned Ben Okoro.";
    let mut calls = layer(text, "calls", &[("phoned", "phone")]);
    calls.score_last(0.876);
    calls.list_last("from", ["Ana Ruiz", "the minister of transport, energy and the sea"]);
    calls.list_last("to", ["Ben Okoro", "the general secretary of the union"]);
    calls.list_last("participants", []);
    calls.attr_last("why", &"because ".repeat(15));
    calls.attr_last("empty", "");
    insta::assert_snapshot!(shown(text, &calls));
}

#[test]
fn layers_with_a_name_say_it() {
    let text = "Ana met Ben.";
    let (people, calls) =
        (layer(text, "people", &[("Ana", "PER")]), layer(text, "calls", &[("met", "meeting")]));
    let document = DocumentBuf::new("", text).expect("it is short");
    let layers = [(None, calls.view()), (Some(people.name()), people.view())];
    insta::assert_snapshot!(aligned(&document.view(), &layers), @r"
    Ana met Ben.
        ^^^ meeting
    ^^^ people: PER
    ");
}

#[test]
fn scores_have_two_decimals_and_no_minus_before_nothing() {
    let text = "a b c d";
    let mut marks = LayerBuf::new("x");
    for (at, score) in [0.995, -0.001, -1.0, 1e9].into_iter().enumerate() {
        marks.push(Span::new(at as u32 * 2, at as u32 * 2 + 1), "s");
        marks.score_last(score);
    }
    insta::assert_snapshot!(shown(text, &marks), @r"
    a b c d
    ^ s 1.00
      ^ s 0.00
        ^ s -1.00
          ^ s 1000000000.00
    ");
}

#[test]
fn a_summary_that_says_nothing_is_not_shown() {
    assert_eq!(["", "null", "0", "no JSON"].map(aligned_summary), ["", "", "0", "no JSON"]);
}
