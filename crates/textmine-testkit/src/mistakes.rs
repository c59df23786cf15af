//! Mistakes in files of cases, underlined, as text without colour.
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use textmine_pipeline::Diagnostic;

/// All that is wrong with one file.
pub(crate) fn underlined(file: &str, source: &str, diagnostics: &[Diagnostic]) -> String {
    let shown = |diagnostic: &Diagnostic| {
        let place = AnnotationKind::Primary.span(diagnostic.span.clone()).label(diagnostic.label.as_str());
        let context = diagnostic
            .context
            .iter()
            .map(|(span, label)| AnnotationKind::Context.span(span.clone()).label(label.as_str()));
        let snippet = Snippet::source(source).path(file).annotation(place).annotations(context);
        let group = Level::ERROR.primary_title(diagnostic.message.as_str()).element(snippet);
        let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(help));
        Renderer::plain().render(&[group.elements(help)])
    };
    diagnostics.iter().map(shown).collect::<Vec<_>>().join("\n\n")
}
