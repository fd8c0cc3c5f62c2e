//! What a rule would have said, beside what happened later.

use serde::{Deserialize, Serialize};

use super::level::Level;

/// Schools counted by the level a rule gave them and by whether what one would have wanted to know of
/// happened later. A school of which nobody knows what happened is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BackTest {
    /// Of each level, none to high: those it happened to.
    pub happened: [u32; 4],
    /// Of each level: all whose story is known.
    pub known: [u32; 4],
}

impl BackTest {
    /// Takes in one school.
    pub fn count(&mut self, level: Level, happened: bool) {
        self.known[level as usize] += 1;
        self.happened[level as usize] += u32::from(happened);
    }

    /// Those it happened to that had this level or a more serious one.
    pub fn caught(&self, from: Level) -> u32 {
        self.happened[from as usize..].iter().sum()
    }

    /// Those that had this level or a more serious one, and it did not happen.
    pub fn false_alarms(&self, from: Level) -> u32 {
        self.known[from as usize..].iter().sum::<u32>() - self.caught(from)
    }

    /// Those it happened to.
    pub fn all_happened(&self) -> u32 {
        self.happened.iter().sum()
    }

    /// Those whose story is known.
    pub fn all_known(&self) -> u32 {
        self.known.iter().sum()
    }

    /// How often, hundredths of a per cent, a school it happened to had the more serious level of the two
    /// when drawn beside one it did not happen to; a tie counts half. 5,000 is no better than a coin.
    /// `None` where there are not both kinds.
    pub fn ordering(&self) -> Option<u32> {
        let mut halves = 0_u64;
        let mut safe_below = 0_u64;
        for (happened, known) in self.happened.iter().zip(self.known) {
            let safe = u64::from(known - happened);
            halves += u64::from(*happened) * (2 * safe_below + safe);
            safe_below += safe;
        }
        let pairs = 2 * u64::from(self.all_happened()) * safe_below;
        (halves * 10_000 + pairs / 2)
            .checked_div(pairs)
            .and_then(|share| u32::try_from(share).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Domain reference 6.6, the table of the rule by areas.
    #[test]
    fn the_measured_table_is_counted_as_it_was() {
        let mut seen = BackTest::default();
        for (level, happened, known) in [
            (Level::None, 109, 680),
            (Level::Low, 153, 450),
            (Level::Medium, 406, 751),
            (Level::High, 76, 122),
        ] {
            for nth in 0..known {
                seen.count(level, nth < happened);
            }
        }
        assert_eq!(seen.caught(Level::High), 76);
        assert_eq!(seen.false_alarms(Level::High), 46);
        assert_eq!(seen.all_happened(), 744);
        assert_eq!(seen.all_known(), 2_003);
        assert_eq!(seen.ordering(), Some(7_020));
    }

    #[test]
    fn order_is_complete_absent_or_unknown() {
        let mut seen = BackTest::default();
        assert_eq!(seen.ordering(), None);
        seen.count(Level::High, true);
        assert_eq!(seen.ordering(), None);
        seen.count(Level::None, false);
        assert_eq!(seen.ordering(), Some(10_000));
        seen.count(Level::None, true);
        seen.count(Level::High, false);
        assert_eq!(seen.ordering(), Some(5_000));
    }
}
