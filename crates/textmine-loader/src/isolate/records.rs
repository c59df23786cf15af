//! Documents and analyses as the body of a frame: the boundary's records, which hold no pointers, laid end to end.
#![allow(unsafe_code)] // Records are viewed as bytes and bytes as records; every bit pattern is a record.

use std::io::IoSlice;
use textmine_abi::{Annotation, Attribute};
use textmine_core::{Analysis, Document, Layer, LayerBuf, Span, Token};

/// Everything in a body starts at a multiple of this.
const ALIGNMENT: usize = 8;
static PADDING: [u8; ALIGNMENT] = [0; ALIGNMENT];

/// A type whose every bit pattern is a value, without padding, aligned to at most [`ALIGNMENT`].
///
/// # Safety
/// That is so.
unsafe trait Record: Copy {}
// SAFETY: integers; the others are `repr(C)` structs of integers and floats of 4 bytes, without gaps.
unsafe impl Record for u8 {}
// SAFETY: as above.
unsafe impl Record for u64 {}
// SAFETY: as above.
unsafe impl Record for Span {}
// SAFETY: as above.
unsafe impl Record for Token {}
// SAFETY: as above.
unsafe impl Record for Annotation {}
// SAFETY: as above.
unsafe impl Record for Attribute {}

fn as_bytes<T: Record>(records: &[T]) -> &[u8] {
    // SAFETY: records have no padding, so all of their bytes are initialised.
    unsafe { std::slice::from_raw_parts(records.as_ptr().cast(), size_of_val(records)) }
}

/// A body in the making: first the lengths of all its blocks, then the blocks, none of them copied.
#[derive(Default)]
pub(crate) struct Body<'d> {
    lengths: Vec<u64>,
    blocks: Vec<&'d [u8]>,
}

impl<'d> Body<'d> {
    pub(crate) fn of_document(document: &'d Document<'_>) -> Self {
        let mut body = Body::default();
        body.push(document.id().as_bytes());
        body.push(document.text().as_bytes());
        body.push(document.sentences());
        body.push(document.tokens());
        for layer in document.layers() {
            body.push_layer(*layer);
        }
        body
    }

    pub(crate) fn of_analysis(analysis: &'d Analysis) -> Self {
        let mut body = Body::default();
        body.push(analysis.summary.as_bytes());
        for layer in &analysis.layers {
            body.push_layer(layer.view());
        }
        body
    }

    /// One text.
    pub(crate) fn of_text(text: &'d str) -> Self {
        Body { lengths: Vec::new(), blocks: vec![text.as_bytes()] }
    }

    fn push<T: Record>(&mut self, records: &'d [T]) {
        self.lengths.push(records.len() as u64);
        self.blocks.push(as_bytes(records));
    }

    fn push_layer(&mut self, layer: Layer<'d>) {
        let (annotations, attributes, strings) = layer.parts();
        self.push(layer.name().as_bytes());
        self.push(annotations);
        self.push(attributes);
        self.push(strings.as_bytes());
    }

    /// Its length in bytes, about.
    pub(crate) fn len(&self) -> usize {
        self.blocks.iter().map(|block| block.len()).sum()
    }

    /// Ready to be written: the parts, and their length in bytes.
    pub(crate) fn finish(&mut self) -> (Vec<IoSlice<'_>>, u64) {
        if !self.lengths.is_empty() {
            self.lengths.insert(0, self.lengths.len() as u64);
        }
        let mut parts = vec![IoSlice::new(as_bytes(&self.lengths))];
        let mut len = size_of_val(self.lengths.as_slice());
        for block in &self.blocks {
            let padding = &PADDING[..block.len().next_multiple_of(ALIGNMENT) - block.len()];
            // A text of its own ends where it ends.
            let padding = if self.lengths.is_empty() { &[] } else { padding };
            parts.push(IoSlice::new(block));
            parts.push(IoSlice::new(padding));
            len += block.len() + padding.len();
        }
        (parts, len as u64)
    }
}

/// Takes a body apart; every step is `None` where the bytes don't go on as they should.
struct Blocks<'b> {
    lengths: &'b [u64],
    rest: &'b [u8],
}

impl<'b> Blocks<'b> {
    fn new(body: &'b [u8]) -> Option<Self> {
        let (count, rest) = body.split_first_chunk::<8>()?;
        let mut blocks = Blocks { lengths: &[], rest };
        blocks.lengths = blocks.take(u64::from_ne_bytes(*count))?;
        Some(blocks)
    }

    fn take<T: Record>(&mut self, records: u64) -> Option<&'b [T]> {
        let records = usize::try_from(records).ok()?;
        let len = records.checked_mul(size_of::<T>())?;
        let (block, rest) = self.rest.split_at_checked(len.checked_next_multiple_of(ALIGNMENT)?)?;
        self.rest = rest;
        let pointer = block.as_ptr().cast::<T>();
        // SAFETY: the block has room for as many records, is aligned, and every bit pattern is one.
        pointer.is_aligned().then(|| unsafe { std::slice::from_raw_parts(pointer, records) })
    }

    fn next<T: Record>(&mut self) -> Option<&'b [T]> {
        let (length, lengths) = self.lengths.split_first()?;
        self.lengths = lengths;
        self.take(*length)
    }

    fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.next()?).ok()
    }

    fn layers<L>(
        &mut self,
        make: impl Fn(&'b str, &'b [Annotation], &'b [Attribute], &'b str) -> L,
    ) -> Option<Vec<L>> {
        let mut layers = Vec::new();
        while !self.lengths.is_empty() {
            let name = self.text()?;
            let (annotations, attributes) = (self.next()?, self.next()?);
            layers.push(make(name, annotations, attributes, self.text()?));
        }
        self.rest.is_empty().then_some(layers)
    }
}

/// A document, viewed in the bytes of a frame's body; the host is trusted to send sound ones.
pub(crate) fn parse_document(body: &[u8]) -> Option<Document<'_>> {
    let mut blocks = Blocks::new(body)?;
    let (id, text) = (blocks.text()?, blocks.text()?);
    let (sentences, tokens) = (blocks.next()?, blocks.next()?);
    let layers = blocks.layers(Layer::from_parts)?;
    Some(Document::new(id, text, sentences, tokens, layers))
}

/// Layers and summary, copied out of a body; not checked but for their form.
pub(crate) fn parse_analysis(body: &[u8]) -> Option<Analysis> {
    let mut blocks = Blocks::new(body)?;
    let summary = blocks.text()?.to_owned();
    let layers = blocks.layers(|name, annotations, attributes, strings| {
        LayerBuf::from_parts(name.to_owned(), annotations.to_vec(), attributes.to_vec(), strings.to_owned())
    })?;
    Some(Analysis { layers, summary, remarks: Vec::new() })
}
