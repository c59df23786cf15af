//! The report for people: sections of text that fit a given width.
mod channels;
mod entities;
mod other;
mod tone;

use crate::Size;
use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};
use serde::de::DeserializeOwned;
use std::fmt::Write;
use textmine_pipeline::{Analyzed, Summary};
use unicode_width::UnicodeWidthStr;

/// Rows of a section beyond these are counted rather than shown: the whole is in the JSON.
const MOST_ROWS: usize = 12;

/// The order of the known sections, whatever the order in which the analyzers ran; the others follow.
const SECTIONS: [&str; 3] = ["channels", "entities", "sentiment"];

/// Styles of the parts of a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct Palette {
    /// Titles.
    pub heading: Style,
    /// Bars of a chart.
    pub bar: Style,
    /// What is good, or new.
    pub positive: Style,
    /// What is bad, or gone.
    pub negative: Style,
    /// What matters less.
    pub dim: Style,
}

impl Palette {
    /// No styles: for files, logs and pipes.
    pub fn plain() -> Self {
        Palette::default()
    }

    /// Colours that read on dark and on light ground.
    pub fn coloured() -> Self {
        Palette {
            heading: Style::new().bold(),
            bar: AnsiColor::Cyan.on_default(),
            positive: AnsiColor::Green.on_default(),
            negative: AnsiColor::Red.on_default(),
            dim: Style::new().dimmed(),
        }
    }
}

/// The report for people.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Columns; no line is longer, unless a single word is.
    pub width: usize,
    /// Styles.
    pub palette: Palette,
}

impl Terminal {
    /// The report of one document.
    pub fn render(&self, analyzed: &Analyzed) -> String {
        let mut page = Page { terminal: *self, out: String::new() };
        let view = analyzed.document.view();
        let size = Size::of(&view);
        page.heading(
            &printable(view.id()),
            &format!(
                "{}, {}, {}",
                counted(size.words, "word"),
                counted(size.sentences, "sentence"),
                counted(size.chars, "character"),
            ),
        );
        let mut summaries: Vec<&Summary> = analyzed.summaries.iter().collect();
        summaries
            .sort_by_key(|s| SECTIONS.iter().position(|name| s.plugin == *name).unwrap_or(SECTIONS.len()));
        let named = summaries.iter().find(|s| s.plugin == "entities");
        let named: Option<entities::Summary> = named.and_then(|s| serde_json::from_str(&s.json).ok());
        for summary in summaries {
            let shown = match summary.plugin.as_str() {
                "channels" => section(&summary.json, |s| channels::render(&mut page, s)),
                "entities" => section(&summary.json, |s| entities::render(&mut page, s)),
                "sentiment" => section(&summary.json, |s| tone::render(&mut page, s, named.as_ref())),
                _ => false,
            };
            // Another analyzer, or one of a known name with a summary of its own making.
            if !shown {
                other::render(&mut page, &summary.analyzer, &summary.json);
            }
        }
        if !analyzed.problems.is_empty() {
            page.heading("PROBLEMS", "");
            for problem in &analyzed.problems {
                let who = problem.analyzer.as_deref().unwrap_or("input");
                page.wrapped(&printable(&format!("{who}: {}", problem.message)), "  ");
            }
        }
        page.out
    }
}

fn section<T: DeserializeOwned>(json: &str, render: impl FnOnce(&T)) -> bool {
    serde_json::from_str(json).map(|summary| render(&summary)).is_ok()
}

/// A report being written.
struct Page {
    terminal: Terminal,
    out: String,
}

impl Page {
    fn palette(&self) -> Palette {
        self.terminal.palette
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn heading(&mut self, title: &str, note: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let (heading, dim) = (self.palette().heading, self.palette().dim);
        /// A note beside a title has at least so many columns; otherwise it goes below.
        const NARROWEST: usize = 24;
        let beside = self.terminal.width.saturating_sub(title.width() + 2);
        let (indent, room) = match beside {
            NARROWEST.. => (title.width() + 2, beside),
            _ => (2, self.terminal.width - 2),
        };
        let mut notes = textwrap::wrap(note, room).into_iter().filter(|line| !line.is_empty());
        if indent > 2
            && let Some(first) = notes.next()
        {
            _ = writeln!(self.out, "{heading}{title}{heading:#}  {dim}{first}{dim:#}");
        } else {
            for line in textwrap::wrap(title, self.terminal.width) {
                _ = writeln!(self.out, "{heading}{line}{heading:#}");
            }
        }
        for more in notes {
            _ = writeln!(self.out, "{:indent$}{dim}{more}{dim:#}", "");
        }
    }

    /// A paragraph, each line after `indent`.
    fn wrapped(&mut self, text: &str, indent: &str) {
        let deeper = format!("{indent}  ");
        let options =
            textwrap::Options::new(self.terminal.width).initial_indent(indent).subsequent_indent(&deeper);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }

    /// A table without lines. `right` are the columns with numbers; `paint` may add styles to a finished line.
    fn table(&mut self, rows: Vec<Vec<String>>, right: &[usize], paint: impl Fn(&Palette, String) -> String) {
        if rows.is_empty() {
            return;
        }
        let width = u16::try_from(self.terminal.width).unwrap_or(u16::MAX);
        let mut table = Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
        table.add_rows(rows);
        for &column in right {
            if let Some(column) = table.column_mut(column) {
                // A number that wraps is another number.
                column.set_cell_alignment(CellAlignment::Right);
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        let lines: Vec<String> = table.lines().map(|line| format!(" {}", line.trim_end())).collect();
        for line in lines {
            let painted = paint(&self.palette(), line);
            self.line(&painted);
        }
    }

    /// Says how many rows were left out.
    fn more(&mut self, all: usize) {
        if all > MOST_ROWS {
            let (dim, rest) = (self.palette().dim, all - MOST_ROWS);
            self.line(&format!("  {dim}and {rest} more in --format json{dim:#}"));
        }
    }
}

/// `1 word`, `1,204 words`.
fn counted(n: usize, noun: &str) -> String {
    format!("{} {noun}{}", thousands(n), if n == 1 { "" } else { "s" })
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Text from a document or a plugin, fit for a line of a terminal: no control characters, nothing that turns the
/// direction of writing or hides, no runs of white space.
pub fn printable(text: &str) -> String {
    let hidden =
        |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let spaced: String =
        text.chars().filter(|c| !hidden(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts the first occurrence of `part` in `line` into a style.
fn paint_part(line: String, part: &str, style: Style) -> String {
    match line.split_once(part) {
        Some((before, after)) if !part.is_empty() => format!("{before}{style}{part}{style:#}{after}"),
        _ => line,
    }
}
