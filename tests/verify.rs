//! `textmine plugins verify`: sound libraries pass, each fault fails the check that is about it, and a crash fails one check.
mod support;

use support::{Output, c_plugin, folder, plugin, textmine};

/// Verifies a library; `checks` are those to run, all if there are none.
fn verify(library: &std::path::Path, checks: &[&str], more: &[&str]) -> Output {
    let library = library.to_str().expect("a path in UTF-8");
    let only = checks.iter().flat_map(|check| ["--only", check]);
    textmine(["plugins", "verify", library].into_iter().chain(only).chain(more.iter().copied())).output()
}

/// The output without what differs from machine to machine: the library's folder, and what was measured.
fn shown(output: &Output, library: &std::path::Path) -> String {
    let folder = library.parent().expect("a folder").display().to_string();
    let whole = support::anonymous(&output.shown(), &[(&format!("{folder}/"), "")]);
    let name = library.file_name().expect("a name").to_string_lossy();
    let line = |line: &str| {
        let line = line.split("  (").next().unwrap_or(line);
        let line = line.split("; at most ").next().unwrap_or(line);
        line.replace(&*name, "LIBRARY") + "\n"
    };
    whole.lines().map(line).collect()
}

#[test]
fn a_sound_library_in_c_passes_every_check() {
    let library = c_plugin(&[]);
    let output = verify(&library, &[], &[]);
    insta::assert_snapshot!(shown(&output, &library));
}

#[test]
fn a_sound_library_in_rust_passes_every_check() {
    let output = verify(plugin("echo"), &[], &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    assert_eq!((output.code, &report["failed"]), (Some(0), &serde_json::json!(0)), "{}", output.stdout);
    assert_eq!(report["plugin"]["name"], "echo");
}

#[test]
fn the_plugins_that_serve_as_examples_pass_every_check() {
    for name in ["quotes", "keywords"] {
        let output = verify(plugin(name), &[], &["--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
        assert_eq!((output.code, &report["failed"]), (Some(0), &serde_json::json!(0)), "{}", output.stdout);
        assert_eq!(report["plugin"]["name"], name);
    }
}

#[test]
fn each_fault_fails_the_checks_that_are_about_it() {
    // The fault, and checks of which some are about it.
    let cases: [(&[&str], &[&str]); 6] = [
        (&["FAULT_SCORE"], &["empty", "one-word"]),
        (&["FAULT_SPAN_OUTSIDE"], &["empty", "spans"]),
        (&["FAULT_UNDECLARED_LAYER"], &["layers-declared"]),
        (&["FAULT_JSON"], &["summary"]),
        (&["FAULT_STRINGS_NOT_UTF8"], &["labels"]),
        (&["FAULT_STATUS"], &["same-again", "unused"]),
    ];
    let mut all = String::new();
    for (fault, checks) in cases {
        let library = c_plugin(fault);
        let output = verify(&library, checks, &[]);
        assert_eq!(output.code, Some(1), "{fault:?}");
        all += &format!("{}\n{}\n", fault.join(" "), shown(&output, &library));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn what_is_no_plugin_fails_to_open() {
    let files = folder(&[("not.so", b"not a library")]);
    let library = files.path().join("not.so");
    insta::assert_snapshot!(shown(&verify(&library, &[], &[]), &library));
}

#[test]
fn the_results_are_there_as_json_too() {
    let library = c_plugin(&["FAULT_JSON"]);
    let output = verify(&library, &["empty", "name"], &["--format", "json"]);
    let mut report: serde_json::Value = serde_json::from_str(&output.stdout).expect("JSON");
    report["library"] = "[library]".into();
    for check in report["checks"].as_array_mut().expect("a list") {
        for measure in check["measures"].as_array_mut().expect("a list") {
            measure["value"] = 0.into();
        }
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(&report).expect("JSON"));
}

#[test]
fn times_that_no_clock_has_are_errors_of_usage_or_no_limit() {
    let library = c_plugin(&[]);
    assert_eq!(verify(&library, &["empty"], &["--timeout", "0s"]).code, Some(2));
    assert_eq!(verify(&library, &["empty"], &["--timeout", "18446744073709551615s"]).code, Some(0));
}

#[test]
fn an_unknown_check_is_an_error_of_usage() {
    let output = verify(&c_plugin(&[]), &["emptiness"], &[]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.starts_with("error: there is no check `emptiness`\n"), "{}", output.stderr);
}
