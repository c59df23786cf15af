//! The examples of the guide `docs/testing.md`, and that they are these.
use textmine_core::serde_json::json;
use textmine_core::{Analyzer, Document, Error, Output, options};
use textmine_pipeline::{CaseConfig, CaseKind};
use textmine_testkit::proptest::prelude::*;
use textmine_testkit::{
    Case, analyze, assert_conformance, check, check_cases, documents_with, insta::assert_snapshot,
};

options! {
    /// What counts as shouting.
    pub struct Options {
        /// Words of fewer letters are passed over.
        #[schemars(range(min = 1))]
        pub min_letters: u32 = 2,
    }
}

/// Marks words in capitals, and says whose name they belong to.
struct Shouting(Options);

impl Analyzer for Shouting {
    const NAME: &'static str = "shouting";
    const ABOUT: &'static str = "words in capitals";
    const USES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &["shouting"];
    type Options = Options;
    type Summary = usize;

    fn new(options: Options) -> Result<Self, Error> {
        Ok(Shouting(options))
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<usize, Error> {
        let names: Vec<_> = document.layer("entities").into_iter().flat_map(|layer| layer.iter()).collect();
        let mut found = 0;
        for token in document.tokens() {
            let word = document.slice(token.span);
            if word.chars().count() >= self.0.min_letters as usize && word.chars().all(char::is_uppercase) {
                let shout = output.annotate("shouting", token.span, "shout");
                // Names are sorted: the last one that starts before the word, if any, is the one around it.
                let before = names.partition_point(|name| name.span().start <= token.span.start);
                let around = names[..before].last().filter(|name| token.span.end <= name.span().end);
                if let Some(entity) = around.and_then(|name| name.attr("entity")) {
                    shout.attr("by", entity);
                }
                found += 1;
            }
        }
        Ok(found)
    }
}

#[test]
fn words_in_capitals_are_marked() {
    assert_snapshot!(check::<Shouting>("He said NATO agreed."), @r"
    He said NATO agreed.
            ^^^^ shout

    1
    ");
}

#[test]
fn people_who_shout_are_known_by_name() {
    let case = Case::new("ANA RUIZ phoned NATO.").options(json!({ "min_letters": 4 }));
    let case = case.given("entities", "ANA RUIZ", "PER", &[("entity", "ana-ruiz")]);
    assert_snapshot!(case.check::<Shouting>(), @r"
    ANA RUIZ phoned NATO.
        ^^^^ shout by=ana-ruiz
                    ^^^^ shout

    2
    ");
}

#[test]
fn every_case_is_as_its_snapshot_has_it() {
    check_cases!(Shouting, "tests/cases");
}

#[test]
fn it_keeps_its_contract() {
    assert_conformance!(Shouting);
}

proptest! {
    #[test]
    fn whatever_is_marked_is_in_capitals(document in documents_with(&["entities"])) {
        let found = analyze::<Shouting>(&document).expect("it takes any text");
        for mark in found.layers[0].view().iter() {
            let word = document.view().slice(mark.span());
            prop_assert!(word.chars().all(char::is_uppercase), "{word}");
        }
    }
}

const GUIDE: &str = include_str!("../../../docs/testing.md");

/// The blocks of code in a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let fence = format!("```{language}\n");
    let starts: Vec<usize> = GUIDE.match_indices(&fence).map(|(at, _)| at + fence.len()).collect();
    starts.into_iter().filter_map(|start| GUIDE[start..].split("```").next())
}

#[test]
fn the_guide_s_examples_are_these_tests() {
    let here = include_str!("guide.rs");
    let mut tests = 0;
    for block in blocks("rust") {
        // The imports are told once, as far as the first example needs them.
        for part in block.split_inclusive("\n\n").filter(|part| !part.starts_with("use ")) {
            assert!(here.contains(part), "not in guide.rs:\n{part}");
            tests += 1;
        }
    }
    assert!(tests >= 5, "{tests}");
}

#[test]
fn the_guide_s_cases_have_no_mistakes() {
    let cases: Vec<&str> = blocks("toml").filter(|toml| !toml.contains("[[analyzer]]")).collect();
    assert!(!cases.is_empty());
    for case in cases {
        let read = CaseConfig::parse(case, CaseKind::Analyzer);
        assert!(read.is_ok(), "{read:?}");
    }
}
