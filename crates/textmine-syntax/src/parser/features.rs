//! What the parser looks at.
use super::state::{Move, State};
use crate::Tag;
use crate::hash::{one, pack, three, two};
use crate::word::Word;

/// A word as the parser sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    word: u64,
    tag: u64,
    /// Both.
    both: u64,
    class: u64,
}

/// Stands for the tags of the root and of what is not there.
const ROOT: u64 = 254;
const NONE: u64 = 255;

/// The items of a sentence: its words, the root, and what stands for those that are not there.
pub(crate) fn items(words: &[Word], tags: &[Tag], items: &mut Vec<Item>) {
    items.clear();
    let item = |word: &Word, tag: u64| Item {
        word: word.lower,
        tag,
        both: word.lower.rotate_left(9) ^ tag.wrapping_mul(0x9E37_79B9_7F4A_7C15),
        class: word.class(),
    };
    items.extend(words.iter().zip(tags).map(|(word, tag)| item(word, *tag as u64)));
    for tag in [ROOT, NONE] {
        items.push(Item { word: tag, tag, both: tag, class: 511 });
    }
}

/// How many features a state has.
pub(crate) const FEATURES: usize = 57;

/// The keys of a state's features.
#[inline]
pub(crate) fn features(items: &[Item], state: &State) -> [u64; FEATURES] {
    let item = |at: u32| &items[at as usize];
    let (s0, s1, s2) = (state.on_stack(0), state.on_stack(1), state.on_stack(2));
    let (b0, b1, b2) = (state.waiting(0), state.waiting(1), state.waiting(2));
    let (l0, l1, lb) = (state.links(s0), state.links(s1), state.links(b0));
    let (a, b, c) = (item(s0), item(s1), item(s2));
    let (x, y, z) = (item(b0), item(b1), item(b2));
    let far = distance(s0, b0);
    let near = distance(s1, s0);
    let label = |at: u32| state.links(at).relation as u64;
    let (al, ar, al2, ar2) = (item(l0.left[0]), item(l0.right[0]), item(l0.left[1]), item(l0.right[1]));
    let bl = item(l1.left[0]);
    let (xl, xl2) = (item(lb.left[0]), item(lb.left[1]));
    let count = |n: u8| u64::from(n.min(4));
    [
        one(1, a.word),
        one(2, pack([a.tag, b.tag])),
        one(3, b.word),
        one(4, x.word),
        one(5, x.both),
        one(6, pack([x.tag, y.tag])),
        one(7, y.word),
        one(8, y.both),
        one(9, pack([x.tag, y.tag, z.tag])),
        one(10, z.word),
        one(11, pack([a.tag, x.tag])),
        two(12, a.class, x.tag),
        two(13, b.class, a.tag),
        two(14, x.class, a.tag),
        // The last of the stack and the first that waits.
        two(15, a.both, x.tag),
        two(16, a.tag, x.both),
        two(17, a.class, x.class),
        // The last two of the stack.
        two(18, b.tag, a.both),
        two(19, b.word, a.word),
        two(20, b.class, a.class),
        // The one before the last, and the first that waits.
        one(21, pack([b.tag, x.tag])),
        two(22, b.tag, x.word),
        // Three and more.
        one(23, pack([a.tag, x.tag, y.tag])),
        one(24, pack([a.tag, x.tag, y.tag, z.tag])),
        one(25, pack([c.tag, b.tag, a.tag])),
        one(26, pack([b.tag, a.tag, x.tag, y.tag])),
        // Dependents of the last of the stack.
        one(27, pack([a.tag, al.tag, x.tag])),
        one(28, pack([a.tag, ar.tag, x.tag])),
        one(29, pack([b.tag, a.tag, al.tag])),
        one(30, pack([b.tag, a.tag, ar.tag])),
        two(31, al.word, pack([a.tag, b.tag])),
        two(32, ar.word, pack([a.tag, x.tag])),
        two(33, b.word, al.word),
        three(34, b.class, al.word, a.class),
        two(35, a.word, label(l0.left[0])),
        two(36, a.word, label(l0.right[0])),
        one(37, pack([a.tag, al.tag, al2.tag])),
        one(38, pack([a.tag, ar.tag, ar2.tag])),
        one(39, pack([a.tag, label(l0.left[0]), label(l0.left[1])])),
        one(40, pack([a.tag, label(l0.right[0]), label(l0.right[1])])),
        // Those of the one before it.
        one(41, pack([b.tag, bl.tag, a.tag])),
        // Those of the first that waits.
        one(42, pack([a.tag, x.tag, xl.tag])),
        two(43, xl.word, pack([a.tag, x.tag])),
        two(44, x.word, label(lb.left[0])),
        one(45, pack([x.tag, label(lb.left[0]), label(lb.left[1])])),
        one(46, pack([x.tag, xl.tag, xl2.tag])),
        // Which relations they have already.
        two(47, l0.sets[0], pack([a.tag, x.tag])),
        two(48, l0.sets[1], pack([a.tag, x.tag])),
        two(49, l1.sets[1], pack([b.tag, a.tag])),
        two(50, l1.sets[0], pack([b.tag, a.tag])),
        two(51, lb.sets[0], pack([a.tag, x.tag])),
        two(52, l1.sets[1], b.word),
        // How many, and how far.
        two(53, a.word, pack([2, count(l0.counts[1])])),
        one(54, pack([a.tag, x.tag, far])),
        one(55, pack([b.tag, a.tag, near])),
        two(56, a.word, far),
        two(57, x.word, far),
    ]
}

/// How many features an arc has.
pub(crate) const ARC_FEATURES: usize = 32;

/// The keys of an arc's features; it must be made already.
#[inline]
pub(crate) fn arc_features(
    items: &[Item],
    state: &State,
    step: Move,
    head: u32,
    dependent: u32,
) -> [u64; ARC_FEATURES] {
    let item = |at: u32| &items[at as usize];
    let (h, d) = (item(head), item(dependent));
    let side = step as u64;
    let (links, own) = (state.links(head), state.links(dependent));
    // The dependents that the head had on that side before this one.
    let sibling = if step == Move::Right { links.right[1] } else { links.left[1] };
    let sibling_label = state.links(sibling).relation as u64;
    let (first, second, last) = (item(own.left[0]), item(own.left[1]), item(own.right[0]));
    let tags = pack([side, h.tag, d.tag]);
    let reach = pack([side, distance(head, dependent)]);
    let after = item((dependent + 1).min(items.len() as u32 - 1));
    let before = item(dependent.checked_sub(1).unwrap_or(items.len() as u32 - 1));
    let head_before = item(head.checked_sub(1).unwrap_or(items.len() as u32 - 1));
    let next = item(state.waiting(if step == Move::Left { 1 } else { 0 }));
    let own_sets = own.sets[0] ^ own.sets[1].rotate_left(32);
    [
        one(101, tags),
        two(102, h.word, side),
        two(103, d.word, side),
        two(104, h.word, tags),
        two(105, d.word, tags),
        three(106, h.word, d.word, side),
        three(107, h.class, d.class, side),
        two(108, h.class, pack([side, d.tag])),
        two(109, d.class, pack([side, h.tag])),
        three(110, h.word, d.class, side),
        two(111, tags, reach),
        two(112, first.word, tags),
        three(113, first.word, h.word, side),
        two(114, first.word, pack([side, d.tag])),
        two(115, first.tag, tags),
        two(116, pack([first.tag, second.tag]), tags),
        two(117, last.tag, tags),
        two(118, last.word, tags),
        two(119, own.sets[0], tags),
        two(120, own_sets, pack([side, d.tag])),
        two(121, own_sets, tags),
        two(122, links.sets[0], tags),
        two(123, links.sets[1], tags),
        two(124, sibling_label, tags),
        two(125, item(sibling).word, tags),
        two(126, after.tag, tags),
        two(127, next.tag, tags),
        two(128, head_before.tag, tags),
        three(129, before.word, d.tag, h.tag),
        three(130, first.word, second.word, h.tag),
        two(131, own.sets[0], d.word),
        two(132, next.word, tags),
    ]
}

fn distance(a: u32, b: u32) -> u64 {
    match b.abs_diff(a) {
        n @ 0..5 => u64::from(n),
        5..7 => 5,
        7..11 => 6,
        11..20 => 7,
        _ => 8,
    }
}
