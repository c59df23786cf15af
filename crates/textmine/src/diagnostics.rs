//! Messages to people: errors on standard error, with the place in the pipeline underlined.
use crate::cli::ColorChoice;
use annotate_snippets::{Group, Level, Renderer};
use anstream::AutoStream;
use std::io::Write;
use textmine_pipeline::{Diagnostic, Problem};
use textmine_report::underlined;

/// Writes messages to standard error.
#[derive(Debug)]
pub(crate) struct Messages {
    choice: anstream::ColorChoice,
}

impl Messages {
    pub(crate) fn new(color: ColorChoice) -> Self {
        let choice = match color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Messages { choice }
    }

    /// When to use colour.
    pub(crate) fn choice(&self) -> anstream::ColorChoice {
        self.choice
    }

    /// True if standard output takes colour.
    pub(crate) fn colour_output(&self) -> bool {
        let choice = match self.choice {
            anstream::ColorChoice::Auto => AutoStream::choice(&std::io::stdout()),
            chosen => chosen,
        };
        choice != anstream::ColorChoice::Never
    }

    /// An error, and what to do about it.
    pub(crate) fn error(&self, message: &str, help: Option<&str>) {
        self.group(Level::ERROR, message, help);
    }

    /// Something that went wrong with one document or pipeline.
    pub(crate) fn problem(&self, what: &str, problem: &Problem) {
        let who = problem.analyzer.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
        self.error(&format!("{what}: {who}{}", problem.message), None);
    }

    /// Something that may go wrong.
    pub(crate) fn warning(&self, message: &str) {
        self.group(Level::WARNING, message, None);
    }

    /// Something worth knowing.
    pub(crate) fn note(&self, message: &str) {
        self.group(Level::NOTE, message, None);
    }

    /// Lines as they are.
    pub(crate) fn plain(&self, lines: &str) {
        // As in `print`.
        _ = std::io::stderr().lock().write_all(lines.as_bytes());
    }

    fn group(&self, level: Level<'_>, message: &str, help: Option<&str>) {
        let group = Group::with_title(level.primary_title(message));
        self.print(&[group.elements(help.map(|help| Level::HELP.message(help)))]);
    }

    /// Everything that is wrong with a pipeline.
    pub(crate) fn diagnostics(&self, file: &str, source: &str, diagnostics: &[Diagnostic]) {
        let mut stderr = AutoStream::new(std::io::stderr().lock(), self.choice);
        for diagnostic in diagnostics {
            // There is nobody left to tell if standard error is closed.
            _ = writeln!(stderr, "{}", underlined(file, source, diagnostic, true));
        }
    }

    fn print(&self, report: &[Group<'_>]) {
        let mut stderr = AutoStream::new(std::io::stderr().lock(), self.choice);
        // There is nobody left to tell if standard error is closed.
        _ = writeln!(stderr, "{}", Renderer::styled().render(report));
    }
}
