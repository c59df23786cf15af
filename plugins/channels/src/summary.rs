//! What an article says of its channels as a whole.
use crate::realis::Realis;
use serde::Serialize;
use std::collections::HashMap;
use textmine_core::serde;

/// The analyzer's summary of a document.
#[derive(Debug, Default, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// Number of mentions.
    mentions: usize,
    /// The channels that are mentioned, the most frequent first.
    channels: Vec<ChannelCount>,
    /// Who reached whom through what, the most frequent first.
    contacts: Vec<Contact>,
}

/// How often a channel is mentioned.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct ChannelCount {
    id: String,
    name: String,
    mentions: usize,
    /// Fraction of all mentions.
    share: f64,
    /// Mentions per thousand words and numbers of the document.
    per_1000_words: f64,
    realis: RealisCount,
}

/// How many mentions of each realis.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct RealisCount {
    actual: usize,
    habitual: usize,
    negated: usize,
    hypothetical: usize,
}

/// Equal mentions with at least one named side.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct Contact {
    from: Vec<String>,
    to: Vec<String>,
    participants: Vec<String>,
    channel: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    medium: Option<String>,
    realis: Realis,
    mentions: usize,
    /// Indices of the sentences, from 0, in order.
    sentences: Vec<u32>,
}

/// A mention, as the summary needs it.
#[derive(Debug)]
pub(crate) struct Mention {
    /// Index of the channel in the taxonomy.
    pub(crate) channel: usize,
    /// Whether it happened.
    pub(crate) realis: Realis,
    /// Names of those who reach out.
    pub(crate) from: Vec<String>,
    /// Names of those who are reached.
    pub(crate) to: Vec<String>,
    /// Names of those who take part.
    pub(crate) participants: Vec<String>,
    /// App, outlet or medium.
    pub(crate) medium: Option<String>,
    /// Index of the sentence.
    pub(crate) sentence: u32,
}

/// What makes two contacts equal: the three sides, the channel, the medium and the realis.
type Key = (Vec<String>, Vec<String>, Vec<String>, usize, Option<String>, &'static str);

/// Mentions added up one by one, so that a long document's need not be kept.
#[derive(Debug)]
pub(crate) struct Tally<'n> {
    /// Ids and names of the channels, in the taxonomy's order.
    channels: &'n [(String, String)],
    counts: Vec<RealisCount>,
    contacts: Vec<Contact>,
    known: HashMap<Key, usize>,
}

impl<'n> Tally<'n> {
    /// An empty one.
    pub(crate) fn new(channels: &'n [(String, String)]) -> Self {
        let counts = vec![RealisCount::default(); channels.len()];
        Tally { channels, counts, contacts: Vec::new(), known: HashMap::new() }
    }

    /// Adds a mention; they come in document order.
    pub(crate) fn add(&mut self, mention: Mention) {
        let Mention { channel, realis, from, to, participants, medium, sentence } = mention;
        let count = &mut self.counts[channel];
        match realis {
            Realis::Actual => count.actual += 1,
            Realis::Habitual => count.habitual += 1,
            Realis::Negated => count.negated += 1,
            Realis::Hypothetical => count.hypothetical += 1,
        }
        if from.is_empty() && to.is_empty() && participants.is_empty() {
            return;
        }
        let key = (from, to, participants, channel, medium, realis.as_str());
        let at = match self.known.get(&key) {
            Some(&at) => at,
            None => {
                let (from, to, participants, channel, medium, _) = key.clone();
                let channel = self.channels[channel].0.clone();
                let contact = Contact {
                    from,
                    to,
                    participants,
                    channel,
                    medium,
                    realis,
                    mentions: 0,
                    sentences: Vec::new(),
                };
                self.contacts.push(contact);
                self.known.insert(key, self.contacts.len() - 1);
                self.contacts.len() - 1
            }
        };
        let contact = &mut self.contacts[at];
        contact.mentions += 1;
        if contact.sentences.last() != Some(&sentence) {
            contact.sentences.push(sentence);
        }
    }

    /// The summary of a document of that many words.
    pub(crate) fn summary(self, words: usize) -> Summary {
        let total: usize = self.counts.iter().map(RealisCount::total).sum();
        let row = |(realis, (id, name)): (RealisCount, &(String, String))| ChannelCount {
            id: id.clone(),
            name: name.clone(),
            mentions: realis.total(),
            share: rounded(realis.total() as f64 / total as f64),
            per_1000_words: rounded(1000.0 * realis.total() as f64 / words.max(1) as f64),
            realis,
        };
        let mut channels: Vec<ChannelCount> = self
            .counts
            .into_iter()
            .zip(self.channels)
            .filter(|(realis, _)| realis.total() > 0)
            .map(row)
            .collect();
        // Stable: equal counts keep the order of the taxonomy, and of the document.
        channels.sort_by_key(|row| std::cmp::Reverse(row.mentions));
        let mut contacts = self.contacts;
        contacts.sort_by_key(|contact| std::cmp::Reverse(contact.mentions));
        Summary { mentions: total, channels, contacts }
    }
}

impl RealisCount {
    fn total(&self) -> usize {
        self.actual + self.habitual + self.negated + self.hypothetical
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
