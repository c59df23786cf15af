//! Output against gold: document by document, then the figures.
use crate::alignment::{Matching, Pair, Tier, align, shared};
use crate::counts::{Layout, Tally, Totals};
use crate::disagreement::{Difference, Disagreement, Disagreements, Kind, context};
use crate::figures::{AttributeRow, Confusion, Documents, Evaluation, Figures, Method, Row, Unseen};
use crate::selection::{Condition, Labels};
use crate::{Annotation, AttributeSpec, GoldAnnotation, GoldDocument, Text, resampling};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use textmine_report::OffsetUnit;

/// How output is compared with gold.
#[derive(Debug, Clone)]
pub struct EvaluationOptions {
    /// The layer.
    pub layer: String,
    /// When two places are the same.
    pub matching: Matching,
    /// What offsets count.
    pub unit: OffsetUnit,
    /// Which labels take part, under which names.
    pub labels: Labels,
    /// What annotations of the gold must have.
    pub gold_where: Vec<Condition>,
    /// What annotations of the output must have.
    pub output_where: Vec<Condition>,
    /// The gold marks some places only: what the output has elsewhere is not counted.
    pub partial: bool,
    /// Attributes of matched annotations that are compared.
    pub attributes: Vec<AttributeSpec>,
    /// Disagreements of each kind that are kept.
    pub examples: usize,
    /// Draws for intervals, and exchanges for the test.
    pub resamples: usize,
}

/// What an output says of a document, or that it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There is a report.
    Reported,
    /// There is none: everything in the gold is missed.
    Missing,
}

/// Takes documents one by one and keeps counts and examples alone.
#[derive(Debug)]
pub struct Evaluator {
    options: EvaluationOptions,
    labels: Vec<String>,
    numbers: HashMap<String, usize>,
    /// Labels that came by.
    seen: BTreeSet<String>,
    /// Keys of attributes that came by.
    gold_keys: BTreeSet<String>,
    output_keys: BTreeSet<String>,
    tallies: Vec<Tally>,
    /// With those of the other output, if there is one.
    pairs: Vec<(Tally, Tally)>,
    confusions: BTreeMap<(String, String), u64>,
    disagreements: Vec<Disagreements>,
    /// Attributes of which a value was a list.
    lists: Vec<bool>,
    missing: Vec<String>,
}

/// One document's annotations that take part, and how they pair.
struct Judged<'g> {
    gold: Vec<&'g GoldAnnotation>,
    output: Vec<Annotation>,
    pairs: Vec<Pair>,
}

impl Evaluator {
    /// Starts with no document.
    pub fn new(options: EvaluationOptions) -> Self {
        let kinds = Kind::ALL.map(|kind| Disagreements { kind, count: 0, examples: Vec::new() });
        Evaluator {
            lists: vec![false; options.attributes.len()],
            options,
            labels: Vec::new(),
            numbers: HashMap::new(),
            seen: BTreeSet::new(),
            gold_keys: BTreeSet::new(),
            output_keys: BTreeSet::new(),
            tallies: Vec::new(),
            pairs: Vec::new(),
            confusions: BTreeMap::new(),
            disagreements: kinds.into(),
            missing: Vec::new(),
        }
    }

    /// Compares one document: `output` is what was found, `old` what another output had found, to be compared with. `text` is
    /// for the context of disagreements.
    pub fn take(
        &mut self,
        gold: &GoldDocument,
        text: Option<&str>,
        (presence, output): (Presence, Vec<Annotation>),
        old: Option<Vec<Annotation>>,
    ) {
        if presence == Presence::Missing {
            self.missing.push(gold.id.clone());
        }
        let expected = self.expected(gold);
        let judged = self.judge(&expected, output);
        let tally = self.tally(&judged);
        if let Some(old) = old {
            let other = self.judge(&expected, old);
            let other = self.tally(&other);
            self.pairs.push((tally.clone(), other));
        }
        self.tallies.push(tally);
        let text = text.map(|text| Text::new(text, self.options.unit));
        self.note(&gold.id, text.as_ref(), &judged);
    }

    fn expected(&mut self, gold: &GoldDocument) -> Vec<GoldAnnotation> {
        let mut expected = Vec::with_capacity(gold.annotations.len());
        for annotation in &gold.annotations {
            let mut annotation = annotation.clone();
            note_keys(&mut self.gold_keys, &annotation.annotation);
            let (labels, conditions) = (&self.options.labels, &self.options.gold_where);
            if labels.admit(&mut annotation.annotation, conditions, &mut self.seen) {
                expected.push(annotation);
            }
        }
        expected
    }

    fn judge<'g>(&mut self, expected: &'g [GoldAnnotation], mut output: Vec<Annotation>) -> Judged<'g> {
        let matching = self.options.matching;
        let (labels, conditions) = (&self.options.labels, &self.options.output_where);
        output.iter().for_each(|annotation| note_keys(&mut self.output_keys, annotation));
        output.retain_mut(|annotation| labels.admit(annotation, conditions, &mut self.seen));
        let (optional, asked): (Vec<_>, Vec<_>) = expected.iter().partition(|gold| gold.optional);
        let gold: Vec<GoldAnnotation> = asked.iter().map(|gold| (*gold).clone()).collect();
        let mut pairs = align(&gold, &output, matching);
        let mut tiers = vec![None; output.len()];
        pairs.iter().for_each(|pair| tiers[pair.output] = Some(pair.tier));
        let kept = |(found, tier): (&Annotation, &Option<Tier>)| {
            let excused = *tier != Some(Tier::Matched) && optional.iter().any(|gold| overlaps(gold, found));
            let outside = self.options.partial && tier.is_none();
            !excused && !outside
        };
        let kept: Vec<bool> = output.iter().zip(&tiers).map(kept).collect();
        if kept.contains(&false) {
            let mut kept = kept.into_iter();
            output.retain(|_| kept.next().unwrap_or(true));
            pairs = align(&gold, &output, matching);
        }
        Judged { gold: asked, output, pairs }
    }

    fn number(&mut self, label: &str) -> usize {
        if let Some(&number) = self.numbers.get(label) {
            return number;
        }
        let number = self.labels.len();
        self.labels.push(label.to_owned());
        self.numbers.insert(label.to_owned(), number);
        number
    }

    fn tally(&mut self, judged: &Judged<'_>) -> Tally {
        let mut tally = Tally::default();
        for gold in &judged.gold {
            let number = self.number(&gold.annotation.label);
            tally.label(number).gold += 1;
            tally.places.gold += 1;
        }
        for found in &judged.output {
            let number = self.number(&found.label);
            tally.label(number).output += 1;
            tally.places.output += 1;
        }
        if !self.options.attributes.is_empty() {
            tally.attributes = vec![Default::default(); self.options.attributes.len()];
        }
        for pair in &judged.pairs {
            let (gold, found) = (judged.gold[pair.gold], &judged.output[pair.output]);
            tally.places.matched += u64::from(pair.tier <= Tier::Place);
            if pair.tier == Tier::Matched {
                let number = self.number(&found.label);
                tally.label(number).matched += 1;
                for (index, spec) in self.options.attributes.iter().enumerate() {
                    let Some(compared) = spec.compare(gold, found) else { continue };
                    self.lists[index] |= compared.list;
                    let counts = &mut tally.attributes[index];
                    counts.asked += 1;
                    counts.equal += u64::from(compared.equal());
                    counts.values.gold += compared.gold.len() as u64;
                    counts.values.output += compared.output.len() as u64;
                    counts.values.matched += compared.common as u64;
                }
            }
        }
        tally
    }

    /// Notes what the output got wrong.
    fn note(&mut self, document: &str, text: Option<&Text<'_>>, judged: &Judged<'_>) {
        let (mut missed, mut spurious) = (vec![true; judged.gold.len()], vec![true; judged.output.len()]);
        for pair in &judged.pairs {
            (missed[pair.gold], spurious[pair.output]) = (false, false);
            let (gold, found) = (judged.gold[pair.gold], &judged.output[pair.output]);
            let kind = match pair.tier {
                Tier::Matched => {
                    for index in 0..self.options.attributes.len() {
                        let spec = &self.options.attributes[index];
                        if let Some(compared) = spec.compare(gold, found).filter(|compared| !compared.equal())
                        {
                            let difference = Difference::new(spec.key(), compared);
                            let example = example(document, text, Some(gold), Some(found), Some(difference));
                            self.add(Kind::Attribute, example);
                        }
                    }
                    continue;
                }
                Tier::Place => {
                    let labels = (gold.annotation.label.clone(), found.label.clone());
                    *self.confusions.entry(labels).or_default() += 1;
                    Kind::Label
                }
                Tier::Label => Kind::Boundaries,
                Tier::Neither => Kind::LabelAndBoundaries,
            };
            self.add(kind, example(document, text, Some(gold), Some(found), None));
        }
        for (gold, _) in judged.gold.iter().zip(&missed).filter(|(_, missed)| **missed) {
            self.add(Kind::Missed, example(document, text, Some(gold), None, None));
        }
        for (found, _) in judged.output.iter().zip(&spurious).filter(|(_, spurious)| **spurious) {
            self.add(Kind::Spurious, example(document, text, None, Some(found), None));
        }
    }

    fn add(&mut self, kind: Kind, example: impl FnOnce() -> Disagreement) {
        let limit = self.options.examples;
        if let Some(of_kind) = self.disagreements.iter_mut().find(|d| d.kind == kind) {
            of_kind.count += 1;
            if of_kind.examples.len() < limit {
                of_kind.examples.push(example());
            }
        }
    }

    /// Labels and attributes that were named and never came.
    fn unseen(&self) -> Vec<Unseen> {
        let list = |seen: &BTreeSet<String>| seen.iter().cloned().collect::<Vec<_>>();
        let mut all: Vec<Unseen> = Vec::new();
        for label in self.options.labels.unseen(&self.seen) {
            let (name, seen) = (label.to_owned(), list(&self.seen));
            all.push(Unseen { what: "neither gold nor output has the label", name, seen });
        }
        let attributes = self.options.attributes.iter().flat_map(AttributeSpec::keys);
        let of_gold = attributes.chain(self.options.gold_where.iter().map(Condition::key));
        for key in of_gold.filter(|key| !self.gold_keys.contains(*key)) {
            let (name, seen) = (key.to_owned(), list(&self.gold_keys));
            all.push(Unseen { what: "no annotation of the gold has the attribute", name, seen });
        }
        let of_output = self.options.output_where.iter().map(Condition::key);
        for key in of_output.filter(|key| !self.output_keys.contains(*key)) {
            let (name, seen) = (key.to_owned(), list(&self.output_keys));
            all.push(Unseen { what: "no annotation of the output has the attribute", name, seen });
        }
        all
    }

    /// The figures of all documents. `compared` is what the other output is called.
    pub fn finish(self, compared: Option<String>) -> Evaluation {
        let unseen = self.unseen();
        let Evaluator { options, labels, tallies, pairs, .. } = self;
        let empty = Totals::new(labels.len(), options.attributes.len());
        let sum = |tallies: &mut dyn Iterator<Item = &Tally>| {
            let mut totals = empty.clone();
            tallies.for_each(|tally| totals.add(tally, 1));
            totals
        };
        let totals = sum(&mut tallies.iter());
        let old = (compared.is_some()).then(|| sum(&mut pairs.iter().map(|(_, old)| old)));
        let p_values = compared.is_some().then(|| resampling::p_values(&pairs, &empty, options.resamples));
        let figures = Figures {
            values: totals.figures(),
            intervals: resampling::intervals(&tallies, &empty, options.resamples),
            old: old.as_ref().map(Totals::figures),
            p_values,
        };
        let layout = Layout { labels: labels.len() };
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by_key(|&n| (std::cmp::Reverse(totals.labels[n].gold), labels[n].clone()));
        let row = |name: &str, counts, at| Row::new(name, counts, &figures, at);
        let attributes = options.attributes.iter().enumerate().map(|(index, spec)| {
            let at = layout.attribute(index);
            AttributeRow::new(spec, totals.attributes[index], self.lists[index], &figures, at)
        });
        let mut confusions: Vec<Confusion> = self
            .confusions
            .into_iter()
            .map(|((gold, output), count)| Confusion { gold, output, count })
            .collect();
        confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
        Evaluation {
            schema: "textmine.evaluation/1",
            layer: options.layer.clone(),
            matching: options.matching.into(),
            documents: Documents { gold: tallies.len(), without_report: self.missing },
            labels: order.iter().map(|&n| row(&labels[n], totals.labels[n], layout.label(n))).collect(),
            micro: row("micro", totals.micro(), layout.micro()),
            macro_average: figures.three(layout.macro_average()),
            places: row("any label", totals.places, layout.places()),
            label_accuracy: figures.one(layout.label_accuracy()),
            attributes: attributes.collect(),
            confusions,
            disagreements: self.disagreements,
            method: Method {
                resamples: options.resamples,
                seed: resampling::SEED,
                level: resampling::LEVEL,
                compared_with: compared,
            },
            unseen,
        }
    }
}

fn note_keys(keys: &mut BTreeSet<String>, annotation: &Annotation) {
    for (key, _) in &annotation.attributes {
        if !keys.contains(key) {
            keys.insert(key.clone());
        }
    }
}

fn overlaps(gold: &GoldAnnotation, found: &Annotation) -> bool {
    let main = (gold.annotation.start, gold.annotation.end);
    let mut places = std::iter::once(&main).chain(&gold.also);
    places.any(|place| shared(*place, (found.start, found.end)) > 0)
}

/// Makes an example only if it is wanted.
fn example<'a>(
    document: &'a str,
    text: Option<&'a Text<'_>>,
    gold: Option<&'a GoldAnnotation>,
    output: Option<&'a Annotation>,
    attribute: Option<Difference>,
) -> impl FnOnce() -> Disagreement + 'a {
    let gold = gold.map(|gold| &gold.annotation);
    let span = |annotation: &Annotation| (annotation.start, annotation.end);
    move || Disagreement {
        document: document.to_owned(),
        gold: gold.map(Into::into),
        output: output.map(Into::into),
        attribute,
        context: text.and_then(|text| context(text, gold.map(span), output.map(span))),
    }
}

#[cfg(test)]
mod tests;
