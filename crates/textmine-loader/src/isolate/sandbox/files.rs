//! The part of the sandbox that landlock enforces: which files may be opened, and for what.

use std::io;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, LandlockStatus, PathBeneath, PathFd, PathFdError,
    RestrictionStatus, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
    make_bitflags, path_beneath_rules,
};
use rustix::fs::{FileType, fstat};

use super::SandboxError;

/// The newest landlock whose rights are asked for; the crate leaves out what the kernel doesn't know. All of them are taken
/// away but for reading, so a right that is new to this kernel can't surprise a plugin.
const NEWEST: ABI = ABI::V10;

/// What every program may count on.
const DEVICES: [&str; 4] = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];

/// Whether landlock enforces a layer, and up to which of its versions; or why it doesn't.
pub(super) type Enforced = Result<ABI, String>;

/// Leaves reading everywhere (the system's loader looks for libraries in many places) and takes all else: writing, creating,
/// removing, devices' controls, TCP, and signals and abstract sockets to processes outside.
pub(super) fn forbid_changes() -> Enforced {
    enforced((|| {
        Ruleset::default()
            .handle_access(AccessFs::from_all(NEWEST))?
            .handle_access(AccessNet::from_all(NEWEST))?
            .scope(Scope::from_all(NEWEST))?
            .create()?
            .add_rules(path_beneath_rules(["/"], AccessFs::from_read(NEWEST)))?
            .restrict_self()
    })())
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

fn declared(path: &Path) -> Result<PathBeneath<PathFd>, SandboxError> {
    if !path.is_absolute() {
        return Err(SandboxError::Relative { path: path.to_owned() });
    }
    beneath(path).map_err(|source| SandboxError::Unreadable { path: path.to_owned(), source })
}

/// The rule that lets the file at `path`, or all beneath the folder there, be read.
fn beneath(path: &Path) -> io::Result<PathBeneath<PathFd>> {
    let opened = PathFd::new(path).map_err(|error| match error {
        PathFdError::OpenCall { source, .. } => source,
        other => io::Error::other(other),
    })?;
    let folder = FileType::from_raw_mode(fstat(&opened)?.st_mode) == FileType::Directory;
    // The kernel refuses a rule for a file that speaks of folders.
    let reading: BitFlags<AccessFs> =
        if folder { make_bitflags!(AccessFs::{ReadFile | ReadDir}) } else { AccessFs::ReadFile.into() };
    Ok(PathBeneath::new(opened, reading))
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
