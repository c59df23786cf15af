//! Part-of-speech tags: a bigram hidden Markov model over counts of words, endings and tag pairs.
//!
//! Decoded by Viterbi. Tags are those of the Penn Treebank. It needs no context beyond one sentence, and it hides
//! behind [`Tagger::tag`], so that a stronger tagger can take its place.
use crate::lexicon::{SUFFIXES, WORDS};
use textmine_core::TokenKind;

macro_rules! tags {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// A part of speech, by its Penn Treebank name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(clippy::upper_case_acronyms, reason = "these are the tags' names")]
        pub(crate) enum Tag { $($name),* }

        impl Tag {
            /// The tags, in the order of the tables.
            pub(crate) const ALL: &'static [Tag] = &[$(Tag::$name),*];

            fn parse(name: &str) -> Option<Tag> {
                match name { $($text => Some(Tag::$name),)* _ => None }
            }
        }
    };
}

tags! {
    CloseQuote = "''", Comma = ",", Stop = ".", Colon = ":", CC = "CC", CD = "CD", DT = "DT", EX = "EX",
    Hyphen = "HYPH", IN = "IN", JJ = "JJ", JJR = "JJR", JJS = "JJS", MD = "MD", NN = "NN", NNP = "NNP",
    NNPS = "NNPS", NNS = "NNS", PDT = "PDT", POS = "POS", PRP = "PRP", PRPS = "PRP$", RB = "RB", RBR = "RBR",
    RBS = "RBS", RP = "RP", SYM = "SYM", TO = "TO", UH = "UH", VB = "VB", VBD = "VBD", VBG = "VBG", VBN = "VBN",
    VBP = "VBP", VBZ = "VBZ", WDT = "WDT", WP = "WP", WPS = "WP$", WRB = "WRB", OpenQuote = "``",
}

impl Tag {
    /// Any form of a verb, modals apart.
    pub(crate) fn is_verb(self) -> bool {
        matches!(self, Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ)
    }

    /// A common or proper noun.
    pub(crate) fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS)
    }

    /// A proper noun.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Tag::NNP | Tag::NNPS)
    }

    /// An adverb.
    pub(crate) fn is_adverb(self) -> bool {
        matches!(self, Tag::RB | Tag::RBR | Tag::RBS)
    }
}

/// What the tagger sees of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen<'a> {
    /// As written.
    pub(crate) text: &'a str,
    /// In lower case, with straight apostrophes.
    pub(crate) lower: &'a str,
    /// What the segmentation says it is.
    pub(crate) kind: TokenKind,
}

/// The model: costs of tag pairs and how frequent each tag is.
#[derive(Debug)]
pub(crate) struct Tagger {
    /// `cost[from][to]` in hundredths of a nat; the last row is the start of a sentence, the last column its end.
    cost: Vec<Vec<f32>>,
    /// Number of training tokens per tag.
    count: Vec<f32>,
}

/// A tag and its weight, a count or a fraction of one.
type Candidate = (Tag, f32);

impl Tagger {
    /// Reads the tables that are compiled in.
    pub(crate) fn new() -> Self {
        let tags = Tag::ALL.len();
        let mut cost = vec![vec![1200.0; tags + 1]; tags + 1];
        for line in include_str!("../data/transitions.tsv").lines().skip(1) {
            let Some((from, row)) = line.split_once('\t') else { continue };
            let from = Tag::parse(from).map_or(tags, |tag| tag as usize);
            for (to, value) in row.split(' ').enumerate().take(tags + 1) {
                cost[from][to] = value.parse().unwrap_or(1200.0);
            }
        }
        let mut count = vec![1.0; tags];
        for line in include_str!("../data/tag_counts.tsv").lines() {
            if let Some((tag, n)) =
                line.split_once('\t').and_then(|(t, n)| Some((Tag::parse(t)?, n.parse().ok()?)))
            {
                count[tag as usize] = n;
            }
        }
        Tagger { cost, count }
    }

    /// The most probable tags of a sentence's tokens.
    pub(crate) fn tag(&self, tokens: &[Seen<'_>]) -> Vec<Tag> {
        let start = Tag::ALL.len();
        let mut lattice: Vec<Vec<(Tag, f32, usize)>> = Vec::with_capacity(tokens.len());
        let mut opening = true;
        let mut candidates = Vec::new();
        for &token in tokens {
            self.candidates(token, opening, &mut candidates);
            opening = match token.kind {
                TokenKind::Punctuation => opening || matches!(token.text, ":" | "—" | "“" | "\"" | "."),
                _ => false,
            };
            let total: f32 = candidates.iter().map(|c| c.1).sum();
            let column = candidates
                .iter()
                .map(|&(tag, weight)| {
                    // Bayes: P(word | tag) is proportional to P(tag | word) / P(tag).
                    let emission = -100.0 * ((weight / total) / self.count[tag as usize]).ln();
                    let (best, from) = match lattice.last() {
                        None => (self.cost[start][tag as usize], 0),
                        Some(before) => before
                            .iter()
                            .enumerate()
                            .map(|(at, &(from, so_far, _))| {
                                (so_far + self.cost[from as usize][tag as usize], at)
                            })
                            .min_by(|a, b| a.0.total_cmp(&b.0))
                            .unwrap_or((0.0, 0)),
                    };
                    (tag, best + emission, from)
                })
                .collect();
            lattice.push(column);
        }
        let mut tags = vec![Tag::NN; tokens.len()];
        let last = lattice.last().map_or(&[][..], |column| column);
        let mut at = last.iter().enumerate().min_by(|a, b| {
            let end = |c: &(Tag, f32, usize)| c.1 + self.cost[c.0 as usize][start];
            end(a.1).total_cmp(&end(b.1))
        });
        for column in (0..lattice.len()).rev() {
            let Some((_, &(tag, _, from))) = at else { break };
            tags[column] = tag;
            at = column.checked_sub(1).map(|before| (from, &lattice[before][from]));
        }
        tags
    }

    fn candidates(&self, token: Seen<'_>, opening: bool, out: &mut Vec<Candidate>) {
        out.clear();
        match token.kind {
            TokenKind::Number => return out.push((Tag::CD, 1.0)),
            TokenKind::Url | TokenKind::Handle | TokenKind::Hashtag => return out.push((Tag::NNP, 1.0)),
            TokenKind::Emoji | TokenKind::Other => return out.push((Tag::SYM, 1.0)),
            TokenKind::Punctuation | TokenKind::Symbol => return punctuation(token.text, out),
            TokenKind::Word => {}
        }
        let capital = token.text.chars().next().is_some_and(char::is_uppercase);
        if capital {
            add(WORDS.get(token.text), 1.0, |tag| tag.is_name(), out);
            let name = !out.is_empty();
            // Adjectives of nationality are written with a capital; any other word is, inside a sentence, a name or
            // part of a title.
            let nationality = ["an", "sh", "se", "ch", "li", "qi", "ni", "ek", "ss"]
                .iter()
                .any(|e| token.lower.ends_with(e));
            let lower = WORDS.get(token.lower);
            let weight = |tag: Tag| match tag {
                _ if opening || token.text == "I" => 1.0,
                Tag::JJ | Tag::NNS if nationality => 1.0,
                Tag::PRP | Tag::DT | Tag::IN | Tag::TO | Tag::CC | Tag::MD => 0.3,
                _ => 0.03,
            };
            add_weighted(lower, weight, out);
            // `DMed`, `FaceTimed`: verbs made of names.
            let capitals = token.text.chars().filter(|c| c.is_uppercase()).count();
            if !name && capitals > 1 && token.text.ends_with("ed") {
                out.push((Tag::VBD, 6.0));
            }
            if !name {
                let base = if opening && lower.is_some() { 0.5 } else { 6.0 };
                out.push((Tag::NNP, base));
                if token.lower.ends_with('s') {
                    out.push((Tag::NNPS, base * 0.1));
                }
            }
            if opening && lower.is_none() && !name {
                self.guess(token.lower, 3.0, out);
            }
        } else {
            add(WORDS.get(token.lower), 1.0, |_| true, out);
            if out.is_empty() {
                self.guess(token.lower, 1.0, out);
            }
        }
        pair(Tag::VB, Tag::VBP, out);
        pair(Tag::VBD, Tag::VBN, out);
        if out.is_empty() {
            out.push((Tag::NN, 1.0));
        }
    }

    /// Candidates of an unknown word, by its longest known ending.
    fn guess(&self, lower: &str, weight: f32, out: &mut Vec<Candidate>) {
        let found = (1..=4).rev().find_map(|len| {
            let at = lower.len().checked_sub(len).filter(|&at| lower.is_char_boundary(at))?;
            SUFFIXES.get(&lower[at..])
        });
        let Some(found) = found else { return out.push((Tag::NN, weight)) };
        let mut guessed = Vec::new();
        add(Some(found), 1.0, |_| true, &mut guessed);
        let total: f32 = guessed.iter().map(|c| c.1).sum();
        guessed.iter().for_each(|&(tag, n)| merge(out, tag, weight * n / total));
    }
}

fn punctuation(text: &str, out: &mut Vec<Candidate>) {
    let tag = match text {
        "," | "(" | ")" | "[" | "]" => Tag::Comma,
        "." | "!" | "?" => Tag::Stop,
        "-" | "‑" => Tag::Hyphen,
        "“" | "‘" | "``" | "«" => Tag::OpenQuote,
        "”" | "’" | "''" | "»" => Tag::CloseQuote,
        "'" | "\"" => Tag::CloseQuote,
        "&" => Tag::CC,
        "%" => Tag::NN,
        "$" | "£" | "€" | "+" | "=" | "#" => Tag::SYM,
        _ => Tag::Colon,
    };
    out.push((tag, 1.0));
    if matches!(text, "’" | "'") {
        out.push((Tag::POS, 1.0));
    }
}

/// Adds the candidates of a line `NN 12 VB 3`.
fn add(line: Option<&str>, weight: f32, wanted: impl Fn(Tag) -> bool, out: &mut Vec<Candidate>) {
    add_weighted(line, |tag| if wanted(tag) { weight } else { 0.0 }, out);
}

fn add_weighted(line: Option<&str>, weight: impl Fn(Tag) -> f32, out: &mut Vec<Candidate>) {
    let Some(line) = line else { return };
    let mut parts = line.split(' ');
    while let (Some(tag), Some(n)) = (parts.next(), parts.next()) {
        if let (Some(tag), Ok(n)) = (Tag::parse(tag), n.parse::<f32>()) {
            merge(out, tag, n * weight(tag));
        }
    }
}

fn merge(out: &mut Vec<Candidate>, tag: Tag, weight: f32) {
    if weight <= 0.0 {
        return;
    }
    match out.iter_mut().find(|c| c.0 == tag) {
        Some(known) => known.1 += weight,
        None => out.push((tag, weight)),
    }
}

/// Two forms that are always spelt alike: whoever has been seen as one may be the other.
fn pair(a: Tag, b: Tag, out: &mut Vec<Candidate>) {
    let weight = |tag: Tag| out.iter().find(|c| c.0 == tag).map(|c| c.1);
    match (weight(a), weight(b)) {
        (Some(n), None) => out.push((b, n * 0.2)),
        (None, Some(n)) => out.push((a, n * 0.2)),
        _ => {}
    }
}
