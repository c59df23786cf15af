//! Corrections of tags and verb forms that the neighbours tell better than the tagger.
use super::{Form, Item, Syntax};
use crate::tag::Tag;

impl Syntax<'_> {
    /// A form like `used` or `call` after a noun phrase is the verb of the clause if the clause has no other.
    pub(super) fn promote_participles(&mut self) {
        for at in 1..self.items.len() {
            let Item::Verb(v) = self.items[at] else { continue };
            let bare = self.verbs[v].form == Form::Bare;
            if self.verbs[v].form != Form::Participle && !bare {
                continue;
            }
            let mut before = at - 1;
            while before > 0 && matches!(self.items[before], Item::Other(_)) {
                before -= 1;
            }
            let subject = match self.items[before] {
                Item::Phrase(p) => !self.phrases[p].temporal && !matches!(self.item(before.wrapping_sub(1)), Item::Verb(_) | Item::Prep(_)),
                Item::Relative(_) => true,
                // Behind an aside: `Ito, for one, used`
                Item::Comma => before > 1 && (0..before).any(|k| matches!(self.items[k], Item::Phrase(p) if !self.phrases[p].temporal && !matches!(self.item(k.wrapping_sub(1)), Item::Prep(_)))),
                _ => false,
            };
            let ends = |k: &usize| {
                matches!(
                    self.items[*k],
                    Item::Break | Item::And(_) | Item::Relative(_) | Item::Subordinator(_) | Item::Quote
                )
            };
            let finite =
                |k: usize| matches!(self.items[k], Item::Verb(u) if self.verbs[u].form == Form::Finite);
            let after = (at + 1..self.items.len()).take_while(|k| !ends(k)).any(finite);
            let agent = !bare && matches!(self.item(at + 1), Item::Prep(t) if self.lower(t) == "by");
            let opened = (0..before).rev().take_while(|&k| self.items[k] != Item::Break).any(finite);
            let relative = matches!(self.items[before], Item::Relative(_));
            if subject && !after && !agent && (!opened || relative) {
                self.verbs[v].form = Form::Finite;
                self.verbs[v].past = !bare;
                let head = self.verbs[v].head;
                self.words[head].tag = if bare { Tag::VBP } else { Tag::VBD };
            }
        }
    }

    /// Tags that the neighbours tell better than the model: `has been meeting`, `after meeting with`, `Ito plans to`.
    pub(super) fn retag(&mut self) {
        for at in 1..self.words.len() {
            // `the Ito–Ngata summit`: a dash between names joins them.
            let joins = matches!(self.words[at].text, "–" | "—")
                && self.words[at].glued
                && self.words.get(at + 1).is_some_and(|w| w.glued);
            if joins && self.tag(at - 1).is_name() && self.tag(at + 1).is_name() {
                self.words[at].tag = Tag::Hyphen;
            }
            // `Ito plans to call`
            if self.words[at].tag == Tag::NNS
                && self.tag(at - 1).is_name()
                && self.tag(at + 1) == Tag::TO
                && self.verb_after_adverbs(at + 2).is_some()
            {
                self.words[at].tag = Tag::VBZ;
            }
            if self.words[at].tag != Tag::NN || !self.words[at].lower.ends_with("ing") {
                continue;
            }
            let before = self.lower(at - 1);
            let progressive = matches!(before, "been" | "is" | "are" | "was" | "were" | "'re" | "am" | "'m");
            let adjunct = matches!(
                before,
                "after"
                    | "before"
                    | "without"
                    | "by"
                    | "since"
                    | "while"
                    | ","
                    | "despite"
                    | "avoid"
                    | "avoided"
            );
            if progressive && !self.tag(at + 1).is_noun() || adjunct && self.lower(at + 1) == "with" {
                self.words[at].tag = Tag::VBG;
            }
        }
    }
}
