//! Bytes that are read as they come, aligned so that records can be viewed in place.
#![allow(unsafe_code)] // Words are filled as bytes.

use std::io::{self, Read};

/// The smallest capacity, in bytes: an article with its tokens fits.
const LEAST: usize = 1 << 16;
/// A buffer that a large document has blown up is given back.
const KEPT: usize = 1 << 22;

/// A growing buffer whose start is aligned to 8 bytes.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    words: Vec<u64>,
    filled: usize,
}

impl Buffer {
    /// Forgets what was read.
    pub(crate) fn clear(&mut self) {
        self.filled = 0;
        if self.words.len() * 8 > KEPT {
            self.words = Vec::new();
        }
    }

    /// What was read so far.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: words are initialised, and `filled` never exceeds their bytes.
        unsafe { std::slice::from_raw_parts(self.words.as_ptr().cast(), self.filled) }
    }

    /// Reads once, up to `target` bytes in all or as much as there is room for. The buffer grows as bytes come, not to what a
    /// length promises.
    pub(crate) fn read(&mut self, from: &mut impl Read, target: usize) -> io::Result<usize> {
        let capacity = self.words.len() * 8;
        if self.filled == capacity {
            let wanted = target.min(capacity * 2).max(LEAST).div_ceil(8);
            let more = wanted.saturating_sub(self.words.len());
            self.words.try_reserve_exact(more).map_err(|_| io::Error::from(io::ErrorKind::OutOfMemory))?;
            self.words.resize(wanted, 0);
        }
        // SAFETY: words are initialised bytes, and any bytes are words.
        let all = unsafe {
            std::slice::from_raw_parts_mut(self.words.as_mut_ptr().cast::<u8>(), self.words.len() * 8)
        };
        let read = from.read(&mut all[self.filled..])?;
        self.filled += read;
        Ok(read)
    }
}
