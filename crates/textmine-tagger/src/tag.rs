//! The types of names, and the tags by which the words of a sentence are marked as parts of one.

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NameType {
    /// A person: `PER`.
    Person = 0,
    /// An organisation: `ORG`.
    Organisation = 1,
    /// A place: `LOC`.
    Place = 2,
    /// Any other name: `MISC`.
    Other = 3,
}

impl NameType {
    /// All of them, in the order of the tags.
    pub const ALL: [NameType; 4] =
        [NameType::Person, NameType::Organisation, NameType::Place, NameType::Other];

    /// As annotated corpora write it.
    pub fn as_str(self) -> &'static str {
        match self {
            NameType::Person => "PER",
            NameType::Organisation => "ORG",
            NameType::Place => "LOC",
            NameType::Other => "MISC",
        }
    }

    /// The type that annotated corpora write so.
    pub fn of(name: &str) -> Option<NameType> {
        NameType::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Where in its name a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// It is all of the name.
    Single,
    /// It is the first of several words.
    Begin,
    /// It is neither first nor last.
    Inside,
    /// It is the last of several words.
    End,
}

/// Number of tags: outside, and four positions for each type.
pub const TAGS: usize = 17;

/// A tag: 0 outside of any name, otherwise one plus four times the type plus the position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tag(pub u8);

impl Tag {
    /// Part of no name.
    pub const OUTSIDE: Tag = Tag(0);
    /// Number of tags, as bits of a set.
    pub const ALL: u32 = (1 << TAGS) - 1;

    /// The tag of a word at that position of a name of that type.
    pub const fn new(kind: NameType, position: Position) -> Tag {
        Tag(1 + 4 * kind as u8 + position as u8)
    }

    /// The tag of the word of index `at` in a name of `len` words.
    pub fn within(kind: NameType, at: usize, len: usize) -> Tag {
        let position = match at {
            _ if len == 1 => Position::Single,
            0 => Position::Begin,
            _ if at + 1 == len => Position::End,
            _ => Position::Inside,
        };
        Tag::new(kind, position)
    }

    /// Type and position; nothing outside of names.
    pub fn parts(self) -> Option<(NameType, Position)> {
        const POSITIONS: [Position; 4] = [Position::Single, Position::Begin, Position::Inside, Position::End];
        let at = usize::from(self.0.checked_sub(1)?);
        Some((*NameType::ALL.get(at / 4)?, POSITIONS[at % 4]))
    }

    /// True if a word of that tag may stand after a word of this one: names are begun before they go on, and ended.
    pub fn may_precede(self, next: Tag) -> bool {
        let opens = |position| matches!(position, Position::Begin | Position::Inside);
        let goes_on = |position| matches!(position, Position::Inside | Position::End);
        match (self.parts(), next.parts()) {
            (Some((kind, position)), after) if opens(position) => {
                after.is_some_and(|(next, position)| next == kind && goes_on(position))
            }
            (_, after) => after.is_none_or(|(_, position)| !goes_on(position)),
        }
    }

    /// As a bit of a set of tags.
    pub const fn bit(self) -> u32 {
        1 << self.0
    }

    /// The tags of that type, as a set.
    pub const fn of_type(kind: NameType) -> u32 {
        0b1111 << (1 + 4 * kind as u32)
    }
}

/// The names that a sequence of tags marks: first word, one past the last, type.
pub fn names(tags: &[Tag]) -> impl Iterator<Item = (usize, usize, NameType)> {
    let mut first = 0;
    tags.iter().enumerate().filter_map(move |(at, tag)| {
        let (kind, position) = tag.parts()?;
        match position {
            Position::Single => Some((at, at + 1, kind)),
            Position::Begin => {
                first = at;
                None
            }
            Position::Inside => None,
            Position::End => Some((first, at + 1, kind)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_ended_before_another_begins() {
        let tag = |name: &str| {
            let (position, kind) = name.split_once('-').unwrap();
            let position = match position {
                "S" => Position::Single,
                "B" => Position::Begin,
                "I" => Position::Inside,
                _ => Position::End,
            };
            Tag::new(NameType::of(kind).unwrap(), position)
        };
        let cases = [
            ("S-PER", "S-ORG", true),
            ("B-PER", "E-PER", true),
            ("B-PER", "E-ORG", false),
            ("B-PER", "S-PER", false),
            ("I-LOC", "I-LOC", true),
            ("E-LOC", "I-LOC", false),
            ("E-LOC", "B-MISC", true),
        ];
        for (one, other, expected) in cases {
            assert_eq!(tag(one).may_precede(tag(other)), expected, "{one} {other}");
        }
        assert!(Tag::OUTSIDE.may_precede(tag("B-PER")) && !Tag::OUTSIDE.may_precede(tag("I-PER")));
        assert!(!tag("B-PER").may_precede(Tag::OUTSIDE) && tag("E-PER").may_precede(Tag::OUTSIDE));
    }

    #[test]
    fn names_are_read_off_tags() {
        let kinds = [NameType::Person, NameType::Other];
        for kind in kinds {
            let tags: Vec<Tag> =
                [Tag::OUTSIDE].into_iter().chain((0..3).map(|i| Tag::within(kind, i, 3))).collect();
            assert_eq!(names(&tags).collect::<Vec<_>>(), [(1, 4, kind)]);
        }
    }
}
