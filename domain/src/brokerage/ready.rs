//! Whether a leader may be matched at all, whatever the need: each of the rules that ask about the leader
//! alone, with a sentence. The same rules as [`super::eligible`] asks of a pair.

use serde::{Deserialize, Serialize};

use super::caution::Caution;
use super::context::Context;
use super::eligibility::{designated, own_school, own_school_counts, papers};
use super::leader::{HalfDays, Leader, Release};
use super::refusal::{Refusal, Rule, days};
use crate::calendar::{add_months, day_words};

/// What a rule comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comes {
    Good,
    /// To be seen to, and stops nothing.
    Caution,
    Stops,
}

/// A rule about the leader alone, and what it comes to today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    pub rule: Rule,
    pub comes: Comes,
    /// One sentence.
    pub words: String,
}

/// Every rule that asks about the leader alone, in order.
pub fn ready(leader: &Leader, ctx: &Context) -> Vec<Ready> {
    [
        standing(leader, ctx),
        days_left(leader),
        release(leader),
        declaration(leader, ctx),
        checks(leader, ctx),
        own(leader, ctx),
    ]
    .into()
}

/// Whether they may be matched, in a sentence.
pub fn ready_words(rules: &[Ready]) -> String {
    let stops: Vec<&Ready> = rules
        .iter()
        .filter(|rule| rule.comes == Comes::Stops)
        .collect();
    match stops.as_slice() {
        [] => "May be matched.".to_owned(),
        [one] => format!("May not be matched: {}", lower(&one.words)),
        many => format!("May not be matched, for {} reasons.", many.len()),
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

fn stops(refusal: &Refusal) -> Ready {
    Ready {
        rule: refusal.rule(),
        comes: Comes::Stops,
        words: refusal.words(),
    }
}

fn good(rule: Rule, words: String) -> Ready {
    Ready {
        rule,
        comes: Comes::Good,
        words,
    }
}

fn caution(rule: Rule, words: String) -> Ready {
    Ready {
        rule,
        comes: Comes::Caution,
        words,
    }
}

fn standing(leader: &Leader, ctx: &Context) -> Ready {
    if let Some(refusal) = designated(leader, ctx.as_at) {
        return stops(&refusal);
    }
    let since = format!("Designated since {}", day_words(leader.designation.awarded));
    match leader.designation.review_due {
        Some(due) if due < ctx.as_at => caution(
            Rule::H1,
            format!("{since}; a review was due {}.", day_words(due)),
        ),
        Some(due) => good(
            Rule::H1,
            format!("{since}, until the review {}.", day_words(due)),
        ),
        None => good(Rule::H1, format!("{since}.")),
    }
}

fn days_left(leader: &Leader) -> Ready {
    let free = leader.free();
    if leader.deployments >= leader.most_deployments {
        return stops(&Refusal::EnoughDeployments {
            most: leader.most_deployments,
        });
    }
    if free == HalfDays(0) {
        return Ready {
            rule: Rule::H3,
            comes: Comes::Stops,
            words: format!("None of their {} is free this year.", days(leader.yearly)),
        };
    }
    let room = leader.most_deployments - leader.deployments;
    let schools = if room == 1 { "school" } else { "schools" };
    good(
        Rule::H3,
        format!(
            "{} of {} free this year, for up to {room} more {schools} at a time.",
            days(free),
            leader.yearly.words()
        ),
    )
}

fn release(leader: &Leader) -> Ready {
    match leader.release {
        Release::Agreed => good(Rule::H4, "Their own head releases them.".to_owned()),
        Release::AskEachTime => caution(Rule::H4, Caution::AskRelease.words()),
        Release::Refused => stops(&Refusal::ReleaseRefused),
    }
}

/// How near an end is worth saying, months.
const SOON: i32 = 2;

fn declaration(leader: &Leader, ctx: &Context) -> Ready {
    let refused = papers(leader, ctx.as_at)
        .into_iter()
        .find(|refusal| refusal.rule() == Rule::H6);
    paper(
        Rule::H6,
        "Conflict declaration",
        leader.declared_until,
        refused,
        ctx,
    )
}

fn checks(leader: &Leader, ctx: &Context) -> Ready {
    let refused = papers(leader, ctx.as_at)
        .into_iter()
        .find(|refusal| refusal.rule() == Rule::H7);
    paper(
        Rule::H7,
        "Safeguarding checks",
        leader.checks_until,
        refused,
        ctx,
    )
}

fn paper(
    rule: Rule,
    what: &str,
    until: Option<crate::calendar::Date>,
    refused: Option<Refusal>,
    ctx: &Context,
) -> Ready {
    if let Some(refusal) = refused {
        return stops(&refusal);
    }
    let words = until.map_or_else(
        || format!("{what} in order."),
        |until| format!("{what} good until {}.", day_words(until)),
    );
    if until.is_some_and(|until| until < add_months(ctx.as_at, SOON)) {
        caution(rule, words)
    } else {
        good(rule, words)
    }
}

/// Rule H9: the eighteen months.
fn own(leader: &Leader, ctx: &Context) -> Ready {
    if let Some(refusal) = own_school(leader, ctx) {
        return stops(&refusal);
    }
    let months = ctx.limits.own_school_months;
    let counts = own_school_counts(leader, ctx);
    match leader.own_school_concern {
        Some(since) if counts => caution(
            Rule::H9,
            format!(
                "Their own school has been causing concern since {}. They keep the designation for {months} months: it is reviewed by {}.",
                day_words(since),
                day_words(add_months(since, months))
            ),
        ),
        Some(_) => good(
            Rule::H9,
            format!(
                "Their own school is causing concern, which does not count for {}.",
                kinds(leader, ctx)
            ),
        ),
        None if counts => good(
            Rule::H9,
            format!(
                "Their own school is not causing concern. Should it be, they keep the designation for {months} months."
            ),
        ),
        None => good(
            Rule::H9,
            format!(
                "Their own school need not be in order: that does not count for {}.",
                kinds(leader, ctx)
            ),
        ),
    }
}

fn kinds(leader: &Leader, ctx: &Context) -> String {
    ctx.kind(leader)
        .map_or_else(|| "this type".to_owned(), |kind| lower(&kind.plural()))
}

#[cfg(test)]
mod tests {
    use time::macros::date;
    use uuid::Uuid;

    use super::super::{Standing, eligible, standard_types};
    use super::*;
    use crate::brokerage::{Familiarity, Need, NeedDraft, Tier};
    use crate::calendar::Date;
    use crate::schools::{Key, LeaderId, NeedId, Phase, Urn};

    const TODAY: Date = date!(2026 - 11 - 27);

    fn joan() -> Leader {
        let mut leader = Leader::blank(LeaderId(Uuid::nil()), Key::of("NLE"), TODAY);
        leader.yearly = HalfDays::days(30);
        leader.release = Release::Agreed;
        leader.declared_until = Some(date!(2027 - 10 - 01));
        leader.checks_until = Some(date!(2027 - 10 - 01));
        leader
    }

    /// A half-day of headship, asked for at a school of nobody's.
    fn need() -> Need {
        Need {
            id: NeedId(Uuid::nil()),
            draft: NeedDraft {
                urn: Urn::try_from(900_001).unwrap(),
                area: Key::of("headship"),
                note: String::new(),
                half_days: HalfDays(1),
                tier: Tier::default(),
                from: TODAY,
                to: date!(2027 - 03 - 01),
                phase_essential: false,
                remote: false,
                style: None,
                familiarity: Familiarity::Either,
                meeting: None,
                of: None,
            },
            school: "Vale One".to_owned(),
            phase: Phase::Primary,
            place: None,
            governance: None,
            organisation: None,
            roll: None,
            disadvantaged: None,
            faith: false,
            vetoes: Vec::new(),
            opened: TODAY,
            matched: None,
        }
    }

    #[test]
    fn what_stops_a_leader_here_stops_them_on_the_board_and_nothing_else_does() {
        type Wrong = fn(&mut Leader);
        let cases: [(Option<Rule>, Wrong); 12] = [
            (None, |_| ()),
            (Some(Rule::H1), |one| {
                one.designation.standing = Standing::Paused
            }),
            (Some(Rule::H1), |one| {
                one.designation.awarded = date!(2027 - 01 - 01)
            }),
            (Some(Rule::H3), |one| one.used = one.yearly),
            (Some(Rule::H3), |one| one.deployments = one.most_deployments),
            (Some(Rule::H4), |one| one.release = Release::Refused),
            (None, |one| one.release = Release::AskEachTime),
            (Some(Rule::H6), |one| one.declared_until = None),
            (Some(Rule::H6), |one| {
                one.declared_until = Some(date!(2026 - 11 - 26))
            }),
            (Some(Rule::H7), |one| {
                one.checks_until = Some(date!(2026 - 11 - 26))
            }),
            (Some(Rule::H9), |one| {
                one.own_school_concern = Some(date!(2025 - 01 - 01))
            }),
            (None, |one| {
                one.own_school_concern = Some(date!(2026 - 01 - 27))
            }),
        ];
        for (expected, wrong) in cases {
            let mut leader = joan();
            wrong(&mut leader);
            let ctx = Context::new(TODAY, standard_types(), [&leader]);
            let here: Vec<Rule> = ready(&leader, &ctx)
                .iter()
                .filter(|one| one.comes == Comes::Stops)
                .map(|one| one.rule)
                .collect();
            assert_eq!(here, expected.into_iter().collect::<Vec<_>>());
            let board: Vec<Rule> = eligible(&leader, &need(), &ctx)
                .iter()
                .map(Refusal::rule)
                .collect();
            assert_eq!(here, board);
        }
    }

    #[test]
    fn the_eighteen_months_are_said_with_their_day() {
        let words = |kind: &'static str, since: Date| {
            let mut leader = joan();
            leader.designation.kind = Key::of(kind);
            leader.own_school_concern = Some(since);
            let ctx = Context::new(TODAY, standard_types(), [&leader]);
            ready(&leader, &ctx).pop().unwrap()
        };
        let within = words("NLE", date!(2026 - 01 - 27));
        assert_eq!(within.comes, Comes::Caution);
        assert!(
            within.words.ends_with("it is reviewed by 27 Jul 2027."),
            "{within:?}"
        );
        assert_eq!(words("NLE", date!(2025 - 04 - 27)).comes, Comes::Stops);
        assert_eq!(words("SLE", date!(2025 - 04 - 27)).comes, Comes::Good);
    }

    #[test]
    fn one_reason_is_said_and_several_are_counted() {
        let mut leader = joan();
        let say = |leader: &Leader| {
            let ctx = Context::new(TODAY, standard_types(), [leader]);
            ready_words(&ready(leader, &ctx))
        };
        assert_eq!(say(&leader), "May be matched.");
        leader.release = Release::Refused;
        assert_eq!(
            say(&leader),
            "May not be matched: their own head does not release them."
        );
        leader.checks_until = None;
        assert_eq!(say(&leader), "May not be matched, for 2 reasons.");
    }
}
