//! The one pass over the text: tokens as they come, sentences closed behind them.
use super::Segments;
use super::characters::{CLASS, Class};
use super::lines::Layout;
use super::sentences::Terminal;
use textmine_abi::{Span, Token, TokenKind};

/// State of the pass. Nothing but the output grows with the text.
pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// Everything before it lies in tokens or is white space.
    pub(super) pos: usize,
    pub(super) tokens: Vec<Token>,
    sentences: Vec<Span>,
    /// Index of the first token of the open sentence; equals `tokens.len()` while it has none.
    pub(super) first: usize,
    /// True after a straight double quote that opened, within a block.
    pub(super) quote_open: bool,
    /// Start of the current line.
    pub(super) line_start: usize,
    pub(super) layout: Layout,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Scanner {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            tokens: Vec::with_capacity(text.len() / 5 + 4),
            sentences: Vec::with_capacity(text.len() / 120 + 1),
            first: 0,
            quote_open: false,
            line_start: 0,
            layout: Layout::default(),
        }
    }

    pub(super) fn run(mut self) -> Segments {
        while let Some(&byte) = self.bytes.get(self.pos) {
            match CLASS[byte as usize] {
                Class::Letter => self.word(self.pos),
                Class::Space => self.pos += 1,
                Class::Mark => self.mark(self.pos, byte),
                Class::High => self.beyond_ascii(self.pos),
                Class::Digit => self.number(self.pos, self.pos),
                Class::Break => self.line_break(),
                Class::Control => self.emit(self.pos, self.pos + 1, TokenKind::Other),
            }
        }
        self.close();
        // A text of few tokens (one endless word, white space) would keep what ordinary prose needs.
        if self.tokens.capacity() > 2 * self.tokens.len() + 64 {
            self.tokens.shrink_to_fit();
        }
        if self.sentences.capacity() > 2 * self.sentences.len() + 64 {
            self.sentences.shrink_to_fit();
        }
        Segments { sentences: self.sentences, tokens: self.tokens }
    }

    /// Adds the token `start..end` and goes on behind it.
    #[inline]
    pub(super) fn emit(&mut self, start: usize, end: usize, kind: TokenKind) {
        if self.tokens.len() == self.tokens.capacity() {
            self.grow();
        }
        let span = Span::new(start as u32, end as u32);
        self.tokens.push(Token::new(span, self.sentences.len() as u32, kind));
        self.pos = end;
    }

    /// Makes room for the tokens that the rest of the text has if it is like the part seen, rather than for as many
    /// again; by an eighth at least, so that growing stays linear.
    #[cold]
    fn grow(&mut self) {
        let (count, seen) = (self.tokens.len(), self.pos.max(1));
        let rest = (self.bytes.len() - self.pos) as f64 * count as f64 / seen as f64;
        self.tokens.reserve_exact((rest * 1.02) as usize + count / 8 + 64);
    }

    /// Ends the open sentence, if it has a token.
    pub(super) fn close(&mut self) {
        if let (Some(first), Some(last)) = (self.tokens.get(self.first), self.tokens.last()) {
            self.sentences.push(Span::new(first.span.start, last.span.end));
            self.first = self.tokens.len();
        }
    }

    /// Makes the tokens from that index on a sentence of their own, as yet open.
    pub(super) fn split(&mut self, index: usize) {
        let tail = self.tokens.split_off(index);
        self.close();
        for token in tail {
            self.emit(token.span.range().start, token.span.range().end, token.kind());
        }
    }

    /// Ends the sentence and what is known of the block of lines.
    pub(super) fn close_block(&mut self) {
        self.close();
        self.quote_open = false;
    }

    /// A line break with no full stop before it.
    pub(super) fn line_break(&mut self) {
        let gap = self.gap(self.pos);
        if gap.breaks > 1 {
            self.close_block();
        } else if self.first < self.tokens.len() && self.breaks_here(gap.end, false) {
            self.close();
        }
        self.cross(gap);
    }

    /// Goes on behind white space.
    pub(super) fn cross(&mut self, gap: Gap) {
        if gap.breaks > 0 {
            self.line_start = gap.line_start;
        }
        self.pos = gap.end;
    }

    /// A mark of ASCII or another script that may end the sentence.
    pub(super) fn emit_terminal(&mut self, start: usize, end: usize, kind: TokenKind, terminal: Terminal) {
        self.emit(start, end, kind);
        self.after_terminal(terminal);
    }

    /// The byte at `at`, NUL beyond the end.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The character that begins at `at`, NUL at the end.
    #[inline]
    pub(super) fn char(&self, at: usize) -> char {
        match self.bytes.get(at) {
            Some(&byte) if byte < 0x80 => byte as char,
            Some(_) => self.text[at..].chars().next().unwrap_or('\0'),
            None => '\0',
        }
    }

    /// The character that ends at `at`, NUL at the start.
    pub(super) fn char_before(&self, at: usize) -> char {
        self.text[..at].chars().next_back().unwrap_or('\0')
    }

    /// The white space from `from` on.
    pub(super) fn gap(&self, from: usize) -> Gap {
        let mut gap = Gap { end: from, breaks: 0, line_start: from };
        loop {
            match self.char(gap.end) {
                ' ' | '\t' => gap.end += 1,
                '\r' if self.byte(gap.end + 1) == b'\n' => gap.end += 1,
                '\n' | '\r' | '\x0b' | '\x0c' => gap.cross(1, 1),
                '\u{85}' => gap.cross(2, 1),
                '\u{2028}' => gap.cross(3, 1),
                '\u{2029}' => gap.cross(3, 2),
                c if c.is_whitespace() => gap.end += c.len_utf8(),
                _ => return gap,
            }
        }
    }
}

/// A run of white space.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    /// Where it ends.
    pub(super) end: usize,
    /// Line breaks within it; more than one are a blank line.
    pub(super) breaks: u32,
    /// Behind the last of them.
    line_start: usize,
}

impl Gap {
    fn cross(&mut self, len: usize, breaks: u32) {
        self.end += len;
        self.breaks = self.breaks.saturating_add(breaks);
        self.line_start = self.end;
    }
}
