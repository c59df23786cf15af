//! The terms of an analyzer as its pipeline writes them: isolation, limits, sandbox, hash.
use super::{Entry, Reader, Table};
use crate::Diagnostic;
use bytesize::ByteSize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;
use textmine_core::{Isolation, Sandbox, Terms};
use toml::de::DeValue;

/// The keys of an analyzer that make up its terms.
pub(super) const KEYS: [&str; 7] = ["isolation", "timeout", "memory", "output", "sandbox", "reads", "sha256"];
/// Those that mean something for workers alone.
const OF_WORKERS: [&str; 4] = ["timeout", "memory", "sandbox", "reads"];
/// What a worker needs before it has done anything, in bytes.
const LEAST_MEMORY: u64 = 16 << 20;
/// Nobody has more, in bytes.
const MOST_BYTES: u64 = 1 << 50;
/// Longer ones would never be waited for, and can't be added to a clock.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The terms of one analyzer, and where each stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TermsConfig {
    /// The terms; the defaults where nothing is written.
    pub value: Terms,
    /// The place of each value that is written and makes sense, by its key.
    pub(crate) places: BTreeMap<&'static str, Range<usize>>,
}

impl TermsConfig {
    /// Terms that only a worker can keep, where there is to be none.
    pub(crate) fn unkept(&self) -> Vec<Diagnostic> {
        if self.value.isolation == Isolation::Process {
            return Vec::new();
        }
        let written = OF_WORKERS.iter().filter_map(|key| Some((key, self.places.get(key)?)));
        let problem = |(key, place): (&&str, &Range<usize>)| {
            Diagnostic::new(
                format!("`{key}` needs a worker process"),
                place.clone(),
                "nothing would enforce this",
            )
            .help("add `isolation = \"process\"`, or run with `--isolate`")
        };
        written.map(problem).collect()
    }
}

impl Reader {
    pub(super) fn terms(&mut self, table: &Table<'_>) -> TermsConfig {
        let mut terms = TermsConfig::default();
        for key in KEYS {
            let Some(entry) = table.get(key) else { continue };
            let problems = self.problems.len();
            let value = &mut terms.value;
            match key {
                "isolation" => {
                    let known = [("none", Isolation::None), ("process", Isolation::Process)];
                    // Whoever writes something here wants some: the other terms are not to be blamed as well.
                    value.isolation = self.one_of(entry, &known).unwrap_or(Isolation::Process);
                }
                "sandbox" => {
                    let known = [("on", Sandbox::On), ("required", Sandbox::Required), ("off", Sandbox::Off)];
                    value.sandbox = self.one_of(entry, &known).unwrap_or_default();
                }
                "timeout" => value.limits.timeout = self.duration(entry).unwrap_or(value.limits.timeout),
                "memory" => value.limits.memory = self.memory(entry).unwrap_or(value.limits.memory),
                "output" => self.output(entry, value),
                "reads" => value.reads = self.paths(entry),
                _ => value.sha256 = self.sha256(entry),
            }
            if self.problems.len() == problems {
                terms.places.insert(key, entry.span());
            }
        }
        terms
    }

    fn one_of<T: Copy>(&mut self, entry: &Entry<'_>, known: &[(&str, T)]) -> Option<T> {
        let names = || known.iter().map(|(name, _)| *name);
        let expected = crate::diagnostic::list_or(names());
        let written = self.string(entry, &expected)?.value;
        let found = known.iter().find(|(name, _)| *name == written).map(|(_, value)| *value);
        if found.is_none() {
            let problem = Diagnostic::new(
                format!("`{written}` is not known here"),
                entry.span(),
                format!("expected {expected}"),
            );
            self.problems.push(problem.suggest(&written, names()));
        }
        found
    }

    fn duration(&mut self, entry: &Entry<'_>) -> Option<Duration> {
        const EXPECTED: &str = "a number and a unit, such as `500ms`, `2s` or `1m`";
        let written = self.string(entry, EXPECTED)?.value;
        match humantime::parse_duration(&written) {
            Ok(time) if time > LONGEST_TIMEOUT => {
                self.refuse(entry, "this time is too long", "at most a year")
            }
            Ok(time) if !time.is_zero() => Some(time),
            Ok(_) => self.refuse(entry, "no time at all", "a time above zero"),
            Err(_) => self.refuse(entry, &format!("`{written}` is no time"), EXPECTED),
        }
    }

    fn memory(&mut self, entry: &Entry<'_>) -> Option<u64> {
        match self.bytes(entry)? {
            few if few < LEAST_MEMORY => {
                self.refuse(entry, "a worker can't start in so little memory", "at least `16MiB`")
            }
            enough => Some(enough),
        }
    }

    fn bytes(&mut self, entry: &Entry<'_>) -> Option<u64> {
        const EXPECTED: &str = "a number and a unit, such as `64MiB` or `2GB`";
        let written = self.string(entry, EXPECTED)?.value;
        // A number alone would be taken for bytes, which nobody means.
        let unit = written.trim_end().ends_with(|c: char| c.is_ascii_alphabetic());
        match written.parse::<ByteSize>() {
            Ok(ByteSize(0)) => self.refuse(entry, "no bytes at all", "a size above zero"),
            Ok(ByteSize(bytes)) if bytes > MOST_BYTES => {
                self.refuse(entry, "this size is too large", "at most `1PiB`")
            }
            Ok(ByteSize(bytes)) if unit => Some(bytes),
            _ => self.refuse(entry, &format!("`{written}` is no size"), EXPECTED),
        }
    }

    /// `"64MiB"`, or `{ annotations = 1000, bytes = "64MiB" }`.
    fn output(&mut self, entry: &Entry<'_>, terms: &mut Terms) {
        let DeValue::Table(table) = entry.get_ref() else {
            terms.limits.output = self.bytes(entry).unwrap_or(terms.limits.output);
            return;
        };
        self.known_keys(table, &["annotations", "bytes"], "`output`");
        if let Some(entry) = table.get("bytes") {
            terms.limits.output = self.bytes(entry).unwrap_or(terms.limits.output);
        }
        if let Some(entry) = table.get("annotations") {
            let count = match entry.get_ref() {
                DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
                _ => None,
            };
            let count =
                count.or_else(|| self.refuse(entry, "this is no count", "a whole number, not negative"));
            terms.limits.annotations = count.unwrap_or(terms.limits.annotations);
        }
    }

    fn paths(&mut self, entry: &Entry<'_>) -> Vec<std::path::PathBuf> {
        const EXPECTED: &str = "a list of files and folders: `[\"names.txt\"]`";
        match entry.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|item| self.path(item)).collect(),
            other => {
                self.wrong_type(entry.span(), other, EXPECTED);
                Vec::new()
            }
        }
    }

    fn path(&mut self, entry: &Entry<'_>) -> Option<std::path::PathBuf> {
        let path = self.string(entry, "a path")?.value;
        if path.is_empty() {
            self.refuse(entry, "no path at all", "a file or a folder")
        } else {
            Some(path.into())
        }
    }

    fn sha256(&mut self, entry: &Entry<'_>) -> Option<String> {
        const EXPECTED: &str = "64 hexadecimal digits, as `textmine plugins list` shows them";
        let written = self.string(entry, EXPECTED)?.value;
        let sound = written.len() == 64 && written.bytes().all(|b| b.is_ascii_hexdigit());
        if sound {
            Some(written.to_ascii_lowercase())
        } else {
            self.refuse(entry, "this is no SHA-256", EXPECTED)
        }
    }

    pub(super) fn refuse<T>(&mut self, entry: &Entry<'_>, message: &str, expected: &str) -> Option<T> {
        self.problems.push(Diagnostic::new(message, entry.span(), format!("expected {expected}")));
        None
    }
}
