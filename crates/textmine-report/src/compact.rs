//! JSON in few lines: what fits into a line stands on one.
use crate::aligned::{decimals, visible};
use serde_json::{Map, Value};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Decimals of a number that is not whole.
const DECIMALS: usize = 4;

/// The value, in lines of at most `columns` where it can be broken, without a line feed at its end.
pub(crate) fn written(value: &Value, columns: usize) -> String {
    let mut out = String::new();
    write(&mut out, value, 0, 0, columns);
    out
}

/// Writes a value that begins at `column` of a line with this indent.
fn write(out: &mut String, value: &Value, indent: usize, column: usize, columns: usize) {
    let line = on_one_line(value);
    if column + line.width() <= columns {
        out.push_str(&line);
        return;
    }
    let inner = " ".repeat(indent + 2);
    match value {
        Value::Array(items) if !items.is_empty() => {
            out.push_str("[\n");
            for (index, item) in items.iter().enumerate() {
                out.push_str(&inner);
                match item {
                    Value::Object(entries) if fill(out, entries, indent + 2, columns) => {}
                    // With the comma after it.
                    item => write(out, item, indent + 2, indent + 3, columns),
                }
                out.push_str(if index + 1 < items.len() { ",\n" } else { "\n" });
            }
            _ = write!(out, "{}]", " ".repeat(indent));
        }
        Value::Object(entries) if !entries.is_empty() => {
            out.push_str("{\n");
            for (index, (key, item)) in entries.iter().enumerate() {
                let lead = format!("{inner}{}: ", string(key));
                out.push_str(&lead);
                write(out, item, indent + 2, lead.width() + 1, columns);
                out.push_str(if index + 1 < entries.len() { ",\n" } else { "\n" });
            }
            _ = write!(out, "{}}}", " ".repeat(indent));
        }
        _ => out.push_str(&line),
    }
}

/// A row of a list: as many entries on each line as fit. False, and nothing written, if one of them fits on no line.
fn fill(out: &mut String, entries: &Map<String, Value>, indent: usize, columns: usize) -> bool {
    let entries: Vec<String> =
        entries.iter().map(|(key, item)| format!("{}: {}", string(key), on_one_line(item))).collect();
    // With the brace before it and the comma or brace after it.
    if entries.iter().any(|entry| indent + entry.width() + 2 > columns) {
        return false;
    }
    out.push('{');
    let mut column = indent + 1;
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 && column + entry.width() + 2 > columns {
            _ = write!(out, "\n{}", " ".repeat(indent + 1));
            column = indent + 1;
        } else if index > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(entry);
        out.push_str(if index + 1 < entries.len() { "," } else { "" });
        column += entry.width() + 1;
    }
    out.push('}');
    true
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(on_one_line).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, item)| format!("{}: {}", string(key), on_one_line(item))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::String(text) => string(text),
        Value::Number(number) if number.is_f64() => {
            let shown = decimals(number.as_f64().unwrap_or_default(), DECIMALS);
            let short = shown.trim_end_matches('0');
            // `0.` is no JSON.
            if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
        }
        other => other.to_string(),
    }
}

/// A string as JSON writes it, with nothing in it that could turn the line around.
fn string(text: &str) -> String {
    visible(&Value::from(text).to_string())
}

#[cfg(test)]
mod tests {
    use super::written;
    use serde_json::json;

    #[test]
    fn what_fits_stands_on_one_line_and_the_rest_is_broken_item_by_item() {
        let value = json!({
            "empty": {}, "none": null, "list": [1, 2.5, -0.00001, 0.123456, 3.0],
            "rows": [{"from": "Ana Ruiz", "to": "Ben Okoro"}, {"from": "a \"b\"\n", "to": []}],
            "long": [{"from": "Ana Ruiz", "to": "Ben Okoro", "by": "phone", "at": [1, 2]}, {}],
            "deep": [{"why": ["because it is said so", "and nobody says no"]}],
        });
        assert_eq!(
            written(&value, 50),
            "\
{
  \"empty\": {},
  \"none\": null,
  \"list\": [1, 2.5, 0.0, 0.1235, 3.0],
  \"rows\": [
    {\"from\": \"Ana Ruiz\", \"to\": \"Ben Okoro\"},
    {\"from\": \"a \\\"b\\\"\\n\", \"to\": []}
  ],
  \"long\": [
    {\"from\": \"Ana Ruiz\", \"to\": \"Ben Okoro\",
     \"by\": \"phone\", \"at\": [1, 2]},
    {}
  ],
  \"deep\": [
    {
      \"why\": [
        \"because it is said so\",
        \"and nobody says no\"
      ]
    }
  ]
}"
        );
        assert_eq!(written(&json!({"calls": 3, "who": ["Ana"]}), 50), r#"{"calls": 3, "who": ["Ana"]}"#);
    }
}
