//! Who is quoted how much.
use std::collections::HashMap;
use textmine_core::serde::Serialize;
use textmine_core::{Document, Span};
use textmine_quotes::{Kind, Quotation};

/// Who is quoted how much in a document.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Summary {
    /// Number of quotations. One that goes on over paragraphs counts once, as does a clause with words of it in
    /// quotation marks; words that quotation marks only set off don't count.
    pub quotes: u32,
    /// Words in them.
    pub words: u32,
    /// Number of quotations whose speaker is not known.
    pub unattributed: u32,
    /// The speakers, the most quoted first.
    pub speakers: Vec<Speaker>,
}

/// How much somebody is quoted.
#[derive(Debug, Serialize)]
#[serde(crate = "textmine_core::serde")]
pub struct Speaker {
    /// The longest name of the entity in the document, or the words that the text first has for the speaker.
    pub speaker: String,
    /// The entity, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Number of quotations.
    pub quotes: u32,
    /// Words in them.
    pub words: u32,
    /// Their share of all words quoted, from 0 to 1.
    pub share: f32,
}

/// Counts quotations as they come, sorted by start.
pub(crate) struct Tally<'d, 'a> {
    document: &'d Document<'a>,
    speakers: Vec<Speaker>,
    /// The place of each speaker, by entity or else by words in lower case.
    places: HashMap<(bool, String), usize>,
    /// Where the clause ends that was counted last.
    counted_until: u32,
    quotes: u32,
    words: u32,
    unattributed: u32,
}

impl<'d, 'a> Tally<'d, 'a> {
    pub(crate) fn new(document: &'d Document<'a>) -> Self {
        Tally {
            document,
            speakers: Vec::new(),
            places: HashMap::new(),
            counted_until: 0,
            quotes: 0,
            words: 0,
            unattributed: 0,
        }
    }

    pub(crate) fn add(&mut self, quotation: &Quotation<'a>, words: u32) {
        let Span { start, end } = quotation.span;
        if quotation.kind == Kind::Scare || end <= self.counted_until {
            return;
        }
        // A quotation may begin within a clause and reach beyond it: then it counts as a whole.
        self.counted_until = if start < self.counted_until { self.counted_until } else { end };
        let quotes = u32::from(!quotation.continues);
        self.quotes += quotes;
        self.words += words;
        let Some(speaker) = quotation.speaker else {
            self.unattributed += quotes;
            return;
        };
        let name = self.document.slice(speaker);
        let key = match quotation.speaker_entity {
            Some(entity) => (true, entity.to_owned()),
            None => (false, name.to_lowercase()),
        };
        let place = *self.places.entry(key).or_insert_with(|| {
            let (speaker, entity) = (name.to_owned(), quotation.speaker_entity.map(str::to_owned));
            self.speakers.push(Speaker { speaker, entity, quotes: 0, words: 0, share: 0.0 });
            self.speakers.len() - 1
        });
        self.speakers[place].quotes += quotes;
        self.speakers[place].words += words;
    }

    pub(crate) fn summary(mut self) -> Summary {
        self.name_entities();
        for speaker in &mut self.speakers {
            speaker.share = speaker.words as f32 / self.words.max(1) as f32;
        }
        self.speakers.sort_by(|a, b| b.words.cmp(&a.words).then_with(|| a.speaker.cmp(&b.speaker)));
        Summary {
            quotes: self.quotes,
            words: self.words,
            unattributed: self.unattributed,
            speakers: self.speakers,
        }
    }

    /// Calls each entity by its longest name, whatever words the text has beside the quotation; the first of several.
    fn name_entities(&mut self) {
        let mut names: HashMap<&str, &str> = HashMap::new();
        let mentions = self.document.layer("entities").into_iter().flat_map(|layer| layer.iter());
        for mention in mentions.filter(|mention| mention.attr("kind").is_none_or(|kind| kind == "name")) {
            let Some(entity) = mention.attr("entity") else { continue };
            let name = self.document.slice(mention.span());
            let longest = names.entry(entity).or_insert(name);
            if name.len() > longest.len() {
                *longest = name;
            }
        }
        for speaker in &mut self.speakers {
            let name = speaker.entity.as_deref().and_then(|entity| names.get(entity));
            if let Some(name) = name {
                speaker.speaker = (*name).to_owned();
            }
        }
    }
}
