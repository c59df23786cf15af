//! `textmine-train card`: what a model says of itself, of whatever kind it is.
use clap::Args;
use std::path::{Path, PathBuf};

/// Arguments of `textmine-train card`.
#[derive(Debug, Args)]
pub(crate) struct CardArgs {
    /// A model
    model: PathBuf,
}

/// Why a card can't be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CardError {
    /// The file can't be read.
    #[error("cannot read the model `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is something else.
    #[error(
        "`{}` is no model; expected a file that `textmine-train names`, `textmine-train sentiment` or `textmine-train syntax` \
         wrote",
        path.display()
    )]
    Unknown {
        /// The file.
        path: PathBuf,
    },
    /// A model that is damaged or of another version.
    #[error("cannot show the card of `{}`", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error>,
    },
}

/// What a model says of itself.
///
/// # Errors
/// If the file can't be read, is no model, or is damaged or of another version.
pub(crate) fn show(args: &CardArgs) -> Result<String, CardError> {
    let path = args.model.as_path();
    let failed = |source| CardError::Read { path: path.to_owned(), source };
    let card = match &mark(path)? {
        b"tmtagger" => textmine_tagger::Model::open(path).map(|m| m.card().into_owned()).map_err(Into::into),
        b"tmtone\0\0" => textmine_tone::Model::open(path).map(|m| m.card().into_owned()).map_err(Into::into),
        b"tmsyntax" => {
            let bytes = std::fs::read(path).map_err(failed)?;
            textmine_syntax::Model::checked(bytes).map(|m| m.card().into_owned()).map_err(Into::into)
        }
        _ => return Err(CardError::Unknown { path: path.to_owned() }),
    };
    let card = card.map_err(|source| CardError::Damaged { path: path.to_owned(), source })?;
    Ok(card.trim_end().to_owned())
}

/// The first bytes of a file, by which kinds of models are known; fewer are filled up with others than those of a model.
fn mark(path: &Path) -> Result<[u8; 8], CardError> {
    use std::io::Read as _;
    let failed = |source| CardError::Read { path: path.to_owned(), source };
    // A pipe might never say anything.
    if !std::fs::metadata(path).map_err(failed)?.is_file() {
        return Err(failed(std::io::Error::other("not a regular file")));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path).map_err(failed)?.take(8).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes.first_chunk().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error;

    fn shown(path: &Path) -> Result<String, String> {
        show(&CardArgs { model: path.to_owned() }).map_err(|error| {
            let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
            format!("{error}{cause}")
        })
    }

    #[test]
    fn models_of_each_kind_show_their_card() {
        let plugins = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins");
        for model in [
            "entities/model/names.model",
            "sentiment/model/sentiment.model",
            "../crates/textmine-syntax/model/english.model",
        ] {
            let card = shown(&plugins.join(model)).unwrap();
            assert!(card.contains("rained from"), "{model} {card}");
        }
    }

    #[test]
    fn what_has_no_card_is_refused_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path
        };
        let paths = [
            folder.path().join("missing.model"),
            folder.path().to_owned(),
            file("empty.model", b""),
            file("archive.model", b"PK\x03\x04 and so on"),
            file("cut.model", b"tmtone\0\0\x01"),
        ];
        let errors: Vec<String> = paths.iter().map(|path| shown(path).unwrap_err()).collect();
        let errors = errors.join("\n").replace(&*folder.path().to_string_lossy(), "FOLDER");
        insta::assert_snapshot!(errors);
    }
}
