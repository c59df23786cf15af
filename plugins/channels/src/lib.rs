//! The analyzer `channels`: through which channel actors communicate, who reached whom, and whether it happened.
//!
//! A cheap pass over the tokens finds sentences with a word of the taxonomy; only those are tagged, chunked and read.
//! The way of the data: tokens → `tag` → `syntax` → `trigger` → `frame` → `realis` → layer and `summary`.
//!
//! # The layer `channels`
//! One annotation per mention: its span is the shortest trigger, its label the channel's id. Attributes: `realis`
//! (`actual`, `habitual`, `negated` or `hypothetical`); the lists `from`, `to` and `participants`, always there, maybe
//! empty, with strings as they stand in the sentence; `medium`, where an app, platform or outlet is named. Where the
//! layer `entities` resolves an actor, `from_entity`, `to_entity` and `participants_entity` list the ids of those that
//! were resolved, in the order of the actors.
mod actor;
mod entities;
mod frame;
mod grammar;
mod lemma;
mod lexicon;
mod realis;
mod summary;
mod syntax;
mod tag;
mod taxonomy;
mod trigger;

#[cfg(test)]
mod tests;

use entities::Entities;
use frame::{Act, Reader};
use grammar::Grammar;
use std::collections::BTreeMap;
use summary::{Mention, Summary, Tally};
use syntax::Syntax;
use tag::Tagger;
use taxonomy::{ChannelSpec, Taxonomy};
use textmine_core::{Analyzer, Document, Error, Output, Span, Token, TokenKind, export_analyzer, options};

/// Longer sentences are read in stretches of this many tokens, so that the work stays linear.
const LONGEST_STRETCH: usize = 160;

options! {
    /// Which channels are looked for, and by which words.
    pub struct Options {
        /// Changes to the default channels, and new ones, by id. Of a default channel (`phone`, `text`,
        /// `messaging_app`, `video`, `email`, `letter`, `social_media`, `meeting`, `media`, `intermediary`), lists
        /// add words, `name` renames it, and `enabled = false` switches it off. Any other id defines a new channel.
        pub channels: BTreeMap<String, ChannelSpec> = BTreeMap::new(),
    }
}

/// Finds mentions of communication and their channels.
#[derive(Debug)]
pub struct Channels {
    taxonomy: Taxonomy,
    grammar: Grammar,
    tagger: Tagger,
    /// Ids and names of the channels.
    names: Vec<(String, String)>,
}

impl Analyzer for Channels {
    const NAME: &'static str = "channels";
    const ABOUT: &'static str =
        "through which channel actors communicate, who reached whom, and whether it happened";
    const USES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &["channels"];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        let mut taxonomy = Taxonomy::new(&options.channels)?;
        let grammar = Grammar::new()?;
        if taxonomy.channel("media").is_some() {
            grammar.watched.iter().for_each(|lemma| taxonomy.watch(lemma));
        }
        let names = taxonomy.channels.iter().map(|c| (c.id.clone(), c.name.clone())).collect();
        Ok(Channels { taxonomy, grammar, tagger: Tagger::new(), names })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let entities = Entities::read(document);
        let mut tally = Tally::new(&self.names);
        let mut words = 0;
        let mut buffer = String::new();
        let mut rest = document.tokens();
        while let Some(first) = rest.first() {
            let len = rest.iter().take_while(|t| t.sentence == first.sentence).count();
            let (sentence, after) = rest.split_at(len);
            rest = after;
            words +=
                sentence.iter().filter(|t| matches!(t.kind(), TokenKind::Word | TokenKind::Number)).count();
            for stretch in sentence.chunks(LONGEST_STRETCH) {
                if stretch.iter().any(|t| self.taxonomy.is_worth_reading(document.slice(t.span), &mut buffer))
                {
                    self.read(document, stretch, entities.as_ref(), output, &mut tally);
                }
            }
        }
        Ok(tally.summary(words))
    }
}

impl Channels {
    /// Reads one sentence, or one stretch of a long one.
    fn read(
        &self,
        document: &Document<'_>,
        tokens: &[Token],
        entities: Option<&Entities<'_>>,
        output: &mut Output,
        tally: &mut Tally<'_>,
    ) {
        let syntax = Syntax::new(document, tokens, &self.tagger);
        let hits = trigger::find(&syntax, &self.taxonomy);
        let reader =
            Reader { syntax: &syntax, grammar: &self.grammar, taxonomy: &self.taxonomy, hits: &hits };
        for act in reader.acts() {
            tally.add(self.write(document, &reader, &act, entities, output, tokens[0].sentence));
        }
    }

    fn write(
        &self,
        document: &Document<'_>,
        reader: &Reader<'_, '_>,
        act: &Act,
        entities: Option<&Entities<'_>>,
        output: &mut Output,
        sentence: u32,
    ) -> Mention {
        let place = |start: usize, end: usize| {
            Span::new(reader.syntax.words[start].span.start, reader.syntax.words[end - 1].span.end)
        };
        let realis = reader.realis(act);
        let name = |side: &[actor::Actor]| -> Side {
            let mut named = Side::default();
            for &actor in side {
                let mut span = actor::span(reader.syntax, &self.grammar, actor);
                let resolved = entities.and_then(|e| e.resolve(span));
                if let Some((_, Some(name))) = resolved {
                    span = name;
                }
                let text = document.slice(span).to_owned();
                if named.texts.contains(&text) {
                    continue;
                }
                let canonical = resolved.and_then(|(id, _)| entities.and_then(|e| e.name(id)));
                named.canonical.push(canonical.map_or_else(|| text.clone(), str::to_owned));
                named.entities.extend(resolved.map(|(id, _)| id.to_owned()));
                named.texts.push(text);
            }
            named
        };
        let (from, to, participants) =
            (name(&act.roles.from), name(&act.roles.to), name(&act.roles.participants));
        let medium = act.medium.map(|(start, end)| document.slice(place(start, end)));
        let mut annotation = output
            .annotate("channels", place(act.start, act.end), &self.names[act.channel].0)
            .attr("realis", realis.as_str());
        for (key, side) in [("from", &from), ("to", &to), ("participants", &participants)] {
            annotation = annotation.list(key, side.texts.iter().map(String::as_str));
        }
        if let Some(medium) = medium {
            annotation = annotation.attr("medium", medium);
        }
        let ids = [("from_entity", &from), ("to_entity", &to), ("participants_entity", &participants)];
        for (key, side) in ids.into_iter().filter(|(_, side)| !side.entities.is_empty()) {
            annotation = annotation.list(key, side.entities.iter().map(String::as_str));
        }
        Mention {
            channel: act.channel,
            realis,
            from: from.canonical,
            to: to.canonical,
            participants: participants.canonical,
            medium: medium.map(str::to_owned),
            sentence,
        }
    }
}

/// One side of an act, written out.
#[derive(Debug, Default)]
struct Side {
    /// As they stand in the sentence.
    texts: Vec<String>,
    /// By the longest name of their entity, where it is known.
    canonical: Vec<String>,
    /// Ids of the entities that are known.
    entities: Vec<String>,
}

export_analyzer!(Channels);
