//! What the report says of the document as a whole.
use crate::options::{Method, Options};
use crate::score::{Label, Mean, rounded};
use crate::voice::VoiceTone;
use serde::Serialize;
use std::collections::HashMap;
use textmine_core::{Document, serde};
use textmine_tone::document::document_tone;

/// Longest quotation of a sentence, in code points.
const QUOTED: usize = 300;

/// The analyzer's summary.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// The tone of the document.
    pub document: Tone,
    /// The tone of the sentences that the author says, as if they were the document.
    pub author: Tone,
    /// How many sentences have which label.
    pub sentences: Counts,
    /// The sentence with the highest score above zero; the first of several.
    pub most_positive: Option<Extreme>,
    /// The sentence with the lowest score below zero; the first of several.
    pub most_negative: Option<Extreme>,
    /// The author's tone, and that of each speaker who is quoted.
    pub voices: Vec<VoiceTone>,
    /// The entities, the most mentioned first.
    pub entities: Vec<EntityTone>,
}

/// A score from -1 to 1 and its label.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Tone {
    /// From -1 to 1.
    pub score: f32,
    /// What it counts as.
    pub label: Label,
}

impl Tone {
    pub(crate) fn new(score: f32, neutral_below: f32) -> Self {
        Tone { score, label: Label::of(score, neutral_below) }
    }
}

/// How often each label was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Counts {
    /// Above the neutral ones.
    pub positive: u32,
    /// Near zero.
    pub neutral: u32,
    /// Below the neutral ones.
    pub negative: u32,
}

impl Counts {
    pub(crate) fn add(&mut self, label: Label) {
        *match label {
            Label::Positive => &mut self.positive,
            Label::Neutral => &mut self.neutral,
            Label::Negative => &mut self.negative,
        } += 1;
    }
}

/// The sentence at one end of the scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Extreme {
    /// Its index, from 0.
    pub sentence: usize,
    /// Its score.
    pub score: f32,
    /// Its words with white space collapsed, cut after 300 code points.
    pub text: String,
}

/// The tone towards one entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct EntityTone {
    /// The entity's id in the document.
    pub entity: String,
    /// Its longest mention.
    pub name: String,
    /// How many of its mentions were judged.
    pub mentions: u32,
    /// The mean over its mentions.
    pub score: f32,
    /// What that counts as.
    pub label: Label,
    /// Mentions by their label.
    #[serde(flatten)]
    pub labels: Counts,
    /// The sentence with the mention whose score is farthest from zero; the first of several.
    pub telling: Option<Extreme>,
}

/// The scores of some sentences.
#[derive(Clone, Copy, Debug, Default)]
struct Scores {
    sum: f64,
    count: usize,
    /// By the lexicon: most sentences say nothing.
    mean: Mean,
}

impl Scores {
    fn add(&mut self, score: f32) {
        self.sum += f64::from(score);
        self.count += 1;
        self.mean.add(score);
    }

    /// What they come to together.
    fn whole(self, method: Method) -> f32 {
        match method {
            Method::Model => rounded(document_tone((self.sum / self.count.max(1) as f64) as f32, self.count)),
            Method::Lexicon => self.mean.weighted(),
        }
    }
}

/// A summary in the making. Borrows names and ids from the document.
#[derive(Debug)]
pub(crate) struct Tally<'a> {
    method: Method,
    neutral_below: f32,
    document: Scores,
    author: Scores,
    sentences: Counts,
    highest: Option<(usize, f32)>,
    lowest: Option<(usize, f32)>,
    entities: Vec<Entity<'a>>,
    by_id: HashMap<&'a str, usize>,
}

#[derive(Debug)]
struct Entity<'a> {
    id: &'a str,
    name: &'a str,
    sum: f64,
    mentions: u32,
    labels: Counts,
    telling: Option<(usize, f32)>,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(options: &Options) -> Self {
        Tally {
            method: options.method,
            neutral_below: options.neutral_below,
            document: Scores::default(),
            author: Scores::default(),
            sentences: Counts::default(),
            highest: None,
            lowest: None,
            entities: Vec::new(),
            by_id: HashMap::new(),
        }
    }

    /// Takes in the sentence of that index; returns its label. One that does not count has a label all the same.
    pub(crate) fn sentence(&mut self, index: usize, score: f32, counts: bool) -> Label {
        let label = Label::of(score, self.neutral_below);
        if !counts {
            return label;
        }
        self.document.add(score);
        if score > self.highest.map_or(0.0, |(_, highest)| highest) {
            self.highest = Some((index, score));
        }
        if score < self.lowest.map_or(0.0, |(_, lowest)| lowest) {
            self.lowest = Some((index, score));
        }
        self.sentences.add(label);
        label
    }

    /// Takes in the score of a sentence that the author says.
    pub(crate) fn author(&mut self, score: f32) {
        self.author.add(score);
    }

    /// Takes in a mention of the entity `id` in the sentence of that index, by the name `name`, which is empty if it is
    /// none; returns its label.
    pub(crate) fn mention(&mut self, id: &'a str, name: &'a str, sentence: usize, score: f32) -> Label {
        let at = *self.by_id.entry(id).or_insert_with(|| {
            let labels = Counts::default();
            self.entities.push(Entity { id, name, sum: 0.0, mentions: 0, labels, telling: None });
            self.entities.len() - 1
        });
        let entity = &mut self.entities[at];
        entity.mentions += 1;
        entity.sum += f64::from(score);
        if score.abs() > entity.telling.map_or(0.0, |(_, strongest): (_, f32)| strongest.abs()) {
            entity.telling = Some((sentence, score));
        }
        if name.len() > entity.name.len() {
            entity.name = name;
        }
        let label = Label::of(score, self.neutral_below);
        entity.labels.add(label);
        label
    }

    pub(crate) fn finish(mut self, document: &Document<'_>, voices: Vec<VoiceTone>) -> Summary {
        // A stable sort: entities mentioned equally often stay in the order in which the text brings them.
        self.entities.sort_by_key(|entity| std::cmp::Reverse(entity.mentions));
        let extreme = |end: Option<(usize, f32)>| {
            let (sentence, score) = end?;
            Some(Extreme {
                sentence,
                score,
                text: quoted(document.slice(*document.sentences().get(sentence)?)),
            })
        };
        let entity = |e: &Entity<'_>| {
            let mean = rounded((e.sum / f64::from(e.mentions.max(1))) as f32);
            let Tone { score, label } = Tone::new(mean, self.neutral_below);
            let (entity, name) = (e.id.to_owned(), quoted(if e.name.is_empty() { e.id } else { e.name }));
            let telling = extreme(e.telling);
            EntityTone { entity, name, mentions: e.mentions, score, label, labels: e.labels, telling }
        };
        Summary {
            document: Tone::new(self.document.whole(self.method), self.neutral_below),
            author: Tone::new(self.author.whole(self.method), self.neutral_below),
            sentences: self.sentences,
            most_positive: extreme(self.highest),
            most_negative: extreme(self.lowest),
            voices,
            entities: self.entities.iter().map(entity).collect(),
        }
    }
}

/// The text with white space collapsed, cut with an ellipsis if it is long.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    let mut room = QUOTED;
    for word in text.split_whitespace() {
        let space = if out.is_empty() { "" } else { " " };
        for part in [space, word] {
            let long = part.len() > room;
            let end = long.then(|| part.char_indices().nth(room)).flatten().map(|(end, _)| end);
            out.push_str(&part[..end.unwrap_or(part.len())]);
            if end.is_some() {
                out.push('…');
                return out;
            }
            room -= part.chars().count();
        }
    }
    out
}
