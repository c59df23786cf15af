//! The model that comes with the analyzer.
use std::sync::{Arc, LazyLock};
use textmine_tone::Model;

/// Bytes at a multiple of 64, so that few rows lie across two lines of the cache.
#[repr(align(64))]
struct Aligned<B: ?Sized>(B);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!("../model/sentiment.model"));

static MODEL: LazyLock<Arc<Model>> = LazyLock::new(|| match Model::embedded(&BYTES.0) {
    Ok(model) => Arc::new(model),
    Err(error) => unreachable!("the model that was built in is tested: {error}"),
});

/// The shipped model. Nothing is copied; what is not looked up is not even loaded.
pub(crate) fn model() -> Arc<Model> {
    Arc::clone(&MODEL)
}
