//! The file of a library: vetted, its manifest read, and held fast if its hash is pinned.
use crate::digest::Digest;
use crate::loader::LoadPolicy;
use crate::{LoadError, Manifest, vet};
use std::fs::File;
use std::io::{self, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that is a fitting plugin; nothing of it has run.
#[derive(Debug, Clone)]
pub(crate) struct LibraryFile {
    /// Where it lies, without links.
    pub(crate) path: PathBuf,
    pub(crate) manifest: Manifest,
    /// The very bytes whose hash was checked; nobody can change them any more. Kept open as long as the process lives: the
    /// system tells libraries apart by the path that they were opened at, and this one's is its descriptor.
    pinned: Option<Arc<File>>,
}

impl LibraryFile {
    /// Vets the file at `path`, which has no links. With `sha256`, its bytes are taken first and must have that hash;
    /// everything after happens to those bytes.
    pub(crate) fn vet(path: &Path, policy: &LoadPolicy, sha256: Option<&str>) -> Result<Self, LoadError> {
        let Some(expected) = sha256 else {
            vet::permissions(path)?;
            let mut file = open_regular(path)?;
            let manifest = read_manifest(path, &mut file, policy)?;
            vet::format(path, file)?;
            return Ok(LibraryFile { path: path.into(), manifest, pinned: None });
        };
        let (file, found) = take(path)?;
        if found.as_str() != expected {
            let (expected, found) = (expected.to_owned(), found.to_string());
            return Err(LoadError::Hash { path: path.into(), expected, found });
        }
        Self::vet_taken(path, file, policy)
    }

    /// Vets the bytes that the file at `path`, which has no links, has now; whatever becomes of the file, they are what is
    /// opened. Returns also their hash.
    pub(crate) fn pin(path: &Path, policy: &LoadPolicy) -> Result<(Self, Digest), LoadError> {
        let (file, found) = take(path)?;
        Ok((Self::vet_taken(path, file, policy)?, found))
    }

    fn vet_taken(path: &Path, mut file: File, policy: &LoadPolicy) -> Result<Self, LoadError> {
        let manifest = read_manifest(path, &mut file, policy)?;
        let again = file.try_clone().map_err(|source| LoadError::Io { path: path.into(), source })?;
        vet::format(path, again)?;
        Ok(LibraryFile { path: path.into(), manifest, pinned: Some(Arc::new(file)) })
    }

    /// Reads the manifest again, of bytes that another process of ours has vetted and that lie at `at`. To be called before
    /// this process enters its sandbox: from there, another process's descriptors can't be reached.
    pub(crate) fn vetted(path: PathBuf, at: &Path, policy: &LoadPolicy) -> Result<Self, LoadError> {
        let mut file = File::open(at).map_err(|source| LoadError::Io { path: path.clone(), source })?;
        let manifest = read_manifest(&path, &mut file, policy)?;
        let pinned = (at != path).then(|| Arc::new(file));
        Ok(LibraryFile { path, manifest, pinned })
    }

    /// Where this process opens it.
    pub(crate) fn place(&self) -> PathBuf {
        self.descriptor("self")
    }

    /// Where a child of this process opens it.
    pub(crate) fn place_for_a_child(&self) -> PathBuf {
        self.descriptor(&std::process::id().to_string())
    }

    #[cfg(target_os = "linux")]
    fn descriptor(&self, process: &str) -> PathBuf {
        use std::os::fd::AsRawFd;
        match &self.pinned {
            Some(file) => format!("/proc/{process}/fd/{}", file.as_raw_fd()).into(),
            None => self.path.clone(),
        }
    }

    #[cfg(not(target_os = "linux"))]
    fn descriptor(&self, _process: &str) -> PathBuf {
        self.path.clone()
    }

    /// Keeps the pinned bytes for the life of the process.
    pub(crate) fn keep(&self) {
        std::mem::forget(self.pinned.clone());
    }

    /// The files and folders that the plugin reads, as it declares them.
    pub(crate) fn data(&self) -> Vec<PathBuf> {
        self.manifest.description.data.iter().map(|relative| self.folder().join(relative)).collect()
    }

    /// What its data is relative to.
    pub(crate) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }
}

fn read_manifest(path: &Path, file: &mut File, policy: &LoadPolicy) -> Result<Manifest, LoadError> {
    let manifest = Manifest::find(file)
        .map_err(|source| LoadError::Io { path: path.into(), source })?
        .ok_or_else(|| LoadError::NotAPlugin { path: path.into() })?
        .map_err(|why| LoadError::Manifest { path: path.into(), why })?;
    let target = |arch: &str, os: &str| format!("{arch}-{os}");
    let (found, host) =
        (target(&manifest.arch, &manifest.os), target(std::env::consts::ARCH, std::env::consts::OS));
    if found != host {
        return Err(LoadError::Target { path: path.into(), found, host });
    }
    policy.accept_abi(path, manifest.abi)?;
    if manifest.aborts {
        return Err(LoadError::PanicAbort { path: path.into() });
    }
    Ok(manifest)
}

/// Takes the bytes of the file at `path`, and their hash: what is hashed is what is kept.
fn take(path: &Path) -> Result<(File, Digest), LoadError> {
    vet::permissions(path)?;
    hold(&mut open_regular(path)?).map_err(|source| LoadError::Io { path: path.into(), source })
}

/// Copies a file into memory that can't be changed any more, and hashes the copy while it is made.
#[cfg(target_os = "linux")]
fn hold(file: &mut File) -> io::Result<(File, Digest)> {
    use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
    // Opening a library takes no right to execute its file as a program. Kernels before 6.3 don't know the difference.
    let memory = memfd_create("textmine-plugin", MemfdFlags::CLOEXEC | MemfdFlags::NOEXEC_SEAL)
        .or_else(|_| memfd_create("textmine-plugin", MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING))?;
    let mut copy = File::from(memory);
    let hash = Digest::of(file, &mut copy)?;
    fcntl_add_seals(&copy, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
    copy.rewind()?;
    Ok((copy, hash))
}

/// Elsewhere the file itself is hashed: whoever can write to it could still change it before it is opened.
#[cfg(not(target_os = "linux"))]
fn hold(file: &mut File) -> io::Result<(File, Digest)> {
    let hash = Digest::of(file, &mut io::sink())?;
    file.rewind()?;
    Ok((file.try_clone()?, hash))
}

/// Opens a file to read it, and nothing that only looks like one: opening a pipe would wait for its writer.
pub(crate) fn open_regular(path: &Path) -> Result<File, LoadError> {
    let failed = |source| LoadError::Io { path: path.into(), source };
    let mut options = File::options();
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY);
    }
    let file = options.read(true).open(path).map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(LoadError::NotAFile { path: path.into() });
    }
    Ok(file)
}

/// The SHA-256 of a file, in lower-case hex.
///
/// # Errors
/// If it can't be read.
pub fn sha256(path: &Path) -> io::Result<String> {
    Ok(Digest::of(&mut File::open(path)?, &mut io::sink())?.to_string())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    type Change = (&'static str, fn(&Path));

    /// What can happen to a file while somebody uses it.
    fn changes() -> [Change; 4] {
        [
            ("overwritten in place", |path| {
                let mut file = File::options().write(true).open(path).expect("opening it");
                file.write_all(b"other").expect("writing to it");
            }),
            ("cut off", |path| {
                File::options().write(true).open(path).expect("opening it").set_len(0).expect("cutting it");
            }),
            ("replaced", |path| {
                let other = path.with_extension("new");
                std::fs::write(&other, "another").expect("writing another");
                std::fs::rename(other, path).expect("putting it in its place");
            }),
            ("removed", |path| std::fs::remove_file(path).expect("removing it")),
        ]
    }

    #[test]
    fn bytes_that_were_taken_stay_whatever_becomes_of_the_file() {
        for (case, change) in changes() {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("library");
            std::fs::write(&path, "abc").expect("writing a file");
            let (mut taken, hash) = take(&path).expect("it can be read");
            change(&path);
            let mut now = String::new();
            taken.read_to_string(&mut now).expect("it can be read");
            let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
            assert_eq!((now.as_str(), hash.as_str()), ("abc", expected), "{case}");
        }
    }

    #[test]
    fn bytes_that_were_taken_can_t_be_changed_by_anybody() {
        use std::os::fd::AsRawFd;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("library");
        std::fs::write(&path, "abc").expect("writing a file");
        let (mut taken, _) = take(&path).expect("it can be read");
        assert!(taken.write_all(b"x").is_err());
        assert!(taken.set_len(0).is_err() && taken.set_len(9).is_err());
        let place = format!("/proc/self/fd/{}", taken.as_raw_fd());
        let again = File::options().write(true).open(place);
        assert!(again.and_then(|mut file| file.write_all(b"x")).is_err());
    }

    #[test]
    fn a_pipe_is_refused_rather_than_waited_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let pipe = folder.path().join("pipe");
        let mode = rustix::fs::Mode::RUSR;
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).expect("a pipe");
        assert!(matches!(open_regular(&pipe), Err(LoadError::NotAFile { .. })));
    }
}
