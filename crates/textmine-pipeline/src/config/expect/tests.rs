use super::*;
use crate::Config;

/// A pipeline with these expectations after its analyzer: all that is said of it.
fn problems(expectations: &str) -> String {
    let source = format!("[[analyzer]]\nplugin = 'x'\n{expectations}");
    let (_, problems) = Config::parse(&source);
    let shown = |d: &Diagnostic| {
        let help = d.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{:?}: {}: {}{help}\n", &source[d.span.clone()], d.message, d.label)
    };
    problems.iter().map(shown).collect()
}

#[test]
fn an_expectation_says_what_is_found_what_is_not_how_much_of_it_and_what_the_summary_says() {
    let source = r#"
[[analyzer]]
plugin = "x"

[[expect]]
name = "a call"
text = """
Ana
Ruiz phoned Ben."""
given.people = [{ words = "Ben", label = "PER" }]
found.calls = [
    { words = "phoned", label = "phone", score = { min = 0.5 }, attrs = { from = ["Ana"], realis = "actual" } },
    { words = "Ana Ruiz", count = 2 },
]
absent.calls = [{ label = "text" }, {}]
count.calls = { min = 1, max = 3 }
count.people = 0
summary.x.total = 2
summary.x."by day".monday = { min = 0.5 }
"#;
    let (config, problems) = Config::parse(source);
    assert_eq!(problems, []);
    let Expectation { name, text, given, found, absent, counts, summary, .. } =
        &config.expect("a pipeline").expectations[0];
    assert_eq!((name.as_deref(), text.value.as_str()), (Some("a call"), "Ana\nRuiz phoned Ben."));
    assert_eq!((given[0].name(), given[0].view().len()), ("people", 1));
    let shown = |key: &str, pattern: &Pattern| {
        let Pattern { layer, span, words, label, score, attributes, count } = pattern;
        format!(
            "{key} {}: {words:?} {label:?} {score:?} {attributes:?} {count:?} at {}\n",
            layer.value,
            &source[span.clone()]
        )
    };
    let found: String = found.iter().map(|pattern| shown("found", pattern)).collect();
    let absent: String = absent.iter().map(|pattern| shown("absent", pattern)).collect();
    let counts: String = counts
        .iter()
        .map(|c| format!("{} {} at {}\n", c.layer.value, c.bounds, &source[c.span.clone()]))
        .collect();
    insta::assert_snapshot!(format!("{found}{absent}{counts}{}", summary.value));
    assert_eq!(&source[summary.value_span("/x/by day/monday/min")], "0.5");
}

#[test]
fn everything_wrong_with_expectations_is_said_at_once() {
    insta::assert_snapshot!(problems(
        r#"
[[expect]]
txt = "Ana phoned."

[[expect]]
name = 3

[[expect]]
text = "Ana phoned."

[[expect]]
text = "Ana Ruiz phoned Ben Okoro."
given = "people"
found = "calls"
absent.calls = { label = "text" }
count = 3
summary = "x"

[[expect]]
text = "Ana Ruiz phoned Ben Okoro."
found.calls = [
    { word = "phoned" },
    { words = "Ana Riuz" },
    { words = "" },
    "phoned",
    { label = 3, score = 0.5 },
    { score = { min = 0.9, max = 0.1 } },
    { score = {} },
    { score = { mni = 1 } },
    { attrs = { from = 3 } },
    { count = 0 },
    { count = -1 },
    { count = { min = 0.5 } },
    { count = "many" },
]
absent.calls = [{ label = "x", count = 2 }]
"#
    ));
}

#[test]
fn expectations_are_tables_of_their_own() {
    insta::assert_snapshot!(problems("[expect]\ntext = 'x'\n"), @r#""[expect]": this is a table: expected written `[[expect]]`, once for each text"#);
}

#[test]
fn a_range_is_said_as_people_say_it() {
    let shown = |min: f64, max: f64| Interval { min, max }.to_string();
    let none = f64::INFINITY;
    assert_eq!(
        [shown(2.0, 2.0), shown(0.5, none), shown(-none, 3.0), shown(1.0, 3.0)],
        ["2", "0.5 or more", "3 or less", "1 to 3"]
    );
}
