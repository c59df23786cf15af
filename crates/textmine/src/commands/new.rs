//! `textmine new`: an analyzer to begin with, in a folder of its own.
mod folder;
mod name;
mod source;
mod template;

use crate::Outcome;
use crate::cli::{Language, NewArgs};
use crate::diagnostics::Messages;
use name::Name;
use source::Source;
use std::io::{self, Write};
use std::path::Path;
use template::Template;

/// A reason not to make it, and what to do about it.
struct Refusal {
    message: String,
    help: Option<String>,
}

impl Refusal {
    fn new(message: String, help: impl Into<String>) -> Self {
        Refusal { message, help: Some(help.into()) }
    }
}

pub(crate) fn new(args: &NewArgs, messages: &Messages) -> io::Result<Outcome> {
    match make(args) {
        Ok(told) => {
            io::stdout().lock().write_all(told.as_bytes())?;
            Ok(Outcome::Fine)
        }
        Err(refusal) => {
            messages.error(&refusal.message, refusal.help.as_deref());
            Ok(Outcome::Refused)
        }
    }
}

/// Makes it; what is returned says what was made and what to do next.
fn make(args: &NewArgs) -> Result<String, Refusal> {
    let name = Name::new(&args.name)
        .map_err(|error| Refusal { message: error.to_string(), help: Some(error.help(&args.name)) })?;
    let folder = args.path.as_deref().unwrap_or(Path::new(name.as_str()));
    let template = match args.lang {
        Language::Rust => Template::rust(&name, &Source::find(args.source.as_deref())?),
        Language::Python => {
            let message = "`textmine new` makes analyzers in Rust and in C".to_owned();
            return Err(Refusal::new(
                message,
                "one in Python is a program that a pipeline names: `command = [\"python3\", \"my.py\"]`; docs/programs.md has a whole one",
            ));
        }
        Language::C => match &args.source {
            None => Template::c(&name),
            Some(_) => {
                let message = "`--source` is for analyzers in Rust".to_owned();
                return Err(Refusal::new(
                    message,
                    "leave it out: an analyzer in C needs textmine.h alone, which is made with it",
                ));
            }
        },
    };
    folder::write(folder, &template)?;
    Ok(told(&name, folder, &template))
}

fn told(name: &Name, folder: &Path, template: &Template) -> String {
    let shown = folder.display().to_string();
    let mut out = format!("`{}` is {} in the folder `{shown}`:\n\n", name.as_str(), template.what);
    let width = template.told().map(|file| file.path.len()).max().unwrap_or_default();
    for file in template.told() {
        out.push_str(&format!("  {:width$}  {}\n", file.path, file.about));
    }
    out.push_str("\nnext:\n\n");
    let quoted = shlex::try_quote(&shown).map_or_else(|_| shown.clone(), Into::into);
    out.push_str(&format!("  cd {quoted}\n"));
    for command in template.next {
        out.push_str(&format!("  {command}\n"));
    }
    out
}
