//! `textmine-train sentiment`: labelled text in, a model of sentiment out.
mod adapt;
mod corpus;
mod examples;
mod filters;
mod learn;
mod lexicons;
mod logistic;
mod recipe;
mod ridge;
mod score;
mod valence;
mod vocabulary;

use clap::Args;
use comfy_table::Table;
use corpus::{CorpusError, Text, drop_measured, essence};
use indicatif::{ProgressBar, ProgressStyle};
use learn::Material;
use lexicons::{ListError, Lists};
use recipe::{Kind, Recipe, Training};
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use textmine_core::DocumentBuf;
use textmine_tone::model::{Draft, Parts};
use textmine_tone::parameters::Parameters;
use textmine_tone::{Model, ModelError};
use vocabulary::{Counts, Vocabulary};

/// Arguments of `textmine-train sentiment`.
#[derive(Debug, Args)]
pub(crate) struct SentimentArgs {
    /// What to train from: a recipe (`.toml`)
    recipe: PathBuf,
    /// Where to write the model
    #[arg(long, short)]
    output: PathBuf,
    /// A model to adapt to the recipe's texts, rather than to train one from nothing
    #[arg(long, value_name = "MODEL")]
    base: Option<PathBuf>,
    /// A folder that the recipe's files are looked for in, after the recipe's own
    #[arg(long)]
    data: Vec<PathBuf>,
    /// Decides what is left to chance; the same seed gives the same model [default: the recipe's, or 42]
    #[arg(long)]
    seed: Option<u64>,
}

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SentimentError {
    /// The recipe can't be read.
    #[error("cannot read the recipe `{}`", path.display())]
    ReadRecipe {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The recipe makes no sense.
    #[error("the recipe `{}` makes no sense\n{fault}", path.display())]
    Recipe {
        /// The file.
        path: PathBuf,
        /// The place, underlined, and what was expected.
        fault: toml::de::Error,
    },
    /// A setting out of range.
    #[error("`{name}` is {found}; expected {expected}")]
    Setting {
        /// The setting.
        name: &'static str,
        /// Its value.
        found: String,
        /// Its range.
        expected: &'static str,
    },
    /// The model to adapt is none.
    #[error("cannot adapt `{}`", path.display())]
    Base {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: ModelError,
    },
    /// Lists that would change nothing.
    #[error("the recipe `{}` has a `[lexicon]`, but with `--base` the words are those of that model; leave one of them out", path.display())]
    LexiconWithBase {
        /// The recipe.
        path: PathBuf,
    },
    /// Lists are missing.
    #[error(
        "the recipe `{}` has no `[lexicon]`, which a model needs that is trained from nothing; add it, or adapt a model with \
         `--base MODEL`", path.display()
    )]
    NoLexicon {
        /// The recipe.
        path: PathBuf,
    },
    /// Labelled text.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// A list.
    #[error(transparent)]
    List(#[from] ListError),
    /// What was written can't be read back.
    #[error("made a model that cannot be read back")]
    Written(#[source] ModelError),
    /// The model can't be written.
    #[error("cannot write the model `{}`", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// A file that is measured on, by its name.
type Dev = (String, Kind, Vec<Text>);

/// Trains a model, writes it, and says how well it does on the texts it is measured on.
pub(crate) fn run(args: &SentimentArgs) -> Result<String, SentimentError> {
    let mut recipe = read_recipe(&args.recipe)?;
    recipe.training.seed = args.seed.unwrap_or(recipe.training.seed);
    check(&recipe)?;
    let folder = args.recipe.parent().unwrap_or(Path::new(""));
    let place = |file: &Path| {
        let own = folder.join(file);
        let elsewhere = args.data.iter().map(|folder| folder.join(file)).find(|file| file.exists());
        if own.exists() { own } else { elsewhere.unwrap_or(own) }
    };
    let dev = recipe
        .dev
        .iter()
        .map(|dev| Ok((name(&dev.file), dev.kind, corpus::read(&place(&dev.file), dev.kind)?)))
        .collect::<Result<Vec<Dev>, CorpusError>>()?;
    let measured: HashSet<String> =
        dev.iter().flat_map(|(_, _, texts)| texts).map(|text| essence(&text.text)).collect();
    let mut texts: Vec<Vec<Text>> = Vec::new();
    let mut counts: Vec<[usize; 2]> = Vec::new();
    for corpus in &recipe.corpus {
        let mut read = corpus::read(&place(&corpus.file), corpus.kind)?;
        let dropped = drop_measured(&mut read, &measured);
        counts.push([read.len(), dropped]);
        texts.push(read);
    }
    let path = || args.recipe.clone();
    let (mut draft, before) = match (&args.base, &recipe.lexicon) {
        (Some(_), Some(_)) => return Err(SentimentError::LexiconWithBase { path: path() }),
        (None, None) => return Err(SentimentError::NoLexicon { path: path() }),
        (Some(base), None) => {
            let failed = |source| SentimentError::Base { path: base.clone(), source };
            let base = Model::open(base).map_err(failed)?;
            let corpora: Vec<_> = recipe.corpus.iter().zip(texts.iter().map(Vec::as_slice)).collect();
            (
                adapt::adapt(&base, &corpora, &recipe.training),
                format!("{}\n\nAdapted: ", base.card().trim_end()),
            )
        }
        (None, Some(lexicon)) => {
            let mut lists = lexicons::read(lexicon, &place)?;
            valence::fill(&mut lists, recipe.training.seed);
            (train(&recipe, &texts, &lists)?, String::new())
        }
    };
    let model = Model::checked(draft.to_bytes()).map_err(SentimentError::Written)?;
    let results = measure(&model, &dev);
    draft.set_card(&(before + &card(&recipe, &counts, &results)));
    write(&args.output, &draft.to_bytes())
        .map_err(|source| SentimentError::Write { path: args.output.clone(), source })?;
    Ok(results)
}

fn read_recipe(path: &Path) -> Result<Recipe, SentimentError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| SentimentError::ReadRecipe { path: path.to_owned(), source })?;
    toml::from_str(&text).map_err(|fault| SentimentError::Recipe { path: path.to_owned(), fault })
}

fn check(recipe: &Recipe) -> Result<(), SentimentError> {
    let training = &recipe.training;
    let held = |penalty: f32| penalty > 0.0 && penalty <= 1e6;
    let settings = [
        ("words_penalty", training.words_penalty, held(training.words_penalty), "more than 0"),
        ("dense_penalty", training.dense_penalty, held(training.dense_penalty), "more than 0"),
        ("register_penalty", training.register_penalty, held(training.register_penalty), "more than 0"),
        (
            "register_dense_penalty",
            training.register_dense_penalty,
            held(training.register_dense_penalty),
            "more than 0",
        ),
        ("adapted_penalty", training.adapted_penalty, held(training.adapted_penalty), "more than 0"),
        ("target_penalty", training.target_penalty, held(training.target_penalty), "more than 0"),
        ("epochs", training.epochs as f32, (1..=1000).contains(&training.epochs), "from 1 to 1000"),
        ("rate", training.rate, training.rate > 0.0 && training.rate <= 1.0, "more than 0, at most 1"),
        (
            "scale",
            training.scale,
            training.scale > 0.0 && training.scale <= 100.0,
            "more than 0, at most 100",
        ),
    ];
    let weights = recipe.corpus.iter().flat_map(|corpus| [corpus.weight, corpus.target_weight]);
    let weights = weights.map(|weight| ("weight", weight, (0.0..=100.0).contains(&weight), "from 0 to 100"));
    let shares = training
        .network_share
        .map(|share| ("network_share", share, (0.0..=1.0).contains(&share), "from 0 to 1"));
    let expected = training.expected.map(|more| ("expected", more, more.abs() <= 100.0, "from -100 to 100"));
    match settings.into_iter().chain(weights).chain(shares).chain(expected).find(|(_, _, right, _)| !right) {
        Some((name, found, _, expected)) => {
            Err(SentimentError::Setting { name, found: found.to_string(), expected })
        }
        None => Ok(()),
    }
}

fn train(recipe: &Recipe, texts: &[Vec<Text>], lists: &Lists) -> Result<Draft, SentimentError> {
    let training: &Training = &recipe.training;
    let bar = ProgressBar::new(training.epochs as u64 + 4);
    if let Ok(style) = ProgressStyle::with_template("{msg:24} [{bar:40}] {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message("counting words");
    let mut counts = Counts::default();
    let mut counted = HashSet::new();
    let told = recipe.corpus.iter().zip(texts).filter(|(corpus, _)| !corpus.silver);
    for text in told.flat_map(|(_, texts)| texts).filter(|text| counted.insert(text.text.as_str())) {
        if let Ok(document) = DocumentBuf::new("", text.text.as_str()) {
            counts.add(&document.view());
        }
    }
    let vocabulary: Vocabulary = vocabulary::build(&counts, lists, training.least_seen, training.words);
    let mut parts = Parts {
        words: vocabulary.words.clone(),
        rows: vocabulary.rows.clone(),
        phrases: vocabulary.phrases.clone(),
        filters: vec![[0; textmine_tone::network::ROW]; textmine_tone::word::SPECIAL as usize],
        placed: vec![[0; textmine_tone::target::WEIGHTS]; textmine_tone::word::SPECIAL as usize],
        pairs: BTreeMap::new(),
        targets: BTreeMap::new(),
        parameters: Parameters::new(),
    };
    parts.parameters.scales.fill(training.scale);
    parts.parameters.network.copy_from_slice(&training.network_share);
    bar.inc(1);
    bar.set_message("reading");
    // The same reading that the analyzer has, with words that have no weights yet.
    let reader = Model::checked(Draft::from(&parts).to_bytes()).map_err(SentimentError::Written)?;
    let corpora = recipe
        .corpus
        .iter()
        .zip(texts)
        .map(|(corpus, texts)| (corpus, examples::see(&reader, texts, corpus.kind)))
        .collect();
    let material = Material { corpora, lists, vocabulary: &vocabulary, training };
    bar.inc(1);
    bar.set_message("learning sentences");
    learn::sentences(&material, &mut parts);
    bar.inc(1);
    bar.set_message("learning targets");
    learn::targets(&material, &mut parts);
    bar.inc(1);
    bar.set_message("learning the network");
    learn::network(&material, &mut parts, &|| bar.inc(1));
    bar.finish_and_clear();
    Ok(Draft::from(&parts))
}

/// A table of how well the model does.
fn measure(model: &Model, dev: &[Dev]) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header(["measured on", "what", "texts", "accuracy", "macro-F1", "correlation", "registers"]);
    for (name, kind, texts) in dev {
        let (said, registers) = score::said(model, texts, *kind);
        let score = score::score(texts, &said);
        let kind = match kind {
            Kind::Sentence => "sentences",
            Kind::Document => "documents",
            Kind::Target => "targets",
        };
        table.add_row([
            name.clone(),
            kind.to_owned(),
            score.texts.to_string(),
            format!("{:.1}", score.accuracy),
            format!("{:.1}", score.macro_f1),
            score.correlation.map_or_else(String::new, |r| format!("{r:.3}")),
            registers.map(|share| format!("{:.0}", 100.0 * share)).join(" "),
        ]);
    }
    if dev.is_empty() { String::new() } else { table.to_string() }
}

/// What the model says of itself.
fn card(recipe: &Recipe, counts: &[[usize; 2]], results: &str) -> String {
    let mut card = format!("{}\n\nTrained from\n", recipe.about);
    for (corpus, [kept, dropped]) in recipe.corpus.iter().zip(counts) {
        let origin = [corpus.source.as_str(), corpus.licence.as_str()].join(", ");
        let origin = match origin.trim_matches([',', ' ']) {
            "" => String::new(),
            origin => format!(" ({origin})"),
        };
        let _ = write!(card, "- {}{origin}: {kept} texts", name(&corpus.file));
        let _ = match dropped {
            0 => writeln!(card),
            dropped => writeln!(card, ", {dropped} left out because they are measured on"),
        };
    }
    if !results.is_empty() {
        let _ = write!(card, "\nMeasured on texts it was not trained on\n\n{results}\n");
    }
    card
}

/// A file's name without folders and endings.
fn name(file: &Path) -> String {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// Puts a new file in place only once it is whole, so that a model that was there stays until then.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".model");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests;
