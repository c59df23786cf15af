//! The parts of a name: which words of a person's name tell who it is, and the initials of an organisation's.
use crate::gazetteer::{Gender, given_name_gender};
use crate::slug;

/// A person's name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PersonName<'d> {
    /// At most [`MAX_WORDS`], without initials in the middle.
    words: Vec<&'d str>,
    /// The initials in the middle: they tell George W. from George H.W.
    middle: String,
    /// `Jr.`, `III`: tells bearers of one name apart.
    generation: Option<&'d str>,
}

/// Names have fewer words; what has more is no name, and must not cost more either.
const MAX_WORDS: usize = 8;

impl<'d> PersonName<'d> {
    pub(crate) fn of(text: &'d str) -> Self {
        let mut words: Vec<&str> = text
            .split_whitespace()
            .map(|word| word.trim_matches(['"', '“', '”', ',', '(', ')']))
            .map(without_article)
            .filter(|word| !word.is_empty())
            .take(MAX_WORDS)
            .collect();
        let generation = if words.len() > 1 { words.pop_if(|word| is_generation(word)) } else { None };
        let last = words.len().saturating_sub(1);
        let mut at = 0..;
        let mut middle = String::new();
        words.retain(|word| {
            let keep = at.next().is_some_and(|at| at == 0 || at == last || !are_initials(word));
            if !keep {
                middle.extend(word.chars().filter(|c| c.is_alphabetic()));
            }
            keep
        });
        PersonName { words, middle, generation: generation.map(|g| g.trim_end_matches('.')) }
    }

    /// With a surname after it.
    pub(crate) fn with(mut self, surname: &'d str) -> Self {
        self.words.push(surname);
        self
    }

    /// Takes what another name of the same person tells beyond this one.
    pub(crate) fn learn(&mut self, other: PersonName<'d>) {
        if self.middle.is_empty() && other.len() > 1 {
            self.middle.clone_from(&other.middle);
        }
        self.generation = self.generation.or(other.generation);
        if other.len() > self.len() {
            self.words = other.words;
        }
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &'d str> + use<'d, '_> {
        self.words.iter().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// The gender of nearly everyone with that given name.
    pub(crate) fn gender(&self) -> Option<Gender> {
        (self.len() > 1).then(|| given_name_gender(self.words[0])).flatten()
    }

    /// True if both can be names of one person.
    pub(crate) fn fits(&self, other: &PersonName<'_>) -> bool {
        let generations = match (self.generation, other.generation) {
            (Some(own), Some(others)) => own == others,
            (None, None) => true,
            (None, Some(_)) => self.len() == 1,
            (Some(_), None) => other.len() == 1,
        };
        let middles = self.middle.is_empty() || other.middle.is_empty() || self.middle == other.middle;
        if !generations || !middles {
            return false;
        }
        let (short, long) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        match short.words[..] {
            [] => false,
            [word] => {
                long.words.first().is_some_and(|w| same(w, word))
                    || short.ends(long)
                    || long.has_surname(word)
            }
            [first, ..] => {
                // All words of the shorter one, in their order; the given name may be an initial.
                let given = long.words.first().is_some_and(|w| same(w, first) || abbreviates(first, w));
                let mut rest = long.words.iter().skip(usize::from(given));
                let surnames = short.words.iter().skip(usize::from(given));
                let in_order = surnames.clone().all(|w| rest.any(|l| same(l, w)));
                in_order && short.ends(long) || in_order && given && short.len() == long.len()
            }
        }
    }

    /// True if the last words are the same: the surname, in most languages.
    pub(crate) fn ends(&self, other: &PersonName<'_>) -> bool {
        self.len() <= other.len()
            && self.words.last().zip(other.words.last()).is_some_and(|(a, b)| same(a, b))
    }

    /// A double surname is often cut to its first half: `García` of `Ana García López`.
    fn has_surname(&self, word: &str) -> bool {
        self.len() > 2 && self.words[1..].iter().any(|w| same(w, word))
    }
}

/// `al-Hashimi` is `Hashimi` as well.
fn without_article(word: &str) -> &str {
    match word.split_once('-') {
        Some(("al" | "Al" | "el" | "El" | "as" | "ash" | "ar" | "an", rest)) => rest,
        _ => word,
    }
}

/// Accents come and go within one text.
fn same(a: &str, b: &str) -> bool {
    a == b || letters(a).eq(letters(b))
}

/// `word` in lower case, Latin letters without their accents.
pub(crate) fn folded(word: &str) -> String {
    letters(word).collect()
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase).flat_map(|c| {
        let plain = slug::folded(c);
        plain.into_iter().flat_map(str::chars).chain(plain.is_none().then_some(c))
    })
}

/// `J.`, `H.W.`
fn are_initials(word: &str) -> bool {
    let mut parts = word.split('.').filter(|part| !part.is_empty());
    word.len() > 1 && word.ends_with('.') && parts.all(is_initial) || is_initial(word)
}

fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && matches!(letters.as_str(), "" | ".")
}

/// `J.` of `John`, either way round.
fn abbreviates(a: &str, b: &str) -> bool {
    (is_initial(a) || is_initial(b)) && a.chars().next() == b.chars().next()
}

fn is_generation(word: &str) -> bool {
    matches!(word, "Jr" | "Jr." | "Sr" | "Sr.")
        || word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// The acronyms that an organisation's name may have, in lower case: of its capitalised words, and of all.
pub(crate) fn initials(text: &str) -> impl Iterator<Item = String> {
    let of = |all: bool| -> String {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter_map(|w| w.chars().next());
        words.filter(|c| all || c.is_uppercase()).flat_map(char::to_lowercase).collect()
    };
    let (capitals, all) = (of(false), of(true));
    let differs = all != capitals;
    [Some(capitals), differs.then_some(all)].into_iter().flatten().filter(|acronym| acronym.len() > 1)
}
