//! The hash under which the gazetteer files its keys; the build script and the library must agree on it.

/// What a key is; keys of different kinds never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A word as it is written.
    Word = b'w',
    /// The word before a capitalised one.
    Before = b'<',
    /// The word after a capitalised one.
    After = b'>',
    /// The last three letters of a word that is not listed.
    Ending = b'~',
    /// The [shape](crate::shape) of a word that is not listed.
    Shape = b'#',
    /// Several words, a space between them.
    Phrase = b'p',
    /// A word of titles and roles, in lower case.
    Title = b't',
    /// A word of organisations' names, in lower case.
    Organisation = b'o',
    /// A given name whose bearers are nearly all women, or nearly all men.
    Given = b'g',
    /// A name, in the form under which names are compared, that has others.
    Alias = b'a',
}

/// FNV-1a over the kind and the pieces in turn, so that a phrase can be hashed without being put together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hasher(u64);

impl Hasher {
    /// Nothing but the kind.
    pub(crate) fn new(kind: Kind) -> Self {
        Hasher(0xcbf2_9ce4_8422_2325).add(&[kind as u8])
    }

    /// With these bytes after the ones so far.
    pub(crate) fn add(self, bytes: &[u8]) -> Self {
        Hasher(
            bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)),
        )
    }

    /// The hash. FNV leaves the upper bits of short keys alike, hence the mixing (of MurmurHash3).
    pub(crate) fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        mixed ^ (mixed >> 33)
    }
}

/// The hash of a key in one piece.
pub(crate) fn hash(kind: Kind, key: &str) -> u64 {
    Hasher::new(kind).add(key.as_bytes()).finish()
}
