use std::collections::BTreeSet;

use time::macros::date;
use uuid::Uuid;

use super::super::areas::standard_types;
use super::super::leader::{ByTerm, Depth, HalfDays, Release, Specialism, Standing, Tie, TieKind};
use super::super::ties::BodyTie;
use super::*;
use crate::access::Role;
use crate::calendar::Date;
use crate::schools::{AuthorityId, Key, LeaderId, PersonId, Phase, Urn};

const TODAY: Date = date!(2026 - 11 - 27);

fn urn(number: u32) -> Urn {
    Urn::try_from(number).unwrap()
}

fn lena() -> Leader {
    let mut leader = Leader::blank(LeaderId(Uuid::from_u128(1)), Key::of("SLE"), TODAY);
    leader.name = "Lena Lindqvist".to_owned();
    leader.designation.body = "Vale Teaching School Hub".to_owned();
    leader.home = Some(urn(900_003));
    leader.home_name = "Moor One".to_owned();
    leader.specialisms = vec![Specialism {
        area: Key::of("maths"),
        depth: Depth::Primary,
    }];
    leader.phases = vec![Phase::Primary];
    leader.yearly = HalfDays::days(15);
    leader
}

fn actor(role: Role) -> Actor {
    Actor {
        person: PersonId(Uuid::from_u128(5)),
        authority: AuthorityId::try_from(901).unwrap(),
        role,
        partnerships: Vec::new(),
        schools: vec![urn(900_003)],
        leader: Some(lena().id),
        meeting: None,
    }
}

fn here() -> Resource {
    Resource::of(AuthorityId::try_from(901).unwrap())
}

fn faults(leader: &Leader, fields: &[Field], said: Said) -> Vec<RecordFault> {
    let fields: BTreeSet<Field> = fields.iter().copied().collect();
    check_record(leader, &fields, standard_types(), said, TODAY)
        .err()
        .unwrap_or_default()
}

#[test]
fn every_field_is_put_back_as_it_was_read_and_no_field_touches_another() {
    let mut other = lena();
    other.designation.kind = Key::of("NLE");
    other.designation.standing = Standing::Paused;
    other.designation.reason = "on leave".to_owned();
    other.name = "Lena Moss".to_owned();
    other.home = None;
    other.home_name = "Far School".to_owned();
    other.profile.district = "Calderbrook".to_owned();
    other.checks_until = Some(TODAY);
    other.declared_until = Some(TODAY);
    other.profile.post = "Deputy head".to_owned();
    other.specialisms.clear();
    other.phases.push(Phase::Nursery);
    other.profile.contexts.push(Key::of("small"));
    other.styles.push(Key::of("coaching"));
    other.yearly = HalfDays(9);
    other.profile.terms = Some(ByTerm::default());
    other.most_deployments = 1;
    other.weekdays = 1;
    other.profile.bodies.push(BodyTie {
        body: "Wharfe Trust".to_owned(),
        kind: TieKind::WorkedThere,
        until: None,
    });
    other.ties.push(Tie {
        urn: urn(900_001),
        kind: TieKind::Governor,
        until: None,
    });
    other.vetoes.push(urn(900_001));
    other.release = Release::Refused;
    for field in Field::ALL {
        let mut leader = lena();
        let changes = apply(&mut leader, vec![field.of(&other)]);
        assert_eq!(changes.len(), 1, "{field:?} differs in this test");
        assert_eq!(
            (changes[0].from.field(), changes[0].to.field()),
            (field, field)
        );
        for one in Field::ALL {
            let expected = if one == field { &other } else { &lena() };
            assert_eq!(one.of(&leader), one.of(expected), "{field:?} {one:?}");
        }
        assert_eq!(differences(&lena(), &leader), [field.of(&other)]);
    }
    let mut leader = lena();
    assert_eq!(differences(&lena(), &other).len(), Field::ALL.len());
    apply(&mut leader, differences(&lena(), &other));
    assert_eq!(leader, other);
    assert_eq!(apply(&mut leader, vec![Field::Yearly.of(&other)]), []);
}

#[test]
fn each_field_is_changed_by_whose_it_is_to_say() {
    let office = [
        Field::Name,
        Field::Designated,
        Field::Standing,
        Field::Home,
        Field::Checks,
    ];
    for field in Field::ALL {
        let may = |role| may_change(&actor(role), field, &lena(), &here());
        let (kept, release) = (office.contains(&field), field == Field::Release);
        assert_eq!(may(Role::Broker), !release, "{field:?}");
        assert_eq!(may(Role::Officer), !release, "{field:?}");
        assert_eq!(may(Role::Leader), !kept && !release, "{field:?}");
        assert_eq!(may(Role::Headteacher), release, "{field:?}");
        for role in [
            Role::Administrator,
            Role::PartnershipLead,
            Role::Governor,
            Role::Display,
        ] {
            assert!(!may(role), "{role:?} {field:?}");
        }
    }
    // A head of another school says nothing, and neither does another leader.
    let mut other = lena();
    other.id = LeaderId(Uuid::from_u128(2));
    other.home = Some(urn(900_001));
    assert!(!may_change(
        &actor(Role::Headteacher),
        Field::Release,
        &other,
        &here()
    ));
    assert!(!may_change(
        &actor(Role::Leader),
        Field::Yearly,
        &other,
        &here()
    ));
    // Of a head elsewhere the broker writes down the word.
    other.home = None;
    assert!(may_change(
        &actor(Role::Broker),
        Field::Release,
        &other,
        &here()
    ));
}

#[test]
fn what_cannot_stand_is_said_at_its_field_and_what_was_not_touched_is_not_asked() {
    type Wrong = fn(&mut Leader);
    let cases: [(Field, &str, Wrong); 17] = [
        (Field::Name, "name", |one| one.name.clear()),
        (Field::Name, "name", |one| one.name = "a".repeat(121)),
        (Field::Designated, "body", |one| {
            one.designation.body.clear()
        }),
        (Field::Designated, "kind", |one| {
            one.designation.kind = Key::of("none")
        }),
        (Field::Designated, "review", |one| {
            one.designation.review_due = Some(date!(2020 - 01 - 01));
        }),
        (Field::Standing, "reason", |one| {
            one.designation.standing = Standing::Removed
        }),
        (Field::Home, "home", |one| one.home_name.clear()),
        (Field::Checks, "checks", |one| {
            one.checks_until = Some(date!(2039 - 01 - 01))
        }),
        (Field::Areas, "areas", |one| one.specialisms.clear()),
        (Field::Areas, "areas", |one| {
            one.specialisms.push(one.specialisms[0])
        }),
        (Field::Phases, "phases", |one| one.phases.clear()),
        (Field::Contexts, "contexts", |one| {
            one.profile.contexts.push(Key::of("moon"))
        }),
        (Field::Styles, "styles", |one| {
            one.styles.push(Key::of("shouting"))
        }),
        (Field::Yearly, "yearly", |one| one.used = HalfDays::days(16)),
        (Field::Terms, "terms", |one| {
            one.profile.terms = Some(ByTerm {
                autumn: HalfDays::days(8),
                spring: HalfDays::days(8),
                summer: HalfDays(0),
            });
        }),
        (Field::Weekdays, "weekdays", |one| one.weekdays = 0),
        (Field::Declared, "declared", |one| {
            one.declared_until = Some(date!(2028 - 03 - 01))
        }),
    ];
    for (field, id, wrong) in cases {
        let mut leader = lena();
        wrong(&mut leader);
        let found = faults(&leader, &[field], Said::ByOthers);
        assert_eq!(
            found.iter().map(RecordFault::field).collect::<Vec<_>>(),
            [id]
        );
        assert_eq!(faults(&leader, &[], Said::ByOthers), []);
        assert_eq!(faults(&lena(), &[field], Said::ByOthers), []);
    }
}

#[test]
fn nobody_gives_themselves_more_days_than_their_type_has() {
    let mut leader = lena();
    leader.yearly = HalfDays::days(16);
    let found = faults(&leader, &[Field::Yearly], Said::ByThemselves);
    assert_eq!(
        found[0].to_string(),
        "Specialist leaders of education give at most 15 days a year; your own head and the broker can agree more"
    );
    assert_eq!(faults(&leader, &[Field::Yearly], Said::ByOthers), []);
    leader.yearly = HalfDays::days(3);
    leader.used = HalfDays(7);
    let found = faults(&leader, &[Field::Yearly], Said::ByThemselves);
    assert_eq!(
        found[0].to_string(),
        "3½ days of this year are agreed already"
    );
}

#[test]
fn the_directory_says_what_somebody_can_do_and_nothing_of_how_they_are_judged() {
    let mut leader = lena();
    leader.track.sum = 9;
    leader.vetoes.push(urn(900_001));
    leader.own_school_concern = Some(TODAY);
    leader.checks_until = Some(TODAY);
    leader.designation.reason = "on leave".to_owned();
    let whole = |role| sight(&actor(role), &leader, &here());
    assert_eq!(whole(Role::Broker), Some(Sight::Whole));
    assert_eq!(whole(Role::Leader), Some(Sight::Whole));
    assert_eq!(whole(Role::Headteacher), Some(Sight::OwnHead));
    assert_eq!(whole(Role::PartnershipLead), Some(Sight::Directory));
    assert_eq!(whole(Role::Governor), None);
    assert_eq!(leader.clone().seen(Sight::Whole), leader);
    let head = leader.clone().seen(Sight::OwnHead);
    assert_eq!((head.checks_until, head.track.sum), (Some(TODAY), 0));
    assert_eq!((head.own_school_concern, head.vetoes.len()), (None, 0));
    let listed = leader.seen(Sight::Directory);
    assert_eq!(
        (listed.checks_until, listed.designation.reason.as_str()),
        (None, "")
    );
    assert_eq!(listed.specialisms, lena().specialisms);
}

#[test]
fn values_are_said_in_words() {
    let mut leader = lena();
    leader.ties.push(Tie {
        urn: urn(900_001),
        kind: TieKind::WorkedThere,
        until: Some(date!(2025 - 07 - 12)),
    });
    leader.weekdays = 0b0_0101;
    leader.declared_until = Some(date!(2027 - 08 - 31));
    let school = |urn: Urn| (u32::from(urn) == 900_001).then(|| "Vale One".to_owned());
    let words = |field: Field| field.of(&leader).words(standard_types(), &school);
    for (field, said) in [
        (Field::Ties, "Vale One: worked there, until 12 Jul 2025"),
        (Field::Weekdays, "Monday, Wednesday"),
        (Field::Declared, "good until 31 Aug 2027"),
        (Field::Checks, "nothing"),
        (Field::Yearly, "15 days"),
        (Field::Areas, "mathematics"),
        (Field::Terms, "any, within the year"),
        (
            Field::Designated,
            "Specialist leader of education, Vale Teaching School Hub, 27 Nov 2026",
        ),
    ] {
        assert_eq!(words(field), said);
    }
}
