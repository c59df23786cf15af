//! The command: help, formats, bad input, exit codes.
mod support;

use support::{article, folder, textmine};

#[test]
fn help_of_every_command() {
    for (name, arguments) in [
        ("help", vec!["--help"]),
        ("help_run", vec!["run", "--help"]),
        ("help_check", vec!["check", "--help"]),
        ("help_test", vec!["test", "--help"]),
        ("help_plugins", vec!["plugins", "--help"]),
        ("help_plugins_list", vec!["plugins", "list", "--help"]),
        ("help_plugins_lock", vec!["plugins", "lock", "--help"]),
    ] {
        insta::assert_snapshot!(name, textmine(arguments).output().shown());
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_right() {
    let cases: [&[&str]; 5] =
        [&[], &["run"], &["--format", "xml", "a.txt"], &["--width", "3", "a.txt"], &["plugins", "lst"]];
    let shown: Vec<String> = cases
        .iter()
        .map(|arguments| {
            format!(
                "$ textmine {}\n{}\n",
                arguments.join(" "),
                textmine(arguments.iter().copied()).output().shown()
            )
        })
        .collect();
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn files_that_can_t_be_read_are_named_with_what_to_do() {
    let files = folder(&[
        ("good.txt", b"Ana Ruiz phoned Ben Okoro."),
        ("latin1.txt", b"Two lines,\nand a caf\xe9."),
        ("utf16.txt", b"\xff\xfeA\0n\0a\0"),
    ]);
    std::fs::create_dir(files.path().join("articles")).expect("a folder");
    let arguments = ["--format", "jsonl", "gone.txt", "articles", "latin1.txt", "utf16.txt", "good.txt"];
    let output = textmine(arguments).within(files.path()).output();
    assert_eq!(output.code, Some(1));
    let reports = output.reports();
    assert_eq!(reports.len(), 1, "nothing is written for a document that can't be read");
    assert_eq!(reports[0]["document"]["id"], "good.txt");
    insta::assert_snapshot!(output.stderr);
}

#[test]
fn lossy_reading_replaces_and_counts() {
    let files = folder(&[("latin1.txt", b"A caf\xe9 and a na\xefve idea.")]);
    let output = textmine(["--lossy", "--format", "jsonl", "latin1.txt"]).within(files.path()).output();
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert_eq!(output.reports()[0]["document"]["metadata"]["replaced"], 2);
}

#[test]
fn texts_without_words_have_a_report_and_a_problem() {
    let files = folder(&[("empty.txt", b""), ("spaces.txt", b" \n\t\r\n "), ("bom.txt", b"\xef\xbb\xbf")]);
    let output =
        textmine(["--format", "jsonl", "empty.txt", "spaces.txt", "bom.txt"]).within(files.path()).output();
    assert_eq!(output.code, Some(1));
    let shown: Vec<String> = output
        .reports()
        .iter()
        .map(|r| format!("{} {} {}\n", r["document"], r["layers"]["entities"], r["problems"]))
        .collect();
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn odd_texts_are_texts() {
    let cases: [(&str, &str, usize); 5] = [
        ("one character", "a", 1),
        ("NUL bytes", "Ana\0Ruiz\0", 2),
        ("a byte-order mark", "\u{feff}Ana Ruiz", 2),
        ("CRLF", "Ana\r\n\r\nRuiz\r\n", 2),
        ("no space", "…", 0),
    ];
    for (case, text, words) in cases {
        let output = textmine(["--format", "jsonl", "-"]).stdin(text).output();
        assert_eq!(output.code, Some(0), "{case}: {}", output.stderr);
        assert_eq!(output.reports()[0]["document"]["words"], words, "{case}");
    }
}

#[test]
fn a_large_text_on_one_line_is_a_text() {
    let sentence = "Minister Ana Ruiz phoned Ben Okoro on Monday and praised the fair deal, ";
    let output = textmine(["--format", "jsonl", "-"]).stdin(sentence.repeat(30_000)).output();
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert_eq!(output.reports()[0]["document"]["chars"], sentence.len() * 30_000);
}

#[test]
fn json_lines_bring_ids_metadata_and_layers() {
    let lines = concat!(
        r#"{"id":"a","text":"É. Ruiz phoned.","date":"2026-05-01","layers":{"entities":[{"start":3,"end":7,"text":"Ruiz","label":"PER","attrs":{"entity":"ruiz","kind":"name","alias":["R","Z"]}}]}}"#,
        "\n\n",
        r#"{"id":7,"text":"Ben."}"#,
        "\n",
        r#"{"text":"No id."}"#,
        "\n",
    );
    let files = folder(&[("docs.jsonl", lines.as_bytes())]);
    let output = textmine(["--format", "jsonl", "docs.jsonl"]).within(files.path()).output();
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    let reports = output.reports();
    let ids: Vec<_> = reports.iter().map(|r| r["document"]["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, ["a", "7", "docs.jsonl:4"]);
    assert_eq!(reports[0]["document"]["metadata"]["date"], "2026-05-01");
    insta::assert_snapshot!(reports[0]["layers"]["entities"]);
}

#[test]
fn lines_that_are_no_documents_are_named_and_the_others_read() {
    let lines = [
        r#"{"text":"Good."}"#,
        r#"{"text":"Cut off"#,
        r#"["a list"]"#,
        r#"{"body":"No text."}"#,
        r#"{"text":5}"#,
        r#"{"text":"x","id":[]}"#,
        r#"{"text":"x","layers":[]}"#,
        r#"{"text":"x","layers":{"a":{}}}"#,
        r#"{"text":"x","layers":{"a":[{"start":0,"end":9,"label":"A"}]}}"#,
        r#"{"text":"xyz","layers":{"a":[{"start":2,"end":1,"label":"A"}]}}"#,
        r#"{"text":"xyz","layers":{"a":[{"start":0,"end":1,"label":"A","text":"y"}]}}"#,
        r#"{"text":"xyz","layers":{"a":[{"start":0,"end":1}]}}"#,
        r#"{"text":"xyz","layers":{"a":[{"start":0,"end":1,"label":"A","attrs":{"k":{}}}]}}"#,
        r#"{"text":"xyz","layers":{"a":[{"start":0,"end":1,"label":"A","score":1e300}]}}"#,
        r#"{"text":"xyz","layers":{"a":[{"start":0,"end":1,"label":"A","score":"high"}]}}"#,
        r#"{"text":"Also good."}"#,
    ];
    let output =
        textmine(["--input-format", "jsonl", "--format", "jsonl", "-"]).stdin(lines.join("\n")).output();
    assert_eq!(output.code, Some(1));
    assert_eq!(output.reports().len(), 2);
    insta::assert_snapshot!(output.stderr);
}

#[test]
fn a_key_that_no_layer_can_hold_is_an_error_of_its_line() {
    let line = |key: &str| {
        format!(
            r#"{{"text":"xyz","layers":{{"a":[{{"start":0,"end":1,"label":"A","attrs":{{"{key}":"v"}}}}]}}}}"#
        )
    };
    let lines = [line(&"k".repeat(70_000)), line("k")].join("\n");
    let output = textmine(["--input-format", "jsonl", "--format", "jsonl", "-"]).stdin(lines).output();
    assert_eq!((output.code, output.reports().len()), (Some(1), 1));
    assert!(
        output.stderr.starts_with("error: standard input:1: annotation 0 of the layer `a`"),
        "{}",
        output.stderr
    );
}

#[test]
fn offsets_count_what_is_asked_for() {
    let text = "“Ça va”, said Ana Ruiz. 😀 Ben Okoro agreed.";
    for unit in ["chars", "bytes", "utf16"] {
        let output = textmine(["--offsets", unit, "--format", "jsonl", "-"]).stdin(text).output();
        let report = &output.reports()[0];
        let mentions = report["layers"]["entities"].as_array().expect("a layer").clone();
        assert!(!mentions.is_empty());
        for mention in mentions {
            let at = |key: &str| usize::try_from(mention[key].as_u64().expect("an offset")).expect("small");
            let (start, end) = (at("start"), at("end"));
            let sliced = match unit {
                "bytes" => text[start..end].to_owned(),
                "chars" => text.chars().skip(start).take(end - start).collect(),
                _ => String::from_utf16(&text.encode_utf16().collect::<Vec<_>>()[start..end])
                    .expect("whole characters"),
            };
            assert_eq!(mention["text"], sliced.as_str(), "{unit}");
        }
    }
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let paths: Vec<String> = ["diplomacy.txt", "labour.txt", "business.txt"]
        .iter()
        .map(|a| article(a).display().to_string())
        .collect();
    let run = || {
        let arguments = ["--format", "json"].into_iter().chain(paths.iter().map(String::as_str));
        textmine(arguments).output().stdout
    };
    let first = run();
    assert!(first.len() > 1000);
    assert_eq!(first, run());
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let article = article("harvest.txt").display().to_string();
    let coloured = |arguments: &[&str]| {
        textmine(arguments.iter().copied().chain([article.as_str()])).output().stdout.contains('\u{1b}')
    };
    assert!(!coloured(&[]), "a pipe is no terminal");
    assert!(coloured(&["--color", "always"]));
    assert!(!coloured(&["--color", "never"]));
    let asked = textmine(["plugins", "list", "--color", "auto"]).env("NO_COLOR", "1").output();
    assert!(!asked.stdout.contains('\u{1b}'));
}

#[test]
fn a_stream_that_can_t_be_read_is_one_error() {
    let folder = folder(&[("empty.jsonl", b"\n\n")]);
    let run = |name: &str| textmine(["--input-format", "jsonl", name]).within(folder.path()).output();
    let empty = run("empty.jsonl");
    assert_eq!(empty.code, Some(1));
    insta::assert_snapshot!(empty.stderr);
    #[cfg(target_os = "linux")]
    {
        let unreadable = run("/proc/self/mem");
        assert_eq!(unreadable.code, Some(1));
        assert_eq!(unreadable.stderr.matches("error: ").count(), 1, "{}", unreadable.stderr);
    }
}

#[test]
fn json_lines_may_begin_with_a_byte_order_mark_and_be_read_lossily() {
    let lines = [b"\xef\xbb\xbf{\"text\":\"caf".as_slice(), b"\xe9 \xe8\"}\n".as_slice()].concat();
    let arguments = ["--input-format", "jsonl", "--format", "jsonl", "--lossy", "-"];
    let output = textmine(arguments).stdin(lines).output();
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert_eq!(output.reports()[0]["document"]["metadata"]["replaced"], 2);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_can_t_be_written_is_an_error() {
    use std::process::{Command, Stdio};
    support::plugins();
    let full = std::fs::File::options().write(true).open("/dev/full").expect("the full device");
    let output = Command::new(env!("CARGO_BIN_EXE_textmine"))
        .arg(article("harvest.txt"))
        .stdout(Stdio::from(full))
        .output()
        .expect("the command ends");
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    support::plugins();
    let articles: Vec<_> = std::iter::repeat_n(article("diplomacy.txt"), 200).collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_textmine"))
        .args(["--format", "json"])
        .args(articles)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut first = [0; 16];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("some output");
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_report_for_people_shows_problems_and_standard_error_too() {
    insta::assert_snapshot!(textmine(["-"]).stdin(" \n").output().shown());
}
