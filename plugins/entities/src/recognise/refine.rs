//! Puts the edges of mentions right: titles, punctuation and what belongs to an organisation's name.
use super::Mention;
use crate::gazetteer::{self, Lists, OrganisationWord, Title};
use crate::hash::Kind;
use crate::label::Label;
use textmine_core::{Document, Span, Token};

/// The mentions with their edges put right; some vanish, some split, some grow together.
pub(crate) fn refine(document: &Document<'_>, mentions: &[Mention]) -> Vec<Mention> {
    let words = Words { document, tokens: document.tokens() };
    let mut refined: Vec<Mention> = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        let person_after = words.person_follows(*mention, mentions.get(at + 1));
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
            _ => words.without_role(mention, person_after),
        };
        let Some(mut mention) = mention.and_then(|m| words.trimmed(m)) else { continue };
        if words.is_party_tag(mention) {
            continue;
        }
        if OrganisationWord::of(words.at(mention.end - 1)).ends_company() && mention.end - mention.first > 1 {
            mention.label = Label::Organisation;
        }
        mention.label = words.settled_label(mention);
        mention = words.with_syllable(mention);
        mention = words.with_place(mention);
        mention = words.with_vote(mention);
        if let Some([first, second]) = words.pair(mention) {
            refined.push(first);
            mention = second;
        }
        match refined.last_mut() {
            // It grew over what is another name already.
            Some(before) if before.end > mention.first => {}
            Some(before) if words.belongs_to(*before, mention) => {
                let label = if mention.label == Label::Person { Label::Person } else { Label::Organisation };
                *before = words.mention(before.first, mention.end, label, before.score.min(mention.score));
            }
            _ => refined.push(mention),
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

    fn is_capital(&self, index: u32) -> bool {
        self.at(index).starts_with(char::is_uppercase)
    }

    fn mention(&self, first: u32, end: u32, label: Label, score: f32) -> Mention {
        let span = Span::new(self.tokens[first as usize].span.start, self.tokens[end as usize - 1].span.end);
        Mention { span, first, end, label, score, own: None }
    }

    /// Without punctuation, articles and clitics at the edges.
    fn trimmed(&self, mention: Mention) -> Option<Mention> {
        let is_edge = |index: u32| {
            let word = self.at(index);
            !word.starts_with(char::is_alphanumeric)
                || matches!(word, "the" | "The" | "THE")
                || mention.label == Label::Place
                    && self.is_plain(index)
                    && !is_particle(word)
                    && self.is_common(word)
        };
        let (mut first, mut end) = (mention.first, mention.end);
        while first < end && is_edge(first) {
            first += 1;
        }
        while first < end && is_edge(end - 1) {
            end -= 1;
        }
        let named = (first..end).any(|at| self.at(at).contains(char::is_uppercase));
        named.then(|| self.mention(first, end, mention.label, mention.score))
    }

    /// A person without what stands before the name; a nationality or country there is a mention of its own.
    fn without_title(&self, person: Mention, out: &mut Vec<Mention>) -> Option<Mention> {
        let origin = |at: u32| self.origin(at);
        let may_precede = |at: u32| Title::of(self.at(at)).is_any() || origin(at).is_some();
        let ends_title = |at: u32| {
            let title = Title::of(self.at(at));
            let is_name =
                gazetteer::find(Kind::Word, self.at(at)).is_some_and(|e| e.lists.any(Lists::FIRST_NAME));
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

    /// True if a person is named after this mention, with at most one role noun between them.
    fn person_follows(&self, mention: Mention, next: Option<&Mention>) -> bool {
        let Some(next) = next.filter(|next| next.label == Label::Person) else { return false };
        let between = next.first.saturating_sub(mention.end);
        between <= 2
            && self.together(mention.first, next.first)
            && (mention.end..next.first).all(|at| Title::of(self.at(at)).is_any() && self.is_capital(at))
    }

    /// Anything but a person, without the role of the person after it: `Acme Chief Executive` is `Acme`.
    fn without_role(&self, mention: Mention, person_after: bool) -> Option<Mention> {
        let title = |at: u32| Title::of(self.at(at));
        let all_titles = (mention.first..mention.end).all(|at| title(at).is_any() || self.at(at) == "of");
        let some_role = (mention.first..mention.end).any(|at| title(at).is_role());
        if all_titles && (some_role || person_after) {
            return None;
        }
        let role = (mention.first..mention.end).rev().take_while(|at| title(*at).is_any()).count() as u32;
        let complete =
            (mention.end - role..mention.end).any(|at| title(at).is_role()) || title(mention.end).is_role();
        if role == 0 || !complete {
            return Some(mention);
        }
        let end = mention.end - role;
        let alone = (end - mention.first == 1).then(|| self.origin(mention.first)).flatten();
        if !person_after && alone.is_none() {
            return Some(mention);
        }
        let label = alone.unwrap_or(mention.label);
        Some(self.mention(mention.first, end, label, mention.score))
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
            && (is_syllable(syllable) || !self.is_common(syllable));
        if !goes_on {
            return person;
        }
        self.mention(person.first, person.end + 2, person.label, person.score)
    }

    /// `Ann Hill Bridge` is a bridge.
    fn with_place(&self, mention: Mention) -> Mention {
        let place = self.together(mention.first, mention.end)
            && OrganisationWord::of(self.at(mention.end)).is_place();
        if !place || !self.is_capital(mention.end) || mention.label == Label::Other {
            return mention;
        }
        self.mention(mention.first, mention.end + 1, Label::Place, mention.score)
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
            self.at(at - 1) == "-" && self.is_plain(at) && !of_name && self.is_common(word)
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

    fn is_common(&self, word: &str) -> bool {
        let mut letters = word.chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        gazetteer::find(Kind::Word, &title).is_some_and(|e| e.lists.any(Lists::COMMON))
    }

    /// Two countries or peoples with a hyphen between them are two: `China-Japan`.
    fn pair(&self, mention: Mention) -> Option<[Mention; 2]> {
        if mention.end - mention.first != 3 || !matches!(self.at(mention.first + 1), "-" | "–" | "/") {
            return None;
        }
        let half = |at: u32| Some(self.mention(at, at + 1, self.origin(at)?, mention.score));
        Some([half(mention.first)?, half(mention.end - 1)?])
    }

    /// The label of a country or nationality.
    fn origin(&self, at: u32) -> Option<Label> {
        let word = self.at(at);
        match gazetteer::find(Kind::Word, word).map(|entry| entry.lists) {
            Some(lists) if lists.any(Lists::NATIONALITY) => Some(Label::Other),
            Some(lists) if lists.any(Lists::COUNTRY) => Some(Label::Place),
            _ => {
                let place = gazetteer::alias_group(Label::Place.as_str(), &crate::form::compared(word));
                place.filter(|_| self.is_capital(at)).map(|_| Label::Place)
            }
        }
    }

    /// What the mention must be: countries and nationalities are listed, and a name that the table of aliases
    /// has as one type alone is of that type (`U.N.` is no place).
    fn settled_label(&self, mention: Mention) -> Label {
        if mention.label == Label::Person {
            return mention.label;
        }
        if mention.end - mention.first > 1 {
            let phrase = gazetteer::find_phrase((mention.first..mention.end).map(|at| self.at(at)));
            if phrase.is_some_and(|phrase| phrase.lists.any(Lists::NATIONALITY)) {
                return Label::Other;
            }
        }
        let alone = mention.end - mention.first == 1;
        if alone && mention.label == Label::Other && self.origin(mention.first) == Some(Label::Place) {
            return Label::Place;
        }
        let form = crate::form::compared(self.document.slice(mention.span));
        let listed = |label: &&Label| gazetteer::alias_group(label.as_str(), &form).is_some();
        let mut labels = Label::ALL.iter().filter(listed);
        match (labels.next(), labels.next()) {
            (Some(label), None) => *label,
            _ => mention.label,
        }
    }

    /// True if both are one name: `Bank` of `England`, `Croatian` `Peasant Party`, `Jan` ten `Brink`.
    fn belongs_to(&self, before: Mention, after: Mention) -> bool {
        if !self.together(before.first, after.first) {
            return false;
        }
        let between = before.end..after.first;
        match (before.label, after.label) {
            (Label::Person, Label::Person) => {
                (1..=2).contains(&between.len()) && between.clone().all(|at| is_surname_particle(self.at(at)))
            }
            (Label::Other, Label::Organisation) => {
                between.is_empty()
                    && before.end - before.first == 1
                    && self.origin(before.first) == Some(Label::Other)
                    && OrganisationWord::of(self.at(after.end - 1)).takes_nationality()
            }
            (Label::Organisation, Label::Place | Label::Organisation) => {
                let article = between.len() == 2 && self.at(before.end + 1) == "the";
                let of = match self.at(before.end) {
                    "of" => true,
                    "for" | "on" => after.label == Label::Organisation,
                    _ => false,
                };
                of && (between.len() == 1 || article)
                    && OrganisationWord::of(self.at(before.end - 1)).is_head()
            }
            _ => false,
        }
    }
}

/// Small words that names from other languages have in lower case.
fn is_particle(word: &str) -> bool {
    const PARTICLES: [&str; 20] = [
        "al", "el", "as", "an", "ar", "at", "ad", "ash", "ul", "la", "las", "los", "le", "les", "do", "du",
        "des", "e", "y", "i",
    ];
    is_surname_particle(word) || PARTICLES.contains(&word)
}

/// Those that stand before a surname.
fn is_surname_particle(word: &str) -> bool {
    const PARTICLES: [&str; 17] = [
        "van", "von", "der", "den", "ter", "ten", "te", "zu", "de", "del", "della", "di", "da", "dos", "das",
        "bin", "ibn",
    ];
    PARTICLES.contains(&word)
}

/// Second syllables of Korean given names that are English words too.
fn is_syllable(word: &str) -> bool {
    matches!(word, "il" | "in" | "un" | "so" | "man" | "hang" | "hoe" | "sun" | "me" | "jun" | "young" | "mi")
}
