//! For each check, analyzers with a fault that it must find.
use super::fakes::Fake;
use crate::{Check, Verdict, checks};
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::thread::{self, ThreadId};
use std::time::Duration;
use textmine_core::{Analysis, Document, Failure, Instance, LayerBuf, Span};

/// A fault, under the name of the check that must find it.
type Fault = (&'static str, Fake);

/// All faults but those of [`growth`].
fn faults() -> Vec<Fault> {
    [descriptions(), options(), documents(), unicode(), results(), layers(), runs(), instances()]
        .into_iter()
        .flatten()
        .collect()
}

#[test]
fn every_fault_is_found_by_its_check() {
    let mut said = String::new();
    for (name, fake) in faults() {
        let outcome = Check::find(name).unwrap().run(&fake, true);
        assert_eq!(outcome.verdict, Verdict::Failed, "{name}");
        assert!(outcome.details.iter().all(|d| !d.contains(char::is_control)), "{:?}", outcome.details);
        // Which of the threads is disturbed first differs from run to run.
        let first = if name == "threads" { "…" } else { &outcome.details[0] };
        said.push_str(&format!("{name}: {first}\n"));
    }
    insta::assert_snapshot!(said);
}

#[test]
fn every_check_can_fail() {
    let found: HashSet<&str> =
        faults().iter().map(|(name, _)| *name).chain(growth().map(|(name, _)| name)).collect();
    let all: HashSet<&str> = checks().iter().map(|check| check.name).collect();
    assert_eq!(found, all);
}

fn descriptions() -> Vec<Fault> {
    let describing = |name: &'static str, change: fn(&mut textmine_core::Description)| {
        (name, Fake::good().describing(change))
    };
    vec![
        describing("name", |d| d.name = "two words".to_owned()),
        describing("name", |d| d.name = String::new()),
        describing("about", |d| d.about = " ".to_owned()),
        describing("about", |d| d.about = "two\nlines".to_owned()),
        describing("version", |d| d.version = "latest".to_owned()),
        describing("layer-names", |d| d.provides.push("capitals".to_owned())),
        describing("layer-names", |d| d.requires.push("capitals".to_owned())),
        describing("layer-names", |d| d.uses.push("a b".to_owned())),
        describing("data-files", |d| d.data.push("../secret".to_owned())),
        describing("data-files", |d| d.data.push("/etc/passwd".to_owned())),
    ]
}

fn options() -> Vec<Fault> {
    let strict = |key: &'static str| {
        Fake::good().creating(move |o| if o.get(key).is_some() { Err(Fake::refusal("no")) } else { Ok(()) })
    };
    vec![
        ("schema", Fake::good().with_schema(|s| *s = json!({"type": "string"}))),
        ("schema", Fake::good().with_schema(|s| s["properties"] = json!(7))),
        ("schema", Fake::good().with_schema(|s| s["properties"]["words"] = json!({"$ref": "#/nowhere"}))),
        (
            "options-described",
            Fake::good().with_schema(|s| s["properties"]["words"]["description"] = json!("")),
        ),
        (
            "options-described",
            Fake::good().with_schema(|s| {
                s["properties"]["words"]["items"] =
                    json!({"type": "object", "properties": {"name": {"type": "string"}}})
            }),
        ),
        ("no-options", Fake::good().with_schema(|s| s["required"] = json!(["words"]))),
        (
            "no-options",
            Fake::good()
                .creating(|o| if *o == json!({}) { Err(Fake::refusal("give me some")) } else { Ok(()) }),
        ),
        ("defaults", strict("words")),
        ("defaults", Fake::good().with_schema(|s| s["properties"]["min_letters"]["default"] = json!(3))),
        ("defaults", Fake::good().with_schema(|s| s["properties"]["min_letters"]["default"] = json!(0))),
        ("unknown-options", Fake::good().with_schema(|s| s["additionalProperties"] = json!(true))),
        ("unknown-options", Fake::good().lenient()),
        ("option-types", Fake::good().lenient()),
        ("option-types", Fake::good().with_schema(|s| s["properties"]["words"] = json!({}))),
        (
            "option-bounds",
            Fake::good().creating(|o| {
                assert_ne!(o.get("min_letters"), Some(&json!(10)), "out of range");
                Ok(())
            }),
        ),
        (
            "option-errors",
            Fake::good().creating(|o| if *o == json!({}) { Ok(()) } else { Err(Fake::refusal(" ")) }),
        ),
        (
            "option-errors",
            Fake::good().creating(|o| match o.get("min_letters") {
                None => Ok(()),
                Some(_) => {
                    Err(Failure::Refused { option: Some("/letters/min".into()), message: "too few".into() })
                }
            }),
        ),
    ]
}

fn on(name: &'static str, breaks: fn(&Document<'_>) -> bool) -> Fault {
    (name, Fake::good().breaking_on(breaks))
}

fn documents() -> Vec<Fault> {
    vec![
        on("empty", |d| d.text().is_empty()),
        on("white-space", |d| d.text() == "\u{2028}"),
        on("one-character", |d| d.text() == "\u{1b}"),
        on("one-word", |d| d.tokens().len() == 1 && d.text().len() > 1),
        on("half-sentences", |d| d.text().ends_with("O'")),
        on("long-text", |d| d.text().len() > 3_900_000),
        on("long-line", |d| d.text().len() > 3_900_000 && !d.text().contains('\n')),
        on("many-sentences", |d| d.sentences().len() >= 10_000),
        on("many-names", |d| d.text().len() > 1_900_000),
        on("long-sentence", |d| d.sentences().len() == 1 && d.tokens().len() > 100_000),
        on("long-word", |d| d.tokens().iter().any(|t| t.span.len() >= 999_000)),
        on("many-lines", |d| d.text().len() > 900_000),
        on("nesting", |d| d.text().starts_with("((((((")),
        on("repeated-marks", |d| d.text().starts_with("http://http://")),
        on("control-characters", |d| d.text().contains("An\0na")),
        on("line-endings", |d| d.text().starts_with('\u{feff}')),
        on("markup", |d| d.text().contains("</p>")),
    ]
}

fn unicode() -> Vec<Fault> {
    vec![
        on("combining-marks", |d| d.text().starts_with('\u{301}')),
        on("emoji", |d| d.text().contains("👨‍👩‍👧‍👦")),
        on("direction", |d| d.text().contains('\u{202e}')),
        on("scripts", |d| d.text().contains("𠮷")),
        on("letter-case", |d| d.text().to_lowercase().len() > d.text().len()),
        on("letter-forms", |d| d.text().contains("𝒜")),
        on("invisible", |d| d.text().contains("minis\u{ad}ter")),
        on("edges", |d| d.text().contains('\u{10ffff}')),
        on("every-place", |d| d.text().ends_with('\u{ad}') && d.text().len() > 10),
        on("every-character", |d| d.text().contains('\u{a7c2}')),
        on("mixture", |d| d.text().len() > 100_000),
    ]
}

fn changed(name: &'static str, change: fn(&Document<'_>, &mut Analysis)) -> Fault {
    let fake = Fake::good().analyzing(move |document, mut analysis| {
        change(document, &mut analysis);
        Ok(analysis)
    });
    (name, fake)
}

fn results() -> Vec<Fault> {
    vec![
        changed("layers-declared", |_, a| a.layers.clear()),
        changed("layers-declared", |_, a| a.layers.push(LayerBuf::new("more"))),
        changed("spans", |d, a| {
            let end = d.text().len() as u32;
            a.layers[0].push(Span::new(end, end + 1), "beyond");
        }),
        changed("spans", |d, a| {
            if let Some(at) = d.text().find('é') {
                a.layers[0] = LayerBuf::new("capitals");
                a.layers[0].push(Span::new(at as u32 + 1, at as u32 + 2), "half");
            }
        }),
        changed("spans", |d, a| {
            if d.text().len() > 2 {
                a.layers[0].push(Span::new(0, 1), "late");
            }
        }),
        changed("labels", |d, a| {
            if let (Some(token), layer) = (d.tokens().last(), &mut a.layers[0]) {
                layer.push(token.span, "");
            }
        }),
        changed("summary", |_, a| a.summary = "{".to_owned()),
        changed("summary", |_, a| a.summary = "[".repeat(100_000) + &"]".repeat(100_000)),
    ]
}

fn layers() -> Vec<Fault> {
    vec![
        on("layers-empty", |d| d.layer("entities").is_some_and(|l| l.is_empty()) && d.text().len() > 10),
        on("layers-absent", |d| d.layer("entities").is_none()),
        (
            "layers-odd",
            Fake::good().analyzing(|document, analysis| {
                let mut entities = document.layer("entities").into_iter().flat_map(|l| l.iter());
                assert!(!entities.any(|a| a.span().is_empty()), "an entity of nothing");
                Ok(analysis)
            }),
        ),
        on("layers-crowded", |d| d.layer("entities").is_some_and(|l| l.len() >= 20_000)),
        changed("layers-undeclared", |d, a| a.summary = d.layers().len().to_string()),
    ]
}

/// Faults of which an instance's history is the cause; each instance has a number of its own.
fn runs() -> Vec<Fault> {
    let calls = AtomicUsize::new(0);
    let counts = move |_: &Document<'_>, analysis: Analysis| {
        Ok(Analysis { summary: calls.fetch_add(1, SeqCst).to_string(), ..analysis })
    };
    let made = AtomicUsize::new(0);
    let numbered = move |instance| -> Box<dyn Instance> {
        Box::new(Numbered { number: made.fetch_add(1, SeqCst), instance })
    };
    let last = AtomicUsize::new(usize::MAX);
    let remembers = move |document: &Document<'_>, analysis: Analysis| {
        // Forgets with a new document of one sentence, so that only some orders show it.
        let before = last.swap(document.sentences().len(), SeqCst);
        let summary = if before == 0 { "\"after nothing\"".to_owned() } else { analysis.summary.clone() };
        Ok(Analysis { summary, ..analysis })
    };
    vec![
        ("same-again", Fake::good().analyzing(counts)),
        ("same-instances", Fake::good().wrapping(numbered)),
        ("no-memory", Fake::good().analyzing(remembers)),
        ("threads", alone_only()),
    ]
}

/// An analyzer whose calls must not overlap.
pub(super) fn alone_only() -> Fake {
    let busy = AtomicBool::new(false);
    Fake::good().analyzing(move |_, analysis| {
        let overlaps = busy.swap(true, SeqCst);
        thread::sleep(Duration::from_micros(20));
        busy.store(false, SeqCst);
        let summary = if overlaps { "\"overlap\"".to_owned() } else { analysis.summary.clone() };
        Ok(Analysis { summary, ..analysis })
    })
}

struct Numbered {
    number: usize,
    instance: Box<dyn Instance>,
}

impl Instance for Numbered {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        let analysis = self.instance.analyze(document)?;
        Ok(Analysis { summary: self.number.to_string(), ..analysis })
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        Ok(())
    }
}

fn instances() -> Vec<Fault> {
    let made = AtomicUsize::new(0);
    let wears_out = move |_: &serde_json::Value| {
        if made.fetch_add(1, SeqCst) < 50 { Ok(()) } else { Err(Fake::refusal("no handles left")) }
    };
    let alive = Arc::new(AtomicUsize::new(0));
    let shares = move |instance| -> Box<dyn Instance> {
        alive.fetch_add(1, SeqCst);
        Box::new(Counted { alive: Arc::clone(&alive), instance })
    };
    let bound =
        |instance| -> Box<dyn Instance> { Box::new(Bound { home: thread::current().id(), instance }) };
    let lazy = |instance| -> Box<dyn Instance> { Box::new(Lazy { used: AtomicBool::new(false), instance }) };
    vec![
        ("unused", Fake::good().wrapping(lazy)),
        ("many-instances", Fake::good().creating(wears_out)),
        ("instances-together", Fake::good().wrapping(shares)),
        ("instance-threads", Fake::good().wrapping(bound)),
        on("speed", |d| d.text().len() > 900_000),
    ]
}

/// Takes no more than three instances at a time.
struct Counted {
    alive: Arc<AtomicUsize>,
    instance: Box<dyn Instance>,
}

impl Instance for Counted {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        assert!(self.alive.load(SeqCst) <= 3, "too many of us");
        self.instance.analyze(document)
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        self.alive.fetch_sub(1, SeqCst);
        Ok(())
    }
}

/// Wants to be ended where it was made.
struct Bound {
    home: ThreadId,
    instance: Box<dyn Instance>,
}

impl Instance for Bound {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        self.instance.analyze(document)
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        assert!(self.home == thread::current().id(), "ended elsewhere");
        Ok(())
    }
}

/// Can't be ended before it was used.
struct Lazy {
    used: AtomicBool,
    instance: Box<dyn Instance>,
}

impl Instance for Lazy {
    fn analyze(&self, document: &Document<'_>) -> Result<Analysis, Failure> {
        self.used.store(true, SeqCst);
        self.instance.analyze(document)
    }

    fn close(self: Box<Self>) -> Result<(), Failure> {
        assert!(self.used.load(SeqCst), "nothing to free");
        Ok(())
    }
}

/// Analyzers whose time grows with the square of something.
fn growth() -> [Fault; 3] {
    [("growth-text", 0), ("growth-names", 1), ("growth-sentence", 2)].map(|(name, of)| {
        let fake = Fake::good().analyzing(move |document, analysis| {
            let size = match of {
                0 => document.text().len() as u64 / 64,
                1 => document.sentences().len() as u64,
                _ => document.tokens().len() as u64 / 12,
            };
            // A second and more at the size at which the smallest text has grown 16 times.
            thread::sleep(Duration::from_nanos(size * size * 80));
            Ok(analysis)
        });
        (name, fake)
    })
}

#[test]
fn growth_with_the_square_is_found() {
    thread::scope(|scope| {
        for (name, fake) in growth() {
            scope.spawn(move || {
                let outcome = Check::find(name).unwrap().run(&fake, true);
                assert_eq!(outcome.verdict, Verdict::Failed, "{name}: {:?}", outcome.measures);
            });
        }
    });
}
