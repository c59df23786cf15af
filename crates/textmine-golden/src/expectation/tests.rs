use super::judge;
use crate::{Fault, Results, Shown, Test, Unmet, Verdict};
use serde_json::{Map, Value, json};
use textmine_core::{DocumentBuf, LayerBuf, Span};
use textmine_pipeline::{Analyzed, Config, Problem, ProblemKind, Summary};

const TEXT: &str = "Ana Ruiz phoned Ben. Ben wrote to her.";

/// What some analyzers found in [`TEXT`].
fn analyzed() -> Analyzed {
    let mut document = DocumentBuf::new("d", TEXT).expect("it is short");
    let mut people = LayerBuf::new("people");
    for (start, end) in [(0, 8), (16, 19), (21, 24)] {
        people.push(Span::new(start, end), "PER");
        people.score_last(0.9);
    }
    let mut calls = LayerBuf::new("calls");
    calls.push(Span::new(9, 15), "phone");
    calls.score_last(0.8);
    calls.attr_last("realis", "actual");
    calls.list_last("from", ["Ana Ruiz"]);
    calls.list_last("to", ["Ben", "Bob"]);
    calls.list_last("participants", []);
    calls.push(Span::new(25, 30), "letter");
    document.push_layer(people);
    document.push_layer(calls);
    document.push_layer(LayerBuf::new("empty"));
    let calls = json!({
        "total": 2, "share": 0.25, "most": {"from": "Ana Ruiz", "to": null},
        "channels": [{"id": "phone", "times": 1}, {"id": "letter", "times": 1}], "by day": {"a.b": 1},
    });
    let summary = |analyzer: &str, value: Value| Summary {
        analyzer: analyzer.to_owned(),
        plugin: analyzer.to_owned(),
        json: value.to_string(),
    };
    Analyzed {
        document,
        given: 0,
        metadata: Map::new(),
        summaries: vec![summary("calls", calls), summary("people", json!(3))],
        problems: Vec::new(),
    }
}

fn source(expectation: &str) -> String {
    format!("[[analyzer]]\nplugin = 'x'\n[[expect]]\ntext = '{TEXT}'\n{expectation}\n")
}

fn judged(source: &str, analyzed: &Analyzed) -> Vec<Unmet> {
    let (config, problems) = Config::parse(source);
    assert_eq!(problems, [], "{source}");
    judge(&config.expect("a pipeline").expectations[0], analyzed)
}

/// What is not met, as people see it.
fn shown(expectation: &str, analyzed: &Analyzed) -> String {
    let source = source(expectation);
    let unmet = judged(&source, analyzed);
    let test =
        Test { name: "a test".to_owned(), line: Some(3), verdict: Verdict::Failed(Fault::Unmet(unmet)) };
    let results =
        Results { pipeline: "news.toml".to_owned(), source, tests: vec![test], left_out: 0, refused: false };
    Shown { coloured: false, diff: false }.results(&results)
}

#[test]
fn what_is_as_expected_says_nothing() {
    let met = [
        "found.calls = [{ words = 'phoned' }]",
        "found.calls = [{}]",
        "found.calls = [{ count = 2 }]",
        "found.people = [{ words = 'Ben', count = 2 }]",
        "found.people = [{ label = 'PER', count = { min = 2, max = 3 } }]",
        "found.calls = [{ label = 'phone', score = { min = 0.7, max = 0.9 } }]",
        "found.calls = [{ attrs = { realis = 'actual', from = 'Ana Ruiz' } }]",
        "found.calls = [{ attrs = { realis = ['actual'], from = ['Ana Ruiz'], to = ['Ben', 'Bob'] } }]",
        "found.calls = [{ words = 'phoned', attrs = { participants = [], none = [] } }]",
        "absent.calls = [{ label = 'meeting' }, { words = 'wrote', label = 'phone' }]",
        "absent.calls = [{ words = 'wrote', score = { min = 0.0 } }]",
        "absent.empty = [{}]",
        "count = { calls = 2, people = { min = 3 }, empty = 0 }",
        "summary.calls = { total = 2, share = 0.25, most = { from = 'Ana Ruiz' } }",
        "summary.calls.total = { min = 1, max = 2 }",
        "summary.calls.total = 2.0",
        "summary.calls.channels = [{ id = 'phone' }, { times = { max = 1 } }]",
        "summary.calls.'by day'.'a.b' = 1",
        "summary.people = { min = 3 }",
    ];
    for expectation in met {
        assert_eq!(judged(&source(expectation), &analyzed()), [], "{expectation}");
    }
}

#[test]
fn each_thing_that_is_not_met_is_told_with_what_was_found() {
    insta::assert_snapshot!(shown(
        r#"
found.calls = [
    { words = "phoned", label = "text", score = { min = 0.9 }, attrs = { realis = "actual", form = ["Ana Ruiz"] } },
    { words = "wrote", label = "letter", score = { max = 1 }, attrs = { to = "her" } },
    { label = "meeting" },
    { attrs = { to = ["Bob", "Ben"], realis = "actual" } },
]
found.people = [{ label = "PER", count = { max = 2 } }]
absent.people = [{ words = "Ben", label = "PER" }]
count = { people = 2, empty = { min = 1 } }"#,
        &analyzed()
    ));
}

#[test]
fn each_part_of_a_summary_that_says_something_else_is_told() {
    insta::assert_snapshot!(shown(
        r#"
[expect.summary.calls]
total = 3
totl = 2
share = { min = 0.5 }
most = { to = "Ben", by = "phone" }
channels = [{ id = "phone", times = 2 }, { id = "text" }]
"by day" = []
[expect.summary.people]
total = 3
[expect.summary.nobody]
total = 3"#,
        &analyzed()
    ));
    let lists = "summary.calls.channels = [{ id = 'phone' }]\nsummary.calls.most = 'Ana'";
    insta::assert_snapshot!("lists", shown(lists, &analyzed()));
}

#[test]
fn an_analyzer_that_fails_meets_no_expectation() {
    let mut failed = analyzed();
    let problem = |kind, message: &str| Problem {
        analyzer: Some("calls".to_owned()),
        kind,
        message: message.to_owned(),
    };
    failed.problems.push(problem(ProblemKind::Remark, "it printed"));
    assert_eq!(judged(&source("absent.empty = [{}]"), &failed), []);
    failed.problems.push(problem(ProblemKind::Panicked, "panicked: no luck, at src/lib.rs:3"));
    insta::assert_snapshot!(shown("absent.empty = [{}]", &failed));
}
