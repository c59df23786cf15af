//! Measures a model on annotated text, from raw text to names, as exact spans.
use super::corpus::{self, Sentence};
use std::collections::HashSet;
use std::sync::Arc;
use textmine_core::DocumentBuf;
use textmine_tagger::{Model, NameType, Tagger};

/// How many names were found, expected, and both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) right: u32,
    pub(crate) found: u32,
    pub(crate) expected: u32,
}

impl Counts {
    fn plus(self, other: Counts) -> Counts {
        Counts {
            right: self.right + other.right,
            found: self.found + other.found,
            expected: self.expected + other.expected,
        }
    }

    /// Harmonic mean of precision and recall, in percent.
    pub(crate) fn f1(self) -> f64 {
        200.0 * f64::from(self.right) / f64::from((self.found + self.expected).max(1))
    }
}

/// What came out on one corpus.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score {
    /// By type.
    pub(crate) counts: [Counts; 4],
    /// The probability of every name found, and whether it was right.
    pub(crate) names: Vec<(f32, bool)>,
}

impl Score {
    /// All types but `MISC`, which corpora annotate most differently.
    pub(crate) fn three(&self) -> Counts {
        self.counts[..3].iter().copied().fold(Counts::default(), Counts::plus)
    }
}

/// Finds the names in these sentences, so many to a document, and compares. Articles before and possessives after names
/// are disregarded on both sides.
pub(crate) fn score(model: &Arc<Model>, sentences: &[Sentence], per_document: usize) -> Score {
    let mut score = Score::default();
    let mut tagger = Tagger::new(Arc::clone(model));
    for sentences in sentences.chunks(per_document.max(1)) {
        let text = corpus::text(sentences);
        let Ok(document) = DocumentBuf::new("document", text.text.as_str()) else { continue };
        let view = document.view();
        let key = |range| {
            let trimmed = corpus::trimmed(&text.text, range);
            (trimmed.start, trimmed.end)
        };
        let expected: HashSet<((usize, usize), NameType)> =
            text.names.iter().map(|(range, kind)| (key(range.clone()), *kind)).collect();
        for (_, kind) in &expected {
            score.counts[*kind as usize].expected += 1;
        }
        for name in tagger.names(&view) {
            let tokens = &view.tokens()[name.first as usize..name.end as usize];
            let range = tokens[0].span.start as usize..tokens[tokens.len() - 1].span.end as usize;
            let right = expected.contains(&(key(range), name.kind));
            let counts = &mut score.counts[name.kind as usize];
            counts.found += 1;
            counts.right += u32::from(right);
            score.names.push((name.score, right));
        }
    }
    score
}
