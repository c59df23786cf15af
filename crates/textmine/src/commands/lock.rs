//! `textmine plugins lock`: writes down which libraries and data files a pipeline is trusted with.
use crate::Outcome;
use crate::cli::LockArgs;
use crate::diagnostics::Messages;
use crate::lock_file::{Found, LockFile};
use crate::pipeline_file::{PipelineFile, Told, loader};
use std::fmt::Write as _;
use std::io::{self, Write};
use textmine_loader::{Lock, Locking};

pub(crate) fn lock(args: &LockArgs, messages: &Messages) -> io::Result<Outcome> {
    let Ok((lock, file)) = make(args, messages) else { return Ok(Outcome::Refused) };
    let (before, written) = match file.find() {
        Found::Lock { lock, source } => (lock, source),
        Found::Nothing => (Lock::default(), String::new()),
        Found::Useless(why) => {
            messages.warning(&format!("{} was no lock file: {}", file.name(), why.reason()));
            (Lock::default(), String::new())
        }
    };
    let content = lock.to_string();
    let what = match content == written {
        true => "is up to date",
        false => "is written",
    };
    if content != written
        && let Err(error) = file.write(&content)
    {
        messages.error(
            &format!("can't write {}: {error}", file.name()),
            Some("see that its folder exists and that you may write to it"),
        );
        return Ok(Outcome::SomeFailed);
    }
    let mut out = format!("{} {what}: {}\n", file.name(), size(&lock));
    for change in lock.changes(&before) {
        _ = writeln!(out, "  {change}");
    }
    io::stdout().lock().write_all(out.as_bytes())?;
    Ok(Outcome::Fine)
}

/// The lock as it should be, and its file.
fn make(args: &LockArgs, messages: &Messages) -> Result<(Lock, LockFile), Told> {
    let pipeline = PipelineFile::read(Some(&args.config), messages)?;
    let file = LockFile::beside(&args.config, messages)?;
    let loader = loader(&args.common, messages)?;
    let locking = Locking::new(&loader, &file.path);
    // As for workers: terms that only those keep are no reason not to lock.
    pipeline.plan_from(&locking, true).map_err(|problems| pipeline.tell(&problems, messages))?;
    Ok((locking.into_lock(), file))
}

fn size(lock: &Lock) -> String {
    let libraries = match lock.libraries() {
        1 => "1 library".to_owned(),
        n => format!("{n} libraries"),
    };
    match lock.files() {
        0 => libraries,
        1 => format!("{libraries}, 1 data file"),
        n => format!("{libraries}, {n} data files"),
    }
}
