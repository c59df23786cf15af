//! Plans and runs with analyzers that are only described: no library is needed to say how a pipeline behaves.
use serde_json::{Map, Value, json};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use textmine_core::{
    Analysis, Catalogue, Description, Document, DocumentBuf, Failure, Instance, LayerBuf, Plugin, Span,
    Terms, Unavailable,
};
use textmine_pipeline::{Analyzed, Config, Input, Plan, ProblemKind};

/// An analyzer as its name says it: `name: requires > provides`, with `?` before a layer that it only uses; it marks the
/// whole text in each layer. `!` at the end makes it fail, `†` panic when it is closed.
#[derive(Clone)]
struct Described {
    description: Description,
    schema: Value,
    fails: bool,
    ends_badly: bool,
}

impl Described {
    fn new(line: &str) -> Self {
        let fails = line.ends_with('!');
        let ends_badly = line.ends_with('†');
        let (name, layers) = line.trim_end_matches(['!', '†']).split_once(':').expect("a colon");
        let (reads, provides) = layers.split_once('>').expect("an arrow");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (uses, requires): (Vec<_>, Vec<_>) = words(reads).into_iter().partition(|l| l.starts_with('?'));
        Described {
            description: Description {
                name: name.trim().to_owned(),
                version: "1.0.0".to_owned(),
                about: "a test".to_owned(),
                requires,
                uses: uses.iter().map(|l| l.trim_start_matches('?').to_owned()).collect(),
                provides: words(provides),
                data: Vec::new(),
            },
            schema: json!({"type": "object"}),
            fails,
            ends_badly,
        }
    }
}

impl Plugin for Described {
    fn description(&self) -> &Description {
        &self.description
    }
    fn options_schema(&self) -> Result<Value, Failure> {
        Ok(self.schema.clone())
    }
    fn create(&self, _: &Value) -> Result<Box<dyn Instance>, Failure> {
        Ok(Box::new(self.clone()))
    }
}

impl Instance for Described {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        if self.fails {
            return Err(Failure::Refused { option: None, message: "no luck".to_owned() });
        }
        let mark = |name: &String| {
            let mut layer = LayerBuf::new(name.as_str());
            layer.push(Span::new(0, document.text().len() as u32), &self.description.name);
            layer
        };
        let layers = self.description.provides.iter().map(mark).collect();
        let seen: Vec<&str> = document.layers().iter().map(|l| l.name()).collect();
        Ok(Analysis { layers, summary: json!({ "saw": seen }).to_string(), remarks: Vec::new() })
    }
    fn close(self: Box<Self>) -> Result<(), Failure> {
        match self.ends_badly {
            true => Err(Failure::Panicked { message: "no luck".to_owned() }),
            false => Ok(()),
        }
    }
}

struct Shelf(Vec<Described>);

impl Catalogue for Shelf {
    fn plugin(&self, reference: &str, _: &Path, _: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        match self.0.iter().find(|d| d.description.name == reference) {
            Some(found) => Ok(Arc::new(found.clone())),
            None => Err(Unavailable { message: format!("no {reference}"), ..Unavailable::default() }),
        }
    }
}

/// A pipeline of these analyzers, in this order; `given` are layers that the input brings.
fn plan(analyzers: &[&str], given: &[&str]) -> Result<Plan, Vec<String>> {
    let shelf = Shelf(analyzers.iter().map(|line| Described::new(line)).collect());
    let mut toml = format!("given = {given:?}\n");
    for described in &shelf.0 {
        toml += &format!("[[analyzer]]\nplugin = \"{}\"\n", described.description.name);
    }
    Plan::new(&config(&toml), &shelf, Path::new("")).map_err(|d| d.into_iter().map(|d| d.message).collect())
}

fn config(toml: &str) -> Config {
    match Config::parse(toml) {
        (Some(config), problems) if problems.is_empty() => config,
        (_, problems) => panic!("{problems:?}"),
    }
}

fn order(analyzers: &[&str]) -> String {
    let plan = plan(analyzers, &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
    plan.steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(" ")
}

fn input(text: &str, layers: &[&str]) -> Result<Input, ()> {
    let mut document = DocumentBuf::new("d", text).expect("it is short");
    for name in layers {
        let mut layer = LayerBuf::new(*name);
        layer.push(Span::new(0, 1), "given");
        document.push_layer(layer);
    }
    Ok(Input { document, metadata: Map::new(), problems: Vec::new() })
}

fn run(analyzers: &[&str], inputs: Vec<Result<Input, ()>>) -> Vec<Result<Analyzed, ()>> {
    let given: Vec<String> = inputs
        .iter()
        .flatten()
        .flat_map(|i| i.document.layers().iter().map(|l| l.name().to_owned()))
        .collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let plan = plan(analyzers, &given).unwrap_or_else(|problems| panic!("{problems:?}"));
    let threads = NonZeroUsize::MIN;
    plan.build().unwrap_or_else(|d| panic!("{d:?}")).run(inputs.into_iter(), threads).collect()
}

/// `layer=label` for each layer, then the problems.
fn shown(analyzed: &Analyzed) -> String {
    let view = analyzed.document.view();
    let layers = view.layers().iter().map(|l| {
        let labels: Vec<&str> = l.iter().map(|a| a.label()).collect();
        format!("{}={}", l.name(), labels.join("+"))
    });
    let problems = analyzed.problems.iter().map(|p| format!("[{:?} {}]", p.kind, p.message));
    layers.chain(problems).collect::<Vec<_>>().join(" ")
}

#[test]
fn analyzers_run_after_those_whose_layers_they_read_and_otherwise_as_written() {
    let cases: [(&[&str], &str); 6] = [
        (&["a: > a", "b: > b", "c: > c"], "a b c"),
        (&["a: b > a", "b: > b"], "b a"),
        (&["a: ?b > a", "b: > b"], "b a"),
        (&["a: c > a", "b: > b", "c: > c"], "b c a"),
        (&["d: b c > d", "b: a > b", "c: a > c", "a: > a"], "a b c d"),
        (&["a: ?missing > a", "b: > "], "a b"),
    ];
    for (analyzers, expected) in cases {
        assert_eq!(order(analyzers), expected, "{analyzers:?}");
    }
}

#[test]
fn layers_that_can_t_be_had_are_errors_of_the_plan() {
    let cases: [(&[&str], &[&str]); 5] = [
        (&["a: x > a"], &["nothing provides the layer `x`"]),
        (&["a: > x", "b: > x"], &["two analyzers provide the layer `x`"]),
        (&["a: b > a", "b: a > b"], &["these analyzers wait for each other: a → b → a"]),
        (&["a: a > a"], &["the analyzer `a` needs a layer that it provides itself"]),
        (
            &["a: c x > a", "b: a > b", "c: b > c", "d: > d"],
            &["nothing provides the layer `x`", "these analyzers wait for each other: a → c → b → a"],
        ),
    ];
    for (analyzers, expected) in cases {
        assert_eq!(plan(analyzers, &[]).err().expect("problems"), expected, "{analyzers:?}");
    }
}

#[test]
fn what_a_missing_plugin_would_provide_is_not_called_missing_too() {
    let shelf = Shelf(vec![Described::new("a: x > a")]);
    let config = config("[[analyzer]]\nplugin = \"a\"\n[[analyzer]]\nplugin = \"x\"\n");
    let problems = Plan::new(&config, &shelf, Path::new("")).err().expect("problems");
    assert_eq!(problems.iter().map(|p| p.message.as_str()).collect::<Vec<_>>(), ["no x"]);
}

#[test]
fn expectations_speak_of_layers_and_analyzers_that_there_are() {
    let source = "given = ['people']\n[[analyzer]]\nname = 'first'\nplugin = 'a'\n[[expect]]\ntext = 'x y'\n\
                  given.words = [{ words = 'x', label = 'w' }]\n\
                  found = { clals = [{ label = 'b' }, { label = 'c' }], calls = [{}], words = [{}], people = [{}] }\n\
                  count.x = 1\nsummary.a.total = 1\nsummary.first.total = 1\n";
    let shelf = Shelf(vec![Described::new("a: > calls")]);
    let problems = Plan::new(&config(source), &shelf, Path::new("")).err().expect("problems");
    let shown = |d: textmine_pipeline::Diagnostic| {
        format!("{} at {}: {} ({})", d.message, &source[d.span], d.label, d.help.unwrap_or_default())
    };
    assert_eq!(
        problems.into_iter().map(shown).collect::<Vec<_>>(),
        [
            "nothing provides the layer `clals` at clals: the pipeline provides `calls`, `people` and `words` \
             (did you mean `calls`?)",
            "nothing provides the layer `x` at x: the pipeline provides `calls`, `people` and `words` ()",
            "no analyzer has the name `a` at a: the pipeline has `first` ()",
        ]
    );
}

#[test]
fn options_are_checked_against_the_schema_of_the_plugin() {
    let cases = [
        (json!({"type": "integer", "minimum": 1}), "2", ""),
        (json!({"type": "integer", "minimum": 1}), "0", "`x` can't be `0` at 0: expected 1 or more"),
        (json!({"maximum": 5}), "6", "`x` can't be `6` at 6: expected 5 or less"),
        (json!({"exclusiveMinimum": 0}), "0", "`x` can't be `0` at 0: expected more than 0"),
        (json!({"exclusiveMaximum": 1}), "1", "`x` can't be `1` at 1: expected less than 1"),
        (json!({"type": "integer"}), "1.5", "`x` can't be `1.5` at 1.5: expected a whole number"),
        (json!({"type": ["string", "null"]}), "true", "`x` can't be `true` at true: expected a string"),
        (json!({"type": "boolean"}), "\"yes\"", "`x` can't be `\"yes\"` at \"yes\": expected true or false"),
        (json!({"type": "object"}), "[]", "`x` can't be a list at []: expected a table"),
        (
            json!({"enum": ["red", "blue"]}),
            "'rde'",
            "`x` can't be `\"rde\"` at 'rde': expected one of `red` and `blue`",
        ),
        (
            json!({"oneOf": [{"const": "red"}, {"enum": ["blue"]}]}),
            "'bleu'",
            "`x` can't be `\"bleu\"` at 'bleu': expected one of `red` and `blue`",
        ),
        (json!({"const": 1}), "2", "`x` can't be `2` at 2: expected `1`"),
        (json!({"minLength": 1}), "''", "`x` can't be `\"\"` at '': expected 1 or more characters"),
        (json!({"maxLength": 1}), "'ab'", "`x` can't be `\"ab\"` at 'ab': expected 1 or fewer characters"),
        (json!({"minItems": 1}), "[]", "`x` can't be a list at []: expected 1 or more items"),
        (json!({"maxItems": 1}), "[1, 2]", "`x` can't be a list at [1, 2]: expected 1 or fewer items"),
        (json!({"pattern": "^a"}), "'b'", "`x` can't be `\"b\"` at 'b': expected text that matches `^a`"),
        (json!({"items": {"type": "string"}}), "['a', 1]", "`x[1]` can't be `1` at 1: expected a string"),
        (json!({"required": ["a"]}), "{ b = 1 }", "`x` is not complete at { b = 1 }: `a` is missing here"),
        (
            json!({"properties": {"name": {}}, "additionalProperties": false}),
            "{ nmae = 1 }",
            "unknown option `nmae` at nmae: `x` has `name`",
        ),
        (
            json!({"additionalProperties": {"properties": {"nouns": {}}, "additionalProperties": false}}),
            "{ fax = { noun = [] } }",
            "unknown option `noun` at noun: `x.fax` has `nouns`",
        ),
        (
            json!({"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]}),
            "1",
            "`x` can't be `1` at 1: expected 3 or more",
        ),
        (json!({"type": "float"}), "1", "the plugin `a` declares options that can't be checked"),
    ];
    for (schema, value, expected) in cases {
        let toml = format!("[[analyzer]]\nplugin = \"a\"\noptions = {{ x = {value} }}\n");
        let mut described = Described::new("a: > a");
        described.schema =
            json!({"type": "object", "additionalProperties": false, "properties": {"x": schema}});
        let problems =
            Plan::new(&config(&toml), &Shelf(vec![described]), Path::new("")).err().unwrap_or_default();
        let shown = problems.into_iter().map(|d| format!("{} at {}: {}", d.message, &toml[d.span], d.label));
        let shown = shown.collect::<Vec<_>>().join("; ");
        match expected.contains(" at ") || expected.is_empty() {
            true => assert_eq!(shown, expected),
            false => assert!(shown.starts_with(expected), "{shown}"),
        }
    }
}

#[test]
fn a_failure_costs_its_analyzer_and_those_that_require_it() {
    let analyzed = run(&["a: > a!", "b: a > b", "c: ?a > c", "d: > d"], vec![input("x", &[])]);
    let analyzed = analyzed[0].as_ref().expect("a document");
    assert_eq!(shown(analyzed), "c=c d=d [Failed no luck] [Skipped not run: the document has no layer `a`]");
    assert_eq!(
        analyzed.summaries.iter().map(|s| s.json.as_str()).collect::<Vec<_>>(),
        [r#"{"saw":[]}"#, r#"{"saw":["c"]}"#]
    );
}

#[test]
fn a_layer_that_the_input_brings_stands() {
    let all = run(&["a: > a x", "b: a > b"], vec![input("x", &["a"]), input("x", &["a", "x"])]);
    let shown: Vec<String> = all.iter().map(|a| shown(a.as_ref().expect("a document"))).collect();
    assert_eq!(shown, ["a=given x=a b=b", "a=given x=given b=b"]);
}

#[test]
fn problems_of_closing_belong_to_the_last_document() {
    let all = run(&["a: > a†", "b: > b"], vec![input("x", &[]), Err(()), input("y", &[])]);
    let kinds: Vec<Option<Vec<ProblemKind>>> =
        all.iter().map(|a| a.as_ref().ok().map(|a| a.problems.iter().map(|p| p.kind).collect())).collect();
    assert_eq!(kinds, [Some(vec![]), None, Some(vec![ProblemKind::Panicked])], "in the order of the input");
    assert!(all[2].as_ref().is_ok_and(|last| last.document.text() == "y"));
}

#[test]
fn problems_of_closing_are_told_even_without_a_document() {
    let plan = plan(&["a: > a†"], &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
    let pipeline = plan.build().unwrap_or_else(|d| panic!("{d:?}"));
    let mut run = pipeline.run(vec![Err::<Input, _>(())].into_iter(), NonZeroUsize::MIN);
    assert!(run.by_ref().all(|item| item.is_err()));
    assert_eq!(run.unattached().len(), 1);
}

#[test]
fn several_threads_give_what_one_gives_in_the_order_of_the_input() {
    let inputs = || {
        (0..100).map(|n| if n % 9 == 4 { Err(n) } else { input(&format!("text {n}"), &[]).map_err(|()| n) })
    };
    let all = |threads| {
        let plan =
            plan(&["a: > a", "b: a > b!", "c: > c†"], &[]).unwrap_or_else(|problems| panic!("{problems:?}"));
        let pipeline = plan.build().unwrap_or_else(|d| panic!("{d:?}"));
        let run = pipeline.run(inputs(), NonZeroUsize::new(threads).expect("above zero"));
        run.map(|item| item.map(|a| format!("{} {}", a.document.text(), shown(&a)))).collect::<Vec<_>>()
    };
    let one = all(1);
    assert_eq!(one.len(), 100);
    assert!(one[99].as_ref().is_ok_and(|last| last.contains("Panicked")), "{:?}", one[99]);
    assert_eq!(all(2), one);
    assert_eq!(all(7), one);
}
