//! Options that are paths: they start at the pipeline's folder, wherever textmine runs.
use serde_json::Value;
use std::path::Path;

/// Makes those options absolute that the schema gives the format `path`, at whatever depth.
///
/// An analyzer does not know the pipeline's folder, and a worker's own folder is another.
pub(crate) fn resolve(options: &mut Value, schema: &Value, base: &Path) {
    Walk { schema, base, left: MAX_STEPS }.step(options, schema, MAX_DEPTH);
}

/// A schema may refer to itself without end: after so many steps the rest is left as it is.
const MAX_STEPS: u32 = 10_000;
/// Options are nested less deep.
const MAX_DEPTH: u32 = 64;

struct Walk<'w> {
    schema: &'w Value,
    base: &'w Path,
    left: u32,
}

impl Walk<'_> {
    fn step(&mut self, value: &mut Value, at: &Value, depth: u32) {
        if self.left == 0 || depth == 0 {
            return;
        }
        self.left -= 1;
        let schema = self.schema;
        let target =
            at.get("$ref").and_then(Value::as_str).and_then(|r| schema.pointer(r.strip_prefix('#')?));
        let at = target.unwrap_or(at);
        for branch in ["anyOf", "oneOf", "allOf"].iter().filter_map(|kind| at.get(kind)?.as_array()).flatten()
        {
            self.step(value, branch, depth - 1);
        }
        match value {
            Value::String(path) if at.get("format").is_some_and(|format| format == "path") => {
                // A path that is no text, or none at all, stays as it is: the analyzer says what is wrong with it.
                let found = std::path::absolute(self.base.join(path.as_str())).ok();
                if let Some(absolute) = found.and_then(|found| found.into_os_string().into_string().ok()) {
                    *path = absolute;
                }
            }
            Value::Array(items) => {
                if let Some(of_items) = at.get("items") {
                    items.iter_mut().for_each(|item| self.step(item, of_items, depth - 1));
                }
            }
            Value::Object(entries) => {
                for (key, entry) in entries {
                    let property = at.get("properties").and_then(|properties| properties.get(key));
                    if let Some(next) = property.or_else(|| at.get("additionalProperties")) {
                        self.step(entry, next, depth - 1);
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use serde_json::json;
    use std::path::Path;

    #[test]
    fn paths_start_at_the_pipelines_folder_and_nothing_else_changes() {
        let schema = json!({
            "$defs": { "File": { "type": "string", "format": "path" } },
            "properties": {
                "files": { "type": "array", "items": { "$ref": "#/$defs/File" } },
                "one": { "anyOf": [{ "$ref": "#/$defs/File" }, { "type": "null" }] },
                "by_name": { "additionalProperties": { "$ref": "#/$defs/File" } },
                "word": { "type": "string" },
            },
        });
        let mut options = json!({
            "files": ["names.tsv", "/etc/names.tsv"],
            "one": "lists/one.csv",
            "by_name": { "a": "a.tsv" },
            "word": "names.tsv",
            "unknown": ["names.tsv"],
        });
        resolve(&mut options, &schema, Path::new("/pipelines"));
        assert_eq!(
            options,
            json!({
                "files": ["/pipelines/names.tsv", "/etc/names.tsv"],
                "one": "/pipelines/lists/one.csv",
                "by_name": { "a": "/pipelines/a.tsv" },
                "word": "names.tsv",
                "unknown": ["names.tsv"],
            })
        );
    }

    #[test]
    fn a_schema_that_refers_to_itself_has_an_end() {
        let schema = json!({ "anyOf": [{ "$ref": "#" }, { "$ref": "#" }], "items": { "$ref": "#" } });
        let mut options = json!([["a"], "b"]);
        resolve(&mut options, &schema, Path::new("/pipelines"));
        assert_eq!(options, json!([["a"], "b"]));
    }
}
