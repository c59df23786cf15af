//! Compares annotations: an output of textmine with [gold](Gold), and [one run with another](Differ).
//!
//! In: gold, and reports of textmine, read one document at a time. Out: an [`Evaluation`] or [`DocumentDifference`]s, which can
//! be written as JSON and [shown](show) as text. Nothing here runs an analyzer or prints.
//!
//! ```
//! use textmine_evaluation::{Gold, GoldOptions};
//!
//! # fn main() -> Result<(), textmine_evaluation::ReadError> {
//! let gold = "Ana\tB-PER\nRuiz\tI-PER\nrang\tO\n.\tO\n";
//! let mut documents = Gold::new(gold.as_bytes(), "names.conll", "names", &GoldOptions::default())?;
//! let document = documents.next().expect("a document")?;
//! assert_eq!(document.text.as_deref(), Some("Ana Ruiz rang."));
//! assert_eq!((document.annotations[0].annotation.start, document.annotations[0].annotation.end), (0, 8));
//! # Ok(())
//! # }
//! ```

mod alignment;
mod annotation;
mod attribute;
mod counts;
mod difference;
mod disagreement;
mod evaluation;
mod fault;
mod figures;
mod gold;
mod located;
mod record;
pub mod report;
mod resampling;
mod selection;
pub mod show;

pub use alignment::Matching;
pub use annotation::{Annotation, Attributes, Text, Value};
pub use attribute::{AttributeSpec, NoAttribute};
pub use counts::{AttributeCounts, Counts};
pub use difference::{
    AnnotationChange, Change, Differ, DifferenceTotals, DocumentDifference, LayerDifference, LayerTotals,
    ProblemChange, Sign, SummaryDifference, Tolerance, ValueChange,
};
pub use disagreement::{Difference, Disagreement, Disagreements, Kind, Place};
pub use evaluation::{EvaluationOptions, Evaluator, Presence};
pub use fault::{Fault, ReadError};
pub use figures::{
    AttributeRow, Comparison, Confusion, Documents, Evaluation, Figure, MatchingName, Method, Row, Three,
    Unseen,
};
pub use gold::{Field, Fields, Gold, GoldAnnotation, GoldDocument, GoldFormat, GoldOptions, NoField, Shape};
pub use record::{Record, Records};
pub use selection::{Condition, Labels, NoCondition};
