//! Characters and sequences that programs get wrong, by the property that they share.

/// Sequences of one kind; each with what it is.
pub(crate) struct Kind {
    pub(crate) pieces: &'static [(&'static str, &'static str)],
}

/// Marks that belong to the character before, and what they make of it.
pub(crate) const COMBINING: Kind = Kind {
    pieces: &[
        ("acute alone", "\u{301}"),
        ("decomposed é", "e\u{301}"),
        ("composed é", "\u{e9}"),
        (
            "stacked marks",
            "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}\u{36b}\u{33d}\u{34f}\u{334}\u{319}\u{324}\u{31e}a\u{335}\u{321}\u{31b}l\u{337}\u{322}g\u{338}o\u{337}",
        ),
        ("marks in the wrong order", "a\u{301}\u{323}"),
        ("enclosing mark", "A\u{20dd}"),
        ("double mark", "o\u{361}o"),
        ("grapheme joiner", "a\u{34f}b"),
        ("a mark after a space", "end. \u{308}Then"),
        ("Devanagari conjunct", "क्षत्रिय"),
        ("Tamil vowel sign", "நிலம்"),
        ("Tibetan stack", "བསྒྲུབས"),
        (
            "Zalgo word",
            "r\u{30d}\u{30e}\u{304}\u{305}\u{33f}\u{311}\u{306}\u{310}e\u{352}\u{357}\u{351}\u{307}d\u{308}\u{30a}\u{342}\u{343}",
        ),
    ],
};

/// Pictures of one or many code points.
pub(crate) const EMOJI: Kind = Kind {
    pieces: &[
        ("emoji", "😀"),
        ("family", "👨‍👩‍👧‍👦"),
        ("skin tone", "👍🏿"),
        ("skin tone alone", "🏽"),
        ("joined professions", "👩🏽‍🚀"),
        ("flag", "🇳🇴"),
        ("half a flag", "🇳"),
        ("three halves of flags", "🇳🇴🇬"),
        ("flag of tags", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
        ("rainbow flag", "🏳️‍🌈"),
        ("keycap", "4️⃣"),
        ("text style", "☎\u{fe0e}"),
        ("picture style", "☎\u{fe0f}"),
        ("variation selector alone", "\u{fe0f}"),
        ("supplementary variation selector", "葛\u{e0100}"),
        ("joiner at an end", "👨\u{200d}"),
        ("emoji in a word", "bad😡ly"),
        ("many emoji", "🎉🎉🎉🔥🔥❤️‍🔥🫠🫡"),
    ],
};

/// Scripts from right to left, and the characters that turn direction.
pub(crate) const DIRECTION: Kind = Kind {
    pieces: &[
        ("Arabic with marks", "قَالَتِ الرَّئِيسَةُ"),
        ("Hebrew with points", "שָׁלוֹם עֲלֵיכֶם"),
        ("Arabic ligature", "ﷺ"),
        ("Arabic presentation forms", "ﻻﺎ"),
        ("Arabic digits", "٤٥٫٦٪"),
        ("Arabic full stop and question", "أين؟ هنا۔"),
        ("Syriac", "ܫܠܡܐ"),
        ("N'Ko", "ߒߞߏ"),
        ("Thaana", "ދިވެހި"),
        ("override", "\u{202e}desrever\u{202c}"),
        ("override without end", "\u{202e}Anna"),
        ("embedding", "\u{202b}abc\u{202c}"),
        ("isolate", "\u{2067}abc\u{2069}"),
        ("marks of direction", "a\u{200e}b\u{200f}c\u{61c}"),
        ("mixed with English", "The word سلام means peace"),
    ],
};

/// Scripts that write no spaces, or that write a syllable in several ways.
pub(crate) const SCRIPTS: Kind = Kind {
    pieces: &[
        ("Chinese", "首相周二对记者说，会谈很顺利。"),
        ("Japanese", "首相は「会談はうまくいった」と語った。"),
        ("half-width katakana", "ｶﾀｶﾅﾞ"),
        ("Korean syllables", "총리는 기자들에게 말했다."),
        ("Korean jamo", "\u{110e}\u{1169}\u{11bc}\u{1105}\u{1175}"),
        ("old Korean jamo", "\u{1112}\u{119e}\u{11ab}"),
        ("Thai", "นายกรัฐมนตรีกล่าวกับผู้สื่อข่าว"),
        ("Lao", "ນາຍົກລັດຖະມົນຕີ"),
        ("Khmer", "នាយករដ្ឋមន្ត្រី"),
        ("Burmese", "ဝန်ကြီးချုပ်"),
        ("Cyrillic", "Премьер-министр сообщил."),
        ("Greek", "Η πρωθυπουργός τηλεφώνησε;"),
        ("Armenian", "Վարչապետը ասաց։"),
        ("Georgian capitals", "ᲡᲐᲥᲐᲠᲗᲕᲔᲚᲝ საქართველო"),
        ("Ethiopic", "ጠቅላይ ሚኒስትር።"),
        ("Cherokee", "ᏣᎳᎩ ꭰꭱ"),
        ("cuneiform", "𒀭𒂗𒆤"),
        ("Han beyond the first plane", "𠮷野家𪚥"),
        ("vertical forms", "︵首相︶"),
        ("homographs", "Аnnа Раul"),
    ],
};

/// Letters whose upper or lower case has another length, or that are found in no table of 256.
pub(crate) const CASE: Kind = Kind {
    pieces: &[
        ("sharp s", "Straße"),
        ("capital sharp s", "STRAẞE"),
        ("dotted capital I", "İstanbul İİİ"),
        ("dotless i", "ısı"),
        ("final sigma", "ΟΔΥΣΣΕΥΣ ΣΑΣ. Σ"),
        ("long s", "Congreſs"),
        ("ligatures", "ﬁnance oﬃcer ﬅ"),
        ("title case digraph", "ǅordan ǆ Ǆ"),
        ("n with apostrophe", "ŉ"),
        ("Greek with iota", "ᾳ ᾼ ΐ ᾷ"),
        ("j with caron", "ǰohn"),
        ("Kelvin and Ångström", "K Å Ω"),
        ("lower case that grows", "Ⱥ Ⱦ"),
        ("Deseret", "𐐔𐐯𐑅𐐨𐑉𐐯𐐻"),
        ("Adlam", "𞤀𞤣𞤢𞤥"),
        ("a name in Vietnamese", "Nguyễn Thị Ánh"),
        ("a name with many accents", "Łukasz Đorđević-Ñúñez"),
        ("capital with a mark that has no composed form", "Q\u{303}uito"),
    ],
};

/// Letters and digits that look like ASCII, and are none.
pub(crate) const FORMS: Kind = Kind {
    pieces: &[
        ("full width", "Ｐｒｉｍｅ　Ｍｉｎｉｓｔｅｒ！"),
        ("full-width digits and stops", "１２．５％。"),
        ("mathematical bold", "𝐏𝐫𝐞𝐬𝐢𝐝𝐞𝐧𝐭"),
        ("mathematical script", "𝒜𝓃𝓃𝒶"),
        ("double-struck", "ℝ 𝔸𝕟𝕟𝕒 𝟛𝟜"),
        ("circled", "Ⓐⓝⓝⓐ ①②③ 🅰"),
        ("squared", "㎏ ㏂ ㍿ ℡"),
        ("small capitals", "ᴀɴɴᴀ"),
        ("upside down", "ɐuu∀"),
        ("superscripts", "x²³ⁿ ™ ª º"),
        ("fractions", "½ ⅔ 3⁄4"),
        ("Roman numerals", "Elizabeth Ⅱ, Ⅻ"),
        ("digits of other scripts", "१२३ ๑๒๓ ௧௨"),
        ("currency", "₿12 ₹500 50₽ ﷼"),
        ("Braille", "⠁⠝⠝⠁"),
        ("music", "𝄞 ♯ ♭"),
    ],
};

/// Characters without a shape of their own, and spaces of all kinds.
pub(crate) const INVISIBLE: Kind = Kind {
    pieces: &[
        ("soft hyphen", "minis\u{ad}ter"),
        ("soft hyphen alone", "\u{ad}"),
        ("zero-width space", "Hel\u{200b}ena"),
        ("zero-width non-joiner", "می\u{200c}خواهم"),
        ("zero-width joiner in a word", "An\u{200d}na"),
        ("word joiner", "Anna\u{2060}Lind"),
        ("byte order mark within", "An\u{feff}na"),
        ("no-break space", "Mr.\u{a0}Lind 12\u{a0}000"),
        ("narrow no-break space", "12\u{202f}000\u{202f}€"),
        ("en, em, thin and hair space", "a\u{2002}b\u{2003}c\u{2009}d\u{200a}e"),
        ("ideographic space", "a\u{3000}b"),
        ("Ogham space", "a\u{1680}b"),
        ("Mongolian vowel separator", "a\u{180e}b"),
        ("line separator", "one.\u{2028}Two"),
        ("paragraph separator", "one.\u{2029}Two"),
        ("next line", "one.\u{85}Two"),
        ("Hangul filler", "a\u{3164}b\u{115f}"),
        ("invisible times", "2\u{2062}x"),
        ("interlinear annotation", "\u{fff9}a\u{fffa}b\u{fffb}"),
        ("tags", "\u{e0001}\u{e0061}\u{e007f}"),
        ("hyphens", "a\u{2010}b\u{2011}c\u{2012}d\u{2013}e\u{2014}f\u{2015}g\u{2212}h"),
        ("quotes of many lands", "„so“ »so« «so» ‹so› ‚so‘ 「so」 ＂so＂ ′so″"),
        ("stops of many lands", "so。 so． so। so؟ so‽ so⁇ so｡"),
    ],
};

/// Code points at the edges of what is one.
pub(crate) const EDGES: Kind = Kind {
    pieces: &[
        ("last of one byte", "\u{7f}"),
        ("first and last of two bytes", "\u{80}\u{7ff}"),
        ("first and last of three bytes", "\u{800}\u{ffff}"),
        ("first and last of four bytes", "\u{10000}\u{10ffff}"),
        ("around the surrogates", "\u{d7ff}\u{e000}"),
        ("private use", "\u{e000}\u{f8ff}\u{f0000}\u{10fffd}"),
        ("noncharacters", "\u{fdd0}\u{fdef}\u{fffe}\u{ffff}\u{1fffe}\u{1ffff}"),
        ("unassigned", "\u{378}\u{5ff}\u{e0fff}\u{3ffff}"),
        ("replacement character", "Ann\u{fffd}"),
        ("object replacement", "\u{fffc}"),
        ("text decoded wrongly", "donâ€™t â€œsoâ€\u{9d} cafÃ©"),
        ("first control characters of the second kind", "\u{80}\u{9b}31m\u{9f}"),
    ],
};

/// All kinds.
pub(crate) const KINDS: [&Kind; 8] =
    [&COMBINING, &EMOJI, &DIRECTION, &SCRIPTS, &CASE, &FORMS, &INVISIBLE, &EDGES];

/// All pieces, each with what it is.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    KINDS.iter().flat_map(|kind| kind.pieces.iter().copied())
}

/// All pieces in sentences, as one text.
pub(crate) fn everything() -> String {
    all().map(|(_, piece)| format!("Anna Lind said {piece} to {piece} on Monday. {piece}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_piece_is_there_once_and_holds_something_beyond_ascii() {
        let mut names = HashSet::new();
        let mut pieces = HashSet::new();
        for (name, piece) in all() {
            assert!(names.insert(name), "{name}");
            assert!(pieces.insert(piece), "{name}");
            assert!(!piece.is_ascii() || piece == "\u{7f}", "{name}");
        }
    }

    #[test]
    fn some_pieces_change_their_length_with_their_case() {
        let longer =
            |(_, p): &(_, &str)| p.to_lowercase().len() > p.len() || p.to_uppercase().len() > p.len();
        assert!(all().filter(longer).count() >= 5);
    }
}
