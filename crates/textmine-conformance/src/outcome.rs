//! What comes of a check.
use serde::{Deserialize, Serialize};

/// What comes of a check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Whether the analyzer does what the check claims.
    pub verdict: Verdict,
    /// What went wrong and where, if it failed; why, if it was skipped; what is worth a look, if it passed. Each is one
    /// line of printable text, the same run after run.
    pub details: Vec<String>,
    /// What was measured: different run after run.
    pub measures: Vec<Measure>,
}

/// Whether the analyzer does what a check claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It does.
    Passed,
    /// It doesn't.
    Failed,
    /// The claim is about something that this analyzer doesn't have.
    Skipped,
}

/// A number that a check came by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Of what.
    pub name: String,
    /// How much; finite.
    pub value: f64,
    /// Of which unit: `s`, `MB/s`.
    pub unit: String,
}
