//! Documents that brought an analyzer down, kept with the command that shows it again.
use crate::cli::RunArgs;
use crate::diagnostics::Messages;
use crate::pipeline_file::Told;
use crate::whole_file;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf, absolute};
use textmine_pipeline::{Analyzed, Problem};
use textmine_report::write_input;

/// Of a document's id, so many characters are in the names of its files.
const NAME: usize = 60;

/// A folder for documents, and how this run was started.
pub(crate) struct Quarantine<'r> {
    folder: PathBuf,
    args: &'r RunArgs,
    /// What went wrong before there was a document.
    before: Vec<Problem>,
}

impl<'r> Quarantine<'r> {
    /// `before` is what went wrong while the analyzers were made: no document is to blame for that.
    pub(crate) fn new(folder: &Path, args: &'r RunArgs, before: Vec<Problem>) -> Self {
        Quarantine { folder: absolute(folder).unwrap_or_else(|_| folder.to_owned()), args, before }
    }

    /// Keeps the document if an analyzer did on it what a sound one never does.
    ///
    /// # Errors
    /// If it can't be kept; the user has been told.
    pub(crate) fn take(&self, analyzed: &Analyzed, messages: &Messages) -> Result<(), Told> {
        let faults: Vec<&Problem> = analyzed
            .problems
            .iter()
            .filter(|problem| problem.kind.is_fault() && !self.before.contains(problem))
            .collect();
        if faults.is_empty() {
            return Ok(());
        }
        match self.keep(analyzed, &faults) {
            Ok(command) => {
                messages.note(&format!(
                    "{} is in quarantine; to see it again: {command}",
                    analyzed.document.id()
                ));
                Ok(())
            }
            Err(error) => {
                let what = format!("can't keep {} in {}", analyzed.document.id(), self.folder.display());
                messages.error(&format!("{what}: {error}"), Some("give `--quarantine` a folder to write to"));
                Err(Told)
            }
        }
    }

    /// `NAME.jsonl` holds the document, `NAME.sh` the faults and the command.
    fn keep(&self, analyzed: &Analyzed, faults: &[&Problem]) -> io::Result<String> {
        std::fs::create_dir_all(&self.folder)?;
        let mut line = Vec::new();
        write_input(&mut line, analyzed)?;
        let name = file_name(analyzed.document.id(), &line);
        let document = self.folder.join(format!("{name}.jsonl"));
        whole_file::write(&document, &line)?;
        let command = self.command(&document)?;
        let mut script = String::from("#!/bin/sh\n");
        for fault in faults {
            let analyzer = fault.analyzer.as_deref().unwrap_or("the input");
            _ = writeln!(script, "# {analyzer}: {}", fault.message);
        }
        script.push_str(&command);
        script.push('\n');
        whole_file::write(&self.folder.join(format!("{name}.sh")), script.as_bytes())?;
        Ok(command)
    }

    /// One line for a shell, in whatever folder: this program, this pipeline, that document alone.
    fn command(&self, document: &Path) -> io::Result<String> {
        let pipeline = &self.args.pipeline;
        let mut words: Vec<OsString> = Vec::new();
        for variable in ["TEXTMINE_PLUGIN_PATH", "LD_LIBRARY_PATH"] {
            if let Some(folders) = std::env::var_os(variable) {
                let mut assignment = OsString::from(format!("{variable}="));
                assignment.push(folders);
                words.push(assignment);
            }
        }
        if !words.is_empty() {
            words.insert(0, "env".into());
        }
        words.extend([std::env::current_exe()?.into(), "run".into(), "--format".into(), "json".into()]);
        if let Some(config) = &pipeline.config {
            words.extend(["--config".into(), absolute(config)?.into()]);
        }
        if pipeline.isolate {
            words.push("--isolate".into());
        }
        if pipeline.locked {
            words.push("--locked".into());
        }
        for folder in &self.args.common.plugin_dir {
            words.extend(["--plugin-dir".into(), absolute(folder)?.into()]);
        }
        words.push(document.into());
        let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        shlex::try_join(words.iter().map(String::as_str)).map_err(io::Error::other)
    }
}

/// The document's id as far as it can be a file's name, and a hash of what is in it: two documents may have one id.
fn file_name(id: &str, line: &[u8]) -> String {
    let fits = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let readable: String = id.chars().map(fits).take(NAME).collect();
    // FNV-1a: the same name for the same document, whatever the version of the standard library.
    let hash = line.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{readable}-{hash:016x}")
}
