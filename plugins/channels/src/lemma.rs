//! Lemmas of English verbs and nouns: irregular forms from a table, regular ones by rule.
use crate::lexicon::{FORMS_OF_NOUNS, FORMS_OF_VERBS, IRREGULAR_NOUNS, IRREGULAR_VERBS, WORDS};

/// The lemma of a verb form, both in lower case: `phoned` → `phone`, `met` → `meet`, `sent` → `send`.
///
/// Endings are undone by the rules of English spelling; where two stems are possible (`phon`, `phone`), the one
/// that the word table knows as a verb wins.
pub(crate) fn verb(form: &str) -> String {
    if let Some(lemma) = IRREGULAR_VERBS.get(form) {
        return lemma.to_owned();
    }
    if let Some(stem) = form.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    if let Some(stem) = form.strip_suffix("ied").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zzes"] {
        if form.ends_with(ending) {
            return form[..form.len() - 2].to_owned();
        }
    }
    if form.ends_with('s') && !form.ends_with("ss") && form.len() > 3 {
        return form[..form.len() - 1].to_owned();
    }
    match form.strip_suffix("ing").or_else(|| form.strip_suffix("ed")) {
        Some(stem) if stem.contains(['a', 'e', 'i', 'o', 'u', 'y']) && stem.len() > 1 => from_stem(stem),
        _ => form.to_owned(),
    }
}

/// The lemma of a noun, both in lower case: `calls` → `call`, `parties` → `party`.
pub(crate) fn noun(form: &str) -> String {
    if let Some(lemma) = IRREGULAR_NOUNS.get(form) {
        return lemma.to_owned();
    }
    if let Some(stem) = form.strip_suffix("ies").filter(|s| s.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if form.ends_with(ending) {
            return form[..form.len() - 2].to_owned();
        }
    }
    let plural =
        form.ends_with('s') && !form.ends_with("ss") && !form.ends_with("us") && !form.ends_with("is");
    if plural && form.len() > 2 { form[..form.len() - 1].to_owned() } else { form.to_owned() }
}

/// All forms of a verb in lower case, the lemma first; some that do not exist among them.
pub(crate) fn verb_forms(lemma: &str) -> Vec<String> {
    let mut all = noun_forms(lemma);
    if is_inflected(lemma) {
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
        all.extend(FORMS_OF_VERBS.of(lemma));
    }
    all
}

/// All forms of a noun in lower case, the lemma first; some that do not exist among them.
pub(crate) fn noun_forms(lemma: &str) -> Vec<String> {
    let mut all = vec![lemma.to_owned()];
    if is_inflected(lemma) {
        all.push(format!("{lemma}s"));
        if lemma.ends_with(['s', 'x', 'h', 'z']) {
            all.push(format!("{lemma}es"));
        }
        if let Some(stem) = lemma.strip_suffix('y') {
            all.push(format!("{stem}ies"));
        }
        all.extend(FORMS_OF_NOUNS.of(lemma));
    }
    all
}

fn is_inflected(lemma: &str) -> bool {
    lemma.len() > 1 && lemma.bytes().all(|b| b.is_ascii_lowercase())
}

fn from_stem(stem: &str) -> String {
    let with_e = format!("{stem}e");
    let bytes = stem.as_bytes();
    let last = bytes[bytes.len() - 1];
    let doubled = bytes.len() > 2
        && last == bytes[bytes.len() - 2]
        && !matches!(last, b'l' | b's' | b'z' | b'e' | b'o');
    // How often a word is a verb's base form in the word table: `have`, not the misspelling `hav`.
    let seen = |word: &str| -> u32 {
        let mut tags = WORDS.get(word).unwrap_or_default().split(' ');
        let mut total = 0;
        while let (Some(tag), Some(n)) = (tags.next(), tags.next()) {
            total += if matches!(tag, "VB" | "VBP") { n.parse().unwrap_or(0) } else { 0 };
        }
        total
    };
    match (seen(stem), seen(&with_e)) {
        (0, 0) => {}
        (bare, ended) => return if bare >= ended { stem.to_owned() } else { with_e },
    }
    if bytes.len() > 2 && last == bytes[bytes.len() - 2] && (doubled || seen(&stem[..stem.len() - 1]) > 0) {
        return stem[..stem.len() - 1].to_owned();
    }
    // A noun that is used as a verb: `phoned`.
    if WORDS.has(&with_e) && !WORDS.has(stem) {
        return with_e;
    }
    // Unknown: a single consonant after a single vowel, or one of these letters, was most likely followed by `e`.
    let vowel = |b: u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let soft = matches!(last, b'v' | b'c' | b'g' | b'u');
    if soft || (bytes.len() > 3 && stem.ends_with("at")) || (stem.ends_with("iz") && bytes.len() > 3) {
        return with_e;
    }
    let short = bytes.len() == 3 && vowel(bytes[1]) && !vowel(bytes[0]) && !vowel(last);
    if short && !matches!(last, b'w' | b'x' | b'y') { with_e } else { stem.to_owned() }
}
