//! Reading words one after another: which count as one, which carry valence here, after negation, degree, contrast and mood.
use crate::cue::Cue;
use crate::model::Model;
use crate::own::OwnWords;
use crate::word::{LEXICONS, NAME, OWN, Phrase, REGISTERS, Row, SPECIAL, UNKNOWN, Valence, WordId};
use textmine_core::{Document, Span, Token, TokenKind};

mod case;
mod known;
mod state;
mod style;

use case::Case;
use known::Known;
use state::State;
pub use style::Style;

/// What counts before and after "but".
const BEFORE_CONTRAST: f32 = 0.5;
const AFTER_CONTRAST: f32 = 1.25;
/// What counts in a question, and what each of up to three exclamation marks adds.
const ASKED: f32 = 0.7;
const EXCLAIMED: f32 = 0.07;
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
    /// Its word's values in each lexicon, as [`Row::lexicons`] has them; the user's in each of them, if its id is [`OWN`].
    pub lexicons: [i8; LEXICONS],
    /// Its word's weights, as [`Row::tone`] has them.
    pub tone: [i8; REGISTERS],
    /// The same of [`Row::register`].
    pub register: [i8; REGISTERS],
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
    tokens: Vec<Known>,
    hashes: Vec<u64>,
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
        self.style = Style::of(document, tokens);
        known::look_up(model, own, document, tokens, &mut self.hashes, &mut self.tokens);
        self.mark_names(tokens, names);
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
                if token.kind() != TokenKind::Word {
                    quoted = match text {
                        "“" | "``" => true,
                        "”" | "''" => false,
                        "\"" => !quoted,
                        _ => quoted,
                    };
                }
                self.place(at + offset, text, titled, starts, quoted, &state, own_value);
            }
            if !base.is_none() {
                let factor = state.factor() * case.factor(first, starts);
                let known = match &self.tokens[at] {
                    token if token.id >= SPECIAL && len == 1 && token.own.is_nan() => token.row.known(),
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
        at: usize,
        text: &str,
        titled: bool,
        starts: bool,
        quoted: bool,
        state: &State,
        own: Option<f32>,
    ) {
        let capital = text.starts_with(char::is_uppercase);
        let Known { mut id, row, named, own: own_word } = self.tokens[at];
        if own.is_some() || !own_word.is_nan() {
            id = OWN;
        } else if named {
            id = NAME;
        } else if capital && text.len() > 1 && at > 0 && !(starts && id != UNKNOWN) {
            let name = match id {
                UNKNOWN => true,
                id if id >= SPECIAL => !titled && row.name_if_capital,
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
            && (!named || self.tokens[at - 1].named && self.names[at] == self.names[at - 1])
        {
            last.tokens.1 = number + 1;
            return;
        }
        let own = own.unwrap_or(own_word);
        let row = match id {
            OWN => Row::of_user(own),
            id if id >= SPECIAL => row,
            _ => Row::default(),
        };
        self.slots.push(Slot {
            id,
            tokens: (number, number + 1),
            clause: state.clause,
            negated: state.negated && id >= SPECIAL,
            quoted,
            own,
            lexicons: row.lexicons,
            tone: row.tone,
            register: row.register,
        });
    }

    /// The phrase or word that begins at a token: how many tokens, what it says and does, and the user's value of a
    /// phrase. One that touches a name says nothing.
    fn find(&self, model: &Model, own: &OwnWords, at: usize) -> (usize, Valence, Cue, Option<f32>) {
        const NOTHING: (usize, Valence, Cue, Option<f32>) =
            (1, Valence { sentence: 0.0, subject: 0.0, object: 0.0 }, Cue::None, None);
        let Known { id, row, named, own: own_word } = self.tokens[at];
        if named {
            return NOTHING;
        }
        let free = |len: usize| self.tokens[at..at + len].iter().all(|token| !token.named);
        if let Some((len, value)) = own.phrase(&self.hashes[at..]).filter(|(len, _)| free(*len)) {
            return (len, Valence::all(value), Cue::None, Some(value));
        }
        if !own_word.is_nan() {
            return (1, Valence::all(own_word), Cue::None, None);
        }
        if id < SPECIAL {
            return NOTHING;
        }
        if row.starts_phrase
            && let Some((len, phrase)) = longest(model, &self.hashes[at..]).filter(|(len, _)| free(*len))
        {
            let own = (phrase.cue == Cue::Term).then_some(0.0);
            return (len, phrase.valence, phrase.cue, own);
        }
        (1, row.valence, row.cue, None)
    }

    /// Marks the tokens that lie in names, and counts these.
    fn mark_names(&mut self, tokens: &[Token], names: &[Span]) {
        self.names.clear();
        let (mut next, mut covered, mut begun) = (names.iter().peekable(), 0, 0);
        for (token, known) in tokens.iter().zip(&mut self.tokens) {
            while let Some(name) = next.next_if(|n| n.start < token.span.end) {
                covered = covered.max(name.end);
                begun += 1;
            }
            known.named = token.span.start < covered;
            self.names.push(begun);
        }
    }

    /// The slots that a range of tokens covers; never empty if there are slots.
    pub fn slots_of(&self, tokens: std::ops::Range<usize>) -> std::ops::Range<usize> {
        let first = self.slots.partition_point(|slot| slot.tokens.1 as usize <= tokens.start);
        let end = self.slots.partition_point(|slot| (slot.tokens.0 as usize) < tokens.end);
        first.min(self.slots.len().saturating_sub(1))..end.max(first + 1).min(self.slots.len())
    }
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
