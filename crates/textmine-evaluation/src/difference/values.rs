//! Two values of JSON: which of their parts differ.
use super::{Sign, Tolerance, ValueChange};
use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{HashMap, VecDeque};

/// Adds what differs. Members of objects are compared by key. Of lists, the longest common part stays; rows of objects between
/// are compared with the ones that have the same first string, the rest in their order.
pub(super) fn compare(old: &Value, new: &Value, tolerance: Tolerance, changes: &mut Vec<ValueChange>) {
    Comparison { tolerance, changes, path: String::new() }.values(old, new);
}

/// The first part of a path, unescaped, and what follows it.
pub(super) fn first(path: &str) -> (String, String) {
    let path = path.strip_prefix('/').unwrap_or(path);
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    (first.replace("~1", "/").replace("~0", "~"), rest.to_owned())
}

struct Comparison<'c> {
    tolerance: Tolerance,
    changes: &'c mut Vec<ValueChange>,
    path: String,
}

impl Comparison<'_> {
    /// Goes down a step for the time of `then`.
    fn within(&mut self, step: &str, then: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(&step.replace('~', "~0").replace('/', "~1"));
        then(self);
        self.path.truncate(length);
    }

    fn note(&mut self, old: Option<&Value>, new: Option<&Value>) {
        let sign = match (old, new) {
            (Some(_), Some(_)) => Sign::Changed,
            (Some(_), None) => Sign::Vanished,
            (None, _) => Sign::Appeared,
        };
        self.changes.push(ValueChange {
            path: self.path.clone(),
            sign,
            old: old.cloned(),
            new: new.cloned(),
        });
    }

    fn values(&mut self, old: &Value, new: &Value) {
        match (old, new) {
            (Value::Object(before), Value::Object(after)) => {
                for (key, value) in before {
                    self.within(key, |this| match after.get(key) {
                        Some(other) => this.values(value, other),
                        None => this.note(Some(value), None),
                    });
                }
                for (key, value) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
                    self.within(key, |this| this.note(None, Some(value)));
                }
            }
            (Value::Array(before), Value::Array(after)) if before != after => self.lists(before, after),
            (Value::Number(before), Value::Number(after)) if before.is_f64() || after.is_f64() => {
                let same =
                    before.as_f64().zip(after.as_f64()).is_some_and(|(a, b)| self.tolerance.allows(a, b));
                if !same {
                    self.note(Some(old), Some(new));
                }
            }
            _ if old == new => {}
            _ => self.note(Some(old), Some(new)),
        }
    }

    fn lists(&mut self, old: &[Value], new: &[Value]) {
        let (before, after): (Vec<String>, Vec<String>) =
            (old.iter().map(Value::to_string).collect(), new.iter().map(Value::to_string).collect());
        for operation in capture_diff_slices(Algorithm::Myers, &before, &after) {
            match operation {
                DiffOp::Equal { .. } => {}
                DiffOp::Delete { old_index, old_len, .. } => {
                    (old_index..old_index + old_len).for_each(|at| self.item(at, Some(&old[at]), None));
                }
                DiffOp::Insert { new_index, new_len, .. } => {
                    (new_index..new_index + new_len).for_each(|at| self.item(at, None, Some(&new[at])));
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    let (before, after) =
                        (&old[old_index..old_index + old_len], &new[new_index..new_index + new_len]);
                    for (from, to) in rows(before, after) {
                        match (from, to) {
                            (Some(from), Some(to)) => {
                                self.item(new_index + to, Some(&before[from]), Some(&after[to]))
                            }
                            (Some(from), None) => self.item(old_index + from, Some(&before[from]), None),
                            (None, Some(to)) => self.item(new_index + to, None, Some(&after[to])),
                            (None, None) => {}
                        }
                    }
                }
            }
        }
    }

    fn item(&mut self, at: usize, old: Option<&Value>, new: Option<&Value>) {
        self.within(&at.to_string(), |this| match (old, new) {
            (Some(old), Some(new)) => this.values(old, new),
            (old, new) => this.note(old, new),
        });
    }
}

/// Which row became which: those of one name, then the rest in order; single strings are gone or new.
fn rows(old: &[Value], new: &[Value]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut named: HashMap<&str, VecDeque<usize>> = HashMap::new();
    for (at, row) in new.iter().enumerate() {
        if let Some(name) = name(row) {
            named.entry(name).or_default().push_back(at);
        }
    }
    let mut partner: Vec<Option<usize>> =
        old.iter().map(|row| named.get_mut(name(row)?)?.pop_front()).collect();
    let mut taken = vec![false; new.len()];
    partner.iter().flatten().for_each(|&at| taken[at] = true);
    let pairs_by_order = |value: &Value| !value.is_string() && name(value).is_none();
    let mut free =
        (0..new.len()).filter(|&at| !taken[at] && pairs_by_order(&new[at])).collect::<VecDeque<_>>();
    for (slot, _) in partner.iter_mut().zip(old).filter(|(slot, row)| slot.is_none() && pairs_by_order(row)) {
        *slot = free.pop_front();
    }
    partner.iter().flatten().for_each(|&at| taken[at] = true);
    let kept = partner.iter().enumerate().map(|(from, to)| (Some(from), *to));
    kept.chain((0..new.len()).filter(|&at| !taken[at]).map(|at| (None, Some(at)))).collect()
}

/// The first string of a row: what it is about.
fn name(row: &Value) -> Option<&str> {
    row.as_object()?.values().find_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn changes(old: &Value, new: &Value, score: f64) -> Vec<String> {
        let mut all = Vec::new();
        compare(old, new, Tolerance { score }, &mut all);
        let shown = |value: Option<Value>| value.map_or("nothing".to_owned(), |value| value.to_string());
        all.into_iter().map(|c| format!("{} {} → {}", c.path, shown(c.old), shown(c.new))).collect()
    }

    #[test]
    fn members_are_compared_by_their_keys() {
        let (old, new) = (json!({"a": 1, "b/c": [], "~": null}), json!({"d": true, "b/c": {}, "a": 2}));
        assert_eq!(
            changes(&old, &new, 0.0),
            ["/a 1 → 2", "/b~1c [] → {}", "/~0 null → nothing", "/d nothing → true"]
        );
    }

    #[test]
    fn fractions_may_differ_within_the_tolerance_whole_numbers_may_not() {
        let (old, new) = (json!([0.5, 3, {"s": 0.1}]), json!([0.55, 4, {"s": 0.2}]));
        assert_eq!(changes(&old, &new, 0.05), ["/1 3 → 4", "/2/s 0.1 → 0.2"]);
        assert_eq!(changes(&old, &new, 0.1), ["/1 3 → 4"]);
    }

    #[test]
    fn rows_keep_their_names_when_others_come_between() {
        let row = |name: &str, n: usize| json!({"channel": name, "n": n});
        let old = json!([row("phone", 1), row("text", 2), row("letter", 3)]);
        let new = json!([row("email", 7), row("phone", 4), row("letter", 3)]);
        let expected = [
            "/1/n 1 → 4",
            "/1 {\"channel\":\"text\",\"n\":2} → nothing",
            "/0 nothing → {\"channel\":\"email\",\"n\":7}",
        ];
        assert_eq!(changes(&old, &new, 0.0), expected);
    }

    #[test]
    fn strings_of_a_list_come_and_go() {
        assert_eq!(
            changes(&json!(["a", "b", "c"]), &json!(["a", "x", "c"]), 0.0),
            ["/1 \"b\" → nothing", "/1 nothing → \"x\""]
        );
    }
}
