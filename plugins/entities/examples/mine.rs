//! Counts, over annotated text, how often each word is (part of) a name of each type: makes `data/words.tsv`,
//! `data/contexts.tsv`, `data/phrases.tsv` and `data/common.txt`.
//!
//! ```text
//! cargo run --release -p textmine-entities --example mine -- plugins/entities/data FILE.conll…
//! ```
//! A file has a token, a tab and an IOB2 tag (PER, ORG, LOC, MISC) on each line, and a blank line between sentences.
//! Tokens are cut again by the segmentation that the analyzer sees.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use textmine_core::DocumentBuf;

type Failure = Box<dyn std::error::Error>;
type Tags = BTreeMap<String, u32>;

#[derive(Default)]
struct Word {
    /// Times outside of any name, at the start of a sentence and elsewhere.
    outside: [u32; 2],
    /// Times within a name at the start of a sentence.
    name_first: u32,
    names: Tags,
}

#[derive(Default)]
struct Counts {
    words: BTreeMap<String, Word>,
    contexts: BTreeMap<(char, String), Tags>,
    phrases: BTreeMap<String, Tags>,
    lower: BTreeMap<String, u32>,
    transitions: BTreeMap<(String, String), u32>,
}

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: mine FOLDER FILE.conll…")?;
    let folder = Path::new(&folder);
    let nationalities = std::fs::read_to_string(folder.join("nationalities.txt"))?;
    let nationalities: Vec<&str> = nationalities.lines().collect();
    let mut counts = Counts::default();
    for file in arguments {
        let text = std::fs::read_to_string(&file)?;
        for block in text.split("\n\n") {
            let rows: Vec<(&str, &str)> = block.lines().filter_map(|l| l.split_once('\t')).collect();
            counts.sentence(&rows, &nationalities)?;
        }
    }
    std::fs::write(folder.join("words.tsv"), counts.words_table()?)?;
    std::fs::write(folder.join("contexts.tsv"), counts.contexts_table()?)?;
    std::fs::write(folder.join("phrases.tsv"), counts.phrases_table()?)?;
    std::fs::write(folder.join("transitions.tsv"), counts.transitions_table()?)?;
    let common = counts.lower.iter().filter(|(_, n)| **n >= 3);
    std::fs::write(folder.join("common.txt"), common.map(|(w, _)| format!("{w}\n")).collect::<String>())?;
    Ok(())
}

impl Counts {
    fn sentence(&mut self, rows: &[(&str, &str)], nationalities: &[&str]) -> Result<(), Failure> {
        let mut text = String::new();
        let mut labels: Vec<(usize, &str, usize)> = Vec::new();
        let mut mention = 0;
        for (word, tag) in rows {
            if !text.is_empty() && !is_clitic(word) {
                text.push(' ');
            }
            // Some annotators take a nationality for a place.
            let alone = nationalities.contains(word);
            let kind = if alone && *tag == "B-LOC" { "MISC" } else { tag.get(2..).unwrap_or_default() };
            mention += usize::from(!tag.starts_with("I-"));
            labels.push((text.len(), kind, mention));
            text.push_str(word);
        }
        let document = DocumentBuf::new("sentence", text)?;
        let view = document.view();
        let mut tokens: Vec<(&str, &str, usize)> = Vec::new();
        for token in view.tokens() {
            let at = labels.partition_point(|l| l.0 <= token.span.start as usize).saturating_sub(1);
            let Some((_, kind, mention)) = labels.get(at) else { return Ok(()) };
            tokens.push((view.slice(token.span), kind, *mention));
        }
        // Articles belong to no name here, whatever the annotator thought.
        for at in 0..tokens.len() {
            let starts = at == 0 || tokens[at - 1].2 != tokens[at].2 || tokens[at - 1].1.is_empty();
            if starts && matches!(tokens[at].0, "the" | "The" | "a" | "A" | "an" | "An") {
                tokens[at].1 = "";
            }
        }
        self.tokens(&tokens);
        Ok(())
    }

    fn tokens(&mut self, tokens: &[(&str, &str, usize)]) {
        let same = |a: usize, b: usize| {
            !tokens[a].1.is_empty() && !tokens[b].1.is_empty() && tokens[a].2 == tokens[b].2
        };
        let tags: Vec<String> = (0..tokens.len())
            .map(|at| {
                let before = at > 0 && same(at - 1, at);
                let after = at + 1 < tokens.len() && same(at, at + 1);
                match (tokens[at].1, before, after) {
                    ("", ..) => "O".to_owned(),
                    (kind, false, false) => format!("S-{kind}"),
                    (kind, false, true) => format!("B-{kind}"),
                    (kind, true, true) => format!("I-{kind}"),
                    (kind, true, false) => format!("E-{kind}"),
                }
            })
            .collect();
        let cased = tokens.iter().filter(|t| t.0.starts_with(char::is_alphabetic));
        let capitals = cased.clone().filter(|t| t.0.starts_with(char::is_uppercase)).count();
        if capitals * 3 > cased.count() * 2 {
            return; // A headline or a lone name says nothing of how words are written in running text.
        }
        let mut last = "O";
        let mut seen_word = false;
        for (at, (word, ..)) in tokens.iter().enumerate() {
            let tag = tags[at].as_str();
            *self.transitions.entry((last.to_owned(), tag.to_owned())).or_default() += 1;
            last = tag;
            let initial = !seen_word || (at > 0 && matches!(tokens[at - 1].0, "\"" | "“" | ":" | "``"));
            let is_word = word.starts_with(char::is_alphanumeric);
            seen_word |= is_word;
            let entry = self.words.entry((*word).to_owned()).or_default();
            if tag == "O" {
                entry.outside[usize::from(!initial)] += 1;
            } else {
                entry.name_first += u32::from(initial);
                *entry.names.entry(tag.to_owned()).or_default() += 1;
            }
            if is_word && !word.contains(char::is_uppercase) && word.len() > 1 {
                *self.lower.entry((*word).to_owned()).or_default() += 1;
            }
            if word.contains(char::is_uppercase) && !initial {
                let words = |at: usize| tokens[at].0;
                let before = match at {
                    0 => "^".to_owned(),
                    1.. if matches!(words(at - 1), "the" | "The" | "a" | "an") => {
                        format!("{} the", if at > 1 { words(at - 2) } else { "^" })
                    }
                    1.. => words(at - 1).to_owned(),
                };
                let after = if at + 1 < tokens.len() { words(at + 1) } else { "$" };
                *self.contexts.entry(('<', before)).or_default().entry(tag.to_owned()).or_default() += 1;
                *self
                    .contexts
                    .entry(('>', after.to_owned()))
                    .or_default()
                    .entry(tag.to_owned())
                    .or_default() += 1;
            }
        }
        let mut start = 0;
        while start < tokens.len() {
            let len = tokens[start..]
                .iter()
                .take_while(|t| t.2 == tokens[start].2 && !t.1.is_empty())
                .count()
                .max(1);
            if len > 1 {
                let words: Vec<&str> = tokens[start..start + len].iter().map(|t| t.0).collect();
                let kind = tokens[start].1.to_owned();
                *self.phrases.entry(words.join(" ")).or_default().entry(kind).or_default() += 1;
            }
            start += len;
        }
    }

    fn words_table(&self) -> Result<String, Failure> {
        let mut table = String::new();
        for (word, counts) in &self.words {
            let total = counts.outside.iter().chain(counts.names.values()).sum::<u32>();
            if word.contains(char::is_uppercase) || total >= 5 && !counts.names.is_empty() {
                let [initial, inner] = counts.outside;
                write!(table, "{word}\t{initial}\t{inner}\t{}", counts.name_first)?;
                tags(&mut table, &counts.names)?;
            }
        }
        Ok(table)
    }

    fn contexts_table(&self) -> Result<String, Failure> {
        let mut table = String::new();
        for ((side, word), counts) in &self.contexts {
            if counts.values().sum::<u32>() >= 6 {
                write!(table, "{side}\t{word}")?;
                tags(&mut table, counts)?;
            }
        }
        Ok(table)
    }

    fn phrases_table(&self) -> Result<String, Failure> {
        let mut table = String::new();
        for (phrase, counts) in &self.phrases {
            if counts.values().sum::<u32>() >= 3 && phrase.starts_with(char::is_uppercase) {
                write!(table, "{phrase}")?;
                tags(&mut table, counts)?;
            }
        }
        Ok(table)
    }

    fn transitions_table(&self) -> Result<String, Failure> {
        let mut table = String::new();
        for ((from, to), count) in &self.transitions {
            writeln!(table, "{from}\t{to}\t{count}")?;
        }
        Ok(table)
    }
}

fn is_clitic(word: &str) -> bool {
    matches!(
        word,
        "'s" | "’s" | "n't" | "n’t" | "'re" | "'ve" | "'ll" | "'d" | "'m" | "'" | "," | "." | ")" | ";"
    )
}

fn tags(table: &mut String, counts: &Tags) -> Result<(), Failure> {
    for (tag, count) in counts {
        write!(table, "\t{tag}={count}")?;
    }
    table.push('\n');
    Ok(())
}
