//! An analyzer that is a program: its command, and what the pipeline says of its layers.
use super::{Entry, Reader, Spanned, Table, TermsConfig};
use crate::Diagnostic;
use std::ops::Range;
use textmine_core::{Isolation, Program};
use toml::de::DeValue;

/// The keys that an analyzer has besides the usual ones if it is a program.
pub(super) const KEYS: [&str; 4] = ["command", "requires", "uses", "provides"];

impl Reader {
    /// The program of an analyzer, and what stands for it in messages; `None` if its command makes no sense. Name and options
    /// are still to be added.
    pub(super) fn program(
        &mut self,
        command: &Entry<'_>,
        table: &Table<'_>,
        terms: &mut TermsConfig,
    ) -> Option<(Program, Spanned<String>)> {
        if let Some(plugin) = table.get("plugin") {
            let problem =
                Diagnostic::new("an analyzer is a plugin or a program", command.span(), "a program");
            self.problems.push(problem.context(plugin.span(), "a plugin").help("take one of them away"));
        }
        self.runs_apart(terms);
        let words = self.command(command)?;
        let mut program = Program { command: words, ..Program::default() };
        let layers = [
            (KEYS[1], &mut program.requires),
            (KEYS[2], &mut program.uses),
            (KEYS[3], &mut program.provides),
        ];
        for (key, layers) in layers {
            let Some(entry) = table.get(key) else { continue };
            *layers = Some(self.strings(entry).into_iter().map(|layer| layer.value).collect());
            terms.places.insert(key, entry.span());
        }
        let reference = Spanned { value: program.command.join(" "), span: command.span() };
        Some((program, reference))
    }

    fn command(&mut self, entry: &Entry<'_>) -> Option<Vec<String>> {
        const EXPECTED: &str = "a program and its arguments: `[\"python3\", \"my.py\"]`";
        let DeValue::Array(items) = entry.get_ref() else {
            self.wrong_type(entry.span(), entry.get_ref(), EXPECTED);
            return None;
        };
        let words: Vec<Spanned<String>> =
            items.iter().filter_map(|item| self.string(item, "a word of a command")).collect();
        if words.len() != items.len() {
            return None;
        }
        if words.first().is_none_or(|program| program.value.is_empty()) {
            return self.refuse(entry, "this command names no program", EXPECTED);
        }
        if let Some(word) = words.iter().find(|word| word.value.contains('\0')) {
            let problem = Diagnostic::new("a word of a command can't hold a NUL", word.span.clone(), "here");
            self.problems.push(problem);
            return None;
        }
        Some(words.into_iter().map(|word| word.value).collect())
    }

    /// Whoever writes a command gets a process; nothing but that can be wanted.
    fn runs_apart(&mut self, terms: &mut TermsConfig) {
        let written: Option<Range<usize>> = terms.places.get("isolation").cloned();
        if let Some(span) = written
            && terms.value.isolation == Isolation::None
        {
            let message = "a program always runs in a process of its own";
            self.problems.push(Diagnostic::new(message, span, "expected `process`, or nothing at all"));
        }
        terms.value.isolation = Isolation::Process;
    }
}
