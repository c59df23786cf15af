//! The command line.
mod compare;
mod new;

pub(crate) use compare::{CompareFormat, DiffArgs, EvalArgs, MatchRule};
pub(crate) use new::{Language, NewArgs};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::time::Duration;
use textmine_report::OffsetUnit;

const AFTER_HELP: &str = "\
Exit status: 0 if all went well, 1 if a document or an analyzer failed (the rest is written), 2 if the command line or \
the pipeline is wrong.";

const AFTER_HELP_OF_TEST: &str = "\
The cases of news.toml are the files of the folder news.cases beside it: `.txt`, `.toml` with text and given layers, \
`.jsonl` with a document on each line. What is found in call.txt is compared with call.golden. Expectations are the \
`[[expect]]` entries of the pipeline itself.

Exit status: 0 if all is as it should be, 1 if something is not, 2 if the command line or a pipeline is wrong.";
const AFTER_EVAL: &str = "\
Exit status: 0 if all went well, 1 if a figure is below `--min-f1`, a document has a problem or no report, 2 if the command \
line, the pipeline, the gold or the reports are wrong.";

const AFTER_DIFF: &str =
    "Exit status: 0 if the runs are the same, 1 if they differ, 2 if they can't be compared.";

const AFTER_NEW: &str = "Exit status: 0 if it is made, 2 if not; then nothing is left behind.";

/// Mines news text: who reached whom, through which channel, how often, in what tone
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    run: RunArgs,
}

impl Cli {
    /// `textmine INPUT` is short for `textmine run INPUT`.
    pub(crate) fn command(self) -> Command {
        let mut command = self.command.unwrap_or(Command::Run(self.run));
        if let Command::Run(args) = &mut command
            && args.watched_by.is_some()
        {
            // A crash while editing should be a problem with a name, not the end of the run.
            args.pipeline.isolate |= cfg!(target_os = "linux");
        }
        command
    }

    pub(crate) fn color(&self) -> ColorChoice {
        match &self.command {
            None => self.run.common.color,
            Some(Command::Run(args)) => args.common.color,
            Some(Command::Check(args)) => args.common.color,
            Some(Command::Test(args)) => args.common.color,
            Some(Command::Eval(args)) => args.common.color,
            Some(Command::Diff(args)) => args.common.color,
            Some(Command::New(args)) => args.color,
            Some(Command::Plugins(PluginsCommand::List(args))) => args.common.color,
            Some(Command::Plugins(PluginsCommand::Lock(args))) => args.common.color,
            Some(Command::Plugins(PluginsCommand::Verify(args))) => args.common.color,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a pipeline over documents (the default)
    #[command(after_help = AFTER_HELP)]
    Run(RunArgs),
    /// Say everything that is wrong with a pipeline, or in which order its analyzers run
    Check(CheckArgs),
    /// Run pipelines over their cases and expectations, and say what is not as it should be
    #[command(after_help = AFTER_HELP_OF_TEST)]
    Test(TestArgs),
    /// Compare what a pipeline finds, or what reports say, with gold: precision, recall, F1, and where they disagree
    #[command(after_help = AFTER_EVAL)]
    Eval(Box<EvalArgs>),
    /// Say what differs between two runs: annotations, summaries, problems
    #[command(after_help = AFTER_DIFF)]
    Diff(DiffArgs),
    /// Begin an analyzer of your own: a crate with tests, and a pipeline that runs it
    #[command(after_help = AFTER_NEW)]
    New(NewArgs),
    /// See which analyzers there are, pin them, and put them to the test
    #[command(subcommand)]
    Plugins(PluginsCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum PluginsCommand {
    /// Show the plugins on the search path, with their layers and options
    List(ListArgs),
    /// Write the hashes of a pipeline's libraries and data files to a lock file beside it, for `--locked`
    Lock(LockArgs),
    /// Exercise a library on every kind of text, in worker processes, and say where it breaks its contract
    Verify(VerifyArgs),
}

/// Which pipeline, and how it is held.
#[derive(Debug, Args)]
pub(crate) struct PipelineArgs {
    /// The pipeline [default: the news pipeline, built in]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Run every analyzer in a worker process, as if each had `isolation = "process"`
    #[arg(long)]
    pub(crate) isolate: bool,
    /// Refuse every library and data file that is not as the lock file beside the pipeline has it
    #[arg(long)]
    pub(crate) locked: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Look for plugins here first; repeatable
    #[arg(long, value_name = "FOLDER")]
    pub(crate) plugin_dir: Vec<PathBuf>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,
}

#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Files to read; `-` is standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) pipeline: PipelineArgs,
    /// How to write the results
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    /// How to read the input
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub(crate) input_format: InputFormat,
    /// What offsets count, in the output and in layers of the input
    #[arg(long, value_name = "UNIT", default_value = "chars")]
    pub(crate) offsets: Offsets,
    /// Threads that share the documents; 0 is as many as there are cores. The output is the same, and comes in the order of the
    /// input: two documents per thread are read ahead
    #[arg(short = 'j', long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) threads: usize,
    /// Keep documents on which an analyzer crashed, hung or broke a rule, each with the command that shows it again
    #[arg(long, value_name = "FOLDER")]
    pub(crate) quarantine: Option<PathBuf>,
    /// Say on standard error what each stage and each analyzer has taken; the reports stay the same
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub(crate) timings: Option<TimingsFormat>,
    /// Run again whenever the pipeline, an input, a plugin's library or a program has changed, until Ctrl-C. Analyzers run as with
    /// `--isolate`, so that a crash while editing costs no more than its result
    #[arg(long)]
    pub(crate) watch: bool,
    /// This is one of the runs of a watch, and ends with the process of that number
    #[arg(long, hide = true, value_name = "PROCESS", conflicts_with = "watch")]
    pub(crate) watched_by: Option<u32>,
    /// Replace what is not UTF-8 instead of refusing the document
    #[arg(long)]
    pub(crate) lossy: bool,
    /// Columns of the text report [default: the terminal's, up to 120; 80 elsewhere]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub(crate) width: Option<u16>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) pipeline: PipelineArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct TestArgs {
    /// Pipelines, or folders of them [default: those of this folder that have cases or expectations]
    #[arg(value_name = "PIPELINE")]
    pub(crate) pipelines: Vec<PathBuf>,
    /// Run those cases and expectations alone that have this in their names; repeatable
    #[arg(long, value_name = "WORDS", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub(crate) only: Vec<String>,
    /// Make what is found the golden files: write new and changed ones, remove those without a case
    #[arg(long)]
    pub(crate) accept: bool,
    /// Show the lines that differ
    #[arg(long)]
    pub(crate) diff: bool,
    /// Write the results as JUnit's XML, too
    #[arg(long, value_name = "FILE")]
    pub(crate) junit: Option<PathBuf>,
    /// Threads that share the tests of a pipeline; 0 is as many as there are cores. What is told is the same
    #[arg(short = 'j', long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) threads: usize,
    /// Run every analyzer in a worker process, as if each had `isolation = "process"`
    #[arg(long)]
    pub(crate) isolate: bool,
    /// Refuse every library and data file that is not as the lock file beside the pipeline has it
    #[arg(long)]
    pub(crate) locked: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct LockArgs {
    /// The pipeline; `news.toml` has the lock file `news.lock`
    #[arg(short, long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The library
    #[arg(value_name = "LIBRARY")]
    pub(crate) library: PathBuf,
    /// Run this check alone; repeatable
    #[arg(long, value_name = "CHECK")]
    pub(crate) only: Vec<String>,
    /// How to write the results
    #[arg(long, default_value = "text")]
    pub(crate) format: VerifyFormat,
    /// The longest that one check may take
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = time)]
    pub(crate) timeout: Duration,
    /// The most memory that it may have
    #[arg(long, value_name = "SIZE", default_value = "2GiB")]
    pub(crate) memory: bytesize::ByteSize,
    /// Let it read this file or folder, besides its own data; repeatable
    #[arg(long, value_name = "PATH")]
    pub(crate) read: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// A time that a worker can be given.
fn time(written: &str) -> Result<Duration, String> {
    match humantime::parse_duration(written) {
        Ok(time) if !time.is_zero() => Ok(time),
        Ok(_) => Err("a time above zero is needed".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VerifyFormat {
    /// A list for people
    Text,
    /// JSON, indented
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A report for people
    Text,
    /// JSON, indented
    Json,
    /// JSON, one line per document
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TimingsFormat {
    /// A table for people
    Text,
    /// JSON, one line
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum InputFormat {
    /// By the file's name: `.jsonl` and `.ndjson` are JSON lines, all else is text
    Auto,
    /// The whole input is one document
    Text,
    /// A JSON object per line: `text`, maybe `id` and `layers`, more is kept as metadata
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Offsets {
    /// Unicode code points
    Chars,
    /// Bytes of UTF-8
    Bytes,
    /// 16-bit units of UTF-16
    Utf16,
}

impl From<Offsets> for OffsetUnit {
    fn from(unit: Offsets) -> Self {
        match unit {
            Offsets::Chars => OffsetUnit::CodePoints,
            Offsets::Bytes => OffsetUnit::Bytes,
            Offsets::Utf16 => OffsetUnit::Utf16,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}
