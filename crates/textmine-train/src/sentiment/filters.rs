//! Trains the convolutional network: what each filter makes of the vectors of three words and of their place to the target.
use super::lexicons::{add, dot};
use super::logistic::slope;
use crate::chance::Chance;
use textmine_tone::network::{FILTERS, QUOTED, WIDTH, ZONES};
use textmine_tone::word::{EDGE, UNKNOWN, WordId};

/// One text, as the network sees it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// For each slot: word, zone, case of quotation, negated.
    pub(crate) slots: Vec<(WordId, u8, u8, bool)>,
    pub(crate) source: usize,
    pub(crate) wanted: [f32; 2],
    pub(crate) two: bool,
    pub(crate) weight: f32,
}

/// Weights that are not words'.
#[derive(Clone, Debug)]
struct Group {
    values: Vec<f32>,
    slopes: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Group {
    fn new(values: Vec<f32>) -> Group {
        let zero = vec![0.0; values.len()];
        Group { slopes: zero.clone(), mean: zero.clone(), square: zero, values }
    }

    /// Adam (Kingma and Ba, ICLR 2015).
    fn step(&mut self, rate: f32, number: i32) {
        let (first, second) = (1.0 - 0.9f32.powi(number), 1.0 - 0.999f32.powi(number));
        let moments = self.mean.iter_mut().zip(&mut self.square);
        for ((value, slope), (mean, square)) in self.values.iter_mut().zip(&mut self.slopes).zip(moments) {
            *mean += 0.1 * (*slope - *mean);
            *square += 0.001 * (*slope * *slope - *square);
            *value -= rate * (*mean / first) / ((*square / second).sqrt() + 1e-8);
            *slope = 0.0;
        }
    }
}

/// A network, and the vectors of words that it was given.
pub(crate) struct Network {
    /// Length of a vector.
    length: usize,
    /// What words begin with.
    given: Vec<f32>,
    /// How far training has moved them.
    moved: Vec<f32>,
    squares: Vec<f32>,
    /// By place of the word, number of the vector, filter.
    filters: [Group; WIDTH],
    parts: [Group; 4],
    out: Group,
    sources: Group,
}

/// Parts that are added to each filter: bias, zone, quotation, negation.
const PARTS: [usize; 4] = [1, ZONES, QUOTED, 1];
/// Slots that are looked at in training.
const LONGEST: usize = 81;
const BATCH: usize = 96;
/// From this share of the training on, each so many steps, the state counts to the mean.
const AVERAGED_FROM: f32 = 0.5;
const AVERAGED_EACH: i32 = 40;

/// What passed through the network for one text.
#[derive(Default)]
struct Pass {
    words: Vec<WordId>,
    /// The vectors, with an edge on either side.
    vectors: Vec<f32>,
    /// What the filters came to.
    sums: Vec<f32>,
    pool: Vec<f32>,
    most: Vec<usize>,
}

impl Network {
    /// `given` has a vector of that length for each word.
    pub(crate) fn new(given: Vec<f32>, length: usize, sources: usize, chance: &mut Chance) -> Network {
        let mut random = |count: usize, size: f32| -> Vec<f32> {
            (0..count).map(|_| ((0..12).map(|_| chance.share()).sum::<f32>() - 6.0) * size).collect()
        };
        let filters = std::array::from_fn(|_| Group::new(random(length * FILTERS, 0.15)));
        let parts =
            PARTS.map(|count| Group::new(random(count * FILTERS, if count > 4 { 0.05 } else { 0.01 })));
        let out = Group::new(random(4 * FILTERS, 0.1));
        let zero = vec![0.0; given.len()];
        Network {
            length,
            moved: zero.clone(),
            squares: zero,
            given,
            filters,
            parts,
            out,
            sources: Group::new(vec![0.0; 2 * sources]),
        }
    }

    /// Goes through all texts so many times. What is learned is the mean of many states of the last part of the way, which does
    /// better on other texts than the last state alone (Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging,
    /// SIAM 1992).
    pub(crate) fn train(
        &mut self,
        texts: &[Seen],
        epochs: usize,
        rate: f32,
        chance: &mut Chance,
        done: &dyn Fn(),
    ) {
        let mut order: Vec<usize> = (0..texts.len()).collect();
        let steps = (epochs * texts.len() / BATCH).max(1) as f32;
        let mut number = 0;
        let mut means: Vec<Vec<f32>> = self.all().map(|values| vec![0.0; values.len()]).collect();
        let mut taken = 0f32;
        let mut pass = Pass::default();
        for _ in 0..epochs {
            chance.shuffle(&mut order);
            for batch in order.chunks(BATCH) {
                number += 1;
                for text in batch {
                    self.learn(&texts[*text], 1.0 / batch.len() as f32, &mut pass, chance);
                }
                let rate = rate * (1.0 - 0.9 * (number as f32 / steps).min(1.0));
                let held = self.out.values.iter().map(|value| value * 1e-4);
                self.out.slopes.iter_mut().zip(held).for_each(|(slope, held)| *slope += held);
                let groups =
                    self.filters.iter_mut().chain(&mut self.parts).chain([&mut self.out, &mut self.sources]);
                groups.for_each(|group| group.step(rate, number));
                if number as f32 > AVERAGED_FROM * steps && number % AVERAGED_EACH == 0 {
                    taken += 1.0;
                    for (mean, values) in means.iter_mut().zip(self.all()) {
                        mean.iter_mut()
                            .zip(values)
                            .for_each(|(mean, value)| *mean += (*value - *mean) / taken);
                    }
                }
            }
            done();
        }
        if taken > 0.0 {
            self.all().zip(means).for_each(|(values, mean)| *values = mean);
        }
    }

    /// Everything that is learned.
    fn all(&mut self) -> impl Iterator<Item = &mut Vec<f32>> {
        let groups = self.filters.iter_mut().chain(&mut self.parts).chain([&mut self.out, &mut self.sources]);
        groups.map(|group| &mut group.values).chain([&mut self.moved])
    }

    fn forward(&self, text: &Seen, pass: &mut Pass, mut drop: impl FnMut() -> bool, kept: &[f32]) {
        let len = text.slots.len().min(LONGEST);
        pass.words.clear();
        pass.words.push(EDGE);
        pass.words.extend(text.slots[..len].iter().map(|slot| match slot.0 {
            word if word > EDGE && drop() => UNKNOWN,
            word => word,
        }));
        pass.words.push(EDGE);
        pass.vectors.clear();
        for word in &pass.words {
            let at = *word as usize * self.length;
            let (given, moved) = (&self.given[at..at + self.length], &self.moved[at..at + self.length]);
            pass.vectors.extend(given.iter().zip(moved).zip(kept).map(|((g, m), kept)| (g + m) * kept));
        }
        pass.sums.clear();
        pass.pool.clear();
        pass.pool.resize(2 * FILTERS, 0.0);
        pass.most.clear();
        pass.most.resize(FILTERS, 0);
        for at in 0..len {
            let (_, zone, quoted, negated) = text.slots[at];
            let mut sums = [0f32; FILTERS];
            add(&mut sums, &self.parts[0].values, 1.0);
            add(&mut sums, &self.parts[1].values[usize::from(zone) * FILTERS..][..FILTERS], 1.0);
            add(&mut sums, &self.parts[2].values[usize::from(quoted) * FILTERS..][..FILTERS], 1.0);
            if negated {
                add(&mut sums, &self.parts[3].values, 1.0);
            }
            for (place, filters) in self.filters.iter().enumerate() {
                let vector = &pass.vectors[(at + place) * self.length..][..self.length];
                for (value, row) in vector.iter().zip(filters.values.chunks_exact(FILTERS)) {
                    for (sum, weight) in sums.iter_mut().zip(row) {
                        *sum += value * weight;
                    }
                }
            }
            for (filter, sum) in sums.iter().enumerate() {
                pass.pool[filter] += sum.max(0.0);
                if *sum > pass.pool[FILTERS + filter] {
                    pass.pool[FILTERS + filter] = *sum;
                    pass.most[filter] = at;
                }
            }
            pass.sums.extend(sums);
        }
        let norm = textmine_tone::sentence::norm(len);
        pass.pool[..FILTERS].iter_mut().for_each(|mean| *mean *= norm);
    }

    fn learn(&mut self, text: &Seen, share: f32, pass: &mut Pass, chance: &mut Chance) {
        let kept: Vec<f32> = (0..self.length).map(|_| if chance.share() > 0.1 { 1.0 } else { 0.0 }).collect();
        self.forward(text, pass, || chance.share() < 0.08, &kept);
        let dropped: Vec<f32> =
            (0..2 * FILTERS).map(|_| if chance.share() > 0.5 { 2.0 } else { 0.0 }).collect();
        let shown: Vec<f32> = pass.pool.iter().zip(&dropped).map(|(pool, drop)| pool * drop).collect();
        let (positive, negative) = self.out.values.split_at(2 * FILTERS);
        let biases = &self.sources.values[2 * text.source..][..2];
        let logits = [dot(positive, &shown) + biases[0], dot(negative, &shown) + biases[1]];
        let (_, slopes) = slope(logits, text.wanted, text.two);
        let slopes = slopes.map(|slope| slope * text.weight * share);
        let len = pass.words.len() - 2;
        let norm = textmine_tone::sentence::norm(len);
        let mut of_pool = [0f32; 2 * FILTERS];
        for (class, slope) in slopes.into_iter().enumerate() {
            let start = class * 2 * FILTERS;
            for (at, of_pool) in of_pool.iter_mut().enumerate() {
                *of_pool += slope * self.out.values[start + at] * dropped[at];
                self.out.slopes[start + at] += slope * shown[at];
            }
            self.sources.slopes[2 * text.source + class] += slope;
        }
        let mut of_vectors = vec![0f32; pass.vectors.len()];
        for at in 0..len {
            let sums = &pass.sums[at * FILTERS..][..FILTERS];
            let of_sums: [f32; FILTERS] = std::array::from_fn(|filter| {
                if sums[filter] <= 0.0 {
                    return 0.0;
                }
                let most = if pass.most[filter] == at { of_pool[FILTERS + filter] } else { 0.0 };
                of_pool[filter] * norm + most
            });
            let (_, zone, quoted, negated) = text.slots[at];
            add(&mut self.parts[0].slopes, &of_sums, 1.0);
            add(&mut self.parts[1].slopes[usize::from(zone) * FILTERS..][..FILTERS], &of_sums, 1.0);
            add(&mut self.parts[2].slopes[usize::from(quoted) * FILTERS..][..FILTERS], &of_sums, 1.0);
            if negated {
                add(&mut self.parts[3].slopes, &of_sums, 1.0);
            }
            for (place, filters) in self.filters.iter_mut().enumerate() {
                let start = (at + place) * self.length;
                for number in 0..self.length {
                    let value = pass.vectors[start + number];
                    let weights = &filters.values[number * FILTERS..][..FILTERS];
                    of_vectors[start + number] += dot(weights, &of_sums);
                    add(&mut filters.slopes[number * FILTERS..][..FILTERS], &of_sums, value);
                }
            }
        }
        self.move_words(pass, &of_vectors, &kept);
    }

    /// AdaGrad (Duchi, Hazan and Singer, 2011), for most words are rare.
    fn move_words(&mut self, pass: &Pass, slopes: &[f32], kept: &[f32]) {
        const RATE: f32 = 0.02;
        for (word, slopes) in pass.words.iter().zip(slopes.chunks_exact(self.length)) {
            let at = *word as usize * self.length;
            let places = self.moved[at..].iter_mut().zip(&mut self.squares[at..]);
            for ((moved, square), (slope, kept)) in places.zip(slopes.iter().zip(kept)) {
                let slope = slope * kept;
                *square += slope * slope;
                *moved -= RATE * slope / (square.sqrt() + 1e-3);
            }
        }
    }

    /// What each filter makes of each of the first words in each place.
    pub(crate) fn projected(&self, words: usize) -> Vec<[f32; FILTERS * WIDTH]> {
        (0..words)
            .map(|word| {
                let mut row = [0f32; FILTERS * WIDTH];
                let at = word * self.length;
                for number in 0..self.length {
                    let value = self.given[at + number] + self.moved[at + number];
                    for (place, filters) in self.filters.iter().enumerate() {
                        let weights = &filters.values[number * FILTERS..][..FILTERS];
                        add(&mut row[place * FILTERS..][..FILTERS], weights, value);
                    }
                }
                row
            })
            .collect()
    }

    /// Bias, zones, quotation, negation, and the weights of what is pooled.
    pub(crate) fn parts(&self) -> [&[f32]; 5] {
        let [bias, zones, quoted, negated] = &self.parts;
        [&bias.values, &zones.values, &quoted.values, &negated.values, &self.out.values]
    }

    /// The biases of a source.
    pub(crate) fn bias(&self, source: usize) -> [f32; 2] {
        [self.sources.values[2 * source], self.sources.values[2 * source + 1]]
    }
}
