//! What holds for every text.
use super::super::{Segments, segment};
use proptest::prelude::*;
use textmine_abi::Span;

/// Panics unless `segments` keeps every promise about `text`.
fn assert_sound(text: &str, segments: &Segments) {
    let mut end = 0;
    for &sentence in &segments.sentences {
        assert!(!sentence.is_empty() && sentence.start >= end, "{sentence:?} in {text:?}");
        let slice = &text[sentence.range()];
        assert_eq!(slice, slice.trim(), "white space around a sentence");
        end = sentence.end;
    }
    let mut covered = 0;
    let mut next_sentence = 0;
    for token in &segments.tokens {
        let range = token.span.range();
        assert!(
            text[covered..range.start].chars().all(char::is_whitespace),
            "text outside tokens in {text:?}"
        );
        assert!(!range.is_empty() && !text[range.clone()].contains(char::is_whitespace));
        assert!(segments.sentences[token.sentence as usize].contains(token.span));
        assert!(
            token.sentence == next_sentence || token.sentence + 1 == next_sentence,
            "a sentence without tokens"
        );
        next_sentence = token.sentence + 1;
        covered = range.end;
    }
    assert!(text[covered..].chars().all(char::is_whitespace), "text outside tokens in {text:?}");
    assert_eq!(next_sentence as usize, segments.sentences.len());
}

/// Pieces that meet the scanner's branches more often than arbitrary characters do.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "U.S.",
        "Mr.",
        "No.",
        "a.m.",
        "J.",
        "etc.",
        "said",
        "The",
        "don",
        "n't",
        "’s",
        "'",
        "’",
        "“",
        "”",
        "\"",
        "(",
        ")",
        "[",
        "]",
        ".",
        "..",
        "…",
        "!",
        "?",
        ",",
        ":",
        ";",
        "-",
        "--",
        "—",
        "–",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\n\n",
        "\u{2028}",
        "\u{2029}",
        "\u{a0}",
        "\t",
        "1",
        "10",
        "3.5",
        "1,000",
        "2010-2015",
        "555-0187",
        "%",
        "$",
        "€",
        "@",
        "@ab",
        "#c",
        "#1",
        "http://",
        "www.",
        "x.com",
        ".doc",
        "/",
        "&",
        "_",
        "+",
        "é",
        "\u{301}",
        "\u{200d}",
        "\u{fe0f}",
        "\u{20e3}",
        "👍",
        "🏽",
        "🇫",
        "❤",
        "。",
        "漢",
        "ا",
        "؟",
        ":)",
        ":-",
        "<3",
        "^_^",
        "Yahoo",
        "cannot",
        "anti-",
        "late-",
        "s/",
        "w/",
        "\0",
        "\u{feff}",
        "ß",
        "Ä",
        "ʼ",
        "½",
        "`",
        "[1]",
        "•",
        "- ",
        "1. ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn segmentation_of_any_text_is_sound(text in any::<String>()) {
        assert_sound(&text, &segment(&text));
    }

    #[test]
    fn segmentation_of_tricky_pieces_is_sound(text in pieces()) {
        let segments = segment(&text);
        assert_sound(&text, &segments);
        prop_assert_eq!(segments, segment(&text));
    }

    #[test]
    fn a_blank_line_separates_two_texts_entirely(left in pieces(), right in pieces()) {
        let both = segment(&format!("{left}\n\n{right}"));
        let (left_alone, right_alone) = (segment(&left), segment(&right));
        let shift = left.len() as u32 + 2;
        let shifted = |span: Span| Span::new(span.start + shift, span.end + shift);
        let sentences: Vec<_> =
            left_alone.sentences.iter().copied().chain(right_alone.sentences.iter().copied().map(shifted)).collect();
        prop_assert_eq!(&both.sentences, &sentences);
        let tokens: Vec<_> = left_alone
            .tokens
            .iter()
            .map(|t| (t.span, t.kind()))
            .chain(right_alone.tokens.iter().map(|t| (shifted(t.span), t.kind())))
            .collect();
        prop_assert_eq!(both.tokens.iter().map(|t| (t.span, t.kind())).collect::<Vec<_>>(), tokens);
    }
}

/// Each would take hours if any look ahead or back grew with the text.
#[test]
fn hostile_texts_of_megabytes_complete() {
    const SIZE: usize = 2_000_000;
    for unit in [
        "a",
        "a ",
        "A.",
        "a.",
        "A. ",
        ".",
        ". ",
        "\"",
        "\" ",
        "’",
        "’s",
        "'",
        "(",
        ")",
        ").",
        "[1]",
        ". [1] ",
        "1",
        "1.",
        "1,",
        "1-",
        "a-",
        "a@",
        "@",
        "#",
        "a.com/",
        "http://",
        "www.",
        "…",
        "… ",
        "!",
        "?\" ",
        "\u{301}",
        "👍\u{200d}",
        "🇫",
        "\u{fe0f}",
        "x\n",
        "x y\n",
        "x,\n",
        "X\n",
        "x\r",
        "x\u{2028}",
        "x.\n",
        "- x\n",
        "Mr. ",
        "U.S. ",
        "U.S.",
        "no. ",
        "\0",
        "\u{a0}",
        " ",
        "\n",
        ".\u{a0}",
        "漢",
        "é",
        "anti-",
        "a'",
        "a&",
        "A&",
        "s/",
        "_",
        "+1",
        "1:",
        ":)",
        ":-)",
        "^_^",
        "<",
        "“",
        "” ",
        "(a",
        "“Why?” A ",
        "Yahoo!",
        "a\u{200d}",
    ] {
        let text = unit.repeat(SIZE / unit.len());
        let segments = segment(&text);
        assert!(segments.sentences.len() <= segments.tokens.len(), "{unit:?}");
        assert!(segments.tokens.capacity() <= 2 * segments.tokens.len() + 64, "{unit:?} keeps memory");
        assert_eq!(segments.tokens.is_empty(), text.trim().is_empty(), "{unit:?}");
    }
    // White space between the parts is looked over at each of them, but only once or twice.
    for mark in [".", "Mr.", "U.S.", "x\n", "\"?", "[1]"] {
        let text = format!("{mark}{}", " ".repeat(SIZE)).repeat(3);
        assert_sound(&text, &segment(&text));
    }
}
