//! The host's side of one worker: what it is asked, how long that may take, and what its answer is worth.
use super::channel::{Channel, Lost};
use super::frame::Kind;
use super::hello::{Hello, Ready, Refusal};
use super::process::{Process, WorkerProgram};
use super::records::{Body, parse_analysis};
use super::{cause, worker};
use crate::LoadError;
use crate::foreign::{broken, check_output, one_line};
use crate::manifest::printable;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::{Duration, Instant};
use textmine_core::{Analysis, Document, Failure, LayerBuf, Limits};

/// What an answer may have besides the plugin's output: names, lengths, padding. In bytes.
const OVERHEAD: u64 = 1 << 20;

/// The longest answer that has no layers: a schema, the outcome of a check. In bytes.
const LONGEST_JSON: u64 = 4 << 20;
/// Longer times can't be added to a clock.
const LONGEST_TIME: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// A worker is kept on the processor of who waits for it as long as documents are short (in bytes, tokens included) and take it
/// less than this: to wake another processor would take as long. Where the machine is busy they take longer, and where the
/// plugin has work for several processors too: then it roams.
const SHORT: usize = 1 << 18;
const QUICK: Duration = Duration::from_millis(1);

/// One worker.
#[derive(Debug)]
pub(super) struct Worker {
    process: Process,
    channel: Channel,
    limits: Limits,
    /// True if it was asked for a document before.
    pub(super) used: bool,
    /// True if it ended or answered nonsense, rather than not at all.
    pub(super) lost: bool,
    /// True if the last document took it less than [`QUICK`].
    quick: bool,
}

/// A worker's answer, copied out where it must last.
pub(super) struct Answered<'w> {
    pub(super) kind: Kind,
    pub(super) body: &'w [u8],
    pub(super) remark: Option<String>,
}

impl Worker {
    /// Starts a worker that opens the library. Returns also what its sandbox lacks.
    pub(super) fn start(program: &WorkerProgram, hello: &Hello) -> Result<(Worker, Vec<String>), LoadError> {
        let failed = |error: std::io::Error| LoadError::Worker { why: error.to_string() };
        let (process, pipes) = Process::start(program).map_err(failed)?;
        let channel = Channel::new(pipes, process.end_descriptor(), process.tasks()).map_err(failed)?;
        let mut worker =
            Worker { process, channel, limits: hello.limits, used: false, lost: false, quick: false };
        let path = || hello.path.clone();
        let hello = serde_json::to_string(hello).map_err(|e| failed(e.into()))?;
        let answer = worker
            .call(Kind::Hello, Body::of_text(&hello), worker.preparation())
            .map_err(|failure| LoadError::Opening { path: path(), why: failure.to_string() })?;
        let lacking = match answer.kind {
            Kind::Ready => answer
                .json::<Ready>(Kind::Ready)
                .map(|ready| ready.lacking.iter().map(|lack| shown(lack)).collect()),
            _ => {
                return Err(match answer.json::<Refusal>(Kind::Refused) {
                    Ok(refusal) => refusal.into_error(path()),
                    Err(failure) => LoadError::Opening { path: path(), why: failure.to_string() },
                });
            }
        };
        let lacking =
            lacking.map_err(|failure| LoadError::Opening { path: path(), why: failure.to_string() })?;
        Ok((worker, lacking))
    }

    pub(super) fn schema(&mut self) -> Result<Value, Failure> {
        let time = self.preparation();
        self.call(Kind::Schema, Body::default(), time)?.json(Kind::Json)
    }

    /// What the check of that name says, in JSON, and what went wrong besides.
    pub(super) fn exercise(&mut self, check: &str) -> Result<(String, Vec<String>), Failure> {
        let time = self.limits.timeout;
        let answer = self.call(Kind::Exercise, Body::of_text(check), time)?;
        Ok((answer.text(Kind::Json)?, answer.remark.into_iter().collect()))
    }

    /// In bytes; 0 if that can't be told.
    pub(super) fn peak_memory(&self) -> u64 {
        self.process.peak_memory()
    }

    pub(super) fn create(&mut self, options: &str) -> Result<(), Failure> {
        let time = self.preparation();
        self.call(Kind::Create, Body::of_text(options), time)?.done()
    }

    pub(super) fn analyze(
        &mut self,
        document: &Document<'_>,
        provides: &[String],
    ) -> Result<Analysis, Failure> {
        let limits = self.limits;
        self.used = true;
        let answer = self.call(Kind::Document, Body::of_document(document), limits.timeout)?;
        answer.expect(Kind::Analysis)?;
        let mut analysis =
            parse_analysis(answer.body).ok_or_else(|| broken("its worker's answer is no analysis"))?;
        analysis.remarks.extend(answer.remark);
        // A plugin can write anything over its worker's memory: what comes from there is as foreign as what comes from a
        // library in this process.
        check(&mut analysis, document, provides, &limits)?;
        Ok(analysis)
    }

    pub(super) fn close(mut self) -> Result<(), Failure> {
        let time = self.limits.timeout;
        self.call(Kind::Close, Body::default(), time)?.done()
    }

    /// Making an analyzer may take longer than a document.
    fn preparation(&self) -> Duration {
        self.limits.timeout.max(worker::PREPARATION)
    }

    fn call(&mut self, kind: Kind, mut body: Body<'_>, time: Duration) -> Result<Answered<'_>, Failure> {
        let asked = Instant::now();
        let deadline = asked + time.min(LONGEST_TIME);
        let is_document = kind == Kind::Document;
        let longest = if is_document { self.limits.output.saturating_add(OVERHEAD) } else { LONGEST_JSON };
        let near = is_document && self.quick && body.len() <= SHORT && self.process.follow();
        if !near {
            self.process.roam();
        }
        match self.channel.exchange(kind, &mut body, deadline, longest, near) {
            Ok(kind) => {
                self.quick = is_document && asked.elapsed() < QUICK;
                let remark = cause::quoted(self.channel.printed()).map(|text| format!("printed {text}"));
                Ok(Answered { kind, body: self.channel.body(), remark })
            }
            Err(lost) => {
                self.lost = matches!(lost, Lost::Closed(_) | Lost::Garbage);
                let time = cause::Time { allowed: time, deadline };
                Err(cause::of(lost, &mut self.process, &self.limits, time, self.channel.printed()))
            }
        }
    }
}

impl Answered<'_> {
    /// The failure that the worker reports, or that it answers something else.
    fn expect(&self, kind: Kind) -> Result<(), Failure> {
        match self.kind {
            found if found == kind => Ok(()),
            Kind::Failure => Err(serde_json::from_slice(self.body)
                .map_or_else(|_| broken("its worker's failure can't be read"), readable)),
            _ => Err(broken("its worker's answer is not what it was asked for")),
        }
    }

    pub(super) fn done(&self) -> Result<(), Failure> {
        self.expect(Kind::Done)
    }

    pub(super) fn json<T: DeserializeOwned>(&self, kind: Kind) -> Result<T, Failure> {
        self.expect(kind)?;
        serde_json::from_slice(self.body).map_err(|_| broken("its worker's answer can't be read"))
    }

    fn text(&self, kind: Kind) -> Result<String, Failure> {
        self.expect(kind)?;
        String::from_utf8(self.body.to_vec()).map_err(|_| broken("its worker's answer is not UTF-8"))
    }
}

/// A failure as a worker tells it, fit for a report: a plugin may have written it.
fn readable(failure: Failure) -> Failure {
    match failure {
        Failure::Refused { option, message } => {
            Failure::Refused { option: option.map(|option| shown(&option)), message: shown(&message) }
        }
        Failure::Panicked { message } => Failure::Panicked { message: shown(&message) },
        Failure::Limit { message } => Failure::Limit { message: shown(&message) },
        Failure::Contract { message } => Failure::Contract { message: shown(&message) },
        // A worker that died or was denied something can't say so.
        Failure::Poisoned | Failure::Denied { .. } | Failure::Died { .. } => {
            broken("its worker's failure is none of a worker")
        }
    }
}

/// Text from a worker on one line, cut.
fn shown(text: &str) -> String {
    /// In characters.
    const LONGEST: usize = 4096;
    printable(text).chars().take(LONGEST).collect()
}

/// The checks that a library's output has in this process, once more.
pub(super) fn check(
    analysis: &mut Analysis,
    document: &Document<'_>,
    provides: &[String],
    limits: &Limits,
) -> Result<(), Failure> {
    if !analysis.layers.iter().map(LayerBuf::name).eq(provides.iter().map(String::as_str)) {
        return Err(broken("its worker's answer has other layers than it declares"));
    }
    let (mut annotations, mut bytes) = (0, analysis.summary.len());
    for layer in &mut analysis.layers {
        let (all, attributes, strings) = layer.view().parts();
        annotations += all.len();
        bytes += size_of_val(all) + size_of_val(attributes) + strings.len();
        layer.check(document.text()).map_err(|fault| broken(format!("layer `{}`: {fault}", layer.name())))?;
        layer.sort();
    }
    check_output(limits, annotations as u64, bytes as u64)?;
    if !analysis.summary.is_empty() {
        analysis.summary = one_line(&analysis.summary)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_that_a_plugin_forges_is_fit_for_a_report() {
        let long = "x".repeat(1 << 20);
        let told = readable(Failure::Panicked { message: format!("\u{1b}[31mred\n\u{202e}{long}") });
        let Failure::Panicked { message } = told else { panic!("{told:?}") };
        assert!(message.starts_with(" [31mred  xxx") && message.len() <= 4096, "{message}");
        // A worker that is alive can't have died.
        for forged in [Failure::Poisoned, Failure::Died { message: long.clone() }] {
            assert!(matches!(readable(forged), Failure::Contract { .. }));
        }
    }
}
