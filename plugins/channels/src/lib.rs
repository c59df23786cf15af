//! The analyzer `channels`: through which channel actors communicate, who reached whom, and whether it happened.
//!
//! A cheap pass over the words finds sentences that may hold a word of the taxonomy; those are tagged; those with a
//! trigger left are parsed and read. The way of the data: tokens → `taxonomy::gate` → `reading` → `trigger` → `frame`
//! → `realis`, `timing` → layers and `summary`.
//!
//! # The layer `channels`
//! One annotation per mention: its span is the shortest trigger, its label the channel's id, its score an estimate of
//! how probable the mention is. Attributes: `realis` (`actual`, `habitual`, `negated` or `hypothetical`); the lists
//! `from`, `to` and `participants`, always there, maybe empty, with strings as they stand in the sentence; `medium`,
//! where an app, platform or outlet is named; `timing`, the words of when and how often; `count`, a number that the
//! text states, and `per`, the time that it is said of. Where the layer `entities` resolves an actor, `from_entity`,
//! `to_entity` and `participants_entity` list the ids of those that were resolved, in the order of the actors.
//!
//! # The layer `channels-rejected`
//! With the option `explain`: words of the taxonomy that are no mention, with the attribute `why`. Mentions have it too.
mod actor;
mod entities;
mod frame;
mod grammar;
mod lexicon;
mod options;
mod reading;
mod realis;
mod score;
mod summary;
mod taxonomy;
mod timing;
mod trigger;

#[cfg(test)]
mod tests;

use actor::Actor;
use entities::Entities;
use frame::{Act, Reader};
use grammar::Grammar;
use options::Options;
use reading::Folded;
use summary::{Mention, Summary, Tally};
use taxonomy::{Needs, Taxonomy};
use textmine_core::{Analyzer, Document, Error, Output, Span, Token, TokenKind, export_analyzer};
use textmine_syntax::{Memory, Parser, Relation, Sentence, Tag, Word, lemma};
use timing::{TimedWord, Timing};
use trigger::Hit;
use trigger::untagged::Plain;

/// Longer sentences are read in stretches of this many tokens, so that the work stays linear.
const LONGEST_STRETCH: usize = 160;

/// How far behind a verb of saying those are looked for who hear it, in tokens.
const AUDIENCE_REACH: usize = 9;

/// Finds mentions of communication and their channels.
#[derive(Debug)]
pub struct Channels {
    options: Options,
    taxonomy: Taxonomy,
    grammar: Grammar,
    parser: Parser,
    /// Ids and names of the channels.
    names: Vec<(String, String)>,
}

/// What is used again from sentence to sentence of a document.
#[derive(Debug)]
struct Work<'w, 'd, 'o, 'n> {
    document: &'w Document<'d>,
    entities: Option<Entities<'d>>,
    output: &'o mut Output,
    tally: Tally<'n>,
    memory: Memory,
    written: u32,
}

impl Analyzer for Channels {
    const NAME: &'static str = "channels";
    const ABOUT: &'static str =
        "through which channel actors communicate, who reached whom, and whether it happened";
    const USES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &["channels", "channels-rejected"];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        let mut taxonomy = Taxonomy::new(&options.channels)?;
        let grammar = Grammar::new()?;
        taxonomy.listen(&grammar.press, &grammar.outlet_words);
        taxonomy.listen(&Default::default(), &grammar.outlet_acronyms);
        let names = taxonomy.channels.iter().map(|c| (c.id.clone(), c.name.clone())).collect();
        Ok(Channels { options, taxonomy, grammar, parser: Parser::english(), names })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let mut work = Work {
            document,
            entities: Entities::read(document),
            output,
            tally: Tally::new(&self.names),
            memory: Memory::default(),
            written: 0,
        };
        let (mut words, mut buffer, mut folded) = (0, String::new(), Folded::default());
        let mut rest = document.tokens();
        while let Some(first) = rest.first() {
            let len = rest.iter().take_while(|t| t.sentence == first.sentence).count();
            let (sentence, after) = rest.split_at(len);
            rest = after;
            words +=
                sentence.iter().filter(|t| matches!(t.kind(), TokenKind::Word | TokenKind::Number)).count();
            for stretch in sentence.chunks(LONGEST_STRETCH) {
                let texts = stretch.iter().map(|t| document.slice(t.span));
                if self.taxonomy.gate.is_worth_reading(texts, &mut buffer) {
                    folded.fill(document, stretch);
                    if !self.options.explain && !self.may_hold(document, stretch, &folded) {
                        continue;
                    }
                    self.read(&mut work, stretch, &folded);
                }
            }
        }
        Ok(work.tally.summary(words))
    }
}

impl Channels {
    /// Reads one sentence, or one stretch of a long one.
    fn read(&self, work: &mut Work<'_, '_, '_, '_>, tokens: &[Token], folded: &Folded) {
        let entities = work.entities.as_ref();
        let (words, places) =
            reading::tagged(work.document, tokens, folded, entities, &self.parser, &mut work.memory);
        let found = trigger::find(&words, &self.taxonomy);
        if !self.is_worth_parsing(&words, &found.hits) && !self.options.explain {
            return;
        }
        let sentence = reading::parsed(words, entities, &self.grammar, &self.parser, &mut work.memory);
        let reader = Reader {
            sentence: &sentence,
            grammar: &self.grammar,
            taxonomy: &self.taxonomy,
            hits: &found.hits,
            places: &places,
        };
        let read = reader.read();
        for act in &read.acts {
            self.write(work, &reader, act, tokens[0].sentence);
        }
        if self.options.explain {
            for rejected in &read.rejected {
                self.explain(work, &sentence, rejected.start..rejected.end, rejected.channel, &rejected.why);
            }
            for look_alike in &found.excluded {
                let hit = look_alike.hit;
                if !read.acts.iter().any(|a| a.start < hit.end && hit.start < a.end) {
                    let why = if look_alike.follows {
                        format!("before `{}` it means something else", look_alike.pattern)
                    } else {
                        format!("look-alike `{}`", look_alike.pattern)
                    };
                    self.explain(work, &sentence, hit.start..hit.end, hit.trigger.channel, &why);
                }
            }
        }
    }

    /// True if one of the triggers may be an act: an outlet alone is none, nor is a verb of saying without an audience.
    fn is_worth_parsing(&self, words: &[Word<'_>], hits: &[Hit<'_>]) -> bool {
        hits.iter().any(|hit| match hit.trigger.needs {
            _ if self.taxonomy.is_outlet(hit.trigger) => false,
            Needs::Audience => {
                let tells = matches!(words[hit.start].lemma(), "tell" | "inform" | "ask");
                self.hears(tells, hit.end, words.len(), |at| {
                    let word = &words[at];
                    let listens = word.tag.is_noun() && self.grammar.audience.contains(word.lemma())
                        || word.tag.is_name() && self.names_outlet(word.lower)
                        || at > 0 && actor::is_agency(word.lower, words[at - 1].lower)
                        || hits.iter().any(|h| h.start == at && self.taxonomy.is_outlet(h.trigger));
                    (word.lower, listens)
                })
            }
            _ => true,
        })
    }

    /// True if the words, without tags, may hold an act. To explain what is none takes all of them.
    fn may_hold(&self, document: &Document<'_>, tokens: &[Token], folded: &Folded) -> bool {
        let plain = |(at, token): (usize, &Token)| Plain::new(document.slice(token.span), folded.word(at));
        let words: Vec<Plain<'_>> = tokens.iter().enumerate().map(plain).collect();
        trigger::untagged::may_hold(&words, &self.taxonomy, |start, end| {
            let tells = matches!(lemma::verb(words[start].lower).as_str(), "tell" | "inform" | "ask");
            self.hears(tells, end, words.len(), |at| {
                let Plain { text, lower, .. } = words[at];
                let capital = text.starts_with(char::is_uppercase);
                let outlet = || self.taxonomy.starting_with(lower).any(|t| self.taxonomy.is_outlet(t));
                let listens = self.grammar.audience.contains(lower)
                    || self.grammar.audience.contains(&lemma::noun(lower))
                    || capital && self.names_outlet(lower)
                    || at > 0 && actor::is_agency(lower, words[at - 1].lower)
                    || outlet();
                (lower, listens)
            })
        })
    }

    /// True for the last words of outlets' names.
    fn names_outlet(&self, lower: &str) -> bool {
        self.grammar.outlet_words.contains(lower) || self.grammar.outlet_acronyms.contains(lower)
    }

    /// True if an outlet or reporters stand where those whom the verb tells something stand.
    /// `word` gives each of the words in lower case, and whether it is one of those who listen.
    fn hears<'w>(
        &self,
        tells: bool,
        end: usize,
        len: usize,
        word: impl Fn(usize) -> (&'w str, bool),
    ) -> bool {
        let mut joined = tells;
        (end..len.min(end + AUDIENCE_REACH)).any(|at| {
            let (lower, listens) = word(at);
            joined |= matches!(lower, "to" | "on" | "with" | "by");
            joined && listens
        })
    }

    fn explain(
        &self,
        work: &mut Work<'_, '_, '_, '_>,
        sentence: &Sentence<'_>,
        place: std::ops::Range<usize>,
        channel: usize,
        why: &str,
    ) {
        let span =
            Span::new(sentence.words()[place.start].span.start, sentence.words()[place.end - 1].span.end);
        work.output.annotate("channels-rejected", span, &self.names[channel].0).attr("why", why);
    }

    fn write(&self, work: &mut Work<'_, '_, '_, '_>, reader: &Reader<'_, '_>, act: &Act, number: u32) {
        let (document, sentence) = (work.document, reader.sentence);
        let place = |start: usize, end: usize| {
            Span::new(sentence.words()[start].span.start, sentence.words()[end - 1].span.end)
        };
        let realis = reader.realis(act);
        let score = score::of(reader, act);
        if !self.options.keeps(realis, score) {
            return;
        }
        let name = |side: &[Actor]| self.name(document, reader, work.entities.as_ref(), side);
        let (from, to, participants) =
            (name(&act.roles.from), name(&act.roles.to), name(&act.roles.participants));
        let medium = act.medium.map(|(start, end)| document.slice(place(start, end)));
        let timing = timing_of(sentence, act);
        let mut annotation = work
            .output
            .annotate("channels", place(act.start, act.end), &self.names[act.channel].0)
            .score(score)
            .attr("realis", realis.as_str());
        for (key, side) in [("from", &from), ("to", &to), ("participants", &participants)] {
            annotation = annotation.list(key, side.texts.iter().map(String::as_str));
        }
        if let Some(medium) = medium {
            annotation = annotation.attr("medium", medium);
        }
        let ids = [("from_entity", &from), ("to_entity", &to), ("participants_entity", &participants)];
        for (key, side) in ids {
            let resolved: Vec<&str> = side.actors.iter().filter_map(|a| a.entity.as_deref()).collect();
            if !resolved.is_empty() {
                annotation = annotation.list(key, resolved);
            }
        }
        if !timing.words.is_empty() {
            annotation = annotation.list("timing", timing.words.iter().map(String::as_str));
        }
        if let Some(count) = &timing.count {
            annotation = annotation.attr("count", &count.number.to_string());
            if let Some(per) = &count.per {
                annotation = annotation.attr("per", per);
            }
        }
        if self.options.explain {
            annotation.attr("why", &act.why);
        }
        let head = act.noun.unwrap_or(act.end - 1);
        work.tally.add(Mention {
            annotation: work.written,
            channel: act.channel,
            realis,
            from: from.actors,
            to: to.actors,
            participants: participants.actors,
            medium: medium.map(str::to_owned),
            sentence: number,
            word: sentence.lemma(head).to_owned(),
            noun: act.noun.is_some(),
            definite: act.noun.is_some_and(|noun| is_definite(sentence, noun)),
            plural: act.noun.is_some() && sentence.tag(head) == Tag::NNS,
            timing,
        });
        work.written += 1;
    }

    /// The actors of one side, by their names in the sentence and by those of their entities.
    fn name(
        &self,
        document: &Document<'_>,
        reader: &Reader<'_, '_>,
        entities: Option<&Entities<'_>>,
        side: &[Actor],
    ) -> Side {
        let mut found: Vec<(Span, Option<&str>)> = Vec::new();
        for &actor in side {
            let mut span = actor::span(reader.sentence, &self.grammar, actor);
            let resolved = entities.and_then(|e| e.resolve(span));
            if let Some((_, Some(name))) = resolved {
                span = name;
            }
            // A part of a name that is there already, or the longer name of one.
            let id = resolved.map(|(id, _)| id);
            let same = |other: &(Span, Option<&str>)| other.0.overlaps(span) || id.is_some() && other.1 == id;
            match found.iter_mut().find(|other| same(other)) {
                Some(other) if other.0.len() >= span.len() => {}
                Some(other) => *other = (span, resolved.map(|(id, _)| id)),
                None => found.push((span, resolved.map(|(id, _)| id))),
            }
        }
        // A title right in front of the name of another actor is theirs.
        let titles: Vec<Span> = found
            .iter()
            .map(|(span, _)| *span)
            .filter(|title| {
                let last = document.slice(*title).rsplit(' ').next().unwrap_or_default().to_lowercase();
                self.grammar.titles.contains(&last)
                    && found.iter().any(|(other, _)| other.start == title.end + 1)
            })
            .collect();
        found.retain(|(span, _)| !titles.contains(span));
        let mut named = Side::default();
        for (span, entity) in found {
            let text = document.slice(span).to_owned();
            if named.texts.contains(&text) {
                continue;
            }
            let canonical = entity.and_then(|id| entities.and_then(|e| e.name(id)));
            named.actors.push(summary::Actor {
                name: canonical.map_or_else(|| text.clone(), str::to_owned),
                entity: entity.map(str::to_owned),
            });
            named.texts.push(text);
        }
        named
    }
}

/// True if the noun is one that has been spoken of: `the call`, `their meeting`.
fn is_definite(sentence: &Sentence<'_>, noun: usize) -> bool {
    sentence.dependents(noun).any(|d| match sentence.relation(d) {
        Relation::Determiner => matches!(sentence.lower(d), "the" | "this" | "that" | "these" | "those"),
        Relation::Possessor => true,
        _ => false,
    })
}

fn timing_of(sentence: &Sentence<'_>, act: &Act) -> Timing {
    let words: Vec<TimedWord<'_>> = sentence
        .words()
        .iter()
        .map(|w| TimedWord { lower: w.lower, text: w.text, tag: w.tag, start: w.span.start, end: w.span.end })
        .collect();
    let phrase = act.noun.map_or(act.start..act.end, |noun| sentence.noun_phrase(noun));
    timing::read(&words, act.start..act.end, phrase, timing::clause(sentence, act.verb, act.noun))
}

/// One side of an act, written out.
#[derive(Debug, Default)]
struct Side {
    /// As they stand in the sentence.
    texts: Vec<String>,
    /// By the longest name of their entity, where it is known.
    actors: Vec<summary::Actor>,
}

export_analyzer!(Channels);
