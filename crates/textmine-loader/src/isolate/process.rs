//! Worker processes: started so that none outlives the host, ended so that none is left.
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitId, WaitIdOptions, kill_process_group, pidfd_open,
    set_parent_process_death_signal, waitid,
};
use rustix::thread::{CpuSet, sched_getaffinity, sched_getcpu, sched_setaffinity};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// The program that serves as a worker when it is started with [`ARGUMENT`](super::worker::ARGUMENT).
#[derive(Debug, Clone)]
pub struct WorkerProgram {
    /// Its path.
    pub path: PathBuf,
}

impl Default for WorkerProgram {
    /// This program, even if its file was replaced since it was started.
    fn default() -> Self {
        WorkerProgram { path: "/proc/self/exe".into() }
    }
}

/// Has the system end this process when the one of that number ends, which must have started it. False if it has ended already.
pub fn end_with(parent: u32) -> bool {
    let bound = set_parent_process_death_signal(Some(Signal::KILL)).is_ok();
    bound && std::os::unix::process::parent_id() == parent
}

/// A worker process.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    ended: Option<ExitStatus>,
    /// The processor that it is bound to.
    near: Option<usize>,
}

/// The host's ends of a worker's pipes: requests, answers, and what it prints.
pub(crate) type Pipes = (ChildStdin, ChildStdout, ChildStderr);

type Started = io::Result<Child>;

impl Process {
    /// Starts a worker. It is a process group of its own, and its environment is empty but for where libraries are found.
    pub(crate) fn start(program: &WorkerProgram) -> io::Result<(Process, Pipes)> {
        let mut command = Command::new(&program.path);
        command
            .arg(super::worker::ARGUMENT)
            .arg(std::process::id().to_string())
            .env_clear()
            .envs(std::env::vars_os().filter(|(name, _)| name == "LD_LIBRARY_PATH"));
        Process::spawn(command)
    }

    /// Starts a command in a process group of its own, with three pipes.
    pub(crate) fn spawn(mut command: Command) -> io::Result<(Process, Pipes)> {
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = start_in_a_lasting_thread(command)?;
        match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
            (Some(to), Some(from), Some(printed)) => {
                Ok((Process { child, ended: None, near: None }, (to, from, printed)))
            }
            _ => Err(io::Error::other("its pipes are missing")),
        }
    }

    /// Waits until the worker has ended by itself, at most until `deadline`.
    pub(crate) fn wait(&mut self, deadline: Instant) -> Option<ExitStatus> {
        /// The wait between two looks; an ending process takes less.
        const PAUSE: Duration = Duration::from_micros(200);
        while self.ended.is_none() {
            if self.has_ended() {
                self.end();
            } else if Instant::now() < deadline {
                std::thread::sleep(PAUSE);
            } else {
                break;
            }
        }
        self.ended
    }

    /// Its number; nobody else's until it has been waited for.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// A descriptor that can be read when it has ended; `None` where the kernel has none.
    pub(crate) fn end_descriptor(&self) -> Option<OwnedFd> {
        pidfd_open(self.group()?, PidfdFlags::empty()).ok()
    }

    /// True if it has ended, but still has its number.
    fn has_ended(&self) -> bool {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        self.group().is_some_and(|pid| matches!(waitid(WaitId::Pid(pid), options), Ok(Some(_))))
    }

    fn group(&self) -> Option<Pid> {
        i32::try_from(self.child.id()).ok().and_then(Pid::from_raw)
    }

    /// Ends the worker and whatever it has started and is still in its group. The group has the worker's number, which is
    /// nobody else's until the worker is waited for.
    fn end(&mut self) {
        if let Some(group) = self.group() {
            _ = kill_process_group(group, Signal::KILL);
        }
        _ = self.child.kill();
        self.ended = self.child.wait().ok();
    }

    /// Lets the worker's first thread run on the processor of the caller alone: the two take turns, and a processor that has to
    /// be woken for each turn can take longer than the work. True if that is so.
    pub(crate) fn follow(&mut self) -> bool {
        let here = sched_getcpu();
        if self.near != Some(here) {
            let mut one = CpuSet::new();
            if here < CpuSet::MAX_CPU {
                one.set(here);
            }
            self.near = self.bind(&one).then_some(here);
        }
        self.near.is_some()
    }

    /// Lets the worker run wherever the caller may.
    pub(crate) fn roam(&mut self) {
        if self.near.take().is_some()
            && let Ok(all) = sched_getaffinity(None)
        {
            self.bind(&all);
        }
    }

    fn bind(&self, processors: &CpuSet) -> bool {
        self.group().is_some_and(|pid| sched_setaffinity(Some(pid), processors).is_ok())
    }

    /// The most memory that it had, in bytes; 0 if that can't be told.
    pub(crate) fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        peak.and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or_default() * 1024
    }

    /// The folder of its threads, if there is one.
    pub(crate) fn tasks(&self) -> Option<File> {
        File::open(format!("/proc/{}/task", self.child.id())).ok()
    }

    /// True if a signal has stopped it.
    pub(crate) fn is_stopped(&self) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        // The name before the state may hold anything, parentheses too.
        stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['T', 't']))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.ended.is_none() {
            self.end();
        }
    }
}

/// The system ends a worker when the thread that started it ends, so a thread starts them all that ends with the host only.
fn start_in_a_lasting_thread(command: Command) -> Started {
    type Order = (Command, mpsc::SyncSender<Started>);
    static THREAD: OnceLock<Mutex<mpsc::Sender<Order>>> = OnceLock::new();
    let orders = THREAD.get_or_init(|| {
        let (sender, orders) = mpsc::channel::<Order>();
        let work = move || {
            for (mut command, answer) in orders {
                _ = answer.send(command.spawn());
            }
        };
        // Without the thread, sending fails, and so does starting.
        _ = std::thread::Builder::new().name("workers".to_owned()).spawn(work);
        Mutex::new(sender)
    });
    let gone = |_| io::Error::other("the thread that starts workers is gone");
    let (answer, started) = mpsc::sync_channel(1);
    let sender = orders.lock().unwrap_or_else(PoisonError::into_inner).clone();
    sender.send((command, answer)).map_err(|_| gone(mpsc::RecvError))?;
    started.recv().map_err(gone)?
}
