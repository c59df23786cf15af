//! Words that say nothing themselves and change what others say: negators, degree words, contrast, mood.

/// What a word does to the valence of the words around it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Cue {
    /// Nothing.
    #[default]
    None,
    /// "not", "without", "fails to": what follows in the clause turns round.
    Negator,
    /// "very" (above 0), "slightly" (below): the share by which the next word with a valence counts more.
    Booster(f32),
    /// "but": what stands before counts less, what follows more.
    Contrast,
    /// "although": what stands in its own clause counts less.
    Concession,
    /// "if", "could": what follows in the clause is not said to be so.
    Hypothetical,
    /// "and", "because", "that": the scope of a negator ends here.
    Boundary,
    /// "was", "been": a participle after it has its object before it.
    Passive,
    /// A phrase whose words mean nothing singly: "not only", "at least".
    Idiom,
    /// The name of an office, a place or a thing of trade, whose words say nothing there: "supreme court", "crude oil".
    Term,
}

/// Steps of a booster's share: hundredths of it.
const STEPS: f32 = 100.0;

impl Cue {
    /// By its name in the list of cues, and the share for a booster.
    pub fn parse(role: &str, value: &str) -> Option<Cue> {
        Some(match role {
            "negator" => Cue::Negator,
            "booster" => Cue::Booster(value.trim().parse().ok().filter(|share: &f32| share.abs() <= 1.0)?),
            "contrast" => Cue::Contrast,
            "concession" => Cue::Concession,
            "hypothetical" => Cue::Hypothetical,
            "boundary" => Cue::Boundary,
            "passive" => Cue::Passive,
            "idiom" => Cue::Idiom,
            "term" => Cue::Term,
            _ => return None,
        })
    }

    /// The name of what it does, for an explanation.
    pub fn as_str(self) -> &'static str {
        match self {
            Cue::None => "none",
            Cue::Negator => "negator",
            Cue::Booster(_) => "booster",
            Cue::Contrast => "contrast",
            Cue::Concession => "concession",
            Cue::Hypothetical => "hypothetical",
            Cue::Boundary => "boundary",
            Cue::Passive => "passive",
            Cue::Idiom => "idiom",
            Cue::Term => "term",
        }
    }

    pub(crate) fn to_bytes(self) -> [u8; 2] {
        match self {
            Cue::None => [0, 0],
            Cue::Negator => [1, 0],
            Cue::Booster(share) => [2, (share * STEPS).round().clamp(-127.0, 127.0) as i8 as u8],
            Cue::Contrast => [3, 0],
            Cue::Concession => [4, 0],
            Cue::Hypothetical => [5, 0],
            Cue::Boundary => [6, 0],
            Cue::Passive => [7, 0],
            Cue::Idiom => [8, 0],
            Cue::Term => [9, 0],
        }
    }

    #[inline]
    pub(crate) fn from_bytes([role, share]: [u8; 2]) -> Cue {
        match role {
            1 => Cue::Negator,
            2 => Cue::Booster(f32::from(share as i8) / STEPS),
            3 => Cue::Contrast,
            4 => Cue::Concession,
            5 => Cue::Hypothetical,
            6 => Cue::Boundary,
            7 => Cue::Passive,
            8 => Cue::Idiom,
            9 => Cue::Term,
            _ => Cue::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_the_same_again() {
        for (role, value) in [
            ("negator", ""),
            ("booster", "0.29"),
            ("booster", "-0.3"),
            ("contrast", ""),
            ("concession", ""),
            ("hypothetical", ""),
            ("boundary", ""),
            ("passive", ""),
            ("idiom", ""),
            ("term", ""),
        ] {
            let cue = Cue::parse(role, value).unwrap();
            assert_eq!(Cue::from_bytes(cue.to_bytes()), cue, "{role} {value}");
            assert_eq!(cue.as_str(), role);
        }
        assert_eq!(Cue::parse("booster", "2"), None);
        assert_eq!(Cue::parse("shout", ""), None);
    }
}
