//! The news pipeline over an article, from text to annotations: each stage by itself, and all of them.
#![allow(missing_docs)] // criterion's macros

#[path = "../support.rs"]
mod support;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Map;
use std::hint::black_box;
use std::path::Path;
use textmine_core::DocumentBuf;
use textmine_loader::{LoadPolicy, Loader, SearchPath};
use textmine_pipeline::{Config, Input, Pipeline, Plan};

fn pipeline(analyzers: &[&str]) -> Pipeline {
    let loader = Loader::new(SearchPath::default(), LoadPolicy::default());
    let tables = analyzers.iter().map(|name| {
        let library = support::plugin(name).display().to_string();
        format!("[[analyzer]]\nname = \"{name}\"\nplugin = {library:?}\n")
    });
    let config = Config::parse(&tables.collect::<String>()).0.expect("sound TOML");
    let plan = Plan::new(&config, &loader, Path::new("")).unwrap_or_else(|problems| panic!("{problems:?}"));
    plan.build().unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn stages(criterion: &mut Criterion) {
    let articles = ["diplomacy", "labour", "business", "harvest"];
    let text = articles
        .map(|name| std::fs::read_to_string(support::article(&format!("{name}.txt"))).expect("an article"));
    let text = text.join("\n\n");
    let input = || Input {
        document: DocumentBuf::new("articles", text.as_str()).expect("it is short"),
        metadata: Map::new(),
        problems: Vec::new(),
    };
    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("segment", |b| b.iter(|| black_box(input())));
    for analyzers in
        [&["entities"][..], &["sentiment"], &["channels"], &["entities", "sentiment", "channels"]]
    {
        let pipeline = pipeline(analyzers);
        let name = if analyzers.len() == 1 { analyzers[0] } else { "all three" };
        group.bench_function(name, |b| {
            b.iter_batched(input, |input| pipeline.analyze(input), criterion::BatchSize::SmallInput);
        });
    }
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
