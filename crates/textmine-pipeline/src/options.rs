//! Options of an analyzer against the JSON Schema that its plugin declares.
use crate::config::push_pointer;
use crate::diagnostic::listed;
use crate::{Diagnostic, OptionsTable};
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

/// Everything that is wrong with the options, each at its place.
pub(crate) fn check(options: &OptionsTable, schema: &Value, plugin: &str) -> Vec<Diagnostic> {
    match jsonschema::options().with_draft(jsonschema::Draft::Draft202012).build(schema) {
        Ok(validator) => validator
            .iter_errors(&options.value)
            .flat_map(|error| explain(&error, options, schema, plugin))
            .collect(),
        Err(error) => {
            let message = format!("the plugin `{plugin}` declares options that can't be checked");
            vec![Diagnostic::new(message, options.span.clone(), error.to_string())]
        }
    }
}

fn explain(
    error: &ValidationError<'_>,
    options: &OptionsTable,
    schema: &Value,
    plugin: &str,
) -> Vec<Diagnostic> {
    let at = error.instance_path().as_str();
    let here = options.value_span(at);
    let found = error.instance();
    let named = shown_pointer(at);
    let value = |label: String| {
        vec![Diagnostic::new(format!("`{named}` can't be {}", shown(found)), here.clone(), label)]
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = properties_at(schema, at);
            let each = unexpected.iter().map(|key| {
                let mut pointer = at.to_owned();
                push_pointer(&mut pointer, key);
                let whose = match at {
                    "" => format!("the plugin `{plugin}`"),
                    _ => format!("`{named}`"),
                };
                let label = match known.as_slice() {
                    [] => format!("{whose} has no options"),
                    known => format!("{whose} has {}", listed(known.iter().map(String::as_str))),
                };
                let problem =
                    Diagnostic::new(format!("unknown option `{key}`"), options.key_span(&pointer), label);
                problem.suggest(key, known.iter().map(String::as_str))
            });
            each.collect()
        }
        ValidationErrorKind::Type { kind } => {
            let expected = match kind {
                TypeKind::Single(single) => type_name(&single.to_string()),
                TypeKind::Multiple(several) => {
                    let names = several.iter().map(|t| t.to_string()).filter(|t| t != "null");
                    names.map(|t| type_name(&t)).collect::<Vec<_>>().join(" or ")
                }
            };
            value(format!("expected {expected}"))
        }
        ValidationErrorKind::Enum { options: allowed } => {
            let allowed: Vec<String> = allowed.as_array().into_iter().flatten().map(text_of).collect();
            let label = format!("expected one of {}", listed(allowed.iter().map(String::as_str)));
            let written = text_of(found);
            value(label)
                .into_iter()
                .map(|d| d.suggest(&written, allowed.iter().map(String::as_str)))
                .collect()
        }
        ValidationErrorKind::Constant { expected_value } => {
            value(format!("expected {}", shown(expected_value)))
        }
        ValidationErrorKind::Minimum { limit } => value(format!("expected {limit} or more")),
        ValidationErrorKind::Maximum { limit } => value(format!("expected {limit} or less")),
        ValidationErrorKind::ExclusiveMinimum { limit } => value(format!("expected more than {limit}")),
        ValidationErrorKind::ExclusiveMaximum { limit } => value(format!("expected less than {limit}")),
        ValidationErrorKind::MinLength { limit } => value(format!("expected {limit} or more characters")),
        ValidationErrorKind::MaxLength { limit } => value(format!("expected {limit} or fewer characters")),
        ValidationErrorKind::MinItems { limit } => value(format!("expected {limit} or more items")),
        ValidationErrorKind::MaxItems { limit } => value(format!("expected {limit} or fewer items")),
        ValidationErrorKind::Pattern { pattern } => value(format!("expected text that matches `{pattern}`")),
        ValidationErrorKind::Required { property } => {
            let label = format!("`{}` is missing here", text_of(property));
            vec![Diagnostic::new(format!("`{named}` is not complete"), here, label)]
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            if let Some(allowed) = allowed_values(context) {
                let label = format!("expected one of {}", listed(allowed.iter().map(String::as_str)));
                let known = allowed.iter().map(String::as_str);
                return value(label).into_iter().map(|d| d.suggest(&text_of(found), known.clone())).collect();
            }
            // The branch that fits the value's type says more than "none of them fits".
            let closest = context.iter().min_by_key(|errors| {
                let by_type = errors.iter().any(|e| matches!(e.kind(), ValidationErrorKind::Type { .. }));
                (by_type, errors.len())
            });
            match closest {
                Some(errors) if !errors.is_empty() => {
                    errors.iter().flat_map(|e| explain(e, options, schema, plugin)).collect()
                }
                _ => value(error.to_string()),
            }
        }
        _ => value(error.to_string()),
    }
}

/// The values of all branches, if each branch is a value or a list of them: how schemas write a choice.
fn allowed_values(context: &[Vec<ValidationError<'static>>]) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for branch in context {
        match branch.as_slice() {
            [error] => match error.kind() {
                ValidationErrorKind::Constant { expected_value } => all.push(text_of(expected_value)),
                ValidationErrorKind::Enum { options } => {
                    all.extend(options.as_array().into_iter().flatten().map(text_of));
                }
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(all)
}

/// A JSON pointer as one would say it: `/channels/fax/nouns/0` is `channels.fax.nouns[0]`.
fn shown_pointer(pointer: &str) -> String {
    let mut out = String::new();
    for segment in pointer.split('/').skip(1) {
        let segment = segment.replace("~1", "/").replace("~0", "~");
        match segment.bytes().all(|b| b.is_ascii_digit()) && !out.is_empty() {
            true => out.push_str(&format!("[{segment}]")),
            false => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(&segment);
            }
        }
    }
    if out.is_empty() { "options".to_owned() } else { out }
}

/// The option's name for each property of the schema at a JSON pointer into the options.
fn properties_at(schema: &Value, pointer: &str) -> Vec<String> {
    let mut at = schema;
    for segment in pointer.split('/').skip(1) {
        at = resolve(schema, at);
        let next = at.pointer(&format!("/properties/{segment}")).or_else(|| at.get("additionalProperties"));
        match next.or_else(|| at.get("items")) {
            Some(next) => at = next,
            None => return Vec::new(),
        }
    }
    let properties = resolve(schema, at).get("properties").and_then(Value::as_object);
    properties.map(|p| p.keys().cloned().collect()).unwrap_or_default()
}

fn resolve<'s>(root: &'s Value, at: &'s Value) -> &'s Value {
    let options = ["anyOf", "oneOf", "allOf"].iter().find_map(|k| at.get(k)?.as_array()?.first());
    let at = options.unwrap_or(at);
    let target = at.get("$ref").and_then(Value::as_str).and_then(|r| root.pointer(r.strip_prefix('#')?));
    target.unwrap_or(at)
}

fn type_name(json: &str) -> String {
    match json {
        "object" => "a table".to_owned(),
        "integer" => "a whole number".to_owned(),
        "array" => "a list".to_owned(),
        "boolean" => "true or false".to_owned(),
        other => format!("a {other}"),
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn shown(value: &Value) -> String {
    /// A value longer than this is named by its type; in bytes.
    const LONGEST: usize = 40;
    match value {
        Value::Object(_) => "a table".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        other => {
            let text = other.to_string();
            if text.len() > LONGEST { "this value".to_owned() } else { format!("`{text}`") }
        }
    }
}
