//! The command line of `textmine new`.
use clap::{Args, ValueEnum};
use std::path::PathBuf;

use super::ColorChoice;

#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// Its name, and that of its folder, which is made here
    #[arg(value_name = "NAME")]
    pub(crate) name: String,
    /// Make this folder instead
    #[arg(long, value_name = "FOLDER")]
    pub(crate) path: Option<PathBuf>,
    /// What it is written in
    #[arg(long, value_name = "LANGUAGE", default_value = "rust")]
    pub(crate) lang: Language,
    /// Where textmine's own crates come from: a folder with textmine's sources, or the URL of their repository [default: the
    /// sources that this textmine was built from]
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Option<String>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// A crate, with tests
    Rust,
    /// One file and a Makefile
    C,
    /// Refused, with what to do instead: it is what many look for
    #[value(hide = true)]
    Python,
}
