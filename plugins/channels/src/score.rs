//! How sure a mention is.
use crate::frame::{Act, Reader};

/// How often a mention was right among those of its kind (by row: a verb, a noun, a means such as `by phone`) with as
/// many known sides (by column: none, one, two), counted on annotated news sentences; each count is drawn towards the
/// mean of all by ten mentions, since some cells are small. `DATA.md` says which sentences.
const RIGHT: [[f32; 3]; 3] = [[0.88, 0.89, 0.94], [0.90, 0.92, 0.99], [0.93, 0.88, 0.95]];

/// An estimate of the probability that the act is a mention of its channel.
pub(crate) fn of(reader: &Reader<'_, '_>, act: &Act) -> f32 {
    let kind = match act.noun {
        Some(_) => 1,
        None if reader.sentence.tag(act.start).is_verb() => 0,
        None => 2,
    };
    let roles = &act.roles;
    let directed = usize::from(!roles.from.is_empty()) + usize::from(!roles.to.is_empty());
    RIGHT[kind][directed.max(roles.participants.len().min(2))]
}
