//! Channels with their frequency, and who reached whom.
use super::{MOST_ROWS, Page, counted, paint_part, printable};
use serde::Deserialize;

/// The summary of the analyzer `channels`, as far as it is shown.
#[derive(Deserialize)]
pub(super) struct Summary {
    mentions: usize,
    channels: Vec<Channel>,
    #[serde(default)]
    contacts: Vec<Contact>,
}

#[derive(Deserialize)]
struct Channel {
    id: String,
    name: String,
    mentions: usize,
    share: f64,
    per_1000_words: f64,
}

#[derive(Deserialize)]
struct Contact {
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
    #[serde(default)]
    participants: Vec<String>,
    channel: String,
    medium: Option<String>,
    realis: String,
    mentions: usize,
}

pub(super) fn render(page: &mut Page, summary: &Summary) {
    let rate: f64 = summary.channels.iter().map(|c| c.per_1000_words).sum();
    let note = match summary.mentions {
        0 => "none mentioned".to_owned(),
        n => format!("{}, {rate:.1} per 1,000 words", counted(n, "mention")),
    };
    page.heading("CHANNELS", &note);
    let most = summary.channels.iter().map(|c| c.mentions).max().unwrap_or(1).max(1);
    // What the numbers leave of 80 columns, and no more on a wider terminal than reads well.
    let room = page.terminal.width.saturating_sub(48).clamp(8, 40);
    let rows = summary.channels.iter().map(|channel| {
        vec![
            printable(&channel.name),
            channel.mentions.to_string(),
            format!("{:.0}%", 100.0 * channel.share),
            format!("{:.1}", channel.per_1000_words),
            bar(channel.mentions, most, room),
        ]
    });
    page.table(rows.collect(), &[1, 2, 3], |palette, line| {
        let bar: String = line.chars().filter(|c| ('█'..='▏').contains(c)).collect();
        paint_part(line, &bar, palette.bar)
    });
    if summary.contacts.is_empty() {
        return;
    }
    page.heading("WHO REACHED WHOM", "");
    let mut contacts: Vec<&Contact> = summary.contacts.iter().collect();
    // Who reached whom: a contact with both sides named answers that, one with a side missing only half.
    contacts.sort_by_key(|contact| !contact.is_complete());
    let rows = contacts.into_iter().take(MOST_ROWS).map(|contact| {
        let times = if contact.mentions > 1 { format!("×{}", contact.mentions) } else { String::new() };
        let realis = if contact.realis == "actual" { String::new() } else { printable(&contact.realis) };
        let channel =
            summary.channels.iter().find(|c| c.id == contact.channel).map_or(&contact.channel, |c| &c.name);
        let through = match &contact.medium {
            Some(medium) => printable(&format!("{channel} ({medium})")),
            None => printable(channel),
        };
        vec![printable(&contact.parties()), through, realis, times]
    });
    page.table(rows.collect(), &[], |_, line| line);
    page.more(summary.contacts.len());
}

impl Contact {
    fn is_complete(&self) -> bool {
        self.participants.len() > 1 || (!self.from.is_empty() && !self.to.is_empty())
    }

    /// `Ana, Ben → Cleo`; `Ana ↔ Ben` where nobody is said to have begun. A side that the text does not name is `…`.
    fn parties(&self) -> String {
        let side = |names: &[String]| match names.is_empty() {
            true => "…".to_owned(),
            false => names.join(", "),
        };
        match self.participants.as_slice() {
            [] => format!("{} → {}", side(&self.from), side(&self.to)),
            [only] => format!("{only} ↔ …"),
            several => several.join(" ↔ "),
        }
    }
}

/// A bar of up to `room` columns, to an eighth of a column.
fn bar(n: usize, most: usize, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (n * room * 8).div_ceil(most);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}
