//! The dependency tree of one sentence.
mod drawing;

pub use drawing::Drawing;

use crate::{Relation, Tag};

/// One token in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Part of speech.
    pub tag: Tag,
    /// Index of the head within the sentence; `None` for the head of the sentence.
    pub head: Option<u32>,
    /// What the token is to its head.
    pub relation: Relation,
}

/// Tags and dependencies of a sentence. Every token but one has a head, and nobody is their own ancestor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// A tree of these nodes.
    ///
    /// # Panics
    /// In builds with debug assertions, if a head is out of range or a cycle is among them.
    pub fn new(nodes: Vec<Node>) -> Self {
        debug_assert!(
            nodes.iter().all(|n| n.head.is_none_or(|h| (h as usize) < nodes.len())),
            "head out of range"
        );
        debug_assert!((0..nodes.len()).all(|token| ends(&nodes, token)), "a cycle");
        Tree { nodes }
    }

    pub(crate) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    /// The tokens in order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }
}

fn ends(nodes: &[Node], token: usize) -> bool {
    let mut at = token;
    for _ in 0..=nodes.len() {
        match nodes[at].head {
            Some(head) => at = head as usize,
            None => return true,
        }
    }
    false
}
