//! Hashes of words and of features: equal on every machine, since they are part of the model file.

/// A number that depends on all bits of both.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b));
    product as u64 ^ (product >> 64) as u64
}

/// The hash of a word, as it is folded.
#[inline]
pub fn word(text: &[u8]) -> u64 {
    let mut hash = 0x9E37_79B9_7F4A_7C15 ^ text.len() as u64;
    let (chunks, rest) = text.as_chunks::<8>();
    for chunk in chunks {
        hash = mix(hash ^ u64::from_le_bytes(*chunk), 0xA076_1D64_78BD_642F);
    }
    if !rest.is_empty() {
        let mut bytes = [0; 8];
        bytes[..rest.len()].copy_from_slice(rest);
        hash = mix(hash ^ u64::from_le_bytes(bytes), 0xA076_1D64_78BD_642F);
    }
    hash
}

/// The hash of words in turn: that of the words before and the hash of the next; 0 before the first.
#[inline]
pub fn phrase(before: u64, next: u64) -> u64 {
    mix(before.rotate_left(17) ^ next, 0xE703_7ED1_A0B4_28DB)
}

/// The key of a feature: the number of its template and one or two values, in order.
#[inline]
pub fn feature(template: u32, a: u32, b: u32) -> u64 {
    let values = u64::from(a) << 32 | u64::from(b);
    mix(values ^ u64::from(template + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15), 0x8EBC_6AF0_9C88_C6E3)
}

/// The place of a hash among so many, by its upper bits.
#[inline]
pub(crate) fn place(hash: u64, count: usize) -> usize {
    ((u128::from(hash) * count as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change here makes every model file worthless.
    #[test]
    fn hashes_are_the_same_everywhere_and_always() {
        let words = ["", "a", "good", "praiseworthy", "naïveté"];
        let mut hashes: Vec<String> = words.iter().map(|w| format!("{:016x}", word(w.as_bytes()))).collect();
        hashes.push(format!("{:016x} {:016x}", feature(7, 9, 11), phrase(0, 5)));
        insta::assert_snapshot!(hashes.join("\n"));
    }

    #[test]
    fn order_counts() {
        assert_ne!(feature(1, 2, 3), feature(1, 3, 2));
        assert_ne!(phrase(phrase(0, 1), 2), phrase(phrase(0, 2), 1));
    }
}
