//! `textmine plugins`: what the search path offers.
use crate::Outcome;
use crate::cli::ListArgs;
use crate::diagnostics::Messages;
use crate::pipeline_file::loader;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;
use textmine_core::Plugin;
use textmine_loader::{printable, sha256};

/// Columns of an option's description.
const OPTION_COLUMNS: usize = 76;

pub(crate) fn list(args: &ListArgs, messages: &Messages) -> io::Result<Outcome> {
    let Ok(loader) = loader(&args.common, messages) else { return Ok(Outcome::Refused) };
    let mut out = String::new();
    let mut names: Vec<String> = Vec::new();
    let mut failed = false;
    for candidate in loader.candidates() {
        match candidate.plugin {
            Ok(plugin) => {
                let name = &plugin.description().name;
                let hidden = names.contains(name);
                names.push(name.clone());
                describe(&mut out, plugin.as_ref(), &candidate.path, hidden);
            }
            Err(error) => {
                failed = true;
                messages.error(&error.reason(), Some(error.help()));
            }
        }
    }
    if names.is_empty() {
        let folders = loader.search_path().folders().iter().map(|f| format!("\n  {}", f.display()));
        messages.note(&format!("there is no plugin in{}", folders.collect::<String>()));
    }
    io::stdout().lock().write_all(out.as_bytes())?;
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Fine })
}

fn describe(out: &mut String, plugin: &dyn Plugin, path: &Path, hidden: bool) {
    let about = plugin.description();
    if !out.is_empty() {
        out.push('\n');
    }
    _ = writeln!(out, "{} {}: {}", about.name, about.version, about.about);
    let mut field = |key: &str, value: &str| _ = writeln!(out, "  {key:9} {value}");
    for (key, layers) in [("requires", &about.requires), ("uses", &about.uses), ("provides", &about.provides)]
    {
        if !layers.is_empty() {
            field(key, &layers.join(", "));
        }
    }
    match plugin.options_schema() {
        Ok(schema) => {
            for (index, option) in options(&schema).iter().enumerate() {
                field(if index == 0 { "options" } else { "" }, &option.assignment);
                for line in textwrap::wrap(&option.about, OPTION_COLUMNS) {
                    field("", &format!("  {line}"));
                }
            }
        }
        Err(failure) => field("options", &format!("can't be told: it {failure}")),
    }
    field("file", &path.display().to_string());
    field("sha256", &sha256(path).unwrap_or_else(|error| format!("can't be told: {error}")));
    if hidden {
        field("hidden", "by the plugin of the same name above");
    }
}

/// An option as it stands in a pipeline, with its default, and what it is for.
struct ShownOption {
    assignment: String,
    about: String,
}

fn options(schema: &Value) -> Vec<ShownOption> {
    let properties = schema.get("properties").and_then(Value::as_object);
    let each = properties.into_iter().flatten().map(|(key, about)| {
        let text = about.get("description").and_then(Value::as_str).unwrap_or_default();
        // The first paragraph; the rest is for a manual.
        let first = text.split("\n\n").next().unwrap_or(text);
        ShownOption {
            assignment: match about.get("default") {
                Some(default) => printable(&format!("{key} = {}", toml_value(default))),
                None => printable(key),
            },
            about: printable(first).split_whitespace().collect::<Vec<_>>().join(" "),
        }
    });
    each.collect()
}

/// A JSON value as it stands in a pipeline.
fn toml_value(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries: Vec<String> = map.iter().map(|(k, v)| format!("{k} = {}", toml_value(v))).collect();
            if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
        }
        Value::Array(items) => format!("[{}]", items.iter().map(toml_value).collect::<Vec<_>>().join(", ")),
        Value::Null => "none".to_owned(),
        // A default of 32 bits reached us as 64: 0.1, not 0.10000000149011612.
        Value::Number(number) => {
            match number.as_f64().filter(|n| f64::from(*n as f32) == *n && number.is_f64()) {
                Some(number) => format!("{:?}", number as f32),
                None => number.to_string(),
            }
        }
        other => other.to_string(),
    }
}
