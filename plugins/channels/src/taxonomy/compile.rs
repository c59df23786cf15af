//! Compiles channels into patterns that are found by their first word.
use super::spec::{ChannelSpec, Frame, Needs, ObjectKind};
use crate::lemma;
use crate::syntax::Syntax;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use textmine_core::{Error, OptionError, serde};

/// Patterns longer than this are a mistake.
const LONGEST_PATTERN: usize = 8;

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
    /// The words.
    pub(crate) pattern: Pattern,
    /// Number of words in front of the trigger itself; they only belong to its context.
    pub(crate) before: usize,
    /// Who is who.
    pub(crate) frame: Frame,
    /// What the direct object must be.
    pub(crate) object: ObjectKind,
    /// What must be known.
    pub(crate) needs: Needs,
    /// Words that must not come next.
    pub(crate) not_before: Vec<String>,
    /// Also means to name.
    pub(crate) naming: bool,
    /// One addresses everybody there.
    pub(crate) public: bool,
}

/// Words in a row, each with its alternatives, as lemmas in lower case.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Vec<Vec<String>>);

impl Pattern {
    fn parse(text: &str) -> Self {
        Pattern(
            text.split_whitespace().map(|word| word.split('|').map(str::to_lowercase).collect()).collect(),
        )
    }

    /// Length of the shortest alternative of a word.
    fn shortest(&self, word: usize) -> usize {
        self.0[word].iter().map(String::len).min().unwrap_or(0)
    }

    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// One past the last token, if the pattern stands at `start`; and the token of its word number `mark`.
    pub(crate) fn match_at(&self, syntax: &Syntax<'_>, start: usize, mark: usize) -> Option<(usize, usize)> {
        let (mut at, mut marked) = (start, start);
        for (index, alternatives) in self.0.iter().enumerate() {
            if index > 0 && matches!(syntax.lower(at), "-" | "‑" | "–") {
                at += 1;
            }
            if index == mark {
                marked = at;
            }
            let lower = syntax.lower(at);
            if lower.is_empty() {
                return None;
            }
            let is = |word: &String| word == lower;
            let fits = alternatives.iter().any(is) || {
                let lemma = syntax.lemma(at);
                alternatives.iter().any(|word| word == lemma)
            };
            if !fits {
                return None;
            }
            at += 1;
        }
        Some((marked, at))
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
    /// Forms of the most telling word of each trigger, and whether it may be written without a capital. A sentence
    /// without any of them has no trigger; of nouns, the last word is rarer than the ones before it.
    gate: HashMap<String, bool>,
    /// Patterns that mean something else, by each form of their first word.
    exclude: HashMap<String, Vec<(usize, Pattern)>>,
    /// Which lengths occur, per first byte: most words of a text are told from the triggers by this alone.
    lengths: Box<[u32; 256]>,
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
            gate: HashMap::new(),
            exclude: HashMap::new(),
            lengths: Box::new([0; 256]),
        };
        let known: Vec<String> = file.0.iter().map(|(id, _)| id.clone()).collect();
        let (mut own, mut default) = (Vec::new(), Vec::new());
        for (id, spec) in file.0 {
            let change = options.get(&id);
            if change.and_then(|c| c.enabled) == Some(false) {
                continue;
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
            let words = spec.verbs.len() + spec.nouns.len() + spec.apps.len() + spec.phrases.len();
            if words == 0 {
                let message = "a new channel needs at least one of `verbs`, `nouns`, `apps`, `phrases`";
                return Err(OptionError::new(pointer(id), message).into());
            }
            let channel = taxonomy.add_channel(id, spec.name.clone());
            own.push((channel, spec, pointer(id)));
        }
        // Of two readings of a word the first wins: what somebody has added goes before what stands there by default.
        for (channel, spec, at) in own {
            taxonomy.add(channel, spec, &at)?;
        }
        for (channel, spec) in default {
            taxonomy.add(channel, &spec, "")?;
        }
        Ok(taxonomy)
    }

    /// Lets sentences with a form of that lemma be read, although it is no trigger.
    pub(crate) fn watch(&mut self, lemma: &str) {
        for form in lemma::verb_forms(lemma) {
            self.admit(form, true);
        }
    }

    /// True if a sentence with a token of that text may have a trigger.
    pub(crate) fn is_worth_reading(&self, text: &str, buffer: &mut String) -> bool {
        let Some(&first) = text.as_bytes().first() else { return false };
        let bit = 1u32 << text.len().min(31);
        if self.lengths[first.to_ascii_lowercase() as usize] & bit == 0 {
            return false;
        }
        buffer.clear();
        if text.is_ascii() {
            buffer.push_str(text);
            buffer.make_ascii_lowercase();
        } else {
            buffer.extend(text.chars().flat_map(char::to_lowercase));
        }
        self.gate.get(buffer.as_str()).is_some_and(|&small| small || text.starts_with(char::is_uppercase))
    }

    /// The triggers that may start with that form.
    pub(crate) fn starting(&self, lower: &str) -> impl Iterator<Item = &Trigger> {
        self.by_form.get(lower).into_iter().flatten().map(|&at| &self.triggers[at])
    }

    /// The patterns with another meaning that may start with that form, each with the channel that it speaks of.
    pub(crate) fn excluding(&self, lower: &str) -> &[(usize, Pattern)] {
        self.exclude.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The index of a channel by its id.
    pub(crate) fn channel(&self, id: &str) -> Option<usize> {
        self.channels.iter().position(|c| c.id == id)
    }

    /// True if the word alone, in lower case, is the name of an app.
    pub(crate) fn is_app(&self, lower: &str) -> bool {
        self.starting(lower).any(|t| t.kind == TriggerKind::App && t.pattern.len() == 1)
    }

    fn add_channel(&mut self, id: &str, name: Option<String>) -> usize {
        self.channels.push(Channel { id: id.to_owned(), name: name.unwrap_or_else(|| id.to_owned()) });
        self.channels.len() - 1
    }

    fn add(&mut self, channel: usize, spec: &ChannelSpec, at: &str) -> Result<(), OptionError> {
        let template = |kind| Trigger {
            channel,
            kind,
            pattern: Pattern(Vec::new()),
            before: 0,
            frame: Frame::Directed,
            object: ObjectKind::Any,
            needs: Needs::Nothing,
            not_before: Vec::new(),
            naming: false,
            public: false,
        };
        for (index, entry) in spec.verbs.iter().enumerate() {
            let verb = entry.detailed();
            let (frame, object, needs) = (verb.frame, verb.object, verb.needs);
            let (naming, not_before) = (verb.naming, verb.not_before);
            let trigger = Trigger { frame, object, needs, naming, not_before, ..template(TriggerKind::Verb) };
            self.add_trigger(trigger, &verb.verb, &format!("{at}/verbs/{index}"))?;
        }
        for (index, entry) in spec.nouns.iter().enumerate() {
            let noun = entry.detailed();
            let trigger = Trigger { frame: noun.frame, needs: noun.needs, ..template(TriggerKind::Noun) };
            self.add_trigger(trigger, &noun.noun, &format!("{at}/nouns/{index}"))?;
        }
        for (index, entry) in spec.apps.iter().enumerate() {
            let app = entry.detailed();
            let trigger = Trigger { public: app.public, ..template(TriggerKind::App) };
            self.add_trigger(trigger, &app.app, &format!("{at}/apps/{index}"))?;
        }
        for (index, entry) in spec.phrases.iter().enumerate() {
            let phrase = entry.detailed();
            let trigger = Trigger { needs: phrase.needs, ..template(TriggerKind::Phrase) };
            self.add_trigger(trigger, &phrase.phrase, &format!("{at}/phrases/{index}"))?;
        }
        for (index, text) in spec.exclude.iter().enumerate() {
            let pattern = checked(text, &format!("{at}/exclude/{index}"))?;
            for form in forms_of(&pattern, 0, lemma::verb_forms) {
                self.exclude.entry(form).or_default().push((channel, pattern.clone()));
            }
        }
        Ok(())
    }

    fn admit(&mut self, form: String, small: bool) {
        let first = form.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
        self.lengths[first as usize] |= 1 << form.len().min(31);
        if !first.is_ascii() {
            // Other letters may change their length with their case.
            (128..256).for_each(|byte| self.lengths[byte] = u32::MAX);
        }
        *self.gate.entry(form).or_default() |= small;
    }

    fn add_trigger(&mut self, mut trigger: Trigger, text: &str, at: &str) -> Result<(), OptionError> {
        let bare = text.replace(['[', ']'], "");
        trigger.pattern = checked(&bare, at)?;
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
        let small = trigger.kind != TriggerKind::App;
        let telling = match trigger.kind {
            // The verb, not its particle.
            TriggerKind::Verb => (0..trigger.pattern.len())
                .rev()
                .max_by_key(|&word| trigger.pattern.shortest(word))
                .unwrap_or(0),
            _ => trigger.pattern.len() - 1,
        };
        for form in forms_of(&trigger.pattern, telling, inflection(trigger.kind)) {
            self.admit(form, small);
        }
        for form in forms_of(&trigger.pattern, trigger.before, inflection(trigger.kind)) {
            let known = self.by_form.entry(form).or_default();
            if known.last() != Some(&index) {
                known.push(index);
            }
        }
        self.triggers.push(trigger);
        Ok(())
    }
}

fn pointer(id: &str) -> String {
    format!("/channels/{}", id.replace('~', "~0").replace('/', "~1"))
}

fn checked(text: &str, at: &str) -> Result<Pattern, OptionError> {
    let pattern = Pattern::parse(text);
    if pattern.len() == 0 {
        return Err(OptionError::new(at, "an empty pattern; expected at least one word"));
    }
    if pattern.len() > LONGEST_PATTERN {
        return Err(OptionError::new(
            at,
            format!("a pattern has at most {LONGEST_PATTERN} words, this one has {}", pattern.len()),
        ));
    }
    if pattern.0.iter().flatten().any(String::is_empty) {
        return Err(OptionError::new(at, "an empty alternative beside `|`"));
    }
    Ok(pattern)
}

/// All forms of the word number `at`, inflected by `inflect`.
fn forms_of(pattern: &Pattern, at: usize, inflect: fn(&str) -> Vec<String>) -> Vec<String> {
    let mut forms: Vec<String> =
        pattern.0.get(at).into_iter().flatten().flat_map(|lemma| inflect(lemma)).collect();
    forms.sort();
    forms.dedup();
    forms
}

/// How the words of a kind of trigger are inflected; names are not.
fn inflection(kind: TriggerKind) -> fn(&str) -> Vec<String> {
    match kind {
        TriggerKind::Verb => lemma::verb_forms,
        TriggerKind::Noun | TriggerKind::Phrase => lemma::noun_forms,
        TriggerKind::App => |name| vec![name.to_owned()],
    }
}
