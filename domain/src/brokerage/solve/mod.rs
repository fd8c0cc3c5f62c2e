//! The best plan there is: who should support whom.
//!
//! Each need is met whole by one leader or not at all; a leader's days and deployments are never exceeded; only
//! listed pairs are used and never an excluded one; a pin is kept if it can be. Best means: most needs met in tier 4,
//! then in tier 3, 2 and 1, then the greatest total fit. Among plans equal in all that, the search runs in order of
//! id and depends on nothing else, so every machine gives the same one, whatever the order of the input.
//!
//! [`solve`] is total. Every step that rules a plan out is decided from integers ([`bound`]); floating point only
//! chooses where to look next, with operations that are the same on every platform.
//!
//! The way through: [`instance`] (what is asked, checked) → [`pins`] → [`levels`] (one tier after the other) →
//! [`search`] (prices from [`opening`] by [`descent`], fixing, shrinking) → [`tree`] (branch, price and cut over
//! [`master`]) → [`ties`] → [`plan`] with [`unmatched`]. Where somebody asks for it, [`share`] looks for the most even
//! of the plans as good.

mod bound;
mod cuts;
mod descent;
mod instance;
mod inverse;
mod knapsack;
mod levels;
mod master;
mod opening;
mod pins;
mod plan;
mod problem;
mod repair;
mod search;
mod share;
mod simplex;
mod ties;
mod tree;
mod unmatched;
mod watch;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod twin;

use std::collections::BTreeMap;

use super::certificate::{Certificate, Level};

pub use instance::{
    Checked, Instance, Leader, MOST_DAYS, MOST_FIT, MOST_ROWS, Named, Need, Pair, Refusal,
};
pub use plan::{BrokenPin, Match, Obstacle, Plan, Reason, Status, Unmatched};
pub use share::{Shared, Sharing, share};
pub use watch::{Continue, Limit, Progress};

/// The best plan for a checked instance.
///
/// `progress` is called often; when it answers [`Continue::No`], or `limit` is reached, the best plan found so far
/// comes back with [`Status::Stopped`] and a proven bound on its fit. [`Plan::seconds`] is left at nought.
pub fn solve(
    checked: &Checked,
    limit: Limit,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Plan {
    solve_with_certificate(checked, limit, progress).0
}

/// [`solve`], and the prices with which [`super::certificate::check`] can judge the plan without solving again.
pub fn solve_with_certificate(
    checked: &Checked,
    limit: Limit,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> (Plan, Certificate) {
    let instance = checked.instance();
    let pinned = pins::keep(instance);
    let Numbers {
        needs,
        leaders,
        pairs,
        need_ids,
        pair_ids,
    } = numbers(instance, &pinned);
    let start = Progress {
        tier: None,
        nodes: 0,
    };
    let mut watch = watch::Watch {
        ask: progress,
        limit,
        progress: start,
        stopped: false,
    };
    let levels = levels::best(&needs, &leaders, &pairs, &mut watch);
    let mut certificate = Certificate { levels: Vec::new() };
    for (tier, found) in &levels.prices {
        let mut prices = vec![0; instance.needs.len()];
        for (need, &price) in need_ids.iter().zip(found) {
            prices[*need] = price;
        }
        certificate.levels.push(Level {
            tier: *tier,
            prices,
        });
    }
    let whole = problem::Problem::new(needs, leaders, pairs, [0; 4]);
    let mut by: Vec<Option<(usize, i64)>> = pinned.kept;
    let pinned_fit: i64 = by.iter().flatten().map(|&(_, fit)| fit).sum();
    for at in ties::settle(&whole, &search::at_origins(&whole, &levels.plan)) {
        let pair = whole.pair(at);
        by[need_ids[pair.need as usize]] = Some((
            pair.leader as usize,
            instance.pairs[pair_ids[pair.origin as usize]].fit,
        ));
    }
    let mut met: BTreeMap<String, u32> = (1..=4).map(|tier: u8| (tier.to_string(), 0)).collect();
    let mut matches = Vec::new();
    for (need, leader) in instance.needs.iter().zip(&by) {
        if let Some((leader, fit)) = *leader {
            if let Some(count) = met.get_mut(&need.tier.to_string()) {
                *count += 1;
            }
            matches.push(Match {
                need: need.id.clone(),
                leader: instance.leaders[leader].id.clone(),
                fit,
            });
        }
    }
    let leaders: Vec<Option<usize>> = by.iter().map(|by| by.map(|(leader, _)| leader)).collect();
    let plan = Plan {
        status: if levels.proven {
            Status::Optimal
        } else {
            Status::Stopped
        },
        met,
        fit: matches.iter().map(|found| found.fit).sum(),
        fit_bound: levels.fit_bound + pinned_fit,
        seconds: 0.0,
        matches,
        unmatched: unmatched::reasons(instance, &leaders),
        broken_pins: pinned.broken,
    };
    (plan, certificate)
}

/// The instance as numbers, without what pins have settled and what nobody can take.
struct Numbers {
    needs: Vec<problem::Need>,
    leaders: Vec<problem::Leader>,
    /// Origins are indices into `pair_ids`.
    pairs: Vec<problem::Pair>,
    /// By need here: its place in the instance.
    need_ids: Vec<usize>,
    /// By pair here: its place in the instance.
    pair_ids: Vec<usize>,
}

fn numbers(instance: &Instance, pinned: &pins::Pinned) -> Numbers {
    let mut numbers = Numbers {
        needs: Vec::new(),
        leaders: Vec::new(),
        pairs: Vec::new(),
        need_ids: Vec::new(),
        pair_ids: Vec::new(),
    };
    for &(days, times) in &pinned.left {
        numbers.leaders.push(problem::Leader {
            days: days as usize,
            times: times as usize,
        });
    }
    for (at, pair) in instance.pairs.iter().enumerate() {
        let (Some(need), Some(leader)) = (
            pins::need_at(instance, &pair.need),
            pins::leader_at(instance, &pair.leader),
        ) else {
            continue;
        };
        let excluded = instance.exclusions.binary_search_by(|other| {
            (&other.need, &other.leader).cmp(&(&pair.need, &pair.leader))
        });
        let days = instance.needs[need].days as usize;
        let left = numbers.leaders[leader];
        if pinned.kept[need].is_some() || excluded.is_ok() || left.times == 0 || left.days < days {
            continue;
        }
        // Pairs are in order of need, so a new need is the last one.
        if numbers.need_ids.last() != Some(&need) {
            numbers.need_ids.push(need);
            numbers.needs.push(problem::Need {
                days,
                rank: (4 - instance.needs[need].tier) as usize,
            });
        }
        let need = numbers.needs.len() as u32 - 1;
        let origin = numbers.pair_ids.len() as u32;
        numbers.pairs.push(problem::Pair {
            need,
            leader: leader as u32,
            worth: pair.fit,
            origin,
        });
        numbers.pair_ids.push(at);
    }
    numbers
}
