//! What the analyzer makes of sentences, names and documents.
mod documents;
mod hostile;
mod lexicon;
mod names;
mod options;
mod sentences;
mod voices;

use crate::Sentiment;
use textmine_core::serde_json::{self, Value};

use textmine_testkit::Case;

/// The summary of a case; the test fails if the analyzer does.
fn summary(case: Case<'_>) -> Value {
    let (_, analysis) = case.run::<Sentiment>().unwrap_or_else(|failure| panic!("{failure}"));
    serde_json::from_str(&analysis.summary).expect("a summary is JSON")
}

/// The score of the document, with default options and no names.
fn score(text: &str) -> f64 {
    summary(Case::new(text))["document"]["score"].as_f64().expect("a document has a score")
}

/// A case in which `names` are the entities, each with an id that is its words in lower case.
fn with_names<'t>(text: &'t str, names: &[&str]) -> Case<'t> {
    names.iter().fold(Case::new(text), |case, name| {
        case.given("entities", name, "PER", &[("kind", "name"), ("entity", &name.to_lowercase())])
    })
}
