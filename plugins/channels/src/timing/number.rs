//! Numbers, in digits and in words.
use super::TimedWord;
use super::words::is_hyphen;

const UP_TO_NINETEEN: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// How many words it takes.
    pub(super) len: usize,
    /// What it is; none for ranges ("two or three", "10-15") and fractions.
    pub(super) value: Option<u32>,
}

/// The number that the words begin with: "23", "1,200", "1.5 million", "twenty-three", "a dozen", "half a dozen",
/// "two hundred and six".
pub(super) fn number(words: &[TimedWord<'_>]) -> Option<Number> {
    let first = one_number(words)?;
    let joint = words.get(first.len).filter(|w| is_hyphen(w.lower) || matches!(w.lower, "or" | "to"));
    match joint.and_then(|_| one_number(&words[first.len + 1..])) {
        Some(second) => Some(Number { len: first.len + 1 + second.len, value: None }),
        None => Some(first),
    }
}

fn one_number(words: &[TimedWord<'_>]) -> Option<Number> {
    let lower = |at: usize| words.get(at).map_or("", |w| w.lower);
    if lower(0) == "half" && lower(1) == "a" && lower(2) == "dozen" {
        return Some(Number { len: 3, value: Some(6) });
    }
    let (mut len, mut value) = match lower(0) {
        "a" if multiplier(lower(1)).is_some() => (1, Some(1.0)),
        _ => small(words)?,
    };
    while let Some(times) = multiplier(lower(len)) {
        value = value.map(|v| v * times);
        len += 1;
        let and = usize::from(lower(len) == "and");
        if let Some((more, Some(rest))) = words.get(len + and..).and_then(small)
            && rest < times
            && times > 12.0
        {
            len += and + more;
            value = value.map(|v| v + rest);
        }
    }
    let whole = value.filter(|v| v.fract() == 0.0 && *v <= f64::from(u32::MAX));
    Some(Number { len, value: whole.map(|v| v as u32) })
}

fn multiplier(lower: &str) -> Option<f64> {
    match lower {
        "dozen" => Some(12.0),
        "hundred" => Some(100.0),
        "thousand" => Some(1e3),
        "million" => Some(1e6),
        _ => None,
    }
}

/// A number of one word, or one such as `twenty-three`; its length and value.
fn small(words: &[TimedWord<'_>]) -> Option<(usize, Option<f64>)> {
    let first = words.first()?.lower;
    let unit = |lower: &str| UP_TO_NINETEEN.iter().position(|n| *n == lower).map(|n| n as f64);
    if let Some(n) = unit(first) {
        return Some((1, Some(n)));
    }
    let Some(tens) = TENS.iter().position(|n| *n == first).map(|n| 20.0 + 10.0 * n as f64) else {
        return digits(first).map(|value| (1, Some(value)));
    };
    let ones = |at: usize| words.get(at).and_then(|w| unit(w.lower)).filter(|n| (1.0..10.0).contains(n));
    match words.get(1) {
        Some(w) if is_hyphen(w.lower) && ones(2).is_some() => Some((3, ones(2).map(|n| tens + n))),
        _ => Some((1, Some(tens))),
    }
}

/// `23`, `1,200`, `1.5`.
fn digits(text: &str) -> Option<f64> {
    let mut groups = text.split(',');
    let first = groups.next().filter(|group| group.starts_with(|c: char| c.is_ascii_digit()))?;
    let rest: Vec<&str> = groups.collect();
    if rest.is_empty() {
        return first.bytes().all(|b| b.is_ascii_digit() || b == b'.').then(|| first.parse().ok())?;
    }
    let grouped =
        first.len() <= 3 && rest.iter().all(|g| g.len() == 3 && g.bytes().all(|b| b.is_ascii_digit()));
    grouped.then(|| text.replace(',', "").parse().ok())?
}
