//! Differences between two runs as text: `+` appeared, `-` vanished, `~` changed.
use super::{Layout, counted};
use crate::difference::{
    AnnotationChange, DifferenceTotals, DocumentDifference, LayerDifference, ProblemChange, Sign, ValueChange,
};
use crate::{Annotation, Value};
use anstyle::Style;
use std::fmt::Write;
use textmine_report::printable;

/// Values of JSON that are longer are cut.
const LONGEST: usize = 160;

/// All that differs in one document.
pub fn document(difference: &DocumentDifference, layout: Layout) -> String {
    let mut page = Page { layout, out: String::new() };
    let heading = layout.palette.heading;
    let id = printable(&difference.document);
    match difference.sign {
        Some(sign) => {
            let only = if sign == Sign::Vanished { "only in the first" } else { "only in the second" };
            page.signed(sign, "", &format!("{heading}{id}{heading:#}  {only}"));
            return page.out;
        }
        None => _ = writeln!(page.out, "{heading}{id}{heading:#}"),
    }
    if !difference.about.is_empty() {
        page.title("document", "");
        difference.about.iter().for_each(|change| page.value(change));
    }
    difference.layers.iter().for_each(|layer| page.layer(layer));
    for summary in &difference.summaries {
        page.title("summary", &summary.analyzer);
        summary.changes.iter().for_each(|change| page.value(change));
    }
    if !difference.problems.is_empty() {
        page.title("problems", "");
        difference.problems.iter().for_each(|change| page.problem(change));
    }
    page.out
}

/// The counts at the end.
pub fn totals(totals: &DifferenceTotals, layout: Layout) -> String {
    let mut page = Page { layout, out: String::new() };
    let documents = totals.same + totals.different + totals.appeared + totals.vanished;
    if totals.is_same() {
        _ = writeln!(page.out, "{} of {} the same", documents, counted(documents, "document"));
        return page.out;
    }
    let verb = if totals.different == 1 { "differs" } else { "differ" };
    let mut parts = vec![format!("{} of {} {verb}", totals.different, counted(documents, "document"))];
    for (count, where_) in [(totals.vanished, "first"), (totals.appeared, "second")] {
        if count > 0 {
            parts.push(format!("{count} only in the {where_}"));
        }
    }
    let heading = layout.palette.heading;
    _ = writeln!(page.out, "{heading}{}{heading:#}", parts.join(", "));
    for (name, layer) in totals.layers.iter().filter(|(_, l)| l.appeared + l.vanished + l.changed > 0) {
        let (appeared, vanished, changed) = (layer.appeared, layer.vanished, layer.changed);
        let counts =
            format!("{appeared} appeared, {vanished} vanished, {changed} changed, {} the same", layer.same);
        _ = writeln!(page.out, "  layer {}: {counts}", printable(name));
    }
    for (analyzer, values) in &totals.summaries {
        let values = counted(*values, "value");
        _ = writeln!(page.out, "  summary {}: {values}", printable(analyzer));
    }
    if totals.problems_appeared + totals.problems_vanished > 0 {
        let (appeared, vanished) = (totals.problems_appeared, totals.problems_vanished);
        _ = writeln!(page.out, "  problems: {appeared} appeared, {vanished} vanished");
    }
    page.out
}

struct Page {
    layout: Layout,
    out: String,
}

impl Page {
    fn style(&self, sign: Sign) -> (char, Style) {
        match sign {
            Sign::Appeared => ('+', self.layout.palette.positive),
            Sign::Vanished => ('-', self.layout.palette.negative),
            Sign::Changed => ('~', self.layout.palette.bar),
        }
    }

    fn title(&mut self, what: &str, name: &str) {
        let title = format!("  {what} {}", printable(name));
        _ = writeln!(self.out, "{}", title.trim_end());
    }

    fn signed(&mut self, sign: Sign, indent: &str, line: &str) {
        let (mark, style) = self.style(sign);
        _ = writeln!(self.out, "{indent}{style}{mark}{style:#} {line}");
    }

    fn layer(&mut self, layer: &LayerDifference) {
        match layer.sign {
            Some(sign) => {
                let only = if sign == Sign::Vanished { "only in the first" } else { "only in the second" };
                self.signed(sign, "  ", &format!("layer {}  {only}", printable(&layer.layer)));
            }
            None => self.title("layer", &layer.layer),
        }
        layer.annotations.iter().for_each(|change| self.annotation(change));
    }

    fn annotation(&mut self, change: &AnnotationChange) {
        let Some(annotation) = change.new.as_ref().or(change.old.as_ref()) else { return };
        let mut line = place(annotation);
        if change.changes.is_empty() {
            let mut rest: Vec<String> =
                annotation.score.iter().map(|score| format!("score {score}")).collect();
            rest.extend(
                annotation.attributes.iter().map(|(key, value)| format!("{key} {}", attribute(value))),
            );
            if !rest.is_empty() {
                line.push_str("  ");
                line.push_str(&printable(&rest.join(" · ")));
            }
        }
        self.signed(change.sign, "    ", &line);
        let (gone, new) = (self.layout.palette.negative, self.layout.palette.positive);
        for part in &change.changes {
            let name = part.part.strip_prefix("attrs.").unwrap_or(&part.part);
            let (old, now) = (json(&part.old), json(&part.new));
            _ = writeln!(self.out, "        {}: {gone}{old}{gone:#} → {new}{now}{new:#}", printable(name));
        }
        if let Some(context) = &change.context {
            let dim = self.layout.palette.dim;
            _ = writeln!(self.out, "        {dim}{}{dim:#}", printable(context));
        }
    }

    fn value(&mut self, change: &ValueChange) {
        let (gone, new) = (self.layout.palette.negative, self.layout.palette.positive);
        let path = if change.path.is_empty() { "all of it".to_owned() } else { printable(&change.path) };
        let line = match (&change.old, &change.new) {
            (Some(old), Some(now)) => {
                format!("{path}: {gone}{}{gone:#} → {new}{}{new:#}", json(old), json(now))
            }
            (Some(old), None) => format!("{path}: {gone}{}{gone:#}", json(old)),
            (None, Some(now)) => format!("{path}: {new}{}{new:#}", json(now)),
            (None, None) => path,
        };
        self.signed(change.sign, "    ", &line);
    }

    fn problem(&mut self, change: &ProblemChange) {
        let who = change.problem.analyzer.as_deref().unwrap_or("input");
        self.signed(change.sign, "    ", &printable(&format!("{who}: {}", change.problem.message)));
    }
}

fn place(annotation: &Annotation) -> String {
    let text =
        annotation.text.as_deref().map(|text| format!(" {:?}", cut(&printable(text)))).unwrap_or_default();
    format!("{}..{}{text} {}", annotation.start, annotation.end, printable(&annotation.label))
}

fn attribute(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::List(items) => format!("[{}]", items.join(", ")),
    }
}

fn json(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "nothing".to_owned(),
        value => cut(&printable(&value.to_string())),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text.to_owned(),
    }
}
