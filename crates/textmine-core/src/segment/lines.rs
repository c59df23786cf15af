//! Single line breaks: the end of a headline or an item, or just the margin.
use super::abbreviations;
use super::characters::{is_bullet, is_dash};
use super::scanner::Scanner;

/// How the lines between two blank lines are broken.
#[derive(Clone, Copy, Default)]
pub(super) struct Layout {
    /// Where the block ends; what follows has another layout.
    end: usize,
    /// Characters of its longest line.
    width: usize,
    /// Its lines are filled up to a common width, and one goes on in lower case.
    wrapped: bool,
}

/// Widths that text is wrapped to, in characters.
const MARGINS: std::ops::RangeInclusive<usize> = 30..=160;

/// What is looked at of the first word of a line.
const LONGEST_WORD: usize = 40;

impl Scanner<'_> {
    /// True if the line break before `next` ends the sentence; `stopped` if a full stop, a question mark or an
    /// abbreviation stands before it, whose own rules apply where the break is but the margin's.
    pub(super) fn breaks_here(&mut self, next: usize, stopped: bool) -> bool {
        let last = self.tokens.last().map_or(0, |t| t.span.end as usize);
        let width = characters(&self.bytes[self.line_start.min(last)..last]);
        let layout = self.layout(next);
        let fits = width + 1 + self.first_word(next) <= layout.width;
        // A sentence that began within its line, or before it, is no headline.
        let running = self.tokens.get(self.first).is_some_and(|t| !self.starts_line(t.span.start as usize));
        let margin = !fits && (layout.wrapped || running && MARGINS.contains(&layout.width));
        let c = self.char(next);
        if self.begins_item(next) && !(margin && is_dash(c) && c != '-') || self.begins_apart(next) && !margin
        {
            return true;
        }
        if stopped {
            return if layout.wrapped { fits } else { !margin && c.is_uppercase() };
        }
        if matches!(self.bytes[..last], [.., b':' | b';']) {
            return !margin;
        }
        let lower = c.is_lowercase() && !self.byte(next + 1).is_ascii_uppercase();
        if lower || matches!(c, ',' | '.' | ';' | ')' | '%' | '&') {
            return false;
        }
        !(margin || self.line_goes_on())
    }

    /// True if the line at `at` begins with an address, a handle, a hashtag or "by Name".
    fn begins_apart(&self, at: usize) -> bool {
        let rest = &self.bytes[at..self.bytes.len().min(at + LONGEST_WORD)];
        let word = rest.split(u8::is_ascii_whitespace).next().unwrap_or_default();
        word.starts_with(b"http")
            || word.starts_with(b"www.")
            || memchr::memchr(b'@', word).is_some()
            || word.starts_with(b"#")
            || matches!(rest, [b'b', b'y', b' ', capital, ..] if capital.is_ascii_uppercase())
    }

    /// True if only white space stands between `at` and the start of the current line.
    fn starts_line(&self, at: usize) -> bool {
        at >= self.line_start && self.bytes[self.line_start..at].iter().all(u8::is_ascii_whitespace)
    }

    /// True if the text so far stops at a comma or a word that stands before others of its clause.
    fn line_goes_on(&self) -> bool {
        let Some(last) = self.tokens[self.first..].last() else { return false };
        let word = &self.bytes[last.span.range()];
        // A line that is but one word, "A" or "On", is a heading.
        self.tokens.len() - self.first > 2
            && (matches!(word, b"," | b"(" | b"&" | b"$" | b"=") || abbreviations::leads_on(word))
    }

    /// True if a list item begins at `at`: a bullet, a dash, a number or letter with a period or parenthesis.
    fn begins_item(&self, at: usize) -> bool {
        let c = self.char(at);
        let after = self.char(at + c.len_utf8());
        if is_bullet(c) || (is_dash(c) || c == '*') && (after == ' ' || after == '\t') {
            return true;
        }
        let open = usize::from(c == '(');
        let from = at + open;
        let label = self.bytes[from..].iter().take(4).take_while(|b| b.is_ascii_alphanumeric()).count();
        let digits = self.bytes[from..from + label].iter().all(u8::is_ascii_digit);
        let close = self.byte(from + label);
        let spaced = matches!(self.byte(from + label + 1), b' ' | b'\t');
        (digits && (1..=3).contains(&label) || label == 1 || open == 1 && (1..=3).contains(&label))
            && (close == b')' || close == b'.' && open == 0 && digits)
            && spaced
    }

    /// Characters of the first word of the line at `at`.
    fn first_word(&self, at: usize) -> usize {
        let rest = &self.bytes[at..self.bytes.len().min(at + LONGEST_WORD)];
        characters(rest.split(u8::is_ascii_whitespace).next().unwrap_or_default())
    }

    /// The layout of the block that the break before `next` lies in; looked at once a block.
    fn layout(&mut self, next: usize) -> Layout {
        if next >= self.layout.end {
            self.layout = Layout::of(&self.bytes[self.line_start.min(next)..]);
            self.layout.end = self.layout.end.saturating_add(self.line_start.min(next)).max(next + 1);
        }
        self.layout
    }
}

impl Layout {
    /// The layout of the block that `text` begins with.
    fn of(text: &[u8]) -> Layout {
        let mut end = 0;
        let (mut width, mut lines) = (0, 0);
        let mut rest = Lines { text };
        while let Some(line) = rest.next() {
            if line.trim_ascii().is_empty() {
                break;
            }
            end = text.len() - rest.text.len();
            width = width.max(characters(line.trim_ascii_end()));
            lines += 1;
        }
        let mut layout = Layout { end, width, wrapped: false };
        if lines < 2 || !MARGINS.contains(&width) {
            return layout;
        }
        let (mut full, mut goes_on) = (0, false);
        let mut lines_left = Lines { text: &text[..end] };
        let mut line = lines_left.next().unwrap_or_default().trim_ascii_end();
        for next in lines_left {
            let next = next.trim_ascii();
            let word = next.split(u8::is_ascii_whitespace).next().unwrap_or_default();
            if characters(line) + 1 + characters(word) > width {
                full += 1;
                let stopped =
                    line.last().is_none_or(|b| matches!(b, b'.' | b'!' | b'?' | b':' | b'"' | 0x80..));
                goes_on |= next.first().is_some_and(u8::is_ascii_lowercase) && !stopped;
            }
            line = next;
        }
        layout.wrapped = goes_on && full * 10 >= (lines - 1) * 6;
        layout
    }
}

struct Lines<'t> {
    text: &'t [u8],
}

impl<'t> Iterator for Lines<'t> {
    type Item = &'t [u8];
    fn next(&mut self) -> Option<&'t [u8]> {
        if self.text.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', self.text).unwrap_or(self.text.len());
        let line = &self.text[..end];
        self.text = &self.text[self.text.len().min(end + 1)..];
        Some(line)
    }
}

/// Characters of UTF-8 text, of which a part may be missing.
fn characters(text: &[u8]) -> usize {
    text.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}
