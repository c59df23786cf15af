//! From scores to labels.
use serde::Serialize;
use textmine_core::serde;

/// Positive, neutral or negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(crate = "textmine_core::serde", rename_all = "lowercase")]
pub enum Label {
    /// Well disposed.
    Positive,
    /// Neither, or both.
    Neutral,
    /// Ill disposed.
    Negative,
}

impl Label {
    /// Scores nearer to zero than `neutral_below` are neutral, and so is zero itself.
    pub(crate) fn of(score: f32, neutral_below: f32) -> Self {
        if score == 0.0 || score.abs() < neutral_below {
            Label::Neutral
        } else if score > 0.0 {
            Label::Positive
        } else {
            Label::Negative
        }
    }

    /// The label as the report has it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Label::Positive => "positive",
            Label::Neutral => "neutral",
            Label::Negative => "negative",
        }
    }
}

/// A score to three decimals: more would be noise in a report. Never `-0`.
pub(crate) fn rounded(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0 + 0.0
}

/// The mean of scores, in which one that takes sides weighs more than one that doesn't.
///
/// A sum, as VADER has it, would come to ±1 for every long text; a plain mean to 0, for most sentences of an article
/// say nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    /// What a score of zero weighs, while one of ±1 weighs one more.
    const LEAST: f64 = 0.25;

    /// Takes in one score.
    pub(crate) fn add(&mut self, score: f32) {
        let weight = Self::LEAST + f64::from(score).abs();
        self.sum += f64::from(score) * weight;
        self.weight += weight;
    }

    /// The mean of what was taken in; 0 of nothing.
    pub(crate) fn weighted(self) -> f32 {
        if self.weight > 0.0 { rounded((self.sum / self.weight) as f32) } else { 0.0 }
    }
}
