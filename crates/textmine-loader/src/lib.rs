//! Finds analyzer libraries, reads what they say of themselves, vets them, opens them, and calls them.
//!
//! In: names or paths of plugins. Out: [`ForeignPlugin`]s, which a pipeline uses like any other
//! [`Plugin`](textmine_core::Plugin). What a library hands over is checked before anything else sees it.

mod error;
mod foreign;
mod library;
mod loader;
mod manifest;
mod search;
mod vet;

pub use error::LoadError;
pub use foreign::ForeignPlugin;
pub use loader::{Candidate, LoadPolicy, Loader, sha256};
pub use manifest::Manifest;
pub use search::SearchPath;
