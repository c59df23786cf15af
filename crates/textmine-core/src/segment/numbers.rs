//! Numbers: separators, ordinals, units, telephone numbers.
use super::scanner::Scanner;
use super::sentences::Terminal;
use super::words::is_listed;
use textmine_abi::TokenKind;

/// Letters that belong to the number before them.
const ENDINGS: &[&[u8]] = &[b"st", b"nd", b"rd", b"th", b"s"];

/// Words that stand before the number of a caption or a heading.
const LABELS: &[&[u8]] =
    &[b"appendix", b"article", b"chapter", b"figure", b"item", b"part", b"section", b"step", b"table"];

/// Words that form a caption's label with the number after them, and need no punctuation behind it.
const CAPTIONS: &[&[u8]] = &[b"figure", b"table"];

impl Scanner<'_> {
    /// A number whose digits begin at `digits`, with a sign before them from `start` on.
    pub(super) fn number(&mut self, start: usize, digits: usize) {
        let mut at = self.digits_end(digits);
        if let Some(end) = self.telephone_end(digits, at) {
            return self.emit(start, end, TokenKind::Number);
        }
        while matches!(self.byte(at), b'.' | b',' | b':' | b'/') && self.byte(at + 1).is_ascii_digit() {
            at = self.digits_end(at + 1);
        }
        match self.byte(at) {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'@' => return self.digits_with_letters(start, at),
            b'.' => return self.number_before_period(start, at),
            b'\''
                if matches!(self.bytes[digits..at], [_, b'0'] | [_, _, _, b'0'])
                    && self.is_decade(at + 1) =>
            {
                at += 2
            }
            0x80.. => {
                let next = self.char(at);
                if next == '’' && matches!(self.bytes[digits..at], [_, _, _, b'0']) && self.is_decade(at + 3)
                {
                    at += 4;
                } else if matches!(next, '\u{fe0f}' | '\u{20e3}') {
                    let end = self.emoji_end(at);
                    return self.emit(start, end, TokenKind::Emoji);
                } else if next.is_alphanumeric() {
                    return self.joined_word(start, at);
                } else {
                    while super::characters::is_mark(self.char(at)) {
                        at += self.char(at).len_utf8();
                    }
                }
            }
            _ => {}
        }
        self.emit(start, at, TokenKind::Number);
        if at - start == 4 {
            self.after_year();
        }
        if matches!(&self.tokens[self.first..], [label, _] if is_listed(CAPTIONS, &self.bytes[label.span.range()]))
        {
            let next = self.char(at + 1);
            if self.byte(at) == b' ' && (next.is_uppercase() || next == '(') {
                self.close();
            }
        }
    }

    /// True for the "s" of "1980's" at `at`.
    fn is_decade(&self, at: usize) -> bool {
        self.byte(at) == b's' && !self.byte(at + 1).is_ascii_alphanumeric()
    }

    /// A number at whose end `at` letters stand: an ending, a unit, or the rest of a name like "3D".
    fn digits_with_letters(&mut self, start: usize, at: usize) {
        let mut end = at;
        while self.byte(end).is_ascii_alphabetic() && end < at + 8 {
            end += 1;
        }
        let letters = &self.bytes[at..end];
        let stands_alone = !self.byte(end).is_ascii_alphanumeric() && !matches!(self.byte(end), b'_' | b'@');
        if stands_alone && is_listed(ENDINGS, letters) {
            self.emit(start, end, TokenKind::Number);
        } else if stands_alone
            && (letters.len() <= 4 && letters.iter().all(u8::is_ascii_lowercase)
                || is_listed(&[b"am", b"pm"], letters))
        {
            // The unit is the next token.
            self.emit(start, at, TokenKind::Number);
        } else if stands_alone
            && letters.len() <= 2
            && letters.iter().all(u8::is_ascii_uppercase)
            && self.byte(end) != b'.'
        {
            // "750B", "3D", "20M"
            self.emit(start, end, TokenKind::Number);
        } else {
            self.joined_word(start, at);
        }
    }

    fn number_before_period(&mut self, start: usize, dot: usize) {
        // "1. The first", "2.1. Method", "Figure 3. Sales": numbers an item, ends nothing.
        let is_label = match self.tokens[self.first..] {
            [] => true,
            [word] => {
                let word = &self.bytes[word.span.range()];
                is_listed(LABELS, word) && word[0].is_ascii_uppercase()
            }
            [.., colon] => self.bytes[colon.span.range()] == *b":",
        };
        let numbers_item = is_label
            && (dot - start <= 3
                || dot - start <= 8 && memchr::memchr(b'.', &self.bytes[start..dot]).is_some())
            && matches!(self.byte(dot + 1), b' ' | b'\t');
        self.emit(start, dot, TokenKind::Number);
        if numbers_item {
            self.emit_terminal(dot, dot + 1, TokenKind::Punctuation, Terminal::ItemNumber);
        }
    }

    /// The end of a telephone number or a date in digits and hyphens: three groups or more, or two of usual lengths.
    fn telephone_end(&self, start: usize, first_end: usize) -> Option<usize> {
        if self.byte(first_end) != b'-' || first_end - start > 5 {
            return None;
        }
        let (mut groups, mut last, mut at) = (1, first_end - start, first_end);
        while self.byte(at) == b'-' && self.byte(at + 1).is_ascii_digit() {
            let end = self.digits_end(at + 1);
            last = end - at - 1;
            groups += 1;
            at = end;
            if last > 5 || groups > 6 {
                return None;
            }
        }
        let usual = matches!((first_end - start, last), (3 | 5, 4));
        let stands_alone =
            !self.byte(at).is_ascii_alphabetic() && self.byte(at) < 0x80 && self.byte(at) != b'-';
        ((groups > 2 || groups == 2 && usual) && (stands_alone || self.byte(at) >= 0x80)).then_some(at)
    }

    fn digits_end(&self, mut at: usize) -> usize {
        while self.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    }
}
