//! The types of names, and the tags by which the words of a sentence are marked as parts of one.
use textmine_core::schemars::JsonSchema;
use textmine_core::serde::{Deserialize, Serialize};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub enum Label {
    /// A person.
    #[serde(rename = "PER")]
    Person,
    /// An organisation: a body that can act, decide or be joined.
    #[serde(rename = "ORG")]
    Organisation,
    /// A place: a country, city, region, body of water, building.
    #[serde(rename = "LOC")]
    Place,
    /// Any other name: a nationality, language, religion, event, work, product, law.
    #[serde(rename = "MISC")]
    Other,
}

impl Label {
    /// All of them, in the order of the tags.
    pub const ALL: [Label; 4] = [Label::Person, Label::Organisation, Label::Place, Label::Other];

    /// As it stands in the layer.
    pub fn as_str(self) -> &'static str {
        match self {
            Label::Person => "PER",
            Label::Organisation => "ORG",
            Label::Place => "LOC",
            Label::Other => "MISC",
        }
    }
}

/// Number of tags: outside, and four positions (single, begin, inside, end) for each label.
pub(crate) const TAGS: usize = 17;

/// A tag: 0 outside of any name, otherwise one plus four times the label's index plus the position's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tag(pub(crate) u8);

/// Where in its name a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    Single,
    Begin,
    Inside,
    End,
}

impl Tag {
    pub(crate) const OUTSIDE: Tag = Tag(0);

    pub(crate) const fn new(label: Label, position: Position) -> Self {
        Tag(1 + 4 * label as u8 + position as u8)
    }

    pub(crate) fn parts(self) -> Option<(Label, Position)> {
        const POSITIONS: [Position; 4] = [Position::Single, Position::Begin, Position::Inside, Position::End];
        let at = usize::from(self.0.checked_sub(1)?);
        Some((Label::ALL[at / 4], POSITIONS[at % 4]))
    }
}
