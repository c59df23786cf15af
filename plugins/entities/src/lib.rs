//! The analyzer `entities`: the names in a text, who or what each stands for, and the role that the text gives it.
//!
//! `recognise` finds names, `role` what stands beside them, `link` who is who, `reference` mentions without a name.
mod agree;
mod form;
mod gazetteer;
mod hash;
mod label;
mod link;
mod never;
mod options;
mod own;
mod recognise;
mod reference;
mod role;
mod slug;
mod summary;
#[cfg(test)]
mod tests;

use label::Label;
use never::NeverNames;
use options::Options;
use own::OwnNames;
use recognise::Recogniser;
use role::Roles;
use summary::{Summary, Tally};
use textmine_core::{Analyzer, Document, Error, Output, export_analyzer};

/// The layer that it writes.
const LAYER: &str = "entities";

/// Finds people, organisations, places and other names.
#[derive(Debug)]
pub struct Entities {
    options: Options,
    recogniser: Recogniser,
    own: OwnNames,
    never: NeverNames,
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
        let own = OwnNames::new(&options.names, &options.gazetteers)?;
        let never = NeverNames::new(&options.never, &own)?;
        let recogniser = Recogniser::new(options.model.as_ref())?;
        Ok(Entities { options, recogniser, own, never })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let mut mentions = self.own.put(document, self.recogniser.mentions(document));
        agree::agree(document, &mut mentions);
        mentions.retain(|m| m.own.is_some() || !self.never.has(document.slice(m.span), m.label));
        let roles = Roles::find(document, &mentions);
        let mut linked = link::link(document, &mentions, &roles);
        let people = self.options.types.contains(&Label::Person);
        let nominals = match people && self.options.nominals {
            true => reference::nominals(document, &mentions, &linked, &roles),
            false => Vec::new(),
        };
        let pronouns = match people && self.options.pronouns {
            true => reference::pronouns(document, &mentions, &mut linked, &roles),
            false => Vec::new(),
        };

        let mut tally = Tally::new(&linked, &self.own);
        for (at, mention) in mentions.iter().enumerate() {
            if !self.reports(mention.label, mention.score) {
                continue;
            }
            let entity = linked.of_mention[at];
            let role = roles.of(at).and_then(|beside| beside.text(document));
            let annotation = output.annotate(LAYER, mention.span, mention.label.as_str());
            let annotation = annotation.score(mention.score).attr("kind", "name");
            let annotation = annotation.attr("entity", &tally.entity(entity).id);
            if let Some(role) = &role {
                annotation.attr("role", role);
            }
            tally.name(entity, mention.span, document.slice(mention.span), role);
        }
        for (kind, references) in [("nominal", &nominals), ("pronoun", &pronouns)] {
            for reference in references {
                let entity = tally.entity(reference.entity);
                // Whoever is not reported by name is not reported at all.
                if entity.mentions == 0 || !self.reports(entity.label, reference.score) {
                    continue;
                }
                let annotation = output.annotate(LAYER, reference.span, entity.label.as_str());
                annotation.score(reference.score).attr("kind", kind).attr("entity", &entity.id);
                match kind {
                    "nominal" => tally.nominal(reference.entity, reference.span),
                    _ => tally.pronoun(reference.entity, reference.span),
                }
            }
        }
        Ok(tally.summary(document))
    }
}

impl Entities {
    fn reports(&self, label: Label, score: f32) -> bool {
        score >= self.options.min_score && self.options.types.contains(&label)
    }
}

export_analyzer!(Entities);
