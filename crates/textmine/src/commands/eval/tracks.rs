//! What is noted while documents go into an evaluation, and has to be said at the end.
use crate::diagnostics::Messages;
use crate::pipeline_file::Told;
use textmine_evaluation::Evaluation;
use textmine_evaluation::report::Problem;
use textmine_pipeline::{listed, nearest};

/// Ids that a message names.
const NAMED: usize = 3;

/// Which documents met, and which had problems.
#[derive(Debug, Default)]
pub(super) struct Tracks {
    /// The first document of the gold.
    first: Option<String>,
    pub(super) output: Met,
    pub(super) old: Met,
    with_problems: usize,
    first_problem: Option<String>,
}

/// Documents of the gold, by whether reports have them.
#[derive(Debug, Default)]
pub(super) struct Met {
    met: usize,
    missing: Vec<String>,
}

impl Met {
    /// Notes a document; true if it is the first with a report.
    pub(super) fn note(&mut self, id: &str, has_report: bool) -> bool {
        match has_report {
            true => self.met += 1,
            false => self.missing.push(id.to_owned()),
        }
        has_report && self.met == 1
    }

    /// Says which documents have no report. `rest` are the reports that no gold asked for.
    fn tell(&self, name: &str, first: &str, rest: &[String], messages: &Messages) -> Result<(), Told> {
        if self.met == 0 {
            let message = format!("{name} has no report of any document of the gold");
            let help = match rest {
                [] => "there is no report in it: is it the right file?".to_owned(),
                rest => {
                    format!(
                        "documents are matched by id: the gold has `{first}`, the reports have {}",
                        some(rest)
                    )
                }
            };
            messages.error(&message, Some(&help));
            return Err(Told);
        }
        if !self.missing.is_empty() {
            let what = match self.missing.len() {
                1 => "1 document".to_owned(),
                count => format!("{count} documents"),
            };
            let named = some(&self.missing);
            messages.warning(&format!(
                "{name} has no report of {what} of the gold, where everything counts as missed: {named}"
            ));
        }
        if !rest.is_empty() {
            let documents = match rest.len() {
                1 => "document".to_owned(),
                count => format!("{count} documents"),
            };
            messages.note(&format!(
                "{name}: left out the {documents} {}, which the gold doesn't have",
                some(rest)
            ));
        }
        Ok(())
    }
}

impl Tracks {
    pub(super) fn note(&mut self, id: &str) {
        self.first.get_or_insert_with(|| id.to_owned());
    }

    /// Notes what went wrong with a document of the output.
    pub(super) fn problems(&mut self, id: &str, problems: &[Problem]) {
        if let Some(problem) = problems.first() {
            self.with_problems += 1;
            let who = problem.analyzer.as_deref().unwrap_or("input");
            self.first_problem.get_or_insert_with(|| format!("{id}: {who}: {}", problem.message));
        }
    }

    /// Says which documents did not meet, and which had problems. `rest` are the reports that no gold asked for, of the output
    /// and, if there is one, of the other output.
    pub(super) fn tell(
        &self,
        output: (&str, &[String]),
        old: Option<(&str, &[String])>,
        messages: &Messages,
    ) -> Result<(), Told> {
        let first = self.first.as_deref().unwrap_or_default();
        self.output.tell(output.0, first, output.1, messages)?;
        if let Some((name, rest)) = old {
            self.old.tell(name, first, rest, messages)?;
        }
        if let Some(first) = &self.first_problem {
            let what = match self.with_problems {
                1 => "a document has a problem".to_owned(),
                n => format!("{n} documents have problems, the first"),
            };
            messages.warning(&format!("{what}: {first}"));
        }
        Ok(())
    }

    /// True if figures are worse than the analyzer is: it failed on a document, or did not get it.
    pub(super) fn failed(&self) -> bool {
        self.with_problems > 0 || !self.output.missing.is_empty()
    }
}

/// Names that were asked for and never came, labels and attributes alike.
pub(super) fn warn_of_slips(evaluation: &Evaluation, messages: &Messages) {
    for unseen in &evaluation.unseen {
        let there = || unseen.seen.iter().map(String::as_str);
        let hint = match nearest(&unseen.name, there()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if unseen.seen.is_empty() => "there is none at all".to_owned(),
            None => format!("there are {}", listed(there())),
        };
        messages.warning(&format!("{} `{}`; {hint}", unseen.what, unseen.name));
    }
}

/// The first ids, and how many more there are.
fn some(ids: &[String]) -> String {
    match ids.len().checked_sub(NAMED).filter(|more| *more > 0) {
        Some(more) => {
            let first: Vec<String> = ids.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
            format!("{} and {more} more", first.join(", "))
        }
        None => listed(ids.iter().map(String::as_str)),
    }
}
