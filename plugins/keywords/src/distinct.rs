//! Keywords that differ from each other: of several alike, the best.
use crate::yake::Phrase;

/// Phrases that are looked at for each keyword that is wanted; there are as many alike only in a text made for it.
const LOOKED_AT: usize = 50;

/// Keeps the first `count` phrases of which none is more similar than `similar` to one before it.
pub(crate) fn keep_best(phrases: &mut Vec<Phrase>, count: usize, similar: f64) {
    let mut kept = 0;
    for at in 0..phrases.len().min(LOOKED_AT * count) {
        if kept == count {
            break;
        }
        if !phrases[..kept].iter().any(|better| similarity(&better.text, &phrases[at].text) > similar) {
            phrases.swap(kept, at);
            kept += 1;
        }
    }
    phrases.truncate(kept);
}

/// 1 less Levenshtein's distance by the length of the longer text.
fn similarity(a: &str, b: &str) -> f64 {
    // What differs in length differs in as many letters; that is known at once.
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    if shorter * 8 < longer { 0.0 } else { strsim::normalized_levenshtein(a, b) }
}
