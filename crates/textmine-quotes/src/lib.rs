//! Quotations in English text, and who is quoted: direct speech between quotation marks, and indirect speech.
//!
//! [`quotation_marks`] pairs the marks of a text. [`direct`] says of each pair whether it quotes somebody, and whom;
//! [`quotations`] adds indirect speech: “Ruiz said (that) …”, “…, Ruiz said”, “according to Ruiz, …”. Both read the layer
//! `entities` if there is one, to say which entity a speaker is.
//!
//! As in the annotator of quotations of [CoreNLP](https://stanfordnlp.github.io/CoreNLP/quote.html), the outermost marks
//! make a quotation, and what is nested belongs to it. Speakers are found as in the sieves of Muzny et al., [A Two-stage
//! Sieve Approach for Quote Attribution](https://aclanthology.org/E17-1044/) (2017), in the order of what is surest: a verb
//! of saying beside the quotation with its subject after or before it, the verb that leads to it, one at the sentence's
//! end, a sentence before that ends with a colon, and at last whoever spoke before in the same paragraph.
//!
//! ```
//! use textmine_core::DocumentBuf;
//! use textmine_quotes::{Kind, direct};
//!
//! let document = DocumentBuf::new("1", "“A fair deal,” said Ana Ruiz of the union. “We will sign.”").unwrap();
//! let document = document.view();
//! let found = direct(&document);
//! assert_eq!(found.len(), 2);
//! assert!(found.iter().all(|quotation| quotation.kind == Kind::Direct));
//! assert_eq!(document.slice(found[1].speaker.unwrap()), "Ana Ruiz of the union");
//! ```
mod attribution;
mod indirect;
mod marks;
mod paragraph;
mod reader;
mod speaker;
#[cfg(test)]
mod tests;
mod unit;
mod verb;

pub use marks::{Marked, quotation_marks};

use reader::Reader;
use textmine_core::{Document, Span};

/// How somebody is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Word by word, between quotation marks.
    Direct,
    /// By what they said: “that the talks had failed”.
    Indirect,
    /// A few words or a title between quotation marks without anybody who says them: so-called, names of works.
    Scare,
}

/// Somebody's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation<'a> {
    /// Its place, in bytes: with the quotation marks, or the reported clause.
    pub span: Span,
    /// Its place without the quotation marks, in bytes.
    pub inside: Span,
    /// How it is quoted.
    pub kind: Kind,
    /// The words that say who speaks, in bytes: `the minister`, `Ana Ruiz of the union`, `she`. They may stand elsewhere in
    /// the text, when somebody goes on speaking. None if nobody is named, and for scare quotes.
    pub speaker: Option<Span>,
    /// The attribute `entity` of the mention that the speaker's words are, in the layer `entities`.
    pub speaker_entity: Option<&'a str>,
    /// The verb of saying, or `according to`, in bytes. None if somebody goes on speaking.
    pub verb: Option<Span>,
    /// True if the quotation goes on from the paragraph before, whose marks were left open.
    pub continues: bool,
}

impl Quotation<'_> {
    fn new(span: Span, inside: Span, kind: Kind) -> Self {
        Quotation { span, inside, kind, speaker: None, speaker_entity: None, verb: None, continues: false }
    }
}

/// The quotations between quotation marks, scare quotes among them, sorted by start. Nothing is read but the sentences with
/// quotation marks and those beside them.
pub fn direct<'a>(document: &Document<'a>) -> Vec<Quotation<'a>> {
    Reader::new(document).direct()
}

/// All quotations, sorted by start, longer ones first. A direct one may lie within an indirect one. Sentences without
/// quotation marks and without a verb of saying are not read.
pub fn quotations<'a>(document: &Document<'a>) -> Vec<Quotation<'a>> {
    Reader::new(document).all()
}
