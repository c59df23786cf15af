//! One thing that is wrong with a pipeline, and where.
use std::ops::Range;

/// One thing that is wrong with a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The place in the source, in bytes.
    pub span: Range<usize>,
    /// What belongs at that place; stands beside the underline.
    pub label: String,
    /// Further places that explain it.
    pub context: Vec<(Range<usize>, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem at a place; `label` says what belongs there.
    pub fn new(message: impl Into<String>, span: Range<usize>, label: impl Into<String>) -> Self {
        Diagnostic { message: message.into(), span, label: label.into(), context: Vec::new(), help: None }
    }

    /// The same with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a further place that explains it.
    pub fn context(mut self, span: Range<usize>, label: impl Into<String>) -> Self {
        self.context.push((span, label.into()));
        self
    }

    /// Adds "did you mean", if one of `known` is near to `written`.
    pub fn suggest<'k>(self, written: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        match nearest(written, known) {
            Some(near) => self.help(format!("did you mean `{near}`?")),
            None => self,
        }
    }
}

/// The nearest of `known` by Damerau-Levenshtein distance, if it is near enough to be a slip.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = written.chars().count();
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(written, k), k))
        .filter(|(distance, k)| *distance <= (length.max(k.chars().count()) / 3).max(1))
        .min()
        .map(|(_, k)| k)
}

/// `a`, `b` and `c`, each in backquotes; `none` if there is none.
pub fn listed<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    joined(items, "and")
}

/// `a`, `b` or `c`, each in backquotes.
pub(crate) fn list_or<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    joined(items, "or")
}

fn joined<'a>(items: impl IntoIterator<Item = &'a str>, word: &str) -> String {
    let quoted: Vec<String> = items.into_iter().map(|item| format!("`{item}`")).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
    }
}
