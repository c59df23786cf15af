//! Parts of speech: from left to right, each with the tags before it.
use crate::Tag;
use crate::hash::{one, pack, three, two};
use crate::weights::{Wide, best};
use crate::word::Word;

/// How many features a word has.
pub(crate) const FEATURES: usize = 38;

/// Stands for the tag before the first.
const NONE: u64 = 255;

/// The keys of a word's features. `words` has a word more at its end, which stands for those outside of the sentence.
#[inline]
pub(crate) fn features(words: &[Word], tags: &[Tag], at: usize) -> [u64; FEATURES] {
    let outside = words.len() - 1;
    let word = |at: usize| &words[at.min(outside)];
    let (w, n1, n2) = (word(at), word(at + 1), word(at + 2));
    let (p1, p2) = (word(at.wrapping_sub(1)), word(at.wrapping_sub(2)));
    let before = |back: usize| at.checked_sub(back).map_or(NONE, |at| tags[at] as u64);
    let (t1, t2) = (before(1), before(2));
    let tt = pack([t1, t2]);
    let shape = w.shape | u64::from(at == 0) << 12;
    let habit = |word: &Word| u64::from(word.known.habit);
    let [plain64, plain256, plain1024] = w.known.plain.map(u64::from);
    let [cased64, cased256, cased1024] = w.known.cased.map(u64::from);
    [
        one(1, w.lower),
        one(2, w.exact),
        two(3, w.endings[0], shape),
        one(4, w.endings[1]),
        one(5, w.endings[2]),
        one(6, w.endings[3]),
        one(7, w.beginnings[0]),
        one(8, w.beginnings[1]),
        one(9, shape),
        two(10, shape, n1.shape),
        one(11, plain1024),
        two(12, plain256, w.endings[1]),
        one(13, cased1024),
        two(14, cased256, shape),
        two(15, plain64, cased64),
        one(16, t1),
        one(17, tt),
        two(18, t1, w.lower),
        two(19, t1, w.endings[2]),
        two(20, t1, shape),
        two(21, t1, n1.lower),
        three(22, t1, plain256, n1.class()),
        one(23, p1.lower),
        one(24, p2.lower),
        one(25, n1.lower),
        one(26, n2.lower),
        two(27, p1.lower, w.lower),
        two(28, w.lower, n1.lower),
        one(29, n1.endings[2]),
        two(30, n1.endings[1], w.endings[1]),
        two(31, p1.lower, n1.lower),
        one(32, pack([habit(w), t1, habit(n1)])),
        two(33, tt, habit(w)),
        one(34, pack([habit(w), habit(n1), habit(n2)])),
        two(35, w.lower, pack([t1, habit(n1)])),
        two(36, tt, w.endings[1]),
        two(37, p1.class(), n1.class()),
        two(38, habit(w), p1.lower),
    ]
}

/// Tags all words but the last, which stands for those outside.
pub(crate) fn tag(words: &[Word], weights: Wide<'_>, tags: &mut Vec<Tag>) {
    tags.clear();
    for at in 0..words.len().saturating_sub(1) {
        let tag = words[at].known.only().unwrap_or_else(|| {
            let sums = weights.sums(&features(words, tags, at));
            Tag::ALL[best(&sums[..Tag::ALL.len()], |_| true)]
        });
        tags.push(tag);
    }
}
