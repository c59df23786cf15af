//! What comes of the tests of a pipeline.
use std::path::PathBuf;
use textmine_pipeline::Diagnostic;

/// The tests of one pipeline.
#[derive(Debug)]
pub struct Results {
    /// The pipeline as the user named it.
    pub pipeline: String,
    /// Its source, for what is underlined.
    pub source: String,
    /// The tests, in the order in which they are told; none if the pipeline can't be used.
    pub tests: Vec<Test>,
    /// How many tests nobody asked for.
    pub left_out: usize,
    /// True if the pipeline can't be used.
    pub refused: bool,
}

/// One test.
#[derive(Debug)]
pub struct Test {
    /// What it is called: the file of a case, or the name of an expectation.
    pub name: String,
    /// The line of the pipeline where it stands, from 1; cases stand elsewhere.
    pub line: Option<usize>,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a test.
#[derive(Debug)]
pub enum Verdict {
    /// All is as it should be.
    Passed,
    /// It was not, and is now: a golden file was written or removed.
    Accepted(Change, PathBuf),
    /// It is not.
    Failed(Fault),
}

/// What was done to a golden file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// There was none.
    New,
    /// It had something else.
    Changed,
    /// It had no case any more.
    Removed,
}

/// Why a test failed.
#[derive(Debug)]
pub enum Fault {
    /// The case has no golden file yet.
    NoGolden {
        /// Where it is to be.
        golden: PathBuf,
        /// What was found.
        found: String,
    },
    /// What was found is not what the golden file has.
    Differs {
        /// The golden file.
        golden: PathBuf,
        /// What it has.
        expected: String,
        /// What was found.
        found: String,
    },
    /// A golden file has no case any more.
    LeftOver {
        /// The golden file.
        golden: PathBuf,
    },
    /// A case or a golden file can't be read.
    Unreadable {
        /// Why.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// A case in TOML has mistakes.
    Mistakes {
        /// The file as people know it.
        file: String,
        /// Its source.
        source: String,
        /// All that is wrong.
        diagnostics: Vec<Diagnostic>,
    },
    /// An expectation is not met.
    Unmet(Vec<Unmet>),
    /// The analyzers did not end well.
    Closing(Vec<String>),
}

/// A part of an expectation that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// What was expected, at its place in the pipeline.
    pub diagnostic: Diagnostic,
    /// What was found instead, in lines, under a title.
    pub found: Option<(String, String)>,
}

/// How many tests came to what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All was as it should be.
    pub passed: usize,
    /// Golden files were written or removed.
    pub accepted: usize,
    /// It was not as it should be.
    pub failed: usize,
    /// Nobody asked for them.
    pub left_out: usize,
}

impl Results {
    /// True if accepting what was found would mend something.
    pub fn acceptable(&self) -> bool {
        use Fault::{Differs, LeftOver, NoGolden};
        let mended = |test: &Test| {
            matches!(test.verdict, Verdict::Failed(NoGolden { .. } | Differs { .. } | LeftOver { .. }))
        };
        self.tests.iter().any(mended)
    }

    /// How many tests came to what.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally { left_out: self.left_out, ..Tally::default() };
        for test in &self.tests {
            match test.verdict {
                Verdict::Passed => tally.passed += 1,
                Verdict::Accepted(..) => tally.accepted += 1,
                Verdict::Failed(_) => tally.failed += 1,
            }
        }
        tally
    }
}

impl std::ops::Add for Tally {
    type Output = Tally;
    fn add(self, other: Tally) -> Tally {
        Tally {
            passed: self.passed + other.passed,
            accepted: self.accepted + other.accepted,
            failed: self.failed + other.failed,
            left_out: self.left_out + other.left_out,
        }
    }
}

impl std::fmt::Display for Tally {
    /// `5 passed, 1 accepted, 2 failed`, without what there is none of.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = [
            (self.passed, "passed"),
            (self.accepted, "accepted"),
            (self.failed, "failed"),
            (self.left_out, "left out"),
        ];
        let told: Vec<String> = all
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, what)| format!("{number} {what}"))
            .collect();
        match told.is_empty() {
            true => write!(out, "no tests"),
            false => write!(out, "{}", told.join(", ")),
        }
    }
}
