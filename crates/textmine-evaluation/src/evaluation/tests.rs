//! What holds for every gold and output.
use super::*;
use crate::Shape;
use proptest::prelude::*;

fn annotation((start, length, label): (usize, usize, usize)) -> Annotation {
    let label = ["A", "B", "C"][label % 3].to_owned();
    Annotation { start, end: start + length, text: None, label, score: None, attributes: Vec::new() }
}

fn gold(id: usize, annotations: &[Annotation]) -> GoldDocument {
    let annotations = annotations.iter().cloned().map(Into::into).collect();
    GoldDocument { id: id.to_string(), text: None, annotations, shape: Shape::Spans, layer: None, line: 1 }
}

fn options(matching: Matching, partial: bool) -> EvaluationOptions {
    EvaluationOptions {
        layer: "x".to_owned(),
        matching,
        unit: OffsetUnit::CodePoints,
        labels: Labels::default(),
        gold_where: Vec::new(),
        output_where: Vec::new(),
        partial,
        attributes: Vec::new(),
        examples: 0,
        resamples: 20,
    }
}

fn evaluate(pairs: &[(Vec<Annotation>, Vec<Annotation>)], options: EvaluationOptions) -> Evaluation {
    let mut evaluator = Evaluator::new(options);
    for (id, (expected, found)) in pairs.iter().enumerate() {
        evaluator.take(&gold(id, expected), None, (Presence::Reported, found.clone()), None);
    }
    evaluator.finish(None)
}

fn count(evaluation: &Evaluation, kinds: &[Kind]) -> u64 {
    let of_kinds = evaluation.disagreements.iter().filter(|of_kind| kinds.contains(&of_kind.kind));
    of_kinds.map(|of_kind| of_kind.count as u64).sum()
}

fn layers() -> impl Strategy<Value = Vec<Annotation>> {
    proptest::collection::vec((0usize..30, 1usize..8, 0usize..3).prop_map(annotation), 0..9)
}

fn matchings() -> impl Strategy<Value = Matching> {
    prop_oneof![
        Just(Matching::Exact),
        Just(Matching::Overlap { least: 0.0 }),
        Just(Matching::Overlap { least: 0.5 })
    ]
}

proptest! {
    #[test]
    fn gold_agrees_with_itself(all in proptest::collection::vec(layers(), 1..5), matching in matchings()) {
        let pairs: Vec<_> = all.into_iter().map(|layer| (layer.clone(), layer)).collect();
        let evaluation = evaluate(&pairs, options(matching, false));
        let f1 = evaluation.micro.figures.f1.value;
        prop_assert!(f1.is_none_or(|f1| f1 == 1.0), "{f1:?}");
        prop_assert_eq!(count(&evaluation, &Kind::ALL), 0);
    }

    #[test]
    fn everything_is_matched_or_a_disagreement(
        pairs in proptest::collection::vec((layers(), layers()), 1..5),
        matching in matchings(),
    ) {
        let evaluation = evaluate(&pairs, options(matching, false));
        let paired = count(&evaluation, &[Kind::Label, Kind::Boundaries, Kind::LabelAndBoundaries]);
        let counts = evaluation.micro.counts;
        prop_assert_eq!(counts.gold, counts.matched + paired + count(&evaluation, &[Kind::Missed]));
        prop_assert_eq!(counts.output, counts.matched + paired + count(&evaluation, &[Kind::Spurious]));
        prop_assert_eq!(evaluation.places.counts.matched, counts.matched + count(&evaluation, &[Kind::Label]));
        let confused: u64 = evaluation.confusions.iter().map(|confusion| confusion.count).sum();
        prop_assert_eq!(confused, count(&evaluation, &[Kind::Label]));
    }

    #[test]
    fn where_the_gold_is_partial_nothing_is_spurious_and_nothing_else_changes(
        pairs in proptest::collection::vec((layers(), layers()), 1..5),
        matching in matchings(),
    ) {
        let (whole, partial) = (evaluate(&pairs, options(matching, false)), evaluate(&pairs, options(matching, true)));
        prop_assert_eq!(count(&partial, &[Kind::Spurious]), 0);
        prop_assert_eq!(whole.micro.counts.matched, partial.micro.counts.matched);
        prop_assert_eq!(whole.micro.counts.gold, partial.micro.counts.gold);
    }

    #[test]
    fn figures_and_the_bounds_of_their_intervals_lie_between_0_and_1(
        pairs in proptest::collection::vec((layers(), layers()), 2..6),
    ) {
        let evaluation = evaluate(&pairs, options(Matching::Exact, false));
        for row in evaluation.labels.iter().chain([&evaluation.micro, &evaluation.places]) {
            for figure in [row.figures.precision, row.figures.recall, row.figures.f1] {
                prop_assert!(figure.value.is_none_or(|value| (0.0..=1.0).contains(&value)));
                prop_assert!(figure.interval.is_none_or(|(low, high)| 0.0 <= low && low <= high && high <= 1.0));
            }
        }
    }
}

#[test]
fn what_is_optional_is_neither_asked_for_nor_counted_against_the_output() {
    let (sure, unsure) = (annotation((0, 4, 0)), annotation((10, 4, 1)));
    let mut document = gold(0, &[sure.clone(), unsure.clone()]);
    document.annotations[1].optional = true;
    for found in [vec![sure.clone()], vec![sure.clone(), unsure], vec![sure, annotation((12, 9, 2))]] {
        let mut evaluator = Evaluator::new(options(Matching::Exact, false));
        evaluator.take(&document, None, (Presence::Reported, found), None);
        let counts = evaluator.finish(None).micro.counts;
        assert_eq!((counts.gold, counts.output, counts.matched), (1, 1, 1));
    }
}
