//! Documents with the layers that an analyzer reads, filled as another analyzer might have filled them.
use textmine_core::{Description, Document, DocumentBuf, LayerBuf, Span, TextTooLong, TokenKind};

/// `text` with every layer that the analyzer needs or uses.
pub(crate) fn document(text: &str, description: &Description) -> Result<DocumentBuf, TextTooLong> {
    let mut document = DocumentBuf::new("sample", text)?;
    for name in read_layers(description) {
        let layer = plausible(name, &document.view());
        document.push_layer(layer);
    }
    Ok(document)
}

/// The layers that the analyzer reads, each once.
pub(crate) fn read_layers(description: &Description) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in description.requires.iter().chain(&description.uses) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    names
}

/// Runs of words with a capital as names: label, score and attributes as the layer `entities` has them.
pub(crate) fn plausible(name: &str, document: &Document<'_>) -> LayerBuf {
    /// Words of one name.
    const LONGEST: usize = 3;
    let mut layer = LayerBuf::new(name);
    let capital = |t: &textmine_core::Token| {
        t.kind() == TokenKind::Word && document.slice(t.span).starts_with(char::is_uppercase)
    };
    let mut rest = document.tokens();
    while let Some(first) = rest.first() {
        let run =
            rest.iter().take(LONGEST).take_while(|t| capital(t) && t.sentence == first.sentence).count();
        if run > 0 {
            let span = Span::new(first.span.start, rest[run - 1].span.end);
            layer.push(span, "PER");
            layer.score_last(0.9);
            layer.attr_last("entity", &id(document.slice(span)));
            layer.attr_last("kind", "name");
        }
        rest = &rest[run.max(1)..];
    }
    layer.sort();
    layer
}

/// `Ingrid Solheim` is `ingrid-solheim`.
fn id(name: &str) -> String {
    /// Characters of an id; words may be of any length.
    const LONGEST: usize = 60;
    let plain = name.chars().take(LONGEST).flat_map(char::to_lowercase);
    plain.map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_runs_of_capitals() {
        let document = DocumentBuf::new("", "Yesterday Ingrid Solheim met the king of Norway.").unwrap();
        let layer = plausible("entities", &document.view());
        let names: Vec<&str> = layer.view().iter().map(|a| document.view().slice(a.span())).collect();
        assert_eq!(names, ["Yesterday Ingrid Solheim", "Norway"]);
        assert_eq!(layer.view().iter().next().unwrap().attr("entity"), Some("yesterday-ingrid-solheim"));
        assert_eq!(layer.check(document.text()), Ok(()));
    }
}
