//! The names that the user adds to those known.
mod file;

use crate::label::Label;
use crate::options::{FilePath, OwnName};
use crate::recognise::Mention;
use std::collections::HashMap;
use textmine_core::segment::segment;
use textmine_core::{Document, OptionError, Span};

/// The user's names, ready to be looked up.
#[derive(Debug, Default)]
pub(crate) struct OwnNames {
    /// By the tokens of the name, a space between them.
    names: HashMap<String, Known>,
    /// The most tokens that a name has that starts with that one.
    longest: HashMap<String, usize>,
    /// The first name of each entry.
    canonical: Vec<String>,
}

/// What is known of a name.
#[derive(Debug)]
struct Known {
    /// Index of its entry.
    number: u32,
    label: Label,
    /// Where it stands, for people.
    place: String,
}

/// Every place where a name begins is compared word by word up to the longest, so that none may be too long.
const MOST_WORDS: usize = 32;

impl OwnNames {
    /// Takes the names of the options and of the files; of two entries for one name the first counts.
    ///
    /// # Errors
    /// If a file can't be read, a name has no letter, or is there twice with different types.
    pub(crate) fn new(entries: &[OwnName], files: &[FilePath]) -> Result<Self, OptionError> {
        let mut own = OwnNames::default();
        for (at, entry) in entries.iter().enumerate() {
            let place = format!("entry {} of `names`", at + 1);
            own.add(entry, &place).map_err(|(alias, message)| {
                let pointer = match alias {
                    None => format!("/names/{at}/name"),
                    Some(number) => format!("/names/{at}/aliases/{number}"),
                };
                OptionError::new(pointer, message)
            })?;
        }
        for (at, FilePath(path)) in files.iter().enumerate() {
            let refused = |message| OptionError::new(format!("/gazetteers/{at}"), message);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            for line in file::read(path).map_err(refused)? {
                let place = format!("{name}:{}", line.number);
                own.add(&line.entry, &place).map_err(|(alias, message)| {
                    let column = if alias.is_some() { "3 (aliases)" } else { "1 (name)" };
                    refused(format!("{place}, column {column}: {message}"))
                })?;
            }
        }
        Ok(own)
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// The index of the alias at fault, none if it is the name itself, and what is wrong with it.
    fn add(&mut self, entry: &OwnName, place: &str) -> Result<(), (Option<usize>, String)> {
        let all = std::iter::once((None, &entry.name));
        let all = all.chain(entry.aliases.iter().enumerate().map(|(at, alias)| (Some(at), alias)));
        let number = self.canonical.len() as u32;
        for (alias, name) in all {
            self.add_name(name, entry.label, number, place).map_err(|message| (alias, message))?;
        }
        self.canonical.push(entry.name.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(())
    }

    fn add_name(&mut self, name: &str, label: Label, number: u32, place: &str) -> Result<(), String> {
        let (key, words) = key(name);
        if !name.contains(char::is_alphabetic) {
            let found =
                if name.trim().is_empty() { "no name".to_owned() } else { format!("no letter in `{name}`") };
            return Err(format!("{found}; expected a name as the text writes it"));
        }
        if words > MOST_WORDS {
            return Err(format!("a name of {words} words; expected at most {MOST_WORDS}"));
        }
        if let Some(known) = self.names.get(&key) {
            if known.label == label {
                return Ok(());
            }
            let (one, other) = (known.label.as_str(), label.as_str());
            return Err(format!("`{name}` is {one} in {} and {other} here; expected one type", known.place));
        }
        if let Some(first) = key.split(' ').next() {
            let longest = self.longest.entry(first.to_owned()).or_default();
            *longest = words.max(*longest);
        }
        self.names.insert(key, Known { number, label, place: place.to_owned() });
        Ok(())
    }

    /// The type that the user has given that name.
    pub(crate) fn has(&self, name: &str) -> Option<Label> {
        self.names.get(&key(name).0).map(|known| known.label)
    }

    /// The first name of the entry of that index.
    pub(crate) fn canonical(&self, number: u32) -> Option<&str> {
        self.canonical.get(number as usize).map(String::as_str)
    }

    /// Puts the user's names among the mentions, in the place of whatever overlaps them.
    pub(crate) fn put(&self, document: &Document<'_>, mentions: Vec<Mention>) -> Vec<Mention> {
        if self.names.is_empty() {
            return mentions;
        }
        let mut found = self.find(document).into_iter().peekable();
        let mut all = Vec::with_capacity(mentions.len());
        for mention in mentions {
            while let Some(own) = found.next_if(|own| own.first < mention.end) {
                while all
                    .pop_if(|before: &mut Mention| before.own.is_none() && before.end > own.first)
                    .is_some()
                {}
                all.push(own);
            }
            if all.last().is_none_or(|last| last.end <= mention.first) {
                all.push(mention);
            }
        }
        all.extend(found);
        all
    }

    /// The longest name from each token on, without overlap.
    fn find(&self, document: &Document<'_>) -> Vec<Mention> {
        let tokens = document.tokens();
        let word = |at: usize| document.slice(tokens[at].span);
        let mut found = Vec::new();
        let mut key = String::new();
        let mut at = 0;
        while at < tokens.len() {
            let mut end = at + 1;
            if let Some(longest) = self.longest.get(word(at)) {
                key.clear();
                let mut best = None;
                for next in at..tokens.len().min(at + longest) {
                    if next > at {
                        key.push(' ');
                    }
                    key.push_str(word(next));
                    if let Some(known) = self.names.get(&key) {
                        best = Some((next + 1, known.number, known.label));
                    }
                }
                if let Some((best_end, number, label)) = best {
                    end = best_end;
                    found.push(Mention {
                        span: Span::new(tokens[at].span.start, tokens[end - 1].span.end),
                        first: at as u32,
                        end: end as u32,
                        label,
                        score: 1.0,
                        own: Some(number),
                    });
                }
            }
            at = end;
        }
        found
    }
}

/// The tokens of `name` with a space between them, and how many there are.
fn key(name: &str) -> (String, usize) {
    let tokens = segment(name).tokens;
    let words: Vec<&str> = tokens.iter().filter_map(|token| name.get(token.span.range())).collect();
    (words.join(" "), words.len())
}
