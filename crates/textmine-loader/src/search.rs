//! Where plugins are looked for, and under which file names.
use crate::manifest::Manifest;
use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs::File;
use std::path::{Path, PathBuf};

/// The environment variable with further folders, separated as in `PATH`.
pub(crate) const PATH_VARIABLE: &str = "TEXTMINE_PLUGIN_PATH";

/// Folders in which plugins are looked for by name; the first hit wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchPath {
    folders: Vec<PathBuf>,
}

impl SearchPath {
    /// These folders and no others.
    pub fn new(folders: impl IntoIterator<Item = PathBuf>) -> Self {
        SearchPath { folders: folders.into_iter().collect() }
    }

    /// The folders given, those of `TEXTMINE_PLUGIN_PATH`, the one of the running program, `../lib/textmine` beside it, and
    /// the user's data folder. Never the current folder: it may be anybody's.
    pub fn from_environment(given: impl IntoIterator<Item = PathBuf>) -> Self {
        use etcetera::BaseStrategy;
        let mut folders: Vec<PathBuf> = given.into_iter().collect();
        if let Some(list) = std::env::var_os(PATH_VARIABLE) {
            folders.extend(std::env::split_paths(&list).filter(|p| p.is_absolute()));
        }
        let program = std::env::current_exe().and_then(|p| p.canonicalize());
        if let Some(beside) = program.ok().as_deref().and_then(Path::parent) {
            folders.push(beside.to_owned());
            folders.extend(beside.parent().map(|above| above.join("lib").join("textmine")));
        }
        if let Ok(base) = etcetera::choose_base_strategy() {
            let data = base.data_dir().join("textmine").join("plugins");
            folders.extend(data.is_absolute().then_some(data));
        }
        SearchPath { folders }
    }

    /// The folders, in order.
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// The library of the plugin `name`, in the first folder that has one.
    pub(crate) fn find(&self, name: &str) -> Option<PathBuf> {
        let files = file_names(name);
        let paths = self.folders.iter().flat_map(|folder| files.iter().map(move |file| folder.join(file)));
        paths.into_iter().find(|path| path.is_file())
    }

    /// Every library in the folders that has a manifest, sorted by name within a folder.
    pub(crate) fn libraries(&self) -> Vec<PathBuf> {
        let mut all = Vec::new();
        for folder in &self.folders {
            let Ok(entries) = folder.read_dir() else { continue };
            let mut here: Vec<PathBuf> = entries
                .flatten()
                .map(|entry| entry.path())
                // Reading a pipe would wait for its writer.
                .filter(|path| path.to_string_lossy().ends_with(DLL_SUFFIX) && path.is_file())
                .filter(|path| {
                    File::open(path).and_then(|mut f| Manifest::find(&mut f)).is_ok_and(|m| m.is_some())
                })
                .collect();
            here.sort();
            here.retain(|path| !all.contains(path));
            all.append(&mut here);
        }
        all
    }
}

/// The files that may hold the plugin `name`: `libtextmine_NAME.so`, then `libNAME.so` (and what the system uses
/// instead of `lib` and `.so`). Cargo writes the underscores.
pub(crate) fn file_names(name: &str) -> [String; 2] {
    let stem = name.replace('-', "_");
    [format!("{DLL_PREFIX}textmine_{stem}{DLL_SUFFIX}"), format!("{DLL_PREFIX}{stem}{DLL_SUFFIX}")]
}
