//! The worked examples of the field, as it numbers them: 1 to 18, 29 and 30.

use domain::calendar::Date;
use domain::meetings::{Decision, DecisionFault, Notice, NoticeFault, check, may_issue};
use domain::risk::{
    Band, Categorisation, Given, Judged, Level, Member, Owner, Scheme, categorise, communities,
    countdown, owner,
};
use domain::schools::inspection::{
    CardGrade, Concern, Found, Grade, Inspection, Judgements, ReportCard, readings,
};
use domain::schools::{
    Evidence, Finding, Key, Observed, PartnershipId, Phase, Prior, Setting, Unknown, Urn, results,
};
use time::macros::date;

const TODAY: Date = date!(2026 - 11 - 22);
const P1: Band = Band(0);
const P2: Band = Band(1);
const P3: Band = Band(2);
const P4: Band = Band(3);

fn scheme(name: &str) -> Scheme {
    Scheme::parse(Scheme::shipped(name).unwrap()).unwrap()
}

fn seen(finding: Finding) -> Observed {
    Observed {
        finding,
        comparator: None,
        cohort: None,
        marker: None,
        as_at: date!(2026 - 09 - 01),
        contested: false,
    }
}

fn number(hundredths: i32) -> Observed {
    seen(Finding::number(hundredths))
}

fn choice(key: &str) -> Observed {
    seen(Finding::choice(key.parse().unwrap()))
}

fn evidence(of: &[(&str, Observed)]) -> Evidence {
    Evidence::new(
        Phase::Primary,
        Setting::Mainstream,
        of.iter().map(|(id, seen)| (id.parse().unwrap(), *seen)),
    )
}

fn sound() -> Vec<(&'static str, Observed)> {
    vec![
        ("I01", choice("good")),
        ("I40", choice("settled")),
        ("I80", choice("good")),
        ("I85", choice("A")),
    ]
}

fn bradford(of: &[(&'static str, Observed)]) -> Categorisation {
    let all: Vec<_> = sound().into_iter().chain(of.iter().copied()).collect();
    categorise(&evidence(&all), &scheme("bradford"), TODAY)
}

fn judged(now: &Categorisation, id: &str) -> Judged {
    now.judged[scheme("bradford").place(id.parse().unwrap()).unwrap()]
}

fn decided(band: Band, risk: Level) -> Result<(Owner, bool), DecisionFault> {
    let decision = Decision {
        band,
        risk,
        rationale: "as agreed in the room".to_owned(),
        next_review: date!(2027 - 01 - 14),
        rests_on: Vec::new(),
        confirmed: None,
    };
    check(&scheme("bradford"), &bradford(&[]), &decision, TODAY)
        .map(|outcome| (outcome.owner, outcome.causing_concern))
}

#[test]
fn examples_1_to_3_owner_by_priority_and_risk() {
    assert_eq!(decided(P3, Level::High), Ok((Owner::Authority, true)));
    assert_eq!(decided(P3, Level::Medium), Ok((Owner::Partnership, false)));
    assert_eq!(decided(P4, Level::Low), Ok((Owner::Authority, true)));
}

#[test]
fn example_4_a_category_of_concern_moves_the_owner_at_once_and_the_priority_by_meeting() {
    let before = bradford(&[]);
    assert_eq!((before.band.known, before.risk.known), (P1, Level::None));
    let after = bradford(&[("I04", choice("rsi"))]);
    assert_eq!(judged(&after, "I04"), Judged::Is(Level::High));
    assert!(after.causing_concern && after.in_category);
    assert_eq!(after.band.known, P4);
    // The decision still says P1 until a meeting: the authority has the school all the same.
    let scheme = scheme("bradford");
    assert_eq!(
        owner(&scheme, P1, Level::None, after.in_category),
        Some(Owner::Authority)
    );
}

#[test]
fn example_5_priority_2_with_high_risk_is_refused_with_the_two_remedies() {
    let refusal = decided(P2, Level::High).unwrap_err().to_string();
    assert!(
        refusal.contains("raise it to Priority 3") && refusal.contains("lower the risk to medium"),
        "{refusal}"
    );
}

fn card(leadership: CardGrade, achievement: CardGrade, met: bool) -> ReportCard {
    ReportCard {
        safeguarding_met: Some(met),
        suspended: false,
        leadership: Some(leadership),
        areas: vec![achievement, CardGrade::Expected],
    }
}

fn after(inspections: &[Inspection]) -> Categorisation {
    let mut evidence = evidence(&sound()[1..]);
    for (key, seen, _) in readings(inspections) {
        evidence.set(key, seen);
    }
    categorise(&evidence, &scheme("bradford"), TODAY)
}

fn inspected(found: Found) -> Inspection {
    Inspection {
        on: date!(2026 - 03 - 10),
        found,
        concern: None,
    }
}

#[test]
fn example_6_one_area_that_needs_attention_is_medium() {
    let card = card(CardGrade::Expected, CardGrade::NeedsAttention, true);
    let now = after(&[inspected(Found::Card(card))]);
    assert_eq!(judged(&now, "I03"), Judged::Is(Level::Medium));
}

#[test]
fn examples_7_to_9_the_two_categories_of_concern_by_rule() {
    use CardGrade::{Exceptional, Expected, Strong, UrgentImprovement};
    for (card, concern) in [
        (
            card(UrgentImprovement, UrgentImprovement, true),
            Concern::SpecialMeasures,
        ),
        (
            card(UrgentImprovement, Expected, true),
            Concern::SignificantImprovement,
        ),
        (
            card(Strong, Exceptional, false),
            Concern::SignificantImprovement,
        ),
    ] {
        assert_eq!(card.concern(), Some(concern));
        let now = after(&[inspected(Found::Card(card))]);
        assert_eq!(judged(&now, "I04"), Judged::Is(Level::High));
        assert_eq!(now.band.known, P4);
    }
    let suspended = ReportCard {
        suspended: true,
        ..card(Strong, Exceptional, false)
    };
    assert_eq!(suspended.concern(), None);
}

#[test]
fn example_10_requires_improvement_again_is_stuck() {
    let before = Inspection {
        on: date!(2022 - 01 - 11),
        found: Found::Overall(Grade::RequiresImprovement),
        concern: None,
    };
    let again = Inspection {
        on: date!(2025 - 01 - 14),
        found: Found::KeyJudgements(Judgements {
            quality: Some(Grade::RequiresImprovement),
            leadership: Some(Grade::Good),
            ..Judgements::default()
        }),
        concern: None,
    };
    assert_eq!(
        judged(&after(&[before, again]), "I02"),
        Judged::Is(Level::High)
    );
}

#[test]
fn example_11_nine_pupils_give_no_one_year_figure_and_the_three_year_one_is_used() {
    let nine = Observed {
        comparator: Some(6_200),
        cohort: Some(9),
        ..number(3_300)
    };
    let now = bradford(&[("I10", nine), ("I11", number(6_100))]);
    assert_eq!(judged(&now, "I10"), Judged::Unknown(Unknown::SmallCohort));
    assert_eq!(judged(&now, "I11"), Judged::Is(Level::None));
}

#[test]
fn example_12_a_suppressed_figure_is_not_known_and_a_range_where_it_could_change_it() {
    let suppressed = ("I12", seen(Finding::Unknown(Unknown::Suppressed)));
    assert_eq!(
        judged(&bradford(&[suppressed]), "I12"),
        Judged::Unknown(Unknown::Suppressed)
    );
    assert_eq!(bradford(&[suppressed]).risk.settled(), Some(Level::None));
    // Beside one medium of the same area a second would make the area medium, and the risk low.
    let beside = bradford(&[suppressed, ("I16", number(-600))]);
    assert_eq!(
        (beside.risk.known, beside.risk.highest),
        (Level::None, Level::Low)
    );
}

#[test]
fn examples_13_to_15_money_and_roll_fall_on_their_own_side() {
    let fell = results::change(420, 377).unwrap();
    assert_eq!(fell, -1_024);
    for (id, value, level) in [
        ("I60", -500, Level::High),
        ("I60", -490, Level::Medium),
        ("I64", fell, Level::High),
        ("I65", 4_990, Level::High),
        ("I65", 5_000, Level::Medium),
    ] {
        assert_eq!(
            judged(&bradford(&[(id, number(value))]), id),
            Judged::Is(level),
            "{id} {value}"
        );
    }
}

#[test]
fn example_16_first_preferences_are_not_asked_of_a_special_school() {
    let readings = [(Key::of("I66"), number(69))];
    let special = Evidence::new(Phase::NotSaid, Setting::Special, readings);
    let now = categorise(&special, &scheme("bradford"), TODAY);
    assert_eq!(judged(&now, "I66"), Judged::DoesNotApply);
    assert_eq!(
        judged(&bradford(&[("I66", number(69))]), "I66"),
        Judged::Is(Level::High)
    );
}

#[test]
fn example_17_a_third_entry_in_twelve_months_is_high() {
    assert_eq!(
        judged(&bradford(&[("I70", number(300))]), "I70"),
        Judged::Is(Level::High)
    );
    assert_eq!(
        judged(&bradford(&[("I70", number(200))]), "I70"),
        Judged::Is(Level::Medium)
    );
}

#[test]
fn example_18_a_notice_to_improve_warns_after_nine_months_and_escalates_after_twelve() {
    let scheme = scheme("wiltshire_primary");
    let notice = scheme.band_named(Key::of("W3")).unwrap();
    let clock = countdown(&scheme, notice, date!(2026 - 09 - 01)).unwrap();
    assert_eq!(
        (clock.warn, clock.limit),
        (date!(2027 - 06 - 01), date!(2027 - 09 - 01))
    );
    assert!(!clock.warns(date!(2027 - 05 - 31)) && clock.warns(date!(2027 - 06 - 01)));
    assert!(!clock.escalates(date!(2027 - 08 - 31)) && clock.escalates(date!(2027 - 09 - 01)));
}

#[test]
fn a_school_leaves_a_notice_to_improve_by_its_evaluation_and_then_embeds() {
    let scheme = scheme("wiltshire_primary");
    let now = |band: &str, met: bool, on_track: u8, without_progress: u8| {
        let mut evidence = evidence(&sound());
        evidence.prior = Some(Prior {
            band: band.parse().unwrap(),
            since: date!(2026 - 09 - 01),
            on_track,
            without_progress,
            met,
        });
        let now = categorise(&evidence, &scheme, TODAY);
        scheme.band(now.band.known).short.clone()
    };
    assert_eq!(now("W3", false, 0, 0), "W3");
    assert_eq!(now("W3", true, 0, 0), "WX");
    assert_eq!(now("WX", true, 1, 0), "WX");
    assert_eq!(now("WX", true, 2, 0), "W0");
    assert_eq!(now("W2", false, 0, 1), "W2");
    assert_eq!(now("W2", false, 0, 2), "W3");
    assert_eq!(now("W2", false, 2, 0), "W0");
    assert_eq!(now("W0", false, 0, 0), "W0");
}

#[test]
fn example_29_a_community_whose_weak_members_get_nothing_from_fellows_is_flagged() {
    let scheme = scheme("rotherham");
    let band = |id: &str| scheme.band_named(id.parse().unwrap()).unwrap();
    let school = |number: u32| Urn::try_from(100_000 + number).unwrap();
    let community = |number: u128| PartnershipId(uuid::Uuid::from_u128(number));
    let mut members: Vec<Member> = (1..=6)
        .map(|number| Member {
            school: school(number),
            community: community(1),
            band: if number <= 2 { band("R4") } else { band("R2") },
        })
        .collect();
    members.push(Member {
        school: school(7),
        community: community(2),
        band: band("R1"),
    });
    // One weak member is helped, but by a school of another community.
    let outside = Given {
        from: school(7),
        to: school(1),
        half_days: 8,
    };
    let sums = communities(&scheme, &members, &[outside]);
    assert_eq!((sums[0].members, sums[0].bands[3]), (6, 2));
    assert_eq!((sums[0].received, sums[0].from_fellows), (8, 0));
    assert!(sums[0].flagged && sums[0].left_alone == [school(1), school(2)]);
    assert!(!sums[1].flagged && sums[1].given == 8);
    let fellow = Given {
        from: school(3),
        to: school(1),
        half_days: 4,
    };
    let sums = communities(&scheme, &members, &[outside, fellow]);
    assert!(!sums[0].flagged && sums[0].left_alone == [school(2)]);
}

#[test]
fn example_30_no_letter_is_issued_to_a_school_that_was_not_told() {
    let on = date!(2026 - 11 - 22);
    let mut notice = Notice::default();
    assert_eq!(may_issue(&notice, on), Err(NoticeFault::NotTold));
    notice.told = Some(date!(2026 - 11 - 10));
    notice.answer_by = Some(date!(2026 - 11 - 24));
    assert_eq!(
        may_issue(&notice, on),
        Err(NoticeFault::MayAnswer(date!(2026 - 11 - 24)))
    );
    notice.answered = true;
    assert_eq!(may_issue(&notice, on), Ok(()));
}
