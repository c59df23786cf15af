//! Mentions added up, and the tables that come of them.
use super::acts::Acts;
use super::frequency::{Ledger, Record};
use super::people::{People, Side};
use super::rows::Rows;
use super::{
    AppRow, ChannelRow, Mention, PairRow, ParticipantRow, StatedRow, Summary, TimingRow, TogetherRow,
};
use std::cmp::Reverse;

/// Of a mention with more people on a side, only so many make pairs, lest a list of names squares its length.
const MOST_ON_A_SIDE: usize = 12;

/// Mentions added up one by one, so that those of a long document need not be kept.
#[derive(Debug)]
pub(crate) struct Tally<'n> {
    /// Ids and names of the channels, in the taxonomy's order.
    names: &'n [(String, String)],
    ledger: Ledger,
    acts: Acts,
    people: People,
    /// The mentions of each channel.
    channels: Vec<Vec<u32>>,
    apps: Rows<String, String>,
    pairs: Rows<(u32, u32), ()>,
    together: Rows<(u32, u32), ()>,
    participants: Rows<u32, [Vec<u32>; 3]>,
    stated: Vec<StatedRow>,
    timing: Rows<String, String>,
}

impl<'n> Tally<'n> {
    /// An empty one, for channels of these ids and names.
    pub(crate) fn new(names: &'n [(String, String)]) -> Self {
        Tally {
            names,
            ledger: Ledger::default(),
            acts: Acts::default(),
            people: People::default(),
            channels: vec![Vec::new(); names.len()],
            apps: Rows::default(),
            pairs: Rows::default(),
            together: Rows::default(),
            participants: Rows::default(),
            stated: Vec::new(),
            timing: Rows::default(),
        }
    }

    /// Adds a mention; they come in document order.
    pub(crate) fn add(&mut self, mention: Mention) {
        let sides = [&mention.from, &mention.to, &mention.participants].map(|side| self.people.side(side));
        let act = self.acts.add(&mention, &sides);
        let Mention { annotation, channel, realis, medium, timing, .. } = mention;
        let app = medium.map(|name| self.apps.row(name.to_lowercase(), || name));
        let at = self.ledger.push(Record { annotation, channel, realis, act, app });
        self.channels[channel].push(at);
        if let Some(app) = app {
            self.apps.mention(app, at);
        }
        self.add_people(&sides, at, annotation);
        if let Some(count) = timing.count {
            self.stated.push(StatedRow {
                at: annotation,
                number: count.number,
                text: count.text,
                per: count.per,
            });
        }
        for words in timing.words {
            let row = self.timing.row(words.to_lowercase(), || words);
            self.timing.mention(row, annotation);
        }
    }

    fn add_people(&mut self, sides: &[Side; 3], at: u32, annotation: u32) {
        for (role, side) in sides.iter().enumerate() {
            for &person in &side.people {
                let row = self.participants.row(person, Default::default);
                self.participants.mention(row, at);
                self.participants.value_mut(row)[role].push(annotation);
            }
        }
        let [from, to, with] =
            sides.each_ref().map(|side| &side.people[..side.people.len().min(MOST_ON_A_SIDE)]);
        for &a in from {
            for &b in to.iter().filter(|b| **b != a) {
                let row = self.pairs.row((a, b), || ());
                self.pairs.mention(row, at);
            }
        }
        for (i, &a) in with.iter().enumerate() {
            for &b in &with[i + 1..] {
                let row = self.together.row((a.min(b), a.max(b)), || ());
                self.together.mention(row, at);
            }
        }
    }

    /// The summary of a document of that many words.
    pub(crate) fn summary(self, words: usize) -> Summary {
        let Tally { names, ledger, acts, people, .. } = self;
        let total = ledger.len();
        let through = |at: &[u32]| ledger.through(at, names, self.apps.values());
        let channel = |(at, (id, name)): (Vec<u32>, &(String, String))| {
            let (count, behind) = ledger.count(&at);
            let share = rounded(at.len() as f64 / total as f64);
            let per_1000_words = rounded(1000.0 * at.len() as f64 / words.max(1) as f64);
            ChannelRow { id: id.clone(), name: name.clone(), count, share, per_1000_words, behind }
        };
        let channels = self.channels.into_iter().zip(names).filter(|(at, _)| !at.is_empty());
        let mut channels: Vec<ChannelRow> = channels.map(channel).collect();
        // Stable: equal counts keep the order of the taxonomy.
        channels.sort_by_key(|row| Reverse(row.count.mentions));
        let apps = self.apps.sorted().map(|(_, name, at)| {
            let (count, behind) = ledger.count(at);
            AppRow { name: name.clone(), count, channels: ledger.through(at, names, &[]), behind }
        });
        let pairs = self.pairs.sorted().map(|(&(from, to), (), at)| {
            let (count, behind) = ledger.count(at);
            PairRow { from: people.who(from), to: people.who(to), count, channels: through(at), behind }
        });
        let together = self.together.sorted().map(|(&(a, b), (), at)| {
            let (count, behind) = ledger.count(at);
            TogetherRow { between: [people.who(a), people.who(b)], count, channels: through(at), behind }
        });
        let participants = self.participants.sorted().map(|(&person, sides, at)| {
            let (count, behind) = ledger.count(at);
            let [as_from, as_to, as_participant] = sides.clone();
            let (who, channels) = (people.who(person), through(at));
            ParticipantRow { who, count, as_from, as_to, as_participant, channels, behind }
        });
        let timing = self.timing.sorted();
        let timing = timing.map(|(_, words, at)| TimingRow { words: words.clone(), at: at.to_vec() });
        Summary {
            mentions: total,
            acts: acts.len(),
            channels,
            apps: apps.collect(),
            pairs: pairs.collect(),
            together: together.collect(),
            participants: participants.collect(),
            timing: timing.collect(),
            joined: acts.into_joined(),
            stated: self.stated,
        }
    }
}

/// To three places.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}
