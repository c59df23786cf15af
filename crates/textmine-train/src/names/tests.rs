//! Tests of the training as a whole: files in, a model out, names found with it.
use super::{NamesArgs, run};
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use textmine_core::DocumentBuf;
use textmine_tagger::{Model, Tagger};

/// Sentences of our own; names stand in brackets, after their type.
const NEWS: &str = "\
[PER Ann Hill] flew to [LOC Oslo] on Monday .
The minister met [PER Ben Okoro] in [LOC Tampere] .
[ORG Norvik Bank] said profits fell in [LOC Oslo] .
[PER Clara Moss] , head of [ORG Palmer Motors] , declined to comment .
[ORG Tern Airways] opened an office in [LOC Varna] last year .
[PER David Lund] told [ORG Palmer Motors] that he would leave [LOC Varna] .
Talks in [LOC Port Hale] ended late , said [PER Eva Stone] .
The [MISC Danish] team won in [LOC Lindos] .
[PER Frank Ito] joined [ORG Alder Institute] in March .
[ORG Fjord Energy] hired [PER Gina Vale] .
A [MISC Norwegian] ship left [LOC Port Hale] for [LOC Lindos] .
[PER Hugo Brandt] spoke in [LOC Kelso] on Friday .
[ORG Alder Institute] said [PER Ann Hill] had met [PER Hugo Brandt] .
Shares of [ORG Fjord Energy] rose , and [ORG Tern Airways] fell .
[PER Eva Stone] of [ORG Norvik Bank] flew to [LOC Kelso] .
The talks between [PER Clara Moss] and [PER Frank Ito] went on in [LOC Tampere] .
";
const NOTES: &str = "\
[PER Ben Okoro] of [ORG Tern Airways] flew to [LOC Lindos] .
[ORG Palmer Motors] hired [PER David Lund] in [LOC Oslo] .
We met [PER Gina Vale] in [LOC Kelso] .
[ORG Marlow Bank] said it would close an office in [LOC Tampere] .
[PER Irene Cole] , head of [ORG Marlow Bank] , flew home .
The [MISC Finnish] minister told [PER Irene Cole] to wait .
[PER Jonas Reed] spoke in [LOC Varna] .
[ORG Corvin Energy] opened a school in [LOC Lindos] .
[PER Jonas Reed] joined [ORG Corvin Energy] .
Prices rose in [LOC Port Hale] , said [ORG Corvin Energy] .
[PER Lena Frost] told [PER Jonas Reed] that talks went on in [LOC Kelso] .
[ORG Velden Motors] hired [PER Lena Frost] .
A [MISC Finnish] team met [PER Lena Frost] in [LOC Oslo] .
Shares of [ORG Velden Motors] fell on Friday .
[PER Ann Hill] left [ORG Velden Motors] in May .
";
/// Names that none of the sentences above has, and `dev.txt` in the recipe.
const NEW: &str = "[PER Mara Quist] of [ORG Selby Bank] flew to [LOC Lindos] .\n";

const RECIPE: &str = r#"about = "Names in a test."
dev = ["dev.txt"]

[training]
epochs = 20
rate = 0.1
least_seen = 1

[lexicon]
cased_classes = "cased.tsv"
plain_classes = "plain.tsv"
given_names = "given.txt"
surnames = "surnames.txt"
nationalities = "nationalities.txt"
titles = "titles.tsv"
organisation_words = "organisations.tsv"
names = [{ kind = "city", file = "cities.txt" }]
mixed_names = ["mixed.tsv"]

[[corpus]]
file = "news.txt"
source = "Sentences of our own"
licence = "MIT OR Apache-2.0"

[[corpus]]
file = "notes.txt"
source = "More of them"
licence = "CC0 1.0"
weight = 0.5
misc = "unreliable"
"#;

/// What the recipe becomes with a noisy corpus and invented text, so that every step of the training has its part.
const MORE: &str = r#"noisy = true

[[invented]]
file = "results.toml"
documents = 2
weight = 0.5
"#;
const TEMPLATES: &str = r#"[names]
firm = ["org-bank", "org-company"]

[words]
day = ["Monday", "Friday"]

[[document]]
first = ["Results of {day} :"]
lines = ["{firm:ORG} # {firm:ORG} #", "{given+surname:PER} ( 1#th )"]
"#;

/// A folder with a recipe and all that it names.
struct Workshop(tempfile::TempDir);

impl Workshop {
    fn new() -> Workshop {
        let workshop = Workshop(tempfile::tempdir().unwrap());
        for (name, text) in [
            ("recipe.toml", RECIPE),
            ("more.toml", &[RECIPE, MORE].concat()),
            ("results.toml", TEMPLATES),
            ("cased.tsv", "Oslo\t3\t30\t300\nVarna\t3\t30\t300\nflew\t5\t50\t500\nmet\t5\t50\t500\n"),
            ("plain.tsv", "oslo\t4\t40\t400\nvarna\t4\t40\t400\nflew\t6\t60\t600\nsaid\t6\t61\t601\n"),
            ("given.txt", "Ann\nBen\nClara\nDavid\nEva\nMara\n"),
            ("surnames.txt", "Hill\nMoss\nLund\nStone\nQuist\n"),
            ("nationalities.txt", "Danish\nNorwegian\nFinnish\n"),
            ("titles.tsv", "minister\tr\n"),
            ("organisations.tsv", "bank\to\nmotors\tc\n"),
            ("cities.txt", "Oslo\nTampere\nVarna\nLindos\n"),
            ("mixed.tsv", "org-bank\tNorvik Bank\norg-company\tPalmer Motors\n"),
        ] {
            workshop.write(name, text);
        }
        for (name, sentences) in [("news.txt", NEWS), ("notes.txt", NOTES), ("dev.txt", NEW)] {
            workshop.write(name, &annotated(sentences));
        }
        workshop
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Trains `mine.model`: the table of results, or the error as it is told.
    fn train(&self, sources: &[&str], base: Option<&str>, seed: Option<u64>) -> Result<String, String> {
        let args = NamesArgs {
            sources: sources.iter().map(|name| self.path(name)).collect(),
            output: self.path("mine.model"),
            base: base.map(|name| self.path(name)),
            dev: Vec::new(),
            data: Vec::new(),
            seed,
        };
        run(&args).map_err(|error| {
            let chain =
                std::iter::successors(Some(&error as &dyn Error), |error: &&dyn Error| (*error).source());
            let told: Vec<String> = chain.map(ToString::to_string).collect();
            told.join(": ").replace(&format!("{}/", self.0.path().display()), "")
        })
    }

    /// Trains by the longer recipe; the bytes of the model.
    fn bytes(&self, seed: u64) -> Vec<u8> {
        self.train(&["more.toml"], None, Some(seed)).unwrap();
        std::fs::read(self.path("mine.model")).unwrap()
    }

    fn model(&self) -> Model {
        Model::open(&self.path("mine.model")).unwrap()
    }

    /// The names that `mine.model` finds, with their types.
    fn names(&self, text: &str) -> String {
        let document = DocumentBuf::new("d", text).unwrap();
        let view = document.view();
        let mut tagger = Tagger::new(Arc::new(self.model()));
        let names = tagger.names(&view).into_iter().map(|name| {
            let tokens = &view.tokens()[name.first as usize..name.end as usize];
            let name_text = &text[tokens[0].span.start as usize..tokens[tokens.len() - 1].span.end as usize];
            format!("{} {name_text}", name.kind.as_str())
        });
        names.collect::<Vec<_>>().join("; ")
    }
}

/// A token and a tag on each line, from sentences with their names in brackets.
fn annotated(sentences: &str) -> String {
    let mut lines = String::new();
    for sentence in sentences.lines() {
        let (mut kind, mut prefix) = (None, "B");
        for word in sentence.split(' ') {
            if let Some(name) = word.strip_prefix('[') {
                (kind, prefix) = (Some(name), "B");
                continue;
            }
            let token = word.trim_end_matches(']');
            match kind {
                Some(kind) => lines.push_str(&format!("{token}\t{prefix}-{kind}\n")),
                None => lines.push_str(&format!("{token}\tO\n")),
            }
            prefix = "I";
            if word.ends_with(']') {
                kind = None;
            }
        }
        lines.push('\n');
    }
    lines
}

#[test]
fn the_same_sources_and_seed_give_the_same_bytes_and_another_seed_others() {
    let (workshop, elsewhere) = (Workshop::new(), Workshop::new());
    let first = workshop.bytes(1);
    assert!(workshop.bytes(1) == first, "the same again");
    assert!(elsewhere.bytes(1) == first, "in another folder");
    assert!(workshop.bytes(2) != first, "with another seed");
}

#[test]
#[cfg(target_os = "linux")]
fn one_thread_gives_the_same_bytes_as_many() {
    use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
    let workshop = Workshop::new();
    let many = workshop.bytes(1);
    let allowed = sched_getaffinity(None).unwrap();
    let mut one = CpuSet::new();
    one.set((0..CpuSet::MAX_CPU).find(|cpu| allowed.is_set(*cpu)).unwrap());
    // Of this thread alone, and of those that it starts.
    sched_setaffinity(None, &one).unwrap();
    assert_eq!(std::thread::available_parallelism().unwrap().get(), 1);
    assert!(workshop.bytes(1) == many);
}

#[test]
fn thirty_sentences_teach_the_names_of_a_new_one() {
    let workshop = Workshop::new();
    let results = workshop.train(&["recipe.toml"], None, None).unwrap();
    let text = "Mara Quist of Selby Bank flew to Lindos. The weather was fine.";
    assert_eq!(workshop.names(text), "PER Mara Quist; ORG Selby Bank; LOC Lindos");
    let row = results.lines().last().unwrap();
    assert_eq!(row.split('|').map(str::trim).nth(8), Some("100.0"), "F1 on the same sentence: {results}");
}

#[test]
fn texts_alone_are_learned_with_the_lexicon_of_another_model() {
    let workshop = Workshop::new();
    workshop.bytes(1);
    std::fs::rename(workshop.path("mine.model"), workshop.path("other.model")).unwrap();
    workshop.train(&["news.txt", "notes.txt"], Some("other.model"), None).unwrap();
    let knows = |word: &str| workshop.model().lexicon().is_nationality(word);
    assert_eq!((knows("Finnish"), knows("Polish")), (true, false));
    let names = workshop.names("Mara Quist of Selby Bank flew to Lindos.");
    assert_eq!(names, "PER Mara Quist; ORG Selby Bank; LOC Lindos");
    // A recipe's own lexicon makes way for it too.
    workshop.write("nationalities.txt", "Polish\n");
    workshop.train(&["recipe.toml"], Some("other.model"), None).unwrap();
    assert_eq!((knows("Finnish"), knows("Polish")), (true, false));
    workshop.train(&["recipe.toml"], None, None).unwrap();
    assert_eq!((knows("Finnish"), knows("Polish")), (false, true));
}

#[test]
fn the_card_names_every_corpus_with_licence_and_counts_and_the_results() {
    let workshop = Workshop::new();
    let results = workshop.train(&["more.toml"], None, None).unwrap();
    let model = workshop.model();
    let card = model.card();
    let (sources, measured) = card.split_once("\n\nMeasured").unwrap();
    insta::assert_snapshot!(sources);
    assert!(measured.contains(&results) && results.contains("| dev "), "{card}");
}

#[test]
fn what_can_t_be_trained_from_is_told_with_its_place() {
    /// Turns the sound workshop into one that isn't.
    type Spoil = fn(&Workshop);
    fn recipe(workshop: &Workshop, from: &str, to: &str) {
        assert!(RECIPE.contains(from));
        workshop.write("recipe.toml", &RECIPE.replacen(from, to, 1));
    }
    let by_recipe = &["recipe.toml"][..];
    let cases: [(&str, &[&str], Spoil); 16] = [
        ("an unknown key", by_recipe, |w| recipe(w, "least_seen", "least_sene")),
        ("an unknown key of a corpus", by_recipe, |w| recipe(w, "licence", "license")),
        ("a value of the wrong type", by_recipe, |w| recipe(w, "epochs = 20", "epochs = \"many\"")),
        ("no TOML", by_recipe, |w| recipe(w, "[training]", "[training")),
        ("epochs out of range", by_recipe, |w| recipe(w, "epochs = 20", "epochs = 0")),
        ("a share out of range", by_recipe, |w| recipe(w, "epochs = 20", "dropout = 1.5")),
        ("a missing recipe", &["gone.toml"], |_| ()),
        ("a missing corpus", by_recipe, |w| recipe(w, "news.txt", "gone.txt")),
        ("a list with a bad line", by_recipe, |w| w.write("cased.tsv", "Oslo\t3\t30\t300\nVarna\t3\t30\n")),
        ("a class out of range", by_recipe, |w| w.write("plain.tsv", "oslo\t64\t0\t0\n")),
        ("a missing list", by_recipe, |w| recipe(w, "surnames.txt", "gone.txt")),
        ("missing templates", &["more.toml"], |w| std::fs::remove_file(w.path("results.toml")).unwrap()),
        ("a bad template", &["more.toml"], |w| {
            w.write("results.toml", &TEMPLATES.replace("{day}", "{month}"));
        }),
        ("invented text without lists", &["more.toml"], |w| {
            let (before, rest) = RECIPE.split_once("cased_classes").unwrap();
            let (_, after) = rest.split_once("[[corpus]]").unwrap();
            let without = format!("{before}model = \"other.model\"\n[[corpus]]{after}{MORE}");
            w.write("more.toml", &without);
        }),
        ("no name in all of the text", by_recipe, |w| {
            ["news.txt", "notes.txt"].iter().for_each(|name| w.write(name, "It\tO\nrained\tO\n.\tO\n"));
        }),
        ("plain files and no base", &["news.txt", "notes.txt"], |_| ()),
    ];
    let mut all = String::new();
    for (what, sources, spoil) in cases {
        let workshop = Workshop::new();
        spoil(&workshop);
        let error = workshop.train(sources, None, None).expect_err(what);
        // Which keys there are is the recipe's affair.
        let error = match error.split_once(", expected one of `") {
            Some((before, _)) => format!("{before}, expected one of …\n"),
            None => error,
        };
        assert!(!workshop.path("mine.model").exists(), "{what}: a model is there all the same");
        all.push_str(&format!("# {what}\n{error}\n"));
    }
    let workshop = Workshop::new();
    workshop.write("other.model", "no model");
    let error = workshop.train(&["news.txt"], Some("other.model"), None).unwrap_err();
    all.push_str(&format!("# a base that is none\n{error}\n"));
    insta::assert_snapshot!(all);
}

#[test]
fn no_model_takes_the_place_of_what_it_is_learned_from() {
    let folder = tempfile::tempdir().unwrap();
    let (text, gone) = (folder.path().join("mine.conll"), folder.path().join("gone/a.model"));
    std::fs::write(&text, "Oslo\tB-LOC\n").unwrap();
    let refused = |path: &std::path::Path| {
        let error = super::output(path, [&text].into_iter()).unwrap_err();
        std::error::Error::source(&error).unwrap().to_string()
    };
    let errors = [refused(&text), refused(folder.path()), refused(&gone)];
    insta::assert_snapshot!(errors.join("\n"));
    assert!(super::output(&folder.path().join("a.model"), [&text].into_iter()).is_ok());
}
