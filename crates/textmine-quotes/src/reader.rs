//! One reading of a document: units in order, each quotation with its speaker, and what is carried on to the next.
use crate::attribution::{self, Attribution};
use crate::marks::{Marked, marks_and_paragraphs};
use crate::speaker;
use crate::unit::{Item, Role, items};
use crate::verb::{Verb, verb};
use crate::{Kind, Quotation, indirect};
use textmine_core::{Document, Layer, Span, Token};

/// Words that quotation marks may set off without quoting anybody; more are speech.
const SET_OFF: usize = 5;

/// The words that say who speaks, and the entity.
type Who<'a> = (Option<Span>, Option<&'a str>);

/// Who spoke last.
#[derive(Clone, Copy, Debug)]
struct Last<'a> {
    speaker: Option<Span>,
    entity: Option<&'a str>,
    paragraph: usize,
}

pub(crate) struct Reader<'d, 'a> {
    document: &'d Document<'a>,
    entities: Option<Layer<'a>>,
    /// The outermost quotations.
    quotes: Vec<Marked>,
    /// The first byte of each paragraph.
    paragraphs: Vec<u32>,
    items: Vec<Item<'a>>,
    beside: Vec<Item<'a>>,
    /// Verbs that follow a quotation of the unit, as items.
    used: Vec<usize>,
    last: Option<Last<'a>>,
    found: Vec<Quotation<'a>>,
}

/// The sentences of a unit, and its quotations.
#[derive(Clone, Copy)]
struct Unit {
    span: Span,
    end_sentence: usize,
    first_quote: usize,
    end_quote: usize,
}

impl<'d, 'a> Reader<'d, 'a> {
    pub(crate) fn new(document: &'d Document<'a>) -> Self {
        let (mut quotes, paragraphs) = marks_and_paragraphs(document.text());
        quotes.retain(|quote| quote.depth == 0);
        Reader {
            document,
            entities: document.layer("entities"),
            quotes,
            paragraphs,
            items: Vec::new(),
            beside: Vec::new(),
            used: Vec::new(),
            last: None,
            found: Vec::new(),
        }
    }

    /// The quotations in quotation marks.
    pub(crate) fn direct(mut self) -> Vec<Quotation<'a>> {
        let mut quote = 0;
        while let Some(next) = self.quotes.get(quote) {
            let sentence = self.document.sentence_at(next.span.start).unwrap_or_default();
            let Some(unit) = self.unit(sentence, quote) else { break };
            self.quoted(unit, self.document.tokens_within(unit.span));
            // A quotation outside of all sentences can't be, but would else be met for ever.
            quote = unit.end_quote.max(quote + 1);
        }
        self.found
    }

    /// All quotations, the indirect ones too.
    pub(crate) fn all(mut self) -> Vec<Quotation<'a>> {
        let (mut sentence, mut quote) = (0, 0);
        let mut tokens = self.document.tokens();
        while let Some(unit) = self.unit(sentence, quote) {
            let here = tokens.iter().take_while(|token| token.span.start < unit.span.end).count();
            let (here, rest) = tokens.split_at(here);
            tokens = rest;
            let first = self.found.len();
            let has_quotes = unit.end_quote > unit.first_quote;
            if has_quotes {
                self.quoted(unit, here);
            } else {
                self.used.clear();
            }
            if self.has_verb(here) {
                if !has_quotes {
                    items(self.document, here, &[], unit.first_quote, &mut self.items);
                }
                self.indirect();
                self.found[first..].sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
            }
            (sentence, quote) = (unit.end_sentence, unit.end_quote);
        }
        self.found
    }

    /// The unit that begins with a sentence, whose first quotation, if it has one, is `quote`.
    fn unit(&self, sentence: usize, quote: usize) -> Option<Unit> {
        let sentences = self.document.sentences();
        let mut span = *sentences.get(sentence)?;
        let (mut end_sentence, mut end_quote) = (sentence + 1, quote);
        while let Some(next) = self.quotes.get(end_quote).filter(|quote| quote.span.start < span.end) {
            while let Some(within) = sentences.get(end_sentence).filter(|s| s.start < next.span.end) {
                span.end = within.end;
                end_sentence += 1;
            }
            end_quote += 1;
        }
        Some(Unit { span, end_sentence, first_quote: quote, end_quote })
    }

    /// True if a word may be a verb of saying.
    fn has_verb(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|token| {
            let word = self.document.slice(token.span);
            verb(word).is_some() || word == "According"
        })
    }

    /// Finds who is quoted in a unit that has quotations.
    fn quoted(&mut self, unit: Unit, tokens: &[Token]) {
        let quotes = &self.quotes[unit.first_quote..unit.end_quote];
        items(self.document, tokens, quotes, unit.first_quote, &mut self.items);
        self.used.clear();
        let trailing = attribution::trailing(&self.items);
        let mut before: Option<Who<'a>> = None;
        for at in 0..self.items.len() {
            let Role::Quote(index) = self.items[at].role else { continue };
            let quote = self.quotes[index];
            let mut quotation = Quotation::new(quote.span, quote.inside, Kind::Direct);
            quotation.continues = quote.continues;
            let following = attribution::following(&self.items, at, self.is_ended(quote));
            let leading = attribution::leading(&self.items, at);
            if self.is_name(quote, at, leading.as_ref(), following.is_some()) {
                quotation.kind = Kind::Scare;
                self.found.push(quotation);
                continue;
            }
            self.used.extend(following.as_ref().and_then(|found| found.verb));
            let at_end = || trailing.as_ref().filter(|(_, comma)| before.is_none() && at < *comma);
            let attribution = following.or(leading).or_else(|| at_end().map(|(found, _)| found.clone()));
            let known = match (attribution, before) {
                (Some(found), _) => self.attribute(&mut quotation, found, before),
                (None, Some(before)) => {
                    (quotation.speaker, quotation.speaker_entity) = before;
                    true
                }
                (None, None) => {
                    self.beside(&mut quotation, unit, at) || self.go_on(&mut quotation, quote, unit)
                }
            };
            if known {
                before = Some((quotation.speaker, quotation.speaker_entity));
                self.remember(&quotation, quote.paragraph as usize);
            } else if quotation.kind == Kind::Direct {
                self.last = None;
            }
            self.found.push(quotation);
        }
    }

    /// True if the quotation ends with a mark within its own, so that what follows can say who speaks.
    fn is_ended(&self, quote: Marked) -> bool {
        let ends = [',', '!', '?', '…', '—', '–', '.', '-'];
        self.document.slice(quote.inside).trim_end().ends_with(ends)
    }

    /// Writes down the speaker of an attribution; where it names none, whoever spoke before in the unit, or its subject.
    fn attribute(
        &self,
        quotation: &mut Quotation<'a>,
        mut found: Attribution,
        before: Option<Who<'a>>,
    ) -> bool {
        if let (None, None, Some(verb)) = (&found.speaker, before, found.verb) {
            found.speaker = speaker::opening(&self.items[..verb]);
        }
        self.name(quotation, &self.items, &found);
        // `…,” Ruiz said, adding: “…`
        if let (None, Some(before)) = (&found.speaker, before) {
            (quotation.speaker, quotation.speaker_entity) = before;
        }
        true
    }

    /// Without an attribution, marks set words off, or somebody goes on speaking.
    fn go_on(&self, quotation: &mut Quotation<'a>, quote: Marked, unit: Unit) -> bool {
        if self.is_set_off(quote) {
            quotation.kind = Kind::Scare;
            return false;
        }
        let Some(last) = self.speaking(quote, unit) else { return false };
        (quotation.speaker, quotation.speaker_entity) = (last.speaker, last.entity);
        true
    }

    /// Adds the unit's indirect speech.
    fn indirect(&mut self) {
        let Some(clause) = indirect::clause(&self.items, &self.used) else { return };
        let inner = &self.items[clause.items];
        let (Some(first), Some(last)) = (inner.first(), inner.last()) else { return };
        let span = Span::new(first.span.start, last.span.end);
        let mut quotation = Quotation::new(span, span, Kind::Indirect);
        self.name(&mut quotation, &self.items, &clause.attribution);
        let paragraph = self.paragraphs.partition_point(|&start| start <= span.start).saturating_sub(1);
        self.remember(&quotation, paragraph);
        self.found.push(quotation);
    }

    /// The attribution in the sentence before, which ends with a colon, or by itself in the sentence after.
    fn beside(&mut self, quotation: &mut Quotation<'a>, unit: Unit, at: usize) -> bool {
        let mut beside = std::mem::take(&mut self.beside);
        let sentences = self.document.sentences();
        let mut attribution = None;
        if at == 0 {
            let before = sentences.partition_point(|s| s.start < unit.span.start).checked_sub(1);
            let before = before.map(|before| sentences[before]);
            if let Some(before) = before.filter(|&s| self.document.slice(s).ends_with(':')) {
                items(self.document, self.document.tokens_within(before), &[], 0, &mut beside);
                attribution = attribution::leading(&beside, beside.len().saturating_sub(1));
            }
        }
        let ends_unit = at + 1 == self.items.len();
        let asks = self.document.slice(quotation.inside).ends_with(['!', '?']);
        if attribution.is_none()
            && ends_unit
            && asks
            && let Some(&after) = sentences.get(unit.end_sentence)
        {
            let same_paragraph = self.paragraph(after.start) == self.paragraph(quotation.span.start);
            let quoted = self.quotes.get(unit.end_quote).is_some_and(|quote| quote.span.start < after.end);
            if same_paragraph && !quoted {
                items(self.document, self.document.tokens_within(after), &[], 0, &mut beside);
                attribution = attribution::alone(&beside);
            }
        }
        if let Some(found) = &attribution {
            self.name(quotation, &beside, found);
        }
        self.beside = beside;
        attribution.is_some()
    }

    fn paragraph(&self, at: u32) -> usize {
        self.paragraphs.partition_point(|&start| start <= at).saturating_sub(1)
    }

    /// Writes down who says it, and by which verb.
    fn name(&self, quotation: &mut Quotation<'a>, items: &[Item<'a>], attribution: &Attribution) {
        quotation.verb = attribution.verb.map(|verb| match &*items[verb].lower {
            "according" => items[verb].span.cover(items[verb + 1].span),
            _ => items[verb].span,
        });
        let Some(speaker) = attribution.speaker.clone() else { return };
        let (Some(first), Some(last)) = (items[speaker.clone()].first(), items[speaker.clone()].last())
        else {
            return;
        };
        quotation.speaker = Some(first.span.cover(last.span));
        let head = &items[speaker::head(items, speaker)];
        quotation.speaker_entity = self.entity(head.span).or_else(|| {
            let pronoun = matches!(&*head.lower, "he" | "she");
            let paragraph = self.paragraph(quotation.span.start);
            let last = self.last.filter(|last| pronoun && last.paragraph + 1 >= paragraph)?;
            last.entity.filter(|_| !self.conflicts(last.speaker, &head.lower))
        });
    }

    /// The entity that a word is a mention of.
    fn entity(&self, word: Span) -> Option<&'a str> {
        let layer = self.entities?;
        // A mention of more than a few words does not end in the head of a noun phrase.
        let from = Span::new(word.start.saturating_sub(120), word.end);
        let covers = |mention: &textmine_core::Annotation<'a>| mention.span().contains(word);
        layer.starting_in(from).rev().find(covers)?.attr("entity")
    }

    /// True if a title says that the speaker is not who a pronoun can stand for.
    fn conflicts(&self, speaker: Option<Span>, pronoun: &str) -> bool {
        let words = speaker.map_or("", |span| self.document.slice(span));
        let title = words.split([' ', '.']).next().unwrap_or_default().to_lowercase();
        match &*title {
            "mr" | "sir" | "lord" | "king" | "prince" | "he" => pronoun == "she",
            "ms" | "mrs" | "miss" | "lady" | "dame" | "queen" | "princess" | "she" => pronoun == "he",
            _ => false,
        }
    }

    /// True if the words are no speech: a few that are no sentence, or a title.
    fn is_set_off(&self, quote: Marked) -> bool {
        let text = self.document.slice(quote.inside);
        let words = || text.split_whitespace();
        let few = words().take(SET_OFF + 1).count() <= SET_OFF;
        let ends = text.ends_with(['.', '!', '?', '…']) || text.ends_with(',') && !is_title(text);
        let sentence = text.starts_with(char::is_uppercase) && ends;
        few && !(sentence && words().nth(1).is_some()) || is_title(text) && !sentence
    }

    /// True if the marks set off the name of a work or a nickname: `in “The Long Road,”`, `Ana “Bird” Ruiz`; but what
    /// somebody `called` so has been said.
    fn is_name(&self, quote: Marked, at: usize, leading: Option<&Attribution>, said: bool) -> bool {
        let verb = leading.and_then(|found| found.verb).map(|verb| self.items[verb].role);
        let called = verb == Some(Role::Verb(Verb::Name));
        let text = self.document.slice(quote.inside);
        let role = |at: Option<usize>| at.and_then(|at| self.items.get(at)).map(|item| item.role);
        let (before, after) = (role(at.checked_sub(1)), role(Some(at + 1)));
        if before == Some(Role::Name) && after == Some(Role::Name) {
            return is_title(text);
        }
        let many = text.split_whitespace().nth(1).is_some();
        let to = at > 0 && self.items[at - 1].lower == "to";
        let alone = to || matches!(before, Some(Role::Possessive | Role::Preposition));
        let fits =
            matches!(before, Some(Role::Name | Role::Word | Role::Determiner | Role::Clause | Role::Aside));
        !called && (alone || fits && many && !said) && is_title(text)
    }

    /// Who goes on speaking: whoever spoke last in the same paragraph, or before in one that is nothing but quotation.
    fn speaking(&self, quote: Marked, unit: Unit) -> Option<Last<'a>> {
        let last = self.last?;
        let distance = (quote.paragraph as usize).checked_sub(last.paragraph)?;
        let start = self.paragraphs.get(quote.paragraph as usize).copied().unwrap_or_default();
        let opens = self.document.slice(Span::new(start, quote.span.start)).trim().is_empty();
        let alone = opens && unit.span.end <= quote.span.end;
        (distance == 0 || distance == 1 && (quote.continues || alone)).then_some(last)
    }

    fn remember(&mut self, quotation: &Quotation<'a>, paragraph: usize) {
        let (speaker, entity) = (quotation.speaker, quotation.speaker_entity);
        self.last = Some(Last { speaker, entity, paragraph });
    }
}

/// True if each word but the short ones has a capital.
fn is_title(text: &str) -> bool {
    let small = |word: &str| word.starts_with(char::is_lowercase) && word.len() > 3;
    text.starts_with(char::is_uppercase) && !text.split_whitespace().take(3 * SET_OFF).any(small)
}
