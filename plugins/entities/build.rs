//! Turns the tables under `data/` into one index that the library carries and reads in place.
//!
//! Every word gets a row of evidence: for each tag, the logarithm of P(tag | word) / P(tag). Words that were counted in
//! annotated text have a row of their own, shrunk towards that of their class; a class is the set of lists that a word
//! is on, and its row comes from the words of that class that were seen three times at most, since those are the most
//! like words never seen.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[path = "src/form.rs"]
mod form;
#[path = "src/hash.rs"]
mod hash;
#[path = "src/shape.rs"]
mod shape;

use hash::{Kind, hash};

type Failure = Box<dyn std::error::Error>;
/// `O`, then S-, B-, I-, E- of each of PER, ORG, LOC, MISC.
const TAGS: usize = 17;
type Row = [f64; TAGS];

/// Lists that a word can be on; the library has the same numbers.
const FIRST_NAME: u8 = 1;
const LAST_NAME: u8 = 2;
const CITY: u8 = 4;
const COUNTRY: u8 = 8;
const NATIONALITY: u8 = 16;
const COMMON: u8 = 32;
const STARTS_PHRASE: u8 = 64;
const LISTS: u8 = 63;

/// How many sightings it weighs to be on the list of known names.
const KNOWN_WEIGHT: f64 = 12.0;
/// The same for cities, since people and firms have their names too.
const CITY_WEIGHT: f64 = 2.0;
/// How many sightings a class weighs against the sightings of the word itself.
const CLASS_WEIGHT: f64 = 1.5;
/// The same for a word's inner uses against its uses at the start of a sentence.
const INITIAL_WEIGHT: f64 = 3.0;
/// The same for the general distribution against that beside one neighbour.
const CONTEXT_WEIGHT: f64 = 8.0;
/// Steps of evidence for each unit of the natural logarithm.
const SCALE: f64 = 14.0;

#[derive(Clone, Default)]
struct Counted {
    /// Tag counts away from the start of a sentence; names count wherever they stand.
    inner: Row,
    outside_initial: f64,
    name_initial: f64,
}

impl Counted {
    fn total(&self) -> f64 {
        self.inner.iter().sum::<f64>() + self.outside_initial
    }

    fn add(&mut self, other: &Counted) {
        (0..TAGS).for_each(|tag| self.inner[tag] += other.inner[tag]);
        self.outside_initial += other.outside_initial;
        self.name_initial += other.name_initial;
    }
}

/// P(tag) within a sentence and at its start.
#[derive(Clone)]
struct Odds {
    inner: Row,
    initial: Row,
}

impl Odds {
    /// The counts, shrunk towards `prior`.
    fn estimate(counts: &Counted, prior: &Odds, weight: f64, common: bool) -> Odds {
        let total = counts.inner.iter().sum::<f64>() + weight;
        let inner: Row = std::array::from_fn(|tag| (counts.inner[tag] + weight * prior.inner[tag]) / total);
        let named = 1.0 - inner[0];
        let names_known = counts.inner[1..].iter().sum::<f64>() > 0.0;
        let expected = if common || !names_known { 1.0 - prior.initial[0] } else { named };
        let initial_total = counts.outside_initial + counts.name_initial + INITIAL_WEIGHT;
        let name = (counts.name_initial + INITIAL_WEIGHT * expected) / initial_total;
        let initial =
            std::array::from_fn(
                |tag| if tag == 0 { 1.0 - name } else { name * inner[tag] / named.max(1e-9) },
            );
        Odds { inner, initial }
    }
}

struct Tables {
    folder: PathBuf,
}

impl Tables {
    fn read(&self, name: &str) -> Result<String, Failure> {
        let path = self.folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()).into())
    }
}

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/form.rs");
    println!("cargo::rerun-if-changed=src/hash.rs");
    println!("cargo::rerun-if-changed=src/shape.rs");
    let tables = Tables { folder: Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("data") };
    let out = PathBuf::from(std::env::var("OUT_DIR")?);

    let (transitions, prior) = transitions(&tables.read("transitions.tsv")?)?;
    let mut index = Index::new(prior);
    words(&tables, &mut index, &prior)?;
    contexts(&tables.read("contexts.tsv")?, &mut index)?;
    phrases(&tables, &mut index)?;
    marked(&tables.read("titles.tsv")?, Kind::Title, "hrmfg", &mut index)?;
    marked(&tables.read("organisations.tsv")?, Kind::Organisation, "ocnp", &mut index)?;
    marked(&tables.read("given_names.tsv")?, Kind::Given, "   fg", &mut index)?;
    aliases(&tables.read("aliases.tsv")?, &mut index);
    std::fs::write(out.join("gazetteer.bin"), index.bytes())?;
    let numbers: Vec<String> = transitions.iter().flatten().map(|p| format!("{:.0}", p * SCALE)).collect();
    std::fs::write(out.join("transitions.rs"), format!("[{}]", numbers.join(",")))?;
    Ok(())
}

/// log P(next tag | tag), and P(tag).
fn transitions(table: &str) -> Result<([Row; TAGS], Row), Failure> {
    let mut counts = [[0.1; TAGS]; TAGS];
    for line in table.lines() {
        let [from, to, count] = fields(line)?;
        counts[tag(from)?][tag(to)?] += count.parse::<f64>()?;
    }
    let total: f64 = counts.iter().flatten().sum();
    let prior = std::array::from_fn(|to| counts.iter().map(|row| row[to]).sum::<f64>() / total);
    Ok((counts.map(|row| row.map(|count| (count / row.iter().sum::<f64>()).ln())), prior))
}

fn words(tables: &Tables, index: &mut Index, prior: &Row) -> Result<(), Failure> {
    let mut lists: BTreeMap<String, u8> = BTreeMap::new();
    let mut on = |word: &str, list: u8| *lists.entry(word.to_owned()).or_default() |= list;
    let places =
        [("cities.txt", CITY), ("countries_states.txt", COUNTRY), ("nationalities.txt", NATIONALITY)];
    for (file, list) in
        [("first_names.txt", FIRST_NAME), ("last_names.txt", LAST_NAME)].into_iter().chain(places)
    {
        for name in tables.read(file)?.lines() {
            match tokens(name).split_once(' ') {
                None => on(name, list),
                Some((first, _)) => on(first, STARTS_PHRASE),
            }
        }
    }
    for line in tables.read("phrases.tsv")?.lines() {
        if let Some((first, _)) = line.split_once(' ') {
            on(first, STARTS_PHRASE);
        }
    }
    for word in tables.read("common.txt")?.lines() {
        let mut letters = word.chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        on(&title, COMMON);
    }

    let mut counted: BTreeMap<String, Counted> = BTreeMap::new();
    for line in tables.read("words.tsv")?.lines() {
        let mut cells = line.split('\t');
        let mut next = || cells.next().ok_or_else(|| format!("too few columns: {line}"));
        let word = next()?.to_owned();
        let mut counts = Counted { outside_initial: next()?.parse()?, ..Counted::default() };
        counts.inner[0] = next()?.parse()?;
        counts.name_initial = next()?.parse()?;
        tagged(cells, &mut counts.inner)?;
        lists.entry(word.clone()).or_default();
        counted.insert(word, counts);
    }

    for (label, name) in known(&tables.read("known.tsv")?)? {
        match tokens(name).split_once(' ') {
            Some((first, _)) => *lists.entry(first.to_owned()).or_default() |= STARTS_PHRASE,
            None => {
                lists.entry(name.to_owned()).or_default();
                counted.entry(name.to_owned()).or_default().inner[1 + 4 * label] += KNOWN_WEIGHT;
            }
        }
    }

    // Classes, from rare words.
    let mut all = Counted::default();
    let mut by_lists: BTreeMap<u8, Counted> = BTreeMap::new();
    let mut by_shape: BTreeMap<char, Counted> = BTreeMap::new();
    let mut by_ending: BTreeMap<String, Counted> = BTreeMap::new();
    for (word, counts) in &counted {
        let capital = word.contains(char::is_uppercase);
        if !capital || counts.total() > 3.0 {
            continue;
        }
        let on = lists.get(word).copied().unwrap_or_default() & LISTS;
        all.add(counts);
        let shape = shape::shape(word);
        by_lists.entry(if shape == shape::Shape::Title { on } else { on & !COMMON }).or_default().add(counts);
        if on == 0 {
            by_shape.entry(shape as u8 as char).or_default().add(counts);
            if let Some(ending) = ending(word).filter(|_| shape == shape::Shape::Title) {
                by_ending.entry(ending).or_default().add(counts);
            }
        }
    }
    let flat = Odds { inner: *prior, initial: *prior };
    let rare = Odds::estimate(&all, &flat, 1.0, true);
    let classes: BTreeMap<u8, Odds> =
        by_lists.iter().map(|(on, counts)| (*on, Odds::estimate(counts, &rare, 10.0, true))).collect();
    let shapes: BTreeMap<char, Odds> =
        by_shape.iter().map(|(shape, counts)| (*shape, Odds::estimate(counts, &rare, 5.0, true))).collect();
    for (shape, odds) in &shapes {
        index.insert_pair(Kind::Shape, &shape.to_string(), odds, 0);
    }
    index.insert_pair(Kind::Shape, "?", &rare, 0);
    let title = shapes.get(&'t').unwrap_or(&rare);
    let mut endings = BTreeMap::new();
    for (ending, counts) in by_ending.into_iter().filter(|(_, counts)| counts.total() >= 4.0) {
        let odds = Odds::estimate(&counts, title, 6.0, true);
        index.insert_pair(Kind::Ending, &ending, &odds, 0);
        endings.insert(ending, odds);
    }

    let mut class_rows: BTreeMap<u8, u32> = BTreeMap::new();
    for (word, on) in &lists {
        let shape = shape::shape(word);
        let class = on & LISTS;
        let odds = if class != 0 {
            classes.get(&class).unwrap_or(&rare)
        } else {
            ending(word)
                .filter(|_| shape == shape::Shape::Title)
                .and_then(|e| endings.get(&e))
                .or_else(|| shapes.get(&(shape as u8 as char)))
                .unwrap_or(&rare)
        };
        match counted.get(word) {
            Some(counts) => {
                let plain = shape == shape::Shape::Plain;
                let prior = if plain { &flat } else { odds };
                let own = Odds::estimate(counts, prior, CLASS_WEIGHT, on & COMMON != 0);
                index.insert_pair(Kind::Word, word, &own, *on);
            }
            None if class == 0 => index.insert_pair(Kind::Word, word, odds, *on),
            None => {
                let row = *class_rows.entry(class).or_insert_with(|| index.pair(odds));
                index.insert(Kind::Word, word, row, *on);
            }
        }
    }
    Ok(())
}

fn contexts(table: &str, index: &mut Index) -> Result<(), Failure> {
    let mut rows: Vec<(Kind, &str, Row)> = Vec::new();
    let mut general = [[1.0; TAGS]; 2];
    for line in table.lines() {
        let mut cells = line.split('\t');
        let (side, word) = (cells.next(), cells.next().ok_or("a context without a word")?);
        let kind = if side == Some("<") { Kind::Before } else { Kind::After };
        let mut counts = [0.0; TAGS];
        tagged(cells, &mut counts)?;
        (0..TAGS).for_each(|tag| general[usize::from(kind == Kind::After)][tag] += counts[tag]);
        rows.push((kind, word, counts));
    }
    let general = general.map(|row| row.map(|count| count / row.iter().sum::<f64>()));
    for (kind, word, counts) in rows {
        let general = &general[usize::from(kind == Kind::After)];
        let total = counts.iter().sum::<f64>() + CONTEXT_WEIGHT;
        let row = std::array::from_fn(|tag| {
            ((counts[tag] + CONTEXT_WEIGHT * general[tag]) / total / general[tag]).ln()
        });
        let at = index.push(&row);
        index.insert(kind, word, at, 0);
    }
    Ok(())
}

/// The first four numbers of a phrase's row are what it says for PER, ORG, LOC and MISC.
fn phrases(tables: &Tables, index: &mut Index) -> Result<(), Failure> {
    let mut phrases: BTreeMap<String, [f64; 4]> = BTreeMap::new();
    let mut nationalities = BTreeSet::new();
    for (file, kind) in [("cities.txt", 2), ("countries_states.txt", 2), ("nationalities.txt", 3)] {
        let weight = if file == "cities.txt" { CITY_WEIGHT } else { KNOWN_WEIGHT };
        for name in tables.read(file)?.lines().map(tokens).filter(|name| name.contains(' ')) {
            phrases.entry(name.clone()).or_default()[kind] += weight;
            if kind == 3 {
                nationalities.insert(name);
            }
        }
    }
    for (label, name) in known(&tables.read("known.tsv")?)? {
        let name = tokens(name);
        if name.contains(' ') {
            phrases.entry(name).or_default()[label] += KNOWN_WEIGHT;
        }
    }
    for line in tables.read("phrases.tsv")?.lines() {
        let (phrase, cells) = line.split_once('\t').ok_or("a phrase without counts")?;
        let counts = phrases.entry(phrase.to_owned()).or_default();
        for cell in cells.split('\t') {
            let (kind, count) = cell.split_once('=').ok_or("a count without a type")?;
            counts[kind_index(kind)?] += count.parse::<f64>()?;
        }
    }
    for (phrase, counts) in phrases {
        let total: f64 = counts.iter().sum::<f64>() + 1.0;
        let mut row = [0.0; TAGS];
        (0..4).for_each(|kind| row[kind] = (0.05 + counts[kind] / total).ln());
        let at = index.push(&row);
        let lists = if nationalities.contains(&phrase) { NATIONALITY } else { 0 };
        index.insert(Kind::Phrase, &phrase, at, lists);
    }
    Ok(())
}

fn known(table: &str) -> Result<Vec<(usize, &str)>, Failure> {
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    rows.map(|line| {
        let (kind, name) = line.split_once('\t').ok_or_else(|| format!("no name: {line}"))?;
        Ok((kind_index(kind)?, name))
    })
    .collect()
}

/// Words with marks, each of which is a bit: its place in `marks`.
fn marked(table: &str, kind: Kind, marks: &str, index: &mut Index) -> Result<(), Failure> {
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (word, own) = line.split_once('\t').ok_or_else(|| format!("no marks: {line}"))?;
        let mut bits = 0;
        for mark in own.split(' ') {
            bits |= 1 << marks.find(mark).ok_or_else(|| format!("unknown mark: {line}"))?;
        }
        index.insert(kind, word, 0, bits);
    }
    Ok(())
}

/// Each name leads to the number of its group.
fn aliases(table: &str, index: &mut Index) {
    for (group, line) in table.lines().filter(|line| !line.starts_with('#')).enumerate() {
        let mut cells = line.split('\t');
        let kind = cells.next().unwrap_or_default();
        for name in cells {
            index.insert(Kind::Alias, &format!("{kind} {}", form::compared(name)), group as u32, 0);
        }
    }
}

/// `name` as the segmentation cuts it, a space between its tokens: at hyphens and before a possessive.
fn tokens(name: &str) -> String {
    name.replace('-', " - ").replace("'s", " 's")
}

fn ending(word: &str) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    (letters.len() >= 5).then(|| letters[letters.len() - 3..].iter().collect())
}

fn tagged<'t>(cells: impl Iterator<Item = &'t str>, row: &mut Row) -> Result<(), Failure> {
    for cell in cells {
        let (name, count) = cell.split_once('=').ok_or("a count without a tag")?;
        row[tag(name)?] += count.parse::<f64>()?;
    }
    Ok(())
}

fn tag(name: &str) -> Result<usize, Failure> {
    let Some((position, kind)) = name.split_once('-') else { return Ok(0) };
    let position = "SBIE".find(position).ok_or_else(|| format!("no such tag: {name}"))?;
    Ok(1 + 4 * kind_index(kind)? + position)
}

fn kind_index(kind: &str) -> Result<usize, Failure> {
    let known = ["PER", "ORG", "LOC", "MISC"].iter().position(|known| *known == kind);
    known.ok_or_else(|| format!("no such type: {kind}").into())
}

fn fields(line: &str) -> Result<[&str; 3], Failure> {
    let cells: Vec<&str> = line.split('\t').collect();
    <[&str; 3]>::try_from(cells).map_err(|_| format!("not three columns: {line}").into())
}

/// Keys by their hash, each with a row and the lists it is on.
struct Index {
    prior: Row,
    rows: Vec<[i8; TAGS]>,
    entries: BTreeMap<u64, (u32, u8)>,
}

impl Index {
    fn new(prior: Row) -> Self {
        Index { prior, rows: Vec::new(), entries: BTreeMap::new() }
    }

    fn push(&mut self, row: &Row) -> u32 {
        self.rows.push(row.map(|x| (x * SCALE).round().clamp(-127.0, 127.0) as i8));
        self.rows.len() as u32 - 1
    }

    /// Rows for within a sentence and, after it, for its start.
    fn pair(&mut self, odds: &Odds) -> u32 {
        let prior = self.prior;
        let evidence = |odds: &Row| std::array::from_fn(|tag| ((odds[tag] + 1e-7) / prior[tag]).ln());
        let at = self.push(&evidence(&odds.inner));
        self.push(&evidence(&odds.initial));
        at
    }

    fn insert_pair(&mut self, kind: Kind, key: &str, odds: &Odds, lists: u8) {
        let row = self.pair(odds);
        self.insert(kind, key, row, lists);
    }

    fn insert(&mut self, kind: Kind, key: &str, row: u32, lists: u8) {
        self.entries.insert(hash(kind, key), (row, lists));
    }

    /// Four numbers (bucket bits, entries, rows, tags), the start of each bucket, the entries (32 bits of the hash, 24 of
    /// the row, 8 of the lists), the rows. The upper bits of the hash choose the bucket; all numbers little-endian.
    fn bytes(&self) -> Vec<u8> {
        let bits = 64 - (self.entries.len() as u64 / 4).leading_zeros();
        let mut out = Vec::new();
        for number in [bits, self.entries.len() as u32, self.rows.len() as u32, TAGS as u32] {
            out.extend(number.to_le_bytes());
        }
        let hashes: Vec<u64> = self.entries.keys().copied().collect();
        for bucket in 0..=(1u64 << bits) {
            let start = hashes.partition_point(|hash| hash >> (64 - bits) < bucket);
            out.extend((start as u32).to_le_bytes());
        }
        for (hash, (row, lists)) in &self.entries {
            out.extend((*hash as u32).to_le_bytes());
            out.extend((row << 8 | u32::from(*lists)).to_le_bytes());
        }
        out.extend(self.rows.iter().flatten().map(|x| *x as u8));
        out
    }
}
