//! Ways in for fuzzers, to the parsers of bytes that come from elsewhere.
use crate::vet;
use std::io::Write;
use std::path::Path;

/// A library's file before it is opened: its manifest and its format.
pub fn library(bytes: &[u8]) {
    _ = crate::Manifest::find(&mut std::io::Cursor::new(bytes));
    let Ok(mut file) = tempfile() else { return };
    if file.write_all(bytes).is_ok() {
        _ = vet::format(Path::new("fuzz"), file);
    }
}

#[cfg(target_os = "linux")]
fn tempfile() -> std::io::Result<std::fs::File> {
    Ok(rustix::fs::memfd_create("fuzz", rustix::fs::MemfdFlags::CLOEXEC)?.into())
}

#[cfg(not(target_os = "linux"))]
fn tempfile() -> std::io::Result<std::fs::File> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// What a worker sends: the text that it was given stands before the first NUL, its answer behind.
#[cfg(target_os = "linux")]
pub fn frames(bytes: &[u8]) {
    crate::isolate::fuzzing::frames(bytes);
}
