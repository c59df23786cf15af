//! Whether two triggers can name one act.

/// Words for the same kind of act, as lemmas: verbs, and the nouns by which a text comes back to them.
const KINDS: &[&[&str]] = &[
    &[
        "call",
        "phone",
        "telephone",
        "ring",
        "dial",
        "speak",
        "talk",
        "conversation",
        "discussion",
        "exchange",
    ],
    &["text", "message", "sms", "exchange", "conversation"],
    &["email", "e-mail", "mail", "message", "note", "exchange", "correspondence", "write"],
    &["letter", "write", "note", "missive", "message", "reply", "correspondence"],
    &["memo", "memorandum", "cable", "write", "note"],
    &["tweet", "retweet", "post", "message", "thread", "write"],
    &[
        "meet",
        "meeting",
        "talk",
        "session",
        "encounter",
        "conversation",
        "discussion",
        "sit-down",
        "see",
        "host",
        "receive",
    ],
    &["meet", "meeting", "summit", "talk"],
    &["meet", "meeting", "visit", "talk"],
    &["meet", "meeting", "lunch", "dinner", "dine", "breakfast", "banquet"],
    &["lunch", "meal"],
    &["dinner", "dine", "banquet", "meal"],
    &["meet", "golf", "round", "game"],
    &["question", "questioning", "interview", "session"],
    &["interview", "tell", "say", "speak", "conversation"],
    &["speech", "address", "speak", "remark", "deliver"],
    &["statement", "say", "tell", "issue", "release"],
    &["conference", "briefing", "tell", "say"],
];

/// The trigger of an act, as far as its kind goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger<'w> {
    /// Its lemma.
    pub(super) word: &'w str,
    /// It is a noun that names the act.
    pub(super) noun: bool,
}

/// Whether the second trigger can name the act of the first.
pub(super) fn can_be_one(first: Trigger<'_>, second: Trigger<'_>) -> bool {
    let known = |word: &str| KINDS.iter().any(|kind| kind.contains(&word));
    let derived = |a: &str, b: &str| a.len() >= 3 && b.starts_with(a);
    first.word == second.word
        || derived(first.word, second.word)
        || derived(second.word, first.word)
        || KINDS.iter().any(|kind| kind.contains(&first.word) && kind.contains(&second.word))
        // "by phone", "over WhatsApp", or a verb that nothing is known of: whatever the noun is.
        || (!first.noun && !known(first.word))
        || (!second.noun && !known(second.word))
}

/// Whether that noun stands in the plural for one act.
pub(super) fn is_plural_of_one(word: &str) -> bool {
    matches!(word, "talk" | "remark" | "word" | "regard" | "communication")
}
