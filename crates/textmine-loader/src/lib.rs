//! Finds analyzer libraries, reads what they say of themselves, vets them, opens them, and calls them.
//!
//! In: names or paths of plugins. Out: [`ForeignPlugin`]s in this process and [`IsolatedPlugin`]s in workers, which a pipeline
//! uses like any other [`Plugin`](textmine_core::Plugin). What a library hands over is checked before anything else sees it.

mod digest;
mod error;
mod file;
mod foreign;
#[doc(hidden)]
pub mod fuzzing;
#[cfg_attr(not(target_os = "linux"), path = "isolate/elsewhere.rs")]
mod isolate;
mod library;
mod loader;
mod lock;
mod manifest;
#[cfg_attr(not(target_os = "linux"), path = "program/elsewhere.rs")]
mod program;
mod search;
mod vet;

pub use error::LoadError;
pub use file::sha256;
pub use foreign::ForeignPlugin;
pub use isolate::{Exercised, IsolatedPlugin, WorkerProgram, end_with, worker};
pub use loader::{Candidate, LoadPolicy, Loader};
pub use lock::{Lock, LockError, Locked, Locking};
pub use manifest::{Manifest, printable};
pub use program::{ProgramPlugin, launch};
pub use search::SearchPath;
