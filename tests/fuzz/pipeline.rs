//! Any text as a pipeline, and behind a NUL any JSON as the schema of its plugins' options.
#![no_main]

use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use textmine_core::{Catalogue, Description, Failure, Instance, Plugin, Terms, Unavailable};
use textmine_pipeline::{Config, Plan};

/// Every name is a plugin, with the schema.
struct Any(Value);

impl Catalogue for Any {
    fn plugin(&self, name: &str, _: &Path, _: &Terms) -> Result<Arc<dyn Plugin>, Unavailable> {
        let description = Description {
            name: name.to_owned(),
            version: "1".to_owned(),
            about: "anything".to_owned(),
            requires: Vec::new(),
            uses: vec!["names".to_owned()],
            provides: vec![name.to_owned()],
            data: Vec::new(),
        };
        Ok(Arc::new(One(description, self.0.clone())))
    }
}

struct One(Description, Value);

impl Plugin for One {
    fn description(&self) -> &Description {
        &self.0
    }
    fn options_schema(&self) -> Result<Value, Failure> {
        Ok(self.1.clone())
    }
    fn create(&self, _: &Value) -> Result<Box<dyn Instance>, Failure> {
        Err(Failure::Poisoned)
    }
}

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (toml, schema) = text.split_once('\0').unwrap_or((text, "{}"));
    let (config, problems) = Config::parse(toml);
    for problem in problems {
        assert!(problem.span.end <= toml.len() && toml.is_char_boundary(problem.span.start), "{problem:?}");
    }
    let schema = serde_json::from_str(schema).unwrap_or(Value::Null);
    if let Some(config) = config {
        for problem in Plan::new(&config, &Any(schema), Path::new("")).err().into_iter().flatten() {
            assert!(problem.span.end <= toml.len() && toml.is_char_boundary(problem.span.start), "{problem:?}");
        }
    }
});
