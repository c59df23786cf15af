//! Checks on texts of every size and form: each must be analyzed, and what comes back must hold.
use crate::texts::large::{self, MEGABYTE};
use crate::trial::{Trial, Why, analyze, close, create};
use crate::{sample, shown, shrink};
use serde_json::json;
use textmine_core::{Instance, Plugin};

/// Analyzes every text with one instance, or a new one after each fault.
pub(crate) fn all(trial: &mut Trial<'_>, texts: impl IntoIterator<Item = String>) {
    let Some(mut instance) = trial.instance() else { return };
    for text in texts {
        let Some(document) = trial.document(&text) else { continue };
        let Err(first) = analyze(trial.plugin, instance.as_ref(), &document) else { continue };
        let (text, why) = match trial.has_enough_faults() {
            true => (text, first),
            false => smallest(trial.plugin, &text).unwrap_or((text, first)),
        };
        trial.fault(format!("{}: {why}", shown::text(&text)));
        // An instance that panicked can't be used any more, and may not end well.
        _ = close(instance);
        match trial.instance() {
            Some(new) => instance = new,
            None => return,
        }
    }
    trial.close(instance);
}

fn smallest(plugin: &dyn Plugin, text: &str) -> Option<(String, Why)> {
    let mut instance: Option<Box<dyn Instance>> = None;
    shrink::shrink(text, |text| {
        let document = sample::document(text, plugin.description()).ok()?;
        let current = match instance.take() {
            Some(current) => current,
            None => create(plugin, &json!({})).ok()?,
        };
        match analyze(plugin, current.as_ref(), &document) {
            Ok(_) => {
                instance = Some(current);
                None
            }
            Err(why) => {
                _ = close(current);
                Some(why)
            }
        }
    })
}

pub(crate) fn empty(trial: &mut Trial<'_>) {
    all(trial, [String::new()]);
}

pub(crate) fn white_space(trial: &mut Trial<'_>) {
    let runs = [" ", "\n", "\t", "\r\n", "\n\n", "\u{a0}", "\u{3000}", "\u{2028}", " \n\t\r\u{b}\u{c}"];
    all(trial, runs.into_iter().flat_map(|run| [run.to_owned(), run.repeat(1000)]));
}

pub(crate) fn one_character(trial: &mut Trial<'_>) {
    let ascii = (0..=0x7f_u8).map(|byte| char::from(byte).to_string());
    let wider = ["é", "ß", "İ", "Σ", "“", "’", "—", "…", "€", "中", "ก", "\u{301}", "\u{200d}", "😀", "𝒜"];
    all(trial, ascii.chain(wider.map(str::to_owned)));
}

pub(crate) fn one_word(trial: &mut Trial<'_>) {
    let words =
        ["yes", "Anna", "NATO", "don't", "Anna's", "x-ray", "1,000", "$5", "http://example.org", "@a", "#b"];
    all(trial, words.map(str::to_owned));
}

pub(crate) fn half_sentences(trial: &mut Trial<'_>) {
    let sentence = "“We told Mr. O'Neill's lawyer (on Tuesday), 4.5% isn't enough…”";
    let cuts: Vec<usize> = sentence.char_indices().map(|(at, _)| at).collect();
    let starts = cuts.iter().map(|&at| sentence[..at].to_owned());
    let ends = cuts.iter().map(|&at| sentence[at..].to_owned());
    all(trial, starts.chain(ends));
}

pub(crate) fn long_text(trial: &mut Trial<'_>) {
    all(trial, [large::paragraphs(4 * MEGABYTE)]);
}

pub(crate) fn long_line(trial: &mut Trial<'_>) {
    all(trial, [large::one_line(4 * MEGABYTE)]);
}

pub(crate) fn many_sentences(trial: &mut Trial<'_>) {
    all(trial, [large::sentences(10_000)]);
}

pub(crate) fn many_names(trial: &mut Trial<'_>) {
    all(trial, [large::names(2 * MEGABYTE)]);
}

pub(crate) fn long_sentence(trial: &mut Trial<'_>) {
    all(trial, [large::one_sentence(100_000)]);
}

pub(crate) fn long_word(trial: &mut Trial<'_>) {
    all(trial, ["a", "A", "é", "中"].map(|letter| large::repeated(letter, MEGABYTE)));
}

pub(crate) fn many_lines(trial: &mut Trial<'_>) {
    all(trial, [large::repeated("\n", MEGABYTE), large::repeated("a\n", MEGABYTE)]);
}

pub(crate) fn nesting(trial: &mut Trial<'_>) {
    const DEEP: usize = 50_000;
    let nests =
        [("(", ")"), ("“", "”"), ("\"", "\""), ("[", "]"), ("‘", "’"), ("<b>", "</b>"), ("{\"a\":", "}")];
    let closed =
        nests.map(|(open, close)| format!("{}Anna called.{}", open.repeat(DEEP), close.repeat(DEEP)));
    let open =
        nests.map(|(open, _)| format!("Anna said {}", large::repeated(&format!("{open}he said "), DEEP)));
    all(trial, closed.into_iter().chain(open));
}

pub(crate) fn repeated_marks(trial: &mut Trial<'_>) {
    let marks = [
        ".", "!", "?!", "-", "— ", ", ", "'", "’s ", "...", "$", "%", "1", "1,", "A.", "http://", "@", "#",
        "&",
    ];
    all(trial, marks.map(|mark| large::repeated(mark, 100_000)));
}

pub(crate) fn control_characters(trial: &mut Trial<'_>) {
    let controls: Vec<char> = (0..0x20_u8).chain(0x7f..=0x9f).map(char::from).collect();
    let alone = controls.iter().map(|c| c.to_string().repeat(3));
    let within =
        controls.iter().map(|c| format!("An{c}na Lind{c} called{c}the{c}{c}minister.{c}He ans{c}wered{c}"));
    let all_of_them: String = controls.iter().collect();
    all(trial, alone.chain(within).chain([all_of_them, "\0".repeat(100_000)]));
}

pub(crate) fn line_endings(trial: &mut Trial<'_>) {
    let article = crate::texts::news::article();
    let ends =
        ["\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\t", "\n\r", " \n ", "\r\r\n"];
    let with_ends = ends.map(|end| article.replace('\n', end));
    let every_word = ends.map(|end| article.replace(' ', end));
    let marked = ["\u{feff}".to_owned() + &article, article.clone() + "\u{feff}", article.clone() + "\n\n\n"];
    all(trial, with_ends.into_iter().chain(every_word).chain(marked));
}

pub(crate) fn markup(trial: &mut Trial<'_>) {
    let lines = [
        "<p>Anna &amp; Tomas <a href=\"https://example.org/?q=a&b\">called</a></p>",
        "# Title\n\n* Anna **called** Tomas\n* `code` and [a link](https://example.org)\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "{\"text\": \"Anna called\\nTomas\", \"n\": [1, 2.5e3, null]}",
        "%s %n %x ${HOME} $(id) `id` '; DROP TABLE names; --",
        "From: anna@example.org\nTo: tomas@example.org\nSubject: Re: Re: Re: call\n\n> > > I called.\n> You did?",
        "fn main() { println!(\"{:?}\", vec![1, 2]); } // :-) C:\\new\\table",
        "A\tB\tC\n1\t2\t3\n,,,\n\"a\",\"b\"\n",
    ];
    all(trial, lines.into_iter().flat_map(|line| [line.to_owned(), line.repeat(200)]));
}
