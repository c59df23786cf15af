//! The lock as a text, and the files that it speaks of.
use super::files::{hash, key, lies_in};
use super::*;
use crate::LoadError;
use proptest::prelude::*;
use std::path::Path;

fn digest(digits: &str) -> Digest {
    Digest::try_from(digits.to_owned()).expect("a hash")
}

prop_compose! {
    fn any_hashes()(files in prop::collection::btree_map(any::<String>(), "[0-9a-f]{64}", 0..4)) -> Hashes {
        files.into_iter().map(|(file, digits)| (file, digest(&digits))).collect()
    }
}

prop_compose! {
    fn any_plugin()(
        plugin in any::<String>(), version in any::<String>(), sha256 in "[0-9a-f]{64}", data in any_hashes(),
    ) -> LockedPlugin {
        LockedPlugin { plugin, version, sha256: digest(&sha256), data }
    }
}

prop_compose! {
    fn any_lock()(
        plugins in prop::collection::btree_map(any::<String>(), any_plugin(), 0..4), reads in any_hashes(),
    ) -> Lock {
        Lock { plugins, reads }
    }
}

/// A sound lock.
const SOUND: &str = "\
version = 1

[plugins.entities]
plugin = \"entities\"
version = \"0.1.0\"
sha256 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"

[plugins.entities.data]
\"names/a.txt\" = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"
";

proptest! {
    #[test]
    fn what_is_written_is_read_again(lock in any_lock()) {
        let text = lock.to_string();
        prop_assert_eq!(Lock::parse(&text), Ok(lock.clone()));
        prop_assert!(lock.changes(&lock).is_empty());
    }

    #[test]
    fn two_locks_differ_where_their_changes_say_so(one in any_lock(), other in any_lock()) {
        prop_assert_eq!(one == other, one.changes(&other).is_empty());
    }

    #[test]
    fn any_text_is_a_lock_or_an_error(text in any::<String>()) {
        _ = Lock::parse(&text);
    }

    #[test]
    fn any_slip_in_a_lock_is_an_error_with_a_place_in_it_or_harmless(
        at in 0..SOUND.len(), removed in 0..8_usize, put in "[\\PC\n]{0,4}",
    ) {
        let mut text = SOUND.to_owned();
        text.replace_range(at..(at + removed).min(SOUND.len()), &put);
        if let Err(error) = Lock::parse(&text) {
            prop_assert!(!error.to_string().is_empty());
            prop_assert!(error.span().is_none_or(|span| span.start <= span.end && span.end <= text.len()));
        }
    }
}

#[test]
fn deep_nesting_is_refused_rather_than_a_stack_overflow() {
    for (open, close) in [("[", "]"), ("{a=", "}")] {
        let text = format!("version = 1\nx = {}1{}\n", open.repeat(200_000), close.repeat(200_000));
        assert!(Lock::parse(&text).is_err());
    }
}

#[test]
fn paths_are_written_the_same_way_everywhere() {
    let cases = [
        ("names", "names"),
        ("./names/./a.txt", "names/a.txt"),
        (".", ""),
        ("../up", "../up"),
        ("/etc/names", "/etc/names"),
    ];
    for (path, expected) in cases {
        assert_eq!(key(Path::new(path)), expected, "{path}");
    }
}

#[test]
fn a_file_lies_in_its_folders_and_in_no_other() {
    let cases = [
        ("names.txt", "names.txt", true),
        ("names/a", "names", true),
        ("names/a/b", "names/a", true),
        ("names.txt", "names", false),
        ("a", "", true),
        ("/etc/a", "", false),
        ("../a", "", false),
        ("/etc/a", "/etc", true),
    ];
    for (file, folder, lies) in cases {
        assert_eq!(lies_in(file, folder), lies, "{file} in {folder}");
    }
}

fn hashes(base: &Path, relative: &str) -> Result<Vec<String>, LoadError> {
    let mut found = Hashes::new();
    hash(base, relative.as_ref(), true, &base.join("p.lock"), &mut found)?;
    Ok(found.into_keys().collect())
}

#[test]
fn every_file_of_a_folder_is_hashed_but_the_lock_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("a/b")).expect("folders");
    for file in ["a/b/c", "a/d", "e", "p.lock"] {
        std::fs::write(folder.path().join(file), file).expect("writing a file");
    }
    assert_eq!(hashes(folder.path(), ".").expect("all can be read"), ["a/b/c", "a/d", "e"]);
    assert_eq!(hashes(folder.path(), "a/b").expect("all can be read"), ["a/b/c"]);
    assert_eq!(hashes(folder.path(), "e").expect("it can be read"), ["e"]);
    assert!(matches!(hashes(folder.path(), "f"), Err(LoadError::Data { .. })));
    assert!(matches!(hashes(folder.path(), "e/f"), Err(LoadError::Data { .. })));
}

#[cfg(unix)]
#[test]
fn links_are_followed_unless_they_lead_nowhere_or_in_a_circle() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    for name in ["elsewhere", "data", "circle", "lost"] {
        std::fs::create_dir(at(name)).expect("a folder");
    }
    std::fs::write(at("elsewhere/a"), "a").expect("writing a file");
    symlink("../elsewhere", at("data/folder")).expect("a link");
    symlink("../elsewhere/a", at("data/file")).expect("a link");
    symlink(".", at("circle/here")).expect("a link");
    symlink("nowhere", at("lost/link")).expect("a link");
    assert_eq!(hashes(folder.path(), "data").expect("all can be read"), ["data/file", "data/folder/a"]);
    assert!(matches!(hashes(folder.path(), "circle"), Err(LoadError::Unlockable { .. })));
    assert!(matches!(hashes(folder.path(), "lost"), Err(LoadError::Io { .. })));
}
