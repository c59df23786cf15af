//! `textmine run --watch`: the run again, whenever something has changed that it depends on.
//!
//! Each run is a process of its own. It opens libraries as they are by then, where this process would have to keep the old ones;
//! and nothing that goes wrong in it, not even while a library is rewritten under its feet, ends the watch.
mod files;

use crate::Outcome;
use crate::cli::RunArgs;
use crate::diagnostics::Messages;
use files::{Stamps, Watched};
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How often the files are looked at. There are few of them, known by name, and editors and linkers replace rather than write
/// them: to look costs microseconds, works on every file system, and misses nothing.
const LOOK: Duration = Duration::from_millis(50);
/// What has not changed for so long is taken for written.
const SETTLED: Duration = Duration::from_millis(150);
/// What is missing or half a library is waited for so long; then the run says what is wrong with it.
const PATIENCE: Duration = Duration::from_secs(3);
/// Files that are named in a message; there may be more.
const NAMED: usize = 4;

pub(crate) fn watch(args: &RunArgs, messages: &Messages) -> io::Result<Outcome> {
    if args.inputs.iter().any(|input| input == Path::new("-")) {
        messages.error("standard input can't be watched", Some("name files, or run without `--watch`"));
        return Ok(Outcome::Refused);
    }
    loop {
        // Both before the run starts: what changes while it starts counts as well.
        let watched = Watched::by(args);
        let before = watched.stamps();
        clear_terminal()?;
        let mut run = Run::start()?;
        let changed = loop {
            if let Some(status) = run.end()? {
                tell_end(status, messages);
                messages.note(&format!("waiting for a change of {}; Ctrl-C ends", named(&watched.paths())));
            }
            let changed = before.changed(&watched.stamps());
            if !changed.is_empty() {
                break changed;
            }
            std::thread::sleep(LOOK);
        };
        // It is of no more use, and may never end.
        drop(run);
        settle(&watched, &before);
        let has = if changed.len() == 1 { "has" } else { "have" };
        messages.note(&format!("{} {has} changed", named(&changed)));
    }
}

/// Waits until nothing changes any more, and no changed library is half written.
fn settle(watched: &Watched, before: &Stamps) {
    let mut last = watched.stamps();
    let mut since = Instant::now();
    loop {
        std::thread::sleep(LOOK);
        let now = watched.stamps();
        if !last.changed(&now).is_empty() {
            (last, since) = (now, Instant::now());
        } else if since.elapsed() >= SETTLED
            && (since.elapsed() >= PATIENCE || watched.is_whole(&before.changed(&now)))
        {
            return;
        }
    }
}

/// A run; ended when it is dropped.
struct Run {
    child: Child,
    ended: bool,
}

impl Run {
    fn start() -> io::Result<Run> {
        let program = match cfg!(target_os = "linux") {
            // Even if its file was replaced meanwhile: that of textmine may be what was built anew.
            true => PathBuf::from("/proc/self/exe"),
            false => std::env::current_exe()?,
        };
        let child = Command::new(program).args(arguments()).stdin(Stdio::null()).spawn()?;
        Ok(Run { child, ended: false })
    }

    /// How it ended, once.
    fn end(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = if self.ended { None } else { self.child.try_wait()? };
        self.ended |= status.is_some();
        Ok(status)
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The arguments of this process, with `--watch` replaced by what makes one run of it.
fn arguments() -> Vec<OsString> {
    let mut options = true;
    let replaced = std::env::args_os().skip(1).map(|argument| {
        options &= argument != OsStr::new("--");
        match options && argument == OsStr::new("--watch") {
            true => format!("--watched-by={}", std::process::id()).into(),
            false => argument,
        }
    });
    replaced.collect()
}

/// The effect of a change stands alone; where the output goes elsewhere, the runs follow each other.
fn clear_terminal() -> io::Result<()> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        // To the upper left corner; the screen, and what has scrolled off it.
        out.write_all(b"\x1b[H\x1b[2J\x1b[3J")?;
        out.flush()?;
    }
    Ok(())
}

/// What a run does not say of itself.
fn tell_end(status: ExitStatus, messages: &Messages) {
    if status.code().is_none() {
        messages.error(&format!("the run was ended: {status}"), None);
    }
}

/// The names of some files, for people.
fn named(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).display().to_string();
    let mut names: Vec<String> = paths.iter().take(NAMED).map(name).collect();
    match paths.len().saturating_sub(NAMED) {
        0 => {}
        1 => names.push("1 more file".to_owned()),
        more => names.push(format!("{more} more files")),
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
