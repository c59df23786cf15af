//! The names that the user adds to those known.
use crate::label::Label;
use crate::options::OwnName;
use crate::recognise::Mention;
use std::collections::HashMap;
use textmine_core::segment::segment;
use textmine_core::{Document, OptionError, Span};

/// The user's names, ready to be looked up.
#[derive(Debug, Default)]
pub(crate) struct OwnNames {
    /// By the tokens of the name, a space between them.
    names: HashMap<String, (u32, Label)>,
    /// The most tokens that a name has that starts with that one.
    longest: HashMap<String, usize>,
}

impl OwnNames {
    /// # Errors
    /// If a name has no letter, or is there twice.
    pub(crate) fn new(entries: &[OwnName]) -> Result<Self, OptionError> {
        let mut own = OwnNames::default();
        for (at, entry) in entries.iter().enumerate() {
            own.add(&entry.name, at, entry.label, || format!("/names/{at}/name"))?;
            for (number, alias) in entry.aliases.iter().enumerate() {
                own.add(alias, at, entry.label, || format!("/names/{at}/aliases/{number}"))?;
            }
        }
        Ok(own)
    }

    fn add(
        &mut self,
        name: &str,
        at: usize,
        label: Label,
        pointer: impl Fn() -> String,
    ) -> Result<(), OptionError> {
        let tokens = segment(name).tokens;
        let words: Vec<&str> = tokens.iter().filter_map(|token| name.get(token.span.range())).collect();
        let Some(first) = words.first().filter(|_| name.contains(char::is_alphanumeric)) else {
            return Err(OptionError::new(
                pointer(),
                "no letter or digit in it; expected a name as the text writes it",
            ));
        };
        let longest = self.longest.entry((*first).to_owned()).or_default();
        *longest = words.len().max(*longest);
        let number = u32::try_from(at).map_err(|_| OptionError::new("/names", "too many names"))?;
        match self.names.insert(words.join(" "), (number, label)) {
            None => Ok(()),
            Some((other, _)) => {
                Err(OptionError::new(pointer(), format!("`{name}` is there already, in entry {}", other + 1)))
            }
        }
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
                    if let Some((number, label)) = self.names.get(&key) {
                        best = Some((next + 1, *number, *label));
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
