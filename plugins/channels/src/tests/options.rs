//! Options: new channels, changed ones, filters, and mistakes.
use super::with_options;
use crate::Channels;
use serde_json::{Value, json};
use textmine_core::{InProcess, Plugin, serde_json};
use textmine_testkit::Case;

/// The mentions with options for one channel, in one line.
fn with_channel(text: &str, id: &str, channel: Value) -> String {
    with_options(text, json!({"channels": {id: channel}})).trim_end().replace('\n', " | ")
}

#[test]
fn new_channels_take_the_syntax_of_the_taxonomy() {
    let fax = json!({
        "verbs": ["fax", "telefax"], "nouns": [{"noun": "fax|telefax", "needs": "actor"}],
        "phrases": ["by [fax]"], "exclude": ["fax machine"],
    });
    let podcast = json!({
        "verbs": [{"verb": "podcast", "frame": "post"}],
        "nouns": [{"noun": "podcast", "frame": "interview", "needs": "actor"}],
        "apps": [{"app": "Castbox", "public": true}],
    });
    let pigeon = json!({"phrases": [{"phrase": "by|via [pigeon]", "needs": "verb"}]});
    let cases = [
        ("fax", &fax, "Lind telefaxed Okafor.", "fax [telefaxed] actual: Lind → Okafor"),
        ("fax", &fax, "Lind sent a fax to Okafor.", "fax [fax] actual: Lind → Okafor"),
        ("fax", &fax, "Lind replied to Okafor by fax.", "fax [fax] actual: Lind → Okafor"),
        ("fax", &fax, "The fax machine broke.", ""),
        (
            "podcast",
            &podcast,
            "In a podcast with Lind, Okafor defended the dam.",
            "podcast [podcast] actual: Okafor → Lind",
        ),
        (
            "podcast",
            &podcast,
            "Brandt announced the sale on Castbox.",
            "podcast [Castbox] actual: Brandt → ? via Castbox",
        ),
        ("pigeon", &pigeon, "Lind replied to Okafor by pigeon.", "pigeon [pigeon] actual: Lind → Okafor"),
        ("pigeon", &pigeon, "The roof was soiled by pigeons.", ""),
    ];
    for (id, channel, text, expected) in cases {
        assert_eq!(with_channel(text, id, channel.clone()), expected, "{text}");
    }
}

#[test]
fn a_word_of_a_new_channel_is_taken_from_the_default_one() {
    let text = "Lind sent a fax to Okafor.";
    assert_eq!(with_channel(text, "fax", json!({"nouns": ["fax"]})), "fax [fax] actual: Lind → Okafor");
    assert_eq!(with_options(text, json!({})), "letter [fax] actual: Lind → Okafor\n");
}

#[test]
fn default_channels_take_changes() {
    let cases = [
        // As it is, for comparison.
        ("phone", json!({}), "Lind phoned Okafor.", "phone [phoned] actual: Lind → Okafor"),
        ("phone", json!({"verbs": ["buzz"]}), "Lind buzzed Okafor.", "phone [buzzed] actual: Lind → Okafor"),
        ("phone", json!({"enabled": false}), "Lind phoned Okafor.", ""),
        ("phone", json!({"remove": ["phone"]}), "Lind phoned Okafor.", ""),
        (
            "phone",
            json!({"remove": ["Phone "]}),
            "Lind telephoned Okafor.",
            "phone [telephoned] actual: Lind → Okafor",
        ),
        ("phone", json!({"exclude": ["phone in vain"]}), "Lind phoned in vain.", ""),
        (
            "email",
            json!({"exclude": ["email newsletter"]}),
            "Lind emailed Okafor.",
            "email [emailed] actual: Lind → Okafor",
        ),
        (
            "video",
            json!({"apps": ["Vidpipe"]}),
            "Lind spoke with Okafor via Vidpipe.",
            "video [Vidpipe] actual: with Lind, Okafor via Vidpipe",
        ),
    ];
    for (id, change, text, expected) in cases {
        assert_eq!(with_channel(text, id, change.clone()), expected, "{change}: {text}");
    }
}

#[test]
fn what_was_removed_no_longer_counts_against_a_mention() {
    let text = "Lind called to order pizza from Okafor.";
    let excluded = why(text, &json!({"explain": true}));
    assert!(excluded.contains("look-alike `call to order`"), "{excluded}");
    let removed = why(text, &json!({"explain": true, "channels": {"phone": {"remove": ["call to order"]}}}));
    assert!(!removed.contains("look-alike `call to order`"), "{removed}");
}

#[test]
fn a_renamed_channel_keeps_its_id() {
    let options = json!({"channels": {"phone": {"name": "telephony"}}});
    let (_, analysis) = Case::new("Lind phoned Okafor.").options(options).run::<Channels>().unwrap();
    let summary: Value = serde_json::from_str(&analysis.summary).unwrap();
    let row = &summary["channels"][0];
    assert_eq!((&row["id"], &row["name"]), (&json!("phone"), &json!("telephony")));
}

#[test]
fn a_frame_of_ones_own_says_who_is_who() {
    let cases = [
        (json!("directed"), "Lind pinged Okafor.", "ping [pinged] actual: Lind → Okafor"),
        (json!("mutual"), "Lind pinged Okafor.", "ping [pinged] actual: with Lind, Okafor"),
        // Backwards.
        (
            json!({"from": "object", "to": "subject"}),
            "Lind pinged Okafor.",
            "ping [pinged] actual: Okafor → Lind",
        ),
        // The first alternative that names somebody, and sums.
        (
            json!({"from": "by|subject", "to": ["at|object"]}),
            "Lind pinged Okafor.",
            "ping [pinged] actual: Lind → Okafor",
        ),
        (
            json!({"participants": "subject+object"}),
            "Lind pinged Okafor.",
            "ping [pinged] actual: with Lind, Okafor",
        ),
        (
            json!({"participants": ["subject", "object"]}),
            "Lind pinged Okafor.",
            "ping [pinged] actual: with Lind, Okafor",
        ),
        (json!({"from": "subject"}), "Lind pinged Okafor.", "ping [pinged] actual: Lind → ?"),
        // A reading that does not apply names nobody.
        (json!({"when": "with", "participants": "subject"}), "Lind pinged Okafor.", "ping [pinged] actual"),
        (json!({"unless": "object", "from": "subject"}), "Lind pinged Okafor.", "ping [pinged] actual"),
    ];
    for (frame, text, expected) in cases {
        let verbs = json!([{"verb": "ping", "frame": frame}]);
        assert_eq!(with_channel(text, "ping", json!({"verbs": verbs})), expected, "{frame}");
    }
}

#[test]
fn a_noun_is_no_act_under_the_verbs_that_it_is_not_under() {
    let nouns = json!({"nouns": [{"noun": "ping", "needs": "actor", "not_under": ["delete"]}]});
    assert_eq!(
        with_channel("Lind sent a ping to Okafor.", "ping", nouns.clone()),
        "ping [ping] actual: Lind → Okafor"
    );
    assert_eq!(with_channel("Lind deleted the ping from Okafor.", "ping", nouns), "");
}

#[test]
fn a_pattern_may_ask_for_somebody_whoever_it_is() {
    let phrases = json!({"phrases": [{"phrase": "via a [<person>]", "needs": "verb", "directed": true}]});
    let cases = [
        ("Lind spoke with Okafor via a plumber.", "runner [plumber] actual: Lind → Okafor"),
        ("Lind spoke with Okafor via a tunnel.", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(with_channel(text, "runner", phrases.clone()), expected, "{text}");
    }
}

#[test]
fn outlets_are_chosen_by_language() {
    let told = |outlet: &str, languages: Value| {
        with_channel(
            &format!("Lind told {outlet} that he would stay."),
            "media",
            json!({"languages": languages}),
        )
    };
    for (outlet, language, other) in
        [("Der Spiegel", "de", "en"), ("Reuters", "en", "de"), ("Le Monde", "fr", "de")]
    {
        assert!(told(outlet, json!([other, language])).starts_with("media [told]"), "{outlet}");
        assert_eq!(told(outlet, json!([other])), "", "{outlet}");
    }
    let own = json!({"languages": ["en"], "apps": [{"app": "Dagblik", "language": "da"}]});
    assert!(with_channel("Lind told Dagblik that he would stay.", "media", own).starts_with("media [told]"));
}

#[test]
fn mentions_are_kept_by_realis_and_score() {
    let text = "Lind phoned Okafor. Lind did not email Brandt. Lind will text Brandt.";
    let mentions = |options: Value| with_options(text, options).lines().count();
    let cases = [
        (json!({}), 3),
        (json!({"realis": ["actual"]}), 1),
        (json!({"realis": ["negated", "hypothetical"]}), 2),
        (json!({"realis": ["habitual"]}), 0),
        (json!({"min_score": 1.0}), 0),
    ];
    for (options, expected) in cases {
        assert_eq!(mentions(options.clone()), expected, "{options}");
    }
}

#[test]
fn explanations_name_word_and_frame_and_why_look_alikes_are_none() {
    let text = "Lind phoned Okafor. Lind issued a call to arms. The factory met its targets.";
    insta::assert_snapshot!(why(text, &json!({"explain": true})), @r"
    channels phone [phoned] verb `phone`, frame directed: from = subject, to = object
    channels-rejected phone [call] look-alike `call to arms`
    channels-rejected meeting [met] its object `targets` is nobody
    ");
    let (_, silent) = Case::new(text).run::<Channels>().unwrap();
    assert_eq!(silent.layers[1].view().iter().count(), 0);
}

/// Every mention and every word rejected, with the reasons.
fn why(text: &str, options: &Value) -> String {
    let (document, analysis) = Case::new(text).options(options.clone()).run::<Channels>().unwrap();
    let mut lines = String::new();
    for layer in &analysis.layers {
        for a in layer.view().iter() {
            let place = document.view().slice(a.span());
            lines += &format!("{} {} [{place}] {}\n", layer.name(), a.label(), a.attr("why").unwrap());
        }
    }
    lines
}

#[test]
fn mistakes_name_their_place() {
    let long = "a b c d e f g h i";
    let own = |frame: Value| json!({"ping": {"verbs": ["pong", {"verb": "ping", "frame": frame}]}});
    let frame = Some("/channels/ping/verbs/1/frame");
    let cases = [
        (json!({"fax": {"nouns": [""]}}), Some("/channels/fax/nouns/0"), "an empty pattern"),
        (
            json!({"fax": {"nouns": ["fax", long]}}),
            Some("/channels/fax/nouns/1"),
            "at most 8 words, this one has 9",
        ),
        (json!({"fax": {"verbs": ["fax|"]}}), Some("/channels/fax/verbs/0"), "an empty alternative"),
        (json!({"fax": {"apps": [" "]}}), Some("/channels/fax/apps/0"), "an empty pattern"),
        (json!({"fax": {"verbs": ["fax *"]}}), Some("/channels/fax/verbs/0"), "`*` stands for nothing"),
        (json!({"fax": {"phrases": ["by [<persons>]"]}}), Some("/channels/fax/phrases/0"), "`<person>`"),
        (json!({"phone": {"phrases": ["by phone"]}}), Some("/channels/phone/phrases/0"), "in brackets"),
        (json!({"phone": {"phrases": ["by [phone] now"]}}), Some("/channels/phone/phrases/0"), "in brackets"),
        (json!({"phone": {"nouns": ["[buzz]"]}}), Some("/channels/phone/nouns/0"), "no meaning here"),
        (json!({"phone": {"exclude": [" "]}}), Some("/channels/phone/exclude/0"), "an empty pattern"),
        (
            json!({"phone": {"remove": ["phone", "telphone"]}}),
            Some("/channels/phone/remove/1"),
            "did you mean `telephone`?",
        ),
        (
            json!({"phone": {"remove": ["telephone call"]}}),
            Some("/channels/phone/remove/0"),
            "`phone|telephone|cellphone|mobile call`?",
        ),
        (
            json!({"phone": {"remove": ["xyzzy"]}}),
            Some("/channels/phone/remove/0"),
            "expected a pattern as it stands there",
        ),
        (
            json!({"fax": {"verbs": ["fax"], "remove": ["fax"]}}),
            Some("/channels/fax/remove"),
            "no default lists",
        ),
        (
            json!({"fax": {"verbs": ["fax"], "languages": ["en"]}}),
            Some("/channels/fax/languages"),
            "no default lists",
        ),
        (
            json!({"media": {"languages": ["en", "xx"]}}),
            Some("/channels/media/languages/1"),
            "`xx`; there are ar, bn,",
        ),
        (
            json!({"media": {"apps": [{"app": "Avisen", "language": "Danish"}]}}),
            Some("/channels/media/apps/0/language"),
            "ISO 639",
        ),
        (json!({"fax": {}}), Some("/channels/fax"), "at least one of `verbs`"),
        (json!({"fax": {"enabled": false}}), Some("/channels/fax/enabled"), "no default channel"),
        (json!({"a/b": {"nouns": ["x"]}}), Some("/channels/a~1b"), "ASCII letters"),
        (own(json!("sideways")), frame, "unknown frame `sideways`; expected one of directed, interview,"),
        (own(json!({"from": "sbject"})), frame, "unknown source `sbject`"),
        (own(json!({"from": ["subject", "object|too"]})), frame, "unknown source `too`"),
        (own(json!({"fro": "subject"})), frame, "unknown field `fro`"),
        (own(json!({"when": "with"})), frame, "at least one of `from`, `to` and `participants`"),
        // Keys and values that the schema has already told of in a pipeline.
        (json!({"fax": {"noun": []}}), None, "unknown field `noun`"),
        (json!({"fax": {"nouns": [{"noun": "fax", "need": "act"}]}}), None, "unknown field `need`"),
        (json!({"fax": {"nouns": [{"noun": "fax", "needs": "love"}]}}), None, "unknown variant `love`"),
        (json!({"fax": {"nouns": [3]}}), None, "a pattern in quotes or a table"),
    ];
    for (channels, place, message) in cases {
        let (option, said) = refusal(&json!({"channels": channels}));
        assert_eq!(option.as_deref(), place, "{channels}");
        assert!(said.contains(message), "{channels}: {said}");
    }
    for (options, message) in [
        (json!({"chanels": {}}), "unknown field `chanels`"),
        (json!({"realis": ["factual"]}), "unknown variant `factual`"),
    ] {
        assert!(refusal(&options).1.contains(message), "{options}");
    }
}

/// Where the options are refused, and the message.
fn refusal(options: &Value) -> (Option<String>, String) {
    let failure = InProcess::<Channels>::new("0.0.0").create(options).err();
    let failure = failure.unwrap_or_else(|| panic!("{options} is not refused"));
    let message = failure.to_string();
    match failure {
        textmine_core::Failure::Refused { option, .. } => (option, message),
        _ => (None, message),
    }
}
