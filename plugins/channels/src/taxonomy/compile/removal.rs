//! What the options take away from the lists of a default channel.
use crate::taxonomy::spec::{ChannelSpec, Worded};
use std::collections::BTreeSet;
use textmine_core::OptionError;

/// Less alike than this, from 0 to 1, and a pattern is no suggestion.
const ALIKE: f64 = 0.4;

/// Takes out of `spec` what `change`, the option at the pointer `at`, says.
pub(super) fn apply(spec: &mut ChannelSpec, change: &ChannelSpec, at: &str) -> Result<(), OptionError> {
    for (index, text) in change.remove.iter().enumerate() {
        let before = patterns(spec).len();
        let wanted = plain(text);
        spec.verbs.retain(|entry| plain(entry.words()) != wanted);
        spec.nouns.retain(|entry| plain(entry.words()) != wanted);
        spec.apps.retain(|entry| plain(entry.words()) != wanted);
        spec.phrases.retain(|entry| plain(entry.words()) != wanted);
        spec.exclude.retain(|entry| plain(entry) != wanted);
        if patterns(spec).len() == before {
            let near = nearest(&wanted, &patterns(spec));
            let help = near.map_or("expected a pattern as it stands there".to_owned(), |near| {
                format!("did you mean `{near}`?")
            });
            let message = format!("no default list of this channel has `{text}`; {help}");
            return Err(OptionError::new(format!("{at}/remove/{index}"), message));
        }
    }
    let Some(languages) = &change.languages else { return Ok(()) };
    let known: BTreeSet<String> = spec.apps.iter().map(|app| app.detailed().language).collect();
    if let Some(index) = languages.iter().position(|language| !known.contains(language)) {
        let known: Vec<String> = known.into_iter().collect();
        let message = format!(
            "no default app or outlet of this channel has the language `{}`; there are {}",
            languages[index],
            if known.is_empty() { "none".to_owned() } else { known.join(", ") }
        );
        return Err(OptionError::new(format!("{at}/languages/{index}"), message));
    }
    spec.apps.retain(|app| languages.contains(&app.detailed().language));
    Ok(())
}

/// All patterns of all lists.
fn patterns(spec: &ChannelSpec) -> Vec<&str> {
    let words = spec.verbs.iter().map(Worded::words).chain(spec.nouns.iter().map(Worded::words));
    let words = words.chain(spec.apps.iter().map(Worded::words));
    words
        .chain(spec.phrases.iter().map(Worded::words))
        .chain(spec.exclude.iter().map(Worded::words))
        .collect()
}

/// In lower case, with one space between words.
fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The pattern that is most like the text; `telephone call` is found in `phone|telephone call` as well.
fn nearest<'p>(text: &str, patterns: &[&'p str]) -> Option<&'p str> {
    let all = patterns.iter().map(|pattern| (likeness(text, &plain(pattern)), *pattern));
    let found = all.filter(|(likeness, _)| *likeness > ALIKE);
    found.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, pattern)| pattern)
}

/// How alike a text and a pattern are, from 0 to 1: word by word if they have as many, each with the nearest alternative.
fn likeness(text: &str, pattern: &str) -> f64 {
    let (words, places): (Vec<&str>, Vec<&str>) = (text.split(' ').collect(), pattern.split(' ').collect());
    if words.len() != places.len() {
        return alike(text, pattern);
    }
    let nearest = |word: &str, place: &str| {
        place.split(['|', '[', ']']).map(|other| alike(word, other)).fold(0.0, f64::max)
    };
    let all: f64 = words.iter().zip(&places).map(|(word, place)| nearest(word, place)).sum();
    all / words.len() as f64
}

/// Twice the pairs of letters that both have, as a share of the pairs of both.
fn alike(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    let pairs = |text: &str| text.as_bytes().windows(2).map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    let before = b.len();
    for pair in a {
        if let Some(at) = b.iter().position(|other| *other == pair) {
            b.swap_remove(at);
        }
    }
    if all == 0 { 0.0 } else { 2.0 * (before - b.len()) as f64 / all as f64 }
}
