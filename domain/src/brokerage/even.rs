//! The most even of the plans as good as the best: days shared as evenly as can be, those of the year counted,
//! then long drives. Switched on by who brokers; what it changes is said by name.

use super::change::Pair;
use super::plan::{Moved, Plan, moved};
use super::proof::solved_with;
use super::question::{Held, Question};
use super::solve::{Continue, Limit, Named, Progress, share};
use super::words::Names;

/// How many branches are looked into before the most even plan found so far is taken, unproved.
const MOST: u64 = 20_000;

/// A plan that shares the work evenly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Even {
    pub plan: Plan,
    /// No plan as good is more even.
    pub proved: bool,
    /// What it changes of the plan that is as good and came first.
    pub moved: Vec<Moved>,
}

impl Question {
    /// The most even plan of those as good as `plan`, which is the best with these held.
    pub fn even(
        &self,
        held: &Held,
        plan: &Plan,
        progress: &mut dyn FnMut(Progress) -> Continue,
    ) -> Even {
        let same = |proved| Even {
            plan: plan.clone(),
            proved,
            moved: Vec::new(),
        };
        let checked = self.instance(&solved_with(held, plan)).check().ok();
        let (Some(solved), Some(checked), true) = (&plan.solved, checked, plan.proved) else {
            return same(false);
        };
        let terms = self.terms();
        let holds = |named: &[Named]| {
            let pair = |one: &Named| {
                let (need, leader) = (one.need.parse().ok()?, one.leader.parse().ok()?);
                Some(Pair { need, leader })
            };
            let pairs: Vec<Pair> = named.iter().filter_map(pair).collect();
            let twice = |pair: &Pair| {
                let team = self.team(pair.need);
                let same =
                    |other: &&Pair| other.leader == pair.leader && team.contains(&other.need);
                pairs.iter().filter(same).count() > 1
            };
            terms.overrun(&pairs).is_none() && !pairs.iter().any(twice)
        };
        let limit = Limit { nodes: Some(MOST) };
        let (sharing, found) = (self.sharing(), &solved.plan);
        let prices = &solved.certificate;
        let shared = share(&checked, found, prices, &sharing, &holds, limit, progress);
        let mut even = Plan::read(self, Some((shared.plan, prices.clone())));
        even.apart.clone_from(&plan.apart);
        even.broken_pins.clone_from(&plan.broken_pins);
        Even {
            moved: moved(plan, &even),
            plan: even,
            proved: shared.proven,
        }
    }
}

impl Even {
    /// What the switch changes, a sentence or two.
    pub fn words(&self, names: Names<'_>) -> String {
        let proved = if self.proved {
            ""
        } else {
            " There may be a more even one: the search was cut short."
        };
        if self.moved.is_empty() {
            return format!(
                "Nothing changes: no plan as good shares the days more evenly.{proved}"
            );
        }
        let leader = |id: Option<_>| id.map_or_else(|| "nobody".to_owned(), |id| names.brief(id));
        let changes: Vec<String> = self
            .moved
            .iter()
            .map(|one| {
                let (from, to) = (leader(one.from), leader(one.to));
                format!("{}: {to} instead of {from}", names.school(one.need))
            })
            .collect();
        format!("As good, and more even: {}.{proved}", changes.join("; "))
    }
}
