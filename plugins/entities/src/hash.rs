//! The hash under which the gazetteer files its keys; the build script and the library must agree on it.

/// What a key is; keys of different kinds never meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A word as it is written, or several with a space between them.
    Word = b'w',
    /// A word of titles and roles, in lower case.
    Title = b't',
    /// A word of organisations' names, in lower case.
    Organisation = b'o',
    /// A given name whose bearers are nearly all women, or nearly all men.
    Given = b'g',
    /// The name of a person that has others; names in the form under which names are compared.
    PersonAlias = b'P',
    /// The same of an organisation.
    OrganisationAlias = b'O',
    /// The same of a place.
    PlaceAlias = b'L',
    /// The same of anything else.
    OtherAlias = b'M',
}

/// The hash of a key: multiplication and folding of eight bytes at a time, as in wyhash.
pub(crate) fn hash(kind: Kind, key: &str) -> u64 {
    let fold = |a: u64, b: u64| {
        let product = u128::from(a).wrapping_mul(u128::from(b));
        product as u64 ^ (product >> 64) as u64
    };
    let seed = fold(0x9E37_79B9_7F4A_7C15 ^ kind as u64, 0xD6E8_FEB8_6659_FD93 ^ key.len() as u64);
    key.as_bytes().chunks(8).fold(seed, |hash, chunk| {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        fold(hash ^ u64::from_le_bytes(bytes), 0xA076_1D64_78BD_642F)
    })
}
