//! A sentence that can be asked: verb groups, and who is subject, object and complement of what.
//!
//! The tree says who depends on whom; this reads through it what speakers leave out: subjects shared by coordinated
//! verbs, the antecedents of relative pronouns, and the understood subjects of infinitives, participles and gerunds.
mod object;
mod prepositional;
mod subject;
mod verb_group;

use crate::{Relation, Tag, Tree, lemma};
pub use prepositional::Prepositional;
use std::cell::OnceCell;
use std::ops::Range;
use textmine_core::Span;
pub use verb_group::{Inflection, VerbGroup};

/// One token of a sentence.
#[derive(Clone, Debug)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// In lower case, with straight apostrophes and hyphens.
    pub lower: &'a str,
    /// Its place in the document.
    pub span: Span,
    /// True if no white space stands before it.
    pub glued: bool,
    /// Part of speech.
    pub tag: Tag,
    /// True if it can act: a name, a pronoun, a noun for people. Who calls says what can; it decides who is the
    /// understood subject of `a leader to call` and of `a plan to call`.
    pub animate: bool,
    lemma: OnceCell<String>,
}

impl<'a> Word<'a> {
    /// A word that cannot act, as far as is known.
    pub fn new(text: &'a str, lower: &'a str, span: Span, glued: bool, tag: Tag) -> Self {
        Word { text, lower, span, glued, tag, animate: false, lemma: OnceCell::new() }
    }

    /// The lemma, in lower case.
    pub fn lemma(&self) -> &str {
        self.lemma.get_or_init(|| lemma::lemma(self.lower, self.tag))
    }
}

/// A sentence with its tree.
#[derive(Debug)]
pub struct Sentence<'a> {
    words: Vec<Word<'a>>,
    tree: Tree,
    /// Dependents of each token in order, one list after the other.
    dependents: Vec<u32>,
    /// Where the list of each token starts, and the end of the last.
    starts: Vec<u32>,
}

impl<'a> Sentence<'a> {
    /// A sentence of these words.
    ///
    /// # Panics
    /// If the tree has another number of tokens.
    pub fn new(words: Vec<Word<'a>>, tree: Tree) -> Self {
        let nodes = tree.nodes();
        assert_eq!(words.len(), nodes.len(), "a tree of another sentence");
        let mut starts = vec![0u32; words.len() + 1];
        for node in nodes {
            if let Some(head) = node.head {
                starts[head as usize + 1] += 1;
            }
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut dependents = vec![0u32; starts.last().copied().unwrap_or(0) as usize];
        for (token, node) in nodes.iter().enumerate() {
            if let Some(head) = node.head {
                dependents[next[head as usize] as usize] = token as u32;
                next[head as usize] += 1;
            }
        }
        Sentence { words, tree, dependents, starts }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True if it has no token.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The tokens.
    pub fn words(&self) -> &[Word<'a>] {
        &self.words
    }

    /// The lower-case form of a token; empty beyond the sentence's end.
    pub fn lower(&self, token: usize) -> &str {
        self.words.get(token).map_or("", |w| w.lower)
    }

    /// The tag of a token; a full stop beyond the sentence's end.
    pub fn tag(&self, token: usize) -> Tag {
        self.words.get(token).map_or(Tag::Stop, |w| w.tag)
    }

    /// What the token is to its head; punctuation beyond the sentence's end.
    pub fn relation(&self, token: usize) -> Relation {
        self.tree.nodes().get(token).map_or(Relation::Punctuation, |n| n.relation)
    }

    /// The head of a token.
    pub fn head(&self, token: usize) -> Option<usize> {
        self.tree.nodes().get(token)?.head.map(|h| h as usize)
    }

    /// The lemma of a token, in lower case.
    pub fn lemma(&self, token: usize) -> &str {
        self.words.get(token).map_or("", Word::lemma)
    }

    /// True if the token, as part of the sentence, can act.
    pub fn is_animate(&self, token: usize) -> bool {
        self.words.get(token).is_some_and(|w| w.animate)
    }

    /// The tokens that depend on this one, in order.
    pub fn dependents(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = match self.starts.get(token..token + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        };
        self.dependents[range].iter().map(|&t| t as usize)
    }

    /// The dependents of that relation.
    pub fn dependents_as(
        &self,
        token: usize,
        relation: Relation,
    ) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.dependents(token).filter(move |&d| self.relation(d) == relation)
    }

    /// The first dependent of that relation.
    pub fn dependent(&self, token: usize, relation: Relation) -> Option<usize> {
        self.dependents_as(token, relation).next()
    }

    /// From the first to one past the last token that depends on this one, itself included.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let mut range = token..token + 1;
        // A tree that was built from transitions is projective: its ends are the ends of its outermost dependents.
        let mut first = token;
        while let Some(d) = self.dependents(first).next().filter(|&d| d < first) {
            first = d;
        }
        let mut last = token;
        while let Some(d) = self.dependents(last).next_back().filter(|&d| d > last) {
            last = d;
        }
        range.start = first;
        range.end = last + 1;
        range
    }

    /// True if the token is below the other, or the same.
    pub fn is_within(&self, token: usize, ancestor: usize) -> bool {
        let mut at = Some(token);
        while let Some(t) = at {
            if t == ancestor {
                return true;
            }
            at = self.head(t);
        }
        false
    }

    /// The preposition of a noun.
    pub fn case(&self, token: usize) -> Option<usize> {
        self.dependents_as(token, Relation::Case).find(|&c| self.tag(c) != Tag::POS && c < token)
    }

    /// The nouns coordinated with this one that come after it, itself first.
    pub fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        self.add_conjuncts(token, &mut all);
        all
    }

    fn add_conjuncts(&self, token: usize, all: &mut Vec<usize>) {
        for d in self.dependents_as(token, Relation::Conjunct) {
            let clause = self.tag(d).is_verb() && !self.tag(token).is_verb()
                || self
                    .dependents(d)
                    .any(|s| matches!(self.relation(s), Relation::Subject | Relation::Copula));
            if !clause {
                all.push(d);
                self.add_conjuncts(d, all);
            }
        }
    }

    /// The first of the coordination that the token belongs to.
    pub fn first_conjunct(&self, token: usize) -> usize {
        let mut at = token;
        while self.relation(at) == Relation::Conjunct {
            match self.head(at) {
                Some(head) => at = head,
                None => break,
            }
        }
        at
    }

    /// True if the token is the head of a clause: a verb, or a predicate with `be`.
    pub fn is_predicate(&self, token: usize) -> bool {
        let part = matches!(
            self.relation(token),
            Relation::Auxiliary
                | Relation::PassiveAuxiliary
                | Relation::Copula
                | Relation::Adjective
                | Relation::Compound
                | Relation::Case
                | Relation::Mark
        );
        self.tag(token).is_verb() && !part || self.dependent(token, Relation::Copula).is_some()
    }

    /// The nearest predicate above the token.
    pub fn clause_of(&self, token: usize) -> Option<usize> {
        let mut at = self.head(token)?;
        loop {
            if self.is_predicate(at) {
                return Some(at);
            }
            at = self.head(at)?;
        }
    }
}
