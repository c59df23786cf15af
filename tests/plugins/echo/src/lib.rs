//! The analyzer `echo` as a library.
mod echo;

textmine_core::export_analyzer!(echo::Echo);
