//! From a name or a path to a plugin: the checks, in the order of how much a wrong file could do.
use crate::digest::Digest;
use crate::file::LibraryFile;
use crate::isolate::{IsolatedPlugin, WorkerProgram};
use crate::search::{SearchPath, file_names};
use crate::{ForeignPlugin, LoadError, Manifest, ProgramPlugin, library, vet};
use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use textmine_core::{Catalogue, Isolation, Limits, Plugin, Program, Terms, Unavailable};

/// What the host takes.
#[derive(Debug, Clone)]
pub struct LoadPolicy {
    /// The ABI that the host speaks: a library of this major loads, if it needs no higher minor.
    pub abi: (u16, u16),
}

impl Default for LoadPolicy {
    fn default() -> Self {
        LoadPolicy { abi: (textmine_abi::ABI_MAJOR, textmine_abi::ABI_MINOR) }
    }
}

impl LoadPolicy {
    pub(crate) fn accept_abi(&self, path: &Path, (major, minor): (u16, u16)) -> Result<(), LoadError> {
        let (ours, newest) = self.abi;
        if major == ours && minor <= newest {
            return Ok(());
        }
        let offered = if newest == 0 { format!("{ours}.0") } else { format!("{ours}.0 to {ours}.{newest}") };
        Err(LoadError::Abi { path: path.into(), found: format!("{major}.{minor}"), offered })
    }
}

/// Loads libraries, each at most once.
#[derive(Debug, Default)]
pub struct Loader {
    search: SearchPath,
    policy: LoadPolicy,
    workers: WorkerProgram,
    loaded: Mutex<HashMap<(PathBuf, Option<String>), ForeignPlugin>>,
    warnings: Mutex<BTreeSet<String>>,
}

/// A library on the search path.
pub struct Candidate {
    /// Its file.
    pub path: PathBuf,
    /// The plugin, or why it can't be loaded.
    pub plugin: Result<Arc<dyn Plugin>, LoadError>,
}

impl Loader {
    /// A loader that looks for names in `search`.
    pub fn new(search: SearchPath, policy: LoadPolicy) -> Self {
        Loader { search, policy, ..Loader::default() }
    }

    /// The same loader with another program as worker; without it, workers are this program run again.
    pub fn with_workers(self, workers: WorkerProgram) -> Self {
        Loader { workers, ..self }
    }

    /// The folders in which names are looked for.
    pub fn search_path(&self) -> &SearchPath {
        &self.search
    }

    /// What the sandboxes of the workers started so far can't keep out on this machine; each thing once.
    pub fn warnings(&self) -> Vec<String> {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Opens the library at `path` in this process.
    ///
    /// # Errors
    /// If the file is no plugin that fits this host. Nothing of it has run then, except where opening it failed.
    pub fn load(&self, path: &Path) -> Result<ForeignPlugin, LoadError> {
        let terms = Terms::default();
        self.open(self.vet(&canonical(path)?, &terms)?, &terms)
    }

    /// Opens the library at `path` in a worker process.
    ///
    /// # Errors
    /// If the file is no plugin that fits this host, or the worker can't open it or can't be had on these terms.
    pub fn isolate(&self, path: &Path, base: &Path, terms: &Terms) -> Result<IsolatedPlugin, LoadError> {
        self.open_in_worker(self.vet(&canonical(path)?, terms)?, base, terms)
    }

    fn vet(&self, path: &Path, terms: &Terms) -> Result<LibraryFile, LoadError> {
        LibraryFile::vet(path, &self.policy, terms.sha256.as_deref())
    }

    /// Vets the bytes that the file at `path`, which has no links, has now, and holds on to them; nothing of them runs.
    pub(crate) fn pin(&self, path: &Path) -> Result<(LibraryFile, Digest), LoadError> {
        LibraryFile::pin(path, &self.policy)
    }

    /// Opens a vetted library where the terms want it; if they pin it, it must be pinned to that.
    pub(crate) fn start(
        &self,
        file: LibraryFile,
        base: &Path,
        terms: &Terms,
    ) -> Result<Arc<dyn Plugin>, LoadError> {
        match terms.isolation {
            Isolation::None => self.open(file, terms).map(|plugin| Arc::new(plugin) as Arc<dyn Plugin>),
            Isolation::Process => {
                self.open_in_worker(file, base, terms).map(|plugin| Arc::new(plugin) as Arc<dyn Plugin>)
            }
        }
    }

    fn open(&self, file: LibraryFile, terms: &Terms) -> Result<ForeignPlugin, LoadError> {
        // Opening a path again returns the old library; so does this, without running `init` twice.
        let key = (file.path.clone(), terms.sha256.clone());
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plugin) = loaded.get(&key) {
            return Ok(plugin.with_limits(terms.limits));
        }
        let plugin = open(&file, &file.place(), &self.policy, terms.limits)?;
        loaded.insert(key, plugin.clone());
        Ok(plugin)
    }

    fn open_in_worker(
        &self,
        file: LibraryFile,
        base: &Path,
        terms: &Terms,
    ) -> Result<IsolatedPlugin, LoadError> {
        let (plugin, lacking) = IsolatedPlugin::start(file, base, terms, &self.policy, &self.workers)?;
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(lacking);
        Ok(plugin)
    }

    /// Every library on the search path that has a manifest, opened if it can be; in a worker where there are any, since nobody
    /// has chosen to run it.
    pub fn candidates(&self) -> Vec<Candidate> {
        let isolation = if cfg!(target_os = "linux") { Isolation::Process } else { Isolation::None };
        let terms = Terms { isolation, ..Terms::default() };
        let open = |path: &Path| self.start(self.vet(&canonical(path)?, &terms)?, Path::new(""), &terms);
        let paths = self.search.libraries();
        paths.into_iter().map(|path| Candidate { plugin: open(&path), path }).collect()
    }

    /// True if the file is a library of this machine, to its last byte: one that is being written is none yet. Nothing of it runs.
    pub fn is_complete(path: &Path) -> bool {
        File::open(path).is_ok_and(|file| vet::format(path, file).is_ok())
    }

    /// The library that a pipeline in the folder `base` names, if there is one: the first on the search path for a name, and
    /// for a path the path.
    pub fn find(&self, reference: &str, base: &Path) -> Option<PathBuf> {
        if is_path(reference) { Some(base.join(reference)) } else { self.search.find(reference) }
    }
}

/// Opens a vetted library at `place`.
pub(crate) fn open(
    file: &LibraryFile,
    place: &Path,
    policy: &LoadPolicy,
    limits: Limits,
) -> Result<ForeignPlugin, LoadError> {
    let entry = library::open(&file.path, place, &file.manifest, policy)?;
    file.keep();
    let plugin = ForeignPlugin::new(file.manifest.description.clone(), &entry, limits);
    plugin.ok_or_else(|| LoadError::Contract {
        path: file.path.clone(),
        why: "one of `create`, `analyze` and `destroy` is null".to_owned(),
    })
}

fn canonical(path: &Path) -> Result<PathBuf, LoadError> {
    path.canonicalize().map_err(|source| LoadError::Io { path: path.into(), source })
}

impl Catalogue for Loader {
    fn plugin(&self, reference: &str, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        let file = self.vet(&self.locate(reference, base)?, terms)?;
        check_name(reference, &file)?;
        Ok(self.start(file, base, terms)?)
    }

    fn program(&self, program: &Program, base: &Path, terms: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        let (plugin, lacking) = ProgramPlugin::start(program, base, terms, &self.workers)?;
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).extend(lacking);
        Ok(Arc::new(plugin))
    }
}

impl From<LoadError> for Unavailable {
    fn from(error: LoadError) -> Self {
        Unavailable {
            message: error.reason(),
            help: Some(error.help().to_owned()),
            term: error.term(),
            ..Unavailable::default()
        }
    }
}

/// A name must lead to the plugin of that name.
pub(crate) fn check_name(reference: &str, file: &LibraryFile) -> Result<(), Unavailable> {
    let name = &file.manifest.description.name;
    if is_path(reference) || name == reference {
        return Ok(());
    }
    Err(Unavailable {
        message: format!("{} holds the plugin `{name}`", file.path.display()),
        help: Some(format!("give the plugin's name, or the path of the library that holds `{reference}`")),
        ..Unavailable::default()
    })
}

impl Loader {
    /// The library that a pipeline in the folder `base` names, without links.
    pub(crate) fn locate(&self, reference: &str, base: &Path) -> Result<PathBuf, Unavailable> {
        let path = self.find(reference, base).ok_or_else(|| self.not_found(reference))?;
        Ok(canonical(&path)?)
    }

    fn not_found(&self, name: &str) -> Unavailable {
        let [first, second] = file_names(name);
        let folders = self.search.folders().iter().map(|f| format!("\n  {}", f.display()));
        let known = self.search.libraries().into_iter().filter_map(|path| {
            let manifest = Manifest::find(&mut File::open(path).ok()?).ok()??.ok()?;
            Some(manifest.description.name)
        });
        Unavailable {
            message: format!("there is no plugin `{name}`"),
            help: Some(format!("looked for {first} and {second} in{}", folders.collect::<String>())),
            known: known.collect(),
            ..Unavailable::default()
        }
    }
}

/// True if a pipeline's `plugin` is a path rather than a name: it has a separator, or ends like a library.
fn is_path(reference: &str) -> bool {
    reference.contains(['/', '\\']) || reference.ends_with(std::env::consts::DLL_SUFFIX)
}
