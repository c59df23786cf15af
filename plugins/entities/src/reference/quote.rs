//! Which words are quoted.
use textmine_core::{Document, Token};

/// For each token whether it stands between quotation marks.
///
/// Marks are counted anew in each paragraph: a quotation that goes on opens there again, and one mark too many does no
/// harm beyond.
pub(crate) fn quoted(document: &Document<'_>) -> Vec<bool> {
    let mut inside = false;
    let mut end = 0;
    let mut sentence = u32::MAX;
    let mark = |token: &Token| {
        if token.sentence != sentence {
            sentence = token.sentence;
            let gap = document.text().get(end..token.span.start as usize).unwrap_or_default();
            if gap.contains("\n\n") || gap.contains("\n\r\n") {
                inside = false;
            }
        }
        end = token.span.end as usize;
        match document.slice(token.span) {
            "“" | "``" | "«" => inside = true,
            "”" | "''" | "»" => inside = false,
            "\"" => inside = !inside,
            _ => return inside,
        }
        false
    };
    document.tokens().iter().map(mark).collect()
}
