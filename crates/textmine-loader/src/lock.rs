//! The lock file of a pipeline: which libraries and data files it was trusted with.

mod changes;
mod files;
mod locked;
mod locking;

pub use locked::Locked;
pub use locking::Locking;

use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// The layout that this textmine writes, and the newest that it reads.
const VERSION: i64 = 1;

const ABOUT: &str = "\
# What the pipeline beside this file was trusted with: the SHA-256 of each library and data file.
# Written by `textmine plugins lock`, enforced by `--locked`. Keep it under version control, and don't edit it.
";

/// Files by their path, `/`-separated, with their hashes.
type Hashes = BTreeMap<String, Digest>;

/// Hashes of all libraries and data files of a pipeline. It has no path of the machine but those that the pipeline has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// By what the pipeline calls them.
    plugins: BTreeMap<String, LockedPlugin>,
    /// The files that the pipeline lets its analyzers read, as it writes them: relative to its folder.
    reads: Hashes,
}

/// A library and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LockedPlugin {
    /// The name in its manifest.
    plugin: String,
    version: String,
    sha256: Digest,
    /// Relative to the library's folder.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    data: Hashes,
}

/// The lock as it stands in its file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: i64,
    #[serde(default)]
    plugins: BTreeMap<String, LockedPlugin>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    reads: Hashes,
}

/// What every version of the file has.
#[derive(Deserialize)]
struct Head {
    version: toml::Spanned<i64>,
}

/// Why a text is no lock. `span` is the place in bytes, where there is one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// Not the TOML that `textmine plugins lock` writes.
    #[error("{message}")]
    Malformed {
        /// What is wrong with it.
        message: String,
        /// Where.
        span: Option<Range<usize>>,
    },
    /// Written by another textmine.
    #[error("this lock file is of version {version}; this textmine knows version {VERSION}")]
    Version {
        /// Its version.
        version: i64,
        /// Where that stands.
        span: Range<usize>,
    },
}

impl LockError {
    /// Where it is wrong, in bytes.
    pub fn span(&self) -> Option<Range<usize>> {
        match self {
            LockError::Malformed { span, .. } => span.clone(),
            LockError::Version { span, .. } => Some(span.clone()),
        }
    }
}

impl From<toml::de::Error> for LockError {
    fn from(error: toml::de::Error) -> Self {
        LockError::Malformed { message: error.message().to_owned(), span: error.span() }
    }
}

impl Lock {
    /// Reads what [`Display`](fmt::Display) writes.
    ///
    /// # Errors
    /// If the text is nothing of that kind, or of another version.
    pub fn parse(text: &str) -> Result<Lock, LockError> {
        // The version first: another one may have other keys.
        let Head { version } = toml::from_str(text)?;
        if *version.get_ref() != VERSION {
            return Err(LockError::Version { version: *version.get_ref(), span: version.span() });
        }
        let Written { plugins, reads, .. } = toml::from_str(text)?;
        Ok(Lock { plugins, reads })
    }

    /// How many libraries it has.
    pub fn libraries(&self) -> usize {
        self.plugins.len()
    }

    /// How many data files it has.
    pub fn files(&self) -> usize {
        self.reads.len() + self.plugins.values().map(|plugin| plugin.data.len()).sum::<usize>()
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = Written { version: VERSION, plugins: self.plugins.clone(), reads: self.reads.clone() };
        let body = toml::to_string(&written).map_err(|_| fmt::Error)?;
        write!(f, "{ABOUT}\n{body}")
    }
}

#[cfg(test)]
mod tests;
