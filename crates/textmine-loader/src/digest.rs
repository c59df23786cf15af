//! SHA-256, as hexadecimal digits.
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::io::{self, Read, Write};

/// A SHA-256 in lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Digest(String);

/// Digits that are enough for people to tell two hashes apart.
const SHORT: usize = 12;
/// Bytes read at once: a file is never in memory as a whole.
const CHUNK: usize = 1 << 16;

impl Digest {
    /// Hashes what is left of `from`, and copies it.
    pub(crate) fn of(from: &mut impl Read, copy: &mut impl Write) -> io::Result<Digest> {
        let mut hash = Sha256::new();
        let mut buffer = vec![0; CHUNK];
        loop {
            match from.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => {
                    hash.update(&buffer[..n]);
                    copy.write_all(&buffer[..n])?;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Digest(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first digits.
    pub(crate) fn short(&self) -> &str {
        Digest::shorten(&self.0)
    }

    /// The first digits of a hash.
    pub(crate) fn shorten(digits: &str) -> &str {
        digits.get(..SHORT).unwrap_or(digits)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let sound = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if sound { Ok(Digest(text)) } else { Err("expected the 64 hexadecimal digits of a SHA-256") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard_and_the_copy_is_whole() {
        // The examples of FIPS 180-2.
        let cases = [
            (Vec::new(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            (b"abc".to_vec(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (vec![b'a'; 1_000_000], "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ];
        for (bytes, expected) in cases {
            let mut copy = Vec::new();
            let digest = Digest::of(&mut bytes.as_slice(), &mut copy).expect("memory can be read");
            assert_eq!((digest.as_str(), copy), (expected, bytes));
        }
    }
}
