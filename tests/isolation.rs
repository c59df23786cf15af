//! Plugins that mean harm, in workers: whatever they do costs one result on one document, and nothing stays behind.
#![cfg(target_os = "linux")]
mod laboratory;
mod support;

use laboratory::{
    Fed, REPLACED, RUN, alone, assert_nothing_left_in, corpus, each, endure, endure_all, eventually,
    laboratory, patient, problems, processes_in, run, short,
};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use support::{c_library, c_plugin, folder, plugin, textmine};
use textmine_core::{DocumentBuf, Failure, Isolation, Limits, Plugin, Terms};
use textmine_loader::{IsolatedPlugin, LoadPolicy, Loader, SearchPath, WorkerProgram};

#[test]
fn whatever_a_plugin_does_costs_its_result_on_one_document() {
    let table = endure_all(
        &c_library("hostile.c", &[]),
        &[
            (
                &patient(""),
                &[
                    "segfault",
                    "wild_jump",
                    "bus_error",
                    "illegal_instruction",
                    "division_by_zero",
                    "abort",
                    "exit_0",
                    "exit_3",
                    "exit_at_once",
                    "exit_quickly",
                    "exit_in_thread",
                    "kill_itself",
                    "stack_overflow",
                    "stack_overflow_in_thread",
                    "segfault_in_thread",
                    "ignored_segfault",
                    "ignored_abort",
                    "unmap_code",
                    "unmap_stack",
                    "memory_touched",
                    "memory_untouched",
                    "memory_at_once",
                    "memory_shared",
                    "memory_despite_limit",
                    "thread_sleeping",
                    "thread_spinning",
                    "thread_segfault",
                    "thread_garbage",
                    "threads_without_end",
                    "print",
                    "print_error",
                    "print_and_abort",
                    "print_megabyte",
                    "garbage_short",
                    "garbage_long",
                    "garbage_frame",
                    "garbage_frame_huge",
                    "last_words_without_end",
                    "close_all",
                    "replace_all",
                    "fork_sleeping",
                    "fork_returning",
                    "fork_twice",
                    "fork_and_abort",
                    "fork_and_spin",
                    "vfork_exiting",
                    "exec_sleeping",
                    "exec_ending",
                    "spawn_sleeping",
                    "shell",
                    "leave_session",
                    "kill_host",
                    "kill_everyone",
                    "kill_group",
                    "trace_me",
                    "trace_host",
                    "read_host",
                    "change_folder",
                    "block_signals",
                    "set_alarm",
                    "set_late_alarm",
                    "layer_twice",
                    "json_twice",
                    "annotations_too_many",
                    "bytes_too_many",
                    "summary_huge",
                    "summary_nested",
                ],
            ),
            (
                &short(""),
                &[
                    "spin",
                    "spin_deaf",
                    "for_ever",
                    "handled_segfault",
                    "exit_spinning",
                    "stop_itself",
                    "close_and_spin",
                    "print_without_end",
                ],
            ),
        ],
    );
    insta::assert_snapshot!(table);
}

#[test]
fn whatever_a_plugin_in_rust_does_costs_its_result_on_one_document() {
    let dying =
        ["panic", "panic_in_thread", "thread_sleeping", "abort", "exit_0", "stack_overflow", "memory"];
    insta::assert_snapshot!(endure_all(
        plugin("hostile"),
        &[(&patient(""), &dying), (&short(""), &["spin"])]
    ));
}

#[test]
fn without_a_sandbox_nothing_is_left_either() {
    let dying = [
        "memory_touched",
        "fork_sleeping",
        "fork_returning",
        "fork_twice",
        "fork_and_abort",
        "vfork_exiting",
        "exec_ending",
        "spawn_sleeping",
        "shell",
        "kill_group",
        "trace_me",
        "change_folder",
        "replace_all",
    ];
    let hanging = ["fork_and_spin", "exec_sleeping"];
    let off = "sandbox = \"off\"\n";
    let cases: [(&str, &[&str]); 2] = [(&patient(off), &dying), (&short(off), &hanging)];
    insta::assert_snapshot!(endure_all(&c_library("hostile.c", &[]), &cases));
}

#[test]
fn what_harms_nobody_is_no_problem() {
    let harmless = [
        "rescued_segfault",
        "outlive_host",
        "raise_limits",
        "spoil_errno",
        "join_threads",
        "read_input",
        "sleep_three_seconds",
    ];
    for (fault, problem) in harmless
        .iter()
        .zip(each(&harmless, |fault| endure(&c_library("hostile.c", &[]), fault, &patient(""))))
    {
        assert_eq!(problem, "", "{fault}");
    }
}

/// What the command says about a plugin that does harm elsewhere than in a document: exit status, errors, and the problems of
/// each report.
fn outside_documents((defines, terms): &(&str, String)) -> String {
    let laboratory = laboratory(Some(&c_library("hostile.c", &[defines])), terms);
    let output = run(laboratory.path(), corpus("none at all").replace("FAULT", "Fault"));
    assert_nothing_left_in(laboratory.path(), defines);
    let problems: Vec<_> = output.stdout.lines().map(problems).collect();
    let real = laboratory.path().canonicalize().expect("a folder").display().to_string();
    let errors = if output.stdout.is_empty() {
        support::anonymous(&output.stderr, &[(&real, "[folder]")])
    } else {
        String::new()
    };
    format!("{defines}: exit status {}, {problems:?}\n{errors}", output.code.expect("no signal"))
}

#[test]
fn harm_where_no_document_is_has_its_place() {
    let long = [
        "AT_OPEN=\"for_ever\"",
        "AT_INIT=\"spin\"",
        "AT_SCHEMA=\"for_ever\"",
        "AT_CREATE=\"for_ever\"",
        "AT_CREATE=\"stop_itself\"",
        "AT_CREATE=\"sleep_three_seconds\"",
        "AT_DESTROY=\"spin\"",
        "AT_DESTROY=\"spin_deaf\"",
    ];
    let quick = [
        "AT_OPEN=\"segfault\"",
        "AT_OPEN=\"exit_3\"",
        "AT_OPEN=\"fork_sleeping\"",
        "AT_OPEN=\"thread_sleeping\"",
        "AT_OPEN=\"garbage_short\"",
        "AT_OPEN=\"memory_touched\"",
        "AT_INIT=\"segfault\"",
        "AT_INIT=\"print_and_abort\"",
        "AT_SCHEMA=\"segfault\"",
        "AT_SCHEMA=\"json_twice\"",
        "AT_CREATE=\"segfault\"",
        "AT_CREATE=\"exit_0\"",
        "AT_CREATE=\"close_all\"",
        "AT_CREATE=\"thread_sleeping\"",
        "AT_DESTROY=\"segfault\"",
        "AT_DESTROY=\"exit_0\"",
        "AT_DESTROY=\"thread_spinning\"",
    ];
    // Making an analyzer may take ten seconds whatever the timeout is: the slow ones first, all at once.
    let slow = long.map(|case| (case, short("")));
    let cases: Vec<_> = slow.into_iter().chain(quick.map(|case| (case, patient("")))).collect();
    insta::assert_snapshot!(each(&cases, outside_documents).concat());
}

/// A C library, or one of the workspace's, in workers of the tests' command.
fn isolated(library: &Path, limits: Limits) -> IsolatedPlugin {
    let workers = WorkerProgram { path: env!("CARGO_BIN_EXE_textmine").into() };
    let loader = Loader::new(SearchPath::default(), LoadPolicy::default()).with_workers(workers);
    let terms = Terms { isolation: Isolation::Process, limits, ..Terms::default() };
    loader.isolate(library, Path::new(""), &terms).expect("a worker")
}

#[test]
fn what_is_refused_in_process_is_refused_in_a_worker_with_the_same_words() {
    let faults = [
        "STRINGS_NOT_UTF8",
        "NULL_ARRAY",
        "MISALIGNED_ARRAY",
        "HUGE_ARRAY",
        "HUGE_STRINGS",
        "LABEL_OUTSIDE",
        "SPAN_OUTSIDE",
        "SPAN_BACKWARDS",
        "ATTRIBUTES_OUTSIDE",
        "SHARED_ATTRIBUTES",
        "SCORE",
        "UNDECLARED_LAYER",
        "LAYER_TWICE",
        "JSON",
        "JSON_NUMBER",
        "JSON_TWICE",
        "STATUS",
        "PANICKED",
        "FAIL",
    ];
    let document = DocumentBuf::new("case", "The EU and the UN.").expect("it is short");
    let failure = |plugin: &dyn Plugin| -> Failure {
        let instance = plugin.create(&json!({})).expect("an instance");
        instance.analyze(&document.view()).expect_err("it is refused")
    };
    for fault in faults {
        let library = c_plugin(&[&format!("FAULT_{fault}")]);
        let here = Loader::default().load(&library).expect("it loads");
        assert_eq!(failure(&isolated(&library, Limits::default())), failure(&here), "{fault}");
    }
}

#[test]
fn threads_that_use_one_analyzer_have_a_worker_each() {
    let plugin = isolated(&c_plugin(&["FLAGS=0"]), Limits::default());
    let instance = plugin.create(&json!({})).expect("an instance");
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let instance = instance.as_ref();
            scope.spawn(move || {
                for round in 0..100 {
                    let text = format!("{thread} EU {round}. {}", "UN ".repeat(thread));
                    let document = DocumentBuf::new("case", text).expect("it is short");
                    let analysis = instance.analyze(&document.view()).expect("an analysis");
                    assert_eq!(analysis.layers[0].view().len(), 1 + thread);
                    assert_eq!(analysis.remarks, [""; 0]);
                }
            });
        }
    });
    assert_eq!(instance.close(), Ok(()));
}

#[test]
fn a_large_document_goes_both_ways_and_given_layers_too() {
    let text = "Zürich: NATO and the EU agreed. ".repeat(160_000);
    let given: Vec<Value> =
        (0..100_000).map(|n| json!({"start": n * 32, "end": n * 32 + 6, "label": "PLACE"})).collect();
    let lines = [
        json!({"id": "large", "text": text, "layers": {"given": given}}).to_string(),
        json!({"id": "small", "text": "The EU.", "layers": {"given": [{"start": 4, "end": 6, "label": "ORG"}]}})
            .to_string(),
    ];
    let toml = "given = [\"given\"]\n[[analyzer]]\nplugin = \"./libcapitals.so\"\n\n[[analyzer]]\nplugin = \"./libecho.so\"\n";
    let folder = folder(&[("p.toml", toml.as_bytes())]);
    std::fs::copy(c_plugin(&[]), folder.path().join("libcapitals.so")).expect("copying a library");
    std::fs::copy(plugin("echo"), folder.path().join("libecho.so")).expect("copying a library");
    let run = |more: &[&str]| {
        let output =
            textmine(RUN.iter().chain(more).copied()).within(folder.path()).stdin(lines.join("\n")).output();
        assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
        output.stdout
    };
    let (apart, here) = (run(&["--isolate"]), run(&[]));
    assert!(here.len() > 10_000_000);
    assert!(apart == here, "the reports differ");
}

#[test]
fn a_worker_that_is_lost_between_documents_is_replaced() {
    let folder = alone(&patient(""));
    let mut fed = Fed::start(folder.path());
    fed.send("One.");
    fed.send("Two.");
    // The first one's report comes when the second is done.
    assert_eq!(fed.problems(), [""; 0]);
    let command = fed.running.0.id();
    let workers: Vec<u32> =
        processes_in(folder.path()).into_iter().map(|(id, _)| id).filter(|id| *id != command).collect();
    for worker in workers {
        let killed = Command::new("kill").arg("-KILL").arg(worker.to_string()).status();
        assert!(killed.expect("the command").success());
    }
    fed.send("Three.");
    fed.send("Four.");
    assert_eq!(fed.problems(), [""; 0]);
    assert_eq!(fed.problems(), [REPLACED]);
}

#[test]
fn what_a_document_leaves_behind_costs_the_next_one_nothing() {
    let folder = alone(&patient(""));
    let mut fed = Fed::start(folder.path());
    // It ends the worker in the middle of the next document.
    fed.send("FAULT damage.");
    fed.send("Two.");
    assert_eq!(fed.problems(), [""; 0]);
    fed.send("Three.");
    fed.send("Four.");
    // Remarks, and so results.
    let problems = [fed.problems(), fed.problems()].concat();
    assert_eq!(problems, [REPLACED]);
}

#[test]
fn fault_after_fault_takes_no_descriptors_and_no_processes() {
    const FAULTS: usize = 50;
    let folder = alone(&patient(""));
    let mut fed = Fed::start(folder.path());
    let faults = ["segfault", "exit_0", "thread_sleeping", "garbage_long", "fork_sleeping"];
    let mut taken = Vec::new();
    for n in 0..FAULTS {
        fed.send(&format!("FAULT {}.", faults[n % faults.len()]));
        if n > 0 {
            assert_eq!(fed.problems().len(), 1);
            let descriptors =
                std::fs::read_dir(format!("/proc/{}/fd", fed.running.0.id())).expect("a process").count();
            taken.push((processes_in(folder.path()).len(), descriptors));
        }
    }
    let Fed { mut running, input, reports } = fed;
    drop(input);
    assert_eq!(reports.count(), 1);
    assert_eq!(running.0.wait().expect("it ends").code(), Some(1));
    // The command alone, or one worker that is on its way in or out.
    let most = taken.iter().max().expect("reports");
    assert!(most.0 <= 2 && most.1 <= 12, "{taken:?}");
    assert_nothing_left_in(folder.path(), "fifty faults");
}

#[test]
fn when_the_host_is_killed_its_workers_go() {
    let cases: Vec<(&str, &str)> = ["spin", "spin_deaf", "stop_itself", "for_ever", "print_without_end"]
        .into_iter()
        .flat_map(|fault| ["-KILL", "-TERM"].map(|signal| (fault, signal)))
        .collect();
    each(&cases, |(fault, signal)| {
        let folder = alone(&patient(""));
        let mut fed = Fed::start(folder.path());
        fed.send("One.");
        fed.send(&format!("FAULT {fault}."));
        // The first report comes before the second document is begun, and nothing tells when the fault is reached.
        eventually("a worker", || processes_in(folder.path()).len() == 2);
        std::thread::sleep(Duration::from_millis(200));
        let killed = Command::new("kill").arg(signal).arg(fed.running.0.id().to_string()).status();
        assert!(killed.expect("the command").success());
        fed.running.0.wait().expect("it ends");
        assert_nothing_left_in(folder.path(), &format!("{fault} {signal}"));
    });
}

#[test]
fn what_the_command_was_started_with_is_out_of_a_plugin_s_reach() {
    let folder = alone(&patient(""));
    let line = json!({"text": "FAULT garbage_short."}).to_string();
    std::fs::write(folder.path().join("in.jsonl"), line).expect("a file");
    let script = "exec 7>inherited.txt; exec \"$0\" --format=jsonl -c p.toml in.jsonl";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_textmine")])
        .current_dir(folder.path())
        .output()
        .expect("a shell");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(folder.path().join("inherited.txt")).expect("a file"), "");
}
