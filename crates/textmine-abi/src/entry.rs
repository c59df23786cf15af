//! The tables of functions that the two sides hand each other, in the order in which they are used.
use crate::{Layer, Slice, Span, Str, Token};
use core::ffi::{CStr, c_void};

/// Starts an [`Entry`].
pub const MAGIC: [u8; 8] = *b"TXTMINE\n";
/// Changes when something that exists changes.
pub const ABI_MAJOR: u16 = 1;
/// Changes when something is added at a tail.
pub const ABI_MINOR: u16 = 0;
/// Name of the data symbol that a library exports.
pub const ENTRY_SYMBOL: &CStr = c"textmine_plugin_v1";
/// [`Entry::flags`]: calls of `analyze` on one instance may overlap, from any thread.
pub const CONCURRENT: u32 = 1;

/// What a call returns.
pub mod status {
    /// Done.
    pub const OK: i32 = 0;
    /// The analyzer refused; it said why with `Sink::fail`. The instance can be used again.
    pub const FAILED: i32 = 1;
    /// The analyzer panicked; it said why with `Sink::fail`. The instance is not used again, not even destroyed.
    pub const PANICKED: i32 = 2;
    /// Returned by the host's callbacks: what was handed over broke the contract. Return at once.
    pub const REJECTED: i32 = 3;
}

/// What the host is, as one library sees it. Valid for the life of the process.
#[repr(C)]
pub struct Host {
    /// Size of this table in bytes.
    pub size: u32,
    /// The host's [`ABI_MAJOR`].
    pub abi_major: u16,
    /// The host's [`ABI_MINOR`].
    pub abi_minor: u16,
    /// The folder of this library, to which the manifest's `data` is relative; empty if it can't be told.
    pub folder: Str,
}

/// A document, read-only, borrowed for one `analyze`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Document {
    /// Size of this table in bytes.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// The document's name in the report.
    pub id: Str,
    /// The text, at most 4 GiB; may contain NUL.
    pub text: Str,
    /// In order, not overlapping.
    pub sentences: Slice<Span>,
    /// In order, not overlapping, each within its sentence.
    pub tokens: Slice<Token>,
    /// The layers that exist so far.
    pub layers: Slice<Layer>,
}

/// The host's callbacks. Valid during the call that they are handed to, on the calling thread.
#[repr(C)]
pub struct Sink {
    /// Size of this table in bytes.
    pub size: u32,
    /// 0.
    pub reserved: u32,
    /// Hand it back to every callback.
    pub context: *mut c_void,
    /// Copies a layer; at most once per declared layer, in `analyze` only. Returns a [`status`].
    pub put_layer: unsafe extern "C" fn(context: *mut c_void, layer: *const Layer) -> i32,
    /// Copies a JSON value: the summary in `analyze`, the schema in `schema`; at most once. Returns a [`status`].
    pub put_json: unsafe extern "C" fn(context: *mut c_void, json: Str) -> i32,
    /// Copies the reason of a [`status::FAILED`] or [`status::PANICKED`]. `option` is the JSON pointer of the option
    /// at fault (`/window`), or empty.
    pub fail: unsafe extern "C" fn(context: *mut c_void, option: Str, message: Str),
}

/// Called once, before anything else. 0 is success.
pub type InitFn = unsafe extern "C" fn(host: *const Host) -> i32;
/// Writes a JSON Schema of the options, defaults included, with `put_json`. Any thread.
pub type SchemaFn = unsafe extern "C" fn(sink: *const Sink) -> i32;
/// Makes an instance from its options (a JSON object) and stores a pointer of its own choice in `instance`. Any thread.
pub type CreateFn = unsafe extern "C" fn(options: Str, sink: *const Sink, instance: *mut *mut c_void) -> i32;
/// Analyzes one document. Any thread; one call at a time per instance unless [`CONCURRENT`].
pub type AnalyzeFn =
    unsafe extern "C" fn(instance: *const c_void, document: *const Document, sink: *const Sink) -> i32;
/// Ends an instance, after its last `analyze` has returned; never after [`status::PANICKED`]. Any thread.
pub type DestroyFn = unsafe extern "C" fn(instance: *mut c_void, sink: *const Sink) -> i32;

/// The data behind [`ENTRY_SYMBOL`].
#[repr(C)]
pub struct Entry {
    /// [`MAGIC`].
    pub magic: [u8; 8],
    /// The [`ABI_MAJOR`] that the library was built for.
    pub abi_major: u16,
    /// The lowest host minor that the library works with.
    pub abi_minor: u16,
    /// Size of this table in bytes.
    pub size: u32,
    /// The bytes of the manifest, mark included: the ones that the host has found in the file.
    pub manifest: Slice<u8>,
    /// Bits: [`CONCURRENT`]; the others are 0.
    pub flags: u32,
    /// 0.
    pub reserved: u32,
    /// May be null.
    pub init: Option<InitFn>,
    /// May be null: then there are no options.
    pub schema: Option<SchemaFn>,
    /// Required.
    pub create: Option<CreateFn>,
    /// Required.
    pub analyze: Option<AnalyzeFn>,
    /// Required.
    pub destroy: Option<DestroyFn>,
}

// The layout is the contract: a change here is a new ABI_MAJOR, or a field at the tail with a new ABI_MINOR.
#[cfg(target_pointer_width = "64")]
const _: () = {
    use crate::{Annotation, Attribute};
    use core::mem::offset_of;
    assert!(size_of::<Str>() == 16 && size_of::<Span>() == 8 && size_of::<Token>() == 16);
    assert!(size_of::<Annotation>() == 32 && size_of::<Attribute>() == 16 && size_of::<Layer>() == 64);
    assert!(offset_of!(Annotation, score) == 24 && offset_of!(Attribute, value) == 8);
    assert!(size_of::<Host>() == 24 && size_of::<Document>() == 88 && size_of::<Sink>() == 40);
    assert!(offset_of!(Document, layers) == 72 && offset_of!(Sink, fail) == 32);
    assert!(size_of::<Entry>() == 80 && offset_of!(Entry, size) == 12 && offset_of!(Entry, destroy) == 72);
};
