//! What single bytes and characters are to the scanner.

/// What a token that begins with this byte may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Space or tab.
    Space,
    /// A line break in ASCII.
    Break,
    Letter,
    Digit,
    /// Printable ASCII that is neither letter nor digit.
    Mark,
    Control,
    /// Part of a character beyond ASCII.
    High,
}

/// [`Class`] of every byte.
pub(super) const CLASS: [Class; 256] = {
    let mut table = [Class::Control; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b' ' | b'\t' => Class::Space,
            b'\n' | b'\r' | 0x0b | 0x0c => Class::Break,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            0x80.. => Class::High,
            0x21..=0x7e => Class::Mark,
            _ => Class::Control,
        };
        byte += 1;
    }
    table
};

/// True for the bytes that may join letters to what follows within one token.
pub(super) const JOINS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let mark = matches!(byte as u8, b'.' | b'\'' | b'`' | b'-' | b'@' | b'&' | b'/' | b':' | b'_' | b'+');
        table[byte] = mark || matches!(byte as u8, b'0'..=b'9' | 0x80..);
        byte += 1;
    }
    table
};

pub(super) const fn is_letter(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26
}

/// Double and single quotes, guillemets and brackets that open.
pub(super) fn opens(c: char) -> bool {
    matches!(
        c,
        '“' | '„'
            | '‟'
            | '‘'
            | '‚'
            | '‛'
            | '«'
            | '‹'
            | '('
            | '['
            | '{'
            | '「'
            | '『'
            | '《'
            | '（'
            | '【'
    )
}

/// Quotes and brackets that close; `’`, the apostrophe, is among them.
pub(super) fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '》' | '）' | '】')
}

/// The apostrophes that clitics are written with.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '‘' | 'ʼ' | '＇')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−')
}

/// Signs that begin an item of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '▪'
            | '▸'
            | '●'
            | '○'
            | '■'
            | '□'
            | '◦'
            | '‣'
            | '⁃'
            | '·'
            | '➤'
            | '►'
            | '✓'
            | '✔'
    )
}

/// Full stops, question and exclamation marks of scripts other than Latin, which no abbreviation is written with.
pub(super) fn is_foreign_stop(c: char) -> bool {
    matches!(
        c,
        '。' | '．'
            | '！'
            | '？'
            | '｡'
            | '।'
            | '॥'
            | '؟'
            | '۔'
            | '።'
            | '፧'
            | '။'
            | '។'
            | '։'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
    )
}

/// Letters and digits of any script, and what combines with them.
pub(super) fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Combining marks and joiners, which belong to the character before them (Unicode categories Mn, Mc and Me where
/// they are not alphabetic; U+00AD, U+200C, U+200D).
pub(super) fn is_mark(c: char) -> bool {
    const MARKS: &[(u32, u32)] = &[
        (0xad, 0xad),
        (0x300, 0x36f),
        (0x483, 0x489),
        (0x591, 0x5bd),
        (0x5bf, 0x5bf),
        (0x5c1, 0x5c2),
        (0x5c4, 0x5c5),
        (0x5c7, 0x5c7),
        (0x610, 0x61a),
        (0x64b, 0x65f),
        (0x670, 0x670),
        (0x6d6, 0x6dc),
        (0x6df, 0x6e8),
        (0x6ea, 0x6ed),
        (0x711, 0x711),
        (0x730, 0x74a),
        (0x93c, 0x93c),
        (0x94d, 0x94d),
        (0x951, 0x957),
        (0x9bc, 0x9bc),
        (0x9cd, 0x9cd),
        (0xa3c, 0xa3c),
        (0xa4d, 0xa4d),
        (0xabc, 0xabc),
        (0xacd, 0xacd),
        (0xb3c, 0xb3c),
        (0xb4d, 0xb4d),
        (0xbcd, 0xbcd),
        (0xc4d, 0xc4d),
        (0xcbc, 0xcbc),
        (0xccd, 0xccd),
        (0xd3b, 0xd3c),
        (0xd4d, 0xd4d),
        (0xdca, 0xdca),
        (0xe38, 0xe3a),
        (0xe47, 0xe4e),
        (0xeb8, 0xeba),
        (0xec8, 0xece),
        (0xf39, 0xf39),
        (0xf71, 0xf84),
        (0x1037, 0x103a),
        (0x17b4, 0x17d3),
        (0x1ab0, 0x1aff),
        (0x1dc0, 0x1dff),
        (0x200c, 0x200d),
        (0x20d0, 0x20ff),
        (0x302a, 0x302f),
        (0x3099, 0x309a),
        (0xfe00, 0xfe0f),
        (0xfe20, 0xfe2f),
    ];
    within(MARKS, c)
}

/// Pictographs that form emoji, flags included.
pub(super) fn is_emoji(c: char) -> bool {
    const EMOJI: &[(u32, u32)] = &[
        (0x231a, 0x231b),
        (0x23e9, 0x23f3),
        (0x25fd, 0x25fe),
        (0x2600, 0x27bf),
        (0x2b05, 0x2b07),
        (0x2b1b, 0x2b1c),
        (0x2b50, 0x2b55),
        (0x1f000, 0x1f0ff),
        (0x1f18e, 0x1f18e),
        (0x1f191, 0x1f19a),
        (0x1f1e6, 0x1f1ff),
        (0x1f201, 0x1f265),
        (0x1f300, 0x1f64f),
        (0x1f680, 0x1f6ff),
        (0x1f7e0, 0x1f7eb),
        (0x1f900, 0x1faff),
    ];
    !matches!(c, '✓' | '✔' | '➤') && within(EMOJI, c)
}

/// What follows an emoji within it: variation selectors, skin tones, the enclosing key, tags.
pub(super) fn modifies_emoji(c: char) -> bool {
    matches!(c as u32, 0xfe0e | 0xfe0f | 0x20e3 | 0x1f3fb..=0x1f3ff | 0xe0020..=0xe007f)
}

/// Currency signs, mathematical and technical signs, arrows, drawings.
pub(super) fn is_symbol(c: char) -> bool {
    const SYMBOLS: &[(u32, u32)] = &[
        (0xa2, 0xa6),
        (0xa8, 0xa9),
        (0xac, 0xac),
        (0xae, 0xb1),
        (0xb4, 0xb4),
        (0xb8, 0xb8),
        (0xd7, 0xd7),
        (0xf7, 0xf7),
        (0x2030, 0x2033),
        (0x2044, 0x2044),
        (0x20a0, 0x20c0),
        (0x2100, 0x214f),
        (0x2190, 0x23ff),
        (0x2500, 0x25ff),
        (0x2900, 0x2bff),
        (0xfe69, 0xfe6a),
        (0xff04, 0xff05),
        (0xffe0, 0xffe6),
    ];
    within(SYMBOLS, c)
}

/// General, supplemental and full-width punctuation beyond ASCII, and that of single scripts.
pub(super) fn is_punctuation(c: char) -> bool {
    const PUNCTUATION: &[(u32, u32)] = &[
        (0xa1, 0xa1),
        (0xa7, 0xa7),
        (0xab, 0xab),
        (0xb6, 0xb7),
        (0xbb, 0xbb),
        (0xbf, 0xbf),
        (0x37e, 0x37e),
        (0x387, 0x387),
        (0x55a, 0x55f),
        (0x589, 0x58a),
        (0x5be, 0x5be),
        (0x5c0, 0x5c6),
        (0x5f3, 0x5f4),
        (0x60c, 0x60d),
        (0x61b, 0x61f),
        (0x66a, 0x66d),
        (0x6d4, 0x6d4),
        (0x700, 0x70d),
        (0x964, 0x965),
        (0xe4f, 0xe5b),
        (0xf04, 0xf14),
        (0x104a, 0x104f),
        (0x1361, 0x1368),
        (0x17d4, 0x17da),
        (0x2010, 0x2027),
        (0x2034, 0x205e),
        (0x2e00, 0x2e5d),
        (0x3001, 0x3003),
        (0x3008, 0x3011),
        (0x3014, 0x301f),
        (0x30fb, 0x30fb),
        (0xfe10, 0xfe19),
        (0xfe30, 0xfe68),
        (0xff01, 0xff0f),
        (0xff1a, 0xff20),
        (0xff3b, 0xff40),
        (0xff5b, 0xff65),
    ];
    within(PUNCTUATION, c)
}

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    let c = c as u32;
    let at = ranges.partition_point(|&(_, last)| last < c);
    ranges.get(at).is_some_and(|&(first, _)| first <= c)
}
