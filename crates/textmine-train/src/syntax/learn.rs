//! Learns to tag and to parse from sentences of treebanks.
use super::oracle::Gold;
use super::perceptron::Perceptron;
use super::treebank::Sentence as Annotated;
use crate::chance::Chance;
use textmine_syntax::parser::learning::{LexiconBytes, Sentence};
use textmine_syntax::parser::{Move, State};
use textmine_syntax::{Relation, Tag};

/// Number of tags.
pub(crate) const TAGS: usize = Tag::ALL.len();
/// Number of relations.
pub(crate) const RELATIONS: usize = Relation::ALL.len();

/// How the weights are learned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Method {
    pub(crate) epochs: usize,
    /// Features that took part in fewer mistakes are left out.
    pub(crate) least: u32,
    pub(crate) seed: u64,
}

/// A sentence to learn from.
pub(crate) struct Example<'a> {
    pub(crate) right: &'a Annotated,
    pub(crate) seen: Sentence,
    /// How far weights move at its mistakes.
    pub(crate) weight: f32,
    /// The same for the tagger, which more easily learns too much from sentences told in other words.
    pub(crate) tag_weight: f32,
}

impl<'a> Example<'a> {
    pub(crate) fn new(right: &'a Annotated, lexicon: &LexiconBytes, weight: f32) -> Self {
        let forms: Vec<_> = right.iter().map(|token| token.form()).collect();
        Example { right, seen: Sentence::new(&forms, lexicon), weight, tag_weight: weight }
    }
}

/// The first of the best among those allowed.
fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for (choice, score) in scores.iter().enumerate() {
        if *score > best.0 && allowed(choice) {
            best = (*score, choice);
        }
    }
    best.1
}

/// Learns to tag.
pub(crate) fn tagger(examples: &[&Example<'_>], method: Method, done: &dyn Fn()) -> Perceptron<TAGS> {
    let mut weights = Perceptron::new(method.least);
    let mut chance = Chance::new(method.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..method.epochs {
        chance.shuffle(&mut order);
        for number in &order {
            let Example { right, seen, tag_weight, .. } = examples[*number];
            let mut tags = Vec::with_capacity(right.len());
            for (at, token) in right.iter().enumerate() {
                let tag = seen.only(at).unwrap_or_else(|| {
                    let features = seen.word(&tags, at);
                    let found = best(&weights.scores(features.as_ref()), |_| true);
                    weights.step(features.as_ref(), token.tag as usize, found, *tag_weight);
                    Tag::ALL[found]
                });
                tags.push(tag);
            }
        }
        done();
    }
    weights
}

/// The tags that weights give a sentence.
pub(crate) fn tags(seen: &Sentence, words: usize, weights: &Perceptron<TAGS>) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(words);
    for at in 0..words {
        let tag = seen
            .only(at)
            .unwrap_or_else(|| Tag::ALL[best(&weights.scores(seen.word(&tags, at).as_ref()), |_| true)]);
        tags.push(tag);
    }
    tags
}

/// Learns to parse: the moves, and the relations of their arcs. The sentences must be tagged.
pub(crate) fn parser(
    examples: &[Example<'_>],
    method: Method,
    done: &dyn Fn(),
) -> (Perceptron<3>, Perceptron<RELATIONS>) {
    /// Share of the steps after the first epoch that are the parser's own, even if wrong.
    const OWN: f32 = 0.9;
    let mut moves = Perceptron::new(method.least);
    let mut relations = Perceptron::new(method.least);
    let mut chance = Chance::new(method.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = State::default();
    for epoch in 0..method.epochs {
        chance.shuffle(&mut order);
        for number in &order {
            let Example { right, seen, weight, .. } = &examples[*number];
            let gold = Gold::new(right);
            state.start(right.len());
            while !state.is_done() {
                let features = seen.state(&state);
                let scores = moves.scores(features.as_ref());
                let costs = Move::ALL.map(|step| state.allows(step).then(|| gold.cost(&state, step)));
                let least = costs.into_iter().flatten().min().unwrap_or(0);
                let correct = best(&scores, |choice| costs[choice] == Some(least));
                let found = best(&scores, |choice| costs[choice].is_some());
                if costs.iter().flatten().count() > 1 {
                    let wrong = if costs[found] == Some(least) { correct } else { found };
                    moves.step(features.as_ref(), correct, wrong, *weight);
                }
                let own = epoch > 0 && chance.share() < OWN;
                let step = Move::ALL[if own { found } else { correct }];
                let arc = state.arc(step);
                state.take(step);
                let Some((head, dependent)) = arc.filter(|(head, _)| (*head as usize) < right.len()) else {
                    continue;
                };
                let features = seen.arc(&state, step, head, dependent);
                let found =
                    best(&relations.scores(features.as_ref()), |choice| choice != Relation::Root as usize);
                let token = &right[dependent as usize];
                if token.head == head {
                    relations.step(features.as_ref(), token.relation as usize, found, *weight);
                }
                let own = epoch > 0 || token.head != head;
                state.relate(dependent, if own { Relation::ALL[found] } else { token.relation });
            }
        }
        done();
    }
    (moves, relations)
}
