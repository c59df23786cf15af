//! What is known of each token by itself, before its neighbours are looked at.
use crate::hash;
use crate::model::Model;
use crate::own::OwnWords;
use crate::word::{ADDRESS, Folded, HANDLE, NUMBER, Row, SPECIAL, UNKNOWN, WordId, is_sign};
use textmine_core::{Document, Token, TokenKind};

/// What is known of a token by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) id: WordId,
    pub(super) row: Row,
    /// It lies in a name that was given.
    pub(super) named: bool,
    /// The user's value, else NaN.
    pub(super) own: f32,
}

/// Looks up each token. Words are compared without regard to case and to the shape of the apostrophe, emoticons and emoji as
/// they are.
///
/// Hashes first, then numbers, then rows: places in memory that don't depend on each other are waited for together.
pub(super) fn look_up(
    model: &Model,
    own: &OwnWords,
    document: &Document<'_>,
    tokens: &[Token],
    hashes: &mut Vec<u64>,
    known: &mut Vec<Known>,
) {
    hashes.clear();
    hashes.extend(tokens.iter().map(|token| match special(token.kind()) {
        Some(_) => 0,
        None => hashed(document.slice(token.span)),
    }));
    known.clear();
    known.extend(tokens.iter().zip(hashes.iter()).map(|(token, hash)| {
        let id = special(token.kind()).or_else(|| model.word(*hash)).unwrap_or(UNKNOWN);
        let own = own.word(*hash).unwrap_or(f32::NAN);
        Known { id, row: Row::default(), named: false, own }
    }));
    for (token, known) in tokens.iter().zip(known) {
        if known.id == UNKNOWN && !matches!(token.kind(), TokenKind::Word | TokenKind::Other) {
            known.id = sign(model, document.slice(token.span));
        }
        if known.id >= SPECIAL {
            known.row = model.row(known.id);
        }
    }
}

/// The number of a token that stands for no word in particular.
fn special(kind: TokenKind) -> Option<WordId> {
    match kind {
        TokenKind::Url => Some(ADDRESS),
        TokenKind::Handle => Some(HANDLE),
        TokenKind::Number => Some(NUMBER),
        TokenKind::Other => Some(UNKNOWN),
        _ => None,
    }
}

/// The hash of a word or sign; 0 of one that is too long to be known.
fn hashed(token: &str) -> u64 {
    if is_sign(token) {
        return hash::word(token.as_bytes());
    }
    Folded::new(token.trim_start_matches('#')).map_or(0, |folded| hash::word(folded.as_bytes()))
}

/// The number of the sign that a token begins with: "😀" with a skin tone or a variation selector, ":)))". What follows the first
/// sign changes little.
fn sign(model: &Model, token: &str) -> WordId {
    if !is_sign(token) {
        return UNKNOWN;
    }
    let start = match token.chars().next() {
        Some(first) if !first.is_ascii() => token.get(..first.len_utf8()),
        _ => token.get(..2).filter(|_| token.len() <= Folded::MAX),
    };
    start.and_then(|start| model.word(hash::word(start.as_bytes()))).unwrap_or(UNKNOWN)
}
