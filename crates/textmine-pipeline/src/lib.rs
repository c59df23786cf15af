//! From a pipeline in TOML to analyzed documents: [`Config`] as written, [`Plan`] ordered and checked, [`Pipeline`] run.
//!
//! In: TOML source, a [`Catalogue`](textmine_core::Catalogue) of plugins, documents. Out: [`Analyzed`] documents, or
//! [`Diagnostic`]s that name places in the source. Where plugins come from is none of this crate's business.

mod config;
mod crew;
mod diagnostic;
mod expectations;
mod options;
mod paths;
mod plan;
mod run;
mod timings;

pub use config::{
    AnalyzerConfig, AttributeValue, CaseConfig, CaseKind, Config, Count, Expectation, Interval, OptionsTable,
    Pattern, Spanned, TermsConfig, free_place,
};
pub use diagnostic::{Diagnostic, listed, nearest};
pub use plan::{Plan, Reason, Step};
pub use run::{Analyzed, Input, Pipeline, Problem, ProblemKind, Run, Summary};
pub use timings::{AnalyzerTiming, Timings};
