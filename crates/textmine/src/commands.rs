//! What each command does.
pub(crate) mod check;
pub(crate) mod plugins;
pub(crate) mod run;
