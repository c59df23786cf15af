//! How sure a figure is, and whether two differ: by drawing documents anew.
//!
//! Both methods take documents as what varies, not annotations: those of one document depend on each other.
use crate::counts::{Tally, Totals};
use oorandom::Rand64;

/// What the generator starts with: the same figures on every run. Its value means nothing.
pub(crate) const SEED: u128 = 20_260_501;

/// The part of the drawn figures that an interval holds.
pub(crate) const LEVEL: f64 = 0.95;

/// Percentile bootstrap (Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13): documents are drawn with
/// replacement, as many as there are, `times` over; each figure's interval lies between the 2.5th and the 97.5th percentile of
/// what it was in the draws. A draw in which a figure has no value does not count for it.
///
/// `None` for figures without a value, and for all of them if there are fewer than two documents.
pub(crate) fn intervals(tallies: &[Tally], empty: &Totals, times: usize) -> Vec<Option<(f64, f64)>> {
    let figures = empty.figures().len();
    if tallies.len() < 2 {
        return vec![None; figures];
    }
    let mut random = Rand64::new(SEED);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(times); figures];
    let mut weights = vec![0u64; tallies.len()];
    for _ in 0..times {
        weights.fill(0);
        for _ in 0..tallies.len() {
            weights[below(&mut random, tallies.len())] += 1;
        }
        let mut totals = empty.clone();
        for (tally, weight) in tallies.iter().zip(&weights).filter(|(_, weight)| **weight > 0) {
            totals.add(tally, *weight);
        }
        for (values, value) in drawn.iter_mut().zip(totals.figures()) {
            if !value.is_nan() {
                values.push(value);
            }
        }
    }
    drawn
        .into_iter()
        .map(|mut values| {
            values.sort_unstable_by(f64::total_cmp);
            let tail = (1.0 - LEVEL) / 2.0;
            Some((percentile(&values, tail)?, percentile(&values, 1.0 - tail)?))
        })
        .collect()
}

/// Between the two nearest of sorted values, in proportion; `None` if there is none.
fn percentile(sorted: &[f64], part: f64) -> Option<f64> {
    let at = part * sorted.len().checked_sub(1)? as f64;
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(low + (high - low) * at.fract())
}

/// Approximate randomisation (Noreen, *Computer-Intensive Methods for Testing Hypotheses*, 1989; Yeh, *More accurate tests for
/// the statistical significance of result differences*, COLING 2000): if the two outputs were equally good, it would not matter
/// which of them a document's result came from. So the two results of each document are exchanged or not, by chance, `times`
/// over; the p-value is the part of these in which the figures differ at least as much as they do, counting the outputs as they
/// are as one more: (n + 1) / (times + 1).
///
/// `None` where either figure has no value, and for all if there are fewer than two documents.
pub(crate) fn p_values(pairs: &[(Tally, Tally)], empty: &Totals, times: usize) -> Vec<Option<f64>> {
    let sum = |swapped: &mut dyn FnMut() -> bool| {
        let (mut first, mut second) = (empty.clone(), empty.clone());
        for (a, b) in pairs {
            let (a, b) = if swapped() { (b, a) } else { (a, b) };
            first.add(a, 1);
            second.add(b, 1);
        }
        let difference = first.figures().into_iter().zip(second.figures()).map(|(a, b)| (a - b).abs());
        difference.collect::<Vec<f64>>()
    };
    let actual = sum(&mut || false);
    if pairs.len() < 2 {
        return vec![None; actual.len()];
    }
    // Sums of the same counts may differ in the last bit.
    const ROUNDING: f64 = 1e-12;
    let mut random = Rand64::new(SEED);
    let mut as_large = vec![0usize; actual.len()];
    for _ in 0..times {
        let shuffled = sum(&mut || below(&mut random, 2) == 1);
        for ((count, actual), shuffled) in as_large.iter_mut().zip(&actual).zip(shuffled) {
            *count += usize::from(shuffled >= actual - ROUNDING);
        }
    }
    let p_value = |(actual, count): (&f64, usize)| {
        (!actual.is_nan()).then_some((count + 1) as f64 / (times + 1) as f64)
    };
    actual.iter().zip(as_large).map(p_value).collect()
}

fn below(random: &mut Rand64, limit: usize) -> usize {
    // A range of at most `limit`, which is a usize.
    random.rand_range(0..limit as u64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;

    fn document(gold: u64, output: u64, matched: u64) -> Tally {
        let counts = Counts { gold, output, matched };
        Tally { labels: vec![(0, counts)], places: counts, attributes: Vec::new() }
    }

    const F1: usize = 2;

    #[test]
    fn an_interval_holds_the_figure_and_narrows_with_more_documents() {
        let width = |copies: usize| {
            let tallies: Vec<Tally> =
                (0..copies).flat_map(|_| [document(4, 4, 4), document(4, 4, 2)]).collect();
            let (low, high) = intervals(&tallies, &Totals::new(1, 0), 1000)[F1].expect("an interval");
            assert!(low <= 0.75 && 0.75 <= high, "{low} {high}");
            high - low
        };
        let (few, many) = (width(5), width(200));
        // The standard error of a mean falls with the root of the number: here to a sixth.
        assert!(many < few / 4.0 && many > few / 9.0, "{few} {many}");
    }

    #[test]
    fn figures_without_variation_have_intervals_without_width() {
        let tallies = vec![document(2, 2, 2); 9];
        assert_eq!(intervals(&tallies, &Totals::new(1, 0), 100)[F1], Some((1.0, 1.0)));
    }

    #[test]
    fn one_document_says_nothing_about_others() {
        assert!(intervals(&[document(2, 2, 1)], &Totals::new(1, 0), 100).iter().all(Option::is_none));
        let pair = (document(2, 2, 1), document(2, 2, 2));
        assert!(p_values(&[pair], &Totals::new(1, 0), 100).iter().all(Option::is_none));
    }

    #[test]
    fn the_same_output_does_not_differ() {
        let pairs = vec![(document(3, 3, 1), document(3, 3, 1)); 10];
        assert_eq!(p_values(&pairs, &Totals::new(1, 0), 200)[F1], Some(1.0));
    }

    #[test]
    fn p_is_small_where_every_document_got_better_and_large_where_as_many_got_worse() {
        let better = (document(4, 4, 4), document(4, 4, 2));
        let worse = (better.1.clone(), better.0.clone());
        let p = |pairs: &[(Tally, Tally)]| p_values(pairs, &Totals::new(1, 0), 2000)[F1].expect("a value");
        assert!(p(&vec![better.clone(); 20]) < 0.01);
        let mixed: Vec<_> = (0..20).map(|i| if i < 11 { better.clone() } else { worse.clone() }).collect();
        assert!(p(&mixed) > 0.5);
    }

    #[test]
    fn p_is_that_of_all_exchanges_where_they_can_be_counted() {
        // Four documents, all better: of the sixteen exchanges two differ as much, none and all of them.
        let pairs = vec![(document(1, 1, 1), document(1, 1, 0)); 4];
        let p = p_values(&pairs, &Totals::new(1, 0), 20_000)[F1].expect("a value");
        assert!((p - 2.0 / 16.0).abs() < 0.01, "{p}");
    }
}
