//! A district small enough to reason about by hand.

use domain::brokerage::{
    Depth, Designation, Familiarity, HalfDays, Leader, Need, NeedDraft, Pair, Profile, Release,
    Specialism, Standing, TrackRecord,
};
use domain::calendar::Date;
use domain::schools::{Key, LeaderId, NeedId, Phase, Place, Urn};
use time::macros::date;
use uuid::Uuid;

pub const TODAY: Date = date!(2026 - 11 - 22);

pub fn pair(need: u128, leader: u128) -> Pair {
    Pair {
        need: NeedId(Uuid::from_u128(need)),
        leader: LeaderId(Uuid::from_u128(leader)),
    }
}

/// A leader in one area, so many kilometres east, with so many days.
pub fn leader(number: u128, area: &'static str, east: i32, days: u32) -> Leader {
    Leader {
        id: pair(0, number).leader,
        name: format!("Leader {number}"),
        designation: Designation {
            kind: Key::of("SLE"),
            body: "Airedale Teaching Hub".to_owned(),
            awarded: date!(2023 - 09 - 01),
            review_due: None,
            standing: Standing::Active,
            reason: String::new(),
        },
        home: None,
        home_name: String::new(),
        organisation: None,
        place: Some(Place {
            easting: 400_000 + east * 1_000,
            northing: 430_000,
        }),
        specialisms: vec![Specialism {
            area: Key::of(area),
            depth: Depth::Primary,
        }],
        phases: vec![Phase::Primary],
        roll: None,
        disadvantaged: None,
        faith: false,
        yearly: HalfDays::days(days),
        used: HalfDays(0),
        most_deployments: 5,
        deployments: 0,
        weekdays: 0b1_1111,
        styles: Vec::new(),
        release: Release::Agreed,
        declared_until: Some(date!(2028 - 08 - 31)),
        checks_until: Some(date!(2028 - 08 - 31)),
        ties: Vec::new(),
        vetoes: Vec::new(),
        own_school_concern: None,
        track: TrackRecord::default(),
        profile: Profile::default(),
    }
}

/// A need in one area, so many kilometres east, of a tier and so many days.
pub fn need(number: u128, area: &'static str, east: i32, tier: u8, days: u32) -> Need {
    Need {
        id: pair(number, 0).need,
        draft: NeedDraft {
            urn: Urn::try_from(107_000 + u32::try_from(number).unwrap()).unwrap(),
            area: Key::of(area),
            note: String::new(),
            half_days: HalfDays::days(days),
            tier: tier.try_into().unwrap(),
            from: date!(2027 - 01 - 04),
            to: date!(2027 - 07 - 23),
            phase_essential: false,
            remote: false,
            style: None,
            familiarity: Familiarity::Either,
            meeting: None,
            of: None,
        },
        school: format!("School {number}"),
        phase: Phase::Primary,
        place: Some(Place {
            easting: 400_000 + east * 1_000,
            northing: 430_000,
        }),
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
