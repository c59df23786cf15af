//! The parts of the name of an organisation or place that tell which it is.
use crate::form;
use crate::gazetteer::{Lists, OrganisationWord};
use crate::label::Label;

/// What is left of a name without what it may also stand without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Core {
    /// In the form under which names are compared: `defence ministry` of `Danish Ministry of Defence`.
    pub(super) name: String,
    /// Whose it is, if the name says so: `danish`.
    pub(super) of: Option<String>,
}

/// What states call themselves before their name.
const STATES: [&str; 6] = [
    "islamic republic of ",
    "federal republic of ",
    "kingdom of ",
    "republic of ",
    "state of ",
    "peoples republic of ",
];
/// What companies add to their name, besides their legal form.
const TAILS: [&str; 4] = ["group", "international", "holding", "holdings"];
/// What many countries have one of: even two words say whose it is.
const BODIES: [&str; 12] = [
    "army",
    "cabinet",
    "congress",
    "embassy",
    "government",
    "navy",
    "parliament",
    "police",
    "senate",
    "treasury",
    "military",
    "legislature",
];
/// What is the same before the name of its field and after it.
const OFFICES: [&str; 3] = ["ministry", "department", "secretariat"];

impl Core {
    pub(super) fn of(label: Label, text: &str) -> Core {
        let mut name = form::compared(text);
        match label {
            Label::Place => {
                if let Some(rest) = STATES.iter().find_map(|state| name.strip_prefix(state)) {
                    name = without_article(rest).to_owned();
                }
                Core { name, of: None }
            }
            Label::Organisation => {
                while let Some((rest, last)) = name.rsplit_once(' ')
                    && (OrganisationWord::of(last).ends_company() || TAILS.contains(&last))
                {
                    name.truncate(rest.len());
                }
                let of = owner(text, &name);
                if let Some(rest) = of.as_deref().and_then(|of| name.strip_prefix(of)) {
                    name = rest.trim_start().to_owned();
                }
                let turned = OFFICES.iter().find_map(|office| {
                    let field = name.strip_prefix(office)?.strip_prefix(" of ")?;
                    Some(format!("{} {office}", without_article(field)))
                });
                Core { name: turned.unwrap_or(name), of }
            }
            Label::Person | Label::Other => Core { name, of: None },
        }
    }

    /// With what stands right before the name, if that tells whose it is: `Danish`, `Denmark's`.
    pub(super) fn after(mut self, before: &str) -> Core {
        if self.of.is_none() && is_owner(before) {
            self.of = Some(form::compared(before));
        }
        self
    }

    /// True if nothing speaks against one thing: not if both names say whose it is, and differ in that.
    pub(super) fn fits(&self, other: &Core) -> bool {
        match (&self.of, &other.of) {
            (Some(one), Some(other)) => is_same_owner(one, other),
            _ => true,
        }
    }
}

/// Adjectives that have little of their country's name.
const ADJECTIVES: [(&str, &str); 9] = [
    ("american", "us"),
    ("danish", "denmark"),
    ("dutch", "netherlands"),
    ("filipino", "philippines"),
    ("finnish", "finland"),
    ("french", "france"),
    ("irish", "ireland"),
    ("polish", "poland"),
    ("spanish", "spain"),
];

/// `danish` and `denmark` are one owner.
fn is_same_owner(one: &str, other: &str) -> bool {
    /// Most adjectives share so many letters with the country.
    const SHARED: usize = 4;
    let start = |name: &str| name.chars().take(SHARED).collect::<String>();
    let pair = |a: &str, b: &str| ADJECTIVES.contains(&(a, b));
    start(one) == start(other) || pair(one, other) || pair(other, one)
}

fn is_owner(word: &str) -> bool {
    Lists::of(word).any(Lists::COUNTRY | Lists::NATIONALITY)
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

/// The country or nationality that a name begins with, unless it is half of a name of its own: `Canada Post`.
fn owner(text: &str, form: &str) -> Option<String> {
    let first = text.split_whitespace().find(|word| !matches!(*word, "the" | "The"))?;
    let owner = form::compared(first);
    let rest = form.strip_prefix(&owner)?.trim_start();
    (is_owner(first) && (rest.contains(' ') || BODIES.contains(&rest))).then_some(owner)
}

#[cfg(test)]
mod tests {
    use super::{Core, is_same_owner};
    use crate::label::Label;

    #[test]
    fn names_are_known_by_their_core() {
        let cases = [
            (Label::Organisation, "Hartwell Industries Ltd.", "hartwell industries", None),
            (Label::Organisation, "Hartwell Group International", "hartwell", None),
            (Label::Organisation, "Ministry of Defence", "defence ministry", None),
            (Label::Organisation, "Danish Ministry of the Interior", "interior ministry", Some("danish")),
            (Label::Organisation, "Bank of Canada", "bank of canada", None),
            (Label::Organisation, "Canada Post", "canada post", None),
            (Label::Organisation, "Danish Parliament", "parliament", Some("danish")),
            (Label::Place, "Republic of the Gambia", "gambia", None),
            (Label::Place, "Lake Victoria", "lake victoria", None),
        ];
        for (label, text, name, of) in cases {
            assert_eq!(
                Core::of(label, text),
                Core { name: name.to_owned(), of: of.map(str::to_owned) },
                "{text}"
            );
        }
    }

    #[test]
    fn owners_are_countries_or_their_adjectives() {
        for (one, other, expected) in [
            ("danish", "denmark", true),
            ("iran", "iranian", true),
            ("iranian", "iraqi", false),
            ("us", "american", true),
            ("russian", "danish", false),
        ] {
            assert_eq!(is_same_owner(one, other), expected, "{one} {other}");
        }
    }
}
