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
    /// Light verbs of which the subject is the sender, wherever it is sent from.
    send,
    /// Verbs that bring their object into an act that their subject takes part in.
    join,
    /// Verbs whose object is told what their adjunct says.
    tell,
    /// Verbs whose object a written message is addressed to.
    urge,
    /// What one posts: photos, comments.
    posted,
    /// Where one posts it.
    online,
    /// Countries, whose visit by an official is a meeting.
    countries,
    /// Nouns for bodies that one visits as places.
    sites,
    /// Buildings and seats that one visits as places.
    places,
    /// What one meets with that is nobody: `met with objections`.
    abstract_nouns,
    /// What one does on a platform without reaching anybody.
    solitary,
    /// Where on a platform one reaches others: its pages and groups.
    venues,
    /// Nouns that count people.
    quantities,
    /// Titles before names.
    titles,
    /// Titles that names of bodies start with: `White House`.
    title_like,
    /// Last words of names of bodies.
    bodies,
    /// Adjectives that belong to the name of an office.
    relational,
    /// Reporters and outlets.
    audience,
    /// Those among them that make a sentence with a verb of saying worth reading.
    press,
    /// Those whom a speech may address.
    listeners,
    /// Last words of outlets' names.
    outlet_words,
    /// Outlets that are known by their letters.
    outlet_acronyms,
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
    /// Verbs by which an act takes place.
    happening,
    /// Verbs whose object has not happened yet.
    wishing,
    /// Words under which a gerund has not happened.
    prospects,
    /// Words before a preposition whose noun has not happened yet.
    awaiting,
    /// Adjectives of an act that is a practice.
    habitual_modifiers,
}

impl Grammar {
    /// Reads the lists that are compiled in.
    pub(crate) fn new() -> Result<Self, Error> {
        Ok(toml::from_str(include_str!("../data/grammar.toml"))?)
    }
}
