//! The features of a word: what of it and of its surroundings counts for or against each tag.
use crate::hash::{feature, pair};
use crate::reading::{Atom, Reading};

/// Capitals farther away than this many words are not looked at.
const LONGEST_RUN: usize = 12;

/// The keys of the features of the word of that index, into `out`, which is cleared.
///
/// The numbers of the templates are part of the model file.
pub fn features(reading: &Reading, at: usize, out: &mut Vec<u64>) {
    together(reading, at, out);
    for role in Role::ALL {
        alone(&Seat::of(reading, at, role), role, out);
    }
}

/// Where a word stands that counts by itself, whatever stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Role {
    TwoBefore,
    Before,
    Here,
    After,
    TwoAfter,
}

impl Role {
    pub(crate) const ALL: [Role; 5] =
        [Role::TwoBefore, Role::Before, Role::Here, Role::After, Role::TwoAfter];
}

/// A word at such a place, or the edge of the sentence.
pub(crate) struct Seat<'r> {
    atom: Option<&'r Atom>,
    /// Before the sentence 1, after it 2.
    edge: u64,
}

impl<'r> Seat<'r> {
    pub(crate) fn of(reading: &'r Reading, at: usize, role: Role) -> Seat<'r> {
        let place = at.checked_add_signed(role as isize - 2);
        let atom = place.and_then(|place| reading.atoms.get(place));
        let edge = match (atom, place) {
            (Some(_), _) => 0,
            (None, None) => 1,
            (None, Some(_)) => 2,
        };
        Seat { atom, edge }
    }

    /// Equal for words that have the same features at a place.
    pub(crate) fn key(&self) -> u64 {
        self.atom.map_or(self.edge, |atom| atom.raw ^ u64::from(atom.shape) << 58)
    }
}

/// Adds the features that a word has by itself at that place.
pub(crate) fn alone(seat: &Seat<'_>, role: Role, out: &mut Vec<u64>) {
    let none = Atom::default();
    let atom = seat.atom.unwrap_or(&none);
    let mut add = |template: u64, value: u64| out.push(feature(template, value));
    let number = role as u64;
    let known = &atom.known;
    add(30 + number, known.cased.fine);
    add(40 + number, known.plain.fine);
    let word = [8, 6, 4, 7, 9][role as usize];
    add(word, atom.lower ^ seat.edge);
    match role {
        Role::TwoBefore | Role::TwoAfter => return,
        Role::Before => add(27, atom.suffixes[2]),
        Role::After => add(28, atom.suffixes[2]),
        Role::Here => {
            add(5, atom.raw);
            add(15, u64::from(atom.shape));
            for (template, prefix) in (20..).zip(atom.prefixes) {
                add(template, prefix);
            }
            for (template, suffix) in (23..).zip(atom.suffixes) {
                add(template, suffix);
            }
            add(77, pair(known.cased.fine, u64::from(atom.shape)));
            add(78, pair(known.plain.middle, u64::from(atom.shape)));
        }
    }
    add(50 + number, known.cased.middle);
    add(60 + number, known.plain.middle);
    add(87 + number, known.marks.lists());
}

/// The features that a word has together with others, or with its place, into `out`, which is cleared.
pub(crate) fn together(reading: &Reading, at: usize, out: &mut Vec<u64>) {
    out.clear();
    let atoms = &reading.atoms;
    let none = Atom::default();
    let word = |offset: isize| at.checked_add_signed(offset).and_then(|i| atoms.get(i)).unwrap_or(&none);
    // Beyond the sentence's edges there are words of their own.
    let edge = |offset: isize| match at.checked_add_signed(offset) {
        None => 1,
        Some(i) => 2 * u64::from(i >= atoms.len()),
    };
    let lower = |offset: isize| word(offset).lower ^ edge(offset);
    let shape = |offset: isize| u64::from(word(offset).shape) | edge(offset) << 8;
    let (before, here, after) = (word(-1), word(0), word(1));
    let place = u64::from(here.initial) | here.known.marks.commonness() << 1 | (reading.style as u64) << 4;
    let mut add = |template: u64, value: u64| out.push(feature(template, value));

    add(1, 0);
    add(2, place);
    add(3, pair(place, shape(0)));
    // Words.
    add(10, pair(lower(-1), here.lower));
    add(11, pair(here.lower, lower(1)));
    add(12, pair(lower(-1), lower(1)));
    add(13, pair(lower(-2), lower(-1)));
    add(14, pair(lower(1), lower(2)));
    // Shapes.
    add(16, shape(-1) << 16 | shape(0));
    add(17, shape(0) << 16 | shape(1));
    add(18, shape(-1) << 32 | shape(0) << 16 | shape(1));
    add(19, shape(-2) << 48 | shape(-1) << 32 | shape(0) << 16 | shape(1));
    // Classes of words.
    let cased = |offset: isize| word(offset).known.cased.middle;
    let plain = |offset: isize| word(offset).known.plain.middle;
    add(70, cased(-1) << 16 | cased(0));
    add(71, cased(0) << 16 | cased(1));
    add(72, plain(-1) << 16 | plain(0));
    add(73, plain(0) << 16 | plain(1));
    let coarse = |atom: &Atom| atom.known.plain.coarse;
    add(75, coarse(before) << 32 | coarse(here) << 16 | coarse(after));
    add(76, pair(cased(0), place));
    // Known names and lists.
    let lists = |atom: &Atom| atom.known.marks.lists();
    for (template, offset) in (0..3).zip(-1..) {
        let atom = word(offset);
        for (position, kinds) in (0..).zip(atom.phrases) {
            let mut rest = kinds;
            while rest != 0 {
                add(80 + template, u64::from(rest.trailing_zeros()) << 2 | position);
                rest &= rest - 1;
            }
        }
        let [single, begin, inside, end] = atom.phrases.map(u64::from);
        add(84 + template, pair(single | begin << 32, inside | end << 32));
    }
    add(92, pair(lists(before), lists(here)));
    add(93, pair(lists(here), lists(after)));
    add(94, pair(lists(here), place));
    let kinds = u64::from(here.phrases.iter().fold(0, |all, kinds| all | kinds));
    add(95, pair(kinds, pair(lists(here), shape(0))));
    add(96, pair(kinds, place));
    // The run of capitals that it stands in, and what surrounds that.
    let (mut first, mut last) = (at, at);
    if here.capital {
        while first > 0 && at - first < LONGEST_RUN && atoms[first - 1].capital {
            first -= 1;
        }
        while last + 1 < atoms.len() && last - at < LONGEST_RUN && atoms[last + 1].capital {
            last += 1;
        }
    }
    let run = ((at - first).min(3) as u64) << 4 | (last - at).min(3) as u64;
    let outside = |i: Option<usize>| i.and_then(|i| atoms.get(i)).unwrap_or(&none);
    let (left, left_2) = (outside(first.checked_sub(1)), outside(first.checked_sub(2)));
    let (right, right_2) = (outside(Some(last + 1)), outside(Some(last + 2)));
    let (first, last) = (&atoms[first], &atoms[last]);
    add(100, run);
    add(101, left.lower);
    add(102, right.lower);
    add(103, pair(left_2.lower, left.lower));
    add(104, pair(right.lower, right_2.lower));
    add(105, pair(left.known.cased.middle, right.known.cased.middle));
    add(106, last.lower);
    add(107, pair(last.lower, u64::from(run & 3 == 0)));
    add(108, first.lower);
    add(109, pair(last.known.cased.middle, run));
    add(110, pair(first.known.cased.middle, run));
    add(111, pair(lists(last), run));
    add(112, pair(lists(first), run));
    add(115, pair(left.known.plain.middle, right.known.plain.middle));
    add(116, right_2.known.cased.middle);
    add(117, left_2.known.cased.middle);
}
