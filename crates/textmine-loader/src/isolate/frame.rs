//! Frames: what host and worker send each other, a header and a body.

/// Bytes of a header; a multiple of 8, so that the body behind it is aligned.
pub(crate) const HEADER: usize = 24;

const MAGIC: u32 = u32::from_le_bytes(*b"TMf1");

/// What a frame is about. Requests first, then the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum Kind {
    /// Open this library on these terms (JSON); answered by `Ready` or `Refused`.
    Hello = 1,
    /// Tell the options' schema; answered by `Json` or `Failure`.
    Schema = 2,
    /// Make the instance from its options (JSON); answered by `Done` or `Failure`.
    Create = 3,
    /// Analyze a document (records); answered by `Analysis` or `Failure`.
    Document = 4,
    /// End the instance; answered by `Done` or `Failure`.
    Close = 5,
    /// Run the conformance check of this name; answered by `Json`.
    Exercise = 6,
    /// The library is open; what the sandbox lacks (JSON).
    Ready = 16,
    /// The library can't be opened; why (JSON).
    Refused = 17,
    /// A JSON value.
    Json = 18,
    /// Layers and summary (records).
    Analysis = 19,
    /// Why there is no result (JSON).
    Failure = 20,
    /// Done, and nothing to say.
    Done = 21,
    /// What a dying worker could still tell; answers no request.
    LastWords = 22,
}

impl Kind {
    const ALL: [Kind; 13] = [
        Kind::Hello,
        Kind::Schema,
        Kind::Create,
        Kind::Document,
        Kind::Close,
        Kind::Exercise,
        Kind::Ready,
        Kind::Refused,
        Kind::Json,
        Kind::Analysis,
        Kind::Failure,
        Kind::Done,
        Kind::LastWords,
    ];
}

/// The header of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) kind: Kind,
    /// The host's choice for each request; the answer repeats it. Without it a plugin that writes to the worker's
    /// descriptors could pass an answer off as the worker's.
    pub(crate) nonce: u64,
    /// Length of the body in bytes.
    pub(crate) len: u64,
}

impl Header {
    pub(crate) fn to_bytes(self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        bytes[..4].copy_from_slice(&MAGIC.to_le_bytes());
        bytes[4..8].copy_from_slice(&(self.kind as u32).to_le_bytes());
        bytes[8..16].copy_from_slice(&self.nonce.to_le_bytes());
        bytes[16..].copy_from_slice(&self.len.to_le_bytes());
        bytes
    }

    /// `None` for bytes that are no header.
    pub(crate) fn from_bytes(bytes: &[u8; HEADER]) -> Option<Header> {
        let (words, _) = bytes.as_chunks::<4>();
        let word = |at: usize| u32::from_le_bytes(words[at]);
        let long = |at: usize| u64::from(word(at)) | u64::from(word(at + 1)) << 32;
        let kind = Kind::ALL.into_iter().find(|kind| *kind as u32 == word(1))?;
        (word(0) == MAGIC).then(|| Header { kind, nonce: long(2), len: long(4) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_comes_back_as_it_was() {
        for kind in Kind::ALL {
            let header = Header { kind, nonce: 0x0123_4567_89ab_cdef, len: u64::MAX };
            assert_eq!(Header::from_bytes(&header.to_bytes()), Some(header));
        }
    }

    #[test]
    fn other_bytes_are_no_header() {
        let header = Header { kind: Kind::Done, nonce: 1, len: 0 }.to_bytes();
        for (at, value) in [(0, b'x'), (3, 0), (4, 0), (4, 99), (7, 1)] {
            let mut wrong = header;
            wrong[at] = value;
            assert_eq!(Header::from_bytes(&wrong), None, "byte {at}");
        }
    }
}
