//! `textmine test`: pipelines over their cases and expectations, and what is said of them.
mod support;

use std::fs;
use std::path::Path;
use support::{Output, c_plugin, folder, plugin, tests_folder, textmine};

const PIPELINE: &str = "[[analyzer]]\nplugin = \"./libcapitals.so\"\n";

/// A folder with these files, and the analyzer `capitals` in C beside them.
fn workplace(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder(&[]);
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in it");
        fs::write(path, content).expect("writing into it");
    }
    fs::copy(c_plugin(&[]), folder.path().join("libcapitals.so")).expect("copying a library");
    folder
}

fn test(folder: &Path, arguments: &[&str]) -> Output {
    textmine(["test"].into_iter().chain(arguments.iter().copied())).within(folder).output()
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).expect("a file")
}

/// A pipeline with cases of every format.
fn news() -> tempfile::TempDir {
    workplace(&[
        ("news.toml", PIPELINE),
        ("news.cases/meeting.txt", "NATO and the EU met in Oslo.\nThe UN was not asked.\n"),
        (
            "news.cases/given.toml",
            "text = \"The WHO met.\"\n[[given.people]]\nwords = \"WHO\"\nlabel = \"PER\"\n",
        ),
        (
            "news.cases/wires.jsonl",
            "{\"text\": \"The EU met.\"}\n{\"id\": \"second\", \"text\": \"Nobody met.\"}\n",
        ),
    ])
}

#[test]
fn cases_are_accepted_then_compared_and_every_difference_is_told() {
    let folder = news();
    let run = |arguments: &[&str]| test(folder.path(), arguments).shown();
    insta::assert_snapshot!("new", run(&[]));
    insta::assert_snapshot!("accepted", run(&["--accept"]));
    insta::assert_snapshot!(
        "golden",
        ["meeting", "given", "wires"]
            .map(|name| read(folder.path(), &format!("news.cases/{name}.golden")))
            .join("----\n")
    );
    assert_eq!(run(&[]), "exit status 0\n--- stdout\nnews.toml: 3 passed\n");

    fs::write(
        folder.path().join("news.cases/meeting.txt"),
        "NATO and the UN met in Oslo.\nThe UN was asked.\n",
    )
    .expect("writing");
    fs::remove_file(folder.path().join("news.cases/given.toml")).expect("removing");
    fs::write(folder.path().join("news.cases/new.txt"), "A NEW text.\n").expect("writing");
    insta::assert_snapshot!("changed", run(&["news.toml"]));
    insta::assert_snapshot!("diff", run(&["news.toml", "--diff"]));
    let coloured = run(&["--diff", "--color", "always"]);
    assert!(
        coloured.contains("\u{1b}[31m-NATO and the EU") && coloured.contains("\u{1b}[32m+NATO and the UN"),
        "{coloured}"
    );
    insta::assert_snapshot!("accepted_again", run(&["--accept"]));
    assert!(!folder.path().join("news.cases/given.golden").exists());
    assert_eq!(test(folder.path(), &[]).code, Some(0));
}

#[test]
fn a_golden_file_may_have_line_ends_of_windows() {
    let folder = news();
    assert_eq!(test(folder.path(), &["--accept"]).code, Some(0));
    let golden = folder.path().join("news.cases/meeting.golden");
    let content = read(folder.path(), "news.cases/meeting.golden").replace('\n', "\r\n");
    fs::write(&golden, content).expect("writing");
    assert_eq!(test(folder.path(), &[]).code, Some(0));
}

#[test]
fn cases_that_can_t_be_read_fail_alone() {
    let folder = workplace(&[
        ("news.toml", PIPELINE),
        ("news.cases/call.toml", "txt = \"The WHO met.\"\noptions = {}\n"),
        ("news.cases/call.txt", "The WHO met."),
        ("news.cases/empty.txt", ""),
        ("news.cases/lines.jsonl", "{\"text\": 3}\n"),
        ("news.cases/notes.doc", ""),
        (
            "news.cases/words.toml",
            "text = \"The WHO met.\"\ngiven.people = [{ words = \"the WHO\", label = \"PER\" }]\n",
        ),
    ]);
    fs::write(folder.path().join("news.cases/latin1.txt"), b"caf\xe9").expect("writing");
    insta::assert_snapshot!(test(folder.path(), &[]).shown());
}

#[test]
fn expectations_are_met_or_told_with_what_was_found() {
    let expectations = "
[[expect]]
name = \"organisations are in capitals\"
text = \"The EU met NATO.\"
found.capitals = [{ words = \"EU\", label = \"shout\", score = { min = 0.5, max = 0.5 } }]
absent.capitals = [{ words = \"The\" }]
count.capitals = 2
summary.capitals.shouts = 2

[[expect]]
name = \"names are not\"
text = \"ANA met Ben.\"
found.capitals = [{ words = \"Ben\" }]
absent.capitals = [{ words = \"ANA\" }]
summary.capitals.shouts = 0

[[expect]]
text = \"Nobody met.\"
count.capitals = { min = 1 }
";
    let folder = workplace(&[("news.toml", &format!("{PIPELINE}{expectations}"))]);
    insta::assert_snapshot!(test(folder.path(), &[]).shown());
    // They are no cases: there is nothing to accept, and `run` passes them over.
    assert_eq!(test(folder.path(), &["--accept"]).code, Some(1));
    let run = textmine(["-c", "news.toml", "--format", "jsonl", "-"]).within(folder.path());
    assert_eq!(run.stdin("The EU met.").output().code, Some(0));
}

#[test]
fn mistakes_in_expectations_are_mistakes_of_the_pipeline() {
    let expectations = "
[[expect]]
text = \"The EU met NATO.\"
found.capitls = [{ words = \"UE\" }]
count.capitals = -1
summary.capital.shouts = 2

[[expect]]
text = \"The EU met NATO.\"
";
    let folder = workplace(&[("news.toml", &format!("{PIPELINE}{expectations}"))]);
    let tested = test(folder.path(), &[]);
    insta::assert_snapshot!(tested.shown());
    let checked = textmine(["check", "-c", "news.toml"]).within(folder.path()).output();
    assert_eq!((checked.code, checked.stderr), (Some(2), tested.stderr));
}

#[test]
fn several_pipelines_are_tested_even_if_one_can_t_be() {
    let folder = workplace(&[
        ("a.toml", "[[analyzer]]\nplugin = \"./libgone.so\"\n[[expect]]\ntext = \"x\"\ncount.x = 1\n"),
        ("b.toml", PIPELINE),
        ("b.cases/one.txt", "The EU met."),
        ("c.toml", &format!("{PIPELINE}[[expect]]\ntext = \"The EU met.\"\ncount.capitals = 1\n")),
        ("d.toml", PIPELINE),
        ("Cargo.toml", "[package]\nname = \"x\"\n"),
    ]);
    let output = test(folder.path(), &["--junit", "out.xml"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("a.toml:2:10"), "{}", output.stderr);
    insta::assert_snapshot!("several", output.stdout);
    insta::assert_snapshot!("several_junit", read(folder.path(), "out.xml"));
    let named = test(folder.path(), &["c.toml", "."]);
    assert!(named.stdout.ends_with("\n4 pipelines: 2 passed, 1 failed\n1 pipeline can't be tested\n`--diff` shows what differs; `--accept` makes what is found the golden files\n"), "{}", named.stdout);
}

#[test]
fn results_are_written_for_continuous_integration() {
    let folder = news();
    assert_eq!(test(folder.path(), &["--accept"]).code, Some(0));
    fs::write(folder.path().join("news.cases/meeting.txt"), "The <EU> & NATO met.\n").expect("writing");
    let pipeline =
        format!("{PIPELINE}[[expect]]\nname = \"none\"\ntext = \"The EU met.\"\ncount.capitals = 0\n");
    fs::write(folder.path().join("news.toml"), pipeline).expect("writing");
    assert_eq!(test(folder.path(), &["--junit", "out.xml"]).code, Some(1));
    insta::assert_snapshot!(read(folder.path(), "out.xml"));
    let nowhere = test(folder.path(), &["--junit", "gone/out.xml"]);
    assert_eq!(nowhere.code, Some(2));
    assert!(nowhere.stderr.starts_with("error: can't write gone/out.xml: "), "{}", nowhere.stderr);
}

#[test]
fn those_alone_run_whose_names_are_asked_for_and_the_others_stay_as_they_are() {
    let folder = news();
    let expectations = format!(
        "{PIPELINE}[[expect]]\nname = \"names of states\"\ntext = \"The EU met.\"\ncount.capitals = 0\n"
    );
    fs::write(folder.path().join("news.toml"), &expectations).expect("writing");
    fs::write(folder.path().join("other.toml"), expectations.replace("names of states", "else"))
        .expect("writing");
    fs::write(folder.path().join("news.cases/gone.golden"), "").expect("writing");
    let shown: Vec<String> = [
        &["--only", "meeting.txt", "--accept"][..],
        &["--only", "meet", "--only", "of states"],
        &["news.toml", "--only", "meting.txt", "--only", "wires"],
        &["other.toml", "--only", "what is not there at all"],
    ]
    .iter()
    .map(|arguments| {
        format!("$ textmine test {}\n{}\n", arguments.join(" "), test(folder.path(), arguments).shown())
    })
    .collect();
    insta::assert_snapshot!(shown.concat());
    assert!(folder.path().join("news.cases/gone.golden").exists(), "nobody asked for it to be removed");
}

#[test]
fn any_number_of_threads_tells_the_same_in_the_same_order() {
    let folder = news();
    for number in 0..40 {
        let text = "The EU met NATO. ".repeat(1 + number % 7);
        fs::write(folder.path().join(format!("news.cases/many-{number}.txt")), text).expect("writing");
    }
    let one = test(folder.path(), &["--diff"]).shown();
    assert!(one.contains("many-39.txt"), "{one}");
    for arguments in [&["--diff", "-j", "7"][..], &["--diff", "-j", "0"], &["--diff", "-j", "5", "--isolate"]]
    {
        assert_eq!(test(folder.path(), arguments).shown(), one, "{arguments:?}");
    }
}

#[test]
fn names_with_control_characters_do_nothing_to_the_terminal_or_the_golden_file() {
    let expectation = "[[expect]]\nname = \"a\\u001b[31m\\nb\"\ntext = \"The EU met.\"\ncount.capitals = 0\n";
    let folder = workplace(&[
        ("news.toml", &format!("{PIPELINE}{expectation}")),
        ("news.cases/ids.jsonl", "{\"id\": \"a\\u001b[31m\\n=== b\", \"text\": \"The EU met.\"}\n"),
    ]);
    let output = test(folder.path(), &["--accept"]);
    assert!(output.stdout.contains("FAIL    news.toml:3: a [31m b: not met\n"), "{}", output.stdout);
    assert!(!output.stdout.contains('\u{1b}'), "{}", output.stdout);
    assert!(read(folder.path(), "news.cases/ids.golden").starts_with("=== a [31m === b\nThe EU met.\n"));
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_no_file_is_no_case_and_nobody_waits_for_it() {
    let folder = workplace(&[("news.toml", PIPELINE), ("news.cases/folder.txt/one.txt", "")]);
    let pipe = folder.path().join("news.cases/pipe.txt");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().expect("mkfifo").success());
    std::os::unix::fs::symlink("loop.txt", folder.path().join("news.cases/loop.txt")).expect("a link");
    let output = test(folder.path(), &[]).shown();
    fs::remove_dir_all(folder.path().join("news.cases")).expect("removing");
    fs::write(folder.path().join("news.cases"), "").expect("a file in its place");
    insta::assert_snapshot!(output + &test(folder.path(), &["news.toml"]).shown());
}

#[test]
fn the_results_never_take_the_place_of_a_pipeline() {
    let folder = news();
    let output = test(folder.path(), &["news.toml", "--junit", "./news.toml"]);
    insta::assert_snapshot!(output.shown());
    assert_eq!(read(folder.path(), "news.toml"), PIPELINE);
}

#[test]
fn nothing_to_test_is_an_error_of_usage() {
    let folder = workplace(&[("bare.toml", PIPELINE), ("sub/notes.txt", "")]);
    let shown = ["bare.toml", "sub", "gone.toml"].map(|named| test(folder.path(), &[named]).shown());
    insta::assert_snapshot!(format!("{}{}", test(folder.path(), &[]).shown(), shown.concat()));
}

#[test]
fn analyzers_that_fail_are_in_the_golden_file_and_meet_no_expectation() {
    let folder = workplace(&[
        (
            "faulty.toml",
            "[[analyzer]]\nplugin = \"./libfaulty.so\"\noptions = { fault = \"error\" }\n[[analyzer]]\nplugin = \"./libcapitals.so\"\n\
             [[expect]]\ntext = \"The EU met.\"\nabsent.faulty = [{}]\n",
        ),
        ("faulty.cases/one.txt", "The EU met."),
    ]);
    fs::copy(plugin("faulty"), folder.path().join("libfaulty.so")).expect("copying a library");
    insta::assert_snapshot!(test(folder.path(), &["--accept"]).shown());
    insta::assert_snapshot!("faulty_golden", read(folder.path(), "faulty.cases/one.golden"));
}

#[test]
#[cfg(target_os = "linux")]
fn isolation_and_locks_hold_for_tests_too() {
    let folder = news();
    assert_eq!(test(folder.path(), &["--accept"]).code, Some(0));
    assert_eq!(test(folder.path(), &["--isolate"]).code, Some(0));
    let unlocked = test(folder.path(), &["--locked"]);
    assert_eq!(unlocked.code, Some(2));
    assert!(unlocked.stderr.contains("needs the lock file news.lock"), "{}", unlocked.stderr);
    assert_eq!(textmine(["plugins", "lock", "-c", "news.toml"]).within(folder.path()).output().code, Some(0));
    assert_eq!(test(folder.path(), &["--locked"]).code, Some(0));
}

#[test]
fn the_exit_status_is_right_even_if_nobody_reads() {
    let folder = workplace(&[("news.toml", PIPELINE), ("news.cases/one.txt", "The EU met.")]);
    let mut running = textmine(["test"]).within(folder.path()).start();
    drop(running.0.stdout.take());
    assert_eq!(running.0.wait().expect("it ends").code(), Some(1));
}

#[test]
fn a_golden_file_that_can_t_be_written_fails_its_case() {
    let folder = workplace(&[("news.toml", PIPELINE), ("news.cases/one.txt", "The EU met.")]);
    fs::create_dir(folder.path().join("news.cases/one.golden")).expect("a folder");
    let output = test(folder.path(), &["--accept"]);
    assert_eq!(output.code, Some(1));
    assert!(
        output.stdout.starts_with("FAIL    news.toml: one.txt: can't read news.cases/one.golden: "),
        "{}",
        output.stdout
    );
}

#[test]
fn the_pipelines_that_come_along_find_what_they_should() {
    let output = test(&tests_folder().join("../config"), &["--diff"]);
    assert_eq!(output.code, Some(0), "{}", output.shown());
    assert!(
        output.stdout.contains("news.toml: ") && output.stdout.contains("own-channels.toml: "),
        "{}",
        output.stdout
    );
}

/// The examples of the guide are tests: every pipeline in it runs and finds what it expects.
#[test]
fn every_pipeline_of_the_guide_finds_what_it_expects() {
    let guide = read(&tests_folder().join("../docs"), "testing.md");
    let pipelines: Vec<&str> = guide
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .filter(|toml| toml.contains("[[analyzer]]"))
        .collect();
    assert!(pipelines.len() >= 2, "the guide has examples");
    for pipeline in pipelines {
        let folder = folder(&[("guide.toml", pipeline.as_bytes())]);
        let output = test(folder.path(), &[]);
        assert_eq!(output.code, Some(0), "{pipeline}\n{}", output.shown());
    }
}
