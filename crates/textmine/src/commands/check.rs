//! `textmine check`: what is wrong with a pipeline, or how it runs.
use crate::Outcome;
use crate::cli::CheckArgs;
use crate::diagnostics::Messages;
use crate::pipeline_file::PipelineFile;
use std::fmt::Write as _;
use std::io::{self, Write};
use textmine_pipeline::{Plan, Reason};

pub(crate) fn check(args: &CheckArgs, messages: &Messages) -> io::Result<Outcome> {
    let Ok(file) = PipelineFile::read(args.pipeline.config.as_deref(), messages) else {
        return Ok(Outcome::Refused);
    };
    let Ok(plan) = file.plan(&args.pipeline, &args.common, messages) else { return Ok(Outcome::Refused) };
    let order = explain(&file.name, &plan);
    let pipeline = match plan.build() {
        Ok(pipeline) => pipeline,
        Err(diagnostics) => {
            file.tell(&diagnostics, messages);
            return Ok(Outcome::Refused);
        }
    };
    let problems = pipeline.problems().into_iter().chain(pipeline.close()).collect::<Vec<_>>();
    if problems.is_empty() {
        io::stdout().lock().write_all(order.as_bytes())?;
        return Ok(Outcome::Fine);
    }
    for problem in &problems {
        messages.problem(&file.name, problem);
    }
    Ok(Outcome::SomeFailed)
}

fn explain(name: &str, plan: &Plan) -> String {
    let pipeline = plan.name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
    let mut out = match plan.steps.len() {
        1 => format!("{name} is fine: pipeline{pipeline} of 1 analyzer\n"),
        n => format!("{name} is fine: pipeline{pipeline} of {n} analyzers, in this order\n"),
    };
    for (index, step) in plan.steps.iter().enumerate() {
        let about = step.plugin.description();
        let plugin = match about.name == step.name {
            true => about.version.clone(),
            false => format!("{} {}", about.name, about.version),
        };
        _ = writeln!(out, "\n{}. {} ({plugin}): {}", index + 1, step.name, about.about);
        let mut earlier = Vec::new();
        for reason in &step.after {
            earlier.push(because(reason));
        }
        if earlier.is_empty() {
            earlier.push("reads no layer: runs in the order of the file".to_owned());
        }
        for line in earlier {
            _ = writeln!(out, "   {line}");
        }
        if !about.provides.is_empty() {
            _ = writeln!(out, "   provides {}", about.provides.join(", "));
        }
    }
    out
}

fn because(reason: &Reason) -> String {
    let need = if reason.required { "requires" } else { "uses" };
    match &reason.analyzer {
        Some(analyzer) => format!("after {analyzer}: {need} its layer {}", reason.layer),
        None => format!("{need} the layer {}, which the input brings", reason.layer),
    }
}
