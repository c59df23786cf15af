//! Byte offsets in a text as other units, and back.

/// What an offset counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// Unicode code points, as Python's strings count.
    #[default]
    CodePoints,
    /// Bytes of UTF-8.
    Bytes,
    /// 16-bit units of UTF-16, as JavaScript and Java count.
    Utf16,
}

/// Bytes between two checkpoints: a conversion counts at most so many.
const STEP: usize = 256;

/// Converts offsets of one text. Each conversion costs at most a few hundred bytes of counting.
#[derive(Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    unit: OffsetUnit,
    /// Units before each multiple of [`STEP`] bytes; empty where units are bytes.
    checkpoints: Vec<u32>,
}

impl<'t> Offsets<'t> {
    /// Prepares conversions between bytes of `text` and `unit`.
    pub fn new(text: &'t str, unit: OffsetUnit) -> Self {
        let mut checkpoints = Vec::new();
        if unit != OffsetUnit::Bytes && !text.is_ascii() {
            checkpoints.reserve(text.len() / STEP + 1);
            let mut units = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                checkpoints.push(units);
                units += count(unit, chunk);
            }
        }
        Offsets { text, unit, checkpoints }
    }

    /// The unit offset of a byte offset on a character boundary.
    pub fn from_bytes(&self, at: usize) -> usize {
        match self.checkpoints.get(at / STEP) {
            Some(&before) => {
                before as usize + count(self.unit, &self.text.as_bytes()[at / STEP * STEP..at]) as usize
            }
            // Either units are bytes, or the text ends at a multiple of the step.
            None if self.checkpoints.is_empty() => at,
            None => self.from_bytes(at - 1) + count(self.unit, &self.text.as_bytes()[at - 1..at]) as usize,
        }
    }

    /// The byte offset of a unit offset; `None` if it lies outside the text or inside a character.
    pub fn to_bytes(&self, at: usize) -> Option<usize> {
        if self.checkpoints.is_empty() {
            return self.text.is_char_boundary(at).then_some(at);
        }
        // A checkpoint may fall inside a character whose units all count before it: start one step earlier.
        let step = self.checkpoints.partition_point(|&before| (before as usize) < at).saturating_sub(1);
        let start = (0..=step * STEP).rev().find(|&b| self.text.is_char_boundary(b))?;
        let mut units = self.from_bytes(start);
        for (byte, c) in self.text[start..].char_indices() {
            if units >= at {
                return (units == at).then_some(start + byte);
            }
            units += if self.unit == OffsetUnit::Utf16 { c.len_utf16() } else { 1 };
        }
        (units == at).then_some(self.text.len())
    }
}

/// Units that start in `bytes`: a character counts at its first byte.
fn count(unit: OffsetUnit, bytes: &[u8]) -> u32 {
    let starts = bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    let pairs = match unit {
        OffsetUnit::Utf16 => bytes.iter().filter(|&&b| b >= 0xF0).count(),
        _ => 0,
    };
    // A text has at most 4 GiB, a step far fewer.
    u32::try_from(starts + pairs).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, unit: OffsetUnit) {
        let offsets = Offsets::new(text, unit);
        let mut units = 0;
        for (byte, c) in text.char_indices() {
            assert_eq!(offsets.from_bytes(byte), units, "{unit:?} of byte {byte}");
            assert_eq!(offsets.to_bytes(units), Some(byte), "byte of {unit:?} {units}");
            units += match unit {
                OffsetUnit::CodePoints => 1,
                OffsetUnit::Bytes => c.len_utf8(),
                OffsetUnit::Utf16 => c.len_utf16(),
            };
        }
        assert_eq!(offsets.from_bytes(text.len()), units);
        assert_eq!(offsets.to_bytes(units), Some(text.len()));
        assert_eq!(offsets.to_bytes(units + 1), None);
    }

    proptest! {
        #[test]
        fn offsets_agree_with_counting_in_every_unit(text in "[aé€😀]{0,900}") {
            for unit in [OffsetUnit::CodePoints, OffsetUnit::Bytes, OffsetUnit::Utf16] {
                check(&text, unit);
            }
        }
    }

    #[test]
    fn a_text_that_ends_at_a_checkpoint_converts_to_its_end() {
        for length in [STEP, 2 * STEP] {
            check(&format!("é{}", "a".repeat(length - 2)), OffsetUnit::CodePoints);
        }
    }

    #[test]
    fn an_offset_inside_a_surrogate_pair_is_no_place() {
        assert_eq!(Offsets::new("😀", OffsetUnit::Utf16).to_bytes(1), None);
    }
}
