//! What a document's own names say of the same words elsewhere in it.
use super::Mention;
use crate::gazetteer::{self, Lists};
use crate::hash::{Kind, hash};
use crate::label::{Label, TAGS};
use std::collections::HashMap;
use std::ops::Range;
use textmine_core::Document;

/// How often each word of a name was part of a name of each type.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    words: HashMap<u64, [u16; 4]>,
}

/// Words seen less often say nothing.
const MIN_SEEN: u32 = 2;
/// A full name is a clearer sign than a lone word.
const FULL_NAME: u16 = 3;
/// How much all names of a word speak for their type.
const FOR: i32 = 56;
/// How much that speaks against each other type.
const AGAINST: i32 = 7;
/// How much it speaks against no name at all.
const AGAINST_NONE: i32 = 14;

impl Memory {
    /// Learns from a first reading: the words of people, and names of one word.
    pub(crate) fn of(document: &Document<'_>, mentions: &[Mention]) -> Memory {
        let mut memory = Memory::default();
        let tokens = document.tokens();
        for mention in mentions {
            let words = &tokens[mention.first as usize..mention.end as usize];
            if mention.label != Label::Person && words.len() > 1 {
                continue;
            }
            for (at, token) in words.iter().enumerate() {
                let word = document.slice(token.span);
                let surname = mention.label == Label::Person && at > 0 && at + 1 == words.len();
                let lists = gazetteer::find(Kind::Word, word).map_or(Lists::default(), |entry| entry.lists);
                // A common word says nothing unless it is someone's surname, and a country in a person's name doesn't make
                // the country a person.
                let misleads = lists.any(Lists::COMMON) && !surname
                    || lists.any(Lists::COUNTRY) && mention.label != Label::Place
                    || lists.any(Lists::NATIONALITY) && mention.label != Label::Other;
                if word.len() > 2 && !misleads {
                    let weight = if words.len() > 1 { FULL_NAME } else { 1 };
                    let counts = memory.words.entry(hash(Kind::Word, word)).or_default();
                    let count = &mut counts[mention.label as usize];
                    *count = count.saturating_add(weight);
                }
            }
        }
        memory
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn seen(&self, word: &str) -> Option<(&[u16; 4], u32)> {
        let counts = self.words.get(&hash(Kind::Word, word))?;
        let total = counts.iter().map(|c| u32::from(*c)).sum();
        (total >= MIN_SEEN).then_some((counts, total))
    }

    /// True if some word of these tokens was read otherwise there than it mostly is in the document.
    pub(crate) fn contradicts(
        &self,
        document: &Document<'_>,
        tokens: Range<usize>,
        mentions: &[Mention],
    ) -> bool {
        let mut mentions = mentions.iter().peekable();
        tokens.into_iter().any(|at| {
            while mentions.next_if(|m| m.end as usize <= at).is_some() {}
            let word = document.slice(document.tokens()[at].span);
            if !word.starts_with(char::is_uppercase) {
                return false;
            }
            let Some((counts, _)) = self.seen(word) else { return false };
            let read = mentions.peek().filter(|m| m.first as usize <= at).map(|m| usize::from(m.label as u8));
            let most = counts.iter().max();
            read.is_none_or(|label| Some(&counts[label]) != most)
        })
    }

    /// Adds what the document says of a word to the evidence.
    pub(crate) fn add(&self, word: &str, scores: &mut [i32; TAGS]) {
        let Some((counts, total)) = self.seen(word) else { return };
        for (label, count) in counts.iter().enumerate() {
            let share = i32::from(*count) * FOR / total as i32;
            for score in &mut scores[1 + 4 * label..5 + 4 * label] {
                *score += share - AGAINST;
            }
        }
        scores[0] -= AGAINST_NONE;
    }
}
