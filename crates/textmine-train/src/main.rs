//! `textmine-train`: trains the models of textmine's analyzers from annotated text.
mod card;
mod chance;
mod names;
mod sentiment;
mod syntax;

use clap::{Parser, Subcommand};
use std::error::Error;
use std::io::Write as _;
use std::process::ExitCode;

/// Trains the models of textmine's analyzers from annotated text
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train a model of names for the analyzer `entities`
    ///
    /// Annotated text has a token, a tab and a tag on each line (`O`, `B-PER`, `I-PER`, and so on with ORG, LOC and
    /// MISC), and a blank line between sentences. Sentences of one article should follow each other, since what a
    /// document says elsewhere of a word is learned from as well.
    Names(names::NamesArgs),
    /// Train a model of tags and trees for the analyzers that look at who does what
    ///
    /// Treebanks are in CoNLL-U, with tags of the Penn Treebank and relations of Universal Dependencies, and a line
    /// `# text = ` before each sentence.
    Syntax(syntax::SyntaxArgs),
    /// Train a model of sentiment for the analyzer `sentiment`
    ///
    /// Labelled sentences and documents have an id, a label (`neg`, `neu`, `pos`, or a number from -1 to 1) and the text on
    /// each line, with tabs between them. Labelled targets are JSON lines with `text`, `target_start`, `target_end` (code
    /// points) and `label`.
    Sentiment(sentiment::SentimentArgs),
    /// Show how sentences are understood: the tag of each word, its relation and the word that it depends on
    Tree(syntax::show::TreeArgs),
    /// Show what a model was trained from, and how well it does
    Card(card::CardArgs),
}

fn main() -> ExitCode {
    let result: Result<String, Box<dyn Error>> = match Cli::parse().command {
        Command::Names(args) => names::run(&args).map_err(Into::into),
        Command::Syntax(args) => syntax::run(&args).map_err(Into::into),
        Command::Sentiment(args) => sentiment::run(&args).map_err(Into::into),
        Command::Tree(args) => syntax::show::run(&args).map_err(Into::into),
        Command::Card(args) => card::show(&args).map_err(Into::into),
    };
    let written = match &result {
        Ok(report) => writeln!(anstream::stdout(), "{report}"),
        Err(error) => {
            let mut message = error.to_string();
            let mut cause = error.source();
            while let Some(source) = cause {
                message.push_str(": ");
                message.push_str(&source.to_string());
                cause = source.source();
            }
            writeln!(anstream::stderr(), "error: {message}")
        }
    };
    match (result, written) {
        (Ok(_), Ok(())) => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}
