//! Entities with their type, mentions and aliases.
use super::{MOST_ROWS, Page, counted, printable};
use serde::Deserialize;

/// The summary of the analyzer `entities`, as far as it is shown.
#[derive(Deserialize)]
pub(super) struct Summary {
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    name: String,
    r#type: String,
    mentions: usize,
    #[serde(default)]
    aliases: Vec<String>,
    role: Option<String>,
}

impl Summary {
    /// False for nationalities, products and the like.
    pub(super) fn is_actor(&self, id: &str) -> bool {
        self.entities.iter().find(|e| e.id == id).is_none_or(|e| e.r#type != "MISC")
    }
}

const TYPES: [(&str, &str, &str); 4] = [
    ("PER", "person", "people"),
    ("ORG", "organisation", "organisations"),
    ("LOC", "place", "places"),
    ("MISC", "other name", "other names"),
];

pub(super) fn render(page: &mut Page, summary: &Summary) {
    let counts = TYPES.iter().filter_map(|(label, one, many)| {
        match summary.entities.iter().filter(|e| e.r#type == *label).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        }
    });
    let counts: Vec<String> = counts.collect();
    page.heading("ENTITIES", &if counts.is_empty() { "none".to_owned() } else { counts.join(", ") });
    let rows = summary.entities.iter().take(MOST_ROWS).map(|entity| {
        let kind =
            TYPES.iter().find(|(label, ..)| *label == entity.r#type).map_or("other name", |(_, one, _)| one);
        let mut notes = Vec::new();
        notes.extend(entity.role.as_deref().map(printable));
        if !entity.aliases.is_empty() {
            notes.push(format!("also {}", printable(&entity.aliases.join(", "))));
        }
        vec![printable(&entity.name), kind.to_owned(), counted(entity.mentions, "mention"), notes.join("; ")]
    });
    page.table(rows.collect(), &[2], |_, line| line);
    page.more(summary.entities.len());
}
