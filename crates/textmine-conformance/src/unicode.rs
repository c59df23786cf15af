//! Checks on all that Unicode holds: each kind of oddity alone, in crowds, and in the middle of news.
use crate::documents::all;
use crate::texts::news::SENTENCES;
use crate::texts::odd::{self, Kind};
use crate::texts::random::Random;
use crate::trial::Trial;

/// Sentences that a piece is put into, other ones for each piece.
const SENTENCES_EACH: usize = 4;

/// Every piece of a kind: alone, in a crowd, and at all kinds of places in news; then all of them together.
fn kind(trial: &mut Trial<'_>, kind: &Kind) {
    let each = kind.pieces.iter().enumerate().flat_map(|(index, (_, piece))| {
        let news: Vec<&str> =
            SENTENCES.iter().cycle().skip(index * SENTENCES_EACH).take(SENTENCES_EACH).copied().collect();
        placed(piece, &news.join(" "))
    });
    let together: String = kind.pieces.iter().map(|(_, piece)| *piece).collect();
    let sentences: String = kind.pieces.iter().map(|(_, p)| format!("{p} called Anna {p}. ")).collect();
    all(trial, each.chain([together, sentences]));
}

fn placed(piece: &str, news: &str) -> Vec<String> {
    let mut in_words = String::new();
    for (index, c) in news.chars().enumerate() {
        in_words.push(c);
        if index % 3 == 1 {
            in_words.push_str(piece);
        }
    }
    vec![
        piece.to_owned(),
        piece.repeat(100),
        format!("{piece} ").repeat(100),
        format!("{piece}{news}{piece}"),
        news.replace(' ', piece),
        news.replace(' ', &format!(" {piece}")),
        news.replace(' ', &format!(" {piece} ")),
        news.replace(['.', '”', ','], piece),
        in_words,
    ]
}

pub(crate) fn combining(trial: &mut Trial<'_>) {
    kind(trial, &odd::COMBINING);
}

pub(crate) fn emoji(trial: &mut Trial<'_>) {
    kind(trial, &odd::EMOJI);
}

pub(crate) fn direction(trial: &mut Trial<'_>) {
    kind(trial, &odd::DIRECTION);
}

pub(crate) fn scripts(trial: &mut Trial<'_>) {
    kind(trial, &odd::SCRIPTS);
}

pub(crate) fn case(trial: &mut Trial<'_>) {
    kind(trial, &odd::CASE);
}

pub(crate) fn forms(trial: &mut Trial<'_>) {
    kind(trial, &odd::FORMS);
}

pub(crate) fn invisible(trial: &mut Trial<'_>) {
    kind(trial, &odd::INVISIBLE);
}

pub(crate) fn edges(trial: &mut Trial<'_>) {
    kind(trial, &odd::EDGES);
}

/// Each piece at each place of one sentence, one place at a time.
pub(crate) fn places(trial: &mut Trial<'_>) {
    let short: Vec<&str> = SENTENCES.iter().copied().filter(|s| s.len() < 120).collect();
    let texts = odd::all().zip(short.iter().cycle()).flat_map(|((_, piece), sentence)| {
        let ends = sentence.char_indices().map(|(at, _)| at).chain([sentence.len()]);
        ends.map(move |at| format!("{}{piece}{}", &sentence[..at], &sentence[at..]))
    });
    all(trial, texts);
}

/// Every character that may be in a text, a few hundred at a time.
pub(crate) fn every_character(trial: &mut Trial<'_>) {
    /// Code points of one text.
    const EACH: usize = 1024;
    let characters: Vec<char> = ('\0'..=char::MAX).collect();
    let blocks = characters.chunks(EACH).enumerate();
    // Most of the last 14 planes is unassigned or private: a sample of them does.
    let blocks = blocks.filter(|(index, _)| *index < 256 || index % 32 == 0);
    let texts: Vec<String> = blocks
        .map(|(_, block)| {
            let mut text = String::from("Anna called ");
            for (index, &c) in block.iter().enumerate() {
                text.push(c);
                match index % 8 {
                    3 => text.push(' '),
                    7 => text.push_str(". An"),
                    _ => {}
                }
            }
            text
        })
        .collect();
    all(trial, texts);
}

/// Mixtures of words, oddities and characters of all kinds.
pub(crate) fn mixture(trial: &mut Trial<'_>) {
    const SEED: u64 = 1;
    let mut random = Random::new(SEED);
    let mut texts: Vec<String> = (0..400).map(|index| random.mixture(index % 100)).collect();
    texts.push(random.mixture(40_000));
    all(trial, texts);
}
