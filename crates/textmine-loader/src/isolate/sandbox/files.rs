//! The part of the sandbox that landlock enforces: which files may be opened, and for what.

use std::io;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, LandlockStatus, PathBeneath, PathFd, PathFdError,
    RestrictionStatus, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
    make_bitflags,
};
use rustix::fs::{FileType, fstat};

use super::SandboxError;

/// The newest landlock whose rights are asked for; the crate leaves out what the kernel doesn't know. All of them are taken
/// away but for reading, so a right that is new to this kernel can't surprise a plugin.
const NEWEST: ABI = ABI::V10;

/// What every program may count on.
const DEVICES: [&str; 4] = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];

/// Where the system's loader finds what a library needs, besides the folders of `LD_LIBRARY_PATH`.
const LIBRARIES: [&str; 11] = [
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/local/lib64",
    "/etc/ld.so.cache",
    "/nix/store",
    "/gnu/store",
];

/// Where programs are, what they consist of, and what their runtimes look up.
const PROGRAMS: [&str; 9] = [
    "/usr",
    "/bin",
    "/sbin",
    "/etc/alternatives",
    "/etc/group",
    "/etc/localtime",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/ssl/openssl.cnf",
];

/// Whether landlock enforces a layer, and up to which of its versions; or why it doesn't.
pub(super) type Enforced = Result<ABI, String>;

/// Leaves reading of what the system's loader needs to open the library, of `reads` and of [`DEVICES`], and takes all else: other
/// files, writing, creating, removing, devices' controls, TCP, and signals and abstract sockets to processes outside.
pub(super) fn allow_loading_only(reads: &[PathBuf]) -> Enforced {
    let searched = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let searched = std::env::split_paths(&searched).filter(|path| path.is_absolute());
    let fixed = LIBRARIES.iter().chain(&DEVICES).map(PathBuf::from);
    let readable = fixed.chain(searched).chain(reads.iter().cloned());
    // What is not there can't be read either.
    let rules = readable.filter_map(|path| executable_beneath(&path).ok());
    all_but(rules)
}

/// Leaves reading and running of [`PROGRAMS`], of [`LIBRARIES`] and of what is in `reads`, reading of [`DEVICES`], and writing to
/// `/dev/null`.
pub(super) fn allow_programs(reads: &[PathBuf]) -> Enforced {
    let searched = std::env::var_os("LD_LIBRARY_PATH").unwrap_or_default();
    let searched = std::env::split_paths(&searched).filter(|path| path.is_absolute());
    let fixed = PROGRAMS.iter().chain(&LIBRARIES).map(PathBuf::from);
    let readable = fixed.chain(searched).chain(reads.iter().cloned());
    let rules = readable.filter_map(|path| executable_beneath(&path).ok());
    let devices = DEVICES.iter().filter_map(|path| beneath(Path::new(path)).ok());
    // What scripts throw away goes there; opening it to write asks for both.
    let discarding = make_bitflags!(AccessFs::{ReadFile | WriteFile | Truncate});
    let rules = rules.chain(devices).chain(rule(Path::new("/dev/null"), discarding).ok());
    all_but(rules)
}

/// Leaves reading beneath `reads` and of [`DEVICES`].
pub(super) fn allow_reading_only(reads: &[PathBuf]) -> Result<Enforced, SandboxError> {
    let declared = reads.iter().map(|path| declared(path)).collect::<Result<Vec<_>, _>>()?;
    // A container may lack some of the devices; then there is nothing to allow.
    let devices = DEVICES.iter().filter_map(|path| beneath(Path::new(path)).ok());
    Ok(enforced((|| {
        Ruleset::default()
            .handle_access(AccessFs::from_read(NEWEST))?
            .create()?
            .add_rules(declared.into_iter().chain(devices).map(Ok::<_, RulesetError>))?
            .restrict_self()
    })()))
}

/// Takes away all that landlock knows of, but for what these rules leave.
fn all_but(rules: impl Iterator<Item = PathBeneath<PathFd>>) -> Enforced {
    enforced((|| {
        Ruleset::default()
            .handle_access(AccessFs::from_all(NEWEST))?
            .handle_access(AccessNet::from_all(NEWEST))?
            .scope(Scope::from_all(NEWEST))?
            .create()?
            .add_rules(rules.map(Ok::<_, RulesetError>))?
            .restrict_self()
    })())
}

fn declared(path: &Path) -> Result<PathBeneath<PathFd>, SandboxError> {
    if !path.is_absolute() {
        return Err(SandboxError::Relative { path: path.to_owned() });
    }
    beneath(path).map_err(|source| SandboxError::Unreadable { path: path.to_owned(), source })
}

/// The rule that lets the file at `path`, or all beneath the folder there, be read.
fn beneath(path: &Path) -> io::Result<PathBeneath<PathFd>> {
    rule(path, AccessFs::ReadFile.into())
}

/// The rule that lets it be opened as a library as well.
fn executable_beneath(path: &Path) -> io::Result<PathBeneath<PathFd>> {
    rule(path, make_bitflags!(AccessFs::{ReadFile | Execute}))
}

fn rule(path: &Path, of_files: BitFlags<AccessFs>) -> io::Result<PathBeneath<PathFd>> {
    let opened = PathFd::new(path).map_err(|error| match error {
        PathFdError::OpenCall { source, .. } => source,
        other => io::Error::other(other),
    })?;
    let folder = FileType::from_raw_mode(fstat(&opened)?.st_mode) == FileType::Directory;
    // The kernel refuses a rule for a file that speaks of folders.
    let allowed = if folder { of_files | AccessFs::ReadDir } else { of_files };
    Ok(PathBeneath::new(opened, allowed))
}

/// What came of a ruleset.
fn enforced(restriction: Result<RestrictionStatus, RulesetError>) -> Enforced {
    match restriction {
        Ok(RestrictionStatus { landlock: LandlockStatus::NotImplemented, .. }) => {
            Err("the kernel has no landlock".to_owned())
        }
        Ok(RestrictionStatus { landlock: LandlockStatus::NotEnabled, .. }) => {
            Err("landlock is switched off in this kernel".to_owned())
        }
        Ok(RestrictionStatus { ruleset: RulesetStatus::NotEnforced, .. }) => {
            Err("the kernel's landlock knows none of the rights in question".to_owned())
        }
        Ok(RestrictionStatus { landlock, .. }) => Ok(landlock.into()),
        Err(error) => Err(format!("landlock refuses: {error}")),
    }
}
