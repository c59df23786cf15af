//! A sentence as the model sees it: of each word its form, its lists and classes, and where a name may stand.
use crate::hash;
use crate::lexicon::{Kinds, Known, Lexicon};
use crate::shape::shape;
use std::ops::Range;
use textmine_core::{Document, Token, TokenKind};

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Names, and the first word.
    #[default]
    Running = 0,
    /// Most words, as in some headlines: a capital says little.
    Headline = 1,
    /// All letters.
    Shouted = 2,
    /// None.
    Plain = 3,
}

/// What is seen of a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Atom {
    /// Hash of the word as it stands.
    pub(crate) raw: u64,
    /// Hash of it in lower case; 0 for words too far from any name to matter.
    pub(crate) lower: u64,
    /// Hashes of its first two, three and four letters.
    pub(crate) prefixes: [u64; 3],
    /// Hashes of its last one to four letters.
    pub(crate) suffixes: [u64; 4],
    pub(crate) shape: u8,
    /// It has a capital letter.
    pub(crate) capital: bool,
    /// It begins with a letter or digit.
    pub(crate) alphanumeric: bool,
    /// No letter or digit comes before it in the sentence.
    pub(crate) initial: bool,
    /// A name may reach over it.
    open: bool,
    pub(crate) known: Known,
    /// Kinds of the known names that it is, begins, goes on and ends.
    pub(crate) phrases: [Kinds; 4],
}

/// A sentence that was read, and the room for the next.
#[derive(Debug, Default)]
pub struct Reading {
    pub(crate) atoms: Vec<Atom>,
    pub(crate) style: Style,
    stretches: Vec<Range<usize>>,
    near: Vec<bool>,
    lower: String,
}

/// At most so many lower-case words stand between two capitals of one name.
const MAX_PLAIN: usize = 3;
/// Features look at most so many words beyond a name.
const SIGHT: usize = 2;
/// Known names of more words are not looked for.
const MAX_PHRASE: usize = 8;

impl Reading {
    /// Stretches of words that names may reach over, in order; there are none elsewhere.
    pub fn stretches(&self) -> &[Range<usize>] {
        &self.stretches
    }

    /// Reads these tokens, which are of one sentence.
    pub fn read(&mut self, document: &Document<'_>, tokens: &[Token], lexicon: &Lexicon<'_>) {
        self.look(document, tokens);
        self.open(document, tokens);
        self.stretch(document, tokens, lexicon);
        if self.stretches.is_empty() {
            return;
        }
        self.fill(document, tokens, lexicon);
        self.phrases(lexicon);
    }

    /// What is cheap to see, of every word.
    fn look(&mut self, document: &Document<'_>, tokens: &[Token]) {
        self.atoms.clear();
        let (mut cased, mut capitals, mut shouted) = (0, 0, 0);
        let mut initial = true;
        for token in tokens {
            let text = document.slice(token.span);
            let kind = token.kind();
            let letters = letters(text);
            let address = matches!(kind, TokenKind::Url | TokenKind::Handle | TokenKind::Emoji);
            if kind == TokenKind::Word && letters.alphabetic && letters.several {
                cased += 1;
                capitals += usize::from(letters.title);
                shouted += usize::from(!letters.lower);
            }
            self.atoms.push(Atom {
                capital: letters.upper && !address,
                alphanumeric: letters.alphanumeric,
                initial,
                ..Atom::default()
            });
            initial &= !letters.alphanumeric;
        }
        self.style = match () {
            () if cased >= 4 && shouted * 3 > cased * 2 => Style::Shouted,
            () if cased >= 4 && capitals * 3 > cased * 2 => Style::Headline,
            () if capitals == 0 => Style::Plain,
            () => Style::Running,
        };
    }

    /// Finds where names may stand: at capitals, between near ones, and beside them where names have small parts.
    fn open(&mut self, document: &Document<'_>, tokens: &[Token]) {
        let text = |at: usize| document.slice(tokens[at].span);
        let joined = |at: usize| at > 0 && tokens[at - 1].span.end == tokens[at].span.start;
        let hyphen = |at: usize| text(at) == "-";
        let is_word = |at: usize| tokens.get(at).is_some_and(|token| token.kind() == TokenKind::Word);
        if self.style == Style::Plain {
            for (atom, token) in self.atoms.iter_mut().zip(tokens) {
                let address = matches!(token.kind(), TokenKind::Url | TokenKind::Handle | TokenKind::Emoji);
                atom.open = atom.alphanumeric && !address;
            }
            return;
        }
        let mut before: Option<usize> = None;
        for at in 0..tokens.len() {
            if !self.atoms[at].capital {
                continue;
            }
            self.atoms[at].open = true;
            if let Some(before) = before.filter(|before| at - before <= MAX_PLAIN + 1)
                && (before + 1..at).all(|at| is_link(text(at)))
            {
                self.atoms[before..at].iter_mut().for_each(|atom| atom.open = true);
            }
            before = Some(at);
            // “Myung-sook”, “7th”: what is written on goes on.
            let mut next = at + 1;
            while next < tokens.len() && joined(next) && next <= at + 4 && !ends_word(text(next)) {
                self.atoms[next].open = true;
                next += 1;
            }
            // “Ing - wen”, “al - Qaeda”: some texts come with spaces around the hyphens within names.
            if next == at + 1 && is_word(next + 1) && hyphen(next) {
                self.atoms[next..next + 2].iter_mut().for_each(|atom| atom.open = true);
            }
            if at > 1 && hyphen(at - 1) && is_particle(text(at - 2)) {
                self.atoms[at - 2..at].iter_mut().for_each(|atom| atom.open = true);
            }
            let number = |at: usize| tokens.get(at).is_some_and(|t| t.kind() == TokenKind::Number);
            if next == at + 1 && number(next) && !is_month(text(at)) {
                self.atoms[next].open = true;
            }
            let year = |at: usize| number(at) && text(at).len() == 4;
            if at > 0 && (is_particle(text(at - 1)) || year(at - 1)) {
                self.atoms[at - 1].open = true;
            }
            if at > 1 && joined(at) && hyphen(at - 1) {
                self.atoms[at - 1].open = true;
                self.atoms[at - 2].open = true;
            }
        }
    }

    fn stretch(&mut self, document: &Document<'_>, tokens: &[Token], lexicon: &Lexicon<'_>) {
        self.stretches.clear();
        let mut at = 0;
        while at < self.atoms.len() {
            let len = self.atoms[at..].iter().take_while(|atom| atom.open).count();
            let lone = len == 1 && self.atoms[at].initial && self.style == Style::Running;
            if len > 0 && !(lone && self.is_ordinary(document.slice(tokens[at].span), lexicon)) {
                self.stretches.push(at..at + len);
            }
            at += len.max(1);
        }
    }

    /// True if the word is one of those that sentences begin with.
    fn is_ordinary(&mut self, text: &str, lexicon: &Lexicon<'_>) -> bool {
        self.lower.clear();
        self.lower.push_str(text);
        self.lower.make_ascii_lowercase();
        lexicon.is_ordinary(hash::word(self.lower.as_bytes()))
    }

    /// The rest of what is seen, of the words in and near the stretches.
    fn fill(&mut self, document: &Document<'_>, tokens: &[Token], lexicon: &Lexicon<'_>) {
        self.near.clear();
        self.near.resize(tokens.len(), false);
        for stretch in &self.stretches {
            let end = tokens.len().min(stretch.end + SIGHT);
            self.near[stretch.start.saturating_sub(SIGHT)..end].fill(true);
        }
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| self.near[*at]) {
            let text = document.slice(token.span);
            let atom = &mut self.atoms[at];
            self.lower.clear();
            match text.is_ascii() {
                true => {
                    self.lower.push_str(text);
                    self.lower.make_ascii_lowercase();
                }
                false => self.lower.push_str(&text.to_lowercase()),
            }
            let lower = self.lower.as_str();
            atom.lower = hash::word(lower.as_bytes());
            atom.raw = if lower == text { atom.lower } else { hash::word(text.as_bytes()) };
            atom.shape = shape(text, token.kind());
            atom.known = lexicon.word(atom.lower, atom.raw);
            affixes(lower, atom);
        }
    }

    fn phrases(&mut self, lexicon: &Lexicon<'_>) {
        let plain = self.style == Style::Plain;
        for start in 0..self.atoms.len() {
            let atom = &self.atoms[start];
            if !(atom.capital || plain && atom.alphanumeric) {
                continue;
            }
            let mut phrase = 0;
            let mut found = [(0, 0); MAX_PHRASE];
            let mut count = 0;
            for (at, atom) in self.atoms.iter().enumerate().skip(start).take(MAX_PHRASE) {
                if atom.lower == 0 {
                    break;
                }
                phrase = hash::phrase(phrase, atom.lower);
                let (kinds, goes_on) = lexicon.phrase(phrase);
                if kinds != 0 {
                    found[count] = (at, kinds);
                    count += 1;
                }
                if !goes_on {
                    break;
                }
            }
            // Of each kind the longest name counts.
            let mut seen: Kinds = 0;
            for (last, kinds) in found[..count].iter().rev() {
                let kinds = kinds & !seen;
                seen |= kinds;
                if *last == start {
                    self.atoms[start].phrases[0] |= kinds;
                    continue;
                }
                self.atoms[start].phrases[1] |= kinds;
                self.atoms[start + 1..*last].iter_mut().for_each(|atom| atom.phrases[2] |= kinds);
                self.atoms[*last].phrases[3] |= kinds;
            }
        }
    }
}

/// What letters a word has.
struct Letters {
    upper: bool,
    lower: bool,
    /// The first is a capital.
    title: bool,
    alphabetic: bool,
    alphanumeric: bool,
    several: bool,
}

fn letters(text: &str) -> Letters {
    let first = text.chars().next().unwrap_or(' ');
    let (mut upper, mut lower) = (false, false);
    if text.is_ascii() {
        for byte in text.bytes() {
            upper |= byte.is_ascii_uppercase();
            lower |= byte.is_ascii_lowercase();
        }
    } else {
        upper = text.contains(char::is_uppercase);
        lower = text.contains(char::is_lowercase);
    }
    Letters {
        upper,
        lower,
        title: first.is_uppercase(),
        alphabetic: first.is_alphabetic(),
        alphanumeric: first.is_alphanumeric(),
        several: text.len() > first.len_utf8(),
    }
}

/// The hashes of the first and last letters; shorter words have one of their own in place of each missing one.
fn affixes(lower: &str, atom: &mut Atom) {
    let whole = atom.lower ^ 1;
    atom.prefixes = [whole; 3];
    atom.suffixes = [whole; 4];
    if lower.is_ascii() {
        let bytes = lower.as_bytes();
        for (prefix, len) in atom.prefixes.iter_mut().zip(2..).filter(|(_, len)| *len < bytes.len()) {
            *prefix = hash::word(&bytes[..len]);
        }
        for (suffix, len) in atom.suffixes.iter_mut().zip(1..).filter(|(_, len)| *len < bytes.len()) {
            *suffix = hash::word(&bytes[bytes.len() - len..]);
        }
        return;
    }
    for (prefix, len) in atom.prefixes.iter_mut().zip(2..) {
        if let Some((end, _)) = lower.char_indices().nth(len) {
            *prefix = hash::word(&lower.as_bytes()[..end]);
        }
    }
    for (suffix, len) in atom.suffixes.iter_mut().zip(1..) {
        if let Some((start, _)) = lower.char_indices().rev().nth(len - 1).filter(|(start, _)| *start > 0) {
            *suffix = hash::word(&lower.as_bytes()[start..]);
        }
    }
}

fn ends_word(text: &str) -> bool {
    matches!(text, "'s" | "’s" | "," | "." | ";" | ":" | ")" | "\"" | "”")
}

/// What stands between the words of one name; 95 in 100 of the words between two capitals are none of these, while of
/// those within names all but a few are.
fn is_link(word: &str) -> bool {
    const LINKS: [&str; 43] = [
        "\"", "&", "'", "'s", "-", ".", "/", "_", "al", "amp", "and", "bin", "da", "de", "del", "der", "des",
        "di", "do", "dos", "du", "e", "el", "et", "for", "i", "ibn", "la", "las", "le", "les", "los", "of",
        "on", "s", "the", "und", "van", "von", "y", "–", "’", "’s",
    ];
    LINKS.binary_search(&word).is_ok() || word == "'t"
}

/// The months: a number after one is a day or a year.
fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 23] = [
        "April",
        "Apr.",
        "August",
        "Aug.",
        "December",
        "Dec.",
        "February",
        "Feb.",
        "January",
        "Jan.",
        "July",
        "Jul.",
        "June",
        "Jun.",
        "March",
        "Mar.",
        "May",
        "November",
        "Nov.",
        "October",
        "Oct.",
        "September",
        "Sept.",
    ];
    MONTHS.contains(&word)
}

/// Small words that surnames begin with.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "abu"
            | "ad"
            | "af"
            | "al"
            | "an"
            | "ap"
            | "ar"
            | "as"
            | "ash"
            | "at"
            | "bin"
            | "bint"
            | "da"
            | "de"
            | "del"
            | "della"
            | "den"
            | "der"
            | "des"
            | "di"
            | "dos"
            | "du"
            | "e"
            | "el"
            | "ibn"
            | "la"
            | "le"
            | "ould"
            | "ten"
            | "ter"
            | "ul"
            | "van"
            | "von"
            | "y"
            | "zu"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Builder;
    use crate::model::LexiconBytes;
    use textmine_core::DocumentBuf;

    fn stretches(text: &str) -> Vec<String> {
        let document = DocumentBuf::new("d", text).unwrap();
        let view = document.view();
        let mut reading = Reading::default();
        reading.read(&view, view.sentence_tokens(0), &LexiconBytes::from(&Builder::default()).lexicon());
        let words = |stretch: &Range<usize>| {
            let words: Vec<&str> =
                view.tokens()[stretch.clone()].iter().map(|token| view.slice(token.span)).collect();
            words.join(" ")
        };
        reading.stretches().iter().map(words).collect()
    }

    #[test]
    fn names_go_on_over_hyphens() {
        let texts =
            ["it was Ann Hill-sund again", "it was Ann Hill - sund again", "men of al - Fjord said so"];
        let shown = texts.map(|text| format!("{text}: {}", stretches(text).join(" | ")));
        insta::assert_snapshot!(shown.join("\n"));
    }
}
