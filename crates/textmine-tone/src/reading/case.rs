//! What capitals mean in a stretch of text.
use textmine_core::{Document, Token, TokenKind};

/// A word in capitals among words that are not counts more.
const SHOUTED: f32 = 1.2;
/// A word with a capital within a sentence is most likely part of a name: "the Justice Department".
const NAME_LIKE: f32 = 0.3;

/// What capitals mean in a stretch of text, by how many of its words have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Most words are in lower case: a capital marks a name, a word all in capitals is said loudly.
    Running,
    /// Titles and shouting: capitals say nothing.
    Titled,
}

impl Case {
    pub(super) fn of(document: &Document<'_>, tokens: &[Token]) -> Self {
        let (mut lower, mut upper) = (0, 0);
        for token in tokens.iter().filter(|t| t.kind() == TokenKind::Word) {
            // Short words stay small in titles too, and say nothing.
            match document.slice(token.span) {
                word if word.len() < 4 => {}
                word if word.starts_with(char::is_uppercase) => upper += 1,
                _ => lower += 1,
            }
        }
        if lower >= upper { Case::Running } else { Case::Titled }
    }

    /// What the capitals of `word` do to what it says; `starts` if a capital is due there anyway.
    pub(super) fn factor(self, word: &str, starts: bool) -> f32 {
        let mut letters = word.chars();
        if self == Case::Titled || !letters.next().is_some_and(char::is_uppercase) {
            1.0
        } else if word.len() > 2 && word.chars().all(char::is_uppercase) {
            SHOUTED
        } else if starts {
            1.0
        } else {
            NAME_LIKE
        }
    }
}
