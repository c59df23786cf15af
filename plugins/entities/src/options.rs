//! What a pipeline can set.
use crate::label::Label;
use textmine_core::schemars::{self, JsonSchema};
use textmine_core::serde::{Deserialize, Serialize};
use textmine_core::{OptionError, options};

options! {
    /// Which names are reported, and which the analyzer knows beyond its own.
    pub struct Options {
        /// The types that are reported. Names of other types are recognised nevertheless, so that they are not taken for
        /// one of these.
        #[schemars(length(min = 1))]
        pub types: Vec<Label> = Label::ALL.to_vec(),
        /// Names less sure than this are not reported.
        #[schemars(range(min = 0.0, max = 1.0))]
        pub min_score: f32 = 0.0,
        /// Mark `he`, `she` and the like where only one person can be meant (`kind` is `pronoun`).
        pub pronouns: bool = true,
        /// Mark a role without a name, such as “the British Prime Minister”, where the text gives that role to one person
        /// (`kind` is `nominal`).
        pub nominals: bool = true,
        /// Names of your own. They go before everything else that is known.
        pub names: Vec<OwnName> = Vec::new(),
    }
}

/// A name of the user's own.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde", deny_unknown_fields)]
#[schemars(crate = "schemars")]
pub struct OwnName {
    /// The name as it is written in the text. Capitals count.
    #[schemars(length(min = 1))]
    pub name: String,
    /// What it names.
    #[serde(rename = "type")]
    pub label: Label,
    /// Other names of the same.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl Options {
    /// # Errors
    /// If an option makes no sense.
    pub(crate) fn validate(&self) -> Result<(), OptionError> {
        if self.types.is_empty() {
            return Err(OptionError::new(
                "/types",
                "no type, so nothing would be reported; expected at least one",
            ));
        }
        if !(0.0..=1.0).contains(&self.min_score) {
            return Err(OptionError::new("/min_score", "out of range; expected a number from 0 to 1"));
        }
        Ok(())
    }
}
