//! What this binary does when a program is to be started: a keeper, which ends all that the program starts, and a launcher, which
//! binds itself and becomes the program.
use super::census;
use crate::isolate::{process, sandbox, worker};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitOptions, getpid, kill_current_process_group, kill_process, pidfd_open,
    set_child_subreaper, set_parent_process_death_signal, waitpid,
};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Command, ExitCode, ExitStatus};
use textmine_core::{Limits, Sandbox};

/// The first argument of a keeper; the second is the number of the process that starts it.
pub const KEEPER: &str = "--program-keeper";
/// The first argument of a launcher.
pub const LAUNCHER: &str = "--program-launcher";

/// Exit status of a keeper or launcher that could not do its work.
const FAILED: u8 = 121;

/// What is to be started, and its bounds. All paths are absolute.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Order {
    pub(super) path: PathBuf,
    /// The command as the pipeline has it, its own name included.
    pub(super) arguments: Vec<String>,
    pub(super) folder: PathBuf,
    pub(super) limits: Limits,
    pub(super) sandbox: Sandbox,
    /// Files and folders that it may read and run.
    pub(super) reads: Vec<PathBuf>,
}

/// What a launcher says, a line each. A program that said the same would only spoil its own start.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Launched {
    /// It is bound, and becomes the program next; what the kernel can't keep it from.
    LauncherReady(Vec<String>),
    /// There will be no program; why.
    LauncherFailed(String),
}

/// What programs find in their environment: little, and the same everywhere, so that the same input has the same results.
const PASSED_ON: [&str; 5] = ["HOME", "LD_LIBRARY_PATH", "PATH", "PYTHONPATH", "VIRTUAL_ENV"];
const FIXED: [(&str, &str); 6] = [
    ("LC_ALL", "C.UTF-8"),
    ("TZ", "UTC"),
    ("PYTHONDONTWRITEBYTECODE", "1"),
    // Sets come out in the same order each time.
    ("PYTHONHASHSEED", "0"),
    ("PYTHONUTF8", "1"),
    ("PYTHONUNBUFFERED", "1"),
];

/// The command that starts a keeper.
pub(super) fn keeper(program: &process::WorkerProgram) -> Command {
    let mut command = Command::new(&program.path);
    command
        .arg(KEEPER)
        .arg(std::process::id().to_string())
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| PASSED_ON.iter().any(|passed| name == passed)))
        .envs(FIXED);
    command
}

/// Starts a launcher, waits until its program or the host has ended, and ends what is left of the group.
pub fn keep() -> ExitCode {
    let host = std::env::args().nth(2).and_then(|pid| pid.parse::<i32>().ok()).and_then(Pid::from_raw);
    let is_host_there = || host == rustix::process::getppid();
    let (Some(host), true, Ok(())) = (host, is_host_there(), worker::close_inherited()) else {
        return ExitCode::from(FAILED);
    };
    // What the program leaves behind when it ends becomes this process's own.
    _ = set_child_subreaper(Some(getpid()));
    let host_end = pidfd_open(host, PidfdFlags::empty());
    if host_end.is_err() {
        // An older kernel: at least this process and the program end with the host.
        _ = set_parent_process_death_signal(Some(Signal::KILL));
    }
    if !is_host_there() {
        return ExitCode::from(FAILED);
    }
    let launched = Command::new("/proc/self/exe").arg(LAUNCHER).spawn();
    // The pipes are the program's alone: when it closes them, the host is to see it.
    let (Ok(mut child), Ok(())) = (launched, let_go()) else { return ExitCode::from(FAILED) };
    let child_end = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    let child_end = child_end.and_then(|pid| pidfd_open(pid, PidfdFlags::empty()).ok());
    if let (Ok(host_end), Some(child_end)) = (&host_end, &child_end) {
        let from = |end| PollFd::from_borrowed_fd(end, PollFlags::IN);
        let mut ends = [from(child_end.as_fd()), from(host_end.as_fd())];
        while poll(&mut ends, None) == Err(Errno::INTR) {}
        let [_, host_end] = &ends;
        if !host_end.revents().is_empty() {
            _ = kill_current_process_group(Signal::KILL);
        }
    }
    let status = child.wait();
    end_orphans();
    end_like(status)
}

/// Ends what the program has started and left running. The host ends the whole group, but may itself be ended before it does.
fn end_orphans() {
    /// What starts processes as fast as they are ended is left to the host.
    const ROUNDS: u32 = 1000;
    for _ in 0..ROUNDS {
        let children = census::children_of(std::process::id());
        if children.is_empty() {
            return;
        }
        for child in children {
            if let Some(pid) = i32::try_from(child).ok().and_then(Pid::from_raw) {
                _ = kill_process(pid, Signal::KILL);
                _ = waitpid(Some(pid), WaitOptions::empty());
            }
        }
    }
}

/// Ends as the program has ended: the host hears of it from the keeper.
fn end_like(status: io::Result<ExitStatus>) -> ExitCode {
    let Ok(status) = status else { return ExitCode::from(FAILED) };
    if let Some(number) = status.signal() {
        // The handler that finds stack overflows of this process takes the first one, and itself away.
        for signal in [Signal::from_named_raw(number); 2].into_iter().flatten() {
            _ = kill_process(getpid(), signal);
        }
        // One that this process does not die of: as shells say it.
        return ExitCode::from(128_u8.saturating_add(u8::try_from(number).unwrap_or(u8::MAX)));
    }
    ExitCode::from(u8::try_from(status.code().unwrap_or_default()).unwrap_or(FAILED))
}

fn let_go() -> io::Result<()> {
    let null = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdin(&null)?;
    rustix::stdio::dup2_stdout(&null)?;
    rustix::stdio::dup2_stderr(&null)?;
    Ok(())
}

/// Reads what is to be started, binds itself, and becomes the program.
pub fn launch() -> ExitCode {
    let error = match prepare() {
        // Returns only where it fails.
        Ok(mut command) => format!("it can't be started: {}", command.exec()),
        Err(why) => why,
    };
    _ = say(&Launched::LauncherFailed(error));
    ExitCode::from(FAILED)
}

fn prepare() -> Result<Command, String> {
    let failed = |error: &dyn std::fmt::Display| format!("it can't be started: {error}");
    let order: Order =
        serde_json::from_slice(&read_line().map_err(|e| failed(&e))?).map_err(|e| failed(&e))?;
    _ = set_parent_process_death_signal(Some(Signal::KILL));
    // What the program leaves behind stays below it, where it is counted.
    _ = set_child_subreaper(Some(getpid()));
    let mut command = Command::new(&order.path);
    let mut words = order.arguments.iter();
    command.current_dir(&order.folder).args(words.by_ref().skip(1));
    worker::limit(&order.limits, order.sandbox).map_err(|e| format!("its limits can't be set: {e}"))?;
    let lacking = match order.sandbox {
        Sandbox::Off => Vec::new(),
        Sandbox::On | Sandbox::Required => sandbox::of_program(&order.reads),
    };
    say(&Launched::LauncherReady(lacking)).map_err(|e| failed(&e))?;
    Ok(command)
}

/// One line of standard input, and no byte more: the rest is the program's.
fn read_line() -> io::Result<Vec<u8>> {
    let mut input = File::from(rustix::io::fcntl_dupfd_cloexec(io::stdin(), 3)?);
    let mut line = Vec::new();
    let mut byte = [0];
    loop {
        input.read_exact(&mut byte)?;
        if byte == *b"\n" {
            return Ok(line);
        }
        line.push(byte[0]);
    }
}

fn say(launched: &Launched) -> io::Result<()> {
    let mut line = serde_json::to_vec(launched)?;
    line.push(b'\n');
    File::from(rustix::io::fcntl_dupfd_cloexec(io::stdout(), 3)?).write_all(&line)
}
