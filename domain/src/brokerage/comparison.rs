//! Two plans side by side: what each gives up against the other, and who is where in each.

use super::explain::Cost;
use super::plan::{Moved, Plan, moved};
use super::words::{self, Names};

/// One plan against another. Both are of the same needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What going from the first to the second costs.
    pub cost: Cost,
    /// What going back costs.
    pub back: Cost,
    /// Needs with another leader.
    pub rows: Vec<Moved>,
    /// Needs with the same leader in both, or unmet in both.
    pub same: usize,
}

/// Compares two plans.
pub fn compare(first: &Plan, second: &Plan) -> Comparison {
    let rows = moved(first, second);
    let (_, all) = second.met();
    Comparison {
        cost: Cost::between(first, second),
        back: Cost::between(second, first),
        same: all.saturating_sub(rows.len()),
        rows,
    }
}

impl Comparison {
    /// What the first gives up against the second, a sentence.
    pub fn first_gives_up(&self, names: Names<'_>) -> String {
        gives_up(&self.back, names)
    }

    /// What the second gives up against the first, a sentence.
    pub fn second_gives_up(&self, names: Names<'_>) -> String {
        gives_up(&self.cost, names)
    }
}

fn gives_up(cost: &Cost, names: Names<'_>) -> String {
    let fewer = (cost.points > 0).then(|| words::points(cost.points));
    match (cost.lost.as_slice(), fewer) {
        ([], None) => "Gives up nothing.".to_owned(),
        ([], Some(points)) => format!("Gives up {points}."),
        (lost, None) => format!("Leaves {} unmet.", names.schools(lost)),
        (lost, Some(points)) => {
            format!(
                "Leaves {} unmet and gives up {points}.",
                names.schools(lost)
            )
        }
    }
}
