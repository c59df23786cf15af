//! The hashes of data: of a file, or of every file in a folder.
use super::Hashes;
use crate::LoadError;
use crate::digest::Digest;
use crate::file::open_regular;
use crate::manifest::printable;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Files and folders that one piece of data may have: with links, a few folders can stand for any number.
const MOST_ENTRIES: usize = 100_000;

/// Adds the hash of the file that `relative` is in `base`, or of every file in that folder, to `hashes`. Links are followed,
/// as the analyzer follows them. The file `except` is left out: it is the lock itself.
///
/// # Errors
/// [`LoadError::Data`] if nothing is there. Otherwise if something can't be read, or can't be named in a lock.
pub(super) fn hash(
    base: &Path,
    relative: &Path,
    named_by_user: bool,
    except: &Path,
    hashes: &mut Hashes,
) -> Result<(), LoadError> {
    let path = base.join(relative);
    path.metadata().map_err(|source| match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            LoadError::Data { path: path.clone(), named_by_user, source }
        }
        _ => LoadError::Io { path: path.clone(), source },
    })?;
    // A lock that is not there yet can't be among the files.
    let except = except.canonicalize().ok();
    Walk { except, within: Vec::new(), entries: 0, hashes }.visit(&path, key(relative))
}

/// The path as a lock has it: `/`-separated, without `.`.
pub(super) fn key(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::CurDir => None,
        Component::RootDir => Some(String::new()),
        other => Some(other.as_os_str().to_string_lossy().into_owned()),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// True if the file is `folder`, or lies in it; both as a lock has them.
pub(super) fn lies_in(file: &str, folder: &str) -> bool {
    match file.strip_prefix(folder) {
        _ if folder.is_empty() => !file.starts_with('/') && !file.starts_with("../"),
        Some(rest) => rest.is_empty() || rest.starts_with('/'),
        None => false,
    }
}

struct Walk<'h> {
    except: Option<PathBuf>,
    /// The folders that are being read, without links.
    within: Vec<PathBuf>,
    entries: usize,
    hashes: &'h mut Hashes,
}

impl Walk<'_> {
    fn visit(&mut self, path: &Path, key: String) -> Result<(), LoadError> {
        let failed = |source| LoadError::Io { path: path.into(), source };
        let unlockable = |why: &str| LoadError::Unlockable { path: path.into(), why: why.to_owned() };
        self.entries += 1;
        if self.entries > MOST_ENTRIES {
            return Err(unlockable(&format!(
                "there are more than {MOST_ENTRIES} files and folders up to here"
            )));
        }
        let metadata = path.metadata().map_err(failed)?;
        if metadata.is_dir() {
            let real = path.canonicalize().map_err(failed)?;
            if self.within.contains(&real) {
                return Err(unlockable("it is a link to a folder that it lies in"));
            }
            self.within.push(real);
            let entries = path.read_dir().and_then(Iterator::collect::<io::Result<Vec<_>>>);
            let mut entries = entries.map_err(failed)?;
            // The first complaint is the same on every machine.
            entries.sort_by_key(|entry| entry.file_name());
            for entry in entries {
                let name = entry.file_name();
                let Some(name) = name.to_str() else {
                    let path = printable(&entry.path().to_string_lossy()).into();
                    return Err(LoadError::Unlockable { path, why: "its name is not UTF-8".to_owned() });
                };
                let key = if key.is_empty() { name.to_owned() } else { format!("{key}/{name}") };
                self.visit(&entry.path(), key)?;
            }
            self.within.pop();
            return Ok(());
        }
        if !metadata.is_file() {
            return Err(unlockable("it is neither a file nor a folder"));
        }
        if self.except.is_some() && path.canonicalize().ok() == self.except {
            return Ok(());
        }
        let digest = Digest::of(&mut open_regular(path)?, &mut io::sink()).map_err(failed)?;
        self.hashes.insert(key, digest);
        Ok(())
    }
}
