//! What host and worker tell each other before the first document.
use crate::LoadError;
use crate::manifest::printable;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use textmine_core::{Limits, Sandbox};

/// The library that a worker is to open, and its bounds.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hello {
    /// What people know it as.
    pub(crate) path: PathBuf,
    /// Where it is opened.
    pub(crate) place: PathBuf,
    /// The ABI that the host speaks.
    pub(crate) abi: (u16, u16),
    pub(crate) limits: Limits,
    pub(crate) sandbox: Sandbox,
    /// Files and folders that it may read; absolute.
    pub(crate) reads: Vec<PathBuf>,
}

/// The library is open.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Ready {
    /// What the kernel can't keep it from.
    pub(crate) lacking: Vec<String>,
}

/// The library is not open; what matters of a [`LoadError`].
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Refusal {
    Open(String),
    Contract(String),
    Worker(String),
}

impl From<LoadError> for Refusal {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Open { why, .. } => Refusal::Open(why),
            LoadError::Contract { why, .. } => Refusal::Contract(why),
            other => Refusal::Worker(other.reason()),
        }
    }
}

impl Refusal {
    pub(crate) fn into_error(self, path: PathBuf) -> LoadError {
        match self {
            Refusal::Open(why) => LoadError::Open { path, why: printable(&why) },
            Refusal::Contract(why) => LoadError::Contract { path, why: printable(&why) },
            Refusal::Worker(why) => LoadError::Worker { why: printable(&why) },
        }
    }
}
