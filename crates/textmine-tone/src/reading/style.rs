//! What is seen of the way in which a sentence is written, whatever its words are.
use textmine_core::{Document, Token, TokenKind};

/// Tokens at the end of a sentence among which its marks are looked for.
const MARKS: usize = 8;

/// What is seen of the way in which a sentence is written.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    /// Words of letters.
    pub words: u32,
    /// Those with a capital at the start.
    pub capitals: u32,
    /// Those of more than two letters in capitals alone.
    pub shouted: u32,
    /// Accounts, tags, addresses.
    pub handles: u32,
    /// Numbers.
    pub numbers: u32,
    /// Signs of currency and per cent.
    pub money: u32,
    /// Commas.
    pub commas: u32,
    /// Emoticons and emoji.
    pub emoticons: u32,
    /// Exclamation marks at the end, at most three.
    pub exclaimed: u32,
    /// A question mark at the end.
    pub asked: bool,
    /// Quotation marks.
    pub quotes: u32,
    /// A full stop at the end.
    pub stopped: bool,
    /// The first word is in lower case.
    pub starts_low: bool,
}

impl Style {
    /// The style of the tokens of a sentence.
    pub(super) fn of(document: &Document<'_>, tokens: &[Token]) -> Style {
        let mut style = Style::default();
        for token in tokens {
            let text = document.slice(token.span);
            match token.kind() {
                TokenKind::Word => style.add_word(text.as_bytes()),
                TokenKind::Number => style.numbers += 1,
                TokenKind::Url | TokenKind::Handle => style.handles += 1,
                TokenKind::Emoji => style.emoticons += 1,
                _ => match text {
                    "," => style.commas += 1,
                    "\"" | "“" | "”" => style.quotes += 1,
                    "$" | "%" | "€" | "£" => style.money += 1,
                    _ => {}
                },
            }
        }
        style.add_marks(document, tokens);
        style
    }

    fn add_word(&mut self, word: &[u8]) {
        let capital = word.first().is_some_and(u8::is_ascii_uppercase);
        self.starts_low |= self.words == 0 && !capital;
        self.words += 1;
        self.capitals += u32::from(capital);
        self.shouted += u32::from(capital && word.len() > 2 && word.iter().all(u8::is_ascii_uppercase));
    }

    /// What stands at the end of the sentence.
    fn add_marks(&mut self, document: &Document<'_>, tokens: &[Token]) {
        let mut exclaimed = 0;
        for token in tokens.iter().rev().take(MARKS).take_while(|t| t.kind() != TokenKind::Word) {
            let mark = document.slice(token.span);
            exclaimed += mark.bytes().take(MARKS).filter(|&b| b == b'!').count();
            self.asked |= mark.starts_with('?');
            self.stopped |= mark == ".";
        }
        self.exclaimed = exclaimed.min(3) as u32;
    }
}
