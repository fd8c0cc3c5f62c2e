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
//! A team (a lead and specialists) is met whole, each part by another leader, or not at all: [`teams`] divides the
//! plans until the best of a part keeps that by itself.
//!
//! The way through: [`instance`] (what is asked, checked) → [`pins`] → [`teams`] → [`narrow`] (the best of some of the
//! plans) → [`levels`] (one tier after the other) → [`search`] (prices from [`opening`] by [`descent`], fixing,
//! shrinking) → [`tree`] (branch, price and cut over [`master`]) → [`ties`] → [`plan`] with [`unmatched`]. Where somebody
//! asks for it, [`share`] looks for the most even of the plans as good.

mod bound;
mod cuts;
mod descent;
mod instance;
mod inverse;
mod knapsack;
mod levels;
mod master;
mod narrow;
mod opening;
mod pins;
mod plan;
mod problem;
mod repair;
mod search;
mod share;
mod simplex;
mod teams;
mod ties;
mod tree;
mod unmatched;
mod watch;
mod whole;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod twin;

use std::collections::BTreeMap;

use super::certificate::Certificate;

pub use instance::{
    Checked, Instance, Leader, MOST_DAYS, MOST_FIT, MOST_IN_TEAMS, MOST_ROWS, Named, Need, Pair,
    Refusal,
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
    let (best, certificate) = teams::best(instance, &pinned, &mut watch);
    let mut met: BTreeMap<String, u32> = (1..=4).map(|tier: u8| (tier.to_string(), 0)).collect();
    let mut matches = Vec::new();
    for (need, leader) in instance.needs.iter().zip(&best.by) {
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
    let leaders: Vec<Option<usize>> = best
        .by
        .iter()
        .map(|by| by.map(|(leader, _)| leader))
        .collect();
    let plan = Plan {
        status: if best.proven && pinned.sure {
            Status::Optimal
        } else {
            Status::Stopped
        },
        met,
        fit: matches.iter().map(|found| found.fit).sum(),
        fit_bound: best.fit_bound,
        seconds: 0.0,
        matches,
        unmatched: unmatched::reasons(instance, &leaders),
        broken_pins: pinned.broken,
    };
    (plan, certificate)
}
