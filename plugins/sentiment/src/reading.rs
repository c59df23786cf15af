//! Reading words one after another: which of them carry valence here, after negation, degree, contrast and mood.
use crate::lexicon::{Cue, Found, Lexicon, Valence, WordId};
use textmine_core::{Document, Span, Token, TokenKind};

/// What is left of a valence after a negator, turned round: "not good" is less bad than "good" is good. VADER has -0.74;
/// values from -0.3 to -0.8 score alike on the development data.
const NEGATED: f32 = -0.5;
/// Tokens that a negator reaches over, unless the clause ends before.
const NEGATION_REACH: u8 = 4;
/// Tokens that a degree word reaches over, and what each token between takes from its effect.
const BOOST_REACH: u8 = 3;
const BOOST_FADES: f32 = 0.9;
/// Tokens that a form of "to be" may stand before its participle.
const PASSIVE_REACH: u8 = 3;
/// What counts before and after "but", and in the clause of "although".
const BEFORE_CONTRAST: f32 = 0.5;
const AFTER_CONTRAST: f32 = 1.25;
const CONCEDED: f32 = 0.6;
/// What counts in what is not said to be so, and in a question.
const HYPOTHETICAL: f32 = 0.8;
const ASKED: f32 = 0.7;
/// A word in capitals among words that are not counts more; so does each of up to three exclamation marks.
const SHOUTED: f32 = 1.2;
const EXCLAIMED: f32 = 0.07;
/// A word with a capital within a sentence is most likely part of a name: "the Justice Department".
const NAME_LIKE: f32 = 0.3;
/// Tokens at the end of a sentence among which its marks are looked for.
const MARKS: usize = 8;

/// A word or phrase that says something, in its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    /// Where it stands in the text.
    pub(crate) span: Span,
    /// Number of its first token.
    pub(crate) at: usize,
    /// What it says here.
    pub(crate) valence: Valence,
    /// True if its object stands before it: "was praised".
    pub(crate) passive: bool,
}

/// What is known of a token's place.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// Clauses that ended before it.
    pub(crate) clause: u32,
    /// Names that began at or before it.
    pub(crate) names: u32,
}

/// What was read; one value serves many stretches of text, so that its memory is used again.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    ids: Vec<Option<WordId>>,
    named: Vec<bool>,
    /// One place for each token.
    pub(crate) places: Vec<Place>,
    /// In the order of the text.
    pub(crate) hits: Vec<Hit>,
}

impl Reading {
    /// Reads `tokens`, which lie in one sentence; `names` are the spans of the names among them, in order. A word
    /// within a name says nothing.
    pub(crate) fn read(
        &mut self,
        lexicon: &Lexicon,
        document: &Document<'_>,
        tokens: &[Token],
        names: &[Span],
    ) {
        self.look_up(lexicon, document, tokens, names);
        self.hits.clear();
        self.places.clear();
        let case = Case::of(document, tokens);
        let mut state = State::default();
        let (mut at, mut begun, mut names) = (0, 0, names.iter().peekable());
        while at < tokens.len() {
            let Found { len, valence, cue } = self.find(lexicon, at);
            let words = &tokens[at..at + len];
            let first = document.slice(words[0].span);
            let mark = words[0].kind() == TokenKind::Punctuation && ends_clause(first);
            if mark || matches!(cue, Cue::Boundary | Cue::Contrast | Cue::Concession) {
                state.end_clause(mark);
            }
            for token in words {
                while names.next_if(|name| name.start < token.span.end).is_some() {
                    begun += 1;
                }
                self.places.push(Place { clause: state.clause, names: begun });
            }
            if !valence.is_none() {
                let starts = at == 0 || tokens[at - 1].kind() == TokenKind::Punctuation;
                let valence = valence.times(state.factor() * case.factor(first, starts));
                let span = Span::new(words[0].span.start, words[len - 1].span.end);
                self.hits.push(Hit {
                    span,
                    at,
                    valence,
                    passive: state.passive_left > 0 && is_participle(first),
                });
                state.boost = 0.0;
            }
            state.pass(len);
            if cue == Cue::Contrast {
                state.turn = self.hits.len();
            }
            state.take(cue);
            at += len;
        }
        let whole = sentence_factor(document, tokens);
        for (index, hit) in self.hits.iter_mut().enumerate() {
            // With nothing said before it, "but" weighs nothing against nothing.
            let contrast = match state.turn {
                0 => 1.0,
                turn if index < turn => BEFORE_CONTRAST,
                _ => AFTER_CONTRAST,
            };
            hit.valence = hit.valence.times(whole * contrast);
        }
    }

    /// The phrase or word that begins at a token; one that touches a name says nothing.
    fn find(&self, lexicon: &Lexicon, at: usize) -> Found {
        let nothing = Found { len: 1, valence: Valence::default(), cue: Cue::None };
        match lexicon.find(&self.ids[at..]) {
            Some(found) if !self.named[at..at + found.len].contains(&true) => found,
            _ => nothing,
        }
    }

    fn look_up(&mut self, lexicon: &Lexicon, document: &Document<'_>, tokens: &[Token], names: &[Span]) {
        self.ids.clear();
        self.named.clear();
        let (mut next, mut covered) = (names.iter().peekable(), 0);
        for token in tokens {
            while let Some(name) = next.next_if(|n| n.start < token.span.end) {
                covered = covered.max(name.end);
            }
            self.named.push(token.span.start < covered);
            self.ids.push(match token.kind() {
                TokenKind::Url | TokenKind::Handle | TokenKind::Number | TokenKind::Other => None,
                _ => lexicon.id(document.slice(token.span)),
            });
        }
    }
}

/// What the words so far do to the next one.
#[derive(Debug, Default)]
struct State {
    clause: u32,
    negated: bool,
    negation_left: u8,
    boost: f32,
    boost_left: u8,
    passive_left: u8,
    conceded: bool,
    hypothetical: bool,
    /// How many hits stood before the last "but".
    turn: usize,
}

impl State {
    fn factor(&self) -> f32 {
        let negation = if self.negated { NEGATED } else { 1.0 };
        let concession = if self.conceded { CONCEDED } else { 1.0 };
        let mood = if self.hypothetical { HYPOTHETICAL } else { 1.0 };
        negation * concession * mood * (1.0 + self.boost)
    }

    fn take(&mut self, cue: Cue) {
        match cue {
            // A second negator takes the first one back: "not without merit".
            Cue::Negator => {
                self.negated = !self.negated;
                self.negation_left = NEGATION_REACH;
            }
            Cue::Booster(by) => {
                self.boost = by;
                self.boost_left = BOOST_REACH;
            }
            Cue::Concession => self.conceded = true,
            Cue::Contrast => self.conceded = false,
            Cue::Hypothetical => self.hypothetical = true,
            Cue::Passive => self.passive_left = PASSIVE_REACH,
            Cue::None | Cue::Boundary | Cue::Idiom => {}
        }
    }

    fn pass(&mut self, tokens: usize) {
        let tokens = u8::try_from(tokens).unwrap_or(u8::MAX);
        self.passive_left = self.passive_left.saturating_sub(tokens);
        self.negation_left = self.negation_left.saturating_sub(tokens);
        self.boost_left = self.boost_left.saturating_sub(tokens);
        self.negated &= self.negation_left > 0;
        self.boost *= if self.boost_left > 0 { BOOST_FADES } else { 0.0 };
    }

    /// A clause ends; at punctuation, so do the concession and the mood of its words.
    fn end_clause(&mut self, at_punctuation: bool) {
        self.clause += 1;
        self.negated = false;
        self.boost = 0.0;
        self.passive_left = 0;
        if at_punctuation {
            self.conceded = false;
            self.hypothetical = false;
        }
    }
}

fn ends_clause(mark: &str) -> bool {
    matches!(mark.as_bytes(), [b',' | b';' | b':' | b'.' | b'!' | b'?' | b'(' | b')', ..])
        || mark.starts_with(['—', '–', '…'])
}

/// What capitals mean in a stretch of text, by how many of its words have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    /// Most words are in lower case: a capital marks a name, a word all in capitals is said loudly.
    Running,
    /// Titles and shouting: capitals say nothing.
    Titled,
}

impl Case {
    fn of(document: &Document<'_>, tokens: &[Token]) -> Self {
        let (mut lower, mut upper) = (0, 0);
        for token in tokens.iter().filter(|t| t.kind() == TokenKind::Word) {
            // Short words stay small in titles too, and say nothing.
            match document.slice(token.span) {
                word if word.len() < 4 => {}
                word if word.starts_with(char::is_uppercase) => upper += 1,
                _ => lower += 1,
            }
        }
        if lower >= upper { Case::Running } else { Case::Titled }
    }

    /// What the capitals of `word` do to what it says; `starts` if a capital is due there anyway.
    fn factor(self, word: &str, starts: bool) -> f32 {
        let mut letters = word.chars();
        if self == Case::Titled || !letters.next().is_some_and(char::is_uppercase) {
            1.0
        } else if word.len() > 2 && word.chars().all(char::is_uppercase) {
            SHOUTED
        } else if starts {
            1.0
        } else {
            NAME_LIKE
        }
    }
}

fn is_participle(word: &str) -> bool {
    ["ed", "en", "wn", "ught"].iter().any(|ending| word.ends_with(ending))
}

/// What the marks at its end do to the whole sentence. They scale what the words say: a sentence that says nothing says
/// nothing loudly.
fn sentence_factor(document: &Document<'_>, tokens: &[Token]) -> f32 {
    let (mut exclaimed, mut asked) = (0, false);
    for token in tokens.iter().rev().take(MARKS).take_while(|t| t.kind() != TokenKind::Word) {
        let mark = document.slice(token.span);
        exclaimed += mark.bytes().take(MARKS).filter(|&b| b == b'!').count();
        asked |= mark.starts_with('?');
    }
    match exclaimed {
        0 if asked => ASKED,
        _ => 1.0 + EXCLAIMED * exclaimed.min(3) as f32,
    }
}
