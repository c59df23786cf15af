//! What is known of words before any text is read: an index made by the build script, read where it lies.
use crate::hash::{Hasher, Kind, hash};
use crate::label::TAGS;

static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// Evidence in this many steps for each unit of the natural logarithm; the build script has the same number.
pub(crate) const SCALE: f32 = 14.0;

/// The evidence for each tag.
pub(crate) type Row = &'static [u8];

/// The lists that a word is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists(u8);

impl Lists {
    pub(crate) const FIRST_NAME: u8 = 1;
    pub(crate) const LAST_NAME: u8 = 2;
    pub(crate) const CITY: u8 = 4;
    pub(crate) const COUNTRY: u8 = 8;
    pub(crate) const NATIONALITY: u8 = 16;
    /// Words that are also written without a capital.
    pub(crate) const COMMON: u8 = 32;
    pub(crate) const STARTS_PHRASE: u8 = 64;

    /// True if it is on any of these.
    pub(crate) fn any(self, lists: u8) -> bool {
        self.0 & lists != 0
    }
}

/// What the index says of a key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    row: u32,
    /// The lists it is on.
    pub(crate) lists: Lists,
}

impl Entry {
    /// The evidence within a sentence, or at its start.
    pub(crate) fn row(self, initial: bool) -> Row {
        row(self.row + u32::from(initial))
    }
}

/// What is known of a key of that kind.
pub(crate) fn find(kind: Kind, key: &str) -> Option<Entry> {
    find_hash(hash(kind, key))
}

/// What is known of the words in turn, a space between them.
pub(crate) fn find_phrase<'w>(words: impl Iterator<Item = &'w str>) -> Option<Entry> {
    let mut hasher = Hasher::new(Kind::Phrase);
    for (at, word) in words.enumerate() {
        if at > 0 {
            hasher = hasher.add(b" ");
        }
        hasher = hasher.add(word.as_bytes());
    }
    find_hash(hasher.finish())
}

/// The number of the group of names of one thing that this name belongs to, in the form under which names are compared.
pub(crate) fn alias_group(label: &str, form: &str) -> Option<u32> {
    let hasher = Hasher::new(Kind::Alias).add(label.as_bytes()).add(b" ").add(form.as_bytes());
    find_hash(hasher.finish()).map(|entry| entry.row)
}

/// Marks of a word that is listed in lower case.
fn marks(kind: Kind, word: &str) -> u8 {
    /// No listed word is longer.
    const LONGEST: usize = 24;
    let mut lower = [0u8; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else { return 0 };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|word| find(kind, word)).map_or(0, |entry| entry.lists.0)
}

/// What a word can be in someone's title or role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Title(u8);

impl Title {
    /// The title that `word` is, in any case.
    pub(crate) fn of(word: &str) -> Title {
        Title(marks(Kind::Title, word))
    }

    /// `Mr`, `Sen.`: stands before a person's name only.
    pub(crate) fn is_honorific(self) -> bool {
        self.0 & 1 != 0
    }

    /// `president`, `captain`: names a role.
    pub(crate) fn is_role(self) -> bool {
        self.0 & 2 != 0
    }

    /// `deputy`, `press`: belongs to the role noun after it.
    pub(crate) fn is_modifier(self) -> bool {
        self.0 & 4 != 0
    }

    /// Any of these.
    pub(crate) fn is_any(self) -> bool {
        self.0 != 0
    }

    /// The gender that it tells.
    pub(crate) fn gender(self) -> Option<Gender> {
        gender(self.0)
    }
}

/// Grammatical gender, as far as pronouns and titles go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// She.
    Female,
    /// He.
    Male,
}

fn gender(marks: u8) -> Option<Gender> {
    match marks & 0b11000 {
        0b01000 => Some(Gender::Female),
        0b10000 => Some(Gender::Male),
        _ => None,
    }
}

/// The gender of nearly everyone with that given name.
pub(crate) fn given_name_gender(name: &str) -> Option<Gender> {
    find(Kind::Given, name).and_then(|entry| gender(entry.lists.0))
}

/// What a word does in an organisation's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OrganisationWord(u8);

impl OrganisationWord {
    /// What `word` does, in any case.
    pub(crate) fn of(word: &str) -> OrganisationWord {
        OrganisationWord(marks(Kind::Organisation, word))
    }

    /// `bank`, `university`: what it belongs to may follow after `of`.
    pub(crate) fn is_head(self) -> bool {
        self.0 & 1 != 0
    }

    /// `airport`, `square`: named after whoever or whatever stands before it.
    pub(crate) fn is_place(self) -> bool {
        self.0 & 8 != 0
    }

    /// `party`, `league`: a nationality before the name is part of it.
    pub(crate) fn takes_nationality(self) -> bool {
        self.0 & 4 != 0
    }

    /// `inc`, `ltd.`: ends the name of a company.
    pub(crate) fn ends_company(self) -> bool {
        self.0 & 2 != 0
    }
}

fn find_hash(hash: u64) -> Option<Entry> {
    const HEAD: usize = 16;
    let bits = number(0);
    let bucket = (hash >> (64 - bits)) as usize;
    let (start, end) = (number(HEAD + 4 * bucket) as usize, number(HEAD + 4 * bucket + 4) as usize);
    let entries = HEAD + 4 * ((1usize << bits) + 1);
    (start..end).map(|at| entries + 8 * at).find(|at| number(*at) == hash as u32).map(|at| {
        let value = number(at + 4);
        Entry { row: value >> 8, lists: Lists(value as u8) }
    })
}

fn row(at: u32) -> Row {
    let rows = number(8) as usize * TAGS;
    let start = INDEX.len() - rows + at as usize * TAGS;
    &INDEX[start..start + TAGS]
}

fn number(at: usize) -> u32 {
    INDEX[at..].first_chunk().copied().map_or(0, u32::from_le_bytes)
}
