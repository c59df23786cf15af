//! The files of a new analyzer, as `templates/` has them.
use super::name::Name;
use super::source::Source;

/// A new analyzer.
pub(super) struct Template {
    /// What it is, for the sentence that says so.
    pub(super) what: &'static str,
    pub(super) files: Vec<File>,
    /// What to do in its folder, line by line.
    pub(super) next: &'static [&'static str],
}

/// One of its files.
pub(super) struct File {
    /// Relative to its folder, with `/`.
    pub(super) path: &'static str,
    pub(super) content: String,
    /// What it holds, for people; files that explain themselves have nothing here.
    pub(super) about: &'static str,
}

/// A file of `templates/`, with its path and what is said of it.
macro_rules! files {
    ($($path:literal = $template:literal, $about:literal;)*) => {
        &[$(($path, include_str!(concat!("../../../templates/", $template)), $about)),*]
    };
}

type Files = &'static [(&'static str, &'static str, &'static str)];

const RUST: Files = files! {
    "src/lib.rs" = "rust/lib.rs", "the analyzer: put what you want to find into the place of its example";
    "src/tests.rs" = "rust/tests.rs", "its tests";
    "tests/cases/meeting.toml" = "rust/meeting.toml", "a text, and in meeting.snap what is found; put yours beside it";
    "tests/cases/meeting.snap" = "rust/meeting.snapshot", "";
    "tests/cases/alone.toml" = "rust/alone.toml", "";
    "tests/cases/alone.snap" = "rust/alone.snapshot", "";
    "pipeline.toml" = "rust/pipeline.toml.in", "a pipeline that runs it, with an expectation for `textmine test`";
    "article.txt" = "both/article.txt", "a text to try it on";
    "Cargo.toml" = "rust/Cargo.toml.in", "with textmine's crates from where they are on this machine";
    "README.md" = "rust/README.md.in", "";
    "ci.sh" = "rust/ci.sh.in", "all that must hold before a change lands";
    ".github/workflows/ci.yml" = "rust/ci.yml", "";
    "rustfmt.toml" = "rust/rustfmt.toml", "";
    ".gitignore" = "rust/gitignore", "";
};

const C: Files = files! {
    "plugin.c" = "c/plugin.c.in", "the analyzer: put what you want to find into the place of its example";
    "textmine.h" = "../../textmine-abi/include/textmine.h", "the interface, and its contract";
    "pipeline.toml" = "c/pipeline.toml.in", "a pipeline that runs it, with an expectation for `textmine test`";
    "article.txt" = "both/article.txt", "a text to try it on";
    "Makefile" = "c/Makefile.in", "`make`, `make test`";
    "README.md" = "c/README.md.in", "";
    ".github/workflows/ci.yml" = "c/ci.yml", "";
    ".gitignore" = "c/gitignore", "";
};

impl Template {
    pub(super) fn rust(name: &Name, source: &Source) -> Self {
        let values = [
            ("core", source.dependency("textmine-core")),
            ("testkit", source.dependency("textmine-testkit")),
            ("rust_version", env!("CARGO_PKG_RUST_VERSION").to_owned()),
        ];
        Template {
            what: "an analyzer in Rust",
            files: fill(RUST, name, &values),
            next: &["cargo test", "cargo build --release && textmine -c pipeline.toml article.txt"],
        }
    }

    pub(super) fn c(name: &Name) -> Self {
        Template {
            what: "an analyzer in C",
            files: fill(C, name, &[]),
            next: &["make", "textmine -c pipeline.toml article.txt"],
        }
    }

    /// The files that people are told of.
    pub(super) fn told(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| !file.about.is_empty())
    }
}

/// The files with `{{key}}` replaced by its value, in each.
fn fill(files: Files, name: &Name, values: &[(&str, String)]) -> Vec<File> {
    let own = [("name", name.as_str().to_owned()), ("library", name.library())];
    let fill = |template: &str| {
        let all = own.iter().chain(values);
        all.fold(template.to_owned(), |text, (key, value)| text.replace(&format!("{{{{{key}}}}}"), value))
    };
    files.iter().map(|&(path, template, about)| File { path, content: fill(template), about }).collect()
}
