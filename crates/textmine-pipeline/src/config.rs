//! A pipeline as its author wrote it, with the place of every part.

mod case;
mod expect;
mod given;
mod program;
mod terms;

pub use case::{CaseConfig, CaseKind};
pub use expect::{Count, Expectation, Interval, Pattern};
pub use given::{AttributeValue, free_place};
pub use terms::TermsConfig;

use crate::Diagnostic;
use crate::diagnostic::listed;
use serde_json::{Map, Value};
use std::collections::HashMap;
use std::ops::Range;
use textmine_core::{Isolation, Program};
use toml::Spanned as TomlSpanned;
use toml::de::{DeTable, DeValue};

/// A value and its place in the source, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Range<usize>,
}

/// A pipeline as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Its name, for people.
    pub name: Option<String>,
    /// Layers that the input documents bring along.
    pub given: Vec<Spanned<String>>,
    /// The analyzers, in the order of the file.
    pub analyzers: Vec<AnalyzerConfig>,
    /// What it must find in texts of its author; `run` passes them over.
    pub expectations: Vec<Expectation>,
    /// False if an analyzer could not be read: what the others lack may be what it provides.
    pub complete: bool,
}

/// One `[[analyzer]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct AnalyzerConfig {
    /// Its name in the report; the plugin's if there is none.
    pub name: Option<Spanned<String>>,
    /// The plugin: a name for the search path, or a path relative to the file. Of a program the command, for people.
    pub plugin: Spanned<String>,
    /// The program, if the analyzer is one.
    pub program: Option<Program>,
    /// On what terms it runs.
    pub terms: TermsConfig,
    /// Its options.
    pub options: OptionsTable,
}

/// The options of one analyzer, or what is expected of a summary: JSON with the place of each part.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionsTable {
    /// A JSON object.
    pub value: Value,
    /// The place of the table, or of the analyzer if there is none.
    pub span: Range<usize>,
    /// JSON pointer to the places of key and value.
    places: HashMap<String, (Range<usize>, Range<usize>)>,
}

impl OptionsTable {
    /// No options.
    pub(crate) fn none() -> Self {
        OptionsTable { value: Value::Object(Map::new()), span: 0..0, places: HashMap::new() }
    }

    /// The place of the value at a JSON pointer, or of the nearest table around it.
    pub fn value_span(&self, pointer: &str) -> Range<usize> {
        self.nearest(pointer).map_or_else(|| self.span.clone(), |(_, value)| value.clone())
    }

    /// The place of the key at a JSON pointer, or of the nearest table around it.
    pub fn key_span(&self, pointer: &str) -> Range<usize> {
        self.nearest(pointer).map_or_else(|| self.span.clone(), |(key, _)| key.clone())
    }

    fn nearest(&self, pointer: &str) -> Option<&(Range<usize>, Range<usize>)> {
        let mut at = pointer;
        loop {
            if let Some(found) = self.places.get(at) {
                return Some(found);
            }
            at = &at[..at.rfind('/')?];
        }
    }
}

const PIPELINE_KEYS: [&str; 4] = ["name", "given", "analyzer", "expect"];
const ANALYZER_KEYS: [&str; 4] = ["name", "plugin", "command", "options"];

impl Config {
    /// Reads a pipeline, as far as it can be read, and says everything that is wrong with it as a text: syntax, unknown
    /// keys, wrong types, missing keys. After a slip of syntax there is no configuration.
    pub fn parse(source: &str) -> (Option<Config>, Vec<Diagnostic>) {
        let (root, errors) = DeTable::parse_recoverable(source);
        if !errors.is_empty() {
            return (None, slips(source, &errors));
        }
        let mut reader = Reader { problems: Vec::new() };
        let config = reader.pipeline(root.get_ref(), source.len());
        (Some(config), reader.problems)
    }

    /// True if this is a pipeline with expectations, right or wrong.
    pub fn expects(source: &str) -> bool {
        let (root, _) = DeTable::parse_recoverable(source);
        ["analyzer", "expect"].iter().all(|key| root.get_ref().contains_key(*key))
    }

    /// Puts every analyzer into a worker process.
    pub fn isolate_all(&mut self) {
        for analyzer in &mut self.analyzers {
            analyzer.terms.value.isolation = Isolation::Process;
        }
    }
}

/// Slips of syntax. Nothing else is said then: what follows one is guesswork, and keys would be blamed that belong to a table
/// that was lost.
fn slips(source: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let slip = |error: &toml::de::Error| {
        let span = error.span().unwrap_or(0..source.len());
        Diagnostic::new(error.message(), span, "here")
    };
    errors.iter().map(slip).collect()
}

type Table<'s> = DeTable<'s>;
type Entry<'s> = TomlSpanned<DeValue<'s>>;

/// Walks the table and notes what is wrong, so that one look shows all of it.
struct Reader {
    problems: Vec<Diagnostic>,
}

impl Reader {
    fn pipeline(&mut self, root: &Table<'_>, end: usize) -> Config {
        self.known_keys(root, &PIPELINE_KEYS, "a pipeline");
        let name = root.get("name").and_then(|entry| self.string(entry, "the pipeline's name"));
        let given = root.get("given").map(|entry| self.strings(entry)).unwrap_or_default();
        let mut analyzers = Vec::new();
        let mut complete = root.contains_key("analyzer");
        match root.get("analyzer").map(|entry| (entry.span(), entry.get_ref())) {
            Some((_, DeValue::Array(tables))) if !tables.is_empty() => {
                for entry in tables.iter() {
                    match entry.get_ref() {
                        DeValue::Table(table) => match self.analyzer(table, entry.span()) {
                            Some(analyzer) => analyzers.push(analyzer),
                            None => complete = false,
                        },
                        other => self.wrong_type(entry.span(), other, "a table: `[[analyzer]]`"),
                    }
                }
            }
            Some((span, DeValue::Array(_))) => self.problems.push(no_analyzer(span)),
            Some((span, other)) => {
                self.wrong_type(span, other, "written `[[analyzer]]`, once for each analyzer")
            }
            None if self.problems.is_empty() => self.problems.push(no_analyzer(end..end)),
            None => {}
        }
        let expectations = root.get("expect").map(|entry| self.expectations(entry)).unwrap_or_default();
        Config { name: name.map(|n| n.value), given, analyzers, expectations, complete }
    }

    fn analyzer(&mut self, table: &Table<'_>, span: Range<usize>) -> Option<AnalyzerConfig> {
        match table.contains_key("command") {
            true => {
                let mut known = [&["name"], &program::KEYS[..], &["options"], &terms::KEYS].concat();
                // That it is one too many is said elsewhere.
                known.extend(table.contains_key("plugin").then_some("plugin"));
                self.known_keys(table, &known, "a program");
            }
            false => self.known_keys(table, &[&ANALYZER_KEYS[..], &terms::KEYS].concat(), "an analyzer"),
        }
        let name = table.get("name").and_then(|entry| self.name(entry, "analyzer"));
        let mut terms = self.terms(table);
        let source = match (table.get("command"), table.get("plugin")) {
            (Some(command), _) => {
                self.program(command, table, &mut terms).map(|(program, shown)| (Some(program), shown))
            }
            (None, Some(plugin)) => {
                self.string(plugin, "the plugin's name or path").map(|plugin| (None, plugin))
            }
            (None, None) => {
                let problem =
                    Diagnostic::new("an analyzer without a plugin", span.clone(), "`plugin` is missing");
                let help = "add `plugin = \"NAME\"`; `textmine plugins list` shows the names. A program in any language is \
                            `command = [\"PROGRAM\", \"ARGUMENT\"]`";
                self.problems.push(problem.help(help));
                None
            }
        };
        let options = self.options(table, span);
        let (mut program, plugin) = source?;
        if let Some(program) = &mut program {
            program.name = name.as_ref().map(|name| name.value.clone());
            program.options = options.value.clone();
        }
        Some(AnalyzerConfig { name, plugin, program, terms, options })
    }

    /// The `options` of a table that stands at `span`.
    fn options(&mut self, table: &Table<'_>, span: Range<usize>) -> OptionsTable {
        let mut options = OptionsTable { value: Value::Object(Map::new()), span, places: HashMap::new() };
        if let Some(entry) = table.get("options") {
            match entry.get_ref() {
                DeValue::Table(_) => {
                    options.span = entry.span();
                    options.value = self.json(entry, &mut String::new(), &mut options.places);
                }
                other => self.wrong_type(entry.span(), other, "a table: `options = { key = value }`"),
            }
        }
        options
    }

    fn known_keys(&mut self, table: &Table<'_>, known: &[&str], whose: &str) {
        for key in table.keys() {
            let written: &str = key.get_ref();
            if !known.contains(&written) {
                let label = format!("{whose} has {}", listed(known.iter().copied()));
                let problem = Diagnostic::new(format!("unknown key `{written}`"), key.span(), label);
                self.problems.push(problem.suggest(written, known.iter().copied()));
            }
        }
    }

    fn name(&mut self, entry: &Entry<'_>, whose: &str) -> Option<Spanned<String>> {
        let name = self.string(entry, &format!("the {whose}'s name"))?;
        self.is_name(&name.value, name.span.clone(), whose).then_some(name)
    }

    /// Whether this can be a name; it is a problem otherwise.
    fn is_name(&mut self, name: &str, span: Range<usize>, whose: &str) -> bool {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let sound = !name.is_empty() && name.chars().all(fits);
        if !sound {
            let message = format!("`{name}` can't be the name of {}", with_article(whose));
            self.problems.push(Diagnostic::new(message, span, "ASCII letters, digits, `-` and `_`"));
        }
        sound
    }

    fn string(&mut self, entry: &Entry<'_>, what: &str) -> Option<Spanned<String>> {
        match entry.get_ref() {
            DeValue::String(text) => Some(Spanned { value: text.to_string(), span: entry.span() }),
            other => {
                self.wrong_type(entry.span(), other, &format!("{what}: a string"));
                None
            }
        }
    }

    fn strings(&mut self, entry: &Entry<'_>) -> Vec<Spanned<String>> {
        match entry.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.name(item, "layer")).collect(),
            other => {
                self.wrong_type(entry.span(), other, "a list of layers: `[\"entities\"]`");
                Vec::new()
            }
        }
    }

    fn wrong_type(&mut self, span: Range<usize>, found: &DeValue<'_>, expected: &str) {
        let message = format!("this is {}", with_article(found.type_str()));
        self.problems.push(Diagnostic::new(message, span, format!("expected {expected}")));
    }

    /// The value as JSON; dates become strings. Notes the place of every key and item under its pointer.
    fn json(
        &mut self,
        entry: &Entry<'_>,
        pointer: &mut String,
        places: &mut HashMap<String, (Range<usize>, Range<usize>)>,
    ) -> Value {
        match entry.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Boolean(truth) => Value::Bool(*truth),
            DeValue::Datetime(date) => Value::String(date.to_string()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::from(number),
                Err(_) => self.no_number(entry.span(), "a whole number of at most 64 bits"),
            },
            DeValue::Float(number) => match number.as_str().parse::<f64>().ok().filter(|n| n.is_finite()) {
                Some(number) => Value::from(number),
                None => self.no_number(entry.span(), "a finite number"),
            },
            DeValue::Array(items) => {
                let mut all = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let length = push_pointer(pointer, &index.to_string());
                    places.insert(pointer.clone(), (item.span(), item.span()));
                    all.push(self.json(item, pointer, places));
                    pointer.truncate(length);
                }
                Value::Array(all)
            }
            DeValue::Table(table) => {
                let mut all = Map::new();
                for (key, item) in table {
                    let length = push_pointer(pointer, key.get_ref());
                    places.insert(pointer.clone(), (key.span(), item.span()));
                    let value = self.json(item, pointer, places);
                    all.insert(key.get_ref().to_string(), value);
                    pointer.truncate(length);
                }
                Value::Object(all)
            }
        }
    }

    fn no_number(&mut self, span: Range<usize>, expected: &str) -> Value {
        self.problems.push(Diagnostic::new(
            "this number is out of range",
            span,
            format!("expected {expected}"),
        ));
        Value::Null
    }
}

fn no_analyzer(span: Range<usize>) -> Diagnostic {
    Diagnostic::new("the pipeline has no analyzer", span, "expected at least one `[[analyzer]]`")
        .help("add `[[analyzer]]` and, below it, `plugin = \"NAME\"`")
}

/// Appends a segment, escaped as RFC 6901 has it; returns the length before.
pub(crate) fn push_pointer(pointer: &mut String, segment: &str) -> usize {
    let length = pointer.len();
    pointer.push('/');
    pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
    length
}

/// The pointer to an entry of an object.
pub(crate) fn pointer_to(key: &str) -> String {
    let mut pointer = String::new();
    push_pointer(&mut pointer, key);
    pointer
}

fn with_article(noun: &str) -> String {
    match noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        true => format!("an {noun}"),
        false => format!("a {noun}"),
    }
}
