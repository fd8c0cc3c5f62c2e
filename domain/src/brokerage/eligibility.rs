//! Who may help whom: twelve hard rules, each refusal with its facts and with who may set it aside.
//!
//! A leader who fails one is shown with the reason, never hidden. How far they would travel is no
//! hard rule: it costs points ([`super::fit`]).

use serde::{Deserialize, Serialize};

use super::areas::Areas;
use super::context::{Context, Pot, Waiver, room};
use super::leader::{Depth, HalfDays, Leader, LeaderType, Release, Standing, Tie, TieKind};
use super::need::Need;
use crate::calendar::{Date, add_months, day_words};
use crate::schools::{Key, Phase};

/// A hard rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// Designation active on the days of the work.
    H1,
    /// A specialism, or the role, covers the need.
    H2,
    /// Days and deployments left.
    H3,
    /// The home head releases them.
    H4,
    /// No tie to the school.
    H5,
    /// Conflict declaration in date.
    H6,
    /// Safeguarding checks in date.
    H7,
    /// Neither side has ruled the other out.
    H8,
    /// Own school in order, or within its months of grace.
    H9,
    /// The money allows it.
    H10,
    /// Not the same organisation, where the money says so.
    H11,
    /// Phase, where it is essential.
    H12,
}

/// Which side of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Leader,
    School,
}

/// Who may set a rule aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Override {
    Nobody,
    /// The head of the leader's own school.
    HomeHead,
    /// The authority's lead officer, with a declared reason.
    AuthorityLead,
    /// Only the side that ruled the other out.
    ThatSide(Side),
    /// The broker, with a reason.
    Broker,
    Funder,
    /// The head of the school that asks.
    Head,
}

impl Override {
    /// "The authority’s lead may waive this, with a reason." Empty where nobody may.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nobody => "",
            Self::HomeHead => "Their own head may raise the limit.",
            Self::AuthorityLead => "The authority’s lead may waive this, with a reason.",
            Self::ThatSide(Side::Leader) => "Only the leader may take that back.",
            Self::ThatSide(Side::School) => "Only the school may take that back.",
            Self::Broker => "The broker may waive this, with a reason.",
            Self::Funder => "The funder may allow it.",
            Self::Head => "The head of the school may allow another phase.",
        }
    }
}

/// Why a leader may not take a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    NotActive { standing: Standing },
    NotYetDesignated { awarded: Date },
    NotTheirArea { area: Key },
    TooFewDays { free: HalfDays, asked: HalfDays },
    TooFewDaysThen { room: HalfDays, asked: HalfDays },
    EnoughDeployments { most: u32 },
    ReleaseRefused,
    OwnSchool,
    Tied { tie: TieKind, until: Option<Date> },
    NotDeclared,
    DeclarationOver { until: Date },
    NotChecked,
    ChecksOver { until: Date },
    RuledOut { by: Side },
    OwnSchoolConcern { since: Date, grace_until: Date },
    PotNotForSchool { pot: String },
    PotNotForType { pot: String, leader_type: Key },
    PotRate { pot: String, rate: u32, most: u32 },
    PotEmpty { pot: String, cost: u64, left: u64 },
    PotReportsOverdue { pot: String, reports: u32 },
    SameOrganisation { organisation: String, pot: String },
    OtherPhase { phase: Phase },
}

impl Refusal {
    /// The rule it fails.
    pub fn rule(&self) -> Rule {
        match self {
            Self::NotActive { .. } | Self::NotYetDesignated { .. } => Rule::H1,
            Self::NotTheirArea { .. } => Rule::H2,
            Self::TooFewDays { .. }
            | Self::TooFewDaysThen { .. }
            | Self::EnoughDeployments { .. } => Rule::H3,
            Self::ReleaseRefused => Rule::H4,
            Self::OwnSchool | Self::Tied { .. } => Rule::H5,
            Self::NotDeclared | Self::DeclarationOver { .. } => Rule::H6,
            Self::NotChecked | Self::ChecksOver { .. } => Rule::H7,
            Self::RuledOut { .. } => Rule::H8,
            Self::OwnSchoolConcern { .. } => Rule::H9,
            Self::PotNotForSchool { .. }
            | Self::PotNotForType { .. }
            | Self::PotRate { .. }
            | Self::PotEmpty { .. }
            | Self::PotReportsOverdue { .. } => Rule::H10,
            Self::SameOrganisation { .. } => Rule::H11,
            Self::OtherPhase { .. } => Rule::H12,
        }
    }

    /// Who may set it aside.
    pub fn may_override(&self) -> Override {
        match self.rule() {
            Rule::H1 | Rule::H2 | Rule::H4 | Rule::H6 | Rule::H7 => Override::Nobody,
            Rule::H3 => Override::HomeHead,
            Rule::H5 => Override::AuthorityLead,
            Rule::H8 => Override::ThatSide(match self {
                Self::RuledOut { by } => *by,
                _ => Side::School,
            }),
            Rule::H9 => Override::Broker,
            Rule::H10 | Rule::H11 => Override::Funder,
            Rule::H12 => Override::Head,
        }
    }

    /// One sentence with the facts.
    pub fn words(&self) -> String {
        match self {
            Self::NotActive { standing } => {
                format!("Their designation is {}.", standing.words())
            }
            Self::NotYetDesignated { awarded } => {
                format!("Designated from {} only.", day_words(*awarded))
            }
            Self::NotTheirArea { area } => {
                format!("Neither specialism nor role covers {}.", area_word(*area))
            }
            Self::TooFewDays { free, asked } => {
                format!("{} free, {} needed.", days(*free), asked.words())
            }
            Self::TooFewDaysThen { room, asked } => format!(
                "Works {} in the time asked for, {} needed.",
                days(*room),
                asked.words()
            ),
            Self::EnoughDeployments { most } => match most {
                0 => "Takes no deployments now.".to_owned(),
                1 => "Has the one deployment they may have at a time.".to_owned(),
                most => format!("Has the {most} deployments they may have at a time."),
            },
            Self::ReleaseRefused => "Their own head does not release them.".to_owned(),
            Self::OwnSchool => "It is their own school.".to_owned(),
            Self::Tied { tie, until } => tie_words(*tie, *until),
            Self::NotDeclared => "Has made no conflict declaration.".to_owned(),
            Self::DeclarationOver { until } => {
                format!(
                    "Conflict declaration good until {} only.",
                    day_words(*until)
                )
            }
            Self::NotChecked => "Their school has not confirmed safeguarding checks.".to_owned(),
            Self::ChecksOver { until } => {
                format!("Safeguarding checks good until {} only.", day_words(*until))
            }
            Self::RuledOut { by: Side::Leader } => {
                "The leader has ruled out this school.".to_owned()
            }
            Self::RuledOut { by: Side::School } => {
                "The school has ruled out this leader.".to_owned()
            }
            Self::OwnSchoolConcern { since, grace_until } => format!(
                "Their own school has been causing concern since {}; the time to review it ended {}.",
                day_words(*since),
                day_words(*grace_until)
            ),
            Self::PotNotForSchool { pot } => format!("{pot} does not pay for this school."),
            Self::PotNotForType { pot, leader_type } => {
                format!("{pot} does not pay for type {leader_type}.")
            }
            Self::PotRate { pot, rate, most } => format!(
                "{} a day; {pot} pays {} at most.",
                pounds(u64::from(*rate)),
                pounds(u64::from(*most))
            ),
            Self::PotEmpty { pot, cost, left } => {
                format!("Costs {}; {pot} has {} left.", pounds(*cost), pounds(*left))
            }
            Self::PotReportsOverdue { pot, reports } => match reports {
                1 => format!("A report to {pot} is overdue."),
                reports => format!("{reports} reports to {pot} are overdue."),
            },
            Self::SameOrganisation { organisation, pot } => {
                format!(
                    "Both belong to {organisation}; {pot} pays for support between organisations."
                )
            }
            Self::OtherPhase { phase } => {
                format!(
                    "Has not worked in this phase ({}), which is essential.",
                    phase.word()
                )
            }
        }
    }
}

/// Something to see to, that stops nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Caution {
    /// The home head asks to be asked each time.
    AskRelease,
    /// Their own school causes concern; the designation is reviewed by this day (rule H9).
    OwnSchoolReview {
        by: Date,
    },
    DeclarationEnds {
        on: Date,
    },
    ChecksEnd {
        on: Date,
    },
    DesignationReview {
        on: Date,
    },
    /// A rule was set aside.
    Waived {
        rule: Rule,
        name: String,
        reason: String,
    },
}

impl Caution {
    /// One sentence.
    pub fn words(&self) -> String {
        match self {
            Self::AskRelease => "Their head wants to be asked.".to_owned(),
            Self::OwnSchoolReview { by } => format!(
                "Their own school causes concern: designation reviewed by {}.",
                day_words(*by)
            ),
            Self::DeclarationEnds { on } => format!(
                "Conflict declaration ends {}, before the work does.",
                day_words(*on)
            ),
            Self::ChecksEnd { on } => format!(
                "Safeguarding checks end {}, before the work does.",
                day_words(*on)
            ),
            Self::DesignationReview { on } => {
                format!("Designation is due for review {}.", day_words(*on))
            }
            Self::Waived { rule, name, reason } => {
                format!("{rule:?} was waived by {name}: {reason}")
            }
        }
    }
}

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
        .filter_map(|refusal| waiver(&refusal, leader, need, ctx))
        .map(|waiver| Caution::Waived {
            rule: waiver.rule,
            name: waiver.name.clone(),
            reason: waiver.reason.clone(),
        });
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
fn refusals(leader: &Leader, need: &Need, ctx: &Context) -> Vec<Refusal> {
    let mut found = Vec::new();
    // Work cannot begin in the past.
    let start = need.draft.from.max(ctx.as_at);
    let kind = ctx.kind(leader);

    if leader.designation.standing != Standing::Active {
        found.push(Refusal::NotActive {
            standing: leader.designation.standing,
        });
    } else if leader.designation.awarded > start {
        found.push(Refusal::NotYetDesignated {
            awarded: leader.designation.awarded,
        });
    }
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
    if let Some(pot) = ctx.pots.get(&need.id) {
        found.extend(money(leader, need, kind, pot));
    }
    if need.draft.phase_essential && !leader.phases.contains(&need.phase) {
        found.push(Refusal::OtherPhase { phase: need.phase });
    }
    found
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
        None
    }
}

/// Rule H5.
fn conflicts(leader: &Leader, need: &Need, ctx: &Context) -> Vec<Refusal> {
    let own = (leader.home == Some(need.draft.urn)).then_some(Refusal::OwnSchool);
    let ties = leader
        .ties
        .iter()
        .filter(|tie| tie.urn == need.draft.urn && holds(tie, ctx))
        .map(|tie| Refusal::Tied {
            tie: tie.kind,
            until: tie.until,
        });
    own.into_iter().chain(ties).collect()
}

/// Whether a tie still counts: an application or talks while they last, anything else for some years
/// after. A tie whose end nobody wrote down holds.
fn holds(tie: &Tie, ctx: &Context) -> bool {
    let months = match tie.kind {
        TieKind::Applicant | TieKind::MergerTalks => 0,
        TieKind::WorksThere
        | TieKind::WorkedThere
        | TieKind::Governor
        | TieKind::Relative
        | TieKind::SameGovernors
        | TieKind::RecentInspector => ctx.limits.tie_months,
    };
    tie.until
        .is_none_or(|until| ctx.as_at < add_months(until, months))
}

/// Rules H6 and H7: in date on the day the work starts.
fn papers(leader: &Leader, start: Date) -> Vec<Refusal> {
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
fn own_school_counts(leader: &Leader, ctx: &Context) -> bool {
    ctx.kind(leader).is_none_or(|kind| kind.own_school_in_order)
}

/// Rule H9.
fn own_school(leader: &Leader, ctx: &Context) -> Option<Refusal> {
    let since = leader.own_school_concern?;
    let grace_until = add_months(since, ctx.limits.own_school_months);
    (own_school_counts(leader, ctx) && ctx.as_at > grace_until)
        .then_some(Refusal::OwnSchoolConcern { since, grace_until })
}

/// Rules H10 and H11.
fn money(leader: &Leader, need: &Need, kind: Option<&LeaderType>, pot: &Pot) -> Vec<Refusal> {
    let name = || pot.name.clone();
    let type_id = leader.designation.kind;
    let rate = kind.map_or(0, |kind| kind.day_rate);
    let cost = u64::from(rate) * u64::from(need.draft.half_days.0) / 2;
    let mut found = Vec::new();
    if pot
        .recipients
        .as_ref()
        .is_some_and(|schools| !schools.contains(&need.draft.urn))
    {
        found.push(Refusal::PotNotForSchool { pot: name() });
    }
    if pot
        .leader_types
        .as_ref()
        .is_some_and(|types| !types.contains(&type_id))
    {
        found.push(Refusal::PotNotForType {
            pot: name(),
            leader_type: type_id,
        });
    }
    if let Some(most) = pot.most_day_rate.filter(|most| rate > *most) {
        found.push(Refusal::PotRate {
            pot: name(),
            rate,
            most,
        });
    }
    if cost > pot.balance {
        found.push(Refusal::PotEmpty {
            pot: name(),
            cost,
            left: pot.balance,
        });
    }
    if pot.overdue_reports > 0 {
        found.push(Refusal::PotReportsOverdue {
            pot: name(),
            reports: pot.overdue_reports,
        });
    }
    if pot.cross_organisation
        && leader.organisation.is_some()
        && leader.organisation == need.organisation
    {
        found.push(Refusal::SameOrganisation {
            organisation: leader.organisation.clone().unwrap_or_default(),
            pot: name(),
        });
    }
    found
}

impl Standing {
    /// The words on screen, as they stand in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::UnderReview => "under review",
            Self::Paused => "paused",
            Self::Lapsed => "lapsed",
            Self::Removed => "removed",
        }
    }
}

fn tie_words(tie: TieKind, until: Option<Date>) -> String {
    let (now, then) = match tie {
        TieKind::WorksThere | TieKind::WorkedThere => ("Works there", "Worked there"),
        TieKind::Governor => ("Is a governor there", "Was a governor there"),
        TieKind::Relative => ("Has a relative there", "Had a relative there"),
        TieKind::Applicant => ("Has applied to work there", "Has applied to work there"),
        TieKind::MergerTalks => (
            "The two schools are in merger talks",
            "The two schools are in merger talks",
        ),
        TieKind::SameGovernors => (
            "The two schools have one governing body",
            "The two schools had one governing body",
        ),
        TieKind::RecentInspector => ("Has inspected it", "Has inspected it"),
    };
    match until {
        None if tie == TieKind::WorkedThere => {
            format!("{then}; until when is not known.")
        }
        None => format!("{now}."),
        Some(until) if matches!(tie, TieKind::Applicant | TieKind::MergerTalks) => {
            format!("{now}, until {}.", day_words(until))
        }
        Some(until) => format!("{then} until {}, too recently.", day_words(until)),
    }
}

fn area_word(area: Key) -> String {
    Areas::standard().word(area)
}

/// "1 day", "2½ days".
pub fn days(half_days: HalfDays) -> String {
    match half_days.0 {
        1 | 2 => format!("{} day", half_days.words()),
        _ => format!("{} days", half_days.words()),
    }
}

/// "£2,025.00" without the pence where there are none.
fn pounds(pence: u64) -> String {
    let whole = (pence / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match pence % 100 {
        0 => format!("£{grouped}"),
        pence => format!("£{grouped}.{pence:02}"),
    }
}
