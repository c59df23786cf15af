//! Mixtures that look random and are the same on every machine, run after run.
use super::{news, odd};

/// The generator SplitMix64: small, fast, and good enough to mix texts.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 if `limit` is.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// Any character, of those that are letters somewhere more often than their share.
    fn char(&mut self) -> char {
        loop {
            let limit = [0x80, 0x800, 0x3000, 0x1_0000, 0x11_0000][self.below(5)];
            if let Some(c) = u32::try_from(self.below(limit)).ok().and_then(char::from_u32) {
                return c;
            }
        }
    }

    /// Words of news, oddities and characters of all kinds, about `pieces` of them.
    pub(crate) fn mixture(&mut self, pieces: usize) -> String {
        let odd: Vec<&str> = odd::all().map(|(_, piece)| piece).collect();
        let mut text = String::new();
        for _ in 0..pieces {
            match self.below(10) {
                0..4 => {
                    let words: Vec<&str> = self.of(news::SENTENCES).split(' ').collect();
                    let start = self.below(words.len());
                    let len = 1 + self.below(4);
                    text.push_str(&words[start..(start + len).min(words.len())].join(" "));
                }
                4..7 => text.push_str(self.of(&odd)),
                7 => text.push(self.char()),
                8 => text.push_str(self.of(&[". ", "\n", "\n\n", ", ", "“", "”", "'s", "-", "…", "\r\n"])),
                _ => {}
            }
            if self.below(3) > 0 {
                text.push(' ');
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn mixtures_are_the_same_for_a_seed_and_others_for_another() {
        assert_eq!(Random::new(1).mixture(50), Random::new(1).mixture(50));
        assert_ne!(Random::new(1).mixture(50), Random::new(2).mixture(50));
        assert_eq!(Random::new(0).next(), 0xe220_a839_7b1d_cdaf, "the generator's first number");
    }
}
