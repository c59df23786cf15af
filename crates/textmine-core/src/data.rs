//! Where an analyzer's own files are.
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The folder of the library that this copy of the crate is part of, as the host told it.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

pub(crate) fn set_folder(folder: &str) {
    if !folder.is_empty() {
        _ = FOLDER.set(PathBuf::from(folder));
    }
}

/// The path of one of the analyzer's own files; `relative` is one of its [`DATA`](crate::Analyzer::DATA) or lies in one.
///
/// Relative to the folder of the library that a host has loaded. Where there is no library (in the analyzer's own tests, which
/// link it) it is relative to the crate's folder, as cargo names it to what it runs.
pub fn data_path(relative: impl AsRef<Path>) -> PathBuf {
    let crate_folder = || std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    FOLDER.get().cloned().unwrap_or_else(crate_folder).join(relative)
}
