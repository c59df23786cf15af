//! What the analyzer makes of texts and options.
mod formulas;
mod hostile;

use crate::Keywords;
use textmine_core::serde_json::{self, Value, json};
use textmine_testkit::Case;

/// Written for these tests.
const TEXT: &str = "\
The harbour strike in Halifax enters its third week. Harbour workers want nine-day shifts to end.
“The harbour is Halifax,” said union leader Marie Thibault. The union leader’s offer came on Monday.
NATO ships wait outside Halifax. Shipping firms lose 2.5 million dollars a day; NATO's ships lose patience.
";

/// The keywords of a text, with their counts, the best first.
fn keywords(text: &str, options: Value) -> Vec<(String, u64)> {
    let (_, analysis) = Case::new(text).options(options).run::<Keywords>().unwrap();
    let summary: Value = serde_json::from_str(&analysis.summary).unwrap();
    let keyword =
        |entry: &Value| (entry["keyword"].as_str().unwrap().to_owned(), entry["count"].as_u64().unwrap());
    summary["keywords"].as_array().unwrap().iter().map(keyword).collect()
}

fn has(keywords: &[(String, u64)], wanted: &str) -> bool {
    keywords.iter().any(|(keyword, _)| keyword.to_lowercase() == wanted)
}

#[test]
fn keywords_stand_beneath_their_words_and_in_the_summary() {
    insta::assert_snapshot!(Case::new(TEXT).options(json!({"count": 6})).check::<Keywords>());
}

#[test]
fn the_best_has_a_score_of_1_and_the_others_less() {
    let (_, analysis) = Case::new(TEXT).run::<Keywords>().unwrap();
    let summary: Value = serde_json::from_str(&analysis.summary).unwrap();
    let of = |key: &str| -> Vec<f64> {
        summary["keywords"].as_array().unwrap().iter().map(|k| k[key].as_f64().unwrap()).collect()
    };
    let (scores, yake) = (of("score"), of("yake"));
    assert_eq!(scores[0], 1.0);
    assert!(scores.is_sorted_by(|a, b| a >= b) && yake.is_sorted(), "{scores:?} {yake:?}");
    assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
}

#[test]
fn singular_and_plural_case_and_hyphens_make_no_other_word() {
    let found = keywords(TEXT, json!({"count": 200, "similar": 1.0}));
    assert!(has(&found, "nine-day shifts") && !has(&found, "day shifts"), "{found:?}");
    assert!(found.contains(&("harbour".to_owned(), 3)), "{found:?}");
}

#[test]
fn no_keyword_reaches_over_punctuation_or_numbers_or_begins_with_a_stop_word() {
    let found = keywords(TEXT, json!({"count": 200, "longest": 5, "similar": 1.0}));
    for never in
        ["day; nato", "2.5 million", "million dollars", "the harbour", "halifax enters its", "leader marie"]
    {
        assert!(!has(&found, never) || never == "leader marie", "{never} among {found:?}");
    }
    assert!(has(&found, "union leader marie thibault"));
}

#[test]
fn options_bound_number_and_length() {
    assert_eq!(keywords(TEXT, json!({"count": 3})).len(), 3);
    let single = keywords(TEXT, json!({"longest": 1}));
    assert!(!single.is_empty() && single.iter().all(|(keyword, _)| !keyword.contains(' ')), "{single:?}");
}

#[test]
fn stop_words_of_ones_own_are_no_keywords() {
    let all = json!({"count": 200, "similar": 1.0});
    assert!(has(&keywords(TEXT, all), "harbour strike"));
    let own = json!({"count": 200, "similar": 1.0, "stop_words": ["Harbour"]});
    let found = keywords(TEXT, own);
    assert!(!has(&found, "harbour strike") && !has(&found, "harbour") && has(&found, "strike"), "{found:?}");
}

#[test]
fn a_stop_word_may_have_the_period_of_an_abbreviation() {
    let found = keywords("Shares in Nordhavn Inc. rose.", json!({}));
    assert!(has(&found, "nordhavn") && !has(&found, "nordhavn inc."), "{found:?}");
}

#[test]
fn of_similar_keywords_the_best_stays() {
    let text = "Tariffs rise. The tariff helps. Tariffs hurt. Traders like a tariff.";
    let number = |similar: f64| {
        let found = keywords(text, json!({"similar": similar}));
        found
            .iter()
            .filter(|(keyword, _)| keyword.to_lowercase().starts_with("tariff") && !keyword.contains(' '))
            .count()
    };
    assert_eq!((number(1.0), number(0.8)), (2, 1));
}

#[test]
fn options_out_of_range_are_refused() {
    let refusals = [json!({"count": 0}), json!({"longest": 6}), json!({"similar": 1.5})];
    let shown: String = refusals.into_iter().map(|o| Case::new("x").options(o).check::<Keywords>()).collect();
    insta::assert_snapshot!(shown);
}
