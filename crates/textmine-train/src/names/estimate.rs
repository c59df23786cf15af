//! Finds the weights: gradient steps (AdaGrad) on the likelihood of the annotation, with much left out at random.
use super::examples::Example;
use super::recipe::Training;
use crate::chance::Chance;
use std::sync::LazyLock;
use textmine_tagger::chain::{CLOSED, Marginals, Row, Transitions, exponentials};
use textmine_tagger::tag::{TAGS, Tag};

/// Weights of the features by their number, and of tags after each other.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) features: Vec<Row>,
    pub(crate) transitions: Transitions,
}

impl Weights {
    fn zero(features: usize) -> Weights {
        Weights { features: vec![[0.0; TAGS]; features], transitions: [[0.0; TAGS]; TAGS] }
    }

    /// The score of each tag of each word, with or without what the rest of the document says.
    pub(crate) fn scores(&self, example: &Example, with_memory: bool) -> Vec<Row> {
        let rows = (0..example.len()).map(|at| {
            let memory = if with_memory { example.memory(at) } else { &[] };
            let mut row = [0.0; TAGS];
            for feature in example.features(at).iter().chain(memory) {
                add(&mut row, &self.features[*feature as usize]);
            }
            row
        });
        rows.collect()
    }
}

fn add(row: &mut Row, other: &Row) {
    for (sum, weight) in row.iter_mut().zip(other) {
        *sum += weight;
    }
}

/// Weights and the sums of squares of their gradients so far.
struct Learner {
    weights: Weights,
    squares: Weights,
}

/// So much is added to the root of a sum of squares.
const SMOOTH: f32 = 1e-2;
/// How strongly weights are pulled back to zero.
const PULL: f32 = 1e-5;
/// A word whose gradient is smaller is passed over.
const LEAST: f32 = 1e-3;

impl Learner {
    fn new(features: usize) -> Learner {
        Learner { weights: Weights::zero(features), squares: Weights::zero(features) }
    }

    fn step(&mut self, feature: u32, gradient: &Row, rate: f32) {
        let weights = &mut self.weights.features[feature as usize];
        let squares = &mut self.squares.features[feature as usize];
        for tag in 0..TAGS {
            let gradient = gradient[tag] + PULL * weights[tag];
            squares[tag] += gradient * gradient;
            weights[tag] -= rate * gradient / (squares[tag].sqrt() + SMOOTH);
        }
    }

    fn step_transition(&mut self, from: usize, to: usize, gradient: f32, rate: f32) {
        let square = &mut self.squares.transitions[from][to];
        *square += gradient * gradient;
        self.weights.transitions[from][to] -= rate * gradient / (square.sqrt() + SMOOTH);
    }
}

/// The weights that these examples teach.
///
/// Noisy examples are learned with a second set of weights on top, if `apart`: what only they teach goes there and is
/// forgotten in the end (after Daumé, Frustratingly Easy Domain Adaptation, 2007). `progress` is called after each epoch.
pub(crate) fn estimate(
    examples: &[&Example],
    features: usize,
    apart: bool,
    with_memory: bool,
    training: &Training,
    progress: &dyn Fn(),
) -> Weights {
    let mut learner = Learner::new(features);
    let mut apart = apart.then(|| Learner::new(features));
    let mut mean = Weights::zero(features);
    let mut chance = Chance::new(training.seed);
    let mut order: Vec<u32> = (0..examples.len() as u32).collect();
    let (mut all, mut told) = (Marginals::default(), Marginals::default());
    let mut active: Vec<u32> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    let mut scores: Vec<Row> = Vec::new();
    let kept = 1.0 / (1.0 - training.dropout);
    for epoch in 0..training.epochs {
        chance.shuffle(&mut order);
        for at in &order {
            let example = examples[*at as usize];
            let remembers = with_memory && chance.share() >= training.forgetting;
            let mut own = apart.as_mut().filter(|_| example.noisy);
            active.clear();
            ends.clear();
            scores.clear();
            for word in 0..example.len() {
                let start = active.len();
                let memory = if remembers { example.memory(word) } else { &[] };
                for feature in example.features(word).iter().chain(memory) {
                    if chance.share() >= training.dropout {
                        active.push(*feature);
                    }
                }
                let mut row = [0.0; TAGS];
                for feature in &active[start..] {
                    add(&mut row, &learner.weights.features[*feature as usize]);
                    if let Some(own) = &own {
                        add(&mut row, &own.weights.features[*feature as usize]);
                    }
                }
                scores.push(row.map(|score| score * kept));
                ends.push(active.len());
            }
            let exponentials = exponentials(&learner.weights.transitions);
            let all = all.of(&scores, &exponentials, None);
            let told = told.of(&scores, &exponentials, Some(&example.allowed));
            let mut start = 0;
            for (word, end) in ends.iter().enumerate() {
                let gradient: Row =
                    std::array::from_fn(|tag| (all[word][tag] - told[word][tag]) * example.weight);
                if gradient.iter().map(|g| g.abs()).sum::<f32>() >= LEAST {
                    for feature in &active[start..*end] {
                        learner.step(*feature, &gradient, training.rate);
                        if let Some(own) = &mut own {
                            own.step(*feature, &gradient, training.rate);
                        }
                    }
                    if word + 1 < ends.len() {
                        let expected = pairs(&exponentials, &all[word], &all[word + 1]);
                        let right = pairs(&exponentials, &told[word], &told[word + 1]);
                        for (from, to) in possible() {
                            let gradient = (expected[from][to] - right[from][to]) * example.weight;
                            if gradient != 0.0 {
                                learner.step_transition(from, to, gradient, training.rate);
                            }
                        }
                    }
                }
                start = *end;
            }
        }
        if epoch + training.averaged >= training.epochs {
            mean.features.iter_mut().zip(&learner.weights.features).for_each(|(sum, row)| add(sum, row));
        }
        progress();
    }
    let share = 1.0 / training.averaged.min(training.epochs).max(1) as f32;
    mean.features.iter_mut().flatten().for_each(|weight| *weight *= share);
    mean.transitions = learner.weights.transitions;
    mean
}

/// Pairs of tags that may follow each other.
fn possible() -> impl Iterator<Item = (usize, usize)> {
    static PAIRS: LazyLock<Vec<(usize, usize)>> = LazyLock::new(|| {
        let tag = |tag: usize| Tag(tag as u8);
        let all = (0..TAGS).flat_map(|from| (0..TAGS).map(move |to| (from, to)));
        all.filter(|(from, to)| tag(*from).may_precede(tag(*to))).collect()
    });
    PAIRS.iter().copied()
}

/// How probable each pair of tags is, from the probabilities of each: as if the two words depended on nothing but each
/// other, which is near enough for the few transitions.
fn pairs(exponentials: &Transitions, here: &Row, next: &Row) -> Transitions {
    let mut joint = [[0.0; TAGS]; TAGS];
    let mut sum = 0.0;
    for (from, to) in possible() {
        if here[from] > 1e-4 && next[to] > 1e-4 {
            joint[from][to] = here[from] * next[to] * exponentials[from][to];
            sum += joint[from][to];
        }
    }
    if sum > 0.0 {
        joint.iter_mut().flatten().for_each(|share| *share /= sum);
    }
    joint
}

/// True if some sequence of tags is allowed and whole.
pub(crate) fn is_possible(allowed: &[u32]) -> bool {
    let mut reached = Tag::OUTSIDE.bit();
    for set in allowed {
        let next = possible().filter(|(from, to)| reached >> from & 1 == 1 && set >> to & 1 == 1);
        reached = next.fold(0, |all, (_, to)| all | 1 << to);
    }
    CLOSED.iter().any(|tag| reached >> tag & 1 == 1)
}
