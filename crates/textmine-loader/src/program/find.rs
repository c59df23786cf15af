//! From a command to the file that is run, the files that belong to it, and the folders that it has to read.
use crate::{LoadError, vet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf, absolute};
use textmine_core::{Program, Unavailable};

/// A program as it is started.
#[derive(Debug)]
pub(super) struct Found {
    /// Where it is; links are not followed, since some programs look at their own name.
    pub(super) path: PathBuf,
    /// The pipeline's folder, in which it runs.
    pub(super) folder: PathBuf,
    /// What it has to read: its own files and what it is installed with.
    pub(super) reads: Vec<PathBuf>,
}

/// Scripts whose interpreters are scripts again are followed so far.
const MOST_INTERPRETERS: usize = 4;
/// A longer first line names no interpreter; in bytes.
const LONGEST_FIRST_LINE: u64 = 512;

pub(super) fn find(program: &Program, base: &Path) -> Result<Found, Unavailable> {
    let io = |source| LoadError::Io { path: base.into(), source };
    let folder = absolute(if base.as_os_str().is_empty() { Path::new(".") } else { base }).map_err(io)?;
    let word = program.command.first().map(String::as_str).unwrap_or_default();
    let path = match word.contains('/') {
        true => at_path(word, &folder)?,
        false => on_search_path(word).ok_or_else(|| not_found(word))?,
    };
    let own = own_files(program, &folder);
    // Whoever can change one of these files can have textmine run what he likes.
    for file in own.iter().map(|file| folder.join(file)).chain([path.clone()]) {
        let real = file.canonicalize().map_err(|source| LoadError::Io { path: file, source })?;
        vet::permissions(&real)?;
    }
    let mut reads: Vec<PathBuf> =
        Some(&folder).filter(|folder| !is_too_wide(folder)).into_iter().cloned().collect();
    for file in &own {
        let file = folder.join(file);
        reads.extend(around(&file));
        reads.extend(file.canonicalize().ok().and_then(|real| around(&real)));
    }
    let mut next = Some(path.clone());
    for _ in 0..MOST_INTERPRETERS {
        let Some(file) = next else { break };
        reads.extend(installation(&file));
        reads.extend(file.canonicalize().ok().into_iter().flat_map(|real| installation(&real)));
        next = interpreter(&file);
    }
    reads.sort();
    reads.dedup();
    Ok(Found { path, folder, reads })
}

/// The words of a command that are files: relative to the pipeline's folder, or absolute.
pub(super) fn own_files(program: &Program, base: &Path) -> Vec<PathBuf> {
    let words = program.command.iter().enumerate();
    let paths = words.filter(|(at, word)| *at > 0 || word.contains('/')).map(|(_, word)| PathBuf::from(word));
    paths.filter(|path| base.join(path).is_file()).collect()
}

fn at_path(word: &str, folder: &Path) -> Result<PathBuf, Unavailable> {
    let path = folder.join(word);
    let refused =
        |message: String, help: String| Unavailable { message, help: Some(help), ..Unavailable::default() };
    match path.metadata() {
        Ok(found) if found.is_file() && may_run(&path) => Ok(path),
        Ok(found) if found.is_file() => Err(refused(
            format!("`{word}` can't be executed"),
            format!(
                "make it executable (`chmod +x {word}`), or name what runs it: `[\"python3\", \"{word}\"]`"
            ),
        )),
        Ok(_) => Err(refused(format!("`{word}` is no file"), "name the program itself".to_owned())),
        Err(error) => Err(refused(
            format!("the program `{word}` can't be found: {error}"),
            "a path with a `/` starts at the pipeline's folder".to_owned(),
        )),
    }
}

fn folders() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // A relative one would be looked for wherever textmine is run.
    std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect()
}

fn on_search_path(word: &str) -> Option<PathBuf> {
    if word.is_empty() {
        return None;
    }
    folders().into_iter().map(|folder| folder.join(word)).find(|path| path.is_file() && may_run(path))
}

fn not_found(word: &str) -> Unavailable {
    let entries = folders().into_iter().filter_map(|folder| folder.read_dir().ok()).flatten().flatten();
    let mut known: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    known.sort();
    known.dedup();
    Unavailable {
        message: format!("there is no program `{word}` in the folders of PATH"),
        help: Some(
            "install it, or give its path; a path with a `/` starts at the pipeline's folder".to_owned(),
        ),
        known,
        ..Unavailable::default()
    }
}

fn may_run(path: &Path) -> bool {
    rustix::fs::access(path, rustix::fs::Access::EXEC_OK).is_ok()
}

/// The folder of a file of the program, with the modules that may lie beside it; the file alone where that would be too much.
fn around(file: &Path) -> Option<PathBuf> {
    let folder = file.parent()?;
    Some(if is_too_wide(folder) { file } else { folder }.to_owned())
}

/// What a program in `PREFIX/bin/` is installed with: all of the prefix, or where that would be too much what programs keep there.
fn installation(program: &Path) -> Vec<PathBuf> {
    let Some(folder) = program.parent() else { return Vec::new() };
    let own_folder = folder.file_name().is_some_and(|name| name == "bin" || name == "shims");
    match folder.parent().filter(|_| own_folder) {
        Some(prefix) if is_too_wide(prefix) => {
            ["bin", "lib", "lib64", "libexec"].iter().map(|sub| prefix.join(sub)).collect()
        }
        Some(prefix) => vec![prefix.to_owned()],
        None => vec![program.to_owned()],
    }
}

/// True for the root, the user's home and whatever holds that: what is private lies there. `~/.local` holds more than programs.
fn is_too_wide(folder: &Path) -> bool {
    let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
    folder.parent().is_none()
        || home.is_some_and(|home| home.starts_with(folder) || folder == home.join(".local"))
}

/// What runs a script: named in its first line, maybe by way of `env`.
fn interpreter(script: &Path) -> Option<PathBuf> {
    let mut line = Vec::new();
    let mut start = BufReader::new(File::open(script).ok()?.take(LONGEST_FIRST_LINE));
    start.read_until(b'\n', &mut line).ok()?;
    let line = std::str::from_utf8(&line).ok()?;
    let mut words = line.strip_prefix("#!")?.split_whitespace();
    let interpreter = Path::new(words.next()?);
    if interpreter.file_name() == Some(OsStr::new("env")) {
        let name = words.find(|word| !word.starts_with('-') && !word.contains('='))?;
        return on_search_path(name);
    }
    interpreter.is_absolute().then(|| interpreter.to_owned())
}
