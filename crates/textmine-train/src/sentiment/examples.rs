//! What is seen of each labelled text: the same that the analyzer sees of a text.
use super::corpus::{Label, Text};
use super::recipe::Kind;
use std::collections::{BTreeMap, HashMap};
use textmine_core::{DocumentBuf, Span};
use textmine_tone::document::Gathered;
use textmine_tone::network::{quotation, zone};
use textmine_tone::sentence::{self, STYLE, Sums};
use textmine_tone::target::{self, View};
use textmine_tone::word::WordId;
use textmine_tone::{Model, OwnWords, Reading};

/// What is seen of a sentence.
#[derive(Debug, Default)]
pub(crate) struct SentenceSeen {
    pub(crate) slots: usize,
    /// Words that have weights of their own.
    pub(crate) words: Vec<WordId>,
    pub(crate) features: Vec<u64>,
    pub(crate) dense: Vec<f32>,
}

/// What is seen of a text.
#[derive(Debug)]
pub(crate) struct TextSeen {
    /// Its number, or that of the first of several with these words.
    pub(crate) number: usize,
    pub(crate) sentences: Vec<SentenceSeen>,
    pub(crate) style: [f32; STYLE],
    pub(crate) label: Option<Label>,
}

/// What is seen of a target, or of a whole sentence as if it were one.
#[derive(Debug)]
pub(crate) struct TargetSeen {
    /// The number of its text.
    pub(crate) number: usize,
    /// Words by their place: the place, the word, how much it counts.
    pub(crate) words: Vec<(usize, WordId, f32)>,
    pub(crate) features: Vec<u64>,
    pub(crate) dense: Vec<f32>,
    /// Word, zone, case of quotation, negated.
    pub(crate) slots: Vec<(WordId, u8, u8, bool)>,
    pub(crate) label: Label,
}

impl TargetSeen {
    fn new(number: usize, label: Label) -> TargetSeen {
        let (words, features, dense, slots) = Default::default();
        TargetSeen { number, words, features, dense, slots, label }
    }
}

/// Everything that is seen of a corpus.
#[derive(Debug, Default)]
pub(crate) struct CorpusSeen {
    pub(crate) texts: Vec<TextSeen>,
    pub(crate) targets: Vec<TargetSeen>,
}

/// Reads the texts of a corpus as the analyzer would.
pub(crate) fn see(model: &Model, texts: &[Text], kind: Kind) -> CorpusSeen {
    let mut seen = CorpusSeen::default();
    let mut by_text: BTreeMap<&str, Vec<(usize, &Text)>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let same = by_text.entry(&text.text).or_default();
        if same.is_empty() {
            order.push(&text.text);
        }
        same.push((number, text));
    }
    for text in order {
        let Ok(document) = DocumentBuf::new("", text) else { continue };
        let labelled = &by_text[text];
        let (first, label) = (labelled[0].0, labelled[0].1.label);
        let mut names: Vec<Span> = labelled.iter().filter_map(|(_, text)| span(text)).collect();
        names.sort_by_key(|span| (span.start, span.end));
        names.dedup();
        // A text with several targets has a tone of its own only where they agree.
        let agreed = labelled.iter().all(|(_, text)| text.label == label).then_some(label);
        let mut gathered = Gathered::default();
        let mut sentences = Vec::new();
        each_sentence(model, &document, &names, |reading, sums, range| {
            gathered.add(reading, sums);
            let mut sentence =
                SentenceSeen { slots: sums.slots, dense: sums.dense.clone(), ..SentenceSeen::default() };
            sentence.words.extend(reading.slots.iter().filter_map(sentence::plain_word));
            sentence::features(&reading.slots, |feature, _| sentence.features.push(feature));
            sentences.push(sentence);
            for (number, text) in labelled {
                let Some(target) = span(text) else { continue };
                if range.start <= target.start && target.start < range.end {
                    seen.targets.extend(target_seen(&document, reading, sums, target, *number, text.label));
                }
            }
            if kind == Kind::Sentence {
                seen.targets.push(whole(reading, sums, first, label));
            }
        });
        seen.texts.push(TextSeen { number: first, sentences, style: gathered.style(), label: agreed });
    }
    seen
}

fn span(text: &Text) -> Option<Span> {
    text.target.map(|(start, end)| Span::new(start as u32, end as u32))
}

/// Goes through the sentences of a document; the last argument is where the next one begins.
pub(crate) fn each_sentence(
    model: &Model,
    document: &DocumentBuf,
    names: &[Span],
    mut take: impl FnMut(&Reading, &Sums, std::ops::Range<u32>),
) {
    let document = document.view();
    let own = OwnWords::default();
    let (mut reading, mut sums) = (Reading::default(), Sums::default());
    let mut quoted = false;
    for (index, sentence) in document.sentences().iter().enumerate() {
        let end = document.sentences().get(index + 1).map_or(u32::MAX, |next| next.start);
        let here: Vec<Span> =
            names.iter().copied().filter(|n| sentence.start <= n.start && n.start < end).collect();
        let tokens = document.sentence_tokens(index);
        quoted = reading.read(model, &own, &document, tokens, &here, quoted);
        quoted &= !textmine_tone::reading::ends_paragraph(&document, sentence.end, end);
        sentence::sum(model, &reading, &mut sums);
        take(&reading, &sums, sentence.start..end);
    }
}

fn target_seen(
    document: &DocumentBuf,
    reading: &Reading,
    sums: &Sums,
    target: Span,
    number: usize,
    label: Label,
) -> Option<TargetSeen> {
    let document = document.view();
    let tokens = document.sentence_tokens(document.sentence_at(target.start)?);
    let first = tokens.partition_point(|token| token.span.end <= target.start);
    let end = tokens.partition_point(|token| token.span.start < target.end);
    let view = View::new(&reading.slots, reading.slots_of(first..end.max(first + 1)))?;
    let mut seen = TargetSeen::new(number, label);
    target::words(&view, |word| word, |place, word, share, _| seen.words.push((place, word, share)));
    target::features(&view, |feature, _| seen.features.push(feature));
    target::dense(&view, sums, &mut seen.dense);
    seen.slots = (0..view.len())
        .map(|at| {
            let quoted = quotation(view.quoted(at), view.target_quoted());
            (view.word(at), zone(Some(view.distance(at))) as u8, quoted as u8, view.negated(at))
        })
        .collect();
    Some(seen)
}

/// A sentence as if there were a target somewhere.
fn whole(reading: &Reading, sums: &Sums, number: usize, label: Label) -> TargetSeen {
    let mut seen = TargetSeen::new(number, label);
    let words = reading.slots.iter().map(|slot| (slot.id, slot.negated));
    let seen_words = &mut seen.words;
    target::shared_words(
        words.clone(),
        |word| word,
        |place, word, share, _| seen_words.push((place, word, share)),
    );
    target::shared_features(words, |feature, _| seen.features.push(feature));
    target::sentence_dense(sums, &mut seen.dense);
    let quoted = |quoted: bool| quotation(quoted, quoted) as u8;
    seen.slots =
        reading.slots.iter().map(|s| (s.id, zone(None) as u8, quoted(s.quoted), s.negated)).collect();
    seen
}

/// Numbers the features that are seen often enough, in the order of their keys.
pub(crate) fn numbered<'a>(features: impl Iterator<Item = &'a [u64]>, least: u32) -> BTreeMap<u64, u32> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for text in features {
        // A word that one text repeats is seen once.
        let mut own: Vec<u64> = text.to_vec();
        own.sort_unstable();
        own.dedup();
        own.into_iter().for_each(|feature| *counts.entry(feature).or_default() += 1);
    }
    let mut kept: Vec<u64> =
        counts.into_iter().filter(|(_, count)| *count >= least).map(|(feature, _)| feature).collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}
