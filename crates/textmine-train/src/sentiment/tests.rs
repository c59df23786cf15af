//! Training from a few lines of text: what comes out, and what is refused.
use super::corpus::{Label, Text};
use super::recipe::Kind;
use super::{SentimentArgs, run, score};
use std::error::Error;
use std::path::{Path, PathBuf};
use textmine_tone::Model;

const RECIPE: &str = r#"
about = "a model to try the trainer with"

[training]
least_seen = 1
epochs = 2

[lexicon]
valence = "valence.tsv"
emoticons = "emoticons.tsv"
cues = "cues.tsv"
alike = "alike.tsv"
vader = "vader.tsv"
afinn = "afinn.tsv"
positive = "positive.txt"
negative = "negative.txt"
pattern = "pattern.xml"
vectors = "vectors.txt"

[[corpus]]
file = "rated.tsv"
kind = "sentence"
register = "news"
source = "our own"
licence = "MIT"

[[corpus]]
file = "targets.jsonl"
kind = "target"
register = "business"

[[corpus]]
file = "reviews.tsv"
kind = "document"
register = "reviews"

[[dev]]
file = "dev.tsv"
kind = "sentence"
"#;

const FILES: [(&str, &str); 14] = [
    ("valence.tsv", "# word\tsentence\tsubject\tobject\ngood\t2\t1\t1\nbad\t-2\t-1\t-1\n"),
    ("emoticons.tsv", ":)\t2\n:(\t-2\n"),
    ("cues.tsv", "not\tnegator\nvery\tbooster\t0.3\nbut\tcontrast\n"),
    ("alike.tsv", "he she\n"),
    ("vader.tsv", "good\t1.9\nbad\t-2.5\nfine\t0.8\n"),
    ("afinn.tsv", "good\t3\nbad\t-3\n"),
    ("positive.txt", "; comment\ngood\nfine\n"),
    ("negative.txt", "bad\nawful\n"),
    ("pattern.xml", "<word form=\"good\" polarity=\"0.7\"/>\n<word form=\"awful\" polarity=\"-1.0\"/>\n"),
    (
        "vectors.txt",
        "good 0.1 0.9 0.3\nbad 0.2 -0.8 0.1\nfine 0.3 0.7 -0.2\nawful 0.1 -0.9 0.2\nharbour 0.9 0.1 0.4\n",
    ),
    (
        "rated.tsv",
        "1\t0.8\tThe harbour is very good.\n2\t-0.8\tThe harbour is bad and awful.\n3\tneu\tThe harbour opens at noon.\n4\tpos\t\
         The bridge is fine.\n",
    ),
    (
        "targets.jsonl",
        "{\"text\": \"Ruiz made a good deal.\", \"target_start\": 0, \"target_end\": 4, \"label\": \"pos\"}\n{\"text\": \"Bell \
         made a bad, awful deal.\", \"target_start\": 0, \"target_end\": 4, \"label\": \"neg\"}\n{\"text\": \"Lind met the \
         council.\", \"target_start\": 0, \"target_end\": 4, \"label\": \"neu\"}\n",
    ),
    ("reviews.tsv", "1\tpos\tA good book. It is fine.\n2\tneg\tA bad book. It is awful.\n"),
    ("dev.tsv", "1\tpos\tThe bridge is, FINE\n2\tneg\tA bad road.\n"),
];

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Folder(tempfile::tempdir().expect("a folder"));
        for (name, text) in FILES.into_iter().chain([("recipe.toml", RECIPE)]) {
            folder.write(name, text);
        }
        folder
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    /// Trains; the bytes of the model, or the message with its cause.
    fn train(&self, seed: Option<u64>) -> Result<Vec<u8>, String> {
        self.train_from(seed, None)
    }

    /// The same, from a model if one is named.
    fn train_from(&self, seed: Option<u64>, base: Option<PathBuf>) -> Result<Vec<u8>, String> {
        let output = self.0.path().join("out.model");
        let recipe = self.0.path().join("recipe.toml");
        let args = SentimentArgs { recipe, output: output.clone(), base, data: Vec::new(), seed };
        match run(&args) {
            Ok(_) => Ok(std::fs::read(output).expect("a model")),
            Err(error) => {
                let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
                let place = self.0.path().to_string_lossy().into_owned();
                Err(format!("{error}{cause}").replace(&place, "FOLDER"))
            }
        }
    }
}

#[test]
fn equal_seeds_give_equal_bytes_and_others_another_model() {
    let folder = Folder::new();
    let first = folder.train(Some(7)).expect("trained");
    assert!(first == Folder::new().train(Some(7)).expect("trained"));
    assert!(first != folder.train(Some(8)).expect("trained"));
}

#[test]
fn texts_that_are_measured_on_are_left_out_and_the_card_says_so() {
    let bytes = Folder::new().train(None).expect("trained");
    insta::assert_snapshot!(Model::checked(bytes).expect("a model").card().into_owned());
}

#[test]
fn what_can_not_be_learned_from_is_told_with_its_place() {
    let cases = [
        ("rated.tsv", "1\tpos\tGood.\n2\tsplendid\tA road.\n"),
        ("rated.tsv", "1\t1.5\tA road.\n"),
        ("rated.tsv", "1\tpos\n"),
        ("rated.tsv", "\n"),
        (
            "targets.jsonl",
            "{\"text\": \"Ruiz\", \"target_start\": 0, \"target_end\": 9, \"label\": \"pos\"}\n",
        ),
        ("targets.jsonl", "{\"text\": \"Ruiz\"\n"),
        (
            "targets.jsonl",
            "{\"text\": \"Ruiz\", \"target_start\": 0, \"target_end\": 4, \"label\": {\"pos\": 0.9, \"neg\": 0.1}}\n",
        ),
        (
            "targets.jsonl",
            "{\"text\": \"Ruiz\", \"target_start\": 0, \"target_end\": 4, \"label\": {\"pos\": 0.9, \"neu\": 0.3, \"neg\": 0}}\n",
        ),
        ("cues.tsv", "not\tnegator\nvery\tshout\n"),
        ("valence.tsv", "good\t9\t1\t1\n"),
        ("vectors.txt", "good 0.1 0.2\nbad 0.1\n"),
        ("recipe.toml", "about = 1\n"),
    ];
    let errors = cases.map(|(name, text)| {
        let folder = Folder::new();
        folder.write(name, text);
        folder.train(None).expect_err(name)
    });
    insta::assert_snapshot!(errors.join("\n"));
}

/// Texts that a larger model labelled: `council` stands in other texts too, `zeppelin` in none.
const SILVER: &str = "{\"text\": \"Bell met the zeppelin council.\", \"target_start\": 0, \"target_end\": 4, \"label\": \
                      {\"pos\": 0.97, \"neu\": 0.02, \"neg\": 0.01}}\n";

#[test]
fn silver_texts_say_more_of_words_but_bring_none() {
    let folder = Folder::new();
    let alone = Model::checked(folder.train(None).expect("trained")).expect("a model");
    let corpus = "[[corpus]]\nfile = \"silver.jsonl\"\nkind = \"target\"\nregister = \"business\"\ntarget_weight = 50.0\nsilver = true\n";
    folder.write("recipe.toml", &format!("{RECIPE}\n{corpus}"));
    folder.write("silver.jsonl", SILVER);
    let silver = Model::checked(folder.train(None).expect("trained")).expect("a model");
    assert_eq!(silver.words(), alone.words());
    let text = Text { text: "Lind met the council.".to_owned(), label: Label::Neutral, target: Some((0, 4)) };
    let tone = |model| score::said(model, std::slice::from_ref(&text), Kind::Target).0[0].score;
    // What lies within 0.1 of zero is neutral.
    assert!(tone(&alone) < 0.1 && tone(&silver) > 0.1, "{} and {}", tone(&alone), tone(&silver));
}

#[test]
fn a_model_that_was_there_stays_if_training_fails() {
    let folder = Folder::new();
    let there: &Path = &folder.write("out.model", "another");
    folder.write("rated.tsv", "no columns\n");
    folder.train(None).expect_err("no columns");
    assert_eq!(std::fs::read_to_string(there).expect("still there"), "another");
}

const ADAPTING: &str = r#"
about = "words of the harbour"

[training]
least_seen = 1
adapted_penalty = 0.02

[[corpus]]
file = "harbour.tsv"
kind = "sentence"
register = "news"

[[corpus]]
file = "harbour.jsonl"
kind = "target"
register = "news"

[[dev]]
file = "dev.tsv"
kind = "sentence"
"#;

/// A folder with a model, and what it is to be adapted to: texts in which "fine" is bad news.
fn adapting() -> (Folder, PathBuf) {
    let folder = Folder::new();
    let base = folder.0.path().join("base.model");
    std::fs::write(&base, folder.train(None).expect("trained")).expect("written");
    let rated = "1\t-0.9\tThe quay is fine.\n2\t-0.9\tThe harbour is fine.\n";
    let target =
        "{\"text\": \"Ruiz got a fine deal.\", \"target_start\": 0, \"target_end\": 4, \"label\": \"neg\"}\n";
    folder.write("harbour.tsv", rated);
    folder.write("harbour.jsonl", &target.repeat(20));
    folder.write("recipe.toml", ADAPTING);
    (folder, base)
}

#[test]
fn a_model_is_adapted_to_what_words_mean_elsewhere() {
    let (folder, base) = adapting();
    let before = Model::open(&base).expect("a model");
    let bytes = folder.train_from(None, Some(base.clone())).expect("adapted");
    assert!(bytes == folder.train_from(None, Some(base)).expect("adapted"), "equal texts give equal bytes");
    let after = Model::checked(bytes).expect("a model");
    let text = |text: &str, target| [Text { text: text.to_owned(), label: Label::Neutral, target }];
    let tone = |model, texts: &[Text], kind| score::said(model, texts, kind).0[0].score;
    let sentence = text("The road is fine.", None);
    let target = text("Lind got a fine deal.", Some((0, 4)));
    for (texts, kind) in [(&sentence, Kind::Sentence), (&target, Kind::Target)] {
        let (before, after) = (tone(&before, texts, kind), tone(&after, texts, kind));
        assert!(before > 0.1 && after < before - 0.05, "{before} {after}");
    }
    insta::assert_snapshot!(after.card().into_owned());
}

#[test]
fn what_can_not_be_adapted_is_told_with_what_to_do() {
    let errors = [
        ("a list too many", RECIPE, "base.model"),
        ("no lists", ADAPTING, ""),
        ("no model", ADAPTING, "dev.tsv"),
    ]
    .map(|(what, recipe, base)| {
        let (folder, _) = adapting();
        folder.write("recipe.toml", recipe);
        let base = Some(base).filter(|base| !base.is_empty()).map(|base| folder.0.path().join(base));
        format!("{what}: {}", folder.train_from(None, base).expect_err(what))
    });
    insta::assert_snapshot!(errors.join("\n"));
}
