//! `textmine run`: documents in, reports out.
use super::watch;
use crate::Outcome;
use crate::cli::{Format, RunArgs};
use crate::diagnostics::Messages;
use crate::input::Inputs;
use crate::pipeline_file::PipelineFile;
use crate::quarantine::Quarantine;
use crate::timings::Clock;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use textmine_pipeline::{Analyzed, Pipeline};
use textmine_report::{Palette, Shape, Terminal, write_json};

/// Columns where standard output is no terminal.
const USUAL_WIDTH: usize = 80;
/// Longer lines don't read well.
const WIDEST: usize = 120;

pub(crate) fn run(args: &RunArgs, messages: &Messages) -> io::Result<Outcome> {
    if args.watch {
        return watch::watch(args, messages);
    }
    if args.watched_by.is_some_and(|parent| !textmine_loader::end_with(parent)) {
        return Ok(Outcome::Fine);
    }
    let clock = Clock::new(args.timings.is_some());
    let Ok(pipeline) = clock.starting.measure(|| prepare(args, messages)) else {
        return Ok(Outcome::Refused);
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut failed = false;
    let written = analyze(pipeline, args, messages, clock, &mut out, &mut failed);
    match written {
        // Whoever reads has seen enough: `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        other => other?,
    }
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Fine })
}

fn analyze(
    mut pipeline: Pipeline,
    args: &RunArgs,
    messages: &Messages,
    mut clock: Clock,
    out: &mut impl Write,
    failed: &mut bool,
) -> io::Result<()> {
    let before = pipeline.problems();
    let timings = args.timings.map(|format| (pipeline.measure(), format));
    let threads = threads(args.threads);
    let (mut inputs, reading) = (Inputs::new(args, clock.segmentation.clone()), clock.input.clone());
    let inputs = std::iter::from_fn(move || reading.measure(|| inputs.next()));
    let mut run = pipeline.run(inputs, threads);
    let quarantine = args.quarantine.as_deref().map(|folder| Quarantine::new(folder, args, before));
    let mut written = 0;
    for analyzed in run.by_ref() {
        match analyzed {
            Ok(analyzed) => {
                *failed |= !analyzed.problems.is_empty();
                clock.count(&analyzed);
                clock.report.clone().measure(|| write(out, &analyzed, args, messages, written))?;
                if let Some(quarantine) = &quarantine {
                    *failed |= quarantine.take(&analyzed, messages).is_err();
                }
                // Whoever reads along sees each report when it is ready.
                out.flush()?;
                written += 1;
            }
            Err(error) => {
                *failed = true;
                messages.error(&error.to_string(), Some(&error.help()));
            }
        }
    }
    for problem in run.unattached() {
        *failed = true;
        messages.problem("no document", problem);
    }
    if let Some((timings, format)) = timings {
        messages.plain(&clock.shown(&timings, threads, format));
    }
    Ok(())
}

/// As many as wanted; 0 is as many as there are cores.
pub(super) fn threads(wanted: usize) -> NonZeroUsize {
    let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    NonZeroUsize::new(wanted).unwrap_or_else(cores)
}

fn prepare(args: &RunArgs, messages: &Messages) -> Result<Pipeline, crate::pipeline_file::Told> {
    let file = PipelineFile::read(args.pipeline.config.as_deref(), messages)?;
    let plan = file.plan(&args.pipeline, &args.common, messages)?;
    plan.build().map_err(|diagnostics| file.tell(&diagnostics, messages))
}

fn write(
    out: &mut impl Write,
    analyzed: &Analyzed,
    args: &RunArgs,
    messages: &Messages,
    before: usize,
) -> io::Result<()> {
    // On a terminal the report says it; elsewhere the report may never be looked at.
    if args.format != Format::Text || !io::stdout().is_terminal() {
        for problem in &analyzed.problems {
            messages.problem(analyzed.document.id(), problem);
        }
    }
    let shape = match args.format {
        Format::Json => Shape::Pretty,
        Format::Jsonl => Shape::Line,
        Format::Text => {
            let palette = if messages.colour_output() { Palette::coloured() } else { Palette::plain() };
            let terminal = Terminal { width: width(args.width), palette };
            if before > 0 {
                writeln!(out, "\n{}\n", "─".repeat(terminal.width))?;
            }
            return out.write_all(terminal.render(analyzed).as_bytes());
        }
    };
    write_json(out, analyzed, shape, args.offsets.into())
}

/// Columns to write in: as many as wanted, or as the terminal has.
pub(super) fn width(wanted: Option<u16>) -> usize {
    let terminal =
        || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0).min(WIDEST));
    wanted.map(usize::from).or_else(terminal).unwrap_or(USUAL_WIDTH).max(40)
}
