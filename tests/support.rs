//! What the tests know of the outside: how to run the command, and where the plugins are.
#![allow(dead_code, unreachable_pub)] // Each test target uses its part of this.

use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, OnceLock};

/// The folder of the tests.
pub fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").canonicalize().expect("the tests' folder")
}

/// One of the tests' articles.
pub fn article(name: &str) -> PathBuf {
    tests_folder().join("articles").join(name)
}

/// A folder that goes when it is dropped, with the files named.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).expect("writing into it");
    }
    folder
}

/// One run of the command.
pub struct Run {
    command: Command,
    stdin: Vec<u8>,
}

/// How it ended.
pub struct Output {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

/// The command with these arguments. Its plugins lie beside it.
pub fn textmine<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Run {
    plugins();
    let mut command = Command::new(env!("CARGO_BIN_EXE_textmine"));
    command
        .args(arguments)
        .env_remove("TEXTMINE_PLUGIN_PATH")
        .env_remove("NO_COLOR")
        .env("HOME", "/nonexistent");
    Run { command, stdin: Vec::new() }
}

impl Run {
    pub fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub fn env(mut self, key: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.stdin = bytes.into();
        self
    }

    pub fn output(mut self) -> Output {
        let (input, output, error) = (Stdio::piped(), Stdio::piped(), Stdio::piped());
        let mut child =
            self.command.stdin(input).stdout(output).stderr(error).spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        let bytes = self.stdin;
        let writer = std::thread::spawn(move || _ = stdin.write_all(&bytes));
        let done = child.wait_with_output().expect("the command ends");
        writer.join().expect("the writer ends");
        Output {
            stdout: String::from_utf8(done.stdout).expect("UTF-8 on standard output"),
            stderr: String::from_utf8(done.stderr).expect("UTF-8 on standard error"),
            code: done.status.code(),
        }
    }
}

/// A run of the command that goes on.
pub struct Running(pub std::process::Child);

impl Run {
    /// Starts it; nothing is sent to it.
    pub fn start(mut self) -> Running {
        let (input, output, error) = (Stdio::piped(), Stdio::piped(), Stdio::null());
        Running(self.command.stdin(input).stdout(output).stderr(error).spawn().expect("the command starts"))
    }
}

impl Run {
    /// Starts it with nothing to read; what it writes is to be read, errors too.
    pub fn start_heard(mut self) -> Running {
        let (input, output, error) = (Stdio::null(), Stdio::piped(), Stdio::piped());
        Running(self.command.stdin(input).stdout(output).stderr(error).spawn().expect("the command starts"))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

impl Output {
    /// Exit status, output and errors, for a snapshot.
    pub fn shown(&self) -> String {
        let mut out = match self.code {
            Some(code) => format!("exit status {code}\n"),
            None => "ended by a signal\n".to_owned(),
        };
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                out.push_str(&format!("--- {name}\n{text}"));
            }
        }
        out
    }

    /// The reports, one for each line of output.
    pub fn reports(&self) -> Vec<serde_json::Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).expect("a report")).collect()
    }
}

/// The libraries of the workspace's plugins, by analyzer. `cargo test` builds none of them, and one from an earlier build
/// may be stale: cargo builds them here, once, and says where they are.
pub fn plugins() -> &'static HashMap<String, PathBuf> {
    static PLUGINS: OnceLock<HashMap<String, PathBuf>> = OnceLock::new();
    PLUGINS.get_or_init(|| {
        let mut command = Command::new(env!("CARGO"));
        command.args(["build", "--quiet", "--message-format=json"]).current_dir(tests_folder().join(".."));
        for package in
            ["entities", "sentiment", "channels", "quotes-plugin", "keywords", "faulty", "echo", "hostile"]
        {
            command.arg(format!("--package=textmine-{package}"));
        }
        if !cfg!(debug_assertions) {
            command.arg("--release");
        }
        let built = command.stderr(Stdio::inherit()).output().expect("cargo runs");
        assert!(built.status.success(), "the plugins don't build");
        let messages = cargo_metadata::Message::parse_stream(built.stdout.as_slice());
        let mut found = HashMap::new();
        for message in messages {
            if let cargo_metadata::Message::CompilerArtifact(artifact) = message.expect("a message of cargo")
            {
                let library =
                    artifact.filenames.iter().find(|f| f.as_str().ends_with(std::env::consts::DLL_SUFFIX));
                let name = &artifact.target.name;
                if let Some(library) = library {
                    let name = name.strip_prefix("textmine_").unwrap_or(name);
                    found.insert(name.to_owned(), library.clone().into_std_path_buf());
                }
            }
        }
        found
    })
}

/// The library of one of the workspace's plugins.
pub fn plugin(name: &str) -> &'static Path {
    plugins().get(name).unwrap_or_else(|| panic!("cargo built no plugin `{name}`"))
}

/// A C compiler with the plugin header on its path.
pub fn c_compiler() -> Command {
    let mut command = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
    command.arg("-std=gnu11").arg("-Wall").arg("-Wextra").arg("-Werror").arg("-I");
    command.arg(tests_folder().join("../crates/textmine-abi/include"));
    command
}

/// `capitals.c` as a library, with macros defined (`NAME` or `NAME=VALUE`); compiled once for each set of them.
pub fn c_plugin(defines: &[&str]) -> PathBuf {
    c_library("capitals.c", defines)
}

/// One of the plugins in C as a library, likewise.
pub fn c_library(source: &str, defines: &[&str]) -> PathBuf {
    static DONE: Mutex<Option<(tempfile::TempDir, HashMap<String, PathBuf>)>> = Mutex::new(None);
    let mut done = DONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (folder, libraries) = done.get_or_insert_with(|| (folder(&[]), HashMap::new()));
    let key = format!("{source} {}", defines.join(" "));
    if let Some(library) = libraries.get(&key) {
        return library.clone();
    }
    let stem = source.trim_end_matches(".c");
    let library = folder.path().join(format!("{stem}_{}{}", libraries.len(), std::env::consts::DLL_SUFFIX));
    let mut compiler = c_compiler();
    compiler.args(["-shared", "-fPIC", "-O1"]).args(defines.iter().map(|d| format!("-D{d}")));
    let status = compiler.arg("-o").arg(&library).arg(tests_folder().join("plugins").join(source)).status();
    assert!(status.expect("a C compiler").success(), "it does not compile: {key}");
    libraries.insert(key, library.clone());
    library
}

/// One of the programs in C, compiled once.
pub fn c_program(source: &str) -> PathBuf {
    static DONE: Mutex<Option<(tempfile::TempDir, HashMap<String, PathBuf>)>> = Mutex::new(None);
    let mut done = DONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let (folder, programs) = done.get_or_insert_with(|| (folder(&[]), HashMap::new()));
    let program = folder.path().join(source.trim_end_matches(".c"));
    if programs.insert(source.to_owned(), program.clone()).is_none() {
        let mut compiler = c_compiler();
        compiler.args(["-O1", "-pthread", "-Wno-format"]);
        let from = tests_folder().join("programs").join(source);
        let status = compiler.arg("-o").arg(&program).arg(from).status();
        assert!(status.expect("a C compiler").success(), "it does not compile: {source}");
    }
    program
}

/// The text with what differs from machine to machine replaced: each pair is a string and its name.
pub fn anonymous(text: &str, names: &[(&str, &str)]) -> String {
    names.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
