//! Parts of speech, by the names of the Penn Treebank.

macro_rules! tags {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// A part of speech, as in the column XPOS of the English treebanks of Universal Dependencies.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(clippy::upper_case_acronyms, missing_docs, reason = "these are the tags' names")]
        pub enum Tag { $($name),* }

        impl Tag {
            /// All tags, in the order of their numbers.
            pub const ALL: &'static [Tag] = &[$(Tag::$name),*];

            /// The tag of that name.
            pub fn parse(name: &str) -> Option<Tag> {
                match name { $($text => Some(Tag::$name),)* _ => None }
            }

            /// Its name in the treebanks.
            pub fn as_str(self) -> &'static str {
                match self { $(Tag::$name => $text),* }
            }
        }
    };
}

tags! {
    CloseQuote = "''", Comma = ",", Stop = ".", Colon = ":", Dollar = "$", Open = "-LRB-", Close = "-RRB-",
    OpenQuote = "``", Hyphen = "HYPH", Symbol = "SYM", Other = "NFP", Address = "ADD", Affix = "AFX",
    CC = "CC", CD = "CD", DT = "DT", EX = "EX", FW = "FW", GW = "GW", IN = "IN", JJ = "JJ", JJR = "JJR",
    JJS = "JJS", LS = "LS", MD = "MD", NN = "NN", NNP = "NNP", NNPS = "NNPS", NNS = "NNS", PDT = "PDT",
    POS = "POS", PRP = "PRP", PRPS = "PRP$", RB = "RB", RBR = "RBR", RBS = "RBS", RP = "RP", TO = "TO",
    UH = "UH", VB = "VB", VBD = "VBD", VBG = "VBG", VBN = "VBN", VBP = "VBP", VBZ = "VBZ", WDT = "WDT",
    WP = "WP", WPS = "WP$", WRB = "WRB",
}

impl Tag {
    /// Any form of a verb, modals apart.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ)
    }

    /// A common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS | Tag::NNP | Tag::NNPS)
    }

    /// A proper noun.
    pub fn is_name(self) -> bool {
        matches!(self, Tag::NNP | Tag::NNPS)
    }

    /// An adjective.
    pub fn is_adjective(self) -> bool {
        matches!(self, Tag::JJ | Tag::JJR | Tag::JJS)
    }

    /// An adverb.
    pub fn is_adverb(self) -> bool {
        matches!(self, Tag::RB | Tag::RBR | Tag::RBS)
    }
}
