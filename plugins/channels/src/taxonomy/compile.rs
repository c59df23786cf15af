//! Compiles channels into patterns that are found by their first word.
mod pattern;
mod removal;

use super::frames::{Frame, FrameSpec, Frames};
use super::gate::{self, Gate};
use super::spec::{ChannelSpec, Deferred, Needs, ObjectKind};
use pattern::{ANYBODY, Pattern, checked, forms_of};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::sync::Arc;
use textmine_core::{Error, OptionError, serde};
use textmine_syntax::{Word, lemma};

/// Channels in the order of the file.
struct File(Vec<(String, ChannelSpec)>);

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = File;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of channels")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<File, M::Error> {
                let mut channels = Vec::new();
                while let Some(channel) = map.next_entry()? {
                    channels.push(channel);
                }
                Ok(File(channels))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A channel's names.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    /// The label of its mentions.
    pub(crate) id: String,
    /// The name in the summary.
    pub(crate) name: String,
}

/// What sort of words a trigger is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TriggerKind {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A name of an app, platform or outlet.
    App,
    /// A noun after a preposition.
    Phrase,
}

/// Words that may name an act of communication.
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    /// Index of its channel.
    pub(crate) channel: usize,
    /// What sort of words it is.
    pub(crate) kind: TriggerKind,
    /// The words as written in the taxonomy.
    pub(crate) text: String,
    /// The words.
    pub(crate) pattern: Pattern,
    /// Number of words in front of the trigger itself; they only belong to its context.
    pub(crate) before: usize,
    /// Who is who.
    pub(crate) frame: Arc<Frame>,
    /// True if any object of the verb is the one who is addressed, whatever the noun.
    pub(crate) addresses_objects: bool,
    /// What the direct object must be.
    pub(crate) object: ObjectKind,
    /// What must be known.
    pub(crate) needs: Needs,
    /// Words that must not come next.
    pub(crate) not_before: Vec<String>,
    /// Verbs whose object is no act.
    pub(crate) not_under: Vec<String>,
    /// Also means to name.
    pub(crate) naming: bool,
    /// One addresses everybody there.
    pub(crate) public: bool,
    /// A means that leads from one to another, whatever the verb.
    pub(crate) directed: bool,
}

impl Trigger {
    /// True if the trigger itself is any noun for somebody.
    pub(crate) fn is_anybody(&self) -> bool {
        self.pattern.0.get(self.before).is_some_and(|words| words.iter().any(|w| w == ANYBODY))
    }
}

/// Everything that is looked for.
#[derive(Debug)]
pub(crate) struct Taxonomy {
    /// The channels, in order.
    pub(crate) channels: Vec<Channel>,
    /// The triggers, in order of channels.
    pub(crate) triggers: Vec<Trigger>,
    /// Triggers by each form of the first word of the trigger itself.
    by_form: HashMap<String, Vec<usize>>,
    /// Forms of the words that stand first where a trigger is any noun for somebody: `through`.
    before_anybody: HashSet<String>,
    /// Which sentences may hold a trigger. Of a trigger with several words the most telling one is asked for: of
    /// nouns, the last word is rarer than the ones before it.
    pub(crate) gate: Gate,
    /// Patterns that mean something else, by each form of their first word, with their channel and as written.
    exclude: HashMap<String, Vec<(usize, Pattern, String)>>,
    frames: Frames,
    media: Option<usize>,
}

impl Taxonomy {
    /// The default taxonomy, changed by the options.
    ///
    /// # Errors
    /// An [`OptionError`] if a pattern among the options can't be used.
    pub(crate) fn new(options: &BTreeMap<String, ChannelSpec>) -> Result<Self, Error> {
        let file: File = toml::from_str(super::DEFAULT)?;
        let mut taxonomy = Taxonomy {
            channels: Vec::new(),
            triggers: Vec::new(),
            by_form: HashMap::new(),
            before_anybody: HashSet::new(),
            gate: Gate::new(),
            exclude: HashMap::new(),
            frames: Frames::new()?,
            media: None,
        };
        let known: Vec<String> = file.0.iter().map(|(id, _)| id.clone()).collect();
        let (mut own, mut default) = (Vec::new(), Vec::new());
        for (id, mut spec) in file.0 {
            let change = options.get(&id);
            if change.and_then(|c| c.enabled) == Some(false) {
                continue;
            }
            if let Some(change) = change {
                removal::apply(&mut spec, change, &pointer(&id))?;
            }
            let name = change.and_then(|c| c.name.clone()).or(spec.name.clone());
            let channel = taxonomy.add_channel(&id, name);
            default.push((channel, spec));
            own.extend(change.map(|change| (channel, change, pointer(&id))));
        }
        for (id, spec) in options.iter().filter(|(id, _)| !known.contains(id)) {
            let valid =
                !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
            if !valid {
                let message = "a channel's id has ASCII letters, digits, `-` and `_`";
                return Err(OptionError::new(pointer(id), message).into());
            }
            if spec.enabled == Some(false) {
                let message = format!(
                    "there is no default channel of this name to switch off; there are {}",
                    known.join(", ")
                );
                return Err(OptionError::new(format!("{}/enabled", pointer(id)), message).into());
            }
            for (key, given) in [("remove", !spec.remove.is_empty()), ("languages", spec.languages.is_some())]
            {
                if given {
                    let message = "a new channel has no default lists from which something could be left out";
                    return Err(OptionError::new(format!("{}/{key}", pointer(id)), message).into());
                }
            }
            let words = spec.verbs.len() + spec.nouns.len() + spec.apps.len() + spec.phrases.len();
            if words == 0 {
                let message = "a new channel needs at least one of `verbs`, `nouns`, `apps`, `phrases`";
                return Err(OptionError::new(pointer(id), message).into());
            }
            let channel = taxonomy.add_channel(id, spec.name.clone());
            own.push((channel, spec, pointer(id)));
        }
        taxonomy.media = taxonomy.channel("media");
        // Of two readings of a word the first wins: what somebody has added goes before what stands there by default.
        for (channel, spec, at) in own {
            taxonomy.add(channel, spec, &at)?;
        }
        for (channel, spec) in default {
            taxonomy.add(channel, &spec, "")?;
        }
        Ok(taxonomy)
    }

    /// Lets those who listen for the public be told something: nouns, and words that the names of outlets end with.
    pub(crate) fn listen(&mut self, nouns: &HashSet<String>, names: &HashSet<String>) {
        for form in nouns.iter().flat_map(|noun| lemma::noun_forms(noun)) {
            self.gate.admit(form, gate::AUDIENCE, false);
        }
        for name in names {
            self.gate.admit(name.clone(), gate::AUDIENCE, true);
        }
        let telling = ["tell", "ask", "inform"].into_iter().flat_map(lemma::verb_forms);
        for form in telling.chain(["to", "on", "with", "by"].map(str::to_owned)) {
            self.gate.admit(form, gate::JOINING, false);
        }
    }

    /// The channel of outlets.
    pub(crate) fn media(&self) -> Option<usize> {
        self.media
    }

    /// True if the trigger is the name of an outlet, of which nothing is said by itself.
    pub(crate) fn is_outlet(&self, trigger: &Trigger) -> bool {
        trigger.kind == TriggerKind::App && Some(trigger.channel) == self.media
    }

    /// The frame of that name.
    pub(crate) fn frame(&self, name: &str) -> Option<Arc<Frame>> {
        self.frames.get(&FrameSpec::Named(name.to_owned())).ok()
    }

    /// The triggers that may start with that word.
    pub(crate) fn starting(&self, word: &Word<'_>) -> impl Iterator<Item = &Trigger> {
        let anybody = if word.animate && word.tag.is_noun() { self.by_form.get(ANYBODY) } else { None };
        self.starting_with(word.lower).chain(anybody.into_iter().flatten().map(|&at| &self.triggers[at]))
    }

    /// The triggers that may start with that form, in lower case.
    pub(crate) fn starting_with(&self, lower: &str) -> impl Iterator<Item = &Trigger> {
        self.by_form.get(lower).into_iter().flatten().map(|&at| &self.triggers[at])
    }

    /// The triggers that may start with any noun for somebody.
    pub(crate) fn starting_with_anybody(&self) -> impl Iterator<Item = &Trigger> {
        self.starting_with(ANYBODY)
    }

    /// True if the word, in lower case, may open the context of such a trigger.
    pub(crate) fn opens_anybody(&self, lower: &str) -> bool {
        self.before_anybody.contains(lower) || self.before_anybody.contains(ANYBODY)
    }

    /// The patterns with another meaning that may start with that form, each with the channel that it speaks of.
    pub(crate) fn excluding(&self, lower: &str) -> &[(usize, Pattern, String)] {
        self.exclude.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The index of a channel by its id.
    pub(crate) fn channel(&self, id: &str) -> Option<usize> {
        self.channels.iter().position(|c| c.id == id)
    }

    /// True if the word alone, in lower case, is the name of an app.
    pub(crate) fn is_app(&self, lower: &str) -> bool {
        let named = self.by_form.get(lower).into_iter().flatten().map(|&at| &self.triggers[at]);
        named.into_iter().any(|t| t.kind == TriggerKind::App && t.pattern.len() == 1)
    }

    fn add_channel(&mut self, id: &str, name: Option<String>) -> usize {
        self.channels.push(Channel { id: id.to_owned(), name: name.unwrap_or_else(|| id.to_owned()) });
        self.channels.len() - 1
    }

    fn add(&mut self, channel: usize, spec: &ChannelSpec, at: &str) -> Result<(), OptionError> {
        let directed = self.frames.get(&FrameSpec::default()).map_err(|m| OptionError::new(at, m))?;
        let template = |kind| Trigger {
            channel,
            kind,
            text: String::new(),
            pattern: Pattern(Vec::new()),
            before: 0,
            frame: directed.clone(),
            addresses_objects: false,
            object: ObjectKind::Any,
            needs: Needs::Nothing,
            not_before: Vec::new(),
            not_under: Vec::new(),
            naming: false,
            public: false,
            directed: false,
        };
        for (index, entry) in spec.verbs.iter().enumerate() {
            let verb = entry.detailed();
            let at = format!("{at}/verbs/{index}");
            let frame = self.frame_of(&verb.frame, &at)?;
            let (object, needs) = (verb.object, verb.needs);
            let (naming, not_before) = (verb.naming, verb.not_before);
            let addresses_objects = Arc::ptr_eq(&frame, &directed);
            let trigger = Trigger {
                frame,
                object,
                needs,
                naming,
                not_before,
                addresses_objects,
                ..template(TriggerKind::Verb)
            };
            self.add_trigger(trigger, &verb.verb, &at)?;
        }
        for (index, entry) in spec.nouns.iter().enumerate() {
            let noun = entry.detailed();
            let at = format!("{at}/nouns/{index}");
            let frame = self.frame_of(&noun.frame, &at)?;
            let (needs, not_under) = (noun.needs, noun.not_under);
            let trigger = Trigger { frame, needs, not_under, ..template(TriggerKind::Noun) };
            self.add_trigger(trigger, &noun.noun, &at)?;
        }
        for (index, entry) in spec.apps.iter().enumerate() {
            let app = entry.detailed();
            let code = app.language.chars().all(|c| c.is_ascii_lowercase());
            if !code || !(2..=3).contains(&app.language.len()) {
                let message = format!(
                    "`{}` is no language; expected a code of ISO 639, such as en or de",
                    app.language
                );
                return Err(OptionError::new(format!("{at}/apps/{index}/language"), message));
            }
            let trigger = Trigger { public: app.public, ..template(TriggerKind::App) };
            self.add_trigger(trigger, &app.app, &format!("{at}/apps/{index}"))?;
        }
        for (index, entry) in spec.phrases.iter().enumerate() {
            let phrase = entry.detailed();
            let (needs, directed) = (phrase.needs, phrase.directed);
            let trigger = Trigger { needs, directed, ..template(TriggerKind::Phrase) };
            self.add_trigger(trigger, &phrase.phrase, &format!("{at}/phrases/{index}"))?;
        }
        for (index, text) in spec.exclude.iter().enumerate() {
            let pattern = checked(text, &format!("{at}/exclude/{index}"))?;
            for form in forms_of(&pattern, 0, lemma::verb_forms) {
                self.exclude.entry(form).or_default().push((channel, pattern.clone(), text.clone()));
            }
        }
        Ok(())
    }

    fn frame_of(&self, spec: &Deferred<FrameSpec>, at: &str) -> Result<Arc<Frame>, OptionError> {
        let frame = spec.get().and_then(|spec| match spec {
            FrameSpec::Own(own) if [&own.from, &own.to, &own.participants].iter().all(|r| r.0.is_empty()) => {
                Err("a frame needs at least one of `from`, `to` and `participants`".to_owned())
            }
            _ => self.frames.get(spec),
        });
        frame.map_err(|message| OptionError::new(format!("{at}/frame"), message))
    }

    fn add_trigger(&mut self, mut trigger: Trigger, text: &str, at: &str) -> Result<(), OptionError> {
        let bare = text.replace(['[', ']'], "");
        trigger.pattern = checked(&bare, at)?;
        trigger.text = text.to_owned();
        if trigger.kind == TriggerKind::Phrase {
            let brackets = text.matches('[').count() == 1 && text.matches(']').count() == 1;
            let Some((before, _)) =
                text.split_once('[').filter(|_| brackets && text.trim_end().ends_with(']'))
            else {
                let message = "a phrase ends with its trigger in brackets, as in `by [phone]`";
                return Err(OptionError::new(at, message));
            };
            trigger.before = before.split_whitespace().count();
        } else if bare != text {
            return Err(OptionError::new(
                at,
                "brackets mark the trigger of a phrase; they have no meaning here",
            ));
        }
        let index = self.triggers.len();
        let outlet = trigger.kind == TriggerKind::App && Some(trigger.channel) == self.media;
        let tells = match trigger.needs {
            _ if outlet => gate::AUDIENCE,
            Needs::Audience if trigger.kind == TriggerKind::Verb => gate::SAYING,
            // `through her`: of the many, those with a verb of saying are read.
            _ if trigger.pattern.0.iter().flatten().any(|w| w == ANYBODY) => gate::THROUGH,
            _ => gate::TELLING,
        };
        let telling = trigger.pattern.most_telling(trigger.kind == TriggerKind::Verb);
        for form in forms_of(&trigger.pattern, telling, inflection(trigger.kind)) {
            self.gate.admit(form, tells, trigger.kind == TriggerKind::App);
        }
        for form in forms_of(&trigger.pattern, trigger.before, inflection(trigger.kind)) {
            let known = self.by_form.entry(form).or_default();
            if known.last() != Some(&index) {
                known.push(index);
            }
        }
        if trigger.is_anybody() {
            self.before_anybody.extend(forms_of(&trigger.pattern, 0, inflection(trigger.kind)));
        }
        self.triggers.push(trigger);
        Ok(())
    }
}

fn pointer(id: &str) -> String {
    format!("/channels/{}", id.replace('~', "~0").replace('/', "~1"))
}

/// How the words of a kind of trigger are inflected; names are not.
fn inflection(kind: TriggerKind) -> fn(&str) -> Vec<String> {
    match kind {
        TriggerKind::Verb => lemma::verb_forms,
        TriggerKind::Noun | TriggerKind::Phrase => lemma::noun_forms,
        TriggerKind::App => |name| vec![name.to_owned()],
    }
}
