//! What crossing the boundary costs: the same analyzer linked in, through its library with every check, and in a sandboxed
//! worker process; and how long a worker takes to start.
#![allow(missing_docs, unreachable_pub)] // criterion's macros; a module that is a library's elsewhere

#[path = "../plugins/echo/src/echo.rs"]
mod echo;
#[path = "../support.rs"]
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use textmine_core::{DocumentBuf, InProcess, LayerBuf, Plugin, Terms};
use textmine_loader::{LoadPolicy, Loader, SearchPath, WorkerProgram};

/// An article of about 4 kB with 60 annotations, the numbers that the boundary was designed with.
fn document() -> DocumentBuf {
    let article = std::fs::read_to_string(support::article("diplomacy.txt")).expect("an article");
    let text: String = article.chars().cycle().take(4000).collect();
    let mut document = DocumentBuf::new("4 kB", text).expect("it is short");
    let mut layer = LayerBuf::new("given");
    for token in document.view().tokens().iter().step_by(10).take(60) {
        layer.push(token.span, "PER");
        layer.score_last(0.5);
        layer.attr_last("entity", "ingrid-solheim");
    }
    assert_eq!(layer.view().len(), 60);
    document.push_layer(layer);
    document
}

fn boundary(criterion: &mut Criterion) {
    let workers = WorkerProgram { path: env!("CARGO_BIN_EXE_textmine").into() };
    let loader = Loader::new(SearchPath::default(), LoadPolicy::default()).with_workers(workers);
    let library = loader.load(support::plugin("echo")).expect("the library loads");
    let start = || {
        loader
            .isolate(support::plugin("echo"), std::path::Path::new(""), &Terms::default())
            .expect("a worker starts")
    };
    let isolated = start().create(&serde_json::json!({})).expect("an instance");
    let linked = InProcess::<echo::Echo>::new("0.0.0");
    let options = serde_json::json!({});
    let (library, linked) =
        (library.create(&options).expect("an instance"), linked.create(&options).expect("an instance"));
    let document = document();
    let view = document.view();
    let mut group = criterion.benchmark_group("boundary");
    group.bench_function("direct", |b| b.iter(|| linked.analyze(black_box(&view)).expect("an analysis")));
    group.bench_function("library", |b| b.iter(|| library.analyze(black_box(&view)).expect("an analysis")));
    group.bench_function("worker", |b| b.iter(|| isolated.analyze(black_box(&view)).expect("an analysis")));
    group.sample_size(50);
    group.bench_function("start a worker", |b| b.iter_with_large_drop(start));
    group.finish();
}

criterion_group!(benches, boundary);
criterion_main!(benches);
