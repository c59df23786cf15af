//! Texts that nobody wrote to be read.
use super::summary;
use crate::Sentiment;
use textmine_core::serde_json::json;
use textmine_core::{DocumentBuf, InProcess, LayerBuf, Plugin, Span};
use textmine_testkit::Case;

/// Large enough that work which grows with the square of the length would never end.
const MANY: usize = 100_000;

#[test]
fn endless_repetition_is_read() {
    for piece in [
        "good ",
        "not ",
        "but good ",
        "!",
        "?",
        ":) ",
        "😀",
        "(",
        "not only ",
        "n't",
        "\u{0}",
        "’",
        "é ",
        "well-",
    ] {
        let text = piece.repeat(MANY);
        let score = summary(Case::new(&text))["document"]["score"].as_f64();
        assert!(score.is_some_and(|s| (-1.0..=1.0).contains(&s)), "{piece:?} {score:?}");
    }
}

#[test]
fn a_sentence_of_very_many_names_is_judged() {
    let text = "Ruiz praised ".repeat(MANY / 10);
    let mut layer = LayerBuf::new("entities");
    for (at, name) in text.match_indices("Ruiz") {
        layer.push(Span::new(at as u32, (at + name.len()) as u32), "PER");
        layer.attr_last("entity", "ruiz");
    }
    let mut document = DocumentBuf::new("names", text).expect("short enough");
    document.push_layer(layer);
    let plugin = InProcess::<Sentiment>::new("0");
    let analysis = plugin.create(&json!({})).and_then(|a| a.analyze(&document.view()));
    let layer = analysis.expect("judged").layers.remove(0);
    assert_eq!(layer.view().iter().filter(|a| a.attr("entity") == Some("ruiz")).count(), MANY / 10);
}

#[test]
fn any_character_may_stand_beside_any_word() {
    for odd in [
        "\u{0}", "\u{feff}", "\u{202e}", "\u{200d}", "İ", "ß", "ﬁ", "𝒢", "\u{301}", "\r", "\u{85}", "\\",
        "\"",
    ] {
        for text in [format!("{odd}good{odd}"), format!("not {odd} good"), format!("good{odd}good {odd}")] {
            let score = summary(Case::new(&text))["document"]["score"].as_f64();
            assert!(score.is_some(), "{text:?}");
        }
    }
}

/// Mentions that overlap, are empty, or cover everything: a layer from elsewhere may hold anything in range.
#[test]
fn odd_mentions_are_judged_once_each() {
    let text = "  They praised Ana Ruiz.  Then they left.  ";
    for spans in [
        &[(0, text.len()), (15, 23), (15, 18), (19, 23)][..],
        &[(0, 0), (0, 1), (24, 26), (text.len(), text.len())],
        &[(10, 30), (10, 12)],
    ] {
        let mut layer = LayerBuf::new("entities");
        for &(start, end) in spans {
            layer.push(Span::new(start as u32, end as u32), "PER");
        }
        layer.sort();
        let mut document = DocumentBuf::new("odd", text).expect("short enough");
        document.push_layer(layer);
        let plugin = InProcess::<Sentiment>::new("0");
        let analysis = plugin.create(&json!({})).and_then(|a| a.analyze(&document.view()));
        let layer = analysis.expect("judged").layers.remove(0);
        assert_eq!(layer.view().iter().filter(|a| a.attr("entity").is_some()).count(), spans.len());
    }
}
