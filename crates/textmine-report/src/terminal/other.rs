//! A summary that this report knows nothing of: its keys and values as they are.
use super::{MOST_ROWS, Page, printable};
use serde_json::Value;

pub(super) fn render(page: &mut Page, analyzer: &str, json: &str) {
    page.heading(&printable(analyzer).to_uppercase(), "");
    let mut lines = Vec::new();
    if let Ok(value) = serde_json::from_str(json) {
        flatten(&value, "", &mut lines);
    }
    for line in lines.iter().take(MOST_ROWS) {
        page.wrapped(line, "  ");
    }
    page.more(lines.len());
}

/// `a.b: value`, a line for each value that is no table or list of tables.
fn flatten(value: &Value, path: &str, lines: &mut Vec<String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let simple = |v: &Value| !v.is_object() && !v.is_array();
    match value {
        Value::Object(map) => map.iter().for_each(|(key, v)| flatten(v, &below(key), lines)),
        Value::Array(items) if items.iter().all(simple) => {
            let items: Vec<String> = items.iter().map(shown).collect();
            lines.push(labelled(path, &items.join(", ")));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, v)| flatten(v, &below(&(i + 1).to_string()), lines));
        }
        simple => lines.push(labelled(path, &shown(simple))),
    }
}

fn labelled(path: &str, value: &str) -> String {
    if path.is_empty() { value.to_owned() } else { format!("{}: {value}", printable(path)) }
}

fn shown(value: &Value) -> String {
    printable(&value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}
