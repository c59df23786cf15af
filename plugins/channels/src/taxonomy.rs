//! The taxonomy: channels and their words, read from the file that ships and from the options, compiled for matching.
mod compile;
mod frames;
mod gate;
mod spec;

pub(crate) use compile::{Taxonomy, Trigger, TriggerKind};
pub(crate) use frames::{Frame, Reading, Role, Source, Sources};
pub(crate) use spec::{ChannelSpec, Needs, ObjectKind};

/// The file that ships.
const DEFAULT: &str = include_str!("../data/channels.toml");
