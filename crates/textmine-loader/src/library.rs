//! Opening a library and adopting the table that it exports.
#![allow(unsafe_code)] // Opening a library runs its constructors; reading its table trusts its pointers.

use crate::{LoadError, LoadPolicy, Manifest};
use std::path::Path;
use textmine_abi::{self as abi, Entry, status};

/// Opens the library for the life of the process: unloading would leave thread-local destructors and `'static` borrows
/// behind. The caller has read the manifest and vetted the file. `at` is where the system opens it, `path` what people know
/// it as, and what its data is beside.
pub(crate) fn open(
    path: &Path,
    at: &Path,
    manifest: &Manifest,
    policy: &LoadPolicy,
) -> Result<Entry, LoadError> {
    let contract = |why: &str| LoadError::Contract { path: path.into(), why: why.to_owned() };
    // SAFETY: this runs the library's constructors, code that the user has chosen to run by naming the plugin; the file
    // is a complete library for this machine.
    let library = unsafe { system::open(at) }
        .map_err(|error| LoadError::Open { path: path.into(), why: why(&error) })?;
    // SAFETY: the symbol is only taken as an address here.
    let symbol = unsafe { library.get::<*const Entry>(abi::ENTRY_SYMBOL) }.map(|symbol| symbol.into_raw());
    std::mem::forget(library);
    let entry: *const Entry = symbol
        .map_err(|_| contract(&format!("it does not export `{}`", abi::ENTRY_SYMBOL.to_string_lossy())))?
        .cast();
    if entry.is_null() || !entry.is_aligned() {
        return Err(contract("its entry is null or misaligned"));
    }
    // SAFETY: a data symbol of a loaded library; magic, versions and size lie in the bytes that every version has.
    let (magic, version) = unsafe { ((*entry).magic, ((*entry).abi_major, (*entry).abi_minor)) };
    if magic != abi::MAGIC {
        return Err(contract("its entry does not start with the magic bytes"));
    }
    if version != manifest.abi {
        return Err(contract("its entry and its manifest name different ABI versions"));
    }
    policy.accept_abi(path, version)?;
    // SAFETY: the entry is one of our major, so its size field says how much of it there is.
    let entry =
        unsafe { abi::adopt(entry) }.ok_or_else(|| contract("its entry is smaller than ABI 1.0 has it"))?;
    // The bytes that were vetted in the file must be the ones that this table belongs to.
    // SAFETY: a well-formed slice of constant data in a loaded library.
    let same = entry.manifest.is_well_formed(usize::MAX)
        && entry.manifest.len == manifest.bytes.len()
        && unsafe { entry.manifest.get() } == manifest.bytes;
    if !same {
        return Err(contract("its entry belongs to another manifest than the one found in the file"));
    }
    if let Some(init) = entry.init {
        // SAFETY: called once per library, before anything else, with a table that lives as long as the process.
        let code = unsafe { init(host(path)) };
        if code != status::OK {
            return Err(contract(&format!("its `init` returned {code}")));
        }
    }
    Ok(entry)
}

/// What the library at `path` is told of its host; lives as long as the library, which is never unloaded.
fn host(path: &Path) -> &'static abi::Host {
    let folder: &'static str = path.parent().and_then(Path::to_str).unwrap_or_default().to_owned().leak();
    Box::leak(Box::new(abi::Host {
        size: size_of::<abi::Host>() as u32,
        abi_major: abi::ABI_MAJOR,
        abi_minor: abi::ABI_MINOR,
        folder: abi::Str::of(folder),
    }))
}

/// libloading keeps the system's own words in the source.
fn why(error: &libloading::Error) -> String {
    std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string)
}

#[cfg(unix)]
mod system {
    pub(super) use libloading::os::unix::Library;
    use libloading::os::unix::{RTLD_LOCAL, RTLD_NOW};

    /// All symbols resolved now rather than in the middle of a document, none of them offered to other libraries.
    pub(super) unsafe fn open(path: &std::path::Path) -> Result<Library, libloading::Error> {
        // SAFETY: the caller's promise.
        unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }
    }
}

#[cfg(windows)]
mod system {
    pub(super) use libloading::os::windows::Library;

    pub(super) unsafe fn open(path: &std::path::Path) -> Result<Library, libloading::Error> {
        // SAFETY: the caller's promise.
        unsafe { Library::new(path) }
    }
}
