//! Why not somebody else, what a pin costs, who would be next: each answered by solving the whole plan
//! again with that one thing changed, never by comparing two numbers on a list.

use serde::{Deserialize, Serialize};

use super::change::Pair;
use super::plan::{Moved, Plan, Unmet, moved};
use super::question::{Held, Question};
use super::refusal::{Override, Refusal};
use crate::schools::{LeaderId, NeedId};

/// What another plan would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Hundredths of a point of fit lost; negative: gained.
    pub points: i64,
    /// Needs that are met now and would not be.
    pub lost: Vec<NeedId>,
    /// Needs that are not met now and would be.
    pub won: Vec<NeedId>,
}

impl Cost {
    /// What going from one plan to another costs.
    pub fn between(from: &Plan, to: &Plan) -> Self {
        Self {
            points: from.fit - to.fit,
            lost: without(from, to),
            won: without(to, from),
        }
    }
}

fn without(from: &Plan, to: &Plan) -> Vec<NeedId> {
    from.matches
        .keys()
        .filter(|need| !to.matches.contains_key(need))
        .copied()
        .collect()
}

/// What holds a leader off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Hold {
    Pins { pins: Vec<Pair> },
    Exclusion,
}

/// Why a need has not gone to a leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WhyNot {
    /// It has.
    Chosen,
    /// Hard rules.
    Blocked { refusals: Vec<Refusal> },
    /// The best plan would have them here but for what is held.
    HeldOff {
        hold: Hold,
        /// Without it the best plan has them here.
        here: bool,
        /// What letting go would change; a gain is a negative cost.
        without: Cost,
    },
    /// The plan has them in another part of the same team.
    InTeam {
        part: NeedId,
        cost: Cost,
        moved: Vec<Moved>,
        /// The best plan that pins them here has them here.
        here: bool,
    },
    /// With them here the team could not be met whole, for want of somebody for these parts.
    TeamWaits { waits_for: Vec<NeedId> },
    /// As many needs could be met, less well.
    Beaten { cost: Cost, moved: Vec<Moved> },
    /// Needs that matter more, or more of them, would go unmet.
    AtACost { cost: Cost, moved: Vec<Moved> },
}

/// Who would be next for a need, and at what cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextBest {
    /// None: it would be left unmet.
    pub leader: Option<LeaderId>,
    pub cost: Cost,
}

/// Somebody who nearly could.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    pub leader: LeaderId,
    /// The one thing in the way, which somebody may set aside.
    pub refusal: Refusal,
}

/// Why this need has not gone to this leader. `plan` is the best plan with what is `held`.
pub fn why_not(question: &Question, held: &Held, plan: &Plan, pair: Pair) -> WhyNot {
    if plan.leader(pair.need) == Some(pair.leader) {
        return WhyNot::Chosen;
    }
    if !question.eligible(pair) {
        return WhyNot::Blocked {
            refusals: question.refusals(pair).to_vec(),
        };
    }
    let (hold, loose) = loosened(held, pair);
    let forced = question.best(&held.forcing(pair));
    if let Some(hold) = hold {
        let without = question.best(&loose);
        let here = without.leader(pair.need) == Some(pair.leader);
        let no_room = forced.leader(pair.need) != Some(pair.leader)
            || forced.broken_pins.len() > plan.broken_pins.len();
        if here || no_room || forced.worth() > plan.worth() || hold == Hold::Exclusion {
            return WhyNot::HeldOff {
                hold,
                here,
                without: Cost::between(plan, &without),
            };
        }
    }
    let cost = Cost::between(plan, &forced);
    let moved = moved(plan, &forced);
    let here = forced.leader(pair.need) == Some(pair.leader);
    if let Some(part) = question.other_part(plan, pair) {
        return WhyNot::InTeam {
            part,
            cost,
            moved,
            here,
        };
    }
    if !here && question.team(pair.need).len() > 1 {
        return WhyNot::TeamWaits {
            waits_for: missing(question, held, plan, pair),
        };
    }
    if forced.worth().met == plan.worth().met {
        WhyNot::Beaten { cost, moved }
    } else {
        WhyNot::AtACost { cost, moved }
    }
}

/// The other parts of its team that nobody could take beside this pair.
fn missing(question: &Question, held: &Held, plan: &Plan, pair: Pair) -> Vec<NeedId> {
    if let Some(Unmet::Team { waits_for }) = plan.unmet.get(&pair.need)
        && !waits_for.is_empty()
    {
        return waits_for.clone();
    }
    let can = |part: NeedId| {
        let others = question.candidates(part).into_iter();
        others
            .filter(|other| other.leader != pair.leader && question.eligible(*other))
            .any(|other| !held.exclusions.contains(&other))
    };
    let others = question.team(pair.need).into_iter();
    others
        .filter(|part| *part != pair.need && !can(*part))
        .collect()
}

/// What is held that could keep them off, and what is held without it: an exclusion of the pair
/// itself, or pins of the need and of the leader.
fn loosened(held: &Held, pair: Pair) -> (Option<Hold>, Held) {
    if held.exclusions.contains(&pair) {
        let mut loose = held.clone();
        loose.exclusions.remove(&pair);
        return (Some(Hold::Exclusion), loose);
    }
    let pins: Vec<Pair> = held
        .pins
        .iter()
        .filter(|pin| pin.need == pair.need || pin.leader == pair.leader)
        .copied()
        .collect();
    let loose = held.without(&pins);
    ((!pins.is_empty()).then_some(Hold::Pins { pins }), loose)
}

/// What lifting a pin, or all of them together, would gain: the price of holding to them. Prices of
/// several pins do not add up to the price of all.
pub fn price(question: &Question, held: &Held, plan: &Plan, pins: &[Pair]) -> Cost {
    Cost::between(&question.best(&held.without(pins)), plan)
}

/// Who would have this need if the one who has it could not.
pub fn next_best(question: &Question, held: &Held, plan: &Plan, need: NeedId) -> Option<NextBest> {
    let leader = plan.leader(need)?;
    let other = question.best(&held.forbidding(Pair { need, leader }));
    Some(NextBest {
        leader: other.leader(need),
        cost: Cost::between(plan, &other),
    })
}

/// Those whom one rule keeps from a need, a rule somebody may set aside; best fit first.
pub fn near_misses(question: &Question, need: NeedId) -> Vec<NearMiss> {
    question
        .candidates(need)
        .into_iter()
        .filter_map(|pair| match question.refusals(pair) {
            [refusal] if refusal.may_override() != Override::Nobody => Some(NearMiss {
                leader: pair.leader,
                refusal: refusal.clone(),
            }),
            _ => None,
        })
        .collect()
}
