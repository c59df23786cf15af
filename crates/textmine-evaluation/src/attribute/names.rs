//! Names of people and groups, compared as a reader would: “Starmer” is “Prime Minister Keir Starmer”.

/// Words that tell nobody apart.
const PASSED_OVER: [&str; 30] = [
    "the",
    "a",
    "an",
    "his",
    "her",
    "their",
    "its",
    "my",
    "our",
    "your",
    "of",
    "and",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sir",
    "president",
    "prime",
    "minister",
    "sen",
    "senator",
    "rep",
    "gov",
    "secretary",
    "foreign",
    "former",
    "chancellor",
    "king",
    "queen",
];

/// What follows them belongs to the head word before them.
const LINKS: [&str; 9] = ["of", "for", "to", "in", "at", "on", "with", "who", "from"];

/// True if the names have the same words, or one has all of the other's and both have the same last word. Case, articles,
/// possessives and titles don't count.
pub(super) fn same(a: &str, b: &str) -> bool {
    let (first, second) = (words(a), words(b));
    let within = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
    let (forth, back) = (within(&first, &second), within(&second, &first));
    !first.is_empty() && !second.is_empty() && (forth && back || (forth || back) && head(a) == head(b))
}

fn words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace('’', "'");
    let mut all: Vec<String> = Vec::new();
    let mut possessive = false;
    for part in name.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let ending = possessive && word == "s";
        if !word.is_empty() && !ending {
            all.push(word.to_owned());
        }
        possessive = part.ends_with('\'');
    }
    let telling = |word: &&String| !PASSED_OVER.contains(&word.as_str());
    let kept: Vec<String> = all.iter().filter(telling).cloned().collect();
    if kept.is_empty() { all } else { kept }
}

/// The last word of the part before the first link: “mother” of “mother of Okoro”.
fn head(name: &str) -> Option<String> {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let link = parts.iter().enumerate().skip(1).find(|(_, part)| LINKS.contains(part)).map(|(at, _)| at);
    let end = link.filter(|at| at + 1 < parts.len()).unwrap_or(parts.len());
    words(&parts[..end].join(" ")).pop()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_if_a_reader_would_say_so() {
        for (a, b) in [
            ("Okoro", "Prime Minister Ben Okoro"),
            ("the President’s", "President"),
            ("a Lagos man", "man"),
            ("ANA RUIZ", "Ana Ruiz"),
            ("delegation from Norway", "delegation"),
        ] {
            assert!(same(a, b) && same(b, a), "{a} and {b}");
        }
    }

    #[test]
    fn names_that_share_words_may_be_of_different_people() {
        for (a, b) in [
            ("Okoro Jr.", "Okoro"),
            ("mother of Okoro", "Okoro"),
            ("Ruiz’s assistant", "Ruiz"),
            ("Ana Ruiz", "Eva Ruiz"),
            ("", "Ruiz"),
        ] {
            assert!(!same(a, b) && !same(b, a), "{a} and {b}");
        }
    }
}
