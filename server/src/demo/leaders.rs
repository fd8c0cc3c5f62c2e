//! The system leaders of the district: who they are, what they can do, and what is left of them.
//!
//! Long because it is mostly the people by name.

use domain::brokerage::{
    BodyTie, Depth, Designation, HalfDays, Leader, Profile, Release, Specialism, Standing, Tie,
    TieKind, TrackRecord,
};
use domain::calendar::add_months;
use domain::schools::{Key, Phase, Urn};

use super::SchoolRecord;
use super::chance::Chance;
use super::names::{Names, TRUSTS};
use super::sketch::Kind;
use super::terms::Terms;

/// A leader people speak of: name, type, home school, areas (the first the deepest), days a year, days used.
struct Named(
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    u32,
    u32,
);

const NAMED: [Named; 16] = [
    Named(
        "Joan Petrie",
        "NLE",
        "Beacon Rigg High",
        &["headship", "curriculum"],
        30,
        3,
    ),
    Named(
        "Dele Adeyemi",
        "LLE",
        "Quarry Top Primary",
        &["headship", "assessment"],
        24,
        2,
    ),
    Named(
        "Samina Rauf",
        "LLE",
        "Kestrel Moss Primary",
        &["headship", "governance"],
        20,
        8,
    ),
    Named(
        "Tess Holroyd",
        "LLE",
        "Copper Row Primary",
        &["headship", "early_years"],
        18,
        10,
    ),
    Named(
        "Amir Qureshi",
        "SLE",
        "Quarry Top Primary",
        &["maths", "assessment"],
        15,
        5,
    ),
    Named(
        "Beth Orme",
        "SLE",
        "Hallam Scar Primary",
        &["maths", "phonics"],
        15,
        6,
    ),
    Named(
        "Marcus Bell",
        "SLE",
        "Otter Weir Primary",
        &["writing", "english"],
        15,
        3,
    ),
    Named(
        "Hana Sokol",
        "SLE",
        "Yarrow Fold Primary",
        &["english", "writing"],
        15,
        0,
    ),
    Named(
        "Ruth Calder",
        "SLE",
        "Copper Row Primary",
        &["phonics", "early_reading"],
        18,
        5,
    ),
    Named(
        "Pippa Thorne",
        "SLE",
        "Beacon Rigg High",
        &["behaviour", "attendance"],
        15,
        0,
    ),
    Named(
        "Noor Haddad",
        "SLE",
        "Kestrel Moss Primary",
        &["attendance", "gap"],
        15,
        4,
    ),
    Named(
        "Farah Nawaz",
        "SLE",
        "Otter Weir Primary",
        &["sen", "gap"],
        12,
        2,
    ),
    Named(
        "Ewan Lyle",
        "SLE",
        "Hallam Scar Primary",
        &["science", "dt"],
        15,
        9,
    ),
    Named(
        "Gwen Askew",
        "CG",
        "Yarrow Fold Primary",
        &["governance"],
        8,
        2,
    ),
    Named(
        "Ali Rahim",
        "CG",
        "Beacon Rigg High",
        &["governance", "finance"],
        4,
        2,
    ),
    Named(
        "Colm Brady",
        "SP",
        "Quarry Top Primary",
        &["maths", "writing"],
        10,
        2,
    ),
];

/// How many of each type there are.
pub const TYPES: [(&str, usize); 6] = [
    ("SLE", 43),
    ("NLE", 5),
    ("LLE", 6),
    ("NLG", 3),
    ("SP", 6),
    ("CG", 2),
];

/// Areas the other specialists have, about as often as schools ask: the national list, finance left
/// out, so that somebody has to be asked twice.
const AREAS: [&str; 32] = [
    "english",
    "maths",
    "early_years",
    "sen",
    "behaviour",
    "assessment",
    "phonics",
    "science",
    "gap",
    "cpd",
    "curriculum",
    "itt",
    "history",
    "geography",
    "music",
    "pe",
    "re",
    "art",
    "ict",
    "mfl",
    "pshe",
    "most_able",
    "dt",
    "drama",
    "attendance",
    "transition",
    "english",
    "maths",
    "sen",
    "early_years",
    "english",
    "behaviour",
];

const STYLES: [&str; 5] = ["coaching", "modelling", "planning", "directive", "review"];

fn key(text: &str) -> Option<Key> {
    text.parse().ok()
}

/// Every leader, the named ones first.
pub fn leaders(terms: Terms, schools: &[SchoolRecord], names: &mut Names) -> Vec<Leader> {
    let mut chance = Chance::named("leaders");
    // Homes are schools with something to give: the bands that need least.
    let homes: Vec<&SchoolRecord> = schools
        .iter()
        .filter(|one| one.band < 2 && !matches!(one.kind, Kind::Nursery | Kind::Alternative))
        .collect();
    let mut all: Vec<Leader> = NAMED
        .iter()
        .filter_map(|one| {
            let home = schools.iter().find(|school| school.school.name == one.2)?;
            let mut leader = leader(terms, one.0, one.1, home, one.3, &mut chance)?;
            leader.yearly = HalfDays::days(one.4);
            leader.used = HalfDays::days(one.5);
            leader.designation.standing = Standing::Active;
            leader.designation.reason = String::new();
            leader.release = Release::Agreed;
            leader.declared_until = Some(terms.days_on(260));
            leader.checks_until = Some(terms.days_on(300));
            Some(leader)
        })
        .collect();
    let mut area = 0;
    for (kind, count) in TYPES {
        let have = all
            .iter()
            .filter(|one| one.designation.kind.as_str() == kind)
            .count();
        for _ in have..count {
            let areas: Vec<&str> = match kind {
                "SLE" | "SP" => {
                    area += 1;
                    vec![
                        AREAS[area % AREAS.len()],
                        AREAS[(area * 7 + 3) % AREAS.len()],
                    ]
                }
                "NLE" | "LLE" => vec![
                    "headship",
                    *chance.pick(&["assessment", "curriculum", "cpd", "gap"]),
                ],
                _ => vec!["governance"],
            };
            let head = matches!(kind, "NLE" | "LLE");
            let home = loop {
                let home = *chance.pick(&homes);
                // A head leads one school, and a serving one in good order.
                let free = !head
                    || (home.band == 0
                        && all.iter().all(|one| {
                            one.home != Some(home.school.urn)
                                || !matches!(one.designation.kind.as_str(), "NLE" | "LLE")
                        }));
                if free {
                    break home;
                }
            };
            let name = if head && all.iter().all(|one| one.name != home.head) {
                home.head.clone()
            } else {
                names.person()
            };
            all.extend(leader(terms, &name, kind, home, &areas, &mut chance));
        }
    }
    tie(&mut all, schools, terms);
    super::profiles::write(&mut all);
    all
}

fn leader(
    terms: Terms,
    name: &str,
    kind: &str,
    home: &SchoolRecord,
    areas: &[&str],
    chance: &mut Chance,
) -> Option<Leader> {
    let (yearly, most, body) = match kind {
        "NLE" => (30, 2, "Department for Education"),
        "LLE" => (20, 2, "Vale Teaching School Hub"),
        "NLG" => (10, 2, "Department for Education"),
        "CG" => (8, 2, "Airedale Vale Council"),
        "SP" => (10, 2, "Airedale Vale School Partnerships"),
        _ => (15, 3, "Vale Teaching School Hub"),
    };
    let awarded = terms.months_ago(chance.between(14, 96));
    let (standing, reason) = chance.weighted(&[
        ((Standing::Active, ""), 88),
        (
            (
                Standing::UnderReview,
                "moved to another school in September",
            ),
            4,
        ),
        ((Standing::Paused, "on leave until the summer"), 3),
        ((Standing::Lapsed, "review not taken up"), 5),
    ]);
    let review = terms.days_on(chance.between(60, 900));
    let used = chance.between(0, yearly * 4 / 5);
    let evaluations = chance.between(0, 9);
    let mean = 78 + chance.spread(8);
    let school = &home.school;
    let mut phases = vec![match school.phase {
        Phase::NotSaid => Phase::AllThrough,
        phase => phase,
    }];
    if matches!(home.kind, Kind::Special) {
        phases = vec![Phase::Primary, Phase::Secondary, Phase::NotSaid];
    } else if chance.in_hundred(18) {
        let also = if school.phase == Phase::Primary {
            Phase::Nursery
        } else {
            Phase::Primary
        };
        phases.push(also);
    }
    let weekdays = u8::try_from(chance.between(1, 31)).unwrap_or(31) | 0b00110;
    Some(Leader {
        id: super::id::leader(name),
        name: name.to_owned(),
        designation: Designation {
            kind: key(kind)?,
            body: body.to_owned(),
            awarded,
            review_due: Some(if standing == Standing::Lapsed {
                terms.days_ago(140)
            } else {
                review
            }),
            standing,
            reason: reason.to_owned(),
        },
        home: Some(school.urn),
        home_name: school.name.clone(),
        organisation: school.trust.clone().or_else(|| school.federation.clone()),
        place: school.place,
        specialisms: {
            let mut list: Vec<Specialism> = Vec::new();
            for (at, area) in areas.iter().enumerate() {
                let depth = if at == 0 {
                    Depth::Primary
                } else {
                    Depth::Secondary
                };
                let area = key(area)?;
                if list.iter().all(|one| one.area != area) {
                    list.push(Specialism { area, depth });
                }
            }
            list
        },
        phases,
        roll: school.roll,
        disadvantaged: school.disadvantaged,
        faith: school.faith.is_some(),
        yearly: HalfDays::days(u32::try_from(yearly).unwrap_or(15)),
        used: HalfDays(u32::try_from(used).unwrap_or(0)),
        most_deployments: most,
        deployments: u32::from(used > 6),
        weekdays,
        styles: {
            let first = chance.below(STYLES.len());
            let second = (first + 1 + chance.below(STYLES.len() - 1)) % STYLES.len();
            [STYLES[first], STYLES[second]]
                .into_iter()
                .filter_map(key)
                .collect()
        },
        release: chance.weighted(&[
            (Release::Agreed, 74),
            (Release::AskEachTime, 22),
            (Release::Refused, 4),
        ]),
        // Declared and checked each autumn; a few have let it slip.
        declared_until: Some(if chance.in_hundred(94) {
            terms.days_on(chance.between(220, 330))
        } else {
            terms.days_ago(chance.between(5, 60))
        }),
        checks_until: Some(if chance.in_hundred(96) {
            terms.days_on(chance.between(220, 420))
        } else {
            terms.days_ago(chance.between(5, 40))
        }),
        ties: Vec::new(),
        vetoes: Vec::new(),
        own_school_concern: (home.band >= 2).then(|| add_months(terms.today, -7)),
        track: TrackRecord {
            evaluations: u32::try_from(evaluations).unwrap_or(0),
            sum: u32::try_from(evaluations * mean).unwrap_or(0),
        },
        profile: Profile::default(),
    })
}

/// What ties some of them to schools, and where some will not go.
fn tie(all: &mut [Leader], schools: &[SchoolRecord], terms: Terms) {
    let urn = |name: &str| -> Option<Urn> {
        schools
            .iter()
            .find(|one| one.school.name == name)
            .map(|one| one.school.urn)
    };
    let ties: [(&str, &str, TieKind, Option<i32>); 6] = [
        (
            "Ruth Calder",
            "Lark Edge Primary",
            TieKind::WorkedThere,
            Some(16),
        ),
        ("Hana Sokol", "Millbeck Primary", TieKind::Relative, None),
        ("Samina Rauf", "Rushy Dell Primary", TieKind::Governor, None),
        (
            "Beth Orme",
            "Fennick Lane Primary",
            TieKind::WorkedThere,
            Some(20),
        ),
        ("Gwen Askew", "Carr Side Primary", TieKind::Governor, None),
        ("Pippa Thorne", "Heronsgate High", TieKind::Applicant, None),
    ];
    for (leader, school, kind, months) in ties {
        let (Some(urn), Some(leader)) =
            (urn(school), all.iter_mut().find(|one| one.name == leader))
        else {
            continue;
        };
        leader.ties.push(Tie {
            urn,
            kind,
            until: months.map(|months| terms.months_ago(months)),
        });
    }
    let bodies: [(&str, &str, TieKind, Option<i32>); 5] = [
        // They ran schools of it, or sit on its board: a match with any of its schools is to be waived first.
        ("Marcus Bell", TRUSTS[0], TieKind::WorkedThere, Some(14)),
        ("Samina Rauf", TRUSTS[5], TieKind::Governor, None),
        ("Tess Holroyd", TRUSTS[3], TieKind::WorkedThere, Some(9)),
        // To be looked at.
        ("Noor Haddad", TRUSTS[6], TieKind::Relative, None),
        ("Dele Adeyemi", TRUSTS[5], TieKind::PaidWork, Some(7)),
    ];
    for (leader, body, kind, months) in bodies {
        if let Some(leader) = all.iter_mut().find(|one| one.name == leader) {
            leader.profile.bodies.push(BodyTie {
                body: body.to_owned(),
                kind,
                until: months.map(|months| terms.months_ago(months)),
            });
        }
    }
    for (leader, school) in [
        ("Noor Haddad", "Oxrigg High"),
        ("Marcus Bell", "Ember Street Primary"),
    ] {
        if let (Some(urn), Some(leader)) =
            (urn(school), all.iter_mut().find(|one| one.name == leader))
        {
            leader.vetoes.push(urn);
        }
    }
}
