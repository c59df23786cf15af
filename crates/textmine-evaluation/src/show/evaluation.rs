//! An evaluation as text: a table of figures, what was taken for what, and where output and gold disagree.
use super::{Layout, counted};
use crate::disagreement::{Disagreement, Disagreements, Kind, Place};
use crate::figures::{AttributeRow, Evaluation, Figure, MatchingName, Three};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use std::fmt::Write;
use textmine_report::printable;

/// Confusions that are shown; the others are in the JSON.
const MOST_CONFUSIONS: usize = 10;
/// Columns in which precision and recall have intervals too.
const WITH_ALL_INTERVALS: usize = 100;
/// From here on a difference is marked.
const SIGNIFICANT: f64 = 0.05;

/// The whole evaluation.
pub fn evaluation(evaluation: &Evaluation, layout: Layout) -> String {
    let mut page = Page { layout, out: String::new() };
    page.figures(evaluation);
    page.attributes(&evaluation.attributes);
    if let Some(old) = &evaluation.method.compared_with {
        page.comparison(evaluation, old);
    }
    page.confusions(evaluation);
    page.disagreements(&evaluation.disagreements);
    page.out
}

struct Page {
    layout: Layout,
    out: String,
}

impl Page {
    fn heading(&mut self, title: &str, note: &str) {
        let (heading, dim) = (self.layout.palette.heading, self.layout.palette.dim);
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        _ = writeln!(self.out, "{heading}{title}{heading:#}  {dim}{note}{dim:#}");
    }

    /// A table without lines, its first column text and the others numbers. A name or number that wraps is another one: the
    /// table is as wide as it must be.
    fn table(&mut self, head: &[&str], rows: Vec<Vec<String>>) {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
        table.add_row(head.iter().copied());
        table.add_rows(rows);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        let dim = self.layout.palette.dim;
        for (index, line) in table.lines().enumerate() {
            let line = line.trim_end();
            match index {
                0 => _ = writeln!(self.out, " {dim}{line}{dim:#}"),
                _ => _ = writeln!(self.out, " {line}"),
            }
        }
    }

    /// Precision, recall and F1; where there is no room for three intervals, F1 alone has one.
    fn three(&self, figures: &Three) -> Vec<String> {
        let without = |figure: Figure| match self.is_wide() {
            true => shown(figure),
            false => percent(figure.value),
        };
        vec![without(figures.precision), without(figures.recall), shown(figures.f1)]
    }

    fn is_wide(&self) -> bool {
        self.layout.width >= WITH_ALL_INTERVALS
    }

    /// The intervals that the table above had no room for.
    fn intervals(&mut self, rows: &[(&str, &Three)]) {
        let has_some = |(_, figures): &(&str, &Three)| {
            figures.precision.interval.is_some() || figures.recall.interval.is_some()
        };
        if self.is_wide() || !rows.iter().any(has_some) {
            return;
        }
        let cells = |(name, figures): &(&str, &Three)| {
            vec![printable(name), shown(figures.precision), shown(figures.recall)]
        };
        self.out.push('\n');
        self.table(&["", "precision", "recall"], rows.iter().map(cells).collect());
    }

    fn figures(&mut self, evaluation: &Evaluation) {
        let rule = match evaluation.matching {
            MatchingName::Exact => "places match exactly".to_owned(),
            MatchingName::Overlap { least } if least > 0.0 => {
                format!("places match that overlap by {least} of both")
            }
            MatchingName::Overlap { .. } => "places match that overlap".to_owned(),
        };
        let documents = counted(evaluation.documents.gold, "document");
        let title = printable(&evaluation.layer);
        self.heading(&title, &format!("{documents}; {rule}"));
        let head = ["", "gold", "output", "matched", "precision", "recall", "F1"];
        let mut rows = Vec::new();
        for row in evaluation.labels.iter().chain([&evaluation.micro]) {
            let counts = [row.counts.gold, row.counts.output, row.counts.matched].map(|n| n.to_string());
            rows.push([vec![printable(&row.label)], counts.to_vec(), self.three(&row.figures)].concat());
        }
        let none = || vec![String::new(); 3];
        rows.push([vec!["macro".to_owned()], none(), self.three(&evaluation.macro_average)].concat());
        let places = &evaluation.places;
        let counts = [places.counts.gold, places.counts.output, places.counts.matched].map(|n| n.to_string());
        rows.push([vec![places.label.clone()], counts.to_vec(), self.three(&places.figures)].concat());
        self.table(&head, rows);
        _ = writeln!(self.out, " right label where the place is: {}", shown(evaluation.label_accuracy));
        let dim = self.layout.palette.dim;
        let note = match evaluation.documents.gold {
            0 | 1 => "no intervals: they need several documents".to_owned(),
            _ => format!(
                "in brackets: {:.0}% intervals, {} draws of documents",
                100.0 * evaluation.method.level,
                evaluation.method.resamples
            ),
        };
        _ = writeln!(self.out, " {dim}{note}{dim:#}");
        let labels = evaluation.labels.iter().chain([&evaluation.micro]);
        let labels = labels.map(|row| (row.label.as_str(), &row.figures));
        let all = [("macro", &evaluation.macro_average), (places.label.as_str(), &places.figures)];
        self.intervals(&labels.chain(all).collect::<Vec<_>>());
    }

    fn attributes(&mut self, attributes: &[AttributeRow]) {
        if attributes.is_empty() {
            return;
        }
        self.heading("attributes", "of annotations that match");
        let rows = attributes.iter().map(|row| {
            let figures =
                row.figures.as_ref().map_or_else(|| vec![String::new(); 3], |figures| self.three(figures));
            let first =
                vec![printable(name(row, attributes)), row.counts.asked.to_string(), shown(row.accuracy)];
            [first, figures].concat()
        });
        let mut head = vec!["", "asked", "accuracy"];
        if attributes.iter().any(|row| row.figures.is_some()) {
            head.extend(["precision", "recall", "F1"]);
        }
        self.table(&head, rows.collect());
        let lists = attributes.iter().filter_map(|row| Some((name(row, attributes), row.figures.as_ref()?)));
        self.intervals(&lists.collect::<Vec<_>>());
    }

    fn comparison(&mut self, evaluation: &Evaluation, old: &str) {
        let note = format!(
            "p: approximate randomisation, {} exchanges; * marks p below {SIGNIFICANT}",
            evaluation.method.resamples
        );
        self.heading(&format!("compared with {}", printable(old)), &note);
        let mut rows = Vec::new();
        let mut add = |name: &str, what: &str, figure: Figure| {
            let Some(comparison) = figure.comparison else { return };
            let difference = comparison.difference.map_or("–".to_owned(), |d| format!("{:+.1}", 100.0 * d));
            let star = if comparison.p.is_some_and(|p| p < SIGNIFICANT) { " *" } else { "" };
            let p = comparison.p.map_or("–".to_owned(), |p| format!("{p:.3}{star}"));
            rows.push(vec![
                format!("{} {what}", printable(name)),
                percent(comparison.old),
                percent(figure.value),
                difference,
                p,
            ]);
        };
        for row in evaluation.labels.iter().chain([&evaluation.micro]) {
            add(&row.label, "F1", row.figures.f1);
        }
        add("micro", "precision", evaluation.micro.figures.precision);
        add("micro", "recall", evaluation.micro.figures.recall);
        add("macro", "F1", evaluation.macro_average.f1);
        add("any label", "F1", evaluation.places.figures.f1);
        for row in &evaluation.attributes {
            let name = name(row, &evaluation.attributes);
            add(name, "accuracy", row.accuracy);
            if let Some(figures) = &row.figures {
                add(name, "F1", figures.f1);
            }
        }
        self.table(&["", "old", "new", "difference", "p"], rows);
    }

    fn confusions(&mut self, evaluation: &Evaluation) {
        let confusions = &evaluation.confusions;
        if confusions.is_empty() {
            return;
        }
        self.heading("taken for another label", "where the place is right: gold → output");
        for confusion in confusions.iter().take(MOST_CONFUSIONS) {
            let (gold, output) = (printable(&confusion.gold), printable(&confusion.output));
            _ = writeln!(self.out, " {:>5}  {gold} → {output}", confusion.count);
        }
        if let Some(more) = confusions.len().checked_sub(MOST_CONFUSIONS).filter(|more| *more > 0) {
            let dim = self.layout.palette.dim;
            _ = writeln!(self.out, " {dim}and {more} more in --format json{dim:#}");
        }
    }

    fn disagreements(&mut self, all: &[Disagreements]) {
        let counted: Vec<String> = all
            .iter()
            .filter(|of_kind| of_kind.count > 0)
            .map(|of_kind| format!("{} {}", of_kind.kind.title(), of_kind.count))
            .collect();
        if counted.is_empty() {
            return;
        }
        self.heading("disagreements", &counted.join(" · "));
        for of_kind in all.iter().filter(|of_kind| !of_kind.examples.is_empty()) {
            let (bar, dim) = (self.layout.palette.bar, self.layout.palette.dim);
            let legend = match of_kind.kind {
                Kind::Missed => "[gold]",
                Kind::Spurious => "{output}",
                _ => "[gold] {output}",
            };
            _ = writeln!(self.out, " {bar}{}{bar:#}  {dim}{legend}{dim:#}", of_kind.kind.title());
            for example in &of_kind.examples {
                self.example(example);
            }
        }
    }

    fn example(&mut self, example: &Disagreement) {
        let dim = self.layout.palette.dim;
        let said = match (&example.attribute, &example.gold, &example.output) {
            (Some(attribute), Some(gold), _) => {
                let values = |values: &[String]| match values {
                    [] => "nothing".to_owned(),
                    values => printable(&values.join(", ")),
                };
                let (expected, found) = (values(&attribute.gold), values(&attribute.output));
                format!("{} {}: {expected} → {found}", printable(&gold.label), printable(&attribute.key))
            }
            (_, Some(gold), Some(output)) if gold.label != output.label => {
                format!("{} → {}", printable(&gold.label), printable(&output.label))
            }
            (_, Some(place), _) | (_, None, Some(place)) => printable(&place.label),
            (_, None, None) => String::new(),
        };
        let place = example.gold.as_ref().or(example.output.as_ref());
        let at = place.map_or(String::new(), |place| format!("{}..{}", place.start, place.end));
        _ = writeln!(self.out, "   {dim}{} {at}{dim:#}  {said}", printable(&example.document));
        let context = example.context.clone().or_else(|| {
            let text = |place: Option<&Place>| place.and_then(|place| place.text.clone());
            let gold = text(example.gold.as_ref()).map(|text| format!("[{text}]"));
            let output = text(example.output.as_ref()).map(|text| format!("{{{text}}}"));
            let both: Vec<String> = gold.into_iter().chain(output).collect();
            (!both.is_empty()).then(|| both.join(" "))
        });
        if let Some(context) = context {
            _ = writeln!(self.out, "     {}", printable(&context));
        }
    }
}

/// Its key, unless another attribute has the same one.
fn name<'r>(row: &'r AttributeRow, all: &[AttributeRow]) -> &'r str {
    match all.iter().filter(|other| other.key == row.key).count() {
        1 => &row.key,
        _ => &row.attribute,
    }
}

/// `91.2 [90.1, 92.3]`, in percent.
fn shown(figure: Figure) -> String {
    match figure.interval {
        Some((low, high)) if figure.value.is_some() => {
            format!("{} [{}, {}]", percent(figure.value), percent(Some(low)), percent(Some(high)))
        }
        _ => percent(figure.value),
    }
}

fn percent(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), |value| format!("{:.1}", 100.0 * value))
}
