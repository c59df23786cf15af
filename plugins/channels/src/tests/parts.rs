//! The parts beneath: tables, lemmas, tags.
use crate::lemma;
use crate::lexicon::{IRREGULAR_NOUNS, IRREGULAR_VERBS, PEOPLE, SUFFIXES, WORDS};
use crate::tag::{Seen, Tag, Tagger};
use textmine_core::TokenKind;

#[test]
fn every_key_of_every_table_is_found() {
    for table in [&*WORDS, &*SUFFIXES, &*IRREGULAR_VERBS, &*IRREGULAR_NOUNS, &*PEOPLE] {
        for line in table.lines() {
            let (key, value) = line.split_once('\t').unwrap_or((line, ""));
            assert_eq!(table.get(key), Some(value), "{key}");
        }
        assert_eq!(table.get("no such key"), None);
        assert_eq!(table.get("é"), None);
        assert_eq!(table.get(""), None);
    }
}

#[test]
fn verb_forms_lead_to_their_lemma() {
    let cases = [
        ("met", "meet"),
        ("phoned", "phone"),
        ("phoning", "phone"),
        ("texted", "text"),
        ("tried", "try"),
        ("dialled", "dial"),
        ("chatting", "chat"),
        ("messages", "message"),
        ("sent", "send"),
        ("writing", "write"),
        ("discusses", "discuss"),
        ("agreed", "agree"),
        ("has", "have"),
        ("emailing", "email"),
    ];
    for (form, expected) in cases {
        assert_eq!(lemma::verb(form), expected, "{form}");
    }
}

#[test]
fn plurals_lead_to_their_lemma() {
    let cases = [
        ("calls", "call"),
        ("parties", "party"),
        ("women", "woman"),
        ("speeches", "speech"),
        ("congress", "congress"),
        ("news", "news"),
    ];
    for (form, expected) in cases {
        assert_eq!(lemma::noun(form), expected, "{form}");
    }
}

#[test]
fn the_forms_of_a_lemma_are_those_that_texts_have() {
    let cases = [
        ("meet", "met meets meeting"),
        ("phone", "phoned phones phoning"),
        ("dial", "dialed dialled dials dialing dialling"),
        ("relay", "relayed relays relaying"),
        ("chat", "chatted chats chatting"),
        ("fax", "faxed faxes faxing"),
        ("write", "wrote written writes writing"),
        ("tidy", "tidied tidies tidying"),
    ];
    for (lemma, forms) in cases {
        let known = lemma::verb_forms(lemma);
        assert_eq!(known[0], lemma);
        for form in forms.split(' ') {
            assert!(known.iter().any(|f| f == form), "{form} of {lemma}: {known:?}");
        }
    }
    assert!(lemma::noun_forms("spokeswoman").contains(&"spokeswomen".to_owned()));
}

#[test]
fn tags_follow_the_context() {
    let tagger = Tagger::new();
    let tags = |text: &str| -> Vec<Tag> {
        let lower: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
        let seen = |(text, lower)| Seen { text, lower, kind: TokenKind::Word };
        tagger.tag(&text.split(' ').zip(lower.iter().map(String::as_str)).map(seen).collect::<Vec<_>>())
    };
    assert_eq!(tags("they call her"), [Tag::PRP, Tag::VBP, Tag::PRP]);
    assert_eq!(tags("the call was short"), [Tag::DT, Tag::NN, Tag::VBD, Tag::JJ]);
    assert_eq!(tags("will meet")[1], Tag::VB);
    assert_eq!(tags("was met")[1], Tag::VBN);
    assert_eq!(tags(""), [Tag::NN]);
}
