//! The tone towards a name: what the words around it say, by side, distance, clause and other names between.
use crate::reading::{Hit, Place, Reading};
use std::ops::Range;

/// Tokens on either side beyond which nothing counts.
const REACH: usize = 40;
/// At this distance in tokens a word counts half.
const HALF_AT: f32 = 12.0;
/// What is left of a word's say for each clause, and each other name, between it and the name.
const PER_CLAUSE: f32 = 0.75;
const PER_NAME: f32 = 0.8;
/// Clauses or names beyond this many make no further difference.
const COUNTED: u32 = 3;

/// What the name is to a word with a valence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Subject,
    Object,
}

/// What the words read say of the name that covers the tokens `name`.
pub(crate) fn towards(reading: &Reading, name: Range<usize>) -> f32 {
    weights(reading, name)
        .map(|(hit, weight, side)| {
            weight
                * match side {
                    Side::Subject => hit.valence.subject,
                    Side::Object => hit.valence.object,
                }
        })
        .sum()
}

/// The hits within reach of the name, what each counts, and what the name is to it.
fn weights(reading: &Reading, name: Range<usize>) -> impl Iterator<Item = (&Hit, f32, Side)> {
    let none = Place::default();
    let first = *reading.places.get(name.start).unwrap_or(&none);
    let last = *reading.places.get(name.end.saturating_sub(1)).unwrap_or(&none);
    let (before, after) = reading.hits.split_at(reading.hits.partition_point(|hit| hit.at < name.start));
    let before = before.iter().rev().take_while(move |hit| name.start - hit.at <= REACH).map(move |hit| {
        let place = reading.places[hit.at];
        let names = first.names.saturating_sub(place.names + 1);
        let side = if hit.passive { Side::Subject } else { Side::Object };
        (hit, weight(name.start - hit.at, first.clause.saturating_sub(place.clause), names), side)
    });
    let after = after.iter().take_while(move |hit| hit.at < name.end + REACH).map(move |hit| {
        let place = reading.places[hit.at];
        let side = if hit.passive { Side::Object } else { Side::Subject };
        let names = place.names.saturating_sub(last.names);
        let distance = (hit.at + 1).saturating_sub(name.end);
        (hit, weight(distance, place.clause.saturating_sub(last.clause), names), side)
    });
    before.chain(after)
}

fn weight(distance: usize, clauses: u32, names: u32) -> f32 {
    let near = HALF_AT / (HALF_AT + distance.saturating_sub(1) as f32);
    near * PER_CLAUSE.powi(clauses.min(COUNTED) as i32) * PER_NAME.powi(names.min(COUNTED) as i32)
}
