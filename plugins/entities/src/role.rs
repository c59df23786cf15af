//! The role that the text gives a person beside the name: `Finance Minister`, `(R-Ohio)`, `, the mayor of Springfield,`.
use crate::gazetteer::{Gender, Lists, Title};
use crate::label::Label;
use crate::recognise::Mention;
use crate::reference::kin as kin_gender;
use crate::summary::one_line;
use textmine_core::{Document, Span, Token};

/// Farther from the name than this many tokens a role does not start, or end.
const REACH: usize = 12;

/// What stands beside a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beside {
    /// Before it: `French President`.
    pub(crate) before: Option<Span>,
    /// Party and state in brackets after it: `R-Ohio`.
    pub(crate) tag: Option<Span>,
    /// After it, between commas: `chief executive of Acme`.
    pub(crate) after: Option<Span>,
    /// The gender that a title tells.
    pub(crate) gender: Option<Gender>,
}

impl Beside {
    fn is_empty(&self) -> bool {
        *self == Beside::default()
    }

    /// The role in the text's own words; a party tag follows what stands before the name after a comma.
    pub(crate) fn text(&self, document: &Document<'_>) -> Option<String> {
        let words = |span: Option<Span>| span.map(|span| one_line(document.slice(span)));
        match (words(self.before), words(self.tag).or_else(|| words(self.after))) {
            (Some(before), Some(after)) if self.tag.is_some() => Some(format!("{before}, {after}")),
            (before, after) => before.or(after),
        }
    }
}

/// What stands beside the mentions of a document; most have nothing beside them.
#[derive(Debug, Default)]
pub(crate) struct Roles {
    /// By the index of the mention, in order.
    found: Vec<(usize, Beside)>,
}

impl Roles {
    /// Looks beside each person.
    pub(crate) fn find(document: &Document<'_>, mentions: &[Mention]) -> Roles {
        let people = (0..mentions.len()).filter(|at| mentions[*at].label == Label::Person);
        let found =
            people.map(|at| (at, beside(document, mentions, at))).filter(|(_, beside)| !beside.is_empty());
        Roles { found: found.collect() }
    }

    /// What stands beside that mention.
    pub(crate) fn of(&self, mention: usize) -> Option<&Beside> {
        let at = self.found.binary_search_by_key(&mention, |(at, _)| *at).ok()?;
        Some(&self.found[at].1)
    }

    /// The gender that a title beside that mention tells.
    pub(crate) fn gender(&self, mention: usize) -> Option<Gender> {
        self.of(mention)?.gender
    }

    /// The words of all roles, in order.
    pub(crate) fn spans(&self) -> Vec<Span> {
        let parts = |beside: &Beside| [beside.before, beside.tag, beside.after];
        let mut spans: Vec<Span> =
            self.found.iter().flat_map(|(_, beside)| parts(beside)).flatten().collect();
        spans.sort_by_key(|span| (span.start, span.end));
        spans
    }

    /// All of them, with the index of the mention.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Beside)> {
        self.found.iter().map(|(at, beside)| (*at, beside))
    }
}

/// What the text says of the person of that index among the mentions.
fn beside(document: &Document<'_>, mentions: &[Mention], at: usize) -> Beside {
    let mention = mentions[at];
    let sentence = document.tokens()[mention.first as usize].sentence;
    let (before, gender) = before(document, mentions, at, sentence);
    let tag = party_tag(document, mention.end as usize);
    let after = match tag {
        Some(_) => None,
        None => apposition(document, mentions, at, sentence)
            .or_else(|| relative(document, mentions, at, sentence)),
    };
    let gender = gender.or_else(|| {
        let words = document.slice(after?).split_whitespace();
        words
            .take_while(|word| !matches!(*word, "of" | "at" | "for" | "in" | "to"))
            .find_map(|w| Title::of(w).gender())
    });
    Beside { before, tag, after, gender }
}

fn word<'d>(document: &Document<'d>, token: &Token) -> &'d str {
    document.slice(token.span)
}

/// The title that ends right before the name, with what it is of: `Acme Vice President`, `Minister of Health`.
fn before(
    document: &Document<'_>,
    mentions: &[Mention],
    at: usize,
    sentence: u32,
) -> (Option<Span>, Option<Gender>) {
    let tokens = document.tokens();
    let name = mentions[at].first as usize;
    let limit = name.saturating_sub(REACH);
    let start_of_sentence =
        (limit..name).rev().take_while(|i| tokens[*i].sentence == sentence).last().unwrap_or(name);
    let title = |i: usize| title(word(document, &tokens[i]));
    let mut start = name;
    let mut gender = None;
    let mut role = false;
    // “Secretary of State Ann Hill”: what a role is of stands between it and the name.
    let capital = |i: usize| word(document, &tokens[i]).starts_with(char::is_uppercase);
    let of = (start_of_sentence..name).rev().find(|i| !capital(*i));
    if let Some(of) = of
        && matches!(word(document, &tokens[of]), "of" | "to" | "for")
        && of > start_of_sentence
        && of + 1 < name
        && title(of - 1).is_role()
        && (of + 1..name).all(|i| !title(i).is_honorific() && (title(i).is_modifier() || !title(i).is_role()))
        && mentions[..at].iter().rev().take(2).all(|m| m.label != Label::Person || (m.end as usize) <= of)
    {
        start = of;
    }
    // “President-elect” may be three tokens.
    let back = |by: usize| start.checked_sub(by).map_or("", |at| word(document, &tokens[at]));
    if matches!(back(1), "elect" | "designate") && back(2) == "-" && start >= start_of_sentence + 3 {
        start -= 2;
    }
    while start > start_of_sentence {
        let marks = title(start - 1);
        if !(marks.is_honorific() || marks.is_role() || role && marks.is_modifier()) {
            break;
        }
        gender = gender.or(marks.gender());
        role = true;
        start -= 1;
    }
    let kin = (start_of_sentence..name).rev().take(2).map(|i| word(document, &tokens[i]));
    let gender = gender.or_else(|| kin.skip_while(|word| *word == ",").map(kin_gender).next().flatten());
    let late = || start > start_of_sentence && word(document, &tokens[start - 1]) == "late";
    if !role && !late() {
        return (None, gender);
    }
    // Whose president: a nationality, country or organisation right before.
    let mut owners = mentions[..at].iter().rev().peekable();
    while let Some(owner) = owners.next_if(|m| m.end as usize >= start && (m.first as usize) < start) {
        if owner.label != Label::Person && owner.first as usize >= start_of_sentence {
            start = owner.first as usize;
        }
    }
    let adjectival =
        |i: usize| Lists::of(word(document, &tokens[i])).any(Lists::NATIONALITY | Lists::COUNTRY);
    while start > start_of_sentence && adjectival(start - 1) {
        start -= 1;
    }
    loop {
        let before = |back: usize| match start.checked_sub(back) {
            Some(at) if at >= start_of_sentence => word(document, &tokens[at]),
            _ => "",
        };
        // “Then-President” may be three tokens.
        let hyphen = usize::from(before(1) == "-");
        if !is_tense(before(1 + hyphen)) {
            break;
        }
        start -= 1 + hyphen;
    }
    let span = Span::new(tokens[start].span.start, tokens[name - 1].span.end);
    ((!is_courtesy(document.slice(span))).then_some(span), gender)
}

/// The title that `word` is: `then-President` and `president-elect` are presidents too.
fn title(word: &str) -> Title {
    let plain =
        ["then-", "Then-", "ex-", "Ex-"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word);
    Title::of(["-elect", "-designate"].iter().find_map(|suffix| plain.strip_suffix(suffix)).unwrap_or(plain))
}

/// Since when, or until when, a role is held; it stands before everything else.
fn is_tense(word: &str) -> bool {
    const TENSES: [&str; 9] =
        ["former", "late", "acting", "interim", "incoming", "outgoing", "then", "ex", "caretaker"];
    TENSES.iter().any(|tense| word.eq_ignore_ascii_case(tense))
}

/// What anyone is called; it tells the gender, and no role.
fn is_courtesy(title: &str) -> bool {
    matches!(title.trim_end_matches('.'), "Mr" | "Mrs" | "Ms" | "Miss" | "Mx" | "Madam" | "MR" | "MRS" | "MS")
}

/// `R-Ohio` or `D-N.Y.` in the brackets that open at that token: a letter or two, a hyphen, at most four tokens more.
pub(crate) fn party_tag(document: &Document<'_>, bracket: usize) -> Option<Span> {
    let tokens = document.tokens();
    let at = |i: usize| tokens.get(bracket + i).map_or("", |token| word(document, token));
    if at(0) != "(" {
        return None;
    }
    let close = (2..=7).find(|i| at(*i) == ")")?;
    let span = Span::new(tokens[bracket + 1].span.start, tokens[bracket + close - 1].span.end);
    let text = document.slice(span);
    let (party, place) = text.split_once(['-', '–', '‑'])?;
    let is_party =
        matches!(party, "R" | "D" | "I" | "L" | "G" | "DFL" | "Rep" | "Dem" | "Ind" | "Con" | "Lab");
    let is_place = place.starts_with(char::is_uppercase) && !place.contains(char::is_numeric);
    (is_party && is_place).then_some(span)
}

/// `, the mayor of Springfield,` after the name, or `The mayor of Springfield,` before it.
fn apposition(document: &Document<'_>, mentions: &[Mention], at: usize, sentence: u32) -> Option<Span> {
    let (name, end) = (mentions[at].first as usize, mentions[at].end as usize);
    let tokens = document.tokens();
    let is = |i: usize, mark: fn(&str) -> bool| {
        tokens.get(i).is_some_and(|t| t.sentence == sentence && mark(word(document, t)))
    };
    let person_in = |words: &std::ops::Range<usize>| {
        let near = &mentions[at.saturating_sub(2)..mentions.len().min(at + 3)];
        near.iter().any(|m| m.label == Label::Person && words.contains(&(m.first as usize)))
    };
    if is(end, |w| w == ",") {
        let reach = end + 1..tokens.len().min(end + REACH);
        let close = reach.clone().find(|i| is(*i, ends_phrase) || tokens[*i].sentence != sentence);
        let words = reach.start..close.unwrap_or(reach.end);
        let found = close.and_then(|_| role_phrase(document, words.clone()));
        if let Some(span) = found.filter(|_| !person_in(&words)) {
            return Some(span);
        }
    }
    if name > 0 && is(name - 1, |w| w == ",") && is(end, ends_phrase) {
        let before = name.saturating_sub(REACH)..name - 1;
        let open = before
            .clone()
            .rev()
            .take_while(|i| tokens[*i].sentence == sentence && !is(*i, ends_phrase))
            .last()?;
        let words = open..before.end;
        return role_phrase(document, words.clone()).filter(|_| !person_in(&words));
    }
    None
}

/// `heads the Acme Group` in `, who heads the Acme Group`.
fn relative(document: &Document<'_>, mentions: &[Mention], at: usize, sentence: u32) -> Option<Span> {
    let tokens = document.tokens();
    let is = |i: usize, mark: fn(&str) -> bool| {
        tokens.get(i).is_some_and(|t| t.sentence == sentence && mark(word(document, t)))
    };
    let mut verb = mentions[at].end as usize;
    verb += usize::from(is(verb, |w| w == ","));
    if !is(verb, |w| w == "who") {
        return None;
    }
    verb += 1;
    let heads = |w: &str| {
        matches!(
            w,
            "heads"
                | "headed"
                | "leads"
                | "led"
                | "chairs"
                | "chaired"
                | "runs"
                | "ran"
                | "founded"
                | "directs"
                | "directed"
        )
    };
    let body = mentions.get(at + 1).filter(|body| body.label == Label::Organisation)?;
    let first = body.first as usize;
    let next = first == verb + 1 || first == verb + 2 && is(verb + 1, |w| matches!(w, "the" | "a" | "an"));
    (is(verb, heads) && next).then(|| Span::new(tokens[verb].span.start, body.span.end))
}

fn ends_phrase(word: &str) -> bool {
    matches!(word, "," | "." | ";" | ")" | "(" | "—" | "–" | "who" | "said" | "says" | "?" | "!" | "”" | "\"")
}

/// The words as a role, if they are one: an article, what modifies the role noun, the noun, and maybe what it is of.
fn role_phrase(document: &Document<'_>, range: std::ops::Range<usize>) -> Option<Span> {
    let tokens = document.tokens().get(range)?;
    let at = |i: usize| tokens.get(i).map_or("", |token| word(document, token));
    let article = matches!(
        at(0),
        "the" | "The" | "a" | "A" | "an" | "An" | "his" | "her" | "its" | "His" | "Her" | "Its"
    );
    let start = usize::from(article);
    let is_role = |i: usize| Title::of(at(i)).is_role();
    // The noun comes early, and before it only what may modify one.
    let head = (start..tokens.len().min(start + 6)).find(|i| is_role(*i) && !is_role(i + 1))?;
    let modifies = |i: usize| {
        let w = at(i);
        Title::of(w).is_any()
            || w.starts_with(char::is_uppercase)
            || matches!(w, "-" | "’s" | "'s" | "’" | "'" | "and" | "of")
            || w.len() > 3 && w.ends_with(['n', 'l', 'c', 't', 'g', 'd', 'r'])
    };
    let whole = head + 1 == tokens.len() || matches!(at(head + 1), "of" | "at" | "for" | "in" | "and");
    let last = tokens.last().filter(|_| whole && (start..head).all(modifies))?;
    Some(Span::new(tokens[start].span.start, last.span.end))
}
