//! `textmine-train`: trains the models of textmine's analyzers from annotated text.
mod chance;
mod names;

use clap::{Parser, Subcommand};
use std::error::Error as _;
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
    /// Show what a model was trained from, and how well it does
    Card(names::CardArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Names(args) => names::run(&args),
        Command::Card(args) => names::show(&args),
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
