//! The layer `entities`, where something provides it: whose name stands where, and the longest name of each.
use std::collections::HashMap;
use textmine_core::{Document, Layer, Span};

/// What the layer knows.
#[derive(Debug)]
pub(crate) struct Entities<'a> {
    layer: Layer<'a>,
    longest: HashMap<&'a str, &'a str>,
}

impl<'a> Entities<'a> {
    /// Reads the layer; `None` if the document has none.
    pub(crate) fn read(document: &Document<'a>) -> Option<Self> {
        let layer = document.layer("entities")?;
        let mut longest: HashMap<&str, &str> = HashMap::new();
        for mention in layer.iter().filter(|m| m.attr("kind").is_none_or(|kind| kind == "name")) {
            let Some(entity) = mention.attr("entity") else { continue };
            let name = document.slice(mention.span());
            let known = longest.entry(entity).or_insert(name);
            if name.chars().count() > known.chars().count() {
                *known = name;
            }
        }
        Some(Entities { layer, longest })
    }

    /// The id of the entity whose mention ends where the actor does, or covers it; and the mention's place if it is
    /// a name.
    pub(crate) fn resolve(&self, actor: Span) -> Option<(&'a str, Option<Span>)> {
        // A mention that covers the actor starts at most a few words before it.
        let near = Span::new(actor.start.saturating_sub(80), actor.end);
        let mention = self
            .layer
            .starting_in(near)
            .filter(|m| m.span().overlaps(actor) && m.span().end >= actor.end && m.attr("entity").is_some())
            .min_by_key(|m| (m.span().end, std::cmp::Reverse(m.span().start)))?;
        let within = mention.span().end == actor.end || mention.span().contains(actor);
        let name = mention.attr("kind").is_none_or(|kind| kind == "name");
        // `Rudy`, where the whole name goes on: the recogniser knows better where a name ends.
        let place = (name && within).then_some(mention.span());
        mention.attr("entity").filter(|_| within).map(|entity| (entity, place))
    }

    /// The names of people, bodies and places that start within the span, each with its place and type.
    pub(crate) fn names_within(&self, span: Span) -> impl Iterator<Item = (Span, &'a str)> + '_ {
        let is_name = |m: &textmine_core::Annotation<'_>| {
            m.attr("kind").is_none_or(|kind| kind == "name") && matches!(m.label(), "PER" | "ORG" | "LOC")
        };
        self.layer.starting_in(span).filter(is_name).map(|m| (m.span(), m.label()))
    }

    /// The longest name of an entity.
    pub(crate) fn name(&self, entity: &str) -> Option<&'a str> {
        self.longest.get(entity).copied()
    }
}
