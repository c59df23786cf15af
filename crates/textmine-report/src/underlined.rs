//! What is wrong with a file, with the place underlined.
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use textmine_pipeline::Diagnostic;

/// One thing that is wrong with `file`, as compilers show it, without a line feed at its end; with colours of ANSI if
/// `coloured`.
pub fn underlined(file: &str, source: &str, diagnostic: &Diagnostic, coloured: bool) -> String {
    let place = AnnotationKind::Primary.span(diagnostic.span.clone()).label(diagnostic.label.as_str());
    let context = diagnostic
        .context
        .iter()
        .map(|(span, label)| AnnotationKind::Context.span(span.clone()).label(label.as_str()));
    let snippet = Snippet::source(source).path(file).annotation(place).annotations(context);
    let group: Group<'_> = Level::ERROR.primary_title(diagnostic.message.as_str()).element(snippet);
    let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(help));
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group.elements(help)])
}
