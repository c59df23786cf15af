//! What is said of the document as a whole.
use crate::label::Label;
use textmine_core::serde::Serialize;

/// All that the document names.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// The most mentioned first; equals in the order of their first mention.
    pub entities: Vec<EntitySummary>,
}

/// One entity.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct EntitySummary {
    /// Its id within the document, the value of `entity` at its mentions.
    pub id: String,
    /// The fullest of its names.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub label: Label,
    /// Mentions by name.
    pub mentions: u32,
    /// Mentions by pronoun.
    #[serde(skip_serializing_if = "is_zero")]
    pub pronouns: u32,
    /// Mentions by role alone.
    #[serde(skip_serializing_if = "is_zero")]
    pub nominals: u32,
    /// Its other names, in the order of first use.
    pub aliases: Vec<String>,
    /// The fullest role that the text gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

fn is_zero(count: &u32) -> bool {
    *count == 0
}
