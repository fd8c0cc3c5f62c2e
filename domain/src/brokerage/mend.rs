//! What would make a need possible that the best plan leaves unmet: the smallest single change of each
//! kind, found by solving the whole plan again with it, and shown only where nothing else is lost.

use serde::{Deserialize, Serialize};

use super::board::Board;
use super::change::Pair;
use super::context::Context;
use super::explain::{Cost, near_misses};
use super::leader::HalfDays;
use super::plan::{Moved, Plan, moved};
use super::preference::Weights;
use super::question::{Held, Question};
use super::refusal::{Refusal, Rule};
use super::waiver::Waiver;
use crate::calendar::{Date, add_weeks};
use crate::schools::{LeaderId, NeedId};

/// Leaders who are asked for more, and rules that could be set aside, at most: those who fit best.
const MOST_OF_A_KIND: usize = 6;
/// Weeks a need may run longer at most.
const MOST_WEEKS: u32 = 26;

/// One thing that could be otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mend {
    /// A pair that was ruled out may be made again.
    Allow { pair: Pair },
    /// A pin is let go.
    Unpin { pin: Pair },
    /// The school is content with fewer days.
    Fewer { need: NeedId, half_days: HalfDays },
    /// The work may go on for longer, to this day.
    Until { need: NeedId, to: Date },
    /// A leader gives more: days, a deployment beside those they have, or both.
    More {
        leader: LeaderId,
        half_days: HalfDays,
        deployments: u32,
    },
    /// Whoever may sets a rule aside.
    Waive { pair: Pair, refusal: Refusal },
}

/// What a change would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mended {
    pub mend: Mend,
    /// Who would have the need.
    pub leader: LeaderId,
    /// The parts of its team, met with it; empty: it is of no team.
    pub team: Vec<NeedId>,
    pub cost: Cost,
    /// Needs whose leader would be another, the mended one among them.
    pub moved: Vec<Moved>,
}

/// Everything a plan is made from.
#[derive(Debug, Clone)]
pub struct Ground {
    pub board: Board,
    pub ctx: Context,
    pub held: Held,
    pub weights: Weights,
}

impl Ground {
    /// With one thing otherwise.
    #[must_use]
    pub fn with(&self, mend: &Mend) -> Self {
        let mut ground = self.clone();
        match mend {
            Mend::Allow { pair } => {
                ground.held.exclusions.remove(pair);
            }
            Mend::Unpin { pin } => {
                ground.held.pins.remove(pin);
            }
            Mend::Fewer { need, half_days } => {
                if let Some(need) = ground.board.needs.get_mut(need) {
                    need.draft.half_days = *half_days;
                }
            }
            Mend::Until { need, to } => {
                if let Some(need) = ground.board.needs.get_mut(need) {
                    need.draft.to = *to;
                }
            }
            Mend::More {
                leader,
                half_days,
                deployments,
            } => {
                if let Some(leader) = ground.board.leaders.get_mut(leader) {
                    leader.yearly.0 += half_days.0;
                    leader.most_deployments += deployments;
                }
            }
            Mend::Waive { pair, refusal } => ground.ctx.waivers.push(Waiver {
                need: pair.need,
                leader: pair.leader,
                rule: refusal.rule(),
                by: refusal.may_override(),
                name: String::new(),
                reason: "if it were set aside".to_owned(),
                until: None,
            }),
        }
        ground
    }

    /// The best plan there is.
    pub fn best(&self) -> Plan {
        Question::of(&self.board, &self.weights, &self.ctx).best(&self.held)
    }

    /// What could be tried for a need nobody has, each at its most; cheapest kind first. What would do for any part
    /// of a team is tried for all of it.
    pub fn mends(&self, question: &Question, need: NeedId) -> Vec<Mend> {
        let team = question.team(need);
        team.into_iter()
            .flat_map(|part| self.mends_of(question, part))
            .collect()
    }

    fn mends_of(&self, question: &Question, need: NeedId) -> Vec<Mend> {
        let Some(asked) = self.board.needs.get(&need).filter(|need| need.open()) else {
            return Vec::new();
        };
        let draft = &asked.draft;
        let allow = self.held.exclusions.iter().filter(|pair| pair.need == need);
        let pins = self.held.pins.iter().filter(|pin| {
            question.eligible(Pair {
                need,
                leader: pin.leader,
            })
        });
        let short = |refusal: &Refusal| refusal.rule() == Rule::H3;
        let candidates = question.candidates(need);
        let more = candidates
            .iter()
            .filter(|pair| question.refusals(**pair).iter().all(short))
            .take(MOST_OF_A_KIND)
            .map(|pair| Mend::More {
                leader: pair.leader,
                half_days: draft.half_days,
                deployments: 1,
            });
        let waive = near_misses(question, need)
            .into_iter()
            .filter(|miss| !short(&miss.refusal))
            .take(MOST_OF_A_KIND)
            .map(|miss| Mend::Waive {
                pair: Pair {
                    need,
                    leader: miss.leader,
                },
                refusal: miss.refusal,
            });
        allow
            .map(|pair| Mend::Allow { pair: *pair })
            .chain(pins.map(|pin| Mend::Unpin { pin: *pin }))
            .chain([
                Mend::Fewer {
                    need,
                    half_days: HalfDays(1),
                },
                Mend::Until {
                    need,
                    to: add_weeks(draft.to, MOST_WEEKS),
                },
            ])
            .chain(more)
            .chain(waive)
            .collect()
    }

    /// The least of this kind of change that gives the need somebody and takes nobody from any other;
    /// none: no amount of it does.
    pub fn least(&self, plan: &Plan, need: NeedId, mend: &Mend) -> Option<Mended> {
        match mend {
            Mend::Allow { .. } | Mend::Unpin { .. } | Mend::Waive { .. } => {
                self.mended(plan, need, mend)
            }
            Mend::Fewer { need: of, .. } => {
                let asked = self.board.needs.get(of)?.draft.half_days.0;
                // The fewer are given up the better.
                self.smallest(plan, need, asked.saturating_sub(1), |given_up| {
                    Mend::Fewer {
                        need: *of,
                        half_days: HalfDays(asked - given_up),
                    }
                })
            }
            Mend::Until { need: of, .. } => {
                let to = self.board.needs.get(of)?.draft.to;
                self.smallest(plan, need, MOST_WEEKS, |weeks| Mend::Until {
                    need: *of,
                    to: add_weeks(to, weeks),
                })
            }
            Mend::More {
                leader,
                half_days: most,
                ..
            } => {
                let more = |half_days, deployments| Mend::More {
                    leader: *leader,
                    half_days: HalfDays(half_days),
                    deployments,
                };
                self.smallest(plan, need, most.0, |half_days| more(half_days, 0))
                    .or_else(|| self.mended(plan, need, &more(0, 1)))
                    .or_else(|| self.smallest(plan, need, most.0, |half_days| more(half_days, 1)))
            }
        }
    }

    /// The smallest amount from 1 to `most` that will do. More of it never does less.
    fn smallest(
        &self,
        plan: &Plan,
        need: NeedId,
        most: u32,
        mend: impl Fn(u32) -> Mend,
    ) -> Option<Mended> {
        if most == 0 {
            return None;
        }
        let mut found = self.mended(plan, need, &mend(most))?;
        let (mut below, mut enough) = (0, most);
        while enough - below > 1 {
            let middle = below + (enough - below) / 2;
            match self.mended(plan, need, &mend(middle)) {
                Some(less) => {
                    found = less;
                    enough = middle;
                }
                None => below = middle,
            }
        }
        Some(found)
    }

    fn mended(&self, plan: &Plan, need: NeedId, mend: &Mend) -> Option<Mended> {
        let ground = self.with(mend);
        let question = Question::of(&ground.board, &ground.weights, &ground.ctx);
        let after = question.best(&ground.held);
        let cost = Cost::between(plan, &after);
        let leader = after.leader(need).filter(|_| cost.lost.is_empty())?;
        let team = question.team(need);
        Some(Mended {
            mend: mend.clone(),
            leader,
            team: if team.len() > 1 { team } else { Vec::new() },
            cost,
            moved: moved(plan, &after),
        })
    }
}
