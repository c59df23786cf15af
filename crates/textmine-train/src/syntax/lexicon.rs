//! Builds the lexicon: classes of words from lists, and the tags that words were seen with.
use super::recipe::Lexicon;
use super::treebank::Sentence;
use flate2::read::GzDecoder;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use textmine_syntax::Tag;
use textmine_syntax::lexicon::Builder;

/// What is wrong with a list.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ListError {
    /// It can't be read.
    #[error("cannot read the list `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A line has too few columns or no fitting numbers.
    #[error("{}:{line}: expected a word and three class numbers less than 64, 256 and 1024, with tabs between them", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
    },
}

/// The names of a list.
pub(crate) fn names(path: &Path) -> Result<Vec<String>, ListError> {
    let names = text(path)?;
    Ok(names.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(str::to_owned).collect())
}

/// Text of a file, unpacked if it is packed with gzip.
fn text(path: &Path) -> Result<String, ListError> {
    let failed = |source| ListError::Read { path: path.to_owned(), source };
    let bytes = std::fs::read(path).map_err(failed)?;
    let mut text = String::new();
    match bytes.starts_with(&[0x1F, 0x8B]) {
        true => GzDecoder::new(&bytes[..]).read_to_string(&mut text),
        false => (&bytes[..]).read_to_string(&mut text),
    }
    .map_err(failed)?;
    Ok(text)
}

/// The words of a list with their classes, counted from 1.
fn classes(path: &Path) -> Result<Vec<(String, [u16; 3])>, ListError> {
    let text = text(path)?;
    let words = text.lines().enumerate().map(|(number, line)| {
        let mut columns = line.split('\t');
        let word = columns.next().unwrap_or_default().to_owned();
        let mut class = |limit: u16| {
            columns.next()?.parse::<u16>().ok().filter(|class| *class < limit).map(|class| class + 1)
        };
        match (class(64), class(256), class(1024)) {
            (Some(coarse), Some(middle), Some(fine)) => Ok((word, [coarse, middle, fine])),
            _ => Err(ListError::Line { path: path.to_owned(), line: number + 1 }),
        }
    });
    words.collect()
}

/// Puts the lexicon together.
pub(crate) fn build<'s>(
    lists: &Lexicon,
    place: &dyn Fn(&Path) -> PathBuf,
    sentences: impl Iterator<Item = &'s Sentence>,
    varied: impl Iterator<Item = &'s Sentence>,
) -> Result<Builder, ListError> {
    let mut counts: BTreeMap<&str, BTreeMap<Tag, u32>> = BTreeMap::new();
    for token in sentences.flatten() {
        *counts.entry(&token.lower).or_default().entry(token.tag).or_default() += 1;
    }
    let plain = classes(&place(&lists.plain_classes))?;
    let mut wanted: HashSet<&str> = plain.iter().take(lists.words).map(|(word, _)| word.as_str()).collect();
    wanted.extend(counts.keys());
    let mut builder = Builder::default();
    for (word, classes) in plain.iter().filter(|(word, _)| wanted.contains(word.as_str())) {
        builder.word(word).plain = *classes;
    }
    // The vectors are the same for a word with and without capitals, but not all words are there in both.
    for (word, classes) in classes(&place(&lists.cased_classes))? {
        let lower = word.to_lowercase();
        if wanted.contains(lower.as_str()) && (lower == word || builder.word(&lower).cased[0] == 0) {
            builder.word(&lower).cased = classes;
        }
    }
    habits(&counts, &mut builder);
    // No word has but one tag if it has another in other words.
    for token in varied.flatten().filter(|token| counts.contains_key(token.lower.as_str())) {
        let known = builder.word(&token.lower);
        if known.only != token.tag as u8 + 1 {
            known.only = 0;
        }
    }
    Ok(builder)
}

/// Notes the tags of words that were seen often enough.
fn habits(counts: &BTreeMap<&str, BTreeMap<Tag, u32>>, builder: &mut Builder) {
    /// Words seen less often may well have other tags.
    const SEEN: u32 = 4;
    /// Words seen so often with one tag have no other.
    const SURE: u32 = 40;
    let habit = |tags: &BTreeMap<Tag, u32>| -> Vec<Tag> {
        let total: u32 = tags.values().sum();
        let mut usual: Vec<(u32, Tag)> = tags
            .iter()
            .filter(|(_, count)| **count * 12 >= total && **count > 1)
            .map(|(tag, count)| (*count, *tag))
            .collect();
        usual.sort_unstable_by_key(|(count, tag)| (std::cmp::Reverse(*count), *tag));
        // The first is the most frequent; the order of the others says nothing.
        let mut tags: Vec<Tag> = usual.into_iter().map(|(_, tag)| tag).take(4).collect();
        if let Some((_, rest)) = tags.split_first_mut() {
            rest.sort_unstable();
        }
        tags
    };
    let seen = |tags: &&BTreeMap<Tag, u32>| tags.values().sum::<u32>() >= SEEN;
    let mut sets: BTreeMap<Vec<Tag>, u32> = BTreeMap::new();
    for tags in counts.values().filter(seen) {
        *sets.entry(habit(tags)).or_default() += 1;
    }
    let mut order: Vec<(u32, Vec<Tag>)> = sets.into_iter().map(|(tags, count)| (count, tags)).collect();
    order.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let numbers: HashMap<Vec<Tag>, u8> = order.into_iter().map(|(_, tags)| tags).zip(1..=255).collect();
    for (word, tags) in counts.iter().filter(|(_, tags)| seen(tags)) {
        let known = builder.word(word);
        known.habit = numbers.get(&habit(tags)).copied().unwrap_or(0);
        let total: u32 = tags.values().sum();
        let sure = tags.iter().find(|(_, count)| total >= SURE && **count * 1000 >= total * 997);
        known.only = sure.map_or(0, |(tag, _)| *tag as u8 + 1);
    }
}
