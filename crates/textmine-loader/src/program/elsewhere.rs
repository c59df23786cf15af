//! Systems without workers: a pipeline with a program among its analyzers is refused.
use crate::LoadError;
use crate::isolate::WorkerProgram;
use serde_json::Value;
use std::path::{Path, PathBuf};
use textmine_core::{Description, Failure, Instance, Plugin, Program, Terms, Unavailable};

/// An analyzer that would be a program: there is none here.
#[derive(Debug)]
pub enum ProgramPlugin {}

impl ProgramPlugin {
    pub(crate) fn start(
        _program: &Program,
        _base: &Path,
        _terms: &Terms,
        _keeper: &WorkerProgram,
    ) -> Result<(Self, Vec<String>), Unavailable> {
        Err(LoadError::Worker { why: "so far programs are analyzers on Linux alone".to_owned() }.into())
    }
}

/// The files of the program that its command names, as it names them.
pub(crate) fn own_files(program: &Program, base: &Path) -> Vec<PathBuf> {
    let words = program.command.iter().map(PathBuf::from);
    words.filter(|path| base.join(path).is_file()).collect()
}

impl Plugin for ProgramPlugin {
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

/// What the binary would do when a program is to be started.
pub mod launch {
    use std::process::ExitCode;

    /// The first argument of a keeper.
    pub const KEEPER: &str = "--program-keeper";
    /// The first argument of a launcher.
    pub const LAUNCHER: &str = "--program-launcher";

    /// Keeps nothing.
    pub fn keep() -> ExitCode {
        ExitCode::FAILURE
    }

    /// Launches nothing.
    pub fn launch() -> ExitCode {
        ExitCode::FAILURE
    }
}
