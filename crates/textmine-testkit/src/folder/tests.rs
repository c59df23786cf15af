use super::*;
use crate::fakes::{Capitals, Neighbours};
use std::sync::Mutex;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("cases")).expect("a folder in it");
    for (name, content) in files {
        fs::write(folder.path().join("cases").join(name), content).expect("writing into it");
    }
    folder
}

/// What each case shows, by name, or the panic.
fn checked<A: Analyzer>(files: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
    let folder = folder(files);
    let shown = Mutex::new(Vec::new());
    let note = |name: &str, case: &str| {
        let mut shown = shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        shown.push((name.to_owned(), case.to_owned()));
        assert!(!case.contains("DIFFERENT"), "another snapshot");
    };
    let run = || check_folder::<A>(folder.path(), Path::new("cases"), &note);
    let result = catch_unwind(AssertUnwindSafe(run));
    match result {
        Ok(()) => Ok(shown.into_inner().unwrap_or_default()),
        Err(payload) => Err(payload.downcast_ref::<String>().cloned().expect("a message")),
    }
}

#[test]
fn texts_and_toml_are_cases_in_the_order_of_their_names() {
    let shown = checked::<Neighbours>(&[
        (
            "b.toml",
            "name = \"given\"\ntext = \"The EU met.\"\n[[given.capitals]]\nwords = \"EU\"\nlabel = \"x\"\n",
        ),
        ("a.toml", "text = \"The UN met.\"\ngiven.capitals = [{ words = \"UN\", label = \"x\" }]\n"),
        ("a.snap", "old"),
        (".#a.txt", ""),
        ("README.md", "What these cases are for."),
        ("a.snap.new", "waits for review"),
    ]);
    let shown: Vec<String> =
        shown.expect("no panic").into_iter().map(|(n, s)| format!("# {n}\n{s}")).collect();
    insta::assert_snapshot!(shown.concat());
    let text = checked::<Capitals>(&[("one.txt", "\u{feff}The EU met.\n")]).expect("no panic");
    assert_eq!(text[0].0, "one");
    assert!(text[0].1.starts_with("The EU met.\n"), "{}", text[0].1);
}

#[test]
fn all_cases_that_differ_are_named_at_the_end() {
    let files = [("a.txt", "DIFFERENT"), ("b.txt", "same"), ("c.txt", "DIFFERENT too")];
    assert_eq!(
        checked::<Capitals>(&files).expect_err("a panic"),
        "2 cases in cases differ from their snapshots, see above: a, c"
    );
    assert_eq!(
        checked::<Capitals>(&files[..2]).expect_err("a panic"),
        "the case `a` in cases differs from its snapshot, see above"
    );
}

#[test]
fn everything_wrong_with_a_folder_is_said_at_once() {
    insta::assert_snapshot!(
        checked::<Capitals>(&[
            ("call.txt", "Ana phoned."),
            ("call.toml", "txt = \"Ana phoned.\"\n"),
            ("gone.snap", ""),
            ("notes.doc", ""),
            ("options.toml", "text = \"Ana.\"\n[options]\nmin_leters = 3\n"),
            ("range.toml", "text = \"Ana.\"\noptions = { min_letters = 0 }\n"),
            ("syntax.toml", "text = \"Ana.\n"),
            (
                "words.toml",
                "text = \"Ana Ruiz phoned.\"\n\n[[given.people]]\nwords = \"Anna Ruiz\"\nlabel = \"PER\"\n"
            ),
        ])
        .expect_err("a panic")
    );
}

#[test]
fn a_folder_without_cases_is_a_mistake() {
    insta::assert_snapshot!(checked::<Capitals>(&[("README.md", "")]).expect_err("a panic"), @"the folder cases has no case: put texts into it, in files that end with `.txt`");
    let missing = read(Path::new("/nonexistent/cases"), "tests/cases", &InProcess::<Capitals>::new("1.0.0"));
    assert!(missing.expect_err("no folder").starts_with("can't read the folder of cases tests/cases: "));
}

#[test]
fn a_text_that_is_not_utf_8_is_a_mistake() {
    let folder = folder(&[]);
    fs::write(folder.path().join("cases/latin1.txt"), b"caf\xe9").expect("writing");
    let read = read(&folder.path().join("cases"), "cases", &InProcess::<Capitals>::new("1.0.0"));
    assert_eq!(read.expect_err("a mistake"), "cases/latin1.txt is not UTF-8 at byte 3: save it as UTF-8");
}
