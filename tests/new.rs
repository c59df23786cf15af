//! `textmine new`.
mod support;
