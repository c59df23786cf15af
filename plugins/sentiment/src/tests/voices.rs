//! Whose voice it is: the author's, or that of somebody who is quoted.
use super::summary;
use crate::Sentiment;
use textmine_core::serde_json::json;
use textmine_testkit::Case;

const TEXT: &str = "The port had a brilliant year. “It was a horrible, shameful disaster,” said Tom Bell. “We failed.” \
                    Its so-called “green” ships are a success.";

fn case() -> Case<'static> {
    Case::new(TEXT).given("entities", "Tom Bell", "PER", &[("kind", "name"), ("entity", "tom-bell")])
}

#[test]
fn sentences_say_whose_voice_they_are_and_each_voice_has_a_tone() {
    insta::assert_snapshot!(case().options(json!({"evidence": 0})).check::<Sentiment>());
}

#[test]
fn quoted_speech_counts_for_the_document_unless_it_is_kept_apart() {
    let counted = summary(case());
    let apart = summary(case().options(json!({"quotes": "apart"})));
    assert_eq!(apart["voices"], counted["voices"]);
    let score = |said: &textmine_core::serde_json::Value| said["document"]["score"].as_f64().unwrap();
    assert!(score(&apart) > score(&counted), "{apart} {counted}");
    assert_eq!(apart["sentences"]["negative"], 0, "{apart}");
}

#[test]
fn the_author_s_own_tone_stands_beside_the_document_s_and_is_it_where_quotes_are_apart() {
    let counted = summary(case());
    let apart = summary(case().options(json!({"quotes": "apart"})));
    assert_eq!(counted["author"], apart["author"]);
    assert_eq!(apart["author"], apart["document"]);
    assert_ne!(counted["author"], counted["document"]);
    let unquoted = summary(Case::new("The port had a brilliant year. The mayor left."));
    assert_eq!(unquoted["author"], unquoted["document"]);
}

#[test]
fn a_text_that_is_all_quoted_leaves_the_author_neutral() {
    let said =
        summary(Case::new("“It was a horrible disaster,” she said.").options(json!({"quotes": "apart"})));
    assert_eq!(said["document"]["label"], "neutral", "{said}");
    assert_eq!(said["voices"][0]["sentences"], 0, "{said}");
}
