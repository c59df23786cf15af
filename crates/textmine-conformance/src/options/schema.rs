//! The JSON Schema of an analyzer's options, and what can be read from it.
use crate::shown;
use crate::trial::{Trial, Why, why};
use jsonschema::Validator;
use serde_json::Value;
use textmine_core::Plugin;

/// A schema that is one, with the properties that it declares.
pub(crate) struct Schema {
    pub(crate) value: Value,
    validator: Validator,
}

impl Schema {
    /// The schema that the analyzer declares.
    pub(crate) fn of(plugin: &dyn Plugin) -> Result<Schema, Why> {
        let value = plugin.options_schema().map_err(|failure| why(&failure))?;
        let object = value.get("type").and_then(Value::as_str) == Some("object");
        if !object {
            return Err(format!("it is not the schema of an object: {}", shown::json(&value)));
        }
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .build(&value)
            .map_err(|error| format!("it is no JSON Schema: {}", shown::message(&error.to_string())))?;
        Ok(Schema { value, validator })
    }

    /// True if the schema allows these options.
    pub(crate) fn allows(&self, options: &Value) -> bool {
        self.validator.is_valid(options)
    }

    /// Why the schema refuses these options, if it does.
    pub(crate) fn refusal(&self, options: &Value) -> Option<String> {
        let error = self.validator.iter_errors(options).next()?;
        Some(shown::message(&error.to_string()))
    }

    /// The options that it declares, each with its schema.
    pub(crate) fn properties(&self) -> Vec<(&str, &Value)> {
        properties(&self.value)
    }
}

/// The declared properties of the schema of an object.
pub(crate) fn properties(schema: &Value) -> Vec<(&str, &Value)> {
    let declared = schema.get("properties").and_then(Value::as_object);
    declared.into_iter().flatten().map(|(name, schema)| (name.as_str(), schema)).collect()
}

/// Where a reference leads to; the schema itself if it is none, or leads nowhere.
pub(crate) fn resolve<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    /// References that lead to references.
    const LONGEST: usize = 8;
    let mut at = schema;
    for _ in 0..LONGEST {
        let target = at.get("$ref").and_then(Value::as_str).and_then(|r| root.pointer(r.strip_prefix('#')?));
        match target {
            Some(target) => at = target,
            None => break,
        }
    }
    at
}

/// The schema, for checks that need one; a schema that is none is the fault of another check.
pub(crate) fn for_check(trial: &mut Trial<'_>) -> Option<Schema> {
    match Schema::of(trial.plugin) {
        Ok(schema) => Some(schema),
        Err(why) => {
            trial.fault(format!("its options can't be known: {why}"));
            None
        }
    }
}
