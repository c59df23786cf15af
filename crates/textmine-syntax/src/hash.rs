//! Keys of features: hashes that are equal on every machine, since the model file is searched by them.
use textmine_tagger::hash::mix;

const TEMPLATE: u64 = 0x9E37_79B9_7F4A_7C15;
const FIRST: u64 = 0xA076_1D64_78BD_642F;
const THIRD: u64 = 0xE703_7ED1_A0B4_28DB;
const LAST: u64 = 0x8EBC_6AF0_9C88_C6E3;

/// The key of a template with one value.
#[inline]
pub(crate) fn one(template: u64, a: u64) -> u64 {
    mix(a ^ template.wrapping_mul(TEMPLATE), LAST)
}

/// The key of a template with two values.
#[inline]
pub(crate) fn two(template: u64, a: u64, b: u64) -> u64 {
    one(template, a.wrapping_mul(FIRST) ^ b.rotate_left(32))
}

/// The key of a template with three values.
#[inline]
pub(crate) fn three(template: u64, a: u64, b: u64, c: u64) -> u64 {
    two(template, a ^ c.wrapping_mul(THIRD), b)
}

/// Numbers less than 256 side by side.
#[inline]
pub(crate) fn pack<const N: usize>(numbers: [u64; N]) -> u64 {
    numbers.into_iter().fold(0, |all, number| all << 8 | number)
}
