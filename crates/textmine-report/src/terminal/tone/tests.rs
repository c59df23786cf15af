//! The sections of the tone: the document, who speaks, and who is spoken of.
use super::{Summary, render};
use crate::terminal::{Page, Palette, Terminal};
use serde_json::{Value, json};

fn shown(summary: &Value, width: usize, palette: Palette) -> String {
    let mut page = Page { terminal: Terminal { width, palette }, out: String::new() };
    let summary: Summary = serde_json::from_value(summary.clone()).expect("a summary");
    render(&mut page, &summary, None);
    page.out
}

fn voice(voice: &str, speaker: Option<&str>, score: f64, label: &str, counts: [usize; 3]) -> Value {
    let [positive, neutral, negative] = counts;
    json!({
        "voice": voice, "speaker": speaker, "entity": null, "sentences": counts.iter().sum::<usize>(),
        "score": score, "label": label, "positive": positive, "neutral": neutral, "negative": negative,
    })
}

fn summary(voices: &[Value]) -> Value {
    json!({
        "document": { "score": -0.05, "label": "neutral" },
        "sentences": { "positive": 2, "neutral": 1, "negative": 2 },
        "most_positive": { "sentence": 0, "score": 0.35, "text": "The port had a brilliant year." },
        "most_negative": null,
        "voices": voices,
        "entities": [
            { "entity": "bell", "name": "Tom Bell", "mentions": 3, "score": -0.45, "label": "negative",
              "positive": 0, "neutral": 1, "negative": 2, "telling": null },
        ],
    })
}

#[test]
fn who_speaks_has_a_table_beside_who_is_spoken_of() {
    let said = summary(&[
        voice("author", None, 0.26, "positive", [2, 1, 0]),
        voice("quoted", Some("Tom\u{1b} Bell"), -0.32, "negative", [0, 0, 2]),
        voice("quoted", None, 0.0, "neutral", [0, 1, 0]),
    ]);
    insta::assert_snapshot!(shown(&said, 80, Palette::plain()));
}

#[test]
fn a_text_in_which_only_the_author_speaks_has_no_table_of_voices() {
    let said = summary(&[voice("author", None, 0.26, "positive", [2, 1, 0])]);
    assert!(!shown(&said, 80, Palette::plain()).contains("TONE OF"));
}

#[test]
fn an_author_who_says_no_sentence_has_no_row() {
    let said = summary(&[
        voice("author", None, 0.0, "neutral", [0, 0, 0]),
        voice("quoted", Some("Tom Bell"), -0.32, "negative", [0, 0, 2]),
    ]);
    assert!(!shown(&said, 80, Palette::plain()).contains("the author"));
}

#[test]
fn no_line_is_wider_than_the_page_and_heads_are_dim() {
    let said = summary(&[
        voice("author", None, 0.26, "positive", [2, 1, 0]),
        voice("quoted", Some("the Ministry of Fisheries and Coastal Affairs"), -0.32, "negative", [0, 0, 2]),
    ]);
    for line in shown(&said, 64, Palette::plain()).lines() {
        assert!(line.chars().count() <= 64, "{line}");
    }
    let coloured = shown(&said, 80, Palette::coloured());
    let heads: Vec<&str> = coloured.lines().filter(|line| line.contains("neutral  negative")).collect();
    assert!(heads.len() == 2 && heads.iter().all(|line| line.starts_with("\u{1b}[2m")), "{coloured}");
}
