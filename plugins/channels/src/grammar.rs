//! Word lists of the grammar around the triggers, read from `data/grammar.toml`.
use serde::Deserialize;
use std::collections::HashSet;
use textmine_core::{Error, serde};

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// The lists; all are lemmas in lower case.
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields, crate = "textmine_core::serde")]
        pub(crate) struct Grammar {
            $($(#[$doc])* pub(crate) $name: HashSet<String>,)*
        }
    };
}

lists! {
    /// Verbs of communication from one to another, whose channel comes from elsewhere.
    directed_verbs,
    /// The same, all taking part alike.
    mutual_verbs,
    /// Nouns of communication, all taking part alike.
    mutual_nouns,
    /// Nouns of communication from one to another.
    directed_nouns,
    /// Light verbs of the sender.
    give,
    /// Light verbs of the receiver.
    take,
    /// Light verbs of those who take part.
    hold,
    /// Words that make a sentence worth reading although they are no triggers: somebody may tell an outlet something.
    watched,
    /// Nouns that count people.
    quantities,
    /// Titles before names.
    titles,
    /// Adjectives that belong to the name of an office.
    relational,
    /// Reporters and outlets.
    audience,
    /// Those whom a speech may address.
    listeners,
    /// Last words of outlets' names.
    outlet_words,
    /// Those who question.
    authorities,
    /// Adverbs of habit.
    habitual,
    /// Words under which an act has not happened yet.
    hypothetical,
    /// Adjectives of an act that has not happened yet.
    hypothetical_modifiers,
    /// Words under which an act does not happen.
    negative,
    /// Small words that deny.
    negative_words,
    /// Conjunctions of what may be.
    conditional,
}

impl Grammar {
    /// Reads the lists that are compiled in.
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(toml::from_str(include_str!("../data/grammar.toml"))?)
    }
}
