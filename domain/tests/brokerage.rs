//! Who may help whom, how well, and what follows on the board: the worked examples, every rule, the laws.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::brokerage::pots::{
    self, InPot, Pence, Pot, PotRules, Purse, ReportDue, WhoPays, YearKind, Years,
};
use domain::brokerage::{
    Belongs, Board, BoardChange, BoardDone, BoardRefusal, ByTerm, Caution, Context, Depth,
    Designation, Familiarity, HalfDays, Leader, Need, NeedDraft, Override, Pair, Part, Preference,
    Profile, Refusal, Release, Rule, Side, Specialism, Standing, Taken, Tie, TieKind, TrackRecord,
    Waiver, Weights, cautions, eligible, fit, standard_types,
};
use domain::calendar::{Date, add_months};
use domain::schools::{Governance, Key, LeaderId, NeedId, PartnershipId, Phase, Place, PotId, Urn};
use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

const TODAY: Date = date!(2026 - 11 - 22);

fn urn(number: u32) -> Urn {
    Urn::try_from(number).unwrap()
}

fn leader_id(number: u128) -> LeaderId {
    LeaderId(Uuid::from_u128(number))
}

fn need_id(number: u128) -> NeedId {
    NeedId(Uuid::from_u128(number))
}

fn pot_id(number: u128) -> PotId {
    PotId(Uuid::from_u128(number))
}

/// These pots, in this order, and the school where it says so.
fn paid_by(pots: &[u128], school: bool) -> WhoPays {
    WhoPays {
        pots: pots.iter().copied().map(pot_id).collect(),
        school,
    }
}

/// A mathematics specialist with everything in order: nothing stands in the way.
fn amir() -> Leader {
    Leader {
        id: leader_id(1),
        name: "Amir Qureshi".to_owned(),
        designation: Designation {
            kind: Key::of("SLE"),
            body: "Airedale Teaching Hub".to_owned(),
            awarded: date!(2023 - 09 - 01),
            review_due: None,
            standing: Standing::Active,
            reason: String::new(),
        },
        home: Some(urn(107_100)),
        home_name: "Hollin Bank Primary".to_owned(),
        organisation: Some("Wharfe Trust".to_owned()),
        place: Some(Place {
            easting: 416_000,
            northing: 433_000,
        }),
        specialisms: vec![Specialism {
            area: Key::of("maths"),
            depth: Depth::Primary,
        }],
        phases: vec![Phase::Primary],
        roll: Some(400),
        disadvantaged: Some(3_000),
        faith: false,
        yearly: HalfDays::days(15),
        used: HalfDays(0),
        most_deployments: 3,
        deployments: 0,
        weekdays: 0b1_1111,
        styles: vec![Key::of("coaching")],
        release: Release::Agreed,
        declared_until: Some(date!(2027 - 08 - 31)),
        checks_until: Some(date!(2027 - 08 - 31)),
        ties: Vec::new(),
        vetoes: Vec::new(),
        own_school_concern: None,
        track: TrackRecord {
            evaluations: 6,
            sum: 480,
        },
        profile: Profile::default(),
    }
}

/// Ten days of mathematics at Lark Edge Primary, 5 km away.
fn lark_edge() -> Need {
    Need {
        id: need_id(1),
        draft: NeedDraft {
            urn: urn(107_200),
            area: Key::of("maths"),
            note: String::new(),
            half_days: HalfDays::days(10),
            tier: 3.try_into().unwrap(),
            from: date!(2027 - 01 - 04),
            to: date!(2027 - 07 - 23),
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        },
        school: "Lark Edge Primary".to_owned(),
        phase: Phase::Primary,
        place: Some(Place {
            easting: 419_000,
            northing: 437_000,
        }),
        governance: None,
        organisation: None,
        roll: Some(400),
        disadvantaged: Some(3_000),
        faith: false,
        vetoes: Vec::new(),
        opened: date!(2026 - 11 - 02),
        matched: None,
    }
}

fn context() -> Context {
    Context::new(TODAY, standard_types(), [&amir()])
}

fn of_type(kind: &'static str) -> Leader {
    let mut leader = amir();
    leader.designation.kind = Key::of(kind);
    leader
}

fn rules(refusals: &[Refusal]) -> Vec<Rule> {
    refusals.iter().map(Refusal::rule).collect()
}

fn tied(kind: TieKind, until: Option<Date>) -> Leader {
    let mut leader = amir();
    leader.ties.push(Tie {
        urn: lark_edge().draft.urn,
        kind,
        until,
    });
    leader
}

#[test]
fn somebody_with_everything_in_order_may_take_the_need() {
    assert_eq!(eligible(&amir(), &lark_edge(), &context()), []);
    assert_eq!(cautions(&amir(), &lark_edge(), &context()).len(), 0);
}

// ---- the worked examples ----------------------------------------------------------------------------

#[test]
fn thirteen_of_fifteen_days_used_and_three_asked_fails_h3_and_the_home_head_may_raise_the_limit() {
    let (mut leader, mut need) = (amir(), lark_edge());
    leader.used = HalfDays::days(13);
    need.draft.half_days = HalfDays::days(3);
    let refusals = eligible(&leader, &need, &context());
    assert_eq!(
        refusals,
        [Refusal::TooFewDays {
            free: HalfDays::days(2),
            asked: HalfDays::days(3)
        }]
    );
    assert_eq!(refusals[0].rule(), Rule::H3);
    assert_eq!(refusals[0].may_override(), Override::HomeHead);
    assert_eq!(refusals[0].words(), "2 days free, 3 needed.");
    need.draft.half_days = HalfDays::days(2);
    assert_eq!(eligible(&leader, &need, &context()), []);
}

#[test]
fn a_national_leader_keeps_the_designation_18_months_after_their_school_came_to_cause_concern() {
    let mut leader = of_type("NLE");
    leader.specialisms[0].area = Key::of("maths");
    for (months, refused) in [(10, false), (18, false), (19, true)] {
        leader.own_school_concern = Some(add_months(TODAY, -months));
        let refusals = eligible(&leader, &lark_edge(), &context());
        assert_eq!(rules(&refusals) == [Rule::H9], refused, "{months} months");
        let review = cautions(&leader, &lark_edge(), &context());
        if refused {
            assert_eq!(refusals[0].may_override(), Override::Broker);
            assert_eq!(review, []);
        } else {
            let by = add_months(TODAY, 18 - months);
            assert_eq!(review, [Caution::OwnSchoolReview { by }]);
        }
    }
}

#[test]
fn a_specialist_from_a_school_in_the_most_serious_category_is_exempt() {
    let mut leader = amir();
    leader.own_school_concern = Some(add_months(TODAY, -40));
    assert_eq!(eligible(&leader, &lark_edge(), &context()), []);
    leader.designation.kind = Key::of("LLE");
    assert_eq!(
        rules(&eligible(&leader, &lark_edge(), &context())),
        [Rule::H9]
    );
    // A type nobody has listed is not taken to be exempt.
    leader.designation.kind = Key::of("UNHEARD");
    assert_eq!(
        rules(&eligible(&leader, &lark_edge(), &context())),
        [Rule::H9]
    );
}

#[test]
fn having_worked_at_the_school_two_years_ago_fails_h5_and_the_authority_lead_may_waive_it() {
    let leader = tied(TieKind::WorkedThere, Some(add_months(TODAY, -24)));
    let refusals = eligible(&leader, &lark_edge(), &context());
    assert_eq!(rules(&refusals), [Rule::H5]);
    assert_eq!(refusals[0].may_override(), Override::AuthorityLead);
    assert_eq!(
        refusals[0].words(),
        "Worked there until 22 Nov 2024, too recently."
    );
    let longer = tied(TieKind::WorkedThere, Some(add_months(TODAY, -36)));
    assert_eq!(eligible(&longer, &lark_edge(), &context()), []);
}

// ---- each rule ----------------------------------------------------------------------------------------

#[test]
fn each_hard_rule_is_failed_by_what_it_is_about_and_by_nothing_else() {
    let cases: Vec<(&str, fn(&mut Leader, &mut Need), Option<Rule>)> = vec![
        (
            "paused",
            |leader, _| leader.designation.standing = Standing::Paused,
            Some(Rule::H1),
        ),
        (
            "under review",
            |leader, _| leader.designation.standing = Standing::UnderReview,
            Some(Rule::H1),
        ),
        (
            "lapsed",
            |leader, _| leader.designation.standing = Standing::Lapsed,
            Some(Rule::H1),
        ),
        (
            "removed",
            |leader, _| leader.designation.standing = Standing::Removed,
            Some(Rule::H1),
        ),
        (
            "designated after the start",
            |leader, _| leader.designation.awarded = date!(2027 - 01 - 05),
            Some(Rule::H1),
        ),
        (
            "designated before the start",
            |leader, _| leader.designation.awarded = date!(2027 - 01 - 04),
            None,
        ),
        (
            "another area",
            |_, need| need.draft.area = Key::of("music"),
            Some(Rule::H2),
        ),
        (
            "second specialism",
            |leader, _| leader.specialisms[0].depth = Depth::Secondary,
            None,
        ),
        (
            "all deployments taken",
            |leader, _| leader.deployments = 3,
            Some(Rule::H3),
        ),
        (
            "one deployment left",
            |leader, _| leader.deployments = 2,
            None,
        ),
        (
            "one day a week in a short window",
            |leader, need| {
                leader.weekdays = 0b0_0001;
                need.draft.to = date!(2027 - 03 - 05);
            },
            Some(Rule::H3),
        ),
        (
            "ten Mondays for ten days",
            |leader, need| {
                leader.weekdays = 0b0_0001;
                need.draft.to = date!(2027 - 03 - 08);
            },
            None,
        ),
        (
            "release refused",
            |leader, _| leader.release = Release::Refused,
            Some(Rule::H4),
        ),
        (
            "ask each time",
            |leader, _| leader.release = Release::AskEachTime,
            None,
        ),
        (
            "own school",
            |leader, need| leader.home = Some(need.draft.urn),
            Some(Rule::H5),
        ),
        (
            "no declaration",
            |leader, _| leader.declared_until = None,
            Some(Rule::H6),
        ),
        (
            "declaration over at the start",
            |leader, _| leader.declared_until = Some(date!(2027 - 01 - 03)),
            Some(Rule::H6),
        ),
        (
            "declaration good on the first day",
            |leader, _| leader.declared_until = Some(date!(2027 - 01 - 04)),
            None,
        ),
        (
            "no checks",
            |leader, _| leader.checks_until = None,
            Some(Rule::H7),
        ),
        (
            "checks over",
            |leader, _| leader.checks_until = Some(date!(2026 - 12 - 31)),
            Some(Rule::H7),
        ),
        (
            "leader says no",
            |leader, need| leader.vetoes.push(need.draft.urn),
            Some(Rule::H8),
        ),
        (
            "school says no",
            |leader, need| need.vetoes.push(leader.id),
            Some(Rule::H8),
        ),
        (
            "other phase, not essential",
            |_, need| need.phase = Phase::Secondary,
            None,
        ),
        (
            "other phase, essential",
            |_, need| {
                need.phase = Phase::Secondary;
                need.draft.phase_essential = true;
            },
            Some(Rule::H12),
        ),
        (
            "same phase, essential",
            |_, need| need.draft.phase_essential = true,
            None,
        ),
        (
            "a hundred miles away",
            |leader, _| {
                leader.place = Some(Place {
                    easting: 530_000,
                    northing: 180_000,
                })
            },
            None,
        ),
        (
            "same organisation, no pot says a word",
            |leader, need| need.organisation.clone_from(&leader.organisation),
            None,
        ),
    ];
    for (case, change, expected) in cases {
        let (mut leader, mut need) = (amir(), lark_edge());
        change(&mut leader, &mut need);
        assert_eq!(
            rules(&eligible(&leader, &need, &context())),
            expected.into_iter().collect::<Vec<_>>(),
            "{case}"
        );
    }
}

#[test]
fn a_role_covers_what_it_is_for() {
    for (kind, area, may) in [
        ("NLG", "governance", true),
        ("CG", "governance", true),
        ("NLE", "headship", true),
        ("LLE", "headship", true),
        ("ADVISORY", "headship", true),
        ("SLE", "governance", false),
        ("SP", "headship", false),
        ("NLG", "headship", false),
    ] {
        let (leader, mut need) = (of_type(kind), lark_edge());
        need.draft.area = Key::of(area);
        let refusals = eligible(&leader, &need, &context());
        assert_eq!(rules(&refusals) == [Rule::H2], !may, "{kind} {area}");
        assert_eq!(refusals.is_empty(), may, "{kind} {area}");
    }
}

#[test]
fn ties_count_for_three_years_and_an_application_or_talks_only_while_they_last() {
    let months = |months: i32| Some(add_months(TODAY, -months));
    for (kind, until, refused) in [
        (TieKind::WorksThere, None, true),
        (TieKind::WorkedThere, None, true),
        (TieKind::WorkedThere, months(35), true),
        (TieKind::Governor, months(12), true),
        (TieKind::Governor, months(37), false),
        (TieKind::Relative, None, true),
        (TieKind::RecentInspector, months(12), true),
        (TieKind::RecentInspector, months(40), false),
        (TieKind::SameGovernors, None, true),
        (TieKind::Applicant, None, true),
        (TieKind::Applicant, months(1), false),
        (TieKind::MergerTalks, None, true),
        (TieKind::MergerTalks, months(1), false),
    ] {
        let refusals = eligible(&tied(kind, until), &lark_edge(), &context());
        assert_eq!(
            rules(&refusals) == [Rule::H5],
            refused,
            "{kind:?} {until:?}"
        );
    }
    let mut elsewhere = tied(TieKind::WorksThere, None);
    elsewhere.ties[0].urn = urn(107_999);
    assert_eq!(eligible(&elsewhere, &lark_edge(), &context()), []);
}

#[test]
fn the_money_says_whom_it_pays_how_much_and_for_which_schools() {
    let in_pot = || InPot {
        pot: Pot {
            id: pot_id(1),
            name: "The maths fund".to_owned(),
            funder: "The forum".to_owned(),
            years: Years {
                kind: YearKind::Academic,
                first: 2026,
                last: 2026,
            },
            amount: Pence::pounds(10_000),
            standing: pots::Standing::Held,
            rules: PotRules::default(),
            reports: Vec::new(),
        },
        available: Pence(350_000),
    };
    let late = |accepted| ReportDue {
        due: date!(2026 - 11 - 21),
        what: "Interim report".to_owned(),
        accepted,
    };
    type Pay = fn(&mut InPot);
    let cases: Vec<(&str, Pay, Option<Rule>, &str)> = vec![
        ("just enough: 10 days at £350", |_| {}, None, ""),
        (
            "a penny short",
            |one| one.available = Pence(349_999),
            Some(Rule::H10),
            "It costs £3,500, and The maths fund has £3,499.99 available: £0.01 short.",
        ),
        (
            "another school",
            |one| one.pot.rules.schools = vec![urn(107_999)],
            Some(Rule::H10),
            "The maths fund does not pay for this school.",
        ),
        (
            "this school",
            |one| one.pot.rules.schools = vec![urn(107_200)],
            None,
            "",
        ),
        (
            "another phase",
            |one| one.pot.rules.phases = vec![Phase::Secondary],
            Some(Rule::H10),
            "The maths fund does not pay for this phase (primary).",
        ),
        (
            "another area",
            |one| one.pot.rules.areas = vec![Key::of("writing")],
            Some(Rule::H10),
            "The maths fund does not pay for mathematics.",
        ),
        (
            "academies only",
            |one| one.pot.rules.governance = vec![Governance::Academy],
            Some(Rule::H10),
            "The maths fund does not pay for maintained schools.",
        ),
        (
            "heads only",
            |one| one.pot.rules.leader_types = vec![Key::of("NLE")],
            Some(Rule::H10),
            "The maths fund does not pay for leaders of type SLE.",
        ),
        (
            "rate",
            |one| one.pot.rules.most_day_rate = Some(Pence(34_999)),
            Some(Rule::H10),
            "The maths fund pays £349.99 a day at most, and this is £350.",
        ),
        (
            "the rate itself",
            |one| one.pot.rules.most_day_rate = Some(Pence(35_000)),
            None,
            "",
        ),
        (
            "the year before",
            |one| one.pot.years.first = 2025,
            None,
            "",
        ),
        (
            "only a bid",
            |one| one.pot.standing = pots::Standing::Asked { by: TODAY },
            Some(Rule::H10),
            "The maths fund is being asked for: there is no money in it.",
        ),
        (
            "between organisations",
            |one| one.pot.rules.cross_organisation = true,
            Some(Rule::H11),
            "The maths fund pays for support between organisations, and both belong to Wharfe Trust.",
        ),
    ];
    let mut need = lark_edge();
    need.organisation = Some("Wharfe Trust".to_owned());
    need.governance = Some(Governance::Maintained);
    let asks = |one: InPot| {
        let mut context = context();
        let own = Belongs::new("Hollin Bank Primary", Some("Wharfe Trust"), None, None).unwrap();
        context.register = BTreeMap::from([(urn(107_100), own)]).into();
        context.pays = BTreeMap::from([(need.id, paid_by(&[1], false))]);
        context.purse = Arc::new(Purse {
            pots: vec![one],
            rates: Vec::new(),
        });
        context
    };
    for (case, change, expected, words) in cases {
        let mut one = in_pot();
        change(&mut one);
        let refusals = eligible(&amir(), &need, &asks(one));
        assert_eq!(
            rules(&refusals),
            expected.into_iter().collect::<Vec<_>>(),
            "{case}"
        );
        for refusal in refusals {
            assert_eq!(refusal.words(), words);
            assert_eq!(refusal.may_override(), Override::Funder);
        }
    }
    let mut one = in_pot();
    one.pot.reports = vec![late(None)];
    let refusals = eligible(&amir(), &need, &asks(one.clone()));
    assert_eq!(
        refusals[0].words(),
        "The maths fund has a report overdue since 21 Nov 2026."
    );
    one.pot.reports = vec![late(Some(TODAY))];
    assert_eq!(eligible(&amir(), &need, &asks(one.clone())), []);
    // Nobody is named: nothing is refused, whatever the pots say.
    one.available = Pence::ZERO;
    let mut context = asks(one);
    context.pays.clear();
    assert_eq!(eligible(&amir(), &need, &context), []);
    // The school pays what the pot does not; a pot that is not there any more pays nothing.
    context.pays = BTreeMap::from([(need.id, paid_by(&[1], true))]);
    assert_eq!(eligible(&amir(), &need, &context), []);
    context.pays = BTreeMap::from([(need.id, paid_by(&[2], true))]);
    assert_eq!(rules(&eligible(&amir(), &need, &context)), [Rule::H10]);
}

#[test]
fn a_waiver_stands_only_from_who_may_with_a_reason_and_in_time() {
    let (leader, need) = (
        tied(TieKind::WorkedThere, Some(date!(2024 - 11 - 22))),
        lark_edge(),
    );
    let good = Waiver {
        need: need.id,
        leader: leader.id,
        rule: Rule::H5,
        by: Override::AuthorityLead,
        name: "Helen Marsh".to_owned(),
        reason: "Left before the present head came.".to_owned(),
        until: None,
    };
    let cases: Vec<(&str, fn(&mut Waiver), bool)> = vec![
        ("as it should be", |_| {}, true),
        (
            "from somebody else",
            |waiver| waiver.by = Override::Broker,
            false,
        ),
        (
            "without a reason",
            |waiver| waiver.reason = "  ".to_owned(),
            false,
        ),
        ("of another rule", |waiver| waiver.rule = Rule::H9, false),
        (
            "for another leader",
            |waiver| waiver.leader = leader_id(9),
            false,
        ),
        ("for another need", |waiver| waiver.need = need_id(9), false),
        ("good today", |waiver| waiver.until = Some(TODAY), true),
        (
            "over",
            |waiver| waiver.until = Some(date!(2026 - 11 - 21)),
            false,
        ),
    ];
    for (case, change, stands) in cases {
        let (mut waiver, mut context) = (good.clone(), context());
        change(&mut waiver);
        context.waivers = vec![waiver];
        assert_eq!(
            eligible(&leader, &need, &context).is_empty(),
            stands,
            "{case}"
        );
        assert_eq!(
            cautions(&leader, &need, &context).len(),
            usize::from(stands)
        );
    }
}

#[test]
fn nobody_may_waive_designation_expertise_release_declaration_or_checks() {
    let mut leader = amir();
    leader.designation.standing = Standing::Lapsed;
    leader.release = Release::Refused;
    leader.declared_until = None;
    leader.checks_until = None;
    leader.specialisms.clear();
    let need = lark_edge();
    let expected = [Rule::H1, Rule::H2, Rule::H4, Rule::H6, Rule::H7];
    let mut context = context();
    for by in [
        Override::Nobody,
        Override::HomeHead,
        Override::AuthorityLead,
        Override::ThatSide(Side::School),
        Override::Broker,
        Override::Funder,
        Override::Head,
    ] {
        context.waivers.extend(expected.map(|rule| Waiver {
            need: need.id,
            leader: leader.id,
            rule,
            by,
            name: "Helen Marsh".to_owned(),
            reason: "Because.".to_owned(),
            until: None,
        }));
    }
    let refusals = eligible(&leader, &need, &context);
    assert_eq!(rules(&refusals), expected);
    for refusal in &refusals {
        assert_eq!(refusal.may_override(), Override::Nobody);
        assert_eq!(refusal.may_override().words(), "");
    }
}

#[test]
fn each_side_takes_back_its_own_veto_and_not_the_others() {
    let (mut leader, mut need) = (amir(), lark_edge());
    leader.vetoes.push(need.draft.urn);
    need.vetoes.push(leader.id);
    let sides: Vec<Override> = eligible(&leader, &need, &context())
        .iter()
        .map(Refusal::may_override)
        .collect();
    assert_eq!(
        sides,
        [
            Override::ThatSide(Side::Leader),
            Override::ThatSide(Side::School)
        ]
    );
}

// ---- fit ------------------------------------------------------------------------------------------------

fn share(preference: Preference, leader: &Leader, need: &Need, context: &Context) -> u32 {
    let fit = fit(leader, need, &Weights::default(), context);
    let part = fit
        .parts
        .iter()
        .find(|part| part.preference == preference)
        .unwrap();
    part.points * 100 / part.most
}

#[test]
fn depth_in_the_area_goes_before_breadth() {
    let mut need = lark_edge();
    need.draft.area = Key::of("writing");
    let with = |area: &'static str, depth| {
        let mut leader = amir();
        leader.specialisms = vec![Specialism {
            area: Key::of(area),
            depth,
        }];
        share(Preference::Depth, &leader, &need, &context())
    };
    assert_eq!(
        [
            with("writing", Depth::Primary),
            with("writing", Depth::Secondary),
            with("english", Depth::Primary),
            with("english", Depth::Secondary),
            with("maths", Depth::Primary),
        ],
        [100, 60, 50, 30, 0]
    );
}

#[test]
fn a_track_record_of_few_is_drawn_towards_the_average() {
    let mut context = context();
    context.peers.score = Some(7_500);
    let with = |evaluations, each: u32| {
        let mut leader = amir();
        leader.track = TrackRecord {
            evaluations,
            sum: evaluations * each,
        };
        share(Preference::Track, &leader, &lark_edge(), &context)
    };
    assert_eq!(
        [with(0, 0), with(1, 100), with(4, 100), with(96, 100)],
        [75, 80, 87, 99]
    );
    assert!(
        with(2, 95) < with(40, 90),
        "two good words do not outweigh forty"
    );
}

#[test]
fn travel_costs_points_and_none_where_nobody_travels() {
    let (leader, mut need) = (amir(), lark_edge());
    // 5 km: 12 minutes, 7 past the first five, of 55.
    assert_eq!(share(Preference::Travel, &leader, &need, &context()), 87);
    assert_eq!(
        fit(&leader, &need, &Weights::default(), &context()).minutes(),
        Some(12)
    );
    need.draft.remote = true;
    assert_eq!(share(Preference::Travel, &leader, &need, &context()), 100);
    need.draft.remote = false;
    need.place = None;
    assert_eq!(share(Preference::Travel, &leader, &need, &context()), 50);
}

#[test]
fn somebody_new_or_somebody_known_is_as_the_school_asks() {
    let (leader, mut need, mut context) = (amir(), lark_edge(), context());
    assert_eq!(
        share(Preference::Relationship, &leader, &need, &context),
        50
    );
    for (asked, never, before) in [
        (Familiarity::Either, 50, 100),
        (Familiarity::SomeoneKnown, 0, 100),
        (Familiarity::SomeoneNew, 100, 0),
    ] {
        need.draft.familiarity = asked;
        context.earlier = Some(BTreeSet::new());
        assert_eq!(
            share(Preference::Relationship, &leader, &need, &context),
            never
        );
        context.earlier = Some(BTreeSet::from([(leader.id, need.draft.urn)]));
        assert_eq!(
            share(Preference::Relationship, &leader, &need, &context),
            before
        );
    }
}

#[test]
fn whoever_has_given_more_of_their_year_than_the_others_comes_later() {
    let mut context = context();
    context.peers.used = 4_000;
    let with = |days| {
        let mut leader = amir();
        leader.yearly = HalfDays::days(20);
        leader.used = HalfDays::days(days);
        share(Preference::Spread, &leader, &lark_edge(), &context)
    };
    assert_eq!([with(0), with(8), with(14), with(20)], [100, 100, 50, 0]);
}

#[test]
fn the_same_partnership_counts_and_an_unknown_one_is_the_middle() {
    let (leader, need, mut context) = (amir(), lark_edge(), context());
    assert_eq!(share(Preference::Partnership, &leader, &need, &context), 50);
    let one = PartnershipId(Uuid::from_u128(1));
    let two = PartnershipId(Uuid::from_u128(2));
    context.partnerships = Some(BTreeMap::from([(urn(107_100), one), (urn(107_200), one)]));
    assert_eq!(
        share(Preference::Partnership, &leader, &need, &context),
        100
    );
    context.partnerships = Some(BTreeMap::from([(urn(107_100), one), (urn(107_200), two)]));
    assert_eq!(share(Preference::Partnership, &leader, &need, &context), 0);
}

#[test]
fn everything_a_fit_is_made_of_can_be_said_in_words() {
    let fit = fit(&amir(), &lark_edge(), &Weights::default(), &context());
    let words: Vec<String> = fit.parts.iter().map(|part| part.words()).collect();
    assert_eq!(words[0], "mathematics, main specialism");
    assert_eq!(words[1], "80 of 100 from 6 schools, counts as 80");
    assert_eq!(
        words[4],
        "about 12 min, estimated from 5.0 km in a straight line"
    );
    assert_eq!(words[8], "not known, counts as the middle");
    assert!(words.iter().all(|words| !words.is_empty()));
}

fn some_leader() -> impl Strategy<Value = Leader> {
    (
        (0u32..80, 0u32..100, 0u32..4, 0u32..40, 0u32..=100, 0u8..32),
        (
            proptest::option::of(0i32..10_000),
            proptest::option::of(0u32..3_000),
            any::<bool>(),
        ),
        (400_000i32..460_000, 400_000i32..460_000, any::<bool>()),
        proptest::sample::subsequence(Phase::ALL.to_vec(), 0..4),
    )
        .prop_map(|(numbers, likeness, place, phases)| {
            let mut leader = amir();
            let (yearly, used, deployments, evaluations, each, weekdays) = numbers;
            leader.yearly = HalfDays(yearly);
            leader.used = HalfDays(used);
            leader.deployments = deployments;
            leader.track = TrackRecord {
                evaluations,
                sum: evaluations * each,
            };
            leader.weekdays = weekdays;
            (leader.disadvantaged, leader.roll, leader.faith) = likeness;
            leader.place = place.2.then_some(Place {
                easting: place.0,
                northing: place.1,
            });
            leader.phases = phases;
            leader
        })
}

fn some_weights() -> impl Strategy<Value = Weights> {
    proptest::collection::vec(0u32..100, 10).prop_map(|mut cuts| {
        cuts.extend([0, 100]);
        cuts.sort_unstable();
        let points = Preference::ALL
            .into_iter()
            .zip(cuts.windows(2).map(|pair| pair[1] - pair[0]))
            .collect();
        Weights::new(&points).unwrap()
    })
}

proptest! {
    #[test]
    fn a_fit_is_the_sum_of_its_parts_and_never_more_than_a_hundred_points(
        leader in some_leader(), weights in some_weights(), half_days in 0u32..60,
    ) {
        let mut need = lark_edge();
        need.draft.half_days = HalfDays(half_days);
        let context = Context::new(TODAY, standard_types(), [&leader, &amir()]);
        let found = fit(&leader, &need, &weights, &context);
        prop_assert!(found.total <= 10_000);
        prop_assert_eq!(found.total, found.parts.iter().map(|part| part.points).sum::<u32>());
        prop_assert_eq!(found.total, Part::ALL.map(|part| found.of_part(part)).iter().sum::<u32>());
        for part in &found.parts {
            prop_assert!(part.points <= part.most, "{:?}", part);
        }
        let whole = found.whole_parts();
        prop_assert!(whole.iter().sum::<u32>() == found.whole());
    }

    #[test]
    fn having_more_days_never_makes_somebody_ineligible(leader in some_leader(), more in 0u32..40) {
        let context = context();
        let mut freer = leader.clone();
        freer.yearly = HalfDays(freer.yearly.0 + more);
        if eligible(&leader, &lark_edge(), &context).is_empty() {
            prop_assert_eq!(eligible(&freer, &lark_edge(), &context), []);
        }
    }
}

// ---- the board ------------------------------------------------------------------------------------------

fn pair(need: u128, leader: u128) -> Pair {
    Pair {
        need: need_id(need),
        leader: leader_id(leader),
    }
}

fn board() -> Board {
    let leaders = [1, 2].map(|number| {
        let mut leader = amir();
        leader.id = leader_id(number);
        leader
    });
    let needs = [1, 2].map(|number| {
        let mut need = lark_edge();
        need.id = need_id(number);
        need
    });
    Board::open(
        standard_types().to_vec(),
        leaders.into(),
        needs.into(),
        [],
        [],
        7,
    )
}

fn changed(change: BoardChange) -> BoardDone {
    BoardDone::Changed { change }
}

#[test]
fn a_need_has_one_pin_and_a_pair_is_pinned_or_excluded_and_not_both() {
    let mut board = board();
    board.apply(8, &changed(BoardChange::Pin { pair: pair(1, 1) }));
    board.apply(9, &changed(BoardChange::Pin { pair: pair(1, 2) }));
    assert_eq!(board.pins, BTreeSet::from([pair(1, 2)]));
    board.apply(10, &changed(BoardChange::Exclude { pair: pair(1, 2) }));
    assert!(board.pins.is_empty());
    assert_eq!(board.exclusions, BTreeSet::from([pair(1, 2)]));
    board.apply(11, &changed(BoardChange::Pin { pair: pair(1, 2) }));
    assert_eq!((board.pins.len(), board.exclusions.len()), (1, 0));
    board.apply(12, &changed(BoardChange::Unpin { pair: pair(1, 2) }));
    assert!(board.pins.is_empty());
}

#[test]
fn folding_a_change_twice_or_an_older_one_changes_nothing() {
    let mut board = board();
    let pin = changed(BoardChange::Pin { pair: pair(1, 1) });
    board.apply(8, &pin);
    let once = board.clone();
    board.apply(8, &pin);
    board.apply(3, &changed(BoardChange::Unpin { pair: pair(1, 1) }));
    assert_eq!(board, once);
}

#[test]
fn accepting_a_match_reserves_its_days_once_and_lets_go_of_what_was_held() {
    let mut board = board();
    board.apply(8, &changed(BoardChange::Pin { pair: pair(1, 1) }));
    board.apply(9, &changed(BoardChange::Exclude { pair: pair(1, 2) }));
    let accepted = BoardDone::Accepted {
        matches: vec![pair(1, 1)],
    };
    board.apply(10, &accepted);
    board.apply(11, &accepted);
    let leader = &board.leaders[&leader_id(1)];
    assert_eq!((leader.used, leader.deployments), (HalfDays::days(10), 1));
    assert_eq!(board.needs[&need_id(1)].matched, Some(leader_id(1)));
    assert!(board.pins.is_empty() && board.exclusions.is_empty());
    assert_eq!(board.open_needs().count(), 1);
}

#[test]
fn a_pending_change_is_seen_and_gone_again_when_it_leaves_the_list() {
    let board = board();
    let pin = BoardChange::Pin { pair: pair(1, 1) };
    assert!(board.with_pending([&pin]).pins.contains(&pair(1, 1)));
    assert_eq!(board.with_pending([]), board);
    assert_eq!(
        board.with_pending([&pin, &BoardChange::Unpin { pair: pair(1, 1) }]),
        board
    );
}

#[test]
fn a_change_about_nothing_or_of_somebody_who_may_not_is_refused() {
    let mut board = board();
    let context = board.context(TODAY);
    let check = |board: &Board, change| board.check(&change, &context);
    let pin = |need, leader| BoardChange::Pin {
        pair: pair(need, leader),
    };
    assert_eq!(check(&board, pin(1, 1)), Ok(()));
    assert_eq!(check(&board, pin(9, 1)), Err(BoardRefusal::NoSuchNeed));
    assert_eq!(check(&board, pin(1, 9)), Err(BoardRefusal::NoSuchLeader));
    if let Some(leader) = board.leaders.get_mut(&leader_id(2)) {
        leader.checks_until = None;
    }
    assert!(matches!(
        check(&board, pin(1, 2)),
        Err(BoardRefusal::NotEligible { refusals }) if refusals == [Refusal::NotChecked]
    ));
    let exclude = BoardChange::Exclude { pair: pair(1, 2) };
    assert_eq!(check(&board, exclude), Ok(()));
    board.apply(
        8,
        &BoardDone::Accepted {
            matches: vec![pair(1, 1)],
        },
    );
    assert_eq!(check(&board, pin(1, 1)), Err(BoardRefusal::AlreadyMatched));
}

#[test]
fn what_happened_is_read_back_as_it_was_written() {
    for done in [
        changed(BoardChange::Pin { pair: pair(1, 2) }),
        BoardDone::Accepted {
            matches: vec![pair(1, 1)],
        },
        BoardDone::Opened {
            need: Box::new(lark_edge()),
        },
    ] {
        let written = serde_json::to_string(&done).unwrap();
        assert_eq!(serde_json::from_str::<BoardDone>(&written).unwrap(), done);
        assert!(done.about(need_id(1)) && !done.about(need_id(5)));
    }
}

#[test]
fn a_term_takes_no_more_than_was_said_of_it() {
    let half = HalfDays;
    let mut leader = amir();
    leader.profile.terms = Some(ByTerm {
        autumn: half(10),
        spring: half(10),
        summer: half(10),
    });
    let mut need = lark_edge();
    // Ten days over two terms: five and five.
    need.draft.to = date!(2027 - 08 - 31);
    assert_eq!(eligible(&leader, &need, &context()), []);
    need.draft.to = date!(2027 - 04 - 30);
    assert_eq!(
        eligible(&leader, &need, &context()),
        [Refusal::TooFewDaysInTerm {
            term: date!(2027 - 01 - 01),
            free: half(10),
            asked: half(20),
        }]
    );
    assert_eq!(
        eligible(&leader, &need, &context())[0].words(),
        "5 days free in Spring 27, 10 would fall there."
    );
    // What is agreed there is not free there.
    need.draft.half_days = half(6);
    assert_eq!(eligible(&leader, &need, &context()), []);
    leader.profile.taken.push(Taken {
        half_days: half(5),
        from: date!(2027 - 02 - 01),
        to: date!(2027 - 03 - 01),
    });
    assert_eq!(
        rules(&eligible(&leader, &need, &context())),
        [Rule::H3],
        "5 of 10 are taken and 6 asked"
    );
}
