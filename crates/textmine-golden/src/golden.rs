//! The golden file of a case: everything that a pipeline found, as text that people can read and compare.
use crate::{CaseFile, Fault, Verdict};
use std::fs;
use std::io;
use textmine_pipeline::Analyzed;
use textmine_report::{aligned, aligned_summary, printable};

/// What a golden file says of the documents of a case: each sentence with the annotations beneath their words, layer by layer;
/// then each summary; then what went wrong. With `headed`, the document's id goes before it all.
///
/// Layers that the case brought along are not shown. Every line ends with a line feed.
pub fn golden(documents: &[Analyzed], headed: bool) -> String {
    let all: Vec<String> = documents.iter().map(|analyzed| document(analyzed, headed)).collect();
    all.join("\n")
}

fn document(analyzed: &Analyzed, headed: bool) -> String {
    let view = analyzed.document.view();
    let mut out = match headed {
        true => format!("=== {}\n", printable(view.id())),
        false => String::new(),
    };
    let layers: Vec<_> =
        view.layers().iter().skip(analyzed.given).map(|layer| (Some(layer.name()), *layer)).collect();
    out.push_str(&aligned(&view, &layers));
    for summary in &analyzed.summaries {
        out.push_str(&format!("\nsummary of {}\n{}\n", summary.analyzer, aligned_summary(&summary.json)));
    }
    for problem in &analyzed.problems {
        let who = problem.analyzer.as_deref().map(|name| format!("{name}: ")).unwrap_or_default();
        out.push_str(&format!("\nproblem ({}): {who}{}\n", problem.kind.name(), problem.message));
    }
    out
}

/// Compares what was found with the golden file; line ends of Windows count as line feeds.
pub fn compare(case: &CaseFile, found: String) -> Verdict {
    let golden = case.golden();
    match fs::read(&golden) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(expected) => {
                let expected = expected.replace("\r\n", "\n");
                match expected == found {
                    true => Verdict::Passed,
                    false => Verdict::Failed(Fault::Differs { golden, expected, found }),
                }
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let expected = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let expected = format!("(not UTF-8 at byte {at})\n{expected}");
                Verdict::Failed(Fault::Differs { golden, expected, found })
            }
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Verdict::Failed(Fault::NoGolden { golden, found })
        }
        Err(error) => {
            let message = format!("can't read {}: {error}", golden.display());
            Verdict::Failed(Fault::Unreadable { message, help: None })
        }
    }
}
