//! Where output and gold disagree, each in the context of its text.
use crate::attribute::Compared;
use crate::{Annotation, Text};
use serde::Serialize;

/// What kind of disagreement, in the terms of the Message Understanding Conferences (Chinchor and Sundheim, *MUC-5 Evaluation
/// Metrics*, 1993), with the incorrect ones told apart as Segura-Bedmar and others do for SemEval-2013, task 9.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The gold has it, the output has nothing there.
    Missed,
    /// The output has it, the gold has nothing there.
    Spurious,
    /// The place is right, the label is not.
    Label,
    /// The label is right, the place is not: they overlap.
    Boundaries,
    /// Neither is right: they overlap.
    LabelAndBoundaries,
    /// They match, but an attribute differs.
    Attribute,
}

impl Kind {
    pub(crate) const ALL: [Kind; 6] = [
        Kind::Missed,
        Kind::Spurious,
        Kind::Label,
        Kind::Boundaries,
        Kind::LabelAndBoundaries,
        Kind::Attribute,
    ];

    /// For people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Kind::Missed => "missed",
            Kind::Spurious => "spurious",
            Kind::Label => "wrong label",
            Kind::Boundaries => "wrong boundaries",
            Kind::LabelAndBoundaries => "wrong label and boundaries",
            Kind::Attribute => "wrong attribute",
        }
    }
}

/// All disagreements of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreements {
    /// What kind.
    pub kind: Kind,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<Disagreement>,
}

/// One disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disagreement {
    /// The document's id.
    pub document: String,
    /// What the gold has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gold: Option<Place>,
    /// What the output has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Place>,
    /// The attribute that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<Difference>,
    /// The text around, if it is known: `[gold]`, `{output}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
}

/// An annotation as far as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Where it starts.
    pub start: usize,
    /// One past its end.
    pub end: usize,
    /// Its label.
    pub label: String,
    /// The text that it covers, if that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl From<&Annotation> for Place {
    fn from(annotation: &Annotation) -> Self {
        let Annotation { start, end, label, text, .. } = annotation;
        Place { start: *start, end: *end, label: label.clone(), text: text.clone() }
    }
}

/// An attribute that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its key in the gold.
    pub key: String,
    /// Its values in the gold.
    pub gold: Vec<String>,
    /// Its values in the output.
    pub output: Vec<String>,
}

impl Difference {
    pub(crate) fn new(key: &str, compared: Compared) -> Self {
        Difference { key: key.to_owned(), gold: compared.gold, output: compared.output }
    }
}

/// Code points of text on either side.
const AROUND: usize = 40;
/// Longer stretches are cut in the middle.
const LONGEST: usize = 100;

/// The text around two places, with `[` and `]` around the one of the gold, `{` and `}` around that of the output.
pub(crate) fn context(
    text: &Text<'_>,
    gold: Option<(usize, usize)>,
    output: Option<(usize, usize)>,
) -> Option<String> {
    let places = || [gold, output].into_iter().flatten();
    let start = places().map(|place| place.0).min()?;
    let end = places().map(|place| place.1).max()?;
    let mut cuts: Vec<usize> = places().flat_map(|place| [place.0, place.1]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = tail(text.before(start)?);
    for (index, &cut) in cuts.iter().enumerate() {
        let ends = |place: Option<(usize, usize)>| place.is_some_and(|place| place.1 == cut && place.0 < cut);
        let starts = |place: Option<(usize, usize)>| place.is_some_and(|place| place.0 == cut);
        let empty = |place: Option<(usize, usize)>| place == Some((cut, cut));
        out.push_str(if ends(output) { "}" } else { "" });
        out.push_str(if ends(gold) { "]" } else { "" });
        out.push_str(if starts(gold) { "[" } else { "" });
        out.push_str(if starts(output) { "{" } else { "" });
        out.push_str(if empty(output) { "}" } else { "" });
        out.push_str(if empty(gold) { "]" } else { "" });
        if let Some(&next) = cuts.get(index + 1) {
            out.push_str(&middle(text.slice(cut, next)?));
        }
    }
    out.push_str(&head(text.after(end)?));
    Some(out.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The last code points, from a word on.
fn tail(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        None => text.to_owned(),
        Some((at, _)) => {
            let part = &text[at..];
            let word = part.find(char::is_whitespace).map_or(0, |space| space + 1);
            // White space of several bytes is a boundary all the same.
            format!("… {}", part.get(word..).unwrap_or(part))
        }
    }
}

/// The first code points, up to the end of a word.
fn head(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        None => text.to_owned(),
        Some((at, _)) => {
            let part = &text[..at];
            format!("{} …", &part[..part.rfind(char::is_whitespace).unwrap_or(at)])
        }
    }
}

fn middle(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let first: String = text.chars().take(LONGEST / 2).collect();
    let last: String = text.chars().skip(length - LONGEST / 2).collect();
    format!("{first} … {last}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use textmine_report::OffsetUnit;

    fn shown(text: &str, gold: Option<(usize, usize)>, output: Option<(usize, usize)>) -> String {
        context(&Text::new(text, OffsetUnit::CodePoints), gold, output).expect("a place")
    }

    #[test]
    fn both_places_are_marked_however_they_lie() {
        let text = "Gestern rief Ana Ruiz an.";
        for (gold, output, expected) in [
            (Some((13, 21)), None, "Gestern rief [Ana Ruiz] an."),
            (None, Some((13, 16)), "Gestern rief {Ana} Ruiz an."),
            (Some((13, 21)), Some((13, 21)), "Gestern rief [{Ana Ruiz}] an."),
            (Some((13, 21)), Some((13, 16)), "Gestern rief [{Ana} Ruiz] an."),
            (Some((13, 16)), Some((8, 21)), "Gestern {rief [Ana] Ruiz} an."),
            (Some((8, 16)), Some((13, 21)), "Gestern [rief {Ana] Ruiz} an."),
            (Some((0, 0)), Some((25, 25)), "[]Gestern rief Ana Ruiz an.{}"),
        ] {
            assert_eq!(shown(text, gold, output), expected);
        }
    }

    #[test]
    fn long_texts_are_cut_at_words() {
        let text = format!("{} Ana {}", "vor ".repeat(30), "nach ".repeat(30));
        assert_eq!(
            shown(&text, Some((121, 124)), None),
            "… vor vor vor vor vor vor vor vor vor [Ana] nach nach nach nach nach nach nach …"
        );
    }
}
