//! Channels with their frequency, who reached whom, through what, and when.
#[cfg(test)]
mod tests;

use super::{MOST_ROWS, Page, counted, paint_part, printable};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The summary of the analyzer `channels`, as far as it is shown.
#[derive(Deserialize)]
pub(super) struct Summary {
    mentions: usize,
    acts: usize,
    channels: Vec<Channel>,
    #[serde(default)]
    apps: Vec<App>,
    #[serde(default)]
    pairs: Vec<Pair>,
    #[serde(default)]
    together: Vec<Together>,
    #[serde(default)]
    stated: Vec<Stated>,
    #[serde(default)]
    timing: Vec<Timing>,
}

#[derive(Deserialize)]
struct Channel {
    id: String,
    name: String,
    mentions: usize,
    acts: usize,
    per_1000_words: f64,
    realis: Realis,
    at: Vec<u32>,
}

#[derive(Deserialize)]
struct App {
    name: String,
    channels: Vec<Through>,
}

#[derive(Deserialize)]
struct Pair {
    from: Who,
    to: Who,
    #[serde(flatten)]
    contact: Contact,
}

#[derive(Deserialize)]
struct Together {
    between: [Who; 2],
    #[serde(flatten)]
    contact: Contact,
}

/// What there was between two.
#[derive(Deserialize)]
struct Contact {
    mentions: usize,
    channels: Vec<Through>,
    realis: Realis,
    at: Vec<u32>,
}

#[derive(Deserialize)]
struct Who {
    name: String,
}

/// Mentions with one channel.
#[derive(Deserialize)]
struct Through {
    id: String,
    mentions: usize,
    #[serde(default)]
    apps: Vec<String>,
}

#[derive(Deserialize)]
struct Stated {
    at: u32,
    text: String,
    per: Option<String>,
}

#[derive(Deserialize)]
struct Timing {
    words: String,
    at: Vec<u32>,
}

/// Counts by realis.
type Realis = BTreeMap<String, Count>;

#[derive(Deserialize)]
struct Count {
    mentions: usize,
}

pub(super) fn render(page: &mut Page, summary: &Summary) {
    let rate: f64 = summary.channels.iter().map(|c| c.per_1000_words).sum();
    let note = match summary.mentions {
        0 => "none mentioned".to_owned(),
        n => {
            let (mentions, acts) = (counted(n, "mention"), counted(summary.acts, "act"));
            format!("{mentions} of {acts}, {rate:.1} per 1,000 words")
        }
    };
    page.heading("CHANNELS", &note);
    frequencies(page, &summary.channels);
    contacts(page, summary);
    apps(page, summary);
    times(page, summary);
}

fn frequencies(page: &mut Page, channels: &[Channel]) {
    if channels.is_empty() {
        return;
    }
    let most = channels.iter().map(|c| c.mentions).max().unwrap_or(1).max(1);
    // What the numbers and the realis leave of 80 columns, and no more on a wider terminal than reads well.
    let room = page.terminal.width.saturating_sub(72).clamp(8, 40);
    let other = if channels.iter().all(|c| realis(&c.realis).is_empty()) { "" } else { "not actual" };
    let header = ["", "mentions", "acts", "per 1,000", "", other].map(str::to_owned).to_vec();
    let rows = channels.iter().map(|channel| {
        vec![
            printable(&channel.name),
            channel.mentions.to_string(),
            channel.acts.to_string(),
            format!("{:.1}", channel.per_1000_words),
            bar(channel.mentions, most, room),
            realis(&channel.realis),
        ]
    });
    page.table(std::iter::once(header).chain(rows).collect(), &[1, 2, 3], |palette, line| {
        if line.contains(" mentions  ") {
            return format!("{}{line}{:#}", palette.dim, palette.dim);
        }
        let bar: String = line.chars().filter(|c| ('█'..='▏').contains(c)).collect();
        paint_part(line, &bar, palette.bar)
    });
}

/// Who reached whom, and who met whom: the most mentioned first.
fn contacts(page: &mut Page, summary: &Summary) {
    let directed = summary.pairs.iter().map(|pair| (pair.parties(), &pair.contact));
    let mutual = summary.together.iter().map(|pair| (pair.parties(), &pair.contact));
    let mut all: Vec<(String, &Contact)> = directed.chain(mutual).collect();
    if all.is_empty() {
        return;
    }
    all.sort_by_key(|(_, contact)| std::cmp::Reverse(contact.mentions));
    page.heading("WHO REACHED WHOM", "");
    let rows = all.iter().take(MOST_ROWS).map(|(parties, contact)| {
        let through: Vec<String> = contact.channels.iter().map(|t| summary.through(t)).collect();
        vec![parties.clone(), through.join(", "), realis(&contact.realis)]
    });
    page.table(rows.collect(), &[], |_, line| line);
    page.more(all.len());
}

fn apps(page: &mut Page, summary: &Summary) {
    if summary.apps.is_empty() {
        return;
    }
    page.heading("APPS AND OUTLETS", "");
    let rows = summary.apps.iter().take(MOST_ROWS).map(|app| {
        let through: Vec<String> = app.channels.iter().map(|t| summary.through(t)).collect();
        vec![printable(&app.name), through.join(", ")]
    });
    page.table(rows.collect(), &[], |_, line| line);
    page.more(summary.apps.len());
}

/// The numbers of acts that the text states, each with what it is said of, and all other words of time.
fn times(page: &mut Page, summary: &Summary) {
    if summary.stated.is_empty() && summary.timing.is_empty() {
        return;
    }
    page.heading("WHEN AND HOW OFTEN", "");
    let rows = summary.stated.iter().take(MOST_ROWS).map(|stated| {
        let per = stated.per.as_ref().map(|per| format!(", “{}”", printable(per))).unwrap_or_default();
        vec![
            format!("“{}”{per}", printable(&stated.text)),
            summary.channel_at(stated.at),
            summary.parties_at(stated.at),
        ]
    });
    page.table(rows.collect(), &[], |_, line| line);
    page.more(summary.stated.len());
    let words = summary.timing.iter().take(2 * MOST_ROWS);
    let words: Vec<String> = words.map(|t| times_as_often(&printable(&t.words), t.at.len())).collect();
    let rest = summary.timing.len() - words.len();
    let more = if rest > 0 { format!("; and {rest} more in --format json") } else { String::new() };
    if !words.is_empty() {
        page.wrapped(&format!("{}{more}", words.join("; ")), "  ");
    }
}

impl Summary {
    fn name<'s>(&'s self, id: &'s str) -> &'s str {
        self.channels.iter().find(|c| c.id == id).map_or(id, |c| &c.name)
    }

    /// `messaging app (Signal, WhatsApp) ×3`.
    fn through(&self, through: &Through) -> String {
        let mut text = self.name(&through.id).to_owned();
        if !through.apps.is_empty() {
            text = format!("{text} ({})", through.apps.join(", "));
        }
        times_as_often(&printable(&text), through.mentions)
    }

    /// The channel of a mention.
    fn channel_at(&self, at: u32) -> String {
        let channel = self.channels.iter().find(|c| c.at.binary_search(&at).is_ok());
        channel.map(|c| printable(&c.name)).unwrap_or_default()
    }

    /// The two sides of a mention; nothing if there are more.
    fn parties_at(&self, at: u32) -> String {
        let is_there = |contact: &Contact| contact.at.binary_search(&at).is_ok();
        let directed = self.pairs.iter().filter(|p| is_there(&p.contact)).map(Pair::parties);
        let mutual = self.together.iter().filter(|p| is_there(&p.contact)).map(Together::parties);
        let mut found = directed.chain(mutual);
        found.next().filter(|_| found.next().is_none()).unwrap_or_default()
    }
}

impl Pair {
    /// `Ana → Ben`.
    fn parties(&self) -> String {
        printable(&format!("{} → {}", self.from.name, self.to.name))
    }
}

impl Together {
    /// `Ana ↔ Ben`: nobody is said to have begun.
    fn parties(&self) -> String {
        let [a, b] = &self.between;
        printable(&format!("{} ↔ {}", a.name, b.name))
    }
}

/// Nothing if all is actual; `habitual` if all is; else how many are `2 habitual, 1 negated`.
fn realis(counts: &Realis) -> String {
    const OTHERS: [&str; 3] = ["habitual", "negated", "hypothetical"];
    let others = OTHERS.iter().filter_map(|name| Some((*name, counts.get(*name)?.mentions)));
    let others: Vec<(&str, usize)> = others.collect();
    match others.as_slice() {
        [(name, _)] if counts.len() == 1 => (*name).to_owned(),
        others => others.iter().map(|(name, n)| format!("{n} {name}")).collect::<Vec<_>>().join(", "),
    }
}

/// `Signal`, `Signal ×2`.
fn times_as_often(text: &str, times: usize) -> String {
    if times > 1 { format!("{text} ×{times}") } else { text.to_owned() }
}

/// A bar of up to `room` columns, to an eighth of a column.
fn bar(n: usize, most: usize, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (n * room * 8).div_ceil(most);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}
