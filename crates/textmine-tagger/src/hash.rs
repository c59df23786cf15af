//! Hashes of words and of features: equal on every machine, since they are part of the model file.

/// A number that depends on all bits of both.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b));
    product as u64 ^ (product >> 64) as u64
}

/// The hash of a word or a part of one.
#[inline]
pub fn word(text: &[u8]) -> u64 {
    let mut hash = 0x9E37_79B9_7F4A_7C15 ^ text.len() as u64;
    let mut chunks = text.chunks_exact(8);
    for chunk in &mut chunks {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(chunk);
        hash = mix(hash ^ u64::from_le_bytes(bytes), 0xA076_1D64_78BD_642F);
    }
    let rest = chunks.remainder();
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
    mix(before ^ next, 0xE703_7ED1_A0B4_28DB)
}

/// The place of a hash among so many, by its upper bits.
#[inline]
pub(crate) fn place(hash: u64, count: usize) -> usize {
    ((u128::from(hash) * count as u128) >> 64) as usize
}

/// The key of a feature: the number of its template and the value that it took.
#[inline]
pub fn feature(template: u64, value: u64) -> u64 {
    mix(value ^ template.wrapping_mul(0x9E37_79B9_7F4A_7C15), 0x8EBC_6AF0_9C88_C6E3)
}

/// One value of two, which are in order.
#[inline]
pub fn pair(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(17) ^ b, 0x5899_65CC_7537_4CC3)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A change here makes every model file worthless.
    #[test]
    fn hashes_are_the_same_everywhere_and_always() {
        let words = ["", "a", "Geneva", "Ouagadougou", "Ljubljana-Vič"];
        let hashes: Vec<String> = words.iter().map(|w| format!("{:016x}", word(w.as_bytes()))).collect();
        insta::assert_snapshot!(hashes.join("\n"));
        insta::assert_snapshot!(format!("{:016x} {:016x} {:016x}", feature(7, 9), pair(1, 2), phrase(0, 5)));
    }

    #[test]
    fn order_counts() {
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_ne!(phrase(phrase(0, 1), 2), phrase(phrase(0, 2), 1));
    }
}
