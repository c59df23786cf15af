//! Which words a model knows: counted in the corpora, so far as they are no names, and taken from lexicons and vectors.
use super::lexicons::Lists;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use textmine_core::{Document, TokenKind};
use textmine_tone::hash;
use textmine_tone::word::{Folded, LEXICONS, MAX_VALENCE, Phrase, Row, SPECIAL, WordId, is_sign};

/// How often words were seen, and within sentences with and without a capital.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    seen: HashMap<String, u32>,
    small: HashMap<String, u32>,
    capital: HashMap<String, u32>,
}

impl Counts {
    /// Takes in a text.
    pub(crate) fn add(&mut self, document: &Document<'_>) {
        let mut before = "";
        for token in document.tokens() {
            let text = document.slice(token.span);
            let word = match token.kind() {
                TokenKind::Url | TokenKind::Handle | TokenKind::Number | TokenKind::Other => None,
                _ => folded(text),
            };
            if let Some(word) = word {
                let within = before == "," || before.starts_with(|c: char| c.is_lowercase());
                if within && text.starts_with(char::is_alphabetic) {
                    let capital = text.starts_with(char::is_uppercase);
                    let counts = if capital { &mut self.capital } else { &mut self.small };
                    *counts.entry(word.clone()).or_default() += 1;
                }
                *self.seen.entry(word).or_default() += 1;
            }
            before = text;
        }
    }

    fn capitals(&self, word: &str) -> (u32, u32) {
        let of = |counts: &HashMap<String, u32>| counts.get(word).copied().unwrap_or_default();
        (of(&self.small), of(&self.capital))
    }

    /// Most often with a capital where none is due: a name, which should say nothing.
    fn is_name(&self, word: &str) -> bool {
        let (small, capital) = self.capitals(word);
        capital > 2 * small
    }

    fn name_if_capital(&self, word: &str) -> bool {
        let (small, capital) = self.capitals(word);
        capital >= small
    }
}

/// A word as the model compares it.
pub(crate) fn folded(text: &str) -> Option<String> {
    match is_sign(text) {
        true => Some(text.to_owned()).filter(|text| text.len() <= Folded::MAX),
        false => Folded::new(text.trim_start_matches('#')).map(|folded| folded.as_str().to_owned()),
    }
}

/// The words of a model to be.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Number of each word by its hash.
    pub(crate) words: BTreeMap<u64, WordId>,
    pub(crate) rows: Vec<Row>,
    pub(crate) phrases: BTreeMap<u64, Phrase>,
    /// The word of each number, the first of several; none of those that stand for no word in particular.
    pub(crate) spelled: Vec<String>,
    /// So many of the first are known to the network.
    pub(crate) in_network: usize,
}

/// Words seen less often than this above the least are left to their weights: the network knows no vector of them.
const RARE: u32 = 4;

/// Puts the words together.
pub(crate) fn build(counts: &Counts, lists: &Lists, least_seen: u32, most: usize) -> Vocabulary {
    let mut first: BTreeSet<&str> = BTreeSet::new();
    let mut rest: BTreeSet<&str> = BTreeSet::new();
    for (word, count) in counts.seen.iter().filter(|(word, _)| !counts.is_name(word)) {
        if *count >= least_seen + RARE {
            first.insert(word);
        } else if *count >= least_seen {
            rest.insert(word);
        }
    }
    let ranked = lists.ranked.iter().take(most).filter(|word| !counts.is_name(word));
    first.extend(ranked.map(String::as_str));
    rest.extend(lists.cues.keys().filter_map(|cue| words_of(cue).next()));
    rest.extend(lists.valence.keys().filter_map(|word| words_of(word).next()));
    let lexical = |word: &&String| lists.values[*word][..4] != [0.0; 4] && words_of(word).count() == 1;
    rest.extend(lists.values.keys().filter(lexical).map(String::as_str));
    let alike: HashMap<&str, &str> = lists
        .alike
        .iter()
        .flat_map(|group| group[1..].iter().map(|word| (word.as_str(), group[0].as_str())))
        .collect();
    first.extend(lists.alike.iter().map(|group| group[0].as_str()));
    let mut vocabulary = Vocabulary::default();
    vocabulary.spelled.resize(SPECIAL as usize, String::new());
    vocabulary.rows.resize(SPECIAL as usize, Row::default());
    let mut known: HashMap<&str, WordId> = HashMap::new();
    let own = |word: &&&str| !alike.contains_key(**word);
    for word in first.iter().filter(own) {
        vocabulary.add(word, counts, lists, &mut known);
    }
    vocabulary.in_network = vocabulary.rows.len();
    for word in rest.iter().filter(|word| !first.contains(**word)).filter(own) {
        vocabulary.add(word, counts, lists, &mut known);
    }
    for (word, same) in &alike {
        if let Some(id) = known.get(same) {
            vocabulary.words.insert(hash::word(word.as_bytes()), *id);
        }
    }
    vocabulary.add_phrases(lists);
    vocabulary
}

impl Vocabulary {
    fn add<'w>(
        &mut self,
        word: &'w str,
        counts: &Counts,
        lists: &Lists,
        known: &mut HashMap<&'w str, WordId>,
    ) {
        let values = lists.values.get(word).copied().unwrap_or([0.0; LEXICONS]);
        let id = self.rows.len() as WordId;
        self.rows.push(Row {
            valence: lists.valence.get(word).copied().unwrap_or_default(),
            cue: lists.cues.get(word).copied().unwrap_or_default(),
            name_if_capital: counts.name_if_capital(word),
            lexicons: values.map(|value| (value / MAX_VALENCE * 127.0).round().clamp(-127.0, 127.0) as i8),
            ..Row::default()
        });
        self.spelled.push(word.to_owned());
        self.words.insert(hash::word(word.as_bytes()), id);
        known.insert(word, id);
    }

    fn add_phrases(&mut self, lists: &Lists) {
        let names: BTreeSet<&String> = lists.valence.keys().chain(lists.cues.keys()).collect();
        for name in names {
            let words: Vec<&str> = words_of(name).collect();
            if words.len() < 2 {
                continue;
            }
            if let Some(id) = self.words.get(&hash::word(words[0].as_bytes())) {
                self.rows[*id as usize].starts_phrase = true;
            }
            let mut key = 0;
            for (number, word) in words.iter().enumerate() {
                key = hash::phrase(key, hash::word(word.as_bytes()));
                let phrase = self.phrases.entry(key).or_default();
                if number + 1 < words.len() {
                    phrase.goes_on = true;
                } else {
                    phrase.whole = true;
                    phrase.valence = lists.valence.get(name).copied().unwrap_or_default();
                    phrase.cue = lists.cues.get(name).copied().unwrap_or_default();
                }
            }
        }
    }
}

/// The words of an entry as segmentation cuts them: at spaces and around hyphens.
fn words_of(phrase: &str) -> impl Iterator<Item = &str> {
    let whole = is_sign(phrase);
    let pieces = move |word: &'_ str| -> Vec<(usize, usize)> {
        let mut cuts = vec![0];
        if !whole && word.len() > 1 {
            for (at, _) in word.match_indices('-') {
                cuts.extend([at, at + 1]);
            }
        }
        cuts.push(word.len());
        cuts.windows(2).map(|pair| (pair[0], pair[1])).collect()
    };
    phrase
        .split(move |c| !whole && c == ' ')
        .flat_map(move |word| pieces(word).into_iter().map(move |(from, to)| &word[from..to]))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_cut_as_texts_are() {
        let cut = |entry| words_of(entry).collect::<Vec<_>>();
        assert_eq!(cut("well-off"), ["well", "-", "off"]);
        assert_eq!(cut("as far as"), ["as", "far", "as"]);
        assert_eq!(cut(":-)"), [":-)"]);
    }
}
