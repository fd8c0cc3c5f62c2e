//! First prices, cheaply: each need's price moves by how many leaders want it.

use super::bound::{Prices, Pricing, Round, price_limit};
use super::problem::{Fate, Open, Problem};
use super::search::Hunt;

/// What a descent leaves: the best prices it saw, the sets chosen near the end.
pub(super) struct Descent {
    pub prices: Prices,
    pub round: Round,
    /// (leader, pairs) of the last rounds, without repeats.
    pub sets: Vec<(u32, Vec<u32>)>,
}

/// At most `steps` rounds from `start`.
pub(super) fn descend(
    problem: &Problem,
    open: &Open,
    pricing: &mut Pricing,
    start: Vec<i64>,
    steps: usize,
    hunt: &mut Hunt,
) -> Descent {
    let mut prices = Prices {
        need: start,
        cut: Vec::new(),
    };
    let mut round = pricing.round(problem, open, &[], &prices);
    let mut best = Prices {
        need: prices.need.clone(),
        cut: Vec::new(),
    };
    let mut best_round = round.clone();
    let mut direction = vec![0.0f64; problem.needs.len()];
    let mut sets: Vec<(u32, Vec<u32>)> = Vec::new();
    let limit = price_limit(problem) as f64;
    let mut reach = 1.0f64;
    let mut still = 0;
    for step in 0..steps {
        if hunt.closed(best_round.value) || hunt.watch.halted() {
            break;
        }
        let mut wanted = vec![1i32; problem.needs.len()];
        for pair in round.chosen.iter().flatten() {
            wanted[problem.pair(*pair).need as usize] -= 1;
        }
        for &need in &round.unmet {
            wanted[need as usize] -= 1;
        }
        let mut norm = 0.0;
        for (need, line) in direction.iter_mut().enumerate() {
            if open.fate[need] == Fate::Unmet {
                *line = 0.0;
            } else {
                *line = f64::from(wanted[need]) + 0.6 * *line;
            }
            norm += *line * *line;
        }
        if norm < 1e-9 {
            break;
        }
        let gap = (round.value - hunt.target(best_round.value)) as f64;
        let stride = reach * gap.max(1.0) / norm;
        for (price, line) in prices.need.iter_mut().zip(&direction) {
            *price = (*price as f64 - stride * line).clamp(-limit, limit) as i64;
        }
        round = pricing.round(problem, open, &[], &prices);
        if round.value < best_round.value {
            let little = (best_round.value - round.value) < best_round.value.abs() / 100_000;
            still = if little { still + 1 } else { 0 };
            best.need.clone_from(&prices.need);
            best_round = round.clone();
        } else {
            still += 1;
        }
        if still >= 8 {
            still = 0;
            reach *= 0.6;
            prices.need.clone_from(&best.need);
            round = best_round.clone();
            if reach < 0.004 {
                break;
            }
        }
        if step % 10 == 9 {
            hunt.try_sets(problem, round.chosen.iter().flatten().copied());
        }
        if sets.len() > 40 * problem.leaders.len() {
            sets.drain(..20 * problem.leaders.len());
        }
        for (leader, chosen) in round.chosen.iter().enumerate() {
            if !chosen.is_empty() {
                sets.push((leader as u32, chosen.clone()));
            }
        }
    }
    let keep = sets.len().saturating_sub(25 * problem.leaders.len());
    sets.drain(..keep);
    for (leader, chosen) in best_round.chosen.iter().enumerate() {
        if !chosen.is_empty() {
            sets.push((leader as u32, chosen.clone()));
        }
    }
    sets.sort_unstable();
    sets.dedup();
    Descent {
        prices: best,
        round: best_round,
        sets,
    }
}
