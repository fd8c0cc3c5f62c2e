//! How well a leader suits a need: points of 100 in whole hundredths, and where each comes from.
//!
//! A measure that is not known scores the middle, and says so: not knowing is neither good nor bad.

use super::context::{Context, room};
use super::contribution::{Contribution, Fit, Likeness, Seen};
use super::eligibility::{Cover, cover};
use super::leader::{Depth, Leader};
use super::need::{Familiarity, Need};
use super::preference::{Preference, Weights};
use super::travel::between;

/// All there is of one preference.
const WHOLE: u32 = 10_000;
/// What not knowing is worth.
const MIDDLE: u32 = WHOLE / 2;
/// As many imagined evaluations at the average are added to a leader's own, so that two good words
/// do not outweigh forty.
const PRIOR: u64 = 4;

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
