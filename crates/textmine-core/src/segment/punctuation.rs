//! Marks: punctuation, symbols, quotes, emoticons, emoji, and characters beyond ASCII.
use super::abbreviations::{self, Abbreviation};
use super::characters::{
    continues_word, is_apostrophe, is_emoji, is_foreign_stop, is_mark, is_punctuation, is_symbol,
    modifies_emoji, opens,
};
use super::scanner::Scanner;
use super::sentences::Terminal;
use textmine_abi::TokenKind;

impl Scanner<'_> {
    /// A token that begins with the ASCII mark `byte`.
    pub(super) fn mark(&mut self, start: usize, byte: u8) {
        match byte {
            b',' | b')' | b']' | b'}' | b'{' => self.emit(start, start + 1, TokenKind::Punctuation),
            b'.' if self.byte(start + 1).is_ascii_digit() && !continues_word(self.char_before(start)) => {
                self.number(start, start + 1);
            }
            b'.' | b'!' | b'?' => self.terminal_run(start),
            b'"' => self.straight_quote(start),
            b'\'' | b'`' => self.single_quote(start),
            b':' | b';' | b'(' | b'[' | b'=' | b'<' | b'>' | b'^' => match self.emoticon_end(start) {
                Some(end) => self.emit(start, end, TokenKind::Emoji),
                None if matches!(byte, b':' | b';' | b'(' | b'[') => {
                    self.emit(start, start + 1, TokenKind::Punctuation)
                }
                None => self.repeated(start, byte, TokenKind::Symbol),
            },
            b'@' => self.at_sign(start),
            b'#' => self.number_sign(start),
            b'+' if self.byte(start + 1).is_ascii_digit() && !continues_word(self.char_before(start)) => {
                self.number(start, start + 1);
            }
            b'-' | b'*' | b'_' | b'/' | b'\\' => self.repeated(start, byte, TokenKind::Punctuation),
            _ => self.repeated(start, byte, TokenKind::Symbol),
        }
    }

    /// All that is the same byte from `start` on.
    fn repeated(&mut self, start: usize, byte: u8, kind: TokenKind) {
        let mut end = start + 1;
        while self.byte(end) == byte {
            end += 1;
        }
        self.emit(start, end, kind);
    }

    /// A run of periods, ellipses, question and exclamation marks.
    fn terminal_run(&mut self, start: usize) {
        let (mut end, mut periods, mut questions) = (start, 0, false);
        loop {
            match self.char(end) {
                '.' => periods += 1,
                '…' => periods += 3,
                '!' | '?' => questions = true,
                _ => break,
            }
            end += self.char(end).len_utf8();
        }
        if self.bytes[start..end] == *b"!" && self.follows_exclaimed_name(start) {
            let name = self.tokens.pop().map_or(start, |t| t.span.start as usize);
            return self.emit_terminal(
                name,
                end,
                TokenKind::Word,
                Terminal::Abbreviation(Abbreviation::Ending),
            );
        }
        let terminal = if questions {
            Terminal::Mark
        } else if periods > 1 || self.is_spaced_ellipsis(start) {
            Terminal::Ellipsis
        } else {
            Terminal::Stop
        };
        self.emit_terminal(start, end, TokenKind::Punctuation, terminal);
    }

    fn follows_exclaimed_name(&self, at: usize) -> bool {
        self.tokens[self.first..].last().is_some_and(|t| {
            t.span.end as usize == at && abbreviations::is_exclaimed(&self.bytes[t.span.range()])
        })
    }

    /// True for the later periods of ". . .".
    fn is_spaced_ellipsis(&self, start: usize) -> bool {
        start > 1
            && self.bytes[start - 1] == b' '
            && self.tokens.len() > self.first
            && self
                .tokens
                .last()
                .is_some_and(|t| t.span.end as usize == start - 1 && self.bytes[t.span.range()] == *b".")
    }

    /// A `"`, noting whether it opens.
    pub(super) fn straight_quote(&mut self, start: usize) {
        self.quote_open = self.quote_opens(start);
        self.emit(start, start + 1, TokenKind::Punctuation);
    }

    /// True if the `"` at `at` opens, going by the white space at its sides, or else by the quotes before it.
    pub(super) fn quote_opens(&self, at: usize) -> bool {
        let before = self.char_before(at);
        let after = self.char(at + 1);
        let free_before = before == '\0' || before.is_whitespace() || opens(before);
        let free_after = after == '\0'
            || after.is_whitespace()
            || matches!(after, '.' | ',' | ';' | ':' | '!' | '?' | ')');
        match (free_before, free_after) {
            (true, false) => true,
            (false, true) => false,
            (true, true) => !self.quote_open,
            // A missing space; within words it is the sign of inches or seconds.
            (false, false) => !self.quote_open && !before.is_alphanumeric(),
        }
    }

    /// A straight apostrophe or an accent: a quote unless letters show otherwise.
    fn single_quote(&mut self, start: usize) {
        if let Some(end) = self.elided_end(start) {
            self.emit(start, end, TokenKind::Word);
        } else {
            self.repeated(start, self.bytes[start], TokenKind::Punctuation);
        }
    }

    /// The end of ":)", ";-(", "=D", "<3", "^_^" and the like at `start`, standing apart from words.
    pub(super) fn emoticon_end(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let end = match rest {
            [b'^', b'_', b'^', ..] | [b'<', b'/', b'3', ..] => start + 3,
            [b'<', b'3', ..] | [b'^', b'^', ..] => start + 2,
            [b'(' | b'[', b':' | b'=', ..] => start + 2,
            [b':' | b';' | b'=', b'-' | b'\'' | b'^', mouth, ..] if is_mouth(*mouth) => start + 3,
            [b':' | b';' | b'=', mouth, ..] if is_mouth(*mouth) => start + 2,
            _ => return None,
        };
        // Letters and digits are mouths only where nothing follows: not ":Days", "=3.5", "(:a".
        let mouth = self.bytes[end - 1];
        let after = self.char(end);
        let ends = after == '\0'
            || after.is_whitespace()
            || (matches!(after, '.' | ',' | '!' | '?' | ')' | '"' | '<'));
        let before = self.char_before(start);
        let begins = !before.is_alphanumeric() && !matches!(before, ':' | '/' | '(' | '<');
        let end = if matches!(mouth, b')' | b'(') {
            let mut end = end;
            while self.byte(end) == mouth {
                end += 1;
            }
            end
        } else if ends {
            end
        } else {
            return None;
        };
        begins.then_some(end)
    }

    /// White space, a word, a mark or an emoji that begins beyond ASCII.
    pub(super) fn beyond_ascii(&mut self, start: usize) {
        let c = self.char(start);
        let end = start + c.len_utf8();
        match c {
            '…' => self.terminal_run(start),
            '’' | '‘' => match self.elided_end(start) {
                Some(end) => self.emit(start, end, TokenKind::Word),
                None => self.emit(start, end, TokenKind::Punctuation),
            },
            '“' | '”' | '–' | '—' | '•' => self.emit(start, end, TokenKind::Punctuation),
            '\u{85}' | '\u{2028}' | '\u{2029}' => self.line_break(),
            _ if c.is_whitespace() => self.pos = end,
            _ if is_emoji(c) || c.len_utf8() == 3 && self.char(end) == '\u{fe0f}' => {
                self.emit(start, self.emoji_end(start), TokenKind::Emoji);
            }
            // "ʼem" and a mark without a base are words as well.
            _ if c.is_alphabetic() || is_mark(c) && !is_symbol(c) => {
                let known = self.alphanumeric_end(start);
                self.joined_word(start, known);
            }
            _ if c.is_numeric() => {
                let known = self.alphanumeric_end(start);
                if known == end {
                    self.emit(start, end, TokenKind::Number)
                } else {
                    self.foreign_number(start, known)
                }
            }
            _ if is_foreign_stop(c) => self.foreign_stop(start),
            _ if is_apostrophe(c) || is_punctuation(c) => self.emit(start, end, TokenKind::Punctuation),
            _ if is_symbol(c) => self.emit(start, end, TokenKind::Symbol),
            _ => self.emit(start, end, TokenKind::Other),
        }
    }

    /// Digits of another script, with what follows them.
    fn foreign_number(&mut self, start: usize, end: usize) {
        let numeric = self.text[start..end].chars().all(|c| c.is_numeric() || is_mark(c));
        if numeric { self.emit(start, end, TokenKind::Number) } else { self.joined_word(start, end) }
    }

    fn foreign_stop(&mut self, start: usize) {
        let mut end = start;
        while is_foreign_stop(self.char(end)) {
            end += self.char(end).len_utf8();
        }
        self.emit_terminal(start, end, TokenKind::Punctuation, Terminal::Foreign);
    }

    /// The end of the emoji at `start`, with modifiers, joined emoji, and the second half of a flag.
    pub(super) fn emoji_end(&self, start: usize) -> usize {
        let first = self.char(start);
        let mut at = start + first.len_utf8();
        let is_flag_half = |c: char| matches!(c, '\u{1f1e6}'..='\u{1f1ff}');
        if is_flag_half(first) && is_flag_half(self.char(at)) {
            at += 4;
        }
        loop {
            let c = self.char(at);
            if modifies_emoji(c) {
                at += c.len_utf8();
            } else if c == '\u{200d}' {
                at += 3;
                let joined = self.char(at);
                if is_emoji(joined) {
                    at += joined.len_utf8();
                }
            } else {
                return at;
            }
        }
    }
}

fn is_mouth(byte: u8) -> bool {
    matches!(
        byte,
        b')' | b'(' | b'D' | b'P' | b'p' | b'O' | b'o' | b'/' | b'|' | b'*' | b'3' | b']' | b'[' | b'S'
    )
}
