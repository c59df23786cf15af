//! Checks on what an analyzer says of itself before it runs.
use crate::shown;
use crate::trial::Trial;
use std::collections::HashSet;
use std::path::{Component, Path};

/// Characters of a name or a version.
const LONGEST_NAME: usize = 64;
/// Characters of a line that is shown in a list.
const LONGEST_ABOUT: usize = 200;

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

pub(crate) fn name(trial: &mut Trial<'_>) {
    let name = &trial.plugin.description().name;
    if !is_name(name) || name.len() > LONGEST_NAME {
        trial.fault(format!(
            "`{}`: expected ASCII letters, digits, `-` and `_`, at most {LONGEST_NAME}",
            shown::message(name)
        ));
    }
}

pub(crate) fn about(trial: &mut Trial<'_>) {
    let about = &trial.plugin.description().about;
    let fault = if about.trim().is_empty() {
        Some("it is empty")
    } else if about.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        Some("it is more than one line, or has control characters")
    } else if about.chars().count() > LONGEST_ABOUT {
        Some("it is longer than 200 characters")
    } else if about.trim() != about {
        Some("it has white space at an end")
    } else {
        None
    };
    if let Some(fault) = fault {
        trial.fault(format!("`{}`: {fault}", shown::message(about)));
    }
}

pub(crate) fn version(trial: &mut Trial<'_>) {
    let version = &trial.plugin.description().version;
    let sensible = |b: u8| b.is_ascii_alphanumeric() || b".-+_~".contains(&b);
    let starts_with_number = version.starts_with(|c: char| c.is_ascii_digit());
    if !starts_with_number || !version.bytes().all(sensible) || version.len() > LONGEST_NAME {
        trial.fault(format!("`{}`: expected a version such as `1.2.0`", shown::message(version)));
    }
}

pub(crate) fn layers(trial: &mut Trial<'_>) {
    let description = trial.plugin.description();
    let lists =
        [("needs", &description.requires), ("uses", &description.uses), ("provides", &description.provides)];
    for (index, (verb, layers)) in lists.into_iter().enumerate() {
        let mut seen = HashSet::new();
        for layer in layers {
            let shown = shown::message(layer);
            if !is_name(layer) || layer.len() > LONGEST_NAME {
                trial.fault(format!("it {verb} `{shown}`: no name for a layer"));
            }
            if !seen.insert(layer) {
                trial.fault(format!("it {verb} the layer `{shown}` twice"));
            }
            if let Some((other, _)) = lists[..index].iter().find(|(_, others)| others.contains(layer)) {
                trial.fault(format!("it {other} the layer `{shown}` and {verb} it as well"));
            }
        }
    }
}

pub(crate) fn data(trial: &mut Trial<'_>) {
    let description = trial.plugin.description();
    if description.data.is_empty() {
        return trial.skip("it reads no files");
    }
    let mut seen = HashSet::new();
    for file in &description.data {
        let shown = shown::message(file);
        let stays = Path::new(file).components().all(|part| matches!(part, Component::Normal(_)));
        if !stays || file.is_empty() || file.contains(char::is_control) {
            trial.fault(format!("`{shown}`: expected a path below the library's folder"));
        }
        if !seen.insert(file) {
            trial.fault(format!("`{shown}` is named twice"));
        }
    }
}
