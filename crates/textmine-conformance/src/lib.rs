//! Checks that an analyzer keeps to its contract: on every kind of text, run after run, with every option.
//!
//! [`checks`] lists them; each [runs](Check::run) by itself on a [`Plugin`] and returns an [`Outcome`]. A check calls the
//! analyzer in the process that it runs in: who does not trust the analyzer runs each check in a process of its own.

mod compare;
mod description;
mod determinism;
mod documents;
mod given;
mod lifecycle;
mod list;
mod options;
mod outcome;
mod results;
mod sample;
mod scaling;
mod shown;
mod shrink;
mod texts;
mod trial;
mod unicode;

#[cfg(test)]
mod tests;

pub use outcome::{Measure, Outcome, Verdict};

use std::panic::{AssertUnwindSafe, catch_unwind};
use textmine_core::Plugin;
use trial::Trial;

/// One thing that an analyzer is expected to do.
#[derive(Debug)]
pub struct Check {
    /// What it is called, for ever: ASCII letters and `-`.
    pub name: &'static str,
    /// What it is listed under.
    pub group: &'static str,
    /// What is true if it passes, as the end of a sentence about the analyzer.
    pub claim: &'static str,
    run: fn(&mut Trial<'_>),
}

/// All checks, group by group, in the order in which they are shown.
pub fn checks() -> &'static [Check] {
    list::CHECKS
}

/// English as newspapers write it: names, roles, numbers, quotes, tones, calls and letters, a sentence each.
pub fn news_sentences() -> impl Iterator<Item = &'static str> {
    texts::news::SENTENCES.iter().copied()
}

/// Characters and short texts that programs get wrong: marks, emoji, directions, scripts, letter case, invisible characters.
pub fn odd_pieces() -> impl Iterator<Item = &'static str> {
    texts::odd::all().map(|(_, piece)| piece)
}

impl Check {
    /// The check of that name.
    pub fn find(name: &str) -> Option<&'static Check> {
        checks().iter().find(|check| check.name == name)
    }

    /// Runs the check; `concurrent` if the analyzer says that calls of one instance may overlap. Takes about three
    /// seconds if the analyzer reads 3 MB a second; far longer if it doesn't.
    ///
    /// A panic of an analyzer that is linked in is caught and makes the check fail. Nothing bounds time and memory.
    pub fn run(&self, plugin: &dyn Plugin, concurrent: bool) -> Outcome {
        let mut trial = Trial::new(plugin, concurrent);
        // What the trial calls is guarded call by call; this is for what lies between, such as a description that panics.
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| (self.run)(&mut trial))) {
            trial.fault(format!("panicked: {}", trial::panic_message(payload)));
        }
        trial.finish()
    }
}
