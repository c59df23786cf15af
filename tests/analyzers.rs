//! The shipped analyzers over articles of our own: what is found, in each output format.
mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use support::{article, textmine};
use textmine_tagger::Model;
use textmine_tagger::calibration::Calibration;
use textmine_tagger::lexicon::Builder;
use textmine_tagger::model::{LexiconBytes, Parts, write};
use textmine_tagger::tag::TAGS;

const ARTICLES: [&str; 4] = ["diplomacy", "labour", "business", "harvest"];

fn run(name: &str, arguments: &[&str]) -> String {
    let path = article(&format!("{name}.txt")).display().to_string();
    let output = textmine(arguments.iter().copied().chain([path.as_str()])).output();
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    output.stdout
}

#[test]
fn the_report_for_people_fits_80_columns() {
    for name in ARTICLES {
        let report = run(name, &["--width", "80"]);
        assert!(report.lines().all(|line| line.chars().count() <= 80), "{report}");
        insta::assert_snapshot!(format!("report_{name}"), report);
    }
}

#[test]
fn the_report_for_people_fits_120_columns() {
    let report = run("diplomacy", &["--width", "120"]);
    assert!(report.lines().all(|line| line.chars().count() <= 120), "{report}");
    insta::assert_snapshot!(report);
}

#[test]
fn annotations_of_each_analyzer() {
    for name in ARTICLES {
        let report: serde_json::Value =
            serde_json::from_str(&run(name, &["--format", "jsonl"])).expect("a report in one line");
        let layers = report["layers"].as_object().expect("layers");
        // What only `explain` fills is no result.
        for (layer, annotations) in layers.iter().filter(|(layer, _)| !layer.ends_with("-rejected")) {
            let mut lines = String::new();
            for a in annotations.as_array().expect("annotations") {
                let text: String = a["text"].as_str().expect("text").chars().take(48).collect();
                let score = a.get("score").map(|s| format!(" {s}")).unwrap_or_default();
                let attributes = a.get("attrs").map(|s| format!(" {s}")).unwrap_or_default();
                _ = writeln!(
                    lines,
                    "{}..{} {text:?} {}{score}{attributes}",
                    a["start"], a["end"], a["label"]
                );
            }
            insta::assert_snapshot!(format!("{layer}_{name}"), lines);
        }
    }
}

#[test]
fn the_sample_pipeline_says_who_said_what_and_what_the_article_is_about() {
    let pipeline = support::tests_folder().join("../config/quotes.toml").display().to_string();
    for name in ARTICLES {
        let report: serde_json::Value =
            serde_json::from_str(&run(name, &["--format", "jsonl", "-c", &pipeline])).expect("a report");
        let mut lines = String::new();
        for quote in report["layers"]["quotes"].as_array().expect("annotations") {
            let attribute = |key: &str| quote["attrs"][key].as_str().unwrap_or("-");
            let (speaker, entity, verb) =
                (attribute("speaker"), attribute("speaker_entity"), attribute("verb"));
            let (label, text) = (&quote["label"], quote["text"].as_str().expect("text").replace('\n', " "));
            _ = writeln!(lines, "{} {speaker} ({entity}) {verb}: {text}", label.as_str().expect("a label"));
        }
        lines.push('\n');
        for keyword in report["summaries"]["keywords"]["keywords"].as_array().expect("keywords") {
            let text = keyword["keyword"].as_str().expect("a keyword");
            let score = keyword["score"].as_f64().expect("a score");
            _ = writeln!(lines, "{score:.2} {}× {text}", keyword["count"]);
        }
        insta::assert_snapshot!(format!("quotes_and_keywords_{name}"), lines);
    }
}

#[test]
fn the_machine_contract_in_one_line_and_indented() {
    let text = "Ana Ruiz phoned Ben Okoro. “A fair deal,” he said.";
    let json = |format: &str| {
        let output = textmine(["--format", format, "-"]).stdin(text).output();
        assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
        output.stdout
    };
    let (line, indented) = (json("jsonl"), json("json"));
    assert_eq!(line.lines().count(), 1);
    let (a, b): (serde_json::Value, serde_json::Value) =
        (serde_json::from_str(&line).expect("JSON"), serde_json::from_str(&indented).expect("JSON"));
    assert_eq!(a, b);
    insta::assert_snapshot!("contract_json", indented);
    insta::assert_snapshot!("contract_jsonl", line);
}

#[test]
fn the_picture_in_the_readme_is_the_report_as_it_is() {
    let picture = support::tests_folder().join("../docs/report.svg");
    let report = run("diplomacy", &["--color", "always", "--width", "100"]);
    let drawn = anstyle_svg::Term::new().render_svg(&report);
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&picture, &drawn).expect("writing the picture");
    }
    let stands = std::fs::read_to_string(&picture).expect("the picture");
    assert!(stands == drawn, "docs/report.svg shows another report; `just accept` draws it anew");
}

/// A pipeline's folder with a model that finds nothing, and a file of names in a folder of its own.
fn folder_of_names(toml: &str) -> tempfile::TempDir {
    let model = write(&Parts {
        lexicon: &LexiconBytes::from(&Builder::default()),
        features: &BTreeMap::new(),
        least: 1,
        transitions: [[0.0; TAGS]; TAGS],
        calibration: Calibration::default(),
        card: "",
    });
    let folder = support::folder(&[("p.toml", toml.as_bytes()), ("blind.model", &model)]);
    std::fs::create_dir(folder.path().join("lists")).expect("a folder");
    std::fs::write(folder.path().join("lists/mine.tsv"), "# ours\nSelby Trust\tORG\tthe Trust|ST\n")
        .expect("a file");
    folder
}

/// Runs that pipeline on a text, in a folder that is not the pipeline's: the names, with their types.
fn names_from_elsewhere(toml: &str, text: &str) -> String {
    let (folder, elsewhere) = (folder_of_names(toml), support::folder(&[]));
    let pipeline = folder.path().join("p.toml").display().to_string();
    let run = textmine(["--format", "jsonl", "-c", &pipeline, "-"]).within(elsewhere.path());
    let output = run.stdin(text).output();
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""), "{toml}");
    let reports = output.reports();
    let names = reports[0]["layers"]["entities"].as_array().expect("annotations").iter();
    let names = names.map(|a| [&a["label"], &a["text"]].map(|v| v.as_str().unwrap_or_default()).join(" "));
    names.collect::<Vec<_>>().join("; ")
}

#[test]
fn models_and_names_of_ones_own_are_found_from_the_pipelines_folder() {
    let text = "Ann Hill of Selby Trust flew to Geneva on Monday. ST had sent her.";
    let terms = [
        "",
        #[cfg(target_os = "linux")]
        "isolation = \"process\"\nreads = [\"blind.model\", \"./lists\"]\n",
    ];
    let cases = [
        ("gazetteers = [\"lists/mine.tsv\"]", "PER Ann Hill; ORG Selby Trust; LOC Geneva; ORG ST"),
        ("gazetteers = [\"lists/mine.tsv\"], never = [\"geneva\"]", "PER Ann Hill; ORG Selby Trust; ORG ST"),
        ("gazetteers = [\"./lists/mine.tsv\"], model = \"blind.model\"", "ORG Selby Trust; ORG ST"),
        ("model = \"lists/../blind.model\"", ""),
    ];
    for terms in terms {
        for (options, expected) in cases {
            let toml = format!("[[analyzer]]\nplugin = \"entities\"\n{terms}options = {{ {options} }}\n");
            assert_eq!(names_from_elsewhere(&toml, text), expected, "{toml}");
        }
    }
}

#[test]
fn models_and_names_that_can_t_be_used_are_underlined() {
    let cases: [(&str, &[u8], &str); 7] = [
        ("cut.model", b"", "model = \"cut.model\""),
        ("changed.model", b"", "model = \"changed.model\""),
        ("notes.model", b"buy bread", "model = \"notes.model\""),
        ("other.model", b"", "model = \"gone.model\""),
        ("a.tsv", b"# ours\nSelby Trust\tORG\n\nOslo\tGPE\n", "gazetteers = [\"lists/mine.tsv\", \"a.tsv\"]"),
        ("b.csv", b"Selby Trust,LOC\n", "gazetteers = [\"lists/mine.tsv\", \"b.csv\"]"),
        ("c.txt", b"Selby Trust\n", "gazetteers = [\"c.txt\"]"),
    ];
    let mut all = String::new();
    for (name, content, options) in cases {
        let toml = format!("[[analyzer]]\nplugin = \"entities\"\noptions = {{ {options} }}\n");
        let folder = folder_of_names(&toml);
        let mut bytes = content.to_vec();
        if bytes.is_empty() {
            bytes = std::fs::read(folder.path().join("blind.model")).expect("a model");
            match name {
                "cut.model" => bytes.truncate(100),
                "changed.model" => *bytes.last_mut().expect("bytes") ^= 1,
                _ => {}
            }
        }
        std::fs::write(folder.path().join(name), bytes).expect("a file");
        let output = textmine(["check", "-c", "p.toml"]).within(folder.path()).output();
        assert_eq!((output.code, output.stdout.as_str()), (Some(2), ""), "{options}");
        all.push_str(&output.stderr);
    }
    insta::assert_snapshot!(all);
}

#[test]
#[cfg(target_os = "linux")]
fn a_worker_needs_leave_to_read_the_names() {
    let folder = folder_of_names(
        "[[analyzer]]\nplugin = \"entities\"\nisolation = \"process\"\n\
         options = { gazetteers = [\"lists/mine.tsv\"] }\n",
    );
    let output = textmine(["-c", "p.toml", "-"]).within(folder.path()).stdin("A word.").output();
    insta::assert_snapshot!(output.stderr);
}

/// A number with commas between the thousands.
fn grouped(number: &str) -> String {
    let mut out = String::new();
    for (at, digit) in number.chars().enumerate() {
        if at > 0 && (number.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[test]
fn the_table_of_corpora_says_what_the_shipped_model_was_trained_from() {
    let folder = support::tests_folder().join("../plugins/entities");
    let model = Model::open(&folder.join("model/names.model")).expect("the shipped model");
    let document = std::fs::read_to_string(folder.join("DATA.md")).expect("DATA.md");
    let mut lines: Vec<String> = document.lines().map(str::to_owned).collect();
    let card = model.card();
    let corpora = card.lines().skip_while(|line| *line != "Trained from").skip(1);
    let corpora: Vec<&str> = corpora.take_while(|line| !line.is_empty()).collect();
    let table = lines.iter().skip_while(|line| *line != "## The model's weights").skip(1);
    let rows = table.take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with("| `"));
    assert_eq!(rows.count(), corpora.len(), "rows of DATA.md, and corpora of the model");
    for corpus in corpora {
        // `- name (origin): 12 tokens, PER 3, ORG 4, LOC 5, MISC 6`
        let name = corpus.trim_start_matches("- ").split(' ').next().expect("a name");
        let counts = corpus.rsplit_once("): ").expect("counts").1.split(", ");
        let counts: Vec<String> = counts
            .map(|count| grouped(&count.chars().filter(char::is_ascii_digit).collect::<String>()))
            .collect();
        let row = lines.iter_mut().find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("DATA.md has no row for `{name}`, with origin and licence"));
        let cells: Vec<&str> = row.split(" | ").take(3).collect();
        *row = format!("{} | {} |", cells.join(" | "), counts.join(" | "));
    }
    let right = lines.join("\n") + "\n";
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(folder.join("DATA.md"), &right).expect("writing DATA.md");
    } else {
        assert!(document == right, "DATA.md has other counts than the model; `just accept` corrects them");
    }
}
