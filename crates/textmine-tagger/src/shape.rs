//! The shape of a word: capitals, digits, punctuation.
use textmine_core::TokenKind;

/// A lone capital letter. Says so little that a document's other lone letters are no evidence.
pub(crate) const LETTER: u8 = 14;

/// The class of shape that a token has, a number below 33. The numbers are part of the model file.
pub(crate) fn shape(text: &str, kind: TokenKind) -> u8 {
    match kind {
        TokenKind::Url => return 20,
        TokenKind::Handle => return 21,
        TokenKind::Hashtag => return 22,
        TokenKind::Emoji => return 23,
        _ => {}
    }
    let (mut letters, mut upper, mut lower, mut digits, mut dot) = (0, 0, 0, 0, false);
    for c in text.chars() {
        letters += 1;
        match c {
            'a'..='z' => lower += 1,
            'A'..='Z' => upper += 1,
            '0'..='9' => digits += 1,
            '.' => dot = true,
            _ if c.is_ascii() => {}
            _ if c.is_uppercase() => upper += 1,
            _ if c.is_lowercase() => lower += 1,
            _ => {}
        }
    }
    let first = text.chars().next().unwrap_or(' ');
    match (upper, lower, digits) {
        (0, 0, 0) => match first {
            '-' | '–' | '—' => 1,
            '"' | '“' | '”' => 2,
            '(' => 3,
            ')' => 4,
            '.' => 5,
            ',' => 6,
            '&' => 24,
            '/' => 25,
            '\'' | '‘' | '’' => 26,
            ':' => 27,
            _ if first.is_alphabetic() => 28,
            _ => 7,
        },
        (0, 0, 4) if letters == 4 => 8,
        (0, 0, _) if letters <= 2 => 29,
        (0, 0, _) => 9,
        (_, _, 1..) if first.is_uppercase() => 10,
        (_, _, 1..) => 11,
        (0, ..) if first.is_alphabetic() => 12,
        (0, ..) => 13,
        (_, 0, _) if letters == 1 => LETTER,
        (_, 0, _) if dot && letters == 2 => 15,
        (_, 0, _) if dot => 16,
        (_, 0, _) if letters <= 4 => 17,
        (_, 0, _) => 18,
        (1, ..) if first.is_uppercase() && dot => 31,
        (1, ..) if first.is_uppercase() => 19,
        _ if first.is_uppercase() => 30,
        _ => 32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_shape_have_one_number() {
        let words = [
            "said", "Geneva", "Paris", "WHO", "UNESCO", "U.N.", "J.", "J", "McKay", "iPhone", "2026", "17",
            "1,000", "G7", "7th", "“", "-", "(", "’s", "St.", "É", "Élan", "北京", "&", "…",
        ];
        let shapes: Vec<String> =
            words.iter().map(|w| format!("{w} {}", shape(w, TokenKind::Word))).collect();
        insta::assert_snapshot!(shapes.join(" · "));
    }
}
