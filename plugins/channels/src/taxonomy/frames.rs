//! Frames: which words around a trigger are who, as data.
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use textmine_core::schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use textmine_core::serde;

/// Somewhere around a trigger where actors stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Who does what the verb says.
    Subject,
    /// To whom it is done.
    Object,
    /// Whose the verb's object is.
    MessageOwner,
    /// The noun's possessor.
    Owner,
    /// Names in front of the noun.
    Modifier,
    /// Subject of a verb of sending.
    Sender,
    /// Subject of a verb that brings the noun into being.
    Giver,
    /// Subject of a verb of receiving.
    Taker,
    /// Subject of a verb of taking part.
    Holder,
    /// Whom the verb names beside the noun.
    Addressee,
    /// Who speaks in it or by it.
    Speaker,
    /// With whom it is spoken.
    Partner,
    /// Whom it asks for something.
    Urged,
    /// An outlet in front of it or after `on`, `in`, `for`.
    Outlet,
    /// An audience after `before`, `at`, `in`.
    Listeners,
    /// With whom it is given.
    Cohost,
    /// After that preposition.
    Preposition(String),
}

/// The names of sources that are no prepositions.
const NAMED: &[(&str, Source)] = &[
    ("subject", Source::Subject),
    ("object", Source::Object),
    ("message-owner", Source::MessageOwner),
    ("owner", Source::Owner),
    ("modifier", Source::Modifier),
    ("sender", Source::Sender),
    ("giver", Source::Giver),
    ("taker", Source::Taker),
    ("holder", Source::Holder),
    ("addressee", Source::Addressee),
    ("speaker", Source::Speaker),
    ("partner", Source::Partner),
    ("urged", Source::Urged),
    ("outlet", Source::Outlet),
    ("listeners", Source::Listeners),
    ("cohost", Source::Cohost),
];

/// Prepositions that a frame may name.
const PREPOSITIONS: &[&str] = &[
    "about",
    "across",
    "against",
    "alongside",
    "among",
    "amongst",
    "around",
    "at",
    "before",
    "behind",
    "between",
    "by",
    "for",
    "from",
    "in",
    "including",
    "into",
    "of",
    "on",
    "onto",
    "over",
    "through",
    "to",
    "toward",
    "towards",
    "under",
    "upon",
    "via",
    "with",
    "within",
];

impl Source {
    fn parse(name: &str) -> Result<Source, String> {
        if let Some((_, source)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Ok(source.clone());
        }
        if PREPOSITIONS.contains(&name) {
            return Ok(Source::Preposition(name.to_owned()));
        }
        let names: Vec<&str> = NAMED.iter().map(|(known, _)| *known).collect();
        Err(format!(
            "unknown source `{name}`; expected {}, or a preposition such as with, to, from",
            names.join(", ")
        ))
    }

    /// Its name in a frame.
    pub(crate) fn name(&self) -> &str {
        match self {
            Source::Preposition(word) => word,
            other => NAMED.iter().find(|(_, source)| source == other).map_or("", |(name, _)| name),
        }
    }
}

/// Sources of a role: the first alternative that names somebody counts; an alternative is one source or a sum of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sources(pub(crate) Vec<Vec<Source>>);

impl Sources {
    fn parse(text: &str) -> Result<Self, String> {
        let sum = |part: &str| part.split('+').map(|name| Source::parse(name.trim())).collect();
        text.split('|').map(sum).collect::<Result<_, _>>().map(Sources)
    }

    fn write(&self) -> String {
        let sum = |part: &Vec<Source>| part.iter().map(Source::name).collect::<Vec<_>>().join("+");
        self.0.iter().map(sum).collect::<Vec<_>>().join("|")
    }
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Sources::parse(&text).map_err(de::Error::custom)
    }
}

impl Serialize for Sources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.write())
    }
}

/// What the actors of one role are added up from: a string or a list of strings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Role(pub(crate) Vec<Sources>);

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Role;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a source in quotes, such as \"subject\", or a list of them")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Role, E> {
                Sources::parse(text).map(|sources| Role(vec![sources])).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Role, A::Error> {
                let mut role = Vec::new();
                while let Some(sources) = list.next_element()? {
                    role.push(sources);
                }
                Ok(Role(role))
            }
        }
        deserializer.deserialize_any(OneOrMany)
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// One way to read who is who.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, crate = "textmine_core::serde")]
pub struct Reading {
    /// It applies only if one of these names somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) when: Option<Sources>,
    /// It does not apply if one of these names somebody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unless: Option<Sources>,
    /// Who reaches out.
    pub(crate) from: Role,
    /// Who is reached.
    pub(crate) to: Role,
    /// Who takes part without a direction.
    pub(crate) participants: Role,
}

/// Who is who around a verb and around a noun.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case", crate = "textmine_core::serde")]
pub(crate) struct Frame {
    /// Its name, or what was written for it.
    #[serde(skip)]
    pub(crate) name: String,
    /// An outlet is never the source: `the paper's interview with Ito` is Ito's.
    pub(crate) outlets_listen: bool,
    /// Readings of verbs.
    pub(crate) verb: Vec<Reading>,
    /// Readings of nouns.
    pub(crate) noun: Vec<Reading>,
}

impl Frame {
    /// True if it names those who take part before it asks who reaches whom.
    pub(crate) fn is_mutual(&self) -> bool {
        self.noun.first().is_some_and(|r| r.when.is_none() && !r.participants.0.is_empty())
    }
}

/// The frames of `data/frames.toml`, by name.
#[derive(Debug)]
pub(crate) struct Frames(BTreeMap<String, Arc<Frame>>);

impl Frames {
    /// Reads the frames that are compiled in.
    pub(crate) fn new() -> Result<Self, toml::de::Error> {
        let mut frames: BTreeMap<String, Frame> = toml::from_str(include_str!("../../data/frames.toml"))?;
        for (name, frame) in &mut frames {
            frame.name.clone_from(name);
        }
        Ok(Frames(frames.into_iter().map(|(name, frame)| (name, Arc::new(frame))).collect()))
    }

    /// The frame of that specification, or the names there are.
    pub(crate) fn get(&self, spec: &FrameSpec) -> Result<Arc<Frame>, String> {
        match spec {
            FrameSpec::Named(name) => self.0.get(name).cloned().ok_or_else(|| {
                let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
                format!("unknown frame `{name}`; expected one of {}, or a table of roles", names.join(", "))
            }),
            FrameSpec::Own(reading) => {
                let readings = vec![(**reading).clone()];
                Ok(Arc::new(Frame {
                    name: "own".to_owned(),
                    outlets_listen: false,
                    verb: readings.clone(),
                    noun: readings,
                }))
            }
        }
    }
}

/// How an entry names its frame: by name, or by a table of roles of its own.
#[derive(Clone, Debug)]
pub enum FrameSpec {
    /// A frame of `data/frames.toml`.
    Named(String),
    /// The roles, for verbs and nouns alike.
    Own(Box<Reading>),
}

impl Default for FrameSpec {
    fn default() -> Self {
        FrameSpec::Named("directed".to_owned())
    }
}

impl<'de> Deserialize<'de> for FrameSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = FrameSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a frame or a table of roles")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<FrameSpec, E> {
                Ok(FrameSpec::Named(name.to_owned()))
            }

            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<FrameSpec, M::Error> {
                Reading::deserialize(MapAccessDeserializer::new(map)).map(|own| FrameSpec::Own(Box::new(own)))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl Serialize for FrameSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            FrameSpec::Named(name) => serializer.serialize_str(name),
            FrameSpec::Own(reading) => reading.serialize(serializer),
        }
    }
}

impl JsonSchema for FrameSpec {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Frame".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let role = json_schema!({
            "description": "Sources, such as \"subject\", \"object|to\" or [\"owner\", \"with\"]",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
        });
        json_schema!({
            "description": "Who is who: directed, mutual, speech, interview, post, relay, or a table of roles",
            "anyOf": [
                {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                        "when": { "type": "string" },
                        "unless": { "type": "string" },
                        "from": role, "to": role, "participants": role,
                    },
                },
                { "type": "string", "enum": ["directed", "mutual", "speech", "interview", "post", "relay"] },
            ],
        })
    }
}
