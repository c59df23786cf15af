//! Obeying a lock: what it doesn't have is not opened.
use super::changes::changed_files;
use super::files::{hash, key, lies_in};
use super::{Hashes, Lock, LockedPlugin};
use crate::LoadError;
use crate::digest::Digest;
use crate::file::LibraryFile;
use crate::loader::{Loader, check_name};
use crate::program::own_files;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use textmine_core::{Catalogue, Plugin, Program, Terms, Unavailable};

/// A loader that opens what a lock has, and nothing else.
///
/// A library's hash is that of the very bytes that are opened. Data is checked when the plugin is asked for; the analyzer opens
/// it later, by itself.
#[derive(Debug)]
pub struct Locked<'l> {
    loader: &'l Loader,
    lock: &'l Lock,
    file: PathBuf,
    help: String,
}

impl<'l> Locked<'l> {
    /// `file` is where the lock comes from; `help` says how to renew it.
    pub fn new(loader: &'l Loader, lock: &'l Lock, file: &Path, help: &str) -> Self {
        Locked { loader, lock, file: file.into(), help: help.to_owned() }
    }

    fn refuse(&self, message: String) -> Unavailable {
        Unavailable { message, help: Some(self.help.clone()), ..Unavailable::default() }
    }

    /// The library's data as it is now. What is missing is missed by whoever compares.
    fn data(&self, file: &LibraryFile) -> Result<Hashes, LoadError> {
        let mut data = Hashes::new();
        for path in &file.manifest.description.data {
            unless_missing(hash(file.folder(), path.as_ref(), false, &self.file, &mut data))?;
        }
        Ok(data)
    }

    /// What has become of the files that the pipeline lets an analyzer read.
    fn changed_reads(&self, base: &Path, reads: &[PathBuf]) -> Result<Vec<String>, LoadError> {
        let mut now = Hashes::new();
        for path in reads {
            unless_missing(hash(base, path, true, &self.file, &mut now))?;
        }
        let mine: Vec<String> = reads.iter().map(|path| key(path)).collect();
        let mut earlier = self.lock.reads.clone();
        earlier.retain(|file, _| mine.iter().any(|path| lies_in(file, path)));
        Ok(changed_files(&earlier, &now))
    }
}

impl Catalogue for Locked<'_> {
    fn plugin(&self, reference: &str, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        let path = self.loader.locate(reference, base)?;
        let name = self.file.file_name().unwrap_or_default().display();
        let Some(locked) = self.lock.plugins.get(reference) else {
            return Err(self.refuse(format!("`{reference}` is not in {name}")));
        };
        if let Some(pinned) = terms.sha256.as_deref().filter(|pinned| *pinned != locked.sha256.as_str()) {
            let (pinned, locked) = (Digest::shorten(pinned), locked.sha256.short());
            let message = format!("the pipeline pins the sha256 {pinned}…, but {name} has {locked}…");
            let help = Some("pin that one, or leave it to the lock file alone".to_owned());
            return Err(Unavailable { message, help, term: Some("sha256"), ..Unavailable::default() });
        }
        let (file, sha256) = self.loader.pin(&path)?;
        check_name(reference, &file)?;
        let now = LockedPlugin::new(&file, sha256, self.data(&file)?);
        let changes = [now.changes(locked), self.changed_reads(base, &terms.reads)?].concat();
        if !changes.is_empty() {
            let each = changes.iter().map(|change| format!("\n  {change}"));
            let message = format!("`{reference}` is not what {name} has:{}", each.collect::<String>());
            return Err(self.refuse(message));
        }
        let terms = Terms { sha256: Some(now.sha256.to_string()), ..terms.clone() };
        Ok(self.loader.start(file, base, &terms)?)
    }

    fn program(&self, program: &Program, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        let own = own_files(program, base);
        let command = program.command.join(" ");
        if own.is_empty() {
            return Err(Unavailable {
                message: format!("no file of `{command}` can be locked: its command names none"),
                help: Some("name the program by its path, or run without `--locked`".to_owned()),
                ..Unavailable::default()
            });
        }
        let changes = self.changed_reads(base, &[own, terms.reads.clone()].concat())?;
        if !changes.is_empty() {
            let name = self.file.file_name().unwrap_or_default().display();
            let each = changes.iter().map(|change| format!("\n  {change}"));
            let message = format!("`{command}` is not what {name} has:{}", each.collect::<String>());
            return Err(self.refuse(message));
        }
        self.loader.program(program, base, terms)
    }
}

fn unless_missing(hashed: Result<(), LoadError>) -> Result<(), LoadError> {
    match hashed {
        Err(LoadError::Data { .. }) => Ok(()),
        other => other,
    }
}
