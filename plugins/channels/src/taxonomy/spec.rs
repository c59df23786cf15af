//! How a channel is written down, in the taxonomy file and in the options alike.
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::marker::PhantomData;
use textmine_core::schemars::JsonSchema;
use textmine_core::serde;

/// A channel, or what is to be changed about a default one. Lists add to the default ones.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub struct ChannelSpec {
    /// Switches a default channel off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The name in the summary; defaults to the channel's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub name: Option<String>,
    /// Verbs that are an act of communication through this channel.
    pub verbs: Vec<Entry<VerbSpec>>,
    /// Nouns for such an act.
    pub nouns: Vec<Entry<NounSpec>>,
    /// Apps, platforms and outlets; they become the `medium` of an act.
    pub apps: Vec<Entry<AppSpec>>,
    /// Words that give an act its channel, such as `by [phone]`: the trigger in brackets, after a preposition.
    pub phrases: Vec<Entry<PhraseSpec>>,
    /// Patterns in which those words mean something else.
    #[schemars(inner(length(min = 1)))]
    pub exclude: Vec<String>,
}

/// A word alone, or a table that says more of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub enum Entry<T> {
    /// The pattern alone.
    Word(String),
    /// The pattern and its properties.
    Detailed(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entry<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Entry<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a pattern in quotes or a table")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
                Ok(Entry::Word(word.to_owned()))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Self::Value, M::Error> {
                // Not an untagged enum: that would hide which key of the table is wrong.
                T::deserialize(MapAccessDeserializer::new(map)).map(Entry::Detailed)
            }
        }
        deserializer.deserialize_any(Either(PhantomData))
    }
}

impl<T: From<String> + Clone> Entry<T> {
    /// With every property at its default where only a word was given.
    pub(crate) fn detailed(&self) -> T {
        match self {
            Entry::Word(word) => T::from(word.clone()),
            Entry::Detailed(entry) => entry.clone(),
        }
    }
}

/// A verb that is an act of communication.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub struct VerbSpec {
    /// The lemma, with its particle if it has one: `call in`.
    #[schemars(length(min = 1))]
    pub verb: String,
    /// Who is who.
    #[serde(default)]
    pub frame: Frame,
    /// What the direct object must be.
    #[serde(default)]
    pub object: ObjectKind,
    /// What else must be known.
    #[serde(default)]
    pub needs: Needs,
    /// Words that give the verb another sense when one of them comes next.
    #[serde(default)]
    pub not_before: Vec<String>,
    /// True if the verb also means to name: an object with a complement then is no addressee.
    #[serde(default)]
    pub naming: bool,
}

/// A noun for an act of communication.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub struct NounSpec {
    /// The noun with the words that tell its channel: `phone|telephone call`.
    #[schemars(length(min = 1))]
    pub noun: String,
    /// Who is who.
    #[serde(default)]
    pub frame: Frame,
    /// What must be known for it to be an act.
    #[serde(default)]
    pub needs: Needs,
}

/// An app, a platform or an outlet.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub struct AppSpec {
    /// Its name as written; matched with regard to its first letter's case only.
    #[schemars(length(min = 1))]
    pub app: String,
    /// True if one addresses everybody there.
    #[serde(default)]
    pub public: bool,
}

/// Words that give an act its channel.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub struct PhraseSpec {
    /// The words, the trigger in brackets: `over the [phone]`.
    #[schemars(length(min = 1))]
    pub phrase: String,
    /// What must be known for it to be an act.
    #[serde(default)]
    pub needs: Needs,
}

impl From<String> for VerbSpec {
    fn from(verb: String) -> Self {
        VerbSpec { verb, object: ObjectKind::Any, ..VerbSpec::default() }
    }
}

impl From<String> for NounSpec {
    fn from(noun: String) -> Self {
        NounSpec { noun, ..NounSpec::default() }
    }
}

impl From<String> for AppSpec {
    fn from(app: String) -> Self {
        AppSpec { app, public: false }
    }
}

impl From<String> for PhraseSpec {
    fn from(phrase: String) -> Self {
        PhraseSpec { phrase, ..PhraseSpec::default() }
    }
}

/// Who is who in an act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub enum Frame {
    /// From the subject to the object.
    #[default]
    Directed,
    /// All take part alike.
    Mutual,
    /// From the speaker or writer to an audience or outlet.
    Speech,
    /// From the one who answers to the one who asks.
    Interview,
    /// From the author to everybody.
    Post,
    /// Carried for the subject by somebody else.
    Relay,
}

/// What the direct object of a verb must be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub enum ObjectKind {
    /// Anything or nothing.
    #[default]
    Any,
    /// A person or a body of people; without an object, several people must be the subject.
    Person,
    /// Nothing.
    None,
    /// A person, or nothing.
    PersonOrNone,
    /// Something written.
    Message,
    /// Reporters, an outlet, or listeners.
    Audience,
}

/// What must be known of an act before it counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub enum Needs {
    /// Nothing: the words suffice.
    #[default]
    Nothing,
    /// Somebody who takes part, if only as its owner.
    Actor,
    /// More than an owner: that it was sent, held, received, or to or from whom.
    Act,
    /// Somebody on the other side.
    Partner,
    /// Investigators on the other side.
    Authority,
    /// The two sides that it lies between.
    Between,
    /// Somebody who visits somebody, or a country.
    Visit,
    /// A verb of communication that it goes with.
    Verb,
}
