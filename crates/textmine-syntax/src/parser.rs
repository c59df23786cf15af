//! Tags and trees: a model and the words of a sentence in, its tree out.
mod features;
pub mod learning;
mod state;

pub use state::{Move, State};

#[cfg(test)]
mod tests;

use crate::model::Model;
use crate::weights::best;
use crate::word::Word;
use crate::{Form, Node, Relation, Tag, Tree, tagger};
use features::Item;

/// Tags and parses sentences.
#[derive(Clone, Debug)]
pub struct Parser {
    model: Model,
}

/// Room for the work on a sentence, to be used for the next one too.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    words: Vec<Word>,
    tags: Vec<Tag>,
    items: Vec<Item>,
    state: State,
}

impl Parser {
    /// A parser with that model.
    pub fn new(model: Model) -> Parser {
        Parser { model }
    }

    /// A parser with the model of English that comes with this crate. Nothing is copied; what is not looked up is not
    /// even loaded.
    pub fn english() -> Parser {
        Parser::new(Model::english())
    }

    /// The tags of a sentence's words.
    pub fn tag(&self, words: &[Form<'_>], memory: &mut Memory) -> Vec<Tag> {
        self.tag_into(words, memory);
        memory.tags.clone()
    }

    /// The tree of a sentence. Takes time linear in its length.
    pub fn parse(&self, words: &[Form<'_>], memory: &mut Memory) -> Tree {
        self.tag_into(words, memory);
        self.parse_words(memory)
    }

    /// The tree of the sentence that [`tag`](Parser::tag) was asked about last with this memory, with these tags,
    /// which who calls may have corrected.
    ///
    /// # Panics
    /// If the number of tags is not that of the words.
    pub fn parse_tagged(&self, tags: &[Tag], memory: &mut Memory) -> Tree {
        assert_eq!(tags.len(), memory.tags.len(), "the tags of another sentence");
        memory.tags.copy_from_slice(tags);
        self.parse_words(memory)
    }

    fn parse_words(&self, memory: &mut Memory) -> Tree {
        let Memory { words, tags, items, state } = memory;
        features::items(words, tags, items);
        let (moves, relations) = (self.model.moves(), self.model.relations());
        state.start(tags.len());
        while !state.is_done() {
            // At the ends nothing is left to choose.
            let step = match only(state) {
                Some(step) => step,
                None => {
                    let sums = moves.sums(&features::features(items, state));
                    Move::ALL[best(&sums, |choice| state.allows(Move::ALL[choice]))]
                }
            };
            let arc = state.arc(step);
            state.take(step);
            if let Some((head, dependent)) = arc.filter(|(head, _)| (*head as usize) < tags.len()) {
                let sums = relations.sums(&features::arc_features(items, state, step, head, dependent));
                let choice = best(&sums[..Relation::ALL.len()], |choice| choice != Relation::Root as usize);
                state.relate(dependent, Relation::ALL[choice]);
            }
        }
        let node = |(at, tag): (usize, &Tag)| Node {
            tag: *tag,
            head: state.head(at as u32).filter(|head| (*head as usize) < tags.len()),
            relation: state.relation(at as u32),
        };
        Tree::new(tags.iter().enumerate().map(node).collect())
    }

    fn tag_into(&self, words: &[Form<'_>], memory: &mut Memory) {
        let lexicon = self.model.lexicon();
        memory.words.clear();
        memory.words.extend(words.iter().map(|form| Word::new(form, lexicon)));
        memory.words.push(Word::default());
        tagger::tag(&memory.words, self.model.tags(), &mut memory.tags);
    }
}

/// The only move that is possible, if there is but one.
#[inline]
fn only(state: &State) -> Option<Move> {
    let mut allowed = Move::ALL.into_iter().filter(|step| state.allows(*step));
    match (allowed.next(), allowed.next()) {
        (Some(step), None) => Some(step),
        _ => None,
    }
}
