//! Ids of entities: readable, and unique within a document.
use crate::hash::{Kind, hash};
use std::collections::HashMap;

/// Hands out ids.
#[derive(Debug, Default)]
pub(crate) struct Slugs {
    /// Hashes of the ids given, and the number that was last added to each.
    given: HashMap<u64, u32>,
}

impl Slugs {
    /// The slug of `name`, with a number if another entity has it already: `turner`, `turner-2`.
    pub(crate) fn unique(&mut self, name: &str) -> String {
        let slug = slug(name);
        let first = hash(Kind::Word, &slug);
        let mut number = self.given.get(&first).copied().unwrap_or(0);
        loop {
            number += 1;
            let id = if number == 1 { slug.clone() } else { format!("{slug}-{number}") };
            if number == 1 || !self.given.contains_key(&hash(Kind::Word, &id)) {
                self.given.entry(hash(Kind::Word, &id)).or_insert(1);
                self.given.insert(first, number);
                return id;
            }
        }
    }
}

/// `name` in lower case, with a hyphen between its words; Latin letters lose their accents.
fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match folded(c) {
            Some(ascii) => slug.push_str(ascii),
            None if c.is_alphanumeric() => slug.push(c),
            None if matches!(c, '.' | '\'' | '’') || is_mark(c) => {}
            None if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            None => {}
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

/// Combining marks: the accents of letters that are written in two code points.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// What is left of a Latin letter in lower case without its accent.
pub(crate) fn folded(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ĕ' => "e",
        'ğ' | 'ĝ' | 'ģ' | 'ġ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ĩ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ł' | 'ļ' | 'ľ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' | 'ŏ' => "o",
        'œ' => "oe",
        'ř' | 'ŕ' | 'ŗ' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ŝ' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' | 'ŧ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ŭ' | 'ũ' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn ids_are_readable_and_unique() {
        let mut slugs = Slugs::default();
        let names = ["José Ñandú", "U.S.", "O’Neil-Smith", "Li", "Li", "Li 2", "Li", "北京", "“”"];
        let ids = names.map(|name| slugs.unique(name));
        assert_eq!(
            ids,
            ["jose-nandu", "us", "oneil-smith", "li", "li-2", "li-2-2", "li-3", "北京", "unnamed"]
        );
    }
}
