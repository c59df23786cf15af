//! Programs in other languages as analyzers: what they find is in the reports, and whatever they do costs their own result on one
//! document.
#![cfg(target_os = "linux")]
mod laboratory;
mod support;

use laboratory::{
    Fed, assert_nothing_left_in, each, endure_in, eventually, patient, problems, processes_in, run, short,
};
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use support::{Output, anonymous, c_plugin, c_program, folder, plugin, tests_folder, textmine};

/// A folder with the hostile program between two sound libraries, and their pipeline; without `command` there is no program.
fn laboratory_of_programs(command: Option<&str>, terms: &str) -> tempfile::TempDir {
    let mut toml = "[[analyzer]]\nplugin = \"./libcapitals.so\"\n\n".to_owned();
    if let Some(command) = command {
        _ = write!(toml, "[[analyzer]]\ncommand = {command}\n{terms}\n");
    }
    toml.push_str("[[analyzer]]\nplugin = \"./libfaulty.so\"\nisolation = \"process\"\n");
    let folder = folder(&[("p.toml", toml.as_bytes())]);
    let copy =
        |from: &Path, to: &str| _ = std::fs::copy(from, folder.path().join(to)).expect("copying a file");
    copy(&c_plugin(&[]), "libcapitals.so");
    copy(plugin("faulty"), "libfaulty.so");
    copy(&c_program("hostile.c"), "hostile");
    folder
}

fn endure(fault: &str, terms: &str) -> String {
    let folders = [Some("[\"./hostile\"]"), Some("[\"./hostile\", \"harmless\"]"), None]
        .map(|command| laboratory_of_programs(command, terms));
    endure_in(folders.each_ref().map(tempfile::TempDir::path), fault)
}

#[test]
fn whatever_a_program_does_costs_its_result_on_one_document() {
    let quick = [
        "segfault",
        "abort",
        "raise_an_error",
        "stack_overflow",
        "exit_0",
        "exit_3",
        "kill_itself",
        "complain_and_exit",
        "half_a_line",
        "line_without_end",
        "memory",
        "processes_without_end",
        "threads_without_end",
        "become_another",
        "text_before",
        "not_utf8",
        "nothing",
        "null",
        "list",
        "another_turn",
        "no_turn",
        "unknown_key",
        "error",
        "undeclared_layer",
        "no_label",
        "outside",
        "backwards",
        "negative",
        "another_text",
        "infinite",
        "number_attribute",
        "huge_number",
        "write",
        "read",
        "connect",
        "kill_host",
        "raise_limits",
        "complain",
        "leave_a_process",
        "leave_a_session",
    ];
    let hanging = ["silence", "stop_itself", "spin", "close_and_spin", "complain_without_end"];
    let cases: Vec<(&str, String)> = hanging
        .map(|fault| (fault, short("")))
        .into_iter()
        .chain(quick.map(|fault| (fault, patient(""))))
        .collect();
    insta::assert_snapshot!(
        each(&cases, |(fault, terms)| format!("{fault}: {}\n", endure(fault, terms))).concat()
    );
}

#[test]
fn without_a_sandbox_nothing_is_left_either() {
    let faults = ["segfault", "memory", "processes_without_end", "leave_a_process", "kill_itself"];
    let endured = |fault: &&str| format!("{fault}: {}\n", endure(fault, &patient("sandbox = \"off\"\n")));
    insta::assert_snapshot!(each(&faults, endured).concat());
}

#[test]
fn a_program_is_sent_what_the_guide_says() {
    let script = "read -r hello\necho '{\"protocol\":1}'\nturn=0\nwhile read -r line; do\n  turn=$((turn + 1))\n  printf \
                  '{\"turn\":%d,\"summary\":[%s,%s]}\\n' $turn \"$hello\" \"$line\"\ndone\n";
    let toml = "[[analyzer]]\nname = \"told\"\ncommand = [\"sh\", \"told.sh\"]\nrequires = [\"capitals\"]\nuses = [\"nothing\"]\n\
                options = { n = 1 }\n\n[[analyzer]]\nplugin = \"./libcapitals.so\"\n";
    let folder = folder(&[("p.toml", toml.as_bytes()), ("told.sh", script.as_bytes())]);
    std::fs::copy(c_plugin(&[]), folder.path().join("libcapitals.so")).expect("copying a library");
    let document =
        json!({"id": "case", "text": "Zürich: the UN met. 😀 NATO \\ \"did\".\n\nSo?"}).to_string();
    let output = run(folder.path(), document);
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    let sent = output.reports()[0]["summaries"]["told"].as_array().expect("two lines").clone();
    insta::assert_snapshot!(sent.iter().map(|line| format!("{line}\n")).collect::<String>());
}

#[test]
fn a_line_too_many_costs_no_result() {
    let folder = laboratory_of_programs(Some("[\"./hostile\"]"), &patient(""));
    let output = run(folder.path(), laboratory::corpus("text_after"));
    let said: Vec<_> = output.stdout.lines().map(problems).collect();
    let replaced = "remark: the program was lost after an earlier document, and started again";
    assert_eq!(said, [vec![], vec![], vec![], vec![replaced.to_owned()], vec![]]);
    assert!(output.reports().iter().all(|report| report["layers"]["marks"][0]["label"] == "first"));

    // After the last document there is no next one to notice it.
    let output = run(folder.path(), json!({"text": "FAULT text_after."}).to_string());
    insta::assert_snapshot!(output.stdout.lines().flat_map(problems).collect::<String>(), @"contract: broke its contract: it wrote after its last answer: “done with turn 1” (while it was ended, after the last document)");
}

#[test]
fn a_program_that_ends_badly_is_a_problem_of_the_last_document() {
    let folder = laboratory_of_programs(Some("[\"./hostile\", \"end_badly\"]"), &patient(""));
    let output = run(folder.path(), laboratory::corpus("none at all").replace("FAULT", "Fault"));
    let said: Vec<_> = output.stdout.lines().map(problems).collect();
    let badly = "died: ended with exit status 9 (while it was ended, after the last document)";
    assert_eq!(said, [vec![], vec![], vec![], vec![], vec![badly.to_owned()]]);
}

#[test]
fn each_thread_has_a_program_of_its_own_and_the_reports_stay_the_same() {
    let folder = laboratory_of_programs(Some("[\"./hostile\"]"), &patient(""));
    let lines: String =
        (0..200).map(|n| json!({"text": format!("NATO met {n}.")}).to_string() + "\n").collect();
    let run = |threads: &str| {
        let arguments = laboratory::RUN.iter().copied().chain(["-j", threads]);
        textmine(arguments).within(folder.path()).stdin(lines.clone()).output()
    };
    let (one, four) = (run("1"), run("4"));
    assert_eq!((one.code, one.stderr.as_str()), (Some(0), ""));
    assert_eq!(one.stdout, four.stdout);
    assert_nothing_left_in(folder.path(), "four threads");
}

#[test]
fn when_the_host_is_killed_programs_and_what_they_have_started_go() {
    each(&["silence", "spin", "leave_a_process"], |fault| {
        let folder = laboratory_of_programs(Some("[\"./hostile\"]"), &patient(""));
        let mut fed = Fed::start(folder.path());
        fed.send("One.");
        fed.send(&format!("FAULT {fault}."));
        if *fault == "leave_a_process" {
            fed.send("Three.");
        }
        eventually("a program", || {
            processes_in(folder.path()).iter().any(|(_, line)| line.contains("hostile"))
        });
        std::thread::sleep(Duration::from_millis(200));
        let killed = Command::new("kill").arg("-KILL").arg(fed.running.0.id().to_string()).status();
        assert!(killed.expect("the command").success());
        fed.running.0.wait().expect("it ends");
        assert_nothing_left_in(folder.path(), fault);
    });
}

/// What `check` says about a pipeline in a folder with the hostile program and a file that is none.
fn check(toml: &str) -> String {
    let folder = folder(&[("p.toml", toml.as_bytes()), ("notes.txt", b"no program\n")]);
    std::fs::copy(c_program("hostile.c"), folder.path().join("hostile")).expect("copying a file");
    let output = textmine(["check", "-c", "p.toml"]).within(folder.path()).output();
    let real = folder.path().canonicalize().expect("a folder").display().to_string();
    assert_nothing_left_in(folder.path(), toml);
    anonymous(&output.shown(), &[(&format!("{real}/"), "[folder]/"), (&real, "[folder]")])
}

#[test]
fn what_is_wrong_with_a_program_is_said_at_its_place() {
    let cases = [
        "command = [\"./hostile\", \"start_silence\"]\ntimeout = \"1s\"",
        "command = [\"./hostile\"]\nname = \"first\"",
        "command = \"./hostile\"",
        "command = []",
        "command = [\"./hostile\", 3]",
        "command = [\"./hostle\"]",
        "command = [\"./notes.txt\"]",
        "command = [\"hostile-of-nobody\"]",
        "command = [\"./hostile\"]\nplugin = \"capitals\"",
        "command = [\"./hostile\"]\nisolation = \"none\"",
        "command = [\"./hostile\"]\nprovide = [\"marks\"]",
        "command = [\"./hostile\"]\nprovides = [\"notes\"]",
        "command = [\"./hostile\"]\nrequires = [\"notes\"]",
        "command = [\"./hostile\"]\nreads = [\"nowhere\"]",
        "command = [\"./hostile\"]\nsha256 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"",
        "command = [\"./hostile\", \"start_exit\"]",
        "command = [\"./hostile\", \"start_segfault\"]",
        "command = [\"./hostile\", \"start_text\"]",
        "command = [\"./hostile\", \"start_protocol\"]",
        "command = [\"./hostile\", \"start_nameless\"]",
        "command = [\"./hostile\", \"start_bad_layer\"]",
        "command = [\"./hostile\", \"start_unknown_key\"]",
        "command = [\"./hostile\", \"start_refuse\"]\noptions = { language = \"xx\" }",
        "command = [\"./hostile\", \"start_schema\"]\noptions = { langauge = \"en\" }",
    ];
    let said = each(&cases, |lines| check(&format!("[[analyzer]]\n{lines}\n")));
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn the_files_of_a_program_are_locked_and_their_change_is_told() {
    let script =
        "#!/bin/sh\nread hello; echo '{\"protocol\":1,\"name\":\"still\"}'; while read line; do :; done\n";
    let toml = "[[analyzer]]\ncommand = [\"sh\", \"still.sh\"]\n";
    let folder = folder(&[("p.toml", toml.as_bytes()), ("still.sh", script.as_bytes())]);
    let textmine = |arguments: &[&str]| textmine(arguments.iter().copied()).within(folder.path()).output();
    let locked = |name: &str| {
        std::fs::write(folder.path().join("p.toml"), toml.replace("\"sh\", \"still.sh\"", name))
            .expect("a file");
        textmine(&["check", "--locked", "-c", "p.toml"])
    };
    let lock = textmine(&["plugins", "lock", "-c", "p.toml"]);
    let same = locked("\"sh\", \"still.sh\"");
    std::fs::write(folder.path().join("still.sh"), format!("{script}# changed\n")).expect("a file");
    let changed = locked("\"sh\", \"still.sh\"");
    let nothing = locked("\"cat\"");
    let shown = [lock, same, changed, nothing].map(|output| output.shown()).join("\n");
    insta::assert_snapshot!(shown);
}

/// Python, if there is one that works; the tests in C hold the rest.
#[expect(clippy::print_stderr, reason = "a test that tests nothing says so")]
fn python() -> bool {
    let silent = |command: &mut Command| command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let works = silent(Command::new("python3").args(["-c", "import json, sys"])).is_ok_and(|s| s.success());
    if !works {
        eprintln!("skipped: there is no python3 on this machine");
    }
    works
}

fn in_python(script: &str, options: &str, text: &str) -> Output {
    let toml = format!("[[analyzer]]\ncommand = [\"python3\", \"analyzer.py\"]\noptions = {options}\n");
    let folder = folder(&[("p.toml", toml.as_bytes()), ("analyzer.py", script.as_bytes())]);
    run(folder.path(), json!({"id": "case", "text": text}).to_string())
}

#[test]
fn the_guide_shows_the_example_as_it_is() {
    let script = std::fs::read_to_string(tests_folder().join("programs/shouting.py")).expect("the example");
    let guide = std::fs::read_to_string(tests_folder().join("../docs/programs.md")).expect("the guide");
    let (_, code) = script.split_once("\n").expect("a line about it");
    assert!(guide.contains(&format!("```python\n{code}```")), "docs/programs.md has another example");
}

#[test]
fn the_example_in_python_finds_words_in_capitals() {
    if !python() {
        return;
    }
    let script = std::fs::read_to_string(tests_folder().join("programs/shouting.py")).expect("the example");
    let text = "In Zürich the UN and NATO met: ÉTÉ 2024, USA.";
    let shown = |options: &str| in_python(&script, options, text).shown();
    insta::assert_snapshot!(
        [shown("{}"), shown("{ min_letters = 2 }"), shown("{ min_leters = 2 }")].join("\n")
    );
}

#[test]
fn an_exception_in_python_is_told_with_its_line() {
    if !python() {
        return;
    }
    let script = "import json\ninput()\nprint('{\"protocol\": 1, \"name\": \"divider\"}')\ninput()\n1 / 0\n";
    insta::assert_snapshot!(in_python(script, "{}", "One.").shown());
}
