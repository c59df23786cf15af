//! What a plugin in a worker can't reach, proved by one that tries; and what is said where the kernel can't help.
#![cfg(target_os = "linux")]
mod support;

use serde_json::json;
use std::fmt::Write as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Output, article, c_compiler, c_library, c_plugin, folder, plugin, tests_folder, textmine};

/// A machine in small: a home, a service's socket, a pipeline with a file and a folder that it lets its analyzer read, and the
/// analyzer in a folder of its own.
struct Scene {
    folder: tempfile::TempDir,
    _service: std::os::unix::net::UnixListener,
}

impl Scene {
    fn new(terms: &str) -> Scene {
        let toml =
            format!("[[analyzer]]\nplugin = \"./lib/libintruder.so\"\nisolation = \"process\"\n{terms}");
        let folder = folder(&[("p.toml", toml.as_bytes()), ("names.txt", b"names"), ("other.txt", b"other")]);
        let at = |name: &str| folder.path().join(name);
        for name in ["lib", "home", "declared", "empty"] {
            std::fs::create_dir(at(name)).expect("a folder");
        }
        std::fs::copy(c_library("intruder.c", &[]), at("lib/libintruder.so")).expect("copying a library");
        for name in ["lib/words.txt", "home/secret.txt", "declared/list.txt"] {
            std::fs::write(at(name), "text").expect("a file");
        }
        symlink(at("home/secret.txt"), at("declared/link.txt")).expect("a link");
        let service = std::os::unix::net::UnixListener::bind(at("service")).expect("a socket");
        Scene { folder, _service: service }
    }

    fn at(&self, path: &str) -> PathBuf {
        if path.starts_with('/') { path.into() } else { self.folder.path().join(path) }
    }

    /// Tries each: `what path`. A table of what came of it.
    fn attempts(&self, attempts: &[&str]) -> String {
        let lines: String = attempts
            .iter()
            .map(|attempt| {
                let (what, path) = attempt.split_once(' ').unwrap_or((attempt, ""));
                json!({"text": format!("TRY {what} {}", self.at(path).display())}).to_string() + "\n"
            })
            .collect();
        let arguments = ["--format=jsonl", "--input-format=jsonl", "-c", "p.toml", "-"];
        let output = textmine(arguments).within(self.folder.path()).stdin(lines).output();
        let mut table = String::new();
        for (attempt, report) in attempts.iter().zip(output.reports()) {
            let result = match (&report["summaries"]["intruder"], report["problems"].as_array()) {
                (summary, Some(none)) if none.is_empty() => summary.as_str().unwrap_or("nothing").to_owned(),
                (_, problems) => problems
                    .into_iter()
                    .flatten()
                    .map(|p| p["message"].as_str().unwrap_or("").to_owned())
                    .collect(),
            };
            _ = writeln!(table, "{attempt}: {result}");
        }
        table
    }
}

/// What does no harm where it works: there a test can see that it is the sandbox that keeps it from working.
const PROBES: &[&str] = &[
    "read_own_data",
    "read_file names.txt",
    "read_file declared/list.txt",
    "read_file declared/link.txt",
    "read_file other.txt",
    "read_file p.toml",
    "read_file lib/libintruder.so",
    "read_file home/secret.txt",
    "read_file /etc/passwd",
    "list declared",
    "list lib",
    "list home",
    "list /",
    "append names.txt",
    "write_file other.txt",
    "append lib/words.txt",
    "create_file new.txt",
    "create_file lib/new.txt",
    "create_file declared/new.txt",
    "create_unnamed home",
    "empty_file other.txt",
    "truncate_file other.txt",
    "change_mode other.txt",
    "rename_file other.txt",
    "unlink_file home/secret.txt",
    "make_folder new",
    "make_link link",
    "unix_socket service",
    "fork_process",
    "shell",
    "signal_host",
    "leave_folder /",
];

#[test]
fn what_a_plugin_tries_in_the_sandbox_fails() {
    let scene = Scene::new("reads = [\"names.txt\", \"declared\"]\n");
    insta::assert_snapshot!(scene.attempts(PROBES));
    // Nothing of it happened.
    assert_eq!(std::fs::read_to_string(scene.at("other.txt")).expect("a file"), "other");
    assert!(
        scene.at("home/secret.txt").exists() && !scene.at("new.txt").exists() && !scene.at("new").exists()
    );
}

#[test]
fn without_a_sandbox_the_same_works() {
    let scene = Scene::new("sandbox = \"off\"\nreads = [\"names.txt\", \"declared\"]\n");
    let table = scene.attempts(PROBES);
    let failed: Vec<&str> = table.lines().filter(|line| !line.ends_with(": done")).collect();
    // The link leads to the secret, which is there until it is removed; and a worker that changes its folder is told so.
    assert_eq!(failed, ["leave_folder /: broke its contract: it changed the working directory"], "{table}");
}

#[test]
fn what_would_do_harm_fails_as_well() {
    let attempts = [
        "tcp",
        "udp",
        "abstract_socket",
        "raw_packets",
        "socket_pair",
        "exec_program /bin/true",
        "trace_host",
        "read_host",
        "read_host_memory",
        "read_host_environment",
        "new_namespace",
        "mount_folder empty",
        "io_uring",
        "bpf",
        "memory_file",
        "become_another",
    ];
    insta::assert_snapshot!(Scene::new("").attempts(&attempts));
}

/// The pipeline of the three analyzers that come with the command, on these terms.
fn shipped(terms: &str) -> tempfile::TempDir {
    let mut toml = String::new();
    for name in ["entities", "sentiment", "channels"] {
        let path = plugin(name);
        _ = write!(toml, "[[analyzer]]\nname = \"{name}\"\nplugin = \"{}\"\n{terms}\n", path.display());
    }
    folder(&[("p.toml", toml.as_bytes())])
}

fn report_of(folder: &Path, name: &str) -> Output {
    let path = article(name);
    textmine(["--format=json", "-c", "p.toml", path.to_str().expect("UTF-8")]).within(folder).output()
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that tests nothing says so")]
fn the_analyzers_that_come_with_it_run_in_the_sandbox() {
    let (here, apart) = (shipped(""), shipped("isolation = \"process\"\nsandbox = \"required\"\n"));
    for article in ["business.txt", "diplomacy.txt", "harvest.txt", "labour.txt"] {
        let (expected, output) = (report_of(here.path(), article), report_of(apart.path(), article));
        if output.code == Some(2) && output.stderr.contains("landlock") {
            eprintln!("not tested: {}", output.stderr);
            return;
        }
        assert_eq!(expected.code, Some(0), "{}", expected.shown());
        assert_eq!(output.shown(), expected.shown());
    }
}

/// The command on a kernel that lacks something, over two analyzers in workers.
fn without(what: &str, sandbox: &str) -> String {
    let toml = ["one", "two"].map(|name| {
        format!(
            "[[analyzer]]\nname = \"{name}\"\nplugin = \"./lib{name}.so\"\nisolation = \"process\"\nsandbox = \"{sandbox}\"\n"
        )
    });
    let folder = folder(&[("p.toml", toml.concat().as_bytes()), ("in.txt", b"The EU."), ("words.txt", b"")]);
    for (from, to) in [(c_plugin(&[]), "libone.so"), (c_library("hostile.c", &["HARMLESS"]), "libtwo.so")] {
        std::fs::copy(from, folder.path().join(to)).expect("copying a library");
    }
    let launcher = folder.path().join("without");
    let compiled =
        c_compiler().arg("-o").arg(&launcher).arg(tests_folder().join("plugins/without.c")).status();
    assert!(compiled.expect("a C compiler").success());
    let output = Command::new(launcher)
        .args([
            what,
            env!("CARGO_BIN_EXE_textmine"),
            "--format=jsonl",
            "--color=never",
            "-c",
            "p.toml",
            "in.txt",
        ])
        .current_dir(folder.path())
        .output()
        .expect("it runs");
    let (reports, errors) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let code = output.status.code().expect("no signal");
    format!(
        "without {what}, sandbox = \"{sandbox}\": exit status {code}, {} reports\n{errors}\n",
        reports.lines().count()
    )
}

#[test]
fn what_the_kernel_lacks_is_said_once_or_is_an_error_where_the_sandbox_is_required() {
    let lacking = ["landlock", "landlock-off", "seccomp"];
    let table: String =
        lacking.iter().flat_map(|what| ["on", "required"].map(|sandbox| without(what, sandbox))).collect();
    insta::assert_snapshot!(table);
}
