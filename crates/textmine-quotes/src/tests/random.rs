//! Whatever the text, what is found keeps its promises.
use crate::{direct, quotations};
use proptest::prelude::*;
use textmine_core::{DocumentBuf, Span};

fn texts() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "``",
        "''",
        "«",
        "»",
        " ",
        "\n",
        "\n\n",
        ", ",
        ". ",
        ": ",
        "(",
        ")",
        "-",
        "said ",
        "told ",
        "Ruiz ",
        "the union ",
        "according to ",
        "he ",
        "called ",
        "saying ",
        "that ",
        "who ",
        "with ",
        "🦀",
        "é",
        "6",
        "in ",
        "s",
        "x",
    ]);
    prop::collection::vec(parts, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn spans_lie_in_the_text_and_are_sorted(text in texts()) {
        let document = DocumentBuf::new("case", text.clone()).unwrap();
        let view = document.view();
        let sound = |span: Span| text.get(span.range()).is_some_and(|words| !words.is_empty());
        for found in [direct(&view), quotations(&view)] {
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.start <= pair[1].span.start);
            }
            for quotation in &found {
                prop_assert!(sound(quotation.span) && sound(quotation.inside));
                prop_assert!(quotation.span.contains(quotation.inside));
                prop_assert!(quotation.speaker.is_none_or(sound) && quotation.verb.is_none_or(sound));
            }
        }
    }

    #[test]
    fn the_direct_ones_are_the_same_among_all(text in texts()) {
        let document = DocumentBuf::new("case", text).unwrap();
        let spans = |found: Vec<crate::Quotation<'_>>| -> Vec<Span> {
            found.into_iter().filter(|q| q.kind != crate::Kind::Indirect).map(|q| q.span).collect()
        };
        prop_assert_eq!(spans(direct(&document.view())), spans(quotations(&document.view())));
    }
}
