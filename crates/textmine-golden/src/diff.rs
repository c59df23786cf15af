//! What differs between two texts, line by line.
use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};
use std::fmt::Write;

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// How many lines are gone, and how many are new.
pub(crate) fn changes(expected: &str, found: &str) -> (usize, usize) {
    let diff = TextDiff::from_lines(expected, found);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    (count(ChangeTag::Delete), count(ChangeTag::Insert))
}

/// A unified diff without a header: `-` before lines of `expected`, `+` before lines of `found`.
pub(crate) fn unified(expected: &str, found: &str, coloured: bool) -> String {
    let diff = TextDiff::from_lines(expected, found);
    let mut out = String::new();
    let mut line = |style: Style, text: &str| {
        let style = if coloured { style } else { Style::new() };
        _ = writeln!(out, "{style}{}{style:#}", text.trim_end_matches('\n'));
    };
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        line(AnsiColor::Cyan.on_default(), &hunk.header().to_string());
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', AnsiColor::Red.on_default()),
                ChangeTag::Insert => ('+', AnsiColor::Green.on_default()),
                ChangeTag::Equal => (' ', Style::new()),
            };
            line(style, format!("{sign}{}", change.value()).trim_end());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_stand_among_their_neighbours() {
        let expected = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";
        let found = "one\ntwo\nthree\nfive\nsix\nseven\neight\nnine\n";
        assert_eq!(changes(expected, found), (1, 2));
        insta::assert_snapshot!(unified(expected, found, false));
        let coloured = unified("a\n", "b\n", true);
        assert!(
            coloured.contains("\u{1b}[31m-a\u{1b}[0m") && coloured.contains("\u{1b}[32m+b\u{1b}[0m"),
            "{coloured:?}"
        );
    }
}
