//! The host's side of one running program: what it is asked, how long that may take, and what its answer is worth.
use super::end;
use super::launch::{self, Launched, Order};
use super::lines::{Lines, Lost};
use super::protocol::{self, Answer, Manifest, Refusal, Request};
use crate::foreign::broken;
use crate::isolate::WorkerProgram;
use crate::isolate::process::Process;
use crate::isolate::worker::PREPARATION;
use std::time::{Duration, Instant};
use textmine_core::{Analysis, Description, Document, Failure, Limits};

/// The longest line that a program may write, whatever its limit of output, in bytes.
const LONGEST_LINE: u64 = 256 << 20;
/// What a line may have besides what is counted: names of keys, brackets. In bytes.
const OVERHEAD: u64 = 1 << 20;
/// Longer times can't be added to a clock.
const LONGEST_TIME: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// One running program.
#[derive(Debug)]
pub(super) struct Running {
    process: Process,
    lines: Lines,
    limits: Limits,
    turn: u64,
    /// True if it was asked for a document before.
    pub(super) used: bool,
    /// True if it ended or answered nonsense, rather than not at all.
    pub(super) lost: bool,
}

/// Why a program does not run.
#[derive(Debug)]
pub(super) enum StartError {
    /// It refuses its options.
    Refused { option: Option<String>, message: String },
    /// What it did instead of saying what it is.
    Failed(Failure),
    /// The system has no process for it.
    System(String),
}

impl From<Failure> for StartError {
    fn from(failure: Failure) -> Self {
        StartError::Failed(failure)
    }
}

impl Running {
    /// Starts a program and greets it. Returns also what its sandbox lacks, and what it says it is.
    pub(super) fn start(
        keeper: &WorkerProgram,
        order: &Order,
        hello: &[u8],
    ) -> Result<(Running, Vec<String>, Manifest), StartError> {
        let system = |error: std::io::Error| StartError::System(error.to_string());
        let (process, pipes) = Process::spawn(launch::keeper(keeper)).map_err(system)?;
        let lines = Lines::new(pipes, process.end_descriptor(), process.id()).map_err(system)?;
        let limits = order.limits;
        let mut running = Running { process, lines, limits, turn: 0, used: false, lost: false };
        let time = limits.timeout.max(PREPARATION);
        let launched = running.call(&protocol::line(order), time)?;
        let lacking = match serde_json::from_slice(&launched) {
            Ok(Launched::LauncherReady(lacking)) => lacking,
            Ok(Launched::LauncherFailed(why)) => return Err(StartError::System(why)),
            Err(_) => return Err(StartError::System("its launcher can't be understood".to_owned())),
        };
        let answer = running.call(hello, time)?;
        if let Ok(Launched::LauncherFailed(why)) = serde_json::from_slice(&answer) {
            return Err(StartError::Failed(Failure::Died { message: why }));
        }
        if let Ok(Refusal { error, option }) = serde_json::from_slice(&answer) {
            return Err(StartError::Refused { option, message: end::cut(&error) });
        }
        let manifest = Manifest::parse(&answer).map_err(|why| {
            running.nonsense(&format!("its first line does not say what it is ({why})"), &answer)
        })?;
        Ok((running, lacking, manifest))
    }

    pub(super) fn analyze(
        &mut self,
        document: &Document<'_>,
        description: &Description,
    ) -> Result<Analysis, Failure> {
        self.turn += 1;
        self.used = true;
        let offsets = protocol::offsets(document);
        let request = Request { turn: self.turn, document, description, offsets: &offsets };
        let line = self.call(&protocol::line(&request), self.limits.timeout)?;
        let answer = Answer::parse(&line)
            .map_err(|why| self.nonsense(&format!("it wrote a line that is no answer ({why})"), &line))?;
        if answer.turn != self.turn {
            return Err(
                self.nonsense(&format!("it answered turn {} in turn {}", answer.turn, self.turn), &line)
            );
        }
        let mut analysis = answer.into_analysis(document, &offsets, description, &self.limits)?;
        analysis.remarks.extend(self.complaint().map(|text| format!("wrote to standard error: {text}")));
        Ok(analysis)
    }

    /// Closes its input, and waits for it to end.
    pub(super) fn close(mut self) -> Result<(), Failure> {
        let (time, deadline) = self.time(self.limits.timeout);
        let rest = match self.lines.finish(deadline) {
            Ok(rest) => rest,
            Err(Lost::Timeout) => {
                let message = format!(
                    "did not end within its timeout of {} after its input had ended",
                    humantime::format_duration(time)
                );
                return Err(end::with_complaint(Failure::Limit { message }, self.complaint()));
            }
            Err(lost) => {
                let complaint = self.complaint();
                return Err(end::of(lost, &mut self.process, &self.limits, (time, deadline), complaint));
            }
        };
        if !rest.is_empty() {
            return Err(self.nonsense("it wrote after its last answer", &rest));
        }
        match self.process.wait(deadline) {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(end::with_complaint(end::of_status(status), self.complaint())),
            None => Err(end::of(Lost::Closed, &mut self.process, &self.limits, (time, deadline), None)),
        }
    }

    fn call(&mut self, line: &[u8], time: Duration) -> Result<Vec<u8>, Failure> {
        let (time, deadline) = self.time(time);
        let longest = self.limits.output.min(LONGEST_LINE).saturating_add(OVERHEAD);
        let longest = usize::try_from(longest).unwrap_or(usize::MAX);
        self.lines.exchange(line, deadline, longest).map_err(|lost| {
            self.lost = matches!(lost, Lost::Closed | Lost::TooEarly);
            let complaint = self.complaint();
            end::of(lost, &mut self.process, &self.limits, (time, deadline), complaint)
        })
    }

    fn time(&self, allowed: Duration) -> (Duration, Instant) {
        (allowed, Instant::now() + allowed.min(LONGEST_TIME))
    }

    /// A line that makes no sense: the program and the host no longer speak of the same.
    fn nonsense(&mut self, what: &str, line: &[u8]) -> Failure {
        self.lost = true;
        let failure = broken(format!("{what}: {}", end::quoted(line)));
        end::with_complaint(failure, self.complaint())
    }

    fn complaint(&mut self) -> Option<String> {
        end::complaint(self.lines.complaint())
    }
}
