//! An analyzer without faults, and a way to give it some.
use serde_json::Value;
use std::sync::Arc;
use textmine_core::schemars::{self, JsonSchema};
use textmine_core::serde::{Deserialize, Serialize};
use textmine_core::{
    Analysis, Analyzer, Description, Document, Error, Failure, InProcess, Instance, OptionError, Output,
    Plugin, options,
};

options! {
    /// What counts.
    pub(crate) struct Options {
        /// Words of fewer letters are passed over.
        #[schemars(range(min = 1, max = 9))]
        pub(crate) min_letters: u32 = 2,
        /// How they are labelled.
        pub(crate) style: Style = Style::Plain,
        /// Words that count as well.
        pub(crate) words: Vec<String> = Vec::new(),
    }
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize, JsonSchema)]
#[serde(crate = "textmine_core::serde", rename_all = "lowercase")]
#[schemars(crate = "schemars")]
pub(crate) enum Style {
    Plain,
    Fancy,
}

/// Marks words in capitals.
pub(crate) struct Capitals(Options);

impl Analyzer for Capitals {
    const NAME: &'static str = "capitals";
    const ABOUT: &'static str = "words in capitals";
    const USES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &["capitals"];
    type Options = Options;
    type Summary = Value;

    fn new(options: Options) -> Result<Self, Error> {
        if !(1..=9).contains(&options.min_letters) {
            return Err(OptionError::new("/min_letters", "expected 1 to 9").into());
        }
        Ok(Capitals(options))
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Value, Error> {
        let label = match self.0.style {
            Style::Plain => "capitals",
            Style::Fancy => "CAPITALS",
        };
        let mut found = 0;
        for token in document.tokens() {
            let word = document.slice(token.span);
            let long = word.chars().nth(self.0.min_letters as usize - 1).is_some();
            if long && word.chars().all(char::is_uppercase) || self.0.words.iter().any(|w| w == word) {
                output.annotate("capitals", token.span, label).score(0.5).attr("form", word);
                found += 1;
            }
        }
        let names = document.layer("entities").map(|layer| layer.len());
        Ok(serde_json::json!({ "found": found, "names": names }))
    }
}

type Refuse = dyn Fn(&Value) -> Result<(), Failure> + Send + Sync;
type Spoil = dyn Fn(&Document<'_>, Analysis) -> Result<Analysis, Failure> + Send + Sync;
type Wrap = dyn Fn(Box<dyn Instance>) -> Box<dyn Instance> + Send + Sync;

/// [`Capitals`], but for what is said.
pub(crate) struct Fake {
    description: Description,
    schema: Value,
    refuse: Box<Refuse>,
    spoil: Arc<Spoil>,
    wrap: Box<Wrap>,
    lenient: bool,
}

impl Fake {
    pub(crate) fn good() -> Self {
        let good = InProcess::<Capitals>::new("1.0.0");
        Fake {
            description: good.description().clone(),
            schema: good.options_schema().unwrap(),
            refuse: Box::new(|_| Ok(())),
            spoil: Arc::new(|_, analysis| Ok(analysis)),
            wrap: Box::new(|instance| instance),
            lenient: false,
        }
    }

    pub(crate) fn refusal(message: &str) -> Failure {
        Failure::Refused { option: None, message: message.to_owned() }
    }

    pub(crate) fn describing(mut self, change: impl FnOnce(&mut Description)) -> Self {
        change(&mut self.description);
        self
    }

    pub(crate) fn with_schema(mut self, change: impl FnOnce(&mut Value)) -> Self {
        change(&mut self.schema);
        self
    }

    /// Looks at the options before the good analyzer does.
    pub(crate) fn creating(
        mut self,
        f: impl Fn(&Value) -> Result<(), Failure> + Send + Sync + 'static,
    ) -> Self {
        self.refuse = Box::new(f);
        self
    }

    /// Takes options that the good analyzer refuses for none.
    pub(crate) fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// Changes what the good analyzer found.
    pub(crate) fn analyzing(
        mut self,
        f: impl Fn(&Document<'_>, Analysis) -> Result<Analysis, Failure> + Send + Sync + 'static,
    ) -> Self {
        self.spoil = Arc::new(f);
        self
    }

    /// Fails where the document is one that `f` is true for.
    pub(crate) fn breaking_on(self, f: impl Fn(&Document<'_>) -> bool + Send + Sync + 'static) -> Self {
        self.analyzing(
            move |document, analysis| if f(document) { Err(Fake::refusal("not that")) } else { Ok(analysis) },
        )
    }

    /// Changes each instance.
    pub(crate) fn wrapping(
        mut self,
        f: impl Fn(Box<dyn Instance>) -> Box<dyn Instance> + Send + Sync + 'static,
    ) -> Self {
        self.wrap = Box::new(f);
        self
    }
}

impl Plugin for Fake {
    fn description(&self) -> &Description {
        &self.description
    }

    fn options_schema(&self) -> Result<Value, Failure> {
        Ok(self.schema.clone())
    }

    fn create(&self, options: &Value) -> Result<Box<dyn Instance>, Failure> {
        (self.refuse)(options)?;
        let good = InProcess::<Capitals>::new("1.0.0");
        let made = good.create(options);
        let made = if self.lenient { made.or_else(|_| good.create(&serde_json::json!({}))) } else { made };
        Ok((self.wrap)(Box::new(Spoilt { instance: made?, spoil: Arc::clone(&self.spoil) })))
    }
}

struct Spoilt {
    instance: Box<dyn Instance>,
    spoil: Arc<Spoil>,
}

impl Instance for Spoilt {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        (self.spoil)(document, self.instance.analyze(document)?)
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        self.instance.close()
    }
}
