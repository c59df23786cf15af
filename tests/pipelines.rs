//! Pipelines in TOML: what is wrong with them is said all at once, each place underlined; what is right runs in order.
mod support;

use std::path::Path;
use support::{Output, article, c_plugin, folder, plugin, tests_folder, textmine};

/// A folder with the pipeline `p.toml` and these C analyzers beside it: name and lines of the manifest.
fn pipeline(toml: &str, analyzers: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = folder(&[("p.toml", toml.as_bytes())]);
    for (name, layers) in analyzers {
        let layers = layers.replace('\n', "\\n");
        let library = c_plugin(&[&format!("NAME=\"{name}\""), &format!("LAYERS=\"{layers}\"")]);
        std::fs::copy(library, folder.path().join(format!("lib{name}.so"))).expect("copying a library");
    }
    std::fs::copy(plugin("faulty"), folder.path().join("libfaulty.so")).expect("copying a library");
    folder
}

fn check(toml: &str, analyzers: &[(&str, &str)]) -> String {
    let folder = pipeline(toml, analyzers);
    shown(&textmine(["check", "-c", "p.toml"]).within(folder.path()).output(), folder.path())
}

fn shown(output: &Output, folder: &Path) -> String {
    let real = folder.canonicalize().expect("a folder").display().to_string();
    support::anonymous(&output.shown(), &[(&format!("{real}/"), "[folder]/"), (&real, "[folder]")])
}

#[test]
fn everything_wrong_with_the_text_of_a_pipeline_is_said_at_once() {
    insta::assert_snapshot!(check(
        r#"
nmae = "news"
given = "entities"

[[analyzer]]
plugin = 3
optoins = {}

[[analyzer]]
name = "a b"
plugin = "./libfaulty.so"
options = "many"

[[analyzer]]
name = "c"
"#,
        &[]
    ));
}

#[test]
fn terms_that_make_no_sense_are_underlined() {
    insta::assert_snapshot!(check(
        r#"
[[analyzer]]
plugin = "./libone.so"
isolation = "thread"
sandbox = true
timeout = 2
memory = "1KiB"
output = "64"
reads = "names.txt"
sha256 = "abc"

[[analyzer]]
plugin = "./libtwo.so"
isolation = "proces"
sandbox = "require"
timeout = "2 parsecs"
memory = "lots"
output = { annotations = -1, bytes = "0B", lines = 3 }

[[analyzer]]
plugin = "./libthree.so"
timeout = "0s"
memory = "99999999999GiB"
reads = [""]
output = "64MiB"
"#,
        &["one", "two", "three"].map(|name| (name, ""))
    ));
}

#[test]
fn terms_that_only_a_worker_keeps_need_one() {
    let toml = "[[analyzer]]\nplugin = \"./libfaulty.so\"\ntimeout = \"2s\"\nmemory = \"256MiB\"\nsandbox = \"on\"\n\
                output = { annotations = 5 }\n";
    let folder = pipeline(toml, &[]);
    let run = |arguments: &[&str]| textmine(arguments.iter().copied()).within(folder.path()).output();
    insta::assert_snapshot!(shown(&run(&["check", "-c", "p.toml"]), folder.path()));
    assert_eq!(run(&["check", "--isolate", "-c", "p.toml"]).code, Some(0));
}

#[test]
fn terms_that_can_t_be_met_are_underlined_where_they_stand() {
    let hash = "0".repeat(64);
    let toml = format!(
        "[[analyzer]]\nplugin = \"./libfaulty.so\"\nsha256 = \"{hash}\"\n\n[[analyzer]]\nname = \"reader\"\n\
         plugin = \"./libfaulty.so\"\nisolation = \"process\"\nreads = [\"missing.txt\"]\n"
    );
    let shown = check(&toml, &[]);
    // The library differs from machine to machine.
    let found =
        shown.split("its sha256 is ").nth(1).map(|rest| rest[..64].to_owned()).expect("the hash found");
    insta::assert_snapshot!(shown.replace(&found, "[its hash]"));
}

#[test]
#[cfg(target_os = "linux")]
fn data_that_leads_out_of_the_library_s_folder_is_refused() {
    let toml = "[[analyzer]]\nplugin = \"./liblinked.so\"\nisolation = \"process\"\n";
    let folder = pipeline(toml, &[("linked", "provides=linked\ndata=data\n")]);
    std::os::unix::fs::symlink("/", folder.path().join("data")).expect("a link");
    let output = textmine(["check", "-c", "p.toml"]).within(folder.path()).output();
    insta::assert_snapshot!(shown(&output, folder.path()));
}

#[test]
fn what_an_analyzer_writes_is_limited_in_this_process_too() {
    let limits = ["{ annotations = 2 }", "{ bytes = \"80B\" }"];
    let mut all = String::new();
    for limit in limits {
        let toml = format!("[[analyzer]]\nplugin = \"./libcapitals.so\"\noutput = {limit}\n");
        let folder = pipeline(&toml, &[("capitals", "provides=capitals\n")]);
        let run = textmine(["--format", "jsonl", "-c", "p.toml", "-"]).within(folder.path());
        let output = run.stdin("The EU, the UN and NATO.").output();
        assert_eq!(output.code, Some(1));
        all.push_str(&output.stderr);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_document_in_quarantine_comes_with_a_command_that_shows_the_fault_again() {
    let toml = "[[analyzer]]\nplugin = \"./libfaulty.so\"\nisolation = \"process\"\n\
                options = { fault = \"panic on the second document\" }\n";
    let folder = pipeline(toml, &[]);
    let lines = "{\"text\": \"One.\"}\n{\"id\": \"a/b:2\", \"text\": \"It's “two”.\", \"source\": \"wire\", \
                 \"layers\": {\"names\": [{\"start\": 0, \"end\": 4, \"label\": \"PER\"}]}}\n{\"text\": \"Three.\"}\n";
    let arguments =
        ["--format", "jsonl", "-c", "p.toml", "--quarantine", "kept", "--input-format", "jsonl", "-"];
    let output = textmine(arguments).within(folder.path()).stdin(lines).output();
    assert_eq!((output.code, output.reports().len()), (Some(1), 3));

    let mut files: Vec<_> =
        std::fs::read_dir(folder.path().join("kept")).expect("a folder").flatten().collect();
    files.sort_by_key(|file| file.file_name());
    let names: Vec<String> =
        files.iter().map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    let [document, script] = names.as_slice() else { panic!("{names:?}") };
    let kept = std::fs::read_to_string(files[0].path()).expect("the document");
    assert_eq!(serde_json::from_str::<serde_json::Value>(&kept).expect("JSON")["source"], "wire");
    assert!(document.starts_with("a_b_2-") && document.ends_with(".jsonl"), "{document}");
    assert!(script.ends_with(".sh"), "{script}");

    // From any folder, and again the same.
    let again =
        std::process::Command::new("sh").arg(files[1].path()).current_dir("/").output().expect("a shell");
    let report: serde_json::Value = serde_json::from_slice(&again.stdout).expect("a report");
    let panicked = |report: &serde_json::Value| report["problems"][0].clone();
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(panicked(&report), panicked(&output.reports()[1]));
    assert_eq!(report["layers"], output.reports()[1]["layers"]);
}

#[test]
fn errors_of_syntax_are_underlined() {
    insta::assert_snapshot!(check("name = \"news\n[[analyzer]\nplugin = entities\n", &[]));
}

#[test]
fn a_pipeline_without_analyzers_says_how_to_add_one() {
    insta::assert_snapshot!(check("name = \"news\"\n", &[]));
}

#[test]
fn an_unknown_plugin_names_the_folders_and_the_nearest_name() {
    let folder = pipeline("[[analyzer]]\nplugin = \"captials\"\n", &[("capitals", "provides=capitals\n")]);
    let plugins = folder.path().display().to_string();
    let output = textmine(["check", "-c", "p.toml", "--plugin-dir", &plugins]).within(folder.path()).output();
    assert_eq!(output.code, Some(2));
    // The other folders differ from machine to machine.
    let shown: Vec<&str> = shown_lines(&output.stderr, &plugins);
    insta::assert_snapshot!(shown.join("\n"));
}

fn shown_lines<'a>(stderr: &'a str, until: &str) -> Vec<&'a str> {
    stderr.lines().take_while(|line| !line.contains(until)).collect()
}

#[test]
fn two_analyzers_of_one_name_are_shown_both() {
    insta::assert_snapshot!(check(
        "[[analyzer]]\nplugin = \"./libone.so\"\nname = \"x\"\n\n[[analyzer]]\nplugin = \"./libtwo.so\"\nname = \"x\"\n",
        &[("one", "provides=one\n"), ("two", "provides=two\n")]
    ));
}

#[test]
fn a_layer_that_two_analyzers_provide_is_an_error_at_both() {
    insta::assert_snapshot!(check(
        "[[analyzer]]\nplugin = \"./libone.so\"\n\n[[analyzer]]\nplugin = \"./libtwo.so\"\n",
        &[("one", "provides=names\n"), ("two", "provides=names\n")]
    ));
}

#[test]
fn a_layer_that_nothing_provides_is_an_error_unless_the_input_brings_it() {
    let analyzers = [("one", "requires=names\nprovides=one\n"), ("two", "provides=two\n")];
    let toml = "[[analyzer]]\nplugin = \"./libone.so\"\n\n[[analyzer]]\nplugin = \"./libtwo.so\"\n";
    insta::assert_snapshot!("a_missing_layer", check(toml, &analyzers));
    insta::assert_snapshot!("a_given_layer", check(&format!("given = [\"names\"]\n\n{toml}"), &analyzers));
}

#[test]
fn analyzers_that_wait_for_each_other_are_shown_as_a_circle() {
    insta::assert_snapshot!(check(
        "[[analyzer]]\nplugin = \"./liba.so\"\n\n[[analyzer]]\nplugin = \"./libb.so\"\n\n[[analyzer]]\nplugin = \"./libc.so\"\n",
        &[
            ("a", "requires=c\nprovides=a\n"),
            ("b", "uses=a\nprovides=b\n"),
            ("c", "requires=b\nprovides=c\n")
        ]
    ));
}

#[test]
fn wrong_options_are_underlined_each_at_its_place() {
    insta::assert_snapshot!(check(
        r#"
[[analyzer]]
name = "typed"
plugin = "./libfaulty.so"
options = { fault = 3, even = "two" }

[[analyzer]]
name = "ranged"
plugin = "./libfaulty.so"
[analyzer.options]
evn = 2
even = 12
"#,
        &[]
    ));
}

#[test]
fn an_option_that_the_analyzer_refuses_is_underlined_too() {
    insta::assert_snapshot!(check(
        "[[analyzer]]\nplugin = \"./libfaulty.so\"\n[analyzer.options]\neven = 3\n",
        &[]
    ));
}

#[test]
fn a_plugin_that_is_no_library_is_an_error_at_its_place() {
    let folder =
        pipeline("[[analyzer]]\nplugin = \"./notes.so\"\n\n[[analyzer]]\nplugin = \"./gone.so\"\n", &[]);
    std::fs::write(folder.path().join("notes.so"), "buy bread\n").expect("writing a file");
    let output = textmine(["run", "-c", "p.toml", "-"]).within(folder.path()).stdin("A word.").output();
    insta::assert_snapshot!(shown(&output, folder.path()));
}

#[test]
fn a_pipeline_that_can_t_be_read_is_an_error_of_usage() {
    let folder = folder(&[("latin1.toml", b"name = \"caf\xe9\"\n")]);
    let missing = textmine(["check", "-c", "gone.toml"]).within(folder.path()).output();
    let latin1 = textmine(["check", "-c", "latin1.toml"]).within(folder.path()).output();
    insta::assert_snapshot!(missing.shown() + &latin1.shown());
}

#[test]
fn a_sound_pipeline_says_in_which_order_it_runs_and_why() {
    insta::assert_snapshot!(textmine(["check"]).output().shown());
}

#[test]
fn the_sample_pipelines_are_sound() {
    for entry in tests_folder().join("../config").read_dir().expect("the folder of sample pipelines") {
        let path = entry.expect("a file").path();
        // Cases have a folder of their own beside their pipeline.
        if path.is_file() {
            let path = path.display().to_string();
            let output = textmine(["check", "-c", &path]).output();
            assert_eq!(output.code, Some(0), "{path}:\n{}", output.stderr);
        }
    }
}

#[test]
fn the_guide_to_quotes_and_keywords_shows_a_sound_pipeline() {
    let guide = tests_folder().join("../docs/quotes-and-keywords.md");
    let guide = std::fs::read_to_string(guide).expect("the guide");
    let example = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let folder = folder(&[("p.toml", example.expect("an example").as_bytes())]);
    let output = textmine(["check", "-c", "p.toml"]).within(folder.path()).output();
    assert_eq!(output.code, Some(0), "{}", output.stderr);
}

#[test]
fn the_guide_s_channels_of_ones_own_run_as_they_stand() {
    let guide = std::fs::read_to_string(tests_folder().join("../docs/channels.md")).expect("the guide");
    let example =
        guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let path = tests_folder().join("../config/own-channels.toml");
    // What it is expected to find follows in the file alone.
    let sample = std::fs::read_to_string(&path).expect("the sample");
    assert!(sample.starts_with(example), "docs/channels.md shows another pipeline");
    let own = example.split("[analyzer.options").skip(1).flat_map(str::lines).filter(|line| !line.is_empty());
    assert!(own.count() <= 10, "the example has grown long");

    let text = "Ana Hill faxed the mayor on Monday. The mayor sent a fax to Ben Okoro. Ben Okoro replied by fax. \
                The fax machine was old. Ben Okoro defended the dam in a podcast with Ana Hill. \
                Ana Hill announced the sale on Castbox. Ben Okoro phoned her.";
    let arguments = ["--format", "jsonl", "-c", &path.display().to_string(), "-"];
    let output = textmine(arguments).stdin(text).output();
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    let report = &output.reports()[0];
    let sides = |mention: &serde_json::Value| {
        let side = |key: &str| {
            let names = mention["attrs"][key].as_array().into_iter().flatten();
            names.filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join(", ")
        };
        format!("{} [{}] {} → {}\n", mention["label"], mention["text"], side("from"), side("to"))
    };
    let mentions = report["layers"]["channels"].as_array().expect("mentions").iter();
    insta::assert_snapshot!(mentions.map(sides).collect::<String>().replace('"', ""));
}

#[test]
fn mistakes_in_channels_are_underlined_each_at_its_place() {
    let analyzer = "[[analyzer]]\nplugin = \"channels\"\n";
    // What the schema tells is told at once.
    let mut all = check(
        &format!(
            r#"{analyzer}
[analyzer.options]
realis = ["actual", "factual"]
min_score = 1.5
explian = true
[analyzer.options.channels.fax]
noun = ["fax"]
nouns = [{{ noun = "telefax", need = "act" }}, {{ noun = "fax", needs = "love" }}, ""]
verbs = [{{ verb = "fax", frame = "driected" }}]
"#
        ),
        &[],
    );
    // What only the analyzer knows, one after the other.
    for options in [
        r#"fax = { verbs = [{ verb = "fax", frame = { from = "subject", to = ["object", "too"] } }] }"#,
        r#"fax = { verbs = ["fax"], nouns = ["telefax|"] }"#,
        r#"fax = { phrases = ["by fax"] }"#,
        r#"phone = { remove = ["telephone", "telephone call"] }"#,
        r#"media = { languages = ["en", "xx"] }"#,
        r#"fone = { enabled = false }"#,
    ] {
        all.push_str(&check(&format!("{analyzer}[analyzer.options.channels]\n{options}\n"), &[]));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn one_analyzer_s_failure_leaves_the_bytes_of_the_others_as_they_are() {
    let analyzers = "[[analyzer]]\nplugin = \"entities\"\n[[analyzer]]\nplugin = \"sentiment\"\n";
    let article = article("labour.txt").display().to_string();
    let run = |toml: &str| {
        let folder = pipeline(toml, &[]);
        textmine(["run", "-c", "p.toml", "--format", "jsonl", &article]).within(folder.path()).output()
    };
    let alone = run(analyzers);
    assert_eq!(alone.code, Some(0), "{}", alone.stderr);
    let alone = &alone.reports()[0];
    let mut problems = Vec::new();
    for fault in ["panic in new", "panic", "error", "span outside", "panic in drop"] {
        let options =
            format!("\n[[analyzer]]\nplugin = \"./libfaulty.so\"\noptions = {{ fault = \"{fault}\" }}\n");
        let output = run(&format!("{options}{analyzers}"));
        assert_eq!(output.code, Some(1), "{fault}: {}", output.stderr);
        let report = &output.reports()[0];
        for analyzer in ["entities", "sentiment"] {
            assert_eq!(report["layers"][analyzer], alone["layers"][analyzer], "{fault}");
            assert_eq!(report["summaries"][analyzer], alone["summaries"][analyzer], "{fault}");
        }
        problems.push(format!("{fault}: {}\n", report["problems"]));
    }
    insta::assert_snapshot!(problems.concat());
}

#[test]
fn a_panic_on_one_document_does_not_reach_the_next_analyzers() {
    let toml = "[[analyzer]]\nplugin = \"./libfaulty.so\"\noptions = { fault = \"panic on the second document\" }\n\n\
                [[analyzer]]\nplugin = \"./libcapitals.so\"\n";
    let folder = pipeline(toml, &[("capitals", "provides=capitals\n")]);
    let lines = "{\"text\":\"The EU.\"}\n{\"text\":\"The UN.\"}\n{\"text\":\"The AU.\"}\n";
    let arguments = ["run", "-c", "p.toml", "--format", "jsonl", "--input-format", "jsonl", "-"];
    insta::assert_snapshot!(textmine(arguments).within(folder.path()).stdin(lines).output().shown());
}

#[test]
fn mistakes_of_the_text_and_of_the_plan_are_said_together() {
    insta::assert_snapshot!(check(
        "[[analyser]]\n\n[[analyzer]]\nname = \"who\"\nplugin = \"entities\"\noptions = { types = [\"PER\", \"LOCC\"] }\n",
        &[]
    ));
}

#[test]
fn a_pipeline_may_have_a_byte_order_mark_and_any_line_ends() {
    let shown = check(
        "\u{feff}name = \"n\"\r\n[[analyzer]]\r\nplugin = \"./libfaulty.so\"\r\noptions = { evn = 2 }\r\n",
        &[],
    );
    insta::assert_snapshot!(shown);
}

#[test]
fn a_folder_of_the_environment_is_on_the_search_path() {
    let folder = pipeline("[[analyzer]]\nplugin = \"capitals\"\n", &[("capitals", "provides=capitals\n")]);
    let run = textmine(["check", "-c", "p.toml"]).within(folder.path());
    assert_eq!(run.env("TEXTMINE_PLUGIN_PATH", folder.path()).output().code, Some(0));
    // The folder one stands in is not.
    assert_eq!(textmine(["check", "-c", "p.toml"]).within(folder.path()).output().code, Some(2));
}

#[test]
fn a_library_that_holds_another_plugin_than_its_name_says_is_refused_by_name() {
    let folder = pipeline("[[analyzer]]\nplugin = \"other\"\n", &[]);
    std::fs::copy(plugin("faulty"), folder.path().join("libother.so")).expect("copying a library");
    let plugins = folder.path().display().to_string();
    let output = textmine(["check", "-c", "p.toml", "--plugin-dir", &plugins]).within(folder.path()).output();
    insta::assert_snapshot!(shown(&output, folder.path()));
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_plugins_is_passed_over_rather_than_waited_for() {
    let folder = pipeline("[[analyzer]]\nplugin = \"nowhere\"\n", &[]);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("libpipe.so")).status();
    assert!(made.expect("mkfifo runs").success());
    let plugins = folder.path().display().to_string();
    let listed = textmine(["plugins", "list", "--plugin-dir", &plugins]).output();
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(0), ""));
    // Looking for a near name reads the folder as well.
    let checked =
        textmine(["check", "-c", "p.toml", "--plugin-dir", &plugins]).within(folder.path()).output();
    assert_eq!(checked.code, Some(2));
}

#[test]
fn a_plugin_folder_that_is_none_is_an_error_of_usage() {
    insta::assert_snapshot!(
        textmine(["plugins", "list", "--plugin-dir", "/nonexistent/plugins"]).output().shown()
    );
}

#[test]
fn the_list_of_plugins_shows_what_each_reads_writes_and_takes() {
    let folder = pipeline("", &[("capitals", "uses=entities\nprovides=capitals\n")]);
    std::fs::write(folder.path().join("libnotes.so"), "buy bread\n").expect("writing a file");
    let shipped = ["entities", "sentiment", "channels", "quotes", "keywords"];
    let shipped: Vec<_> = shipped.iter().map(|name| plugin(name)).collect();
    for library in &shipped {
        let name = library.file_name().expect("a name");
        std::fs::copy(library, folder.path().join(name)).expect("copying a library");
    }
    let plugins = folder.path().display().to_string();
    let output = textmine(["plugins", "list", "--plugin-dir", &plugins]).output();
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    // The plugins beside the binary follow, at places that differ from machine to machine.
    let here: Vec<&str> =
        output.stdout.split_inclusive("\n\n").filter(|block| block.contains(&plugins)).collect();
    let hashes: Vec<String> = here
        .concat()
        .split("sha256    ")
        .skip(1)
        .map(|rest| rest.lines().next().unwrap_or_default().to_owned())
        .collect();
    assert!(hashes.iter().all(|h| h.len() == 64 && h.bytes().all(|b| b.is_ascii_hexdigit())), "{hashes:?}");
    let shown = hashes.iter().fold(here.concat(), |text, hash| text.replace(hash.as_str(), "[64 digits]"));
    insta::assert_snapshot!(shown.replace(&plugins, "[folder]"));
}
