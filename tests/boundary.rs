//! The boundary from both sides: layouts, versions, files that are no plugins, plugins that break the contract.
mod support;

use serde_json::{Value, json};
use std::path::Path;
use support::{c_compiler, c_plugin, folder, plugin, tests_folder};
use textmine_core::{Analysis, DocumentBuf, Failure, Plugin};
use textmine_loader::{LoadPolicy, Loader, SearchPath};

fn load(path: &Path, abi: (u16, u16)) -> Result<textmine_loader::ForeignPlugin, String> {
    let loader = Loader::new(SearchPath::default(), LoadPolicy { abi });
    loader.load(path).map_err(|error| {
        let path = path.canonicalize().unwrap_or(path.to_owned());
        let folder = path.parent().expect("a folder").display().to_string();
        let reason = std::error::Error::source(&error).map(|s| format!(": {s}")).unwrap_or_default();
        let file = path.file_name().expect("a name").to_string_lossy().into_owned();
        let message = format!("{error}{reason}\n  help: {}", error.help());
        message.replace(&format!("{folder}/"), "").replace(&folder, "[its folder]").replace(&file, "FILE")
    })
}

/// One document through one plugin in this process.
fn analyze(path: &Path, options: &Value, text: &str) -> Result<Analysis, Failure> {
    let plugin = load(path, (1, 0)).expect("it loads");
    let document = DocumentBuf::new("case", text).expect("it is short");
    let instance = plugin.create(options)?;
    let analysis = instance.analyze(&document.view());
    instance.close().expect("an instance that ends");
    analysis
}

#[test]
fn rust_and_c_lay_out_every_type_alike() {
    use std::mem::offset_of;
    use textmine_abi::*;
    let program = folder(&[]);
    let binary = program.path().join("layout");
    let compiled = c_compiler().arg("-o").arg(&binary).arg(tests_folder().join("plugins/layout.c")).status();
    assert!(compiled.expect("a C compiler").success());
    let printed = std::process::Command::new(binary).output().expect("it runs").stdout;

    let mut expected = String::new();
    macro_rules! layout {
        ($c:ident = $rust:ty: $($field:ident),*) => {
            expected += &format!("{} {}\n", stringify!($c), size_of::<$rust>());
            $(expected += &format!("{}.{} {}\n", stringify!($c), stringify!($field), offset_of!($rust, $field));)*
        };
    }
    layout!(tm_str = Str: ptr, len);
    layout!(tm_span = Span: start, end);
    layout!(tm_token = Token: span, sentence);
    layout!(tm_str_ref = StrRef: offset, len);
    layout!(tm_annotation = Annotation: span, label, attributes_start, attributes_len, score, flags);
    layout!(tm_attribute = Attribute: key_offset, key_len, kind, value);
    layout!(tm_layer = Layer: name, annotations, attributes, strings);
    layout!(tm_host = Host: size, abi_major, abi_minor, folder);
    layout!(tm_document = Document: size, id, text, sentences, tokens, layers);
    layout!(tm_sink = Sink: size, context, put_layer, put_json, fail);
    layout!(
        tm_entry = Entry: magic, abi_major, abi_minor, size, manifest, flags, init, schema, create, analyze, destroy
    );
    assert_eq!(String::from_utf8_lossy(&printed), expected);
}

#[test]
fn an_analyzer_in_c_is_an_analyzer() {
    let analysis =
        analyze(&c_plugin(&[]), &json!({}), "He said NATO and the EU agreed.").expect("an analysis");
    let found: Vec<_> =
        analysis.layers[0].view().iter().map(|a| (a.span().range(), a.label(), a.score())).collect();
    assert_eq!(found, [(8..12, "shout", Some(0.5)), (21..23, "shout", Some(0.5))]);
    assert_eq!(analysis.summary, r#"{"shouts":2}"#);
}

#[test]
fn versions_are_matched_in_all_directions() {
    let major_2 = c_plugin(&["ABI_TEXT=\"2.0\"", "ABI_MAJOR=2"]);
    let major_0 = c_plugin(&["ABI_TEXT=\"0.9\"", "ABI_MAJOR=0", "ABI_MINOR=9"]);
    let needs_1_1 = c_plugin(&["ABI_TEXT=\"1.1\"", "ABI_MINOR=1", "LONGER_ENTRY"]);
    let built_for_1_1 = c_plugin(&["LONGER_ENTRY"]);
    let built_for_1_0 = c_plugin(&[]);
    let cases = [
        ("an older plugin, a newer host", &built_for_1_0, (1, 3), true),
        ("a newer plugin that needs nothing new, this host", &built_for_1_1, (1, 0), true),
        ("a newer plugin that needs what is new, this host", &needs_1_1, (1, 0), false),
        ("a newer plugin that needs what is new, a host that has it", &needs_1_1, (1, 1), true),
        ("a plugin of the next major, this host", &major_2, (1, 0), false),
        ("a plugin of the last major, this host", &major_0, (1, 0), false),
    ];
    for (case, path, abi, fits) in cases {
        let loaded = load(path, abi);
        assert_eq!(loaded.is_ok(), fits, "{case}: {:?}", loaded.err());
        if let Ok(plugin) = loaded {
            let document = DocumentBuf::new("case", "NATO").expect("it is short");
            let analysis = plugin.create(&json!({})).expect("an instance").analyze(&document.view());
            assert_eq!(analysis.expect("an analysis").layers[0].view().len(), 1, "{case}");
        }
    }
}

#[test]
fn a_file_that_is_no_fitting_plugin_is_never_opened() {
    // Every C library here would abort this process if it were opened.
    let sound = c_plugin(&["FAULT_CONSTRUCTOR"]);
    let bytes = std::fs::read(&sound).expect("the library");
    let files = folder(&[
        ("text.so", b"analyzer = true\n"),
        ("empty.so", b""),
        ("truncated.so", &bytes[..bytes.len() * 2 / 3]),
        ("header.so", &bytes[..48]),
        ("open.so", &bytes),
    ]);
    let at = |name: &str| files.path().join(name);
    let other = |defines: &[&str]| c_plugin(&[&["FAULT_CONSTRUCTOR"], defines].concat());
    let mut cases = vec![
        ("text", at("text.so")),
        ("empty", at("empty.so")),
        ("truncated", at("truncated.so")),
        ("only a header", at("header.so")),
        ("missing", at("missing.so")),
        ("a folder", files.path().to_owned()),
        ("without a manifest", other(&["FAULT_NO_MANIFEST"])),
        ("for another processor", other(&["ARCH=\"sparc64\""])),
        ("for the next ABI", other(&["ABI_TEXT=\"2.0\"", "ABI_MAJOR=2"])),
        ("with an ABI that is no version", other(&["ABI_TEXT=\"new\""])),
        ("with a name that is none", other(&["NAME=\"../etc\""])),
        ("that aborts on a panic", other(&["PANIC=\"abort\""])),
    ];
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let everybody = std::fs::Permissions::from_mode(0o666);
        std::fs::set_permissions(at("open.so"), everybody).expect("changing permissions");
        cases.push(("that everybody can change", at("open.so")));
    }
    #[cfg(target_os = "linux")]
    cases.push(("unreadable", "/proc/self/mem".into()));
    let shown: Vec<String> = cases
        .iter()
        .map(|(case, path)| format!("{case}\n  {}\n", load(path, (1, 0)).expect_err("it is refused")))
        .collect();
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn a_library_that_breaks_the_contract_is_refused_when_it_is_opened() {
    let faults = [
        "FAULT_NO_SYMBOL",
        "FAULT_MAGIC",
        "FAULT_SMALL_ENTRY",
        "FAULT_OTHER_MANIFEST",
        "FAULT_NULL_FUNCTION",
    ];
    let mut shown: Vec<String> = faults
        .iter()
        .map(|fault| {
            format!("{fault}\n  {}\n", load(&c_plugin(&[fault]), (1, 0)).expect_err("it is refused"))
        })
        .collect();
    let versions = load(&c_plugin(&["ABI_TEXT=\"1.0\"", "ABI_MINOR=1"]), (1, 3)).expect_err("it is refused");
    shown.push(format!("two versions\n  {versions}\n"));
    insta::assert_snapshot!(shown.concat());
    let unresolved = load(&c_plugin(&["FAULT_UNRESOLVED"]), (1, 0)).expect_err("it is refused");
    assert!(unresolved.contains("textmine_no_such_function"), "{unresolved}");
}

#[test]
fn what_a_plugin_hands_over_is_checked() {
    let faults = [
        "FAULT_STRINGS_NOT_UTF8",
        "FAULT_NULL_ARRAY",
        "FAULT_MISALIGNED_ARRAY",
        "FAULT_HUGE_ARRAY",
        "FAULT_HUGE_STRINGS",
        "FAULT_LABEL_OUTSIDE",
        "FAULT_SPAN_OUTSIDE",
        "FAULT_SPAN_BACKWARDS",
        "FAULT_ATTRIBUTES_OUTSIDE",
        "FAULT_SHARED_ATTRIBUTES",
        "FAULT_SCORE",
        "FAULT_UNDECLARED_LAYER",
        "FAULT_LAYER_TWICE",
        "FAULT_JSON",
        "FAULT_JSON_NUMBER",
        "FAULT_JSON_TWICE",
        "FAULT_STATUS",
        "FAULT_FAIL",
    ];
    let failure =
        |fault: &str| analyze(&c_plugin(&[fault]), &json!({}), "The EU and the UN.").expect_err(fault);
    let shown: Vec<String> = faults.iter().map(|fault| format!("{fault}: {}\n", failure(fault))).collect();
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn whatever_an_analyzer_in_rust_does_becomes_a_failure_of_its_own() {
    let faults = [
        "error",
        "error that can't be shown",
        "panic",
        "panic with a value",
        "panic whose value panics",
        "undeclared layer",
        "span outside",
        "score",
        "error in new",
        "panic in new",
    ];
    let failure = |fault: &str| {
        analyze(plugin("faulty"), &json!({ "fault": fault }), "A word.").expect_err(fault).to_string()
    };
    let shown: Vec<String> = faults.iter().map(|fault| format!("{fault}: {}\n", failure(fault))).collect();
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn after_a_panic_the_instance_is_not_used_again() {
    let plugin = load(plugin("faulty"), (1, 0)).expect("it loads");
    let document = DocumentBuf::new("case", "A word.").expect("it is short");
    let instance = plugin.create(&json!({ "fault": "panic" })).expect("an instance");
    assert!(matches!(instance.analyze(&document.view()), Err(Failure::Panicked { .. })));
    assert_eq!(instance.analyze(&document.view()), Err(Failure::Poisoned));
    assert_eq!(instance.close(), Ok(()));
    // Another instance of the same library works.
    let fresh = plugin.create(&json!({})).expect("an instance");
    assert_eq!(fresh.analyze(&document.view()).expect("an analysis").summary, "\"done\"");
}

#[test]
fn a_panic_counts_even_where_the_contract_was_broken_before() {
    let path = c_plugin(&["FAULT_UNDECLARED_LAYER", "FAULT_PANICKED"]);
    let instance = load(&path, (1, 0)).expect("it loads").create(&json!({})).expect("an instance");
    let document = DocumentBuf::new("case", "The EU.").expect("it is short");
    assert!(matches!(instance.analyze(&document.view()), Err(Failure::Panicked { .. })));
    assert_eq!(instance.analyze(&document.view()), Err(Failure::Poisoned));
}

#[test]
fn a_summary_over_several_lines_becomes_one_line() {
    let analysis = analyze(&c_plugin(&["JSON_LINES"]), &json!({}), "The EU.").expect("an analysis");
    assert_eq!(analysis.summary, r#"{"shouts":1}"#);
}

#[test]
fn the_header_is_c_plus_plus_as_well() {
    let source = "#include \"textmine.h\"\nTM_MANIFEST(manifest, \"abi=1.0\\n\");\n\
                  const tm_str text = TM_MANIFEST_BYTES(manifest);\nint main() { return text.len != 28; }\n";
    let files = folder(&[("main.cpp", source.as_bytes())]);
    let include = tests_folder().join("../crates/textmine-abi/include");
    let binary = files.path().join("main");
    let mut compiler = std::process::Command::new(std::env::var_os("CXX").unwrap_or_else(|| "c++".into()));
    compiler
        .args(["-std=c++17", "-Wall", "-Werror", "-I"])
        .arg(include)
        .arg("-o")
        .arg(&binary)
        .arg(files.path().join("main.cpp"));
    // Only a C compiler is asked for: where there is none for C++, C must do.
    if let Ok(done) = compiler.output() {
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        assert!(std::process::Command::new(binary).status().expect("it runs").success());
    }
}

#[test]
fn calls_on_one_instance_do_not_overlap_unless_the_library_allows_it() {
    for flags in ["FLAGS=0", "FLAGS=TM_CONCURRENT"] {
        let plugin = load(&c_plugin(&[flags]), (1, 0)).expect("it loads");
        on_four_threads(plugin.create(&json!({})).expect("an instance").as_ref(), "UN");
    }
}

#[test]
fn one_instance_serves_several_threads() {
    let plugin = load(plugin("faulty"), (1, 0)).expect("it loads");
    on_four_threads(plugin.create(&json!({})).expect("an instance").as_ref(), "Wörd");
}

/// Many documents that begin with `word`, in each of which the instance finds one thing.
fn on_four_threads(instance: &dyn textmine_core::Instance, word: &str) {
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for round in 0..200 {
                    let document =
                        DocumentBuf::new("case", format!("{word} {thread} {round}.")).expect("it is short");
                    let analysis = instance.analyze(&document.view()).expect("an analysis");
                    assert_eq!(analysis.layers[0].view().len(), 1);
                }
            });
        }
    });
}
