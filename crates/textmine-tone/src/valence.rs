//! Scores from the lexicon alone: what the words read say of the sentence, and of a name by side, distance, clause and other
//! names between.
use crate::reading::{Hit, Reading};
use std::ops::Range;

/// How far valences have to add up before a score nears its end: VADER's norm, `sum / sqrt(sum² + 15)`.
const SATURATION: f32 = 15.0;
/// Tokens on either side beyond which nothing counts.
const REACH: usize = 40;
/// At this distance in tokens a word counts half.
const HALF_AT: f32 = 12.0;
/// What is left of a word's say for each clause, and each other name, between it and the name.
const PER_CLAUSE: f32 = 0.75;
const PER_NAME: f32 = 0.8;
/// Clauses or names beyond this many make no further difference.
const COUNTED: u32 = 3;

/// The score, from -1 to 1, of valences that add up to `sum`.
pub fn score(sum: f32) -> f32 {
    sum / (sum * sum + SATURATION).sqrt()
}

/// What the words read come to for the sentence.
pub fn sentence(reading: &Reading) -> f32 {
    reading.hits.iter().map(|hit| hit.valence().sentence).sum()
}

/// What the words read say of the name that covers the tokens `name`.
pub fn towards(reading: &Reading, name: Range<usize>) -> f32 {
    let clause = |at: usize| reading.clauses.get(at).copied().unwrap_or_default();
    let names = |at: usize| reading.names.get(at).copied().unwrap_or_default();
    let last = name.end.saturating_sub(1);
    let (before, after) = reading.hits.split_at(reading.hits.partition_point(|hit| hit.at < name.start));
    let before = before.iter().rev().take_while(|hit| name.start - hit.at <= REACH).map(|hit| {
        let between = names(name.start).saturating_sub(names(hit.at) + 1);
        let weight = weight(name.start - hit.at, clause(name.start).saturating_sub(clause(hit.at)), between);
        weight * of(hit, hit.passive)
    });
    let after = after.iter().take_while(|hit| hit.at < name.end + REACH).map(|hit| {
        let between = names(hit.at).saturating_sub(names(last));
        let distance = (hit.at + 1).saturating_sub(name.end);
        weight(distance, clause(hit.at).saturating_sub(clause(last)), between) * of(hit, !hit.passive)
    });
    before.chain(after).sum()
}

/// What a hit says of a name that is its subject, or else its object.
fn of(hit: &Hit, subject: bool) -> f32 {
    let valence = hit.valence();
    if subject { valence.subject } else { valence.object }
}

fn weight(distance: usize, clauses: u32, names: u32) -> f32 {
    let near = HALF_AT / (HALF_AT + distance.saturating_sub(1) as f32);
    near * PER_CLAUSE.powi(clauses.min(COUNTED) as i32) * PER_NAME.powi(names.min(COUNTED) as i32)
}
