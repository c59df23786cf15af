//! Why a library is not loaded.
use std::path::PathBuf;

/// Why a library is not loaded. The file is named, and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file can't be read.
    #[error("can't read {path}")]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The path is a folder, a device or the like.
    #[error("{path} is not a regular file")]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// Somebody else could change the file, or put another one in its place.
    #[error("{path} is not loaded: {at} can be written by every user of this machine")]
    WorldWritable {
        /// The library.
        path: PathBuf,
        /// The library, or the folder above it that is open to all.
        at: PathBuf,
    },
    /// No manifest in the file.
    #[error("{path} is not a textmine plugin: it has no manifest")]
    NotAPlugin {
        /// The file.
        path: PathBuf,
    },
    /// The manifest can't be understood.
    #[error("{path} has a broken manifest: {why}")]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// Not a library of this system, or not all of it.
    #[error("{path} is not a complete library: {why}")]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// A library for another machine.
    #[error("{path} is built for {found}, this is {host}")]
    Target {
        /// The file.
        path: PathBuf,
        /// Architecture and system of the library.
        found: String,
        /// Architecture and system of the host.
        host: String,
    },
    /// A library for another version of the boundary.
    #[error("{path} needs plugin ABI {found}, this textmine offers {offered}")]
    Abi {
        /// The file.
        path: PathBuf,
        /// What it needs.
        found: String,
        /// What the host has, as a range.
        offered: String,
    },
    /// A panic in the library would end the host.
    #[error("{path} is built with panic = \"abort\": a fault in it would end textmine")]
    PanicAbort {
        /// The file.
        path: PathBuf,
    },
    /// Not the file whose hash the pipeline names.
    #[error("{path} is not the library that the pipeline pins: its sha256 is {found}, not {expected}")]
    Hash {
        /// The file.
        path: PathBuf,
        /// The hash in the pipeline.
        expected: String,
        /// The hash of the file.
        found: String,
    },
    /// A file or folder that the sandbox should let it read is not there.
    #[error("{path} is to be read, but is not there")]
    Data {
        /// The file or folder.
        path: PathBuf,
        /// True if the pipeline names it, false if the plugin does.
        named_by_user: bool,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// A file or folder among an analyzer's data that a lock file can't speak of.
    #[error("{path} can't be locked: {why}")]
    Unlockable {
        /// The file or folder.
        path: PathBuf,
        /// What it is.
        why: String,
    },
    /// The kernel can't enforce all of the sandbox.
    #[error("the sandbox is required, but {}", lacking.join("; "))]
    Sandbox {
        /// What it can't enforce.
        lacking: Vec<String>,
    },
    /// No worker process could be had.
    #[error("a worker process can't be started: {why}")]
    Worker {
        /// The reason.
        why: String,
    },
    /// A program did not say what it is.
    #[error("the program can't be used: it {why}")]
    Program {
        /// What it did.
        why: String,
    },
    /// The library did something that ended its worker while it was opened.
    #[error("{path} can't be opened in a worker: it {why}")]
    Opening {
        /// The file.
        path: PathBuf,
        /// What happened.
        why: String,
    },
    /// The system's loader refuses the file.
    #[error("{path} can't be opened: {why}")]
    Open {
        /// The file.
        path: PathBuf,
        /// The loader's words.
        why: String,
    },
    /// The library opens, but what it exports can't be right.
    #[error("{path} breaks the plugin contract: {why}")]
    Contract {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
}

impl LoadError {
    /// The message with the system's reason.
    pub fn reason(&self) -> String {
        match std::error::Error::source(self) {
            Some(source) => format!("{self}: {source}"),
            None => self.to_string(),
        }
    }

    /// What happened, for a report: those have no paths of the machine.
    pub(crate) fn without_path(&self) -> String {
        match self {
            LoadError::Opening { why, .. }
            | LoadError::Open { why, .. }
            | LoadError::Contract { why, .. } => why.clone(),
            LoadError::Worker { why } => why.clone(),
            _ => "its library or its data has changed".to_owned(),
        }
    }

    /// What the user can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            LoadError::Io { .. } => "check the path and its permissions",
            LoadError::NotAFile { .. } => "name the library file itself",
            LoadError::WorldWritable { .. } => "take the permission away (`chmod o-w`), or move the library",
            LoadError::NotAPlugin { .. } => {
                "build the analyzer's crate with `crate-type = [\"cdylib\"]` and `export_analyzer!`, and name the \
                 library that cargo writes"
            }
            LoadError::Format { .. } => "copy or build the library again",
            LoadError::Target { .. } => "build it for this machine",
            LoadError::Abi { .. } => {
                "rebuild it against the textmine-core of this textmine, or use a textmine that fits"
            }
            LoadError::PanicAbort { .. } => "build it with `panic = \"unwind\"`",
            LoadError::Hash { .. } => {
                "if you trust this file, write its hash into the pipeline; otherwise restore the one that you pinned"
            }
            LoadError::Data { named_by_user: true, .. } => "`reads` names files and folders that exist",
            LoadError::Data { named_by_user: false, .. } => "install the plugin's data beside its library",
            LoadError::Unlockable { .. } => {
                "keep nothing but the analyzer's own files among its data and its `reads`"
            }
            LoadError::Sandbox { .. } => "use a newer kernel, or `sandbox = \"on\"` to do without",
            LoadError::Worker { .. } => "free some processes or memory, or use `isolation = \"none\"`",
            LoadError::Program { .. } => {
                "a program answers its first line with what it is, as docs/programs.md has it; its sandbox lets it read its own \
                 folder, where programs are installed, and `reads`"
            }
            LoadError::Opening { .. } => {
                "this is a mistake in the plugin, or its limits are too low: tell its author"
            }
            LoadError::Open { .. } => {
                "see that the libraries that it needs are installed, or build it again; a sandboxed worker finds them in the \
                 system's folders, in `LD_LIBRARY_PATH` and in `reads`"
            }
            LoadError::Manifest { .. } | LoadError::Contract { .. } => {
                "this is a mistake in the plugin: tell its author"
            }
        }
    }

    /// The key of the analyzer's terms that can't be met.
    pub(crate) fn term(&self) -> Option<&'static str> {
        match self {
            LoadError::Hash { .. } => Some("sha256"),
            LoadError::Data { named_by_user: true, .. } => Some("reads"),
            LoadError::Sandbox { .. } => Some("sandbox"),
            LoadError::Worker { .. } => Some("isolation"),
            _ => None,
        }
    }
}
