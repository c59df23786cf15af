//! JSON values that know their place in the record, so that what is wrong with one can be underlined.
use crate::Fault;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// A value of JSON, not yet read, and the record that it stands in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Located<'r> {
    record: &'r str,
    raw: &'r str,
}

/// The members of an object, in the order in which they are written.
#[derive(Debug, Clone)]
pub(crate) struct Members<'r> {
    whole: Located<'r>,
    all: Vec<(String, Located<'r>)>,
}

impl<'r> Located<'r> {
    /// The whole record, if it is JSON.
    pub(crate) fn parse(record: &'r str) -> Result<Self, Fault> {
        let raw: &RawValue = serde_json::from_str(record).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" at line ").next().unwrap_or(&reason).to_owned();
            let at = place(record, error.line(), error.column());
            Fault::new("this is not JSON", at, reason)
                .help("each line is an object of JSON, complete in itself")
        })?;
        Ok(Located { record, raw: raw.get() })
    }

    /// Its place in the record, in bytes.
    pub(crate) fn span(&self) -> Range<usize> {
        // Both are slices of one string: the raw text of a value is borrowed.
        let start = (self.raw.as_ptr() as usize).saturating_sub(self.record.as_ptr() as usize);
        start..start + self.raw.len()
    }

    pub(crate) fn fault(&self, message: impl Into<String>, label: impl Into<String>) -> Fault {
        Fault::new(message, self.span(), label)
    }

    /// What it is, for people.
    pub(crate) fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "a string",
            Some(b't' | b'f') => "a truth value",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.raw == "null"
    }

    pub(crate) fn read<T: Deserialize<'r>>(&self) -> Option<T> {
        serde_json::from_str(self.raw).ok()
    }

    /// The string, or a fault that says what `whose` should be.
    pub(crate) fn string(&self, whose: &str) -> Result<String, Fault> {
        self.read().ok_or_else(|| self.fault(format!("{whose} is {}", self.kind()), "expected a string"))
    }

    /// The offset, or a fault that says what `whose` should be.
    pub(crate) fn offset(&self, whose: &str) -> Result<usize, Fault> {
        let expected = "expected an offset: a whole number from 0";
        self.read().ok_or_else(|| match self.read::<f64>() {
            Some(_) => self.fault(format!("{whose} is no offset"), expected),
            None => self.fault(format!("{whose} is {}", self.kind()), expected),
        })
    }

    /// The items of a list.
    pub(crate) fn items(&self, whose: &str) -> Result<Vec<Located<'r>>, Fault> {
        let items: Option<Vec<&'r RawValue>> = self.read();
        let items =
            items.ok_or_else(|| self.fault(format!("{whose} is {}", self.kind()), "expected a list"))?;
        Ok(items.into_iter().map(|raw| Located { record: self.record, raw: raw.get() }).collect())
    }

    /// The members of an object.
    pub(crate) fn members(&self, whose: &str) -> Result<Members<'r>, Fault> {
        let pairs: Option<Pairs<'r>> = self.read();
        let pairs =
            pairs.ok_or_else(|| self.fault(format!("{whose} is {}", self.kind()), "expected an object"))?;
        let locate =
            |(key, raw): (String, &'r RawValue)| (key, Located { record: self.record, raw: raw.get() });
        Ok(Members { whole: *self, all: pairs.0.into_iter().map(locate).collect() })
    }
}

impl<'r> Members<'r> {
    /// The object itself.
    pub(crate) fn whole(&self) -> Located<'r> {
        self.whole
    }

    pub(crate) fn get(&self, key: &str) -> Option<Located<'r>> {
        self.iter().find(|(k, _)| *k == key).map(|(_, value)| value)
    }

    /// As [`Members::get`], but null is as good as nothing.
    pub(crate) fn some(&self, key: &str) -> Option<Located<'r>> {
        self.get(key).filter(|value| !value.is_null())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Located<'r>)> {
        self.all.iter().map(|(key, value)| (key.as_str(), *value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(|(key, _)| key.as_str())
    }

    /// A fault of the object as a whole, at its opening bracket.
    pub(crate) fn fault(&self, message: impl Into<String>, label: impl Into<String>) -> Fault {
        let start = self.whole.span().start;
        Fault::new(message, start..start + 1, label)
    }
}

/// The byte range of a place that `serde_json` names: line and column from 1, in bytes.
fn place(record: &str, line: usize, column: usize) -> Range<usize> {
    let before: usize = record.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut start = (before + column.saturating_sub(1)).min(record.len().saturating_sub(1));
    while !record.is_char_boundary(start) {
        start -= 1;
    }
    let length = record[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

struct Pairs<'r>(Vec<(String, &'r RawValue)>);

impl<'r> Deserialize<'r> for Pairs<'r> {
    fn deserialize<D: Deserializer<'r>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'r> Visitor<'r> for InOrder {
            type Value = Pairs<'r>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'r>>(self, mut map: A) -> Result<Pairs<'r>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_knows_where_it_stands() {
        let record = r#"{"é": [1, {"a": "x"}], "b": 2}"#;
        let members = Located::parse(record).expect("JSON").members("it").expect("an object");
        assert_eq!(members.keys().collect::<Vec<_>>(), ["é", "b"]);
        let inner = members.get("é").expect("there").items("it").expect("a list")[1];
        let value = inner.members("it").expect("an object").get("a").expect("there");
        assert_eq!(&record[value.span()], "\"x\"");
        assert_eq!(value.offset("`a`").expect_err("no number").message, "`a` is a string");
    }

    #[test]
    fn broken_json_is_underlined_where_it_breaks() {
        for (record, at) in
            [(r#"{"a": tru}"#, "}"), ("{\n\"é\" 1}", "1"), (r#"{"a": "b"#, "b"), ("{} x", "x")]
        {
            let fault = Located::parse(record).expect_err("no JSON");
            assert_eq!(&record[fault.span.clone()], at, "{record}: {}", fault.label);
        }
    }
}
