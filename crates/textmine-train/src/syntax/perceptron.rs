//! The averaged perceptron (Collins 2002): weights that are moved at each mistake, and their mean over all steps.
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// The weights of a feature for each of `N` choices.
#[derive(Clone, Debug)]
struct Row<const N: usize> {
    weights: [f32; N],
    totals: [f32; N],
    /// Up to which step the totals are counted.
    counted: u32,
    /// At how many mistakes it took part.
    mistakes: u32,
}

/// Weights that are being learned.
#[derive(Clone, Debug)]
pub(crate) struct Perceptron<const N: usize> {
    places: HashMap<u64, u32, BuildHasherDefault<AsItIs>>,
    rows: Vec<Row<N>>,
    now: u32,
    /// Features count only once they took part in so many mistakes, which leaves out those that are rarely of use
    /// (Goldberg & Elhadad 2011).
    least: u32,
}

impl<const N: usize> Perceptron<N> {
    pub(crate) fn new(least: u32) -> Self {
        Perceptron { places: HashMap::default(), rows: Vec::new(), now: 0, least }
    }

    /// The sum of the features' weights for each choice.
    pub(crate) fn scores(&self, features: &[u64]) -> [f32; N] {
        let mut sums = [0.0; N];
        for feature in features {
            let Some(place) = self.places.get(feature) else { continue };
            let row = &self.rows[*place as usize];
            if row.mistakes >= self.least {
                sums.iter_mut().zip(&row.weights).for_each(|(sum, weight)| *sum += weight);
            }
        }
        sums
    }

    /// Counts a step, at which `wrong` was chosen in the place of `right`, or the right one.
    pub(crate) fn step(&mut self, features: &[u64], right: usize, wrong: usize, by: f32) {
        self.now += 1;
        if right == wrong {
            return;
        }
        for feature in features {
            let rows = &mut self.rows;
            let place = *self.places.entry(*feature).or_insert_with(|| {
                rows.push(Row { weights: [0.0; N], totals: [0.0; N], counted: 0, mistakes: 0 });
                rows.len() as u32 - 1
            });
            let row = &mut self.rows[place as usize];
            row.count(self.now);
            row.mistakes += 1;
            row.weights[right] += by;
            row.weights[wrong] -= by;
        }
    }

    /// The means of the weights.
    pub(crate) fn means(mut self) -> BTreeMap<u64, [f32; N]> {
        let now = self.now + 1;
        let rows = &mut self.rows;
        let least = self.least;
        let means = self.places.into_iter().filter_map(|(feature, place)| {
            let row = &mut rows[place as usize];
            row.count(now);
            (row.mistakes >= least).then(|| (feature, row.totals.map(|total| total / now as f32)))
        });
        means.collect()
    }
}

impl<const N: usize> Row<N> {
    fn count(&mut self, now: u32) {
        let steps = (now - self.counted) as f32;
        self.totals.iter_mut().zip(&self.weights).for_each(|(total, weight)| *total += weight * steps);
        self.counted = now;
    }
}

/// Keys of features are hashes already.
#[derive(Clone, Copy, Debug, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are numbers")
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}
