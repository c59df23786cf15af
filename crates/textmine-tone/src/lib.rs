//! How positive sentences, documents and the words about a target are: tokens and a model in, scores from -1 to 1 out.
//!
//! The way of the data: [`mod@reading`] (which words carry valence here, which count as one) → [`sentence`] (numbers of the
//! sentence and weights of its words and pairs of words, for each register) → [`document`] (of which register the text is) →
//! scores. For a target, [`target`] looks at the same words by their place to it, and [`network`] adds what a small
//! convolutional network makes of them. [`valence`] is the way that needs no learned weights. Models are made by the crate
//! `textmine-train`, which shares everything up to the weights.
pub mod calibration;
pub mod cue;
pub mod document;
pub mod hash;
pub mod model;
pub mod network;
pub mod own;
pub mod parameters;
pub mod reading;
pub mod sentence;
mod table;
pub mod target;
pub mod valence;
pub mod word;

pub use cue::Cue;
pub use model::{Model, ModelError};
pub use own::{OwnError, OwnWords};
pub use reading::{Hit, Reading, Slot};
