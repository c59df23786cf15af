//! How a channel is written down, in the taxonomy file and in the options alike.
use super::frames::FrameSpec;
use serde::de::DeserializeOwned;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::marker::PhantomData;
use textmine_core::schemars::{JsonSchema, Schema, SchemaGenerator};
use textmine_core::{serde, serde_json};

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
    /// Patterns that are taken out of the default lists, each as it stands there.
    #[schemars(inner(length(min = 1)))]
    pub remove: Vec<String>,
    /// Of the apps and outlets, only those of these languages are looked for, such as `en` or `de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub languages: Option<Vec<String>>,
}

/// A word alone, or a table that says more of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars", inline)]
pub enum Entry<T> {
    /// The pattern and its properties.
    Detailed(T),
    /// The pattern alone.
    Word(String),
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

/// A value whose mistakes are told later, when its place is known: what the schema of the options can't say.
#[derive(Clone, Debug)]
pub struct Deferred<T>(Result<T, String>);

impl<T> Deferred<T> {
    /// The value, or what is wrong with it.
    pub(crate) fn get(&self) -> Result<&T, String> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

impl<T: Default> Default for Deferred<T> {
    fn default() -> Self {
        Deferred(Ok(T::default()))
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Deferred<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Ok(Deferred(T::deserialize(value).map_err(|error| error.to_string())))
    }
}

impl<T: Serialize> Serialize for Deferred<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Deferred<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
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
    pub frame: Deferred<FrameSpec>,
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
    pub frame: Deferred<FrameSpec>,
    /// What must be known for it to be an act.
    #[serde(default)]
    pub needs: Needs,
    /// Verbs under which it is a thing and no act: `deleted the emails`.
    #[serde(default)]
    pub not_under: Vec<String>,
}

/// An app, a platform or an outlet.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub struct AppSpec {
    /// Its name as written; matched with regard to its first letter's case only.
    #[schemars(length(min = 1))]
    pub app: String,
    /// True if one addresses everybody there.
    #[serde(default)]
    pub public: bool,
    /// The language in which it publishes, by the code of ISO 639.
    #[serde(default = "english")]
    pub language: String,
}

fn english() -> String {
    "en".to_owned()
}

/// Words that give an act its channel.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, crate = "textmine_core::serde")]
#[schemars(crate = "textmine_core::schemars")]
pub struct PhraseSpec {
    /// The words, the trigger in brackets: `over the [phone]`; `<person>` stands for any noun for somebody.
    #[schemars(length(min = 1))]
    pub phrase: String,
    /// True if it leads from one to another even with a verb of talking together: `spoke to Ito through an aide`.
    #[serde(default)]
    pub directed: bool,
    /// What must be known for it to be an act.
    #[serde(default)]
    pub needs: Needs,
}

/// An entry, whatever list it stands in.
pub(crate) trait Worded {
    /// Its pattern, as it is written.
    fn words(&self) -> &str;
}

impl Worded for VerbSpec {
    fn words(&self) -> &str {
        &self.verb
    }
}

impl Worded for NounSpec {
    fn words(&self) -> &str {
        &self.noun
    }
}

impl Worded for AppSpec {
    fn words(&self) -> &str {
        &self.app
    }
}

impl Worded for PhraseSpec {
    fn words(&self) -> &str {
        &self.phrase
    }
}

impl<T: Worded> Worded for Entry<T> {
    fn words(&self) -> &str {
        match self {
            Entry::Word(word) => word,
            Entry::Detailed(entry) => entry.words(),
        }
    }
}

impl Worded for String {
    fn words(&self) -> &str {
        self
    }
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
        AppSpec { app, public: false, language: english() }
    }
}

impl From<String> for PhraseSpec {
    fn from(phrase: String) -> Self {
        PhraseSpec { phrase, ..PhraseSpec::default() }
    }
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
    /// Reporters or an outlet on the other side.
    Audience,
    /// Somebody on the other side who is named, or for whom a pronoun stands.
    Named,
    /// That it was given, or to whom or where.
    Given,
    /// A platform, or something that one posts there.
    Online,
}
