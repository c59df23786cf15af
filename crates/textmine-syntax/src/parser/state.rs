//! The transition system: arc-hybrid (Kuhlmann, Gómez-Rodríguez & Satta 2011), with the root after the last word.
//!
//! Words wait in order; some of those passed wait on a stack. The last of the stack is given to the first that waits
//! ([`Move::Left`]) or to its neighbour on the stack ([`Move::Right`]), or the first that waits goes onto the stack
//! ([`Move::Shift`]). Every sequence of allowed moves ends in a tree.
use crate::Relation;

/// A step of the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// The first word that waits goes onto the stack.
    Shift,
    /// The last of the stack depends on the first that waits.
    Left,
    /// The last of the stack depends on the one before it there.
    Right,
}

impl Move {
    /// All moves, in the order of their numbers.
    pub const ALL: [Move; 3] = [Move::Shift, Move::Left, Move::Right];
}

/// What a word has got so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Links {
    pub(crate) head: u32,
    pub(crate) relation: Relation,
    /// The farthest dependents before it, the farthest first.
    pub(crate) left: [u32; 2],
    /// The farthest dependents after it, the farthest first.
    pub(crate) right: [u32; 2],
    /// How many dependents before and after it.
    pub(crate) counts: [u8; 2],
    /// Bits for the relations of the dependents before and after it.
    pub(crate) sets: [u64; 2],
}

/// How far the parser has come in a sentence.
#[derive(Clone, Debug, Default)]
pub struct State {
    stack: Vec<u32>,
    next: u32,
    /// Number of words; that of the root too. One more stands for what is not there.
    words: u32,
    links: Vec<Links>,
}

impl State {
    /// Starts anew with a sentence of so many words.
    pub fn start(&mut self, words: usize) {
        self.words = words as u32;
        self.next = 0;
        self.stack.clear();
        self.links.clear();
        let none = self.words + 1;
        let empty = Links {
            head: none,
            relation: Relation::Root,
            left: [none; 2],
            right: [none; 2],
            counts: [0; 2],
            sets: [0; 2],
        };
        self.links.resize(words + 2, empty);
    }

    /// True if every word has its head.
    pub fn is_done(&self) -> bool {
        self.next == self.words && self.stack.is_empty()
    }

    /// Whether a move is possible.
    #[inline]
    pub fn allows(&self, step: Move) -> bool {
        match step {
            Move::Shift => self.next < self.words,
            // The root takes one word alone.
            Move::Left => !self.stack.is_empty() && (self.next < self.words || self.stack.len() == 1),
            Move::Right => self.stack.len() > 1,
        }
    }

    /// Takes a step that must be possible; the new arc is without relation as yet.
    #[inline]
    pub fn take(&mut self, step: Move) {
        match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left | Move::Right => {
                let (Some((head, dependent)), Some(_)) = (self.arc(step), self.stack.pop()) else { return };
                self.links[dependent as usize].head = head;
                let links = &mut self.links[head as usize];
                let side = usize::from(step == Move::Right);
                links.counts[side] = links.counts[side].saturating_add(1);
                let near = if side == 0 { &mut links.left } else { &mut links.right };
                *near = [dependent, near[0]];
            }
        }
    }

    /// Gives the arc to a dependent its relation.
    #[inline]
    pub fn relate(&mut self, dependent: u32, relation: Relation) {
        let head = self.links[dependent as usize].head;
        self.links[dependent as usize].relation = relation;
        let side = usize::from(dependent > head);
        self.links[head as usize].sets[side] |= 1 << relation as u64;
    }

    /// Head and dependent of the arc that a step would make.
    #[inline]
    pub fn arc(&self, step: Move) -> Option<(u32, u32)> {
        let dependent = *self.stack.last()?;
        match step {
            Move::Shift => None,
            Move::Left => Some((self.next, dependent)),
            Move::Right => Some((self.stack[self.stack.len().checked_sub(2)?], dependent)),
        }
    }

    /// The words on the stack, the last one last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// The first word that waits; the number of words if none does.
    pub fn next(&self) -> u32 {
        self.next
    }

    /// The head of a word, if it has one; the number of words for the root.
    pub fn head(&self, word: u32) -> Option<u32> {
        let head = self.links[word as usize].head;
        (head <= self.words).then_some(head)
    }

    /// The relation of a word to its head.
    pub fn relation(&self, word: u32) -> Relation {
        self.links[word as usize].relation
    }

    #[inline]
    pub(crate) fn links(&self, word: u32) -> &Links {
        &self.links[word as usize]
    }

    /// The stack's word so many places from its end.
    #[inline]
    pub(crate) fn on_stack(&self, back: usize) -> u32 {
        self.stack.len().checked_sub(back + 1).map_or(self.words + 1, |at| self.stack[at])
    }

    /// The word so many places after the first that waits.
    #[inline]
    pub(crate) fn waiting(&self, ahead: u32) -> u32 {
        (self.next + ahead).min(self.words + 1)
    }
}
