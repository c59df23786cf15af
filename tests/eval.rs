//! `textmine eval`: output against gold of every shape, the figures, what is told of disagreements, and what is no gold.
mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::{Output, c_plugin, folder, tests_folder, textmine};

/// The texts that the tool makes of `names.conll`, two sentences each.
const NAMES: [&str; 4] = [
    "Ana Ruiz phoned Ben Okoro from Lagos.\n\nThe talks with the Harbour Union of Bergen failed, she said.",
    "\"We wait,\" said Ruiz, who chairs Nordlys.\n\nBergen didn't answer.",
    "Okoro's aide met the Lagos Herald.\n\nNothing else was said in São Tomé.",
    "Minister Eva Lind wrote to Nordlys.\n\nThe letter reached Oslo on Monday.",
];

/// A report as `textmine run --format jsonl` writes it: each annotation is a part of the text, a label and attributes.
fn report(id: &str, text: &str, layer: &str, annotations: &[(&str, &str, Value)]) -> String {
    let annotation = |(part, label, attributes): &(&str, &str, Value)| {
        let byte = text.find(part).unwrap_or_else(|| panic!("{part:?} is not in {text:?}"));
        let start = text[..byte].chars().count();
        json!({ "start": start, "end": start + part.chars().count(), "text": part, "label": label, "attrs": attributes })
    };
    let annotations: Vec<Value> = annotations.iter().map(annotation).collect();
    let document = json!({ "id": id, "chars": text.chars().count(), "words": 1, "sentences": 1 });
    let layers = json!({ layer: annotations });
    let report = json!({ "schema": "textmine.report/1", "document": document, "layers": layers, "summaries": {}, "problems": [] });
    format!("{report}\n")
}

/// Names in the documents of `names.conll`, with a mistake of each kind.
fn names(found: [&[(&str, &str)]; 4]) -> String {
    let one = |(index, found): (usize, &[(&str, &str)])| {
        let found: Vec<_> =
            found.iter().map(|(part, label)| (*part, *label, json!({ "kind": "name" }))).collect();
        report(&format!("names.conll:{}", index + 1), NAMES[index], "entities", &found)
    };
    found.into_iter().enumerate().map(one).collect()
}

const GOOD: [&[(&str, &str)]; 4] = [
    &[("Ana Ruiz", "PER"), ("Ben Okoro", "PER"), ("Lagos", "LOC"), ("Harbour Union", "ORG")],
    &[("Ruiz", "PER"), ("Nordlys", "ORG"), ("Bergen", "LOC")],
    &[("Okoro", "PER"), ("Lagos Herald", "LOC")],
    &[("Minister Eva Lind", "ORG"), ("Nordlys", "ORG"), ("Oslo", "LOC"), ("Monday", "LOC")],
];

const POOR: [&[(&str, &str)]; 4] = [
    &[("Ana Ruiz", "PER"), ("Lagos", "LOC")],
    &[("Ruiz", "ORG"), ("Bergen", "LOC")],
    &[("Okoro", "PER")],
    &[("Eva Lind", "PER"), ("Nordlys", "LOC")],
];

/// A folder with the gold and two outputs.
fn files() -> tempfile::TempDir {
    let gold = |name: &str| std::fs::read(tests_folder().join("gold").join(name)).expect("gold");
    folder(&[
        ("names.conll", &gold("names.conll")),
        ("calls.jsonl", &gold("calls.jsonl")),
        ("good.jsonl", names(GOOD).as_bytes()),
        ("poor.jsonl", names(POOR).as_bytes()),
    ])
}

fn eval(folder: &Path, arguments: &[&str]) -> Output {
    textmine(["eval"].into_iter().chain(arguments.iter().copied())).within(folder).output()
}

const OF_NAMES: [&str; 5] = ["names.conll", "--sentences", "2", "--output", "good.jsonl"];

fn of_names(more: &[&str]) -> Output {
    let files = files();
    eval(files.path(), &[&OF_NAMES, more].concat())
}

fn as_json(output: &Output) -> Value {
    serde_json::from_str(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", output.stdout, output.stderr))
}

#[test]
fn figures_and_disagreements_of_names_are_told_to_people() {
    insta::assert_snapshot!(of_names(&[]).shown());
}

#[test]
fn where_there_is_room_every_figure_has_its_interval() {
    insta::assert_snapshot!(of_names(&["--width", "120", "--errors", "0"]).shown());
}

#[test]
fn all_that_is_told_is_there_as_json_too() {
    insta::assert_snapshot!(of_names(&["--format", "json", "--errors", "1"]).shown());
}

#[test]
fn another_output_is_compared_figure_by_figure() {
    insta::assert_snapshot!(of_names(&["--compare", "poor.jsonl", "--errors", "0"]).shown());
    let output = of_names(&["--compare", "good.jsonl", "--format", "json"]);
    let comparison = &as_json(&output)["micro"]["f1"]["comparison"];
    assert_eq!((&comparison["difference"], &comparison["p"]), (&json!(0.0), &json!(1.0)));
}

#[test]
fn places_that_overlap_count_where_that_is_asked_for() {
    let matched = |more: &[&str]| {
        as_json(&of_names(&[more, &["--format", "json"]].concat()))["places"]["matched"].clone()
    };
    assert_eq!(matched(&[]), json!(10));
    assert_eq!(matched(&["--match", "overlap"]), json!(12));
    assert_eq!(matched(&["--match", "overlap", "--min-overlap", "0.5"]), json!(11));
}

#[test]
fn labels_are_renamed_chosen_and_left_out_on_both_sides() {
    let labels = |more: &[&str]| -> Vec<String> {
        let output = as_json(&of_names(&[more, &["--format", "json"]].concat()));
        let shown = |row: &Value| {
            format!(
                "{} {}/{}/{}",
                row["label"].as_str().expect("a label"),
                row["matched"],
                row["output"],
                row["gold"]
            )
        };
        output["labels"].as_array().expect("rows").iter().map(shown).collect()
    };
    assert_eq!(labels(&["--label", "PER"]), ["PER 4/4/5"]);
    assert_eq!(labels(&["--ignore", "PER", "--ignore", "ORG"]), ["LOC 3/5/4"]);
    assert_eq!(labels(&["--map", "ORG=THING", "--map", "LOC=THING", "--label", "THING"]), ["THING 6/9/8"]);
}

#[test]
fn labels_and_attributes_that_never_come_are_slips() {
    let output =
        of_names(&["--ignore", "PRE", "--map", "GPE=LOC", "--where", "knd=name", "--attribute", "realis"]);
    insta::assert_snapshot!(output.stderr);
}

#[test]
fn figures_below_what_is_asked_for_end_with_1() {
    let asked =
        [("micro", "0.6", 0), ("PER", "0.85", 0), ("macro", "0.7", 1), ("LOC", "0.9", 1), ("MISC", "0", 1)];
    let mut told = String::new();
    for (label, least, code) in asked {
        let least = if label == "micro" { least.to_owned() } else { format!("{label}={least}") };
        let output = of_names(&["--min-f1", &least]);
        assert_eq!(output.code, Some(code), "{least}: {}", output.stdout);
        told += &output.stderr;
    }
    insta::assert_snapshot!(told);
}

#[test]
fn attributes_of_matched_mentions_are_compared_as_values_as_lists_and_as_names() {
    let files = files();
    let text = |index: usize| {
        let gold = std::fs::read_to_string(files.path().join("calls.jsonl")).expect("gold");
        let line: Value = serde_json::from_str(gold.lines().nth(index).expect("a line")).expect("JSON");
        line["text"].as_str().expect("a text").to_owned()
    };
    let lists = |from: &[&str], to: &[&str], participants: &[&str], realis: &str| json!({ "realis": realis, "from": from, "to": to, "participants": participants });
    let phone = lists(&["Ruiz"], &["Prime Minister Ben Okoro"], &[], "actual");
    let meet = lists(&["Ana Ruiz"], &[], &["the Minister"], "actual");
    let reports = [
        report(
            "calls-1",
            &text(0),
            "channels",
            &[("phoned Prime", "phone", phone), ("meet", "meeting", meet)],
        ),
        report(
            "calls-2",
            &text(1),
            "channels",
            &[
                ("spoke", "phone", lists(&[], &[], &["They"], "habitual")),
                ("José letter", "letter", lists(&[], &[], &[], "actual")),
            ],
        ),
        report(
            "calls-3",
            &text(2),
            "channels",
            &[
                ("memos", "letter", lists(&[], &[], &["Nordlys"], "actual")),
                ("texts", "phone", lists(&[], &[], &[], "actual")),
            ],
        ),
        report("calls-4", &text(3), "channels", &[("harvest", "meeting", lists(&[], &[], &[], "actual"))]),
    ];
    std::fs::write(files.path().join("calls.reports"), reports.concat()).expect("writing");
    let attributes = [
        "--attribute",
        "realis",
        "--attribute",
        "participants=participants+from+to:names:stated",
        "--attribute",
        "from:names,to:names",
    ];
    let arguments =
        [&["calls.jsonl", "--output", "calls.reports", "--match", "overlap"], &attributes[..]].concat();
    insta::assert_snapshot!(eval(files.path(), &arguments).shown());
}

#[test]
fn gold_comes_in_many_shapes_and_says_the_same() {
    let text = "Ana Ruiz rang Öst.";
    let spans = r#"{"start":0,"end":8,"label":"PER"},{"start":14,"end":17,"label":"LOC"}"#;
    let shapes = [
        ("spans", format!(r#"{{"id":1,"text":"{text}","spans":[{spans}]}}"#), vec![]),
        (
            "triples",
            format!(r#"{{"id":"1","text":"{text}","entities":[[0,8,"PER"],[14,17,"LOC"]]}}"#),
            vec![],
        ),
        ("layers", format!(r#"{{"id":"1","text":"{text}","layers":{{"entities":[{spans}]}}}}"#), vec![]),
        (
            "laid out",
            format!("{{\n  \"id\": \"1\",\n  \"text\": \"{text}\",\n  \"spans\": [{spans}]\n}}"),
            vec![],
        ),
        (
            "own names",
            format!(
                r#"{{"nr":1,"body":"{text}","hits":[{{"a":0,"b":8,"what":"PER"}},{{"a":14,"b":17,"what":"LOC"}}]}}"#
            ),
            vec!["id=nr", "text=body", "spans=hits", "start=a", "end=b", "label=what"],
        ),
        (
            "a report",
            report("1", text, "entities", &[("Ana Ruiz", "PER", json!({})), ("Öst", "LOC", json!({}))]),
            vec![],
        ),
    ];
    for (shape, gold, fields) in shapes {
        let output =
            report("1", text, "entities", &[("Ana Ruiz", "PER", json!({})), ("rang", "LOC", json!({}))]);
        let files = folder(&[("gold", gold.as_bytes()), ("out.jsonl", output.as_bytes())]);
        let fields = fields.into_iter().flat_map(|field| ["--field", field]);
        let arguments: Vec<&str> =
            ["gold", "--output", "out.jsonl", "--layer", "entities", "--format", "json"]
                .into_iter()
                .chain(fields)
                .collect();
        let output = eval(files.path(), &arguments);
        assert_eq!(as_json(&output)["micro"]["f1"]["value"], json!(0.5), "{shape}: {}", output.stderr);
    }
}

#[test]
fn offsets_count_what_is_asked_for() {
    let text = "Öst 😀 Ana.";
    for (unit, start) in [("chars", 6), ("bytes", 10), ("utf16", 7)] {
        let gold = json!({ "id": "1", "text": text, "spans": [{ "start": start, "end": start + 3, "surface": "Ana", "label": "A" }] });
        let out = json!({ "document": { "id": "1" }, "layers": { "x": [{ "start": start, "end": start + 3, "text": "Ana", "label": "A" }] } });
        let files =
            folder(&[("gold.jsonl", gold.to_string().as_bytes()), ("out.jsonl", out.to_string().as_bytes())]);
        let output = eval(
            files.path(),
            &["gold.jsonl", "--output", "out.jsonl", "--layer", "x", "--offsets", unit, "--format", "json"],
        );
        assert_eq!(as_json(&output)["micro"]["f1"]["value"], json!(1.0), "{unit}: {}", output.stderr);
    }
}

#[test]
fn a_target_is_one_place_among_many() {
    let text = "Ruiz was praised, Okoro was not.";
    let targets = [(0, 4, "pos"), (18, 23, "neu")].map(|(start, end, label)| {
        json!({ "id": format!("t{start}"), "text": text, "target_start": start, "target_end": end, "label": label }).to_string() + "\n"
    });
    let tone = |id: &str| {
        let of = |name: &str| json!({ "entity": name });
        report(
            id,
            text,
            "sentiment",
            &[
                (text, "positive", json!({})),
                ("Ruiz", "positive", of("ruiz")),
                ("Okoro", "negative", of("okoro")),
            ],
        )
    };
    let files = folder(&[
        ("gold.jsonl", targets.concat().as_bytes()),
        ("out.jsonl", (tone("t0") + &tone("t18")).as_bytes()),
    ]);
    let maps =
        ["--map", "pos=positive", "--map", "neg=negative", "--map", "neu=neutral", "--where", "entity"];
    let output = eval(
        files.path(),
        &[&["gold.jsonl", "--output", "out.jsonl", "--format", "json"], &maps[..]].concat(),
    );
    let found = as_json(&output);
    assert_eq!(
        (&found["places"]["output"], &found["label_accuracy"]["value"]),
        (&json!(2), &json!(0.5)),
        "{}",
        output.stderr
    );
}

/// A pipeline of one analyzer, which marks words in capitals.
fn capitals(gold: &str) -> tempfile::TempDir {
    let folder = folder(&[
        ("p.toml", b"[[analyzer]]\nplugin = \"./libcapitals.so\"\n"),
        ("gold.jsonl", gold.as_bytes()),
    ]);
    std::fs::copy(c_plugin(&[]), folder.path().join("libcapitals.so")).expect("copying a library");
    folder
}

#[test]
fn without_reports_the_pipeline_runs_over_the_gold_s_texts() {
    let line = |id: usize, end: usize| {
        format!("{{\"id\":\"{id}\",\"text\":\"NATO and the EU agreed.\",\"spans\":[[0,{end},\"shout\"]]}}\n")
    };
    let files = capitals(&(line(1, 4) + &line(2, 8)));
    let arguments = ["gold.jsonl", "-c", "p.toml", "--layer", "capitals", "--errors", "9"];
    let first = eval(files.path(), &arguments).shown();
    insta::assert_snapshot!(first);
    let threads = eval(files.path(), &[&arguments[..], &["-j", "2"]].concat()).shown();
    assert_eq!(first, threads, "threads change nothing");
}

#[test]
fn gold_without_texts_takes_them_from_the_input() {
    let text = "NATO and the EU agreed.";
    let gold = report("a.txt", text, "capitals", &[("NATO", "shout", json!({}))]);
    let files = capitals(&gold);
    std::fs::write(files.path().join("a.txt"), text).expect("writing");
    let arguments = ["gold.jsonl", "-c", "p.toml", "--format", "json"];
    let output = eval(files.path(), &[&arguments[..], &["--input", "a.txt"]].concat());
    assert_eq!(as_json(&output)["micro"]["output"], json!(2), "{}", output.stderr);
    insta::assert_snapshot!(eval(files.path(), &arguments).shown());
}

#[test]
fn what_is_no_gold_is_underlined() {
    let text = r#""id":"a","text":"Ana Ruiz rang.""#;
    let cases = [
        "Ana\tB-PER\nRuiz\tPER\n".to_owned(),
        "Ana B-PER\nRuiz\n".to_owned(),
        "\n".to_owned(),
        "{\"id\":\"a\",\"text\":\"Ana\nRuiz\"}".to_owned(),
        "{\"id\":\"a\",\"text\":".to_owned(),
        r#"{"id":"a"}"#.to_owned(),
        format!("{{{text}}}"),
        format!(r#"{{{text},"spans":{{}}}}"#),
        format!(r#"{{{text},"spans":[{{"start":0,"label":"PER"}}]}}"#),
        format!(r#"{{{text},"spans":[{{"start":0,"end":8,"lable":"PER"}}]}}"#),
        format!(r#"{{{text},"spans":[{{"start":0,"end":80,"label":"PER"}}]}}"#),
        format!(r#"{{{text},"spans":[{{"start":4,"end":2,"label":"PER"}}]}}"#),
        format!(r#"{{{text},"spans":[{{"start":"0","end":2.5,"label":"PER"}}]}}"#),
        format!(r#"{{{text},"spans":[{{"start":0,"end":8,"label":"PER","text":"Eva Ruiz"}}]}}"#),
        format!(r#"{{{text},"spans":[{{"start":0,"end":8,"label":"PER","score":1e999}}]}}"#),
        format!(r#"{{{text},"spans":[{{"start":0,"end":8,"label":["PER"]}}]}}"#),
        format!(r#"{{{text},"spans":[[0,8]]}}"#),
        format!(r#"{{{text},"spans":[{{"start":0,"end":8,"label":"PER","role":{{}}}}]}}"#),
        format!(r#"{{{text},"layers":{{"a":[],"b":[]}}}}"#),
        r#"{"schema":"textmine.report/2","document":{"id":"a"},"layers":{"a":[]}}"#.to_owned(),
        format!("{{{text},\"mentions\":[]}}\n{{{text},\"mentions\":[]}}"),
        format!(
            r#"{{"note":"{}",{text},"spans":[{{"start":0,"end":99,"label":"PER"}}]}}"#,
            "long ".repeat(60)
        ),
    ];
    let mut shown = String::new();
    for gold in cases {
        let files = folder(&[("gold", gold.as_bytes()), ("out.jsonl", b"")]);
        let output = eval(files.path(), &["gold", "--output", "out.jsonl", "--attribute", "role"]);
        assert_eq!((output.code, &*output.stdout), (Some(2), ""), "{gold}");
        shown += &format!("{}\n", output.stderr);
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn reports_that_can_t_be_what_is_asked_for_are_refused() {
    let gold = r#"{"id":"a","text":"Ana Ruiz rang.","spans":[{"start":0,"end":8,"label":"PER"}]}"#;
    let found = |text: &str| report("a", text, "entities", &[("Ana Ruiz", "PER", json!({}))]);
    let cases = [
        ("another layer", found("Ana Ruiz rang."), "entitys"),
        ("a layer of another name", found("Ana Ruiz rang."), "weather"),
        ("another text", found("Now Ana Ruiz rang."), "entities"),
        ("another document", found("Ana Ruiz rang.").replace("\"a\"", "\"b\""), "entities"),
        ("no report", gold.to_owned(), "entities"),
        ("nothing", String::new(), "entities"),
        ("twice", found("Ana Ruiz rang.").repeat(2), "entities"),
        ("no number", found("Ana Ruiz rang.").replace("\"end\":8", "\"end\":NaN"), "entities"),
    ];
    let mut shown = String::new();
    for (case, reports, layer) in cases {
        let files = folder(&[("gold.jsonl", gold.as_bytes()), ("out.jsonl", reports.as_bytes())]);
        let output = eval(files.path(), &["gold.jsonl", "--output", "out.jsonl", "--layer", layer]);
        assert_eq!((output.code, &*output.stdout), (Some(2), ""), "{case}");
        shown += &format!("# {case}\n{}\n", output.stderr);
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn documents_that_do_not_meet_and_problems_are_told_and_end_with_1() {
    let gold: String = (1..=5)
        .map(|n| format!("{{\"id\":\"d{n}\",\"text\":\"Ana.\",\"spans\":[[0,3,\"PER\"]]}}\n"))
        .collect();
    let found = |id: &str| report(id, "Ana.", "x", &[("Ana", "PER", json!({}))]);
    let failed = found("d1")
        .replace("\"problems\":[]", r#""problems":[{"analyzer":"x","kind":"failed","message":"too long"}]"#);
    let files = folder(&[
        ("gold.jsonl", gold.as_bytes()),
        ("out.jsonl", (failed + &found("z1") + &found("z2")).as_bytes()),
    ]);
    std::fs::write(files.path().join("old.jsonl"), found("d2") + &found("d1")).expect("writing");
    std::fs::write(files.path().join("other.jsonl"), found("other")).expect("writing");
    let with = |old: &str| {
        let arguments =
            ["gold.jsonl", "--output", "out.jsonl", "--layer", "x", "--errors", "0", "--compare", old];
        eval(files.path(), &arguments)
    };
    let output = with("old.jsonl");
    assert_eq!(output.code, Some(1));
    insta::assert_snapshot!(output.shown());
    let output = with("other.jsonl");
    assert_eq!((output.code, &*output.stdout), (Some(2), ""));
    insta::assert_snapshot!("nothing_to_compare_with", output.stderr);
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_right() {
    let files = files();
    let cases: [&[&str]; 17] = [
        &[],
        &["gone.conll", "--output", "good.jsonl"],
        &[".", "--output", "good.jsonl"],
        &["names.conll", "--output", "gone.jsonl"],
        &["names.conll", "--output", "good.jsonl", "-c", "p.toml"],
        &["-", "--output", "-"],
        &["names.conll", "--min-overlap", "0.5"],
        &["names.conll", "--min-f1", "90"],
        &["names.conll", "--min-f1", "NaN"],
        &["names.conll", "--attribute", "a:name"],
        &["names.conll", "--attribute", "from,"],
        &["names.conll", "--resamples", "18446744073709551615"],
        &["names.conll", "--field", "span=x"],
        &["names.conll", "--map", "PER"],
        &["names.conll", "--where", "=name"],
        &["names.conll", "--layer", "entitis"],
        &["calls.jsonl", "--output", "good.jsonl", "--field", "spans=mentions", "--field", "label=channel"],
    ];
    let mut shown = String::new();
    for arguments in cases {
        let output = eval(files.path(), arguments);
        assert_eq!(output.code, Some(2), "{arguments:?}: {}", output.stdout);
        shown += &format!("$ textmine eval {}\n{}\n", arguments.join(" "), output.stderr);
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn help_tells_every_option() {
    insta::assert_snapshot!(textmine(["eval", "--help"]).output().shown());
}

#[test]
fn the_same_evaluation_gives_the_same_bytes() {
    let run = || of_names(&["--compare", "poor.jsonl", "--format", "json"]).stdout;
    let first = run();
    assert!(first.len() > 1000);
    assert_eq!(first, run());
}

#[test]
fn gold_of_one_document_has_no_intervals() {
    let files = files();
    let reports = report("names.conll:1", &NAMES.join("\n\n"), "entities", &[("Ana Ruiz", "PER", json!({}))]);
    std::fs::write(files.path().join("one.jsonl"), reports).expect("writing");
    let output = eval(files.path(), &["names.conll", "--output", "one.jsonl", "--errors", "0"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(output.stdout.contains("no intervals: they need several documents"), "{}", output.stdout);
}

#[test]
fn the_guide_shows_what_is_told() {
    let guide = std::fs::read_to_string(tests_folder().join("../docs/evaluation.md")).expect("the guide");
    let block = guide.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let output = of_names(&[]);
    assert!(output.stdout.starts_with(block), "the guide has\n{block}\nand the tool says\n{}", output.stdout);
}
