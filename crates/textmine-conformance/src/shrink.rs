//! Makes a text that an analyzer fails on smaller, so that the cause can be seen.

/// Longer texts are left as they are; in bytes.
const LONGEST: usize = 100_000;
/// Bytes that may be tried in all, so that a slow analyzer is not tried for minutes.
const BUDGET: usize = 1_000_000;
/// What an attempt costs besides its bytes.
const ATTEMPT: usize = 200;

/// The smallest text found that `fails`, with what it failed with; `None` if `text` itself doesn't, when tried again.
pub(crate) fn shrink<W>(text: &str, mut fails: impl FnMut(&str) -> Option<W>) -> Option<(String, W)> {
    if text.len() > LONGEST {
        return None;
    }
    let mut why = fails(text)?;
    let mut smallest: Vec<char> = text.chars().collect();
    let mut budget = BUDGET;
    let mut chunk = smallest.len().div_ceil(2);
    while chunk > 0 {
        let mut start = 0;
        while start < smallest.len() {
            let end = (start + chunk).min(smallest.len());
            let candidate: String = smallest[..start].iter().chain(&smallest[end..]).collect();
            let Some(left) = budget.checked_sub(candidate.len() + ATTEMPT) else {
                return Some((smallest.into_iter().collect(), why));
            };
            budget = left;
            match fails(&candidate) {
                // What follows now stands at `start`.
                Some(reason) => {
                    smallest.drain(start..end);
                    why = reason;
                }
                None => start = end,
            }
        }
        chunk = if chunk == 1 { 0 } else { chunk.div_ceil(2) };
    }
    Some((smallest.into_iter().collect(), why))
}

#[cfg(test)]
mod tests {
    use super::shrink;

    #[test]
    fn what_is_left_is_what_fails() {
        let text = format!("{}é{}ß{}", "so ".repeat(300), "la ".repeat(500), "ti ".repeat(100));
        let fails = |t: &str| (t.contains('é') && t.contains('ß')).then_some("both");
        assert_eq!(shrink(&text, fails), Some(("éß".to_owned(), "both")));
    }

    #[test]
    fn what_fails_once_alone_is_not_shrunk() {
        assert_eq!(shrink("abc", |_| None::<()>), None);
    }

    #[test]
    fn what_always_fails_ends_at_nothing() {
        assert_eq!(shrink("abc", |_| Some(())), Some((String::new(), ())));
    }
}
