//! Documents by their ids, from a stream that has them in whatever order.
use super::{Reported, SourceError};
use std::collections::HashMap;

/// A stream that is read as far as it takes to find a document. What comes before is kept until it is asked for: two streams of the
/// same order need no memory.
pub(crate) struct Lookup<'l, T> {
    stream: Box<dyn Iterator<Item = Result<(String, T), SourceError>> + 'l>,
    name: String,
    /// With their number in the stream.
    waiting: HashMap<String, (usize, T)>,
    read: usize,
}

impl<'l> Lookup<'l, Reported> {
    /// `name` is what messages call the stream.
    pub(crate) fn of_reports(reports: super::Reports<'l>, name: String) -> Self {
        let by_id = reports.map(|reported| reported.map(|reported| (reported.id.clone(), reported)));
        Lookup::new(Box::new(by_id), name)
    }
}

impl<'l, T> Lookup<'l, T> {
    pub(crate) fn new(
        stream: Box<dyn Iterator<Item = Result<(String, T), SourceError>> + 'l>,
        name: String,
    ) -> Self {
        Lookup { stream, name, waiting: HashMap::new(), read: 0 }
    }

    /// The document with that id, once; `None` if there is none.
    pub(crate) fn take(&mut self, id: &str) -> Result<Option<T>, SourceError> {
        if let Some((_, found)) = self.waiting.remove(id) {
            return Ok(Some(found));
        }
        while let Some((next, value)) = self.read_one()? {
            if next == id {
                return Ok(Some(value));
            }
            let number = self.read;
            if self.waiting.insert(next.clone(), (number, value)).is_some() {
                return Err(SourceError::Twice { name: self.name.clone(), id: next });
            }
        }
        Ok(None)
    }

    /// Ids of the documents that nobody asked for, in the order of the stream.
    pub(crate) fn rest(mut self) -> Result<Vec<String>, SourceError> {
        let mut rest: Vec<(usize, String)> =
            self.waiting.drain().map(|(id, (number, _))| (number, id)).collect();
        while let Some((id, _)) = self.read_one()? {
            rest.push((self.read, id));
        }
        rest.sort_unstable();
        Ok(rest.into_iter().map(|(_, id)| id).collect())
    }

    fn read_one(&mut self) -> Result<Option<(String, T)>, SourceError> {
        let next = self.stream.next().transpose()?;
        self.read += usize::from(next.is_some());
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_found_in_any_order_and_the_rest_keeps_its_own() {
        let stream = ["a", "b", "c", "d", "e"].into_iter().map(|id| Ok((id.to_owned(), ())));
        let mut lookup = Lookup::new(Box::new(stream), "x".to_owned());
        assert!(lookup.take("d").expect("sound").is_some());
        assert!(lookup.take("b").expect("sound").is_some());
        assert!(lookup.take("b").expect("sound").is_none(), "each is there once");
        assert_eq!(lookup.rest().expect("sound"), ["a", "c", "e"]);
    }
}
