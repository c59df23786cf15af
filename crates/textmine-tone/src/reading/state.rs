//! What the words so far do to the next one.
use crate::cue::Cue;

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
/// What counts in the clause of "although", and in what is not said to be so.
const CONCEDED: f32 = 0.6;
const HYPOTHETICAL: f32 = 0.8;

/// What the words so far do to the next one.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) clause: u32,
    pub(super) negated: bool,
    negation_left: u8,
    pub(super) boost: f32,
    boost_left: u8,
    pub(super) passive_left: u8,
    conceded: bool,
    hypothetical: bool,
    /// How many hits stood before the last "but".
    pub(super) turn: usize,
}

impl State {
    /// What the next word's valence is multiplied by.
    pub(super) fn factor(&self) -> f32 {
        let negation = if self.negated { NEGATED } else { 1.0 };
        let concession = if self.conceded { CONCEDED } else { 1.0 };
        let mood = if self.hypothetical { HYPOTHETICAL } else { 1.0 };
        negation * concession * mood * (1.0 + self.boost)
    }

    /// Takes in what a word does.
    pub(super) fn take(&mut self, cue: Cue) {
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
            Cue::None | Cue::Boundary | Cue::Idiom | Cue::Term => {}
        }
    }

    /// Goes on by so many tokens.
    pub(super) fn pass(&mut self, tokens: usize) {
        let tokens = u8::try_from(tokens).unwrap_or(u8::MAX);
        self.passive_left = self.passive_left.saturating_sub(tokens);
        self.negation_left = self.negation_left.saturating_sub(tokens);
        self.boost_left = self.boost_left.saturating_sub(tokens);
        self.negated &= self.negation_left > 0;
        self.boost *= if self.boost_left > 0 { BOOST_FADES } else { 0.0 };
    }

    /// A clause ends; at punctuation, so do the concession and the mood of its words.
    pub(super) fn end_clause(&mut self, at_punctuation: bool) {
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
