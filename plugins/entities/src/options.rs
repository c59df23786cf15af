//! What a pipeline can set.
use crate::label::Label;
use std::path::PathBuf;
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
        /// Names less sure than this are not reported, and neither are pronouns and roles.
        #[schemars(range(min = 0.0, max = 1.0))]
        pub min_score: f32 = 0.0,
        /// Mark `he`, `she` and the like where it is clear which of the people named they mean (`kind` is `pronoun`).
        pub pronouns: bool = false,
        /// Mark a role without a name, such as “the British Prime Minister”, where the text gives that role to one person
        /// (`kind` is `nominal`).
        pub nominals: bool = true,
        /// The model that finds the names, as `textmine-train names` writes it, in place of the one that comes with the
        /// analyzer. Relative to the pipeline's folder; in a worker it must be among `reads` too.
        pub model: Option<FilePath> = None,
        /// Names of your own. They go before everything else that is known.
        pub names: Vec<OwnName> = Vec::new(),
        /// Files with more names of your own: a line has a name, its type (`PER`, `ORG`, `LOC` or `MISC`) and maybe other
        /// names of the same, with `|` between them. Tabs separate the three in `.tsv`, commas in `.csv`; lines that start
        /// with `#` are left out. Relative to the pipeline's folder; in a worker they must be among `reads` too.
        pub gazetteers: Vec<FilePath> = Vec::new(),
        /// Names that are never reported, in capitals or not: `"Press Release"`, or
        /// `{ name = "Press Release", types = ["ORG"] }` for those types alone.
        pub never: Vec<Never> = Vec::new(),
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

/// The path of a file.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde", transparent)]
#[schemars(crate = "schemars", transparent, extend("format" = "path"))]
pub struct FilePath(pub PathBuf);

/// A name that is never reported.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde", untagged)]
#[schemars(crate = "schemars")]
pub enum Never {
    /// Whatever it seems to name.
    Name(String),
    /// If it seems to name something of these types.
    OfTypes(NeverOfTypes),
}

/// A name that is never reported as something of these types.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde", deny_unknown_fields)]
#[schemars(crate = "schemars")]
pub struct NeverOfTypes {
    /// The name, in capitals or not.
    pub name: String,
    /// The types as which it is not reported.
    #[schemars(length(min = 1))]
    pub types: Vec<Label>,
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
