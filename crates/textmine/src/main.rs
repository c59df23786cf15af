//! The command `textmine`: wires the stages together, from files to reports.
mod cli;
mod commands;
mod diagnostics;
mod input;
mod lock_file;
mod pipeline_file;
mod quarantine;
mod reports;
mod timings;
mod whole_file;

use clap::Parser;
use cli::{Cli, Command, PluginsCommand};
use diagnostics::Messages;
use std::process::ExitCode;
use textmine_loader::{launch, worker};

fn main() -> ExitCode {
    // A worker is this program again; it has no command line of its own.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == worker::ARGUMENT) {
        return worker::serve(commands::verify::exercise);
    }
    match std::env::args_os().nth(1) {
        Some(argument) if argument == launch::KEEPER => return launch::keep(),
        Some(argument) if argument == launch::LAUNCHER => return launch::launch(),
        _ => {}
    }
    let cli = Cli::parse();
    let messages = Messages::new(cli.color());
    let outcome = match cli.command() {
        Command::Run(args) => commands::run::run(&args, &messages),
        Command::Test(args) => commands::test::test(&args, &messages),
        Command::Check(args) => commands::check::check(&args, &messages),
        Command::Eval(args) => commands::eval::eval(&args, &messages),
        Command::Diff(args) => commands::diff::diff(&args, &messages),
        Command::New(args) => commands::new::new(&args, &messages),
        Command::Plugins(PluginsCommand::List(args)) => commands::plugins::list(&args, &messages),
        Command::Plugins(PluginsCommand::Verify(args)) => commands::verify::verify(&args, &messages),
        Command::Plugins(PluginsCommand::Lock(args)) => commands::lock::lock(&args, &messages),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        // Whoever reads has seen enough: `| head`.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            messages.error(&format!("can't write the output: {error}"), None);
            ExitCode::from(1)
        }
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Fine,
    /// A document or an analyzer failed; the rest is written.
    SomeFailed,
    /// The command line or the pipeline is wrong; nothing is written.
    Refused,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Fine => 0,
            Outcome::SomeFailed => 1,
            Outcome::Refused => 2,
        })
    }
}
