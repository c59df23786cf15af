//! On what terms an analyzer runs: in the host's process or apart from it, and how much it may take.
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::time::Duration;

/// What a pipeline demands of one analyzer and allows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// Where its code runs.
    pub isolation: Isolation,
    /// What its code may do there.
    pub sandbox: Sandbox,
    /// How much it may take.
    pub limits: Limits,
    /// Files and folders that the user lets it read, besides its own data; absolute, or relative to the pipeline's folder.
    pub reads: Vec<PathBuf>,
    /// SHA-256 of the only library that will do, in lower-case hex.
    pub sha256: Option<String>,
}

/// Where an analyzer's code runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Isolation {
    /// In the host's process: fast, and its crash is the host's.
    #[default]
    None,
    /// In a worker process: whatever it does costs its own result at most.
    Process,
}

/// Whether the kernel keeps a worker from files, network and other processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Sandbox {
    /// As far as the kernel can; what it can't is a warning.
    #[default]
    On,
    /// Wholly, or the analyzer is refused.
    Required,
    /// Not at all.
    Off,
}

/// How much an analyzer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The longest that it may take for one document; enforced on workers alone.
    pub timeout: Duration,
    /// The most memory that its worker may have, in bytes, the document included; enforced on workers alone.
    pub memory: u64,
    /// The most annotations that it may write for one document, over all its layers.
    pub annotations: u64,
    /// The most bytes that it may write for one document: annotations, attributes, strings and summary together.
    pub output: u64,
}

impl Default for Limits {
    /// Far above what an analyzer needs for an article, and enough for a text of 50 MB.
    fn default() -> Self {
        Limits { timeout: Duration::from_secs(30), memory: 2 << 30, annotations: 20_000_000, output: 1 << 30 }
    }
}
