//! Lists the quotations of a file, one a line.
#![allow(clippy::print_stdout)]
use std::time::Instant;
use textmine_core::DocumentBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("a file")?;
    let text = std::fs::read_to_string(path)?;
    let mb = text.len() as f64 / 1e6;
    let document = DocumentBuf::new("x", text)?;
    let view = document.view();
    if std::env::args().nth(2).is_some() {
        for _ in 0..3 {
            let t = Instant::now();
            let n = textmine_quotes::quotation_marks(view.text()).len();
            let marks = t.elapsed().as_secs_f64();
            let t = Instant::now();
            let d = textmine_quotes::direct(&view).len();
            let direct = t.elapsed().as_secs_f64();
            let t = Instant::now();
            let a = textmine_quotes::quotations(&view).len();
            println!(
                "marks {n} {:.0} MB/s, direct {d} {:.0} MB/s, all {a} {:.0} MB/s",
                mb / marks,
                mb / direct,
                mb / t.elapsed().as_secs_f64()
            );
        }
        return Ok(());
    }
    for q in textmine_quotes::quotations(&view) {
        let at = view.sentence_at(q.span.start).unwrap_or(0);
        println!(
            "{:?}\t{}\t{}\t{}\t## {}",
            q.kind,
            q.speaker.map_or("-", |s| view.slice(s)),
            q.verb.map_or("-", |s| view.slice(s)),
            view.slice(q.span).replace('\n', " "),
            view.slice(view.sentences()[at]).replace('\n', " ")
        );
    }
    Ok(())
}
