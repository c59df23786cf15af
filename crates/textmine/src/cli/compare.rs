//! The command line of what compares: `eval` and `diff`.
use super::{Common, InputFormat, Offsets, PipelineArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use textmine_evaluation::{AttributeSpec, Condition, Fields, GoldFormat};

#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// Files of gold: CoNLL (a token and a tag on each line), JSON lines of texts with spans, or reports; `-` is standard input
    #[arg(value_name = "GOLD", required = true)]
    pub(crate) gold: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) pipeline: PipelineArgs,
    /// Reports to evaluate, in the place of those that the pipeline makes of the gold's texts
    #[arg(long, value_name = "REPORTS", conflicts_with_all = ["config", "isolate", "locked", "input"])]
    pub(crate) output: Option<PathBuf>,
    /// The texts, where the gold has none; repeatable
    #[arg(long, value_name = "FILE")]
    pub(crate) input: Vec<PathBuf>,
    /// The layer [default: what the gold is of, if that can be told]
    #[arg(long, value_name = "LAYER")]
    pub(crate) layer: Option<String>,
    /// How the gold is written
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub(crate) gold_format: GoldFormatName,
    /// Where JSON gold has its `id`, `text`, `spans`, `start`, `end` or `label`, if not under a usual name; repeatable
    #[arg(long, value_name = "FIELD=NAME", value_parser = field)]
    pub(crate) field: Vec<Naming>,
    /// Sentences of CoNLL that make a document, unless `-DOCSTART-` begins documents
    #[arg(long, value_name = "NUMBER", default_value_t = 20, value_parser = at_least_one)]
    pub(crate) sentences: usize,
    /// When two places are the same
    #[arg(long = "match", value_name = "RULE", default_value = "exact")]
    pub(crate) matching: MatchRule,
    /// With `--match overlap`: what both cover of what either covers, at least (0 to 1)
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) min_overlap: Option<f64>,
    /// Compare this attribute of annotations that match: KEY, or KEY=OUTPUT+OUTPUT where the output has it under other keys; then
    /// maybe `:names` and `:stated`, see docs/evaluation.md; KEY,KEY is right where all of them are; repeatable
    #[arg(long, value_name = "ATTRIBUTE")]
    pub(crate) attribute: Vec<AttributeSpec>,
    /// Count a label as another one, on both sides; repeatable
    #[arg(long, value_name = "LABEL=LABEL", value_parser = renaming)]
    pub(crate) map: Vec<(String, String)>,
    /// Evaluate this label alone; repeatable
    #[arg(long, value_name = "LABEL")]
    pub(crate) label: Vec<String>,
    /// Leave a label out, on both sides; repeatable
    #[arg(long, value_name = "LABEL")]
    pub(crate) ignore: Vec<String>,
    /// Of the output, only annotations with this attribute count: KEY or KEY=VALUE, as in `kind=name`; repeatable
    #[arg(long = "where", value_name = "CONDITION")]
    pub(crate) output_where: Vec<Condition>,
    /// The same of the gold
    #[arg(long, value_name = "CONDITION")]
    pub(crate) gold_where: Vec<Condition>,
    /// The gold marks some places only: don't count what the output has elsewhere
    #[arg(long)]
    pub(crate) partial: bool,
    /// Reports of another run: say for each figure whether it differs, and how surely
    #[arg(long, value_name = "REPORTS")]
    pub(crate) compare: Option<PathBuf>,
    /// Disagreements that are listed, of each kind
    #[arg(long, value_name = "NUMBER", default_value_t = 3)]
    pub(crate) errors: usize,
    /// Draws for each interval, and exchanges for each test
    #[arg(long, value_name = "NUMBER", default_value_t = 1000, value_parser = resamples)]
    pub(crate) resamples: usize,
    /// End with status 1 if F1 (0 to 1) is lower: of all labels together, of one (PER=0.8), or of their mean (macro=0.8);
    /// repeatable
    #[arg(long, value_name = "[LABEL=]F1", value_parser = least_f1)]
    pub(crate) min_f1: Vec<LeastF1>,
    /// How to write the results
    #[arg(long, default_value = "text")]
    pub(crate) format: CompareFormat,
    /// What offsets count, in gold and reports
    #[arg(long, value_name = "UNIT", default_value = "chars")]
    pub(crate) offsets: Offsets,
    /// Threads that share the documents; 0 is as many as there are cores
    #[arg(short = 'j', long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) threads: usize,
    /// Columns of the tables [default: the terminal's, up to 120; 80 elsewhere]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub(crate) width: Option<u16>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArgs {
    /// The first run: reports, or a pipeline (`.toml`) to run over the input; `-` is standard input
    #[arg(value_name = "A")]
    pub(crate) first: PathBuf,
    /// The second run, likewise
    #[arg(value_name = "B")]
    pub(crate) second: PathBuf,
    /// What the pipelines run over; for reports the texts, which are shown around what differs; repeatable
    #[arg(long, value_name = "FILE")]
    pub(crate) input: Vec<PathBuf>,
    /// How to read the input
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub(crate) input_format: InputFormat,
    /// Compare this layer alone, and neither summaries nor problems; repeatable
    #[arg(long, value_name = "LAYER")]
    pub(crate) layer: Vec<String>,
    /// By how much scores, and fractions in summaries, may differ
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, value_parser = tolerance)]
    pub(crate) score_tolerance: f64,
    /// How to write the differences
    #[arg(long, default_value = "text")]
    pub(crate) format: CompareFormat,
    /// What offsets count, in reports and in layers of the input
    #[arg(long, value_name = "UNIT", default_value = "chars")]
    pub(crate) offsets: Offsets,
    /// Run every analyzer in a worker process
    #[arg(long)]
    pub(crate) isolate: bool,
    /// Refuse every library and data file that is not as the lock file beside its pipeline has it
    #[arg(long)]
    pub(crate) locked: bool,
    /// Threads of each pipeline; 0 is as many as there are cores
    #[arg(short = 'j', long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) threads: usize,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// How the gold is written
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GoldFormatName {
    /// JSON if it begins with an object, else CoNLL
    Auto,
    /// A token and a tag on each line
    Conll,
    /// JSON objects
    Json,
}

impl From<GoldFormatName> for GoldFormat {
    fn from(name: GoldFormatName) -> Self {
        match name {
            GoldFormatName::Auto => GoldFormat::Auto,
            GoldFormatName::Conll => GoldFormat::Conll,
            GoldFormatName::Json => GoldFormat::Json,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatchRule {
    /// Same start, same end
    Exact,
    /// They overlap
    Overlap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareFormat {
    /// Text for people
    Text,
    /// JSON
    Json,
}

/// A name for a field, as it was written: it has been tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Naming(pub(crate) String);

fn field(written: &str) -> Result<Naming, String> {
    match Fields::default().set(written) {
        Ok(()) => Ok(Naming(written.to_owned())),
        Err(error) => Err(error.to_string()),
    }
}

fn renaming(written: &str) -> Result<(String, String), String> {
    match written.split_once('=') {
        Some((from, to)) if !from.is_empty() && !to.is_empty() => Ok((from.to_owned(), to.to_owned())),
        _ => Err("expected LABEL=LABEL, as in `GPE=LOC`".to_owned()),
    }
}

/// The least F1 of a label, or of what stands for several.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LeastF1 {
    pub(crate) label: String,
    pub(crate) least: f64,
}

fn least_f1(written: &str) -> Result<LeastF1, String> {
    let (label, least) = written.rsplit_once('=').unwrap_or(("micro", written));
    Ok(LeastF1 { label: label.to_owned(), least: share(least)? })
}

fn share(written: &str) -> Result<f64, String> {
    match written.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        Ok(percent) if percent > 1.0 && percent <= 100.0 => {
            Err(format!("expected a number from 0 to 1: did you mean {}?", percent / 100.0))
        }
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

fn tolerance(written: &str) -> Result<f64, String> {
    match written.parse::<f64>() {
        Ok(tolerance) if tolerance.is_finite() && tolerance >= 0.0 => Ok(tolerance),
        _ => Err("expected a number from 0".to_owned()),
    }
}

/// The most draws: more say nothing more, and all of them are kept until they are sorted.
const MOST_RESAMPLES: usize = 100_000;

fn resamples(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(number @ 1..=MOST_RESAMPLES) => Ok(number),
        _ => Err(format!("expected a whole number from 1 to {MOST_RESAMPLES}")),
    }
}

fn at_least_one(written: &str) -> Result<usize, String> {
    match written.parse() {
        Ok(0) | Err(_) => Err("expected a whole number from 1".to_owned()),
        Ok(number) => Ok(number),
    }
}
