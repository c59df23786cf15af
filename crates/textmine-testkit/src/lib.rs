//! What authors of analyzers test with: run one in process, and see its annotations beneath the words.
//!
//! ```
//! # use textmine_core::{Analyzer, Document, Error, Output, options};
//! # options! { pub struct Options {} }
//! # struct Capitals;
//! # impl Analyzer for Capitals {
//! #     const NAME: &'static str = "capitals";
//! #     const ABOUT: &'static str = "words in capitals";
//! #     const PROVIDES: &'static [&'static str] = &["capitals"];
//! #     type Options = Options;
//! #     type Summary = ();
//! #     fn new(_: Options) -> Result<Self, Error> { Ok(Capitals) }
//! #     fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<(), Error> {
//! #         for token in document.tokens() {
//! #             if document.slice(token.span).chars().all(char::is_uppercase) {
//! #                 output.annotate("capitals", token.span, "shout");
//! #             }
//! #         }
//! #         Ok(())
//! #     }
//! # }
//! let shown = textmine_testkit::check::<Capitals>("He said NATO agreed.");
//! assert_eq!(shown, "\
//! He said NATO agreed.
//!         ^^^^ shout
//! ");
//! ```

use serde_json::{Value, json};
use std::fmt::Write;
use textmine_core::{Analysis, Analyzer, Attribute, DocumentBuf, Failure, InProcess, LayerBuf, Plugin, Span};

/// One run of an analyzer over one text.
#[derive(Debug)]
pub struct Case<'t> {
    text: &'t str,
    options: Value,
    given: Vec<LayerBuf>,
}

impl<'t> Case<'t> {
    /// A text, default options, no layers.
    pub fn new(text: &'t str) -> Self {
        Case { text, options: json!({}), given: Vec::new() }
    }

    /// Sets the options, a JSON object.
    pub fn options(mut self, options: Value) -> Self {
        self.options = options;
        self
    }

    /// Adds an annotation to a layer that exists before the analyzer runs: the first occurrence of `words` that no
    /// earlier annotation of that layer overlaps, with `label` and attributes.
    ///
    /// # Panics
    /// If the text doesn't have them (any more).
    pub fn given(mut self, layer: &str, words: &str, label: &str, attributes: &[(&str, &str)]) -> Self {
        let at = self.given.iter().position(|l| l.name() == layer).unwrap_or_else(|| {
            self.given.push(LayerBuf::new(layer));
            self.given.len() - 1
        });
        let layer = &mut self.given[at];
        let span = |start: usize| Span::new(start as u32, (start + words.len()) as u32);
        let free = |at: &Span| layer.view().iter().all(|a| !a.span().overlaps(*at));
        let Some(place) = self.text.match_indices(words).map(|(start, _)| span(start)).find(free) else {
            panic!("the text has no (further) {words:?}");
        };
        layer.push(place, label);
        for (key, value) in attributes {
            layer.attr_last(key, value);
        }
        layer.sort();
        self
    }

    /// Runs the analyzer.
    ///
    /// # Errors
    /// Whatever the analyzer fails with.
    pub fn run<A: Analyzer>(self) -> Result<(DocumentBuf, Analysis), Failure> {
        let mut document =
            DocumentBuf::new("case", self.text).map_err(|e| Failure::from(textmine_core::Error::from(e)))?;
        self.given.into_iter().for_each(|layer| document.push_layer(layer));
        let analysis = InProcess::<A>::new("0.0.0").create(&self.options)?.analyze(&document.view())?;
        Ok((document, analysis))
    }

    /// Runs the analyzer and [shows](show) what it found, or its failure.
    pub fn check<A: Analyzer>(self) -> String {
        match self.run::<A>() {
            Ok((document, analysis)) => show(&document, &analysis),
            Err(failure) => format!("{failure}\n"),
        }
    }
}

/// Runs an analyzer with default options and [shows](show) what it found.
pub fn check<A: Analyzer>(text: &str) -> String {
    Case::new(text).check::<A>()
}

/// The sentences with each annotation beneath its words, then the summary as JSON unless it is `null`.
pub fn show(document: &DocumentBuf, analysis: &Analysis) -> String {
    let mut out = String::new();
    let view = document.view();
    for &sentence in view.sentences() {
        let text = view.slice(sentence).replace(['\n', '\t'], " ");
        _ = writeln!(out, "{text}");
        for layer in &analysis.layers {
            for annotation in layer.view().starting_in(sentence) {
                let span = annotation.span();
                let before = view.slice(Span::new(sentence.start, span.start)).chars().count();
                let marked = view.slice(span).chars().count().max(1);
                _ = write!(out, "{}{} {}", " ".repeat(before), "^".repeat(marked), annotation.label());
                if let Some(score) = annotation.score() {
                    _ = write!(out, " {score:.2}");
                }
                for (key, value) in annotation.attributes() {
                    _ = match value {
                        Attribute::Text(value) => write!(out, " {key}={value}"),
                        Attribute::List(items) => write!(out, " {key}=[{}]", items.join(", ")),
                    };
                }
                out.push('\n');
            }
        }
    }
    for layer in &analysis.layers {
        let inside = |at: u32| view.sentences().iter().any(|s| s.start <= at && at < s.end);
        for annotation in layer.view().iter().filter(|a| !inside(a.span().start)) {
            let Span { start, end } = annotation.span();
            _ = writeln!(out, "outside of the sentences, {start}..{end}: {}", annotation.label());
        }
    }
    if !matches!(analysis.summary.as_str(), "" | "null") {
        let pretty = serde_json::from_str::<Value>(&analysis.summary)
            .and_then(|summary| serde_json::to_string_pretty(&summary))
            .unwrap_or_else(|_| analysis.summary.clone());
        _ = writeln!(out, "\n{pretty}");
    }
    out
}

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
