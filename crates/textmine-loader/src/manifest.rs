//! What a library says of itself, read from its bytes; nothing of it runs.
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

impl Manifest {
    /// Finds the manifest in the bytes of a library; `None` if there is none.
    ///
    /// # Errors
    /// What is wrong with it, if there is one and it can't be understood.
    pub fn find(library: &[u8]) -> Option<Result<Manifest, String>> {
        memchr::memmem::find_iter(library, &MARK).find_map(|at| {
            let length = library.get(at + MARK.len()..at + HEADER)?.try_into().ok()?;
            let bytes = library.get(at..at.checked_add(HEADER + u32::from_le_bytes(length) as usize)?)?;
            // A program that reads manifests has the mark among its constants; a manifest goes on with its ABI.
            let text = bytes.get(HEADER..)?;
            text.starts_with(b"abi=").then(|| Manifest::parse(bytes))
        })
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
        };
        let is_name = |s: &str| {
            !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        let layers = [&description.requires, &description.uses, &description.provides];
        for name in std::iter::once(&description.name).chain(layers.into_iter().flatten()) {
            if !is_name(name) {
                return Err(format!("`{name}` is no name: ASCII letters, digits, `-` and `_` make one"));
            }
        }
        for (index, name) in description.provides.iter().enumerate() {
            if description.provides[..index].contains(name) {
                return Err(format!("the layer `{name}` is provided twice"));
            }
        }
        let aborts = match one("panic")?.as_str() {
            "unwind" => false,
            "abort" => true,
            other => return Err(format!("`panic` is `{other}`, neither `unwind` nor `abort`")),
        };
        Ok(Manifest { bytes: bytes.to_vec(), abi, arch: one("arch")?, os: one("os")?, aborts, description })
    }
}

/// Text from a library, fit for a terminal and a line of its own.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
