//! The tone of the document, its extremes, and the tone towards each main entity.
use super::entities;
use super::{Page, counted, paint_part, printable};
use serde::Deserialize;

/// Entities and voices shown; the rest is in the JSON.
const MAIN_ENTITIES: usize = 6;
const MAIN_VOICES: usize = 6;

/// The summary of the analyzer `sentiment`, as far as it is shown.
#[derive(Deserialize)]
pub(super) struct Summary {
    document: Tone,
    sentences: Counts,
    most_positive: Option<Extreme>,
    most_negative: Option<Extreme>,
    #[serde(default)]
    entities: Vec<Towards>,
    #[serde(default)]
    voices: Vec<Voice>,
}

#[derive(Deserialize)]
struct Tone {
    score: f64,
    label: String,
}

#[derive(Deserialize)]
struct Counts {
    positive: usize,
    neutral: usize,
    negative: usize,
}

#[derive(Deserialize)]
struct Extreme {
    score: f64,
    text: String,
}

#[derive(Deserialize)]
struct Towards {
    entity: String,
    name: String,
    mentions: usize,
    #[serde(flatten)]
    tone: Tone,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Deserialize)]
struct Voice {
    voice: String,
    speaker: Option<String>,
    sentences: usize,
    #[serde(flatten)]
    tone: Tone,
    #[serde(flatten)]
    counts: Counts,
}

/// `named` tells nationalities and products from those whose portrayal one asks for.
pub(super) fn render(page: &mut Page, summary: &Summary, named: Option<&entities::Summary>) {
    let Counts { positive, neutral, negative } = &summary.sentences;
    let all = positive + neutral + negative;
    page.heading(
        "TONE",
        &format!(
            "{} ({}); of {}, {positive} positive, {neutral} neutral, {negative} negative",
            printable(&summary.document.label),
            signed(summary.document.score),
            counted(all, "sentence"),
        ),
    );
    let extremes = [("most positive", &summary.most_positive), ("most negative", &summary.most_negative)];
    for (what, extreme) in extremes {
        if let Some(extreme) = extreme {
            let score = signed(extreme.score);
            let before = page.out.len();
            page.wrapped(&format!("{what} {score}  “{}”", printable(&extreme.text)), "  ");
            let lines = page.out.split_off(before);
            page.out.push_str(&paint_score(page, lines, &score, extreme.score));
        }
    }
    voices(page, &summary.voices);
    let is_main = |towards: &&Towards| named.is_none_or(|named| named.is_actor(&towards.entity));
    let main: Vec<&Towards> = summary.entities.iter().filter(is_main).take(MAIN_ENTITIES).collect();
    if main.is_empty() {
        return;
    }
    page.heading("TONE TOWARDS", "");
    let rows =
        main.into_iter().map(|entity| row(&entity.name, &entity.tone, entity.mentions, &entity.counts));
    table(page, "mentions", rows);
}

/// Who speaks, where somebody else than the author does.
fn voices(page: &mut Page, voices: &[Voice]) {
    if voices.iter().all(|voice| voice.voice == "author") {
        return;
    }
    let speaking = voices.iter().filter(|voice| voice.sentences > 0);
    let rows = speaking.take(MAIN_VOICES).map(|voice| {
        let unnamed = if voice.voice == "author" { "the author" } else { "not named" };
        let name = voice.speaker.as_deref().unwrap_or(unnamed);
        row(name, &voice.tone, voice.sentences, &voice.counts)
    });
    page.heading("TONE OF", "");
    table(page, "sentences", rows);
}

fn row(name: &str, tone: &Tone, all: usize, counts: &Counts) -> Vec<String> {
    let Counts { positive, neutral, negative } = counts;
    let numbers = [all, *positive, *neutral, *negative].map(|n| n.to_string());
    let tone = [printable(name), signed(tone.score), printable(&tone.label)];
    tone.into_iter().chain(numbers).collect()
}

/// A table of tones, each of so many of `what`.
fn table(page: &mut Page, what: &str, rows: impl Iterator<Item = Vec<String>>) {
    let header = ["", "", "", what, "positive", "neutral", "negative"].map(str::to_owned).to_vec();
    let heads = format!(" {what}  positive  ");
    page.table(std::iter::once(header).chain(rows).collect(), &[1, 3, 4, 5, 6], |palette, line| {
        if line.contains(&heads) {
            return format!("{}{line}{:#}", palette.dim, palette.dim);
        }
        let line = paint_part(line, "  positive ", palette.positive);
        paint_part(line, "  negative ", palette.negative)
    });
}

fn paint_score(page: &Page, lines: String, score: &str, value: f64) -> String {
    let style = if value < 0.0 { page.palette().negative } else { page.palette().positive };
    paint_part(lines, score, style)
}

/// `+0.12`, `−0.60`, `0.00`.
fn signed(score: f64) -> String {
    match format!("{score:+.2}").as_str() {
        "+0.00" | "-0.00" => "0.00".to_owned(),
        shown => shown.replace('-', "−"),
    }
}

#[cfg(test)]
mod tests;
