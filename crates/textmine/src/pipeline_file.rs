//! Pipelines as files: read, planned, and the loader that serves them.
use crate::cli::{Common, PipelineArgs};
use crate::diagnostics::Messages;
use crate::lock_file::LockFile;
use std::path::{Path, PathBuf};
use textmine_core::Catalogue;
use textmine_loader::{LoadPolicy, Loader, Locked, SearchPath};
use textmine_pipeline::{Config, Diagnostic, Plan};

/// The pipeline that runs when no other is named.
const NEWS: &str = include_str!("../../../config/news.toml");

/// A pipeline's source and where it came from.
pub(crate) struct PipelineFile {
    /// The file as the user named it.
    pub(crate) name: String,
    /// Its text.
    pub(crate) source: String,
    /// What paths in it are relative to.
    folder: PathBuf,
}

/// The pipeline can't be used, and the user has been told why.
pub(crate) struct Told;

impl PipelineFile {
    /// Reads the file, or takes the built-in pipeline.
    pub(crate) fn read(path: Option<&Path>, messages: &Messages) -> Result<Self, Told> {
        let Some(path) = path else {
            let name = "news.toml (built in)".to_owned();
            return Ok(PipelineFile { name, source: NEWS.to_owned(), folder: PathBuf::new() });
        };
        let name = path.display().to_string();
        let source = std::fs::read(path).map_err(|error| {
            let help = "name a pipeline file in TOML; without `-c` the built-in news pipeline runs";
            messages.error(&format!("can't read the pipeline {name}: {error}"), Some(help));
            Told
        })?;
        let source = String::from_utf8(source).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            messages
                .error(&format!("the pipeline {name} is not UTF-8 at byte {at}"), Some("save it as UTF-8"));
            Told
        })?;
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(PipelineFile { name, source, folder })
    }

    /// What can be read of it, and its folder, without a word about what can't.
    pub(crate) fn glance(path: Option<&Path>) -> Option<(Config, PathBuf)> {
        let Some(path) = path else { return Some((Config::parse(NEWS).0?, PathBuf::new())) };
        let source = std::fs::read_to_string(path).ok()?;
        Some((Config::parse(&source).0?, path.parent().map(Path::to_owned).unwrap_or_default()))
    }

    /// Finds its plugins and orders its analyzers.
    pub(crate) fn plan(
        &self,
        pipeline: &PipelineArgs,
        common: &Common,
        messages: &Messages,
    ) -> Result<Plan, Told> {
        let loader = loader(common, messages)?;
        let plan = if pipeline.locked {
            let file = lock_file(pipeline, messages)?;
            let lock = file.read(messages)?;
            self.plan_from(&Locked::new(&loader, &lock, &file.path, &file.help()), pipeline.isolate)
        } else {
            self.plan_from(&loader, pipeline.isolate)
        };
        for warning in loader.warnings() {
            messages.warning(&format!("the sandbox has gaps on this machine: {warning}"));
        }
        plan.map_err(|problems| self.tell(&problems, messages))
    }

    /// The same with plugins from anywhere; or all that is wrong.
    pub(crate) fn plan_from(
        &self,
        catalogue: &dyn Catalogue,
        isolate: bool,
    ) -> Result<Plan, Vec<Diagnostic>> {
        let (config, mut problems) = Config::parse(&self.source);
        let plan = config.map(|mut config| {
            if isolate {
                config.isolate_all();
            }
            Plan::new(&config, catalogue, &self.folder)
        });
        match plan {
            Some(Ok(plan)) if problems.is_empty() => return Ok(plan),
            Some(Err(more)) => problems.extend(more),
            _ => {}
        }
        problems.sort_by_key(|p| p.span.start);
        Err(problems)
    }

    /// Shows what is wrong.
    pub(crate) fn tell(&self, diagnostics: &[Diagnostic], messages: &Messages) -> Told {
        messages.diagnostics(&self.name, &self.source, diagnostics);
        Told
    }
}

/// The lock file beside the pipeline.
fn lock_file(pipeline: &PipelineArgs, messages: &Messages) -> Result<LockFile, Told> {
    let Some(path) = &pipeline.config else {
        let help = "name a pipeline file with `-c`: the one that is built in has no lock file beside it";
        messages.error("`--locked` needs a pipeline file", Some(help));
        return Err(Told);
    };
    LockFile::beside(path, messages)
}

/// A loader for the search path of this run.
pub(crate) fn loader(common: &Common, messages: &Messages) -> Result<Loader, Told> {
    if let Some(missing) = common.plugin_dir.iter().find(|folder| !folder.is_dir()) {
        messages
            .error(&format!("{} is not a folder", missing.display()), Some("give `--plugin-dir` a folder"));
        return Err(Told);
    }
    Ok(Loader::new(search_path(common), LoadPolicy::default()))
}

/// Where plugins are looked for.
pub(crate) fn search_path(common: &Common) -> SearchPath {
    SearchPath::from_environment(common.plugin_dir.iter().cloned())
}
