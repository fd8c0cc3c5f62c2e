//! The first guess at prices, from days and worths alone.

use super::bound::{Prices, Pricing, SCALE, price_limit};
use super::problem::Problem;

/// Prices to begin with: of a few simple guesses the one with the lowest bound.
pub(super) fn opening(problem: &Problem, pricing: &mut Pricing) -> Vec<i64> {
    let best = |pairs: &Vec<u32>| {
        pairs
            .iter()
            .map(|&pair| problem.pair(pair).worth)
            .max()
            .unwrap_or(0)
            * SCALE
    };
    let most: Vec<i64> = problem.of_need.iter().map(best).collect();
    let share = |eighths: i64| most.iter().map(move |&most| most / 8 * eighths).collect();
    let guesses = [share(8), share(7), share(4), by_the_day(problem, &most)];
    let open = problem.open();
    let mut chosen = (i64::MAX, Vec::new());
    for need in guesses {
        let prices = Prices {
            need,
            cut: Vec::new(),
        };
        let value = pricing.round(problem, &open, &[], &prices).value;
        if value < chosen.0 {
            chosen = (value, prices.need);
        }
    }
    chosen.1
}

/// Prices where a day is worth the same to every leader: what a need is worth at most, less its days at the rate at
/// which all days there are would be taken. Near the best where days are short and most leaders could take most needs.
fn by_the_day(problem: &Problem, most: &[i64]) -> Vec<i64> {
    let days = |need: usize| problem.needs[need].days as f64;
    let rates: Vec<f64> = {
        let mut rates: Vec<f64> = (0..most.len())
            .filter(|&need| days(need) > 0.0)
            .map(|need| most[need] as f64 / days(need))
            .collect();
        rates.sort_by(f64::total_cmp);
        rates.dedup();
        rates
    };
    let all: f64 = problem
        .leaders
        .iter()
        .map(|leader| leader.days as f64)
        .sum();
    let bound = |rate: f64| {
        let mut left: [Vec<f64>; 4] = Default::default();
        let mut value = rate * all;
        for (need, &most) in most.iter().enumerate() {
            let price = most as f64 - rate * days(need);
            value += price;
            let rank = problem.needs[need].rank;
            if (price < 0.0 || problem.exact[rank]) && !problem.must[need] {
                left[rank].push(price);
            }
        }
        for (rank, prices) in left.iter_mut().enumerate() {
            prices.sort_by(f64::total_cmp);
            value -= prices.iter().take(problem.spare[rank]).sum::<f64>();
        }
        value
    };
    // The bound falls, then rises.
    let (mut low, mut high) = (0, rates.len().saturating_sub(1));
    while low < high {
        let middle = usize::midpoint(low, high);
        if bound(rates[middle]) <= bound(rates[middle + 1]) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    let rate = rates.get(low).copied().unwrap_or(0.0);
    let limit = price_limit(problem) as f64;
    most.iter()
        .enumerate()
        .map(|(need, &most)| (most as f64 - rate * days(need)).clamp(-limit, limit) as i64)
        .collect()
}
