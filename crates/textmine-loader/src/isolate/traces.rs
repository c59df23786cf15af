//! What a call must leave as it found it: no thread or process more, the same descriptors, folder, signals and alarm.
#![allow(unsafe_code)] // Reading a thread's signal mask and the alarm.

use rustix::process::{WaitId, WaitIdOptions, waitid};
use std::fs::{File, Metadata};
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::fs::MetadataExt;
use std::time::Duration;

/// A thread that was joined is counted a little longer, half a second where the machine is busy; so many looks are taken, so
/// far apart, until one counts as left.
const LOOKS: u32 = 2500;
const BETWEEN_LOOKS: Duration = Duration::from_micros(200);

/// The state of the process that calls could change for the ones after them.
#[derive(Debug)]
pub(crate) struct Traces {
    /// The folder of this process's threads. Opened early: a sandbox would not let it be opened later.
    threads: File,
    /// What the pipes to the host are.
    pipes: [Option<Identity>; 2],
    before: State,
    /// True in a whole sandbox: what that forbids is not looked for.
    bound: bool,
}

/// A file's device and number: what a descriptor stands for, as long as it does.
type Identity = (u64, u64);

#[derive(Debug, Clone, PartialEq, Eq)]
struct State {
    /// The folder of threads itself.
    tasks: Identity,
    threads: u64,
    children: bool,
    folder: Option<Vec<u8>>,
    blocked: u32,
    alarm: bool,
}

impl Traces {
    /// Notes the state as it is now.
    ///
    /// # Errors
    /// If there is no `/proc`.
    pub(crate) fn new(pipes: [&File; 2]) -> io::Result<Self> {
        let threads = File::open("/proc/self/task")?;
        let before = State::now(&threads, false)?;
        Ok(Traces { pipes: pipes.map(identity), threads, before, bound: false })
    }

    /// True if the pipes to the host are still what they were.
    pub(crate) fn are_pipes(&self, pipes: [&File; 2]) -> bool {
        pipes.map(identity) == self.pipes
    }

    /// Number of threads; `None` if something has closed or replaced the descriptor that tells.
    pub(crate) fn threads(&self) -> Option<u64> {
        let tasks = self.threads.metadata().ok()?;
        ((tasks.dev(), tasks.ino()) == self.before.tasks).then(|| count(&tasks))
    }

    /// Relies on a sandbox that lets the process neither change its folder nor set an alarm nor start another.
    pub(crate) fn rely_on_sandbox(&mut self) {
        self.bound = true;
    }

    /// Takes the present state as the one to be left.
    pub(crate) fn renew(&mut self) {
        if let Ok(now) = State::now(&self.threads, self.bound) {
            self.before = now;
        }
    }

    /// What is no longer as it was.
    ///
    /// # Errors
    /// That, for people.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        const CLOSED: &str = "it closed descriptors that are not its own";
        for look in 1.. {
            let now = State::now(&self.threads, self.bound)
                .map_err(|_| "it closed descriptors that are not its own")?;
            if now == self.before {
                break;
            }
            if now.tasks != self.before.tasks {
                return Err(CLOSED);
            }
            if now.folder != self.before.folder {
                return Err("it changed the working directory");
            }
            if now.blocked != self.before.blocked {
                return Err("it changed the signal mask");
            }
            if now.alarm && !self.before.alarm {
                return Err("it set an alarm that goes off after its call");
            }
            if now.children && !self.before.children {
                return Err("it left a process running after its call");
            }
            if now.threads <= self.before.threads {
                break;
            }
            if look == LOOKS {
                return Err(
                    "it left a thread running after its call; what is to last is started when it is made",
                );
            }
            std::thread::sleep(BETWEEN_LOOKS);
        }
        Ok(())
    }
}

impl State {
    fn now(threads: &File, bound: bool) -> io::Result<State> {
        let folder = || rustix::process::getcwd(Vec::new()).ok().map(|path| path.into_bytes());
        let tasks = threads.metadata()?;
        Ok(State {
            tasks: (tasks.dev(), tasks.ino()),
            threads: count(&tasks),
            children: !bound && has_children(),
            folder: if bound { None } else { folder() },
            blocked: blocked_signals(),
            alarm: !bound && has_alarm(),
        })
    }
}

fn identity(file: &File) -> Option<Identity> {
    file.metadata().ok().map(|found| (found.dev(), found.ino()))
}

/// The folder of threads has a link for each, besides the two that every folder has.
fn count(tasks: &Metadata) -> u64 {
    tasks.nlink().saturating_sub(2)
}

/// A bit for each.
fn blocked_signals() -> u32 {
    let mut mask = MaybeUninit::<libc::sigset_t>::zeroed();
    // SAFETY: with no new mask the call only writes the present one, to memory that is large enough for it.
    let known = unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, std::ptr::null(), mask.as_mut_ptr()) } == 0;
    /// The classic signals; the real-time ones kill nobody by surprise.
    const SIGNALS: std::ops::Range<i32> = 1..32;
    // SAFETY: zeroed, and filled where the call went well; a set of bits has no invalid values.
    let mask = unsafe { mask.assume_init() };
    // SAFETY: a valid set, and numbers of signals.
    let blocked = |signal: &i32| known && unsafe { libc::sigismember(&mask, *signal) } == 1;
    SIGNALS.filter(blocked).fold(0, |bits, signal| bits | 1 << signal)
}

/// True if there is a process that this one, or one that it started, has started.
fn has_children() -> bool {
    let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    waitid(WaitId::All, options).is_ok()
}

/// True if the process will be sent the signal of an alarm.
fn has_alarm() -> bool {
    let mut left = MaybeUninit::<libc::itimerval>::zeroed();
    // SAFETY: the call writes to memory that is large enough for it, and all zero is a value where it does not.
    let left = unsafe {
        libc::getitimer(libc::ITIMER_REAL, left.as_mut_ptr());
        left.assume_init()
    };
    left.it_value.tv_sec != 0 || left.it_value.tv_usec != 0
}
