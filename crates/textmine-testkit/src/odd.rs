//! Documents of every kind, for tests of properties.
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fmt;
use std::ops::Deref;
use textmine_conformance::{news_sentences, odd_pieces};
use textmine_core::{DocumentBuf, LayerBuf, Span};

/// Pieces that a text is made of.
const MOST_PIECES: usize = 40;
/// Annotations of a layer.
const MOST_ANNOTATIONS: usize = 8;

/// Texts of news, oddities of Unicode, and any characters, mixed; also the empty text. Shrinks by leaving pieces out, and each
/// piece to simpler ones.
///
/// At most a few kilobytes: for what large texts do, there is [`assert_conformance!`](crate::assert_conformance!).
pub fn texts() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = news_sentences().flat_map(|sentence| sentence.split(' ')).collect();
    let sentences: Vec<&'static str> = news_sentences().collect();
    let odd: Vec<&'static str> = odd_pieces().collect();
    // What stands first is simplest: shrinking goes there.
    let piece = prop_oneof![
        8 => select(words).prop_map(str::to_owned),
        2 => select(sentences).prop_map(str::to_owned),
        3 => select(odd).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    let between = select(&[" ", "", ". ", ", ", "\n", "\n\n", "\r\n", "\t", " “", "” ", "…", "\u{a0}"][..]);
    proptest::collection::vec((piece, between), 0..=MOST_PIECES)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, between)| piece + between).collect())
}

/// Documents without layers, of [`texts`].
///
/// ```
#[doc = include_str!("capitals.doc")]
/// use textmine_testkit::{analyze, documents, proptest::proptest};
///
/// proptest! {
///     // In a file of tests, with `#[test]` before it.
///     fn every_mark_is_in_capitals(document in documents()) {
///         let found = analyze::<Capitals>(&document).expect("it takes any text");
///         for mark in found.layers[0].view().iter() {
///             let word = document.view().slice(mark.span());
///             assert_eq!(word.to_uppercase(), word);
///         }
///     }
/// }
/// # every_mark_is_in_capitals();
/// ```
pub fn documents() -> impl Strategy<Value = AnyDocument> {
    documents_with(&[])
}

/// Documents with these layers, as other analyzers may have filled them: mostly whole words with the labels and attributes of
/// the layer `entities`, sometimes any characters, no label at all, or a score out of the ordinary.
pub fn documents_with(layers: &[&str]) -> impl Strategy<Value = AnyDocument> {
    let layers: Vec<_> = layers
        .iter()
        .map(|name| (Just((*name).to_owned()), proptest::collection::vec(drafts(), 0..=MOST_ANNOTATIONS)))
        .collect();
    (texts(), layers).prop_map(|(text, layers)| {
        let mut document = DocumentBuf::new("any", text).expect("texts are of a few kilobytes");
        for (name, drafts) in layers {
            let layer = Draft::layer(&name, &drafts, &document);
            document.push_layer(layer);
        }
        AnyDocument(document)
    })
}

/// A document that a strategy made; it shows text and annotations alone.
#[derive(Clone, PartialEq)]
pub struct AnyDocument(DocumentBuf);

impl AnyDocument {
    /// The document.
    pub fn into_inner(self) -> DocumentBuf {
        self.0
    }
}

impl Deref for AnyDocument {
    type Target = DocumentBuf;
    fn deref(&self) -> &DocumentBuf {
        &self.0
    }
}

impl fmt::Debug for AnyDocument {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.0.text())?;
        for layer in self.0.layers() {
            write!(out, ", {}:", layer.name())?;
            for annotation in layer.view().iter() {
                let Span { start, end } = annotation.span();
                write!(out, " {start}..{end} {:?}", annotation.label())?;
                if let Some(score) = annotation.score() {
                    write!(out, " {score}")?;
                }
                if !annotation.attributes().is_empty() {
                    write!(out, " {:?}", annotation.attributes())?;
                }
            }
        }
        Ok(())
    }
}

/// An annotation before there is a text for it.
#[derive(Clone, Debug)]
struct Draft {
    /// Whether it begins and ends with words, or at any characters.
    whole_words: bool,
    start: Index,
    /// Words or characters.
    length: usize,
    label: &'static str,
    score: Option<f32>,
    entity: Option<&'static str>,
    kind: Option<&'static str>,
}

fn drafts() -> impl Strategy<Value = Draft> {
    let labels = select(&["PER", "ORG", "LOC", "MISC", "", "a label"][..]);
    let scores =
        prop_oneof![Just(None), (0.0f32..=1.0).prop_map(Some), Just(Some(f32::MIN)), Just(Some(-1.0))];
    let entities = select(&["ana-ruiz", "ben-okoro", "rome", ""][..]);
    let kinds = select(&["name", "nominal", "pronoun"][..]);
    (
        prop::bool::weighted(0.8),
        any::<Index>(),
        prop_oneof![4 => 1..4usize, 1 => Just(0), 1 => 4..200usize],
        labels,
        scores,
        prop::option::of(entities),
        prop::option::of(kinds),
    )
        .prop_map(|(whole_words, start, length, label, score, entity, kind)| Draft {
            whole_words,
            start,
            length,
            label,
            score,
            entity,
            kind,
        })
}

impl Draft {
    fn layer(name: &str, drafts: &[Draft], document: &DocumentBuf) -> LayerBuf {
        let mut layer = LayerBuf::new(name);
        let view = document.view();
        let characters: Vec<usize> = view.text().char_indices().map(|(at, _)| at).collect();
        for draft in drafts {
            let span = match (draft.whole_words, view.tokens(), characters.as_slice()) {
                (_, _, []) => Span::new(0, 0),
                (true, tokens @ [_, ..], _) => {
                    let first = draft.start.index(tokens.len());
                    let last = (first + draft.length.max(1) - 1).min(tokens.len() - 1);
                    Span::new(tokens[first].span.start, tokens[last].span.end)
                }
                (_, _, characters) => {
                    let first = draft.start.index(characters.len());
                    let end = characters.get(first + draft.length).copied().unwrap_or(view.text().len());
                    Span::new(characters[first] as u32, end as u32)
                }
            };
            layer.push(span, draft.label);
            if let Some(score) = draft.score {
                layer.score_last(score);
            }
            for (key, value) in [("entity", draft.entity), ("kind", draft.kind)] {
                if let Some(value) = value {
                    layer.attr_last(key, value);
                }
            }
        }
        layer.sort();
        layer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    proptest! {
        #[test]
        fn every_layer_fits_its_text(document in documents_with(&["entities", "places"])) {
            prop_assert_eq!(document.layers().len(), 2);
            for layer in document.layers() {
                prop_assert_eq!(layer.check(document.text()), Ok(()));
                prop_assert!(layer.view().iter().is_sorted_by_key(|a| (a.span().start, std::cmp::Reverse(a.span().end))));
            }
        }
    }

    /// The simplest document for which `wrong` still holds, starting at one for which it does.
    fn shrunk(wrong: impl Fn(&DocumentBuf) -> bool) -> AnyDocument {
        let mut runner = TestRunner::deterministic();
        let strategy = documents_with(&["entities"]);
        let mut tree = loop {
            let tree = strategy.new_tree(&mut runner).expect("a document");
            if wrong(&tree.current()) {
                break tree;
            }
        };
        let mut best = tree.current();
        let mut more = tree.simplify();
        while more {
            let current = tree.current();
            more = match wrong(&current) {
                true => {
                    best = current;
                    tree.simplify()
                }
                false => tree.complicate(),
            };
        }
        best
    }

    #[test]
    fn what_breaks_a_property_shrinks_to_little() {
        let text = shrunk(|document| document.text().contains('“'));
        assert!(text.text().chars().count() < 30 && text.layers()[0].view().is_empty(), "{text:?}");
        let layer = shrunk(|document| document.layers()[0].view().len() > 1);
        assert_eq!(layer.layers()[0].view().len(), 2, "{layer:?}");
        assert_eq!(format!("{layer:?}"), r#""", entities: 0..0 "PER" 0..0 "PER""#);
    }
}
