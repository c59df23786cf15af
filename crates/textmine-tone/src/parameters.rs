//! The numbers of a model that belong to no single word.
use crate::network::{FILTERS, QUOTED, ZONES};
use crate::sentence::{DENSE, STYLE};
use crate::target;
use crate::word::REGISTERS;

/// The numbers of a model that belong to no single word.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// What one step is worth: words' tone, words' register, pairs, words by their place to a target, filters, features of
    /// targets.
    pub steps: Vec<f32>,
    /// By register, the weight of each number of a sentence, then the bias.
    pub tone: Vec<f32>,
    /// By register, the weight of each number of the style, then the bias.
    pub register: Vec<f32>,
    /// For positive, then negative: the weight of each number of a target.
    pub target: Vec<f32>,
    /// By register, what is added for positive and for negative.
    pub target_bias: Vec<f32>,
    /// Of the network: bias of each filter.
    pub filter_bias: Vec<f32>,
    /// By zone, what it adds to each filter.
    pub zones: Vec<f32>,
    /// What a negator adds to each filter.
    pub negated: Vec<f32>,
    /// By word and target in or out of quotation marks, what it adds to each filter.
    pub quoted: Vec<f32>,
    /// For positive, then negative: weight of each filter's mean, then of its maximum.
    pub out: Vec<f32>,
    /// How much the weights of features count, and how much the network.
    pub mixture: Vec<f32>,
    /// By register, the share that the network has in the tone of sentences; the rest is of words and lexicons.
    pub network: Vec<f32>,
    /// Scale of the tone of sentences.
    pub scales: Vec<f32>,
}

impl Parameters {
    const LENGTHS: [usize; 13] = [
        6,
        REGISTERS * (DENSE + 1),
        REGISTERS * (STYLE + 1),
        2 * target::DENSE,
        2 * REGISTERS,
        FILTERS,
        ZONES * FILTERS,
        FILTERS,
        QUOTED * FILTERS,
        4 * FILTERS,
        2,
        REGISTERS,
        1,
    ];

    fn fields(&mut self) -> [&mut Vec<f32>; 13] {
        [
            &mut self.steps,
            &mut self.tone,
            &mut self.register,
            &mut self.target,
            &mut self.target_bias,
            &mut self.filter_bias,
            &mut self.zones,
            &mut self.negated,
            &mut self.quoted,
            &mut self.out,
            &mut self.mixture,
            &mut self.network,
            &mut self.scales,
        ]
    }

    /// All zero, with steps and scales of one.
    pub fn new() -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m] = Self::LENGTHS.map(|len| vec![0.0; len]);
        let mut parameters = Parameters {
            steps: a,
            tone: b,
            register: c,
            target: d,
            target_bias: e,
            filter_bias: f,
            zones: g,
            negated: h,
            quoted: i,
            out: j,
            mixture: k,
            network: l,
            scales: m,
        };
        parameters.steps.fill(1.0);
        parameters.scales.fill(1.0);
        parameters
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut copy = self.clone();
        copy.fields().into_iter().flat_map(|field| field.drain(..)).flat_map(f32::to_le_bytes).collect()
    }

    /// Nothing if there are more or fewer numbers, or some that make no sense.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut parameters = Parameters::new();
        let (numbers, []) = bytes.as_chunks::<4>() else { return None };
        let mut numbers = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes));
        for field in parameters.fields() {
            for number in field {
                *number = numbers.next().filter(|number| number.abs() < 1e6)?;
            }
        }
        let sound = parameters.scales[0] > 0.0;
        (numbers.next().is_none() && sound).then_some(parameters)
    }

    /// What one step of it is worth.
    pub fn tone_step(&self) -> f32 {
        self.steps[0]
    }

    pub(crate) fn register_step(&self) -> f32 {
        self.steps[1]
    }

    pub(crate) fn pair_step(&self) -> f32 {
        self.steps[2]
    }

    /// What one step of it is worth.
    pub fn target_step(&self) -> f32 {
        self.steps[3]
    }

    pub(crate) fn filter_step(&self) -> f32 {
        self.steps[4]
    }

    pub(crate) fn feature_step(&self) -> f32 {
        self.steps[5]
    }

    pub(crate) fn tone(&self, register: usize) -> &[f32] {
        &self.tone[register * (DENSE + 1)..][..DENSE]
    }

    pub(crate) fn tone_bias(&self, register: usize) -> f32 {
        self.tone[register * (DENSE + 1) + DENSE]
    }

    pub(crate) fn register(&self, register: usize) -> (&[f32], f32) {
        let start = register * (STYLE + 1);
        (&self.register[start..start + STYLE], self.register[start + STYLE])
    }
}

impl Default for Parameters {
    fn default() -> Self {
        Parameters::new()
    }
}
