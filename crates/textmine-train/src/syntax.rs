//! `textmine-train syntax`: treebanks in, a model of tags and trees out.
mod learn;
mod lexicon;
mod oracle;
mod perceptron;
mod recipe;
mod score;
pub(crate) mod show;
mod treebank;
mod varied;

use clap::Args;
use comfy_table::Table;
use indicatif::{ProgressBar, ProgressStyle};
use learn::{Example, Method, RELATIONS, TAGS};
use lexicon::ListError;
use recipe::{Recipe, Training, TreebankFile};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use textmine_syntax::model::{Parts, write};
use textmine_syntax::parser::learning::LexiconBytes;
use textmine_syntax::{Model, ModelError, Parser, Relation, weights};
use treebank::{Sentence, Treebank, TreebankError};
use varied::Names;

use crate::chance::Chance;

/// Arguments of `textmine-train syntax`.
#[derive(Debug, Args)]
pub(crate) struct SyntaxArgs {
    /// What to train from: a recipe (`.toml`), or treebanks in CoNLL-U to be learned with the lexicon of the shipped model
    #[arg(required = true)]
    sources: Vec<PathBuf>,
    /// Where to write the model
    #[arg(long, short)]
    output: PathBuf,
    /// A treebank to measure the model on
    #[arg(long)]
    dev: Vec<PathBuf>,
    /// A folder that the recipe's files are looked for in, after the recipe's own
    #[arg(long)]
    data: Vec<PathBuf>,
    /// Decides what is left to chance; the same seed gives the same model [default: the recipe's, or 42]
    #[arg(long)]
    seed: Option<u64>,
}

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SyntaxError {
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
    /// A treebank.
    #[error(transparent)]
    Treebank(#[from] TreebankError),
    /// A list.
    #[error(transparent)]
    List(#[from] ListError),
    /// What was written can't be read back.
    #[error("wrote a model that cannot be read back")]
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

/// Trains a model, writes it, and says how well it does on the treebanks it is measured on.
pub(crate) fn run(args: &SyntaxArgs) -> Result<String, SyntaxError> {
    let (mut recipe, folder) = recipe(args)?;
    recipe.training.seed = args.seed.unwrap_or(recipe.training.seed);
    check(&recipe)?;
    let place = |file: &Path| {
        let own = folder.join(file);
        let elsewhere = args.data.iter().map(|folder| folder.join(file)).find(|file| file.exists());
        if own.exists() { own } else { elsewhere.unwrap_or(own) }
    };
    let banks = recipe
        .treebank
        .iter()
        .map(|bank| Ok((bank, treebank::read(&place(&bank.file))?)))
        .collect::<Result<Vec<_>, TreebankError>>()?;
    let dev = recipe.dev.iter().map(|file| place(file)).chain(args.dev.iter().cloned());
    let dev =
        dev.map(|file| Ok((treebank::read(&file)?, file))).collect::<Result<Vec<_>, TreebankError>>()?;
    let mut names = match &recipe.names {
        Some(recipe::Names { given, surnames }) => {
            Names { given: lexicon::names(&place(given))?, surnames: lexicon::names(&place(surnames))? }
        }
        None => Names::default(),
    };
    let mut varied: Vec<Option<Sentence>> = Vec::new();
    if recipe.training.varied > 0.0 {
        let mut chance = Chance::new(recipe.training.seed);
        let all = banks.iter().flat_map(|(_, bank)| &bank.sentences);
        names.drop_words(all.clone());
        varied.extend(all.map(|sentence| varied::vary(sentence, &names, &mut chance)));
    }
    let lexicon = match &recipe.lexicon {
        Some(lists) => {
            let sentences = banks.iter().flat_map(|(_, bank)| &bank.sentences);
            LexiconBytes::from(&lexicon::build(lists, &place, sentences, varied.iter().flatten())?)
        }
        None => LexiconBytes::from(&Model::english()),
    };
    let trained = train(&lexicon, &banks, &varied, &recipe.training);
    let bytes = |card: &str| {
        let Trained { tags, moves, relations } = &trained;
        write(&Parts { lexicon: &lexicon, tags, moves, relations, card })
    };
    let model = Model::checked(bytes("")).map_err(SyntaxError::Written)?;
    let results = measured(&Parser::new(model), &dev);
    let failed = |source| SyntaxError::Write { path: args.output.clone(), source };
    // Beside the model to be, so that one that was there stays whole until the new one is.
    let folder =
        args.output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = output(folder).map_err(failed)?;
    file.write_all(&bytes(&card(&recipe, &banks, &results))).map_err(failed)?;
    file.persist(&args.output).map_err(|error| failed(error.error))?;
    Ok(results)
}

fn output(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".model");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    builder.tempfile_in(folder)
}

fn recipe(args: &SyntaxArgs) -> Result<(Recipe, PathBuf), SyntaxError> {
    match &args.sources[..] {
        [path] if path.extension().is_some_and(|extension| extension == "toml") => {
            let text = std::fs::read_to_string(path)
                .map_err(|source| SyntaxError::ReadRecipe { path: path.clone(), source })?;
            let recipe: Recipe =
                toml::from_str(&text).map_err(|fault| SyntaxError::Recipe { path: path.clone(), fault })?;
            Ok((recipe, path.parent().unwrap_or(Path::new("")).to_owned()))
        }
        files => {
            let treebank = files.iter().map(|file| TreebankFile {
                file: file.clone(),
                source: String::new(),
                licence: String::new(),
                weight: 1.0,
            });
            let recipe = Recipe {
                about: "Tags and trees, from treebanks.".to_owned(),
                training: Training::default(),
                lexicon: None,
                treebank: treebank.collect(),
                names: None,
                dev: Vec::new(),
            };
            Ok((recipe, PathBuf::new()))
        }
    }
}

fn check(recipe: &Recipe) -> Result<(), SyntaxError> {
    let training = &recipe.training;
    let times = |count: usize| (1..=1000).contains(&count);
    let share = |value: f32| (0.0..=1.0).contains(&value);
    let settings = [
        ("tag_epochs", training.tag_epochs as f32, times(training.tag_epochs), "from 1 to 1000"),
        ("tree_epochs", training.tree_epochs as f32, times(training.tree_epochs), "from 1 to 1000"),
        ("folds", training.folds as f32, (2..=100).contains(&training.folds), "from 2 to 100"),
        ("least_weight", f32::from(training.least_weight), training.least_weight < 127, "less than 127"),
        ("varied", training.varied, share(training.varied), "from 0 to 1"),
        ("varied_tags", training.varied_tags, share(training.varied_tags), "from 0 to 1"),
    ];
    let weights = recipe.treebank.iter().map(|bank| {
        ("weight", bank.weight, bank.weight > 0.0 && bank.weight <= 100.0, "more than 0, at most 100")
    });
    match settings.into_iter().chain(weights).find(|(_, _, right, _)| !right) {
        Some((name, found, _, expected)) => {
            Err(SyntaxError::Setting { name, found: found.to_string(), expected })
        }
        None => Ok(()),
    }
}

struct Trained {
    tags: Vec<u8>,
    moves: Vec<u8>,
    relations: Vec<u8>,
}

fn train(
    lexicon: &LexiconBytes,
    banks: &[(&TreebankFile, Treebank)],
    varied: &[Option<Sentence>],
    training: &Training,
) -> Trained {
    let sentences = banks.iter().flat_map(|(file, bank)| bank.sentences.iter().map(|s| (s, file.weight)));
    let mut examples: Vec<Example<'_>> =
        sentences.map(|(sentence, weight)| Example::new(sentence, lexicon, weight)).collect();
    // A sentence and its variant are in one fold.
    let own = examples.len();
    for (number, sentence) in varied.iter().enumerate() {
        if let Some(sentence) = sentence {
            let weight = examples[number].weight * training.varied;
            let tag_weight = weight * training.varied_tags;
            examples.push(Example { tag_weight, ..Example::new(sentence, lexicon, weight) });
        }
    }
    let fold_of: Vec<usize> = (0..own)
        .chain(varied.iter().enumerate().filter(|(_, varied)| varied.is_some()).map(|(number, _)| number))
        .map(|number| number % training.folds)
        .collect();
    let bar = ProgressBar::new((training.tag_epochs * (training.folds + 1) + training.tree_epochs) as u64);
    if let Ok(style) = ProgressStyle::with_template("{msg:24} [{bar:40}] {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    let done = || bar.inc(1);
    let method = Method { epochs: training.tag_epochs, least: training.least_mistakes, seed: training.seed };

    bar.set_message("learning tags");
    let all: Vec<&Example<'_>> = examples.iter().collect();
    let tags = learn::tagger(&all, method, &done);

    bar.set_message("tagging the treebanks");
    for fold in 0..training.folds {
        let others: Vec<&Example<'_>> = examples
            .iter()
            .zip(&fold_of)
            .filter(|(_, of)| **of != fold)
            .map(|(example, _)| example)
            .collect();
        let weights = learn::tagger(&others, method, &done);
        for (example, _) in examples.iter_mut().zip(&fold_of).filter(|(_, of)| **of == fold) {
            let tags = learn::tags(&example.seen, example.right.len(), &weights);
            example.seen.tagged(&tags);
        }
    }

    bar.set_message("learning trees");
    let method = Method { epochs: training.tree_epochs, ..method };
    let (moves, relations) = learn::parser(&examples, method, &done);
    bar.finish_and_clear();
    Trained {
        tags: weights::wide(&sparse(tags.means()), training.least_weight),
        moves: weights::narrow(&moves.means(), training.least_weight),
        relations: weights::wide(&sparse(relations.means()), training.least_weight),
    }
}

/// Weights with the numbers of their choices.
fn sparse<const N: usize>(means: BTreeMap<u64, [f32; N]>) -> BTreeMap<u64, Vec<(u8, f32)>> {
    let row = |row: [f32; N]| (0..).zip(row).filter(|(_, weight)| *weight != 0.0).collect();
    means.into_iter().map(|(feature, weights)| (feature, row(weights))).collect()
}

/// Relations that say who does what.
const SHOWN: [Relation; 18] = [
    Relation::Subject,
    Relation::PassiveSubject,
    Relation::Object,
    Relation::IndirectObject,
    Relation::Oblique,
    Relation::Agent,
    Relation::Nominal,
    Relation::Possessor,
    Relation::Conjunct,
    Relation::Apposition,
    Relation::OpenComplement,
    Relation::NounClause,
    Relation::Relative,
    Relation::Adverbial,
    Relation::Compound,
    Relation::Particle,
    Relation::PassiveAuxiliary,
    Relation::Flat,
];

/// Tables of how well the model does.
fn measured(parser: &Parser, dev: &[(Treebank, PathBuf)]) -> String {
    let mut text = String::new();
    for (bank, path) in dev {
        let score = score::score(parser, &bank.sentences);
        let mut table = Table::new();
        table.load_style(comfy_table::presets::ASCII_MARKDOWN);
        table.set_header([
            "measured on",
            "tokens",
            "tags",
            "lemmas",
            "UAS",
            "LAS",
            "UAS, words",
            "LAS, words",
            "dropped",
        ]);
        let percent = |part: u32, all: u32| format!("{:.2}", 100.0 * f64::from(part) / f64::from(all.max(1)));
        table.add_row([
            path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            score.tokens.to_string(),
            percent(score.tags, score.tokens),
            percent(score.lemmas[1], score.lemmas[0]),
            percent(score.heads, score.tokens),
            percent(score.relations, score.tokens),
            percent(score.word_heads, score.words),
            percent(score.word_relations, score.words),
            bank.dropped.to_string(),
        ]);
        let each = SHOWN.map(|relation| {
            let (_, counts) = score.each[relation as usize];
            format!("{} {:.1}", relation.as_str(), score::f1(counts))
        });
        let _ = write!(text, "{table}\n\nF1: {}\n", each.join(", "));
    }
    text
}

/// What the model says of itself.
fn card(recipe: &Recipe, banks: &[(&TreebankFile, Treebank)], results: &str) -> String {
    let mut card = format!("{}\n\nTrained from\n", recipe.about);
    for (file, bank) in banks {
        let tokens: usize = bank.sentences.iter().map(Vec::len).sum();
        let name = file.file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let origin = [file.source.as_str(), file.licence.as_str()].join(", ");
        let origin = match origin.trim_matches([',', ' ']) {
            "" => String::new(),
            origin => format!(" ({origin})"),
        };
        let dropped = bank.dropped;
        let _ = writeln!(
            card,
            "- {name}{origin}: {} sentences, {tokens} tokens, {dropped} sentences left out",
            bank.sentences.len()
        );
    }
    if !results.is_empty() {
        let _ = write!(
            card,
            "\nMeasured on sentences it was not trained on, split into tokens by textmine\n\n{results}"
        );
    }
    card
}

const _: () = assert!(TAGS <= 64 && RELATIONS <= 64);

#[cfg(test)]
mod tests;
