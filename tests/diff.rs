//! `textmine diff`: what appeared, vanished and changed between two runs, from reports or from pipelines.
mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::{Output, c_plugin, folder, tests_folder, textmine};

const TEXT: &str = "Ana Ruiz phoned Ben Okoro, who wrote to Eva Lind.";

/// An annotation of a part of the text.
fn annotation(part: &str, label: &str, score: f64, attributes: Value) -> Value {
    let start = TEXT.find(part).unwrap_or_else(|| panic!("{part:?} is not in the text"));
    json!({ "start": start, "end": start + part.len(), "text": part, "label": label, "score": score, "attrs": attributes })
}

fn report(id: &str, layers: Value, summaries: Value, problems: Value) -> String {
    let document = json!({ "id": id, "chars": TEXT.len(), "words": 9, "sentences": 1 });
    let report = json!({ "schema": "textmine.report/1", "document": document, "layers": layers, "summaries": summaries, "problems": problems });
    format!("{report}\n")
}

/// Two runs over five documents: one is the same, one has changed in every way, one has lost a layer, and each run has a document
/// of its own.
fn runs() -> (String, String) {
    let phone = |realis: &str, score: f64| {
        annotation("phoned", "phone", score, json!({ "realis": realis, "to": ["Okoro"] }))
    };
    let same = report("same", json!({ "channels": [phone("actual", 0.9)] }), json!({}), json!([]));
    let problem = json!({ "analyzer": "sentiment", "kind": "failed", "message": "no lexicon" });
    let row = |channel: &str, count: usize| json!({ "channel": channel, "count": count });
    let old = [
        same.clone(),
        report(
            "changed",
            json!({
                "channels": [phone("actual", 0.9), annotation("wrote", "letter", 0.8, json!({}))],
                "entities": [annotation("Ana Ruiz", "PER", 0.9, json!({})), annotation("Eva Lind", "PER", 0.9, json!({}))],
            }),
            json!({ "channels": { "mentions": 2, "rows": [row("phone", 1), row("letter", 1)], "tone": 0.25 } }),
            json!([]),
        ),
        report(
            "lost",
            json!({ "entities": [], "extra": [annotation("Ana", "x", 1.0, json!({}))] }),
            json!({ "extra": 3 }),
            json!([problem]),
        ),
        report("only old", json!({}), json!({}), json!([])),
    ];
    let new = [
        report("only new", json!({}), json!({}), json!([])),
        report("lost", json!({ "entities": [] }), json!({}), json!([])),
        same,
        report(
            "changed",
            json!({
                "channels": [phone("habitual", 0.85), annotation("Ben Okoro, who wrote", "letter", 0.8, json!({}))],
                "entities": [annotation("Ana Ruiz", "ORG", 0.9, json!({})), annotation("Ben Okoro", "PER", 0.7, json!({ "entity": "ben-okoro" }))],
            }),
            json!({ "channels": { "mentions": 3, "rows": [row("email", 2), row("phone", 1), row("letter", 2)], "tone": 0.3 } }),
            json!([problem]),
        ),
    ];
    (old.concat(), new.concat())
}

fn files() -> tempfile::TempDir {
    let (old, new) = runs();
    let texts: String =
        ["same", "changed", "lost"].map(|id| json!({ "id": id, "text": TEXT }).to_string() + "\n").concat();
    folder(&[("old.jsonl", old.as_bytes()), ("new.jsonl", new.as_bytes()), ("texts.jsonl", texts.as_bytes())])
}

fn diff(folder: &Path, arguments: &[&str]) -> Output {
    textmine(["diff"].into_iter().chain(arguments.iter().copied())).within(folder).output()
}

#[test]
fn all_that_differs_is_told_document_by_document() {
    let output = diff(files().path(), &["old.jsonl", "new.jsonl"]);
    assert_eq!(output.code, Some(1));
    insta::assert_snapshot!(output.shown());
}

#[test]
fn the_text_around_is_shown_where_it_is_known() {
    let output = diff(files().path(), &["old.jsonl", "new.jsonl", "--input", "texts.jsonl"]);
    insta::assert_snapshot!(output.shown());
}

#[test]
fn all_that_differs_is_there_as_json_too() {
    let output = diff(files().path(), &["old.jsonl", "new.jsonl", "--format", "json"]);
    let differences: Value = serde_json::from_str(&output.stdout).expect("JSON");
    assert_eq!(differences["documents"].as_array().map(Vec::len), Some(4));
    insta::assert_snapshot!(output.shown());
}

#[test]
fn colours_tell_what_is_new_from_what_is_gone() {
    let output = diff(files().path(), &["old.jsonl", "new.jsonl", "--color", "always"]);
    for coloured in ["\u{1b}[32m+\u{1b}[0m", "\u{1b}[31m-\u{1b}[0m", "\u{1b}[36m~\u{1b}[0m"] {
        assert!(output.stdout.contains(coloured), "{coloured:?} is missing");
    }
}

#[test]
fn equal_runs_end_with_0_whatever_the_order_and_layout() {
    let (old, _) = runs();
    let mut lines: Vec<&str> = old.lines().collect();
    lines.reverse();
    let pretty: String = lines
        .iter()
        .map(|line| {
            serde_json::to_string_pretty(&serde_json::from_str::<Value>(line).expect("JSON")).expect("JSON")
                + "\n"
        })
        .collect();
    let files = folder(&[("old.jsonl", old.as_bytes()), ("new.json", pretty.as_bytes())]);
    let output = diff(files.path(), &["old.jsonl", "new.json"]);
    assert_eq!((output.code, &*output.stdout), (Some(0), "4 of 4 documents the same\n"), "{}", output.stderr);
    let output = diff(files.path(), &["old.jsonl", "new.json", "--format", "json"]);
    insta::assert_snapshot!(output.shown());
}

#[test]
fn scores_may_differ_within_the_tolerance() {
    let files = files();
    let scores = |tolerance: &str| {
        let output = diff(files.path(), &["old.jsonl", "new.jsonl", "--score-tolerance", tolerance]);
        (output.stdout.matches("score: ").count(), output.stdout.matches("/tone").count())
    };
    assert_eq!(scores("0"), (1, 1));
    assert_eq!(scores("0.04"), (1, 1));
    assert_eq!(scores("0.05"), (0, 0));
}

#[test]
fn some_layers_may_be_compared_alone() {
    let files = files();
    let shown: Vec<String> = [
        &["--layer", "entities"][..],
        &["--layer", "extra", "--layer", "entities", "--format", "json"],
        &["--layer", "chanels"],
        &["--layer", "what is this"],
    ]
    .iter()
    .map(|arguments| {
        let output = diff(files.path(), &[&["old.jsonl", "new.jsonl"], *arguments].concat());
        format!("$ textmine diff old.jsonl new.jsonl {}\n{}\n", arguments.join(" "), output.shown())
    })
    .collect();
    insta::assert_snapshot!(shown.concat());
    let (old, new) = (
        report("a", json!({ "x": [] }), json!({ "s": 1 }), json!([])),
        report("a", json!({ "x": [] }), json!({}), json!([])),
    );
    std::fs::write(files.path().join("a.jsonl"), old).expect("writing");
    std::fs::write(files.path().join("b.jsonl"), new).expect("writing");
    assert_eq!(diff(files.path(), &["a.jsonl", "b.jsonl"]).code, Some(1));
    assert_eq!(diff(files.path(), &["a.jsonl", "b.jsonl", "--layer", "x"]).code, Some(0));
}

#[test]
fn pipelines_run_over_the_same_input() {
    let pipeline = |name: &str| format!("[[analyzer]]\nname = \"{name}\"\nplugin = \"./libcapitals.so\"\n");
    let files = folder(&[
        ("a.toml", pipeline("capitals").as_bytes()),
        ("b.toml", pipeline("shouting").as_bytes()),
        ("a.txt", b"NATO and the EU agreed."),
        ("b.txt", b"Nobody else did."),
    ]);
    std::fs::copy(c_plugin(&[]), files.path().join("libcapitals.so")).expect("copying a library");
    let input = ["--input", "a.txt", "--input", "b.txt"];
    let output = diff(files.path(), &[&["a.toml", "a.toml"], &input[..]].concat());
    assert_eq!((output.code, &*output.stdout), (Some(0), "2 of 2 documents the same\n"), "{}", output.stderr);
    insta::assert_snapshot!(diff(files.path(), &[&["a.toml", "b.toml"], &input[..]].concat()).shown());

    let reports =
        textmine(["-c", "a.toml", "--format", "jsonl", "a.txt", "b.txt"]).within(files.path()).output();
    std::fs::write(files.path().join("saved.jsonl"), reports.stdout).expect("writing");
    let output = diff(files.path(), &[&["saved.jsonl", "a.toml"], &input[..]].concat());
    assert_eq!(output.code, Some(0), "what was saved is what runs: {}{}", output.stdout, output.stderr);
}

#[test]
fn what_can_t_be_compared_ends_with_2() {
    let files = files();
    let other = json!({ "id": "changed", "text": TEXT.replace("Ana", "Eva") }).to_string();
    for (name, content) in [
        ("other.jsonl", &*other),
        ("twice.jsonl", &runs().0.repeat(2)),
        ("cut.jsonl", &runs().0[..300]),
        ("empty.jsonl", ""),
        ("p.toml", "[[analyzer]]\nplugin = \"nothing\"\n"),
    ] {
        std::fs::write(files.path().join(name), content).expect("writing");
    }
    let cases: [&[&str]; 10] = [
        &["old.jsonl"],
        &["old.jsonl", "gone.jsonl"],
        &["old.jsonl", "."],
        &["-", "-"],
        &["p.toml", "old.jsonl"],
        &["old.jsonl", "new.jsonl", "--score-tolerance", "NaN"],
        &["old.jsonl", "texts.jsonl"],
        &["old.jsonl", "new.jsonl", "--input", "other.jsonl"],
        &["old.jsonl", "twice.jsonl"],
        &["cut.jsonl", "old.jsonl"],
    ];
    let mut shown = String::new();
    for arguments in cases {
        let output = diff(files.path(), arguments);
        assert_eq!(output.code, Some(2), "{arguments:?}: {}", output.stdout);
        shown += &format!("$ textmine diff {}\n{}\n", arguments.join(" "), output.stderr);
    }
    insta::assert_snapshot!(shown);
    assert_eq!(diff(files.path(), &["empty.jsonl", "old.jsonl"]).code, Some(1), "no report is fewer reports");
}

#[test]
fn help_tells_every_option() {
    insta::assert_snapshot!(textmine(["diff", "--help"]).output().shown());
}

#[test]
fn the_guide_shows_what_is_told() {
    let guide = std::fs::read_to_string(tests_folder().join("../docs/evaluation.md")).expect("the guide");
    let block = guide.split("```text\n").nth(2).and_then(|rest| rest.split("```").next()).expect("a block");
    let output = diff(files().path(), &["old.jsonl", "new.jsonl", "--input", "texts.jsonl"]);
    let (differences, _) = block.trim_end().rsplit_once("\n\n").expect("differences, and the totals");
    for line in differences.lines() {
        assert!(output.stdout.lines().any(|told| told == line), "{line:?} is not told:\n{}", output.stdout);
    }
}
