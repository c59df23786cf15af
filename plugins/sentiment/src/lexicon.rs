//! The lexicon: what valence a word carries, and which words change the valence of others.
use std::borrow::Cow;
use std::collections::BTreeMap;
use textmine_core::OptionError;
use textmine_core::segment::segment;

/// Greatest valence of a word, as the raters of VADER's lexicon had it.
pub(crate) const MAX_VALENCE: f32 = 4.0;

/// Words and phrases with their valences: word, for the sentence, for a name before it, for a name after it.
const VALENCE: &str = include_str!("../data/valence.tsv");
/// Emoticons and emoji with their valence.
const EMOTICONS: &str = include_str!("../data/emoticons.tsv");
/// Words and phrases that change the valence of others: word, role, value.
const CUES: &str = include_str!("../data/cues.tsv");

/// Valences of one word or phrase, each from -4 to 4.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Valence {
    /// How the sentence sounds that it stands in.
    pub(crate) sentence: f32,
    /// What it says of a name before it, its subject: "*Ruiz* lied".
    pub(crate) subject: f32,
    /// What it says of a name after it, its object: "they praised *Ruiz*".
    pub(crate) object: f32,
}

impl Valence {
    /// True if it says nothing of anything.
    pub(crate) fn is_none(self) -> bool {
        self == Valence::default()
    }

    /// The same, louder or softer or turned round.
    pub(crate) fn times(self, factor: f32) -> Self {
        Valence {
            sentence: self.sentence * factor,
            subject: self.subject * factor,
            object: self.object * factor,
        }
    }
}

/// What a word does to the valence of the words around it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) enum Cue {
    /// Nothing.
    #[default]
    None,
    /// "not", "without", "fails to": what follows in the clause turns round.
    Negator,
    /// "very" (above 0), "slightly" (below): the share by which the next word with a valence counts more.
    Booster(f32),
    /// "but": what stands before counts less, what follows more.
    Contrast,
    /// "although": what stands in its own clause counts less.
    Concession,
    /// "if", "could": what follows in the clause is not said to be so.
    Hypothetical,
    /// "and", "because", "that": the scope of a negator ends here.
    Boundary,
    /// "was", "been": a participle after it has its object before it.
    Passive,
    /// A phrase whose words mean nothing singly: "not only", "at least".
    Idiom,
}

impl Cue {
    fn parse(role: &str, value: &str) -> Option<Cue> {
        Some(match role {
            "negator" => Cue::Negator,
            "booster" => Cue::Booster(value.parse().ok()?),
            "contrast" => Cue::Contrast,
            "concession" => Cue::Concession,
            "hypothetical" => Cue::Hypothetical,
            "boundary" => Cue::Boundary,
            "passive" => Cue::Passive,
            "idiom" => Cue::Idiom,
            _ => return None,
        })
    }
}

/// Number of a word in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordId(u32);

#[derive(Debug)]
struct Entry {
    word: Cow<'static, str>,
    valence: Valence,
    cue: Cue,
    /// The phrases that begin with this word: a range of [`Lexicon::phrases`].
    phrases: std::ops::Range<u32>,
}

#[derive(Debug)]
struct Phrase {
    words: Box<[WordId]>,
    valence: Option<Valence>,
    cue: Option<Cue>,
}

/// A word or phrase that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    /// How many tokens it covers.
    pub(crate) len: usize,
    /// What it says.
    pub(crate) valence: Valence,
    /// What it does to others.
    pub(crate) cue: Cue,
}

/// A hash table from words to what is known of them. It borrows the built-in words from the program itself.
#[derive(Debug)]
pub(crate) struct Lexicon {
    entries: Vec<Entry>,
    /// Open addressing: 0 is free, else the entry's number plus one. At most half of it is in use.
    slots: Vec<u32>,
    /// Sorted by first word, longer ones first.
    phrases: Vec<Phrase>,
}

impl Lexicon {
    /// The built-in lexicon, changed by `own`: words or phrases with their valence.
    ///
    /// # Errors
    /// If a word of `own` is blank or its valence is beyond [`MAX_VALENCE`]. The error points into `/lexicon`.
    pub(crate) fn new(own: &BTreeMap<String, f32>) -> Result<Self, OptionError> {
        let lines = line_count(VALENCE) + line_count(EMOTICONS) + line_count(CUES) + own.len();
        let mut lexicon = Lexicon {
            entries: Vec::with_capacity(lines),
            slots: vec![0; (lines * 2).next_power_of_two()],
            phrases: Vec::new(),
        };
        for (word, valence) in
            rows(VALENCE).filter_map(valence_row).chain(rows(EMOTICONS).filter_map(emoticon_row))
        {
            lexicon.add(words_of(word).map(Cow::Borrowed), Some(valence), None);
        }
        for (word, cue) in rows(CUES).filter_map(cue_row) {
            lexicon.add(words_of(word).map(Cow::Borrowed), None, Some(cue));
        }
        for (word, &valence) in own {
            lexicon.add_own(word, valence)?;
        }
        lexicon.index_phrases();
        Ok(lexicon)
    }

    fn add_own(&mut self, word: &str, valence: f32) -> Result<(), OptionError> {
        let fault = |message: String| {
            let key = word.replace('~', "~0").replace('/', "~1");
            Err(OptionError::new(format!("/lexicon/{key}"), message))
        };
        if !(-MAX_VALENCE..=MAX_VALENCE).contains(&valence) {
            return fault(format!("the valence of {word:?} is {valence}, expected a number from -4 to 4"));
        }
        let tokens = segment(word).tokens;
        let words: Option<Vec<String>> = tokens
            .iter()
            .map(|t| {
                let piece = word.get(t.span.range())?;
                // An emoticon is kept as written, a word is folded as those of a text are.
                Some(
                    Folded::new(piece)
                        .filter(|_| !is_sign(piece))
                        .map_or(piece.to_owned(), |f| f.as_str().to_owned()),
                )
            })
            .collect();
        match words {
            Some(words) if !words.is_empty() && words.iter().all(|w| w.len() <= Folded::MAX) => {
                let valence = Valence { sentence: valence, subject: valence, object: valence };
                self.add(words.into_iter().map(Cow::Owned), Some(valence), None);
                Ok(())
            }
            Some(words) if words.is_empty() => {
                fault("expected a word or a phrase, found blank text".to_owned())
            }
            _ => fault(format!("expected words of at most {} bytes", Folded::MAX)),
        }
    }

    /// Puts a word or a phrase in, or changes what is known of it.
    fn add(
        &mut self,
        words: impl Iterator<Item = Cow<'static, str>>,
        valence: Option<Valence>,
        cue: Option<Cue>,
    ) {
        let mut words = words.map(|word| self.intern(word));
        let Some(first) = words.next() else { return };
        if let Some(second) = words.next() {
            let words = [first, second].into_iter().chain(words).collect();
            return self.phrases.push(Phrase { words, valence, cue });
        }
        drop(words);
        let entry = &mut self.entries[first.0 as usize];
        entry.valence = valence.unwrap_or(entry.valence);
        entry.cue = cue.unwrap_or(entry.cue);
    }

    /// Sorts the phrases and tells each first word where its phrases are. What was added last comes first among equal
    /// phrases, and what it leaves open the next one says.
    fn index_phrases(&mut self) {
        self.phrases.reverse();
        self.phrases.sort_by(|a, b| {
            let key = |p: &Phrase| (p.words[0], std::cmp::Reverse(p.words.len()));
            key(a).cmp(&key(b)).then_with(|| a.words.cmp(&b.words))
        });
        self.phrases.dedup_by(|later, first| {
            let same = later.words == first.words;
            if same {
                first.valence = first.valence.or(later.valence);
                first.cue = first.cue.or(later.cue);
            }
            same
        });
        let mut start = 0;
        for group in self.phrases.chunk_by(|a, b| a.words[0] == b.words[0]) {
            let end = start + group.len() as u32;
            self.entries[group[0].words[0].0 as usize].phrases = start..end;
            start = end;
        }
    }

    fn intern(&mut self, word: Cow<'static, str>) -> WordId {
        let slot = self.slot(&word);
        if let Some(known) = self.slots[slot].checked_sub(1) {
            return WordId(known);
        }
        let id = self.entries.len() as u32;
        self.entries.push(Entry { word, valence: Valence::default(), cue: Cue::None, phrases: 0..0 });
        self.slots[slot] = id + 1;
        if self.entries.len() * 2 > self.slots.len() {
            self.grow();
        }
        WordId(id)
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for id in 0..self.entries.len() {
            let slot = self.slot(&self.entries[id].word);
            self.slots[slot] = id as u32 + 1;
        }
    }

    /// The slot of a word, or the free one where it belongs.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash(word.as_bytes()) as usize & mask;
        loop {
            match self.slots[at].checked_sub(1) {
                Some(id) if self.entries[id as usize].word != word => at = (at + 1) & mask,
                _ => return at,
            }
        }
    }

    /// The number of a token, if the lexicon knows it. Words are compared without regard to case and to the shape of
    /// the apostrophe, emoticons and emoji as they are.
    pub(crate) fn id(&self, token: &str) -> Option<WordId> {
        let find = |word: &str| self.slots[self.slot(word)].checked_sub(1).map(WordId);
        if !is_sign(token) {
            return find(Folded::new(token.trim_start_matches('#'))?.as_str());
        }
        // "😀" with a skin tone or a variation selector, ":)))": what follows the first sign changes little.
        find(token).or_else(|| match token.chars().next() {
            Some(first) if !first.is_ascii() => find(&token[..first.len_utf8()]),
            _ => find(token.get(..2).filter(|_| token.len() <= Folded::MAX)?),
        })
    }

    /// The longest phrase, or else the word, that the ids begin with; `None` stands for an unknown word.
    pub(crate) fn find(&self, ids: &[Option<WordId>]) -> Option<Found> {
        let entry = &self.entries[(*ids.first()?)?.0 as usize];
        let range = entry.phrases.start as usize..entry.phrases.end as usize;
        for phrase in &self.phrases[range] {
            let words = phrase.words.iter().map(|&w| Some(w));
            if ids.len() >= phrase.words.len() && words.eq(ids[..phrase.words.len()].iter().copied()) {
                return Some(Found {
                    len: phrase.words.len(),
                    valence: phrase.valence.unwrap_or_default(),
                    cue: phrase.cue.unwrap_or_default(),
                });
            }
        }
        Some(Found { len: 1, valence: entry.valence, cue: entry.cue })
    }
}

/// A word in lower case with straight apostrophes, without an allocation.
pub(crate) struct Folded {
    bytes: [u8; Folded::MAX],
    len: usize,
}

impl Folded {
    /// Longer words, in bytes, are in no lexicon.
    const MAX: usize = 40;

    fn new(word: &str) -> Option<Self> {
        let mut folded = Folded { bytes: [0; Folded::MAX], len: 0 };
        if word.len() > Folded::MAX {
            return None;
        }
        if word.is_ascii() {
            folded.len = word.len();
            folded.bytes[..word.len()].copy_from_slice(word.as_bytes());
            folded.bytes[..word.len()].make_ascii_lowercase();
            return Some(folded);
        }
        for c in word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase) {
            let room = folded.bytes.get_mut(folded.len..folded.len + c.len_utf8())?;
            folded.len += c.encode_utf8(room).len();
        }
        Some(folded)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }
}

/// True for punctuation, emoji and emoticons, ":P" among them.
fn is_sign(token: &str) -> bool {
    token.starts_with([':', ';', '=']) || !token.chars().any(char::is_alphabetic)
}

/// FNV-1a, 32 bits: words are short, and the table is not open to strangers' keys.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |h, &b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

/// The words of a line of the lexicon as segmentation cuts them: at spaces and around hyphens.
fn words_of(phrase: &'static str) -> impl Iterator<Item = &'static str> {
    let whole = is_sign(phrase);
    let pieces = move |word: &'static str| {
        let cut = !whole && word.len() > 1;
        word.split_inclusive(move |c| cut && c == '-').flat_map(move |piece| {
            let (head, hyphen) = match piece.strip_suffix('-') {
                Some(head) if cut => (head, Some("-")),
                _ => (piece, None),
            };
            [head].into_iter().chain(hyphen)
        })
    };
    phrase.split(move |c| !whole && c == ' ').flat_map(pieces).filter(|w| !w.is_empty())
}

fn line_count(table: &str) -> usize {
    table.bytes().filter(|&b| b == b'\n').count()
}

/// The rows of a table, without its comments.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with("# ") && !line.is_empty())
}

fn valence_row(row: &'static str) -> Option<(&'static str, Valence)> {
    let mut cells = row.split('\t');
    let word = cells.next()?;
    let mut number = || decimal(cells.next()?);
    Some((word, Valence { sentence: number()?, subject: number()?, object: number()? }))
}

/// A number as the tables have them, mostly with one decimal or none. Starting up means reading 40,000 of them, so the
/// general parser gets only what is written in another way.
fn decimal(cell: &str) -> Option<f32> {
    let (sign, digits) = cell.strip_prefix('-').map_or((1.0, cell), |rest| (-1.0, rest));
    match digits.as_bytes() {
        [unit @ b'0'..=b'9'] => Some(sign * f32::from(unit - b'0')),
        [unit @ b'0'..=b'9', b'.', tenth @ b'0'..=b'9'] => {
            Some(sign * f32::from((unit - b'0') * 10 + (tenth - b'0')) / 10.0)
        }
        _ => cell.parse().ok(),
    }
}

fn emoticon_row(row: &'static str) -> Option<(&'static str, Valence)> {
    let (sign, valence) = row.split_once('\t')?;
    let sentence: f32 = valence.parse().ok()?;
    // An emoticon shows the writer's mood; of whom it speaks, it says little.
    Some((sign, Valence { sentence, subject: 0.0, object: 0.0 }))
}

fn cue_row(row: &'static str) -> Option<(&'static str, Cue)> {
    let mut cells = row.split('\t');
    let (word, role) = (cells.next()?, cells.next()?);
    Some((word, Cue::parse(role, cells.next().unwrap_or_default())?))
}
