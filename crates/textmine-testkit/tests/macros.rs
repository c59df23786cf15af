//! The macros, as an author's crate uses them.
use textmine_core::{Analyzer, Document, Error, Output, options};

options! {
    /// What counts.
    pub struct Options {
        /// Words of fewer letters are passed over.
        pub min_letters: u32 = 2,
    }
}

struct Capitals(Options);

impl Analyzer for Capitals {
    const NAME: &'static str = "capitals";
    const ABOUT: &'static str = "words in capitals";
    const PROVIDES: &'static [&'static str] = &["capitals"];
    type Options = Options;
    type Summary = usize;

    fn new(options: Options) -> Result<Self, Error> {
        Ok(Capitals(options))
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<usize, Error> {
        let mut found = 0;
        for token in document.tokens() {
            let word = document.slice(token.span);
            if word.len() >= self.0.min_letters as usize && word.chars().all(char::is_uppercase) {
                output.annotate("capitals", token.span, "shout");
                found += 1;
            }
        }
        Ok(found)
    }
}

#[test]
fn each_case_of_a_folder_has_a_snapshot_beside_it() {
    textmine_testkit::check_cases!(Capitals, "tests/cases");
}

#[test]
fn an_analyzer_that_keeps_its_contract_conforms() {
    textmine_testkit::assert_conformance!(Capitals);
}
