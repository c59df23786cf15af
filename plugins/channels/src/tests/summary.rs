//! The summary of a text, and what the layer `entities` adds to it.
use super::tally::lines;
use crate::Channels;
use textmine_core::serde_json::{self, Value};
use textmine_testkit::Case;

fn summary(text: &str) -> Value {
    let (_, analysis) = Case::new(text).run::<Channels>().expect("an analysis");
    serde_json::from_str(&analysis.summary).expect("JSON")
}

#[test]
fn mentions_acts_stated_counts_and_words_of_time_are_added_up() {
    let text = "Lind phoned Okafor on Sunday. The call lasted an hour. \
                Lind emailed Brandt three times in May. Okafor and Brandt often meet on Fridays.";
    insta::assert_snapshot!(lines(&summary(text)), @r"
    mentions: 4
    acts: 3
    channels: {id:phone,name:phone,mentions:2,acts:1,share:0.5,per_1000_words:83.333,realis:{actual:{mentions:2,acts:1}},at:[0,1]}
    channels: {id:email,name:email,mentions:1,acts:1,share:0.25,per_1000_words:41.667,realis:{actual:{mentions:1,acts:1}},at:[2]}
    channels: {id:meeting,name:meeting,mentions:1,acts:1,share:0.25,per_1000_words:41.667,realis:{habitual:{mentions:1,acts:1}},at:[3]}
    pairs: {from:{name:Lind},to:{name:Okafor},mentions:1,acts:1,channels:[{id:phone,mentions:1}],realis:{actual:{mentions:1,acts:1}},at:[0]}
    pairs: {from:{name:Lind},to:{name:Brandt},mentions:1,acts:1,channels:[{id:email,mentions:1}],realis:{actual:{mentions:1,acts:1}},at:[2]}
    together: {between:[{name:Okafor},{name:Brandt}],mentions:1,acts:1,channels:[{id:meeting,mentions:1}],realis:{habitual:{mentions:1,acts:1}},at:[3]}
    participants: {name:Lind,mentions:2,acts:2,as_from:[0,2],as_to:[],as_participant:[],channels:[{id:phone,mentions:1},{id:email,mentions:1}],realis:{actual:{mentions:2,acts:2}},at:[0,2]}
    participants: {name:Okafor,mentions:2,acts:2,as_from:[],as_to:[0],as_participant:[3],channels:[{id:phone,mentions:1},{id:meeting,mentions:1}],realis:{actual:{mentions:1,acts:1},habitual:{mentions:1,acts:1}},at:[0,3]}
    participants: {name:Brandt,mentions:2,acts:2,as_from:[],as_to:[2],as_participant:[3],channels:[{id:email,mentions:1},{id:meeting,mentions:1}],realis:{actual:{mentions:1,acts:1},habitual:{mentions:1,acts:1}},at:[2,3]}
    joined: {at:1,act:0,why:re-mention}
    stated: {at:2,number:3,text:three times,per:in May}
    timing: {words:on Sunday,at:[0]}
    timing: {words:often,at:[3]}
    timing: {words:on Fridays,at:[3]}
    ");
}

#[test]
fn each_number_of_times_is_said_of_one_act() {
    // Verbs with adverbs, nouns with numbers, rates; people and ships are no acts, and other clauses have their own.
    let cases = [
        ("Lind texted Okafor twice.", "2 twice"),
        ("Lind made three calls to Okafor on Sunday.", "3 three calls"),
        ("They exchanged more than 20 letters in six months.", "20 more than 20 letters | in six months"),
        ("They exchanged two dozen emails.", "24 two dozen emails"),
        ("Lind told reporters that Okafor had won three times.", ""),
        ("Lind phones Okafor three times a week.", "3 three times | a week"),
        ("19 people met Lind on Friday.", ""),
        ("Lind wrote to Okafor about two ships.", ""),
    ];
    for (text, expected) in cases {
        let summary = summary(text);
        let stated = summary["stated"].as_array().expect("a list").iter().map(|row| {
            let per = row["per"].as_str().map(|per| format!(" | {per}")).unwrap_or_default();
            format!("{} {}{per}", row["number"], row["text"].as_str().expect("a text"))
        });
        assert_eq!(stated.collect::<Vec<_>>().join("; "), expected, "{text}");
        assert_eq!(summary["mentions"], 1, "{text}");
    }
}

#[test]
fn without_mentions_everything_is_empty() {
    let (_, analysis) = Case::new("The river rose.").run::<Channels>().expect("an analysis");
    let lists = ["channels", "apps", "pairs", "together", "participants", "joined", "stated", "timing"];
    let lists = lists.map(|key| format!("\"{key}\":[]")).join(",");
    assert_eq!(analysis.summary, format!("{{\"mentions\":0,\"acts\":0,{lists}}}"));
}

#[test]
fn entities_give_actors_ids_and_their_longest_name() {
    let (_, analysis) = Case::new("Ana Lind spoke. Lind messaged Okafor on WhatsApp.")
        .given("entities", "Ana Lind", "PER", &[("entity", "ana-lind"), ("kind", "name")])
        .given("entities", "Lind", "PER", &[("entity", "ana-lind"), ("kind", "name")])
        .run::<Channels>()
        .expect("an analysis");
    let mention = analysis.layers[0].view().iter().next().expect("a mention");
    let list = |key| mention.list(key).collect::<Vec<_>>();
    assert_eq!((list("from"), list("from_entity")), (vec!["Lind"], vec!["ana-lind"]));
    let summary: Value = serde_json::from_str(&analysis.summary).expect("JSON");
    insta::assert_snapshot!(lines(&summary), @r"
    mentions: 1
    acts: 1
    channels: {id:messaging_app,name:messaging app,mentions:1,acts:1,share:1.0,per_1000_words:125.0,realis:{actual:{mentions:1,acts:1}},at:[0]}
    apps: {name:WhatsApp,mentions:1,acts:1,channels:[{id:messaging_app,mentions:1}],realis:{actual:{mentions:1,acts:1}},at:[0]}
    pairs: {from:{name:Ana Lind,entity:ana-lind},to:{name:Okafor},mentions:1,acts:1,channels:[{id:messaging_app,mentions:1,apps:[WhatsApp]}],realis:{actual:{mentions:1,acts:1}},at:[0]}
    participants: {name:Ana Lind,entity:ana-lind,mentions:1,acts:1,as_from:[0],as_to:[],as_participant:[],channels:[{id:messaging_app,mentions:1,apps:[WhatsApp]}],realis:{actual:{mentions:1,acts:1}},at:[0]}
    participants: {name:Okafor,mentions:1,acts:1,as_from:[],as_to:[0],as_participant:[],channels:[{id:messaging_app,mentions:1,apps:[WhatsApp]}],realis:{actual:{mentions:1,acts:1}},at:[0]}
    ");
}
