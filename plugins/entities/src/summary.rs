//! What is said of the document as a whole.
use crate::label::Label;
use crate::link::Linked;
use crate::own::OwnNames;
use crate::slug::Slugs;
use std::cmp::Reverse;
use textmine_core::serde::Serialize;
use textmine_core::{Document, Span};

/// All that the document names.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// The most mentioned first; equals in the order of their first mention.
    pub entities: Vec<EntitySummary>,
}

/// One entity.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct EntitySummary {
    /// Its id within the document, the value of `entity` at its mentions.
    pub id: String,
    /// The fullest of its names; for a name of the user's own the first of its entry.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub label: Label,
    /// Mentions by name.
    pub mentions: u32,
    /// Mentions by pronoun.
    #[serde(skip_serializing_if = "is_zero")]
    pub pronouns: u32,
    /// Mentions by role alone.
    #[serde(skip_serializing_if = "is_zero")]
    pub nominals: u32,
    /// Its other names, in the order of first use; at most 32.
    pub aliases: Vec<String>,
    /// The fullest role that the text gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Where it is mentioned first, in whatever way.
    pub first: First,
}

/// A place in the document that is the same in whatever unit offsets are.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct First {
    /// Index of the mention in the layer `entities`.
    pub mention: usize,
    /// Index of the sentence.
    pub sentence: usize,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// More names of one entity are not listed.
const MAX_ALIASES: usize = 32;

/// Collects what is reported.
pub(crate) struct Tally {
    /// By the entity's index; those without a reported mention by name have none.
    entities: Vec<EntitySummary>,
    /// All mentions with their entity.
    places: Vec<(Span, usize)>,
}

impl Tally {
    pub(crate) fn new(linked: &Linked<'_>, own: &OwnNames) -> Tally {
        let mut slugs = Slugs::default();
        let entities = linked.entities.iter().map(|entity| {
            let canonical = entity.own.and_then(|number| own.canonical(number));
            let name = canonical.map_or_else(|| one_line(entity.name), str::to_owned);
            EntitySummary {
                id: slugs.unique(&name),
                name,
                label: entity.label,
                mentions: 0,
                pronouns: 0,
                nominals: 0,
                aliases: Vec::new(),
                role: None,
                first: First::default(),
            }
        });
        Tally { entities: entities.collect(), places: Vec::new() }
    }

    pub(crate) fn entity(&self, entity: usize) -> &EntitySummary {
        &self.entities[entity]
    }

    /// Counts a mention by name.
    pub(crate) fn name(&mut self, entity: usize, span: Span, name: &str, role: Option<String>) {
        self.places.push((span, entity));
        let entity = &mut self.entities[entity];
        entity.mentions += 1;
        let name = one_line(name);
        if entity.name != name && !entity.aliases.contains(&name) && entity.aliases.len() < MAX_ALIASES {
            entity.aliases.push(name);
        }
        // The role that says most is kept, of equals the first.
        let says = |role: &String| role.split(' ').count();
        entity.role = match (entity.role.take(), role) {
            (Some(known), Some(new)) if says(&new) <= says(&known) => Some(known),
            (known, new) => new.or(known),
        };
    }

    /// Counts a mention by pronoun.
    pub(crate) fn pronoun(&mut self, entity: usize, span: Span) {
        self.places.push((span, entity));
        self.entities[entity].pronouns += 1;
    }

    /// Counts a mention by role.
    pub(crate) fn nominal(&mut self, entity: usize, span: Span) {
        self.places.push((span, entity));
        self.entities[entity].nominals += 1;
    }

    pub(crate) fn summary(mut self, document: &Document<'_>) -> Summary {
        // As layers are sorted.
        self.places.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
        for (mention, (span, entity)) in self.places.iter().enumerate().rev() {
            let sentence = document.sentence_at(span.start).unwrap_or_default();
            self.entities[*entity].first = First { mention, sentence };
        }
        let mut entities: Vec<EntitySummary> = self.entities.into_iter().filter(|e| e.mentions > 0).collect();
        entities.sort_by_key(|entity| (Reverse(entity.mentions), entity.first.mention));
        Summary { entities }
    }
}

/// The words of `text` as one line, whatever white space the text has between them.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
