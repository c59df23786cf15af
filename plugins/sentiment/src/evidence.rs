//! The words that decided, and how much each of them counts.
use crate::function_words::FunctionWords;
use textmine_core::{Document, Span, Token, TokenKind};
use textmine_tone::word::{OWN, REGISTERS, WordId};
use textmine_tone::{Hit, Slot};

/// Words that count less than this for a sentence decide nothing.
const EVIDENT: f32 = 0.03;
/// The same beside a target. What words count for there is no probability yet; this moves one by at most one in twenty.
const EVIDENT_BESIDE: f32 = 0.2;

/// A word or phrase, and how much it counts in each register.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) span: Span,
    told: [f32; REGISTERS],
    /// How much it counts at most, whatever the register.
    strength: f32,
    pub(crate) negated: bool,
    pub(crate) quoted: bool,
    /// Which word it is; [`OWN`] if it says something for sure.
    id: WordId,
}

impl Word {
    /// Nothing of a name or a sign: these have weights too, but tell a reader little.
    pub(crate) fn new(tokens: &[Token], slot: &Slot, told: &[f32; REGISTERS]) -> Option<Word> {
        let end = |range: (u32, u32)| {
            let first = tokens.get(range.0 as usize)?.span.start;
            Some(Span::new(first, tokens.get(range.1.checked_sub(1)? as usize)?.span.end))
        };
        let kind = tokens.get(slot.tokens.0 as usize)?.kind();
        let says = slot.id >= OWN && matches!(kind, TokenKind::Word | TokenKind::Emoji);
        let (negated, quoted) = (slot.negated, slot.quoted);
        says.then(|| {
            Some(Word {
                span: end(slot.tokens)?,
                told: *told,
                strength: strength(told),
                negated,
                quoted,
                id: slot.id,
            })
        })?
    }

    pub(crate) fn of_hit(hit: &Hit, told: &[f32; REGISTERS]) -> Word {
        Word {
            span: hit.span,
            told: *told,
            strength: strength(told),
            negated: hit.negated,
            quoted: false,
            id: OWN,
        }
    }

    /// How much it counts where the text is of these registers by these shares.
    pub(crate) fn weight(&self, registers: &[f32; REGISTERS]) -> f32 {
        self.told.iter().zip(registers).map(|(told, share)| told * share).sum()
    }
}

/// How much a word counts at most, whatever the register.
fn strength(told: &[f32; REGISTERS]) -> f32 {
    told.iter().fold(0.0, |most, told| told.abs().max(most))
}

/// The words that may count.
#[derive(Clone, Debug)]
pub(crate) struct Evidence {
    words: Vec<Word>,
    /// What a word must count at least.
    least: f32,
}

impl Evidence {
    pub(crate) fn of_sentence() -> Self {
        Evidence { words: Vec::new(), least: EVIDENT }
    }

    pub(crate) fn of_target() -> Self {
        Evidence { words: Vec::new(), least: EVIDENT_BESIDE }
    }

    /// Keeps the word if it is among the strongest so far; the earlier of two equal ones stays. Function words are kept
    /// only where all are.
    pub(crate) fn offer(
        &mut self,
        limit: usize,
        plain: &FunctionWords,
        told: &[f32; REGISTERS],
        word: impl FnOnce() -> Option<Word>,
    ) {
        let strength = strength(told);
        let beaten =
            self.words.len() >= limit && self.words.last().is_none_or(|weakest| strength <= weakest.strength);
        let least = if limit == usize::MAX { EVIDENT } else { self.least };
        if strength < least || beaten {
            return;
        }
        let Some(word) = word() else { return };
        if limit == usize::MAX {
            self.words.push(word);
        } else if !plain.has(word.id) {
            let rank = self.words.partition_point(|kept| kept.strength >= strength);
            self.words.truncate(limit - 1);
            self.words.insert(rank, word);
        }
    }

    /// The words that decided for a score, so many at most, in the order of the text: those that speak for it, or all
    /// if it is neutral.
    pub(crate) fn shown<'d>(
        &self,
        document: &Document<'d>,
        plain: &FunctionWords,
        registers: &[f32; REGISTERS],
        score: f32,
        neutral_below: f32,
        limit: usize,
    ) -> Vec<&'d str> {
        let neutral = score.abs() < neutral_below;
        let speaks = |weight: f32| weight.abs() >= self.least && (neutral || weight * score > 0.0);
        let mut words: Vec<(f32, Span)> = self
            .words
            .iter()
            .filter(|word| !plain.has(word.id))
            .map(|word| (word.weight(registers), word.span))
            .collect();
        words.retain(|(weight, _)| speaks(*weight));
        words.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.start.cmp(&b.1.start)));
        words.truncate(limit);
        words.sort_by_key(|(_, span)| span.start);
        words.into_iter().map(|(_, span)| document.slice(span)).collect()
    }

    /// All words that count, in the order of the text.
    pub(crate) fn all(&self) -> Vec<Word> {
        let mut words = self.words.clone();
        words.sort_by_key(|word| word.span.start);
        words
    }
}
