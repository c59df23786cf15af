//! Throughput of segmentation over news prose.
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use textmine_core::segment::segment;

/// Invented for this benchmark.
const ARTICLE: &str = "\
Harbor bridge to close for a third summer, council says

PORT ELLERY (XP) — The old swing bridge across the harbor will stay closed until at least Sept. 14, the city council \
said on Tuesday, after engineers found that a repair worth $4.2 million had not stopped the rust. “We can’t open \
something that might not close again,” said Mayor Dora L. Quill, who had promised an earlier date. “It’s safety \
first.”

The decision, reached by 11 votes to 4 after a late-night debate, surprised shop owners on both sides of the water. \
Some of them had already ordered stock for the season. Others, including the U.S. chain Brill & Marsh Inc., said they \
would ask for compensation; a spokesman put the losses at roughly 0.8% of yearly sales. Dr. Amos T. Reyes, the \
engineer in charge, told reporters at 10:30 p.m. that he understood the anger. But he would not give a new estimate. \
“Ask me in June,” he said. “Or don’t.”

Residents were less patient. Ida Brook, 61, has taken the ferry to work since 2021 and pays 1,250 crowns a year for \
it. She wondered whether anybody on the council had ever tried to do the same in January. “They drive,” she said. \
“They've got parking.” Her neighbor, a retired sailor, was of the opinion that the bridge should never have been \
painted green in the first place… Officials declined to comment on the color.

What happens next depends on a report by the state's transport agency, which is expected in the week of May 3. If it \
finds that the bearings can be saved, work could resume at once. If not, the council will have to choose between a \
new bridge and a tunnel: the former would cost about €38 million, the latter three times as much. The agency's draft, \
published at www.example.org/bridge, leaves the question open. A final vote will be held in the autumn, according to \
the mayor's office. Until then, the ferry will run every 20 minutes.
";

fn throughput(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("segment");
    for (name, copies) in [("article", 1), ("megabyte", 1_000_000 / ARTICLE.len())] {
        let text = vec![ARTICLE; copies].join("\n");
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |bencher, text| {
            bencher.iter(|| segment(black_box(text)));
        });
    }
    group.finish();
}

criterion_group!(benches, throughput);
criterion_main!(benches);
