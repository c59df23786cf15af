//! Paragraphs of a text: blocks between blank lines, or single lines where lines aren't wrapped.
use memchr::memchr_iter;
use std::ops::Range;

/// Bytes that no line exceeds in a text whose lines are wrapped; editors wrap at 72 to 100.
const WRAPPED: usize = 100;

/// Calls `each` with the bytes of each paragraph, in order, without its line break.
///
/// Where no line is longer than editors wrap, a blank line ends a paragraph; else every line break does.
pub(crate) fn each_paragraph(text: &str, mut each: impl FnMut(Range<usize>)) {
    let mut longest_start = 0;
    let wrapped = memchr_iter(b'\n', text.as_bytes())
        .chain([text.len()])
        .all(|end| end - std::mem::replace(&mut longest_start, end + 1) <= WRAPPED);
    let mut paragraph = 0..0;
    let mut line = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let blank = text[line..end].trim_ascii().is_empty();
        if (blank || !wrapped) && !paragraph.is_empty() {
            each(std::mem::take(&mut paragraph));
        }
        if !blank {
            paragraph = if paragraph.is_empty() { line..end } else { paragraph.start..end };
        }
        line = end + 1;
    }
    if !paragraph.is_empty() {
        each(paragraph);
    }
}
