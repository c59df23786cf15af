//! A unit: sentences that quotations hold together, with each quotation as one item among the words.
use crate::marks::Marked;
use crate::verb::{Verb, verb};
use std::borrow::Cow;
use textmine_core::{Document, Span, Token, TokenKind};

/// What an item does around a verb of saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A quotation, by its index.
    Quote(usize),
    Verb(Verb),
    Pronoun,
    /// `has`, `was`, `not`, and `quoted as`, `went on to` before a verb.
    Auxiliary,
    Adverb,
    /// `but`, `that`, `when`: begins a clause.
    Clause,
    /// `who`: begins a clause about the noun before it.
    Relative,
    And,
    Preposition,
    /// `of`, `for`: goes on with the noun before it.
    Link,
    Possessive,
    Determiner,
    /// `Monday`, `yesterday`.
    Time,
    Comma,
    /// A bracket or a dash.
    Aside,
    Colon,
    /// `.`, `!`, `?`, `;`
    Stop,
    /// A word with a capital.
    Name,
    Word,
}

/// A token outside of quotations, or a quotation.
#[derive(Clone, Debug)]
pub(crate) struct Item<'a> {
    pub(crate) span: Span,
    pub(crate) lower: Cow<'a, str>,
    pub(crate) role: Role,
}

impl Item<'_> {
    /// True if it can be part of a noun phrase.
    pub(crate) fn is_nominal(&self) -> bool {
        matches!(self.role, Role::Name | Role::Word | Role::Possessive | Role::Determiner | Role::Pronoun)
    }
}

/// Makes items of tokens; `quotes` are the outermost quotations from the first that lies there.
pub(crate) fn items<'a>(
    document: &Document<'a>,
    tokens: &[Token],
    quotes: &[Marked],
    first_quote: usize,
    items: &mut Vec<Item<'a>>,
) {
    items.clear();
    let mut quotes = quotes.iter().enumerate().peekable();
    let mut inside_until = 0;
    for token in tokens {
        if token.span.start < inside_until {
            continue;
        }
        while let Some((at, quote)) = quotes.next_if(|(_, quote)| quote.span.start <= token.span.start) {
            let role = Role::Quote(first_quote + at);
            items.push(Item { span: quote.span, lower: Cow::Borrowed(""), role });
            inside_until = quote.span.end;
        }
        if token.span.start < inside_until {
            continue;
        }
        let text = document.slice(token.span);
        let capital = text.starts_with(char::is_uppercase);
        let lower = if capital || !text.is_ascii() {
            Cow::Owned(text.to_lowercase().replace('’', "'"))
        } else {
            Cow::Borrowed(text)
        };
        let role = match text {
            // A hyphen between spaces is a dash.
            "-" if spaced(document.text(), token.span) => Role::Aside,
            _ => role(&lower, token.kind(), capital),
        };
        items.push(Item { span: token.span, lower, role });
    }
    disambiguate(items);
}

fn spaced(text: &str, span: Span) -> bool {
    let is_space = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    is_space(span.start.checked_sub(1).and_then(|at| bytes.get(at as usize)))
        && is_space(bytes.get(span.end as usize))
}

fn role(word: &str, kind: TokenKind, capital: bool) -> Role {
    match word {
        "," => return Role::Comma,
        ":" => return Role::Colon,
        "." | "!" | "?" | ";" | "!?" | "?!" => return Role::Stop,
        "(" | ")" | "[" | "]" | "–" | "—" | "--" | "…" | "..." => return Role::Aside,
        "-" => return Role::Word,
        "he" | "she" | "they" | "it" | "i" | "we" | "you" => return Role::Pronoun,
        "has" | "have" | "had" | "having" | "is" | "was" | "were" | "are" | "be" | "been" | "being"
        | "will" | "would" | "could" | "should" | "might" | "must" | "can" | "do" | "does" | "did"
        | "not" | "n't" | "never" | "'ve" | "'ll" | "'d" | "to" => return Role::Auxiliary,
        "also" | "later" | "then" | "again" | "earlier" | "once" | "still" | "now" | "often" | "just"
        | "further" | "even" | "meanwhile" | "however" | "himself" | "herself" | "themselves" | "too"
        | "always" | "sometimes" | "only" | "almost" | "soon" | "first" | "afterwards" | "instead"
        | "though" => {
            return Role::Adverb;
        }
        "but" | "or" | "that" | "which" | "when" | "while" | "as" | "because" | "if" | "although"
        | "where" | "how" | "why" | "whether" | "until" | "than" | "so" | "yet" | "what" | "whereas"
        | "unless" => {
            return Role::Clause;
        }
        "who" | "whom" => return Role::Relative,
        "and" | "&" => return Role::And,
        "of" | "for" => return Role::Link,
        "'s" | "'" => return Role::Possessive,
        "the" | "a" | "an" | "his" | "her" | "their" | "its" | "our" | "my" | "your" | "this" | "these"
        | "those" | "some" | "many" | "several" | "both" | "another" | "one" | "two" | "three" => {
            return Role::Determiner;
        }
        "in" | "on" | "at" | "during" | "by" | "via" | "through" | "from" | "with" | "about" | "over"
        | "into" | "after" | "before" | "since" | "under" | "against" | "between" | "among" | "amid"
        | "despite" | "following" | "toward" | "towards" | "within" | "without" | "outside" | "near" => {
            return Role::Preposition;
        }
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "today"
        | "yesterday" | "tomorrow" | "tonight" | "last" | "late" | "recently" | "january" | "february"
        | "july" | "september" | "october" | "november" | "december" => return Role::Time,
        "him" | "them" | "us" | "me" | "there" | "here" => return Role::Word,
        // `Senator Lind, Democrat of Ohio`
        "democrat" | "republican" | "independent" => return Role::Word,
        _ => {}
    }
    if matches!(kind, TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Other | TokenKind::Emoji) {
        return Role::Aside;
    }
    if let Some(verb) = verb(word) {
        return Role::Verb(verb);
    }
    let noun =
        matches!(word, "family" | "ally" | "assembly" | "supply" | "reply" | "monopoly" | "bully" | "rally");
    match capital {
        true => Role::Name,
        false if word.len() > 4 && word.ends_with("ly") && !noun => Role::Adverb,
        false => Role::Word,
    }
}

/// Verbs of saying that tell of nobody's saying: nouns, and passives.
fn disambiguate(items: &mut [Item<'_>]) {
    for at in 0..items.len() {
        // `the ambassador to Oslo`
        let to = items[at].lower == "to";
        if to && items.get(at + 1).is_some_and(|next| matches!(next.role, Role::Name | Role::Determiner)) {
            items[at].role = Role::Preposition;
        }
        let Role::Verb(verb) = items[at].role else { continue };
        let before = at.checked_sub(1).map(|before| items[before].role);
        let next = items.get(at + 1);
        let participle = items[at].lower.ends_with("ing");
        // `the reported plan`, `by saying`: no speaker stands there, but after a preposition the sentence's subject speaks.
        let noun = match before {
            Some(Role::Determiner | Role::Possessive) => true,
            Some(Role::Preposition | Role::Link) => !participle,
            // `a briefing note reveals`, `the so-called`
            _ if next
                .is_some_and(|next| matches!(next.role, Role::Verb(_)) && !next.lower.ends_with("ing")) =>
            {
                true
            }
            _ => at > 1 && items[at - 1].lower == "-" && items[at - 2].lower == "so",
        };
        let group = items[..at].iter().rev().take(GROUP);
        let mut group = group.take_while(|item| matches!(item.role, Role::Auxiliary | Role::Adverb));
        let be = ["is", "was", "were", "are", "be", "been", "being"];
        let passive = next.is_some_and(|item| item.lower == "by")
            || !participle && group.any(|item| be.contains(&item.lower.as_ref()));
        let according = verb == Verb::According && next.is_none_or(|item| item.lower != "to");
        if noun || passive || according {
            items[at].role = Role::Word;
        } else if items[at].lower.starts_with("respond") && next.is_some_and(|item| item.lower == "to") {
            // `responded to the strike` may be by a deed.
            items[at].role = Role::Verb(Verb::Beside);
        }
    }
}

/// Items of a verb group that are looked at: `has not yet been`.
const GROUP: usize = 4;
