//! Mends a tree around names: what is known to be one name is one unit, its title goes with it, and names joined by `and`
//! are coordinated.
//!
//! A greedy parser errs most where names meet. Who calls may know from elsewhere where the names of people are; that settles
//! what the words alone leave open.
#[cfg(test)]
mod tests;

use crate::{Node, Relation, Tag, Tree, Word};
use std::ops::Range;

/// How far before a name its title's complement may start: `Secretary General of the Council of Europe Ana Ito`.
const TITLE_REACH: usize = 10;
/// How many tokens of titles and modifiers may stand between `and` and the name that follows.
const MODIFIERS: usize = 8;

/// The tree with the names of people, ranges of tokens in order, as units. `is_role` tells of a token whether it is a noun for
/// what somebody is, such as `president` or `lawyer`.
///
/// # Panics
/// If the tree has another number of tokens than there are words.
pub fn mend(tree: Tree, words: &[Word<'_>], names: &[Range<usize>], is_role: impl Fn(usize) -> bool) -> Tree {
    assert_eq!(tree.nodes().len(), words.len(), "a tree of another sentence");
    let mut mender = Mender { nodes: tree.into_nodes(), words, names };
    for name in names {
        mender.unite(name);
    }
    for name in names {
        mender.join_title(name, &is_role);
    }
    mender.list_names();
    let inner = words.len().saturating_sub(1);
    for (at, word) in words.iter().enumerate().take(inner).skip(1) {
        if word.tag == Tag::CC && matches!(word.lower, "and" | "or" | "&") {
            mender.coordinate_names(at, &is_role);
            mender.share_noun(at, &is_role);
            mender.coordinate_people(at);
        } else {
            mender.accompany(at);
        }
    }
    mender.relabel();
    Tree::new(mender.nodes)
}

struct Mender<'w, 'a> {
    nodes: Vec<Node>,
    words: &'w [Word<'a>],
    names: &'w [Range<usize>],
}

impl Mender<'_, '_> {
    fn head(&self, token: usize) -> Option<usize> {
        self.nodes[token].head.map(|head| head as usize)
    }

    /// Hangs a token on a head. Where the head is below the token, it takes the token's place first, so that a tree stays one.
    fn attach(&mut self, token: usize, head: Option<usize>, relation: Relation) {
        if let Some(head) = head
            && self.descends(Some(head), token, token)
        {
            let Node { head: above, relation, .. } = self.nodes[token];
            self.nodes[head].head = above;
            self.nodes[head].relation = relation;
        }
        self.nodes[token].head = head.map(|head| head as u32);
        self.nodes[token].relation = relation;
    }

    fn tag(&self, token: usize) -> Tag {
        self.words.get(token).map_or(Tag::Stop, |word| word.tag)
    }

    /// Where a group of tokens hangs on the rest: the head and relation of the one whose head is outside and not below the
    /// group.
    fn attachment(&self, group: &Range<usize>) -> Option<(Option<usize>, Relation)> {
        let above = |token: usize| {
            let mut at = self.head(token);
            while let Some(head) = at {
                if group.contains(&head) {
                    return false;
                }
                at = self.head(head);
            }
            true
        };
        let top = group.clone().find(|&token| above(token))?;
        Some((self.head(top), self.nodes[top].relation))
    }

    /// Makes a group one phrase with that head, in the place where the group hung: the head takes what depended on any of its
    /// tokens, but for the tokens themselves. Returns false, with nothing changed, for a group of no tokens.
    fn regroup(&mut self, group: &Range<usize>, head: usize) -> bool {
        let Some((above, relation)) = self.attachment(group) else { return false };
        for token in 0..self.nodes.len() {
            if !group.contains(&token) && self.head(token).is_some_and(|h| group.contains(&h)) {
                self.nodes[token].head = Some(head as u32);
            }
        }
        for token in group.clone().filter(|&token| token != head) {
            self.nodes[token].head = Some(head as u32);
        }
        self.attach(head, above, relation);
        true
    }

    /// The tokens of a name depend on its first one.
    fn unite(&mut self, name: &Range<usize>) {
        let inside = |token: usize| self.head(token) == Some(name.start);
        if name.len() < 2 || name.clone().skip(1).all(inside) || !self.regroup(name, name.start) {
            return;
        }
        for token in name.clone().skip(1) {
            let relation =
                if self.tag(token) == Tag::Hyphen { Relation::Punctuation } else { Relation::Flat };
            self.nodes[token].relation = relation;
        }
    }

    /// True for what may stand within a noun phrase.
    fn is_nominal(&self, token: usize) -> bool {
        let tag = self.tag(token);
        tag.is_noun()
            || tag.is_adjective()
            || matches!(tag, Tag::DT | Tag::CD | Tag::POS | Tag::PRPS | Tag::Hyphen)
    }

    /// `the President of Palau Ana Ito`: the title is the head of the phrase, and the name in apposition to it.
    fn join_title(&mut self, name: &Range<usize>, is_role: &impl Fn(usize) -> bool) {
        let first = name.start.saturating_sub(TITLE_REACH);
        let mut preposition = name.start;
        let title = loop {
            let before = (first..preposition).rev().find(|&t| !self.is_nominal(t));
            let Some(at) = before.filter(|&t| {
                t > first
                    && t + 1 < preposition
                    && matches!(self.words[t].lower, "of" | "to" | "for" | "at" | "in")
            }) else {
                return;
            };
            preposition = at;
            // Of a name, the last word: `Secretary General`, not that of a name of its own.
            let noun = at - 1;
            if self.names.iter().any(|n| n.contains(&noun)) {
                return;
            }
            if is_role(noun) || self.tag(noun).is_name() && noun > 0 && is_role(noun - 1) {
                break noun;
            }
            if !self.tag(noun).is_noun() {
                return;
            }
        };
        // Somebody is visited in Rome by Ana Ito: only what a title takes follows it without a comma.
        if self.tag(title).is_verb() || self.words[preposition].lower == "in" && !self.tag(title).is_name() {
            return;
        }
        let complement = preposition + 1..name.start;
        let Some(noun) = complement.clone().rev().find(|&t| self.tag(t).is_noun()) else { return };
        let group = title..name.end;
        if !self.regroup(&group, title) {
            return;
        }
        for token in complement.clone().filter(|&token| token != noun) {
            let relation = match self.tag(token) {
                Tag::DT => Relation::Determiner,
                tag if tag.is_adjective() => Relation::Adjective,
                Tag::IN | Tag::TO => Relation::Case,
                Tag::Hyphen => Relation::Punctuation,
                _ => Relation::Compound,
            };
            self.attach(token, Some(noun), relation);
        }
        self.attach(preposition, Some(noun), Relation::Case);
        self.attach(noun, Some(title), Relation::Nominal);
        self.attach(name.start, Some(title), Relation::Apposition);
        for token in name.clone().skip(1) {
            self.attach(token, Some(name.start), Relation::Flat);
        }
    }

    /// `Ito, Ngata and Boyd`: names that nothing but commas and a conjunction stands between are one list.
    fn list_names(&mut self) {
        let mut names = self.names;
        while let Some(first) = names.first() {
            let joined = |pair: &[Range<usize>]| {
                let gap = pair[0].end..pair[1].start;
                let tags: Vec<Tag> = gap.map(|token| self.tag(token)).collect();
                matches!(tags[..], [Tag::Comma] | [Tag::CC] | [Tag::Comma, Tag::CC])
            };
            let len = 1 + names.windows(2).take_while(|pair| joined(pair)).count();
            let (list, rest) = names.split_at(len);
            names = rest;
            let Some(last) = list.last().filter(|last| {
                list.len() > 1 && self.tag(last.start - 1) == Tag::CC && !self.opens_clause(last, list)
            }) else {
                continue;
            };
            let range = first.start..last.end;
            if !self.regroup(&range, first.start) {
                continue;
            }
            for (name, next) in list.iter().zip(&list[1..]) {
                for token in name.end..next.start {
                    let relation = match self.tag(token) {
                        Tag::CC => Relation::Conjunction,
                        _ => Relation::Punctuation,
                    };
                    self.attach(token, Some(next.start), relation);
                }
                self.attach(next.start, Some(first.start), Relation::Conjunct);
            }
            for name in list {
                for token in name.clone().skip(1) {
                    self.attach(token, Some(name.start), Relation::Flat);
                }
            }
        }
    }

    /// `met Ito, and Ngata left`: the last name is the subject of a clause of its own.
    fn opens_clause(&self, last: &Range<usize>, list: &[Range<usize>]) -> bool {
        let subject = |name: &Range<usize>| {
            let relation = self.nodes[name.start].relation;
            matches!(relation, Relation::Subject | Relation::PassiveSubject)
        };
        subject(last)
            && self.head(last.start).is_some_and(|verb| verb >= last.end)
            && list.iter().all(|name| name == last || self.head(name.start) != self.head(last.start))
    }

    /// `letters to the family and the lawyer`: people are coordinated with the people before them, not with letters.
    fn coordinate_people(&mut self, conjunction: usize) {
        let conjunct =
            |&token: &usize| token > conjunction && self.nodes[token].relation == Relation::Conjunct;
        let Some(second) = self.head(conjunction).filter(conjunct) else { return };
        let Some(thing) = self.head(second) else { return };
        let before = conjunction - usize::from(self.tag(conjunction - 1) == Tag::Comma && conjunction > 1);
        let Some(first) = before.checked_sub(1).map(|last| self.first_of_name(last)) else { return };
        let somebody = |token: usize| self.is_somebody(token);
        if first > thing
            && somebody(first)
            && somebody(second)
            && (self.tag(thing).is_noun() && !self.words[thing].animate || self.tag(thing).is_verb())
            && self.descends(Some(first), thing, thing)
        {
            self.attach(second, Some(first), Relation::Conjunct);
        }
    }

    /// `Ito, along with her deputy`: who comes along is coordinated with those before.
    fn accompany(&mut self, at: usize) {
        let lower = |token: usize| self.words.get(token).map_or("", |word| word.lower);
        let last = match (lower(at), lower(at + 1), lower(at + 2)) {
            ("along" | "together", "with", _) => at + 1,
            ("as", "well", "as") => at + 2,
            _ => return,
        };
        let before = at - usize::from(self.tag(at - 1) == Tag::Comma && at > 1);
        let Some(mut first) = before.checked_sub(1).map(|last| self.first_of_name(last)) else { return };
        let phrase = (last + 1..self.nodes.len()).take_while(|&t| self.is_nominal(t)).last();
        let Some(second) = phrase.map(|end| self.first_of_name(end)) else { return };
        if !self.is_somebody(second) || self.descends(Some(first), second, second) {
            return;
        }
        // `the leaders of Palau and Fiji, as well as the heads of`: a common noun goes with a common noun.
        let mut above = Some(first);
        while let Some(token) = above.filter(|_| !self.tag(second).is_name()) {
            if self.is_somebody(token) && !self.tag(token).is_name() {
                first = token;
                break;
            }
            above = self.head(token).filter(|&head| self.tag(head).is_noun());
        }
        if self.is_somebody(first) && self.head(first) != Some(second) {
            for token in at..=last {
                self.attach(token, Some(second), Relation::Conjunction);
            }
            self.attach(second, Some(first), Relation::Conjunct);
        }
    }

    fn is_somebody(&self, token: usize) -> bool {
        self.words[token].animate && self.tag(token).is_noun()
    }

    /// The first token of the name that the token is in.
    fn first_of_name(&self, token: usize) -> usize {
        let mut first = token;
        while self.nodes[first].relation == Relation::Flat
            && let Some(head) = self.head(first)
        {
            first = head;
        }
        first
    }

    /// What has a preposition is neither subject nor object, and a comma is nobody.
    fn relabel(&mut self) {
        for token in 0..self.nodes.len() {
            let core = |relation| {
                matches!(relation, Relation::Subject | Relation::Object | Relation::IndirectObject)
            };
            if core(self.nodes[token].relation)
                && matches!(
                    self.tag(token),
                    Tag::Comma | Tag::Colon | Tag::Stop | Tag::OpenQuote | Tag::CloseQuote
                )
            {
                self.nodes[token].relation = Relation::Punctuation;
            }
            let preposition = self.nodes[token].relation == Relation::Case && self.tag(token) == Tag::IN;
            let Some(noun) = self.head(token).filter(|&noun| preposition && noun > token) else { continue };
            // `of` may count: `dozens of aides`.
            if core(self.nodes[noun].relation) && self.words[token].lower != "of" {
                self.nodes[noun].relation = Relation::Oblique;
            }
        }
    }

    /// `by Ito and the Foreign Minister Ngata`: where one name hangs on the phrase of the other, they are coordinated.
    fn coordinate_names(&mut self, conjunction: usize, is_role: &impl Fn(usize) -> bool) {
        let before = conjunction - usize::from(self.tag(conjunction - 1) == Tag::Comma && conjunction > 1);
        let Some(left) = self.names.iter().find(|name| name.end == before).cloned() else { return };
        let last = conjunction + 1 + MODIFIERS;
        let near = |name: &&Range<usize>| {
            (conjunction + 1..last).contains(&name.start)
                && (conjunction + 1..name.start).all(|token| self.is_nominal(token))
        };
        let right = match self.names.iter().find(near) {
            Some(name) => name.clone(),
            // `Ito and the head of the bank`
            None => {
                let nouns = (conjunction + 1..self.nodes.len()).take_while(|&token| self.is_nominal(token));
                let Some(noun) = nouns.last().filter(|&noun| is_role(noun)) else { return };
                noun..noun + 1
            }
        };
        let phrase = conjunction + 1..right.end;
        let mut at = Some(right.start);
        // The head of the phrase that the name is in.
        let mut head = right.start;
        while let Some(token) = at.filter(|token| phrase.contains(token)) {
            head = token;
            at = self.head(token);
        }
        let outer = at;
        let below = |token: Option<usize>, range: &Range<usize>| token.is_some_and(|t| range.contains(&t));
        let left_above = self.head(left.start);
        let coordinated = self.nodes[head].relation == Relation::Conjunct;
        let (above, relation) = if below(left_above, &phrase) {
            (outer, self.nodes[head].relation)
        } else if below(outer, &left) && !coordinated {
            (left_above, self.nodes[left.start].relation)
        } else {
            return;
        };
        if self.descends(above, left.start, head) {
            return;
        }
        self.attach(left.start, above, relation);
        self.attach(head, Some(left.start), Relation::Conjunct);
        self.attach(conjunction, Some(head), Relation::Conjunction);
        // What stands before the first is that of both: its preposition, its determiner.
        for token in 0..left.start {
            if self.head(token) == Some(head) {
                self.nodes[token].head = Some(left.start as u32);
            }
        }
        let cased = (0..left.start).any(|token| {
            self.head(token) == Some(left.start) && self.nodes[token].relation == Relation::Case
        });
        if cased && matches!(relation, Relation::Object | Relation::Subject) {
            self.nodes[left.start].relation = Relation::Oblique;
        }
    }

    /// True if the token is one of the two, or below one of them.
    fn descends(&self, token: Option<usize>, one: usize, other: usize) -> bool {
        let mut at = token;
        while let Some(token) = at {
            if token == one || token == other {
                return true;
            }
            at = self.head(token);
        }
        false
    }

    /// `House and Senate lawmakers`: two names of bodies that one noun for people is common to.
    fn share_noun(&mut self, conjunction: usize, is_role: &impl Fn(usize) -> bool) {
        let (left, right, noun) = (conjunction - 1, conjunction + 1, conjunction + 2);
        let body = |token: usize| {
            self.tag(token) == Tag::NNP && !self.names.iter().any(|name| name.contains(&token))
        };
        let shared = body(left)
            && body(right)
            && self.tag(noun) == Tag::NNS
            && is_role(noun)
            && (left == 0 || !self.tag(left - 1).is_name());
        if !shared || !self.regroup(&(left..noun + 1), noun) {
            return;
        }
        self.attach(left, Some(noun), Relation::Compound);
        self.attach(right, Some(left), Relation::Conjunct);
        self.attach(conjunction, Some(right), Relation::Conjunction);
    }
}
