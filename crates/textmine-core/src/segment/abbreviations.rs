//! The lexicon: abbreviations by what may follow them, and the words that tell whether a sentence begins.
//!
//! Compiled for this crate from general knowledge of English usage; no text was copied.

/// An abbreviation written with a period, by whether a sentence may end at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Abbreviation {
    /// A title or first name; the name follows.
    Title,
    /// "vs.", "e.g.": the sentence always goes on.
    Inner,
    /// An initial or "St.": ends a sentence only before a word that is no name.
    Initial,
    /// "U.S.", "D.C."
    Acronym,
    /// "Inc.", "Jan.", "Calif.": ends a sentence before a word that commonly opens one.
    Ending,
    /// "a.m.": ends a sentence before a capital that belongs to no time.
    Time,
    /// "etc.": ends a sentence before any capital.
    Etcetera,
    /// A word of its own unless a number follows: "No. 10", "Sat. 5".
    BeforeNumber,
    /// A word of its own unless a comma precedes: "Boston, Mass."
    AfterComma,
}

/// Each line in alphabetical order.
const LEXICON: &[(Abbreviation, &[&str])] = &[
    (
        Abbreviation::Title,
        &[
            "adm", "ald", "amb", "atty", "brig", "capt", "chas", "cllr", "cmdr", "cmdt", "col", "cong",
            "cpl", "det", "dr", "drs", "fr", "gen", "gens", "geo", "gov", "govs", "hon", "insp", "jas", "lt",
            "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mx", "ofc", "pfc", "pres",
            "prof", "profs", "pte", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "sra", "srta", "supt",
            "thos", "treas", "wm",
        ],
    ),
    (Abbreviation::Inner, &["approx", "ca", "cf", "eg", "esp", "ie", "incl", "resp", "viz", "vs"]),
    (Abbreviation::Initial, &["ft", "mt", "st", "ste"]),
    (
        Abbreviation::Ending,
        &[
            "acad", "admin", "ala", "alta", "apr", "ariz", "assn", "assoc", "asst", "attn", "aug", "ave",
            "bhd", "bldg", "blvd", "bros", "calif", "cie", "cmte", "co", "colo", "conn", "corp", "dak",
            "dec", "dept", "dist", "div", "eds", "esq", "exec", "feb", "fla", "fwd", "ga", "gmbh", "govt",
            "hr", "hrs", "hwy", "inc", "intl", "jan", "jr", "jul", "jun", "kan", "ky", "lb", "lbs", "ltd",
            "mar", "md", "mfg", "mfrs", "mgmt", "mich", "minn", "misc", "mont", "natl", "neb", "nev", "nov",
            "oct", "okla", "ont", "orch", "oz", "plc", "prov", "pty", "que", "rd", "sask", "sdn", "sep",
            "sept", "sr", "suppl", "tel", "tenn", "tex", "thu", "thur", "thurs", "tue", "tues", "univ", "va",
            "vt", "wis", "wyo", "yr", "yrs",
        ],
    ),
    (Abbreviation::Etcetera, &["al", "etc"]),
    (
        Abbreviation::BeforeNumber,
        &[
            "art", "arts", "bk", "ch", "chap", "dia", "ext", "fig", "figs", "fri", "mon", "no", "nos", "nr",
            "op", "para", "paras", "pg", "pl", "pp", "pt", "pts", "sat", "sec", "secs", "sect", "sun", "ver",
            "vol", "vols", "wed",
        ],
    ),
    (
        Abbreviation::AfterComma,
        &[
            "ark", "cal", "del", "ida", "ill", "ind", "kans", "la", "mass", "me", "miss", "mo", "ore",
            "oreg", "pa", "penn", "wash",
        ],
    ),
];

/// Letters of the longest entry.
const LONGEST: usize = 6;

/// [`LEXICON`] by [`key`], so that the many words before a full stop that are no abbreviations cost little.
static TABLE: [(u64, Abbreviation); entries()] = table();

const fn entries() -> usize {
    let (mut class, mut count) = (0, 0);
    while class < LEXICON.len() {
        count += LEXICON[class].1.len();
        class += 1;
    }
    count
}

const fn table() -> [(u64, Abbreviation); entries()] {
    let mut table = [(0, Abbreviation::Title); entries()];
    let (mut class, mut count) = (0, 0);
    while class < LEXICON.len() {
        let mut word = 0;
        while word < LEXICON[class].1.len() {
            let entry = (key(LEXICON[class].1[word].as_bytes()), LEXICON[class].0);
            let mut at = count;
            while at > 0 && table[at - 1].0 > entry.0 {
                table[at] = table[at - 1];
                at -= 1;
            }
            table[at] = entry;
            count += 1;
            word += 1;
        }
        class += 1;
    }
    table
}

/// A number for a word of up to eight ASCII letters, the same in any case.
const fn key(word: &[u8]) -> u64 {
    let (mut key, mut at) = (0, 0);
    while at < word.len() {
        key = key << 8 | (word[at] | 0x20) as u64;
        at += 1;
    }
    key
}

/// Dotted words that aren't initials, without the last period.
const DOTTED: &[(&str, Abbreviation)] = &[
    ("a.k.a", Abbreviation::Inner),
    ("a.m", Abbreviation::Time),
    ("b.a", Abbreviation::Ending),
    ("b.ed", Abbreviation::Ending),
    ("b.sc", Abbreviation::Ending),
    ("d.phil", Abbreviation::Ending),
    ("e.g", Abbreviation::Inner),
    ("ed.d", Abbreviation::Ending),
    ("i.e", Abbreviation::Inner),
    ("m.a", Abbreviation::Ending),
    ("m.ed", Abbreviation::Ending),
    ("m.phil", Abbreviation::Ending),
    ("m.sc", Abbreviation::Ending),
    ("m.tech", Abbreviation::Ending),
    ("p.m", Abbreviation::Time),
    ("ph.d", Abbreviation::Ending),
    ("q.v", Abbreviation::Inner),
    ("v.s", Abbreviation::Inner),
];

/// The entry for `word`, written without its period, in any case.
pub(super) fn find(word: &[u8]) -> Option<Abbreviation> {
    if word.len() > LONGEST || !word.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let at = TABLE.binary_search_by_key(&key(word), |entry| entry.0).ok()?;
    Some(TABLE[at].1)
}

/// What `word`, with periods within or a single letter beyond ASCII, abbreviates: initials or an entry of its own.
pub(super) fn acronym(word: &[u8]) -> Option<Abbreviation> {
    let mut lower = [0; LONGEST];
    if let Some(&(_, class)) =
        folded(word, &mut lower).and_then(|word| DOTTED.iter().find(|(dotted, _)| *dotted == word))
    {
        return Some(class);
    }
    let word = std::str::from_utf8(word).ok()?;
    let mut parts = word.split('.');
    let letters = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    let count = parts.clone().count();
    if count == 1 {
        return word.chars().all(char::is_uppercase).then_some(Abbreviation::Initial);
    }
    let short = |part: &str| part.len() <= 2 && part.chars().all(char::is_alphabetic);
    let singles = parts.clone().filter(|part| letters(part)).count();
    (parts.all(short) && singles * 2 >= count).then_some(Abbreviation::Acronym)
}

/// `word` in lower case, if it is ASCII and no longer than `lower`.
fn folded<'b>(word: &[u8], lower: &'b mut [u8]) -> Option<&'b str> {
    let lower = lower.get_mut(..word.len())?;
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok()
}

/// Words that open sentences far more often than they begin a name, in alphabetical order.
const OPENERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "can",
    "critics",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "each",
    "earlier",
    "either",
    "even",
    "every",
    "few",
    "for",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "last",
    "later",
    "many",
    "maybe",
    "meanwhile",
    "more",
    "most",
    "much",
    "my",
    "neither",
    "never",
    "nevertheless",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "officials",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "people",
    "perhaps",
    "police",
    "rather",
    "several",
    "she",
    "should",
    "since",
    "so",
    "some",
    "soon",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "thus",
    "to",
    "today",
    "unless",
    "until",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "within",
    "without",
    "yesterday",
    "yet",
    "you",
    "your",
];

/// Openers that name nobody, not even in part: safe behind initials.
const NO_NAMES: &[&str] = &[
    "after", "all", "although", "and", "are", "as", "at", "because", "before", "both", "but", "despite",
    "did", "does", "during", "every", "for", "from", "had", "has", "have", "he", "her", "here", "his", "how",
    "however", "if", "in", "is", "it", "its", "many", "most", "my", "now", "on", "our", "she", "since",
    "some", "still", "such", "that", "the", "their", "then", "there", "these", "they", "this", "those",
    "though", "was", "we", "were", "what", "when", "where", "which", "while", "who", "why", "with", "yet",
    "you", "your",
];

/// What follows "a.m." in a time although it has a capital.
const AFTER_TIME: &[&str] = &[
    "april",
    "aug",
    "august",
    "bst",
    "cdt",
    "central",
    "cest",
    "cet",
    "cst",
    "dec",
    "december",
    "eastern",
    "edt",
    "est",
    "et",
    "feb",
    "february",
    "fri",
    "friday",
    "gmt",
    "ist",
    "jan",
    "january",
    "july",
    "june",
    "london",
    "march",
    "may",
    "mon",
    "monday",
    "moscow",
    "mst",
    "mt",
    "nov",
    "november",
    "oct",
    "october",
    "pacific",
    "pdt",
    "pst",
    "pt",
    "sat",
    "saturday",
    "sept",
    "september",
    "sun",
    "sunday",
    "thu",
    "thurs",
    "thursday",
    "tue",
    "tues",
    "tuesday",
    "utc",
    "wed",
    "wednesday",
];

/// Verbs that say who spoke, after the name.
const SPEECH: &[&str] = &[
    "added",
    "adds",
    "admitted",
    "announced",
    "answered",
    "asked",
    "asks",
    "cried",
    "demanded",
    "exclaimed",
    "explained",
    "insisted",
    "joked",
    "quipped",
    "remarked",
    "replied",
    "said",
    "says",
    "shouted",
    "told",
    "wondered",
    "wrote",
    "yelled",
];

/// Words that the rest of their clause follows; a line that stops at one goes on in the next.
const LEADING: &[&str] = &[
    "a", "about", "after", "against", "an", "and", "are", "as", "at", "because", "been", "before", "between",
    "but", "by", "can", "could", "during", "for", "from", "had", "has", "have", "her", "his", "if", "in",
    "into", "is", "its", "may", "might", "must", "my", "nor", "of", "or", "our", "said", "says", "shall",
    "should", "than", "that", "the", "their", "these", "through", "to", "toward", "towards", "under",
    "until", "was", "were", "when", "where", "whether", "which", "while", "who", "whose", "will", "with",
    "would", "your",
];

/// Names written with an exclamation mark, which ends no sentence by itself.
const EXCLAIMED: &[&[u8]] = &[b"Jeopardy", b"Yahoo", b"Yum"];

/// True for the name in "Yahoo!".
pub(super) fn is_exclaimed(word: &[u8]) -> bool {
    EXCLAIMED.contains(&word)
}

/// Words that are in capitals within a sentence so seldom that they begin one even where no full stop precedes.
const UNMARKED: &[&str] = &[
    "after", "although", "as", "at", "because", "despite", "during", "for", "how", "if", "in", "it", "many",
    "most", "on", "since", "some", "the", "there", "these", "this", "we", "when", "where", "while", "why",
];

/// True if a sentence begins with the word, in the case of a sentence's first word, whatever precedes.
pub(super) fn begins_unmarked(word: &[u8]) -> bool {
    word[1..].iter().all(u8::is_ascii_lowercase) && has(UNMARKED, word)
}

/// True if the word commonly opens sentences.
pub(super) fn opens_sentence(word: &[u8]) -> bool {
    has(OPENERS, word)
}

/// True if the word commonly opens sentences and is no part of names.
pub(super) fn opens_sentence_only(word: &[u8]) -> bool {
    has(NO_NAMES, word)
}

/// True if the word may follow "a.m." and "p.m." within a time: a zone, a day, a month.
pub(super) fn follows_time(word: &[u8]) -> bool {
    has(AFTER_TIME, word)
}

/// True if the word says that somebody spoke.
pub(super) fn is_speech(word: &[u8]) -> bool {
    has(SPEECH, word)
}

/// True if no clause ends with the word, written in lower case.
pub(super) fn leads_on(word: &[u8]) -> bool {
    word.first().is_some_and(u8::is_ascii_lowercase) && has(LEADING, word)
}

/// True if the list, in alphabetical order, has the word in any case.
pub(super) fn has(words: &[&str], word: &[u8]) -> bool {
    let mut lower = [0; 12];
    folded(word, &mut lower).is_some_and(|word| words.binary_search(&word).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_in_alphabetical_order() {
        let lists = LEXICON.iter().map(|(_, words)| *words);
        for words in lists.chain([OPENERS, NO_NAMES, AFTER_TIME, SPEECH, LEADING, UNMARKED]) {
            let unsorted = words.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None);
        }
    }

    #[test]
    fn each_abbreviation_has_one_class_and_fits_the_key() {
        let mut all: Vec<_> = LEXICON.iter().flat_map(|(_, words)| *words).collect();
        assert!(all.iter().all(|word| word.len() <= LONGEST && word.bytes().all(|b| b.is_ascii_lowercase())));
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn acronyms_are_single_letters_with_few_exceptions() {
        for (word, class) in [
            ("U.S", Some(Abbreviation::Acronym)),
            ("É", Some(Abbreviation::Initial)),
            ("P.M", Some(Abbreviation::Time)),
            ("Ph.D", Some(Abbreviation::Ending)),
            ("N.Dak", None),
            ("example.com", None),
            ("co.uk", None),
        ] {
            assert_eq!(acronym(word.as_bytes()), class, "{word}");
        }
    }
}
