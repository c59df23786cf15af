//! Whose voice a part of the text is: the author's, or that of somebody who is quoted word by word.
use crate::options::Options;
use crate::score::{Label, rounded};
use crate::summary::Counts;
use serde::Serialize;
use std::collections::HashMap;
use textmine_core::{Document, Span, serde};
use textmine_quotes::{Kind, Quotation, direct};

/// The quotations of a document. Scare quotes are the author's own words.
#[derive(Debug)]
pub(crate) struct Voices<'a> {
    quotations: Vec<Quotation<'a>>,
}

impl<'a> Voices<'a> {
    pub(crate) fn read(document: &Document<'a>) -> Self {
        let mut quotations = direct(document);
        quotations.retain(|quotation| quotation.kind == Kind::Direct);
        Voices { quotations }
    }

    /// The quotation that most of a sentence is, if more than half of it is quoted: that with most of its bytes, of equal
    /// ones the first. What frames it, “said the minister”, goes with it then.
    pub(crate) fn of_sentence(&self, sentence: Span) -> Option<&Quotation<'a>> {
        let first = self.quotations.partition_point(|quotation| quotation.inside.end <= sentence.start);
        let here =
            self.quotations[first..].iter().take_while(|quotation| quotation.inside.start < sentence.end);
        let (mut quoted, mut longest) = (0, None);
        for quotation in here {
            let start = quotation.inside.start.max(sentence.start);
            let len = quotation.inside.end.min(sentence.end).saturating_sub(start);
            quoted += len;
            if longest.is_none_or(|(most, _)| len > most) {
                longest = Some((len, quotation));
            }
        }
        longest.filter(|_| quoted * 2 > sentence.len()).map(|(_, quotation)| quotation)
    }

    /// The quotation that a mention stands in.
    pub(crate) fn around(&self, mention: Span) -> Option<&Quotation<'a>> {
        let first = self.quotations.partition_point(|quotation| quotation.inside.end <= mention.start);
        self.quotations.get(first).filter(|quotation| quotation.inside.contains(mention))
    }
}

/// The tone of one voice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct VoiceTone {
    /// `author` or `quoted`.
    pub voice: &'static str,
    /// Who is quoted, by the longest words for them; nothing for the author, and for those who are not named.
    pub speaker: Option<String>,
    /// The speaker's entity, where it is known.
    pub entity: Option<String>,
    /// How many sentences are mostly theirs.
    pub sentences: u32,
    /// The mean over these, from -1 to 1.
    pub score: f32,
    /// What that counts as.
    pub label: Label,
    /// The sentences by their label.
    #[serde(flatten)]
    pub labels: Counts,
}

/// The voices of a document in the making: the author first, then speakers as they come.
#[derive(Debug)]
pub(crate) struct VoiceTally<'a> {
    neutral_below: f32,
    voices: Vec<Heard<'a>>,
    by_key: HashMap<Option<&'a str>, usize>,
}

#[derive(Debug, Default)]
struct Heard<'a> {
    speaker: Option<&'a str>,
    entity: Option<&'a str>,
    sum: f64,
    sentences: u32,
    labels: Counts,
}

impl<'a> VoiceTally<'a> {
    pub(crate) fn new(options: &Options) -> Self {
        let voices = vec![Heard::default()];
        VoiceTally { neutral_below: options.neutral_below, voices, by_key: HashMap::new() }
    }

    /// Takes in a sentence: the author's, or what somebody says.
    pub(crate) fn add(
        &mut self,
        quotation: Option<&Quotation<'a>>,
        speaker: Option<&'a str>,
        score: f32,
        label: Label,
    ) {
        let at = match quotation {
            None => 0,
            Some(quotation) => {
                let key = quotation.speaker_entity.or(speaker);
                *self.by_key.entry(key).or_insert_with(|| {
                    self.voices.push(Heard { entity: quotation.speaker_entity, ..Heard::default() });
                    self.voices.len() - 1
                })
            }
        };
        let voice = &mut self.voices[at];
        if speaker.map_or(0, str::len) > voice.speaker.map_or(0, str::len) {
            voice.speaker = speaker;
        }
        voice.sum += f64::from(score);
        voice.sentences += 1;
        voice.labels.add(label);
    }

    /// The author, then those who say most first; of equals, the first in the text.
    pub(crate) fn finish(mut self) -> Vec<VoiceTone> {
        self.voices[1..].sort_by_key(|voice| std::cmp::Reverse(voice.sentences));
        let tone = |(at, voice): (usize, &Heard<'_>)| {
            let score = rounded((voice.sum / f64::from(voice.sentences.max(1))) as f32);
            VoiceTone {
                voice: if at == 0 { "author" } else { "quoted" },
                speaker: voice.speaker.map(str::to_owned),
                entity: voice.entity.map(str::to_owned),
                sentences: voice.sentences,
                score,
                label: Label::of(score, self.neutral_below),
                labels: voice.labels,
            }
        };
        self.voices.iter().enumerate().map(tone).collect()
    }
}
