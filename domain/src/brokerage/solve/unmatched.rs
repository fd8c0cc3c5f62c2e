//! Why a need is not met.

use super::instance::Instance;
use super::pins::leader_at;
use super::plan::{Reason, Unmatched};

/// The reason for every need without a leader. `by` is the leader of each need; the instance is in order of id.
pub(super) fn reasons(instance: &Instance, by: &[Option<usize>]) -> Vec<Unmatched> {
    let mut result = Vec::new();
    let mut holds: Vec<Vec<usize>> = vec![Vec::new(); instance.leaders.len()];
    for (need, leader) in by.iter().enumerate() {
        if let Some(leader) = leader {
            holds[*leader].push(need);
        }
    }
    let mut from = 0;
    for (at, need) in instance.needs.iter().enumerate() {
        let start = from + instance.pairs[from..].partition_point(|pair| pair.need < need.id);
        from = start + instance.pairs[start..].partition_point(|pair| pair.need == need.id);
        if by[at].is_some() {
            continue;
        }
        let mut any_open = false;
        let mut beaten = Vec::new();
        let mut could = false;
        for pair in &instance.pairs[start..from] {
            let excluded = instance.exclusions.binary_search_by(|other| {
                (&other.need, &other.leader).cmp(&(&pair.need, &pair.leader))
            });
            let Some(leader) = leader_at(instance, &pair.leader).filter(|_| excluded.is_err())
            else {
                continue;
            };
            any_open = true;
            let whole = &instance.leaders[leader];
            if whole.days >= need.days && whole.max_deployments > 0 {
                could = true;
                beaten.extend_from_slice(&holds[leader]);
            }
        }
        beaten.sort_unstable();
        beaten.dedup();
        let reason = if start == from {
            Reason::NobodyListed
        } else if !any_open {
            Reason::Excluded
        } else if !could {
            Reason::TooLong
        } else {
            Reason::Beaten {
                by: beaten
                    .into_iter()
                    .map(|need| instance.needs[need].id.clone())
                    .collect(),
            }
        };
        result.push(Unmatched {
            need: need.id.clone(),
            reason,
        });
    }
    result
}
