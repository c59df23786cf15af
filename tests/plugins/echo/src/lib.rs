//! The analyzer `echo` as a library.
#![allow(unreachable_pub)] // The module is a benchmark's elsewhere.

mod echo;

textmine_core::export_analyzer!(echo::Echo);
