//! How well a model tags and parses sentences of a treebank.
use super::treebank::{Sentence, Token, lower};
use textmine_syntax::{Memory, Node, Parser, Relation, lemma};

/// Counts over sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score {
    pub(crate) tokens: u32,
    pub(crate) tags: u32,
    /// Tokens of known lemma, and those whose lemma is found.
    pub(crate) lemmas: [u32; 2],
    pub(crate) heads: u32,
    pub(crate) relations: u32,
    /// Without punctuation.
    pub(crate) words: u32,
    pub(crate) word_heads: u32,
    pub(crate) word_relations: u32,
    /// Of each relation: expected, found, right.
    pub(crate) each: Vec<(Relation, [u32; 3])>,
}

/// F1 in percent.
pub(crate) fn f1([expected, found, right]: [u32; 3]) -> f64 {
    200.0 * f64::from(right) / f64::from((expected + found).max(1))
}

/// What the parser makes of the sentences, against what is annotated.
pub(crate) fn score(parser: &Parser, sentences: &[Sentence]) -> Score {
    let mut memory = Memory::default();
    let mut score = Score { each: Relation::ALL.iter().map(|r| (*r, [0; 3])).collect(), ..Score::default() };
    for sentence in sentences {
        let forms: Vec<_> = sentence.iter().map(Token::form).collect();
        let tree = parser.parse(&forms, &mut memory);
        for (token, node) in sentence.iter().zip(tree.nodes()) {
            score.count(token, node, sentence.len() as u32);
        }
    }
    score
}

impl Score {
    fn count(&mut self, token: &Token, node: &Node, root: u32) {
        let head = node.head.unwrap_or(root) == token.head;
        let whole = head && node.relation == token.relation;
        self.tokens += 1;
        self.tags += u32::from(node.tag == token.tag);
        if !token.lemma.is_empty() {
            let found = lemma::lemma(&token.lower, node.tag);
            self.lemmas[0] += 1;
            self.lemmas[1] += u32::from(found == lower(&token.lemma));
        }
        self.heads += u32::from(head);
        self.relations += u32::from(whole);
        if token.relation != Relation::Punctuation {
            self.words += 1;
            self.word_heads += u32::from(head);
            self.word_relations += u32::from(whole);
        }
        self.each[token.relation as usize].1[0] += 1;
        self.each[node.relation as usize].1[1] += 1;
        self.each[node.relation as usize].1[2] += u32::from(whole);
    }
}
