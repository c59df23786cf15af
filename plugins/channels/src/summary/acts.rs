//! Which mentions tell of one act.
use super::Mention;
use super::kinds::{Trigger, can_be_one, is_plural_of_one};
use super::people::Side;
use crate::realis::Realis;
use serde::Serialize;
use std::collections::{HashMap, VecDeque};
use textmine_core::serde;

/// A definite noun means an act of so many sentences before, or fewer.
const NOT_LONG_AGO: u32 = 5;

/// Of the acts that a mention may belong to, only so many, the last ones, are looked at.
const MOST_CANDIDATES: usize = 16;

/// Of an act that is told of with more and more days and hours, only so many are kept, so that none is searched long.
const MOST_DAYS: usize = 16;

/// A mention that was not counted as an act.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub(super) struct Joined {
    /// The mention.
    at: u32,
    /// The first mention of its act.
    act: u32,
    why: Why,
}

/// Why two mentions tell of one act.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
enum Why {
    #[serde(rename = "same predicate")]
    SamePredicate,
    #[serde(rename = "re-mention")]
    ReMention,
    #[serde(rename = "restated")]
    Restated,
}

/// Channel, realis and all who are named.
type Key = (usize, u8, Vec<u32>);

/// The acts so far.
#[derive(Debug, Default)]
pub(super) struct Acts {
    acts: Vec<Act>,
    joined: Vec<Joined>,
    /// The act of the last mention, and that mention's own trigger: whether it was a noun.
    last: Option<(u32, bool)>,
    /// The last acts of each channel and realis.
    recent: HashMap<(usize, u8), VecDeque<u32>>,
    /// The last acts of each channel, realis and set of two sides or more.
    between: HashMap<Key, VecDeque<u32>>,
}

/// What all mentions of an act have said of it.
#[derive(Debug)]
struct Act {
    /// Annotation of its first mention.
    first: u32,
    channel: usize,
    realis: Realis,
    /// Of its first mention.
    word: String,
    noun: bool,
    /// A practice, or several acts at once.
    series: bool,
    /// Those with names who reach out, are reached, and take part.
    sides: [Vec<u32>; 3],
    /// Both sides are known, so that further people would be other people.
    complete: bool,
    /// Days and times; empty if none are said.
    when: Vec<String>,
    /// Sentence of its last mention.
    sentence: u32,
}

impl Acts {
    /// The number of the act that a mention tells of. `sides` are its `from`, `to` and `participants`.
    pub(super) fn add(&mut self, mention: &Mention, sides: &[Side; 3]) -> u32 {
        let new = Act::of(mention, sides);
        let between = new.key();
        let found = None
            .or_else(|| self.same_predicate(&new, mention).map(|act| (act, Why::SamePredicate)))
            .or_else(|| self.mentioned_again(&new, mention).map(|act| (act, Why::ReMention)))
            .or_else(|| self.restated(&new, mention, between.as_ref()).map(|act| (act, Why::Restated)));
        let noun = new.noun;
        let act = match found {
            Some((act, why)) => {
                let known = &mut self.acts[act as usize];
                self.joined.push(Joined { at: new.first, act: known.first, why });
                known.learn(new);
                act
            }
            None => {
                self.acts.push(new);
                self.acts.len() as u32 - 1
            }
        };
        keep(self.recent.entry((mention.channel, mention.realis as u8)).or_default(), act);
        if let Some(key) = between {
            keep(self.between.entry(key).or_default(), act);
        }
        self.last = Some((act, noun));
        act
    }

    pub(super) fn len(&self) -> usize {
        self.acts.len()
    }

    pub(super) fn into_joined(self) -> Vec<Joined> {
        self.joined
    }

    /// "He met her for talks": verb and noun, with no other mention between them.
    fn same_predicate(&self, new: &Act, mention: &Mention) -> Option<u32> {
        let (act, noun) = self.last?;
        let last = &self.acts[act as usize];
        let one = last.sentence == new.sentence && noun != new.noun && !mention.timing.apart;
        (one && last.allows(new)).then_some(act)
    }

    /// "The call", not long after it.
    fn mentioned_again(&self, new: &Act, mention: &Mention) -> Option<u32> {
        if !new.noun || !mention.definite || mention.timing.apart {
            return None;
        }
        let recent = self.recent.get(&(new.channel, new.realis as u8))?;
        let near = |act: &Act| act.sentence + NOT_LONG_AGO >= new.sentence;
        let fits = |&&act: &&u32| near(&self.acts[act as usize]) && self.acts[act as usize].allows(new);
        recent.iter().rev().find(fits).copied()
    }

    /// "Macron, who called Trump", anywhere after it.
    fn restated(&self, new: &Act, mention: &Mention, key: Option<&Key>) -> Option<u32> {
        if mention.timing.apart {
            return None;
        }
        let between = self.between.get(key?)?;
        between.iter().rev().find(|act| self.acts[**act as usize].allows(new)).copied()
    }
}

impl Act {
    fn of(mention: &Mention, sides: &[Side; 3]) -> Act {
        let [from, to, with] = sides;
        let counted = mention.timing.count.as_ref().is_some_and(|count| count.number != 1);
        let several = mention.noun && mention.plural && !is_plural_of_one(&mention.word);
        Act {
            first: mention.annotation,
            channel: mention.channel,
            realis: mention.realis,
            word: mention.word.clone(),
            noun: mention.noun,
            series: several || counted || mention.realis == Realis::Habitual,
            sides: sides.each_ref().map(|side| side.named.clone()),
            complete: (!from.people.is_empty() && !to.people.is_empty()) || with.people.len() > 1,
            when: mention.timing.when.clone(),
            sentence: mention.sentence,
        }
    }

    /// What acts between the same sides have in common; none if a side has no name, and for a series.
    fn key(&self) -> Option<Key> {
        let [from, to, with] = &self.sides;
        let both = (!from.is_empty() && !to.is_empty()) || with.len() > 1;
        (both && !self.series).then(|| (self.channel, self.realis as u8, self.everybody()))
    }

    fn trigger(&self) -> Trigger<'_> {
        Trigger { word: &self.word, noun: self.noun }
    }

    /// Whether nothing that a later mention says contradicts that it is of this act.
    fn allows(&self, new: &Act) -> bool {
        self.channel == new.channel
            && self.realis == new.realis
            && self.series == new.series
            && (self.when.is_empty()
                || new.when.is_empty()
                || self.when.iter().any(|day| new.when.contains(day)))
            && self.allows_people(new)
            && can_be_one(self.trigger(), new.trigger())
    }

    fn allows_people(&self, new: &Act) -> bool {
        let ([from, to, _], [new_from, new_to, _]) = (&self.sides, &new.sides);
        let others = |a: &[u32], b: &[u32]| !a.is_empty() && !b.is_empty() && !share(a, b);
        if others(from, new_from) || others(to, new_to) || share(from, new_to) || share(to, new_from) {
            return false;
        }
        let (known, said) = (self.everybody(), new.everybody());
        is_within(&said, &known) || (!self.complete && is_within(&known, &said))
    }

    /// All with names, sorted.
    fn everybody(&self) -> Vec<u32> {
        let mut all = self.sides.concat();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Takes over what a later mention of this act says.
    fn learn(&mut self, new: Act) {
        for (known, said) in self.sides.iter_mut().zip(new.sides) {
            known.extend(said);
            known.sort_unstable();
            known.dedup();
        }
        let [from, to, with] = &self.sides;
        self.complete |= new.complete || (!from.is_empty() && !to.is_empty()) || with.len() > 1;
        for day in new.when {
            if self.when.len() < MOST_DAYS && !self.when.contains(&day) {
                self.when.push(day);
            }
        }
        self.sentence = new.sentence;
    }
}

/// Puts an act last, and drops the first of too many.
fn keep(acts: &mut VecDeque<u32>, act: u32) {
    if acts.back() == Some(&act) {
        return;
    }
    acts.retain(|&known| known != act);
    acts.push_back(act);
    if acts.len() > MOST_CANDIDATES {
        acts.pop_front();
    }
}

/// Whether two sorted lists have somebody in common.
fn share(a: &[u32], b: &[u32]) -> bool {
    a.iter().any(|person| b.binary_search(person).is_ok())
}

/// Whether all of the first sorted list are in the second.
fn is_within(a: &[u32], b: &[u32]) -> bool {
    a.iter().all(|person| b.binary_search(person).is_ok())
}
