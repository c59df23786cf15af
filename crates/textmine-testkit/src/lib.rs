//! What authors of analyzers test with: run one in process, without a library file, and see what it finds beneath the words.
//!
//! ```
#![doc = include_str!("capitals.doc")]
//! let shown = textmine_testkit::check::<Capitals>("He said NATO agreed.");
//! assert_eq!(shown, "\
//! He said NATO agreed.
//!         ^^^^ shout
//!
//! 1
//! ");
//! ```
//!
//! - [`check`] shows one text, [`Case`] one with options, layers that exist before, or analyzers that run before;
//!   [`insta`] keeps what they show as snapshots.
//! - [`check_cases!`] does that for every file of a folder.
//! - [`assert_conformance!`] tries the analyzer on all that could break it, as `textmine plugins verify` does.
//! - [`documents`] are documents of every kind for tests of properties with [`proptest`].
//!
//! Annotations stand under the columns of a terminal, with label, score (two decimals) and attributes; wide characters take two
//! columns, combining marks none. What is said of one annotation goes on in the next line after 100 columns. The summary
//! follows after an empty line, as JSON of few lines, with at most four decimals. An analyzer's first layer has no name in it;
//! the others have theirs before each label. All of it is text for people, stable within a major version.

mod case;
mod conformance;
#[cfg(test)]
mod fakes;
mod folder;
mod odd;
mod shown;

pub use case::{Case, analyze, check};
pub use odd::{AnyDocument, documents, documents_with, texts};
pub use shown::show;

pub use {insta, proptest};

#[doc(hidden)]
pub mod macros {
    pub use crate::conformance::assert_conformance;
    pub use crate::folder::check_folder;
}

/// Checks every case of a folder, which is named relative to the crate's: each has an insta snapshot beside it, `call.snap` for
/// `call.txt` or `call.toml`. All cases are looked at before the test fails.
///
/// A `.txt` file is the text. A `.toml` file has `text`, and maybe `name`, `options` and layers that exist before:
///
/// ```toml
/// text = "Ana Ruiz phoned."
/// options = { min_letters = 2 }
///
/// [[given.entities]]
/// words = "Ana Ruiz"                    # the first place that no annotation before it has taken
/// label = "PER"
/// attrs = { entity = "ana-ruiz" }
/// ```
///
/// Snapshots are written and accepted as all of [insta's](https://insta.rs): `cargo insta review`, or `INSTA_UPDATE=always`.
///
/// ```no_run
#[doc = include_str!("capitals.doc")]
/// textmine_testkit::check_cases!(Capitals, "tests/cases");
/// ```
///
/// # Panics
/// If a snapshot differs or has no case any more, if a case has a mistake (each underlined), or if the folder has no case.
#[macro_export]
macro_rules! check_cases {
    ($analyzer:ty, $folder:expr $(,)?) => {
        $crate::macros::check_folder::<$analyzer>(
            ::std::path::Path::new(env!("CARGO_MANIFEST_DIR")),
            ::std::path::Path::new($folder),
            &|name: &str, shown: &str| $crate::insta::assert_snapshot!(name, shown),
        )
    };
}

/// Runs in this process what `textmine plugins verify` runs on a library: 62 checks that the analyzer keeps its contract on
/// every kind of text, with every option, run after run.
///
/// A check takes up to three seconds if the analyzer reads 3 MB a second; for a fast one, all of them together take less than
/// that, and a few seconds without optimisation. `except` leaves checks out, by name; say why beside it. What is about the library file, the sandbox and the end of a process is seen by `plugins verify` alone.
///
/// ```no_run
#[doc = include_str!("capitals.doc")]
/// textmine_testkit::assert_conformance!(Capitals);
/// textmine_testkit::assert_conformance!(Capitals, except ["growth-text"]); // it compares all sentences with all others
/// ```
///
/// # Panics
/// If a check fails, with all that fail; or if `except` names a check that there is none of.
#[macro_export]
macro_rules! assert_conformance {
    ($analyzer:ty $(,)?) => {
        $crate::assert_conformance!($analyzer, except [])
    };
    ($analyzer:ty, except [$($check:expr),* $(,)?]) => {
        $crate::macros::assert_conformance::<$analyzer>(env!("CARGO_PKG_VERSION"), &[$($check),*])
    };
}

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
