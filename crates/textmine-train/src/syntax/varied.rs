//! Sentences of the treebanks told in other words: messages by phone and app, and names, of which news is full and
//! treebanks have few.
use super::treebank::{Sentence, Token};
use crate::chance::Chance;
use std::collections::HashSet;
use textmine_core::TokenKind;
use textmine_syntax::{Relation, Tag, lemma};

/// What takes a person as its object.
const REACH: &[&str] =
    &["phone", "text", "email", "message", "telephone", "WhatsApp", "DM", "ring", "cable", "e-mail", "Skype"];
/// What takes words or a clause.
const SAY: &[&str] = &["tweet", "text", "post", "email", "message", "WhatsApp", "cable", "e-mail"];
/// What is said to or at somebody.
const ADDRESS: &[&str] = &["tweet", "email", "text", "message"];
/// What is sent.
const SENT: &[&str] = &[
    "text",
    "tweet",
    "email",
    "DM",
    "voicemail",
    "telegram",
    "fax",
    "cable",
    "message",
    "letter",
    "memo",
    "postcard",
];
/// What may stand before `message` and before `call`.
const MESSAGE: &[&str] = &["text", "WhatsApp", "voice", "email", "Twitter", "Signal", "video", "mail"];
const CALL: &[&str] = &["phone", "video", "conference", "telephone", "Zoom", "FaceTime", "Skype"];
/// What may stand before a name.
const TITLES: &[&str] = &[
    "President",
    "Chancellor",
    "Senator",
    "Secretary",
    "King",
    "Queen",
    "Minister",
    "Mr.",
    "Ms.",
    "Sen.",
    "Pope",
];
/// What somebody is reached by, other than by people.
const MEANS: &[&str] =
    &["phone", "email", "telephone", "letter", "text", "mail", "fax", "post", "courier", "radio"];

/// Names of people, to be put in the place of pronouns.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) given: Vec<String>,
    pub(crate) surnames: Vec<String>,
}

impl Names {
    /// Leaves out names that are words too: they would teach that words are names.
    pub(crate) fn drop_words<'s>(&mut self, sentences: impl Iterator<Item = &'s Sentence>) {
        let words: HashSet<&str> = sentences
            .flatten()
            .filter(|token| !token.tag.is_name())
            .map(|token| token.lower.as_str())
            .collect();
        for names in [&mut self.given, &mut self.surnames] {
            names.retain(|name| name.len() > 3 && !words.contains(name.to_lowercase().as_str()));
        }
    }
}

/// A word to be put in.
struct Insertion {
    /// Before which token.
    at: usize,
    word: String,
    tag: Tag,
    relation: Relation,
}

/// Another version of a sentence, if it has anything to be said in other words.
pub(crate) fn vary(sentence: &Sentence, names: &Names, chance: &mut Chance) -> Option<Sentence> {
    let mut varied = sentence.clone();
    let mut changed = false;
    let mut inserted = Vec::new();
    for at in 0..sentence.len() {
        let token = &sentence[at];
        changed |= if token.tag.is_verb() {
            verb(sentence, at, &mut varied[at], chance) | means(sentence, at, &mut inserted, chance)
        } else if matches!(token.tag, Tag::NN | Tag::NNS) {
            noun(sentence, at, &mut varied[at], &mut inserted, chance)
        } else if token.relation == Relation::Agent {
            agent(sentence, at, &mut varied[at], chance)
        } else {
            false
        };
        if is_person(sentence, at) && chance.share() < 0.6 {
            changed |= name(&mut varied[at], at, names, &mut inserted, chance);
        }
    }
    for insertion in inserted.iter().rev() {
        insert(&mut varied, insertion);
    }
    changed.then_some(varied)
}

fn pick<'w>(words: &[&'w str], chance: &mut Chance) -> &'w str {
    words[chance.below(words.len())]
}

fn has(sentence: &Sentence, at: usize, relation: Relation) -> bool {
    sentence.iter().any(|other| other.head as usize == at && other.relation == relation)
}

fn verb(sentence: &Sentence, at: usize, token: &mut Token, chance: &mut Chance) -> bool {
    let has = |relation| has(sentence, at, relation);
    if has(Relation::Particle) || has(Relation::OpenComplement) {
        return false;
    }
    let object = has(Relation::Object) || has(Relation::PassiveSubject);
    let said = has(Relation::Complement) || has(Relation::Parataxis);
    let words = match lemma::verb(&token.lower).as_str() {
        "call" | "contact" | "meet" | "visit" | "invite" | "warn" | "thank" | "help" if object => REACH,
        "tell" | "ask" if object => REACH,
        "say" | "write" | "add" | "announce" | "claim" | "explain" | "note" if said => SAY,
        "write" | "send" | "show" if has(Relation::IndirectObject) => SAY,
        "write" | "talk" | "speak" | "reply" | "respond" | "complain" if !object => ADDRESS,
        "send" | "write" | "publish" if object => SAY,
        _ => return false,
    };
    let word = inflected(pick(words, chance), token.tag);
    replace(token, &word, token.tag);
    true
}

fn noun(
    sentence: &Sentence,
    at: usize,
    token: &mut Token,
    inserted: &mut Vec<Insertion>,
    chance: &mut Chance,
) -> bool {
    let mut compound = |word: &str| {
        let tag = if word.starts_with(char::is_uppercase) { Tag::NNP } else { Tag::NN };
        inserted.push(Insertion { at, word: word.to_owned(), tag, relation: Relation::Compound });
    };
    let plural = if token.tag == Tag::NNS { "s" } else { "" };
    match lemma::noun(&token.lower).as_str() {
        _ if has(sentence, at, Relation::Compound) => return false,
        "call" | "conversation" if chance.share() < 0.6 => compound(pick(CALL, chance)),
        "message" | "letter" | "note" | "call" | "mail" | "comment" | "post" | "statement" | "email"
        | "report" | "article" | "gift" | "question" => {
            if chance.share() < 0.4 {
                compound(pick(MESSAGE, chance));
                replace(token, &format!("message{plural}"), token.tag);
            } else {
                replace(token, &format!("{}{plural}", pick(SENT, chance)), token.tag);
            }
        }
        _ => return false,
    }
    true
}

/// `was told` becomes `was told by phone`.
fn means(sentence: &Sentence, at: usize, inserted: &mut Vec<Insertion>, chance: &mut Chance) -> bool {
    let passive = sentence[at].tag == Tag::VBN && has(sentence, at, Relation::PassiveAuxiliary);
    if !passive || has(sentence, at, Relation::Agent) || chance.share() > 0.15 {
        return false;
    }
    let mut put = |word: &str, tag, relation| {
        inserted.push(Insertion { at: at + 1, word: word.to_owned(), tag, relation });
    };
    put("by", Tag::IN, Relation::Case);
    put(pick(MEANS, chance), Tag::NN, Relation::Oblique);
    true
}

/// `by them` becomes `by phone`.
fn agent(sentence: &Sentence, at: usize, token: &mut Token, chance: &mut Chance) -> bool {
    let bare = at.checked_sub(1).is_some_and(|before| sentence[before].lower == "by");
    if !bare || chance.share() > 0.6 {
        return false;
    }
    replace(token, pick(MEANS, chance), Tag::NN);
    token.relation = Relation::Oblique;
    true
}

/// Pronouns for people, but no subjects whose verb would no longer agree.
fn is_person(sentence: &Sentence, at: usize) -> bool {
    let token = &sentence[at];
    let subject = matches!(token.relation, Relation::Subject | Relation::PassiveSubject);
    token.tag == Tag::PRP
        && match token.lower.as_str() {
            "he" | "she" | "him" => true,
            "her" | "me" | "them" | "us" => !subject,
            "i" | "they" | "we" => {
                subject && sentence.get(token.head as usize).is_some_and(|verb| verb.tag == Tag::VBD)
            }
            _ => false,
        }
}

fn name(
    token: &mut Token,
    at: usize,
    names: &Names,
    inserted: &mut Vec<Insertion>,
    chance: &mut Chance,
) -> bool {
    if names.given.is_empty() || names.surnames.is_empty() {
        return false;
    }
    let surname = &names.surnames[chance.below(names.surnames.len())];
    let share = chance.share();
    if share < 0.15 {
        let word = pick(TITLES, chance).to_owned();
        inserted.push(Insertion { at, word, tag: Tag::NNP, relation: Relation::Description });
    }
    if share < 0.4 {
        // The first part is the head.
        replace(token, &names.given[chance.below(names.given.len())], Tag::NNP);
        let flat = Insertion { at: at + 1, word: surname.clone(), tag: Tag::NNP, relation: Relation::Flat };
        inserted.push(flat);
    } else {
        replace(token, surname, Tag::NNP);
    }
    true
}

fn replace(token: &mut Token, word: &str, tag: Tag) {
    word.clone_into(&mut token.text);
    token.lower = word.to_lowercase();
    token.kind = TokenKind::Word;
    token.tag = tag;
    token.lemma.clear();
}

/// Puts a word before a token; it depends on that token, a later part of a name and a means on the one
/// before.
fn insert(sentence: &mut Sentence, insertion: &Insertion) {
    let Insertion { at, word, tag, relation } = insertion;
    for token in sentence.iter_mut().filter(|token| token.head as usize >= *at) {
        token.head += 1;
    }
    let later = matches!(relation, Relation::Flat | Relation::Oblique);
    let mut token = sentence[if later { at - 1 } else { *at }].clone();
    replace(&mut token, word, *tag);
    token.relation = *relation;
    token.head = if later { *at as u32 - 1 } else { *at as u32 + 1 };
    match later {
        true => token.glued = false,
        false => sentence[*at].glued = false,
    }
    sentence.insert(*at, token);
}

fn inflected(verb: &str, tag: Tag) -> String {
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    match (tag, verb) {
        (Tag::VBD, "ring") => "rang".to_owned(),
        (Tag::VBN, "ring") => "rung".to_owned(),
        (Tag::VBZ, _) => format!("{verb}s"),
        (Tag::VBG, _) => format!("{stem}ing"),
        (Tag::VBD | Tag::VBN, _) => format!("{stem}ed"),
        _ => verb.to_owned(),
    }
}
