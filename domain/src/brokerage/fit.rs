//! How well a leader suits a need: points of 100 in whole hundredths, and where each comes from.
//!
//! A measure that is not known scores the middle, and says so: not knowing is neither good nor bad.

use serde::{Deserialize, Serialize};

use super::areas::Areas;
use super::context::{Context, room};
use super::eligibility::{Cover, cover, days};
use super::leader::{Depth, HalfDays, Leader};
use super::need::{Familiarity, Need};
use super::preference::{Part, Preference, Weights};
use super::travel::{between, kilometres};
use crate::schools::{Key, Phase};

/// All there is of one preference.
const WHOLE: u32 = 10_000;
/// What not knowing is worth.
const MIDDLE: u32 = WHOLE / 2;
/// As many imagined evaluations at the average are added to a leader's own, so that two good words
/// do not outweigh forty.
const PRIOR: u64 = 4;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "seen", rename_all = "snake_case")]
pub enum Seen {
    NotKnown,
    Cover {
        area: Key,
        cover: Option<Cover>,
    },
    /// Scores in hundredths of a point: their own mean, and what it counts as.
    Track {
        evaluations: u32,
        own: u32,
        counted: u32,
    },
    Phase {
        phase: Phase,
        likeness: Likeness,
    },
    /// Likeness of roll and of disadvantage, hundredths of a per cent.
    Context {
        roll: Option<u32>,
        disadvantaged: Option<u32>,
        same_faith: bool,
    },
    /// Estimated from the straight line.
    Travel {
        metres: u32,
        minutes: u32,
    },
    Remote,
    /// Share of the year used, hundredths of a per cent: theirs, and all leaders'.
    Spread {
        used: u32,
        all: u32,
    },
    Room {
        room: HalfDays,
        asked: HalfDays,
    },
    Style {
        asked: Option<Key>,
        has: bool,
    },
    Together {
        before: bool,
        wanted: Familiarity,
    },
    Partnership {
        same: bool,
    },
    Development {
        evaluations: u32,
    },
}

/// How like one phase is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    Other,
    Next,
    Same,
}

/// What one preference gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    pub preference: Preference,
    /// Hundredths of a point.
    pub points: u32,
    /// Hundredths of a point at most: the weight.
    pub most: u32,
    pub seen: Seen,
}

/// How well a leader suits a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fit {
    /// Hundredths of a point, 0 to 10,000.
    pub total: u32,
    /// Every preference, in order.
    pub parts: [Contribution; 11],
}

impl Fit {
    /// Hundredths of a point of one part of the fit bar.
    pub fn of_part(&self, part: Part) -> u32 {
        self.parts
            .iter()
            .filter(|contribution| contribution.preference.part() == part)
            .map(|contribution| contribution.points)
            .sum()
    }

    /// Whole points of the four parts that add up to the whole points of the total: each rounded
    /// down, and what is left given to those that lost most.
    pub fn whole_parts(&self) -> [u32; 4] {
        let exact = Part::ALL.map(|part| self.of_part(part));
        let mut whole = exact.map(|points| points / 100);
        let mut order = [0, 1, 2, 3];
        order.sort_by_key(|at: &usize| std::cmp::Reverse(exact[*at] % 100));
        let left = self.whole().saturating_sub(whole.iter().sum());
        for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
            whole[at] += 1;
        }
        whole
    }

    /// The total in whole points, to the nearest.
    pub fn whole(&self) -> u32 {
        (self.total + 50) / 100
    }

    /// Estimated minutes of travel, where both places are known and somebody travels.
    pub fn minutes(&self) -> Option<u32> {
        self.parts
            .iter()
            .find_map(|contribution| match contribution.seen {
                Seen::Travel { minutes, .. } => Some(minutes),
                _ => None,
            })
    }
}

/// How well this leader suits this need. Says nothing about whether they may: see
/// [`super::eligible`].
pub fn fit(leader: &Leader, need: &Need, weights: &Weights, ctx: &Context) -> Fit {
    let parts = Preference::ALL.map(|preference| {
        let (share, seen) = measure(preference, leader, need, ctx);
        let weight = weights.of(preference);
        Contribution {
            preference,
            points: weight * share.min(WHOLE) / 100,
            most: weight * 100,
            seen,
        }
    });
    Fit {
        total: parts.iter().map(|contribution| contribution.points).sum(),
        parts,
    }
}

/// Its share of the whole, and what was looked at.
fn measure(preference: Preference, leader: &Leader, need: &Need, ctx: &Context) -> (u32, Seen) {
    match preference {
        Preference::Depth => depth(leader, need, ctx),
        Preference::Track => track(leader, ctx),
        Preference::Phase => phase(leader, need),
        Preference::Context => likeness(leader, need),
        Preference::Travel => travel(leader, need, ctx),
        Preference::Spread => spread(leader, ctx),
        Preference::Availability => availability(leader, need, ctx),
        Preference::Style => style(leader, need),
        Preference::Relationship => together(leader, need, ctx),
        Preference::Partnership => partnership(leader, need, ctx),
        Preference::Development => development(leader),
    }
}

fn depth(leader: &Leader, need: &Need, ctx: &Context) -> (u32, Seen) {
    let area = need.draft.area;
    let cover = cover(leader, area, ctx.kind(leader));
    let share = match cover {
        Some(Cover::Primary) => WHOLE,
        Some(Cover::Role) => 8_000,
        Some(Cover::Secondary) => 6_000,
        Some(Cover::Wider {
            depth: Depth::Primary,
            ..
        }) => 5_000,
        Some(Cover::Wider {
            depth: Depth::Secondary,
            ..
        }) => 3_000,
        None => 0,
    };
    (share, Seen::Cover { area, cover })
}

fn track(leader: &Leader, ctx: &Context) -> (u32, Seen) {
    let (count, sum) = (leader.track.evaluations, leader.track.sum);
    let Some(average) = ctx.peers.score else {
        return (MIDDLE, Seen::NotKnown);
    };
    let evaluations = u64::from(count);
    let score = (u64::from(sum) * 100 + PRIOR * u64::from(average)) / (evaluations + PRIOR);
    let counted = u32::try_from(score).unwrap_or(WHOLE).min(WHOLE);
    let own = (u64::from(sum) * 100)
        .checked_div(evaluations)
        .map_or(counted, |own| u32::try_from(own).unwrap_or(WHOLE));
    let seen = Seen::Track {
        evaluations: count,
        own,
        counted,
    };
    (counted, seen)
}

fn phase(leader: &Leader, need: &Need) -> (u32, Seen) {
    let asked = need.phase;
    if leader.phases.is_empty() {
        return (MIDDLE, Seen::NotKnown);
    }
    let (share, likeness) = if leader.phases.contains(&asked) {
        (WHOLE, Likeness::Same)
    } else if leader.phases.iter().any(|phase| phase.adjacent(asked)) {
        (6_000, Likeness::Next)
    } else {
        (0, Likeness::Other)
    };
    (
        share,
        Seen::Phase {
            phase: asked,
            likeness,
        },
    )
}

fn likeness(leader: &Leader, need: &Need) -> (u32, Seen) {
    let roll = leader
        .roll
        .zip(need.roll)
        .filter(|(own, theirs)| own.max(theirs) > &0)
        .map(|(own, theirs)| {
            let share = u64::from(own.min(theirs)) * u64::from(WHOLE) / u64::from(own.max(theirs));
            u32::try_from(share).unwrap_or(WHOLE)
        });
    // Fifty points of disadvantage apart is nothing alike.
    let disadvantaged = leader
        .disadvantaged
        .zip(need.disadvantaged)
        .map(|(own, theirs)| WHOLE.saturating_sub(own.abs_diff(theirs).saturating_mul(2)));
    let same_faith = leader.faith == need.faith;
    let faith = if same_faith { WHOLE } else { MIDDLE };
    let share = (roll.unwrap_or(MIDDLE) * 5 + disadvantaged.unwrap_or(MIDDLE) * 5 + faith * 2) / 12;
    let seen = Seen::Context {
        roll,
        disadvantaged,
        same_faith,
    };
    (share, seen)
}

fn travel(leader: &Leader, need: &Need, ctx: &Context) -> (u32, Seen) {
    if need.draft.remote {
        return (WHOLE, Seen::Remote);
    }
    match leader.place.zip(need.place) {
        Some((from, to)) => {
            let (metres, minutes) = between(from, to);
            (ctx.travel.share(minutes), Seen::Travel { metres, minutes })
        }
        None => (MIDDLE, Seen::NotKnown),
    }
}

fn spread(leader: &Leader, ctx: &Context) -> (u32, Seen) {
    let all = ctx.peers.used.min(WHOLE);
    let used = (u64::from(leader.used.0) * u64::from(WHOLE))
        .checked_div(u64::from(leader.yearly.0))
        .map_or(WHOLE, |used| {
            u32::try_from(used).unwrap_or(WHOLE).min(WHOLE)
        });
    let share = if used <= all {
        WHOLE
    } else {
        // All used is nothing; as much as the others is all.
        (WHOLE - used) * WHOLE / (WHOLE - all)
    };
    (share, Seen::Spread { used, all })
}

fn availability(leader: &Leader, need: &Need, ctx: &Context) -> (u32, Seen) {
    let asked = need.draft.half_days;
    let start = need.draft.from.max(ctx.as_at);
    let room = room(start, need.draft.to, leader.weekdays);
    // Three times the room is as free as need be; just enough leaves no day to move a visit to.
    let (spare, wanted) = (
        u64::from(room.0.saturating_sub(asked.0)),
        u64::from(asked.0) * 2,
    );
    let share = (spare * u64::from(WHOLE))
        .checked_div(wanted)
        .map_or(WHOLE, |share| {
            u32::try_from(share).unwrap_or(WHOLE).min(WHOLE)
        });
    (share, Seen::Room { room, asked })
}

fn style(leader: &Leader, need: &Need) -> (u32, Seen) {
    let asked = need.draft.style;
    match asked {
        None => (WHOLE, Seen::Style { asked, has: true }),
        Some(_) if leader.styles.is_empty() => (MIDDLE, Seen::NotKnown),
        Some(style) => {
            let has = leader.styles.contains(&style);
            (if has { WHOLE } else { 0 }, Seen::Style { asked, has })
        }
    }
}

fn together(leader: &Leader, need: &Need, ctx: &Context) -> (u32, Seen) {
    let Some(earlier) = &ctx.earlier else {
        return (MIDDLE, Seen::NotKnown);
    };
    let before = earlier.contains(&(leader.id, need.draft.urn));
    let wanted = need.draft.familiarity;
    let share = match (wanted, before) {
        (Familiarity::Either | Familiarity::SomeoneKnown, true)
        | (Familiarity::SomeoneNew, false) => WHOLE,
        (Familiarity::Either, false) => MIDDLE,
        (Familiarity::SomeoneKnown, false) | (Familiarity::SomeoneNew, true) => 0,
    };
    (share, Seen::Together { before, wanted })
}

fn partnership(leader: &Leader, need: &Need, ctx: &Context) -> (u32, Seen) {
    let of = |urn| ctx.partnerships.as_ref()?.get(&urn);
    match leader.home.and_then(of).zip(of(need.draft.urn)) {
        Some((own, theirs)) => {
            let same = own == theirs;
            (if same { WHOLE } else { 0 }, Seen::Partnership { same })
        }
        None => (MIDDLE, Seen::NotKnown),
    }
}

/// The fewer deployments they have behind them, the more one teaches them.
fn development(leader: &Leader) -> (u32, Seen) {
    let evaluations = leader.track.evaluations;
    let share = WHOLE.saturating_sub(evaluations.saturating_mul(2_000));
    (share, Seen::Development { evaluations })
}

impl Contribution {
    /// What was looked at, in a few words.
    pub fn words(&self) -> String {
        match self.seen {
            Seen::NotKnown => "not known, counts as the middle".to_owned(),
            Seen::Cover { area, cover } => cover_words(area, cover),
            Seen::Track {
                evaluations: 0,
                counted,
                ..
            } => {
                format!(
                    "no evaluations yet, counts as the average {}",
                    points(counted)
                )
            }
            Seen::Track {
                evaluations,
                own,
                counted,
            } => format!(
                "{} of 100 from {evaluations} {}, counts as {}",
                points(own),
                if evaluations == 1 {
                    "school"
                } else {
                    "schools"
                },
                points(counted)
            ),
            Seen::Phase { phase, likeness } => match likeness {
                Likeness::Same => format!("{}, the same", phase.word()),
                Likeness::Next => format!("next to {}", phase.word()),
                Likeness::Other => format!("not {}", phase.word()),
            },
            Seen::Context {
                roll,
                disadvantaged,
                same_faith,
            } => {
                let part = |name: &str, share: Option<u32>| match share {
                    Some(share) => format!("{name} {}% alike", share / 100),
                    None => format!("{name} not known"),
                };
                format!(
                    "{}, {}, {}",
                    part("size", roll),
                    part("disadvantage", disadvantaged),
                    if same_faith {
                        "same kind of faith"
                    } else {
                        "other kind of faith"
                    }
                )
            }
            Seen::Travel { metres, minutes } => format!(
                "about {minutes} min, estimated from {} in a straight line",
                kilometres(metres)
            ),
            Seen::Remote => "nobody travels".to_owned(),
            Seen::Spread { used, all } => format!(
                "{}% of their year used, {}% over all leaders",
                used / 100,
                all / 100
            ),
            Seen::Room { room, asked } => {
                format!("{} free in the calendar for {}", days(room), asked.words())
            }
            Seen::Style { asked: None, .. } => "none asked for".to_owned(),
            Seen::Style {
                asked: Some(style),
                has,
            } => {
                let name = Areas::standard()
                    .style(style)
                    .map_or_else(|| style.to_string(), |style| style.name.to_lowercase());
                if has { name } else { format!("not {name}") }
            }
            Seen::Together { before, wanted } => match (before, wanted) {
                (true, Familiarity::SomeoneNew) => "yes, and somebody new was asked for",
                (true, _) => "yes",
                (false, Familiarity::SomeoneKnown) => "no, and somebody known was asked for",
                (false, _) => "no",
            }
            .to_owned(),
            Seen::Partnership { same } => if same { "yes" } else { "no" }.to_owned(),
            Seen::Development { evaluations } => match evaluations {
                0 => "would be their first".to_owned(),
                1 => "has one behind them".to_owned(),
                more => format!("has {more} behind them"),
            },
        }
    }
}

fn cover_words(area: Key, cover: Option<Cover>) -> String {
    let areas = Areas::standard();
    let word = areas.word(area);
    match cover {
        Some(Cover::Primary) => format!("{word}, main specialism"),
        Some(Cover::Secondary) => format!("{word}, second specialism"),
        Some(Cover::Role) => format!("{word}, by role"),
        Some(Cover::Wider { area, .. }) => format!("{word} through {}", areas.word(area)),
        None => format!("not {word}"),
    }
}

/// Hundredths as whole points, to the nearest.
fn points(hundredths: u32) -> u32 {
    (hundredths + 50) / 100
}
