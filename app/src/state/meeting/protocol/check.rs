//! What must be so once it is quiet.

#[cfg(test)]
mod model {
    use std::collections::{BTreeMap, BTreeSet};

    use domain::meetings::{Before, Change};
    use domain::schools::{ChangeId, Finding, Key, Urn};

    use crate::state::meeting::protocol::model::World;

    impl World {
        pub fn check(&self) {
            let ids: BTreeSet<ChangeId> = self.server.log.iter().map(|one| one.id).collect();
            assert_eq!(ids.len(), self.server.log.len(), "nothing stands twice");
            for (at, one) in self.server.log.iter().enumerate() {
                assert_eq!(one.seq, u64::try_from(at).unwrap() + 1);
            }
            for (id, seq) in &self.acknowledged {
                assert_eq!(
                    self.server.log[usize::try_from(*seq).unwrap() - 1].id,
                    *id,
                    "what was acknowledged stands where it was said to"
                );
            }
            let mut values: BTreeMap<(Urn, Key), Finding> = BTreeMap::new();
            for one in &self.server.log {
                if let Change::Record {
                    urn,
                    indicator,
                    finding,
                    ..
                } = &one.change
                {
                    if let Some(before) = values.insert((*urn, *indicator), *finding) {
                        assert_eq!(one.from, Some(Before::Finding(before)));
                    }
                }
            }
            for tab in &self.tabs {
                assert!(tab.state.pending().is_empty(), "nothing waits");
                assert!(
                    *tab.state.confirmed_board() == self.server.board,
                    "a screen shows something else than the server has"
                );
                assert!(*tab.state.shown() == self.server.board);
                for id in &tab.asked {
                    let kept = ids.contains(id);
                    let said = tab.shown.contains(id) || tab.refused.contains(id);
                    assert!(kept || said, "{id} came to nothing and nobody was told");
                }
            }
        }
    }
}
