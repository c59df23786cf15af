//! Words that tell what the words beside them do; all that is known of grammar here.
use std::collections::HashMap;
use std::sync::LazyLock;

/// Verbs of saying, in a form that a person's name or a pronoun stands beside.
const SPEECH: &str = "acknowledged added adds admits admitted announced argued argues asked asks charged claimed claims \
    complained conceded concluded continued continues countered declared explained explains insisted insists \
    joked noted notes observed pointed quipped quoted recalled recalls remarked replied replies responded \
    said saying says stated states stressed stresses tells testified told tweeted urged vowed warned warns \
    writes wrote";
/// What a noun begins with.
const DETERMINERS: &str =
    "'s a an another any each every her his its my no one our some that the their this whose your ’ ’s";
/// What the one spoken of after it is not the subject of.
const PREPOSITIONS: &str = "about against alongside among around at behind between by despite during for from in including into like \
    near of on over than to toward towards under unlike versus via with within without";
/// What stands between two clauses.
const OPENERS: &str = ", - : ; after and as because before but if since so that to until when where whether which while who – —";
/// Further words that no noun begins with.
const OTHERS: &str = "again back down had has he here how i is it later not off once or out she there they through today too \
    up upon was we what why will would yesterday you";
/// Verbs that follow a subject and don't look like it, and adverbs before verbs.
const VERBS: &str = "allegedly also beat became began bought brought built ca came can caught chose could did does drew drove \
    fell felt flew fought found gave got grew had has heard held herself himself hit is kept knew later led \
    left let lost made may met might must never now paid put quit ran rang read recently reportedly rose sat \
    saw sent set shook shot should sold sought spent spoke still stood struck swore then thought threw took \
    underwent was went who will withdrew wo won would";
/// What stands before a noun that says something of whoever was spoken of already: `she is a lawyer`.
const COPULAS: &str =
    "appointed are as be became become becomes been being elected is named not remains was were";

const LISTS: [&str; 7] = [SPEECH, DETERMINERS, PREPOSITIONS, OPENERS, OTHERS, VERBS, COPULAS];

/// For each word the lists that it is on, one bit each.
static WORDS: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (list, text) in LISTS.iter().enumerate() {
        text.split(' ').for_each(|word| *words.entry(word).or_default() |= 1 << list);
    }
    words
});

/// The lists that a word is on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grammar<'w> {
    word: &'w str,
    lists: u8,
}

impl<'w> Grammar<'w> {
    pub(super) fn of(word: &'w str) -> Self {
        let mut lists = WORDS.get(word).copied().unwrap_or_default();
        if lists == 0 && word.starts_with(char::is_uppercase) {
            lists = WORDS.get(word.to_lowercase().as_str()).copied().unwrap_or_default();
        }
        Grammar { word, lists }
    }

    /// `said`: a person's name or a pronoun stands beside it.
    pub(super) fn is_speech(self) -> bool {
        self.lists & 1 != 0
    }

    /// `the`, `her`
    pub(super) fn is_determiner(self) -> bool {
        self.lists & 2 != 0
    }

    /// `of`: whoever is named after it is no subject.
    pub(super) fn is_preposition(self) -> bool {
        self.lists & 4 != 0
    }

    /// `that`, a comma: another clause follows.
    pub(super) fn opens_clause(self) -> bool {
        self.lists & 9 != 0
    }

    /// A word that no noun begins with.
    pub(super) fn is_function_word(self) -> bool {
        self.lists & 31 != 0
    }

    /// `is`, `named`: the noun after it brings in nobody new.
    pub(super) fn is_copula(self) -> bool {
        self.lists & 64 != 0
    }

    /// A word that follows a subject: an auxiliary, a verb in a finite form, or an adverb before one.
    pub(super) fn is_finite(self) -> bool {
        const PLURALS: [&str; 6] = ["ers", "ors", "ions", "ists", "ies", "ics"];
        let word = self.word;
        let regular = || {
            word.len() > 3
                && word.starts_with(char::is_lowercase)
                && (word.ends_with("ed")
                    || word.ends_with('s') && !PLURALS.iter().any(|ending| word.ends_with(ending)))
        };
        self.lists & 33 != 0 || regular()
    }
}
