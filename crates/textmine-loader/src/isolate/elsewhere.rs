//! Systems without workers: a pipeline that asks for one is refused.
use crate::LoadError;
use crate::file::LibraryFile;
use crate::loader::LoadPolicy;
use serde_json::Value;
use std::path::{Path, PathBuf};
use textmine_core::{Description, Failure, Instance, Plugin, Terms};

/// The program that would serve as a worker.
#[derive(Debug, Clone, Default)]
pub struct WorkerProgram {
    /// Its path.
    pub path: PathBuf,
}

/// Would have the system end this process with the one that has started it; here it goes on to its own end.
pub fn end_with(_parent: u32) -> bool {
    true
}

/// A plugin whose code would run in workers: there is none here.
#[derive(Debug)]
pub enum IsolatedPlugin {}

/// What would come of a conformance check.
#[derive(Debug)]
pub struct Exercised {
    /// What the worker's [`Exercise`](worker::Exercise) has returned.
    pub outcome: String,
    /// What went wrong besides.
    pub remarks: Vec<String>,
    /// The most memory that the worker had, in bytes.
    pub peak_memory: u64,
}

impl IsolatedPlugin {
    pub(crate) fn start(
        _file: LibraryFile,
        _base: &Path,
        _terms: &Terms,
        _policy: &LoadPolicy,
        _program: &WorkerProgram,
    ) -> Result<(Self, Vec<String>), LoadError> {
        Err(LoadError::Worker { why: "so far there are workers on Linux alone".to_owned() })
    }

    /// Runs one conformance check in a worker of its own.
    ///
    /// # Errors
    /// If the worker does not survive it.
    pub fn exercise(&self, _check: &str) -> Result<Exercised, Failure> {
        match *self {}
    }
}

impl Plugin for IsolatedPlugin {
    fn description(&self) -> &Description {
        match *self {}
    }

    fn options_schema(&self) -> Result<Value, Failure> {
        match *self {}
    }

    fn create(&self, _options: &Value) -> Result<Box<dyn Instance>, Failure> {
        match *self {}
    }
}

/// What the binary would do when it is started as a worker.
pub mod worker {
    use std::process::ExitCode;
    use textmine_core::Plugin;

    /// The first argument of a program that is to be a worker.
    pub const ARGUMENT: &str = "--plugin-worker";

    /// Runs the conformance check of that name on a plugin, and says in JSON what came of it.
    pub type Exercise = fn(&dyn Plugin, bool, &str) -> String;

    /// Serves nobody.
    pub fn serve(_exercise: Exercise) -> ExitCode {
        ExitCode::FAILURE
    }
}
