//! Names that an analyzer can have: they are the names of a crate, of its library and of a layer at once.

/// A name that will do.
pub(super) struct Name(String);

/// Why a name will not do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum NameError {
    #[error("a new analyzer needs a name")]
    Empty,
    #[error("`{0}` is a path, not a name")]
    Path(String),
    #[error(
        "the name `{name}` has {character:?} in it; a name has small letters from a to z, digits, `-` and `_`"
    )]
    Character { name: String, character: char },
    #[error("the name `{0}` does not begin with a letter")]
    Start(String),
    #[error("the name `{name}` has {len} characters; it may have {LONGEST}")]
    Long { name: String, len: usize },
    #[error("the name `{name}` is taken: it is {by}")]
    Taken { name: String, by: &'static str },
}

/// What crates.io allows.
const LONGEST: usize = 64;

/// Names that cargo or the compiler refuse, or that something else goes by that the new crate meets.
const TAKEN: [(&str, &[&str]); 4] = [
    (
        "a keyword of Rust",
        &[
            "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do",
            "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
            "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
            "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe",
            "unsized", "use", "virtual", "where", "while", "yield",
        ],
    ),
    ("a library of Rust itself", &["alloc", "core", "proc-macro", "proc_macro", "std", "test"]),
    (
        "an analyzer that comes with textmine",
        &["channels", "channels-rejected", "entities", "keywords", "quotes", "sentiment"],
    ),
    (
        "a device on Windows",
        &[
            "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
        ],
    ),
];

impl Name {
    /// # Errors
    /// If the name will not do.
    pub(super) fn new(name: &str) -> Result<Self, NameError> {
        let owned = || name.to_owned();
        let Some(first) = name.chars().next() else { return Err(NameError::Empty) };
        if name.contains(['/', '\\']) {
            return Err(NameError::Path(owned()));
        }
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if let Some(character) = name.chars().find(|&c| !allowed(c)) {
            return Err(NameError::Character { name: owned(), character });
        }
        if !first.is_ascii_lowercase() {
            return Err(NameError::Start(owned()));
        }
        if name.len() > LONGEST {
            return Err(NameError::Long { name: owned(), len: name.len() });
        }
        match taken_by(name) {
            Some(by) => Err(NameError::Taken { name: owned(), by }),
            None => Ok(Name(owned())),
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The library's file, as this system names it.
    pub(super) fn library(&self) -> String {
        use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
        format!("{DLL_PREFIX}{}{DLL_SUFFIX}", self.0.replace('-', "_"))
    }
}

fn taken_by(name: &str) -> Option<&'static str> {
    if name.starts_with("textmine-") || name.starts_with("textmine_") || name == "textmine" {
        // Among them those that the new crate depends on.
        return Some("one of textmine's own");
    }
    TAKEN.iter().find(|(_, names)| names.contains(&name)).map(|(by, _)| *by)
}

impl NameError {
    /// What to do; `name` is the one that will not do.
    pub(super) fn help(&self, name: &str) -> String {
        match self {
            NameError::Empty => "say what it finds: `textmine new loud-words`".to_owned(),
            NameError::Path(_) => {
                let last = name.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
                match Name::new(last).ok().map(|name| name.0).or_else(|| suggestion(last)) {
                    Some(last) => {
                        let path = shlex::try_quote(name).map_or_else(|_| name.to_owned(), Into::into);
                        format!("`--path` says where it goes: `textmine new {last} --path {path}`")
                    }
                    None => "`--path` says where it goes".to_owned(),
                }
            }
            _ => match suggestion(name) {
                Some(suggestion) => format!("`{suggestion}` would do"),
                None => "choose another, such as `loud-words`".to_owned(),
            },
        }
    }
}

/// A name like this one that will do.
fn suggestion(name: &str) -> Option<String> {
    if !name.is_ascii() {
        // Dropping letters would make another word of it.
        return None;
    }
    let mut like = String::new();
    let mut before = ' ';
    for c in name.chars() {
        let joins = like.is_empty() || like.ends_with('-');
        match c {
            'A'..='Z' => {
                if before.is_ascii_lowercase() && !joins {
                    like.push('-');
                }
                like.push(c.to_ascii_lowercase());
            }
            'a'..='z' | '0'..='9' | '_' => like.push(c),
            _ if joins => {}
            _ => like.push('-'),
        }
        before = c;
    }
    let own = ["textmine-", "textmine_"].iter().find_map(|own| like.strip_prefix(own)).unwrap_or(&like);
    let like = own.trim_matches(['-', '_']);
    if like.is_empty() {
        return None;
    }
    let start = like.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_'));
    let short = &start[..start.len().min(LONGEST)];
    let candidates = [short.trim_end_matches(['-', '_']).to_owned(), format!("my-{like}")];
    candidates.into_iter().find_map(|name| Name::new(&name).ok()).map(|name| name.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_crates_are_names_and_others_have_a_suggestion() {
        for good in ["together", "loud-words", "x", "a1", "snake_case", "types", "my-test"] {
            assert!(Name::new(good).is_ok(), "{good}");
        }
        let cases = [
            ("LoudWords", "loud-words"),
            ("Loud Words!", "loud-words"),
            ("HTTPCalls", "httpcalls"),
            ("2fast", "fast"),
            ("42", "my-42"),
            ("-loud", "loud"),
            ("_loud", "loud"),
            ("type", "my-type"),
            ("test", "my-test"),
            ("entities", "my-entities"),
            ("con", "my-con"),
            ("textmine-core", "my-core"),
            ("textmine-tone", "tone"),
            ("loud.words", "loud-words"),
        ];
        for (bad, better) in cases {
            assert!(Name::new(bad).is_err(), "{bad}");
            assert_eq!(suggestion(bad).as_deref(), Some(better), "{bad}");
        }
        for hopeless in ["größe", "", "!!!", "---"] {
            assert!(Name::new(hopeless).is_err(), "{hopeless}");
            assert_eq!(suggestion(hopeless), None, "{hopeless}");
        }
        assert_eq!(suggestion(&"a".repeat(70)).map(|name| name.len()), Some(LONGEST));
    }

    #[test]
    fn a_path_is_told_from_a_name() {
        let error = Name::new("plugins/LoudWords").err().expect("a path");
        assert_eq!(
            error.help("plugins/LoudWords"),
            "`--path` says where it goes: `textmine new loud-words --path plugins/LoudWords`"
        );
    }
}
