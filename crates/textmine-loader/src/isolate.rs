//! Plugins in worker processes: the same library behind the same traits, and whatever it does costs one result.

mod buffer;
mod cause;
mod channel;
mod frame;
mod hello;
mod last_words;
mod process;
mod records;
mod sandbox;
mod traces;
pub mod worker;

pub use process::WorkerProgram;

use crate::LoadError;
use crate::file::LibraryFile;
use crate::foreign::{check_output, one_line};
use crate::loader::LoadPolicy;
use crate::manifest::printable;
use channel::{Channel, Lost};
use frame::Kind;
use hello::{Hello, Ready, Refusal};
use process::Process;
use records::{Body, parse_analysis};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use textmine_core::{
    Analysis, Description, Document, Failure, Instance, LayerBuf, Limits, Plugin, Sandbox, Terms,
};

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

/// A plugin whose code runs in workers.
#[derive(Debug)]
pub struct IsolatedPlugin {
    source: Arc<Source>,
    /// A worker with the library open and no instance: the first of the pool.
    spare: Mutex<Option<Worker>>,
}

/// What came of a conformance check.
#[derive(Debug)]
pub struct Exercised {
    /// What the worker's [`Exercise`](worker::Exercise) has returned.
    pub outcome: String,
    /// What went wrong besides.
    pub remarks: Vec<String>,
    /// The most memory that the worker had, in bytes.
    pub peak_memory: u64,
}

/// What it takes to start another worker.
#[derive(Debug)]
struct Source {
    file: LibraryFile,
    program: WorkerProgram,
    hello: Hello,
}

impl IsolatedPlugin {
    /// Starts a first worker that opens the library. Returns also what the sandbox lacks.
    pub(crate) fn start(
        file: LibraryFile,
        base: &Path,
        terms: &Terms,
        policy: &LoadPolicy,
        program: &WorkerProgram,
    ) -> Result<(Self, Vec<String>), LoadError> {
        let mut reads = Vec::new();
        let own = file.data().into_iter().map(|path| (path, false));
        for (path, named_by_user) in own.chain(terms.reads.iter().map(|path| (base.join(path), true))) {
            let found = match path.canonicalize() {
                Ok(found) => found,
                Err(source) => return Err(LoadError::Data { path, named_by_user, source }),
            };
            if !named_by_user && !file.path.parent().is_some_and(|folder| found.starts_with(folder)) {
                let why =
                    format!("its data {} leads out of its folder, to {}", path.display(), found.display());
                return Err(LoadError::Contract { path: file.path, why });
            }
            reads.push(found);
        }
        let hello = Hello {
            path: file.path.clone(),
            place: file.place_for_a_child(),
            abi: policy.abi,
            limits: terms.limits,
            sandbox: terms.sandbox,
            reads,
        };
        let source = Source { file, program: program.clone(), hello };
        let (worker, lacking) = Worker::start(&source)?;
        if terms.sandbox == Sandbox::Required && !lacking.is_empty() {
            return Err(LoadError::Sandbox { lacking });
        }
        Ok((IsolatedPlugin { source: Arc::new(source), spare: Mutex::new(Some(worker)) }, lacking))
    }

    /// Runs one conformance check in a worker of its own, in the time that a document has.
    ///
    /// # Errors
    /// If the worker does not survive it.
    pub fn exercise(&self, check: &str) -> Result<Exercised, Failure> {
        let mut worker = self.spare_or_new()?;
        let time = worker.limits.timeout;
        let answer = worker.call(Kind::Exercise, Body::of_text(check), time)?;
        let (outcome, remarks) = (answer.text(Kind::Json)?, answer.remark.into_iter().collect());
        Ok(Exercised { outcome, remarks, peak_memory: worker.process.peak_memory() })
    }

    fn spare_or_new(&self) -> Result<Worker, Failure> {
        let spare = lock(&self.spare).take();
        match spare {
            Some(worker) => Ok(worker),
            None => self.source.start(),
        }
    }
}

impl Source {
    fn start(&self) -> Result<Worker, Failure> {
        /// The system may be short of processes for a moment.
        const TRIES: u32 = 5;
        const BETWEEN_TRIES: Duration = Duration::from_millis(200);
        let mut tries = 1;
        loop {
            match Worker::start(self) {
                Ok((worker, _)) => return Ok(worker),
                Err(LoadError::Worker { .. }) if tries < TRIES => std::thread::sleep(BETWEEN_TRIES),
                Err(error) => {
                    let message = format!("could not be started again: {}", error.without_path());
                    return Err(Failure::Died { message });
                }
            }
            tries += 1;
        }
    }
}

impl Plugin for IsolatedPlugin {
    fn description(&self) -> &Description {
        &self.source.file.manifest.description
    }

    fn options_schema(&self) -> Result<Value, Failure> {
        let mut worker = self.spare_or_new()?;
        let schema = worker.call(Kind::Schema, Body::default(), worker.preparation())?.json(Kind::Json)?;
        *lock(&self.spare) = Some(worker);
        Ok(schema)
    }

    fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure> {
        let options = options.to_string();
        let mut worker = self.spare_or_new()?;
        worker.create(&options)?;
        Ok(Box::new(IsolatedInstance {
            source: Arc::clone(&self.source),
            options,
            idle: Mutex::new(vec![worker]),
        }))
    }
}

/// An analyzer in workers, as many as there are threads that use it at the same time.
#[derive(Debug)]
struct IsolatedInstance {
    source: Arc<Source>,
    options: String,
    idle: Mutex<Vec<Worker>>,
}

impl Instance for IsolatedInstance {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        let provides = &self.source.file.manifest.description.provides;
        let idle = lock(&self.idle).pop();
        let mut worker = idle.map_or_else(|| self.start(), Ok)?;
        let used = worker.used;
        let mut result = worker.analyze(document, provides);
        if worker.lost && used {
            // What an earlier document has left behind may have ended it. What ends a fresh one is this document.
            worker = self.start()?;
            result = worker.analyze(document, provides);
            if let Ok(analysis) = &mut result {
                analysis
                    .remarks
                    .insert(0, "its worker was lost after an earlier document, and replaced".to_owned());
            }
        }
        // One that answered is sound; after anything else a fresh one is better.
        if matches!(result, Ok(_) | Err(Failure::Refused { .. })) {
            lock(&self.idle).push(worker);
        }
        result
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        let workers = self.idle.into_inner().unwrap_or_else(PoisonError::into_inner);
        // At the same time: each may take its whole time. One for which there is no thread left is ended unasked.
        std::thread::scope(|scope| {
            let close =
                |worker: Worker| std::thread::Builder::new().spawn_scoped(scope, move || worker.close());
            let closing: Vec<_> = workers.into_iter().map(close).collect();
            closing.into_iter().flatten().try_for_each(|thread| thread.join().unwrap_or(Ok(())))
        })
    }
}

impl IsolatedInstance {
    fn start(&self) -> Result<Worker, Failure> {
        let mut worker = self.source.start()?;
        worker.create(&self.options)?;
        Ok(worker)
    }
}

/// One worker.
#[derive(Debug)]
struct Worker {
    process: Process,
    channel: Channel,
    limits: Limits,
    /// True if it was asked for a document before.
    used: bool,
    /// True if it ended or answered nonsense, rather than not at all.
    lost: bool,
    /// True if the last document took it less than [`QUICK`].
    quick: bool,
}

/// A worker's answer, copied out where it must last.
struct Answered<'w> {
    kind: Kind,
    body: &'w [u8],
    remark: Option<String>,
}

impl Worker {
    fn start(source: &Source) -> Result<(Worker, Vec<String>), LoadError> {
        let failed = |error: std::io::Error| LoadError::Worker { why: error.to_string() };
        let (process, pipes) = Process::start(&source.program).map_err(failed)?;
        let channel = Channel::new(pipes, process.end_descriptor(), process.tasks()).map_err(failed)?;
        let mut worker =
            Worker { process, channel, limits: source.hello.limits, used: false, lost: false, quick: false };
        let path = || source.file.path.clone();
        let hello = serde_json::to_string(&source.hello).map_err(|e| failed(e.into()))?;
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

    fn create(&mut self, options: &str) -> Result<(), Failure> {
        let time = self.preparation();
        self.call(Kind::Create, Body::of_text(options), time)?.done()
    }

    fn analyze(&mut self, document: &Document<'_>, provides: &[String]) -> Result<Analysis, Failure> {
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

    fn close(mut self) -> Result<(), Failure> {
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

    fn done(&self) -> Result<(), Failure> {
        self.expect(Kind::Done)
    }

    fn json<T: DeserializeOwned>(&self, kind: Kind) -> Result<T, Failure> {
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
fn check(
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

fn broken(message: impl Into<String>) -> Failure {
    Failure::Contract { message: message.into() }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// See [`fuzzing::frames`](crate::fuzzing::frames): nothing that a worker sends may do more than be refused.
pub(crate) fn fuzz_frames(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let mut answer = parts.next().unwrap_or_default();
    let mut buffer = buffer::Buffer::default();
    while buffer.read(&mut answer, usize::MAX).is_ok_and(|read| read > 0) {}
    let Some(header) = buffer.bytes().first_chunk().and_then(frame::Header::from_bytes) else { return };
    let body = &buffer.bytes()[frame::HEADER..];
    let answered = Answered { kind: header.kind, body, remark: cause::quoted(body) };
    _ = answered.json::<Ready>(Kind::Ready).is_ok();
    _ = answered.json::<Refusal>(Kind::Refused).is_ok();
    _ = answered.done().is_err_and(|failure| !failure.to_string().is_empty());
    _ = last_words::LastWords::from_bytes(body);
    if let Some(document) = records::parse_document(body) {
        _ = document.tokens().iter().filter(|token| document.slice(token.span).is_empty()).count();
    }
    let Some(mut analysis) = parse_analysis(body) else { return };
    let Ok(document) = textmine_core::DocumentBuf::new("fuzz", text) else { return };
    let names: Vec<String> = analysis.layers.iter().map(|layer| layer.name().to_owned()).collect();
    if check(&mut analysis, &document.view(), &names, &Limits::default()).is_ok() {
        let read =
            |layer: &LayerBuf| layer.view().iter().map(|found| found.attributes().len()).sum::<usize>();
        _ = analysis.layers.iter().map(read).sum::<usize>();
    }
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
