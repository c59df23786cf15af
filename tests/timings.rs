//! `--timings`: the stages of a run on standard error, and not a byte more in the reports.
mod support;

use support::{Output, article, textmine};

fn run(arguments: &[&str]) -> Output {
    let (one, other) = (article("diplomacy.txt"), article("labour.txt"));
    let inputs = [one.to_str().expect("a path"), other.to_str().expect("a path")];
    textmine(arguments.iter().copied().chain(inputs)).output()
}

/// The text with every number as `#`, and no more than one space between words: times are never the same.
fn without_numbers(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        for word in line.split_whitespace() {
            let number = word.trim_end_matches('%').parse::<f64>().is_ok();
            out.push_str(if number { "# " } else { word });
            out.push_str(if number { "" } else { " " });
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

#[test]
fn a_table_says_what_each_stage_takes_and_the_reports_stay_the_same() {
    let (with, without) = (run(&["--timings"]), run(&[]));
    assert_eq!((with.code, &with.stdout), (Some(0), &without.stdout));
    assert_eq!(without.stderr, "");
    insta::assert_snapshot!(without_numbers(&with.stderr));
}

#[test]
fn the_json_of_timings_adds_up() {
    let output = run(&["run", "--format", "jsonl", "--timings=json", "-j", "2"]);
    assert_eq!(output.stdout, run(&["--format", "jsonl"]).stdout);
    let timings: serde_json::Value = serde_json::from_str(&output.stderr).expect("one JSON object");
    let bytes: u64 = ["diplomacy.txt", "labour.txt"]
        .map(|name| std::fs::metadata(article(name)).expect("an article").len())
        .iter()
        .sum();
    assert_eq!(timings["schema"], "textmine.timings/1");
    assert_eq!(
        (&timings["documents"], &timings["bytes"], &timings["threads"]),
        (&2.into(), &bytes.into(), &2.into())
    );
    let stages = timings["stages"].as_array().expect("a list");
    let names: Vec<_> = stages.iter().map(|stage| stage["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["start", "reading", "segmentation", "entities", "sentiment", "channels", "report"]);
    for stage in &stages[1..] {
        assert_eq!((&stage["documents"], &stage["bytes"]), (&2.into(), &bytes.into()), "{stage}");
    }
    let shares: f64 = stages.iter().map(|stage| stage["share"].as_f64().expect("a number")).sum();
    assert!((shares - 1.0).abs() < 1e-6, "{shares}");
}
