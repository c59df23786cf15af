//! Values made from a schema: the plainest that it allows, and some that it doesn't.
use super::schema::{properties, resolve};
use serde_json::{Map, Value, json};

/// Schemas within schemas that are followed; one may contain itself.
const DEEPEST: usize = 4;
/// Values that are made for one place.
const MOST: usize = 200;

/// A value of another type than most options have; each of these fits some option.
pub(crate) fn of_every_type() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!("no such value"),
        json!([]),
        json!([["no such value"]]),
        json!({}),
        json!({"no-such-key": {"no-such-key": []}}),
    ]
}

/// The plainest value that a schema allows, as far as that can be told.
fn plainest(root: &Value, schema: &Value, depth: usize) -> Value {
    let schema = resolve(root, schema);
    if let Some(value) = schema.get("default").or_else(|| schema.get("const")) {
        return value.clone();
    }
    if let Some(value) = schema.get("enum").and_then(|e| e.get(0)) {
        return value.clone();
    }
    if let Some(first) = branches(schema).next() {
        return if depth == 0 { Value::Null } else { plainest(root, first, depth - 1) };
    }
    /// A list of lists grows with the power of this.
    const LONGEST: u64 = 20;
    let count = |key| schema.get(key).and_then(Value::as_u64).unwrap_or(0).min(LONGEST) as usize;
    match type_of(schema) {
        "boolean" => json!(false),
        "integer" | "number" => schema.get("minimum").cloned().unwrap_or(json!(0)),
        "string" => json!("a".repeat(count("minLength").max(1))),
        "array" => match schema.get("items").filter(|_| depth > 0) {
            Some(items) => json!(vec![plainest(root, items, depth - 1); count("minItems")]),
            None => json!([]),
        },
        "object" if depth > 0 => required_members(root, schema, depth - 1).into(),
        "object" => json!({}),
        _ => Value::Null,
    }
}

/// Values that a schema does not allow by its bounds, lengths, choices, patterns and keys, as far as that can be told; at
/// the value itself and at all places within it.
pub(crate) fn out_of_bounds(root: &Value, schema: &Value) -> Vec<Value> {
    within(root, schema, DEEPEST)
}

fn within(root: &Value, schema: &Value, depth: usize) -> Vec<Value> {
    let schema = resolve(root, schema);
    let mut values = Vec::new();
    let step = if type_of(schema) == "integer" { 1.0 } else { 0.5 };
    let number =
        |value: f64| if step == 1.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) };
    let bound = |key: &str| schema.get(key).and_then(Value::as_f64);
    values.extend(bound("minimum").map(|min| number(min - step)));
    values.extend(bound("maximum").map(|max| number(max + step)));
    values.extend(bound("exclusiveMinimum").map(number));
    values.extend(bound("exclusiveMaximum").map(number));
    /// Longer values are not made.
    const LONGEST: u64 = 10_000;
    let length =
        |key: &str| schema.get(key).and_then(Value::as_u64).filter(|n| *n < LONGEST).map(|n| n as usize);
    values.extend(length("minLength").filter(|n| *n > 0).map(|n| json!("a".repeat(n - 1))));
    values.extend(length("maxLength").map(|n| json!("a".repeat(n + 1))));
    if schema.get("pattern").is_some() {
        values.extend([json!(""), json!("\u{0} no such value")]);
    }
    if has_choices(root, schema) {
        values.extend([json!("no such value"), json!("")]);
    }
    if depth == 0 {
        return values;
    }
    let items = schema.get("items");
    let item = |depth| items.map_or(Value::Null, |items| plainest(root, items, depth));
    values.extend(length("minItems").filter(|n| *n > 0).map(|n| json!(vec![item(depth); n - 1])));
    values.extend(length("maxItems").map(|n| json!(vec![item(depth); n + 1])));
    if let Some(items) = items {
        values.extend(within(root, items, depth - 1).into_iter().map(|wrong| json!([wrong])));
    }
    if let Some(members) = schema.get("additionalProperties").filter(|s| s.is_object()) {
        values.extend(within(root, members, depth - 1).into_iter().map(|wrong| json!({"some-key": wrong})));
    }
    let whole = required_members(root, schema, depth - 1);
    let with = |name: &str, value: Value| {
        let mut whole = whole.clone();
        whole.insert(name.to_owned(), value);
        Value::Object(whole)
    };
    for (name, member) in properties(schema) {
        values.extend(within(root, member, depth - 1).into_iter().map(|wrong| with(name, wrong)));
    }
    if schema.get("additionalProperties") == Some(&json!(false)) {
        values.push(with("no-such-key", Value::Null));
    }
    if !has_choices(root, schema) {
        values.extend(branches(schema).flat_map(|branch| within(root, branch, depth - 1)));
    }
    values.truncate(MOST);
    values
}

/// What the schema of an object requires of it.
fn required_members(root: &Value, schema: &Value, depth: usize) -> Map<String, Value> {
    let required: Vec<&str> = texts(schema.get("required"));
    let members = properties(schema).into_iter().filter(|(name, _)| required.contains(name));
    members.map(|(name, member)| (name.to_owned(), plainest(root, member, depth))).collect()
}

/// True if the schema lists the values that it allows, itself or in each of its branches.
fn has_choices(root: &Value, schema: &Value) -> bool {
    let lists = |s: &Value| s.get("enum").is_some() || s.get("const").is_some();
    let mut branches = branches(schema).map(|branch| resolve(root, branch)).peekable();
    lists(schema) || (branches.peek().is_some() && branches.all(lists))
}

fn branches(schema: &Value) -> impl Iterator<Item = &Value> {
    ["anyOf", "oneOf", "allOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten()
}

/// The first type that the schema names, `null` aside.
pub(crate) fn type_of(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|n| *n != "null").unwrap_or("")
        }
        _ => "",
    }
}

fn texts(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_bounds_is_refused_by_the_schema_it_was_made_from() {
        let cases = [
            (json!({"type": "integer", "minimum": 1, "maximum": 5}), vec![json!(0), json!(6)]),
            (json!({"type": "number", "exclusiveMinimum": 0.0}), vec![json!(0.0)]),
            (json!({"type": "string", "minLength": 2, "maxLength": 3}), vec![json!("a"), json!("aaaa")]),
            (json!({"enum": ["a", "b"]}), vec![json!("no such value"), json!("")]),
            (json!({"oneOf": [{"const": "a"}, {"const": "b"}]}), vec![json!("no such value"), json!("")]),
            (json!({"type": "array", "minItems": 1, "items": {"type": "string"}}), vec![json!([])]),
            (json!({"type": "array", "items": {"$ref": "#/$defs/n"}}), vec![json!([-1])]),
            (
                json!({"type": "object", "additionalProperties": {"$ref": "#/$defs/n"}}),
                vec![json!({"some-key": -1})],
            ),
            (
                json!({"type": "object", "properties": {"n": {"$ref": "#/$defs/n"}, "s": {"type": "string"}}, "required": ["s"]}),
                vec![json!({"s": "a", "n": -1})],
            ),
            (
                json!({"type": "array", "items": {"type": "object", "properties": {}, "additionalProperties": false}}),
                vec![json!([{"no-such-key": null}])],
            ),
            (json!({"anyOf": [{"$ref": "#/$defs/n"}, {"type": "null"}]}), vec![json!(-1)]),
        ];
        for (mut schema, expected) in cases {
            schema["$defs"] = json!({"n": {"type": "integer", "minimum": 0}});
            let wrong = out_of_bounds(&schema, &schema);
            assert_eq!(wrong, expected, "{schema}");
            for value in &wrong {
                assert!(!jsonschema::is_valid(&schema, value), "{schema} allows {value}");
            }
        }
    }

    #[test]
    fn a_schema_that_contains_itself_ends() {
        let schema = json!({
            "type": "object",
            "properties": {"again": {"$ref": "#"}, "list": {"type": "array", "minItems": 1, "items": {"$ref": "#"}}},
            "required": ["again", "list"],
            "anyOf": [{"$ref": "#"}],
        });
        assert!(out_of_bounds(&schema, &schema).len() < 100_000);
        let endless = json!({"$ref": "#"});
        assert_eq!(out_of_bounds(&endless, &endless), Vec::<Value>::new());
    }
}
