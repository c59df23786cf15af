//! The records that cross in arrays; their layout is frozen for a major version.
use crate::{Slice, Str};

/// Half-open range of the document's text, in bytes; both ends lie on character boundaries.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }
    /// Length in bytes; 0 for a span that ends before it starts.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }
    /// True if the span covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
    /// True if `other` lies wholly within this span.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// True if the two share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// The smallest span that covers both.
    pub const fn cover(self, other: Span) -> Span {
        Span {
            start: if self.start < other.start { self.start } else { other.start },
            end: if self.end > other.end { self.end } else { other.end },
        }
    }
    /// The range for indexing text.
    pub const fn range(self) -> core::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One token of the document.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place in the text.
    pub span: Span,
    /// Index of the sentence that it belongs to.
    pub sentence: u32,
    /// A number rather than the enum: a newer host may know more kinds.
    kind: u32,
}

impl Token {
    /// A token of `kind` at `span`, in the sentence of index `sentence`.
    pub const fn new(span: Span, sentence: u32, kind: TokenKind) -> Self {
        Token { span, sentence, kind: kind as u32 }
    }

    /// What it is; a kind that this version does not know is [`TokenKind::Other`].
    pub const fn kind(self) -> TokenKind {
        match self.kind {
            0 => TokenKind::Word,
            1 => TokenKind::Number,
            2 => TokenKind::Punctuation,
            3 => TokenKind::Symbol,
            4 => TokenKind::Url,
            5 => TokenKind::Handle,
            6 => TokenKind::Hashtag,
            7 => TokenKind::Emoji,
            _ => TokenKind::Other,
        }
    }
}

/// What a token is.
#[repr(u32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TokenKind {
    /// Letters, possibly with inner periods or apostrophes: `Starmer`, `U.S.`, `n't`.
    Word = 0,
    /// A number, possibly with separators: `600`, `0.8`, `1,000`, `21st`.
    Number = 1,
    /// Punctuation: `,`, `…`, `”`, `-`.
    Punctuation = 2,
    /// A symbol: `$`, `%`, `+`.
    Symbol = 3,
    /// A web or mail address.
    Url = 4,
    /// `@handle`.
    Handle = 5,
    /// `#topic`.
    Hashtag = 6,
    /// Emoji and emoticons.
    Emoji = 7,
    /// Anything else: control characters, unassigned code points.
    Other = 8,
}

/// Range of [`Layer::strings`], in bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StrRef {
    /// First byte.
    pub offset: u32,
    /// Length in bytes.
    pub len: u32,
}

/// [`Annotation::flags`]: `score` has a meaning.
pub const SCORED: u32 = 1;

/// One annotation of a layer.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Annotation {
    /// Its place in the document's text.
    pub span: Span,
    /// Its label, in [`Layer::strings`].
    pub label: StrRef,
    /// First of its attributes, an index into [`Layer::attributes`].
    pub attributes_start: u32,
    /// Number of its attributes.
    pub attributes_len: u32,
    /// A finite number; read only where `flags` has [`SCORED`].
    pub score: f32,
    /// Bits: [`SCORED`]; the others are 0.
    pub flags: u32,
}

/// One attribute of an annotation.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Offset of the key in [`Layer::strings`].
    pub key_offset: u32,
    /// Length of the key in bytes.
    pub key_len: u16,
    /// One of [`attribute_kind`].
    pub kind: u16,
    /// The value, in [`Layer::strings`].
    pub value: StrRef,
}

/// The values of [`Attribute::kind`].
pub mod attribute_kind {
    /// The key's only value.
    pub const TEXT: u16 = 0;
    /// One item of a list; items of one key stand in the list's order.
    pub const ITEM: u16 = 1;
    /// The key has a list without items; the value is empty.
    pub const EMPTY_LIST: u16 = 2;
}

/// One annotation layer. A header: its slices are borrowed, the records in them hold no pointers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Layer {
    /// The layer's name.
    pub name: Str,
    /// Sorted by start, longer first; towards the host any order is allowed.
    pub annotations: Slice<Annotation>,
    /// The attributes of all annotations.
    pub attributes: Slice<Attribute>,
    /// The text that labels, keys and values refer to.
    pub strings: Str,
}
