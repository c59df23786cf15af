//! Sentences and tokens of a text, made once for every analyzer.
//!
//! # Sentences
//! A sentence runs from its first token to its last; white space around it belongs to none. It ends
//! - at a blank line, a paragraph separator (U+2029) and the end of the text, always;
//! - at `.`, `!`, `?`, an ellipsis or another script's full stop, if what follows reads like a new sentence. A period
//!   that belongs to an abbreviation or to initials ends one only before a word that commonly opens sentences ("in the
//!   U.S. The president"). An ellipsis ends one only before a capital. Closing quotes and brackets after the mark,
//!   and emoji, belong to the sentence that the mark ends. A quoted sentence followed by lower case ("“Yes?” he said")
//!   goes on;
//! - at a single line break, unless the text there looks hard-wrapped: the next line goes on in lower case, the line
//!   stops at a comma or a word that cannot end one, or the lines of the block are filled up to a common width. So
//!   headlines, bylines, captions and list items are sentences of their own.
//!
//! Between a headline, a dateline or a caption and the text that follows it without either, a sentence ends where a word
//! that is in capitals only at the start of one ("The", "This") stands before lower case, and around a date that stands
//! alone.
//!
//! Colons, semicolons and dashes end none within a line. A blank line separates: two texts joined by one are segmented
//! as each alone.
//!
//! # Tokens
//! Every character that is not white space (`char::is_whitespace`) lies in exactly one token; NUL and other control
//! characters, a byte order mark and zero-width characters outside words are tokens of kind
//! [`Other`](textmine_abi::TokenKind::Other). Tokens follow the English treebanks of Universal Dependencies:
//! - clitics are tokens: `do|n't`, `it|’s`, `leaders|’`, `can|not`, `gon|na`;
//! - hyphenated words are split (`late|-|night`), but prefixes that are no words stay on (`non-profit`, `e-mail`);
//! - abbreviations keep their period (`Sen.`, `U.S.`), at the end of a sentence too; any other full stop is a token;
//! - numbers keep separators (`1,000.50`, `10:30`, `9/11`) and ordinal endings (`21st`, `90s`); currency signs, percent
//!   signs and units in lower case are tokens of their own (`$|750B`, `0.8|%`, `35|mm`), ranges are split (`3|-|5`),
//!   telephone numbers are not;
//! - addresses, handles, hashtags, emoji with their modifiers, emoticons, and runs such as `...`, `--`, `?!` are one
//!   token each. A run of a script that writes no spaces between words is one token.
use textmine_abi::{Span, Token};

mod abbreviations;
mod addresses;
mod characters;
mod dates;
mod lines;
mod numbers;
mod punctuation;
mod scanner;
mod sentences;
#[cfg(test)]
mod tests;
mod words;

/// Sentences and tokens, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// Sentences, without the white space around them; each has at least one token.
    pub sentences: Vec<Span>,
    /// Tokens, each within its sentence.
    pub tokens: Vec<Token>,
}

/// Splits `text`, of at most 4 GiB (documents refuse more), into sentences and tokens. Takes time linear in its length.
pub fn segment(text: &str) -> Segments {
    debug_assert!(u32::try_from(text.len()).is_ok(), "documents are limited to 4 GiB");
    scanner::Scanner::new(text).run()
}
