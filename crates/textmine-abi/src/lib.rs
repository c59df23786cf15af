//! The binary contract between textmine and an analyzer library, version 1.0; `include/textmine.h` says the same in C.
//!
//! The rules, each a sentence that an author in C can follow:
//!
//! * A library exports one **data** symbol, [`ENTRY_SYMBOL`]: an [`Entry`]. The host reads it before it calls anything.
//! * What a library is (its name, layers, ABI) stands in its [manifest], which the host reads from the file
//!   before it opens the library.
//! * Every pointer handed over in a call is borrowed for that call only. **Nobody frees the other side's memory.**
//! * Strings are UTF-8, pointer and length, not NUL-terminated. A null pointer is allowed with length 0 only.
//! * Tables carry their own size and grow at the tail in minor versions; the reader copies what both sides know into a
//!   zeroed table of its own ([`adopt`]), so neither side refers to bytes that the other one does not have.
//! * Records that live in arrays ([`Span`], [`Token`], [`StrRef`], [`Annotation`], [`Attribute`], [`Layer`]) never change
//!   within a major version.
//! * Records hold no pointers, so the same bytes serve a call and a pipe.
//! * No call unwinds. A library turns its exceptions into a status and a message ([`Sink::fail`]).
//! * Calls on one instance never overlap unless the library sets [`CONCURRENT`].
#![no_std]
// The boundary is one of the three places where `unsafe` belongs.
#![allow(unsafe_code)]

mod adopt;
mod entry;
pub mod manifest;
mod record;
mod slice;

pub use adopt::{Table, adopt};
pub use entry::{
    ABI_MAJOR, ABI_MINOR, AnalyzeFn, CONCURRENT, CreateFn, DestroyFn, Document, ENTRY_SYMBOL, Entry, Host,
    InitFn, MAGIC, SchemaFn, Sink, status,
};
pub use record::{Annotation, Attribute, Layer, SCORED, Span, StrRef, Token, TokenKind, attribute_kind};
pub use slice::{Slice, Str};
