//! Verbs of saying, and what each takes.
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a verb of saying takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verb {
    /// A clause, with or without `that`: `said`.
    Say,
    /// A clause with `that`, or without it where the clause shows itself: `believes`.
    Think,
    /// A person, then a clause with or without `that`: `told`.
    Tell,
    /// A clause after `that`: `announced`.
    That,
    /// Speech only right beside quotation marks: `continued`.
    Beside,
    /// What somebody calls something, in quotation marks: `called`.
    Name,
    /// `according to`, which stands before whoever says it.
    According,
}

impl Verb {
    /// True if it can govern a clause: that of indirect speech, or of one in which words are quoted.
    pub(crate) fn takes_clause(self) -> bool {
        matches!(self, Verb::Say | Verb::Think | Verb::Tell | Verb::That)
    }
}

/// The file of the verbs.
const FILE: &str = include_str!("../data/verbs.tsv");

struct Verbs {
    forms: HashMap<&'static str, Verb>,
    /// For each first letter and length of a form, a bit for each letter that one of those ends with.
    endings: [[u32; LONGEST + 1]; 26],
}

/// Letters of the longest form that there may be.
const LONGEST: usize = 15;

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let mut verbs =
        Verbs { forms: HashMap::from([("according", Verb::According)]), endings: [[0; LONGEST + 1]; 26] };
    for line in FILE.lines().filter(|line| !line.starts_with('#')) {
        let (class, forms) = line.split_once('\t').unwrap_or_default();
        let verb = match class {
            "say" => Verb::Say,
            "think" => Verb::Think,
            "tell" => Verb::Tell,
            "that" => Verb::That,
            "beside" => Verb::Beside,
            _ => Verb::Name,
        };
        verbs.forms.extend(forms.split(' ').map(|form| (form, verb)));
    }
    for form in verbs.forms.keys() {
        if let Some((first, last)) = ends(form) {
            verbs.endings[first][form.len()] |= 1 << last;
        }
    }
    verbs
});

/// The first and the last letter of a word of lower-case letters that is no longer than a form may be, from 0 for `a`.
fn ends(word: &str) -> Option<(usize, usize)> {
    let letter = |byte: u8| Some(usize::from(byte.wrapping_sub(b'a'))).filter(|&letter| letter < 26);
    let (&[first, .., last], 2..=LONGEST) = (word.as_bytes(), word.len()) else { return None };
    Some((letter(first)?, letter(last)?))
}

/// The verb of which `word`, in lower case, is a form. Most words are known to be none by their ends.
pub(crate) fn verb(word: &str) -> Option<Verb> {
    let (first, last) = ends(word)?;
    let fits = VERBS.endings[first][word.len()] & (1 << last) != 0;
    fits.then(|| VERBS.forms.get(word).copied()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_has_a_class_and_forms_in_lower_case_and_no_form_comes_twice() {
        let mut seen = std::collections::HashSet::new();
        for line in FILE.lines().filter(|line| !line.starts_with('#')) {
            let (class, forms) = line.split_once('\t').unwrap_or_else(|| panic!("{line:?} has no tab"));
            assert!(["say", "think", "tell", "that", "beside", "name"].contains(&class), "{line:?}");
            for form in forms.split(' ') {
                let sound =
                    form.bytes().all(|b| b.is_ascii_lowercase()) && (2..=LONGEST).contains(&form.len());
                assert!(sound && seen.insert(form), "{form:?}");
            }
        }
    }

    #[test]
    fn forms_are_found_and_what_only_looks_like_one_is_not() {
        assert_eq!(verb("said"), Some(Verb::Say));
        assert_eq!(verb("according"), Some(Verb::According));
        for word in ["", "saids", "Said", "ändern", "the", "x"] {
            assert_eq!(verb(word), None, "{word}");
        }
    }
}
