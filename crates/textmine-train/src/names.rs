//! `textmine-train names`: annotated text in, a model of names out.
mod corpus;
mod estimate;
mod examples;
mod invented;
mod lists;
mod recipe;
mod repair;
mod score;

use clap::Args;
use comfy_table::Table;
use corpus::{CorpusError, Sentence};
use estimate::{Weights, estimate};
use examples::{Documents, Example, Terms, Vocabulary};
use indicatif::{ProgressBar, ProgressStyle};
use invented::{Inventor, TemplateError};
use lists::ListError;
use recipe::{Corpus, Lexicon, Misc, Recipe, Training};
use repair::Repair;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use textmine_tagger::calibration::Calibration;
use textmine_tagger::chain::{Best, Marginals, Row, exponentials};
use textmine_tagger::lexicon::{Builder, Marks};
use textmine_tagger::model::{LexiconBytes, Parts, write};
use textmine_tagger::tag::names;
use textmine_tagger::{Model, ModelError, NameType, Tag};

use crate::chance::Chance;

/// Arguments of `textmine-train names`.
#[derive(Debug, Args)]
pub(crate) struct NamesArgs {
    /// What to train from: a recipe (`.toml`), or files of annotated text to be learned with the lexicon of `--base`
    #[arg(required = true)]
    sources: Vec<PathBuf>,
    /// Where to write the model
    #[arg(long, short)]
    output: PathBuf,
    /// A model whose lexicon (classes of words, known names) is used
    #[arg(long)]
    base: Option<PathBuf>,
    /// Annotated text to measure the model on
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
pub(crate) enum NamesError {
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
    /// Neither recipe nor base.
    #[error(
        "annotated text alone is not enough to train from; name a model whose lexicon to use with `--base`, or give a recipe (`.toml`)"
    )]
    NoLexicon,
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
    /// Annotated text.
    #[error(transparent)]
    Corpus(#[from] CorpusError),
    /// A list.
    #[error(transparent)]
    List(#[from] ListError),
    /// Templates.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The base model.
    #[error("cannot use the lexicon of `{}`", path.display())]
    Base {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: ModelError,
    },
    /// What was written can't be read back.
    #[error("wrote the model `{}`, but cannot read it back", path.display())]
    Written {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: ModelError,
    },
    /// Nothing to learn.
    #[error("no name is annotated in all of the text; expected tags such as `B-PER`")]
    NoNames,
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

/// Trains a model, writes it, and says how well it does on the texts it is measured on.
pub(crate) fn run(args: &NamesArgs) -> Result<String, NamesError> {
    let (mut recipe, folder) = recipe(args)?;
    recipe.training.seed = args.seed.unwrap_or(recipe.training.seed);
    check(&recipe.training)?;
    let weights = recipe.corpus.iter().map(|corpus| corpus.weight);
    let mut weights = weights.chain(recipe.invented.iter().map(|invented| invented.weight));
    if let Some(weight) = weights.find(|weight| !(*weight > 0.0 && *weight <= 100.0)) {
        let found = weight.to_string();
        return Err(NamesError::Setting { name: "weight", found, expected: "more than 0, at most 100" });
    }
    let place = |file: &Path| {
        let own = folder.join(file);
        let elsewhere = args.data.iter().map(|folder| folder.join(file)).find(|file| file.exists());
        if own.exists() { own } else { elsewhere.unwrap_or(own) }
    };
    let mut corpora = recipe
        .corpus
        .iter()
        .map(|corpus| Ok((corpus, corpus::read(&place(&corpus.file))?)))
        .collect::<Result<Vec<_>, CorpusError>>()?;
    let dev = recipe.dev.iter().map(|file| place(file)).chain(args.dev.iter().cloned());
    let dev = dev.map(|file| Ok((corpus::read(&file)?, file))).collect::<Result<Vec<_>, CorpusError>>()?;
    if !corpora.iter().any(|(_, sentences)| sentences.iter().any(|s| !s.names.is_empty())) {
        return Err(NamesError::NoNames);
    }
    // The lists are read even if a base stands in for the lexicon, which has their names no longer as text.
    let names = match &recipe.lexicon {
        Lexicon::Lists(lists) => lists::names(lists, &place)?,
        Lexicon::Model { .. } => HashMap::new(),
    };
    let repair = Repair::new(&names);
    let noisy = corpora.iter_mut().filter(|(corpus, _)| corpus.noisy);
    noisy.flat_map(|(_, sentences)| sentences).for_each(|sentence| repair.apply(sentence));
    let invented = invented(&recipe, &names, &place)?;
    if let Some(base) = &args.base {
        recipe.lexicon = Lexicon::Model { model: std::path::absolute(base).unwrap_or_else(|_| base.clone()) };
    }
    let lexicon = lexicon(&recipe.lexicon, &place, &corpora)?;
    let corpus_files: Vec<PathBuf> = recipe.corpus.iter().map(|corpus| place(&corpus.file)).collect();
    // Before the long work; and a model that was there stays whole until the new one is.
    let output = output(&args.output, args.sources.iter().chain(&args.dev).chain(corpus_files.iter()))?;
    let trained = train(&lexicon, &corpora, &invented, &recipe.training);
    let bytes = |card: &str| {
        write(&Parts {
            lexicon: &lexicon,
            features: &trained.features,
            least: recipe.training.least_weight,
            transitions: trained.transitions,
            calibration: trained.calibration,
            card,
        })
    };
    let failed = |source| NamesError::Write { path: args.output.clone(), source };
    std::fs::write(output.path(), bytes("")).map_err(failed)?;
    let model = Model::open(output.path())
        .map_err(|source| NamesError::Written { path: args.output.clone(), source })?;
    let results = measured(&Arc::new(model), &dev, recipe.training.sentences);
    std::fs::write(output.path(), bytes(&card(&recipe, &corpora, &invented, &results))).map_err(failed)?;
    output.persist(&args.output).map_err(|error| failed(error.error))?;
    Ok(results)
}

/// A file beside the model to be, which takes its place once it is whole.
fn output<'a>(
    path: &Path,
    mut sources: impl Iterator<Item = &'a PathBuf>,
) -> Result<tempfile::NamedTempFile, NamesError> {
    let failed = |source| NamesError::Write { path: path.to_owned(), source };
    let same = |other: &PathBuf| {
        std::fs::canonicalize(other)
            .is_ok_and(|other| std::fs::canonicalize(path).is_ok_and(|path| path == other))
    };
    if sources.any(same) {
        return Err(failed(std::io::Error::other(
            "it is one of the files that are learned from or measured on",
        )));
    }
    if path.is_dir() {
        return Err(failed(std::io::Error::other("it is a folder; expected the name of a file")));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".model");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    // The reason alone: the path would be that of the file beside it.
    builder.tempfile_in(folder).map_err(|error| failed(error.kind().into()))
}

fn recipe(args: &NamesArgs) -> Result<(Recipe, PathBuf), NamesError> {
    let [path] = &args.sources[..] else { return Ok((plain_recipe(args)?, PathBuf::new())) };
    if path.extension().is_none_or(|extension| extension != "toml") {
        return Ok((plain_recipe(args)?, PathBuf::new()));
    }
    let text = std::fs::read_to_string(path)
        .map_err(|source| NamesError::ReadRecipe { path: path.clone(), source })?;
    let recipe: Recipe =
        toml::from_str(&text).map_err(|fault| NamesError::Recipe { path: path.clone(), fault })?;
    let own = path.parent().unwrap_or(Path::new("")).to_owned();
    Ok((recipe, own))
}

/// What plain files of annotated text are trained by.
fn plain_recipe(args: &NamesArgs) -> Result<Recipe, NamesError> {
    let model = args.base.clone().ok_or(NamesError::NoLexicon)?;
    let corpus = |file: &PathBuf| Corpus {
        file: file.clone(),
        source: String::new(),
        licence: String::new(),
        weight: 1.0,
        noisy: false,
        misc: Misc::Annotated,
        nationalities_are_places: false,
    };
    Ok(Recipe {
        about: "names, from annotated text".to_owned(),
        training: Training { least_seen: 1, ..Training::default() },
        lexicon: Lexicon::Model { model },
        corpus: args.sources.iter().map(corpus).collect(),
        invented: Vec::new(),
        dev: Vec::new(),
    })
}

fn check(training: &Training) -> Result<(), NamesError> {
    let share = |value: f32| (0.0..1.0).contains(&value);
    let settings = [
        ("dropout", training.dropout, share(training.dropout), "0 or more, less than 1"),
        ("forgetting", training.forgetting, (0.0..=1.0).contains(&training.forgetting), "from 0 to 1"),
        ("doubt", training.doubt, (0.0..=1.0).contains(&training.doubt), "from 0 to 1"),
        (
            "caution",
            training.caution,
            training.caution > 0.0 && training.caution <= 1.0,
            "more than 0, at most 1",
        ),
        ("shouted", training.shouted, share(training.shouted), "0 or more, less than 1"),
        ("headlines", training.headlines, share(training.headlines), "0 or more, less than 1"),
        ("rate", training.rate, training.rate > 0.0 && training.rate <= 10.0, "more than 0, at most 10"),
        ("epochs", training.epochs as f32, (1..=1000).contains(&training.epochs), "from 1 to 1000"),
        ("averaged", training.averaged as f32, training.averaged >= 1, "1 or more"),
        ("folds", training.folds as f32, (2..=100).contains(&training.folds), "from 2 to 100"),
        ("least_weight", f32::from(training.least_weight), training.least_weight < 127, "less than 127"),
        ("sentences", training.sentences as f32, training.sentences >= 1, "1 or more"),
    ];
    match settings.into_iter().find(|(_, _, right, _)| !right) {
        Some((name, found, _, expected)) => {
            Err(NamesError::Setting { name, found: found.to_string(), expected })
        }
        None => Ok(()),
    }
}

fn lexicon(
    lexicon: &Lexicon,
    place: &dyn Fn(&Path) -> PathBuf,
    corpora: &[(&Corpus, Vec<Sentence>)],
) -> Result<LexiconBytes, NamesError> {
    match lexicon {
        Lexicon::Model { model } => {
            let path = place(model);
            let model = Model::open(&path).map_err(|source| NamesError::Base { path, source })?;
            Ok(LexiconBytes::from(&model))
        }
        Lexicon::Lists(lists) => {
            let mut builder: Builder = lists::build(lists, place)?;
            let mut seen: HashMap<String, u32> = HashMap::new();
            let words = corpora.iter().flat_map(|(_, sentences)| sentences).flat_map(|s| &s.words);
            for word in words.filter(|word| word.starts_with(char::is_lowercase)) {
                *seen.entry(word.to_lowercase()).or_default() += 1;
            }
            seen.into_iter().for_each(|(word, count)| builder.mark(&word, Marks::frequency(count)));
            Ok(LexiconBytes::from(&builder))
        }
    }
}

/// The invented sentences, with how much each counts.
fn invented(
    recipe: &Recipe,
    names: &HashMap<String, Vec<String>>,
    place: &dyn Fn(&Path) -> PathBuf,
) -> Result<Vec<(f32, Vec<Sentence>)>, NamesError> {
    if !recipe.invented.is_empty() && names.is_empty() {
        return Err(TemplateError::NoLists.into());
    }
    let mut chance = Chance::new(recipe.training.seed);
    let made = recipe.invented.iter().map(|invented| {
        let inventor = Inventor::read(&place(&invented.file), names)?;
        Ok((invented.weight, inventor.invent(invented.documents, recipe.training.sentences, &mut chance)))
    });
    made.collect()
}

struct Trained {
    features: BTreeMap<u64, Row>,
    transitions: [Row; 17],
    calibration: Calibration,
}

/// The weights, in five steps, each with what the one before found out.
fn train(
    lexicon: &LexiconBytes,
    corpora: &[(&Corpus, Vec<Sentence>)],
    invented: &[(f32, Vec<Sentence>)],
    training: &Training,
) -> Trained {
    let mut documents = Documents::new(lexicon.lexicon());
    let mut corpus_of: Vec<Option<usize>> = Vec::new();
    let mut chance = Chance::new(training.seed);
    for (number, (corpus, sentences)) in corpora.iter().enumerate() {
        let terms = Terms {
            weight: corpus.weight,
            noisy: corpus.noisy,
            misc: corpus.misc,
            nationalities_are_places: corpus.nationalities_are_places,
        };
        documents.add(sentences, training.sentences, terms);
        // Headlines differ: some sentences are shown once more as they would be written there.
        let mut varied = Vec::new();
        for sentence in sentences.iter().filter(|s| (4..=30).contains(&s.words.len()) && !s.names.is_empty())
        {
            let share = chance.share();
            if share < training.shouted {
                varied.push(examples::shouted(sentence));
            } else if share < training.shouted + training.headlines {
                varied.push(examples::headline(sentence));
            }
        }
        documents.add(&varied, training.sentences, Terms { weight: corpus.weight * 0.5, ..terms });
        corpus_of.resize(documents.len(), Some(number));
    }
    for (weight, sentences) in invented {
        let terms =
            Terms { weight: *weight, noisy: false, misc: Misc::Annotated, nationalities_are_places: false };
        documents.add(sentences, training.sentences, terms);
        corpus_of.resize(documents.len(), None);
    }
    let epochs = training.epochs * (2 + 2 * training.folds);
    let bar = ProgressBar::new(epochs as u64);
    if let Ok(style) = ProgressStyle::with_template("{msg:24} [{bar:40}] {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    let done = || bar.inc(1);

    bar.set_message("seeing features");
    let mut vocabulary = documents.vocabulary(training.least_seen);
    let mut examples = documents.examples(&vocabulary);
    let alone = vocabulary.len();

    // Before anything is doubted, so that noisy corpora lower the confidence too.
    bar.set_message("calibrating");
    let strange = |example: &Example, fold: usize| {
        corpus_of[example.document as usize].is_some_and(|corpus| corpus % training.folds == fold)
    };
    let judged = held_out(&examples, alone, training, &strange, &done, &judged).concat();
    let calibration = Calibration(Calibration::fit(&judged).0.map(|share| share * training.caution));

    bar.set_message("doubting noisy corpora");
    if examples.iter().any(|example| example.noisy) {
        let all: Vec<&Example> = examples.iter().collect();
        let weights = estimate(&all, alone, true, false, training, &done);
        let noisy = examples.iter_mut().filter(|example| example.noisy);
        noisy.for_each(|example| doubt(example, &weights, training.doubt));
    }

    bar.set_message("reading documents");
    let unseen = |example: &Example, fold: usize| example.document as usize % training.folds == fold;
    let probabilities = held_out(&examples, alone, training, &unseen, &done, &read).concat();
    remember(&documents, &mut examples, probabilities, &mut vocabulary);

    bar.set_message("learning");
    let all: Vec<&Example> = examples.iter().collect();
    let weights = estimate(&all, vocabulary.len(), false, true, training, &done);
    bar.finish_and_clear();
    let features = vocabulary.iter().map(|(key, number)| (key, weights.features[number as usize])).collect();
    Trained { features, transitions: weights.transitions, calibration }
}

/// Lets the tags of a noisy example be what the other corpora teach as well. Where it has a name, whatever is not too
/// improbable may be right; where it has none, only what is most probable, or ever more names would be found.
fn doubt(example: &mut Example, weights: &Weights, least: f32) {
    let scores = weights.scores(example, false);
    let (mut best, mut marginals) = (Best::default(), Marginals::default());
    let tags = best.sequence(&scores, &weights.transitions);
    let probabilities = marginals.of(&scores, &exponentials(&weights.transitions), None);
    for ((allowed, tag), row) in example.allowed.iter_mut().zip(tags).zip(probabilities) {
        let named = *allowed & Tag::OUTSIDE.bit() == 0;
        *allowed |= tag.bit();
        if named {
            let probable = (0..).zip(row).filter(|(_, probability)| **probability > least);
            *allowed |= probable.fold(0, |all, (tag, _)| all | Tag(tag).bit());
        }
    }
}

/// What `each` makes of the examples of each fold with weights of all the others; folds are worked on side by side.
fn held_out<T: Send>(
    examples: &[Example],
    features: usize,
    training: &Training,
    belongs: &(dyn Fn(&Example, usize) -> bool + Sync),
    progress: &(dyn Fn() + Sync),
    each: &(dyn Fn(usize, &Example, &Weights) -> Vec<T> + Sync),
) -> Vec<Vec<T>> {
    let fold = |fold: usize| {
        let others: Vec<&Example> = examples.iter().filter(|example| !belongs(example, fold)).collect();
        let weights = estimate(&others, features, false, false, training, &|| progress());
        let own = examples.iter().enumerate().filter(|(_, example)| belongs(example, fold));
        own.flat_map(|(number, example)| each(number, example, &weights)).collect()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(training.folds);
    let numbers: Vec<usize> = (0..training.folds).collect();
    let mut results = Vec::with_capacity(training.folds);
    for together in numbers.chunks(threads) {
        std::thread::scope(|scope| {
            let workers: Vec<_> = together.iter().map(|number| scope.spawn(|| fold(*number))).collect();
            for worker in workers {
                match worker.join() {
                    Ok(result) => results.push(result),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
    }
    results
}

/// The names that a first reading finds, with their probability, and whether the annotation has them.
fn judged(_: usize, example: &Example, weights: &Weights) -> Vec<(f32, bool)> {
    let vague = |set: &u32| set.count_ones() > 1;
    if example.allowed.iter().any(vague) {
        return Vec::new();
    }
    let scores = weights.scores(example, false);
    let (mut best, mut marginals) = (Best::default(), Marginals::default());
    let tags = best.sequence(&scores, &weights.transitions);
    let probabilities = marginals.of(&scores, &exponentials(&weights.transitions), None);
    let found = names(tags).map(|(first, end, _)| {
        let least = (first..end).map(|at| probabilities[at][usize::from(tags[at].0)]).fold(1.0, f32::min);
        (least, (first..end).all(|at| example.allowed[at] == tags[at].bit()))
    });
    found.collect()
}

/// The probabilities of the tags of an example's words, with its number.
fn read(number: usize, example: &Example, weights: &Weights) -> Vec<(usize, Vec<Row>)> {
    let mut marginals = Marginals::default();
    let rows = marginals.of(&weights.scores(example, false), &exponentials(&weights.transitions), None);
    vec![(number, rows.to_vec())]
}

/// Gives all examples the features that their documents' first readings give them.
fn remember(
    documents: &Documents<'_>,
    examples: &mut [Example],
    mut probabilities: Vec<(usize, Vec<Row>)>,
    vocabulary: &mut Vocabulary,
) {
    probabilities.sort_unstable_by_key(|(number, _)| *number);
    let rows: Vec<Vec<Row>> = probabilities.into_iter().map(|(_, rows)| rows).collect();
    let mut start = 0;
    while start < examples.len() {
        let document = examples[start].document;
        let len = examples[start..].iter().take_while(|example| example.document == document).count();
        let range = start..start + len;
        documents.remember(document as usize, &mut examples[range.clone()], &rows[range], vocabulary);
        start += len;
    }
}

/// A table of how well the model does.
fn measured(model: &Arc<Model>, dev: &[(Vec<Sentence>, PathBuf)], per_document: usize) -> String {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::ASCII_MARKDOWN);
    table.set_header(["measured on", "PER", "ORG", "LOC", "MISC", "P", "R", "F1", "right of those over 0.9"]);
    for (sentences, path) in dev {
        let score = score::score(model, sentences, per_document);
        let three = score.three();
        let sure: Vec<bool> = score.names.iter().filter(|(p, _)| *p > 0.9).map(|(_, right)| *right).collect();
        let percent = |part: u32, all: u32| format!("{:.1}", 100.0 * f64::from(part) / f64::from(all.max(1)));
        let mut row =
            vec![path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned())];
        row.extend(score.counts.map(|counts| match counts.expected {
            0 => "–".to_owned(),
            _ => format!("{:.1}", counts.f1()),
        }));
        row.push(percent(three.right, three.found));
        row.push(percent(three.right, three.expected));
        row.push(format!("{:.1}", three.f1()));
        row.push(percent(sure.iter().filter(|right| **right).count() as u32, sure.len() as u32) + " %");
        table.add_row(row);
    }
    match dev {
        [] => String::new(),
        _ => table.to_string(),
    }
}

/// What the model says of itself.
fn card(
    recipe: &Recipe,
    corpora: &[(&Corpus, Vec<Sentence>)],
    invented: &[(f32, Vec<Sentence>)],
    results: &str,
) -> String {
    let mut card = format!("{}\n\nTrained from\n", recipe.about);
    let mut list = |file: &Path, origin: &str, sentences: &[Sentence]| {
        let words: usize = sentences.iter().map(|s| s.words.len()).sum();
        let mut counts = [0; 4];
        sentences.iter().flat_map(|s| &s.names).for_each(|(_, _, kind)| counts[*kind as usize] += 1);
        let counts: Vec<String> =
            NameType::ALL.iter().zip(counts).map(|(kind, n)| format!("{} {n}", kind.as_str())).collect();
        let name = file.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let origin = if origin.is_empty() { String::new() } else { format!(" ({origin})") };
        let _ = writeln!(card, "- {name}{origin}: {words} tokens, {}", counts.join(", "));
    };
    for (corpus, sentences) in corpora {
        let origin = [corpus.source.as_str(), corpus.licence.as_str()].join(", ");
        list(&corpus.file, origin.trim_matches([',', ' ']), sentences);
    }
    for (templates, (_, sentences)) in recipe.invented.iter().zip(invented) {
        list(&templates.file, "invented from templates and lists of names", sentences);
    }
    if !results.is_empty() {
        let _ = write!(
            card,
            "\nMeasured from raw text on texts it was not trained on: F1 by type; precision, recall and F1 of PER, ORG and \
             LOC together\n\n{results}\n"
        );
    }
    card
}

#[cfg(test)]
mod tests;
