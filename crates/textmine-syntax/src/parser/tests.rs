//! Tests of the parser with the model that comes with the crate.
use super::*;
use proptest::prelude::*;
use textmine_core::{DocumentBuf, TokenKind};

fn parsed(text: &str) -> (Vec<String>, Tree) {
    let document = DocumentBuf::new("text", text).unwrap();
    let view = document.view();
    let words: Vec<&str> = view.tokens().iter().map(|token| view.slice(token.span)).collect();
    let lowers: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let forms = view.tokens().iter().enumerate().map(|(at, token)| Form {
        text: words[at],
        lower: &lowers[at],
        kind: token.kind(),
        glued: at > 0 && view.tokens()[at - 1].span.end == token.span.start,
    });
    let forms: Vec<Form<'_>> = forms.collect();
    let tree = Parser::english().parse(&forms, &mut Memory::default());
    (words.into_iter().map(str::to_owned).collect(), tree)
}

#[test]
fn a_sentence_becomes_a_tree() {
    let (words, tree) = parsed("The letter, delivered by Hill, was signed by Ana Ito.");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    insta::assert_snapshot!(tree.with_words(&words).to_string());
}

/// The head and relation of a word.
fn role(text: &str, word: &str) -> (String, Relation) {
    let (words, tree) = parsed(text);
    let at = words.iter().position(|other| other == word).unwrap();
    let node = tree.nodes()[at];
    (node.head.map_or_else(String::new, |head| words[head as usize].clone()), node.relation)
}

#[test]
fn who_reaches_whom_is_found() {
    let cases = [
        ("Hill phoned Ito on Tuesday to discuss the plan.", "Hill", "phoned", Relation::Subject),
        ("Hill phoned Ito on Tuesday to discuss the plan.", "Ito", "phoned", Relation::Object),
        ("Hill phoned Ito on Tuesday to discuss the plan.", "Tuesday", "phoned", Relation::Oblique),
        ("She wrote him a letter.", "him", "wrote", Relation::IndirectObject),
        ("She was told by her advisers that he had left.", "advisers", "told", Relation::Agent),
        ("She was told by her advisers that he had left.", "She", "told", Relation::PassiveSubject),
        ("He agreed to meet her in Davos.", "meet", "agreed", Relation::OpenComplement),
        ("The minister tweeted at Ito.", "Ito", "tweeted", Relation::Oblique),
        ("He was reached by phone.", "phone", "reached", Relation::Oblique),
        ("The text messages were sent by the king.", "text", "messages", Relation::Compound),
    ];
    for (text, word, head, relation) in cases {
        assert_eq!(role(text, word), (head.to_owned(), relation), "`{word}` in: {text}");
    }
}

#[test]
fn corrected_tags_are_parsed_as_they_are() {
    let forms = ["she", "texts", "him"].map(|word| Form {
        text: word,
        lower: word,
        kind: TokenKind::Word,
        glued: false,
    });
    let (parser, mut memory) = (Parser::english(), Memory::default());
    let mut tags = parser.tag(&forms, &mut memory);
    assert_eq!(tags.len(), 3);
    tags[1] = Tag::VBZ;
    let tree = parser.parse_tagged(&tags, &mut memory);
    assert_eq!(tree.nodes().iter().map(|node| node.tag).collect::<Vec<_>>(), tags);
}

#[test]
fn no_words_are_no_tree() {
    assert!(Parser::english().parse(&[], &mut Memory::default()).nodes().is_empty());
}

fn words() -> impl Strategy<Value = Vec<(String, u8, bool)>> {
    let word =
        prop_oneof!["[a-zA-Z]{1,8}", "\\PC{0,6}", Just("the".to_owned()), Just(",".to_owned()), "[0-9]{1,4}"];
    prop::collection::vec((word, 0u8..9, any::<bool>()), 0..60)
}

proptest! {
    #[test]
    fn any_words_become_one_tree_that_depends_on_nothing_else(words in words()) {
        let kinds = [
            TokenKind::Word, TokenKind::Number, TokenKind::Punctuation, TokenKind::Symbol, TokenKind::Url,
            TokenKind::Handle, TokenKind::Hashtag, TokenKind::Emoji, TokenKind::Other,
        ];
        let forms: Vec<Form<'_>> = words
            .iter()
            .map(|(text, kind, glued)| Form { text, lower: text, kind: kinds[usize::from(*kind)], glued: *glued })
            .collect();
        let (parser, mut memory) = (Parser::english(), Memory::default());
        let tree = parser.parse(&forms, &mut memory);
        prop_assert_eq!(tree.nodes().len(), forms.len());
        let roots = tree.nodes().iter().filter(|node| node.head.is_none());
        prop_assert_eq!(roots.count(), usize::from(!forms.is_empty()));
        for (at, node) in tree.nodes().iter().enumerate() {
            prop_assert_eq!(node.head.is_none(), node.relation == Relation::Root);
            let mut seen = at;
            for _ in 0..forms.len() {
                seen = tree.nodes()[seen].head.map_or(seen, |head| head as usize);
            }
            prop_assert!(tree.nodes()[seen].head.is_none(), "a cycle");
        }
        prop_assert_eq!(parser.parse(&forms, &mut memory), tree);
    }
}
