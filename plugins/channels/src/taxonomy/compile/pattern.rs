//! Patterns: words in a row, as they are written and as they are found.
use textmine_core::OptionError;
use textmine_syntax::Word;

/// Patterns longer than this are a mistake.
const LONGEST_PATTERN: usize = 8;

/// Stands for any noun for somebody in a pattern.
pub(super) const ANYBODY: &str = "<person>";

/// Words that stand in too many sentences to tell one with a trigger from others, if the trigger has another word:
/// `pay a visit`, `third party`.
const EVERYWHERE: &[&str] = &[
    "you",
    "one",
    "show",
    "face",
    "person",
    "police",
    "'s",
    "a",
    "along",
    "american",
    "an",
    "and",
    "around",
    "at",
    "away",
    "back",
    "be",
    "between",
    "board",
    "break",
    "bring",
    "british",
    "by",
    "carry",
    "co",
    "come",
    "current",
    "do",
    "down",
    "drop",
    "embassy",
    "federal",
    "fire",
    "first",
    "for",
    "foreign",
    "former",
    "forth",
    "friday",
    "from",
    "get",
    "give",
    "go",
    "government",
    "group",
    "have",
    "her",
    "his",
    "hit",
    "hold",
    "in",
    "international",
    "into",
    "its",
    "join",
    "joint",
    "keep",
    "last",
    "later",
    "leave",
    "live",
    "local",
    "make",
    "member",
    "monday",
    "national",
    "network",
    "new",
    "news",
    "of",
    "off",
    "official",
    "on",
    "open",
    "out",
    "over",
    "own",
    "page",
    "party",
    "pass",
    "pay",
    "personal",
    "play",
    "press",
    "private",
    "public",
    "put",
    "return",
    "round",
    "saturday",
    "say",
    "secretary",
    "send",
    "set",
    "share",
    "shoot",
    "site",
    "speak",
    "spokesman",
    "state",
    "stop",
    "sunday",
    "take",
    "talk",
    "that",
    "the",
    "their",
    "third",
    "this",
    "through",
    "thursday",
    "to",
    "today",
    "together",
    "tuesday",
    "turn",
    "u.s.",
    "united",
    "up",
    "us",
    "using",
    "via",
    "wednesday",
    "with",
    "work",
    "working",
    "world",
];

/// Words in a row, each with its alternatives, as lemmas in lower case.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(pub(super) Vec<Vec<String>>);

impl Pattern {
    fn parse(text: &str) -> Self {
        Pattern(
            text.split_whitespace().map(|word| word.split('|').map(str::to_lowercase).collect()).collect(),
        )
    }

    /// The word that tells most: the one with the fewest alternatives that are in every other sentence; of equal ones
    /// the first of a verb, the last of a noun.
    pub(super) fn most_telling(&self, verb: bool) -> usize {
        let cost = |word: usize| -> usize {
            let cost = |w: &String| match w.as_str() {
                ANYBODY => 1000,
                "a" | "an" | "and" | "at" | "be" | "by" | "for" | "from" | "in" | "of" | "on" | "the"
                | "to" | "up" | "with" => 500,
                w if EVERYWHERE.contains(&w) => 100,
                _ => 1,
            };
            self.0[word].iter().map(cost).sum()
        };
        let words = 0..self.0.len();
        if verb { words.min_by_key(|&w| cost(w)) } else { words.rev().min_by_key(|&w| cost(w)) }.unwrap_or(0)
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// One past the last token, if the pattern stands at `start`; and the token of its word number `mark`.
    pub(crate) fn match_at(&self, words: &[Word<'_>], start: usize, mark: usize) -> Option<(usize, usize)> {
        let fits = |at: usize, lemmas: &[String], anybody: bool| {
            let word: &Word<'_> = &words[at];
            lemmas.iter().any(|lemma| lemma == word.lower)
                || anybody && word.animate && word.tag.is_noun()
                || lemmas.iter().any(|lemma| lemma == word.lemma())
        };
        self.place(start, mark, |at| words.get(at).map(|word| word.lower), fits)
    }

    /// The same for words of any kind: `lower` gives a token in lower case, `fits` tells whether one is a form of one of the
    /// lemmas, or somebody if that is asked for.
    pub(crate) fn place<'w>(
        &self,
        start: usize,
        mark: usize,
        lower: impl Fn(usize) -> Option<&'w str>,
        fits: impl Fn(usize, &[String], bool) -> bool,
    ) -> Option<(usize, usize)> {
        let (mut at, mut marked) = (start, start);
        for (index, alternatives) in self.0.iter().enumerate() {
            if index > 0 && matches!(lower(at)?, "-" | "‑" | "–") {
                at += 1;
            }
            if index == mark {
                marked = at;
            }
            lower(at)?;
            if !fits(at, alternatives, alternatives.iter().any(|word| word == ANYBODY)) {
                return None;
            }
            at += 1;
        }
        Some((marked, at))
    }
}

/// The pattern of that text, which stands in the options at the pointer `at`, if it can be used.
pub(super) fn checked(text: &str, at: &str) -> Result<Pattern, OptionError> {
    let pattern = Pattern::parse(text);
    if pattern.len() == 0 {
        return Err(OptionError::new(at, "an empty pattern; expected at least one word"));
    }
    if pattern.len() > LONGEST_PATTERN {
        return Err(OptionError::new(
            at,
            format!("a pattern has at most {LONGEST_PATTERN} words, this one has {}", pattern.len()),
        ));
    }
    if pattern.0.iter().flatten().any(String::is_empty) {
        return Err(OptionError::new(at, "an empty alternative beside `|`"));
    }
    let strange = pattern.0.iter().flatten().find(|w| *w != ANYBODY && w.contains(['*', '<', '>']));
    if let Some(word) = strange {
        let message =
            format!("`{word}` stands for nothing; expected words, alternatives as in `a|b`, or `{ANYBODY}`");
        return Err(OptionError::new(at, message));
    }
    Ok(pattern)
}

/// All forms of the word number `at`, inflected by `inflect`.
pub(super) fn forms_of(pattern: &Pattern, at: usize, inflect: fn(&str) -> Vec<String>) -> Vec<String> {
    let mut forms: Vec<String> =
        pattern.0.get(at).into_iter().flatten().flat_map(|lemma| inflect(lemma)).collect();
    forms.sort();
    forms.dedup();
    forms
}
