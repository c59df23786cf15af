//! The shipped analyzers over articles of our own: what is found, in each output format.
mod support;

use std::fmt::Write;
use support::{article, textmine};

const ARTICLES: [&str; 4] = ["diplomacy", "labour", "business", "harvest"];

fn run(name: &str, arguments: &[&str]) -> String {
    let path = article(&format!("{name}.txt")).display().to_string();
    let output = textmine(arguments.iter().copied().chain([path.as_str()])).output();
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    output.stdout
}

#[test]
fn the_report_for_people_fits_80_columns() {
    for name in ARTICLES {
        let report = run(name, &["--width", "80"]);
        assert!(report.lines().all(|line| line.chars().count() <= 80), "{report}");
        insta::assert_snapshot!(format!("report_{name}"), report);
    }
}

#[test]
fn the_report_for_people_fits_120_columns() {
    let report = run("diplomacy", &["--width", "120"]);
    assert!(report.lines().all(|line| line.chars().count() <= 120), "{report}");
    insta::assert_snapshot!(report);
}

#[test]
fn annotations_of_each_analyzer() {
    for name in ARTICLES {
        let report: serde_json::Value =
            serde_json::from_str(&run(name, &["--format", "jsonl"])).expect("a report in one line");
        for (layer, annotations) in report["layers"].as_object().expect("layers") {
            let mut lines = String::new();
            for a in annotations.as_array().expect("annotations") {
                let text: String = a["text"].as_str().expect("text").chars().take(48).collect();
                let score = a.get("score").map(|s| format!(" {s}")).unwrap_or_default();
                let attributes = a.get("attrs").map(|s| format!(" {s}")).unwrap_or_default();
                _ = writeln!(
                    lines,
                    "{}..{} {text:?} {}{score}{attributes}",
                    a["start"], a["end"], a["label"]
                );
            }
            insta::assert_snapshot!(format!("{layer}_{name}"), lines);
        }
    }
}

#[test]
fn the_machine_contract_in_one_line_and_indented() {
    let text = "Ana Ruiz phoned Ben Okoro. “A fair deal,” he said.";
    let json = |format: &str| {
        let output = textmine(["--format", format, "-"]).stdin(text).output();
        assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
        output.stdout
    };
    let (line, indented) = (json("jsonl"), json("json"));
    assert_eq!(line.lines().count(), 1);
    let (a, b): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(&line).expect("JSON"), serde_json::from_str(&indented).expect("JSON"));
    assert_eq!(a, b);
    insta::assert_snapshot!("contract_json", indented);
    insta::assert_snapshot!("contract_jsonl", line);
}

#[test]
fn the_picture_in_the_readme_is_the_report_as_it_is() {
    let picture = support::tests_folder().join("../docs/report.svg");
    let report = run("diplomacy", &["--color", "always", "--width", "100"]);
    let drawn = anstyle_svg::Term::new().render_svg(&report);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&picture, &drawn).expect("writing the picture");
    }
    let stands = std::fs::read_to_string(&picture).expect("the picture");
    assert!(stands == drawn, "docs/report.svg shows another report; `just accept` draws it anew");
}
