//! Writes what the analyzers found: one file per output format.
//!
//! In: [`Analyzed`](textmine_pipeline::Analyzed) documents. Out: [JSON](write_json) for programs, [text](Terminal) for people,
//! and [annotations beneath their words](aligned) for snapshots.

mod aligned;
mod compact;
mod json;
mod terminal;
mod underlined;

pub use aligned::{aligned, aligned_summary};
pub use json::{Shape, write_input, write_json};
pub use terminal::{Palette, Terminal, printable};
pub use textmine_core::{OffsetUnit, Offsets};
pub use underlined::underlined;

use textmine_core::{Document, TokenKind};

/// The sizes of a document that reports state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    /// Code points.
    chars: usize,
    /// Tokens that are words or numbers.
    words: usize,
    sentences: usize,
}

impl Size {
    fn of(document: &Document<'_>) -> Self {
        let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
        Size {
            chars: document.text().chars().count(),
            words: document.tokens().iter().filter(|t| is_word(t.kind())).count(),
            sentences: document.sentences().len(),
        }
    }
}
