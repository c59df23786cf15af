//! Speakers that are entities of the layer.
use super::lines;
use textmine_core::{DocumentBuf, LayerBuf, Span};

/// The lines of a text whose layer `entities` has these words, each with an entity and a kind, in the order of the text.
fn with_entities(text: &str, mentions: &[(&str, &str, &str)]) -> String {
    let mut document = DocumentBuf::new("case", text).unwrap();
    let mut layer = LayerBuf::new("entities");
    let mut from = 0;
    for (words, entity, kind) in mentions {
        let start = from + text[from..].find(words).unwrap();
        from = start + words.len();
        layer.push(Span::new(start as u32, from as u32), "PER");
        layer.attr_last("kind", kind);
        layer.attr_last("entity", entity);
    }
    document.push_layer(layer);
    lines(&document.view())
}

#[test]
fn the_speaker_is_the_entity_that_the_head_of_its_words_is_a_mention_of() {
    insta::assert_snapshot!(with_entities(
        "“A deal,” said Leeds union leader Ana Ruiz of Bradford. “No,” said a spokesman for Okoro. \
         “Yes,” the minister said.",
        &[
            ("Leeds", "leeds", "name"),
            ("Ana Ruiz", "ana-ruiz", "name"),
            ("Bradford", "bradford", "name"),
            ("Okoro", "okoro", "name"),
            ("the minister", "lind", "nominal"),
        ]
    ));
}

#[test]
fn a_pronoun_is_who_the_layer_says_or_else_who_spoke_last() {
    insta::assert_snapshot!(with_entities(
        "“A deal,” said Mr Okoro.\n\n“Fair,” he added. “Bad,” she said. Lind met Kay. “Good,” he said.",
        &[("Okoro", "okoro", "name"), ("Lind", "lind", "name"), ("he", "lind", "pronoun")]
    ));
}
