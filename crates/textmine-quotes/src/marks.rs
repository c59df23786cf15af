//! Quotation marks: which of them open and close, and from where to where each pair reaches.
use crate::paragraph::each_paragraph;
use std::ops::Range;
use textmine_core::Span;

/// Marks that are open at once; what opens deeper is passed over. English alternates two.
const MAX_DEPTH: usize = 8;

/// A stretch of text between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The stretch with its marks, in bytes.
    pub span: Span,
    /// What stands between the marks, in bytes.
    pub inside: Span,
    /// Number of other stretches around it; 0 for one that isn't nested.
    pub depth: u32,
    /// False if no mark closes it: then it ends with its paragraph.
    pub closed: bool,
    /// True if it goes on from the paragraph before, which left its quotation open, and opens anew.
    pub continues: bool,
    /// Number of the paragraph, from 0; a pair of marks lies within one.
    pub paragraph: u32,
}

/// Finds the stretches between quotation marks: `"…"`, `“…”`, `„…“`, ` ``…'' `, `'…'`, `‘…’`, `«…»`, `‹…›`, nested or not,
/// sorted by start.
///
/// Apostrophes, inches and shortened years (`'90s`) are no marks. A double mark or guillemet that nothing closes reaches to
/// the end of its paragraph; a single one that nothing closes is an apostrophe. Takes time linear in the text, and hardly
/// more than one look at each byte where there are no marks.
///
/// ```
/// let text = "“We’ll see,” she said.";
/// let marked = textmine_quotes::quotation_marks(text);
/// assert_eq!(&text[marked[0].inside.range()], "We’ll see,");
/// assert_eq!(marked.len(), 1);
/// ```
pub fn quotation_marks(text: &str) -> Vec<Marked> {
    marks_and_paragraphs(text).0
}

/// As [`quotation_marks`], and the first byte of each paragraph.
pub(crate) fn marks_and_paragraphs(text: &str) -> (Vec<Marked>, Vec<u32>) {
    let mut pairing =
        Pairing { text, found: Vec::new(), marks: Vec::new(), open: Vec::new(), left_open: None };
    let mut starts = Vec::new();
    each_paragraph(text, |paragraph| {
        let number = starts.len() as u32;
        starts.push(paragraph.start as u32);
        pairing.paragraph(paragraph, number);
    });
    (pairing.found, starts)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
}

/// What a mark can do, by its shape or by the space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    family: Family,
    side: Side,
    /// `"` and `''`, whose shape doesn't tell.
    straight: bool,
    /// A single mark that may be a possessive: `leaders’ `.
    possessive: bool,
    /// `„`, which `“` closes.
    low: bool,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    /// Its index among what is found.
    found: usize,
    mark: Mark,
    /// A mark that closes it unless a surer one comes.
    perhaps: Option<Span>,
}

#[derive(Debug)]
struct Pairing<'t> {
    text: &'t str,
    found: Vec<Marked>,
    marks: Vec<Mark>,
    open: Vec<Open>,
    /// What the paragraph before has left open.
    left_open: Option<Family>,
}

impl Pairing<'_> {
    fn paragraph(&mut self, paragraph: Range<usize>, number: u32) {
        self.marks.clear();
        marks(self.text, paragraph.clone(), &mut self.marks);
        let inherited = self.left_open.take();
        if self.marks.is_empty() {
            return;
        }
        let first = self.found.len();
        let marks = std::mem::take(&mut self.marks);
        let straight = marks.iter().filter(|m| m.straight && m.family == Family::Double).count();
        for mark in &marks {
            if self.opens(mark, straight.is_multiple_of(2)) {
                self.push(mark, number);
            } else {
                self.close(mark);
            }
        }
        self.marks = marks;

        let block = &self.text[paragraph.clone()];
        let start = (paragraph.start + block.len() - block.trim_start().len()) as u32;
        let end = (paragraph.start + block.trim_end().len()) as u32;
        if let Some(head) = self.found.get_mut(first).filter(|head| head.span.start == start) {
            head.continues = inherited.is_some() && self.marks.first().map(|m| m.family) == inherited;
        }
        self.leave_open(start, end);
        // What nothing has closed has no end, and what encloses nothing is no quotation.
        let mut kept = first;
        for at in first..self.found.len() {
            if !self.found[at].inside.is_empty() {
                self.found[kept] = self.found[at];
                kept += 1;
            }
        }
        self.found.truncate(kept);
        nest(&mut self.found[first..]);
    }

    /// True if a mark opens here; with an even number of straight marks in the paragraph, they take turns.
    fn opens(&self, mark: &Mark, even: bool) -> bool {
        let innermost = self.open.iter().rev().find(|open| open.mark.family == mark.family);
        match mark.side {
            Side::Opens if mark.straight && mark.family == Family::Double => !(even && innermost.is_some()),
            Side::Opens => !innermost.is_some_and(|open| open.mark.low && !mark.low),
            Side::Closes => false,
            Side::Either => innermost.is_none(),
        }
    }

    fn push(&mut self, mark: &Mark, paragraph: u32) {
        if self.open.len() == MAX_DEPTH {
            return;
        }
        self.open.push(Open { found: self.found.len(), mark: *mark, perhaps: None });
        self.found.push(Marked {
            span: Span::new(mark.span.start, 0),
            inside: Span::new(mark.span.end, 0),
            depth: 0,
            closed: false,
            continues: false,
            paragraph,
        });
    }

    fn close(&mut self, mark: &Mark) {
        let Some(at) = self.open.iter().rposition(|open| open.mark.family == mark.family) else { return };
        if mark.possessive {
            self.open[at].perhaps.get_or_insert(mark.span);
            return;
        }
        // Marks that are open within end with what is around them.
        for inner in &self.open[at + 1..] {
            finish(&mut self.found[inner.found], inner.perhaps);
        }
        finish(&mut self.found[self.open[at].found], Some(mark.span));
        self.open.truncate(at);
    }

    /// Ends what is still open at the paragraph's end.
    fn leave_open(&mut self, start: u32, end: u32) {
        for (depth, open) in std::mem::take(&mut self.open).into_iter().enumerate() {
            let marked = &mut self.found[open.found];
            if open.perhaps.is_some() {
                finish(marked, open.perhaps);
            } else if open.mark.family != Family::Single && open.mark.side == Side::Opens {
                marked.span.end = end;
                marked.inside.end = end;
                if depth == 0 || marked.span.start == start {
                    self.left_open.get_or_insert(open.mark.family);
                }
            }
        }
    }
}

fn finish(marked: &mut Marked, closing: Option<Span>) {
    if let Some(closing) = closing {
        marked.span.end = closing.end;
        marked.inside.end = closing.start;
        marked.closed = true;
    }
}

/// Counts how many enclose each; they are sorted by start, and none crosses another.
fn nest(found: &mut [Marked]) {
    let mut around: Vec<u32> = Vec::with_capacity(MAX_DEPTH);
    for marked in found {
        while around.last().is_some_and(|&end| end <= marked.span.start) {
            around.pop();
        }
        marked.depth = around.len() as u32;
        around.push(marked.span.end);
    }
}

/// Bytes with which marks begin.
const STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    starts[b'"' as usize] = true;
    starts[b'\'' as usize] = true;
    starts[b'`' as usize] = true;
    starts[0xC2] = true;
    starts[0xE2] = true;
    starts
};

/// The marks of a paragraph.
fn marks(text: &str, paragraph: Range<usize>, marks: &mut Vec<Mark>) {
    let block = &text[paragraph.clone()];
    let bytes = block.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|&byte| STARTS[byte as usize]) {
        at += next;
        let (family, shape, len) = match bytes[at..] {
            [b'"', ..] => (Family::Double, Side::Either, 1),
            [b'`', b'`', ..] => (Family::Double, Side::Opens, 2),
            [b'`', ..] => (Family::Single, Side::Opens, 1),
            [b'\'', b'\'', ..] => (Family::Double, Side::Either, 2),
            [b'\'', ..] => (Family::Single, Side::Either, 1),
            [0xC2, 0xAB, ..] => (Family::Guillemet, Side::Opens, 2),
            [0xC2, 0xBB, ..] => (Family::Guillemet, Side::Closes, 2),
            [0xE2, 0x80, 0x98 | 0x9A | 0x9B, ..] => (Family::Single, Side::Opens, 3),
            [0xE2, 0x80, 0x99, ..] => (Family::Single, Side::Closes, 3),
            [0xE2, 0x80, 0x9C | 0x9E | 0x9F, ..] => (Family::Double, Side::Opens, 3),
            [0xE2, 0x80, 0x9D, ..] => (Family::Double, Side::Closes, 3),
            [0xE2, 0x80, 0xB9, ..] => (Family::SingleGuillemet, Side::Opens, 3),
            [0xE2, 0x80, 0xBA, ..] => (Family::SingleGuillemet, Side::Closes, 3),
            _ => {
                at += 1;
                continue;
            }
        };
        let around = Around::new(block, at, len);
        let side = match family {
            Family::Double => around.double(shape),
            Family::Single => around.single(shape),
            Family::Guillemet | Family::SingleGuillemet => Some(shape),
        };
        if let Some(side) = side {
            let start = (paragraph.start + at) as u32;
            marks.push(Mark {
                span: Span::new(start, start + len as u32),
                family,
                side,
                straight: shape == Side::Either,
                possessive: family == Family::Single && side == Side::Closes && around.possessive(),
                low: bytes[at..].starts_with("„".as_bytes()),
            });
        }
        at += len;
    }
}

/// What stands on either side of a mark.
struct Around<'t> {
    before: &'t str,
    after: &'t str,
    previous: Option<char>,
    next: Option<char>,
}

impl<'t> Around<'t> {
    fn new(block: &'t str, at: usize, len: usize) -> Self {
        let (before, after) = (&block[..at], &block[at + len..]);
        Around { before, after, previous: before.chars().next_back(), next: after.chars().next() }
    }

    /// What the space around allows: a mark opens before a word and after white space, and closes the other way round.
    fn by_space(&self) -> Side {
        let spaced = self.previous.is_none_or(char::is_whitespace);
        let opens_after = spaced || self.previous.is_some_and(|c| "([{—–-/“‘\"'«‹„`".contains(c));
        let ends = |c| ",;:)]}".contains(c) || !spaced && ".!?…".contains(c);
        let opens = opens_after && self.next.is_some_and(|c| !c.is_whitespace() && !ends(c));
        let closes =
            !spaced && self.next.is_none_or(|c| !c.is_alphanumeric() && !"([{$£€#@“‘«‹„".contains(c));
        match (opens, closes) {
            (true, false) => Side::Opens,
            (false, true) => Side::Closes,
            _ => Side::Either,
        }
    }

    fn double(&self, shape: Side) -> Option<Side> {
        match shape {
            Side::Opens => Some(Side::Opens),
            // Some texts have `”` on both sides.
            Side::Closes if self.by_space() == Side::Opens => Some(Side::Either),
            Side::Closes => Some(Side::Closes),
            Side::Either if self.is_inch() => None,
            Side::Either => Some(self.by_space()),
        }
    }

    fn single(&self, shape: Side) -> Option<Side> {
        let alphanumeric = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if alphanumeric(self.previous) && alphanumeric(self.next) {
            return None;
        }
        let side = if shape == Side::Either { self.by_space() } else { shape };
        match side {
            Side::Opens if self.is_elision() || self.next.is_none_or(char::is_whitespace) => None,
            // By itself between spaces it says nothing.
            Side::Either => None,
            Side::Closes if alphanumeric(self.next) => None,
            side => Some(side),
        }
    }

    /// `6'2"`
    fn is_inch(&self) -> bool {
        let feet = self.before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '½');
        let feet_mark = feet.strip_suffix(['\'', '’']);
        feet.len() < self.before.len()
            && feet_mark.is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// `'90s`, `'em`
    fn is_elision(&self) -> bool {
        let is_letter = |c: char| c.is_alphanumeric();
        let word = &self.after[..self.after.find(|c| !is_letter(c)).unwrap_or(self.after.len())];
        let year = word.strip_suffix('s').unwrap_or(word);
        let year = year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit());
        // The quotation `'90s music'` is far rarer than the decade.
        year || ["em", "n", "tis", "twas", "til", "cause", "cos", "bout", "round", "neath"]
            .iter()
            .any(|elided| word.eq_ignore_ascii_case(elided))
    }

    /// `leaders’ plans`
    fn possessive(&self) -> bool {
        let word_follows = || self.after.trim_start().starts_with(char::is_alphanumeric);
        matches!(self.previous, Some('s' | 'S' | 'z' | 'x')) && self.next == Some(' ') && word_follows()
    }
}
