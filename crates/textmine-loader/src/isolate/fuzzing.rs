//! A worker's answer out of any bytes.
use super::buffer::Buffer;
use super::cause;
use super::frame::{HEADER, Header, Kind};
use super::hello::{Ready, Refusal};
use super::host::{Answered, check};
use super::last_words::LastWords;
use super::records::{parse_analysis, parse_document};
use textmine_core::{DocumentBuf, LayerBuf, Limits};

/// See [`frames`](crate::fuzzing::frames): nothing that a worker sends may do more than be refused.
pub(crate) fn frames(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let text = String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let mut answer = parts.next().unwrap_or_default();
    let mut buffer = Buffer::default();
    while buffer.read(&mut answer, usize::MAX).is_ok_and(|read| read > 0) {}
    let Some(header) = buffer.bytes().first_chunk().and_then(Header::from_bytes) else { return };
    let body = &buffer.bytes()[HEADER..];
    let answered = Answered { kind: header.kind, body, remark: cause::quoted(body) };
    _ = answered.json::<Ready>(Kind::Ready).is_ok();
    _ = answered.json::<Refusal>(Kind::Refused).is_ok();
    _ = answered.done().is_err_and(|failure| !failure.to_string().is_empty());
    _ = LastWords::from_bytes(body);
    if let Some(document) = parse_document(body) {
        _ = document.tokens().iter().filter(|token| document.slice(token.span).is_empty()).count();
    }
    let Some(mut analysis) = parse_analysis(body) else { return };
    let Ok(document) = DocumentBuf::new("fuzz", text) else { return };
    let names: Vec<String> = analysis.layers.iter().map(|layer| layer.name().to_owned()).collect();
    if check(&mut analysis, &document.view(), &names, &Limits::default()).is_ok() {
        let read =
            |layer: &LayerBuf| layer.view().iter().map(|found| found.attributes().len()).sum::<usize>();
        _ = analysis.layers.iter().map(read).sum::<usize>();
    }
}
