//! Who has been spoken of lately, and how well each fits a pronoun.
//!
//! What speaks for or against somebody are marks that need no grammar (how long ago, as a subject or after a preposition,
//! in a quotation or not), weighed by a model of choice: the chance of each is `exp(weight) / Σ exp(weight)`, and one of
//! those to choose from is somebody not spoken of at all. The weights come from annotated text, see the crate's `DATA.md`.
use crate::gazetteer::Gender;

/// Where in its clause somebody is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `Ann said`
    Subject,
    /// `asked Ann`
    Plain,
    /// `to Ann`
    Oblique,
    /// `Ann's`
    Possessive,
    /// `the Hill campaign`
    Modifier,
}

/// What a pronoun is in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// `he`
    Subject,
    /// `him`
    Object,
    /// `his`
    Possessive,
    /// `himself`
    Reflexive,
}

/// Somebody who is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who<'d> {
    /// An entity, by its index.
    Named(usize),
    /// A noun with an article or the like that brings in somebody new, or without any: `a soldier`.
    Someone(&'d str),
    /// A noun with an article that points to somebody known: `the soldier`.
    TheOne(&'d str),
    /// A pronoun, for nobody in particular that we know of.
    Unclear,
}

/// The last time that somebody was spoken of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Referent<'d> {
    pub(super) who: Who<'d>,
    pub(super) gender: Option<Gender>,
    /// Index of the last token.
    pub(super) token: usize,
    pub(super) sentence: u32,
    pub(super) place: Place,
    pub(super) quoted: bool,
    pub(super) by_pronoun: bool,
    /// Nobody was spoken of before in that sentence.
    pub(super) leads: bool,
    /// How often the document names it.
    pub(super) mentions: u32,
}

/// A pronoun that wants its antecedent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    pub(super) gender: Gender,
    pub(super) case: Case,
    pub(super) sentence: u32,
    pub(super) quoted: bool,
    /// It opens its sentence, but for a few words.
    pub(super) opens: bool,
    /// The last token of the name in `Ann said she`.
    pub(super) said_by: Option<usize>,
    /// The last token of the name in `Ann and her`.
    pub(super) joined_to: Option<usize>,
}

/// What speaks for or against somebody.
const MARKS: usize = 24;
type Marks = [f32; MARKS];

/// How much each of the marks weighs, in the order of [`Referent::marks`].
const WEIGHTS: Marks = [
    // named, someone, the one, unclear
    0.34, 0.56, 0.64, 0.26, //
    // one, two, three sentences ago
    -1.06, -1.65, -2.06, //
    // subject, after a preposition, possessive, before a noun
    0.44, -0.27, -0.51, -0.78, //
    // known to be of that gender, by a pronoun, the nearest, the first in its sentence, how often
    0.89, 0.54, 0.26, 0.44, 0.78, //
    // subject of this sentence, for he, his and himself; nearest in this sentence, for his
    0.48, 0.25, 0.34, 0.32, //
    // subject of the sentence before, for he at the start of this one
    0.93, //
    // quoted, and the pronoun is not, or the other way round
    -0.51, //
    // Ann said she, Ann and her
    1.49, 1.46,
];
/// The weight of somebody not spoken of, for each case.
const NOBODY: [f32; 4] = [0.35, 0.18, 0.51, 0.66];

impl Referent<'_> {
    fn marks(&self, pronoun: &Pronoun, nearest: bool) -> Marks {
        let on = |mark: bool| f32::from(u8::from(mark));
        let ago = pronoun.sentence - self.sentence;
        let (subject, here) = (self.place == Place::Subject, ago == 0);
        let case = |case: Case| pronoun.case == case;
        [
            on(matches!(self.who, Who::Named(_))),
            on(matches!(self.who, Who::Someone(_))),
            on(matches!(self.who, Who::TheOne(_))),
            on(self.who == Who::Unclear),
            on(ago == 1),
            on(ago == 2),
            on(ago > 2),
            on(subject),
            on(self.place == Place::Oblique),
            on(self.place == Place::Possessive),
            on(self.place == Place::Modifier),
            on(self.gender == Some(pronoun.gender)),
            on(self.by_pronoun),
            on(nearest),
            on(self.leads),
            (1.0 + self.mentions as f32).ln().min(2.5),
            on(case(Case::Subject) && here && subject),
            on(case(Case::Possessive) && here && subject),
            on(case(Case::Reflexive) && here && subject),
            on(case(Case::Possessive) && here && nearest),
            on(case(Case::Subject) && pronoun.opens && ago == 1 && subject),
            on(pronoun.quoted != self.quoted),
            on(pronoun.said_by == Some(self.token)),
            on(pronoun.joined_to == Some(self.token)),
        ]
    }
}

/// Those who were spoken of lately, the latest last.
#[derive(Debug, Default)]
pub(super) struct Scene<'d> {
    near: Vec<Referent<'d>>,
}

/// Whoever was last spoken of before that many sentences is out of sight.
const SIGHT: u32 = 3;
/// With so many people about, the first of them are forgotten.
const CROWD: usize = 12;

impl<'d> Scene<'d> {
    /// Somebody is spoken of (again).
    pub(super) fn meet(&mut self, mut new: Referent<'d>) {
        self.near.retain(|known| known.sentence + SIGHT >= new.sentence);
        new.leads = self.near.iter().all(|known| known.sentence != new.sentence);
        if let Some(at) = self.near.iter().position(|known| known.who.is(new.who)) {
            let known = self.near.remove(at);
            new.gender = new.gender.or(known.gender);
            if known.sentence == new.sentence {
                new.leads |= known.leads;
                if known.place == Place::Subject {
                    new.place = Place::Subject;
                }
            }
        }
        if self.near.len() == CROWD {
            self.near.remove(0);
        }
        self.near.push(new);
    }

    /// Whoever's name ends with that token is spoken of in the same place as whoever is named next.
    pub(super) fn join(&mut self, token: usize, place: Place) {
        if let Some(known) = self.near.iter_mut().rev().find(|known| known.token == token) {
            known.place = place;
        }
    }

    /// Whom the pronoun means most likely, and how likely that is; not those whom `excluded` rules out.
    pub(super) fn choose(
        &mut self,
        pronoun: &Pronoun,
        excluded: impl Fn(&Referent<'d>) -> bool,
    ) -> Option<(Referent<'d>, f32)> {
        self.near.retain(|known| known.sentence + SIGHT >= pronoun.sentence);
        let fits = |known: &&Referent<'d>| {
            known.gender.is_none_or(|gender| gender == pronoun.gender) && !excluded(known)
        };
        let mut nearest = true;
        let weigh = |known: &Referent<'d>| {
            let marks = known.marks(pronoun, std::mem::take(&mut nearest));
            (*known, marks.iter().zip(&WEIGHTS).map(|(mark, weight)| mark * weight).sum::<f32>())
        };
        let weights: Vec<(Referent<'d>, f32)> = self.near.iter().rev().filter(fits).map(weigh).collect();
        let all: f32 =
            weights.iter().map(|(_, weight)| weight.exp()).sum::<f32>() + NOBODY[pronoun.case as usize].exp();
        let (best, weight) =
            weights.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        Some((best, weight.exp() / all))
    }
}

impl Who<'_> {
    fn is(self, other: Who<'_>) -> bool {
        match (self, other) {
            (Who::Named(a), Who::Named(b)) => a == b,
            (Who::Someone(a) | Who::TheOne(a), Who::TheOne(b)) => a == b,
            _ => false,
        }
    }
}
