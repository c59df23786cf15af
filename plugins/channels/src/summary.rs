//! What an article says of its channels as a whole: how often, who to whom, and which mentions tell of one act.
//!
//! Every number can be looked up: `at` lists the mentions behind it, as indices of the layer's annotations, which tell
//! channel, app and realis of each; of the mentions in `joined`, the acts that they belong to are listed there.
//!
//! # What counts as an act
//! Mentions that tell of one act are counted as one; `joined` lists each that was not counted, the act that it belongs
//! to, and why:
//! - `same predicate`: a verb and a noun side by side in one sentence ("met him for talks");
//! - `re-mention`: a definite noun ("the call", "his letter") not long after the act that it can mean;
//! - `restated`: the same two sides through the same channel once more ("Macron called Trump on Sunday … Macron, who
//!   called Trump").
//!
//! Mentions are joined only if channel and realis are the same, the words can name one act ("the summit" is no lunch),
//! and neither the people who are named nor the days that are named contradict each other. "Another call" and "a second
//! letter" are acts of their own. A practice ("they speak every Sunday") or a series ("three calls") is one act for
//! each mention, and joined only with a re-mention of several ("the calls"). The number that it states is in `stated`, and
//! never added to the acts. Acts of every realis count; `realis` tells them apart.
mod acts;
mod frequency;
mod kinds;
mod people;
mod rows;
mod tally;

use crate::realis::Realis;
use crate::timing::Timing;
use acts::Joined;
use frequency::{Behind, Count, Through};
use people::Who;
use serde::Serialize;
use textmine_core::serde;

pub(crate) use tally::Tally;

/// The analyzer's summary of a document. Lists are ordered by mentions, the most first, then by the first mention;
/// channels by mentions, then as in the taxonomy.
#[derive(Debug, Default, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// Number of mentions.
    mentions: usize,
    /// Number of distinct acts.
    acts: usize,
    /// The channels that are mentioned.
    channels: Vec<ChannelRow>,
    /// The apps, platforms, outlets and means that are named, as first written; capitals make no difference.
    apps: Vec<AppRow>,
    /// Who reached whom. Stand-ins that were not resolved ("he", "both") are in no pair, and nobody is paired with
    /// themselves.
    pairs: Vec<PairRow>,
    /// Each two who took part in something together, with nobody said to have begun.
    together: Vec<TogetherRow>,
    /// Everybody who is named on some side.
    participants: Vec<ParticipantRow>,
    /// The mentions that tell of an act that was counted before.
    joined: Vec<Joined>,
    /// The numbers of acts that the text itself states, in its order.
    stated: Vec<StatedRow>,
    /// The words of time and frequency; capitals make no difference.
    timing: Vec<TimingRow>,
}

/// How often a channel is mentioned.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct ChannelRow {
    id: String,
    name: String,
    #[serde(flatten)]
    count: Count,
    /// Fraction of all mentions.
    share: f64,
    /// Mentions per thousand words and numbers of the document.
    per_1000_words: f64,
    #[serde(flatten)]
    behind: Behind,
}

/// How often an app or outlet is named, and through which channels.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct AppRow {
    name: String,
    #[serde(flatten)]
    count: Count,
    channels: Vec<Through>,
    #[serde(flatten)]
    behind: Behind,
}

/// How often one reached another.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct PairRow {
    from: Who,
    to: Who,
    #[serde(flatten)]
    count: Count,
    channels: Vec<Through>,
    #[serde(flatten)]
    behind: Behind,
}

/// How often two took part in something together.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct TogetherRow {
    between: [Who; 2],
    #[serde(flatten)]
    count: Count,
    channels: Vec<Through>,
    #[serde(flatten)]
    behind: Behind,
}

/// How often somebody takes part, and on which side.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct ParticipantRow {
    #[serde(flatten)]
    who: Who,
    #[serde(flatten)]
    count: Count,
    /// The mentions in which they reach out.
    as_from: Vec<u32>,
    /// The mentions in which they are reached.
    as_to: Vec<u32>,
    /// The mentions in which they take part.
    as_participant: Vec<u32>,
    channels: Vec<Through>,
    #[serde(flatten)]
    behind: Behind,
}

/// A number of acts that the text states.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct StatedRow {
    /// The mention.
    at: u32,
    number: u32,
    /// As written: "23 bilateral visits", "twice".
    text: String,
    /// The time that the number is said of, as written: "in six months", "a week".
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<String>,
}

/// Words of time, and the mentions of which they are said.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
struct TimingRow {
    words: String,
    at: Vec<u32>,
}

/// Somebody on a side of a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Actor {
    /// Canonical name: the longest of their entity, or as written.
    pub(crate) name: String,
    /// Id of their entity.
    pub(crate) entity: Option<String>,
}

/// A mention, as the summary needs it.
#[derive(Debug)]
pub(crate) struct Mention {
    /// Index among the layer's annotations.
    pub(crate) annotation: u32,
    /// Index of the channel in the taxonomy.
    pub(crate) channel: usize,
    /// Whether it happened.
    pub(crate) realis: Realis,
    /// Those who reach out.
    pub(crate) from: Vec<Actor>,
    /// Those who are reached.
    pub(crate) to: Vec<Actor>,
    /// Those who take part.
    pub(crate) participants: Vec<Actor>,
    /// App, outlet or medium.
    pub(crate) medium: Option<String>,
    /// Index of the sentence.
    pub(crate) sentence: u32,
    /// Lemma of the trigger, in lower case; of several words, the head's.
    pub(crate) word: String,
    /// The trigger is a noun that names the act ("a call"); false for verbs, and for media ("by phone").
    pub(crate) noun: bool,
    /// That noun is definite: "the", "this", "that", "his" and the like stand before it.
    pub(crate) definite: bool,
    /// That noun stands in the plural.
    pub(crate) plural: bool,
    /// When and how often.
    pub(crate) timing: Timing,
}
