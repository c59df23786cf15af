//! A folder of cases, each with an insta snapshot beside it.
use crate::Case;
use insta::Settings;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use textmine_core::{Analyzer, InProcess, Plugin};
use textmine_pipeline::{CaseConfig, CaseKind};
use textmine_report::underlined;

/// See [`check_cases!`](crate::check_cases!): `assert` compares one case with its snapshot, where the settings say it is.
pub fn check_folder<A: Analyzer>(crate_folder: &Path, folder: &Path, assert: &dyn Fn(&str, &str)) {
    let place = crate_folder.join(folder);
    let shown = match read(&place, &folder.display().to_string(), &InProcess::<A>::new("0.0.0")) {
        Ok(cases) => cases.into_iter().map(|(name, case)| (name, Case::of(&case).check::<A>())),
        Err(mistakes) => panic!("{mistakes}"),
    };
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(&place);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let differ: Vec<String> = settings.bind(|| {
        let differs =
            |name: &str, shown: &str| catch_unwind(AssertUnwindSafe(|| assert(name, shown))).is_err();
        shown.filter(|(name, shown)| differs(name, shown)).map(|(name, _)| name).collect()
    });
    match differ.as_slice() {
        [] => {}
        [one] => panic!("the case `{one}` in {} differs from its snapshot, see above", folder.display()),
        more => panic!(
            "{} cases in {} differ from their snapshots, see above: {}",
            more.len(),
            folder.display(),
            more.join(", ")
        ),
    }
}

/// The cases of a folder by name; or all that is wrong with it, for people. `name` is the folder as the test names it.
fn read(folder: &Path, name: &str, plugin: &dyn Plugin) -> Result<BTreeMap<String, CaseConfig>, String> {
    let cannot = |error| format!("can't read the folder of cases {name}: {error}");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<_, _>>())
        .map_err(cannot)?;
    files.sort();
    let mut mistakes = Vec::new();
    let mut cases = BTreeMap::new();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut snapshots = Vec::new();
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_other(&file) {
            continue;
        }
        let (stem, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
        let kind = match ending {
            "txt" => read_text,
            "toml" => read_toml,
            "snap" => {
                snapshots.push(stem.to_owned());
                continue;
            }
            _ => {
                mistakes.push(format!("{name}/{file} is no case: cases end with `.txt` or `.toml`"));
                continue;
            }
        };
        let doubled = names.insert(stem.to_owned(), file.clone());
        if let Some(first) = doubled {
            mistakes.push(format!("{name}/{first} and {name}/{file} have one snapshot: rename one of them"));
        }
        let read = source(&path, &format!("{name}/{file}"));
        match read.and_then(|source| kind(source, &format!("{name}/{file}"), plugin, folder)) {
            Ok(case) => _ = cases.insert(stem.to_owned(), case),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    let left = snapshots.iter().filter(|stem| !names.contains_key(*stem));
    mistakes.extend(left.map(|stem| format!("{name}/{stem}.snap has no case any more: delete it")));
    match mistakes.is_empty() {
        true if cases.is_empty() => {
            Err(format!("the folder {name} has no case: put texts into it, in files that end with `.txt`"))
        }
        true => Ok(cases),
        false => Err(mistakes.join("\n\n")),
    }
}

/// What may lie among cases: hidden files, notes, and what insta writes while a snapshot waits for review.
fn is_other(file: &str) -> bool {
    file.starts_with('.') || file.ends_with('~') || file.ends_with(".md") || file.ends_with(".snap.new")
}

fn source(path: &Path, name: &str) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("can't read {name}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        format!("{name} is not UTF-8 at byte {}: save it as UTF-8", error.utf8_error().valid_up_to())
    })?;
    Ok(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

fn read_text(source: String, _: &str, _: &dyn Plugin, _: &Path) -> Result<CaseConfig, String> {
    Ok(CaseConfig::text(source))
}

fn read_toml(source: String, name: &str, plugin: &dyn Plugin, folder: &Path) -> Result<CaseConfig, String> {
    let fitted = CaseConfig::parse(&source, CaseKind::Analyzer).and_then(|mut case| {
        case.fit_options(plugin, folder)?;
        Ok(case)
    });
    fitted.map_err(|diagnostics| {
        let shown: Vec<String> = diagnostics.iter().map(|d| underlined(name, &source, d, false)).collect();
        shown.join("\n\n")
    })
}

#[cfg(test)]
mod tests;
