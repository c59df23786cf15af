//! Reading words one after another: which count as one, which carry valence here, after negation, degree, contrast and mood.
use crate::cue::Cue;
use crate::model::Model;
use crate::own::OwnWords;
use crate::word::{
    ADDRESS, Folded, HANDLE, NAME, NUMBER, OWN, Phrase, Row, SPECIAL, UNKNOWN, Valence, WordId, is_sign,
};
use textmine_core::{Document, Span, Token, TokenKind};

mod case;
mod state;

use case::Case;
use state::State;

/// What counts before and after "but".
const BEFORE_CONTRAST: f32 = 0.5;
const AFTER_CONTRAST: f32 = 1.25;
/// What counts in a question, and what each of up to three exclamation marks adds.
const ASKED: f32 = 0.7;
const EXCLAIMED: f32 = 0.07;
/// Tokens at the end of a sentence among which its marks are looked for.
const MARKS: usize = 8;
/// Phrases have at most so many tokens.
const LONGEST_PHRASE: usize = 8;

/// A word, or several that count as one: a name, what the tone is asked towards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// What it is.
    pub id: WordId,
    /// Its first token, counted within what was read, and one past the last.
    pub tokens: (u32, u32),
    /// Clauses that ended before it.
    pub clause: u32,
    /// A negator reaches it.
    pub negated: bool,
    /// It stands within quotation marks.
    pub quoted: bool,
    /// The user's value, if its id is [`OWN`].
    pub own: f32,
}

/// A word or phrase that says something, in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Where it stands in the text.
    pub span: Span,
    /// Number of its first token.
    pub at: usize,
    /// What it says by itself.
    pub base: Valence,
    /// What the lexicons say together, from -4 to 4; of a phrase, what it says.
    pub known: f32,
    /// How much of that it says here: negation, degree, contrast and mood.
    pub factor: f32,
    /// True if its object stands before it: "was praised".
    pub passive: bool,
    /// A negator reaches it.
    pub negated: bool,
    /// Clauses that ended before it.
    pub clause: u32,
}

impl Hit {
    /// What it says here.
    pub fn valence(&self) -> Valence {
        self.base.times(self.factor)
    }
}

/// What was read; one value serves many stretches of text, so that its memory is used again.
#[derive(Debug, Default)]
pub struct Reading {
    ids: Vec<WordId>,
    hashes: Vec<u64>,
    named: Vec<bool>,
    own: Vec<f32>,
    /// For each token, how many clauses ended before it.
    pub clauses: Vec<u32>,
    /// For each token, how many names began at or before it.
    pub names: Vec<u32>,
    /// In the order of the text.
    pub hits: Vec<Hit>,
    /// In the order of the text.
    pub slots: Vec<Slot>,
    /// The tokens that change the valence of others, and how, in the order of the text.
    pub cues: Vec<(std::ops::Range<u32>, Cue)>,
    /// What the lexicons know of the hits, in their places: the sum of what is above zero and of what is below.
    pub known: (f32, f32),
    /// What is seen of the way in which the sentence is written.
    pub style: Style,
}

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

impl Reading {
    /// Reads `tokens`, which lie in one sentence; `names` are the spans of the names among them, in order. A word
    /// within a name says nothing. `quoted` says whether quotation marks are open at the start; returns whether they are
    /// at the end.
    pub fn read(
        &mut self,
        model: &Model,
        own: &OwnWords,
        document: &Document<'_>,
        tokens: &[Token],
        names: &[Span],
        quoted: bool,
    ) -> bool {
        self.look_up(model, own, document, tokens, names);
        self.hits.clear();
        self.slots.clear();
        self.cues.clear();
        self.clauses.clear();
        let titled = self.style.capitals * 10 > self.style.words * 6;
        let case = Case::of(document, tokens);
        let mut state = State::default();
        let mut quoted = quoted;
        let mut at = 0;
        while at < tokens.len() {
            let (len, base, cue, own_value) = self.find(model, own, at);
            let words = &tokens[at..at + len];
            let first = document.slice(words[0].span);
            let mark = words[0].kind() == TokenKind::Punctuation && ends_clause(first);
            if mark || matches!(cue, Cue::Boundary | Cue::Contrast | Cue::Concession) {
                state.end_clause(mark);
            }
            let starts = at == 0 || tokens[at - 1].kind() == TokenKind::Punctuation;
            for (offset, token) in words.iter().enumerate() {
                let text = document.slice(token.span);
                self.clauses.push(state.clause);
                quoted = match text {
                    "“" | "``" => true,
                    "”" | "''" => false,
                    "\"" => !quoted,
                    _ => quoted,
                };
                self.place(model, at + offset, text, titled, starts, quoted, &state, own_value);
            }
            if !base.is_none() {
                let factor = state.factor() * case.factor(first, starts);
                let known = match self.ids[at] {
                    id if id >= SPECIAL && len == 1 && self.own[at].is_nan() => model.row(id).known(),
                    _ => base.sentence,
                };
                let span = Span::new(words[0].span.start, words[len - 1].span.end);
                let passive = state.passive_left > 0 && is_participle(first);
                let (negated, clause) = (state.negated, state.clause);
                self.hits.push(Hit { span, at, base, known, factor, passive, negated, clause });
                state.boost = 0.0;
            }
            state.pass(len);
            if cue == Cue::Contrast {
                state.turn = self.hits.len();
            }
            state.take(cue);
            if cue != Cue::None {
                self.cues.push((at as u32..(at + len) as u32, cue));
            }
            at += len;
        }
        self.weigh(state.turn);
        quoted
    }

    /// What "but", questions and exclamation marks do to what was found.
    fn weigh(&mut self, turn: usize) {
        let whole = match self.style.exclaimed {
            0 if self.style.asked => ASKED,
            marks => 1.0 + EXCLAIMED * marks as f32,
        };
        self.known = (0.0, 0.0);
        for (index, hit) in self.hits.iter_mut().enumerate() {
            // With nothing said before it, "but" weighs nothing against nothing.
            let contrast = match turn {
                0 => 1.0,
                turn if index < turn => BEFORE_CONTRAST,
                _ => AFTER_CONTRAST,
            };
            hit.factor *= whole * contrast;
            let known = hit.known * hit.factor;
            self.known.0 += known.max(0.0);
            self.known.1 -= known.min(0.0);
        }
    }

    /// Makes a slot of a token, or counts it to the name before.
    #[expect(clippy::too_many_arguments, reason = "what is known of one token, used in one place")]
    fn place(
        &mut self,
        model: &Model,
        at: usize,
        text: &str,
        titled: bool,
        starts: bool,
        quoted: bool,
        state: &State,
        own: Option<f32>,
    ) {
        let capital = text.starts_with(char::is_uppercase);
        let mut id = self.ids[at];
        let named = self.named[at];
        if own.is_some() || !self.own[at].is_nan() {
            id = OWN;
        } else if named {
            id = NAME;
        } else if capital && text.len() > 1 && at > 0 && !(starts && id != UNKNOWN) {
            let name = match id {
                UNKNOWN => true,
                id if id >= SPECIAL => !titled && model.row(id).name_if_capital,
                _ => false,
            };
            id = if name { NAME } else { id };
        }
        let number = at as u32;
        if id == NAME
            && let Some(last) = self.slots.last_mut()
            && last.id == NAME
            && last.tokens.1 == number
            // Two names side by side are two.
            && (!named || self.named[at - 1] && self.names[at] == self.names[at - 1])
        {
            last.tokens.1 = number + 1;
            return;
        }
        self.slots.push(Slot {
            id,
            tokens: (number, number + 1),
            clause: state.clause,
            negated: state.negated && id >= SPECIAL,
            quoted,
            own: own.unwrap_or(self.own[at]),
        });
    }

    /// The phrase or word that begins at a token: how many tokens, what it says and does, and the user's value of a
    /// phrase. One that touches a name says nothing.
    fn find(&self, model: &Model, own: &OwnWords, at: usize) -> (usize, Valence, Cue, Option<f32>) {
        let free = |len: usize| !self.named[at..at + len].contains(&true);
        if !free(1) {
            return (1, Valence::default(), Cue::None, None);
        }
        if let Some((len, value)) = own.phrase(&self.hashes[at..]).filter(|(len, _)| free(*len)) {
            return (len, Valence::all(value), Cue::None, Some(value));
        }
        if !self.own[at].is_nan() {
            return (1, Valence::all(self.own[at]), Cue::None, None);
        }
        let id = self.ids[at];
        if id < SPECIAL {
            return (1, Valence::default(), Cue::None, None);
        }
        let row = model.row(id);
        if row.starts_phrase
            && let Some((len, phrase)) = longest(model, &self.hashes[at..]).filter(|(len, _)| free(*len))
        {
            return (len, phrase.valence, phrase.cue, None);
        }
        (1, row.valence, row.cue, None)
    }

    fn look_up(
        &mut self,
        model: &Model,
        own: &OwnWords,
        document: &Document<'_>,
        tokens: &[Token],
        names: &[Span],
    ) {
        self.ids.clear();
        self.hashes.clear();
        self.named.clear();
        self.own.clear();
        self.names.clear();
        self.style = Style::default();
        let style = &mut self.style;
        let (mut next, mut covered, mut begun) = (names.iter().peekable(), 0, 0);
        for token in tokens {
            while let Some(name) = next.next_if(|n| n.start < token.span.end) {
                covered = covered.max(name.end);
                begun += 1;
            }
            self.named.push(token.span.start < covered);
            self.names.push(begun);
            let text = document.slice(token.span);
            let kind = token.kind();
            let (id, hash) = match kind {
                TokenKind::Url => (ADDRESS, 0),
                TokenKind::Handle => (HANDLE, 0),
                TokenKind::Number => (NUMBER, 0),
                TokenKind::Other => (UNKNOWN, 0),
                _ => look_up(model, text),
            };
            self.ids.push(id);
            self.hashes.push(hash);
            self.own.push(own.word(hash).unwrap_or(f32::NAN));
            match kind {
                TokenKind::Word => {
                    let bytes = text.as_bytes();
                    let capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
                    style.starts_low |= style.words == 0 && !capital;
                    style.words += 1;
                    style.capitals += u32::from(capital);
                    style.shouted +=
                        u32::from(capital && bytes.len() > 2 && bytes.iter().all(u8::is_ascii_uppercase));
                }
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
        self.marks(document, tokens);
    }

    /// What stands at the end of the sentence.
    fn marks(&mut self, document: &Document<'_>, tokens: &[Token]) {
        let mut exclaimed = 0;
        for token in tokens.iter().rev().take(MARKS).take_while(|t| t.kind() != TokenKind::Word) {
            let mark = document.slice(token.span);
            exclaimed += mark.bytes().take(MARKS).filter(|&b| b == b'!').count();
            self.style.asked |= mark.starts_with('?');
            self.style.stopped |= mark == ".";
        }
        self.style.exclaimed = exclaimed.min(3) as u32;
    }

    /// The row of a slot's word; of a word that the user has valued, that value in every lexicon.
    pub(crate) fn row(model: &Model, slot: &Slot) -> Row {
        match slot.id {
            OWN => Row {
                lexicons: [(slot.own / crate::word::MAX_VALENCE * 127.0) as i8; crate::word::LEXICONS],
                valence: Valence::all(slot.own),
                ..Row::default()
            },
            id => model.row(id),
        }
    }

    /// The slots that a range of tokens covers; never empty if there are slots.
    pub fn slots_of(&self, tokens: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let first = self.slots.partition_point(|slot| slot.tokens.1 as usize <= tokens.start);
        let end = self.slots.partition_point(|slot| (slot.tokens.0 as usize) < tokens.end);
        first.min(self.slots.len().saturating_sub(1))..end.max(first + 1).min(self.slots.len())
    }
}

/// The number and the hash of a word. Words are compared without regard to case and to the shape of the apostrophe,
/// emoticons and emoji as they are.
fn look_up(model: &Model, token: &str) -> (WordId, u64) {
    if !is_sign(token) {
        let Some(folded) = Folded::new(token.trim_start_matches('#')) else { return (UNKNOWN, 0) };
        let hash = crate::hash::word(folded.as_bytes());
        return (model.word(hash).unwrap_or(UNKNOWN), hash);
    }
    let hash = crate::hash::word(token.as_bytes());
    if let Some(id) = model.word(hash) {
        return (id, hash);
    }
    // "😀" with a skin tone or a variation selector, ":)))": what follows the first sign changes little.
    let start = match token.chars().next() {
        Some(first) if !first.is_ascii() => token.get(..first.len_utf8()),
        _ => token.get(..2).filter(|_| token.len() <= Folded::MAX),
    };
    let id = start.and_then(|start| model.word(crate::hash::word(start.as_bytes())));
    (id.unwrap_or(UNKNOWN), hash)
}

/// The longest phrase that begins with these words.
fn longest(model: &Model, hashes: &[u64]) -> Option<(usize, Phrase)> {
    let mut key = 0;
    let mut found = None;
    for (number, hash) in hashes.iter().take(LONGEST_PHRASE).enumerate() {
        key = crate::hash::phrase(key, *hash);
        // The first word alone is looked up as a word.
        if number == 0 {
            continue;
        }
        let Some(phrase) = model.phrase(key) else { break };
        if phrase.whole {
            found = Some((number + 1, phrase));
        }
        if !phrase.goes_on {
            break;
        }
    }
    found
}

fn ends_clause(mark: &str) -> bool {
    matches!(mark.as_bytes(), [b',' | b';' | b':' | b'.' | b'!' | b'?' | b'(' | b')', ..])
        || mark.starts_with(['—', '–', '…'])
}

fn is_participle(word: &str) -> bool {
    ["ed", "en", "wn", "ught"].iter().any(|ending| word.ends_with(ending))
}

/// True if a paragraph ends between two places of a document: quotation marks that were left open there are forgotten.
pub fn ends_paragraph(document: &Document<'_>, from: u32, to: u32) -> bool {
    let end = to.min(document.text().len() as u32);
    document.slice(Span::new(from.min(end), end)).contains('\n')
}
