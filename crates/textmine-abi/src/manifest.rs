//! The manifest: what a library says of itself, readable from the file without running any of it.
//!
//! [`MARK`], then the length of the text in bytes (little-endian `u32`), then lines `key=value` that end in a newline:
//!
//! | key | value |
//! |---|---|
//! | `abi` | `1.0`: the major, and the lowest host minor that will do; always the first line |
//! | `name` | the analyzer's name: ASCII letters, digits, `-` and `_` |
//! | `version` | the library's version |
//! | `about` | one line for people |
//! | `arch` | `x86_64`, `aarch64` and so on |
//! | `os` | `linux`, `macos`, `windows` |
//! | `panic` | `unwind`, or `abort` if a fault in the library ends the process |
//! | `requires` | a layer that must exist before it runs; repeatable, as are the next three |
//! | `uses` | a layer that it reads where there is one |
//! | `provides` | a layer that it may write |
//! | `data` | a file or folder that it reads, relative to the library's folder, never above it |
//!
//! Readers pass over keys that they do not know.

/// Starts a manifest in a library's file.
pub const MARK: [u8; 16] = *b"\x89TM-MANIFEST\r\n\x1a\n";

/// Bytes before the text: the mark and the length.
pub const HEADER: usize = MARK.len() + 4;

/// One key with its values; several values are several lines.
pub type Field = (&'static str, &'static [&'static str]);

/// The size of a manifest in bytes, for [`write()`].
pub const fn size(fields: &[Field]) -> usize {
    let mut n = HEADER;
    let mut i = 0;
    while i < fields.len() {
        let (key, values) = fields[i];
        let mut j = 0;
        while j < values.len() {
            n += key.len() + 1 + values[j].len() + 1;
            j += 1;
        }
        i += 1;
    }
    n
}

/// Writes a manifest at compile time; `N` is its [`size`].
///
/// # Panics
/// If a value has a line break, or `N` is not the size: at compile time, where it is used for a constant.
pub const fn write<const N: usize>(fields: &[Field]) -> [u8; N] {
    assert!(N == size(fields), "the array's length is not the manifest's size");
    let mut out = [0; N];
    let mut at = put(&mut out, 0, &MARK);
    at = put(&mut out, at, &((N - HEADER) as u32).to_le_bytes());
    let mut i = 0;
    while i < fields.len() {
        let (key, values) = fields[i];
        let mut j = 0;
        while j < values.len() {
            at = put(&mut out, at, key.as_bytes());
            at = put(&mut out, at, b"=");
            at = put(&mut out, at, values[j].as_bytes());
            at = put(&mut out, at, b"\n");
            j += 1;
        }
        i += 1;
    }
    assert!(at == N);
    // Only the ends of lines may be line breaks: count them.
    let (mut breaks, mut lines, mut k) = (0, 0, HEADER);
    while k < N {
        breaks += (out[k] == b'\n') as usize;
        k += 1;
    }
    let mut i = 0;
    while i < fields.len() {
        lines += fields[i].1.len();
        i += 1;
    }
    assert!(breaks == lines, "a name, version, description or layer of the analyzer has a line break");
    out
}

const fn put<const N: usize>(out: &mut [u8; N], mut at: usize, bytes: &[u8]) -> usize {
    let mut i = 0;
    while i < bytes.len() {
        out[at] = bytes[i];
        at += 1;
        i += 1;
    }
    at
}
