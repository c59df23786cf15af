//! The files that a run depends on, and whether they are still what they were.
use crate::cli::RunArgs;
use crate::pipeline_file::{PipelineFile, search_path};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use textmine_loader::{LoadPolicy, Loader, Manifest};
use textmine_pipeline::AnalyzerConfig;

/// Files in watched folders that are looked at.
const MOST_ENTRIES: usize = 2000;

/// The files of a run: those that are there, and those that should be.
#[derive(Debug)]
pub(super) struct Watched {
    all: BTreeSet<PathBuf>,
    /// Those that the command line names.
    named: BTreeSet<PathBuf>,
    libraries: BTreeSet<PathBuf>,
}

/// What files were like at one time; those that are not there have no stamp.
#[derive(Debug)]
pub(super) struct Stamps(BTreeMap<PathBuf, Option<Stamp>>);

/// Tells a file from what it was before.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Another file in its place, even of the same time, has another one.
    number: u64,
}

impl Watched {
    /// The pipeline, its lock, the inputs, and what the pipeline names: libraries and their data, programs, `reads`, and options
    /// that are files.
    pub(super) fn by(args: &RunArgs) -> Self {
        let named: BTreeSet<PathBuf> = args.inputs.iter().chain(&args.pipeline.config).cloned().collect();
        let mut watched = Watched { all: named.clone(), named, libraries: BTreeSet::new() };
        if let Some(pipeline) = args.pipeline.config.as_ref().filter(|_| args.pipeline.locked) {
            watched.all.insert(pipeline.with_extension("lock"));
        }
        let loader = Loader::new(search_path(&args.common), LoadPolicy::default());
        if let Some((config, folder)) = PipelineFile::glance(args.pipeline.config.as_deref()) {
            config.analyzers.iter().for_each(|analyzer| watched.add(analyzer, &folder, &loader));
        }
        watched
    }

    fn add(&mut self, analyzer: &AnalyzerConfig, folder: &Path, loader: &Loader) {
        match &analyzer.program {
            // A word that is no file never changes.
            Some(program) => self.all.extend(program.command.iter().map(|word| folder.join(word))),
            None => {
                if let Some(library) = loader.find(&analyzer.plugin.value, folder) {
                    self.all.extend(data(&library));
                    self.all.insert(library.clone());
                    self.libraries.insert(library);
                }
            }
        }
        self.all.extend(analyzer.terms.value.reads.iter().map(|path| folder.join(path)));
        let mut texts = Vec::new();
        texts_in(&analyzer.options.value, &mut texts);
        self.all.extend(texts.into_iter().map(|text| folder.join(text)).filter(|path| path.is_file()));
    }

    /// Those that are there, and those that somebody has named and that should be.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        self.all.iter().filter(|path| self.named.contains(*path) || path.exists()).cloned().collect()
    }

    pub(super) fn stamps(&self) -> Stamps {
        let mut stamps = BTreeMap::new();
        for path in &self.all {
            stamp(path, &mut stamps);
        }
        Stamps(stamps)
    }

    /// False if one of these is a library that is missing or not all there.
    pub(super) fn is_whole(&self, changed: &[PathBuf]) -> bool {
        changed.iter().filter(|path| self.libraries.contains(*path)).all(|path| Loader::is_complete(path))
    }
}

impl Stamps {
    /// What is otherwise in `now`.
    pub(super) fn changed(&self, now: &Stamps) -> Vec<PathBuf> {
        let paths: BTreeSet<&PathBuf> = self.0.keys().chain(now.0.keys()).collect();
        let changed = |path: &&PathBuf| self.0.get(*path) != now.0.get(*path);
        paths.into_iter().filter(changed).cloned().collect()
    }
}

/// Notes the file, or every file in the folder.
fn stamp(path: &Path, stamps: &mut BTreeMap<PathBuf, Option<Stamp>>) {
    if stamps.len() > MOST_ENTRIES {
        return;
    }
    let metadata = path.metadata().ok();
    if metadata.as_ref().is_some_and(Metadata::is_dir) {
        for entry in path.read_dir().into_iter().flatten().flatten() {
            stamp(&entry.path(), stamps);
        }
    } else {
        stamps.insert(path.to_owned(), metadata.map(|metadata| Stamp::of(&metadata)));
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Stamp { modified: metadata.modified().ok(), length: metadata.len(), number: number(metadata) }
    }
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_metadata: &Metadata) -> u64 {
    0
}

/// The files and folders that a library declares.
fn data(library: &Path) -> Vec<PathBuf> {
    let manifest = File::open(library).and_then(|mut file| Manifest::find(&mut file));
    let Ok(Some(Ok(manifest))) = manifest else { return Vec::new() };
    let folder = library.parent().unwrap_or(Path::new(""));
    manifest.description.data.iter().map(|path| folder.join(path)).collect()
}

fn texts_in<'v>(value: &'v Value, texts: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| texts_in(item, texts)),
        Value::Object(entries) => entries.values().for_each(|entry| texts_in(entry, texts)),
        _ => {}
    }
}
