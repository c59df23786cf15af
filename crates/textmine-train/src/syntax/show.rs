//! `textmine-train tree`: a text in, its trees out.
use super::treebank::lower;
use clap::Args;
use std::path::PathBuf;
use textmine_core::DocumentBuf;
use textmine_syntax::{Form, Memory, Model, ModelError, Parser};

/// Arguments of `textmine-train tree`.
#[derive(Debug, Args)]
pub(crate) struct TreeArgs {
    /// English text
    #[arg(required_unless_present = "card")]
    text: Vec<String>,
    /// A model that `textmine-train syntax` wrote [default: the shipped one]
    #[arg(long)]
    model: Option<PathBuf>,
    /// Show what the model was trained from instead, and how well it does
    #[arg(long)]
    card: bool,
}

/// Why there are no trees.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TreeError {
    /// The model can't be read.
    #[error("cannot read the model `{}`", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// It is no model.
    #[error("cannot use the model `{}`", path.display())]
    Model {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: ModelError,
    },
    /// More than a document holds.
    #[error(transparent)]
    Text(#[from] textmine_core::TextTooLong),
}

/// The trees of a text's sentences.
pub(crate) fn run(args: &TreeArgs) -> Result<String, TreeError> {
    let model = match &args.model {
        Some(path) => {
            let bytes =
                std::fs::read(path).map_err(|source| TreeError::Read { path: path.clone(), source })?;
            Model::checked(bytes).map_err(|source| TreeError::Model { path: path.clone(), source })?
        }
        None => Model::english(),
    };
    if args.card {
        return Ok(model.card().trim_end().to_owned());
    }
    let parser = Parser::new(model);
    let document = DocumentBuf::new("text", args.text.join("\n"))?;
    let view = document.view();
    let mut memory = Memory::default();
    let trees = view.sentences().iter().map(|sentence| {
        let tokens: Vec<_> = view
            .tokens()
            .iter()
            .filter(|t| sentence.start <= t.span.start && t.span.end <= sentence.end)
            .collect();
        let words: Vec<&str> = tokens.iter().map(|token| view.slice(token.span)).collect();
        let lowers: Vec<String> = words.iter().map(|word| lower(word)).collect();
        let forms = tokens.iter().enumerate().map(|(at, token)| Form {
            text: words[at],
            lower: &lowers[at],
            kind: token.kind(),
            glued: at > 0 && tokens[at - 1].span.end == token.span.start,
        });
        let tree = parser.parse(&forms.collect::<Vec<_>>(), &mut memory);
        tree.with_words(&words).to_string()
    });
    Ok(trees.collect::<Vec<_>>().join("\n").trim_end().to_owned())
}
