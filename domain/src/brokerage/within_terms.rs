//! The best plan that overruns no term. The solver knows days of a year; what a term can take is kept by
//! taking pairs apart: where a plan asks a leader for more than a term has left, at least one of the needs
//! that fall there goes to somebody else, and each of those is tried. A plan without such a limit is never
//! worse, so the first in order of worth that overruns nothing is the best there is.

use std::collections::{BTreeMap, BTreeSet};

use super::change::Pair;
use super::leader::HalfDays;
use super::plan::{BrokenPin, PinFault, Plan};
use super::question::{Held, Question};
use super::solve::{Continue, Limit, Progress};
use crate::calendar::Term;
use crate::schools::LeaderId;

/// How many plans are tried before the best found is made to fit, unproved.
const MOST: usize = 400;

/// What terms have left, of leaders who said so, and what each pair with them asks of each term.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Terms {
    pub left: BTreeMap<(LeaderId, Term), HalfDays>,
    pub asked: BTreeMap<Pair, Vec<(Term, HalfDays)>>,
}

impl Terms {
    /// Pairs that ask together for more than a term of one leader has left: the first such term.
    pub fn overrun(&self, pairs: &[Pair]) -> Option<Vec<Pair>> {
        let mut sums: BTreeMap<(LeaderId, Term), (u32, Vec<Pair>)> = BTreeMap::new();
        for pair in pairs {
            for (term, part) in self.asked.get(pair).into_iter().flatten() {
                let sum = sums.entry((pair.leader, *term)).or_default();
                sum.0 += part.0;
                sum.1.push(*pair);
            }
        }
        sums.into_iter().find_map(|(at, (sum, pairs))| {
            let left = self.left.get(&at)?;
            (sum > left.0).then_some(pairs)
        })
    }
}

/// A set of pairs taken apart, and the best plan without them.
struct Node {
    apart: BTreeSet<Pair>,
    plan: Plan,
}

/// The best plan with these held that overruns no term.
pub(super) fn plan(
    question: &Question,
    held: &Held,
    limit: Limit,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Plan {
    let terms = question.terms();
    if terms.left.is_empty() {
        return question.by_the_year(held, limit, progress);
    }
    let (held, broken) = pins_within(question, terms, held);
    let mut solve = |apart: &BTreeSet<Pair>| {
        let mut without = held.clone();
        without.exclusions.extend(apart);
        question.by_the_year(&without, limit, progress)
    };
    let mut proved = true;
    let mut seen = BTreeSet::from([BTreeSet::new()]);
    let mut open = vec![Node {
        plan: solve(&BTreeSet::new()),
        apart: BTreeSet::new(),
    }];
    let mut best = None;
    while let Some(at) = most_worth(&open) {
        let node = open.swap_remove(at);
        proved &= node.plan.proved;
        let Some(together) = terms.overrun(&node.plan.pairs()) else {
            best = Some(node);
            break;
        };
        if seen.len() > MOST {
            proved = false;
            best = Some(fitted(terms, node, &held, &mut solve));
            break;
        }
        for pair in together
            .into_iter()
            .filter(|pair| !held.pins.contains(pair))
        {
            let mut apart = node.apart.clone();
            apart.insert(pair);
            if seen.insert(apart.clone()) {
                open.push(Node {
                    plan: solve(&apart),
                    apart,
                });
            }
        }
    }
    // Pins alone never overrun a term, so there is always a plan.
    let best = best.unwrap_or_else(|| Node {
        plan: solve(&BTreeSet::new()),
        apart: BTreeSet::new(),
    });
    let mut plan = best.plan;
    plan.apart = best.apart;
    plan.proved = proved && plan.proved;
    plan.broken_pins.extend(broken);
    plan.broken_pins.sort_by_key(|one| one.pair);
    plan
}

/// The one to look at next; of two as good the one with the earlier pairs taken apart.
fn most_worth(open: &[Node]) -> Option<usize> {
    (0..open.len()).max_by(|a, b| {
        let (a, b) = (&open[*a], &open[*b]);
        // Taking pairs apart may leave a team that has a pin in part: then the pin goes, and that comes last.
        let pins = |node: &Node| std::cmp::Reverse(node.plan.broken_pins.len());
        (pins(a), a.plan.worth())
            .cmp(&(pins(b), b.plan.worth()))
            .then_with(|| b.apart.cmp(&a.apart))
    })
}

/// Takes apart the pair worth least wherever a term is overrun, until none is.
fn fitted(
    terms: &Terms,
    mut node: Node,
    held: &Held,
    solve: &mut dyn FnMut(&BTreeSet<Pair>) -> Plan,
) -> Node {
    while let Some(together) = terms.overrun(&node.plan.pairs()) {
        let points = |pair: &Pair| node.plan.matches.get(&pair.need).map(|given| given.points);
        let least = together
            .into_iter()
            .filter(|pair| !held.pins.contains(pair))
            .min_by_key(|pair| (points(pair), *pair));
        let Some(pair) = least else { break };
        node.apart.insert(pair);
        node.plan = solve(&node.apart);
    }
    node
}

/// Pins that can be kept together, most serious need first, and those whose term other pins have filled.
fn pins_within(question: &Question, terms: &Terms, held: &Held) -> (Held, Vec<BrokenPin>) {
    let mut pins: Vec<Pair> = held
        .pins
        .iter()
        .filter(|pin| question.eligible(**pin) && !held.exclusions.contains(pin))
        .copied()
        .collect();
    pins.sort_by_key(|pin| (std::cmp::Reverse(question.tier(pin.need)), *pin));
    let (mut kept, mut broken) = (Vec::new(), Vec::new());
    for pin in pins {
        kept.push(pin);
        if terms.overrun(&kept).is_some() {
            kept.pop();
            broken.push(BrokenPin {
                pair: pin,
                reason: PinFault::OverTerm,
            });
        }
    }
    let gone: Vec<Pair> = broken.iter().map(|one| one.pair).collect();
    (held.without(&gone), broken)
}

#[cfg(test)]
mod tests;
