//! Treebanks in CoNLL-U, brought to the tokens that textmine makes of the same text.
use std::path::{Path, PathBuf};
use textmine_core::{DocumentBuf, TokenKind};
use textmine_syntax::{Form, Relation, Tag};

/// What is wrong with a treebank.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TreebankError {
    /// It can't be read.
    #[error("cannot read the treebank `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A line that is no word of CoNLL-U.
    #[error("{}:{line}: expected {expected}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What should stand there.
        expected: &'static str,
    },
    /// Nothing in it fits.
    #[error("no sentence of `{}` has a text that its words make up; expected CoNLL-U with `# text = ` lines", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
}

/// A token with its right tag, head and relation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) lower: String,
    pub(crate) kind: TokenKind,
    pub(crate) glued: bool,
    pub(crate) tag: Tag,
    /// The number of tokens if it is the head of the sentence.
    pub(crate) head: u32,
    pub(crate) relation: Relation,
    /// The treebank's; empty where tokens differ.
    pub(crate) lemma: String,
}

impl Token {
    pub(crate) fn form(&self) -> Form<'_> {
        Form { text: &self.text, lower: &self.lower, kind: self.kind, glued: self.glued }
    }
}

/// A sentence of a treebank.
pub(crate) type Sentence = Vec<Token>;

/// The sentences of a treebank, and how many there were before those were dropped whose tokens do not fit.
#[derive(Debug, Default)]
pub(crate) struct Treebank {
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) dropped: usize,
}

/// A word as the treebank has it.
struct Word {
    form: String,
    lemma: String,
    tag: Tag,
    /// From 1; 0 for the head of the sentence.
    head: usize,
    relation: Relation,
}

/// Reads a treebank.
pub(crate) fn read(path: &Path) -> Result<Treebank, TreebankError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| TreebankError::Read { path: path.to_owned(), source })?;
    let mut bank = Treebank::default();
    let (mut raw, mut words) = (String::new(), Vec::new());
    for (number, line) in text.lines().chain([""]).enumerate() {
        let line = line.trim_end_matches('\r');
        if let Some(text) = line.strip_prefix("# text = ") {
            text.clone_into(&mut raw);
        } else if line.is_empty() {
            if !words.is_empty() {
                match align(&raw, &words) {
                    Some(sentence) => bank.sentences.push(sentence),
                    None => bank.dropped += 1,
                }
            }
            (raw, words) = (String::new(), Vec::new());
        } else if !line.starts_with('#') {
            let wrong = |expected| TreebankError::Line { path: path.to_owned(), line: number + 1, expected };
            let columns: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, _, tag, _, head, relation, ..] = columns[..] else {
                return Err(wrong("ten columns with tabs between them"));
            };
            // Words written together and words left out have numbers such as `3-4` and `8.1`.
            if id.contains(['-', '.']) {
                continue;
            }
            words.push(Word {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                tag: Tag::parse(tag)
                    .ok_or_else(|| wrong("a tag of the Penn Treebank in the fifth column"))?,
                head: head.parse().map_err(|_| wrong("the number of a word in the seventh column"))?,
                relation: Relation::parse(relation)
                    .ok_or_else(|| wrong("a relation of Universal Dependencies in the eighth column"))?,
            });
        }
    }
    if bank.sentences.is_empty() {
        return Err(TreebankError::Empty { path: path.to_owned() });
    }
    Ok(bank)
}

/// The words of a sentence brought to our tokens, by the characters that they share: words that are one token are taken
/// for the one that the others depend on; of the parts of a word the last one stands for it. Nothing if neither fits.
fn align(raw: &str, words: &[Word]) -> Option<Sentence> {
    let document = DocumentBuf::new("sentence", raw).ok()?;
    let view = document.view();
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let joined: String =
        words.iter().flat_map(|word| word.form.chars()).filter(|c| !c.is_whitespace()).collect();
    if !joined.chars().eq(raw.chars().filter(|c| !c.is_whitespace())) {
        return None;
    }
    let ends = |lens: &mut dyn Iterator<Item = usize>| -> Vec<usize> {
        lens.scan(0, |at, len| {
            *at += len;
            Some(*at)
        })
        .collect()
    };
    let word_ends = ends(&mut words.iter().map(|word| letters(&word.form)));
    let tokens = view.tokens();
    let token_ends = ends(&mut tokens.iter().map(|token| letters(view.slice(token.span))));
    let heads: Vec<usize> = words.iter().map(|word| word.head).collect();
    // For each word the token that stands for it, and for each token the word that it stands for, if any.
    let mut token_of = vec![0; words.len()];
    let mut word_of: Vec<Option<usize>> = Vec::with_capacity(tokens.len());
    let (mut word, mut token) = (0, 0);
    while word < words.len() && token < tokens.len() {
        let (first_word, first_token) = (word, token);
        // The shortest stretch after which both end together.
        while word_ends.get(word)? != token_ends.get(token)? {
            if word_ends[word] < token_ends[token] { word += 1 } else { token += 1 }
        }
        (word, token) = (word + 1, token + 1);
        match (word - first_word, token - first_token) {
            (_, 1) => {
                let outside = |at: &usize| {
                    let head = heads[*at];
                    head == 0 || !(first_word..word).contains(&(head - 1))
                };
                word_of.push(Some((first_word..word).find(outside)?));
            }
            (1, parts) => {
                word_of.extend((1..parts).map(|_| None));
                word_of.push(Some(first_word));
            }
            _ => return None,
        }
        token_of[first_word..word].fill(token - 1);
    }
    let mut roots = 0;
    let mut sentence = Sentence::new();
    let mut end = 0;
    for (at, (token, word)) in tokens.iter().zip(&word_of).enumerate() {
        let text = view.slice(token.span);
        // The word that a part belongs to is that of the next token that stands for one.
        let stands = word_of[at..].iter().flatten().next()?;
        let whole = &words[*stands];
        let (tag, head, relation) = match word {
            Some(_) if whole.head == 0 => {
                roots += 1;
                (whole.tag, tokens.len(), Relation::Root)
            }
            Some(_) => (whole.tag, token_of[whole.head - 1], whole.relation),
            None if token.kind() == TokenKind::Punctuation => {
                (if text == "-" { Tag::Hyphen } else { Tag::Stop }, token_of[*stands], Relation::Punctuation)
            }
            None => (whole.tag, token_of[*stands], Relation::Compound),
        };
        let start = token.span.start as usize;
        let same = word.is_some() && whole.form == text;
        sentence.push(Token {
            text: text.to_owned(),
            lower: lower(text),
            kind: token.kind(),
            glued: at > 0 && start == end,
            tag,
            head: head as u32,
            relation,
            lemma: if same { whole.lemma.clone() } else { String::new() },
        });
        end = token.span.end as usize;
    }
    let sound = roots == 1 && sentence.iter().enumerate().all(|(at, token)| token.head as usize != at);
    sound.then_some(())?;
    project(&mut sentence);
    Some(sentence)
}

/// In lower case, with straight apostrophes and hyphens.
pub(crate) fn lower(text: &str) -> String {
    let straight = text.chars().map(|c| match c {
        '’' | '‘' | 'ʼ' => '\'',
        '‐' | '‑' => '-',
        other => other,
    });
    straight.flat_map(char::to_lowercase).collect()
}

/// Lifts arcs that cross others to the head's head, until none is left: the parser knows no other trees.
fn project(sentence: &mut Sentence) {
    let root = sentence.len() as u32;
    loop {
        let crossing = (0..root).filter_map(|dependent| {
            let head = sentence[dependent as usize].head;
            let between = dependent.min(head) + 1..dependent.max(head);
            let under = |mut at: u32| {
                for _ in 0..=root {
                    if at == head {
                        return true;
                    }
                    if at == root {
                        return false;
                    }
                    at = sentence[at as usize].head;
                }
                false
            };
            // The root covers the whole sentence.
            let crosses = head != root && between.clone().any(|at| !under(at));
            crosses.then(|| (between.len(), dependent, sentence[head as usize].head))
        });
        let Some((_, dependent, head)) = crossing.min() else { return };
        sentence[dependent as usize].head = head;
    }
}
