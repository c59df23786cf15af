//! The built-in tables, and how words are found in them.
use crate::lexicon::{Cue, Lexicon, Valence};
use std::collections::{BTreeMap, BTreeSet};

const VALENCE: &str = include_str!("../../data/valence.tsv");
const EMOTICONS: &str = include_str!("../../data/emoticons.tsv");
const CUES: &str = include_str!("../../data/cues.tsv");

fn lexicon() -> Lexicon {
    Lexicon::new(&BTreeMap::new()).expect("the built-in lexicon is sound")
}

/// What the lexicon finds at the start of `tokens`: how many it covers, the sentence's valence, the cue.
fn find(tokens: &[&str]) -> Option<(usize, Valence, Cue)> {
    let lexicon = lexicon();
    let ids: Vec<_> = tokens.iter().map(|t| lexicon.id(t)).collect();
    lexicon.find(&ids).map(|found| (found.len, found.valence, found.cue))
}

#[test]
fn every_row_is_well_formed_and_each_word_has_one() {
    for (table, cells) in [(VALENCE, 4..=4), (EMOTICONS, 2..=2), (CUES, 2..=3)] {
        let mut seen = BTreeSet::new();
        for row in table.lines().filter(|row| !row.starts_with("# ")) {
            let row: Vec<&str> = row.split('\t').collect();
            assert!(cells.contains(&row.len()) && !row[0].is_empty(), "{row:?}");
            assert!(seen.insert(row[0]), "twice: {row:?}");
            if table != CUES {
                let valences = row[1..].iter().map(|v| v.parse::<f32>().expect("a number"));
                assert!(valences.into_iter().all(|v| (-4.0..=4.0).contains(&v)), "{row:?}");
            }
        }
        assert!(seen.len() > 200);
    }
}

#[test]
fn every_row_of_cues_is_understood() {
    for row in CUES.lines().filter(|row| !row.starts_with("# ")) {
        let word = row.split('\t').next().unwrap_or_default();
        let (tokens, _, cue) = find(&word.split(' ').collect::<Vec<_>>()).unwrap_or_else(|| panic!("{row}"));
        assert!(tokens == word.split(' ').count() && cue != Cue::None, "{row}");
    }
}

#[test]
fn words_are_found_in_any_case_and_with_either_apostrophe() {
    let plain = find(&["brilliant"]);
    assert!(plain.is_some_and(|(_, valence, _)| valence.sentence > 1.0));
    for token in ["Brilliant", "BRILLIANT", "#brilliant"] {
        assert_eq!(find(&[token]), plain, "{token}");
    }
    assert_eq!(find(&["n’t"]), find(&["N'T"]));
    assert!(find(&["n’t"]).is_some_and(|(.., cue)| cue == Cue::Negator));
}

#[test]
fn the_longest_phrase_is_found() {
    for (tokens, len) in [
        (&["not", "only", "that"][..], 2),
        (&["not", "that"], 1),
        (&["well", "-", "known", "."], 3),
        (&["well", "-", "kept"], 1),
        (&["at", "least"], 2),
    ] {
        assert_eq!(find(tokens).map(|(len, ..)| len), Some(len), "{tokens:?}");
    }
}

#[test]
fn what_is_in_no_lexicon_is_not_found() {
    let long = "good".repeat(11);
    for token in ["", "frobnicator", "ırşğ", "İ", "\u{0}", "1", "-", ":", "😶‍🌫️x", &long] {
        let found = find(&[token]).filter(|(_, valence, cue)| !valence.is_none() || *cue != Cue::None);
        assert_eq!(found, None, "{token:?}");
    }
}

#[test]
fn smiles_are_found_with_tails_and_skin_tones() {
    for (token, like) in [(":)))", ":)"), (":((((", ":("), ("👍🏽", "👍"), ("❤\u{fe0f}", "❤")] {
        assert_eq!(find(&[token]), find(&[like]), "{token}");
    }
}
