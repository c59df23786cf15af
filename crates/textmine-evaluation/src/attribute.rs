//! Which attributes of matched annotations are compared, and how.
mod names;

use crate::annotation::attribute;
use crate::{Annotation, GoldAnnotation};
use std::str::FromStr;

/// An attribute to compare: `KEY`, or `KEY=OUTPUT+OUTPUT…`, then maybe `:names` and `:stated`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeSpec {
    /// As it was written.
    written: String,
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
    #[error("expected KEY, or KEY=OUTPUT+OUTPUT where the output has it under other keys")]
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
        let mut parts = written.split(':');
        let keys = parts.next().unwrap_or_default();
        let (key, sources) = keys.split_once('=').unwrap_or((keys, keys));
        let sources: Vec<String> = match keys.contains('=') {
            true => sources.split('+').map(str::to_owned).collect(),
            false => vec![key.to_owned()],
        };
        if key.is_empty() || sources.iter().any(String::is_empty) {
            return Err(NoAttribute::Key);
        }
        let (mut names, mut stated) = (false, false);
        for manner in parts {
            match manner {
                "names" => names = true,
                "stated" => stated = true,
                other => return Err(NoAttribute::Manner(other.to_owned())),
            }
        }
        Ok(AttributeSpec { written: written.to_owned(), key: key.to_owned(), sources, names, stated })
    }
}

/// One attribute of a matched pair, compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) gold: Vec<String>,
    pub(crate) output: Vec<String>,
    /// Values of the gold that the output has too, one to one.
    pub(crate) common: usize,
    /// True if either side is a list.
    pub(crate) list: bool,
}

impl Compared {
    /// True if the sides have the same values, whatever their order.
    pub(crate) fn equal(&self) -> bool {
        self.gold.len() == self.output.len() && self.common == self.gold.len()
    }
}

impl AttributeSpec {
    /// As it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The key in the gold.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// `None` if the gold doesn't say.
    pub(crate) fn compare(&self, gold: &GoldAnnotation, output: &Annotation) -> Option<Compared> {
        let values = self.sources.iter().filter_map(|key| output.attribute(key));
        let lists = values.clone().any(|value| matches!(value, crate::Value::List(_)));
        let found: Vec<String> = values.flat_map(|value| value.items().iter().cloned()).collect();
        let first = gold.annotation.attribute(&self.key)?;
        let others = gold.alternatives.iter().filter_map(|reading| attribute(reading, &self.key));
        let mut best: Option<Compared> = None;
        for reading in std::iter::once(first).chain(others) {
            let compared = Compared {
                common: self.common(reading.items(), &found),
                gold: reading.items().to_vec(),
                output: found.clone(),
                list: lists || matches!(reading, crate::Value::List(_)),
            };
            // The first reading stands unless another one is nearer.
            let nearness =
                |c: &Compared| (2 * c.common) as f64 / (c.gold.len() + c.output.len()).max(1) as f64;
            if best.as_ref().is_none_or(|best| nearness(&compared) > nearness(best)) {
                best = Some(compared);
            }
        }
        best.filter(|best| !(self.stated && best.gold.is_empty()))
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
    use crate::{Attributes, Value};

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
    fn what_is_no_attribute_says_what_is_one() {
        let message = |written: &str| written.parse::<AttributeSpec>().expect_err(written).to_string();
        assert!(message("").starts_with("expected KEY") && message("a=b+").starts_with("expected KEY"));
        assert!(message("a:name").starts_with("there is no `:name`"));
    }
}
