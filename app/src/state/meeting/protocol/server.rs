//! A server that does what ours does, and chance that is the same every time.

#[cfg(test)]
pub(super) mod model {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use domain::calendar::Moment;
    use domain::meetings::{Board, By, Proposed, Recorded, Refusal};
    use domain::risk::Scheme;
    use domain::schools::ChangeId;

    /// Chance that is the same every time (splitmix64).
    pub struct Dice(pub u64);

    impl Dice {
        pub fn roll(&mut self) -> u64 {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        }

        pub fn below(&mut self, most: usize) -> usize {
            usize::try_from(self.roll() % u64::try_from(most).unwrap()).unwrap()
        }

        pub fn one_in(&mut self, many: usize) -> bool {
            self.below(many) == 0
        }
    }

    /// What ours does: one log, taken in turns, each change once.
    pub struct Server {
        pub scheme: Arc<Scheme>,
        pub board: Board,
        pub log: Vec<Recorded>,
        pub by_id: BTreeMap<ChangeId, usize>,
    }

    impl Server {
        pub fn take(&mut self, proposed: &Proposed, by: &By) -> Result<Recorded, Refusal> {
            if let Some(at) = self.by_id.get(&proposed.id) {
                return Ok(self.log[*at].clone());
            }
            self.board.check(&self.scheme, proposed, by.id)?;
            let recorded = Recorded {
                seq: u64::try_from(self.log.len()).unwrap() + 1,
                id: proposed.id,
                at: Moment(0),
                by: by.clone(),
                change: proposed.change.clone(),
                from: self.board.before(&proposed.change),
            };
            self.board.apply(&recorded);
            self.by_id.insert(recorded.id, self.log.len());
            self.log.push(recorded.clone());
            Ok(recorded)
        }
    }
}
