//! Where two analyses of one document differ, in what a report would show of them.
use crate::shown;
use textmine_core::{Analysis, Annotation};

/// The first difference, if there is one.
pub(crate) fn difference(expected: &Analysis, found: &Analysis) -> Option<String> {
    if expected.layers.len() != found.layers.len() {
        return Some(format!("{} layers, then {}", expected.layers.len(), found.layers.len()));
    }
    for (a, b) in expected.layers.iter().zip(&found.layers) {
        let name = shown::message(a.name());
        if a.name() != b.name() {
            return Some(format!("the layer `{name}`, then `{}`", shown::message(b.name())));
        }
        let (a, b) = (a.view(), b.view());
        if let Some((index, (a, b))) = a.iter().zip(b.iter()).enumerate().find(|(_, (a, b))| !same(a, b)) {
            return Some(format!(
                "annotation {index} of the layer `{name}` is {}, then {}",
                annotation(&a),
                annotation(&b)
            ));
        }
        if a.len() != b.len() {
            return Some(format!("the layer `{name}` has {} annotations, then {}", a.len(), b.len()));
        }
    }
    if expected.summary != found.summary {
        let start = expected.summary.bytes().zip(found.summary.bytes()).take_while(|(a, b)| a == b).count();
        return Some(format!(
            "the summary has `{}`, then `{}`",
            around(&expected.summary, start),
            around(&found.summary, start)
        ));
    }
    None
}

fn same(a: &Annotation<'_>, b: &Annotation<'_>) -> bool {
    // Bits, since -0 and 0 are written differently.
    let score = |x: &Annotation<'_>| x.score().map(f32::to_bits);
    a.span() == b.span() && a.label() == b.label() && score(a) == score(b) && a.attributes() == b.attributes()
}

fn annotation(a: &Annotation<'_>) -> String {
    let mut out = format!("{}..{} {}", a.span().start, a.span().end, shown::message(a.label()));
    if let Some(score) = a.score() {
        out.push_str(&format!(" {score:?}"));
    }
    let attributes = a.attributes();
    if !attributes.is_empty() {
        out.push_str(&format!(" {}", shown::message(&format!("{attributes:?}"))));
    }
    out
}

/// A stretch of JSON about the byte `at`.
fn around(json: &str, at: usize) -> String {
    /// Bytes before and after.
    const NEAR: usize = 24;
    let start = json.floor_char_boundary(at.saturating_sub(NEAR));
    let end = json.ceil_char_boundary((at + NEAR).min(json.len()));
    let (before, after) = (if start > 0 { "…" } else { "" }, if end < json.len() { "…" } else { "" });
    format!("{before}{}{after}", shown::message(json.get(start..end).unwrap_or_default()))
}
