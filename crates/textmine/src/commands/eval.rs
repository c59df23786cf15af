//! `textmine eval`: how well an output agrees with gold.
mod pairs;
mod tracks;

use super::run::{threads, width};
use crate::Outcome;
use crate::cli::{CompareFormat, EvalArgs, MatchRule};
use crate::diagnostics::Messages;
use crate::input::Inputs;
use crate::pipeline_file::{PipelineFile, Told};
use crate::reports::{Lookup, Reported, SourceError, from_file, from_pipeline, open, shown, unreadable};
use pairs::{GoldTexts, Golds, Pairs};
use std::io::{self, Write};
use textmine_evaluation::{
    Evaluation, EvaluationOptions, Evaluator, Fields, Gold, GoldDocument, GoldOptions, Labels, Matching,
    Presence, Shape, Text, report, show,
};
use textmine_pipeline::{Pipeline, listed, nearest};
use textmine_report::Palette;
use tracks::{Tracks, warn_of_slips};

pub(crate) fn eval(args: &EvalArgs, messages: &Messages) -> io::Result<Outcome> {
    let evaluated = match evaluate(args, messages) {
        Ok(evaluated) => evaluated,
        Err(Told) => return Ok(Outcome::Refused),
    };
    let Evaluated { evaluation, mut outcome } = evaluated;
    let mut out = io::stdout().lock();
    match args.format {
        CompareFormat::Text => {
            let palette = if messages.colour_output() { Palette::coloured() } else { Palette::plain() };
            let layout = show::Layout { width: width(args.width), palette };
            out.write_all(show::evaluation(&evaluation, layout).as_bytes())?;
        }
        CompareFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &evaluation)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    if missed(args, &evaluation, messages) {
        outcome = Outcome::SomeFailed;
    }
    Ok(outcome)
}

struct Evaluated {
    evaluation: Evaluation,
    outcome: Outcome,
}

fn evaluate(args: &EvalArgs, messages: &Messages) -> Result<Evaluated, Told> {
    check_usage(args, messages)?;
    let tell = |error: SourceError| {
        error.tell(messages);
        Told
    };
    let golds = golds(args).map_err(tell)?;
    let layer = args.layer.clone().or_else(|| golds.first()?.layer.clone());
    let Some(layer) = layer else {
        messages
            .error("which layer is the gold of?", Some("name it with `--layer`, as in `--layer entities`"));
        return Err(Told);
    };
    let shape = golds.first().map_or(Shape::Spans, |first| first.shape);
    let mut old = match &args.compare {
        Some(path) => {
            let reports = from_file(path).map_err(|error| tell(error.into()))?;
            Some((shown(path), Lookup::of_reports(reports, shown(path))))
        }
        None => None,
    };
    let mut evaluator = Evaluator::new(options(args, &layer, shape));
    let mut tracks = Tracks::default();
    let mut pairs = pairs(args, &layer, golds, messages)?;
    while let Some(next) = pairs.next() {
        let (gold, output) = next.map_err(tell)?;
        let old = match &mut old {
            Some((name, old)) => Some((name.as_str(), old.take(&gold.id).map_err(tell)?)),
            None => None,
        };
        take((&mut evaluator, &mut tracks), (args, &layer), &gold, output, old).map_err(tell)?;
    }
    let rest = pairs.rest().map_err(tell)?;
    let old = match old {
        Some((name, old)) => Some((name, old.rest().map_err(tell)?)),
        None => None,
    };
    let old = old.as_ref().map(|(name, rest)| (name.as_str(), rest.as_slice()));
    tracks.tell((&output_name(args), &rest), old, messages)?;
    let evaluation = evaluator.finish(args.compare.as_deref().map(shown));
    warn_of_slips(&evaluation, messages);
    Ok(Evaluated { evaluation, outcome: if tracks.failed() { Outcome::SomeFailed } else { Outcome::Fine } })
}

fn check_usage(args: &EvalArgs, messages: &Messages) -> Result<(), Told> {
    let named = [&args.output, &args.compare].into_iter().flatten().chain(&args.gold).chain(&args.input);
    if named.filter(|path| path.as_os_str() == "-").count() > 1 {
        messages.error("standard input can be read only once", Some("write one of the two to a file"));
        return Err(Told);
    }
    if args.min_overlap.is_some() && args.matching == MatchRule::Exact {
        messages.error("`--min-overlap` says how much must overlap", Some("add `--match overlap`"));
        return Err(Told);
    }
    Ok(())
}

fn golds(args: &EvalArgs) -> Result<Golds, SourceError> {
    let mut fields = Fields::default();
    for naming in &args.field {
        // The command line has tried them.
        _ = fields.set(&naming.0);
    }
    let attributes = args.attribute.iter().flat_map(|spec| spec.keys()).map(str::to_owned);
    let options = GoldOptions {
        format: args.gold_format.into(),
        layer: args.layer.clone(),
        unit: args.offsets.into(),
        fields,
        attributes: attributes.chain(args.gold_where.iter().map(|c| c.key().to_owned())).collect(),
        sentences: args.sentences,
    };
    let ids = crate::input::ids(&args.gold);
    let mut all: Vec<Box<dyn Iterator<Item = _>>> = Vec::new();
    for (path, id) in args.gold.iter().zip(ids) {
        all.push(Box::new(Gold::new(open(path)?, shown(path), &id, &options)?));
    }
    Ok(Golds::new(Box::new(all.into_iter().flatten()))?)
}

fn options(args: &EvalArgs, layer: &str, shape: Shape) -> EvaluationOptions {
    EvaluationOptions {
        layer: layer.to_owned(),
        matching: match args.matching {
            MatchRule::Exact => Matching::Exact,
            MatchRule::Overlap => Matching::Overlap { least: args.min_overlap.unwrap_or(0.0) },
        },
        unit: args.offsets.into(),
        labels: Labels { renamed: args.map.clone(), only: args.label.clone(), ignored: args.ignore.clone() },
        gold_where: args.gold_where.clone(),
        output_where: args.output_where.clone(),
        // A target is one place of a text that may have others.
        partial: args.partial || shape == Shape::Target,
        attributes: args.attribute.clone(),
        examples: args.errors,
        resamples: args.resamples,
    }
}

/// Gold and output, document by document.
fn pairs<'a>(args: &'a EvalArgs, layer: &str, golds: Golds, messages: &Messages) -> Result<Pairs<'a>, Told> {
    if let Some(path) = &args.output {
        let reports = from_file(path).map_err(|error| {
            messages.unreadable(&error);
            Told
        })?;
        return Ok(Pairs::ById { golds, outputs: Lookup::of_reports(reports, shown(path)) });
    }
    let pipeline = pipeline(args, layer, messages)?;
    let (threads, unit) = (threads(args.threads), args.offsets.into());
    if args.input.is_empty() {
        let (texts, queue) = GoldTexts::new(golds, "the gold".to_owned());
        return Ok(Pairs::InOrder { outputs: from_pipeline(pipeline, texts, threads, unit), golds: queue });
    }
    let inputs = Inputs::of(&args.input, crate::cli::InputFormat::Auto, false, unit);
    let reports = from_pipeline(pipeline, inputs, threads, unit);
    Ok(Pairs::ById { golds, outputs: Lookup::of_reports(reports, "the input".to_owned()) })
}

/// The pipeline, if it provides the layer.
fn pipeline(args: &EvalArgs, layer: &str, messages: &Messages) -> Result<Pipeline, Told> {
    let file = PipelineFile::read(args.pipeline.config.as_deref(), messages)?;
    let plan = file.plan(&args.pipeline, &args.common, messages)?;
    let provided: Vec<String> =
        plan.steps.iter().flat_map(|step| step.plugin.description().provides.clone()).collect();
    if !provided.iter().any(|provided| provided == layer) {
        let all = provided.iter().map(String::as_str);
        let help = match nearest(layer, all.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it provides {}: name one with `--layer`", listed(all)),
        };
        messages.error(&format!("the pipeline {} provides no layer `{layer}`", file.name), Some(&help));
        return Err(Told);
    }
    plan.build().map_err(|diagnostics| file.tell(&diagnostics, messages))
}

/// One document into the evaluation.
fn take(
    (evaluator, tracks): (&mut Evaluator, &mut Tracks),
    (args, layer): (&EvalArgs, &str),
    gold: &GoldDocument,
    output: Option<Reported>,
    old: Option<(&str, Option<Reported>)>,
) -> Result<(), SourceError> {
    tracks.note(&gold.id);
    let known = gold.text.as_deref().or(output.as_ref().and_then(|output| output.text.as_deref()));
    let text = known.map(|text| Text::new(text, args.offsets.into()));
    let read = |reported: &Reported, name: &str, first: bool| {
        let record = &reported.record;
        report::layer(record, layer, first, text.as_ref())
            .map_err(|fault| SourceError::Read(unreadable(name, record, fault)))
    };
    let first = tracks.output.note(&gold.id, output.is_some());
    let (presence, found) = match &output {
        Some(reported) => {
            let read = read(reported, &output_name(args), first)?;
            tracks.problems(&reported.id, &read.problems);
            (Presence::Reported, read.annotations.unwrap_or_default())
        }
        None => (Presence::Missing, Vec::new()),
    };
    let old = match old {
        Some((name, reported)) => {
            let first = tracks.old.note(&gold.id, reported.is_some());
            let read = reported.map(|reported| read(&reported, name, first)).transpose()?;
            Some(read.and_then(|read| read.annotations).unwrap_or_default())
        }
        None => None,
    };
    evaluator.take(gold, known, (presence, found), old);
    Ok(())
}

/// What messages call the output.
fn output_name(args: &EvalArgs) -> String {
    args.output.as_deref().map_or("the pipeline's output".to_owned(), shown)
}

/// True if a figure is below what is asked for; says which.
fn missed(args: &EvalArgs, evaluation: &Evaluation, messages: &Messages) -> bool {
    let mut missed = false;
    for asked in &args.min_f1 {
        let (label, least) = (&asked.label, asked.least);
        let message = match evaluation.f1(label).map(|figure| figure.value) {
            Some(Some(f1)) if f1 >= least => continue,
            Some(Some(f1)) => format!("F1 of {label} is {f1:.4}, below {least}"),
            Some(None) => format!("there is no F1 of {label}: neither gold nor output has an annotation"),
            None => {
                let labels = evaluation.labels.iter().map(|row| row.label.as_str());
                let known = labels.chain(["micro", "macro"]);
                format!("there is no label `{label}` that could reach {least}: there are {}", listed(known))
            }
        };
        missed = true;
        messages.error(&message, None);
    }
    missed
}
