//! Mentions without a name: a role that the text gives to one person, and pronouns that can mean one person only.
use crate::gazetteer::{Gender, Title};
use crate::label::Label;
use crate::link::Linked;
use crate::recognise::Mention;
use crate::role::Roles;
use std::collections::HashMap;
use textmine_core::{Document, Span};

/// A mention without a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) span: Span,
    /// Index of the entity.
    pub(crate) entity: usize,
}

/// Roles of at least two words, as in `British Prime Minister`, that the text gives to one person and uses without the name.
pub(crate) fn nominals(
    document: &Document<'_>,
    mentions: &[Mention],
    linked: &Linked<'_>,
    roles: &Roles,
) -> Vec<Reference> {
    /// Longer roles are not repeated word for word.
    const MAX_WORDS: usize = 6;
    let mut holders: HashMap<String, Option<usize>> = HashMap::new();
    for (at, beside) in roles.iter() {
        let Some(role) = beside.before.map(|span| document.slice(span)) else { continue };
        if role.contains(char::is_whitespace) {
            let entity = linked.of_mention[at];
            let holder = holders.entry(role.to_lowercase()).or_insert(Some(entity));
            *holder = holder.filter(|known| *known == entity);
        }
    }
    let mut found = Vec::new();
    if holders.is_empty() {
        return found;
    }
    let tokens = document.tokens();
    let mut names = mentions.iter().peekable();
    for (at, token) in tokens.iter().enumerate() {
        while names.next_if(|m| (m.first as usize) <= at).is_some() {}
        let before_name =
            names.peek().is_some_and(|m| m.label == Label::Person && m.first as usize <= at + 2);
        if before_name || !Title::of(document.slice(token.span)).is_role() {
            continue;
        }
        for start in
            (at.saturating_sub(MAX_WORDS - 1)..at).rev().take_while(|s| tokens[*s].sentence == token.sentence)
        {
            let determined = start > 0 && matches!(document.slice(tokens[start - 1].span), "the" | "The");
            if !determined {
                continue;
            }
            let span = Span::new(tokens[start].span.start, token.span.end);
            if let Some(Some(entity)) = holders.get(&document.slice(span).to_lowercase()) {
                found.push(Reference { span, entity: *entity });
            }
            break;
        }
    }
    found
}

/// Pronouns where the sentence up to there and the one before it speak of one person whom they can mean.
pub(crate) fn pronouns(
    document: &Document<'_>,
    mentions: &[Mention],
    linked: &mut Linked<'_>,
) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut names = mentions.iter().zip(&linked.of_mention).peekable();
    // People spoken of: with the sentence in which they were spoken of last.
    let mut near: Vec<(usize, u32)> = Vec::new();
    for (at, token) in document.tokens().iter().enumerate() {
        while let Some((mention, entity)) = names.next_if(|(m, _)| (m.first as usize) <= at) {
            if mention.label == Label::Person {
                meet(&mut near, *entity, token.sentence);
            }
        }
        let Some(gender) = pronoun(document.slice(token.span)) else { continue };
        near.retain(|(_, sentence)| sentence + 1 >= token.sentence);
        let fits = |entity: usize| linked.entities[entity].gender.is_none_or(|known| known == gender);
        let mut meant = near.iter().map(|(entity, _)| *entity).filter(|entity| fits(*entity));
        if let (Some(entity), None) = (meant.next(), meant.next()) {
            linked.entities[entity].gender = Some(gender);
            meet(&mut near, entity, token.sentence);
            found.push(Reference { span: token.span, entity });
        }
    }
    found
}

fn meet(near: &mut Vec<(usize, u32)>, entity: usize, sentence: u32) {
    near.retain(|(known, seen)| *known != entity && seen + 1 >= sentence);
    /// With so many people about, no pronoun is clear.
    const CROWD: usize = 8;
    if near.len() < CROWD {
        near.push((entity, sentence));
    }
}

fn pronoun(word: &str) -> Option<Gender> {
    match word {
        "he" | "He" | "him" | "Him" | "his" | "His" | "himself" => Some(Gender::Male),
        "she" | "She" | "her" | "Her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}
