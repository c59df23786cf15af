//! Adapts a model to other texts: its words stay, what they weigh moves a little, as far as a few hundred texts can tell.
use super::corpus::Text;
use super::examples::{CorpusSeen, TextSeen, see};
use super::lexicons::add;
use super::logistic;
use super::recipe::{Corpus, Kind, Training};
use super::ridge;
use super::score::{Said, said};
use std::collections::BTreeMap;
use textmine_tone::Model;
use textmine_tone::document::consent;
use textmine_tone::model::Draft;
use textmine_tone::sentence::norm;
use textmine_tone::target::place;
use textmine_tone::word::{REGISTERS, WordId};

/// Values of words are multiplied by this, as in training.
const WORDS: f32 = 4.0;
/// How much more strongly the weights of sentences are held than those of targets, which count many more places of words.
const SENTENCES: f32 = 10.0;

/// A corpus, and what the model sees of it and says of it so far.
struct Adapted<'c> {
    corpus: &'c Corpus,
    seen: CorpusSeen,
    said: Vec<Said>,
}

/// The model with weights that fit these texts better.
pub(crate) fn adapt(base: &Model, corpora: &[(&Corpus, &[Text])], training: &Training) -> Draft {
    let corpora: Vec<Adapted<'_>> = corpora
        .iter()
        .map(|(corpus, texts)| Adapted {
            corpus,
            seen: see(base, texts, corpus.kind),
            said: said(base, texts, corpus.kind).0,
        })
        .collect();
    let mut draft = Draft::from(base);
    let mut model = base.clone();
    sentences(&corpora, training, &mut model, &mut draft);
    targets(&corpora, training, &mut model, &mut draft);
    draft.set_parameters(&model.parameters);
    draft
}

/// Moves the weights of words for the tone of sentences by what the model was wrong by.
fn sentences(corpora: &[Adapted<'_>], training: &Training, model: &mut Model, draft: &mut Draft) {
    let texts = || {
        corpora.iter().flat_map(|adapted| {
            let texts = adapted.seen.texts.iter();
            let texts = texts.filter(|_| adapted.corpus.kind != Kind::Target);
            texts.filter_map(move |text| Some((adapted, text, text.label?)))
        })
    };
    let numbers = numbered(texts().flat_map(|(_, text, _)| words(text)), training.least_seen);
    let bias = numbers.len() as u32;
    let rows: Vec<ridge::Row> = texts()
        .map(|(adapted, text, label)| {
            let share = consent(text.sentences.len()) / text.sentences.len().max(1) as f32;
            let mut features: BTreeMap<u32, f32> = BTreeMap::from([(bias, 1.0)]);
            for sentence in &text.sentences {
                for number in sentence.words.iter().filter_map(|word| numbers.get(word)) {
                    *features.entry(*number).or_default() += share * norm(sentence.slots) * WORDS;
                }
            }
            ridge::Row {
                features: features.into_iter().collect(),
                register: 0,
                source: 0,
                biased: false,
                wanted: label.rating() - adapted.said[text.number].score,
                weight: adapted.corpus.weight,
            }
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let shared = vec![training.adapted_penalty * SENTENCES; numbers.len() + 1];
    // Nothing here is a register's own.
    let own = vec![1e9; numbers.len() + 1];
    let [weights, ..] = ridge::fit(&rows, &ridge::Penalties { shared: &shared, own: &own }, 1);
    let step = model.parameters.tone_step();
    for (word, number) in &numbers {
        draft.add_tone(*word, steps(weights[*number as usize] * WORDS, step));
    }
    let more = weights[bias as usize];
    let by_register = model.parameters.tone.len() / REGISTERS;
    model.parameters.tone.chunks_exact_mut(by_register).for_each(|numbers| {
        // The last number of a register is its bias.
        numbers.last_mut().into_iter().for_each(|bias| *bias += more);
    });
}

/// Moves the weights of words by their place to a target.
fn targets(corpora: &[Adapted<'_>], training: &Training, model: &mut Model, draft: &mut Draft) {
    let targets = || {
        corpora.iter().flat_map(|adapted| {
            let targets = adapted.seen.targets.iter();
            let targets = targets.filter(|_| adapted.corpus.kind == Kind::Target);
            targets.map(move |target| (adapted, target))
        })
    };
    let plain = |at: usize| !(place::FADING..place::COUNT).contains(&at);
    let keys = |words: &[(usize, WordId, f32)]| -> Vec<(WordId, usize)> {
        words.iter().filter(|(at, _, _)| plain(*at)).map(|(at, word, _)| (*word, *at)).collect()
    };
    let numbers = numbered(targets().flat_map(|(_, target)| keys(&target.words)), training.least_seen);
    let rows: Vec<logistic::Row> = targets()
        .map(|(adapted, target)| {
            let seen = keys(&target.words);
            let features: BTreeMap<u32, f32> =
                seen.iter().filter_map(|key| numbers.get(key)).map(|number| (*number, 1.0)).collect();
            logistic::Row {
                features: features.into_iter().collect(),
                source: 0,
                wanted: target.label.shares(),
                two: false,
                weight: adapted.corpus.target_weight,
                offset: adapted.said[target.number].logits,
            }
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let fitted = logistic::fit(&rows, &vec![training.adapted_penalty; numbers.len()], 1);
    let mixture = model.parameters.mixture[0];
    let step = model.parameters.target_step() * mixture;
    for ((word, at), number) in &numbers {
        draft.add_placed(*word, *at, fitted.weights[*number as usize].map(|weight| steps(weight, step)));
    }
    let (biases, _) = model.parameters.target_bias.as_chunks_mut::<2>();
    biases.iter_mut().for_each(|bias| add(bias, &fitted.biases[0], 1.0));
}

fn words(text: &TextSeen) -> Vec<WordId> {
    text.sentences.iter().flat_map(|sentence| sentence.words.iter().copied()).collect()
}

/// Numbers what is seen often enough, in order.
fn numbered<K: Ord>(seen: impl Iterator<Item = K>, least: u32) -> BTreeMap<K, u32> {
    let mut counts: BTreeMap<K, u32> = BTreeMap::new();
    seen.for_each(|key| *counts.entry(key).or_default() += 1);
    counts.retain(|_, count| *count >= least);
    counts.into_keys().zip(0..).collect()
}

fn steps(weight: f32, step: f32) -> i32 {
    (weight / step).round() as i32
}
