//! Where sentences end: what follows a full stop, a question mark, an abbreviation.
use super::abbreviations::{self, Abbreviation};
use super::addresses::is_file_ending;
use super::characters::{closes, is_bullet, is_dash, is_emoji, is_letter, opens};
use super::scanner::Scanner;
use textmine_abi::TokenKind;

/// What the sentence may end at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Terminal {
    /// A period that belongs to no abbreviation.
    Stop,
    Ellipsis,
    /// Question and exclamation marks.
    Mark,
    /// The full stop of another script.
    Foreign,
    /// The period after the number of a list item.
    ItemNumber,
    Abbreviation(Abbreviation),
}

/// What closes between the mark and what follows it.
#[derive(Clone, Copy, Default)]
struct Closed {
    quote: bool,
    bracket: bool,
}

/// What the text goes on with.
struct Next<'t> {
    kind: NextKind,
    /// The ASCII letters it begins with; as many as a look ahead may cost.
    word: &'t [u8],
    /// Where it begins, behind opening quotes.
    at: usize,
    /// A quote opens before it.
    quoted: bool,
    /// A bracket opens before it.
    bracketed: bool,
    /// A dash stands before it.
    dashed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum NextKind {
    Upper,
    Lower,
    /// A letter of a script without case.
    Caseless,
    Digit,
    /// A mark that goes on with the sentence: a comma, a further full stop.
    Continuing,
    Other,
}

/// No word worth a look is longer.
const LONGEST_WORD: usize = 24;

impl<'t> Scanner<'t> {
    /// Decides whether the sentence ends here, right behind the mark; takes along what closes with it.
    pub(super) fn after_terminal(&mut self, terminal: Terminal) {
        let mut closed = self.take_closers();
        let mut gap = self.gap(self.pos);
        while gap.breaks < 2 && gap.end > self.pos && self.takes_along(gap.end, gap.breaks == 1) {
            self.cross(gap);
            let more = self.take_closers();
            closed.quote |= more.quote;
            closed.bracket |= more.bracket;
            gap = self.gap(self.pos);
        }
        if gap.end == self.bytes.len() || gap.breaks > 1 {
            return;
        }
        let next = self.next(gap.end);
        let in_name = terminal == Terminal::Abbreviation(Abbreviation::Initial) || never_ends(terminal);
        let ends = if gap.breaks == 1 && !in_name && self.breaks_here(gap.end, true) {
            true
        } else if gap.end == self.pos {
            self.ends_glued(terminal, &next)
        } else {
            self.ends(terminal, closed, &next)
        };
        if ends {
            self.close();
        }
        self.cross(gap);
    }

    /// Emits the quotes, brackets and emoji that close at the current place.
    fn take_closers(&mut self) -> Closed {
        let mut closed = Closed::default();
        loop {
            let at = self.pos;
            let c = self.char(at);
            let end = at + c.len_utf8();
            let after = self.char(end);
            match c {
                '"' if !self.quote_opens(at) => {
                    self.straight_quote(at);
                    closed.quote = true;
                }
                '\'' | '’' if !after.is_alphanumeric() => {
                    self.emit(at, end, TokenKind::Punctuation);
                    closed.quote = true;
                }
                ')' | ']' | '}' | '）' | '】' => {
                    self.emit(at, end, TokenKind::Punctuation);
                    closed.bracket = true;
                }
                '\'' | '’' => return closed,
                // Straight after a full stop a "»" closes, and so does a "«" in front of white space.
                _ if closes(c) || matches!(c, '«' | '“') && (after.is_whitespace() || after == '\0') => {
                    self.emit(at, end, TokenKind::Punctuation);
                    closed.quote = true;
                }
                '[' => match self.note_end(at) {
                    Some(end) => self.note(end),
                    None => return closed,
                },
                _ if is_emoji(c) => self.emit(at, self.emoji_end(at), TokenKind::Emoji),
                ':' | ';' | '=' | '<' | '^' | '(' => match self.emoticon_end(at) {
                    Some(end) => self.emit(at, end, TokenKind::Emoji),
                    None => return closed,
                },
                _ => return closed,
            }
        }
    }

    /// Emits the tokens of a [note](Self::note_end) that ends at `end`.
    fn note(&mut self, end: usize) {
        while self.pos < end {
            let start = self.pos;
            let rest = &self.bytes[start..end];
            let len = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
            match rest[0] {
                b' ' => self.pos += 1,
                b'0'..=b'9' => self.emit(start, start + len, TokenKind::Number),
                _ if len > 0 => self.emit(start, start + len, TokenKind::Word),
                _ => self.emit(start, start + 1, TokenKind::Punctuation),
            }
        }
    }

    /// The end of `[12]`, `[4, 5]`, `[citation needed]` at `at`: a note to the sentence before it. It has no mark that
    /// could end a sentence.
    fn note_end(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 40;
        let inner = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b' ' | b',' | b'-');
        let rest = &self.bytes[at + 1..self.bytes.len().min(at + LONGEST)];
        let len = rest.iter().position(|b| !inner(b))?;
        (rest[len] == b']' && matches!(rest[0], b'a'..=b'z' | b'0'..=b'9')).then_some(at + len + 2)
    }

    /// True if what stands at `at`, apart from the mark or in the next line, still belongs to the sentence: a quote
    /// that closes, a reference; emoji in the same line.
    fn takes_along(&self, at: usize, next_line: bool) -> bool {
        let c = self.char(at);
        let after = self.char(at + c.len_utf8());
        match c {
            '"' => self.quote_open && (after.is_whitespace() || after == '\0'),
            '”' | '»' => after.is_whitespace() || after == '\0',
            ')' | ']' => true,
            '[' => self.note_end(at).is_some_and(|end| !self.char(end).is_alphanumeric()),
            ':' | ';' | '=' | '<' | '^' | '(' => !next_line && self.emoticon_end(at).is_some(),
            _ => !next_line && is_emoji(c),
        }
    }

    /// What stands at `at`.
    fn next(&self, mut at: usize) -> Next<'t> {
        let (mut quoted, mut bracketed, mut dashed) = (false, false, false);
        for _ in 0..4 {
            let c = self.char(at);
            if matches!(c, '(' | '[' | '{' | '（' | '【') {
                bracketed = true;
            } else if matches!(c, '"' | '\'' | '’' | '”' | '¿' | '¡' | '`') || opens(c) {
                quoted = true;
            } else if is_dash(c) {
                dashed = true;
            } else if !(c == ' ' && dashed) {
                break;
            }
            at += c.len_utf8();
        }
        let c = self.char(at);
        let mut end = at;
        while end < at + LONGEST_WORD && is_letter(self.byte(end)) {
            end += 1;
        }
        let word = &self.bytes[at..end];
        let kind = match c {
            // "iPhone", "eBay" begin sentences as they are.
            'a'..='z' if word.iter().skip(1).take(2).any(u8::is_ascii_uppercase) => NextKind::Upper,
            '.' | ',' | ';' | ':' | '!' | '?' | '…' | ')' | ']' | '/' => NextKind::Continuing,
            _ if c.is_lowercase() => NextKind::Lower,
            _ if c.is_uppercase() => NextKind::Upper,
            _ if c.is_numeric() => NextKind::Digit,
            _ if c.is_alphabetic() => NextKind::Caseless,
            _ => NextKind::Other,
        };
        Next { kind, word, at, quoted, bracketed, dashed }
    }

    /// The decision where white space follows.
    fn ends(&self, terminal: Terminal, closed: Closed, next: &Next<'_>) -> bool {
        match terminal {
            Terminal::Foreign => next.kind != NextKind::Continuing,
            Terminal::ItemNumber => false,
            // "Long Nights! (2012)"
            Terminal::Stop if next.bracketed && next.kind == NextKind::Digit => false,
            Terminal::Mark if next.bracketed && matches!(next.kind, NextKind::Digit | NextKind::Lower) => {
                false
            }
            Terminal::Stop => match next.kind {
                NextKind::Continuing => false,
                NextKind::Lower => !(closed.quote || closed.bracket || next.dashed),
                _ => true,
            },
            Terminal::Ellipsis => {
                let opens_sentence = self.tokens.len() - self.first <= 1 + usize::from(closed.quote);
                let quoted_alone = closed.bracket;
                !opens_sentence && !quoted_alone && next.kind == NextKind::Upper && !next.dashed
                    || matches!(next.kind, NextKind::Caseless)
                    || next.kind == NextKind::Other && is_bullet(self.char(next.at))
            }
            Terminal::Mark => match next.kind {
                NextKind::Continuing => false,
                NextKind::Lower => self.is_informal() && !closed.quote && !closed.bracket && !next.dashed,
                NextKind::Upper => !(self.is_aside(closed) || closed.quote && self.attributes(next)),
                NextKind::Digit | NextKind::Caseless | NextKind::Other => !self.is_aside(closed),
            },
            Terminal::Abbreviation(abbreviation) => self.abbreviation_ends(abbreviation, closed, next),
        }
    }

    /// The decision where no white space follows: a space is missing, or the mark lies within something.
    fn ends_glued(&self, terminal: Terminal, next: &Next<'_>) -> bool {
        match terminal {
            Terminal::Foreign => next.kind != NextKind::Continuing,
            Terminal::Stop | Terminal::Mark => match next.kind {
                // A code, as agencies write the shares of a company: "<ABCD.L>", "(ABCD.L)".
                NextKind::Upper if matches!(self.byte(next.at + next.word.len()), b'>' | b')' | b']') => {
                    false
                }
                NextKind::Upper => !is_file_ending(next.word),
                NextKind::Lower => {
                    terminal == Terminal::Stop && next.at == self.pos && !is_file_ending(next.word)
                }
                NextKind::Caseless => true,
                NextKind::Other => matches!(self.char(self.pos), '@' | '#'),
                _ => false,
            },
            Terminal::Abbreviation(abbreviation) => {
                let may =
                    matches!(abbreviation, Abbreviation::Ending | Abbreviation::Time | Abbreviation::Acronym);
                may && next.kind == NextKind::Upper
                    && next.at == self.pos
                    && abbreviations::opens_sentence(next.word)
            }
            Terminal::Ellipsis | Terminal::ItemNumber => false,
        }
    }

    fn abbreviation_ends(&self, abbreviation: Abbreviation, closed: Closed, next: &Next<'_>) -> bool {
        let opener = abbreviations::opens_sentence(next.word) || self.is_adverb(next);
        if never_ends(Terminal::Abbreviation(abbreviation)) || self.tokens.len() - self.first == 1 {
            return false;
        }
        match next.kind {
            NextKind::Upper if next.dashed => false,
            NextKind::Upper if next.bracketed => opener,
            NextKind::Upper => match abbreviation {
                Abbreviation::Initial => abbreviations::opens_sentence_only(next.word),
                Abbreviation::Time => opener || next.quoted || !abbreviations::follows_time(next.word),
                Abbreviation::Etcetera => true,
                _ => opener || closed.quote && next.quoted,
            },
            NextKind::Other => matches!(self.char(next.at), '•' | '@') || is_bullet(self.char(next.at)),
            NextKind::Caseless => true,
            _ => false,
        }
    }

    /// True for "Unfortunately," and the like.
    fn is_adverb(&self, next: &Next<'_>) -> bool {
        next.word.ends_with(b"ly") && self.byte(next.at + next.word.len()) == b','
    }

    /// True if the words at `next` say who spoke: "Ms. Ortega asked", "Dana Reyes, 31, shouted".
    fn attributes(&self, next: &Next<'_>) -> bool {
        if next.quoted || next.bracketed || next.dashed {
            return false;
        }
        let mut at = next.at;
        let opens_with_name = !abbreviations::opens_sentence_only(next.word);
        for nth in 0..4 {
            let end = self.alphanumeric_end_within(at, LONGEST_WORD);
            let word = &self.bytes[at..end];
            if nth > 0 && abbreviations::is_speech(word) {
                return true;
            }
            let capital = self.char(at).is_uppercase();
            if !capital || !opens_with_name || word.is_empty() {
                return false;
            }
            at = end + usize::from(self.byte(end) == b'.');
            if self.byte(at) != b' ' {
                return false;
            }
            at += 1;
        }
        false
    }

    /// True if the brackets that closed hold the mark alone: "the first (?) Symphony".
    fn is_aside(&self, closed: Closed) -> bool {
        closed.bracket
            && !closed.quote
            && matches!(self.tokens.get(self.first..), Some([.., open, _, _]) if self.bytes[open.span.range()] == *b"(")
    }

    /// True if a sentence begins with the word `start..end` although nothing ended the one before: a headline or a
    /// caption without a full stop, then "The" or "This" before a word in lower case.
    ///
    /// Right nearly nine times in ten, counted over GUM, EWT and news with the line breaks around headlines removed.
    pub(super) fn begins_unmarked(&self, start: usize, end: usize) -> bool {
        let [.., last] = &self.tokens[self.first..] else { return false };
        last.span.end as usize + 1 == start
            && matches!(self.bytes[start - 2..start], [before, b' '] if before.is_ascii_alphanumeric())
            && match self.bytes[end..] {
                [b' ', b'a'..=b'z', ..] => true,
                [b' ', b'0'..=b'9', ..] => end - start == 2,
                _ => false,
            }
            && abbreviations::begins_unmarked(&self.bytes[start..end])
            && !abbreviations::leads_on(&self.bytes[last.span.range()])
    }

    /// True if the open sentence began in lower case, as where nobody cares for capitals.
    fn is_informal(&self) -> bool {
        self.tokens.get(self.first).is_some_and(|t| self.bytes[t.span.start as usize].is_ascii_lowercase())
    }
}

/// True if the sentence goes on behind it, whatever follows in its block.
fn never_ends(terminal: Terminal) -> bool {
    matches!(
        terminal,
        Terminal::ItemNumber
            | Terminal::Abbreviation(Abbreviation::Title | Abbreviation::Inner | Abbreviation::BeforeNumber)
    )
}
