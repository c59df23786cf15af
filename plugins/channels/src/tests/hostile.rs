//! Texts that nobody would write: nothing panics, and long sentences are read in stretches.
use super::mentions;
use crate::Channels;
use textmine_testkit::Case;

#[test]
fn repeated_triggers_in_one_sentence_are_survived() {
    for word in [
        "called ",
        "meeting ",
        "a letter from ",
        "via ",
        "WhatsApp, ",
        "and call ",
        "'s ",
        "( ",
        "who met ",
        "“",
        "to call ",
    ] {
        let text = word.repeat(200_000 / word.len());
        Case::new(&text).run::<Channels>().unwrap();
    }
}

#[test]
fn strange_characters_are_survived() {
    for text in [
        "",
        "\0",
        "\0called\0Ito",
        "called",
        "’s call",
        "met",
        "İ called ẞ",
        "call\u{301} from 🦀",
        "- - call - -",
        "by",
        "by phone",
        "[c]all me",
        "a\u{200d}call from\u{feff} Ito",
    ] {
        Case::new(text).run::<Channels>().unwrap();
    }
}

#[test]
fn mentions_at_the_end_of_a_very_long_sentence_are_found() {
    let text = format!("{}Lind phoned Okafor.", "very ".repeat(50_000));
    assert!(mentions(&text).contains("[phoned]"), "{}", mentions(&text));
}
