//! Turns the tables under `data/` into one index that the library carries and reads in place.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[path = "src/form.rs"]
mod form;
#[path = "src/hash.rs"]
mod hash;

use hash::{Kind, hash};

type Failure = Box<dyn std::error::Error>;

/// Lists that a word can be on; the library has the same numbers.
const FIRST_NAME: u8 = 1;
const COUNTRY: u8 = 2;
const NATIONALITY: u8 = 4;
const COMMON: u8 = 8;

struct Tables {
    folder: PathBuf,
}

impl Tables {
    /// The lines of a table, without comments.
    fn read(&self, name: &str) -> Result<Vec<String>, Failure> {
        let path = self.folder.join(name);
        println!("cargo::rerun-if-changed={}", path.display());
        let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        Ok(text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect())
    }
}

fn main() -> Result<(), Failure> {
    for file in ["build.rs", "src/form.rs", "src/hash.rs"] {
        println!("cargo::rerun-if-changed={file}");
    }
    let tables = Tables { folder: Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("data") };
    let mut index = Index::default();
    for (file, list) in [
        ("first_names.txt", FIRST_NAME),
        ("countries_states.txt", COUNTRY),
        ("nationalities.txt", NATIONALITY),
        ("common.txt", COMMON),
    ] {
        for word in tables.read(file)? {
            index.insert(Kind::Word, &word, 0, list);
        }
    }
    marked(&tables.read("titles.tsv")?, Kind::Title, "hrmfg", &mut index)?;
    marked(&tables.read("organisations.tsv")?, Kind::Organisation, "ocnp", &mut index)?;
    marked(&tables.read("given_names.tsv")?, Kind::Given, "   fg", &mut index)?;
    aliases(&tables.read("aliases.tsv")?, &mut index)?;
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("gazetteer.bin"), index.bytes())?;
    Ok(())
}

/// Words with marks, each of which is a bit: its place in `marks`.
fn marked(table: &[String], kind: Kind, marks: &str, index: &mut Index) -> Result<(), Failure> {
    for line in table {
        let (word, own) = line.split_once('\t').ok_or_else(|| format!("no marks: {line}"))?;
        let mut bits = 0;
        for mark in own.split(' ') {
            bits |= 1 << marks.find(mark).ok_or_else(|| format!("unknown mark: {line}"))?;
        }
        index.insert(kind, word, 0, bits);
    }
    Ok(())
}

/// Each name leads to the number of its group.
fn aliases(table: &[String], index: &mut Index) -> Result<(), Failure> {
    for (group, line) in table.iter().enumerate() {
        let mut cells = line.split('\t');
        let kind = match cells.next() {
            Some("PER") => Kind::PersonAlias,
            Some("ORG") => Kind::OrganisationAlias,
            Some("LOC") => Kind::PlaceAlias,
            Some("MISC") => Kind::OtherAlias,
            _ => return Err(format!("unknown type: {line}").into()),
        };
        for name in cells {
            index.insert(kind, &form::compared(name), group as u32, 0);
        }
    }
    Ok(())
}

/// By the hash of the key: the number of a group, and lists or marks.
#[derive(Default)]
struct Index {
    entries: BTreeMap<u64, (u32, u8)>,
}

impl Index {
    fn insert(&mut self, kind: Kind, key: &str, group: u32, lists: u8) {
        let entry = self.entries.entry(hash(kind, key)).or_default();
        *entry = (group, entry.1 | lists);
    }

    /// The number of bucket bits, the start of each bucket, the entries: 32 bits of the hash, 24 of the group, 8 of the
    /// lists. The upper bits of the hash choose the bucket; all numbers are little-endian.
    fn bytes(&self) -> Vec<u8> {
        let bits = 64 - (self.entries.len() as u64 / 2).leading_zeros();
        let mut out = bits.to_le_bytes().to_vec();
        let hashes: Vec<u64> = self.entries.keys().copied().collect();
        for bucket in 0..=(1u64 << bits) {
            let start = hashes.partition_point(|hash| hash >> (64 - bits) < bucket);
            out.extend((start as u32).to_le_bytes());
        }
        for (hash, (group, lists)) in &self.entries {
            out.extend((*hash as u32).to_le_bytes());
            out.extend((group << 8 | u32::from(*lists)).to_le_bytes());
        }
        out
    }
}
