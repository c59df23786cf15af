//! Where an analyzer writes its annotations.
use crate::layer::LayerBuf;
use textmine_abi::Span;

/// The layers that an analyzer provides, to be filled for one document.
#[derive(Debug)]
pub struct Output {
    layers: Vec<LayerBuf>,
}

impl Output {
    #[doc(hidden)]
    pub fn new(layers: &[&str]) -> Self {
        Output { layers: layers.iter().map(|name| LayerBuf::new(*name)).collect() }
    }

    /// Adds an annotation to a layer; score and attributes follow on what is returned.
    ///
    /// ```
    /// # use textmine_core::{Output, Span};
    /// # let mut output = Output::new(&["channels"]);
    /// output.annotate("channels", Span::new(4, 9), "phone").score(0.9).attr("realis", "actual").list("to", ["Ana"]);
    /// ```
    ///
    /// # Panics
    /// If `layer` is not among the analyzer's `PROVIDES`: a mistake in the analyzer, reported as such.
    pub fn annotate(&mut self, layer: &str, span: Span, label: &str) -> Annotate<'_> {
        let Some(at) = self.layers.iter().position(|known| known.name() == layer) else {
            panic!("the layer `{layer}` is not in the analyzer's PROVIDES");
        };
        self.layers[at].push(span, label);
        Annotate { layer: &mut self.layers[at] }
    }

    #[doc(hidden)]
    pub fn into_layers(self) -> Vec<LayerBuf> {
        self.layers
    }
}

/// The annotation just added.
#[derive(Debug)]
pub struct Annotate<'o> {
    layer: &'o mut LayerBuf,
}

impl Annotate<'_> {
    /// Gives it a score, a finite number.
    pub fn score(self, score: f32) -> Self {
        self.layer.score_last(score);
        self
    }

    /// Gives it a single value under `key`.
    ///
    /// # Panics
    /// If the key is longer than [`LayerBuf::LONGEST_KEY`].
    pub fn attr(self, key: &str, value: &str) -> Self {
        self.layer.attr_last(key, value);
        self
    }

    /// Gives it a list under `key`, maybe an empty one.
    ///
    /// # Panics
    /// If the key is longer than [`LayerBuf::LONGEST_KEY`].
    pub fn list<'v>(self, key: &str, values: impl IntoIterator<Item = &'v str>) -> Self {
        self.layer.list_last(key, values);
        self
    }
}
