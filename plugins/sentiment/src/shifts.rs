//! What changes the valence of words in a sentence, and by how much: negation, degree, contrast and mood, for an explanation.
use textmine_core::{Annotate, Document, Span, Token};
use textmine_tone::{Cue, Reading};

/// Factors nearer to one than this change nothing that a reader would see.
const UNCHANGED: f32 = 0.005;

/// What changes valences, and what they are changed by, in the order of the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shifts {
    cues: Vec<(Span, Cue)>,
    shifted: Vec<(Span, f32)>,
}

impl Shifts {
    /// Takes in what was read of `tokens`.
    pub(crate) fn add(&mut self, tokens: &[Token], reading: &Reading) {
        // A boundary ends what others do, and a passive tells only of whom a word speaks.
        let changes = |cue: Cue| !matches!(cue, Cue::Boundary | Cue::Passive | Cue::Idiom | Cue::Term);
        self.cues.extend(reading.cues.iter().filter(|(_, cue)| changes(*cue)).filter_map(|(at, cue)| {
            let words = tokens.get(at.start as usize..at.end as usize)?;
            Some((Span::new(words.first()?.span.start, words.last()?.span.end), *cue))
        }));
        let changed = reading.hits.iter().filter(|hit| (hit.factor - 1.0).abs() >= UNCHANGED);
        self.shifted.extend(changed.map(|hit| (hit.span, hit.factor)));
    }

    /// Adds to an annotation `cues`, such as "very booster +0.30", and `shifted`, such as "good ×1.30".
    pub(crate) fn tell<'o>(&self, annotation: Annotate<'o>, document: &Document<'_>) -> Annotate<'o> {
        let cues: Vec<String> = self
            .cues
            .iter()
            .map(|(span, cue)| match cue {
                Cue::Booster(share) => format!("{} booster {share:+.2}", document.slice(*span)),
                cue => format!("{} {}", document.slice(*span), cue.as_str()),
            })
            .collect();
        let shifted: Vec<String> = self
            .shifted
            .iter()
            .map(|(span, factor)| format!("{} ×{factor:.2}", document.slice(*span)))
            .collect();
        annotation
            .list("cues", cues.iter().map(String::as_str))
            .list("shifted", shifted.iter().map(String::as_str))
    }
}
