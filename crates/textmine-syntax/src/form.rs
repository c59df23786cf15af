//! A token as the tagger and the parser take it.
use textmine_core::TokenKind;

/// One token of a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// As it stands in the text.
    pub text: &'a str,
    /// In lower case, with straight apostrophes and hyphens.
    pub lower: &'a str,
    /// What it is made of.
    pub kind: TokenKind,
    /// True if no white space stands before it.
    pub glued: bool,
}
