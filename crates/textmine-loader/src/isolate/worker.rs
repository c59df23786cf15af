//! The other side: what the binary does when it is started as a worker.
#![allow(unsafe_code)] // Descriptors that nobody owns are closed, and the plugin's handlers at exit don't run.

use super::buffer::Buffer;
use super::frame::{HEADER, Header, Kind};
use super::hello::{Hello, Ready, Refusal};
use super::records::{Body, parse_document};
use super::traces::Traces;
use super::{last_words, sandbox};
use crate::file::LibraryFile;
use crate::foreign::ForeignPlugin;
use crate::loader::{LoadPolicy, open};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, Signal, getrlimit, set_parent_process_death_signal, setrlimit};
use std::fs::File;
use std::io::{self, IoSlice, Write};
use std::os::fd::AsRawFd;
use std::process::ExitCode;
use std::time::Duration;
use textmine_core::{Analysis, Failure, Instance, Limits, Plugin, Sandbox};

/// The first argument of a program that is to be a worker; the second is the number of the process that starts it.
pub const ARGUMENT: &str = "--plugin-worker";

/// Exit status of a worker whose descriptors do not work.
pub(crate) const CUT_OFF: i32 = 121;
/// The stack that a plugin has, in bytes, the same wherever it runs.
const STACK: u64 = 8 << 20;
/// Address space that a worker may have beyond its memory: mapped files, and what allocators only reserve. In bytes.
const UNUSED_SPACE: u64 = 1 << 30;
/// Files that a worker may have open.
const OPEN_FILES: u64 = 256;

/// Runs the conformance check of that name on a plugin, and says in JSON what came of it.
pub type Exercise = fn(&dyn Plugin, bool, &str) -> String;

/// Serves the host on standard input and output until it closes them.
pub fn serve(exercise: Exercise) -> ExitCode {
    // Nobody is to outlive the host, not even in an endless loop.
    let bound = set_parent_process_death_signal(Some(Signal::KILL)).is_ok();
    let host = std::env::args().nth(2).and_then(|pid| pid.parse::<u32>().ok());
    if !bound || host != Some(std::os::unix::process::parent_id()) {
        return ExitCode::from(CUT_OFF as u8);
    }
    // Never dropped: the plugin may have closed or replaced what it holds.
    _ = close_inherited()
        .and_then(|()| Worker::new(exercise))
        .and_then(|worker| std::mem::ManuallyDrop::new(worker).serve());
    // The host ends its workers with a signal: where one ends by itself, a plugin has cut it off. What that does at exit should
    // not run on top.
    // SAFETY: ends the process, and runs nothing.
    unsafe { libc::_exit(CUT_OFF) }
}

/// Closes what the host got from whoever started it and never opened itself: no plugin is to find it.
pub(crate) fn close_inherited() -> io::Result<()> {
    let open = std::fs::read_dir("/proc/self/fd")?;
    let numbers: Vec<i32> = open
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|&fd| fd > 2)
        .collect();
    for fd in numbers {
        // SAFETY: nothing in this process has opened any of them but the folder just read, which is closed by now.
        unsafe { libc::close(fd) };
    }
    Ok(())
}

struct Worker {
    requests: File,
    answers: File,
    traces: Traces,
    exercise: Exercise,
    plugin: Option<ForeignPlugin>,
    instance: Option<Box<dyn Instance>>,
}

/// What is sent back.
enum Reply {
    Text(Kind, String),
    Analysis(Analysis),
}

impl Worker {
    /// Keeps the pipes to the host for itself: what the plugin reads from standard input is empty, and what it writes to
    /// standard output goes where its errors go.
    fn new(exercise: Exercise) -> io::Result<Self> {
        let requests = File::from(rustix::io::fcntl_dupfd_cloexec(io::stdin(), 3)?);
        rustix::io::ioctl_fionbio(&requests, true)?;
        let answers = File::from(rustix::io::fcntl_dupfd_cloexec(io::stdout(), 3)?);
        rustix::stdio::dup2_stdin(File::open("/dev/null")?)?;
        rustix::stdio::dup2_stdout(io::stderr())?;
        // Whatever a plugin starts stays known as this process's, even if what started it ends first.
        _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
        let traces = Traces::new([&requests, &answers])?;
        Ok(Worker { requests, answers, traces, exercise, plugin: None, instance: None })
    }

    fn serve(&mut self) -> io::Result<()> {
        let mut request = Buffer::default();
        while let Some(header) = read_frame(&mut self.requests, &mut request)? {
            let body = &request.bytes()[HEADER..];
            let reply = match header.kind {
                Kind::Hello => self.hello(body),
                _ => self.answer(header.kind, body).unwrap_or_else(failed),
            };
            self.send(header.nonce, &reply)?;
            request.clear();
        }
        Ok(())
    }

    fn send(&mut self, nonce: u64, reply: &Reply) -> io::Result<()> {
        if !self.traces.are_pipes([&self.requests, &self.answers]) {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        let (kind, mut body) = match reply {
            Reply::Text(kind, text) => (*kind, Body::of_text(text)),
            Reply::Analysis(analysis) => (Kind::Analysis, Body::of_analysis(analysis)),
        };
        let (parts, len) = body.finish();
        let header = Header { kind, nonce, len }.to_bytes();
        let mut parts: Vec<IoSlice<'_>> = std::iter::once(IoSlice::new(&header)).chain(parts).collect();
        let mut pending = parts.as_mut_slice();
        while !pending.is_empty() {
            match self.answers.write_vectored(pending) {
                Ok(written) => IoSlice::advance_slices(&mut pending, written),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // The plugin has made the pipe one that does not wait.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    wait(&self.answers, PollFlags::OUT)?
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn hello(&mut self, body: &[u8]) -> Reply {
        let opened = serde_json::from_slice::<Hello>(body)
            .map_err(|error| Refusal::Worker(error.to_string()))
            .and_then(|hello| self.open(hello));
        match opened {
            Ok(ready) => Reply::Text(Kind::Ready, json(&ready)),
            Err(refusal) => Reply::Text(Kind::Refused, json(&refusal)),
        }
    }

    /// Binds itself, opens the library, binds itself further.
    fn open(&mut self, hello: Hello) -> Result<Ready, Refusal> {
        let Hello { path, place, abi, limits, sandbox, reads } = hello;
        let policy = LoadPolicy { abi };
        // The host's descriptors are out of reach from the sandbox.
        let file = LibraryFile::vetted(path, &place, &policy)?;
        limit(&limits, sandbox)
            .map_err(|error| Refusal::Worker(format!("its limits can't be set: {error}")))?;
        let header = Header { kind: Kind::LastWords, nonce: 0, len: last_words::LastWords::SIZE as u64 };
        // Without them a fault is known by its signal alone.
        _ = last_words::install(self.answers.as_raw_fd(), header.to_bytes(), limits.memory);
        let mut lacking = match sandbox {
            Sandbox::Off => Vec::new(),
            Sandbox::On | Sandbox::Required => {
                sandbox::before_loading(&[std::slice::from_ref(&file.path), &reads].concat())
            }
        };
        let plugin = open(&file, &file.place(), &policy, limits)?;
        if sandbox != Sandbox::Off {
            if self.traces.threads() != Some(1) {
                // They would not be bound by what comes now.
                return Err(Refusal::Contract("it started a thread while it was opened".to_owned()));
            }
            let more = sandbox::after_loading(&reads).map_err(|error| Refusal::Worker(error.to_string()))?;
            lacking.extend(more);
            if lacking.is_empty() {
                self.traces.rely_on_sandbox();
            }
        }
        self.plugin = Some(plugin);
        self.traces.renew();
        Ok(Ready { lacking })
    }

    fn answer(&mut self, kind: Kind, body: &[u8]) -> Result<Reply, Failure> {
        let confused = |what: &str| Failure::Contract { message: format!("the worker was asked for {what}") };
        let plugin = self.plugin.as_ref().ok_or_else(|| confused("work before it had a library"))?;
        match kind {
            Kind::Schema => Ok(Reply::Text(Kind::Json, plugin.options_schema()?.to_string())),
            Kind::Create => {
                let options =
                    serde_json::from_slice(body).map_err(|_| confused("options that are no JSON"))?;
                self.instance = Some(plugin.unchecked().create(&options)?);
                // What it has started by now may stay.
                self.traces.renew();
                Ok(Reply::Text(Kind::Done, String::new()))
            }
            Kind::Document => {
                let instance =
                    self.instance.as_ref().ok_or_else(|| confused("an analysis without analyzer"))?;
                let document = parse_document(body).ok_or_else(|| confused("a document that is none"))?;
                let worker = rustix::process::getpid();
                let analysis = instance.analyze(&document);
                if rustix::process::getpid() != worker {
                    stay();
                }
                self.traces.check().map_err(|trace| Failure::Contract { message: trace.to_owned() })?;
                Ok(Reply::Analysis(analysis?))
            }
            Kind::Close => {
                if let Some(instance) = self.instance.take() {
                    instance.close()?;
                }
                Ok(Reply::Text(Kind::Done, String::new()))
            }
            Kind::Exercise => {
                let check = std::str::from_utf8(body).map_err(|_| confused("a check without a name"))?;
                Ok(Reply::Text(Kind::Json, (self.exercise)(plugin, plugin.is_concurrent(), check)))
            }
            _ => Err(confused("an answer")),
        }
    }
}

/// A copy of the worker that the library has forked came back from its call as well. It says nothing, so that what the host
/// hears does not depend on who is faster, and stays for the worker to find it.
fn stay() -> ! {
    std::thread::sleep(Duration::from_secs(30));
    std::process::exit(0)
}

fn failed(failure: Failure) -> Reply {
    Reply::Text(Kind::Failure, json(&failure))
}

fn json(value: &impl serde::Serialize) -> String {
    // Structs of strings and numbers can always be written.
    serde_json::to_string(value).unwrap_or_default()
}

/// How often a worker gives way to a host that may have the next document ready, before it sleeps.
const PATIENCE: u32 = 3;

/// Sleeps until there is something to read, or room to write.
fn wait(pipe: &File, until: PollFlags) -> io::Result<()> {
    match poll(&mut [PollFd::new(pipe, until)], None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Reads one frame; `None` when the host has closed its end.
fn read_frame(from: &mut File, into: &mut Buffer) -> io::Result<Option<Header>> {
    let mut target = HEADER;
    let mut patience = PATIENCE;
    loop {
        if patience > 0 && into.bytes().is_empty() {
            patience -= 1;
            rustix::thread::sched_yield();
        }
        match into.read(from, target) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock && patience > 0 => continue,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                wait(from, PollFlags::IN)?;
                continue;
            }
            Ok(0) if into.bytes().is_empty() => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // The limit of memory does not hold the document: die as a plugin dies of it, which the host understands.
            Err(error) if error.kind() == io::ErrorKind::OutOfMemory => std::process::abort(),
            Err(error) => return Err(error),
        }
        let Some(bytes) = into.bytes().first_chunk::<HEADER>() else { continue };
        let header = Header::from_bytes(bytes).ok_or(io::ErrorKind::InvalidData)?;
        target = usize::try_from(header.len)
            .ok()
            .and_then(|len| len.checked_add(HEADER))
            .ok_or(io::ErrorKind::InvalidData)?;
        if into.bytes().len() >= target {
            return Ok(Some(header));
        }
    }
}

/// Sets what the system enforces: memory, stack, no core dump, no growing file.
pub(crate) fn limit(limits: &Limits, sandbox: Sandbox) -> io::Result<()> {
    let page = rustix::param::page_size() as u64;
    let statm = std::fs::read_to_string("/proc/self/statm")?;
    let in_use =
        statm.split(' ').next().and_then(|pages| pages.parse::<u64>().ok()).unwrap_or_default() * page;
    let file_size = if sandbox == Sandbox::Off { u64::MAX } else { 0 };
    // The last quarter of the user's threads is the host's: it must be able to start another worker.
    let threads = getrlimit(Resource::Nproc).current.map_or(u64::MAX, |most| most - most / 4);
    let wanted = [
        (Resource::Core, 0),
        (Resource::Fsize, file_size),
        (Resource::Stack, STACK),
        (Resource::Nofile, OPEN_FILES),
        (Resource::Nproc, threads),
        // What is private and writable: the heap, however it is got. The address space bounds what is shared.
        (Resource::Data, limits.memory),
        (Resource::As, in_use.saturating_add(limits.memory).saturating_add(UNUSED_SPACE)),
    ];
    for (resource, most) in wanted {
        let most = getrlimit(resource).maximum.map_or(most, |hard| most.min(hard));
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?;
    }
    Ok(())
}

/// How long opening a library and making an analyzer may take, at least: that is done once, and may read a model.
pub(crate) const PREPARATION: Duration = Duration::from_secs(10);
