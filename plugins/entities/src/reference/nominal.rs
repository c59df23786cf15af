//! Roles that stand for whoever holds them: `the British Prime Minister`.
use super::Reference;
use crate::gazetteer::Title;
use crate::label::Label;
use crate::link::Linked;
use crate::recognise::Mention;
use crate::role::Roles;
use std::collections::HashMap;
use textmine_core::{Document, Span};

/// Longer roles are not repeated word for word.
const MAX_WORDS: usize = 6;
/// Of a hundred roles that are repeated word for word, so many mean who was given them.
const SCORE: f32 = 0.9;

/// Roles of at least two words, as in `British Prime Minister`, that the text gives to one person and uses without the name.
pub(crate) fn nominals(
    document: &Document<'_>,
    mentions: &[Mention],
    linked: &Linked<'_>,
    roles: &Roles,
) -> Vec<Reference> {
    let mut holders: HashMap<String, Option<usize>> = HashMap::new();
    for (at, beside) in roles.iter() {
        for role in [beside.before, beside.after].into_iter().flatten().map(|span| document.slice(span)) {
            if role.split_whitespace().nth(1).is_some() && role.contains(char::is_uppercase) {
                let entity = linked.of_mention[at];
                let holder = holders.entry(role.to_lowercase()).or_insert(Some(entity));
                *holder = holder.filter(|known| *known == entity);
            }
        }
    }
    let mut found = Vec::new();
    if holders.is_empty() {
        return found;
    }
    // Hardly a word ends one of these roles: most are ruled out by their first letter.
    let mut ends = [false; 256];
    for last in holders.keys().filter_map(|role| role.split_whitespace().next_back()) {
        ends[usize::from(last.as_bytes()[0])] = true;
    }
    let may_end =
        |word: &str| word.bytes().next().is_some_and(|byte| ends[usize::from(byte.to_ascii_lowercase())]);
    let taken = roles.spans();
    let mut taken = taken.iter().peekable();
    let tokens = document.tokens();
    let mut names = mentions.iter().peekable();
    for (at, token) in tokens.iter().enumerate() {
        while names.next_if(|m| (m.first as usize) <= at).is_some() {}
        while taken.next_if(|span| span.end <= token.span.start).is_some() {}
        let before_name =
            names.peek().is_some_and(|m| m.label == Label::Person && m.first as usize <= at + 2);
        let beside_name = taken.peek().is_some_and(|span| span.start <= token.span.start);
        let word = document.slice(token.span);
        if before_name || beside_name || !may_end(word) || !Title::of(word).is_role() {
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
                found.push(Reference { span, entity: *entity, score: SCORE });
            }
            break;
        }
    }
    found
}
