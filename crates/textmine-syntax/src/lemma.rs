//! Lemmas of English words: irregular forms from tables, regular ones by the rules of spelling.
use crate::Tag;
use std::sync::LazyLock;

static VERBS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("../data/verbs.txt").lines().collect());
static IRREGULAR_VERBS: LazyLock<Forms> =
    LazyLock::new(|| Forms::new(include_str!("../data/irregular_verbs.tsv")));
static IRREGULAR_NOUNS: LazyLock<Forms> =
    LazyLock::new(|| Forms::new(include_str!("../data/irregular_nouns.tsv")));
static IRREGULAR_ADJECTIVES: LazyLock<Forms> =
    LazyLock::new(|| Forms::new(include_str!("../data/irregular_adjectives.tsv")));

/// A table of forms and their lemmas, to be searched both ways.
struct Forms {
    by_form: Vec<(&'static str, &'static str)>,
    by_lemma: Vec<(&'static str, &'static str)>,
}

impl Forms {
    fn new(text: &'static str) -> Self {
        let mut by_form: Vec<_> = text.lines().filter_map(|line| line.split_once('\t')).collect();
        by_form.sort_unstable();
        let mut by_lemma: Vec<_> = by_form.iter().map(|(form, lemma)| (*lemma, *form)).collect();
        by_lemma.sort_unstable();
        Forms { by_form, by_lemma }
    }

    fn lemma(&self, form: &str) -> Option<&'static str> {
        let at = self.by_form.binary_search_by_key(&form, |(form, _)| form).ok()?;
        Some(self.by_form[at].1)
    }

    fn forms(&self, lemma: &str) -> impl Iterator<Item = String> {
        let start = self.by_lemma.partition_point(|(other, _)| *other < lemma);
        let len = self.by_lemma[start..].partition_point(|(other, _)| *other == lemma);
        self.by_lemma[start..start + len].iter().map(|(_, form)| (*form).to_owned())
    }
}

/// The lemma of a word by its tag. The form should be in lower case with straight apostrophes; so is the lemma. Names keep
/// theirs but for the plural.
pub fn lemma(form: &str, tag: Tag) -> String {
    match tag {
        Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ => verb(form),
        Tag::NNS => noun(form),
        Tag::NNPS => singular(form),
        Tag::NN => IRREGULAR_NOUNS.lemma(form).filter(|_| is_always_plural(form)).unwrap_or(form).to_owned(),
        Tag::JJR | Tag::JJS | Tag::RBR | Tag::RBS => adjective(form, tag),
        Tag::MD => match form {
            "'ll" | "wo" => "will",
            "ca" => "can",
            "'d" => "would",
            "sha" => "shall",
            other => other,
        }
        .to_owned(),
        Tag::RB if matches!(form, "n't" | "nt" | "n’t") => "not".to_owned(),
        Tag::TO => "to".to_owned(),
        Tag::POS => "'s".to_owned(),
        Tag::DT => match form {
            "an" => "a",
            "these" => "this",
            "those" => "that",
            other => other,
        }
        .to_owned(),
        Tag::PRP => pronoun(form).to_owned(),
        _ => form.to_owned(),
    }
}

/// Words such as `media`, which are tagged as singular now and then.
fn is_always_plural(form: &str) -> bool {
    !form.ends_with('s')
}

fn pronoun(form: &str) -> &str {
    match form {
        "me" => "i",
        "him" => "he",
        "her" => "she",
        "us" | "'s" => "we",
        "them" | "'em" => "they",
        "mine" => "my",
        "yours" => "your",
        "hers" => "her",
        "ours" => "our",
        "theirs" => "their",
        other => other,
    }
}

/// The lemma of a verb form, both in lower case: `phoned` → `phone`, `met` → `meet`, `sent` → `send`.
///
/// Endings are undone by the rules of English spelling; where two stems are possible (`phon`, `phone`), the one that is
/// a known verb wins.
pub fn verb(form: &str) -> String {
    if let Some(lemma) = IRREGULAR_VERBS.lemma(form) {
        return lemma.to_owned();
    }
    // `e-mailed`, `co-wrote`: only the last part is inflected.
    if let Some((first, last)) = form.rsplit_once('-').filter(|(_, last)| last.len() > 2) {
        return format!("{first}-{}", verb(last));
    }
    if let Some(stem) = form.strip_suffix("ies").or_else(|| form.strip_suffix("ied")).filter(|s| s.len() > 1)
    {
        return format!("{stem}y");
    }
    if form.ends_with('s') && !form.ends_with("ss") && form.len() > 3 {
        let (bare, shorter) = (&form[..form.len() - 1], &form[..form.len() - 2]);
        let hissing = ["sses", "shes", "ches", "xes", "zzes"].iter().any(|ending| form.ends_with(ending));
        return match form.ends_with("es") && !is_verb(bare) && (hissing || is_verb(shorter)) {
            true => shorter.to_owned(),
            false if is_verb(form) && !is_verb(bare) => form.to_owned(),
            false => bare.to_owned(),
        };
    }
    let stem = form.strip_suffix("ing").or_else(|| form.strip_suffix("ed"));
    match stem.filter(|stem| stem.len() > 1 && stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])) {
        // `need`, `bring`.
        Some(stem) if is_verb(form) && !is_verb(stem) && !is_verb(&format!("{stem}e")) => form.to_owned(),
        Some(stem) => from_stem(stem),
        None => form.to_owned(),
    }
}

fn is_verb(word: &str) -> bool {
    VERBS.binary_search(&word).is_ok()
}

/// What a verb was before `-ing` or `-ed`.
fn from_stem(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let with_e = format!("{stem}e");
    let last = bytes[bytes.len() - 1];
    let doubled = (bytes.len() > 2 && last == bytes[bytes.len() - 2] && last.is_ascii())
        .then(|| stem[..stem.len() - 1].to_owned());
    // The last letter of `hop` would have been doubled, so that `hoping` comes from `hope`.
    let short = is_short(bytes);
    if is_verb(&with_e) && (short || !is_verb(stem)) && !doubled.as_deref().is_some_and(is_verb) {
        return with_e;
    }
    if is_verb(stem) && !short {
        return stem.to_owned();
    }
    match doubled {
        Some(doubled) if is_verb(&doubled) || !matches!(last, b'l' | b's' | b'z' | b'e' | b'o') => {
            return doubled;
        }
        _ => {}
    }
    if is_verb(stem) {
        return stem.to_owned();
    }
    // Unknown: after these letters, an `e` is most likely missing.
    let soft = matches!(last, b'v' | b'c' | b'g' | b'u') && !stem.ends_with("ng");
    let long = bytes.len() > 3
        && (stem.ends_with("at") && !is_vowel(bytes[bytes.len() - 3]) || stem.ends_with("iz"));
    if soft || long || short { with_e } else { stem.to_owned() }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// One syllable that ends in a single consonant after a single vowel.
fn is_short(stem: &[u8]) -> bool {
    let [.., before, vowel, last] = stem else { return false };
    let consonant = |byte: u8| byte.is_ascii_lowercase() && !is_vowel(byte);
    consonant(*last)
        && !matches!(last, b'w' | b'x' | b'y')
        && is_vowel(*vowel)
        && (!is_vowel(*before) || (*before == b'u' && *vowel == b'i'))
        && !stem[..stem.len() - 3].iter().any(|byte| is_vowel(*byte) || *byte == b'y')
}

/// The lemma of a noun, both in lower case: `calls` → `call`, `parties` → `party`.
pub fn noun(form: &str) -> String {
    match IRREGULAR_NOUNS.lemma(form) {
        Some(lemma) => lemma.to_owned(),
        None => singular(form),
    }
}

fn singular(form: &str) -> String {
    if let Some(stem) = form.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = form.strip_suffix("men").filter(|s| s.len() > 1) {
        return format!("{stem}man");
    }
    if ["sses", "shes", "ches", "xes"].iter().any(|ending| form.ends_with(ending)) {
        return form[..form.len() - 2].to_owned();
    }
    let plural = form.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| form.ends_with(ending));
    if plural && form.len() > 2 { form[..form.len() - 1].to_owned() } else { form.to_owned() }
}

fn adjective(form: &str, tag: Tag) -> String {
    let adverb = matches!(tag, Tag::RBR | Tag::RBS);
    if adverb && matches!(form, "better" | "best") {
        return "well".to_owned();
    }
    if let Some(lemma) = IRREGULAR_ADJECTIVES.lemma(form) {
        return lemma.to_owned();
    }
    match form.strip_suffix("er").or_else(|| form.strip_suffix("est")).filter(|stem| stem.len() > 1) {
        Some(stem) => match stem.strip_suffix('i') {
            Some(stem) => format!("{stem}y"),
            None => stem.to_owned(),
        },
        None => form.to_owned(),
    }
}

/// All forms of a verb in lower case, the lemma first; some that do not exist among them.
pub fn verb_forms(lemma: &str) -> Vec<String> {
    let mut all = vec![lemma.to_owned()];
    if is_inflected(lemma) {
        all.extend(plurals(lemma));
        let stem = lemma.strip_suffix('e').unwrap_or(lemma);
        all.extend(["ed", "ing"].map(|ending| format!("{stem}{ending}")));
        if stem.len() < lemma.len() {
            all.push(format!("{lemma}d"));
        } else if !lemma.ends_with(['y', 'w', 'x']) {
            let last = &lemma[lemma.len() - 1..];
            all.extend(["ed", "ing"].map(|ending| format!("{lemma}{last}{ending}")));
        }
        if let Some(stem) = lemma.strip_suffix('y') {
            all.push(format!("{stem}ied"));
        }
        all.extend(IRREGULAR_VERBS.forms(lemma));
    }
    all
}

/// All forms of a noun in lower case, the lemma first; some that do not exist among them.
pub fn noun_forms(lemma: &str) -> Vec<String> {
    let mut all = vec![lemma.to_owned()];
    if is_inflected(lemma) {
        all.extend(plurals(lemma));
        all.extend(IRREGULAR_NOUNS.forms(lemma));
    }
    all
}

fn plurals(lemma: &str) -> Vec<String> {
    let mut all = vec![format!("{lemma}s")];
    if lemma.ends_with(['s', 'x', 'h', 'z', 'o']) {
        all.push(format!("{lemma}es"));
    }
    if let Some(stem) = lemma.strip_suffix('y') {
        all.push(format!("{stem}ies"));
    }
    all
}

fn is_inflected(lemma: &str) -> bool {
    lemma.len() > 1 && lemma.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_undone() {
        let verbs = [
            ("phoned", "phone"),
            ("phoning", "phone"),
            ("texted", "text"),
            ("messaged", "message"),
            ("met", "meet"),
            ("sent", "send"),
            ("planned", "plan"),
            ("called", "call"),
            ("travelled", "travel"),
            ("emailed", "email"),
            ("whatsapped", "whatsapp"),
            ("hoping", "hope"),
            ("hopping", "hop"),
            ("replied", "reply"),
            ("reaches", "reach"),
            ("says", "say"),
            ("agreed", "agree"),
            ("visited", "visit"),
            ("need", "need"),
        ];
        for (form, lemma) in verbs {
            assert_eq!(verb(form), lemma);
        }
        let nouns = [
            ("calls", "call"),
            ("parties", "party"),
            ("movies", "movie"),
            ("wives", "wife"),
            ("spokesmen", "spokesman"),
            ("viruses", "virus"),
            ("news", "news"),
            ("speeches", "speech"),
            ("heroes", "hero"),
            ("crises", "crisis"),
        ];
        for (form, lemma) in nouns {
            assert_eq!(noun(form), lemma);
        }
    }

    #[test]
    fn a_lemma_depends_on_the_tag() {
        let cases = [
            ("left", Tag::VBD, "leave"),
            ("left", Tag::JJ, "left"),
            ("texts", Tag::NNS, "text"),
            ("gas", Tag::NN, "gas"),
            ("better", Tag::RBR, "well"),
            ("bigger", Tag::JJR, "big"),
            ("n't", Tag::RB, "not"),
            ("wo", Tag::MD, "will"),
            ("her", Tag::PRP, "she"),
            ("her", Tag::PRPS, "her"),
            ("starmer", Tag::NNP, "starmer"),
        ];
        for (form, tag, expected) in cases {
            assert_eq!(lemma(form, tag), expected, "{form} {}", tag.as_str());
        }
    }

    #[test]
    fn the_forms_of_a_lemma_lead_back_to_it() {
        for lemma in ["phone", "text", "write", "reply", "speak", "meet", "plan", "reach", "email"] {
            let forms = verb_forms(lemma);
            assert_eq!(forms[0], lemma);
            let back = forms.iter().filter(|form| verb(form) == lemma).count();
            assert!(back >= 4, "{lemma}: {forms:?}");
        }
        assert!(noun_forms("party").contains(&"parties".to_owned()));
        assert!(noun_forms("wife").contains(&"wives".to_owned()));
    }

    #[test]
    fn tables_are_sorted_and_name_a_form_once() {
        assert!(VERBS.is_sorted_by(|a, b| a < b));
        for table in [&IRREGULAR_VERBS, &IRREGULAR_NOUNS, &IRREGULAR_ADJECTIVES] {
            assert!(table.by_form.is_sorted_by(|a, b| a.0 < b.0));
        }
    }
}
