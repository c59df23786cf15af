//! What is known of words before any text is read: an index made by the build script, read where it lies.
use crate::hash::{Kind, hash};
use crate::label::Label;

static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));

/// The lists that a word is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lists(u8);

impl Lists {
    pub(crate) const FIRST_NAME: u8 = 1;
    pub(crate) const COUNTRY: u8 = 2;
    pub(crate) const NATIONALITY: u8 = 4;
    /// Words that are also written without a capital; listed in lower case.
    pub(crate) const COMMON: u8 = 8;

    /// The lists of a word as it is written, or of several with a space between them.
    pub(crate) fn of(word: &str) -> Lists {
        find(Kind::Word, word).map_or(Lists::default(), |entry| Lists(entry.lists))
    }

    /// True if it is on any of these.
    pub(crate) fn any(self, lists: u8) -> bool {
        self.0 & lists != 0
    }
}

/// True if that word is also written without a capital.
pub(crate) fn is_common(word: &str) -> bool {
    marks(Kind::Word, word) & Lists::COMMON != 0
}

/// What the index says of a key.
#[derive(Clone, Copy, Debug)]
struct Entry {
    group: u32,
    lists: u8,
}

/// The number of the group of names of one thing that this name belongs to, in the form under which names are compared.
pub(crate) fn alias_group(label: Label, form: &str) -> Option<u32> {
    let kind = match label {
        Label::Person => Kind::PersonAlias,
        Label::Organisation => Kind::OrganisationAlias,
        Label::Place => Kind::PlaceAlias,
        Label::Other => Kind::OtherAlias,
    };
    find(kind, form).map(|entry| entry.group)
}

/// Marks of a word that is listed in lower case.
fn marks(kind: Kind, word: &str) -> u8 {
    /// No listed word is longer.
    const LONGEST: usize = 24;
    let mut lower = [0u8; LONGEST];
    let Some(lower) = lower.get_mut(..word.len()) else { return 0 };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|word| find(kind, word)).map_or(0, |entry| entry.lists)
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
    find(Kind::Given, name).and_then(|entry| gender(entry.lists))
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

    /// `inc`, `ltd.`: ends the name of a company.
    pub(crate) fn ends_company(self) -> bool {
        self.0 & 2 != 0
    }
}

fn find(kind: Kind, key: &str) -> Option<Entry> {
    const HEAD: usize = 4;
    let hash = hash(kind, key);
    let bits = number(0);
    let bucket = (hash >> (64 - bits)) as usize;
    let (start, end) = (number(HEAD + 4 * bucket) as usize, number(HEAD + 4 * bucket + 4) as usize);
    let entries = HEAD + 4 * ((1usize << bits) + 1);
    (start..end).map(|at| entries + 8 * at).find(|at| number(*at) == hash as u32).map(|at| {
        let value = number(at + 4);
        Entry { group: value >> 8, lists: value as u8 }
    })
}

#[inline]
fn number(at: usize) -> u32 {
    INDEX.get(at..).and_then(|bytes| bytes.first_chunk()).copied().map_or(0, u32::from_le_bytes)
}
