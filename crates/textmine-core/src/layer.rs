//! Annotation layers: named lists of annotations, as analyzers read them and as the host keeps them.
use std::collections::HashMap;
use textmine_abi::{
    Annotation as Record, Attribute as AttributeRecord, SCORED, Span, StrRef, attribute_kind,
};

/// A layer as an analyzer sees it; its annotations are sorted by start, longer ones first.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    name: &'a str,
    annotations: &'a [Record],
    attributes: &'a [AttributeRecord],
    strings: &'a str,
}

impl<'a> Layer<'a> {
    #[doc(hidden)]
    pub fn from_parts(
        name: &'a str,
        annotations: &'a [Record],
        attributes: &'a [AttributeRecord],
        strings: &'a str,
    ) -> Self {
        Layer { name, annotations, attributes, strings }
    }

    #[doc(hidden)]
    pub fn parts(&self) -> (&'a [Record], &'a [AttributeRecord], &'a str) {
        (self.annotations, self.attributes, self.strings)
    }

    /// The layer's name.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Number of annotations.
    pub fn len(&self) -> usize {
        self.annotations.len()
    }

    /// True if it has no annotation.
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty()
    }

    /// The annotations, sorted by start, longer ones first.
    pub fn iter(
        &self,
    ) -> impl ExactSizeIterator<Item = Annotation<'a>> + DoubleEndedIterator + Clone + use<'a> {
        let layer = *self;
        layer.annotations.iter().map(move |record| Annotation { layer, record })
    }

    /// The annotations that start within `span`. Costs a binary search.
    pub fn starting_in(
        &self,
        span: Span,
    ) -> impl ExactSizeIterator<Item = Annotation<'a>> + DoubleEndedIterator + Clone + use<'a> {
        let layer = *self;
        let first = layer.annotations.partition_point(|a| a.span.start < span.start);
        let len = layer.annotations[first..].partition_point(|a| a.span.start < span.end);
        layer.annotations[first..first + len].iter().map(move |record| Annotation { layer, record })
    }

    fn string(&self, at: StrRef) -> &'a str {
        let start = at.offset as usize;
        self.strings.get(start..start + at.len as usize).unwrap_or_default()
    }
}

/// One annotation of a layer.
#[derive(Clone, Copy, Debug)]
pub struct Annotation<'a> {
    layer: Layer<'a>,
    record: &'a Record,
}

/// The value or values under one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribute<'a> {
    /// A single value.
    Text(&'a str),
    /// A list, maybe empty.
    List(Vec<&'a str>),
}

/// The attributes of an annotation, each key once, in the order in which they were written.
pub type Attributes<'a> = Vec<(&'a str, Attribute<'a>)>;

impl<'a> Annotation<'a> {
    /// Its place in the document's text, in bytes.
    pub fn span(&self) -> Span {
        self.record.span
    }

    /// Its label.
    pub fn label(&self) -> &'a str {
        self.layer.string(self.record.label)
    }

    /// Its score, if it has one.
    pub fn score(&self) -> Option<f32> {
        (self.record.flags & SCORED != 0).then_some(self.record.score)
    }

    /// The first value under `key`; `None` if there is no such key or its list is empty.
    pub fn attr(&self, key: &str) -> Option<&'a str> {
        self.list(key).next()
    }

    /// The values under `key`: one for a single value, any number for a list.
    pub fn list<'k>(&self, key: &'k str) -> impl Iterator<Item = &'a str> + use<'a, 'k> {
        let layer = self.layer;
        self.records()
            .iter()
            .filter(move |a| a.kind != attribute_kind::EMPTY_LIST && layer.string(key_of(a)) == key)
            .map(move |a| layer.string(a.value))
    }

    /// All attributes.
    pub fn attributes(&self) -> Attributes<'a> {
        let mut all: Attributes<'a> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for record in self.records() {
            let (key, value) = (self.layer.string(key_of(record)), self.layer.string(record.value));
            // The items of a list stand together, so most keys are the one before.
            let at = match all.last() {
                Some((last, _)) if *last == key => all.len() - 1,
                _ => *places.entry(key).or_insert_with(|| {
                    all.push((key, Attribute::List(Vec::new())));
                    all.len() - 1
                }),
            };
            match (record.kind, &mut all[at].1) {
                (attribute_kind::EMPTY_LIST, _) => {}
                (attribute_kind::ITEM, Attribute::List(items)) => items.push(value),
                (_, slot) => *slot = Attribute::Text(value),
            }
        }
        all
    }

    fn records(&self) -> &'a [AttributeRecord] {
        let start = self.record.attributes_start as usize;
        self.layer.attributes.get(start..start + self.record.attributes_len as usize).unwrap_or_default()
    }
}

fn key_of(attribute: &AttributeRecord) -> StrRef {
    StrRef { offset: attribute.key_offset, len: attribute.key_len.into() }
}

/// A layer that owns its annotations.
#[derive(Clone, Debug, Default)]
pub struct LayerBuf {
    name: String,
    annotations: Vec<Record>,
    attributes: Vec<AttributeRecord>,
    strings: String,
    /// Strings written lately, by [`slot_of`]; empty until the first one.
    recent: Vec<StrRef>,
}

/// Strings that are remembered; a power of two.
const RECENT: usize = 512;

/// Where a string is remembered: a hash of its length and its first and last bytes.
fn slot_of(string: &str) -> usize {
    /// Bytes at either end that tell strings apart well enough.
    const ENDS: usize = 8;
    let bytes = string.as_bytes();
    let ends = bytes.iter().take(ENDS).chain(bytes.iter().rev().take(ENDS));
    // FNV-1a.
    let seed = 0xcbf2_9ce4_8422_2325 ^ bytes.len() as u64;
    let hash = ends.fold(seed, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash >> 32) as usize & (RECENT - 1)
}

impl PartialEq for LayerBuf {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.annotations, &self.attributes, &self.strings)
            == (&other.name, &other.annotations, &other.attributes, &other.strings)
    }
}

/// What is wrong with a layer that an analyzer handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayerFault {
    /// A span does not lie in the text.
    #[error("annotation {index} has the span {start}..{end}, outside the text of {len} bytes")]
    OutOfRange {
        /// Index of the annotation, from 0, in the order in which it was written.
        index: usize,
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
        /// Length of the text in bytes.
        len: usize,
    },
    /// A span starts or ends inside a character.
    #[error("annotation {index} has the span {start}..{end}, which splits a character")]
    SplitCharacter {
        /// Index of the annotation.
        index: usize,
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
    /// A score is infinite or not a number.
    #[error("annotation {index} has a score that is not a finite number")]
    Score {
        /// Index of the annotation.
        index: usize,
    },
    /// A label, key or value lies outside the layer's strings or splits a character of them.
    #[error("annotation {index} has a label or attribute outside the layer's strings")]
    Strings {
        /// Index of the annotation.
        index: usize,
    },
    /// Annotations share attributes: with many that do, a small layer would be a large report.
    #[error("annotation {index} has attributes that belong to another one as well")]
    SharedAttributes {
        /// Index of the annotation.
        index: usize,
    },
}

impl LayerBuf {
    /// The longest key of an attribute, in bytes.
    pub const LONGEST_KEY: usize = u16::MAX as usize;

    /// An empty layer.
    pub fn new(name: impl Into<String>) -> Self {
        LayerBuf { name: name.into(), ..LayerBuf::default() }
    }

    #[doc(hidden)]
    pub fn from_parts(
        name: String,
        annotations: Vec<Record>,
        attributes: Vec<AttributeRecord>,
        strings: String,
    ) -> Self {
        LayerBuf { name, annotations, attributes, strings, recent: Vec::new() }
    }

    /// The layer's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The layer as an analyzer sees it.
    pub fn view(&self) -> Layer<'_> {
        Layer {
            name: &self.name,
            annotations: &self.annotations,
            attributes: &self.attributes,
            strings: &self.strings,
        }
    }

    /// Adds an annotation without score or attributes.
    ///
    /// # Panics
    /// If the layer's strings would exceed 4 GiB.
    pub fn push(&mut self, span: Span, label: &str) {
        let label = self.string_ref(label);
        let attributes_start = index(self.attributes.len());
        self.annotations.push(Record {
            span,
            label,
            attributes_start,
            attributes_len: 0,
            score: 0.0,
            flags: 0,
        });
    }

    /// Gives the last annotation a score; a score that is not finite makes the host refuse the layer.
    pub fn score_last(&mut self, score: f32) {
        if let Some(last) = self.annotations.last_mut() {
            last.score = score;
            last.flags |= SCORED;
        }
    }

    /// Gives the last annotation a single value under `key`.
    ///
    /// # Panics
    /// If the key is longer than [`LayerBuf::LONGEST_KEY`], or the layer's strings would exceed 4 GiB.
    pub fn attr_last(&mut self, key: &str, value: &str) {
        self.attribute_last(key, value, attribute_kind::TEXT);
    }

    /// Gives the last annotation a list under `key`, maybe an empty one.
    ///
    /// # Panics
    /// As [`LayerBuf::attr_last`].
    pub fn list_last<'v>(&mut self, key: &str, values: impl IntoIterator<Item = &'v str>) {
        let mut empty = true;
        for value in values {
            self.attribute_last(key, value, attribute_kind::ITEM);
            empty = false;
        }
        if empty {
            self.attribute_last(key, "", attribute_kind::EMPTY_LIST);
        }
    }

    fn attribute_last(&mut self, key: &str, value: &str, kind: u16) {
        let key = self.string_ref(key);
        let key_len = u16::try_from(key.len).expect("an attribute's key has at most 65535 bytes");
        let value = self.string_ref(value);
        if let Some(last) = self.annotations.last_mut() {
            last.attributes_len += 1;
            self.attributes.push(AttributeRecord { key_offset: key.offset, key_len, kind, value });
        }
    }

    /// Where `string` stands in the layer's strings. Labels, keys and the names of who is in a text come again and again:
    /// what stands there already is not written anew.
    fn string_ref(&mut self, string: &str) -> StrRef {
        if self.recent.is_empty() {
            self.recent = vec![StrRef::default(); RECENT];
        }
        let slot = slot_of(string);
        let known = self.recent[slot];
        let start = known.offset as usize;
        if self.strings.as_bytes().get(start..start + known.len as usize) == Some(string.as_bytes()) {
            return known;
        }
        let new = StrRef { offset: index(self.strings.len()), len: index(string.len()) };
        self.strings.push_str(string);
        self.recent[slot] = new;
        new
    }

    /// Checks everything that was handed over, against the text that it is about.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, text: &str) -> Result<(), LayerFault> {
        let mut attributes_left = self.attributes.len();
        let in_strings = |at: StrRef| {
            let (start, end) = (at.offset as usize, at.offset as usize + at.len as usize);
            end <= self.strings.len()
                && self.strings.is_char_boundary(start)
                && self.strings.is_char_boundary(end)
        };
        for (index, annotation) in self.annotations.iter().enumerate() {
            let Span { start, end } = annotation.span;
            if start > end || end as usize > text.len() {
                return Err(LayerFault::OutOfRange { index, start, end, len: text.len() });
            }
            if !text.is_char_boundary(start as usize) || !text.is_char_boundary(end as usize) {
                return Err(LayerFault::SplitCharacter { index, start, end });
            }
            if annotation.flags & SCORED != 0 && !annotation.score.is_finite() {
                return Err(LayerFault::Score { index });
            }
            let first = annotation.attributes_start as usize;
            let attributes = self.attributes.get(first..first + annotation.attributes_len as usize);
            let sound = in_strings(annotation.label)
                && attributes
                    .is_some_and(|all| all.iter().all(|a| in_strings(key_of(a)) && in_strings(a.value)));
            if !sound {
                return Err(LayerFault::Strings { index });
            }
            attributes_left = attributes_left
                .checked_sub(annotation.attributes_len as usize)
                .ok_or(LayerFault::SharedAttributes { index })?;
        }
        Ok(())
    }

    /// Sorts the annotations by start, longer ones first; equal ones keep their order.
    pub fn sort(&mut self) {
        let key = |a: &Record| (a.span.start, std::cmp::Reverse(a.span.end));
        if !self.annotations.is_sorted_by_key(key) {
            self.annotations.sort_by_key(key);
        }
    }
}

fn index(len: usize) -> u32 {
    u32::try_from(len).expect("a layer's strings and attributes stay below 4 GiB")
}
