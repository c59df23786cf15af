//! Texts that are none.
use super::keywords;
use textmine_core::serde_json::json;

#[test]
fn texts_without_words_have_no_keywords() {
    for text in ["", " \n ", "?!", "12 34", "the of and", "🦀🦀", "'s", "- - -", "a-", "-b", "1-2"] {
        assert_eq!(keywords(text, json!({})), [], "{text:?}");
    }
}

#[test]
fn endless_words_and_repetitions_are_no_trouble() {
    let long = "x".repeat(100_000);
    assert_eq!(keywords(&long, json!({})), []);
    let same = "harbour ".repeat(20_000);
    let found = keywords(&same, json!({"longest": 5, "count": 200}));
    assert_eq!(found[0].0.split(' ').next(), Some("harbour"));
    let alike: String =
        (0..3_000).map(|n| format!("harbourmaster{} ", char::from(b'a' + (n % 26) as u8))).collect();
    assert!(!keywords(&alike, json!({"similar": 0.5, "count": 200})).is_empty());
}
