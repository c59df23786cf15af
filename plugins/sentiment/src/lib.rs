//! The analyzer `sentiment`: how positive a document, each of its sentences and the portrayal of each entity is.
//!
//! What words come to is the work of the crate `textmine-tone`; here `page` reads the sentences and the mentions in them,
//! `evidence` keeps the words that decided, `summary` sums up, and `own` takes the words that the user values.
mod evidence;
mod function_words;
mod options;
mod own;
mod page;
mod score;
mod shifts;
mod shipped;
mod summary;
mod voice;

#[cfg(test)]
mod tests;

use function_words::FunctionWords;
pub use options::Options;
use options::{FilePath, Kind, Quotes};
use page::{Judged, Mention, Reader, Tone};
use score::{Label, rounded};
use std::sync::Arc;
pub use summary::Summary;
use summary::Tally;
use textmine_core::{Analyzer, Annotate, Annotation, Document, Error, OptionError, Output, export_analyzer};
use textmine_quotes::Quotation;
use textmine_tone::document::sentence_tone;
use textmine_tone::word::REGISTERS;
use textmine_tone::{Model, OwnWords, target};
use voice::{VoiceTally, Voices};

const LAYER: &str = "sentiment";

/// The analyzer.
#[derive(Debug)]
pub struct Sentiment {
    options: Options,
    own: OwnWords,
    model: Arc<Model>,
    function_words: FunctionWords,
}

impl Analyzer for Sentiment {
    const NAME: &'static str = "sentiment";
    const ABOUT: &'static str =
        "how positive the document, each sentence and the portrayal of each entity is";
    const USES: &'static [&'static str] = &["entities"];
    const PROVIDES: &'static [&'static str] = &[LAYER];
    type Options = Options;
    type Summary = Summary;

    fn new(options: Options) -> Result<Self, Error> {
        options.validate()?;
        let own = own::words(&options)?;
        let model = match &options.model {
            None => shipped::model(),
            Some(FilePath(path)) => {
                let model = Model::open(path).map_err(|error| OptionError::new("/model", told(&error)))?;
                Arc::new(model)
            }
        };
        let function_words = FunctionWords::new(&model);
        Ok(Sentiment { options, own, model, function_words })
    }

    fn analyze(&self, document: &Document<'_>, output: &mut Output) -> Result<Summary, Error> {
        let layer = document.layer(&self.options.target);
        let all = layer.iter().flat_map(|layer| layer.iter());
        let mentions: Vec<Mention<'_>> = all.map(|annotation| self.mention(document, &annotation)).collect();
        let mut reader = Reader::new(&self.model, &self.own, &self.function_words, &self.options);
        let mut judged: Vec<(usize, Judged)> = Vec::new();
        let mut sentences: Vec<(Judged, usize)> = Vec::with_capacity(document.sentences().len());
        let (mut tokens, mut first) = (document.tokens(), 0);
        for index in 0..document.sentences().len() {
            let len = tokens.iter().take_while(|t| t.sentence as usize <= index).count();
            let (here, rest) = tokens.split_at(len);
            tokens = rest;
            let end = document.sentences().get(index + 1).map_or(u32::MAX, |next| next.start);
            let count = mentions[first..].iter().take_while(|mention| mention.span.start < end).count();
            let of_sentence = &mentions[first..first + count];
            let whole =
                reader.read(document, here, of_sentence, end, |at, found| judged.push((first + at, found)));
            first += count;
            sentences.push((whole, judged.len()));
        }
        let registers = reader.gathered.registers(&self.model);
        let voices = Voices::read(document);
        let (mut tally, mut heard) = (Tally::new(&self.options), VoiceTally::new(&self.options));
        let mut told = 0;
        for (index, ((whole, until), &span)) in sentences.iter().zip(document.sentences()).enumerate() {
            let score = self.score(whole.tone, &registers);
            let quotation = voices.of_sentence(span);
            let label = tally.sentence(index, score, self.counts(quotation));
            heard.add(quotation, speaker(document, quotation), score, label);
            if quotation.is_none() {
                tally.author(score);
            }
            let annotation = output.annotate(LAYER, span, label.as_str()).score(score);
            let annotation = speak(annotation, document, quotation);
            let annotation = self.explain(annotation, document, whole, &registers, score);
            let annotation = self.left_out(annotation, quotation);
            if self.options.explain {
                whole.shifts.tell(annotation, document);
            }
            for (at, found) in &judged[told..*until] {
                let Mention { span, id, .. } = mentions[*at];
                let score = self.score(found.tone, &registers);
                let name = mentions[*at].name.then(|| document.slice(span));
                let quotation = voices.around(span);
                let label = match self.counts(quotation) {
                    true => tally.mention(id, name.unwrap_or_default(), index, score),
                    false => Label::of(score, self.options.neutral_below),
                };
                let annotation = output.annotate(LAYER, span, label.as_str()).score(score).attr("entity", id);
                let annotation = speak(annotation, document, quotation);
                let annotation = self.explain(annotation, document, found, &registers, score);
                self.left_out(annotation, quotation);
            }
            told = *until;
        }
        Ok(tally.finish(document, heard.finish()))
    }
}

/// The words that say who is quoted.
fn speaker<'d>(document: &Document<'d>, quotation: Option<&Quotation<'d>>) -> Option<&'d str> {
    quotation.and_then(|quotation| quotation.speaker).map(|span| document.slice(span))
}

/// Says whose voice it is.
fn speak<'o>(
    annotation: Annotate<'o>,
    document: &Document<'_>,
    quotation: Option<&Quotation<'_>>,
) -> Annotate<'o> {
    let Some(quotation) = quotation else { return annotation.attr("voice", "author") };
    let mut annotation = annotation.attr("voice", "quoted");
    if let Some(speaker) = quotation.speaker {
        annotation = annotation.attr("speaker", document.slice(speaker));
    }
    match quotation.speaker_entity {
        Some(entity) => annotation.attr("speaker_entity", entity),
        None => annotation,
    }
}

impl Sentiment {
    /// True if what stands in that quotation, or in none, counts for the document and its entities.
    fn counts(&self, quotation: Option<&Quotation<'_>>) -> bool {
        quotation.is_none() || self.options.quotes == Quotes::Counted
    }

    fn mention<'d>(&self, document: &Document<'d>, annotation: &Annotation<'d>) -> Mention<'d> {
        let kind = Kind::of(annotation.attr("kind"));
        Mention {
            span: annotation.span(),
            id: annotation.attr("entity").unwrap_or_else(|| document.slice(annotation.span())),
            name: kind == Some(Kind::Name),
            judged: kind.is_some_and(|kind| self.options.kinds.contains(&kind)),
        }
    }

    /// The score of what has a tone, in a text of these registers.
    fn score(&self, tone: Tone, registers: &[f32; REGISTERS]) -> f32 {
        rounded(match tone {
            Tone::Sentence(tones) => sentence_tone(&self.model, &tones, registers),
            Tone::Target(parts) => target::tone(&self.model, parts, registers),
            Tone::Valence(score) => score,
        })
    }

    /// Says why something counts for its speaker alone.
    fn left_out<'o>(&self, annotation: Annotate<'o>, quotation: Option<&Quotation<'_>>) -> Annotate<'o> {
        match self.options.explain && !self.counts(quotation) {
            true => annotation.attr("left_out", "quoted"),
            false => annotation,
        }
    }

    /// Adds the words that decided.
    fn explain<'o>(
        &self,
        annotation: Annotate<'o>,
        document: &Document<'_>,
        judged: &Judged,
        registers: &[f32; REGISTERS],
        score: f32,
    ) -> Annotate<'o> {
        let limit = self.options.evidence as usize;
        let shown = judged.evidence.shown(
            document,
            &self.function_words,
            registers,
            score,
            self.options.neutral_below,
            limit,
        );
        let annotation = match shown.is_empty() {
            true => annotation,
            false => annotation.list("evidence", shown),
        };
        if !self.options.explain {
            return annotation;
        }
        let words = judged.evidence.all();
        let weighed: Vec<String> = words
            .iter()
            .map(|word| format!("{} {:+.2}", document.slice(word.span), word.weight(registers)))
            .collect();
        let those = |which: fn(&evidence::Word) -> bool| {
            words.iter().filter(move |word| which(word)).map(|word| document.slice(word.span))
        };
        annotation
            .list("words", weighed.iter().map(String::as_str))
            .list("negated", those(|word| word.negated))
            .list("quoted", those(|word| word.quoted))
    }
}

/// An error and what caused it, in one line.
fn told(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        message.push_str(": ");
        message.push_str(&source.to_string());
        cause = source.source();
    }
    message
}

export_analyzer!(Sentiment);
