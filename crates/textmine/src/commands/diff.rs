//! `textmine diff`: what differs between two runs.
mod chosen;

use super::run::{threads, width};
use crate::Outcome;
use crate::cli::{CompareFormat, DiffArgs, PipelineArgs};
use crate::diagnostics::Messages;
use crate::input::Inputs;
use crate::pipeline_file::{PipelineFile, Told};
use crate::reports::{Lookup, Reported, Reports, SourceError, from_file, from_pipeline, shown, unreadable};
use chosen::Chosen;
use serde_json::json;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use textmine_evaluation::{
    Differ, DifferenceTotals, DocumentDifference, Record, Sign, Text, Tolerance, report, show,
};
use textmine_report::Palette;

pub(crate) fn diff(args: &DiffArgs, messages: &Messages) -> io::Result<Outcome> {
    let Ok((first, second)) = sources(args, messages) else { return Ok(Outcome::Refused) };
    let names = [shown(&args.first), shown(&args.second)];
    let second = Lookup::of_reports(second, names[1].clone());
    let texts = (!args.input.is_empty()).then(|| texts(args));
    let mut shown = Shown::new(args, messages);
    let mut chosen = Chosen::new(&args.layer);
    match compare(args, &names, (first, second), texts, &mut chosen, &mut shown) {
        Ok(totals) => {
            shown.end(&totals)?;
            if chosen.tell_of_slips(messages).is_err() {
                return Ok(Outcome::Refused);
            }
            Ok(if totals.is_same() { Outcome::Fine } else { Outcome::SomeFailed })
        }
        Err(Stopped::Source(error)) => {
            shown.flush()?;
            error.tell(messages);
            Ok(Outcome::Refused)
        }
        Err(Stopped::Output(error)) => Err(error),
    }
}

/// Why a comparison did not come to its end.
#[derive(Debug, thiserror::Error)]
enum Stopped {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Output(#[from] io::Error),
}

fn is_pipeline(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

fn sources<'a>(args: &'a DiffArgs, messages: &Messages) -> Result<(Reports<'a>, Reports<'a>), Told> {
    let stdin = Path::new("-");
    let pipelines = [&args.first, &args.second].into_iter().filter(|path| is_pipeline(path)).count();
    let inputs = args.input.iter().filter(|path| *path == stdin).count();
    let reports = [&args.first, &args.second].into_iter().filter(|path| *path == stdin).count();
    if reports + inputs * pipelines.max(1) > 1 {
        messages.error("standard input can be read only once", Some("write one of the two to a file"));
        return Err(Told);
    }
    if pipelines > 0 && args.input.is_empty() {
        let help = "name it with `--input FILE`, or compare two files of reports";
        messages.error("a pipeline needs input to run over", Some(help));
        return Err(Told);
    }
    let first = source(&args.first, args, messages)?;
    let second = source(&args.second, args, messages)?;
    Ok((first, second))
}

fn source<'a>(path: &'a Path, args: &'a DiffArgs, messages: &Messages) -> Result<Reports<'a>, Told> {
    if !is_pipeline(path) {
        return from_file(path).map_err(|error| {
            messages.unreadable(&error);
            Told
        });
    }
    let file = PipelineFile::read(Some(path), messages)?;
    let pipeline = PipelineArgs { config: Some(path.to_owned()), isolate: args.isolate, locked: args.locked };
    let plan = file.plan(&pipeline, &args.common, messages)?;
    let pipeline = plan.build().map_err(|diagnostics| file.tell(&diagnostics, messages))?;
    Ok(from_pipeline(pipeline, inputs(args), threads(args.threads), args.offsets.into()))
}

fn inputs(args: &DiffArgs) -> Inputs {
    Inputs::of(&args.input, args.input_format, false, args.offsets.into())
}

/// The texts of the input by id, for reports, which have none.
fn texts(args: &DiffArgs) -> Lookup<'static, String> {
    let text =
        |input: textmine_pipeline::Input| (input.document.id().to_owned(), input.document.text().to_owned());
    let stream = inputs(args).map(move |input| Ok(text(input?)));
    Lookup::new(Box::new(stream), "the input".to_owned())
}

fn compare(
    args: &DiffArgs,
    names: &[String; 2],
    (first, mut second): (Reports<'_>, Lookup<'_, Reported>),
    mut texts: Option<Lookup<'_, String>>,
    chosen: &mut Chosen<'_>,
    shown: &mut Shown<'_>,
) -> Result<DifferenceTotals, Stopped> {
    let mut differ = Differ::new(Tolerance { score: args.score_tolerance });
    for old in first {
        let old = old?;
        let Some(new) = second.take(&old.id)? else {
            shown.document(&differ.only(&old.id, Sign::Vanished))?;
            continue;
        };
        let text = match (old.text.or(new.text), &mut texts) {
            (None, Some(texts)) => texts.take(&old.id)?,
            (text, _) => text,
        };
        let text = text.as_deref().map(|text| Text::new(text, args.offsets.into()));
        let read = |name: &str, record: &Record| {
            report::whole(record, text.as_ref())
                .map_err(|fault| SourceError::Read(unreadable(name, record, fault)))
        };
        let (before, after) = (read(&names[0], &old.record)?, read(&names[1], &new.record)?);
        let (before, after) = (chosen.keep(before), chosen.keep(after));
        if let Some(difference) = differ.take(before, after, text.as_ref()) {
            shown.document(&difference)?;
        }
    }
    for id in second.rest()? {
        shown.document(&differ.only(&id, Sign::Appeared))?;
    }
    Ok(differ.finish())
}

/// Writes differences as they are found.
struct Shown<'o> {
    out: BufWriter<io::StdoutLock<'o>>,
    format: CompareFormat,
    layout: show::Layout,
    documents: usize,
}

impl Shown<'_> {
    fn new(args: &DiffArgs, messages: &Messages) -> Self {
        let palette = if messages.colour_output() { Palette::coloured() } else { Palette::plain() };
        let layout = show::Layout { width: width(None), palette };
        let out = BufWriter::new(io::stdout().lock());
        Shown { out, format: args.format, layout, documents: 0 }
    }

    fn document(&mut self, difference: &DocumentDifference) -> io::Result<()> {
        match self.format {
            CompareFormat::Text => {
                self.out.write_all(show::document(difference, self.layout).as_bytes())?;
                writeln!(self.out)?;
            }
            CompareFormat::Json => {
                // One object, written as it comes: a document on each line.
                self.out.write_all(if self.documents == 0 { OPENING } else { b"," })?;
                writeln!(self.out)?;
                serde_json::to_writer(&mut self.out, difference)?;
            }
        }
        self.documents += 1;
        Ok(())
    }

    fn end(&mut self, totals: &DifferenceTotals) -> io::Result<()> {
        match self.format {
            CompareFormat::Text => self.out.write_all(show::totals(totals, self.layout).as_bytes())?,
            CompareFormat::Json => {
                if self.documents == 0 {
                    self.out.write_all(OPENING)?;
                }
                writeln!(self.out, "\n],\"totals\":{}}}", json!(totals))?;
            }
        }
        self.flush()
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

const OPENING: &[u8] = b"{\"schema\":\"textmine.difference/1\",\"documents\":[";
