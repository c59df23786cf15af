//! The types of names.
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
    /// All of them.
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
