//! Which annotation of the output stands for which of the gold: one to one.
use crate::{Annotation, GoldAnnotation};

/// When two places are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Matching {
    /// Same start, same end.
    Exact,
    /// They overlap, and what they share is at least this part of what they cover together (intersection over union, 0 to 1).
    Overlap {
        /// The least part; 0 asks for no more than overlap.
        least: f64,
    },
}

/// What two annotations of a pair have in common. The order is that in which pairs are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tier {
    /// Place and label.
    Matched,
    /// The place.
    Place,
    /// The label, and the places overlap.
    Label,
    /// The places overlap.
    Neither,
}

/// A pair of annotations, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) gold: usize,
    pub(crate) output: usize,
    pub(crate) tier: Tier,
}

/// Pairs the annotations one to one: matches of place and label first, then of the place, then overlaps. Within each, pairs that
/// share more come first, then those that cover less together, then those that stand earlier. Annotations of the gold that are
/// optional are paired like others.
pub(crate) fn align(gold: &[GoldAnnotation], output: &[Annotation], matching: Matching) -> Vec<Pair> {
    let nearby = Nearby::new(output);
    let mut candidates = Vec::new();
    for (at, expected) in gold.iter().enumerate() {
        let main = (expected.annotation.start, expected.annotation.end);
        let places: Vec<_> = std::iter::once(main).chain(expected.also.iter().copied()).collect();
        let mut seen: Vec<usize> = places.iter().flat_map(|place| nearby.touching(*place)).collect();
        seen.sort_unstable();
        seen.dedup();
        for index in seen {
            let found = &output[index];
            let span = (found.start, found.end);
            let share = places.iter().map(|place| shared(*place, span)).max().unwrap_or_default();
            let same_place = places.iter().any(|place| matching.holds(*place, span));
            let tier = match (same_place, expected.annotation.label == found.label, share > 0) {
                (true, true, _) => Tier::Matched,
                (true, false, _) => Tier::Place,
                (false, true, true) => Tier::Label,
                (false, false, true) => Tier::Neither,
                (false, _, false) => continue,
            };
            let key = (
                tier,
                usize::MAX - shared(main, span),
                usize::MAX - share,
                (main.1 - main.0) + (span.1 - span.0),
            );
            candidates.push((key, at, index));
        }
    }
    candidates.sort_unstable();
    let (mut taken_gold, mut taken_output) = (vec![false; gold.len()], vec![false; output.len()]);
    let mut pairs = Vec::new();
    for ((tier, ..), gold, output) in candidates {
        if !taken_gold[gold] && !taken_output[output] {
            (taken_gold[gold], taken_output[output]) = (true, true);
            pairs.push(Pair { gold, output, tier });
        }
    }
    pairs.sort_unstable_by_key(|pair| (pair.gold, pair.output));
    pairs
}

impl Matching {
    fn holds(self, a: (usize, usize), b: (usize, usize)) -> bool {
        match self {
            Matching::Exact => a == b,
            Matching::Overlap { least } => {
                let share = shared(a, b);
                let union = (a.1 - a.0) + (b.1 - b.0) - share;
                share > 0 && share as f64 >= least * union as f64
            }
        }
    }
}

/// Units that both places have.
pub(crate) fn shared(a: (usize, usize), b: (usize, usize)) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Finds annotations by place, without looking at all of them.
pub(crate) struct Nearby {
    /// Start, end, index; by start.
    places: Vec<(usize, usize, usize)>,
    /// The largest end up to each of them.
    reach: Vec<usize>,
}

impl Nearby {
    pub(crate) fn new(annotations: &[Annotation]) -> Self {
        let mut places: Vec<_> = annotations.iter().enumerate().map(|(i, a)| (a.start, a.end, i)).collect();
        places.sort_unstable();
        let reach = places
            .iter()
            .scan(0, |reach: &mut usize, place| {
                *reach = (*reach).max(place.1);
                Some(*reach)
            })
            .collect();
        Nearby { places, reach }
    }

    /// Indices of the annotations that overlap a place or touch it.
    pub(crate) fn touching(&self, (start, end): (usize, usize)) -> impl Iterator<Item = usize> {
        let last = self.places.partition_point(|place| place.0 <= end);
        (0..last)
            .rev()
            .take_while(move |&at| self.reach[at] >= start)
            .filter(move |&at| self.places[at].1 >= start)
            .map(|at| self.places[at].2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn annotation(&(start, end, label): &(usize, usize, &str)) -> Annotation {
        let label = label.to_owned();
        Annotation { start, end, label, text: None, score: None, attributes: Vec::new() }
    }

    fn pairs(
        gold: &[(usize, usize, &str)],
        output: &[(usize, usize, &str)],
        matching: Matching,
    ) -> Vec<(usize, usize, Tier)> {
        let gold: Vec<GoldAnnotation> = gold.iter().map(|a| annotation(a).into()).collect();
        let output: Vec<Annotation> = output.iter().map(annotation).collect();
        align(&gold, &output, matching).into_iter().map(|p| (p.gold, p.output, p.tier)).collect()
    }

    const ANY: Matching = Matching::Overlap { least: 0.0 };

    #[test]
    fn a_pair_matches_where_the_rule_holds_and_the_label_is_the_same() {
        let half = Matching::Overlap { least: 0.5 };
        for (output, exact, overlap, at_least_half) in [
            ((5, 9, "A"), Tier::Matched, Tier::Matched, Tier::Matched),
            ((5, 9, "B"), Tier::Place, Tier::Place, Tier::Place),
            ((3, 9, "A"), Tier::Label, Tier::Matched, Tier::Matched),
            ((0, 9, "A"), Tier::Label, Tier::Matched, Tier::Label),
            ((0, 6, "B"), Tier::Neither, Tier::Place, Tier::Neither),
        ] {
            for (matching, tier) in [(Matching::Exact, exact), (ANY, overlap), (half, at_least_half)] {
                assert_eq!(
                    pairs(&[(5, 9, "A")], &[output], matching),
                    [(0, 0, tier)],
                    "{output:?} {matching:?}"
                );
            }
        }
        assert_eq!(pairs(&[(5, 9, "A")], &[(9, 12, "A")], ANY), []);
    }

    #[test]
    fn the_label_goes_before_a_larger_overlap() {
        assert_eq!(pairs(&[(0, 10, "A")], &[(0, 10, "B"), (8, 12, "A")], ANY), [(0, 1, Tier::Matched)]);
    }

    #[test]
    fn an_annotation_of_the_output_counts_once() {
        assert_eq!(pairs(&[(0, 4, "A"), (5, 9, "A")], &[(0, 9, "A")], ANY), [(0, 0, Tier::Matched)]);
    }

    #[test]
    fn places_without_text_match_exactly_only() {
        assert_eq!(pairs(&[(3, 3, "A")], &[(3, 3, "A")], Matching::Exact), [(0, 0, Tier::Matched)]);
        assert_eq!(pairs(&[(3, 3, "A")], &[(3, 3, "A")], ANY), []);
    }

    #[test]
    fn further_places_count_as_the_annotation_s_own() {
        let mut gold: GoldAnnotation = annotation(&(10, 15, "A")).into();
        gold.also.push((0, 4));
        let found = align(&[gold], &[annotation(&(1, 3, "A"))], ANY);
        assert_eq!(found, [Pair { gold: 0, output: 0, tier: Tier::Matched }]);
    }

    proptest! {
        #[test]
        fn nearby_annotations_are_those_that_touch(spans in proptest::collection::vec((0usize..40, 0usize..9), 0..12), at in 0usize..40, length in 0usize..9) {
            let all: Vec<Annotation> = spans.iter().map(|&(s, l)| annotation(&(s, s + l, "A"))).collect();
            let place = (at, at + length);
            let mut found: Vec<usize> = Nearby::new(&all).touching(place).collect();
            found.sort_unstable();
            let expected: Vec<usize> = (0..all.len()).filter(|&i| all[i].start <= place.1 && all[i].end >= place.0).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
