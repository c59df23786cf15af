//! `--watch`: the effect of each change is seen, and nothing that an author does ends the watch.
#![cfg(target_os = "linux")]
mod laboratory;
mod support;

use laboratory::{assert_nothing_left_in, eventually, processes_in};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use support::{Running, c_library, c_plugin, folder, textmine};

const ONE: &str = "[[analyzer]]\nplugin = \"./libone.so\"\n";
const TWO: &str =
    "[[analyzer]]\nplugin = \"./libone.so\"\n\n[[analyzer]]\nplugin = \"./libtwo.so\"\ntimeout = \"60s\"\n";

/// A watch, and what it writes.
struct Watch {
    folder: tempfile::TempDir,
    running: Running,
    reports: Receiver<String>,
    errors: Receiver<String>,
}

/// The lines of a pipe, as they come.
fn lines(pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            _ = sender.send(line);
        }
    });
    receiver
}

/// As long as the slowest machine may take.
const PATIENCE: Duration = Duration::from_secs(60);

impl Watch {
    fn start(files: &[(&str, &[u8])], libraries: &[(&str, &Path)]) -> Watch {
        let folder = folder(files);
        for (name, library) in libraries {
            std::fs::copy(library, folder.path().join(name)).expect("copying a library");
        }
        let arguments = ["run", "--watch", "--color=never", "--format=jsonl", "-c", "p.toml", "a.txt"];
        let mut running = textmine(arguments).within(folder.path()).start_heard();
        let reports = lines(running.0.stdout.take().expect("a pipe"));
        let errors = lines(running.0.stderr.take().expect("a pipe"));
        Watch { folder, running, reports, errors }
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.folder.path().join(name), content).expect("writing a file");
    }

    /// The layers and the problems of the next report.
    fn report(&self) -> (Vec<String>, Vec<String>) {
        let line = self.reports.recv_timeout(PATIENCE).unwrap_or_else(|_| {
            panic!("no report; it said {:#?}", self.errors.try_iter().collect::<Vec<_>>())
        });
        let report: Value = serde_json::from_str(&line).expect("a report");
        let layers = report["layers"].as_object().expect("layers").keys().cloned().collect();
        let problems = report["problems"].as_array().expect("a list").iter();
        (layers, problems.map(|problem| problem["message"].as_str().expect("a text").to_owned()).collect())
    }

    /// Waits for a message.
    fn hear(&self, what: &str) {
        while !self.errors.recv_timeout(PATIENCE).expect(what).contains(what) {}
    }

    /// Ends it with a signal.
    fn end(mut self, signal: &str) {
        let killed = Command::new("kill").arg(signal).arg(self.running.0.id().to_string()).status();
        assert!(killed.expect("the command").success());
        self.running.0.wait().expect("it ends");
        assert_nothing_left_in(self.folder.path(), signal);
    }
}

fn layers(names: &[&str]) -> (Vec<String>, Vec<String>) {
    (names.iter().map(|name| (*name).to_owned()).collect(), Vec::new())
}

#[test]
fn every_change_has_its_effect_and_no_fault_ends_the_watch() {
    let (one, two) = (c_plugin(&[]), c_library("hostile.c", &["HARMLESS"]));
    let other = c_plugin(&["NAME=\"other\"", "LAYERS=\"provides=capitals\\nprovides=other\\n\""]);
    let bytes = |library: &Path| std::fs::read(library).expect("a library");
    let files: [(&str, &[u8]); 3] =
        [("p.toml", ONE.as_bytes()), ("a.txt", b"NATO met the EU."), ("words.txt", b"some words\n")];
    let watch = Watch::start(&files, &[("libone.so", &one), ("libtwo.so", &two)]);
    assert_eq!(watch.report(), layers(&["capitals"]));
    watch.hear("waiting for a change of libone.so, a.txt and p.toml; Ctrl-C ends");

    watch.write("p.toml", TWO);
    assert_eq!(watch.report(), layers(&["capitals", "hostile"]));

    watch.write("a.txt", "");
    let empty = "the document is empty: is it the right one?".to_owned();
    assert_eq!(watch.report().1, [empty]);
    watch.write("a.txt", "NATO met the EU.");
    assert_eq!(watch.report(), layers(&["capitals", "hostile"]));

    // Another version of the library, and back.
    watch.write("libone.so", bytes(&other));
    assert_eq!(watch.report(), layers(&["capitals", "other", "hostile"]));
    watch.write("libone.so", bytes(&one));
    assert_eq!(watch.report(), layers(&["capitals", "hostile"]));

    // One that crashes.
    watch.write("libtwo.so", bytes(&c_library("hostile.c", &["AT_CREATE=\"segfault\""])));
    let (still, problems) = watch.report();
    assert_eq!(
        (still, problems),
        (vec!["capitals".to_owned()], vec!["died of SIGSEGV (segmentation fault)".to_owned()])
    );

    // One that never ends is ended by the next change.
    while watch.errors.try_recv().is_ok() {}
    watch.write("libtwo.so", bytes(&c_library("hostile.c", &["AT_CREATE=\"for_ever\""])));
    watch.hear("libtwo.so has changed");
    eventually("a worker", || processes_in(watch.folder.path()).len() > 2);
    watch.write("libtwo.so", bytes(&two));
    assert_eq!(watch.report(), layers(&["capitals", "hostile"]));

    // One that is being written: nothing is run until it is whole.
    let whole = bytes(&one);
    watch.write("libone.so", &whole[..whole.len() / 2]);
    std::thread::sleep(Duration::from_millis(500));
    watch.write("libone.so", &whole);
    assert_eq!(watch.report(), layers(&["capitals", "hostile"]));

    // A pipeline that is none, and one that is gone.
    watch.write("p.toml", "[[analyzer]]\nplugn = \"./libone.so\"\n");
    watch.hear("unknown key `plugn`");
    watch.write("p.toml", ONE);
    assert_eq!(watch.report(), layers(&["capitals"]));
    std::fs::remove_file(watch.folder.path().join("p.toml")).expect("removing it");
    watch.hear("can't read the pipeline p.toml");
    watch.write("p.toml", TWO);
    assert_eq!(watch.report(), layers(&["capitals", "hostile"]));
    watch.end("-INT");
}

#[test]
fn a_pipeline_that_is_gone_is_waited_for_by_name() {
    let one = c_plugin(&[]);
    let files: [(&str, &[u8]); 2] = [("p.toml", ONE.as_bytes()), ("a.txt", b"NATO met the EU.")];
    let watch = Watch::start(&files, &[("libone.so", &one)]);
    assert_eq!(watch.report(), layers(&["capitals"]));
    std::fs::remove_file(watch.folder.path().join("p.toml")).expect("removing");
    watch.hear("can't read the pipeline p.toml");
    watch.hear("waiting for a change of a.txt and p.toml; Ctrl-C ends");
    watch.write("p.toml", ONE);
    assert_eq!(watch.report(), layers(&["capitals"]));
    watch.end("-TERM");
}

#[test]
fn a_library_that_stays_broken_is_told_and_its_mending_seen() {
    let one = c_plugin(&[]);
    let whole = std::fs::read(&one).expect("a library");
    let files: [(&str, &[u8]); 2] = [("p.toml", ONE.as_bytes()), ("a.txt", b"NATO met the EU.")];
    let watch = Watch::start(&files, &[("libone.so", &one)]);
    assert_eq!(watch.report(), layers(&["capitals"]));
    watch.write("libone.so", &whole[..whole.len() - 100]);
    watch.hear("is not a complete library");
    watch.write("libone.so", &whole);
    assert_eq!(watch.report(), layers(&["capitals"]));
    watch.end("-TERM");
}

#[test]
fn a_program_is_watched_and_nothing_of_it_outlives_the_watch() {
    let script = "read hello\necho '{\"protocol\":1,\"name\":\"fixed\",\"provides\":[\"fixed\"]}'\n\
                  while read line; do echo '{\"turn\":1,\"layers\":{\"LAYER\":[]}}'; done\n";
    let toml = "[[analyzer]]\ncommand = [\"sh\", \"fixed.sh\"]\n";
    let files: [(&str, &[u8]); 3] =
        [("p.toml", toml.as_bytes()), ("fixed.sh", script.as_bytes()), ("a.txt", b"NATO met.")];
    let watch = Watch::start(&files, &[]);
    let undeclared = "broke its contract: it wrote the layer `LAYER`, which it does not declare".to_owned();
    assert_eq!(watch.report(), (vec![], vec![undeclared]));
    watch.write("fixed.sh", script.replace("LAYER", "fixed"));
    assert_eq!(watch.report(), layers(&["fixed"]));
    watch.write("fixed.sh", script.replace("echo '{\"turn\"", "sleep 1000; echo '{\"turn\""));
    eventually("a program", || {
        processes_in(watch.folder.path()).iter().any(|(_, line)| line.contains("1000"))
    });
    watch.end("-KILL");
}

#[test]
fn standard_input_can_t_be_watched() {
    let output = textmine(["--watch", "-"]).output();
    insta::assert_snapshot!(output.shown());
}
