//! From a name or a path to a plugin: the checks, in the order of how much a wrong file could do.
use crate::search::{SearchPath, file_names};
use crate::{ForeignPlugin, LoadError, Manifest, library, vet};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use textmine_core::{Catalogue, Plugin, Unavailable};

/// What the host takes.
#[derive(Debug, Clone)]
pub struct LoadPolicy {
    /// The ABI that the host speaks: a library of this major loads, if it needs no higher minor.
    pub abi: (u16, u16),
    /// The most bytes that an analyzer may hand over in one array or text.
    pub max_bytes: usize,
}

impl Default for LoadPolicy {
    fn default() -> Self {
        LoadPolicy { abi: (textmine_abi::ABI_MAJOR, textmine_abi::ABI_MINOR), max_bytes: 1 << 30 }
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
    loaded: Mutex<HashMap<PathBuf, Arc<ForeignPlugin>>>,
}

/// A library on the search path.
#[derive(Debug)]
pub struct Candidate {
    /// Its file.
    pub path: PathBuf,
    /// The plugin, or why it can't be loaded.
    pub plugin: Result<Arc<ForeignPlugin>, LoadError>,
}

impl Loader {
    /// A loader that looks for names in `search`.
    pub fn new(search: SearchPath, policy: LoadPolicy) -> Self {
        Loader { search, policy, loaded: Mutex::default() }
    }

    /// The folders in which names are looked for.
    pub fn search_path(&self) -> &SearchPath {
        &self.search
    }

    /// Loads the library at `path`.
    ///
    /// # Errors
    /// If the file is no plugin that fits this host. Nothing of it has run then, except where opening it failed.
    pub fn load(&self, path: &Path) -> Result<Arc<ForeignPlugin>, LoadError> {
        // Opening a path again returns the old library; so does this, without running `init` twice.
        let path = path.canonicalize().map_err(|source| LoadError::Io { path: path.into(), source })?;
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(plugin) = loaded.get(&path) {
            return Ok(Arc::clone(plugin));
        }
        vet::permissions(&path)?;
        let manifest = self.manifest(&path)?;
        let entry = library::open(&path, &manifest, &self.policy)?;
        let plugin = ForeignPlugin::new(manifest.description, &entry, self.policy.max_bytes);
        let plugin = Arc::new(plugin.ok_or_else(|| LoadError::Contract {
            path: path.clone(),
            why: "one of `create`, `analyze` and `destroy` is null".to_owned(),
        })?);
        loaded.insert(path, Arc::clone(&plugin));
        Ok(plugin)
    }

    fn manifest(&self, path: &Path) -> Result<Manifest, LoadError> {
        let io = |source| LoadError::Io { path: path.into(), source };
        let mut file = File::open(path).map_err(io)?;
        let manifest = Manifest::find(&mut file)
            .map_err(io)?
            .ok_or_else(|| LoadError::NotAPlugin { path: path.into() })?
            .map_err(|why| LoadError::Manifest { path: path.into(), why })?;
        let target = |arch: &str, os: &str| format!("{arch}-{os}");
        let (found, host) =
            (target(&manifest.arch, &manifest.os), target(std::env::consts::ARCH, std::env::consts::OS));
        if found != host {
            return Err(LoadError::Target { path: path.into(), found, host });
        }
        self.policy.accept_abi(path, manifest.abi)?;
        if manifest.aborts {
            return Err(LoadError::PanicAbort { path: path.into() });
        }
        vet::format(path, file)?;
        Ok(manifest)
    }

    /// Every library on the search path that has a manifest, loaded if it can be.
    pub fn candidates(&self) -> Vec<Candidate> {
        let paths = self.search.libraries();
        paths.into_iter().map(|path| Candidate { plugin: self.load(&path), path }).collect()
    }
}

impl Catalogue for Loader {
    fn plugin(&self, reference: &str, base: &Path) -> Result<Arc<dyn Plugin>, Unavailable> {
        let by_name = !is_path(reference);
        let path = match by_name {
            true => self.search.find(reference).ok_or_else(|| self.not_found(reference))?,
            false => base.join(reference),
        };
        match self.load(&path) {
            Ok(plugin) if by_name && plugin.description().name != reference => Err(Unavailable {
                message: format!("{} holds the plugin `{}`", path.display(), plugin.description().name),
                help: Some(format!(
                    "give the plugin's name, or the path of the library that holds `{reference}`"
                )),
                known: Vec::new(),
            }),
            Ok(plugin) => Ok(plugin),
            Err(error) => Err(Unavailable {
                message: error.reason(),
                help: Some(error.help().to_owned()),
                known: Vec::new(),
            }),
        }
    }
}

impl Loader {
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
        }
    }
}

/// True if a pipeline's `plugin` is a path rather than a name: it has a separator, or ends like a library.
fn is_path(reference: &str) -> bool {
    reference.contains(['/', '\\']) || reference.ends_with(std::env::consts::DLL_SUFFIX)
}

/// The SHA-256 of a file, in lower-case hex.
///
/// # Errors
/// If it can't be read.
pub fn sha256(path: &Path) -> std::io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            n => hash.update(&buffer[..n]),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
