//! Trees for people to look at.
use super::Tree;
use std::fmt;

/// A tree with its words, a line for each: how deep it stands, the word, its tag, its relation and its head.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'t> {
    tree: &'t Tree,
    words: &'t [&'t str],
}

impl Tree {
    /// The tree with its words, to be printed.
    pub fn with_words<'t>(&'t self, words: &'t [&'t str]) -> Drawing<'t> {
        Drawing { tree: self, words }
    }

    fn depth(&self, mut token: usize) -> usize {
        let mut depth = 0;
        while let Some(head) = self.nodes[token].head {
            (token, depth) = (head as usize, depth + 1);
        }
        depth
    }
}

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.tree.nodes.iter().zip(self.words).enumerate();
        let lines: Vec<_> = lines
            .map(|(at, (node, word))| {
                let head = node.head.map_or("", |head| self.words.get(head as usize).copied().unwrap_or("?"));
                (format!("{}{word}", "  ".repeat(self.tree.depth(at))), node, head)
            })
            .collect();
        let width = lines.iter().map(|(word, ..)| word.chars().count()).max().unwrap_or(0);
        for (word, node, head) in lines {
            let (tag, relation) = (node.tag.as_str(), node.relation.as_str());
            let line = format!("{word:width$}  {tag:5}  {relation:10}  {head}");
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
