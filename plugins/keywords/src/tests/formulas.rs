//! The formulas, reckoned by hand on texts of a few words.
use crate::stop_words::StopWords;
use crate::{words, yake};
use textmine_core::DocumentBuf;

fn rating(text: &str, phrase: &str) -> f64 {
    let document = DocumentBuf::new("case", text).unwrap();
    let words = words::read(&document.view(), &StopWords::new(&[]));
    let rated = yake::rate(&words, 3);
    rated.iter().find(|rated| rated.text == phrase).unwrap_or_else(|| panic!("no {phrase:?}")).rating
}

fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
}

#[test]
fn a_word_that_comes_once_beside_nothing() {
    // One sentence of one word: position ln ln 3, relatedness 1, casing 0, frequency 1 / (1 + 0), spread 1.
    let term = 3f64.ln().ln() / (0.0 + 1.0 + 1.0);
    assert_near(rating("harvest", "harvest"), term / (1.0 + term));
}

#[test]
fn neighbours_case_and_frequency_count() {
    // `plums` and `oslo` come twice, always side by side, in both sentences; `oslo` with a capital.
    let text = "plums Oslo. plums Oslo.";
    let position = (3.0 + 0.5f64).ln().ln();
    let relatedness = 1.0 + 0.5 * 2.0 / 2.0;
    let below = |casing: f64| casing + 1.0 / relatedness + 1.0 / relatedness;
    let plums = relatedness * position / below(0.0);
    let oslo = relatedness * position / below(2.0 / (1.0 + 2f64.ln()));
    assert_near(rating(text, "plums"), plums / (2.0 * (1.0 + plums)));
    assert_near(rating(text, "plums oslo"), plums * oslo / (2.0 * (1.0 + plums + oslo)));
}

#[test]
fn a_stop_word_within_counts_by_how_surely_it_stands_there() {
    let text = "bank of england";
    let single = |word: &str| {
        // S(kw) of a word that comes once is S(t) / (1 + S(t)).
        let rating = rating(text, word);
        rating / (1.0 - rating)
    };
    let (bank, england) = (single("bank"), single("england"));
    assert_near(rating(text, "bank of england"), bank * england / (1.0 + bank + england));
}
