//! Checks that an analyzer's options are what its schema says.
mod schema;
mod values;

use crate::compare::difference;
use crate::trial::{Trial, analyze, close, create, why};
use crate::{shown, texts};
use schema::{Schema, for_check, properties, resolve};
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use textmine_core::{Analysis, Failure};

/// Options that are tried in one check; a schema may be large, and making an instance slow.
const MOST_TRIED: usize = 200;
/// Why checks on single options are skipped.
const HAS_NONE: &str = "it has no options";

pub(crate) fn schema(trial: &mut Trial<'_>) {
    match (Schema::of(trial.plugin), Schema::of(trial.plugin)) {
        (Ok(first), Ok(second)) => {
            if first.value != second.value {
                trial.fault("it is another one when asked again".to_owned());
            }
        }
        (Err(why), _) | (_, Err(why)) => trial.fault(why),
    }
}

pub(crate) fn described(trial: &mut Trial<'_>) {
    let Some(schema) = for_check(trial) else { return };
    if schema.properties().is_empty() {
        return trial.skip(HAS_NONE);
    }
    let mut walk = Undescribed { root: &schema.value, seen: HashSet::new(), places: Vec::new() };
    walk.visit(&schema.value, "");
    for place in walk.places {
        trial.fault(format!("`{}` has no description", shown::message(&place)));
    }
}

/// Finds the properties without a description, those of objects within included.
struct Undescribed<'s> {
    root: &'s Value,
    /// Schemas that were looked at: one may contain itself.
    seen: HashSet<*const Value>,
    places: Vec<String>,
}

impl<'s> Undescribed<'s> {
    fn visit(&mut self, at: &'s Value, place: &str) {
        let at = resolve(self.root, at);
        if !self.seen.insert(at) {
            return;
        }
        let says =
            |s: &Value| s.get("description").and_then(Value::as_str).is_some_and(|d| !d.trim().is_empty());
        for (name, property) in properties(at) {
            let place = if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") };
            if !says(property) && !says(resolve(self.root, property)) {
                self.places.push(place.clone());
            }
            self.visit(property, &place);
        }
        for (key, suffix) in [("items", "[]"), ("additionalProperties", ".*")] {
            if let Some(members) = at.get(key).filter(|s| s.is_object()) {
                self.visit(members, &format!("{place}{suffix}"));
            }
        }
    }
}

pub(crate) fn none(trial: &mut Trial<'_>) {
    let Some(schema) = for_check(trial) else { return };
    if let Some(refusal) = schema.refusal(&json!({})) {
        trial.fault(format!("the schema refuses empty options: {refusal}"));
    }
    if let Some(instance) = trial.instance() {
        trial.close(instance);
    }
}

pub(crate) fn defaults(trial: &mut Trial<'_>) {
    let Some(schema) = for_check(trial) else { return };
    let declared = schema.properties().into_iter();
    let defaults: Map<String, Value> = declared
        .filter_map(|(name, property)| {
            let default =
                property.get("default").or_else(|| resolve(&schema.value, property).get("default"))?;
            Some((name.to_owned(), default.clone()))
        })
        .collect();
    if defaults.is_empty() {
        return trial.skip("its schema names no defaults");
    }
    let Some(expected) = analysis_with(trial, &json!({}), "no options") else { return };
    let one_by_one = defaults.iter().map(|(name, value)| json!({ name: value })).collect::<Vec<_>>();
    for options in one_by_one.into_iter().chain([Value::Object(defaults)]) {
        let shown = shown::json(&options);
        if let Some(refusal) = schema.refusal(&options) {
            trial.fault(format!("the schema refuses its default {shown}: {refusal}"));
        }
        let Some(found) = analysis_with(trial, &options, &shown) else { continue };
        if let Some(difference) = difference(&expected, &found) {
            trial.fault(format!("{shown} are not what it does by default: {difference}"));
        }
    }
}

/// What an article comes to with these options; a fault if there is nothing.
fn analysis_with(trial: &mut Trial<'_>, options: &Value, shown: &str) -> Option<Analysis> {
    let document = trial.document(&texts::news::article())?;
    let instance = match create(trial.plugin, options) {
        Ok(instance) => instance,
        Err(failure) => {
            trial.fault(format!("{shown}: {}", why(&failure)));
            return None;
        }
    };
    let analysis = analyze(trial.plugin, instance.as_ref(), &document);
    trial.close(instance);
    analysis.map_err(|why| trial.fault(format!("{shown}: {why}"))).ok()
}

/// Options with a key that the schema does not declare.
fn with_unknown_key(schema: &Schema) -> Vec<Value> {
    let declared = schema.properties();
    let mut unknown = vec!["no-such-option".to_owned(), String::new(), "__proto__".to_owned()];
    if let Some((name, _)) = declared.first() {
        unknown.extend([name.to_uppercase(), format!("{name}s"), format!(" {name}")]);
    }
    unknown.retain(|key| declared.iter().all(|(name, _)| name != key));
    unknown.into_iter().map(|key| json!({ key: null })).collect()
}

pub(crate) fn unknown(trial: &mut Trial<'_>) {
    let Some(schema) = for_check(trial) else { return };
    for options in with_unknown_key(&schema) {
        let shown = shown::json(&options);
        if schema.allows(&options) {
            trial.fault(format!("the schema allows {shown}; `additionalProperties` should be false"));
        }
        // Without a single option, one that reads none is no fault: the host refuses by the schema.
        if !schema.properties().is_empty() {
            expect_refusal(trial, &options);
        }
    }
}

/// Makes an instance with options that must be refused; a fault if they are not.
fn expect_refusal(trial: &mut Trial<'_>, options: &Value) {
    match create(trial.plugin, options) {
        Ok(instance) => {
            trial.fault(format!("{} is accepted, though its schema refuses it", shown::json(options)));
            trial.close(instance);
        }
        Err(Failure::Refused { .. }) => {}
        Err(failure) => trial.fault(format!("{}: {}", shown::json(options), why(&failure))),
    }
}

/// Options with one value of a type that the schema does not allow there.
fn of_wrong_type(schema: &Schema) -> Vec<Value> {
    let mut all = Vec::new();
    for (name, property) in schema.properties() {
        let structure = values::type_of(resolve(&schema.value, property)) == "object";
        for value in values::of_every_type() {
            // Many readers of JSON take the members of an object in order as well; nobody is misled by that.
            let in_order = structure && value.is_array();
            let options = json!({ name: value });
            if !in_order && !schema.allows(&options) {
                all.push(options);
            }
        }
    }
    all
}

pub(crate) fn types(trial: &mut Trial<'_>) {
    let Some(schema) = for_check(trial) else { return };
    if schema.properties().is_empty() {
        return trial.skip(HAS_NONE);
    }
    for (name, _) in schema.properties() {
        let options = values::of_every_type().into_iter().map(|value| json!({ name: value }));
        let (allowed, refused): (Vec<_>, Vec<_>) = options.partition(|options| schema.allows(options));
        // A schema that takes everything misleads only if the analyzer doesn't.
        if !refused.is_empty() {
            continue;
        }
        for options in allowed {
            if let Err(failure) = create(trial.plugin, &options).map(close) {
                trial.fault(format!(
                    "the schema allows {}, but it is {}",
                    shown::json(&options),
                    why(&failure)
                ));
                break;
            }
        }
    }
    for options in of_wrong_type(&schema).iter().take(MOST_TRIED) {
        expect_refusal(trial, options);
    }
}

/// Options with one value beyond what the schema allows of its type.
fn out_of_bounds(schema: &Schema) -> Vec<Value> {
    let mut all = Vec::new();
    for (name, property) in schema.properties() {
        for value in values::out_of_bounds(&schema.value, property) {
            let options = json!({ name: value });
            if !schema.allows(&options) && !all.contains(&options) {
                all.push(options);
            }
        }
    }
    all.truncate(MOST_TRIED);
    all
}

/// A host checks options against the schema before the analyzer sees them, so one that relies on that for its bounds is
/// noted, not refused; but it must not break.
pub(crate) fn bounds(trial: &mut Trial<'_>) {
    let Some(schema) = for_check(trial) else { return };
    let beyond = out_of_bounds(&schema);
    if beyond.is_empty() {
        return trial.skip("its schema sets no bounds");
    }
    let mut accepted = Vec::new();
    for options in beyond {
        match create(trial.plugin, &options) {
            Ok(instance) => {
                accepted.push(shown::json(&options));
                trial.close(instance);
            }
            Err(Failure::Refused { .. }) => {}
            Err(failure) => trial.fault(format!("{}: {}", shown::json(&options), why(&failure))),
        }
    }
    for options in accepted {
        trial.note(format!("{options} is left to the schema to refuse"));
    }
}

pub(crate) fn errors(trial: &mut Trial<'_>) {
    let Some(schema) = for_check(trial) else { return };
    let mut wrong = with_unknown_key(&schema);
    wrong.extend(of_wrong_type(&schema));
    wrong.extend(out_of_bounds(&schema));
    for options in wrong.iter().take(MOST_TRIED) {
        let shown = shown::json(options);
        match create(trial.plugin, options) {
            Ok(instance) => _ = close(instance),
            Err(Failure::Refused { option, message }) => {
                if message.trim().is_empty() || message == "without a reason" {
                    trial.fault(format!("{shown} is refused without a reason"));
                }
                if let Some(pointer) = option.filter(|pointer| !names_a_place(pointer, options)) {
                    let pointer = shown::message(&pointer);
                    trial.fault(format!("{shown} is refused at `{pointer}`, which is no place in it"));
                }
            }
            Err(failure) => trial.fault(format!("{shown}: {}", why(&failure))),
        }
    }
}

/// True if a JSON pointer leads to a value, or to where one is missing.
fn names_a_place(pointer: &str, options: &Value) -> bool {
    let missing = || pointer.rsplit_once('/').and_then(|(parent, _)| options.pointer(parent)).is_some();
    options.pointer(pointer).is_some() || missing()
}
