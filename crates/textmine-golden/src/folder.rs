//! Where a pipeline's cases are: `news.toml` has the folder `news.cases` beside it.
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use textmine_pipeline::Config;

/// The ending of a golden file.
const GOLDEN: &str = "golden";

/// A pipeline's folder of cases.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CaseFolder {
    /// The cases, by name.
    pub cases: Vec<CaseFile>,
    /// Golden files without a case.
    pub left_over: Vec<PathBuf>,
    /// Files that are no cases, and what is wrong with each.
    pub strangers: Vec<(PathBuf, String)>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFile {
    /// The file.
    pub path: PathBuf,
    /// How it is written.
    pub format: CaseFormat,
}

/// How a case is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseFormat {
    /// `.txt`: the file is the text.
    Text,
    /// `.toml`: a [`CaseConfig`](textmine_pipeline::CaseConfig).
    Toml,
    /// `.jsonl`: a document on each line.
    Lines,
}

impl CaseFile {
    /// The file's name: `call.txt`.
    pub fn name(&self) -> String {
        file_name(&self.path)
    }

    /// What it is compared with: `call.golden`, beside it.
    pub fn golden(&self) -> PathBuf {
        self.path.with_extension(GOLDEN)
    }
}

impl CaseFolder {
    /// The folder of a pipeline's cases, whether it is there or not.
    pub fn of(pipeline: &Path) -> PathBuf {
        pipeline.with_extension("cases")
    }

    /// Looks into the folder of a pipeline; without one there are no cases.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn beside(pipeline: &Path) -> io::Result<CaseFolder> {
        let entries = match fs::read_dir(CaseFolder::of(pipeline)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(CaseFolder::default()),
            Err(error) => return Err(error),
        };
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        paths.sort();
        let mut folder = CaseFolder::default();
        let mut golden = BTreeSet::new();
        let mut by_golden: BTreeMap<PathBuf, String> = BTreeMap::new();
        for path in paths {
            let name = file_name(&path);
            // Hidden ones are other programs', such as an editor's.
            if name.starts_with('.') || name.ends_with('~') || name.ends_with(".md") {
                continue;
            }
            // To read a pipe would wait for whoever writes into it. What is not there at all says so when it is read.
            if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
                folder.strangers.push((path, "it is no case: cases are files".to_owned()));
                continue;
            }
            let format = match path.extension().and_then(|ending| ending.to_str()) {
                Some("txt") => CaseFormat::Text,
                Some("toml") => CaseFormat::Toml,
                Some("jsonl" | "ndjson") => CaseFormat::Lines,
                Some(GOLDEN) => {
                    golden.insert(path);
                    continue;
                }
                _ => {
                    let why = "it is no case: cases end with `.txt`, `.toml` or `.jsonl`".to_owned();
                    folder.strangers.push((path, why));
                    continue;
                }
            };
            let case = CaseFile { path, format };
            match by_golden.insert(case.golden(), name) {
                None => folder.cases.push(case),
                Some(first) => {
                    let why = format!("its golden file is that of {first}: rename one of them");
                    folder.strangers.push((case.path, why));
                }
            }
        }
        folder.left_over = golden.into_iter().filter(|path| !by_golden.contains_key(path)).collect();
        Ok(folder)
    }

    /// True if there is nothing to test.
    pub fn is_empty(&self) -> bool {
        self.cases.is_empty() && self.left_over.is_empty() && self.strangers.is_empty()
    }
}

/// The pipelines of a folder that have cases or expectations, by name.
///
/// # Errors
/// If the folder can't be read.
pub fn testable(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let read = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut found = Vec::new();
    for entry in fs::read_dir(read)? {
        let path = folder.join(entry?.file_name());
        if path.extension().is_none_or(|ending| ending != "toml") || !path.is_file() {
            continue;
        }
        // What can't be read and has no cases is somebody else's file.
        let expects = || fs::read_to_string(&path).is_ok_and(|source| Config::expects(&source));
        if CaseFolder::of(&path).is_dir() || expects() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with these files; a name that ends with `/` is a folder.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in it");
            fs::write(path, content).expect("writing into it");
        }
        folder
    }

    #[test]
    fn cases_golden_files_and_strangers_are_told_apart() {
        let root = folder(&[
            ("news.cases/b.txt", ""),
            ("news.cases/a.toml", ""),
            ("news.cases/c.jsonl", ""),
            ("news.cases/a.golden", ""),
            ("news.cases/gone.golden", ""),
            ("news.cases/b.toml", ""),
            ("news.cases/notes.doc", ""),
            ("news.cases/README.md", ""),
            ("news.cases/.#b.txt", ""),
            ("news.cases/folder.txt/c.txt", ""),
        ]);
        let found = CaseFolder::beside(&root.path().join("news.toml")).expect("a folder");
        let cases: Vec<_> =
            found.cases.iter().map(|case| (case.name(), file_name(&case.golden()), case.format)).collect();
        let case = |name: &str, golden: &str, format| (name.to_owned(), golden.to_owned(), format);
        assert_eq!(
            cases,
            [
                case("a.toml", "a.golden", CaseFormat::Toml),
                case("b.toml", "b.golden", CaseFormat::Toml),
                case("c.jsonl", "c.golden", CaseFormat::Lines)
            ]
        );
        assert_eq!(found.left_over.iter().map(|path| file_name(path)).collect::<Vec<_>>(), ["gone.golden"]);
        let strangers: Vec<_> =
            found.strangers.iter().map(|(path, why)| format!("{}: {why}", file_name(path))).collect();
        assert_eq!(
            strangers,
            [
                "b.txt: its golden file is that of b.toml: rename one of them",
                "folder.txt: it is no case: cases are files",
                "notes.doc: it is no case: cases end with `.txt`, `.toml` or `.jsonl`"
            ]
        );
        assert!(CaseFolder::beside(&root.path().join("other.toml")).expect("no folder").is_empty());
    }

    #[test]
    fn a_folder_s_pipelines_are_those_with_cases_or_expectations() {
        let root = folder(&[
            ("a.toml", "[[analyzer]]\nplugin = 'x'\n[[expect]]\ntext = 3\n"),
            ("b.toml", "[[analyzer]]\nplugin = 'x'\n"),
            ("c.toml", "broken ="),
            ("c.cases/one.txt", ""),
            ("Cargo.toml", "[package]\nname = 'x'\n"),
            ("d.txt", ""),
        ]);
        let found = testable(root.path()).expect("a folder");
        assert_eq!(found.iter().map(|path| file_name(path)).collect::<Vec<_>>(), ["a.toml", "c.toml"]);
    }
}
