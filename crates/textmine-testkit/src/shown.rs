//! What an analyzer found, as text for people.
use textmine_core::{Analysis, DocumentBuf};
use textmine_report::{aligned, aligned_summary};

/// The sentences with each annotation beneath its words, then the summary as JSON unless it is `null`, then what the analyzer
/// [remarked](Analysis::remarks).
pub fn show(document: &DocumentBuf, analysis: &Analysis) -> String {
    let name = |index, name| if index == 0 { None } else { Some(name) };
    let layers: Vec<_> = analysis
        .layers
        .iter()
        .enumerate()
        .map(|(index, layer)| (name(index, layer.name()), layer.view()))
        .collect();
    let mut out = aligned(&document.view(), &layers);
    let summary = aligned_summary(&analysis.summary);
    if !summary.is_empty() {
        out.push_str(&format!("\n{summary}\n"));
    }
    for remark in &analysis.remarks {
        out.push_str(&format!("\nremark: {remark}\n"));
    }
    out
}
