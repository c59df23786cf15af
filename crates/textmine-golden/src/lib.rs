//! Tests of pipelines: cases with golden files, and expectations.
//!
//! In: a [pipeline](textmine_pipeline::Pipeline), its [folder of cases](CaseFolder) and its
//! [expectations](textmine_pipeline::Expectation). Out: a [`Verdict`] for each, [shown](Shown) to people and written for machines
//! ([`write_junit`]). Where plugins come from and how files of documents are read is none of this crate's business.

mod diff;
mod expectation;
mod folder;
mod golden;
mod junit;
mod outcome;
mod shown;
mod suite;

pub use expectation::judge;
pub use folder::{CaseFile, CaseFolder, CaseFormat, testable};
pub use golden::{compare, golden};
pub use junit::write_junit;
pub use outcome::{Change, Fault, Results, Tally, Test, Unmet, Verdict};
pub use shown::Shown;
pub use suite::{Read, Suite, accept};
