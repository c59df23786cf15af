//! Tests of pipelines: cases with golden files, and expectations.
//!
//! In: a pipeline's [folder of cases](CaseFolder) and its [expectations](textmine_pipeline::Expectation), with what the pipeline
//! made of their texts ([`Analyzed`](textmine_pipeline::Analyzed)). Out: a [`Verdict`] for each, [shown](Shown) to people and
//! written for machines ([`write_junit`]). Nothing here reads a document, runs an analyzer or writes a golden file.

mod diff;
mod expectation;
mod folder;
mod golden;
mod junit;
mod outcome;
mod shown;

pub use expectation::judge;
pub use folder::{CaseFile, CaseFolder, CaseFormat, testable};
pub use golden::{compare, golden};
pub use junit::write_junit;
pub use outcome::{Change, Fault, Results, Tally, Test, Unmet, Verdict};
pub use shown::Shown;
