//! The texts that analyzers are tried on.
pub(crate) mod large;
pub(crate) mod news;
pub(crate) mod odd;
pub(crate) mod random;
