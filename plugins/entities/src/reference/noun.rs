//! Nouns for one person: whoever is spoken of without a name can be meant by a pronoun too.
use crate::gazetteer::{Gender, Title};
use std::collections::HashMap;
use std::sync::LazyLock;

// What [`Title`] calls a role is not repeated here.
const WOMEN: &str = "aunt bride daughter daughter-in-law fiancée girl girlfriend grandmother mom mother mother-in-law mum \
    niece policewoman schoolgirl widow wife woman";
const MEN: &str = "boy boyfriend brother dad father-in-law fiancé fisherman grandfather grandson gunman guy husband \
    landlord man monk nephew patriarch policeman priest schoolboy son son-in-law uncle widower";
const EITHER: &str = "accomplice assailant athlete attacker baby bomber boss boxer buyer captive celebrity cellmate child \
    citizen civilian cleric client colleague companion comrade constituent consultant contractor convict cop \
    counterpart cousin cyclist deceased defendant demonstrator detainee developer driver employee engineer \
    exile expert farmer fighter firefighter friend fugitive guard heir hero hostage immigrant individual \
    inmate insurgent intruder kid killer leader mediator member merchant migrant militant millionaire miner \
    monarch motorist murderer negotiator neighbor neighbour official opponent organiser organizer parent \
    participant partner passenger patient pedestrian person philosopher pilot player politician predecessor \
    prisoner protester psychologist pupil rapporteur rebel recruit refugee relative resident rider rival \
    robber runner sailor scholar senator shooter sibling skipper smuggler sniper soldier source spouse spy \
    star stranger student successor supporter survivor suspect teen teenager tenant terrorist thief tourist \
    trader traveler traveller trooper user vendor victim villager visitor volunteer voter whistleblower \
    witness worker youngster youth";

static NOUNS: LazyLock<HashMap<&str, Option<Gender>>> = LazyLock::new(|| {
    let lists = [(WOMEN, Some(Gender::Female)), (MEN, Some(Gender::Male)), (EITHER, None)];
    lists.iter().flat_map(|(nouns, gender)| nouns.split(' ').map(|noun| (noun, *gender))).collect()
});

/// If `word`, in lower case, is a noun for one person: the gender that it tells.
pub(super) fn person(word: &str) -> Option<Option<Gender>> {
    if let Some(gender) = NOUNS.get(word) {
        return Some(*gender);
    }
    let title = Title::of(word);
    // “General” and “major” are adjectives more often than not, and so is whatever can stand before another role.
    (title.is_role() && !title.is_modifier() && word.starts_with(char::is_alphabetic)).then(|| title.gender())
}

/// The gender of whoever is named right after a word for kin: `his wife Ann`.
pub(crate) fn kin(word: &str) -> Option<Gender> {
    match word {
        "wife" | "mother" | "daughter" | "sister" | "aunt" | "widow" | "niece" => Some(Gender::Female),
        "husband" | "father" | "son" | "brother" | "uncle" | "widower" | "nephew" => Some(Gender::Male),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::person;
    use crate::gazetteer::Gender;

    #[test]
    fn a_noun_for_a_person_tells_its_gender_if_it_has_one() {
        let cases = [
            ("wife", Some(Some(Gender::Female))),
            ("uncle", Some(Some(Gender::Male))),
            ("spokeswoman", Some(Some(Gender::Female))),
            ("soldier", Some(None)),
            ("minister", Some(None)),
            ("table", None),
            ("prime", None),
        ];
        for (word, expected) in cases {
            assert_eq!(person(word), expected, "{word}");
        }
    }
}
