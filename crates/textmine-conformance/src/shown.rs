//! Foreign text as a line that can be printed: cut, and without anything that a terminal would act on.

/// Characters of a text that are shown from its start.
const LONGEST_TEXT: usize = 48;
/// Characters of a message that are shown.
const LONGEST_MESSAGE: usize = 240;

/// A text between quotes, cut, with its length if it was.
pub(crate) fn text(text: &str) -> String {
    let mut rest = text.chars();
    let mut shown = String::new();
    for c in rest.by_ref().take(LONGEST_TEXT) {
        match c {
            '"' | '\\' => shown.extend(['\\', c]),
            _ => push(&mut shown, c),
        }
    }
    match rest.next() {
        None => format!("\"{shown}\""),
        Some(_) => format!("\"{shown}…\" ({} bytes)", text.len()),
    }
}

/// A message or a name that the analyzer wrote.
pub(crate) fn message(message: &str) -> String {
    let mut rest = message.chars();
    let mut shown = String::new();
    rest.by_ref().take(LONGEST_MESSAGE).for_each(|c| push(&mut shown, c));
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

/// A character, or how Rust writes it if it has no shape of its own. What is shown already stays as it is.
fn push(shown: &mut String, c: char) {
    match c {
        '"' | '\'' | '\\' => shown.push(c),
        _ => shown.extend(c.escape_debug()),
    }
}

/// A JSON value, cut.
pub(crate) fn json(value: &serde_json::Value) -> String {
    message(&value.to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_that_a_terminal_acts_on_is_left() {
        let foreign = "a\u{1b}[2J\u{202e}b\u{7}\n".repeat(500);
        for shown in [super::text(&foreign), super::message(&foreign), super::json(&foreign.clone().into())] {
            assert!(!shown.contains(|c: char| c.is_control() || c == '\u{202e}'), "{shown:?}");
            assert!(shown.len() < 2000, "{}", shown.len());
        }
    }

    #[test]
    fn a_short_text_is_shown_whole_and_a_long_one_with_its_length() {
        assert_eq!(super::text("é, “so”"), "\"é, “so”\"");
        assert_eq!(super::text(&"x".repeat(50)), format!("\"{}…\" (50 bytes)", "x".repeat(48)));
        assert_eq!(super::text("\"it's\""), "\"\\\"it's\\\"\"");
    }
}
