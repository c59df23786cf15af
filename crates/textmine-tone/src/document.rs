//! The document: of which register it is, and what its sentences come to.
use crate::model::Model;
use crate::reading::Reading;
use crate::sentence::{self, STYLE, Sums};
use crate::word::REGISTERS;

/// What was gathered of a document's sentences.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    sentences: usize,
    register: [f32; REGISTERS],
    style: [f32; STYLE],
}

impl Gathered {
    /// Takes in a sentence.
    pub fn add(&mut self, reading: &Reading, sums: &Sums) {
        self.sentences += 1;
        for (sum, value) in self.register.iter_mut().zip(sums.register) {
            *sum += value * sentence::norm(sums.slots);
        }
        for (sum, value) in self.style.iter_mut().zip(sentence::style(reading)) {
            *sum += value;
        }
    }

    /// The mean of the sentences' style.
    pub fn style(&self) -> [f32; STYLE] {
        self.style.map(|sum| sum / self.sentences.max(1) as f32)
    }

    /// How much of each register the text is, by its words and style; the shares come to 1.
    pub fn registers(&self, model: &Model) -> [f32; REGISTERS] {
        const MANY: usize = 16;
        let style = self.style();
        let share = 1.0 / self.sentences.max(1) as f32;
        // Many sentences that agree leave less doubt than one.
        let certain = (self.sentences.clamp(1, MANY) as f32).sqrt();
        let logits: [f32; REGISTERS] = std::array::from_fn(|register| {
            let (weights, bias) = model.parameters.register(register);
            let of_style: f32 = weights.iter().zip(style).map(|(weight, value)| weight * value).sum();
            (bias + of_style + self.register[register] * share) * certain
        });
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let shares = logits.map(|logit| (logit - most).exp());
        let sum: f32 = shares.iter().sum();
        shares.map(|share| share / sum)
    }
}

/// The tone of a sentence, from -1 to 1, of its tones in each register.
pub fn sentence_tone(model: &Model, tones: &[f32; REGISTERS], registers: &[f32; REGISTERS]) -> f32 {
    let tone: f32 = tones.iter().zip(registers).map(|(tone, share)| tone * share).sum();
    (tone * model.parameters.scales[0]).clamp(-1.0, 1.0)
}

/// How much more so many sentences say than one, if they agree. Beyond a few, more make no difference: a long text should
/// not drift to the end of the scale.
pub fn consent(sentences: usize) -> f32 {
    const ENOUGH: usize = 4;
    (sentences.clamp(1, ENOUGH) as f32).powf(0.4)
}

/// The tone of a document, from -1 to 1, whose sentences' tones have that mean.
pub fn document_tone(mean: f32, sentences: usize) -> f32 {
    (mean * consent(sentences)).clamp(-1.0, 1.0)
}
