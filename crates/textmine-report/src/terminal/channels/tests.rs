//! The section of the channels, at several widths.
use super::{Summary, render};
use crate::terminal::{Page, Palette, Terminal};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

fn shown(summary: &Value, width: usize) -> String {
    let mut page = Page { terminal: Terminal { width, palette: Palette::plain() }, out: String::new() };
    let summary: Summary = serde_json::from_value(summary.clone()).expect("a summary");
    render(&mut page, &summary);
    page.out
}

fn realis(counts: [usize; 4]) -> Value {
    let names = ["actual", "habitual", "negated", "hypothetical"];
    let counts = names.iter().zip(counts).filter(|(_, n)| *n > 0);
    counts.map(|(name, n)| ((*name).to_owned(), json!({ "mentions": n, "acts": n }))).collect()
}

fn article() -> Value {
    let channel = |id: &str, name: &str, acts: usize, counts: [usize; 4], at: Value| {
        let mentions: usize = counts.iter().sum();
        json!({
            "id": id, "name": name, "mentions": mentions, "acts": acts, "share": 0.25,
            "per_1000_words": 2.5 * mentions as f64, "realis": realis(counts), "at": at,
        })
    };
    let phone = |n: usize| json!({ "id": "phone", "mentions": n });
    json!({
        "mentions": 12, "acts": 9,
        "channels": [
            channel("phone", "phone", 4, [5, 1, 0, 1], json!([0, 1, 2, 5, 7, 8, 10])),
            channel("meeting", "meeting", 3, [0, 3, 0, 0], json!([3, 4, 9])),
            channel("messaging_app", "messaging app", 2, [1, 0, 1, 0], json!([6, 11])),
        ],
        "apps": [
            { "name": "WhatsApp", "mentions": 2, "acts": 2, "realis": realis([2, 0, 0, 0]), "at": [6, 11],
              "channels": [{ "id": "messaging_app", "mentions": 2 }] },
        ],
        "pairs": [
            { "from": { "name": "Ana Lind" }, "to": { "name": "Okafor" }, "mentions": 4, "acts": 3,
              "channels": [phone(3), { "id": "messaging_app", "mentions": 1, "apps": ["WhatsApp"] }],
              "realis": realis([2, 1, 0, 1]), "at": [0, 1, 6, 7] },
            { "from": { "name": "Okafor" }, "to": { "name": "the Ministry of Fisheries and Coastal Affairs" },
              "mentions": 1, "acts": 1, "channels": [phone(1)], "realis": realis([0, 0, 0, 1]), "at": [8] },
        ],
        "together": [
            { "between": [{ "name": "Ana Lind" }, { "name": "Brandt" }], "mentions": 2, "acts": 2,
              "channels": [{ "id": "meeting", "mentions": 2 }], "realis": realis([0, 2, 0, 0]), "at": [3, 9] },
        ],
        "participants": [],
        "joined": [],
        "stated": [
            { "at": 7, "number": 23, "text": "23 bilateral calls", "per": "in just six months" },
            { "at": 4, "number": 2, "text": "twice" },
        ],
        "timing": [{ "words": "on Sunday", "at": [0, 3] }, { "words": "late-night", "at": [1] }],
    })
}

#[test]
fn channels_pairs_apps_and_times_have_their_tables() {
    insta::assert_snapshot!(shown(&article(), 80), @r"
    CHANNELS  12 mentions of 9 acts, 30.0 per 1,000 words
                     mentions  acts  per 1,000            not actual
      phone                 7     4       17.5  ████████  1 habitual, 1 hypothetical
      meeting               3     3        7.5  ███▌      habitual
      messaging app         2     2        5.0  ██▍       1 negated

    WHO REACHED WHOM
      Ana Lind → Okafor                       phone ×3, messaging app  1 habitual, 1
                                              (WhatsApp)               hypothetical
      Ana Lind ↔ Brandt                       meeting ×2               habitual
      Okafor → the Ministry of Fisheries and  phone                    hypothetical
      Coastal Affairs

    APPS AND OUTLETS
      WhatsApp  messaging app ×2

    WHEN AND HOW OFTEN
      “23 bilateral calls”, “in just six months”  phone    Ana Lind → Okafor
      “twice”                                     meeting
      on Sunday ×2; late-night
    ");
}

#[test]
fn no_line_is_longer_than_the_terminal_is_wide() {
    for width in 40..=140 {
        let shown = shown(&article(), width);
        assert!(shown.lines().all(|line| line.width() <= width), "{width} columns:\n{shown}");
    }
}

#[test]
fn of_many_rows_the_first_are_shown_and_the_others_counted() {
    let mut article = article();
    for n in 0..40 {
        let row = |key: &str| article[key][0].clone();
        let (mut app, pair, mut time) = (row("apps"), row("pairs"), row("timing"));
        app["name"] = json!(format!("App {n}"));
        time["words"] = json!(format!("in {}", 2000 + n));
        for (key, row) in [("apps", app), ("pairs", pair), ("timing", time)] {
            article[key].as_array_mut().expect("rows").push(row);
        }
    }
    let shown = shown(&article, 80);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let before: Vec<&str> = shown.split(" more in --format json").collect();
    let more: Vec<&str> =
        before[..before.len() - 1].iter().filter_map(|part| part.rsplit(' ').next()).collect();
    assert_eq!(more, ["31", "29", "18"], "{shown}");
}

#[test]
fn nothing_found_is_one_line() {
    let lists = ["channels", "apps", "pairs", "together", "participants", "joined", "stated", "timing"];
    let mut empty: Value = lists.iter().map(|key| ((*key).to_owned(), json!([]))).collect();
    empty["mentions"] = json!(0);
    empty["acts"] = json!(0);
    assert_eq!(shown(&empty, 80), "CHANNELS  none mentioned\n");
}
