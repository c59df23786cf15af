//! Options: new channels, changed ones, and mistakes.
use super::with_options;
use crate::Channels;
use serde_json::{Value, json};
use textmine_core::{InProcess, Plugin, serde_json};

#[test]
fn a_new_channel_takes_the_syntax_of_the_taxonomy() {
    let options = json!({"channels": {"fax": {"name": "telefax", "verbs": ["fax", "telefax"], "nouns": [{"noun": "fax|telefax", "needs": "actor"}], "phrases": ["by [fax]"], "exclude": ["fax machine"]}}});
    insta::assert_snapshot!(with_options("Lind telefaxed Okafor. A telefax from Brandt followed. The fax machine broke.", options), @r"
    fax [telefaxed] actual: Lind → Okafor
    fax [telefax] actual: Brandt → ?
    ");
}

#[test]
fn a_new_channel_may_have_its_own_frame_and_apps() {
    let options = json!({"channels": {"podcast": {"verbs": [{"verb": "podcast", "frame": "post"}], "nouns": [{"noun": "podcast", "frame": "interview", "needs": "actor"}], "apps": [{"app": "Castbox", "public": true}]}}});
    insta::assert_snapshot!(with_options("In a podcast with Lind, Okafor defended the dam. Brandt announced the sale on Castbox.", options), @r"
    podcast [podcast] actual: Okafor → Lind
    podcast [Castbox] actual: Brandt → ? via Castbox
    ");
}

#[test]
fn a_word_of_a_new_channel_is_taken_from_the_default_one() {
    let options = json!({"channels": {"fax": {"nouns": ["fax"]}}});
    insta::assert_snapshot!(with_options("Lind sent a fax to Okafor.", options), @"fax [fax] actual: Lind → Okafor");
    insta::assert_snapshot!(with_options("Lind sent a fax to Okafor.", json!({})), @"letter [fax] actual: Lind → Okafor");
}

#[test]
fn default_channels_can_be_added_to_renamed_and_switched_off() {
    let options = json!({"channels": {"phone": {"name": "telephony", "verbs": ["buzz"]}, "meeting": {"enabled": false}, "text": {"exclude": ["texted *", "texted in"]}}});
    insta::assert_snapshot!(with_options("Lind buzzed Okafor. Lind met Okafor. Lind texted in haste.", options), @"phone [buzzed] actual: Lind → Okafor");
}

#[test]
fn mistakes_name_their_place() {
    let long = "a b c d e f g h i";
    let cases = [
        (json!({"channels": {"fax": {"nouns": [""]}}}), "/channels/fax/nouns/0"),
        (json!({"channels": {"fax": {"nouns": ["fax", long]}}}), "/channels/fax/nouns/1"),
        (json!({"channels": {"fax": {"verbs": ["fax|"]}}}), "/channels/fax/verbs/0"),
        (json!({"channels": {"phone": {"phrases": ["by phone"]}}}), "/channels/phone/phrases/0"),
        (json!({"channels": {"phone": {"phrases": ["by [phone] now"]}}}), "/channels/phone/phrases/0"),
        (json!({"channels": {"phone": {"nouns": ["[buzz]"]}}}), "/channels/phone/nouns/0"),
        (json!({"channels": {"phone": {"exclude": [" "]}}}), "/channels/phone/exclude/0"),
        (json!({"channels": {"fax": {}}}), "/channels/fax"),
        (json!({"channels": {"fax": {"enabled": false}}}), "/channels/fax/enabled"),
        (json!({"channels": {"a/b": {"nouns": ["x"]}}}), "/channels/a~1b"),
    ];
    for (options, place) in cases {
        assert_eq!(refusal(&options).0.as_deref(), Some(place), "{options}");
    }
}

#[test]
fn unknown_keys_are_refused_with_their_name() {
    for (options, key) in [
        (json!({"chanels": {}}), "chanels"),
        (json!({"channels": {"fax": {"noun": []}}}), "noun"),
        (json!({"channels": {"fax": {"nouns": [{"noun": "fax", "need": "act"}]}}}), "need"),
        (json!({"channels": {"fax": {"verbs": [{"verb": "fax", "frame": "sideways"}]}}}), "sideways"),
    ] {
        let (_, message) = refusal(&options);
        assert!(message.contains(key), "{message}");
    }
}

/// Where the options are refused, and the message.
fn refusal(options: &Value) -> (Option<String>, String) {
    let failure = InProcess::<Channels>::new("0.0.0").create(options).err().expect("the options are refused");
    let message = failure.to_string();
    match failure {
        textmine_core::Failure::Refused { option, .. } => (option, message),
        _ => (None, message),
    }
}
