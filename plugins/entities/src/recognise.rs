//! Finds the names in a text: the tokens of each sentence in, mentions with a label out.
//!
//! Nothing outside of this module knows how it is done. Here it is done by evidence that was counted beforehand (see the
//! crate's `DATA.md`): each word, its neighbours and the lists it is on speak for or against each tag, and the best
//! sequence of tags is taken. What a document says clearly in one place then counts as evidence in all others.
mod evidence;
mod refine;
mod repeat;
mod sequence;

use crate::label::{Label, Position, TAGS, Tag};
use evidence::Evidence;
use repeat::Memory;
use sequence::Sequence;
use std::ops::Range;
use textmine_core::{Document, Span, Token};

/// A name in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mention {
    /// Without titles, articles and possessives.
    pub(crate) span: Span,
    /// Index of its first token in the document.
    pub(crate) first: u32,
    /// One past the index of its last token.
    pub(crate) end: u32,
    /// What it names.
    pub(crate) label: Label,
    /// How sure that is, from 0 to 1.
    pub(crate) score: f32,
    /// Index of the user's own name that it is.
    pub(crate) own: Option<u32>,
}

/// The names of a document, in order, without overlap.
pub(crate) fn recognise(document: &Document<'_>) -> Vec<Mention> {
    let mut reader = Reader { document, evidence: Evidence::default(), sequence: Sequence::default() };
    let mut mentions = Vec::new();
    for sentence in sentences(document.tokens()) {
        reader.read(sentence, None, &mut mentions);
    }
    let memory = Memory::of(document, &refine::refine(document, &mentions));
    if !memory.is_empty() {
        mentions = reader.read_again(&mentions, &memory);
    }
    refine::refine(document, &mentions)
}

struct Reader<'d> {
    document: &'d Document<'d>,
    evidence: Evidence,
    sequence: Sequence,
}

impl Reader<'_> {
    /// Finds the names among the tokens of that range, which are of one sentence.
    fn read(&mut self, sentence: Range<usize>, memory: Option<&Memory>, mentions: &mut Vec<Mention>) {
        let tokens = &self.document.tokens()[sentence.clone()];
        self.evidence.gather(self.document, tokens, memory);
        for stretch in self.evidence.stretches() {
            let scores = &self.evidence.scores()[stretch.clone()];
            let tags = self.sequence.best(scores);
            collect(tags, scores, |name, label, score| {
                let name = stretch.start + name.start..stretch.start + name.end;
                mentions.push(Mention {
                    span: Span::new(tokens[name.start].span.start, tokens[name.end - 1].span.end),
                    first: (sentence.start + name.start) as u32,
                    end: (sentence.start + name.end) as u32,
                    label,
                    score,
                    own: None,
                });
            });
        }
    }

    /// The mentions, with those sentences read once more where the document's other names speak against the first reading.
    fn read_again(&mut self, mentions: &[Mention], memory: &Memory) -> Vec<Mention> {
        let mut all = Vec::with_capacity(mentions.len());
        let mut rest = mentions;
        for sentence in sentences(self.document.tokens()) {
            let own = rest.iter().take_while(|m| (m.first as usize) < sentence.end).count();
            let (first_reading, others) = rest.split_at(own);
            rest = others;
            if memory.contradicts(self.document, sentence.clone(), first_reading) {
                self.read(sentence, Some(memory), &mut all);
            } else {
                all.extend_from_slice(first_reading);
            }
        }
        all
    }
}

/// The tokens of each sentence.
fn sentences(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let sentence = tokens.get(start)?.sentence;
        let len = tokens[start..].iter().take(MAX_SENTENCE).take_while(|t| t.sentence == sentence).count();
        start += len;
        Some(start - len..start)
    })
}

/// Longer sentences are read in pieces of this many tokens, so that memory stays bounded.
const MAX_SENTENCE: usize = 512;

/// Names of more tokens are none.
const MAX_NAME: usize = 24;

fn collect(tags: &[Tag], scores: &[[i32; TAGS]], mut found: impl FnMut(Range<usize>, Label, f32)) {
    let mut first = 0;
    for (at, tag) in tags.iter().enumerate() {
        let Some((label, position)) = tag.parts() else { continue };
        if matches!(position, Position::Single | Position::Begin) {
            first = at;
        }
        if matches!(position, Position::Single | Position::End) && at - first < MAX_NAME {
            found(first..at + 1, label, confidence(&tags[first..=at], &scores[first..=at]));
        }
    }
}

/// How far the evidence for these tags outweighs that for the best other reading of the same words, as a probability.
fn confidence(tags: &[Tag], scores: &[[i32; TAGS]]) -> f32 {
    let label = |tag: usize| tag.div_ceil(4);
    let margin: i32 = tags
        .iter()
        .zip(scores)
        .map(|(tag, row)| {
            let chosen = usize::from(tag.0);
            let other = (0..TAGS).filter(|t| label(*t) != label(chosen)).map(|t| row[t]).max().unwrap_or(0);
            row[chosen] - other
        })
        .sum();
    let logit = margin as f32 / tags.len() as f32 / crate::gazetteer::SCALE;
    let probability = 1.0 / (1.0 + (-logit).exp());
    (probability * 100.0).round().clamp(1.0, 99.0) / 100.0
}
