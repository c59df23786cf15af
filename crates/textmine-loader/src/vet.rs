//! Checks on a library's file before it is opened: opening a bad one can end the process, or run somebody else's code.
use crate::LoadError;
use object::{Object, ObjectSegment};
use std::path::Path;

/// Refuses what is no regular file, and what others could have put there.
pub(crate) fn permissions(path: &Path) -> Result<(), LoadError> {
    let metadata = path.metadata().map_err(|source| LoadError::Io { path: path.into(), source })?;
    if !metadata.is_file() {
        return Err(LoadError::NotAFile { path: path.into() });
    }
    match open_to_all(path) {
        Some(at) => Err(LoadError::WorldWritable { path: path.into(), at: at.into() }),
        None => Ok(()),
    }
}

/// The file or the first folder above it that every user can write to. In a folder with the sticky bit (such as `/tmp`)
/// others can't replace the file.
#[cfg(unix)]
fn open_to_all(path: &Path) -> Option<&Path> {
    use std::os::unix::fs::MetadataExt;
    path.ancestors().find(|at| {
        at.metadata().is_ok_and(|m| {
            let guarded = m.is_dir() && m.mode() & 0o1000 != 0;
            m.mode() & 0o002 != 0 && !guarded
        })
    })
}

/// Elsewhere, access lists would have to be read: not checked.
#[cfg(not(unix))]
fn open_to_all(_path: &Path) -> Option<&Path> {
    None
}

/// Refuses what is no dynamic library of this architecture, and what ends too early: mapping a truncated file would end
/// the process with a bus error.
pub(crate) fn format(path: &Path, file: std::fs::File) -> Result<(), LoadError> {
    let bad = |why: String| LoadError::Format { path: path.into(), why };
    let length = file.metadata().map_err(|source| LoadError::Io { path: path.into(), source })?.len();
    let library = object::ReadCache::new(file);
    let file = object::File::parse(&library).map_err(|error| bad(error.to_string()))?;
    if file.kind() != object::ObjectKind::Dynamic {
        return Err(bad("it is not a dynamic library".to_owned()));
    }
    let host = match std::env::consts::ARCH {
        "x86_64" => Some(object::Architecture::X86_64),
        "aarch64" => Some(object::Architecture::Aarch64),
        _ => None,
    };
    if host.is_some_and(|host| host != file.architecture()) {
        return Err(bad("it is made for another processor".to_owned()));
    }
    let end = file.segments().map(|s| s.file_range()).map(|(start, len)| start.saturating_add(len)).max();
    match end {
        Some(end) if end > length => Err(bad(format!("it ends after {length} of {end} bytes"))),
        Some(_) => Ok(()),
        None => Err(bad("it has nothing to load".to_owned())),
    }
}
