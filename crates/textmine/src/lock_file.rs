//! The lock file beside a pipeline: read, written, and what is said where that fails.
use crate::diagnostics::Messages;
use crate::pipeline_file::Told;
use crate::whole_file;
use std::io;
use std::path::{Path, PathBuf};
use textmine_loader::{Lock, LockError};
use textmine_pipeline::Diagnostic;

/// The lock file of a pipeline.
pub(crate) struct LockFile {
    /// Where it is, or is to be.
    pub(crate) path: PathBuf,
    /// The command that writes it.
    command: String,
}

/// What a lock file has.
pub(crate) enum Found {
    Lock {
        lock: Lock,
        source: String,
    },
    Nothing,
    /// No lock that can be used, and why.
    Useless(Useless),
}

/// Why a lock file is of no use.
pub(crate) enum Useless {
    Unreadable(io::Error),
    NotUtf8 { valid: usize },
    NoLock { source: String, error: LockError },
}

impl LockFile {
    /// `news.toml` has `news.lock`.
    pub(crate) fn beside(pipeline: &Path, messages: &Messages) -> Result<Self, Told> {
        let path = pipeline.with_extension("lock");
        let name = pipeline.display().to_string();
        if path == pipeline {
            let help = "give the pipeline another name, such as one that ends with `.toml`";
            messages.error(&format!("the pipeline {name} has the name of its own lock file"), Some(help));
            return Err(Told);
        }
        let quoted = shlex::try_quote(&name).map_or_else(|_| name.clone(), Into::into);
        Ok(LockFile { path, command: format!("textmine plugins lock -c {quoted}") })
    }

    /// The file as people know it.
    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// What to do where the lock is not met.
    pub(crate) fn help(&self) -> String {
        format!("if you trust what is there now, write it down with `{}`", self.command)
    }

    /// Reads it.
    pub(crate) fn find(&self) -> Found {
        let bytes = match std::fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Found::Nothing,
            Err(error) => return Found::Useless(Useless::Unreadable(error)),
        };
        let source = match String::from_utf8(bytes) {
            Ok(source) => source,
            Err(error) => {
                return Found::Useless(Useless::NotUtf8 { valid: error.utf8_error().valid_up_to() });
            }
        };
        match Lock::parse(&source) {
            Ok(lock) => Found::Lock { lock, source },
            Err(error) => Found::Useless(Useless::NoLock { source, error }),
        }
    }

    /// Reads it where there is nothing to do without it.
    pub(crate) fn read(&self, messages: &Messages) -> Result<Lock, Told> {
        let name = self.name();
        let why = match self.find() {
            Found::Lock { lock, .. } => return Ok(lock),
            Found::Nothing => {
                let message = format!("`--locked` needs the lock file {name}, which is not there");
                messages.error(&message, Some(&self.help()));
                return Err(Told);
            }
            Found::Useless(why) => why,
        };
        let anew = format!("restore it, or write it anew with `{}`", self.command);
        match &why {
            Useless::NoLock { source, error } if error.span().is_some() => {
                let (label, help) = match error {
                    LockError::Version { .. } => ("another version", "use the textmine that wrote it, or "),
                    LockError::Malformed { .. } => ("here", ""),
                };
                let diagnostic = Diagnostic {
                    message: error.to_string(),
                    span: error.span().unwrap_or_default(),
                    label: label.to_owned(),
                    context: Vec::new(),
                    help: Some(if help.is_empty() {
                        anew
                    } else {
                        format!("{help}write it anew with `{}`", self.command)
                    }),
                };
                messages.diagnostics(&name, source, &[diagnostic]);
            }
            other => messages.error(&format!("{name} is no lock file: {}", other.reason()), Some(&anew)),
        }
        Err(Told)
    }

    /// Writes it.
    pub(crate) fn write(&self, content: &str) -> io::Result<()> {
        // A link stays one.
        let path = self.path.canonicalize().unwrap_or_else(|_| self.path.clone());
        whole_file::write(&path, content.as_bytes())
    }
}

impl Useless {
    pub(crate) fn reason(&self) -> String {
        match self {
            Useless::Unreadable(error) => format!("it can't be read: {error}"),
            Useless::NotUtf8 { valid } => format!("it is not UTF-8 at byte {valid}"),
            Useless::NoLock { error, .. } => error.to_string(),
        }
    }
}
