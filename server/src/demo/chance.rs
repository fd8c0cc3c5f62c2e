//! The district's own small generator: the same district comes out on every machine and every day.
//!
//! Each thing draws from a stream named after it, so that a change to one school leaves the rest alone.

/// A stream of numbers (splitmix64) that hangs on its name only.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The stream of that name.
    pub fn named(name: &str) -> Self {
        // FNV-1a, so that names one letter apart start far apart.
        let seed = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `count` − 1; 0 where there is nothing to choose from.
    pub fn below(&mut self, count: usize) -> usize {
        let count = count.max(1) as u64;
        usize::try_from((self.next() >> 11) % count).unwrap_or(0)
    }

    /// `low` to `high`, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = usize::try_from(i64::from(high) - i64::from(low) + 1).unwrap_or(1);
        low + i32::try_from(self.below(width)).unwrap_or(0)
    }

    /// True so many times in a hundred.
    pub fn in_hundred(&mut self, times: i32) -> bool {
        self.between(0, 99) < times
    }

    /// Around nought, bell-shaped: two draws in three lie within `usual` either side.
    pub fn spread(&mut self, usual: i32) -> i32 {
        // Twelve even draws have a variance of one draw's width squared.
        let sum: i64 = (0..12).map(|_| i64::from(self.between(-500, 500))).sum();
        i32::try_from(sum * i64::from(usual) / 1000).unwrap_or(0)
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of them, each as often as its weight says.
    pub fn weighted<T: Copy>(&mut self, from: &[(T, i32)]) -> T {
        let all: i32 = from.iter().map(|(_, weight)| *weight).sum();
        let mut left = self.between(0, all - 1);
        for (one, weight) in from {
            if left < *weight {
                return *one;
            }
            left -= weight;
        }
        from[from.len() - 1].0
    }

    /// In another order.
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_hangs_on_its_name_only() {
        let draw = |name| {
            let mut chance = Chance::named(name);
            [chance.between(0, 1_000_000), chance.spread(1000)]
        };
        assert_eq!(draw("a school"), draw("a school"));
        assert_ne!(draw("a school"), draw("another school"));
    }

    #[test]
    fn a_bell_has_two_thirds_within_its_usual_width() {
        let mut chance = Chance::named("bell");
        let within = (0..3000)
            .filter(|_| chance.spread(100).abs() <= 100)
            .count();
        assert!((1900..2200).contains(&within), "{within}");
    }
}
