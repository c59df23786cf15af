//! Words: clitics, hyphens, inner periods and apostrophes.
use super::abbreviations::{self, Abbreviation};
use super::addresses::{is_domain_ending, is_file_ending};
use super::characters::{JOINS, continues_word, is_apostrophe, is_letter};
use super::scanner::Scanner;
use super::sentences::Terminal;
use textmine_abi::TokenKind;

/// Words that the treebanks split without an apostrophe, and where.
const FUSED: &[(&[u8], usize)] = &[
    (b"aint", 2),
    (b"arent", 3),
    (b"cannot", 3),
    (b"couldnt", 5),
    (b"didnt", 3),
    (b"doesnt", 4),
    (b"dont", 2),
    (b"gimme", 3),
    (b"gonna", 3),
    (b"gotta", 3),
    (b"hadnt", 3),
    (b"hasnt", 3),
    (b"havent", 4),
    (b"isnt", 2),
    (b"lemme", 3),
    (b"shouldnt", 6),
    (b"wanna", 3),
    (b"wasnt", 3),
    (b"werent", 4),
    (b"whatcha", 4),
    (b"wouldnt", 5),
];

/// What stays joined to the word after the hyphen.
const PREFIXES: &[&[u8]] = &[
    b"ante", b"anti", b"arch", b"bi", b"bio", b"co", b"counter", b"cross", b"de", b"e", b"eco", b"ex",
    b"extra", b"hyper", b"inter", b"intra", b"macro", b"mega", b"meta", b"micro", b"mid", b"mini", b"mis",
    b"multi", b"neo", b"non", b"out", b"over", b"paleo", b"para", b"poly", b"post", b"pre", b"pro", b"proto",
    b"pseudo", b"psycho", b"quasi", b"re", b"semi", b"socio", b"sub", b"super", b"trans", b"tri", b"ultra",
    b"un", b"under", b"uni",
];

/// Endings that stay joined to the word before the hyphen.
const SUFFIXES: &[&[u8]] = &[b"esque", b"wise"];

/// Words that begin with an apostrophe for the letters they leave out.
const ELIDED: &[&[u8]] =
    &[b"bout", b"cause", b"cos", b"cuz", b"em", b"n", b"neath", b"round", b"til", b"till", b"tis", b"twas"];

/// Words that a lower-case letter after a period without a space shows to begin a clause, not a file ending or domain.
const CLAUSE_OPENERS: &[&[u8]] = &[
    b"a", b"an", b"and", b"are", b"as", b"at", b"but", b"for", b"from", b"had", b"has", b"have", b"he",
    b"her", b"his", b"i", b"if", b"in", b"is", b"it", b"its", b"my", b"not", b"of", b"on", b"or", b"our",
    b"she", b"so", b"that", b"the", b"their", b"then", b"there", b"they", b"this", b"to", b"was", b"we",
    b"were", b"when", b"which", b"who", b"with", b"you", b"your",
];

impl Scanner<'_> {
    /// A word that begins with the ASCII letter at `start`.
    #[inline]
    pub(super) fn word(&mut self, start: usize) {
        let end = self.letters_end(start + 1);
        if self.bytes[start].is_ascii_uppercase() && end - start <= 8 && self.begins_unmarked(start, end) {
            self.close();
        }
        if JOINS[self.byte(end) as usize] {
            self.joined_word(start, end)
        } else {
            self.plain_word(start, end)
        }
    }

    #[inline]
    fn letters_end(&self, mut at: usize) -> usize {
        while at < self.bytes.len() && is_letter(self.bytes[at]) {
            at += 1;
        }
        at
    }

    /// [`Self::letters_end`], at most `limit` bytes further: a look ahead must not cost more.
    fn letters_end_within(&self, at: usize, limit: usize) -> usize {
        let ahead = &self.bytes[at.min(self.bytes.len())..self.bytes.len().min(at + limit)];
        at + ahead.iter().take_while(|b| is_letter(**b)).count()
    }

    /// The end of the letters and digits of any script from `at` on.
    pub(super) fn alphanumeric_end(&self, mut at: usize) -> usize {
        loop {
            at = self.letters_end(at);
            match self.byte(at) {
                b'0'..=b'9' => at += 1,
                // Curly quotes and dashes, met far more often than letters beyond ASCII.
                0xe2 if self.byte(at + 1) == 0x80 && self.byte(at + 2) >= 0x90 => return at,
                0x80.. => match self.char(at) {
                    c if continues_word(c) => at += c.len_utf8(),
                    _ => return at,
                },
                _ => return at,
            }
        }
    }

    /// A word without further joints; two tokens if it is fused from two.
    #[inline]
    fn plain_word(&mut self, start: usize, end: usize) {
        if let 4..=8 = end - start
            && let [.., before, last] = self.bytes[start..end]
            && let (b'n' | b'o', b't') | (b'n' | b't' | b'h', b'a') | (b'm', b'e') =
                (before | 0x20, last | 0x20)
        {
            self.maybe_fused_word(start, end);
        } else {
            self.emit(start, end, TokenKind::Word);
        }
    }

    fn maybe_fused_word(&mut self, start: usize, end: usize) {
        let word = &self.bytes[start..end];
        if let Some(&(_, at)) = FUSED.iter().find(|(fused, _)| word.eq_ignore_ascii_case(fused)) {
            self.emit(start, start + at, TokenKind::Word);
            self.emit(start + at, end, TokenKind::Word);
        } else {
            self.emit(start, end, TokenKind::Word);
        }
    }

    /// A word that begins at `start`, known up to `at`, where a joint may be.
    pub(super) fn joined_word(&mut self, start: usize, mut at: usize) {
        loop {
            at = self.alphanumeric_end(at);
            match self.byte(at) {
                b'.' => {
                    if let Some(end) = self.address_end(start, at) {
                        return self.emit(start, end, TokenKind::Url);
                    }
                    if !self.period_joins(start, at) {
                        return self.word_before_period(start, at);
                    }
                    at += 1;
                }
                b'-' => {
                    if let Some(end) = self.address_end(start, at) {
                        return self.emit(start, end, TokenKind::Url);
                    }
                    if !self.hyphen_joins(start, at) {
                        break;
                    }
                    at += 1;
                }
                b'@' | b'+' | b'_' => {
                    if let Some(end) = self.address_end(start, at) {
                        return self.emit(start, end, TokenKind::Url);
                    }
                    match (self.byte(at), self.byte(at + 1)) {
                        (b'_', b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9') => at += 1,
                        (b'+', b'+') if at == start + 1 => at += 2,
                        _ => break,
                    }
                }
                b'&' => {
                    let capitals = |s: &[u8]| s.iter().all(|b| b.is_ascii_uppercase() || *b == b'&');
                    if !(capitals(&self.bytes[start..at.min(start + 8)])
                        && self.byte(at + 1).is_ascii_uppercase())
                    {
                        break;
                    }
                    at += 1;
                }
                b'/' => match self.slash_end(start, at) {
                    Some(end) => at = end,
                    None => break,
                },
                b':' => match self.scheme_end(start, at) {
                    Some(end) => return self.emit(start, end, TokenKind::Url),
                    None => break,
                },
                0xc2 if self.char(at) == '·' && self.char(at + 2).is_alphabetic() => at += 2,
                b'\'' | b'`' | 0x80.. if is_apostrophe(self.char(at)) => match self.apostrophe(start, at) {
                    Some(end) => at = end,
                    None => return,
                },
                _ => break,
            }
        }
        self.plain_word(start, at);
    }

    /// An apostrophe at `at` in the word that begins at `start`: the place to go on from if it belongs to the word,
    /// or nothing once word and clitics are emitted.
    fn apostrophe(&mut self, start: usize, at: usize) -> Option<usize> {
        let after = at + self.char(at).len_utf8();
        let end = self.alphanumeric_end(after);
        let mut clitic = [0; 2];
        let letters = match self.bytes.get(after..end) {
            Some(letters @ ([_] | [_, _])) => {
                let clitic = &mut clitic[..letters.len()];
                clitic.copy_from_slice(letters);
                clitic.make_ascii_lowercase();
                &*clitic
            }
            Some(letters) => letters,
            None => &[],
        };
        match letters {
            b"t" if at > start + 1 && self.bytes[at - 1] | 0x20 == b'n' => {
                self.emit(start, at - 1, TokenKind::Word);
                self.emit(at - 1, end, TokenKind::Word);
            }
            b"s" | b"m" | b"d" | b"ll" | b"re" | b"ve" => {
                self.plain_word(start, at);
                self.emit(at, end, TokenKind::Word);
            }
            // A closing quote or a plural's possessive: a token of its own, made where the scanner meets it.
            b"" => {
                self.plain_word(start, at);
                return None;
            }
            // The accents and curly quotes that stand in for an apostrophe are as often quotes.
            _ if !matches!(self.char(at), '\'' | '’' | 'ʼ') => {
                self.plain_word(start, at);
                return None;
            }
            _ => return Some(end),
        }
        // "I’d’ve"
        if is_apostrophe(self.char(end)) && end > at {
            let next = end + self.char(end).len_utf8();
            let last = self.letters_end_within(next, 4);
            if matches!(self.bytes.get(next..last), Some(b"ve" | b"d" | b"s" | b"ll" | b"re")) {
                self.emit(end, last, TokenKind::Word);
            }
        }
        None
    }

    /// True if the hyphen at `at` lies within the word that begins at `start`.
    fn hyphen_joins(&self, start: usize, at: usize) -> bool {
        if !continues_word(self.char(at + 1)) {
            return false;
        }
        if is_listed(PREFIXES, &self.bytes[start..at]) {
            return true;
        }
        let end = self.letters_end_within(at + 1, 8);
        is_listed(SUFFIXES, &self.bytes[at + 1..end])
    }

    /// The end of "s/he", "w/", "w/o": what is written with a slash and is one word.
    fn slash_end(&self, start: usize, at: usize) -> Option<usize> {
        let end = self.letters_end_within(at + 1, 8);
        let after = &self.bytes[at + 1..end];
        let joined = match &self.bytes[start..at] {
            b"w" | b"W" => matches!(after, b"" | b"o" | b"out"),
            b"b" => after == b"c",
            b"s" | b"S" => after == b"he",
            b"n" | b"N" => after.eq_ignore_ascii_case(b"a"),
            _ => false,
        };
        joined.then_some(end)
    }

    /// True if the period at `dot` lies within the word that begins at `start`: "U.S", "Ph.D", "example.com",
    /// "Node.js", not "calls.Then".
    fn period_joins(&self, start: usize, dot: usize) -> bool {
        let next = self.char(dot + 1);
        if !next.is_alphanumeric() {
            return false;
        }
        let from = dot.saturating_sub(32).max(start);
        let before = match self.bytes[from..dot].iter().rposition(|b| matches!(b, b'.' | b'-')) {
            Some(inner) => &self.bytes[from + inner + 1..dot],
            None => &self.bytes[from..dot],
        };
        let end = self.alphanumeric_end_within(dot + 1, 32);
        let after = &self.bytes[dot + 1..end];
        let single = self.text[..dot].chars().next_back().is_some_and(|c| c.len_utf8() == before.len());
        let next_single = next.len_utf8() == after.len();
        if next.is_numeric() {
            return before.iter().any(u8::is_ascii_digit)
                || abbreviations::find(&self.bytes[start..dot]).is_none() && !single;
        }
        if single {
            return next_single
                || next.is_lowercase()
                || matches!(after, b"Sc" | b"Ed" | b"Phil" | b"Tech" | b"Com");
        }
        if next.is_uppercase() {
            return next_single && before.len() <= 3 && (self.byte(end) == b'.' || before == b"Ph")
                || is_file_ending(after) && after.iter().all(u8::is_ascii_uppercase)
                || matches!(after, b"Com" | b"Net" | b"Org");
        }
        if next.is_lowercase() {
            return is_domain_ending(after) || !CLAUSE_OPENERS.contains(&after);
        }
        false
    }

    /// [`Self::alphanumeric_end`], at most `limit` bytes and a character further: a look ahead must not cost more.
    pub(super) fn alphanumeric_end_within(&self, at: usize, limit: usize) -> usize {
        let mut end = at;
        while end < at + limit {
            match self.char(end) {
                c if continues_word(c) => end += c.len_utf8(),
                _ => break,
            }
        }
        end
    }

    /// The word `start..dot`, with the period if that belongs to it.
    fn word_before_period(&mut self, start: usize, dot: usize) {
        let mut kind = TokenKind::Word;
        let ellipsis = self.byte(dot + 1) == b'.' && self.byte(dot + 2) == b'.';
        let abbreviation = if ellipsis { None } else { self.abbreviation(start, dot) };
        if let Some(abbreviation) = abbreviation {
            return self.emit_terminal(start, dot + 1, kind, Terminal::Abbreviation(abbreviation));
        }
        if self.is_domain(start, dot) {
            kind = TokenKind::Url;
        }
        if kind == TokenKind::Word { self.plain_word(start, dot) } else { self.emit(start, dot, kind) }
    }

    /// What the word `start..dot` abbreviates, going by the word and what stands around it.
    fn abbreviation(&self, start: usize, dot: usize) -> Option<Abbreviation> {
        // "anti-U.S."
        let start = memchr::memrchr(b'-', &self.bytes[start..dot]).map_or(start, |hyphen| start + hyphen + 1);
        let word = &self.bytes[start..dot];
        let after = self.gap(dot + 1);
        let next = if after.breaks > 1 { '\0' } else { self.char(after.end) };
        if let [letter] = word {
            let opens_sentence = self.tokens.len() == self.first;
            let number_next = next.is_ascii_digit();
            let in_brackets = self.tokens.last().is_some_and(|t| self.bytes[t.span.range()] == *b"(");
            return match letter {
                // "So do I. The…": the pronoun, unless it stands among capitals ("Elias I. Moreno").
                b'I' if !opens_sentence && !self.previous_is_capitalised() => None,
                b'A'..=b'Z' => Some(Abbreviation::Initial),
                b'v' => Some(Abbreviation::Inner),
                b'a'..=b'z' if number_next || next.is_lowercase() || opens_sentence || in_brackets => {
                    Some(Abbreviation::Inner)
                }
                _ => None,
            };
        }
        if memchr::memchr(b'.', word).is_some() || word.len() == 2 && self.char(start).len_utf8() == 2 {
            return abbreviations::acronym(word);
        }
        let found = abbreviations::find(word)?;
        match found {
            Abbreviation::BeforeNumber => {
                let month = || {
                    abbreviations::follows_time(
                        &self.bytes[after.end..self.letters_end_within(after.end, 12)],
                    )
                };
                let day = matches!(word[0] | 0x20, b's' | b'w' | b'f' | b'm') && word.len() == 3;
                (next.is_ascii_digit() || day && (next == ',' || next.is_uppercase() && month()))
                    .then_some(found)
            }
            Abbreviation::AfterComma => {
                let comma = self.tokens.last().is_some_and(|t| self.bytes[t.span.range()] == *b",");
                (comma && self.tokens.len() > self.first && word[0].is_ascii_uppercase())
                    .then_some(Abbreviation::Ending)
            }
            // "gen" and "col" are words of their own only in lower case, where no title stands.
            Abbreviation::Title
                if word[0].is_ascii_lowercase() && !(next.is_uppercase() && after.breaks == 0) =>
            {
                None
            }
            _ => Some(found),
        }
    }

    fn previous_is_capitalised(&self) -> bool {
        self.tokens.len() > self.first + 1
            && self.tokens.last().is_some_and(|t| self.char(t.span.start as usize).is_uppercase())
    }

    /// An apostrophe that begins a word: "’em", "’90s", a clitic that stands apart.
    pub(super) fn elided_end(&self, start: usize) -> Option<usize> {
        let after = start + self.char(start).len_utf8();
        if let [a, b, rest @ ..] = &self.bytes[after..]
            && a.is_ascii_digit()
            && b.is_ascii_digit()
        {
            let decade = rest.first() == Some(&b's');
            let end = after + 2 + usize::from(decade);
            let curly = self.char(start) == '’';
            return ((decade || curly) && !continues_word(self.char(end))).then_some(end);
        }
        let end = self.letters_end_within(after, 8);
        if continues_word(self.char(end)) {
            return None;
        }
        let letters = &self.bytes[after..end];
        let clitic = matches!(letters, b"s" | b"S" | b"re" | b"ve" | b"ll" | b"m" | b"d");
        (clitic || is_listed(ELIDED, letters)).then_some(end)
    }
}

/// True if `words`, in lower case, has `word` in any case.
pub(super) fn is_listed(words: &[&[u8]], word: &[u8]) -> bool {
    words.iter().any(|w| w.eq_ignore_ascii_case(word))
}
