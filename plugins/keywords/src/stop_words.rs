//! Words that say nothing of what a text is about.
use std::collections::HashSet;

/// The file of the words.
const FILE: &str = include_str!("../data/stop_words.txt");

/// Words in lower case with which no keyword begins or ends.
#[derive(Debug)]
pub(crate) struct StopWords(HashSet<String>);

impl StopWords {
    /// Those of the file, and more.
    pub(crate) fn new(more: &[String]) -> Self {
        let file = FILE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        StopWords(file.map(str::to_owned).chain(more.iter().map(|word| word.to_lowercase())).collect())
    }

    /// True if a word, in lower case and with straight apostrophes, is one, or is too short to be a keyword.
    pub(crate) fn contains(&self, word: &str) -> bool {
        // `Inc.` is `inc` with the period of an abbreviation.
        self.0.contains(word.trim_end_matches('.'))
            || word.chars().filter(|c| c.is_alphanumeric()).take(SHORTEST).count() < SHORTEST
    }
}

/// Letters of the shortest keyword, as in YAKE.
const SHORTEST: usize = 3;
