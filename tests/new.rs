//! `textmine new`: what it makes, what it refuses, and the path of `docs/guide.md`, walked in an empty folder.
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Output, folder, plugins, tests_folder, textmine};

/// The folder's files, in order, with `/`.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(folder).expect("a path within").to_str().expect("UTF-8");
                found.push(relative.to_owned());
            }
        }
    }
    found.sort();
    found
}

fn new(within: &Path, arguments: &[&str]) -> Output {
    textmine(["new"].iter().chain(arguments).copied()).within(within).output()
}

#[test]
fn it_says_what_it_makes_and_what_to_do_next() {
    let empty = folder(&[]);
    let shown: Vec<String> = [&["loud-words"][..], &["quiet", "--lang", "c", "--path", "in C"]]
        .iter()
        .map(|arguments| {
            let output = new(empty.path(), arguments);
            assert_eq!(output.code, Some(0), "{}", output.stderr);
            format!("$ textmine new {}\n{}\n", arguments.join(" "), output.shown())
        })
        .collect();
    insta::assert_snapshot!(format!("{}{}", shown.concat(), files(empty.path()).join("\n")));
}

#[test]
fn help_tells_every_option() {
    insta::assert_snapshot!(textmine(["new", "--help"]).output().shown());
}

#[test]
fn what_can_t_be_made_is_refused_with_what_to_do_and_nothing_is_left() {
    let before = folder(&[("file", b"mine")]);
    let place = before.path();
    std::fs::create_dir(place.join("full")).expect("a folder");
    std::fs::write(place.join("full/notes.txt"), "mine").expect("a file");
    let there = files(place);
    let cases: [&[&str]; 18] = [
        &[""],
        &["LoudWords"],
        &["2fast"],
        &["type"],
        &["test"],
        &["core"],
        &["entities"],
        &["textmine-core"],
        &["größe"],
        &["tools/LoudWords"],
        &["full"],
        &["file"],
        &["loud", "--path", "gone/loud"],
        &["loud", "--path", ".."],
        &["loud", "--source", "full"],
        &["loud", "--lang", "c", "--source", "full"],
        &["loud", "--lang", "python"],
        &["loud", "--lang", "cobol"],
    ];
    let mut shown = String::new();
    for arguments in cases {
        let output = new(place, arguments);
        assert_eq!(output.code, Some(2), "{arguments:?}: {}", output.shown());
        shown.push_str(&format!("$ textmine new {}\n{}\n", arguments.join(" "), output.stderr));
    }
    assert_eq!(files(place), there);
    insta::assert_snapshot!(shown);
}

#[test]
fn an_empty_folder_is_filled_and_the_source_is_as_one_says() {
    let place = folder(&[]);
    std::fs::create_dir(place.path().join("loud")).expect("a folder");
    let output = new(place.path(), &["loud", "--source", "https://git.example/textmine.git"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    let manifest = std::fs::read_to_string(place.path().join("loud/Cargo.toml")).expect("a manifest");
    for package in ["core", "testkit"] {
        let line = format!("textmine-{package} = {{ git = \"https://git.example/textmine.git\" }}");
        assert!(manifest.contains(&line), "{manifest}");
    }
}

#[test]
fn no_placeholder_is_left_in_any_file() {
    let place = folder(&[]);
    for (name, language) in [("loud-rust", "rust"), ("loud-c", "c")] {
        let output = new(place.path(), &[name, "--lang", language]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
    }
    for file in files(place.path()) {
        let content = std::fs::read_to_string(place.path().join(&file)).expect("a text");
        assert!(!content.contains("{{"), "{file}");
    }
}

#[test]
fn an_analyzer_in_c_keeps_its_contract_and_meets_its_expectations() {
    let place = folder(&[]);
    let output = new(place.path(), &["near-c", "--lang", "c"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    let made = shell(
        &place.path().join("near-c"),
        "make\nmake test\ntextmine --format jsonl -c pipeline.toml article.txt",
    );
    assert!(made.contains("0 failed") && made.contains("pipeline.toml: 1 passed"), "{made}");
    assert!(made.contains(r#""near-c":{"sentences":2}"#), "{made}");
}

/// Runs a script that must end well, with this textmine on the path; what it writes is returned.
fn shell(within: &Path, script: &str) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_textmine"));
    plugins();
    let cargo = PathBuf::from(env!("CARGO"));
    let before = [binary, &cargo].map(|program| program.parent().expect("its folder").to_path_buf());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(before.into_iter().chain(std::env::split_paths(&path))).expect("a path");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let output = Command::new("sh")
        .args(["-euc", &format!("exec 2>&1\n{script}")])
        .current_dir(within)
        .env("PATH", path)
        // What this workspace has fetched and compiled will do: the new crate's lock file is a copy of its own.
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_BUILD_BUILD_DIR", target)
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("CARGO_TARGET_DIR")
        // The folder may lie in this repository; `git apply` is not to know.
        .env("GIT_CEILING_DIRECTORIES", target.join("tmp"))
        .env_remove("TEXTMINE_PLUGIN_PATH")
        .env_remove("INSTA_UPDATE")
        .env_remove("INSTA_SNAPSHOT_REFERENCES_FILE")
        .env_remove("INSTA_WORKSPACE_ROOT")
        .output()
        .expect("a shell");
    let written = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{script}\n{written}");
    written
}

fn guide() -> String {
    std::fs::read_to_string(tests_folder().join("../docs/guide.md")).expect("the guide")
}

/// A block of code: its language, what it holds, and the last line before it.
struct Block<'g> {
    language: &'g str,
    code: &'g str,
    before: &'g str,
}

impl<'g> Block<'g> {
    fn all(guide: &'g str) -> Vec<Block<'g>> {
        let mut blocks = Vec::new();
        let mut rest = guide;
        while let Some((before, opened)) = rest.split_once("\n```") {
            let (language, code) = opened.split_once('\n').expect("a block has lines");
            let (code, after) = code.split_once("```\n").expect("each block ends");
            let before = before.lines().rfind(|line| !line.is_empty()).unwrap_or_default();
            blocks.push(Block { language, code, before });
            rest = after;
        }
        blocks
    }

    /// The file that the block is, by what stands before it: “…, in `tests/cases/x.toml`:”.
    fn file(&self) -> Option<&'g str> {
        self.before.strip_suffix("`:")?.rsplit('`').next()
    }
}

/// Walks the guide: runs its commands, writes its files, makes its changes, and compares what it shows with what is there.
#[derive(Debug)]
struct Walk {
    /// The folder that the last command has led to.
    within: PathBuf,
    /// What the last commands have written.
    written: String,
    /// The commands.
    walked: Vec<String>,
}

impl Walk {
    fn run(&mut self, commands: &str) {
        self.written = shell(&self.within, &format!("{commands}\necho\npwd"));
        self.within = PathBuf::from(self.written.lines().last().expect("a folder"));
        self.walked.extend(commands.lines().map(str::to_owned));
    }

    fn write(&self, file: &str, content: &str) {
        std::fs::write(self.within.join(file), content).expect(file);
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.within.join(file)).expect(file)
    }

    fn step(&mut self, block: &Block<'_>) {
        // The guide has the names of Linux.
        let library =
            |stem: &str| format!("{}{stem}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
        let code = &block.code.replace("libtogether.so", &library("together"));
        let shows =
            |content: &str| assert!(content.contains(code), "the guide shows:\n{code}\nthere is:\n{content}");
        match (block.language, block.file()) {
            ("sh", None) => code.split_inclusive('\n').for_each(|command| {
                self.run(command);
                if command.starts_with("cd together\n") {
                    std::fs::copy(tests_folder().join("../Cargo.lock"), self.within.join("Cargo.lock"))
                        .expect("copying the lock file");
                }
            }),
            ("diff", Some(_)) => {
                self.write("change.diff", code);
                self.run("git apply --recount change.diff\nrm change.diff");
            }
            ("text", Some(file)) => shows(&self.read(file)),
            ("text", None) => shows(&self.written),
            ("rust", None) => shows(&self.read("src/lib.rs")),
            ("c", None) => shows(&self.read("plugin.c")),
            ("toml", Some(file)) => self.write(file, code),
            ("toml", None) => {
                self.write("shown.toml", code);
                self.run("textmine check -c shown.toml");
            }
            other => panic!("nobody knows what to do with {other:?}"),
        }
    }
}

#[test]
fn the_guide_leads_from_an_empty_folder_to_a_library_that_keeps_its_contract() {
    // The same folder each time, so that what cargo keeps of the crate does not pile up.
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide");
    if place.exists() {
        std::fs::remove_dir_all(&place).expect("an old walk is cleared away");
    }
    std::fs::create_dir(&place).expect("an empty folder");
    let mut walk = Walk { within: place, written: String::new(), walked: Vec::new() };
    let guide = guide();
    Block::all(&guide).iter().for_each(|block| walk.step(block));
    for step in [
        "textmine new",
        "cargo test",
        "cargo build --release",
        "textmine -c",
        "textmine test",
        "textmine plugins verify",
        "sh ci.sh",
        "make test",
    ] {
        assert!(walk.walked.iter().any(|line| line.starts_with(step)), "the guide does not say `{step}`");
    }
}
