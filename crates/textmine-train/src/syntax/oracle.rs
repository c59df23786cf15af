//! The dynamic oracle of the arc-hybrid system: how many right arcs a move makes impossible (Goldberg & Nivre 2013).
use super::treebank::Sentence;
use textmine_syntax::parser::{Move, State};

/// The right tree of a sentence.
#[derive(Debug)]
pub(crate) struct Gold<'a> {
    right: &'a Sentence,
    dependents: Vec<Vec<u32>>,
}

impl<'a> Gold<'a> {
    pub(crate) fn new(right: &'a Sentence) -> Self {
        let mut dependents = vec![Vec::new(); right.len() + 1];
        for (at, token) in right.iter().enumerate() {
            dependents[token.head as usize].push(at as u32);
        }
        Gold { right, dependents }
    }

    /// How many right arcs the parser can make before this move but not after it.
    pub(crate) fn cost(&self, state: &State, step: Move) -> usize {
        let next = state.next();
        let waits = |word: &&u32| **word >= next;
        // Words before the next one that have no head yet are on the stack.
        let on_stack = |word: u32| word < next && state.head(word).is_none();
        let Some(last) = state.stack().last().copied() else { return 0 };
        let before = state.stack().len().checked_sub(2).map(|at| state.stack()[at]);
        match step {
            Move::Shift => {
                let head = self.right[next as usize].head;
                let lost = on_stack(head) && head != last;
                usize::from(lost) + self.dependents[next as usize].iter().filter(|d| on_stack(**d)).count()
            }
            Move::Left | Move::Right => {
                let head = self.right[last as usize].head;
                let lost = match step {
                    Move::Left => head > next || Some(head) == before,
                    _ => head >= next,
                };
                usize::from(lost) + self.dependents[last as usize].iter().filter(waits).count()
            }
        }
    }
}
