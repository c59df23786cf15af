//! The sandbox of a worker: what a plugin can do to the machine once it runs in one.
//!
//! Two mechanisms of Linux overlap on purpose. *Landlock* decides which files may be opened; *seccomp* filters which system
//! calls exist at all. Neither needs privileges, and neither can be lifted again. Where the kernel lacks one, the other stands
//! alone and the worker says what that leaves open.

mod files;
mod filter;
mod forbidden;
mod known;
mod not_writing;
mod of_programs;
mod privileges;
mod program;
mod rule;

use std::io;
use std::path::PathBuf;

use landlock::ABI;

pub(crate) use self::filter::syscall_name;

/// What this kernel can't enforce, as sentences for people; in a fixed order, none twice.
pub(crate) type Lacking = Vec<String>;

/// Why a worker can't be restricted to what its analyzer declares.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SandboxError {
    /// A declared file or folder can't be found or opened.
    #[error("the analyzer reads {}, which can't be opened: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    /// A declared file or folder depends on the folder that the worker happens to run in.
    #[error("the analyzer reads {}, which is not an absolute path", path.display())]
    Relative { path: PathBuf },
}

/// Takes from this thread, and from all that it will start, whatever a plugin has no business with: new processes and programs,
/// ptrace, the network, signals to others, every way to change a file, and the reading of files other than `reads`, the system's
/// libraries and a few devices.
///
/// To be called before the library is opened, so that its constructors are bound too; by the only thread, because the
/// restrictions are the thread's; and after everything that needs what is taken: limits (`setrlimit`), signal handlers of
/// SIGSYS, [`last_words::install`](super::last_words::install).
pub(crate) fn before_loading(reads: &[PathBuf]) -> Lacking {
    let privileges = privileges::drop_all().map_err(|error| format!("the kernel refuses: {error}"));
    let landlock = files::allow_loading_only(reads);
    let seccomp = filter::install();
    lacking(&privileges, &landlock, &seccomp)
}

/// Takes from this thread the reading of all files but those that are in `reads` or beneath a folder there, and of the devices
/// `/dev/null`, `/dev/zero`, `/dev/random` and `/dev/urandom`. What is open already stays open.
///
/// To be called after the library was opened, by the only thread, before the plugin's first call.
///
/// # Errors
///
/// A path in `reads` that isn't absolute or can't be opened. Nothing is restricted then.
pub(crate) fn after_loading(reads: &[PathBuf]) -> Result<Lacking, SandboxError> {
    let enforced = files::allow_reading_only(reads)?;
    Ok(enforced.err().map(|why| format!("reading files can't be restricted: {why}")).into_iter().collect())
}

/// Binds this process before it becomes a program in another language: that may start processes, and read and run what is in
/// `reads`, in the system's folders of programs and libraries, and on a few devices. All else that [`before_loading`] forbids is
/// refused with an error rather than with death: a program that was started has no handler that could tell its host why it dies.
///
/// To be called by the only thread, after the limits were set.
pub(crate) fn of_program(reads: &[PathBuf]) -> Lacking {
    let privileges = privileges::drop_all().map_err(|error| format!("the kernel refuses: {error}"));
    let landlock = files::allow_programs(reads);
    let seccomp = filter::install_for_program();
    let mut gaps = Gaps::default();
    if let Err(why) = &privileges {
        gaps.add("what root may do", why);
    }
    if let Err(why) = &landlock {
        // The filter can't tell a device that may be written from a file that may not.
        for what in ["reading other files", "writing files", "looking into other processes"] {
            gaps.add(what, why);
        }
    }
    if let Err(why) = &seccomp {
        for what in ["network connections", "leaving its group of processes", "unusual system calls"] {
            gaps.add(what, why);
        }
        if landlock.as_ref().map_or(true, |&level| level < ABI::V6) {
            gaps.add("signals to other processes", why);
        }
    }
    gaps.sentences()
}

/// What is left open, given what the kernel took on or why it didn't. A gap of one mechanism counts only where the other leaves
/// it open too.
fn lacking(
    privileges: &Result<(), String>,
    landlock: &Result<ABI, String>,
    seccomp: &Result<(), String>,
) -> Lacking {
    let mut gaps = Gaps::default();
    if let Err(why) = privileges {
        gaps.add("what root may do", why);
    }
    if let Err(why) = seccomp {
        let older_than = |abi| landlock.as_ref().is_ok_and(|&level| level < abi);
        gaps.add("new processes", why);
        gaps.add("new programs", why);
        gaps.add("network connections", why);
        if landlock.is_err() || older_than(ABI::V6) {
            gaps.add("signals to other processes", why);
        }
        if landlock.is_err() {
            gaps.add("writing files", why);
        } else if older_than(ABI::V3) {
            gaps.add("truncating files", why);
        }
        gaps.add("changing attributes of files", why);
        gaps.add("unusual system calls", why);
    }
    if let Err(why) = landlock {
        // The filter stops ptrace, but /proc offers the same to whoever may read files.
        gaps.add("looking into other processes", why);
    }
    gaps.sentences()
}

/// Things that can't be forbidden, gathered by the reason.
#[derive(Default)]
struct Gaps<'a>(Vec<(&'a str, Vec<&'static str>)>);

impl<'a> Gaps<'a> {
    fn add(&mut self, what: &'static str, why: &'a str) {
        match self.0.iter_mut().find(|(known, _)| *known == why) {
            Some((_, whats)) => whats.push(what),
            None => self.0.push((why, vec![what])),
        }
    }

    fn sentences(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|(why, whats)| format!("{} can't be forbidden: {why}", enumeration(whats)))
            .collect()
    }
}

/// `a`, `a and b`, `a, b and c`.
fn enumeration(whats: &[&str]) -> String {
    match whats {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NO_SECCOMP: &str = "the kernel has no seccomp filters";
    const NO_LANDLOCK: &str = "the kernel has no landlock";

    fn said(landlock: Result<ABI, &str>, seccomp: Result<(), &str>) -> String {
        lacking(&Ok(()), &landlock.map_err(str::to_owned), &seccomp.map_err(str::to_owned)).join("\n")
    }

    #[test]
    fn a_kernel_that_enforces_all_lacks_nothing() {
        assert_eq!(said(Ok(ABI::V6), Ok(())), "");
    }

    #[test]
    fn what_an_old_landlock_lacks_the_filter_makes_up_for() {
        assert_eq!(said(Ok(ABI::V1), Ok(())), "");
    }

    #[test]
    fn without_landlock_the_filter_still_forbids_writing() {
        assert_eq!(
            said(Err(NO_LANDLOCK), Ok(())),
            "looking into other processes can't be forbidden: the kernel has no landlock"
        );
    }

    #[test]
    fn without_the_filter_what_landlock_covers_is_not_lacking() {
        let without = |landlock| said(Ok(landlock), Err(NO_SECCOMP));
        assert_eq!(
            without(ABI::V6),
            "new processes, new programs, network connections, changing attributes of files and unusual system calls can't be \
             forbidden: the kernel has no seccomp filters"
        );
        assert!(
            !without(ABI::V5).contains("truncating")
                && without(ABI::V5).contains("signals to other processes")
        );
        assert!(without(ABI::V2).contains("truncating files") && !without(ABI::V2).contains("writing files"));
    }

    #[test]
    fn gaps_are_gathered_by_their_reason() {
        assert_eq!(
            said(Err(NO_LANDLOCK), Err(NO_SECCOMP)),
            "new processes, new programs, network connections, signals to other processes, writing files, changing attributes \
             of files and unusual system calls can't be forbidden: the kernel has no seccomp filters\n\
             looking into other processes can't be forbidden: the kernel has no landlock"
        );
        assert_eq!(said(Err("why"), Err("why")).lines().count(), 1);
    }

    #[test]
    fn reading_what_does_not_exist_is_refused_by_name_and_restricts_nothing() {
        let said =
            |path: &str| after_loading(&[PathBuf::from(path)]).expect_err("it must be refused").to_string();
        assert!(
            said("/no/such/lexicon")
                .starts_with("the analyzer reads /no/such/lexicon, which can't be opened: No such")
        );
        assert_eq!(said("lexicon"), "the analyzer reads lexicon, which is not an absolute path");
        assert!(std::fs::read_dir("/").is_ok());
    }
}
