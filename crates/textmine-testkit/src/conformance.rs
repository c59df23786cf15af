//! The checks of `textmine plugins verify`, in this process.
use std::fmt::Write;
use textmine_conformance::{Check, Verdict, checks};
use textmine_core::{Analyzer, InProcess, Plugin};
use textmine_pipeline::nearest;

/// See [`assert_conformance!`](crate::assert_conformance!).
pub fn assert_conformance<A: Analyzer>(version: &str, except: &[&str]) {
    if let Err(report) = conform(&InProcess::<A>::new(version), except) {
        panic!("{report}");
    }
}

/// Everything that is wrong, for people.
fn conform(plugin: &dyn Plugin, except: &[&str]) -> Result<(), String> {
    let unknown: Vec<String> =
        except.iter().filter(|name| Check::find(name).is_none()).map(|name| no_check(name)).collect();
    if !unknown.is_empty() {
        return Err(unknown.join("\n"));
    }
    let mut failed = Vec::new();
    let run: Vec<&Check> = checks().iter().filter(|check| !except.contains(&check.name)).collect();
    for check in &run {
        // Analyzers in Rust may be called from several threads at once.
        let outcome = check.run(plugin, true);
        if outcome.verdict == Verdict::Failed {
            failed.push((check, outcome));
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    let name = &plugin.description().name;
    let mut report = format!("`{name}` breaks its contract: {} of {} checks fail", failed.len(), run.len());
    for (check, outcome) in failed {
        _ = write!(report, "\n\n{}: not so: {}", check.name, check.claim);
        for detail in outcome.details {
            _ = write!(report, "\n    {detail}");
        }
    }
    Err(report)
}

fn no_check(name: &str) -> String {
    match nearest(name, checks().iter().map(|check| check.name)) {
        Some(near) => format!("there is no check `{name}`: did you mean `{near}`?"),
        None => format!("there is no check `{name}`: `textmine plugins verify` names them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use textmine_core::{Analysis, Description, Document, Failure, Instance};

    /// Finds nothing, and fails on some texts.
    struct Picky(Description);

    impl Plugin for Picky {
        fn description(&self) -> &Description {
            &self.0
        }
        fn options_schema(&self) -> Result<Value, Failure> {
            Ok(json!({"type": "object", "properties": {}, "additionalProperties": false}))
        }
        fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure> {
            match options.as_object().is_some_and(serde_json::Map::is_empty) {
                true => Ok(Box::new(Picky(self.0.clone()))),
                false => Err(Failure::Refused { option: None, message: "it has no options".to_owned() }),
            }
        }
    }

    impl Instance for Picky {
        fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
            match document.text() {
                "" => panic!("no text"),
                text if text.starts_with("Was it") => {
                    Err(Failure::Refused { option: None, message: "no questions".to_owned() })
                }
                _ => Ok(Analysis { summary: "null".to_owned(), ..Analysis::default() }),
            }
        }
        fn close(self: Box<Self>) -> Result<(), Failure> {
            Ok(())
        }
    }

    fn picky() -> Picky {
        Picky(Description {
            name: "picky".to_owned(),
            version: "1.0.0".to_owned(),
            about: "nothing at all".to_owned(),
            requires: Vec::new(),
            uses: Vec::new(),
            provides: Vec::new(),
            data: Vec::new(),
        })
    }

    /// All checks but those that are named: tests of reports need no large texts.
    fn all_but(names: &[&str]) -> Vec<&'static str> {
        checks().iter().map(|check| check.name).filter(|name| !names.contains(name)).collect()
    }

    #[test]
    fn every_check_that_fails_is_told_with_its_reasons() {
        let report = conform(&picky(), &all_but(&["empty", "one-word", "half-sentences", "schema"]));
        insta::assert_snapshot!(report.expect_err("two checks fail"));
    }

    #[test]
    fn checks_that_are_left_out_are_not_run() {
        assert_eq!(conform(&picky(), &all_but(&["schema", "one-word-more"])), Ok(()));
    }

    #[test]
    fn a_check_that_there_is_none_of_can_t_be_left_out() {
        let report =
            conform(&picky(), &["growth-txt", "schema", "edges", "teapot"]).expect_err("two are unknown");
        insta::assert_snapshot!(report, @r"
        there is no check `growth-txt`: did you mean `growth-text`?
        there is no check `teapot`: `textmine plugins verify` names them
        ");
    }
}
