//! Making a lock: the libraries are vetted and hashed; nothing of them runs.
use super::files::hash;
use super::{Hashes, Lock, LockedPlugin};
use crate::LoadError;
use crate::digest::Digest;
use crate::file::LibraryFile;
use crate::loader::{Loader, check_name};
use crate::program::own_files;
use serde_json::Value;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use textmine_core::{Catalogue, Description, Failure, Instance, Plugin, Program, Terms, Unavailable};

/// A catalogue that notes the hashes of all that a pipeline asks it for.
///
/// What it gives out are descriptions: a plan can be made of them, but no analyzer.
#[derive(Debug)]
pub struct Locking<'l> {
    loader: &'l Loader,
    file: PathBuf,
    lock: RefCell<Lock>,
}

impl<'l> Locking<'l> {
    /// Nothing is noted yet. `file` is where the lock will be written: it is left out of what the lock speaks of.
    pub fn new(loader: &'l Loader, file: &Path) -> Self {
        Locking { loader, file: file.into(), lock: RefCell::default() }
    }

    /// What was noted.
    pub fn into_lock(self) -> Lock {
        self.lock.into_inner()
    }
}

impl Catalogue for Locking<'_> {
    fn plugin(&self, reference: &str, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        let path = self.loader.locate(reference, base)?;
        let (file, sha256) = self.loader.pin(&path)?;
        check_name(reference, &file)?;
        if let Some(expected) = terms.sha256.as_ref().filter(|expected| *expected != sha256.as_str()) {
            let (expected, found) = (expected.clone(), sha256.to_string());
            return Err(LoadError::Hash { path, expected, found }.into());
        }
        let mut lock = self.lock.borrow_mut();
        for path in &terms.reads {
            hash(base, path, true, &self.file, &mut lock.reads)?;
        }
        let mut data = Hashes::new();
        for path in &file.manifest.description.data {
            hash(file.folder(), path.as_ref(), false, &self.file, &mut data)?;
        }
        lock.plugins.insert(reference.to_owned(), LockedPlugin::new(&file, sha256, data));
        Ok(Arc::new(Unopened(file.manifest.description)))
    }

    /// Only the program itself can say which layers it has: it is started, bound as ever, and asked that alone.
    fn program(&self, program: &Program, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        {
            let reads = &mut self.lock.borrow_mut().reads;
            for path in own_files(program, base).iter().chain(&terms.reads) {
                hash(base, path, true, &self.file, reads)?;
            }
        }
        self.loader.program(program, base, terms)
    }
}

impl LockedPlugin {
    pub(super) fn new(file: &LibraryFile, sha256: Digest, data: Hashes) -> Self {
        let about = &file.manifest.description;
        LockedPlugin { plugin: about.name.clone(), version: about.version.clone(), sha256, data }
    }
}

/// A plugin of which nothing runs.
#[derive(Debug)]
struct Unopened(Description);

impl Plugin for Unopened {
    fn description(&self) -> &Description {
        &self.0
    }

    /// The library would have to be asked: all options will do.
    fn options_schema(&self) -> Result<Value, Failure> {
        Ok(Value::Bool(true))
    }

    fn create(&self, _options: &Value) -> Result<Box<dyn Instance>, Failure> {
        Err(Failure::Refused { option: None, message: "its library was not opened".to_owned() })
    }
}
