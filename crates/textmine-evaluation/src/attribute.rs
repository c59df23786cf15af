//! Which attributes of matched annotations are compared, and how.
mod names;

use crate::annotation::attribute;
use crate::{Annotation, GoldAnnotation, Value};
use std::str::FromStr;

/// What to compare: an attribute (`KEY`, or `KEY=OUTPUT+OUTPUT…`, then maybe `:names` and `:stated`), or several that must all
/// be right (`from:names,to:names`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeSpec {
    /// As it was written.
    written: String,
    /// Keys in the gold, with a comma between two.
    key: String,
    /// One at least.
    parts: Vec<Part>,
}

/// One attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    key: String,
    /// The attributes of the output whose values are compared with it, taken together.
    sources: Vec<String>,
    /// Values are names of people: see [`names::same`].
    names: bool,
    /// Only where the gold has a value; otherwise an empty list is a claim as well.
    stated: bool,
}

/// What is wrong with an attribute as written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoAttribute {
    /// A key is empty.
    #[error(
        "expected KEY, or KEY=OUTPUT+OUTPUT where the output has it under other keys; KEY,KEY where all of them must be right"
    )]
    Key,
    /// It ends in something unknown.
    #[error(
        "there is no `:{0}`: expected `:names` (compare as names of people) or `:stated` (only where the gold has a value)"
    )]
    Manner(String),
}

impl FromStr for AttributeSpec {
    type Err = NoAttribute;

    fn from_str(written: &str) -> Result<Self, NoAttribute> {
        let parts = written.split(',').map(str::parse).collect::<Result<Vec<Part>, _>>()?;
        let keys: Vec<&str> = parts.iter().map(|part| part.key.as_str()).collect();
        Ok(AttributeSpec { written: written.to_owned(), key: keys.join(","), parts })
    }
}

impl FromStr for Part {
    type Err = NoAttribute;

    fn from_str(written: &str) -> Result<Self, NoAttribute> {
        let mut fields = written.split(':');
        let keys = fields.next().unwrap_or_default();
        let (key, sources) = keys.split_once('=').unwrap_or((keys, keys));
        let sources: Vec<String> = match keys.contains('=') {
            true => sources.split('+').map(str::to_owned).collect(),
            false => vec![key.to_owned()],
        };
        if key.is_empty() || sources.iter().any(String::is_empty) {
            return Err(NoAttribute::Key);
        }
        let (mut names, mut stated) = (false, false);
        for manner in fields {
            match manner {
                "names" => names = true,
                "stated" => stated = true,
                other => return Err(NoAttribute::Manner(other.to_owned())),
            }
        }
        Ok(Part { key: key.to_owned(), sources, names, stated })
    }
}

/// What a matched pair of annotations says of an attribute, or of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) gold: Vec<String>,
    pub(crate) output: Vec<String>,
    /// Values of the gold that the output has too, one to one.
    pub(crate) common: usize,
    /// True if either side is a list of values.
    pub(crate) list: bool,
}

impl Compared {
    /// True if the sides have the same values, whatever their order.
    pub(crate) fn equal(&self) -> bool {
        self.gold.len() == self.output.len() && self.common == self.gold.len()
    }

    /// Several attributes as one, each value with its key. It is no list of values: it is right or wrong as a whole.
    fn joined(parts: Vec<(&Part, Compared)>) -> Compared {
        let mut joined = Compared { gold: Vec::new(), output: Vec::new(), common: 0, list: false };
        for (spec, part) in parts {
            let keyed = |values: Vec<String>| values.into_iter().map(|value| format!("{}={value}", spec.key));
            joined.gold.extend(keyed(part.gold));
            joined.output.extend(keyed(part.output));
            joined.common += part.common;
        }
        joined
    }
}

impl AttributeSpec {
    /// As it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The key in the gold; of several attributes the keys, with a comma between two.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The keys in the gold.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.key.as_str())
    }

    /// `None` if the gold doesn't say; of several attributes, those count of which it does.
    pub(crate) fn compare(&self, gold: &GoldAnnotation, output: &Annotation) -> Option<Compared> {
        let first = &gold.annotation.attributes;
        let mut best: Option<Vec<(&Part, Compared)>> = None;
        for reading in std::iter::once(first).chain(&gold.alternatives) {
            let compared: Vec<(&Part, Compared)> = self
                .parts
                .iter()
                .filter_map(|part| {
                    let otherwise = attribute(first, &part.key)?;
                    let gold = attribute(reading, &part.key).unwrap_or(otherwise);
                    Some((part, part.compare(gold, output)))
                })
                .collect();
            // The first reading stands unless another one is nearer.
            if best.as_ref().is_none_or(|best| nearness(&compared) > nearness(best)) {
                best = Some(compared);
            }
        }
        let mut asked = best?;
        asked.retain(|(part, compared)| !(part.stated && compared.gold.is_empty()));
        match self.parts.len() {
            1 => asked.pop().map(|(_, compared)| compared),
            _ => (!asked.is_empty()).then(|| Compared::joined(asked)),
        }
    }
}

/// How near gold and output are: equal is nearest, then by F1 of the values.
fn nearness(compared: &[(&Part, Compared)]) -> (bool, f64) {
    let sum = |number: fn(&Compared) -> usize| compared.iter().map(|(_, c)| number(c)).sum::<usize>();
    let all = sum(|c| c.gold.len() + c.output.len());
    (compared.iter().all(|(_, c)| c.equal()), (2 * sum(|c| c.common)) as f64 / all.max(1) as f64)
}

impl Part {
    fn compare(&self, gold: &Value, output: &Annotation) -> Compared {
        let values = self.sources.iter().filter_map(|key| output.attribute(key));
        let list = values.clone().chain([gold]).any(|value| matches!(value, Value::List(_)));
        let found: Vec<String> = values.flat_map(|value| value.items().iter().cloned()).collect();
        Compared {
            common: self.common(gold.items(), &found),
            gold: gold.items().to_vec(),
            output: found,
            list,
        }
    }

    /// Values on both sides, one to one, first come first served.
    fn common(&self, gold: &[String], output: &[String]) -> usize {
        let mut left: Vec<&String> = output.iter().collect();
        let same = |a: &str, b: &str| if self.names { names::same(a, b) } else { a == b };
        gold.iter()
            .filter(|value| {
                let at = left.iter().position(|other| same(value, other));
                at.map(|at| left.remove(at)).is_some()
            })
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Attributes;

    fn annotation(attributes: &[(&str, &[&str])]) -> Annotation {
        let list = |items: &[&str]| Value::List(items.iter().map(|&i| i.to_owned()).collect());
        let attributes: Attributes = attributes.iter().map(|(k, v)| ((*k).to_owned(), list(v))).collect();
        Annotation { start: 0, end: 1, label: "x".to_owned(), text: None, score: None, attributes }
    }

    fn common(spec: &str, gold: &[&str], output: &[(&str, &[&str])]) -> Option<(usize, usize, usize)> {
        let spec: AttributeSpec = spec.parse().expect("sound");
        let compared = spec.compare(&annotation(&[("who", gold)]).into(), &annotation(output))?;
        Some((compared.common, compared.gold.len(), compared.output.len()))
    }

    #[test]
    fn lists_are_compared_one_to_one_whatever_their_order() {
        assert_eq!(common("who", &["a", "b"], &[("who", &["b", "b", "c"])]), Some((1, 2, 3)));
        assert_eq!(common("who", &[], &[("who", &["b"])]), Some((0, 0, 1)));
        assert_eq!(common("who", &["a"], &[]), Some((0, 1, 0)));
    }

    #[test]
    fn what_the_gold_does_not_say_is_not_asked() {
        assert_eq!(common("whom", &["a"], &[("whom", &["a"])]), None);
        assert_eq!(common("who:stated", &[], &[("who", &["b"])]), None);
    }

    #[test]
    fn values_may_stand_under_other_keys_in_the_output() {
        let output: [(&str, &[&str]); 2] = [("from", &["Ana Ruiz"]), ("to", &["President Okoro"])];
        assert_eq!(common("who=from+to:names", &["Ruiz", "Okoro"], &output), Some((2, 2, 2)));
    }

    #[test]
    fn of_several_readings_the_nearest_counts() {
        let mut gold: GoldAnnotation = annotation(&[("who", &["a"])]).into();
        gold.alternatives.push(annotation(&[("who", &["b", "c"])]).attributes);
        let spec: AttributeSpec = "who".parse().expect("sound");
        let compared = spec.compare(&gold, &annotation(&[("who", &["c", "b"])])).expect("asked");
        assert!(compared.equal());
    }

    #[test]
    fn of_several_readings_the_equal_one_counts_even_if_it_is_empty() {
        let mut gold: GoldAnnotation = annotation(&[("who", &["a"])]).into();
        gold.alternatives.push(annotation(&[("who", &[])]).attributes);
        let spec: AttributeSpec = "who".parse().expect("sound");
        assert!(spec.compare(&gold, &annotation(&[("who", &[])])).expect("asked").equal());
    }

    #[test]
    fn several_attributes_are_right_together_or_not_at_all() {
        let right = |from: &[&str], to: &[&str], found: &[(&str, &[&str])]| {
            let spec: AttributeSpec = "from:names:stated,to:names:stated".parse().expect("sound");
            let gold = annotation(&[("from", from), ("to", to)]).into();
            spec.compare(&gold, &annotation(found)).map(|compared| compared.equal())
        };
        let found: [(&str, &[&str]); 2] = [("from", &["Ana Ruiz"]), ("to", &["President Okoro"])];
        assert_eq!(right(&["Ruiz"], &["Okoro"], &found), Some(true));
        assert_eq!(right(&["Okoro"], &["Ruiz"], &found), Some(false), "the direction counts");
        assert_eq!(right(&["Ruiz"], &["Lind"], &found), Some(false));
        assert_eq!(right(&["Ruiz"], &[], &found), Some(true), "what is not stated is not asked");
        assert_eq!(right(&[], &[], &found), None);
    }

    #[test]
    fn several_attributes_are_of_one_reading() {
        let spec: AttributeSpec = "from,to".parse().expect("sound");
        let mut gold: GoldAnnotation = annotation(&[("from", &["a"]), ("to", &["b"])]).into();
        gold.alternatives.push(annotation(&[("from", &["b"]), ("to", &["a"])]).attributes);
        gold.alternatives.push(annotation(&[("to", &["c"])]).attributes);
        let equal = |from: &str, to: &str| {
            let output = annotation(&[("from", &[from]), ("to", &[to])]);
            spec.compare(&gold, &output).expect("asked").equal()
        };
        assert!(equal("a", "b") && equal("b", "a"));
        assert!(equal("a", "c"), "what a reading does not say is as in the first");
        assert!(!equal("a", "a") && !equal("b", "c"));
        let output = annotation(&[("from", &["a"])]);
        let compared = spec.compare(&gold, &output).expect("asked");
        assert_eq!(
            (compared.gold, compared.output),
            (vec!["from=a".to_owned(), "to=b".to_owned()], vec!["from=a".to_owned()])
        );
    }

    #[test]
    fn what_is_no_attribute_says_what_is_one() {
        let message = |written: &str| written.parse::<AttributeSpec>().expect_err(written).to_string();
        assert!(message("").starts_with("expected KEY") && message("a=b+").starts_with("expected KEY"));
        assert!(message("a:name").starts_with("there is no `:name`"));
    }
}
