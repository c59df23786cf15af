//! Analyzers to test the kit on.
use serde_json::{Value, json};
use textmine_core::{Analyzer, Document, Error, Output, options};

options! {
    /// What counts.
    pub(crate) struct Options {
        /// Words of fewer letters are passed over.
        #[schemars(range(min = 1))]
        pub(crate) min_letters: u32 = 2,
    }
}

/// Marks words in capitals.
pub(crate) struct Capitals(Options);

impl Analyzer for Capitals {
    const NAME: &'static str = "capitals";
    const ABOUT: &'static str = "words in capitals";
    const PROVIDES: &'static [&'static str] = &["capitals"];
    type Options = Options;
    type Summary = Value;

    fn new(options: Options) -> Result<Self, Error> {
        Ok(Capitals(options))
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Value, Error> {
        let mut found = Vec::new();
        for token in document.tokens() {
            let word = document.slice(token.span);
            if word.len() >= self.0.min_letters as usize && word.chars().all(char::is_uppercase) {
                output.annotate("capitals", token.span, "shout").score(word.len() as f32 / 10.0);
                found.push(word);
            }
        }
        Ok(json!({"shouts": found.len(), "words": found}))
    }
}

options! { pub(crate) struct NoOptions {} }

/// Marks the word after each one in capitals, and notes which people there are.
pub(crate) struct Neighbours;

impl Analyzer for Neighbours {
    const NAME: &'static str = "neighbours";
    const ABOUT: &'static str = "words after words in capitals";
    const REQUIRES: &'static [&'static str] = &["capitals"];
    const USES: &'static [&'static str] = &["people"];
    const PROVIDES: &'static [&'static str] = &["neighbours", "neighbours-people"];
    type Options = NoOptions;
    type Summary = ();

    fn new(_: NoOptions) -> Result<Self, Error> {
        Ok(Neighbours)
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<(), Error> {
        for capital in
            document.layer("capitals").into_iter().flat_map(|layer| layer.iter().collect::<Vec<_>>())
        {
            if let Some(next) = document.tokens().iter().find(|t| t.span.start >= capital.span().end) {
                let of = document.slice(capital.span());
                output.annotate("neighbours", next.span, "neighbour").attr("of", of);
            }
        }
        for person in document.layer("people").into_iter().flat_map(|layer| layer.iter().collect::<Vec<_>>())
        {
            output.annotate("neighbours-people", person.span(), "seen");
        }
        Ok(())
    }
}
