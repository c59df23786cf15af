//! Trust: pinned libraries are opened as they were checked; a lock file is met to the byte, or what differs is said.
#![cfg(target_os = "linux")]
mod support;

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use support::{Output, c_library, c_plugin, folder, textmine};
use textmine_core::{Catalogue, DocumentBuf, Isolation, Terms};
use textmine_loader::{LoadPolicy, Loader, SearchPath, WorkerProgram, sha256};

const DATA: &str = "LAYERS=\"provides=capitals\\ndata=words.txt\\ndata=lists\\n\"";
const OTHER: [&str; 2] = ["NAME=\"other\"", "LAYERS=\"provides=other\\n\""];

const PIPELINE: &str = "\
[[analyzer]]
plugin = \"./libcapitals.so\"
isolation = \"process\"
reads = [\"names.txt\", \"./notes\"]

[[analyzer]]
plugin = \"./libother.so\"
";

/// Something that happens to a file or a folder: its name, and the deed.
type Change = (&'static str, fn(&Path));

/// The pipeline without its second analyzer.
fn one_analyzer() -> &'static str {
    PIPELINE.split_once("\n\n").expect("two analyzers").0
}

/// A folder with the pipeline `p.toml`, its two libraries, and their data.
fn pipeline(toml: &str) -> tempfile::TempDir {
    let folder = folder(&[("p.toml", toml.as_bytes()), ("words.txt", b"words\n"), ("names.txt", b"names\n")]);
    std::fs::copy(c_plugin(&[DATA]), folder.path().join("libcapitals.so")).expect("copying a library");
    std::fs::copy(c_plugin(&OTHER), folder.path().join("libother.so")).expect("copying a library");
    for sub in ["lists", "lists/deep", "notes"] {
        std::fs::create_dir(folder.path().join(sub)).expect("a folder");
    }
    for file in ["lists/a.txt", "lists/deep/b.txt", "notes/c.txt"] {
        std::fs::write(folder.path().join(file), file).expect("writing a file");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    textmine(arguments.iter().copied()).within(folder).output()
}

fn lock(folder: &Path) -> Output {
    run(folder, &["plugins", "lock", "-c", "p.toml"])
}

fn check(folder: &Path) -> Output {
    run(folder, &["check", "--locked", "-c", "p.toml"])
}

/// The text without the temporary folder; what looks like a hash is numbered, since compilers differ.
fn shown(text: &str, folder: &Path) -> String {
    let folder = folder.canonicalize().expect("a folder").display().to_string();
    let text = support::anonymous(text, &[(&format!("{folder}/"), "[folder]/"), (&folder, "[folder]")]);
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut out = String::new();
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !matches!(c, '0'..='9' | 'a'..='f')).unwrap_or(rest.len());
        if digits >= 12 {
            let next = numbers.len() + 1;
            let number = numbers.entry(rest[..12].to_owned()).or_insert(next);
            out.push_str(&format!("[hash {number}]"));
        } else {
            out.push_str(&rest[..digits]);
        }
        rest = &rest[digits..];
        let other = rest.chars().next().map_or(0, char::len_utf8);
        out.push_str(&rest[..other]);
        rest = &rest[other..];
    }
    out
}

fn overwrite(path: &Path, content: &[u8]) {
    let mut file = std::fs::File::options().write(true).open(path).expect("opening it");
    file.write_all(content).expect("writing to it");
}

/// Another version of a library, of the same length.
fn next_version(path: &Path) {
    let mut bytes = std::fs::read(path).expect("the library");
    let at = bytes.windows(15).position(|w| w == b"\nversion=0.1.0\n").expect("its manifest");
    bytes[at + 11] = b'2';
    std::fs::write(path, bytes).expect("writing it");
}

#[test]
fn a_worker_that_is_replaced_runs_the_pinned_bytes_even_if_the_file_was_overwritten_meanwhile() {
    for pinned in [true, false] {
        let folder = folder(&[("words.txt", b"words\n")]);
        let library = folder.path().join("libhostile.so");
        std::fs::copy(c_library("hostile.c", &[]), &library).expect("copying a library");
        let pin = match pinned {
            true => format!("sha256 = \"{}\"\n", sha256(&library).expect("its hash")),
            false => String::new(),
        };
        let toml = format!("[[analyzer]]\nplugin = \"./libhostile.so\"\nisolation = \"process\"\n{pin}");
        std::fs::write(folder.path().join("p.toml"), toml).expect("writing the pipeline");
        let arguments = ["-c", "p.toml", "--format", "jsonl", "--input-format", "jsonl", "-"];
        let mut running = textmine(arguments).within(folder.path()).start();
        let mut input = running.0.stdin.take().expect("a pipe");
        let mut output = BufReader::new(running.0.stdout.take().expect("a pipe"));
        let mut send =
            |text: &str| writeln!(input, "{}", serde_json::json!({ "text": text })).expect("it reads");
        let mut report = || {
            let mut line = String::new();
            output.read_line(&mut line).expect("it writes");
            serde_json::from_str::<serde_json::Value>(&line).expect("a report")
        };
        // A report is written when the next document is there.
        send("NATO agreed.");
        send("NATO agreed.");
        let first = report();
        overwrite(&library, &[0; 16]);
        send("FAULT segfault. NATO agreed.");
        let second = report();
        send("NATO agreed.");
        let third = report();
        drop(input);
        let fourth = report();
        assert_eq!(first["problems"], serde_json::json!([]));
        assert_eq!((&second["layers"], &second["problems"]), (&first["layers"], &first["problems"]));
        assert_eq!(third["problems"].as_array().map(Vec::len), Some(1), "{third}");
        assert_eq!(fourth["layers"] == first["layers"], pinned, "{fourth}");
        assert_eq!(fourth["problems"] == serde_json::json!([]), pinned, "{fourth}");
    }
}

#[test]
fn a_pinned_plugin_goes_on_with_the_bytes_that_were_checked_whatever_becomes_of_its_file() {
    let changes: [Change; 4] = [
        ("overwritten", |path| {
            overwrite(path, &vec![0; std::fs::metadata(path).expect("its size").len() as usize])
        }),
        ("cut off", |path| {
            std::fs::File::options()
                .write(true)
                .open(path)
                .expect("opening it")
                .set_len(100)
                .expect("cutting it");
        }),
        ("replaced", |path| {
            let other = path.with_extension("new");
            std::fs::copy(c_plugin(&OTHER), &other).expect("copying another");
            std::fs::rename(other, path).expect("putting it in its place");
        }),
        ("removed", |path| std::fs::remove_file(path).expect("removing it")),
    ];
    for isolation in [Isolation::None, Isolation::Process] {
        for (case, change) in changes {
            let folder = pipeline(PIPELINE);
            let path = folder.path().join("libcapitals.so");
            let terms =
                Terms { isolation, sha256: Some(sha256(&path).expect("its hash")), ..Terms::default() };
            let loader = Loader::new(SearchPath::default(), LoadPolicy::default())
                .with_workers(WorkerProgram { path: env!("CARGO_BIN_EXE_textmine").into() });
            let plugin =
                loader.plugin("./libcapitals.so", folder.path(), &terms).expect("it is the pinned one");
            change(&path);
            let document = DocumentBuf::new("case", "NATO and the EU").expect("it is short");
            // The first worker is there already; the others are started now.
            for _ in 0..3 {
                let instance = plugin.create(&serde_json::json!({})).expect("an instance");
                let analysis = instance.analyze(&document.view()).expect("an analysis");
                assert_eq!(analysis.layers[0].view().len(), 2, "{case}");
            }
            let again = loader.plugin("./libcapitals.so", folder.path(), &terms);
            assert!(again.is_err(), "{case}: the new file is not the pinned one");
        }
    }
}

#[test]
fn what_is_mapped_is_what_was_checked_and_not_the_file() {
    let folder = pipeline(PIPELINE);
    let path = folder.path().join("libcapitals.so");
    let terms = Terms { sha256: Some(sha256(&path).expect("its hash")), ..Terms::default() };
    let loader = Loader::new(SearchPath::default(), LoadPolicy::default());
    let _plugin = loader.plugin("./libcapitals.so", folder.path(), &terms).expect("it is the pinned one");
    let maps = std::fs::read_to_string("/proc/self/maps").expect("what is mapped");
    assert!(
        maps.lines().any(|line| line.contains("r-xp") && line.contains("/memfd:textmine-plugin")),
        "{maps}"
    );
    assert!(!maps.contains(path.to_str().expect("UTF-8")), "{maps}");
}

#[test]
fn a_lock_file_has_every_library_and_data_file_and_no_path_of_the_machine() {
    let folder = pipeline(PIPELINE);
    let output = lock(folder.path());
    let written = std::fs::read_to_string(folder.path().join("p.lock")).expect("the lock file");
    assert!(!written.contains(folder.path().to_str().expect("UTF-8")));
    insta::assert_snapshot!(shown(&format!("{}--- p.lock\n{written}", output.shown()), folder.path()));
    let mut left: Vec<_> =
        std::fs::read_dir(folder.path()).expect("the folder").flatten().map(|e| e.file_name()).collect();
    left.sort();
    assert_eq!(
        left,
        ["libcapitals.so", "libother.so", "lists", "names.txt", "notes", "p.lock", "p.toml", "words.txt"]
    );
}

#[test]
fn a_lock_that_is_met_changes_nothing() {
    let folder = pipeline(one_analyzer());
    assert_eq!(lock(folder.path()).code, Some(0));
    for isolate in [&[][..], &["--isolate"]] {
        let arguments = [&["-c", "p.toml", "--format", "jsonl", "-"], isolate].concat();
        let run = |more: &[&str]| {
            textmine([&arguments, more].concat()).within(folder.path()).stdin("The EU and NATO.").output()
        };
        let (free, locked) = (run(&[]), run(&["--locked"]));
        assert_eq!((locked.code, locked.stdout), (Some(0), free.stdout), "{}", locked.stderr);
    }
}

#[test]
fn locking_again_writes_only_what_changed_and_says_what() {
    let folder = pipeline(PIPELINE);
    let file = folder.path().join("p.lock");
    let inode = || file.metadata().expect("the lock file").ino();
    let mut out = lock(folder.path()).shown();
    let first = inode();
    out += &lock(folder.path()).shown();
    assert_eq!(inode(), first, "nothing has changed");
    next_version(&folder.path().join("libcapitals.so"));
    std::fs::write(folder.path().join("lists/a.txt"), "other").expect("writing a file");
    std::fs::remove_file(folder.path().join("notes/c.txt")).expect("removing a file");
    std::fs::write(folder.path().join("p.toml"), one_analyzer()).expect("writing the pipeline");
    out += &lock(folder.path()).shown();
    assert_ne!(inode(), first, "the old file is replaced, not written over");
    insta::assert_snapshot!(shown(&out, folder.path()));
}

#[test]
fn whatever_differs_from_the_lock_is_said_at_once_each_at_its_analyzer() {
    let folder = pipeline(PIPELINE);
    assert_eq!(lock(folder.path()).code, Some(0));
    let at = |name: &str| folder.path().join(name);
    next_version(&at("libcapitals.so"));
    std::fs::write(at("words.txt"), "other words\n").expect("writing a file");
    std::fs::rename(at("lists/a.txt"), at("lists/a2.txt")).expect("renaming a file");
    std::fs::remove_file(at("names.txt")).expect("removing a file");
    std::fs::write(at("notes/d.txt"), "more").expect("writing a file");
    // Nothing of it may run.
    std::fs::copy(c_plugin(&["FAULT_CONSTRUCTOR", OTHER[0], OTHER[1]]), at("libother.so"))
        .expect("copying a library");
    insta::assert_snapshot!(shown(&check(folder.path()).shown(), folder.path()));
}

#[test]
fn a_file_that_changed_is_refused_wherever_it_lies() {
    for file in [
        "words.txt",
        "lists/a.txt",
        "lists/deep/b.txt",
        "names.txt",
        "notes/c.txt",
        "libother.so",
        "libcapitals.so",
    ] {
        let folder = pipeline(PIPELINE);
        assert_eq!(lock(folder.path()).code, Some(0));
        let path = folder.path().join(file);
        let mut bytes = std::fs::read(&path).expect("the file");
        bytes.push(b'\n');
        std::fs::write(&path, bytes).expect("writing the file");
        let output = check(folder.path());
        assert_eq!(output.code, Some(2), "{file}");
        let expected = if file.ends_with(".so") { "sha256 " } else { file };
        assert!(output.stderr.contains(expected), "{file}: {}", output.stderr);
        assert_eq!(output.stderr.matches("error: ").count(), 1, "{file}: {}", output.stderr);
        // The input is not read, and nothing is written.
        let run = textmine(["--locked", "-c", "p.toml", "-"]).within(folder.path()).stdin("NATO").output();
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{file}");
    }
}

#[test]
fn of_many_changed_files_some_are_named() {
    let folder = pipeline(PIPELINE);
    assert_eq!(lock(folder.path()).code, Some(0));
    for at in 0..30 {
        std::fs::write(folder.path().join(format!("lists/{at:02}\n.txt")), "more").expect("writing a file");
    }
    insta::assert_snapshot!(shown(&check(folder.path()).stderr, folder.path()));
}

#[test]
fn what_the_lock_does_not_have_and_what_the_pipeline_pins_otherwise_is_refused() {
    let folder = pipeline(PIPELINE);
    assert_eq!(lock(folder.path()).code, Some(0));
    let pinned =
        PIPELINE.replacen("\n\n", &format!("\nsha256 = \"{}\"\n\n", "0123456789abcdef".repeat(4)), 1);
    let more = format!("{pinned}\n[[analyzer]]\nname = \"again\"\nplugin = \"libother.so\"\n");
    std::fs::write(folder.path().join("p.toml"), more).expect("writing the pipeline");
    insta::assert_snapshot!(shown(&check(folder.path()).shown(), folder.path()));
}

#[test]
fn a_lock_file_that_can_t_be_used_is_an_error_with_its_place() {
    let folder = pipeline(PIPELINE);
    let file = folder.path().join("p.lock");
    let mut out = format!("no lock file\n{}", check(folder.path()).shown());
    assert_eq!(lock(folder.path()).code, Some(0));
    let sound = std::fs::read_to_string(&file).expect("the lock file");
    let merged = sound.replacen("\nversion = 1", "\n<<<<<<< HEAD\nversion = 1", 1);
    let cases = [
        ("of a newer version", sound.replacen("version = 1", "version = 2\nnew = [true]", 1)),
        (
            "with a key that it doesn't have",
            sound.replacen("plugin = \"capitals\"", "plugin = \"capitals\"\ntrusted = true", 1),
        ),
        ("with a hash that is none", sound.replacen("sha256 = \"", "sha256 = \"?", 1)),
        ("with a plugin twice", sound.replacen("./libother.so", "./libcapitals.so", 1)),
        ("after a merge", merged),
        ("without a version", sound.replacen("version = 1", "", 1)),
        ("empty", String::new()),
    ];
    for (case, text) in cases {
        assert_ne!(text, sound, "{case}");
        std::fs::write(&file, text).expect("writing the lock file");
        out += &format!("\n{case}\n{}", check(folder.path()).shown());
    }
    std::fs::write(&file, b"version = 1 # \xff\n").expect("writing the lock file");
    out += &format!("\nnot UTF-8\n{}", check(folder.path()).shown());
    out += &format!("\nwritten anew\n{}", lock(folder.path()).shown());
    std::fs::remove_file(&file).expect("removing the lock file");
    std::fs::create_dir(&file).expect("a folder");
    out += &format!("\na folder\n{}", check(folder.path()).shown());
    out += &format!("\na folder can't be written anew\n{}", lock(folder.path()).shown());
    insta::assert_snapshot!(shown(&out, folder.path()));
}

#[test]
fn wrong_usage_of_locks_is_explained() {
    let folder = pipeline(PIPELINE);
    std::fs::copy(folder.path().join("p.toml"), folder.path().join("q.lock")).expect("copying a pipeline");
    let cases: [&[&str]; 6] = [
        &["run", "--locked", "words.txt"],
        &["check", "--locked"],
        &["plugins", "lock"],
        &["plugins", "lock", "-c", "gone.toml"],
        &["plugins", "lock", "-c", "q.lock"],
        &["check", "--locked", "-c", "q.lock"],
    ];
    let each = cases.map(|arguments| {
        format!("$ textmine {}\n{}\n", arguments.join(" "), run(folder.path(), arguments).shown())
    });
    insta::assert_snapshot!(each.concat());
}

#[test]
fn locking_opens_no_library() {
    let folder = pipeline(PIPELINE);
    let hostile = c_plugin(&["FAULT_CONSTRUCTOR", OTHER[0], OTHER[1]]);
    std::fs::copy(hostile, folder.path().join("libother.so")).expect("copying a library");
    let output = lock(folder.path());
    assert_eq!(output.code, Some(0), "{}", output.stderr);
}

#[test]
fn a_pipeline_that_can_t_be_locked_is_reported_as_check_reports_it() {
    let pin = "0123456789abcdef".repeat(4);
    let cases = [
        "[[analyzer]\n".to_owned(),
        "[[analyzer]]\nplugin = \"./libgone.so\"\n\n[[analyzer]]\nplugin = \"./words.txt\"\n".to_owned(),
        format!("[[analyzer]]\nplugin = \"./libother.so\"\nsha256 = \"{pin}\"\n"),
        "[[analyzer]]\nplugin = \"./libcapitals.so\"\nisolation = \"process\"\nreads = [\"gone\"]\n"
            .to_owned(),
    ];
    for toml in cases {
        let folder = pipeline(&toml);
        let (locked, checked) = (lock(folder.path()), run(folder.path(), &["check", "-c", "p.toml"]));
        assert_eq!(locked.shown(), checked.shown(), "{toml}");
        assert_eq!(locked.code, Some(2), "{toml}");
        assert!(!folder.path().join("p.lock").exists(), "{toml}");
    }
}

#[test]
fn data_that_can_t_be_locked_is_named() {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let cases: [Change; 6] = [
        ("missing", |lists| std::fs::remove_dir_all(lists).expect("removing a folder")),
        ("with a pipe", |lists| {
            let made = std::process::Command::new("mkfifo").arg(lists.join("pipe")).status();
            assert!(made.expect("mkfifo runs").success());
        }),
        ("with a link to nowhere", |lists| symlink("nowhere", lists.join("link")).expect("a link")),
        ("with a link to itself", |lists| symlink("link", lists.join("link")).expect("a link")),
        ("with a folder in a circle", |lists| symlink("..", lists.join("deep/up")).expect("a link")),
        ("with a name that is not UTF-8", |lists| {
            std::fs::write(lists.join(std::ffi::OsStr::from_bytes(b"caf\xe9")), "").expect("writing a file");
        }),
    ];
    let mut out = String::new();
    for (case, spoil) in cases {
        let folder = pipeline(PIPELINE);
        spoil(&folder.path().join("lists"));
        out += &format!("{case}\n{}\n", shown(&lock(folder.path()).shown(), folder.path()));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn links_among_the_data_are_locked_as_what_they_lead_to() {
    let folder = pipeline(PIPELINE);
    std::fs::rename(folder.path().join("lists"), folder.path().join("elsewhere")).expect("renaming a folder");
    std::os::unix::fs::symlink("elsewhere", folder.path().join("lists")).expect("a link");
    assert_eq!(lock(folder.path()).code, Some(0));
    assert_eq!(check(folder.path()).code, Some(0));
    std::fs::write(folder.path().join("elsewhere/a.txt"), "other").expect("writing a file");
    let output = check(folder.path());
    assert!(output.stderr.contains("lists/a.txt has changed"), "{}", output.stderr);
}

#[test]
fn a_folder_that_has_the_lock_file_in_it_can_be_locked() {
    let folder =
        pipeline("[[analyzer]]\nplugin = \"./libother.so\"\nisolation = \"process\"\nreads = [\".\"]\n");
    for _ in 0..2 {
        assert_eq!(lock(folder.path()).code, Some(0));
        assert_eq!(check(folder.path()).code, Some(0));
    }
}
