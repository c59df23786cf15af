//! One text, what exists before the analyzer runs, and the run.
use crate::show;
use serde_json::{Value, json};
use std::fmt;
use textmine_core::{Analysis, Analyzer, Description, DocumentBuf, Failure, InProcess, LayerBuf, Plugin};
use textmine_pipeline::{CaseConfig, free_place};

/// One run of an analyzer over one text.
///
/// ```
#[doc = include_str!("capitals.doc")]
/// use textmine_testkit::Case;
///
/// let shown = Case::new("Ana Ruiz phoned NATO.")
///     .given("entities", "Ana Ruiz", "PER", &[("entity", "ana-ruiz")])
///     .check::<Capitals>();
/// assert!(shown.contains("^^^^ shout"), "{shown}");
/// ```
#[derive(Debug)]
pub struct Case<'t> {
    text: &'t str,
    options: Value,
    given: Vec<LayerBuf>,
    earlier: Vec<Earlier>,
}

/// An analyzer that runs before the one that is tested.
struct Earlier {
    plugin: Box<dyn Plugin>,
    options: Value,
}

impl fmt::Debug for Earlier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} with {}", self.plugin.description().name, self.options)
    }
}

impl<'t> Case<'t> {
    /// A text, default options, no layers.
    pub fn new(text: &'t str) -> Self {
        Case { text, options: json!({}), given: Vec::new(), earlier: Vec::new() }
    }

    pub(crate) fn of(config: &'t CaseConfig) -> Self {
        Case {
            options: config.options.value.clone(),
            given: config.given.clone(),
            ..Case::new(&config.text.value)
        }
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
        let text = self.text;
        assert!(!words.is_empty(), "an annotation of `{layer}` is given without words");
        let layer = self.layer_named(layer);
        let Some(place) = free_place(text, layer, words) else {
            let further = if text.contains(words) { "further " } else { "" };
            panic!("the text of the case has no {further}{words:?}: {text:?}");
        };
        layer.push(place, label);
        for (key, value) in attributes {
            layer.attr_last(key, value);
        }
        layer.sort();
        self
    }

    /// Adds a layer that exists before the analyzer runs: one made by hand, or one without an annotation.
    ///
    /// # Panics
    /// If an annotation does not fit the text, or the case has a layer of that name.
    pub fn layer(mut self, mut layer: LayerBuf) -> Self {
        let name = layer.name();
        if let Err(fault) = layer.check(self.text) {
            panic!("the layer `{name}` does not fit the text of the case: {fault}");
        }
        assert!(self.given.iter().all(|l| l.name() != name), "the case has a layer `{name}` already");
        layer.sort();
        self.given.push(layer);
        self
    }

    /// Runs another analyzer before, with default options. Several run in the order in which they are named; a layer that the
    /// case brings itself stands, as in a pipeline.
    ///
    /// Two crates that export an analyzer can't be linked together: this is for analyzers of one crate, or of crates that
    /// don't export theirs. Where the other one is a plugin of its own, give the case its layer ([`Case::given`]), or try both
    /// in a pipeline with `textmine test`.
    pub fn after<B: Analyzer>(self) -> Self {
        self.after_with::<B>(json!({}))
    }

    /// The same with options, a JSON object.
    pub fn after_with<B: Analyzer>(mut self, options: Value) -> Self {
        self.earlier.push(Earlier { plugin: Box::new(InProcess::<B>::new("0.0.0")), options });
        self
    }

    /// Runs the analyzer: the document as it was before, with all its layers, and what was found in it.
    ///
    /// # Errors
    /// Whatever the analyzer fails with.
    ///
    /// # Panics
    /// If the case lacks a layer that an analyzer requires, or one of those that run before fails.
    pub fn run<A: Analyzer>(self) -> Result<(DocumentBuf, Analysis), Failure> {
        let mut document =
            DocumentBuf::new("case", self.text).map_err(|e| Failure::from(textmine_core::Error::from(e)))?;
        self.given.into_iter().for_each(|layer| document.push_layer(layer));
        for Earlier { plugin, options } in &self.earlier {
            let about = plugin.description();
            if !about.provides.is_empty() && about.provides.iter().all(|layer| has_layer(&document, layer)) {
                continue;
            }
            let analysis = match analyze_with(plugin.as_ref(), options, &document) {
                Ok(analysis) => analysis,
                Err(failure) => panic!("`{}`, which runs before in this case, fails: {failure}", about.name),
            };
            for layer in analysis.layers {
                if !has_layer(&document, layer.name()) {
                    document.push_layer(layer);
                }
            }
        }
        let analysis = analyze_with(&InProcess::<A>::new("0.0.0"), &self.options, &document)?;
        Ok((document, analysis))
    }

    /// Runs the analyzer and [shows](show) what it found, or its failure.
    ///
    /// # Panics
    /// As [`Case::run`].
    pub fn check<A: Analyzer>(self) -> String {
        match self.run::<A>() {
            Ok((document, analysis)) => show(&document, &analysis),
            Err(failure) => format!("{failure}\n"),
        }
    }

    fn layer_named(&mut self, name: &str) -> &mut LayerBuf {
        let at = self.given.iter().position(|layer| layer.name() == name).unwrap_or_else(|| {
            self.given.push(LayerBuf::new(name));
            self.given.len() - 1
        });
        &mut self.given[at]
    }
}

/// Runs an analyzer with default options and [shows](show) what it found.
///
/// # Panics
/// If it requires a layer: a [`Case`] can have one.
pub fn check<A: Analyzer>(text: &str) -> String {
    Case::new(text).check::<A>()
}

/// Runs an analyzer with default options on a document: for tests of properties.
///
/// # Errors
/// Whatever the analyzer fails with.
///
/// # Panics
/// If the document lacks a layer that it requires.
pub fn analyze<A: Analyzer>(document: &DocumentBuf) -> Result<Analysis, Failure> {
    analyze_with(&InProcess::<A>::new("0.0.0"), &json!({}), document)
}

fn analyze_with(plugin: &dyn Plugin, options: &Value, document: &DocumentBuf) -> Result<Analysis, Failure> {
    let Description { name, requires, .. } = plugin.description();
    if let Some(missing) = requires.iter().find(|layer| !has_layer(document, layer)) {
        panic!(
            "`{name}` requires the layer `{missing}`, which the document does not have: give the case one (`given`, `layer`), \
             or run what provides it before (`after`)"
        );
    }
    let instance = plugin.create(options)?;
    let analysis = instance.analyze(&document.view())?;
    instance.close()?;
    Ok(analysis)
}

fn has_layer(document: &DocumentBuf, name: &str) -> bool {
    document.layers().iter().any(|layer| layer.name() == name)
}

#[cfg(test)]
mod tests;
