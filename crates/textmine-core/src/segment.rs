//! Sentences and tokens of a text, made once for every analyzer.
use textmine_abi::{Span, Token, TokenKind};

/// Sentences and tokens, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments {
    /// Sentences, without the white space around them.
    pub sentences: Vec<Span>,
    /// Tokens, each within its sentence.
    pub tokens: Vec<Token>,
}

/// Splits `text` into sentences and tokens.
pub fn segment(text: &str) -> Segments {
    let mut out = Segments::default();
    let mut at = 0;
    for part in text.split_inclusive(['.', '!', '?', '\n']) {
        let start = at + part.len() - part.trim_start().len();
        let end = at + part.trim_end().len();
        at += part.len();
        if start >= end { continue }
        let sentence = out.sentences.len() as u32;
        out.sentences.push(Span::new(start as u32, end as u32));
        let mut word: Option<usize> = None;
        for (i, c) in text[start..end].char_indices().map(|(i, c)| (i + start, c)).chain([(end, ' ')]) {
            if c.is_alphanumeric() { word.get_or_insert(i); continue }
            if let Some(w) = word.take() { out.tokens.push(Token::new(Span::new(w as u32, i as u32), sentence, TokenKind::Word)) }
            if !c.is_whitespace() { out.tokens.push(Token::new(Span::new(i as u32, (i + c.len_utf8()) as u32), sentence, TokenKind::Punctuation)) }
        }
    }
    out
}
