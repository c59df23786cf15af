//! Puts the edges of mentions right: titles, punctuation and what belongs to an organisation's name.
use super::Mention;
use crate::form;
use crate::gazetteer::{self, Lists, Title};
use crate::label::Label;
use textmine_core::{Document, Span, Token};

/// The mentions with their edges put right; some vanish, some split, some grow together.
pub(crate) fn refine(document: &Document<'_>, mentions: &[Mention]) -> Vec<Mention> {
    let words = Words { document, tokens: document.tokens() };
    let mut refined: Vec<Mention> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let Some(mention) = words.trimmed(*mention) else { continue };
        let mention = match words.compound(mention) {
            None => mention,
            Some((owner, rest)) => {
                refined.push(owner);
                let Some(rest) = rest.and_then(|rest| words.trimmed(rest)) else { continue };
                rest
            }
        };
        let mention = match mention.label {
            Label::Person => words.without_title(mention, &mut refined),
            _ => Some(mention),
        };
        let Some(mut mention) = mention.and_then(|m| words.trimmed(m)) else { continue };
        if words.is_party_tag(mention) {
            continue;
        }
        mention.label = words.settled_label(mention);
        mention = words.with_generation(words.with_syllable(mention));
        mention = words.with_vote(mention);
        // It may have grown over what is another name already.
        if refined.last().is_none_or(|before| before.end <= mention.first) {
            refined.push(mention);
        }
    }
    refined
}

struct Words<'d> {
    document: &'d Document<'d>,
    tokens: &'d [Token],
}

impl<'d> Words<'d> {
    /// The token of that index; empty beyond the text.
    fn at(&self, index: u32) -> &'d str {
        self.tokens.get(index as usize).map_or("", |token| self.document.slice(token.span))
    }

    /// True if both tokens are of one sentence.
    fn together(&self, one: u32, other: u32) -> bool {
        let sentence = |index: u32| self.tokens.get(index as usize).map(|token| token.sentence);
        sentence(one).is_some() && sentence(one) == sentence(other)
    }

    fn mention(&self, first: u32, end: u32, label: Label, score: f32) -> Mention {
        let span = Span::new(self.tokens[first as usize].span.start, self.tokens[end as usize - 1].span.end);
        Mention { span, first, end, label, score, own: None }
    }

    /// Without punctuation, articles and clitics at the edges.
    fn trimmed(&self, mention: Mention) -> Option<Mention> {
        let capitals = (mention.first..mention.end).any(|at| self.at(at).contains(char::is_uppercase));
        let is_edge = |index: u32| {
            let word = self.at(index);
            !word.starts_with(char::is_alphanumeric)
                || matches!(word, "the" | "The" | "THE")
                || index == mention.first && word == "of"
                || capitals
                    && mention.label == Label::Place
                    && self.is_plain(index)
                    && !is_particle(word)
                    && gazetteer::is_common(word)
        };
        let (mut first, mut end) = (mention.first, mention.end);
        while first < end && is_edge(first) {
            first += 1;
        }
        while first < end && is_edge(end - 1) {
            end -= 1;
        }
        (first < end).then(|| self.mention(first, end, mention.label, mention.score))
    }

    /// A person without what stands before the name; a nationality or country there is a mention of its own.
    fn without_title(&self, person: Mention, out: &mut Vec<Mention>) -> Option<Mention> {
        let origin = |at: u32| self.origin(at);
        let may_precede = |at: u32| Title::of(self.at(at)).is_any() || origin(at).is_some();
        let ends_title = |at: u32| {
            let title = Title::of(self.at(at));
            let is_name = Lists::of(self.at(at)).any(Lists::FIRST_NAME);
            title.is_honorific()
                || title.is_role() && (!is_name || title.gender().is_some() || at > person.first)
        };
        let before = (person.first..person.end).take_while(|at| may_precede(*at)).count() as u32;
        let name = (person.first..person.first + before).rev().find(|at| ends_title(*at)).map(|at| at + 1);
        let Some(name) = name else { return Some(person) };
        for at in person.first..name {
            if let Some(label) = origin(at).filter(|_| !Title::of(self.at(at)).is_any()) {
                out.push(self.mention(at, at + 1, label, person.score));
            }
        }
        (name < person.end).then(|| self.mention(name, person.end, Label::Person, person.score))
    }

    /// `(R-Ohio)` after a name says which party and state someone is from; it is a role, not a name.
    fn is_party_tag(&self, mention: Mention) -> bool {
        crate::role::party_tag(self.document, self.open_bracket(mention))
            .is_some_and(|tag| tag.start <= mention.span.start && mention.span.end <= tag.end)
    }

    /// Index of the bracket that opens at most three tokens before the mention, or of its first token.
    fn open_bracket(&self, mention: Mention) -> usize {
        let near = mention.first.saturating_sub(4)..mention.first;
        near.rev().find(|at| self.at(*at) == "(").unwrap_or(mention.first) as usize
    }

    /// A given name of two syllables goes on after its hyphen, in lower case: `Han Myung-sook`.
    fn with_syllable(&self, person: Mention) -> Mention {
        let syllable = self.at(person.end + 1);
        let joined = |at: u32| {
            let (left, right) = (self.tokens.get(at as usize - 1), self.tokens.get(at as usize));
            left.zip(right).is_some_and(|(left, right)| left.span.end == right.span.start)
        };
        let goes_on = person.label == Label::Person
            && person.end - person.first > 1
            && self.at(person.end) == "-"
            && joined(person.end)
            && joined(person.end + 1)
            && (2..=6).contains(&syllable.len())
            && syllable.bytes().all(|b| b.is_ascii_lowercase())
            && (is_syllable(syllable) || !gazetteer::is_common(syllable));
        if !goes_on {
            return person;
        }
        self.mention(person.first, person.end + 2, person.label, person.score)
    }

    /// `Jr.` belongs to the name before it.
    fn with_generation(&self, person: Mention) -> Mention {
        let at = person.end + u32::from(self.at(person.end) == ",");
        let goes_on = person.label == Label::Person
            && self.together(person.first, at)
            && matches!(self.at(at), "Jr." | "Jr" | "Sr." | "Sr");
        if !goes_on {
            return person;
        }
        self.mention(person.first, at + 1, person.label, person.score)
    }

    /// `2015 Ruritanian general election` is an event.
    fn with_vote(&self, mention: Mention) -> Mention {
        let year = mention.first.checked_sub(1).filter(|at| {
            let word = self.at(*at);
            self.together(*at, mention.first) && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
        });
        let is_vote = |at: &u32| matches!(self.at(*at), "election" | "elections" | "referendum");
        let vote = (mention.end..mention.end + 3)
            .take_while(|at| self.is_plain(*at) && self.together(mention.first, *at))
            .find(is_vote);
        match (mention.label, year, vote) {
            (Label::Place | Label::Other, Some(year), Some(vote)) => {
                self.mention(year, vote + 1, Label::Other, mention.score)
            }
            _ => mention,
        }
    }

    fn is_plain(&self, index: u32) -> bool {
        self.at(index).starts_with(char::is_lowercase)
    }

    /// `Turin-based Acme` is a place and an organisation, `U.S.-led` a place alone.
    fn compound(&self, mention: Mention) -> Option<(Mention, Option<Mention>)> {
        let ends_compound = |at: u32| {
            let word = self.at(at);
            let of_name = is_particle(word) || mention.label == Label::Person && is_syllable(word);
            self.at(at - 1) == "-" && self.is_plain(at) && !of_name && gazetteer::is_common(word)
        };
        let word = (mention.first + 2..mention.end).find(|at| ends_compound(*at))?;
        let rest = (word + 1 < mention.end)
            .then(|| self.mention(word + 1, mention.end, mention.label, mention.score));
        let single = word - 1 - mention.first == 1;
        let label = match single.then(|| self.origin(mention.first)).flatten() {
            Some(label) => label,
            None if rest.is_some() => Label::Place,
            None => mention.label,
        };
        Some((self.mention(mention.first, word - 1, label, mention.score), rest))
    }

    /// The label of a country or nationality.
    fn origin(&self, at: u32) -> Option<Label> {
        let word = self.at(at);
        let lists = Lists::of(word);
        match () {
            () if lists.any(Lists::NATIONALITY) => Some(Label::Other),
            () if lists.any(Lists::COUNTRY) => Some(Label::Place),
            () if !word.starts_with(char::is_uppercase) => None,
            () => gazetteer::alias_group(Label::Place, &form::compared(word)).map(|_| Label::Place),
        }
    }

    /// What the mention must be: countries and nationalities are listed, and a name that the table of aliases
    /// has as one type alone is of that type (`U.N.` is no place).
    fn settled_label(&self, mention: Mention) -> Label {
        if mention.label == Label::Person {
            return mention.label;
        }
        let several = mention.end - mention.first > 1;
        if several && Lists::of(self.document.slice(mention.span)).any(Lists::NATIONALITY) {
            return Label::Other;
        }
        let alone = mention.end - mention.first == 1;
        if alone && mention.label == Label::Other && self.origin(mention.first) == Some(Label::Place) {
            return Label::Place;
        }
        let form = form::compared(self.document.slice(mention.span));
        let listed = |label: &&Label| gazetteer::alias_group(**label, &form).is_some();
        let mut labels = Label::ALL.iter().filter(listed);
        match (labels.next(), labels.next()) {
            (Some(label), None) => *label,
            _ => mention.label,
        }
    }
}

/// Small words that names from other languages have in lower case.
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 37] = [
        "ad", "al", "an", "ar", "as", "ash", "at", "bin", "da", "das", "de", "del", "della", "den", "der",
        "des", "di", "do", "dos", "du", "e", "el", "i", "ibn", "la", "las", "le", "les", "los", "te", "ten",
        "ter", "ul", "van", "von", "y", "zu",
    ];
    PARTICLES.binary_search(&word).is_ok()
}

/// Second syllables of Korean given names that are English words too.
fn is_syllable(word: &str) -> bool {
    matches!(word, "il" | "in" | "un" | "so" | "man" | "hang" | "hoe" | "sun" | "me" | "jun" | "young" | "mi")
}
