//! YAKE: how characteristic each word and phrase is of its document, by nothing but counts.
//!
//! The formulas are those of Campos et al., [YAKE! Keyword extraction from single documents using multiple local
//! features](https://doi.org/10.1016/j.ins.2019.09.013), Information Sciences 509 (2020), section 3; as in the authors'
//! implementation, the frequency by which the casing is divided is `1 + ln`, and neighbours are those right beside.
use crate::words::{Case, Word, Words};
use std::collections::HashMap;
use textmine_core::Span;

/// A word or phrase that may be a keyword.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// In lower case, with single spaces.
    pub(crate) text: String,
    /// From 0; lower is better.
    pub(crate) rating: f64,
    /// Its places, in order.
    pub(crate) spans: Vec<Span>,
}

/// What is counted of a term.
#[derive(Clone, Debug, Default)]
struct Term {
    count: f64,
    capitals: f64,
    acronyms: f64,
    /// The sentences that have it, each once.
    sentences: Vec<u32>,
    /// Neighbours on the left and on the right: how many in all, and how many different ones.
    left: Neighbours,
    right: Neighbours,
}

#[derive(Clone, Copy, Debug, Default)]
struct Neighbours {
    all: f64,
    different: f64,
}

impl Neighbours {
    fn add(&mut self, new: f64) {
        self.all += 1.0;
        self.different += new;
    }

    /// How different the neighbours are: near 0 if they are always the same, 1 if each comes once.
    fn diversity(self) -> f64 {
        if self.all == 0.0 { 0.0 } else { self.different / self.all }
    }
}

/// Rates the phrases of up to `longest` words; the best come first, and of equal ones the earlier.
pub(crate) fn rate(words: &Words<'_>, longest: usize) -> Vec<Phrase> {
    let (terms, pairs) = count(words);
    let ratings = rate_terms(words, &terms);
    let mut phrases: Vec<Phrase> = candidates(words, longest)
        .into_iter()
        .filter_map(|candidate| {
            let rating = rate_phrase(&candidate, words, &terms, &pairs, &ratings)?;
            let text = candidate.forms.iter().map(|&form| &*words.forms[form as usize]).collect::<Vec<_>>();
            Some(Phrase { text: text.join(" "), rating, spans: candidate.spans })
        })
        .collect();
    phrases.sort_by(|a, b| a.rating.total_cmp(&b.rating));
    phrases
}

/// How often one term stands right before another.
type Pairs = HashMap<(u32, u32), f64>;

fn count(words: &Words<'_>) -> (Vec<Term>, Pairs) {
    let mut terms = vec![Term::default(); words.is_stop.len()];
    let mut pairs = Pairs::new();
    let mut before: Option<&Word> = None;
    for word in &words.words {
        let id = words.terms[word.form as usize];
        let term = &mut terms[id as usize];
        term.count += 1.0;
        term.capitals += f64::from(word.case == Case::Capital);
        term.acronyms += f64::from(word.case == Case::Acronym);
        if term.sentences.last() != Some(&word.sentence) {
            term.sentences.push(word.sentence);
        }
        let beside =
            before.filter(|before| !word.opens && before.case != Case::Other && word.case != Case::Other);
        if let Some(before) = beside {
            let left = words.terms[before.form as usize];
            let pair = pairs.entry((left, id)).or_default();
            let new = f64::from(*pair == 0.0);
            *pair += 1.0;
            terms[left as usize].right.add(new);
            terms[id as usize].left.add(new);
        }
        before = Some(word);
    }
    (terms, pairs)
}

/// `S(t)` of each term.
fn rate_terms(words: &Words<'_>, terms: &[Term]) -> Vec<f64> {
    let telling = || terms.iter().zip(&words.is_stop).filter(|(_, stop)| !**stop).map(|(term, _)| term.count);
    let number = telling().count().max(1) as f64;
    let mean = telling().sum::<f64>() / number;
    let deviation = (telling().map(|count| (count - mean).powi(2)).sum::<f64>() / number).sqrt();
    let most = terms.iter().map(|term| term.count).fold(1.0, f64::max);
    let rate = |term: &Term| {
        let casing = term.capitals.max(term.acronyms) / (1.0 + term.count.ln());
        let position = (3.0 + median(&term.sentences)).ln().ln();
        let frequency = term.count / (mean + deviation);
        let relatedness = 1.0 + (term.left.diversity() + term.right.diversity()) * term.count / most;
        let spread = term.sentences.len() as f64 / words.sentences.max(1) as f64;
        relatedness * position / (casing + frequency / relatedness + spread / relatedness)
    };
    terms.iter().map(rate).collect()
}

/// The median of sorted numbers.
fn median(sorted: &[u32]) -> f64 {
    let middle = sorted.len() / 2;
    match (sorted.get(middle), sorted.len() % 2) {
        (Some(&upper), 0) => f64::from(sorted[middle - 1] + upper) / 2.0,
        (Some(&only), _) => f64::from(only),
        (None, _) => 0.0,
    }
}

/// A phrase that neither begins nor ends with a stop word.
#[derive(Debug)]
struct Candidate {
    forms: Vec<u32>,
    spans: Vec<Span>,
}

/// The candidates, in the order in which they come first.
fn candidates(words: &Words<'_>, longest: usize) -> Vec<Candidate> {
    // Each phrase is a node below the phrase without its last word.
    let mut nodes: HashMap<(u32, u32), u32> = HashMap::new();
    let mut of_node: Vec<Option<usize>> = vec![None];
    let mut found: Vec<Candidate> = Vec::new();
    let is_stop = |word: &Word| words.is_stop[words.terms[word.form as usize] as usize];
    for (at, first) in words.words.iter().enumerate() {
        if first.case == Case::Other || is_stop(first) {
            continue;
        }
        let mut node = 0;
        for (len, last) in words.words[at..].iter().take(longest).enumerate() {
            if last.case == Case::Other || len > 0 && last.opens {
                break;
            }
            node = *nodes.entry((node, last.form)).or_insert_with(|| {
                of_node.push(None);
                of_node.len() as u32 - 1
            });
            if is_stop(last) {
                continue;
            }
            let candidate = *of_node[node as usize].get_or_insert_with(|| {
                let forms = words.words[at..=at + len].iter().map(|word| word.form).collect();
                found.push(Candidate { forms, spans: Vec::new() });
                found.len() - 1
            });
            found[candidate].spans.push(first.span.cover(last.span));
        }
    }
    found
}

/// `S(kw)`: that of a stop word within is made from how surely it stands between its neighbours. None where stop words
/// outweigh the rest and the formula has no meaning.
fn rate_phrase(
    candidate: &Candidate,
    words: &Words<'_>,
    terms: &[Term],
    pairs: &Pairs,
    ratings: &[f64],
) -> Option<f64> {
    let ids: Vec<u32> = candidate.forms.iter().map(|&form| words.terms[form as usize]).collect();
    let (mut product, mut sum) = (1.0, 0.0);
    for (at, &id) in ids.iter().enumerate() {
        if !words.is_stop[id as usize] {
            product *= ratings[id as usize];
            sum += ratings[id as usize];
            continue;
        }
        // A candidate begins and ends with another word.
        let (before, after) = (ids[at - 1], ids[at + 1]);
        let often = |pair: (u32, u32)| pairs.get(&pair).copied().unwrap_or_default();
        let sure = often((before, id)) / terms[before as usize].count * often((id, after))
            / terms[after as usize].count;
        product *= 2.0 - sure;
        sum -= 1.0 - sure;
    }
    let weight = candidate.spans.len() as f64 * (1.0 + sum);
    (weight > 0.0).then(|| product / weight)
}
