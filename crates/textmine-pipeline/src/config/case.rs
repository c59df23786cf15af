//! A text to try analyzers on, as a file of cases writes it: the text, layers that it brings, options.
use super::{OptionsTable, Reader, Spanned, slips};
use crate::{Diagnostic, options, paths};
use std::path::Path;
use textmine_core::{LayerBuf, Plugin};
use toml::de::DeTable;

/// A case in TOML.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseConfig {
    /// What it shows, for people.
    pub name: Option<String>,
    /// The text.
    pub text: Spanned<String>,
    /// The options of the analyzer that is tried; empty where a whole pipeline is.
    pub options: OptionsTable,
    /// Layers that exist before anything runs, sorted.
    pub given: Vec<LayerBuf>,
}

/// What a case is tried on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseKind {
    /// One analyzer: the case may have options for it.
    Analyzer,
    /// A pipeline, which has options of its own.
    Pipeline,
}

impl CaseConfig {
    /// A text and nothing else.
    pub fn text(text: String) -> CaseConfig {
        let span = 0..text.len();
        let text = Spanned { value: text, span };
        CaseConfig { name: None, text, options: OptionsTable::none(), given: Vec::new() }
    }

    /// Reads a case.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its place.
    pub fn parse(source: &str, kind: CaseKind) -> Result<CaseConfig, Vec<Diagnostic>> {
        let (root, errors) = DeTable::parse_recoverable(source);
        if !errors.is_empty() {
            return Err(slips(source, &errors));
        }
        let root = root.get_ref();
        let mut reader = Reader { problems: Vec::new() };
        match kind {
            CaseKind::Analyzer => reader.known_keys(root, &["name", "text", "options", "given"], "a case"),
            CaseKind::Pipeline => reader.known_keys(root, &["name", "text", "given"], "a pipeline's case"),
        }
        let name = root.get("name").and_then(|entry| reader.string(entry, "what the case shows"));
        let text = match root.get("text") {
            Some(entry) => reader.string(entry, "the text"),
            None => {
                // A key that is not known may be this one misspelt.
                if reader.problems.is_empty() {
                    let problem = Diagnostic::new("a case without a text", 0..0, "`text` is missing");
                    reader.problems.push(problem.help("add `text = \"…\"` at the top"));
                }
                None
            }
        };
        let options = match kind {
            CaseKind::Analyzer => reader.options(root, 0..0),
            CaseKind::Pipeline => OptionsTable::none(),
        };
        let given = match (root.get("given"), &text) {
            (Some(entry), Some(text)) => reader.given_layers(entry, &text.value),
            _ => Vec::new(),
        };
        match text {
            Some(text) if reader.problems.is_empty() => {
                Ok(CaseConfig { name: name.map(|name| name.value), text, options, given })
            }
            _ => {
                reader.problems.sort_by_key(|problem| problem.span.start);
                Err(reader.problems)
            }
        }
    }
}

impl CaseConfig {
    /// Checks the options against the schema of the analyzer that is tried, and makes those that are paths start at `base`.
    ///
    /// # Errors
    /// Everything that is wrong with them, each with its place.
    pub fn fit_options(&mut self, plugin: &dyn Plugin, base: &Path) -> Result<(), Vec<Diagnostic>> {
        let name = &plugin.description().name;
        let schema = plugin.options_schema().map_err(|failure| {
            let message = format!("the analyzer `{name}` can't tell its options");
            vec![Diagnostic::new(message, self.options.span.clone(), failure.to_string())]
        })?;
        let problems = options::check(&self.options, &schema, name);
        paths::resolve(&mut self.options.value, &schema, base);
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn problems(source: &str, kind: CaseKind) -> String {
        let problems = CaseConfig::parse(source, kind).expect_err("it has mistakes");
        let shown = |d: &Diagnostic| {
            let help = d.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{:?}: {}: {}{help}\n", &source[d.span.clone()], d.message, d.label)
        };
        problems.iter().map(shown).collect()
    }

    #[test]
    fn a_case_has_a_text_options_and_layers() {
        let source = r#"
name = "a call between two people"
text = "Ana Ruiz phoned Ben. Ana spoke."
options = { min_score = 0.5 }
given.entities = [
    { words = "Ana", label = "PER", score = 1, attrs = { kind = "name", alias = ["A", "R"] } },
    { words = "Ana", label = "PER" },
]
[[given.places]]
words = "Ben"
label = "LOC"
"#;
        let case = CaseConfig::parse(source, CaseKind::Analyzer).expect("a case");
        assert_eq!(case.name.as_deref(), Some("a call between two people"));
        assert_eq!(case.options.value, json!({"min_score": 0.5}));
        let shown: Vec<String> = case
            .given
            .iter()
            .flat_map(|layer| {
                layer.view().iter().collect::<Vec<_>>().into_iter().map(move |a| (layer.name(), a))
            })
            .map(|(layer, a)| {
                format!("{layer} {:?} {} {:?} {:?}", a.span(), a.label(), a.score(), a.attributes())
            })
            .collect();
        insta::assert_snapshot!(shown.join("\n"));
    }

    #[test]
    fn everything_wrong_with_a_case_is_said_at_once() {
        let source = r#"
txet = "Ana."
text = "Ana Ruiz met Ben Okoro in Rome."
name = 3
options = "none"
[[given.entities]]
word = "Ana"
label = 1
[[given.entities]]
words = "Ben Okora"
label = "PER"
score = "high"
[[given.entities]]
words = "Ana Ruiz"
label = "PER"
attrs = { kind = 1, alias = [true] }
[[given.entities]]
words = "Ruiz"
label = "PER"
[given."a b"]
words = "Ana"
"#;
        insta::assert_snapshot!(problems(source, CaseKind::Analyzer));
    }

    #[test]
    fn a_pipelines_case_has_no_options_and_no_case_goes_without_a_text() {
        insta::assert_snapshot!(problems("options = { a = 1 }\n", CaseKind::Pipeline), @r#""options": unknown key `options`: a pipeline's case has `name`, `text` and `given`"#);
        insta::assert_snapshot!(problems("name = 'x'\n", CaseKind::Pipeline), @r#""": a case without a text: `text` is missing (add `text = "…"` at the top)"#);
    }
}
