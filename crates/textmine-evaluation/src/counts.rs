//! What figures are made of: counts of one document, and their sums.
use serde::Serialize;

/// Counts behind precision, recall and F1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// In the gold.
    pub gold: u64,
    /// In the output.
    pub output: u64,
    /// In both.
    pub matched: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, other: Counts, weight: u64) {
        self.gold += weight * other.gold;
        self.output += weight * other.output;
        self.matched += weight * other.matched;
    }

    /// Matched of all that was found; NaN if nothing was.
    pub(crate) fn precision(self) -> f64 {
        share(self.matched, self.output)
    }

    /// Matched of all that should be found; NaN if there is nothing.
    pub(crate) fn recall(self) -> f64 {
        share(self.matched, self.gold)
    }

    /// The harmonic mean of precision and recall, as a quotient of counts; NaN if both sides are empty.
    pub(crate) fn f1(self) -> f64 {
        share(2 * self.matched, self.gold + self.output)
    }
}

/// Counts of one attribute over matched annotations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AttributeCounts {
    /// Matched annotations whose gold has the attribute.
    pub asked: u64,
    /// Those where the output has the same values.
    pub equal: u64,
    /// Single values.
    pub values: Counts,
}

impl AttributeCounts {
    pub(crate) fn add(&mut self, other: AttributeCounts, weight: u64) {
        self.asked += weight * other.asked;
        self.equal += weight * other.equal;
        self.values.add(other.values, weight);
    }

    pub(crate) fn accuracy(self) -> f64 {
        share(self.equal, self.asked)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

/// The counts of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// By label's number, only those that occur.
    pub(crate) labels: Vec<(usize, Counts)>,
    /// Whatever the label.
    pub(crate) places: Counts,
    /// By the number of the attribute.
    pub(crate) attributes: Vec<AttributeCounts>,
}

impl Tally {
    pub(crate) fn label(&mut self, number: usize) -> &mut Counts {
        let at = self.labels.iter().position(|(label, _)| *label == number).unwrap_or_else(|| {
            self.labels.push((number, Counts::default()));
            self.labels.len() - 1
        });
        &mut self.labels[at].1
    }
}

/// The counts of many documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) labels: Vec<Counts>,
    pub(crate) places: Counts,
    pub(crate) attributes: Vec<AttributeCounts>,
}

impl Totals {
    pub(crate) fn new(labels: usize, attributes: usize) -> Self {
        Totals {
            labels: vec![Counts::default(); labels],
            places: Counts::default(),
            attributes: vec![AttributeCounts::default(); attributes],
        }
    }

    /// Adds a document as if it came `weight` times.
    pub(crate) fn add(&mut self, tally: &Tally, weight: u64) {
        for (label, counts) in &tally.labels {
            self.labels[*label].add(*counts, weight);
        }
        self.places.add(tally.places, weight);
        for (sum, counts) in self.attributes.iter_mut().zip(&tally.attributes) {
            sum.add(*counts, weight);
        }
    }

    /// All labels together.
    pub(crate) fn micro(&self) -> Counts {
        let mut all = Counts::default();
        self.labels.iter().for_each(|counts| all.add(*counts, 1));
        all
    }

    /// Every figure, in a fixed order: see [`Layout`]. What has no value is NaN.
    pub(crate) fn figures(&self) -> Vec<f64> {
        let three = |counts: Counts| [counts.precision(), counts.recall(), counts.f1()];
        let mut all: Vec<f64> = self.labels.iter().flat_map(|counts| three(*counts)).collect();
        all.extend(three(self.micro()));
        all.extend(self.macro_average());
        all.extend(three(self.places));
        all.push(share(self.labels.iter().map(|counts| counts.matched).sum(), self.places.matched));
        for attribute in &self.attributes {
            all.push(attribute.accuracy());
            all.extend(three(attribute.values));
        }
        all
    }

    /// The mean over the labels of the gold; what has no value there counts as 0.
    fn macro_average(&self) -> [f64; 3] {
        let asked: Vec<Counts> = self.labels.iter().copied().filter(|counts| counts.gold > 0).collect();
        let mean = |figure: fn(Counts) -> f64| {
            let sum: f64 = asked.iter().map(|counts| figure(*counts)).filter(|value| !value.is_nan()).sum();
            if asked.is_empty() { f64::NAN } else { sum / asked.len() as f64 }
        };
        [mean(Counts::precision), mean(Counts::recall), mean(Counts::f1)]
    }
}

/// Where each figure stands in what [`Totals::figures`] returns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) labels: usize,
}

impl Layout {
    pub(crate) fn label(self, number: usize) -> usize {
        3 * number
    }

    pub(crate) fn micro(self) -> usize {
        3 * self.labels
    }

    pub(crate) fn macro_average(self) -> usize {
        3 * self.labels + 3
    }

    pub(crate) fn places(self) -> usize {
        3 * self.labels + 6
    }

    pub(crate) fn label_accuracy(self) -> usize {
        3 * self.labels + 9
    }

    pub(crate) fn attribute(self, number: usize) -> usize {
        3 * self.labels + 10 + 4 * number
    }
}
