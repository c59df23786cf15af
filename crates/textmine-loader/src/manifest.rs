//! What a library says of itself, read from its bytes; nothing of it runs.
use std::io::{self, Read, Seek, SeekFrom};
use textmine_abi::manifest::{HEADER, MARK};
use textmine_core::Description;

/// The manifest of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The bytes in the file, mark included.
    pub(crate) bytes: Vec<u8>,
    /// The ABI's major, and the lowest host minor that will do.
    pub abi: (u16, u16),
    /// Architecture, as Rust names it.
    pub arch: String,
    /// Operating system, as Rust names it.
    pub os: String,
    /// True if a panic ends the process.
    pub aborts: bool,
    /// The analyzer.
    pub description: Description,
}

/// Bytes read at once: a library of many megabytes is never in memory as a whole.
const CHUNK: usize = 1 << 16;
/// A manifest's text in bytes; a longer one is none.
const LONGEST: usize = 1 << 16;

impl Manifest {
    /// Finds the manifest in a library's file; `None` if there is none. Reads no further than it must.
    ///
    /// # Errors
    /// If the file can't be read; or, inside, what is wrong with a manifest that can't be understood.
    pub fn find(file: &mut (impl Read + Seek)) -> io::Result<Option<Result<Manifest, String>>> {
        let finder = memchr::memmem::Finder::new(&MARK);
        let mut chunk = Vec::with_capacity(CHUNK);
        let mut start = 0;
        loop {
            file.seek(SeekFrom::Start(start))?;
            chunk.clear();
            file.by_ref().take(CHUNK as u64).read_to_end(&mut chunk)?;
            for at in finder.find_iter(&chunk) {
                if let Some(bytes) = candidate(file, start + at as u64)? {
                    return Ok(Some(Manifest::parse(&bytes)));
                }
            }
            if chunk.len() < CHUNK {
                return Ok(None);
            }
            // A mark may lie across two chunks.
            start += (CHUNK - MARK.len() + 1) as u64;
        }
    }

    fn parse(bytes: &[u8]) -> Result<Manifest, String> {
        let text = std::str::from_utf8(&bytes[HEADER..]).map_err(|_| "it is not UTF-8")?;
        let all = |key: &str| -> Vec<String> {
            let values = text.lines().filter_map(|line| line.split_once('='));
            values.filter(|(k, _)| *k == key).map(|(_, value)| printable(value)).collect()
        };
        let one = |key: &str| match all(key).as_slice() {
            [value] => Ok(value.clone()),
            [] => Err(format!("`{key}` is missing")),
            _ => Err(format!("`{key}` stands in it twice")),
        };
        let abi = one("abi")?;
        let abi = abi
            .split_once('.')
            .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)))
            .ok_or_else(|| format!("`abi` is `{abi}`, not two numbers"))?;
        let description = Description {
            name: one("name")?,
            version: one("version")?,
            about: one("about")?,
            requires: all("requires"),
            uses: all("uses"),
            provides: all("provides"),
            data: all("data"),
        };
        check_names(&description)?;
        if let Some(path) = description.data.iter().find(|path| !stays_below(path)) {
            return Err(format!("its data `{path}` does not lie below the library's folder"));
        }
        let aborts = match one("panic")?.as_str() {
            "unwind" => false,
            "abort" => true,
            other => return Err(format!("`panic` is `{other}`, neither `unwind` nor `abort`")),
        };
        Ok(Manifest { bytes: bytes.to_vec(), abi, arch: one("arch")?, os: one("os")?, aborts, description })
    }
}

/// Checks the names of an analyzer and of its layers.
pub(crate) fn check_names(description: &Description) -> Result<(), String> {
    let is_name =
        |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let layers = [&description.requires, &description.uses, &description.provides];
    for name in std::iter::once(&description.name).chain(layers.into_iter().flatten()) {
        if !is_name(name) {
            let name = printable(name);
            return Err(format!("`{name}` is no name: ASCII letters, digits, `-` and `_` make one"));
        }
    }
    for (index, name) in description.provides.iter().enumerate() {
        if description.provides[..index].contains(name) {
            return Err(format!("the layer `{name}` is provided twice"));
        }
    }
    Ok(())
}

/// True for a relative path without `..`.
fn stays_below(path: &str) -> bool {
    use std::path::{Component, Path};
    let mut parts = Path::new(path).components();
    !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// The bytes of the manifest whose mark is at `at`. A program that reads manifests has the mark among its constants; a
/// manifest goes on with its length and its ABI.
fn candidate(file: &mut (impl Read + Seek), at: u64) -> io::Result<Option<Vec<u8>>> {
    const FIRST_KEY: &[u8] = b"abi=";
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.by_ref().take((HEADER + FIRST_KEY.len()) as u64).read_to_end(&mut bytes)?;
    let length =
        bytes.get(MARK.len()..HEADER).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes);
    let Some(length) = length.map(|length| length as usize).filter(|length| *length <= LONGEST) else {
        return Ok(None);
    };
    if bytes.get(HEADER..) != Some(FIRST_KEY) || length < FIRST_KEY.len() {
        return Ok(None);
    }
    file.by_ref().take((length - FIRST_KEY.len()) as u64).read_to_end(&mut bytes)?;
    Ok((bytes.len() == HEADER + length).then_some(bytes))
}

/// Text from a library, fit for a terminal and a line of its own: without control characters and marks of direction.
pub fn printable(text: &str) -> String {
    // Marks that turn the direction of what stands around them are as misleading as control characters.
    let turns = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if c.is_control() || turns(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    const TEXT: &str =
        "abi=1.0\nname=n\nversion=1\nabout=a\narch=x86_64\nos=linux\npanic=unwind\nprovides=l\nfuture=yes\n";

    fn manifest() -> Vec<u8> {
        [MARK.as_slice(), &(TEXT.len() as u32).to_le_bytes(), TEXT.as_bytes()].concat()
    }

    fn find(file: Vec<u8>) -> Option<Result<Manifest, String>> {
        Manifest::find(&mut Cursor::new(file)).expect("memory can be read")
    }

    #[test]
    fn a_manifest_is_found_wherever_it_lies() {
        for before in [0, 1, CHUNK - MARK.len(), CHUNK - MARK.len() + 1, CHUNK - 1, CHUNK, 3 * CHUNK + 7] {
            let file = [vec![0; before], manifest(), vec![0; 100]].concat();
            let found = find(file).expect("it is found").expect("it is sound");
            assert_eq!(
                (found.abi, found.description.name.as_str(), found.bytes),
                ((1, 0), "n", manifest()),
                "{before}"
            );
        }
    }

    #[test]
    fn a_mark_without_a_manifest_is_passed_over() {
        let lone = [MARK.as_slice(), &[255; 40], &manifest()].concat();
        assert!(matches!(find(lone), Some(Ok(_))));
        assert!(find(MARK.to_vec()).is_none());
        let cut = manifest();
        assert!(find(cut[..cut.len() - 1].to_vec()).is_none());
    }
}
