//! Results for people: what failed and why, then how much of it all.
use crate::diff::{changes, unified};
use crate::folder::file_name;
use crate::{Change, Fault, Results, Test, Unmet, Verdict};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use textmine_report::{printable, underlined};

/// How results are shown.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// With colours of ANSI.
    pub coloured: bool,
    /// With the lines that differ.
    pub diff: bool,
}

impl Shown {
    /// The results of one pipeline: all that failed, each with its details, what was accepted, and how many passed.
    pub fn results(&self, results: &Results) -> String {
        let mut out = String::new();
        for test in &results.tests {
            self.test(&mut out, results, test);
        }
        _ = writeln!(out, "{}: {}", results.pipeline, results.tally());
        out
    }

    fn test(&self, out: &mut String, results: &Results, test: &Test) {
        let place = match test.line {
            Some(line) => format!("{}:{line}", results.pipeline),
            None => results.pipeline.clone(),
        };
        match &test.verdict {
            Verdict::Passed => {}
            Verdict::Accepted(change, golden) => {
                let what = match change {
                    Change::New => "new",
                    Change::Changed => "changed",
                    Change::Removed => "removed",
                };
                let word = self.styled(AnsiColor::Green.on_default(), &format!("{what:8}"));
                _ = writeln!(out, "{word}{}", printable(&golden.display().to_string()));
            }
            Verdict::Failed(fault) => {
                let word = self.styled(AnsiColor::Red.on_default().bold(), "FAIL");
                _ = writeln!(
                    out,
                    "{word}    {place}: {}: {}",
                    printable(&test.name),
                    printable(&self.message(fault))
                );
                let details = self.details(results, fault);
                if !details.is_empty() {
                    _ = writeln!(out, "{details}");
                }
            }
        }
    }

    /// Why a test failed, in a line.
    pub(crate) fn message(&self, fault: &Fault) -> String {
        match fault {
            Fault::NoGolden { golden, .. } => format!("{} is not there yet", file_name(golden)),
            Fault::Differs { golden, expected, found } => {
                let (gone, new) = changes(expected, found);
                format!("{} differs: {} gone, {new} new", file_name(golden), lines(gone))
            }
            Fault::LeftOver { golden } => format!("{} has no case any more", file_name(golden)),
            Fault::Unreadable { message, help: None } => message.clone(),
            Fault::Unreadable { message, help: Some(help) } => format!("{message}; {help}"),
            Fault::Mistakes { diagnostics, .. } => match diagnostics.len() {
                1 => "the case has a mistake".to_owned(),
                n => format!("the case has {n} mistakes"),
            },
            Fault::Unmet(unmet) => match unmet.len() {
                1 => "not met".to_owned(),
                n => format!("not met in {n} points"),
            },
            Fault::Closing(problems) => problems.join("; "),
        }
    }

    /// All that is to be said of it, in lines; often nothing.
    pub(crate) fn details(&self, results: &Results, fault: &Fault) -> String {
        match fault {
            Fault::Differs { expected, found, .. } if self.diff => unified(expected, found, self.coloured),
            Fault::NoGolden { found, .. } if self.diff => unified("", found, self.coloured),
            Fault::Mistakes { file, source, diagnostics } => {
                let shown = diagnostics.iter().map(|d| underlined(file, source, d, self.coloured) + "\n");
                shown.collect::<Vec<_>>().join("\n")
            }
            Fault::Unmet(unmet) => self.unmet(results, unmet),
            _ => String::new(),
        }
    }

    /// Everything that is not met, then what was found, each layer once.
    fn unmet(&self, results: &Results, unmet: &[Unmet]) -> String {
        let mut out = String::new();
        for Unmet { diagnostic, .. } in unmet {
            let shown = underlined(&results.pipeline, &results.source, diagnostic, self.coloured);
            _ = writeln!(out, "{shown}\n");
        }
        let mut told: Vec<&(String, String)> = Vec::new();
        for found in unmet.iter().filter_map(|unmet| unmet.found.as_ref()) {
            if told.contains(&found) {
                continue;
            }
            told.push(found);
            let (title, lines) = found;
            _ = writeln!(out, "{title}");
            for line in lines.lines() {
                _ = writeln!(out, "{}", format!("    {line}").trim_end());
            }
            out.push('\n');
        }
        out.truncate(out.trim_end_matches('\n').len() + 1);
        out
    }

    fn styled(&self, style: Style, text: &str) -> String {
        let style = if self.coloured { style } else { Style::new() };
        format!("{style}{text}{style:#}")
    }
}

fn lines(number: usize) -> String {
    match number {
        1 => "1 line".to_owned(),
        n => format!("{n} lines"),
    }
}
