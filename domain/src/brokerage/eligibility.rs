//! Who may help whom: twelve hard rules, each refusal with its facts and with who may set it aside.
//!
//! A leader who fails one is shown with the reason, never hidden. How far they would travel is no
//! hard rule: it costs points ([`super::fit`]).

use serde::{Deserialize, Serialize};

use super::areas::Areas;
use super::caution::Caution;
use super::context::{Context, room};
use super::leader::{Depth, Designation, Leader, LeaderType, Release, Standing};
use super::need::Need;
use super::pots;
use super::refusal::{Override, Refusal, Side};
use super::terms::overrun;
use super::ties::{Comes, Path, Way, paths};
use super::waiver::Waiver;
use crate::calendar::{Date, add_months};
use crate::schools::Key;

/// What makes somebody able to help in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cover {
    /// A specialism in a wider area.
    Wider { area: Key, depth: Depth },
    /// Their second string.
    Secondary,
    /// What the role is for.
    Role,
    /// Their main specialism.
    Primary,
}

/// The best that covers an area; none: nothing does.
pub fn cover(leader: &Leader, area: Key, kind: Option<&LeaderType>) -> Option<Cover> {
    let within = Areas::standard()
        .area(area)
        .map_or(&[][..], |area| &area.within);
    let role = kind.is_some_and(|kind| kind.covers.contains(&area));
    leader
        .specialisms
        .iter()
        .filter_map(|own| match own.depth {
            Depth::Primary if own.area == area => Some(Cover::Primary),
            Depth::Secondary if own.area == area => Some(Cover::Secondary),
            depth => within.contains(&own.area).then_some(Cover::Wider {
                area: own.area,
                depth,
            }),
        })
        .chain(role.then_some(Cover::Role))
        .max_by_key(|cover| match cover {
            Cover::Wider { depth, .. } => (0, *depth),
            Cover::Secondary => (1, Depth::Secondary),
            Cover::Role => (2, Depth::Secondary),
            Cover::Primary => (3, Depth::Primary),
        })
}

/// Every hard rule this leader fails for this need and nobody has waived; empty: they may take it.
pub fn eligible(leader: &Leader, need: &Need, ctx: &Context) -> Vec<Refusal> {
    let mut refusals = refusals(leader, need, ctx);
    refusals.retain(|refusal| waiver(refusal, leader, need, ctx).is_none());
    refusals
}

/// What to see to before they start, where they may take it.
pub fn cautions(leader: &Leader, need: &Need, ctx: &Context) -> Vec<Caution> {
    let ends = need.draft.to;
    let before = |day: Option<Date>| day.filter(|day| *day < ends);
    let waived = refusals(leader, need, ctx)
        .into_iter()
        .filter_map(|refusal| {
            let waiver = waiver(&refusal, leader, need, ctx)?.clone();
            let refusal = Box::new(refusal);
            Some(Caution::Waived { refusal, waiver })
        });
    let tied = tied(leader, need, ctx)
        .into_iter()
        .find(|(comes, _)| *comes == Comes::Caution)
        .map(|(_, path)| Caution::Tied { path });
    let review = leader
        .own_school_concern
        .filter(|_| own_school_counts(leader, ctx))
        .map(|since| add_months(since, ctx.limits.own_school_months))
        .filter(|by| ctx.as_at <= *by);
    [
        (leader.release == Release::AskEachTime).then_some(Caution::AskRelease),
        review.map(|by| Caution::OwnSchoolReview { by }),
        before(leader.declared_until).map(|on| Caution::DeclarationEnds { on }),
        before(leader.checks_until).map(|on| Caution::ChecksEnd { on }),
        before(leader.designation.review_due).map(|on| Caution::DesignationReview { on }),
    ]
    .into_iter()
    .flatten()
    .chain(tied)
    .chain(waived)
    .collect()
}

/// The waiver that sets a refusal aside, if there is one: given by somebody who may, with a reason,
/// and still good.
fn waiver<'a>(
    refusal: &Refusal,
    leader: &Leader,
    need: &Need,
    ctx: &'a Context,
) -> Option<&'a Waiver> {
    let may = refusal.may_override();
    if may == Override::Nobody {
        return None;
    }
    ctx.waivers.iter().find(|waiver| {
        (waiver.need, waiver.leader) == (need.id, leader.id)
            && waiver.rule == refusal.rule()
            && waiver.by == may
            && !waiver.reason.trim().is_empty()
            && waiver.until.is_none_or(|until| ctx.as_at <= until)
    })
}

/// Every hard rule this leader fails for this need, waived or not, in order.
pub(super) fn refusals(leader: &Leader, need: &Need, ctx: &Context) -> Vec<Refusal> {
    let mut found = Vec::new();
    // Work cannot begin in the past.
    let start = need.draft.from.max(ctx.as_at);
    let kind = ctx.kind(leader);

    found.extend(designated(leader, start));
    if cover(leader, need.draft.area, kind).is_none() {
        found.push(Refusal::NotTheirArea {
            area: need.draft.area,
        });
    }
    found.extend(capacity(leader, need, start));
    if leader.release == Release::Refused {
        found.push(Refusal::ReleaseRefused);
    }
    found.extend(conflicts(leader, need, ctx));
    found.extend(papers(leader, start));
    if leader.vetoes.contains(&need.draft.urn) {
        found.push(Refusal::RuledOut { by: Side::Leader });
    }
    if need.vetoes.contains(&leader.id) {
        found.push(Refusal::RuledOut { by: Side::School });
    }
    found.extend(own_school(leader, ctx));
    found.extend(pots::refusals(leader, need, ctx));
    if need.draft.phase_essential && !leader.phases.contains(&need.phase) {
        found.push(Refusal::OtherPhase { phase: need.phase });
    }
    found
}

/// Rule H1.
pub(super) fn designated(leader: &Leader, start: Date) -> Option<Refusal> {
    let Designation {
        standing, awarded, ..
    } = leader.designation;
    if standing != Standing::Active {
        Some(Refusal::NotActive { standing })
    } else if awarded > start {
        Some(Refusal::NotYetDesignated { awarded })
    } else {
        None
    }
}

/// Rule H3.
fn capacity(leader: &Leader, need: &Need, start: Date) -> Option<Refusal> {
    let asked = need.draft.half_days;
    let (free, room) = (leader.free(), room(start, need.draft.to, leader.weekdays));
    if leader.deployments >= leader.most_deployments {
        Some(Refusal::EnoughDeployments {
            most: leader.most_deployments,
        })
    } else if free < asked {
        Some(Refusal::TooFewDays { free, asked })
    } else if room < asked {
        Some(Refusal::TooFewDaysThen { room, asked })
    } else {
        overrun(leader, asked, start, need.draft.to).map(|(term, free, asked)| {
            Refusal::TooFewDaysInTerm {
                term: term.begins(),
                free,
                asked,
            }
        })
    }
}

/// Rule H5: their own school, every tie to the school that stops, or, where there is none, the shortest way
/// round.
fn conflicts(leader: &Leader, need: &Need, ctx: &Context) -> Vec<Refusal> {
    if leader.home == Some(need.draft.urn) {
        return vec![Refusal::OwnSchool];
    }
    let (straight, round): (Vec<Path>, Vec<Path>) = tied(leader, need, ctx)
        .into_iter()
        .filter(|(comes, _)| *comes == Comes::Stops)
        .map(|(_, path)| path)
        .partition(|path| path.way == Way::School);
    if straight.is_empty() {
        let connected = |path| Refusal::Connected { path };
        return round.into_iter().take(1).map(connected).collect();
    }
    let tied = straight.into_iter().map(|path| Refusal::Tied {
        tie: path.tie,
        until: path.until,
    });
    tied.collect()
}

fn tied(leader: &Leader, need: &Need, ctx: &Context) -> Vec<(Comes, Path)> {
    paths(leader, need.draft.urn, &need.school, ctx)
}

/// Rules H6 and H7: in date on the day the work starts.
pub(super) fn papers(leader: &Leader, start: Date) -> Vec<Refusal> {
    let declaration = match leader.declared_until {
        None => Some(Refusal::NotDeclared),
        Some(until) if until < start => Some(Refusal::DeclarationOver { until }),
        Some(_) => None,
    };
    let checks = match leader.checks_until {
        None => Some(Refusal::NotChecked),
        Some(until) if until < start => Some(Refusal::ChecksOver { until }),
        Some(_) => None,
    };
    declaration.into_iter().chain(checks).collect()
}

/// Whether their own school must be in order. A type nobody has listed is not taken to be exempt.
pub(super) fn own_school_counts(leader: &Leader, ctx: &Context) -> bool {
    ctx.kind(leader).is_none_or(|kind| kind.own_school_in_order)
}

/// Rule H9.
pub(super) fn own_school(leader: &Leader, ctx: &Context) -> Option<Refusal> {
    let since = leader.own_school_concern?;
    let grace_until = add_months(since, ctx.limits.own_school_months);
    (own_school_counts(leader, ctx) && ctx.as_at > grace_until)
        .then_some(Refusal::OwnSchoolConcern { since, grace_until })
}
