//! How mentions are added up. Mentions are written in one line each: sentence, channel, trigger, sides, and what else
//! there is. Triggers: `call` is a verb, `a-call` and `the-call` nouns, `some-call` and `those-call` nouns in the plural.
//! Sides: `Lind>Okafor` is directed, `Lind+Okafor` is not, `-` none. Else: `@sunday` a day, `x3` a stated count, `!` set
//! apart, `via:Signal` an app, and a realis.
use crate::realis::Realis;
use crate::summary::{Actor, Mention, Summary, Tally};
use crate::timing::{StatedCount, Timing};
use textmine_core::serde_json::{self, Value};

const CHANNELS: [&str; 4] = ["phone", "letter", "meeting", "media"];

fn mention(annotation: u32, line: &str) -> Mention {
    let mut parts = line.split_whitespace();
    let mut next = || parts.next().expect("sentence, channel, trigger, sides");
    let (sentence, channel, trigger, sides) = (next(), next(), next(), next());
    let (article, word) = trigger.split_once('-').unwrap_or(("", trigger));
    let side = |text: &str| -> Vec<Actor> {
        let names = text.split([',', '+']).filter(|name| !name.is_empty() && *name != "-");
        names.map(|name| Actor { name: name.replace('_', " "), entity: None }).collect()
    };
    let (from, to, participants) = match sides.split_once('>') {
        Some((from, to)) => (side(from), side(to), Vec::new()),
        None => (Vec::new(), Vec::new(), side(sides)),
    };
    let mut mention = Mention {
        annotation,
        channel: CHANNELS.iter().position(|id| *id == channel).expect("a channel"),
        realis: Realis::Actual,
        from,
        to,
        participants,
        medium: None,
        sentence: sentence.parse().expect("a sentence"),
        word: word.to_owned(),
        noun: !article.is_empty(),
        definite: matches!(article, "the" | "those"),
        plural: matches!(article, "some" | "those"),
        timing: Timing::default(),
    };
    for part in parts {
        let timing = &mut mention.timing;
        match part {
            "habitual" => mention.realis = Realis::Habitual,
            "negated" => mention.realis = Realis::Negated,
            "hypothetical" => mention.realis = Realis::Hypothetical,
            "!" => timing.apart = true,
            _ => {
                if let Some(app) = part.strip_prefix("via:") {
                    mention.medium = Some(app.to_owned());
                } else if let Some(day) = part.strip_prefix('@') {
                    timing.words.push(format!("on {day}"));
                    timing.when.push(day.to_owned());
                } else {
                    let number = part.strip_prefix('x').and_then(|n| n.parse().ok()).expect("a count");
                    timing.count = Some(StatedCount {
                        number,
                        text: format!("{number} times"),
                        per: Some("a week".to_owned()),
                    });
                }
            }
        }
    }
    mention
}

fn summary(lines: &[&str]) -> Summary {
    let names = CHANNELS.map(|id| (id.to_owned(), id.to_owned()));
    let mut tally = Tally::new(&names);
    for (annotation, line) in lines.iter().enumerate() {
        tally.add(mention(annotation as u32, line));
    }
    tally.summary(1000)
}

fn json(lines: &[&str]) -> Value {
    serde_json::to_value(summary(lines)).expect("JSON")
}

/// The mentions that were joined, as `mention=act why`.
fn joined(lines: &[&str]) -> String {
    let summary = json(lines);
    let rows = summary["joined"].as_array().expect("a list");
    let rows: Vec<String> = rows
        .iter()
        .map(|row| format!("{}={} {}", row["at"], row["act"], row["why"].as_str().expect("a reason")))
        .collect();
    assert_eq!(summary["acts"], lines.len() - rows.len(), "each mention is an act or joined");
    rows.join("; ")
}

fn check(cases: &[(&[&str], &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(lines, expected)| (lines, expected, joined(lines)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(lines, expected, found)| {
            format!("{}\n  expected {expected}\n  found    {found}", lines.join("\n"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn verb_and_noun_of_one_predicate_are_one_act() {
    check(&[
        (&["0 meeting meet Lind+Okafor", "0 meeting some-talk -"], "1=0 same predicate"),
        (&["0 meeting meet Lind+Okafor", "0 meeting a-lunch Lind+Okafor"], "1=0 same predicate"),
        (&["0 letter a-letter Lind>", "0 letter write Lind>Okafor"], "1=0 same predicate"),
        // By phone, a call.
        (&["0 phone phone Lind+Okafor", "0 phone a-call -"], "1=0 same predicate"),
        // Two verbs, two nouns.
        (&["0 phone call Lind>Okafor", "0 phone ring Lind>Brandt"], ""),
        (&["0 meeting a-lunch -", "0 meeting a-dinner -"], ""),
        // Other people, another channel, another realis, another sentence, another act by its own words.
        (&["0 meeting meet Lind+Okafor", "0 meeting a-lunch Lind+Brandt"], ""),
        (&["0 phone call Lind>Okafor", "0 letter a-letter Lind>Okafor"], ""),
        (&["0 meeting meet Lind+Okafor", "0 meeting a-meeting Lind+Okafor hypothetical"], ""),
        (&["0 meeting meet Lind+Okafor", "1 meeting a-lunch -"], ""),
        (&["0 meeting meet Lind+Okafor", "0 meeting a-meeting - !"], ""),
    ]);
}

#[test]
fn a_definite_noun_means_an_act_not_long_before_that_it_can_mean() {
    check(&[
        (&["0 phone call Lind>Okafor", "2 phone the-call -"], "1=0 re-mention"),
        (&["0 phone call Lind>Okafor", "1 phone the-call Lind+Okafor"], "1=0 re-mention"),
        (&["0 letter write Lind>Okafor", "1 letter the-letter Lind>"], "1=0 re-mention"),
        (&["0 letter write Lind>Okafor", "1 letter the-letter he>"], "1=0 re-mention"),
        // Each re-mention keeps the act at hand.
        (
            &["0 phone call Lind>Okafor", "4 phone the-call -", "8 phone the-call -"],
            "1=0 re-mention; 2=0 re-mention",
        ),
        (&["0 phone call Lind>Okafor", "6 phone the-call -"], ""),
        // The last one that fits.
        (&["0 phone call Lind>Okafor", "1 phone call Brandt>Okafor", "2 phone the-call -"], "2=1 re-mention"),
        (
            &["0 phone call Lind>Okafor", "1 phone call Brandt>Okafor", "2 phone the-call Lind>"],
            "2=0 re-mention",
        ),
        // What the second mention adds is known to the third.
        (
            &["0 phone call Lind>", "1 phone the-call Lind+Okafor", "2 phone the-call Lind+Brandt"],
            "1=0 re-mention",
        ),
        // Somebody else's.
        (&["0 phone call Lind>Okafor", "1 phone the-call Lind+Brandt"], ""),
        (&["0 phone call Lind>Okafor", "1 phone the-call Okafor>Lind"], ""),
        (&["0 phone call Lind>Okafor", "1 phone the-call Okafor>"], ""),
        (&["0 phone call Lind>officials", "1 phone the-call Lind+Brandt"], ""),
        // Nothing definite, another day, another kind, one of several.
        (&["0 phone call Lind>Okafor", "1 phone a-call -"], ""),
        (&["0 phone call Lind>Okafor @sunday", "1 phone the-call - @monday"], ""),
        (&["0 phone call Lind>Okafor @sunday", "1 phone the-call - @sunday"], "1=0 re-mention"),
        (&["0 meeting a-summit -", "1 meeting the-lunch -"], ""),
        (&["0 meeting a-summit -", "1 meeting the-meeting -"], "1=0 re-mention"),
        (&["0 media tell Lind>Dagsavisen", "1 media the-speech -"], ""),
        (&["0 media tell Lind>Dagsavisen", "1 media the-interview -"], "1=0 re-mention"),
        (&["0 phone call Lind>Okafor", "1 phone the-call - !"], ""),
        (&["0 phone call Lind>Okafor negated", "1 phone the-call -"], ""),
    ]);
}

#[test]
fn the_same_two_sides_again_restate_an_act() {
    check(&[
        (&["0 phone call Lind>Okafor @sunday", "90 phone call Lind>Okafor"], "1=0 restated"),
        (&["0 phone call Lind>Okafor", "9 phone call Lind>Okafor @sunday"], "1=0 restated"),
        (&["0 phone call Lind>Okafor", "9 phone a-call Lind+Okafor"], "1=0 restated"),
        (&["0 meeting meet Lind+Okafor", "9 meeting meet Okafor+Lind"], "1=0 restated"),
        (&["0 phone call Lind>Okafor negated", "9 phone call Lind>Okafor negated"], "1=0 restated"),
        (&["0 phone call Lind>Okafor @sunday", "9 phone call Lind>Okafor @monday"], ""),
        (
            &[
                "0 phone call Lind>Okafor @sunday",
                "5 phone call Lind>Okafor @monday",
                "9 phone call Lind>Okafor @sunday",
            ],
            "2=0 restated",
        ),
        (&["0 phone call Lind>Okafor", "9 phone call Okafor>Lind"], ""),
        (&["0 phone call Lind>Okafor", "9 phone call Lind>Okafor !"], ""),
        (&["0 phone call Lind>Okafor", "9 phone call Lind>Okafor negated"], ""),
        (&["0 phone call Lind>", "9 phone call Lind>"], ""),
        (&["0 phone call Lind>officials", "9 phone call Lind>officials"], ""),
        (&["0 meeting meet Lind+Okafor", "9 meeting meet Lind+Okafor+Brandt"], ""),
        (&["0 meeting a-lunch Lind+Okafor", "9 meeting a-summit Lind+Okafor"], ""),
    ]);
}

#[test]
fn practices_and_series_are_joined_with_nothing_but_their_re_mention() {
    check(&[
        (&["0 phone call Lind>Okafor habitual", "9 phone call Lind>Okafor habitual"], ""),
        (&["0 phone call Lind>Okafor habitual", "1 phone those-call - habitual"], "1=0 re-mention"),
        (&["0 phone some-call Lind>Okafor x3", "1 phone those-call -"], "1=0 re-mention"),
        (&["0 phone some-call Lind>Okafor x3", "1 phone the-call -"], ""),
        (&["0 phone call Lind>Okafor", "1 phone those-call -"], ""),
        (&["0 phone call Lind>Okafor x2", "9 phone call Lind>Okafor"], ""),
        (&["0 phone call Lind>Okafor x1", "9 phone call Lind>Okafor"], "1=0 restated"),
        // The plural of one: talks.
        (&["0 meeting meet Lind+Okafor", "1 meeting those-talk -"], "1=0 re-mention"),
    ]);
}

#[test]
fn every_number_lists_its_mentions() {
    let summary = json(&[
        "0 phone call Lind>Okafor via:Signal @sunday",
        "1 phone the-call he>",
        "2 phone call Lind>Okafor via:signal @monday",
        "3 letter write Lind>Okafor,Brandt",
        "4 meeting meet Lind+Okafor habitual x3",
    ]);
    insta::assert_snapshot!(lines(&summary), @r"
    mentions: 5
    acts: 4
    channels: {id:phone,name:phone,mentions:3,acts:2,share:0.6,per_1000_words:3.0,realis:{actual:{mentions:3,acts:2}},at:[0,1,2]}
    channels: {id:letter,name:letter,mentions:1,acts:1,share:0.2,per_1000_words:1.0,realis:{actual:{mentions:1,acts:1}},at:[3]}
    channels: {id:meeting,name:meeting,mentions:1,acts:1,share:0.2,per_1000_words:1.0,realis:{habitual:{mentions:1,acts:1}},at:[4]}
    apps: {name:Signal,mentions:2,acts:2,channels:[{id:phone,mentions:2}],realis:{actual:{mentions:2,acts:2}},at:[0,2]}
    pairs: {from:{name:Lind},to:{name:Okafor},mentions:3,acts:3,channels:[{id:phone,mentions:2,apps:[Signal]},{id:letter,mentions:1}],realis:{actual:{mentions:3,acts:3}},at:[0,2,3]}
    pairs: {from:{name:Lind},to:{name:Brandt},mentions:1,acts:1,channels:[{id:letter,mentions:1}],realis:{actual:{mentions:1,acts:1}},at:[3]}
    together: {between:[{name:Lind},{name:Okafor}],mentions:1,acts:1,channels:[{id:meeting,mentions:1}],realis:{habitual:{mentions:1,acts:1}},at:[4]}
    participants: {name:Lind,mentions:4,acts:4,as_from:[0,2,3],as_to:[],as_participant:[4],channels:[{id:phone,mentions:2,apps:[Signal]},{id:letter,mentions:1},{id:meeting,mentions:1}],realis:{actual:{mentions:3,acts:3},habitual:{mentions:1,acts:1}},at:[0,2,3,4]}
    participants: {name:Okafor,mentions:4,acts:4,as_from:[],as_to:[0,2,3],as_participant:[4],channels:[{id:phone,mentions:2,apps:[Signal]},{id:letter,mentions:1},{id:meeting,mentions:1}],realis:{actual:{mentions:3,acts:3},habitual:{mentions:1,acts:1}},at:[0,2,3,4]}
    participants: {name:Brandt,mentions:1,acts:1,as_from:[],as_to:[3],as_participant:[],channels:[{id:letter,mentions:1}],realis:{actual:{mentions:1,acts:1}},at:[3]}
    joined: {at:1,act:0,why:re-mention}
    stated: {at:4,number:3,text:3 times,per:a week}
    timing: {words:on sunday,at:[0]}
    timing: {words:on monday,at:[2]}
    ");
}

/// A line for each row of each list, without quotation marks.
pub(super) fn lines(summary: &Value) -> String {
    let mut out = String::new();
    for (key, value) in summary.as_object().expect("an object") {
        match value.as_array() {
            Some(rows) => {
                rows.iter().for_each(|row| out.push_str(&format!("{key}: {row}\n").replace('"', "")))
            }
            None => out.push_str(&format!("{key}: {value}\n")),
        }
    }
    out
}

#[test]
fn without_mentions_everything_is_empty() {
    let empty = serde_json::to_string(&summary(&[])).expect("JSON");
    let lists = ["channels", "apps", "pairs", "together", "participants", "joined", "stated", "timing"];
    let lists = lists.map(|key| format!("\"{key}\":[]")).join(",");
    assert_eq!(empty, format!("{{\"mentions\":0,\"acts\":0,{lists}}}"));
}

#[test]
fn nobody_is_paired_with_themselves_or_with_a_stand_in() {
    let summary = json(&["0 phone call Lind>Lind,he,both", "1 phone call who>Okafor"]);
    assert_eq!(summary["pairs"], serde_json::json!([]));
    let names: Vec<&Value> =
        summary["participants"].as_array().expect("rows").iter().map(|row| &row["name"]).collect();
    assert_eq!(names, ["Lind", "Okafor"]);
}

#[test]
fn entities_are_one_person_by_whatever_name() {
    let names = [("phone".to_owned(), "phone".to_owned())];
    let mut tally = Tally::new(&names);
    let actors = [("Ana Lind", Some("ana-lind")), ("she", Some("ana-lind")), ("Lind", None)];
    for (annotation, (name, entity)) in actors.iter().enumerate() {
        let mut mention = mention(annotation as u32, "0 phone call ->Okafor");
        mention.from = vec![Actor { name: (*name).to_owned(), entity: entity.map(str::to_owned) }];
        tally.add(mention);
    }
    let summary = serde_json::to_value(tally.summary(1000)).expect("JSON");
    let pairs = summary["pairs"].as_array().expect("rows");
    let pairs: Vec<String> = pairs.iter().map(|row| format!("{} {}", row["from"], row["mentions"])).collect();
    assert_eq!(pairs, [r#"{"name":"Ana Lind","entity":"ana-lind"} 2"#, r#"{"name":"Lind"} 1"#]);
}

#[test]
fn a_long_document_takes_time_in_proportion() {
    let mut lines: Vec<String> = Vec::new();
    for n in 0..100_000 {
        let (a, b) = (n % 977, n % 1013);
        lines.push(match n % 4 {
            0 => format!("{n} phone call A{a}>B{b}"),
            1 => format!("{n} phone the-call A{a}>"),
            2 => format!("0 letter some-letter Lind>Okafor x{n} via:App{n}"),
            _ => format!("0 letter write Lind>Okafor @day{n}"),
        });
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let summary = summary(&lines);
    assert_eq!(serde_json::to_value(&summary).expect("JSON")["mentions"], 100_000);
}
