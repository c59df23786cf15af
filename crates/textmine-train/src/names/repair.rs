//! Puts right what annotation made partly by machine gets wrong again and again: names of known things that were cut or
//! given another type, and words beside a name that were taken into it.
use super::corpus::{COMPOUND_ENDS, Sentence};
use std::collections::{HashMap, HashSet};
use textmine_tagger::NameType;

/// The names that are known well enough to be set against such annotation.
#[derive(Debug, Default)]
pub(crate) struct Repair {
    /// By their words, with spaces between.
    known: HashMap<String, NameType>,
    /// Places that compounds are made of: `London-based`.
    places: HashSet<String>,
}

/// No known name of more words is looked for.
const MOST: usize = 7;

impl Repair {
    /// From the lists of names by their kind. Countries and nationalities count; of other names only those of several
    /// words and of one type, since a lone word may be anything.
    pub(crate) fn new(names: &HashMap<String, Vec<String>>) -> Repair {
        let mut several: HashMap<&str, Vec<&str>> = HashMap::new();
        for (kind, names) in names.iter().filter(|(kind, _)| kind.contains('-')) {
            for name in names.iter().filter(|name| name.contains(' ')) {
                several.entry(name).or_default().push(kind);
            }
        }
        let of_one_type = several.into_iter().filter_map(|(name, kinds)| {
            let mut types = kinds.iter().filter_map(|kind| sure_type(kind));
            let first = types.next()?;
            (first != NameType::Person && types.all(|other| other == first)).then(|| (name.to_owned(), first))
        });
        let mut known: HashMap<String, NameType> = of_one_type.collect();
        // The annotated place is the administration that it houses.
        known.remove("White House");
        let of = |kind: &str| names.get(kind).into_iter().flatten().cloned();
        // Peoples and believers of one word too, unless something else has the name as well.
        let elsewhere: HashSet<&String> =
            names.iter().filter(|(kind, _)| !is_people(kind)).flat_map(|(_, names)| names).collect();
        let peoples = of("misc-people").chain(of("misc-religion")).filter(|name| !elsewhere.contains(name));
        known.extend(peoples.chain(of("nationality")).map(|name| (name, NameType::Other)));
        known.extend(of("state").chain(of("loc-country")).map(|name| (name, NameType::Place)));
        let places =
            of("state").chain(of("loc-country")).chain(of("city")).filter(|name| !name.contains(' '));
        Repair { known, places: places.collect() }
    }

    /// Repairs the names of a sentence.
    pub(crate) fn apply(&self, sentence: &mut Sentence) {
        self.split_compounds(sentence);
        let words = &sentence.words;
        sentence.names = sentence.names.drain(..).filter_map(|name| bare(words, name)).collect();
        let mut at = 0;
        while at < words.len() {
            let lens = (1..=MOST.min(words.len() - at)).rev();
            let found = lens.into_iter().find_map(|len| {
                self.known.get(&words[at..at + len].join(" ")).map(|kind| (at, at + len, *kind))
            });
            let Some(name) = found else {
                at += 1;
                continue;
            };
            set(&mut sentence.names, name);
            at = name.1;
        }
        for at in 1..words.len() {
            if COMPOUND_ENDS.contains(&words[at].as_str()) && self.places.contains(&words[at - 1]) {
                set(&mut sentence.names, (at - 1, at, NameType::Place));
            }
        }
        sentence.names.sort_unstable_by_key(|(first, ..)| *first);
    }

    /// Where compounds were taken for one word, the places in them could not be annotated.
    fn split_compounds(&self, sentence: &mut Sentence) {
        let mut words = Vec::with_capacity(sentence.words.len());
        let mut starts = Vec::with_capacity(sentence.words.len() + 1);
        for word in sentence.words.drain(..) {
            starts.push(words.len());
            let end = COMPOUND_ENDS
                .iter()
                .find(|end| word.strip_suffix(**end).is_some_and(|s| self.places.contains(s)));
            match end {
                Some(end) => {
                    words.push(word[..word.len() - end.len()].to_owned());
                    words.push((*end).to_owned());
                }
                None => words.push(word),
            }
        }
        starts.push(words.len());
        sentence.words = words;
        for (first, end, _) in &mut sentence.names {
            (*first, *end) = (starts[*first], starts[*end]);
        }
    }
}

/// True for kinds of names of peoples and believers.
fn is_people(kind: &str) -> bool {
    matches!(kind, "nationality" | "misc-people" | "misc-religion" | "misc-language")
}

/// The type of the names of that kind, for kinds whose names are seldom anything else.
fn sure_type(kind: &str) -> Option<NameType> {
    match kind {
        "org-media" | "org-sport" | "loc-site" => None,
        "misc-people" => Some(NameType::Other),
        _ if kind.starts_with("per-") => Some(NameType::Person),
        _ if kind.starts_with("org-") => Some(NameType::Organisation),
        _ if kind.starts_with("loc-") => Some(NameType::Place),
        _ => None,
    }
}

/// Puts a known name in the place of those that it covers, unless it is part of a longer one, or a person is called so.
fn set(names: &mut Vec<(usize, usize, NameType)>, known: (usize, usize, NameType)) {
    let (first, end, _) = known;
    let reaches_beyond = |name: &(usize, usize, NameType)| name.0 < first || name.1 > end;
    let is_person = |name: &(usize, usize, NameType)| end - first == 1 && name.2 == NameType::Person;
    let touched = |name: &(usize, usize, NameType)| name.0 < end && name.1 > first;
    if names.iter().filter(|name| touched(name)).any(|name| reaches_beyond(name) || is_person(name)) {
        return;
    }
    names.retain(|name| !touched(name));
    names.push(known);
}

/// The name without what is none of it: `southern Chile`, `London-based Fjord Fund`, `Fjord Fund President Ann`.
fn bare(words: &[String], name: (usize, usize, NameType)) -> Option<(usize, usize, NameType)> {
    let (mut first, mut end, kind) = name;
    if kind == NameType::Place {
        first += words[first..end].iter().take_while(|word| is_direction(word)).count();
    }
    if matches!(kind, NameType::Place | NameType::Organisation) {
        let compound = words[first..end].iter().rposition(|word| is_compound(word));
        first += compound.map_or(0, |at| at + 1);
    }
    if kind == NameType::Organisation {
        // Of “Secretary of State” only the last word was annotated.
        if words[first..end] == ["State"] && first > 0 && words[first - 1] == "of" {
            return None;
        }
        let general = |at: usize| words[at] == "General" && at + 1 < words.len().min(name.1);
        let title = (first..end).find(|at| is_role(&words[*at]) && !general(*at));
        end = title.unwrap_or(end);
    }
    (first < end).then_some((first, end, kind))
}

fn is_direction(word: &str) -> bool {
    matches!(
        word,
        "central"
            | "east"
            | "eastern"
            | "neighboring"
            | "north"
            | "northeast"
            | "northeastern"
            | "northern"
            | "northwest"
            | "northwestern"
            | "oil-rich"
            | "south"
            | "southeast"
            | "southeastern"
            | "southern"
            | "southwest"
            | "southwestern"
            | "west"
            | "western"
    )
}

/// `London-based`, `NATO-led`.
fn is_compound(word: &str) -> bool {
    COMPOUND_ENDS.iter().any(|end| word.ends_with(end))
}

/// Words for people that stand after the name of what they work for.
fn is_role(word: &str) -> bool {
    matches!(
        word,
        "Ambassador"
            | "Chairman"
            | "Commissioner"
            | "General"
            | "Minister"
            | "President"
            | "President-elect"
            | "Representative"
            | "Secretary"
            | "Secretary-General"
            | "Senator"
            | "Senators"
            | "Spokesman"
            | "Undersecretary"
            | "official"
            | "officials"
            | "spokesman"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str, names: &[(usize, usize, NameType)]) -> String {
        let lists = [
            ("state", "Norway"),
            ("state", "Chad"),
            ("nationality", "Norwegian"),
            ("misc-people", "North Fjorder"),
            ("org-international", "Fjord Trade Organization"),
            ("org-sport", "North Sea"),
        ];
        let repair = Repair::new(
            &lists.map(|(kind, name)| (kind.to_owned(), vec![name.to_owned()])).into_iter().fold(
                HashMap::new(),
                |mut all: HashMap<String, Vec<String>>, (kind, names)| {
                    all.entry(kind).or_default().extend(names);
                    all
                },
            ),
        );
        let mut sentence =
            Sentence { words: text.split(' ').map(str::to_owned).collect(), names: names.to_vec() };
        repair.apply(&mut sentence);
        let shown = sentence.names.iter().map(|(first, end, kind)| {
            format!("{} {}", kind.as_str(), sentence.words[*first..*end].join(" "))
        });
        format!("{text}: {}", shown.collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn known_names_are_made_whole_and_get_their_type() {
        use NameType::{Organisation, Other, Person, Place};
        let cases = [
            repaired("Norway said so", &[(0, 1, Organisation)]),
            repaired("Bank of Norway said so", &[(0, 3, Organisation)]),
            repaired("the North Fjorder army", &[(1, 2, Place), (2, 3, Other)]),
            repaired("the Fjord Trade Organization met", &[(1, 2, Place)]),
            repaired("the North Sea", &[(1, 3, Place)]),
            repaired("a Norwegian ship", &[]),
            repaired("Chad Hill and Chad", &[(0, 2, Person), (3, 4, Person)]),
        ];
        insta::assert_snapshot!(cases.join("\n"));
    }

    #[test]
    fn words_beside_a_name_are_no_part_of_it() {
        use NameType::{Organisation, Place};
        let cases = [
            repaired("in southern Hilland", &[(1, 3, Place)]),
            repaired("the Oslo-based Fjord Fund", &[(1, 4, Organisation)]),
            repaired("Fjord Fund Secretary-General Ann Hill", &[(0, 3, Organisation)]),
            repaired("Secretary of State Ann Hill", &[(2, 3, Organisation)]),
            repaired("General Fjord Works", &[(0, 3, Organisation)]),
        ];
        insta::assert_snapshot!(cases.join("\n"));
    }
}
