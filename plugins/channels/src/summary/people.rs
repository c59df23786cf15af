//! The people and organisations on the sides of mentions, each with a number.
use super::Actor;
use serde::Serialize;
use std::collections::HashMap;
use textmine_core::serde;

/// Words that stand for somebody else; without an entity nobody knows for whom.
const STAND_INS: &[&str] = &[
    "a",
    "all",
    "anybody",
    "anyone",
    "both",
    "each",
    "each other",
    "everybody",
    "everyone",
    "he",
    "her",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "i",
    "it",
    "its",
    "itself",
    "many",
    "me",
    "mine",
    "my",
    "myself",
    "nobody",
    "one",
    "one another",
    "others",
    "our",
    "ours",
    "ourselves",
    "she",
    "some",
    "somebody",
    "someone",
    "that",
    "their",
    "theirs",
    "them",
    "themselves",
    "these",
    "they",
    "this",
    "those",
    "three",
    "two",
    "us",
    "we",
    "which",
    "who",
    "whom",
    "whose",
    "you",
    "your",
    "yours",
    "yourself",
];

/// Somebody, as the summary shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub(super) struct Who {
    name: String,
    /// Id of their entity, if they have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<String>,
}

/// One side of a mention. Stand-ins are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    /// All who stand there, each once, as in the text.
    pub(super) people: Vec<u32>,
    /// Those with a name of their own, sorted.
    pub(super) named: Vec<u32>,
}

/// Everybody so far. Who has an entity is known by its id, others by what they are called, capitals apart.
#[derive(Debug, Default)]
pub(super) struct People {
    known: HashMap<(bool, String), u32>,
    all: Vec<Who>,
}

impl People {
    /// The people of one side of a mention.
    pub(super) fn side(&mut self, actors: &[Actor]) -> Side {
        let mut side = Side::default();
        for actor in actors {
            let key = match &actor.entity {
                Some(id) => (true, id.clone()),
                None => (false, actor.name.to_lowercase()),
            };
            if !key.0 && (key.1.is_empty() || STAND_INS.contains(&key.1.as_str())) {
                continue;
            }
            let named = key.0 || actor.name.starts_with(char::is_uppercase);
            let next = self.all.len() as u32;
            let person = *self.known.entry(key).or_insert(next);
            if person == next {
                self.all.push(Who { name: actor.name.clone(), entity: actor.entity.clone() });
            }
            if !side.people.contains(&person) {
                side.people.push(person);
                if named {
                    side.named.push(person);
                }
            }
        }
        side.named.sort_unstable();
        side
    }

    pub(super) fn who(&self, person: u32) -> Who {
        self.all[person as usize].clone()
    }
}
