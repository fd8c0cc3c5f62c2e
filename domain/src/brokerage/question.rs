//! What is to be solved: every pair of an open need and a leader worked out once, so that pinning and
//! excluding cost no more than solving again.

use std::collections::{BTreeMap, BTreeSet};

use super::board::Board;
use super::change::{BoardChange, Pair};
use super::context::Context;
use super::contribution::Fit;
use super::eligibility::eligible;
use super::fit::fit;
use super::leader::{HalfDays, Leader, Taken};
use super::need::{Need, Tier};
use super::plan::Plan;
use super::preference::Weights;
use super::refusal::Refusal;
use super::solve::{self, Continue, Instance, Limit, Progress, Sharing};
use super::team;
use super::terms::{left, spread};
use super::within_terms::{self, Terms};
use crate::schools::{LeaderId, NeedId};

/// A drive of so many minutes is a long one.
pub const LONG_DRIVE: u32 = 45;

/// What brokers hold to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Held {
    pub pins: BTreeSet<Pair>,
    pub exclusions: BTreeSet<Pair>,
}

impl Held {
    /// What is held on a board.
    pub fn on(board: &Board) -> Self {
        Self {
            pins: board.pins.clone(),
            exclusions: board.exclusions.clone(),
        }
    }

    /// The leader a need is pinned to.
    pub fn pinned(&self, need: NeedId) -> Option<LeaderId> {
        self.pins
            .iter()
            .find(|pin| pin.need == need)
            .map(|pin| pin.leader)
    }

    /// With this pair kept, whatever was held about its need before.
    #[must_use]
    pub fn forcing(&self, pair: Pair) -> Self {
        let mut held = self.clone();
        held.pins.retain(|pin| pin.need != pair.need);
        held.exclusions.remove(&pair);
        held.pins.insert(pair);
        held
    }

    /// With this pair never made.
    #[must_use]
    pub fn forbidding(&self, pair: Pair) -> Self {
        let mut held = self.clone();
        held.pins.remove(&pair);
        held.exclusions.insert(pair);
        held
    }

    /// The changes that bring back what is held now, once `change` has been made.
    pub fn undo(&self, change: &BoardChange) -> Vec<BoardChange> {
        let Some(pair) = change.pair() else {
            return Vec::new();
        };
        let (pinned, excluded) = (self.pins.contains(&pair), self.exclusions.contains(&pair));
        match change {
            BoardChange::Pin { .. } if pinned => Vec::new(),
            BoardChange::Pin { .. } => {
                // Pinning takes the place of another pin on the need, and of an exclusion.
                let earlier = self.pinned(pair.need).map(|leader| BoardChange::Pin {
                    pair: Pair { leader, ..pair },
                });
                let first = if excluded {
                    Some(BoardChange::Exclude { pair })
                } else if earlier.is_none() {
                    Some(BoardChange::Unpin { pair })
                } else {
                    None
                };
                first.into_iter().chain(earlier).collect()
            }
            BoardChange::Exclude { .. } if excluded => Vec::new(),
            BoardChange::Exclude { .. } if pinned => vec![BoardChange::Pin { pair }],
            BoardChange::Unpin { .. } if !pinned => Vec::new(),
            BoardChange::Allow { .. } if !excluded => Vec::new(),
            BoardChange::Unpin { .. } => vec![BoardChange::Pin { pair }],
            BoardChange::Exclude { .. } => vec![BoardChange::Allow { pair }],
            BoardChange::Allow { .. } => vec![BoardChange::Exclude { pair }],
            // What is waived, and who pays, is the board's to know.
            BoardChange::Waive { .. } | BoardChange::Unwaive { .. } | BoardChange::Pays { .. } => {
                Vec::new()
            }
        }
    }

    /// The changes that make of this what another one is.
    pub fn towards(&self, other: &Self) -> Vec<BoardChange> {
        let gone = |of: &BTreeSet<Pair>, from: &BTreeSet<Pair>| -> Vec<Pair> {
            from.difference(of).copied().collect()
        };
        let unpin = gone(&other.pins, &self.pins)
            .into_iter()
            .map(|pair| BoardChange::Unpin { pair });
        let allow = gone(&other.exclusions, &self.exclusions)
            .into_iter()
            .map(|pair| BoardChange::Allow { pair });
        let pin = gone(&self.pins, &other.pins)
            .into_iter()
            .map(|pair| BoardChange::Pin { pair });
        let exclude = gone(&self.exclusions, &other.exclusions)
            .into_iter()
            .map(|pair| BoardChange::Exclude { pair });
        unpin.chain(allow).chain(pin).chain(exclude).collect()
    }

    /// Without these pins.
    #[must_use]
    pub fn without(&self, pins: &[Pair]) -> Self {
        let mut held = self.clone();
        held.pins.retain(|pin| !pins.contains(pin));
        held
    }
}

/// What is asked of an open need, and what is free of a leader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub tier: Tier,
    pub half_days: HalfDays,
    /// Of a part of a team: the need that stands for the team, an open one.
    pub of: Option<NeedId>,
}

/// Every open need, every leader, and what each pair of them comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub(super) needs: BTreeMap<NeedId, Asked>,
    /// Half-days and deployments left.
    leaders: BTreeMap<LeaderId, (HalfDays, u32)>,
    /// Half-days given this year.
    given: BTreeMap<LeaderId, HalfDays>,
    /// Of every pair, eligible or not, so that one may see what is being missed.
    fits: BTreeMap<Pair, Fit>,
    /// Of the pairs that fail a hard rule.
    refusals: BTreeMap<Pair, Vec<Refusal>>,
    /// Of the leaders who said what a term can take.
    terms: Terms,
}

impl Question {
    /// Works out every pair. Needs that somebody has been agreed for are left out.
    pub fn new<'a>(
        leaders: impl IntoIterator<Item = &'a Leader>,
        needs: impl IntoIterator<Item = &'a Need>,
        weights: &Weights,
        ctx: &Context,
    ) -> Self {
        let leaders: Vec<&Leader> = leaders.into_iter().collect();
        let needs: Vec<&Need> = needs.into_iter().collect();
        let mut question = Self {
            needs: BTreeMap::new(),
            leaders: leaders
                .iter()
                .map(|leader| {
                    let times = leader.most_deployments.saturating_sub(leader.deployments);
                    (leader.id, (leader.free(), times))
                })
                .collect(),
            fits: BTreeMap::new(),
            refusals: BTreeMap::new(),
            terms: Terms::default(),
            given: leaders
                .iter()
                .map(|leader| (leader.id, leader.used))
                .collect(),
        };
        for need in needs.iter().copied().filter(|need| need.open()) {
            let asked = Asked {
                tier: need.draft.tier,
                half_days: need.draft.half_days,
                of: team::stands_for(&needs, need).filter(|first| *first != need.id),
            };
            question.needs.insert(need.id, asked);
            for leader in &leaders {
                let pair = Pair {
                    need: need.id,
                    leader: leader.id,
                };
                question.fits.insert(pair, fit(leader, need, weights, ctx));
                question.asks_of_terms(leader, need, ctx);
                let mut refusals = eligible(leader, need, ctx);
                refusals.extend(team::has_part(&needs, leader.id, need));
                if !refusals.is_empty() {
                    question.refusals.insert(pair, refusals);
                }
            }
        }
        question
    }

    /// What a board asks on a day.
    pub fn of(board: &Board, weights: &Weights, ctx: &Context) -> Self {
        Self::new(board.leaders.values(), board.needs.values(), weights, ctx)
    }

    /// How well a pair suits, eligible or not; none where the need is not open or either is unknown.
    pub fn fit(&self, pair: Pair) -> Option<&Fit> {
        self.fits.get(&pair)
    }

    /// The hard rules a pair fails.
    pub fn refusals(&self, pair: Pair) -> &[Refusal] {
        self.refusals.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// Whether they may be matched.
    pub fn eligible(&self, pair: Pair) -> bool {
        self.fits.contains_key(&pair) && !self.refusals.contains_key(&pair)
    }

    /// Everybody, for a need: those who may first, best fit first.
    pub fn candidates(&self, need: NeedId) -> Vec<Pair> {
        let mut pairs: Vec<Pair> = self
            .leaders
            .keys()
            .map(|leader| Pair {
                need,
                leader: *leader,
            })
            .filter(|pair| self.fits.contains_key(pair))
            .collect();
        pairs.sort_by_key(|pair| {
            (
                self.refusals(*pair).len(),
                std::cmp::Reverse(self.fits.get(pair).map_or(0, |fit| fit.total)),
                pair.leader,
            )
        });
        pairs
    }

    /// The instance in the solver's terms: half-days for days, hundredths of a point for fit.
    pub fn instance(&self, held: &Held) -> Instance {
        let known = |pair: &&Pair| self.fits.contains_key(pair);
        let named = |pair: &Pair| solve::Named {
            need: pair.need.to_string(),
            leader: pair.leader.to_string(),
        };
        let whole = |half_days: HalfDays| i64::from(half_days.0).min(solve::MOST_DAYS);
        Instance {
            needs: self
                .needs
                .iter()
                .map(|(id, asked)| solve::Need {
                    id: id.to_string(),
                    tier: i64::from(u8::from(asked.tier)),
                    days: whole(asked.half_days),
                    of: asked.of.map(|of| of.to_string()),
                })
                .collect(),
            leaders: self
                .leaders
                .iter()
                .map(|(id, (free, times))| solve::Leader {
                    id: id.to_string(),
                    days: whole(*free),
                    max_deployments: i64::from(*times).min(solve::MOST_DAYS),
                })
                .collect(),
            pairs: self
                .fits
                .iter()
                .filter(|(pair, _)| !self.refusals.contains_key(pair))
                .map(|(pair, fit)| solve::Pair {
                    need: pair.need.to_string(),
                    leader: pair.leader.to_string(),
                    fit: i64::from(fit.total),
                })
                .collect(),
            pins: held.pins.iter().filter(known).map(named).collect(),
            exclusions: held.exclusions.iter().filter(known).map(named).collect(),
        }
    }

    /// What a need asks of each term of a leader who said what a term can take.
    fn asks_of_terms(&mut self, leader: &Leader, need: &Need, ctx: &Context) {
        if leader.profile.terms.is_none() {
            return;
        }
        let work = Taken {
            half_days: need.draft.half_days,
            from: need.draft.from.max(ctx.as_at),
            to: need.draft.to,
        };
        let parts = spread(work, leader.weekdays);
        for (term, _) in &parts {
            if let Some(left) = left(leader, *term) {
                self.terms.left.insert((leader.id, *term), left);
            }
        }
        let pair = Pair {
            need: need.id,
            leader: leader.id,
        };
        self.terms.asked.insert(pair, parts);
    }

    /// What is looked at where the work is to be shared evenly.
    pub(super) fn sharing(&self) -> Sharing {
        let far = self
            .fits
            .iter()
            .filter(|(_, fit)| fit.minutes().is_some_and(|minutes| minutes >= LONG_DRIVE));
        Sharing {
            given: self
                .given
                .iter()
                .map(|(leader, given)| (leader.to_string(), i64::from(given.0)))
                .collect(),
            far: far
                .map(|(pair, _)| solve::Named {
                    need: pair.need.to_string(),
                    leader: pair.leader.to_string(),
                })
                .collect(),
        }
    }

    pub(super) fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The tier of an open need.
    pub(super) fn tier(&self, need: NeedId) -> Tier {
        self.needs
            .get(&need)
            .map_or_else(Tier::default, |asked| asked.tier)
    }

    /// The best plan with these held. No term of a leader is overrun.
    pub fn plan(
        &self,
        held: &Held,
        limit: Limit,
        progress: &mut dyn FnMut(Progress) -> Continue,
    ) -> Plan {
        within_terms::plan(self, held, limit, progress)
    }

    /// The best plan with these held, as far as the days of a year go.
    pub(super) fn by_the_year(
        &self,
        held: &Held,
        limit: Limit,
        progress: &mut dyn FnMut(Progress) -> Continue,
    ) -> Plan {
        // Ids are unique here and amounts within bounds, so nothing is ever refused.
        let solved = self
            .instance(held)
            .check()
            .ok()
            .map(|checked| solve::solve_with_certificate(&checked, limit, progress));
        Plan::read(self, solved)
    }

    /// The best plan with these held, however long it takes.
    pub fn best(&self, held: &Held) -> Plan {
        self.plan(held, Limit::default(), &mut |_| Continue::Yes)
    }
}

/// The instance of a set of leaders and needs on a day, with nothing known of waivers and money.
pub fn instance(
    types: &[super::leader::LeaderType],
    leaders: &[Leader],
    needs: &[Need],
    held: &Held,
    weights: &Weights,
    as_at: crate::calendar::Date,
) -> Instance {
    let ctx = Context::new(as_at, types, leaders);
    Question::new(leaders, needs, weights, &ctx).instance(held)
}
