//! Every check passes on an analyzer without faults, and fails on one with the fault that it looks for.
mod fakes;
mod faults;

use crate::{Check, Measure, Outcome, Verdict, checks};
use fakes::{Capitals, Fake};
use std::collections::HashSet;
use textmine_core::{Description, Failure, InProcess, Instance, LayerBuf, Plugin, Span};

#[test]
fn an_analyzer_without_faults_passes_every_check() {
    for concurrent in [true, false] {
        for check in checks() {
            let outcome = check.run(&InProcess::<Capitals>::new("1.0.0"), concurrent);
            let expected = if check.name == "data-files" { Verdict::Skipped } else { Verdict::Passed };
            assert_eq!(outcome.verdict, expected, "{}: {:?}", check.name, outcome.details);
            assert!(
                outcome.details.len() == usize::from(expected == Verdict::Skipped),
                "{:?}",
                outcome.details
            );
        }
    }
}

#[test]
fn names_are_unique_and_found_and_groups_stand_together() {
    let mut names = HashSet::new();
    let mut groups = Vec::new();
    for check in checks() {
        assert!(names.insert(check.name), "{}", check.name);
        assert!(check.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", check.name);
        assert!(!check.claim.is_empty() && !check.claim.ends_with('.'), "{}", check.claim);
        assert_eq!(Check::find(check.name).map(|found| found.claim), Some(check.claim));
        if groups.last() != Some(&check.group) {
            groups.push(check.group);
        }
    }
    assert_eq!(groups.iter().collect::<HashSet<_>>().len(), groups.len(), "{groups:?}");
    assert!(Check::find("no-such-check").is_none());
}

#[test]
fn what_breaks_an_analyzer_is_shown_alone() {
    let fake = Fake::good().analyzing(|document, analysis| {
        assert!(!document.text().contains("ß"), "no table for\u{7} it");
        Ok(analysis)
    });
    let outcome = Check::find("letter-case").unwrap().run(&fake, true);
    assert_eq!(outcome.verdict, Verdict::Failed);
    assert_eq!(outcome.details[0], "\"ß\": panicked: no table for\\u{7} it");
}

#[test]
fn of_many_faults_a_few_are_told_and_the_others_counted() {
    let fake = Fake::good().analyzing(|_, _| Err(Fake::refusal("not today")));
    let outcome = Check::find("one-word").unwrap().run(&fake, true);
    assert_eq!(outcome.details[0], "\"\": refused: not today");
    assert_eq!(outcome.details.len(), 6);
    assert_eq!(outcome.details[5], "and 6 more");
}

#[test]
fn overlapping_calls_are_tried_only_where_they_are_declared() {
    let threads = Check::find("threads").unwrap();
    assert_eq!(threads.run(&faults::alone_only(), true).verdict, Verdict::Failed);
    assert_eq!(threads.run(&faults::alone_only(), false).verdict, Verdict::Passed);
}

#[test]
fn an_analyzer_that_is_slow_but_steady_passes() {
    let fake = Fake::good().analyzing(|document, analysis| {
        // 1.3 s for 256 kB.
        std::thread::sleep(std::time::Duration::from_micros(document.text().len() as u64 * 5));
        Ok(analysis)
    });
    let outcome = Check::find("growth-text").unwrap().run(&fake, true);
    assert_eq!((outcome.verdict, outcome.details), (Verdict::Passed, vec![]));
}

#[test]
fn annotations_of_white_space_are_noted() {
    let fake = Fake::good().analyzing(|document, mut analysis| {
        let end = document.text().find(' ').unwrap_or(0) as u32 + 1;
        analysis.layers[0] = LayerBuf::new("capitals");
        analysis.layers[0].push(Span::new(0, end), "word and space");
        analysis.layers[0].push(Span::new(end - 1, end), "space");
        Ok(analysis)
    });
    let outcome = Check::find("labels").unwrap().run(&fake, true);
    assert_eq!(outcome.verdict, Verdict::Passed);
    assert_eq!(
        outcome.details,
        [
            "layer `capitals`: annotations of nothing or white space alone: 1, the first at 5..6",
            "layer `capitals`: annotations with white space at an end: 1, the first at 0..6",
        ]
    );
}

#[test]
fn bounds_that_an_analyzer_leaves_to_its_schema_are_noted() {
    let fake = Fake::good().with_schema(|schema| schema["properties"]["words"]["maxItems"] = 1.into());
    let outcome = Check::find("option-bounds").unwrap().run(&fake, true);
    assert_eq!(outcome.verdict, Verdict::Passed);
    assert_eq!(outcome.details, ["{\"words\":[\"a\",\"a\"]} is left to the schema to refuse"]);
}

#[test]
fn an_analyzer_that_panics_wherever_it_can_fails_without_breaking_a_check() {
    /// What it panics with panics again when it goes.
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("again");
        }
    }
    struct Panics;
    impl Plugin for Panics {
        fn description(&self) -> &Description {
            std::panic::panic_any(Bomb)
        }
        fn options_schema(&self) -> Result<serde_json::Value, Failure> {
            std::panic::panic_any(Bomb)
        }
        fn create(&self, _: &serde_json::Value) -> Result<Box<dyn Instance>, Failure> {
            std::panic::panic_any(Bomb)
        }
    }
    for check in checks() {
        assert_eq!(check.run(&Panics, true).verdict, Verdict::Failed, "{}", check.name);
    }
}

#[test]
fn an_outcome_survives_the_way_through_json() {
    let outcome = Outcome {
        verdict: Verdict::Skipped,
        details: vec!["it reads no files".to_owned()],
        measures: vec![Measure { name: "speed".to_owned(), value: 3.5, unit: "MB/s".to_owned() }],
    };
    let json = serde_json::to_string(&outcome).unwrap();
    let expected = r#"{"verdict":"skipped","details":["it reads no files"],"measures":[{"name":"speed","value":3.5,"unit":"MB/s"}]}"#;
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome);
}
