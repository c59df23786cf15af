//! The words that the user values.
use crate::options::{FilePath, Options};
use std::path::Path;
use textmine_core::OptionError;
use textmine_tone::OwnWords;

/// Takes the words of the options and of the files. `lexicon` goes before `neutral`, and both before the files.
///
/// # Errors
/// If a file can't be read, or a word can't be taken.
pub(crate) fn words(options: &Options) -> Result<OwnWords, OptionError> {
    let mut own = OwnWords::default();
    for (at, FilePath(path)) in options.lexicon_files.iter().enumerate() {
        add_file(&mut own, path).map_err(|m| OptionError::new(format!("/lexicon_files/{at}"), m))?;
    }
    for (at, word) in options.neutral.iter().enumerate() {
        own.add(word, 0.0).map_err(|error| OptionError::new(format!("/neutral/{at}"), error.to_string()))?;
    }
    for (word, &valence) in &options.lexicon {
        own.add(word, valence).map_err(|error| {
            let key = word.replace('~', "~0").replace('/', "~1");
            OptionError::new(format!("/lexicon/{key}"), error.to_string())
        })?;
    }
    Ok(own)
}

/// Adds the words of a file.
///
/// # Errors
/// A message with the file's name and the line.
fn add_file(own: &mut OwnWords, path: &Path) -> Result<(), String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|extension| extension.to_ascii_lowercase());
    let separator = match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("tsv") => '\t',
        Some("csv") => ',',
        _ => {
            return Err(format!("`{name}` has an unknown layout; expected a file that ends in .tsv or .csv"));
        }
    };
    let regular = |about: std::fs::Metadata| match about.is_file() {
        true => Ok(()),
        false => Err(std::io::Error::other("not a regular file")),
    };
    let bytes = std::fs::metadata(path).and_then(regular).and_then(|()| std::fs::read(path)).map_err(|error| {
        format!(
            "can't read `{name}`: {error}; expected a file relative to the pipeline's folder, and in a worker one that is \
             among `reads`"
        )
    })?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("{name}:{line}: no UTF-8; expected a text file in UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let place = || format!("{name}:{}", number + 1);
        let cells = line.rsplit_once(separator).and_then(|(word, valence)| {
            let word = word.trim();
            let unquoted =
                word.strip_prefix('"').and_then(|word| word.strip_suffix('"')).filter(|_| separator == ',');
            Some((unquoted.unwrap_or(word), valence.trim().parse::<f32>().ok()?))
        });
        let Some((word, valence)) = cells else {
            return Err(format!(
                "{}: `{line}`; expected a word or phrase and a number from -4 to 4",
                place()
            ));
        };
        own.add(word, valence).map_err(|error| format!("{}: {error}", place()))?;
    }
    Ok(())
}
