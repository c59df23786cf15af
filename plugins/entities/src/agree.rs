//! One name, one type: what a document says clearly of a name in most places holds where it seemed to be something else.
use crate::gazetteer::{Lists, Title};
use crate::label::Label;
use crate::link::bracket;
use crate::recognise::Mention;
use std::collections::HashMap;
use textmine_core::Document;

/// A type must have so many times the score of all others together.
const LOPSIDED: f32 = 2.0;

/// Settles the types of the mentions of a document.
pub(crate) fn agree(document: &Document<'_>, mentions: &mut [Mention]) {
    let declared = bracket::declared(document, mentions);
    let mut scores: HashMap<&str, [f32; 4]> = HashMap::new();
    for mention in mentions.iter() {
        scores.entry(document.slice(mention.span)).or_default()[mention.label as usize] += mention.score;
    }
    // What has a short name in brackets is an organisation, if either name seems to be one rather than a place.
    let mut both: HashMap<&str, Label> = HashMap::new();
    for (short, long) in &declared {
        let name = document.slice(mentions[*long].span);
        let score = |label: Label| -> f32 {
            [*short, name]
                .iter()
                .filter_map(|name| scores.get(name))
                .map(|scores| scores[label as usize])
                .sum()
        };
        let label = match score(Label::Organisation) > score(Label::Place) {
            true => Label::Organisation,
            false => mentions[*long].label,
        };
        both.insert(short, label);
        both.insert(name, label);
    }
    for at in 0..mentions.len() {
        let next = mentions.get(at + 1).copied();
        let mention = &mut mentions[at];
        if mention.own.is_some() {
            continue;
        }
        let name = document.slice(mention.span);
        let label = match both.get(name) {
            Some(label) => Some(*label),
            None if next.is_some_and(|next| lies_in(document, *mention, next)) => Some(Label::Place),
            None if has_title(document, *mention) => None,
            None => scores.get(name).and_then(settled),
        };
        mention.label = label.unwrap_or(mention.label);
    }
}

/// The type that nearly all mentions have.
fn settled(scores: &[f32; 4]) -> Option<Label> {
    let all: f32 = scores.iter().sum();
    Label::ALL.into_iter().find(|label| {
        let own = scores[*label as usize];
        own < all && own >= LOPSIDED * (all - own)
    })
}

/// `Mr. Houston` is no city, whatever the others are.
fn has_title(document: &Document<'_>, mention: Mention) -> bool {
    let before = (mention.first as usize).checked_sub(1).and_then(|before| document.tokens().get(before));
    before.is_some_and(|token| Title::of(document.slice(token.span)).is_honorific())
}

/// `in Jackson, Mississippi` is a place, whoever else has that name.
fn lies_in(document: &Document<'_>, mention: Mention, next: Mention) -> bool {
    let word = |at: u32| document.tokens().get(at as usize).map_or("", |token| document.slice(token.span));
    let before = mention.first.checked_sub(1).map_or("", word);
    let listed = Lists::of(document.slice(next.span)).any(Lists::COUNTRY);
    mention.label == Label::Person
        && next.label == Label::Place
        && listed
        && next.first == mention.end + 1
        && word(mention.end) == ","
        && matches!(before, "in" | "In" | "near" | "at" | "outside" | "of")
}
