//! The shape of a word: what its letters' case says before anything is known of the word itself.

/// Shapes in which names differ from each other and from other words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Shape {
    /// `Turner`
    Title = b't',
    /// `T.` or `T`
    Initial = b'i',
    /// `NATO`: capitals alone, at most six.
    Acronym = b'a',
    /// `TURNER'S`: more capitals than acronyms have.
    Shouted = b's',
    /// `U.N.`
    Dotted = b'd',
    /// `McKay`, `iPad`
    Mixed = b'm',
    /// `G20`
    Figures = b'f',
    /// No capital at all.
    Plain = b'p',
}

/// The shape of `word`.
pub(crate) fn shape(word: &str) -> Shape {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Shape::Plain;
    }
    let (mut upper, mut lower, mut digits, mut dots) = (0usize, 0usize, 0usize, 0usize);
    let mut first_upper = false;
    for (at, c) in word.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= at == 0;
        } else if c.is_alphabetic() {
            lower += 1;
        } else if c.is_numeric() {
            digits += 1;
        } else if c == '.' {
            dots += 1;
        }
    }
    match (upper, lower, digits, dots) {
        (0, ..) => Shape::Plain,
        (1.., _, 1.., _) => Shape::Figures,
        (1, 0, 0, _) => Shape::Initial,
        (2.., 0, 0, 1..) => Shape::Dotted,
        (2..=6, 0, ..) => Shape::Acronym,
        (7.., 0, ..) => Shape::Shouted,
        (1, ..) if first_upper => Shape::Title,
        _ => Shape::Mixed,
    }
}
