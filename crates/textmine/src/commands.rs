//! What each command does.
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod eval;
pub(crate) mod lock;
pub(crate) mod new;
pub(crate) mod plugins;
pub(crate) mod run;
pub(crate) mod test;
pub(crate) mod verify;
pub(crate) mod watch;
