//! Short names that the text itself declares: `Northern Fisheries Association (NFA)`.
use crate::form;
use crate::gazetteer;
use crate::label::Label;
use crate::recognise::Mention;
use std::collections::BTreeMap;
use textmine_core::Document;

/// The short names, each with the index of the mention that is the long one; of two declarations the first counts.
pub(crate) fn declared<'d>(document: &Document<'d>, mentions: &[Mention]) -> BTreeMap<&'d str, usize> {
    let mut declared = BTreeMap::new();
    for at in 1..mentions.len() {
        let (before, inside) = (mentions[at - 1], mentions[at]);
        if !is_bracketed(document, before, inside) || before.label == Label::Person || inside.own.is_some() {
            continue;
        }
        let (outer, inner) = (document.slice(before.span), document.slice(inside.span));
        if is_acronym(inner) && outer.contains(' ') && binds(before.label, outer, inside.label, inner) {
            declared.entry(inner).or_insert(at - 1);
        } else if is_acronym(outer)
            && inner.contains(' ')
            && before.own.is_none()
            && abbreviates(outer, inner)
        {
            declared.entry(outer).or_insert(at);
        }
    }
    declared
}

/// True if nothing but a bracket, and maybe an article or a quotation mark, is between the two.
fn is_bracketed(document: &Document<'_>, before: Mention, inside: Mention) -> bool {
    /// A bracket, a mark and an article.
    const BETWEEN: usize = 3;
    let word = |at: u32| document.tokens().get(at as usize).map_or("", |token| document.slice(token.span));
    let close = |at: u32| matches!(word(at), ")" | "]" | "," | ";");
    let between = before.end..inside.first;
    let light = |at: u32| matches!(word(at), "the" | "or" | "“" | "\"" | "‘" | "'");
    between.len() <= BETWEEN
        && matches!(word(before.end), "(" | "[")
        && between.skip(1).all(light)
        && (close(inside.end) || matches!(word(inside.end), "”" | "\"" | "’" | "'") && close(inside.end + 1))
}

/// Whatever its letters (a party may have its acronym from another language), unless something else is known by it.
fn binds(label: Label, long: &str, short_label: Label, short: &str) -> bool {
    let group = |label: Label, name: &str| gazetteer::alias_group(label, &form::compared(name));
    // “(AP)” after a place is who reports, “(ITA)” after a club where it comes from.
    let open = label != Label::Place && short_label != Label::Place;
    let another = group(short_label, short).is_some_and(|known| group(label, long) != Some(known));
    abbreviates(short, long) || open && !another
}

fn is_acronym(name: &str) -> bool {
    const LONGEST: usize = 10;
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    name.len() <= LONGEST && !name.contains(' ') && capitals > 1 && 2 * capitals > letters().count()
}

/// True if the letters of `short` stand in `long` in their order, the first of them at the start of a word.
fn abbreviates(short: &str, long: &str) -> bool {
    let mut letters = short.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase);
    let Some(first) = letters.next() else { return false };
    let words = long.char_indices().filter(|(at, _)| *at == 0 || long[..*at].ends_with([' ', '-']));
    let starts = words.filter(|(_, c)| c.to_lowercase().eq([first]));
    let rest: Vec<char> = letters.collect();
    starts.take(4).any(|(at, c)| {
        let mut from = long[at + c.len_utf8()..].chars().flat_map(char::to_lowercase);
        rest.iter().all(|letter| from.any(|c| c == *letter))
    })
}

#[cfg(test)]
mod tests {
    use super::{abbreviates, is_acronym};

    #[test]
    fn acronyms_are_mostly_capitals() {
        for (name, expected) in
            [("NFA", true), ("N.F.A.", true), ("BfV", true), ("Acme", false), ("I", false), ("NFA UK", false)]
        {
            assert_eq!(is_acronym(name), expected, "{name}");
        }
    }

    #[test]
    fn an_acronym_has_the_letters_of_its_name_in_order() {
        let cases = [
            ("NFA", "Northern Fisheries Association", true),
            ("BfV", "Bundesamt für Verfassungsschutz", true),
            ("TANU", "Tanganyika African National Union", true),
            ("FLO", "Great Fictional Labour Organisation", true),
            ("ITA", "Rovers United", false),
            ("OFL", "Fictional Labour Organisation", false),
        ];
        for (short, long, expected) in cases {
            assert_eq!(abbreviates(short, long), expected, "{short} for {long}");
        }
    }
}
