//! One sentence by the lexicon: its words, and what the words around them do to them.
use super::lexicon::{label, score};

#[test]
fn plain_sentences_have_the_tone_of_their_words() {
    for (text, want) in [
        ("The orchestra gave a brilliant and moving performance.", "positive"),
        ("Volunteers rescued every passenger, a wonderful success.", "positive"),
        ("The flood was a disaster for the valley.", "negative"),
        ("Three people were killed in the attack.", "negative"),
        ("The council meets on Tuesday at noon.", "neutral"),
        ("He walked from the station to the bridge.", "neutral"),
        ("", "neutral"),
    ] {
        assert_eq!(label(text), want, "{text}");
    }
}

/// Each pair: the first sentence sounds better than the second.
#[test]
fn one_sounds_better_than_the_other() {
    for (better, worse) in [
        // Negation
        ("The plan is good.", "The plan is not good."),
        ("The plan is good.", "The plan isn't good."),
        ("The plan is good.", "The plan isn’t good."),
        ("They won a peaceful settlement.", "They never won a peaceful settlement."),
        ("The report has merit.", "The report has no merit."),
        ("She kept on with hope.", "She kept on without hope."),
        ("The show was brilliant.", "The show was hardly brilliant."),
        ("The reform succeeds in helping farmers.", "The reform fails to help farmers."),
        ("The town enjoys success.", "The town suffers from a lack of success."),
        ("The remarks were not terrible.", "The remarks were terrible."),
        ("The law reduces crime.", "The law brings crime."),
        ("They can stand the noise.", "They can’t stand the noise."),
        // A clause bounds it
        ("He did not come, and the party was wonderful.", "He did not come to the wonderful party."),
        ("It is not late: the result is excellent.", "It is not an excellent result."),
        // It does not bind where it only looks like it
        ("The film is not only brilliant.", "The film is not brilliant."),
        ("The book is not without charm.", "The book is without charm."),
        ("No, the result is excellent.", "No excellent result."),
        // Degree
        ("The choir was very good.", "The choir was good."),
        ("The choir was good.", "The choir was slightly good."),
        ("The road was slightly bad.", "The road was bad."),
        ("The road was bad.", "The road was extremely bad."),
        // Contrast
        ("The food was awful, but the view was superb.", "The view was superb, but the food was awful."),
        ("Although the food was awful, the view was superb.", "The food was awful, and the view was superb."),
        // Mood
        ("The trial was a success.", "If the trial was a success."),
        ("The bridge is safe.", "Is the bridge safe?"),
        // Emphasis
        ("The match was GREAT for us.", "The match was great for us."),
        ("A great day!", "A great day."),
        ("A dreadful day.", "A dreadful day!!"),
    ] {
        let (a, b) = (score(better), score(worse));
        assert!(a > b, "{a} {better}\n{b} {worse}");
    }
}

#[test]
fn a_negated_word_changes_sides_and_a_doubly_negated_one_does_not() {
    for (text, positive) in [
        ("The plan is not good.", false),
        ("The plan isn’t good.", false),
        ("The mayor is no hero.", false),
        ("The work was not terrible.", true),
        ("The play is not without charm.", true),
        ("It is not that the plan is good.", true),
    ] {
        let score = score(text);
        assert_eq!(score > 0.0, positive, "{score} {text}");
    }
}

/// Mistakes of other scorers of this kind, each of which took a sign, a part of a word or a case for something else.
#[test]
fn what_says_nothing_stays_at_zero() {
    for text in [
        "The person arrived.",
        "Anyone there!",
        "The table stood there!!!",
        "Who came yesterday?",
        "He is at it.",
        "NATO AND THE UN.",
        "no",
        "At least a dozen tables.",
        "!!!!!!!!!!",
        "?!?!?!",
        "\u{0}\u{0}",
    ] {
        assert_eq!(score(text), 0.0, "{text}");
    }
}

#[test]
fn equal_sentences_score_equally() {
    for (a, b) in [
        ("AN EXCELLENT RESULT.", "An excellent result."),
        ("This isn't excellent.", "This isn’t excellent."),
        ("Excellent results.", "excellent results."),
        ("The plan is good!!!", "The plan is good!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"),
        // A question mark alone makes nothing louder.
        ("Is it good?", "Is it good????????"),
    ] {
        assert_eq!(score(a), score(b), "{a} / {b}");
    }
}

#[test]
fn emoticons_and_emoji_count_in_their_own_case() {
    for (text, want) in [
        ("See you at noon :)", "positive"),
        ("See you at noon :(", "negative"),
        ("See you at noon :P", "positive"),
        ("See you at noon 😀", "positive"),
        ("See you at noon 😭", "negative"),
    ] {
        assert_eq!(label(text), want, "{text}");
    }
    // Each has a value of its own: looked up in lower case, the first would have that of the second.
    let (tall, small) = (score("See you at noon :P"), score("See you at noon :p"));
    assert!(0.0 < small && small < tall, "{small} {tall}");
}

#[test]
fn capitals_within_running_text_are_names_and_in_titles_are_not() {
    let name = score("He wrote to the Freedom Society about the road.");
    let word = score("He wrote to the freedom society about the road.");
    assert!(0.0 < name && name < word, "{name} {word}");
    assert_eq!(score("Rescue Team Wins Praise"), score("Rescue team wins praise"));
}
