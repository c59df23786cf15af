//! Reads the lists of words that a model of sentiment begins with.
use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use textmine_tone::Cue;
use textmine_tone::word::{LEXICONS, MAX_VALENCE, Valence};

use super::recipe::Lexicon;

/// What is wrong with a list.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ListError {
    /// It can't be read.
    #[error("cannot read the list `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A line makes no sense.
    #[error("{}:{line}: expected {expected}\n  | {shown}", path.display())]
    Line {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// The line, cut if it is long.
        shown: String,
        /// What it should be.
        expected: &'static str,
    },
}

/// The lists, read.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    /// Words, phrases, emoticons and emoji.
    pub(crate) valence: BTreeMap<String, Valence>,
    pub(crate) cues: BTreeMap<String, Cue>,
    /// Words that count as one.
    pub(crate) alike: Vec<Vec<String>>,
    /// For each word its values in the lexicons: together, VADER, AFINN, Opinion Lexicon, by vectors; from -4 to 4.
    pub(crate) values: BTreeMap<String, [f32; LEXICONS]>,
    /// The words with vectors, the most frequent first.
    pub(crate) ranked: Vec<String>,
    pub(crate) vectors: HashMap<String, Vec<f32>>,
}

/// Words with vectors that are read.
const MOST_VECTORS: usize = 60_000;

/// Reads the lists of a recipe.
pub(crate) fn read(lexicon: &Lexicon, place: &dyn Fn(&Path) -> PathBuf) -> Result<Lists, ListError> {
    let mut lists = Lists::default();
    table(&place(&lexicon.valence), "a word and three numbers", |cells| {
        let [word, sentence, subject, object] = cells else { return None };
        let number = |cell: &str| cell.parse::<f32>().ok().filter(|v| v.abs() <= MAX_VALENCE);
        let valence =
            Valence { sentence: number(sentence)?, subject: number(subject)?, object: number(object)? };
        lists.valence.insert((*word).to_owned(), valence);
        Some(())
    })?;
    let mut signs = BTreeMap::new();
    table(&place(&lexicon.emoticons), "an emoticon and a number", |cells| {
        let [sign, valence] = cells else { return None };
        signs.insert((*sign).to_owned(), valence.parse::<f32>().ok()?);
        Some(())
    })?;
    // An emoticon shows the writer's mood; of whom it speaks, it says little.
    let of_sign = |(sign, valence): (&String, &f32)| {
        (sign.clone(), Valence { sentence: *valence, subject: 0.0, object: 0.0 })
    };
    lists.valence.extend(signs.iter().map(of_sign));
    table(&place(&lexicon.cues), "a word, what it does, and a share for boosters", |cells| {
        let cue = Cue::parse(cells.get(1)?, cells.get(2).unwrap_or(&""))?;
        lists.cues.insert((*cells.first()?).to_owned(), cue);
        Some(())
    })?;
    table(&place(&lexicon.alike), "words that count as one, with spaces between them", |cells| {
        let words: Vec<String> = cells.first()?.split(' ').map(str::to_owned).collect();
        (words.len() > 1).then(|| lists.alike.push(words))
    })?;
    values(lexicon, place, &mut lists, &signs)?;
    vectors(&place(&lexicon.vectors), &mut lists)?;
    Ok(lists)
}

/// What the four lexicons say of each word.
fn values(
    lexicon: &Lexicon,
    place: &dyn Fn(&Path) -> PathBuf,
    lists: &mut Lists,
    signs: &BTreeMap<String, f32>,
) -> Result<(), ListError> {
    const NUMBER: &str = "a word and a number, with a tab between them";
    let number = |found: &mut BTreeMap<String, f32>, cells: &[&str]| {
        let [word, value, ..] = cells else { return None };
        found.insert(word.to_lowercase(), value.trim().parse().ok()?);
        Some(())
    };
    let (mut vader, mut afinn) = (BTreeMap::new(), BTreeMap::new());
    table(&place(&lexicon.vader), NUMBER, |cells| number(&mut vader, cells))?;
    table(&place(&lexicon.afinn), NUMBER, |cells| number(&mut afinn, cells))?;
    let mut opinion: BTreeMap<String, f32> = BTreeMap::new();
    for (file, sign) in [(&lexicon.positive, 1.0), (&lexicon.negative, -1.0)] {
        let path = place(file);
        for line in text(&path)?.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with(';')) {
            *opinion.entry(line.to_lowercase()).or_default() += sign;
        }
    }
    let pattern = pattern(&text(&place(&lexicon.pattern))?);
    let mut words: Vec<&String> = vader.keys().chain(afinn.keys()).chain(opinion.keys()).collect();
    words.extend(pattern.keys());
    words.sort();
    words.dedup();
    // Words that say nothing by themselves, and those of fewer than three letters, which are mostly something else.
    let fit = |word: &&String| word.len() > 2 && word.starts_with(|c: char| c.is_ascii_lowercase());
    for word in words.into_iter().filter(fit) {
        let (v, a, o, p) = (vader.get(word), afinn.get(word), opinion.get(word), pattern.get(word));
        let votes = [
            v.map(|v| (*v, 3.0)),
            a.map(|a| (a * 0.85, 1.0)),
            o.map(|o| (o * 1.7, 1.0)),
            p.map(|p| (p * 3.0, 1.0)),
        ];
        let (sum, weight) = votes
            .into_iter()
            .flatten()
            .fold((0.0, 0.0), |(s, n), (vote, weight)| (s + vote * weight, n + weight));
        // The weaker lexicons alone count less.
        let trust = match (v.or(a), o) {
            (None, None) => 0.5,
            (None, Some(_)) => 0.8,
            _ => 1.0,
        };
        let together = sum / f32::max(weight, 1.0) * trust;
        let of = |value: Option<&f32>, factor: f32| value.copied().unwrap_or_default() * factor;
        lists.values.insert(word.clone(), [together, of(v, 1.0), of(a, 0.8), of(o, 1.0), 0.0]);
    }
    for (sign, valence) in signs {
        lists.values.insert(sign.clone(), [*valence, *valence, 0.0, 0.0, 0.0]);
    }
    Ok(())
}

/// The mean polarity of each word over its senses.
fn pattern(xml: &str) -> BTreeMap<String, f32> {
    let mut senses: BTreeMap<String, Vec<f32>> = BTreeMap::new();
    for entry in xml.split("<word ").skip(1) {
        let attribute = |name: &str| entry.split_once(name)?.1.split('"').next();
        if let (Some(form), Some(polarity)) = (attribute("form=\""), attribute("polarity=\""))
            && let Ok(polarity) = polarity.parse()
        {
            senses.entry(form.to_lowercase()).or_default().push(polarity);
        }
    }
    senses.into_iter().map(|(word, all)| (word, all.iter().sum::<f32>() / all.len() as f32)).collect()
}

/// Vectors with the mean and the common direction taken out (after Mu and Viswanath, All-but-the-Top, ICLR 2018), of length one.
fn vectors(path: &Path, lists: &mut Lists) -> Result<(), ListError> {
    let file = text(path)?;
    let mut all: Vec<Vec<f32>> = Vec::new();
    for (number, line) in file.lines().take(MOST_VECTORS).enumerate() {
        let mut cells = line.split(' ');
        let word = cells.next().unwrap_or_default();
        let vector: Option<Vec<f32>> = cells.map(|cell| cell.parse().ok()).collect();
        let fits =
            |vector: &Vec<f32>| !vector.is_empty() && all.first().is_none_or(|f| f.len() == vector.len());
        let Some(vector) = vector.filter(fits) else {
            return Err(fault(path, number, line, "a word and its numbers, as many as in the lines before"));
        };
        lists.ranked.push(word.to_owned());
        all.push(vector);
    }
    let Some(len) = all.first().map(Vec::len) else { return Ok(()) };
    let mut mean = vec![0.0; len];
    all.iter().for_each(|vector| add(&mut mean, vector, 1.0 / all.len() as f32));
    all.iter_mut().for_each(|vector| add(vector, &mean, -1.0));
    let frequent = &all[..all.len().min(20_000)];
    let mut common = vec![1.0 / (len as f32).sqrt(); len];
    for _ in 0..50 {
        let mut next = vec![0.0; len];
        frequent.iter().for_each(|vector| add(&mut next, vector, dot(vector, &common)));
        let length = dot(&next, &next).sqrt().max(1e-9);
        common = next.into_iter().map(|value| value / length).collect();
    }
    for (word, mut vector) in lists.ranked.iter().zip(all) {
        let along = dot(&vector, &common);
        add(&mut vector, &common, -along);
        let length = dot(&vector, &vector).sqrt().max(1e-6);
        vector.iter_mut().for_each(|value| *value /= length);
        lists.vectors.insert(word.clone(), vector);
    }
    Ok(())
}

/// Adds a multiple of a vector to another.
pub(crate) fn add(to: &mut [f32], vector: &[f32], factor: f32) {
    for (to, value) in to.iter_mut().zip(vector) {
        *to += value * factor;
    }
}

/// The sum of products.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Reads a file, unpacked if need be; bytes that are no UTF-8 are replaced.
fn text(path: &Path) -> Result<String, ListError> {
    let failed = |source| ListError::Read { path: path.to_owned(), source };
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other("not a regular file")));
    }
    let mut bytes = std::fs::read(path).map_err(failed)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).map_err(failed)?;
        bytes = unpacked;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads the rows of a table with tabs; lines that start with `# ` are comments.
fn table(
    path: &Path,
    expected: &'static str,
    mut take: impl FnMut(&[&str]) -> Option<()>,
) -> Result<(), ListError> {
    for (number, line) in text(path)?.lines().enumerate() {
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        take(&cells).ok_or_else(|| fault(path, number, line, expected))?;
    }
    Ok(())
}

fn fault(path: &Path, number: usize, line: &str, expected: &'static str) -> ListError {
    let shown = line.chars().take(120).collect();
    ListError::Line { path: path.to_owned(), line: number + 1, shown, expected }
}
