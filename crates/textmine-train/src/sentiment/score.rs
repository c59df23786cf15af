//! How well a model does on labelled texts, by the scores that it gives.
use super::corpus::{Label, Text};
use super::examples::each_sentence;
use super::recipe::Kind;
use std::collections::BTreeMap;
use textmine_core::{DocumentBuf, Span};
use textmine_tone::Model;
use textmine_tone::calibration::NEUTRAL_BELOW;
use textmine_tone::document::{Gathered, document_tone, sentence_tone};
use textmine_tone::sentence::tones;
use textmine_tone::target::{self, Room, View};
use textmine_tone::word::REGISTERS;

/// What was measured on a corpus.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) texts: usize,
    /// Per cent of the labels that are right.
    pub(crate) accuracy: f64,
    /// Mean over the labels that the corpus has.
    pub(crate) macro_f1: f64,
    /// With ratings that are numbers, Pearson's correlation.
    pub(crate) correlation: Option<f64>,
}

/// What a model says of a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Said {
    pub(crate) score: f32,
    /// Of a target: what speaks for positive and for negative.
    pub(crate) logits: [f32; 2],
}

/// What a model says of the texts, in their order, and the mean share of each register.
pub(crate) fn said(model: &Model, texts: &[Text], kind: Kind) -> (Vec<Said>, [f32; REGISTERS]) {
    let mut shares = [0f32; REGISTERS];
    let count = texts.len().max(1) as f32;
    let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, text) in texts.iter().enumerate() {
        by_text.entry(&text.text).or_default().push(number);
    }
    let mut said = vec![Said::default(); texts.len()];
    for (text, numbers) in by_text {
        let Ok(document) = DocumentBuf::new("", text) else { continue };
        let span =
            |number: &usize| texts[*number].target.map(|(start, end)| Span::new(start as u32, end as u32));
        let mut names: Vec<Span> = numbers.iter().filter_map(span).collect();
        names.sort_by_key(|span| (span.start, span.end));
        names.dedup();
        let mut gathered = Gathered::default();
        let mut sentences = Vec::new();
        let mut parts = Vec::new();
        let mut room = Room::default();
        each_sentence(model, &document, &names, |reading, sums, range| {
            gathered.add(reading, sums);
            sentences.push(tones(model, sums));
            room.enter(model, &reading.slots);
            let view = document.view();
            for number in &numbers {
                let Some(target) = span(number).filter(|t| range.start <= t.start && t.start < range.end)
                else {
                    continue;
                };
                let index = view.sentence_at(target.start).unwrap_or_default();
                let tokens = view.sentence_tokens(index);
                let first = tokens.partition_point(|token| token.span.end <= target.start);
                let end = tokens.partition_point(|token| token.span.start < target.end);
                if let Some(seen) = View::new(&reading.slots, reading.slots_of(first..end.max(first + 1))) {
                    parts.push((*number, target::parts(model, &seen, sums, &mut room)));
                }
            }
        });
        let registers = gathered.registers(model);
        for (share, register) in shares.iter_mut().zip(registers) {
            *share += register * numbers.len() as f32 / count;
        }
        let sum: f32 = sentences.iter().map(|tones| sentence_tone(model, tones, &registers)).sum();
        let whole = document_tone(sum / sentences.len().max(1) as f32, sentences.len());
        for number in &numbers {
            said[*number].score = whole;
        }
        if kind == Kind::Target {
            for (number, parts) in parts {
                said[number] = Said {
                    score: target::tone(model, parts, &registers),
                    logits: target::logits(model, parts, &registers),
                };
            }
        }
    }
    (said, shares)
}

/// Compares scores with labels.
pub(crate) fn score(texts: &[Text], said: &[Said]) -> Score {
    let gold: Vec<i8> = texts
        .iter()
        .map(|text| match text.label {
            Label::Negative => -1,
            Label::Neutral => 0,
            Label::Positive => 1,
            Label::Rated(rating) if rating.abs() < 0.05 => 0,
            Label::Rated(rating) => rating.signum() as i8,
            Label::Shares([positive, negative]) => {
                let neutral = 1.0 - positive - negative;
                i8::from(positive >= negative.max(neutral)) - i8::from(negative > positive.max(neutral))
            }
        })
        .collect();
    // Where nothing is neutral, the sign decides.
    let band = if gold.contains(&0) { NEUTRAL_BELOW } else { 0.0 };
    let labels: Vec<i8> = said
        .iter()
        .map(|said| said.score)
        .map(|score| if score.abs() < band || score == 0.0 { 0 } else { score.signum() as i8 })
        .collect();
    let right = gold.iter().zip(&labels).filter(|(gold, said)| gold == said).count();
    let mut f1s = Vec::new();
    for class in [-1, 0, 1] {
        let count = |of: &[i8]| of.iter().filter(|label| **label == class).count();
        let both = gold.iter().zip(&labels).filter(|(gold, said)| **gold == class && **said == class).count();
        if count(&gold) > 0 {
            f1s.push(200.0 * both as f64 / (count(&gold) + count(&labels)).max(1) as f64);
        }
    }
    let rated: Vec<(f64, f64)> = texts
        .iter()
        .zip(said)
        .filter_map(|(text, said)| match text.label {
            Label::Rated(rating) => Some((f64::from(rating), f64::from(said.score))),
            _ => None,
        })
        .collect();
    Score {
        texts: texts.len(),
        accuracy: 100.0 * right as f64 / texts.len().max(1) as f64,
        macro_f1: f1s.iter().sum::<f64>() / f1s.len().max(1) as f64,
        correlation: (rated.len() == texts.len()).then(|| correlation(&rated)),
    }
}

fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len().max(1) as f64;
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(&|pair| pair.0), mean(&|pair| pair.1));
    let both = mean(&|pair| (pair.0 - x) * (pair.1 - y));
    let (xx, yy) = (mean(&|pair| (pair.0 - x).powi(2)), mean(&|pair| (pair.1 - y).powi(2)));
    both / (xx * yy).sqrt().max(1e-12)
}
