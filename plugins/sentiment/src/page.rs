//! What is found in the sentences of a document before its register is known, on which all scores depend.
use crate::evidence::{Evidence, Word};
use crate::function_words::FunctionWords;
use crate::options::{Method, Options};
use crate::shifts::Shifts;
use textmine_core::{Document, Span, Token};
use textmine_tone::document::Gathered;
use textmine_tone::reading::ends_paragraph;
use textmine_tone::sentence::{self, Sums};
use textmine_tone::target::{self, Room, View};
use textmine_tone::word::REGISTERS;
use textmine_tone::{Model, OwnWords, Reading, valence};

/// Longer sentences are read in stretches of so many tokens, so that memory stays bounded whatever comes.
const STRETCH: usize = 1024;

/// What a sentence or a mention comes to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tone {
    /// By the model: a sentence's tone in each register.
    Sentence([f32; REGISTERS]),
    /// By the model: what speaks for positive and negative, of features and of the network.
    Target([[f32; 2]; 2]),
    /// By the lexicon: the score.
    Valence(f32),
}

/// A mention that is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mention<'d> {
    pub(crate) span: Span,
    /// The entity's id in the document.
    pub(crate) id: &'d str,
    /// Its words are a name, which says nothing.
    pub(crate) name: bool,
    /// It is judged.
    pub(crate) judged: bool,
}

/// Something that has a tone.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) tone: Tone,
    pub(crate) evidence: Evidence,
    /// Of a whole sentence, if it is to be explained.
    pub(crate) shifts: Shifts,
}

impl Judged {
    fn new(tone: Tone, evidence: Evidence) -> Self {
        Judged { tone, evidence, shifts: Shifts::default() }
    }
}

/// Reads sentences one after another.
pub(crate) struct Reader<'r> {
    model: &'r Model,
    own: &'r OwnWords,
    plain: &'r FunctionWords,
    options: &'r Options,
    reading: Reading,
    sums: Sums,
    room: Room,
    by_register: Vec<[f32; REGISTERS]>,
    names: Vec<Span>,
    quoted: bool,
    /// What all sentences together say of the document's register.
    pub(crate) gathered: Gathered,
}

impl<'r> Reader<'r> {
    pub(crate) fn new(
        model: &'r Model,
        own: &'r OwnWords,
        plain: &'r FunctionWords,
        options: &'r Options,
    ) -> Self {
        Reader {
            model,
            own,
            plain,
            options,
            reading: Reading::default(),
            sums: Sums::default(),
            room: Room::default(),
            by_register: Vec::new(),
            names: Vec::new(),
            quoted: false,
            gathered: Gathered::default(),
        }
    }

    /// Reads the tokens of one sentence, with the mentions in it, in order; calls back with each that is judged. What
    /// stands between two sentences is judged by the words of the one before; `next` is where the next one begins.
    pub(crate) fn read(
        &mut self,
        document: &Document<'_>,
        tokens: &[Token],
        mentions: &[Mention<'_>],
        next: u32,
        mut take: impl FnMut(usize, Judged),
    ) -> Judged {
        let mut whole = Judged::new(Tone::Valence(0.0), Evidence::of_sentence());
        let (mut tones, mut slots, mut sum) = ([0f32; REGISTERS], 0f32, 0f32);
        let mut first = 0;
        for (number, stretch) in tokens.chunks(STRETCH).enumerate() {
            let Some(last) = stretch.last() else { continue };
            let is_last = (number + 1) * STRETCH >= tokens.len();
            let end = if is_last { u32::MAX } else { last.span.end };
            let here = mentions[first..].iter().take_while(|mention| mention.span.start < end).count();
            let range = first..first + here;
            first = range.end;
            self.names.clear();
            self.names.extend(mentions[range.clone()].iter().filter(|m| m.name).map(|m| m.span));
            self.quoted =
                self.reading.read(self.model, self.own, document, stretch, &self.names, self.quoted);
            match self.options.method {
                Method::Model => {
                    sentence::sum(self.model, &self.reading, &mut self.sums);
                    self.gathered.add(&self.reading, &self.sums);
                    let weight = self.sums.slots as f32;
                    let here = sentence::tones(self.model, &self.sums);
                    tones.iter_mut().zip(here).for_each(|(tone, here)| *tone += here * weight);
                    slots += weight;
                }
                Method::Lexicon => sum += valence::sentence(&self.reading),
            }
            self.tell_sentence(stretch, &mut whole.evidence);
            if self.options.explain {
                whole.shifts.add(stretch, &self.reading);
            }
            if self.options.method == Method::Model
                && mentions[range.clone()].iter().any(|mention| mention.judged)
            {
                self.room.enter(self.model, &self.reading.slots);
            }
            for at in range.filter(|at| mentions[*at].judged) {
                take(at, self.judge(stretch, mentions[at].span));
            }
        }
        if let Some(last) = tokens.last() {
            self.quoted &= !ends_paragraph(document, last.span.end, next);
        }
        whole.tone = match self.options.method {
            Method::Model => Tone::Sentence(tones.map(|tone| tone / slots.max(1.0))),
            Method::Lexicon => Tone::Valence(valence::score(sum)),
        };
        whole
    }

    /// The tone towards what stands there.
    fn judge(&mut self, tokens: &[Token], target: Span) -> Judged {
        let first = tokens.partition_point(|t| t.span.end <= target.start);
        let end = tokens.partition_point(|t| t.span.start < target.end);
        let range = first..end.max(first + 1);
        if self.options.method == Method::Lexicon {
            let mut evidence = Evidence::of_sentence();
            let score = valence::score(valence::towards(&self.reading, range));
            self.tell_hits(&mut evidence);
            return Judged::new(Tone::Valence(score), evidence);
        }
        let mut evidence = Evidence::of_target();
        let Some(view) = View::new(&self.reading.slots, self.reading.slots_of(range)) else {
            return Judged::new(Tone::Valence(0.0), evidence);
        };
        let parts = target::parts(self.model, &view, &self.sums, &mut self.room);
        for (at, told) in self.room.told.iter().enumerate().filter(|(at, _)| view.distance(*at) != 0) {
            let slot = view.slot(at);
            let told = [*told; REGISTERS];
            evidence.offer(self.limit(), self.plain, &told, || Word::new(tokens, slot, &told));
        }
        Judged::new(Tone::Target(parts), evidence)
    }

    fn tell_sentence(&mut self, tokens: &[Token], evidence: &mut Evidence) {
        if self.options.method == Method::Lexicon {
            return self.tell_hits(evidence);
        }
        if self.limit() == 0 {
            return;
        }
        sentence::told(self.model, &self.reading, &self.sums, &mut self.by_register);
        for (slot, told) in self.reading.slots.iter().zip(&self.by_register) {
            evidence.offer(self.limit(), self.plain, told, || Word::new(tokens, slot, told));
        }
    }

    fn tell_hits(&self, evidence: &mut Evidence) {
        for hit in &self.reading.hits {
            // A valence of 4 counts as much as a whole score.
            let told = [hit.valence().sentence / textmine_tone::word::MAX_VALENCE; REGISTERS];
            evidence.offer(self.limit(), self.plain, &told, || Some(Word::of_hit(hit, &told)));
        }
    }

    /// How many words are kept: more than are shown, for which of them weigh most depends on the register.
    fn limit(&self) -> usize {
        match self.options.explain {
            true => usize::MAX,
            false => 2 * self.options.evidence as usize,
        }
    }
}
