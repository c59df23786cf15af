//! Where hostile plugins run: pipelines with sound analyzers beside them, and ways to see what became of everything else.
#![allow(dead_code, unreachable_pub)] // As in `support`.

use crate::support::{Output, Running, c_library, c_plugin, folder, plugin, textmine};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The document of the corpus that has the fault.
const THIRD: usize = 2;

/// Five documents; the third one's text names the fault.
pub fn corpus(fault: &str) -> String {
    let texts = [
        "NATO met the EU.",
        "The UN did not.",
        &format!("FAULT {fault}. The UN and NATO did."),
        "WHO knows?",
        "The EU does.",
    ];
    texts
        .iter()
        .enumerate()
        .map(|(at, text)| json!({"id": at + 1, "text": text}).to_string() + "\n")
        .collect()
}

/// A folder with a sound analyzer in C, a hostile one and a sound one in Rust, and the pipeline of all three.
pub fn laboratory(hostile: Option<&Path>, terms: &str) -> tempfile::TempDir {
    let mut toml = "[[analyzer]]\nplugin = \"./libcapitals.so\"\n\n".to_owned();
    if hostile.is_some() {
        _ = write!(toml, "[[analyzer]]\nplugin = \"./libhostile.so\"\nisolation = \"process\"\n{terms}\n");
    }
    toml.push_str("[[analyzer]]\nplugin = \"./libfaulty.so\"\nisolation = \"process\"\n");
    let folder = folder(&[("p.toml", toml.as_bytes()), ("words.txt", b"some words\n")]);
    let copy =
        |from: &Path, to: &str| _ = std::fs::copy(from, folder.path().join(to)).expect("copying a library");
    copy(&c_plugin(&[]), "libcapitals.so");
    copy(plugin("faulty"), "libfaulty.so");
    if let Some(hostile) = hostile {
        copy(hostile, "libhostile.so");
    }
    folder
}

pub const RUN: [&str; 6] = ["--format=jsonl", "--input-format=jsonl", "--color=never", "-c", "p.toml", "-"];

pub fn run(laboratory: &Path, corpus: String) -> Output {
    textmine(RUN).within(laboratory).stdin(corpus).output()
}

/// A report's line without its problems.
pub fn results(line: &str) -> &str {
    line.rsplit_once(",\"problems\":").expect("a report").0
}

/// The problems of a report: `kind: message`.
pub fn problems(line: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(line).expect("a report");
    let shown = |problem: &Value| {
        assert_eq!(problem["analyzer"], "hostile", "{problem}");
        format!(
            "{}: {}",
            problem["kind"].as_str().expect("a kind"),
            problem["message"].as_str().expect("a text")
        )
    };
    report["problems"].as_array().expect("a list").iter().map(shown).collect()
}

/// Runs the fault on the third of five documents. All else must be as without it, and nothing may be left; its problem is
/// returned.
pub fn endure(hostile: &Path, fault: &str, terms: &str) -> String {
    let with_fault = laboratory(Some(hostile), terms);
    let harmless = laboratory(Some(&c_library("hostile.c", &["HARMLESS"])), terms);
    let without = laboratory(None, "");
    endure_in([with_fault.path(), harmless.path(), without.path()], fault)
}

/// The same in these folders: with the hostile analyzer, with a sound one in its place, with none.
pub fn endure_in([with_fault, harmless, without]: [&Path; 3], fault: &str) -> String {
    let output = run(with_fault, corpus(fault));
    assert_nothing_left_in(with_fault, fault);
    let harmless = run(harmless, corpus(fault));
    let without = run(without, corpus(fault));

    let lines: Vec<&str> = output.stdout.lines().collect();
    assert_eq!(lines.len(), 5, "{fault}: {}", output.shown());
    for (at, (line, expected)) in lines.iter().zip(harmless.stdout.lines()).enumerate() {
        if at != THIRD {
            assert_eq!(*line, expected, "{fault}: document {}", at + 1);
        }
    }
    let problems = problems(lines[THIRD]);
    assert_eq!(output.code, Some(i32::from(!problems.is_empty())), "{fault}: {}", output.shown());
    // What is no more than a remark leaves the result.
    let stands = problems.iter().all(|problem| problem.starts_with("remark: "));
    let expected = if stands { &harmless } else { &without };
    let expected = expected.stdout.lines().nth(THIRD).expect("a report");
    assert_eq!(results(lines[THIRD]), results(expected), "{fault}: document 3");
    assert!(problems.len() < 2, "{fault}: {problems:?}");
    problems.concat()
}

/// All of them, a few at a time: a table for a snapshot.
pub fn endure_all(hostile: &Path, cases: &[(&str, &[&str])]) -> String {
    let faults: Vec<_> =
        cases.iter().flat_map(|(terms, faults)| faults.iter().map(move |fault| (fault, terms))).collect();
    each(&faults, |(fault, terms)| format!("{fault}: {}\n", endure(hostile, fault, terms))).concat()
}

/// Applies `act` to each item on a few threads: most faults are waited for.
pub fn each<T: Sync, R: Send>(items: &[T], act: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let queue = Mutex::new(items.iter().enumerate());
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            loop {
                let next = queue.lock().expect("no panic").next();
                let Some((at, item)) = next else { return done };
                done.push((at, act(item)));
            }
        };
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .flat_map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The processes that run in a folder: the command, its workers, and whatever those have started.
pub fn processes_in(folder: &Path) -> Vec<(u32, String)> {
    let folder = folder.canonicalize().expect("a folder");
    let all = std::fs::read_dir("/proc").expect("the processes").flatten();
    let here =
        all.filter(|process| std::fs::read_link(process.path().join("cwd")).is_ok_and(|cwd| cwd == folder));
    here.filter_map(|process| {
        let command = std::fs::read(process.path().join("cmdline")).ok()?;
        Some((
            process.file_name().to_str()?.parse().ok()?,
            String::from_utf8_lossy(&command).replace('\0', " "),
        ))
    })
    .collect()
}

/// Waits until it is so, as long as the slowest machine may take.
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn assert_nothing_left_in(folder: &Path, case: &str) {
    eventually(&format!("{case}: {:?} are left", processes_in(folder)), || processes_in(folder).is_empty());
}

/// Terms for what must not end by a timeout, on the slowest machine.
pub fn patient(more: &str) -> String {
    format!("timeout = \"60s\"\nmemory = \"64MiB\"\noutput = \"16MiB\"\n{more}")
}

/// Terms for what ends by its timeout.
pub fn short(more: &str) -> String {
    format!("timeout = \"2s\"\nmemory = \"64MiB\"\n{more}")
}

/// A laboratory whose only analyzer is the hostile one.
pub fn alone(terms: &str) -> tempfile::TempDir {
    let toml = format!("[[analyzer]]\nplugin = \"./libhostile.so\"\nisolation = \"process\"\n{terms}");
    let folder = folder(&[("p.toml", toml.as_bytes()), ("words.txt", b"")]);
    std::fs::copy(c_library("hostile.c", &[]), folder.path().join("libhostile.so"))
        .expect("copying a library");
    folder
}

pub const REPLACED: &str = "remark: its worker was lost after an earlier document, and replaced";

/// The command, fed document by document.
pub struct Fed {
    pub running: Running,
    pub input: ChildStdin,
    pub reports: Lines<BufReader<ChildStdout>>,
}

impl Fed {
    pub fn start(folder: &Path) -> Fed {
        let mut running = textmine(RUN).within(folder).start();
        let input = running.0.stdin.take().expect("a pipe");
        let reports = BufReader::new(running.0.stdout.take().expect("a pipe")).lines();
        Fed { running, input, reports }
    }

    pub fn send(&mut self, text: &str) {
        writeln!(self.input, "{}", json!({ "text": text })).expect("it reads on");
    }

    /// The problems of the next report, which comes when the next document is done.
    pub fn problems(&mut self) -> Vec<String> {
        problems(&self.reports.next().expect("a report").expect("it can be read"))
    }
}
