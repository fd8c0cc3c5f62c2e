//! Among equally good plans, the one whose earlier needs have the earlier leaders, as far as single moves reach.

use super::problem::Problem;

/// Moves, swaps and replacements that change neither counts nor fit, until none brings an earlier need an earlier leader.
/// `problem` has fit as worth; `plan` is pairs of it. Needs that are `fixed` stay as they are.
pub(super) fn settle(problem: &Problem, plan: &[u32], fixed: &[bool]) -> Vec<u32> {
    let mut by: Vec<Option<u32>> = vec![None; problem.needs.len()];
    let mut days: Vec<usize> = problem.leaders.iter().map(|leader| leader.days).collect();
    let mut times: Vec<usize> = problem.leaders.iter().map(|leader| leader.times).collect();
    for &pair in plan {
        let at = problem.pair(pair);
        by[at.need as usize] = Some(pair);
        days[at.leader as usize] -= problem.days(pair);
        times[at.leader as usize] -= 1;
    }
    let pair_of = |need: u32, leader: u32| {
        let list = &problem.of_need[need as usize];
        list.binary_search_by_key(&leader, |&pair| problem.pair(pair).leader)
            .ok()
            .map(|at| list[at])
    };
    loop {
        let mut changed = false;
        for need in (0..by.len()).filter(|&need| !fixed[need]) {
            let size = problem.needs[need].days;
            for &pair in &problem.of_need[need] {
                let to = problem.pair(pair);
                let from = by[need].map(|old| problem.pair(old));
                if from.is_some_and(|from| from.leader <= to.leader) {
                    break;
                }
                let leader = to.leader as usize;
                if let Some(from) = from
                    && from.worth == to.worth
                    && times[leader] > 0
                    && days[leader] >= size
                {
                    days[leader] -= size;
                    times[leader] -= 1;
                    days[from.leader as usize] += size;
                    times[from.leader as usize] += 1;
                    by[need] = Some(pair);
                    changed = true;
                    break;
                }
                let others = (need + 1..by.len()).filter(|&other| !fixed[other]);
                let later = { others }.find_map(|other| {
                    let mate = by[other].filter(|&mate| problem.pair(mate).leader == to.leader)?;
                    let their = problem.needs[other].days;
                    if days[leader] + their < size {
                        return None;
                    }
                    match from {
                        None => {
                            let same = problem.needs[other].rank == problem.needs[need].rank;
                            (same && problem.pair(mate).worth == to.worth).then_some((other, None))
                        }
                        Some(from) => {
                            let back = pair_of(other as u32, from.leader)?;
                            let same = problem.pair(mate).worth + from.worth
                                == to.worth + problem.pair(back).worth;
                            (same && days[from.leader as usize] + size >= their)
                                .then_some((other, Some(back)))
                        }
                    }
                });
                if let Some((other, back)) = later {
                    let their = problem.needs[other].days;
                    days[leader] = days[leader] + their - size;
                    if let Some(from) = from {
                        let old = from.leader as usize;
                        days[old] = days[old] + size - their;
                    }
                    by[other] = back;
                    by[need] = Some(pair);
                    changed = true;
                    break;
                }
            }
        }
        if !changed {
            return by.into_iter().flatten().collect();
        }
    }
}
