//! `textmine plugins verify`: is a library a plugin as it should be, whatever it is given?
use crate::Outcome;
use crate::cli::{VerifyArgs, VerifyFormat};
use crate::diagnostics::Messages;
use crate::pipeline_file::loader;
use anstyle::{AnsiColor, Style};
use serde::Serialize;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;
use textmine_conformance::{Check, Measure, Verdict, checks};
use textmine_core::{Isolation, Limits, Plugin, Sandbox, Terms};
use textmine_loader::{IsolatedPlugin, Loader};

/// Columns of what is said of a check.
const COLUMNS: usize = 100;

/// What a worker does for one check.
pub(crate) fn exercise(plugin: &dyn Plugin, concurrent: bool, check: &str) -> String {
    let outcome = match Check::find(check) {
        Some(check) => check.run(plugin, concurrent),
        None => failed(format!("there is no check `{check}`")),
    };
    // Structs of strings and finite numbers can always be written.
    serde_json::to_string(&outcome).unwrap_or_default()
}

pub(crate) fn verify(args: &VerifyArgs, messages: &Messages) -> io::Result<Outcome> {
    let Ok(loader) = loader(&args.common, messages) else { return Ok(Outcome::Refused) };
    let known = || checks().iter().map(|check| check.name);
    if let Some(unknown) = args.only.iter().find(|name| !known().any(|known| known == name.as_str())) {
        let help = format!("there are {}", known().collect::<Vec<_>>().join(", "));
        messages.error(&format!("there is no check `{unknown}`"), Some(&help));
        return Ok(Outcome::Refused);
    }
    let mut out = anstream::AutoStream::new(io::stdout().lock(), messages.choice());
    let verification = verify_with(args, &loader, &mut out)?;
    if args.format == VerifyFormat::Json {
        serde_json::to_writer_pretty(&mut out, &verification)?;
        writeln!(out)?;
    }
    Ok(if verification.failed == 0 { Outcome::Fine } else { Outcome::SomeFailed })
}

/// What came of all checks, as JSON has it.
#[derive(Serialize)]
struct Verification {
    schema: &'static str,
    /// As the user named it.
    library: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    plugin: Option<About>,
    checks: Vec<Checked>,
    passed: usize,
    failed: usize,
    skipped: usize,
}

#[derive(Serialize)]
struct About {
    name: String,
    version: String,
}

#[derive(Serialize)]
struct Checked {
    group: &'static str,
    name: &'static str,
    claim: &'static str,
    #[serde(flatten)]
    outcome: textmine_conformance::Outcome,
}

fn verify_with(args: &VerifyArgs, loader: &Loader, out: &mut impl Write) -> io::Result<Verification> {
    let mut shown = Shown { out, group: "", text: args.format == VerifyFormat::Text };
    let mut all = Verification {
        schema: "textmine.verify/1",
        library: args.library.display().to_string(),
        plugin: None,
        checks: Vec::new(),
        passed: 0,
        failed: 0,
        skipped: 0,
    };
    let terms = Terms {
        isolation: Isolation::Process,
        sandbox: Sandbox::On,
        limits: Limits { timeout: args.timeout, memory: args.memory.as_u64(), ..Limits::default() },
        reads: args.read.clone(),
        sha256: None,
    };
    let started = Instant::now();
    let opened = loader.isolate(&args.library, Path::new(""), &terms);
    let ready = started.elapsed();
    let worker = |name, claim, outcome| Checked { group: "worker", name, claim, outcome };
    let plugin = match opened {
        Ok(plugin) => plugin,
        Err(error) => {
            shown.title(&all.library)?;
            let details = vec![error.reason(), format!("help: {}", error.help())];
            let outcome = textmine_conformance::Outcome { details, ..failed(String::new()) };
            shown.take(&mut all, worker(OPENS, OPENS_CLAIM, outcome))?;
            shown.end(&all, 0)?;
            return Ok(all);
        }
    };
    let about = plugin.description();
    all.plugin = Some(About { name: about.name.clone(), version: about.version.clone() });
    shown.title(&format!("{} {}: {}", about.name, about.version, all.library))?;
    let mut outcome = passed();
    outcome.measures.push(Measure { name: "ready".into(), value: ready.as_secs_f64(), unit: "s".into() });
    outcome.details = loader.warnings();
    shown.take(&mut all, worker(OPENS, OPENS_CLAIM, outcome))?;

    let mut printed = Vec::new();
    let mut peak = 0;
    let mut unmade = None;
    let wanted = |check: &&Check| args.only.is_empty() || args.only.iter().any(|name| name == check.name);
    for check in checks().iter().filter(wanted) {
        let outcome = match unmade {
            Some(why) => skipped(why),
            None => run(&plugin, check, &mut printed, &mut peak),
        };
        // All that follows would wait as long.
        if check.name == MAKING && outcome.verdict == Verdict::Failed {
            unmade = Some("no instance of it can be made");
        }
        shown
            .take(&mut all, Checked { group: check.group, name: check.name, claim: check.claim, outcome })?;
    }
    let outcome = match printed.is_empty() {
        true => passed(),
        false => textmine_conformance::Outcome { details: printed, ..failed(String::new()) },
    };
    shown.take(&mut all, worker("silence", "it prints nothing", outcome))?;
    shown.end(&all, peak)?;
    Ok(all)
}

/// The check that makes an instance and does nothing else.
const MAKING: &str = "no-options";
const OPENS: &str = "opens";
const OPENS_CLAIM: &str = "it opens in a sandboxed worker process";

/// One check in a worker of its own: whatever the plugin does fails that check alone.
fn run(
    plugin: &IsolatedPlugin,
    check: &Check,
    printed: &mut Vec<String>,
    peak: &mut u64,
) -> textmine_conformance::Outcome {
    match plugin.exercise(check.name) {
        Ok(exercised) => {
            printed.extend(exercised.remarks.iter().map(|remark| format!("{}: {remark}", check.name)));
            *peak = (*peak).max(exercised.peak_memory);
            serde_json::from_str(&exercised.outcome)
                .unwrap_or_else(|_| failed("its worker's answer can't be read".to_owned()))
        }
        Err(failure) => failed(failure.to_string()),
    }
}

fn passed() -> textmine_conformance::Outcome {
    textmine_conformance::Outcome { verdict: Verdict::Passed, details: Vec::new(), measures: Vec::new() }
}

fn skipped(why: &str) -> textmine_conformance::Outcome {
    textmine_conformance::Outcome { verdict: Verdict::Skipped, ..failed(why.to_owned()) }
}

fn failed(why: String) -> textmine_conformance::Outcome {
    textmine_conformance::Outcome { verdict: Verdict::Failed, details: vec![why], measures: Vec::new() }
}

/// The checks as people read them, each as soon as it is done.
struct Shown<'o, W> {
    out: &'o mut W,
    group: &'static str,
    text: bool,
}

impl<W: Write> Shown<'_, W> {
    fn title(&mut self, title: &str) -> io::Result<()> {
        match self.text {
            true => writeln!(self.out, "{title}"),
            false => Ok(()),
        }
    }

    fn take(&mut self, all: &mut Verification, checked: Checked) -> io::Result<()> {
        let (count, sign, style) = match checked.outcome.verdict {
            Verdict::Passed => (&mut all.passed, "✓", AnsiColor::Green.on_default()),
            Verdict::Failed => (&mut all.failed, "✗", AnsiColor::Red.on_default().bold()),
            Verdict::Skipped => (&mut all.skipped, "–", Style::new().dimmed()),
        };
        *count += 1;
        if self.text {
            if self.group != checked.group {
                self.group = checked.group;
                writeln!(self.out, "\n{}", checked.group)?;
            }
            let measures = checked.outcome.measures.iter().map(measure).collect::<Vec<_>>().join(", ");
            let measures = if measures.is_empty() { measures } else { format!("  ({measures})") };
            writeln!(self.out, "  {style}{sign}{style:#} {:18} {}{measures}", checked.name, checked.claim)?;
            for detail in &checked.outcome.details {
                let indent = " ".repeat(23);
                let options =
                    textwrap::Options::new(COLUMNS).initial_indent(&indent).subsequent_indent(&indent);
                for line in textwrap::wrap(detail, options) {
                    writeln!(self.out, "{line}")?;
                }
            }
            self.out.flush()?;
        }
        all.checks.push(checked);
        Ok(())
    }

    fn end(&mut self, all: &Verification, peak: u64) -> io::Result<()> {
        if !self.text {
            return Ok(());
        }
        let Verification { passed, failed, skipped, .. } = all;
        write!(self.out, "\n{passed} passed, {failed} failed, {skipped} skipped")?;
        if peak > 0 {
            write!(self.out, "; at most {} of memory", bytesize::ByteSize(peak).display().iec())?;
        }
        writeln!(self.out)
    }
}

fn measure(measure: &Measure) -> String {
    let Measure { name, value, unit } = measure;
    match (unit.as_str(), *value) {
        ("s", value) if value < 1.0 => format!("{name} {:.1} ms", value * 1e3),
        (unit, value) => format!("{name} {value:.1} {unit}"),
    }
}
