//! Texts of a given size.
use super::news::{SENTENCES, article};

/// Decimal, as it is said.
pub(crate) const MEGABYTE: usize = 1_000_000;

/// `piece` again and again, up to `bytes` or a little less.
pub(crate) fn repeated(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len().max(1))
}

/// News in paragraphs, of about `bytes`.
pub(crate) fn paragraphs(bytes: usize) -> String {
    repeated(&(article() + "\n\n"), bytes)
}

/// News on one line, of about `bytes`.
pub(crate) fn one_line(bytes: usize) -> String {
    repeated(&(article().replace("\n\n", " ") + " "), bytes)
}

/// So many sentences, each on a line of its own.
pub(crate) fn sentences(count: usize) -> String {
    SENTENCES.iter().copied().cycle().take(count).collect::<Vec<_>>().join("\n")
}

/// One sentence of so many words with a comma after every seventh.
pub(crate) fn one_sentence(words: usize) -> String {
    const WORDS: [&str; 11] =
        ["and", "Anna", "called", "the", "terrible", "minister", "of", "Norway", "with", "a", "letter"];
    let mut text = String::from("Then");
    for (index, word) in WORDS.iter().cycle().take(words).enumerate() {
        text.push_str(if index % 7 == 6 { ", " } else { " " });
        text.push_str(word);
    }
    text.push('.');
    text
}

/// News in which every sentence has a name that no other one has; of about `bytes`.
pub(crate) fn names(bytes: usize) -> String {
    const FIRST: [&str; 8] = ["Anna", "Boris", "Chidi", "Dolores", "Emil", "Fatima", "George", "Helena"];
    const END: [&str; 6] = ["berg", "sson", "ova", "ini", "man", "well"];
    let mut text = String::with_capacity(bytes + 100);
    let mut index = 0;
    while text.len() < bytes {
        let (first, sentence) = (FIRST[index % FIRST.len()], SENTENCES[index % SENTENCES.len()]);
        text.push_str(&format!("{first} {}{} agreed. {sentence} ", syllables(index), END[index % END.len()]));
        index += 1;
    }
    text
}

/// A word with a capital for a number, another one for each.
fn syllables(mut number: usize) -> String {
    const STARTS: [char; 16] =
        ['b', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w'];
    const VOWELS: [char; 5] = ['a', 'e', 'i', 'o', 'u'];
    let mut word = String::new();
    loop {
        let start = STARTS[number % STARTS.len()];
        word.push(if word.is_empty() { start.to_ascii_uppercase() } else { start });
        number /= STARTS.len();
        word.push(VOWELS[number % VOWELS.len()]);
        number /= VOWELS.len();
        if number == 0 {
            return word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use textmine_core::DocumentBuf;

    #[test]
    fn texts_are_as_long_as_they_say() {
        for make in [paragraphs, one_line, names] {
            let text = make(MEGABYTE);
            assert!(text.len().abs_diff(MEGABYTE) < 5000, "{}", text.len());
        }
        assert!(!one_line(MEGABYTE).contains('\n'));
    }

    #[test]
    fn sentences_and_words_are_as_many_as_they_say() {
        let document = DocumentBuf::new("", sentences(10_000)).unwrap();
        assert!(document.view().sentences().len() >= 10_000, "{}", document.view().sentences().len());
        let document = DocumentBuf::new("", one_sentence(10_000)).unwrap();
        assert_eq!(document.view().sentences().len(), 1);
        assert!(document.view().tokens().len() >= 10_000);
    }

    #[test]
    fn no_two_numbers_make_one_name() {
        let names: HashSet<String> = (0..50_000).map(syllables).collect();
        assert_eq!(names.len(), 50_000);
    }
}
