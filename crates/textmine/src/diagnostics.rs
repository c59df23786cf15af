//! Messages to people: errors on standard error, with the place in the pipeline underlined.
use crate::cli::ColorChoice;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use anstream::AutoStream;
use std::io::Write;
use std::ops::Range;
use textmine_evaluation::ReadError;
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

    /// A file of annotations that can't be read, with the place underlined where there is one.
    pub(crate) fn unreadable(&self, error: &ReadError) {
        let ReadError::Record { name, line, record, fault } = error else {
            return self.error(&error.to_string(), error.help());
        };
        let excerpt = Excerpt::new(record, &fault.span);
        let place = AnnotationKind::Primary.span(excerpt.span).label(fault.label.as_str());
        let snippet = Snippet::source(excerpt.text)
            .path(name.as_str())
            .line_start(line + excerpt.before)
            .annotation(place);
        let group = Level::ERROR.primary_title(fault.message.as_str()).element(snippet);
        self.print(&[group.elements(fault.help.as_deref().map(|help| Level::HELP.message(help)))]);
    }

    fn print(&self, report: &[Group<'_>]) {
        let mut stderr = AutoStream::new(std::io::stderr().lock(), self.choice);
        // There is nobody left to tell if standard error is closed.
        _ = writeln!(stderr, "{}", Renderer::styled().render(report));
    }
}

/// The line of a record that a place is in.
struct Excerpt<'r> {
    text: &'r str,
    /// The place within it.
    span: Range<usize>,
    /// Lines of the record before it.
    before: usize,
}

impl<'r> Excerpt<'r> {
    fn new(record: &'r str, place: &Range<usize>) -> Self {
        let start = place.start.min(record.len());
        let first = record[..start].rfind('\n').map_or(0, |end| end + 1);
        let last = record[start..].find('\n').map_or(record.len(), |end| start + end);
        let end = place.end.clamp(start, last);
        let before = record[..first].matches('\n').count();
        Excerpt { text: &record[first..last], span: start - first..end - first, before }
    }
}
