//! Evaluations and differences as text for people.
mod differences;
mod evaluation;

pub use differences::{document, totals};
pub use evaluation::evaluation;

/// How text is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// Columns that there are; a table that needs more takes them.
    pub width: usize,
    /// Styles.
    pub palette: textmine_report::Palette,
}

/// `1 document`, `2 documents`.
fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
