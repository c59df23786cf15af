//! What the analyzer marks and counts.
use crate::Quotes;
use textmine_core::LayerBuf;
use textmine_core::serde_json::json;
use textmine_testkit::Case;

/// Written for these tests: speech before, after and around its verb, indirect speech, and a title.
const TEXT: &str = "\
“We read it twice,” Marie Thibault told reporters. “One friendly sentence is a start.”

Gordon Pryce said that the port would open on Monday. He called the strike “a waste of spring”.

“Nobody asked us,” a fisherman said. The choir sang “The Long Way Home”.
";

/// The text with its entities.
fn case() -> Case<'static> {
    let entity = |case: Case<'static>, words: &str, kind: &str, entity: &str| {
        case.given("entities", words, "PER", &[("kind", kind), ("entity", entity)])
    };
    let case = entity(Case::new(TEXT), "Marie Thibault", "name", "marie-thibault");
    let case = entity(case, "Gordon Pryce", "name", "gordon-pryce");
    entity(case, "He", "pronoun", "gordon-pryce")
}

#[test]
fn quotations_stand_beneath_the_words_and_speakers_are_counted() {
    insta::assert_snapshot!(case().check::<Quotes>());
}

#[test]
fn options_choose_kinds_lengths_and_known_speakers() {
    let options = json!({"kinds": ["direct", "scare"], "min_words": 4, "speaker_known": false});
    insta::assert_snapshot!(case().options(options).check::<Quotes>());
}

#[test]
fn without_a_kind_there_is_nothing_to_mark() {
    insta::assert_snapshot!(case().options(json!({"kinds": []})).check::<Quotes>());
}

#[test]
fn an_unknown_speaker_is_counted_or_left_out() {
    let text = "“We are many and we are not afraid of anybody.”";
    let unattributed = |options| {
        let (_, analysis) =
            Case::new(text).layer(LayerBuf::new("entities")).options(options).run::<Quotes>().unwrap();
        let summary: textmine_core::serde_json::Value =
            textmine_core::serde_json::from_str(&analysis.summary).unwrap();
        (summary["quotes"].as_u64().unwrap(), summary["unattributed"].as_u64().unwrap())
    };
    assert_eq!(unattributed(json!({})), (1, 1));
    assert_eq!(unattributed(json!({"speaker_known": true})), (0, 0));
}

#[test]
fn a_quotation_over_paragraphs_counts_once() {
    let text = "Ana Ruiz said: “One is a start.\n\n“Two would be better.”";
    let (_, analysis) = Case::new(text).layer(LayerBuf::new("entities")).run::<Quotes>().unwrap();
    assert_eq!(analysis.layers[0].view().len(), 2);
    insta::assert_snapshot!(analysis.summary);
}
