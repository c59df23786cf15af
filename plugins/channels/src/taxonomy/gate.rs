//! The gate: which sentences may hold a trigger, told from single words.
//!
//! Fewer than one sentence of news in ten holds a mention, so most are never tagged. A sentence passes if it has a form
//! of a word that tells by itself, or a verb of saying together with somebody who listens for the public right after a
//! word that joins the two: `told the paper`, `said on the radio`.
use std::collections::HashMap;

/// The word tells by itself.
pub(super) const TELLING: u16 = 1;
/// A verb of saying.
pub(super) const SAYING: u16 = 2;
/// Reporters or an outlet.
pub(super) const AUDIENCE: u16 = 4;
/// A verb of telling, or a preposition, that an audience follows within a few words.
pub(super) const JOINING: u16 = 8;
/// It stands before a go-between of what is said.
pub(super) const THROUGH: u16 = 16;
/// How many words after it.
const REACH: usize = 4;
/// It must have a capital letter; the flags above, moved.
const CAPITAL: u32 = 8;

/// Word forms and what they tell.
#[derive(Debug)]
pub(crate) struct Gate {
    forms: HashMap<String, u16>,
    /// Which lengths occur, per first byte: most words of a text are told from the forms by this alone.
    lengths: Box<[u32; 256]>,
}

impl Gate {
    pub(super) fn new() -> Self {
        Gate { forms: HashMap::new(), lengths: Box::new([0; 256]) }
    }

    /// Lets a form in lower case tell something; with `capital`, only where it is written with one.
    pub(super) fn admit(&mut self, form: String, tells: u16, capital: bool) {
        let first = form.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
        self.lengths[first as usize] |= 1 << form.len().min(31);
        if !first.is_ascii() {
            // Other letters may change their length with their case.
            (128..256).for_each(|byte| self.lengths[byte] = u32::MAX);
        }
        *self.forms.entry(form).or_default() |= if capital { tells << CAPITAL } else { tells };
    }

    /// What a word of that text tells.
    fn tells(&self, text: &str, buffer: &mut String) -> u16 {
        let Some(&first) = text.as_bytes().first() else { return 0 };
        if self.lengths[first.to_ascii_lowercase() as usize] & (1u32 << text.len().min(31)) == 0 {
            return 0;
        }
        buffer.clear();
        if text.is_ascii() {
            buffer.push_str(text);
            buffer.make_ascii_lowercase();
        } else {
            buffer.extend(text.chars().flat_map(char::to_lowercase));
        }
        let Some(&tells) = self.forms.get(buffer.as_str()) else { return 0 };
        let capital = if text.starts_with(char::is_uppercase) { tells >> CAPITAL } else { 0 };
        tells & (TELLING | SAYING | AUDIENCE | JOINING | THROUGH) | capital
    }

    /// True if a sentence of these words may hold a trigger.
    pub(crate) fn is_worth_reading<'t>(
        &self,
        words: impl Iterator<Item = &'t str>,
        buffer: &mut String,
    ) -> bool {
        let (mut said, mut heard, mut joined) = (false, false, 0);
        for word in words {
            let tells = self.tells(word, buffer);
            said |= tells & SAYING != 0;
            heard |= tells & AUDIENCE != 0 && joined > 0 || tells & THROUGH != 0;
            if tells & TELLING != 0 || said && heard {
                return true;
            }
            joined = if tells & JOINING != 0 { REACH } else { joined.saturating_sub(1) };
        }
        false
    }
}
