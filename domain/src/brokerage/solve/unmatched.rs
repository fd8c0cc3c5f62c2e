//! Why a need is not met. A part of a team that could be says what its team waits for.

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
    for team in instance.teams() {
        team_waits(instance, by, &team, &mut result);
    }
    result
}

/// Of a team that is not met: the parts nobody can take at all, or else nobody has time for beside the plan, keep
/// their own reason; the others wait for them.
fn team_waits(
    instance: &Instance,
    by: &[Option<usize>],
    team: &[usize],
    reasons: &mut [Unmatched],
) {
    if by[team[0]].is_some() {
        return;
    }
    let place = |part: usize, reasons: &[Unmatched]| {
        reasons.binary_search_by(|one| one.need.cmp(&instance.needs[part].id))
    };
    let beaten = |part: usize| {
        place(part, reasons).is_ok_and(|at| matches!(reasons[at].reason, Reason::Beaten { .. }))
    };
    let mut missing: Vec<usize> = team.iter().copied().filter(|&part| !beaten(part)).collect();
    if missing.is_empty() {
        let free = |part: usize| {
            instance.pairs.iter().any(|pair| {
                pair.need == instance.needs[part].id
                    && !instance.excluded(pair)
                    && leader_at(instance, &pair.leader).is_some_and(|leader| {
                        let theirs = (0..by.len()).filter(|&need| by[need] == Some(leader));
                        let days: i64 = theirs.clone().map(|need| instance.needs[need].days).sum();
                        let whole = &instance.leaders[leader];
                        days + instance.needs[part].days <= whole.days
                            && (theirs.count() as i64) < whole.max_deployments
                    })
            })
        };
        missing = team.iter().copied().filter(|&part| !free(part)).collect();
    }
    missing.sort_unstable();
    let id = |part: &usize| instance.needs[*part].id.clone();
    let waits_for: Vec<String> = missing.iter().map(id).collect();
    for part in team.iter().filter(|part| !missing.contains(part)) {
        if let Ok(at) = place(*part, reasons) {
            reasons[at].reason = Reason::Team {
                waits_for: waits_for.clone(),
            };
        }
    }
}
