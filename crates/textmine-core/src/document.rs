//! The document: its text, sentences and tokens, and the layers that exist so far.
use crate::layer::{Layer, LayerBuf};
use crate::segment::{Segments, segment};
use textmine_abi::{Span, Token};

/// A document as an analyzer sees it: borrowed, read-only, never copied.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    id: &'a str,
    text: &'a str,
    sentences: &'a [Span],
    tokens: &'a [Token],
    layers: Vec<Layer<'a>>,
}

impl<'a> Document<'a> {
    /// A view of parts that were made elsewhere: sentences and tokens in order, within the text.
    pub fn new(
        id: &'a str,
        text: &'a str,
        sentences: &'a [Span],
        tokens: &'a [Token],
        layers: Vec<Layer<'a>>,
    ) -> Self {
        Document { id, text, sentences, tokens, layers }
    }

    /// The document's name in the report.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// The text as it came.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The sentences, in order, without the white space around them.
    pub fn sentences(&self) -> &'a [Span] {
        self.sentences
    }

    /// The tokens, in order; each belongs to one sentence.
    pub fn tokens(&self) -> &'a [Token] {
        self.tokens
    }

    /// The tokens of the sentence of that index; none if there is no such sentence. Costs a binary search.
    pub fn sentence_tokens(&self, sentence: usize) -> &'a [Token] {
        let start = self.tokens.partition_point(|t| (t.sentence as usize) < sentence);
        let len = self.tokens[start..].partition_point(|t| t.sentence as usize == sentence);
        &self.tokens[start..start + len]
    }

    /// The tokens that lie wholly within `span`. Costs a binary search.
    pub fn tokens_within(&self, span: Span) -> &'a [Token] {
        let start = self.tokens.partition_point(|t| t.span.start < span.start);
        let len = self.tokens[start..].partition_point(|t| t.span.end <= span.end);
        &self.tokens[start..start + len]
    }

    /// Index of the sentence that the byte `at` lies in, or of the last one before it.
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        self.sentences.partition_point(|s| s.start <= at).checked_sub(1)
    }

    /// The text of a span; empty if the span doesn't lie in the text on character boundaries.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// A layer by its name, if something has provided it.
    pub fn layer(&self, name: &str) -> Option<Layer<'a>> {
        self.layers.iter().copied().find(|layer| layer.name() == name)
    }

    /// All layers, in the order in which they came to be.
    pub fn layers(&self) -> &[Layer<'a>] {
        &self.layers
    }
}

/// A document that owns its parts; analyzers see it through [`DocumentBuf::view`].
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentBuf {
    id: String,
    text: String,
    segments: Segments,
    layers: Vec<LayerBuf>,
}

/// A text that offsets of 32 bits can't address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text has {bytes} bytes, more than the 4 GiB that a document may have; split it")]
pub struct TextTooLong {
    /// Its length in bytes.
    pub bytes: usize,
}

impl DocumentBuf {
    /// Segments `text` into sentences and tokens.
    ///
    /// # Errors
    /// If the text is longer than 4 GiB.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Result<Self, TextTooLong> {
        let text = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(TextTooLong { bytes: text.len() });
        }
        let segments = segment(&text);
        Ok(DocumentBuf { id: id.into(), text, segments, layers: Vec::new() })
    }

    /// Adds a layer after the existing ones.
    pub fn push_layer(&mut self, layer: LayerBuf) {
        self.layers.push(layer);
    }

    /// The layers, in the order in which they came to be.
    pub fn layers(&self) -> &[LayerBuf] {
        &self.layers
    }

    /// The document's name in the report.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The text as it came.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document as an analyzer sees it.
    pub fn view(&self) -> Document<'_> {
        Document {
            id: &self.id,
            text: &self.text,
            sentences: &self.segments.sentences,
            tokens: &self.segments.tokens,
            layers: self.layers.iter().map(LayerBuf::view).collect(),
        }
    }
}
