//! Where a new crate finds `textmine-core` and `textmine-testkit`, which are on no registry.
use super::Refusal;
use std::path::{Path, PathBuf};

/// Where textmine's crates come from.
pub(super) enum Source {
    /// A folder with the whole of textmine's sources; absolute, and UTF-8.
    Folder(String),
    /// A git repository.
    Repository(String),
}

/// What tells a folder with textmine's sources from others.
const MARK: &str = "crates/textmine-core/Cargo.toml";

/// Empty as long as the sources have no public home.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

impl Source {
    /// The source that is wished for; without a wish, the sources that this textmine was built from.
    pub(super) fn find(wish: Option<&str>) -> Result<Self, Refusal> {
        match wish {
            Some(url) if is_url(url) => Ok(Source::Repository(url.to_owned())),
            Some(folder) if !Path::new(folder).join(MARK).is_file() => Err(Refusal::new(
                format!("{folder} has no sources of textmine: there is no {MARK} in it"),
                "expected the top folder of a checkout, or the URL of a git repository",
            )),
            Some(folder) => Source::of(Path::new(folder)),
            None => match checkout() {
                Some(folder) => Source::of(&folder),
                None if !REPOSITORY.is_empty() => Ok(Source::Repository(REPOSITORY.to_owned())),
                None => Err(Refusal::new(
                    "the sources that this textmine was built from are gone, and a new crate needs them"
                        .to_owned(),
                    "say where they are now: `--source FOLDER`, or `--source URL` for a git repository",
                )),
            },
        }
    }

    fn of(folder: &Path) -> Result<Self, Refusal> {
        let cannot = |why: String| {
            Refusal::new(
                format!("can't use the sources in {}: {why}", folder.display()),
                "name others with `--source`",
            )
        };
        let absolute = folder.canonicalize().map_err(|error| cannot(error.to_string()))?;
        let text = absolute.to_str().ok_or_else(|| cannot("the path is not UTF-8".to_owned()))?;
        // Cargo does not take the prefix of extended paths on Windows.
        Ok(Source::Folder(text.strip_prefix(r"\\?\").unwrap_or(text).to_owned()))
    }

    /// A dependency on one of textmine's crates, as it stands between braces in a `Cargo.toml`.
    pub(super) fn dependency(&self, package: &str) -> String {
        let (key, value) = match self {
            Source::Folder(folder) => ("path", format!("{folder}/crates/{package}")),
            Source::Repository(url) => ("git", url.clone()),
        };
        format!("{key} = {}", toml::Value::String(value))
    }
}

/// What cargo takes for `git`: `https://…`, `ssh://…`, `file://…`.
fn is_url(source: &str) -> bool {
    source.split_once("://").is_some_and(|(scheme, rest)| {
        !rest.is_empty() && scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && !scheme.contains('/')
    })
}

/// The sources around this program (`target/release/textmine` of a checkout, moved or not), or else those that it was built
/// from, if they are still there.
fn checkout() -> Option<PathBuf> {
    let program = std::env::current_exe().ok().and_then(|program| program.canonicalize().ok());
    let around = program.iter().flat_map(|program| program.ancestors()).skip(1).map(Path::to_path_buf);
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    around.chain([built]).find(|folder| folder.join(MARK).is_file())
}
