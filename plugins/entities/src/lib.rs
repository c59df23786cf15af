//! The analyzer `entities`: the names in a text, who or what each stands for, and the role that the text gives it.
//!
//! `recognise` finds names, `role` what stands beside them, `link` who is who, `reference` mentions without a name.
mod form;
mod gazetteer;
mod hash;
mod label;
mod link;
mod options;
mod own;
mod recognise;
mod reference;
mod role;
mod shape;
mod slug;
mod summary;
#[cfg(test)]
mod tests;

use label::Label;
use link::Linked;
use options::Options;
use own::OwnNames;
use reference::Reference;
use role::Roles;
use slug::Slugs;
use summary::{EntitySummary, Summary};
use textmine_core::{Analyzer, Document, Error, Output, export_analyzer};

/// The layer that it writes.
const LAYER: &str = "entities";

/// Finds people, organisations, places and other names.
#[derive(Debug)]
pub struct Entities {
    options: Options,
    own: OwnNames,
}

impl Analyzer for Entities {
    const NAME: &'static str = "entities";
    const ABOUT: &'static str =
        "people, organisations, places and other names, and which of them are the same";
    const PROVIDES: &'static [&'static str] = &[LAYER];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        options.validate()?;
        let own = OwnNames::new(&options.names)?;
        Ok(Entities { options, own })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let mentions = self.own.put(document, recognise::recognise(document));
        let roles = Roles::find(document, &mentions);
        let mut linked = link::link(document, &mentions, &roles);
        let people = self.reports(Label::Person);
        let nominals = match people && self.options.nominals {
            true => reference::nominals(document, &mentions, &linked, &roles),
            false => Vec::new(),
        };
        let pronouns = match people && self.options.pronouns {
            true => reference::pronouns(document, &mentions, &mut linked),
            false => Vec::new(),
        };

        let mut found = Found::new(&linked);
        for (at, mention) in mentions.iter().enumerate() {
            if mention.score < self.options.min_score || !self.reports(mention.label) {
                continue;
            }
            let role = roles.of(at).and_then(|beside| beside.text(document));
            let entity = linked.of_mention[at];
            let id = found.name(entity, document.slice(mention.span));
            let annotation =
                output.annotate(LAYER, mention.span, mention.label.as_str()).score(mention.score);
            let annotation = annotation.attr("kind", "name").attr("entity", id);
            if let Some(role) = role {
                annotation.attr("role", &role);
                found.role(entity, role);
            }
        }
        found.references(output, "nominal", 0.8, &nominals, |summary| &mut summary.nominals);
        found.references(output, "pronoun", 0.7, &pronouns, |summary| &mut summary.pronouns);
        Ok(found.summary())
    }
}

impl Entities {
    fn reports(&self, label: Label) -> bool {
        self.options.types.contains(&label)
    }
}

/// More names of one entity are not listed.
const MAX_ALIASES: usize = 32;

/// The words of `text` as one line, whatever white space the text has between them.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entities that are reported, as the summary has them.
struct Found {
    /// By the entity's index; those without a reported mention by name have none.
    entities: Vec<EntitySummary>,
}

impl Found {
    fn new(linked: &Linked<'_>) -> Found {
        let mut slugs = Slugs::default();
        let entities = linked.entities.iter().map(|entity| EntitySummary {
            id: slugs.unique(entity.name),
            name: one_line(entity.name),
            label: entity.label,
            mentions: 0,
            pronouns: 0,
            nominals: 0,
            aliases: Vec::new(),
            role: None,
        });
        Found { entities: entities.collect() }
    }

    /// Counts a mention by name, and gives the entity's id.
    fn name(&mut self, entity: usize, name: &str) -> &str {
        let entity = &mut self.entities[entity];
        entity.mentions += 1;
        let name = one_line(name);
        if entity.name != name && !entity.aliases.contains(&name) && entity.aliases.len() < MAX_ALIASES {
            entity.aliases.push(name);
        }
        &entity.id
    }

    /// Keeps the role if it says more than the one so far.
    fn role(&mut self, entity: usize, role: String) {
        let known = &mut self.entities[entity].role;
        let says = |role: &str| role.split(' ').count();
        if known.as_deref().is_none_or(|known| says(known) < says(&role)) {
            *known = Some(role);
        }
    }

    /// Reports mentions without a name of entities that are reported by name.
    fn references(
        &mut self,
        output: &mut Output,
        kind: &str,
        score: f32,
        references: &[Reference],
        count: impl Fn(&mut EntitySummary) -> &mut u32,
    ) {
        for reference in references {
            let entity = &mut self.entities[reference.entity];
            if entity.mentions == 0 {
                continue;
            }
            *count(entity) += 1;
            let annotation = output.annotate(LAYER, reference.span, entity.label.as_str()).score(score);
            annotation.attr("kind", kind).attr("entity", &entity.id);
        }
    }

    fn summary(self) -> Summary {
        let mut entities: Vec<EntitySummary> = self.entities.into_iter().filter(|e| e.mentions > 0).collect();
        entities.sort_by_key(|entity| std::cmp::Reverse(entity.mentions));
        Summary { entities }
    }
}

export_analyzer!(Entities);
