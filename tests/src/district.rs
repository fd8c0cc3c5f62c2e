//! A small district for tests: two authorities, and somebody of every role. Numbers are chosen so that
//! rules can be seen to act; names are made up.

use anyhow::Result;
use domain::access::Role;
use domain::api::Partnership;
use domain::brokerage::{
    Depth, Designation, HalfDays, Leader, NeedDraft, Profile, Release, Specialism, Standing, Tier,
    TrackRecord, standard_types,
};
use domain::calendar::Date;
use domain::schools::{
    AuthorityId, Finding, Governance, Key, LeaderId, NeedId, Observed, PartnershipId, PersonId,
    Phase, Place, Provenance, Reading, School, Setting, Status, Urn, Value,
};
use server::db::people::{self, NewPerson};
use server::db::{self, brokerage, evidence, schools};
use server::session::checked_hash;
use sqlx::PgPool;
use time::OffsetDateTime;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// Everybody's.
pub const PASSWORD: &str = "three grey herons";

/// Everybody there is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Officer,
    Administrator,
    /// Leads the Vale.
    Lead,
    /// Leads the Moor, and heads a school there.
    OtherLead,
    Broker,
    Leader,
    /// Heads Vale One.
    Head,
    /// Governs Vale One.
    Governor,
    /// An officer of another authority.
    Stranger,
}

impl Who {
    pub const ALL: [Self; 9] = [
        Self::Officer,
        Self::Administrator,
        Self::Lead,
        Self::OtherLead,
        Self::Broker,
        Self::Leader,
        Self::Head,
        Self::Governor,
        Self::Stranger,
    ];

    pub fn email(self) -> &'static str {
        match self {
            Self::Officer => "officer@test.example",
            Self::Administrator => "administrator@test.example",
            Self::Lead => "lead@test.example",
            Self::OtherLead => "other.lead@test.example",
            Self::Broker => "broker@test.example",
            Self::Leader => "leader@test.example",
            Self::Head => "head@test.example",
            Self::Governor => "governor@test.example",
            Self::Stranger => "stranger@test.example",
        }
    }

    pub fn id(self) -> PersonId {
        PersonId(Uuid::from_u128(1_000 + self as u128))
    }

    fn role(self) -> Role {
        match self {
            Self::Officer | Self::Stranger => Role::Officer,
            Self::Administrator => Role::Administrator,
            Self::Lead | Self::OtherLead => Role::PartnershipLead,
            Self::Broker => Role::Broker,
            Self::Leader => Role::Leader,
            Self::Head => Role::Headteacher,
            Self::Governor => Role::Governor,
        }
    }
}

pub fn here() -> AuthorityId {
    AuthorityId::try_from(901).expect("three digits")
}

pub fn elsewhere() -> AuthorityId {
    AuthorityId::try_from(902).expect("three digits")
}

pub fn vale() -> PartnershipId {
    PartnershipId(Uuid::from_u128(10))
}

pub fn moor() -> PartnershipId {
    PartnershipId(Uuid::from_u128(11))
}

pub fn far() -> PartnershipId {
    PartnershipId(Uuid::from_u128(12))
}

pub fn urn(number: u32) -> Urn {
    Urn::try_from(number).expect("six digits")
}

pub fn vale_one() -> Urn {
    urn(900_001)
}

pub fn vale_two() -> Urn {
    urn(900_002)
}

pub fn moor_one() -> Urn {
    urn(900_003)
}

pub fn far_one() -> Urn {
    urn(900_004)
}

pub fn leader_id(number: u128) -> LeaderId {
    LeaderId(Uuid::from_u128(20 + number))
}

pub fn need_id(number: u128) -> NeedId {
    NeedId(Uuid::from_u128(40 + number))
}

pub fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// So many days from now.
pub fn in_days(days: i64) -> Date {
    today()
        .checked_add(time::Duration::days(days))
        .expect("a day of this era")
}

pub fn school(urn: Urn, name: &str, partnership: PartnershipId) -> School {
    let number = u32::from(urn);
    School {
        urn,
        name: name.to_owned(),
        phase: Phase::Primary,
        setting: Setting::Mainstream,
        governance: Governance::Maintained,
        kind: "Community school".to_owned(),
        status: Status::Open,
        number: None,
        place: Some(Place {
            easting: 416_000 + i32::try_from(number % 100).unwrap_or(0) * 500,
            northing: 433_000,
        }),
        postcode: String::new(),
        town: "Testham".to_owned(),
        roll: Some(210),
        disadvantaged: Some(2_500),
        trust: None,
        federation: None,
        diocese: None,
        faith: None,
        opened: None,
        closed: None,
        partnership: Some(partnership),
    }
}

/// A number, as a file would have brought it.
pub fn measured(indicator: &str, hundredths: i32, national: Option<i32>, as_at: Date) -> Reading {
    reading(indicator, Finding::number(hundredths), national, as_at)
}

/// A judgement.
pub fn judged(indicator: &str, choice: &str, as_at: Date) -> Reading {
    let key = choice.parse().expect("a choice is a key");
    reading(indicator, Finding::Known(Value::Choice(key)), None, as_at)
}

fn reading(indicator: &str, finding: Finding, national: Option<i32>, as_at: Date) -> Reading {
    Reading {
        indicator: indicator.parse().expect("an indicator is a key"),
        seen: Observed {
            finding,
            comparator: national,
            cohort: Some(60),
            marker: None,
            as_at,
            contested: false,
        },
        from: Provenance {
            source: "Test file".to_owned(),
            period: as_at.year().to_string(),
            ..Provenance::default()
        },
    }
}

/// A leader who may help anybody in the Vale with reading.
pub fn leader(number: u128, name: &str, days: u32) -> Leader {
    Leader {
        id: leader_id(number),
        name: name.to_owned(),
        designation: Designation {
            kind: Key::of("SLE"),
            body: "Test body".to_owned(),
            awarded: in_days(-1_000),
            review_due: Some(in_days(1_000)),
            standing: Standing::Active,
            reason: String::new(),
        },
        home: Some(moor_one()),
        home_name: "Moor One".to_owned(),
        organisation: None,
        place: Some(Place {
            easting: 416_500,
            northing: 433_000,
        }),
        specialisms: vec![Specialism {
            area: area(),
            depth: Depth::Primary,
        }],
        phases: vec![Phase::Primary],
        roll: Some(300),
        disadvantaged: Some(2_000),
        faith: false,
        yearly: HalfDays::days(days),
        used: HalfDays(0),
        most_deployments: 3,
        deployments: 0,
        weekdays: 0b1_1111,
        styles: Vec::new(),
        release: Release::Agreed,
        declared_until: Some(in_days(365)),
        checks_until: Some(in_days(365)),
        ties: Vec::new(),
        vetoes: Vec::new(),
        own_school_concern: None,
        track: TrackRecord {
            evaluations: 4,
            sum: 360,
        },
        profile: Profile::default(),
    }
}

/// The first area of expertise there is.
pub fn area() -> Key {
    domain::brokerage::Areas::standard()
        .find("reading")
        .first()
        .map_or(Key::of("reading"), |area| area.id)
}

pub fn draft(of: Urn, tier: u8, days: u32) -> NeedDraft {
    NeedDraft {
        urn: of,
        area: area(),
        note: String::new(),
        half_days: HalfDays::days(days),
        tier: Tier::try_from(tier).expect("a tier"),
        from: in_days(7),
        to: in_days(120),
        phase_essential: false,
        remote: false,
        style: None,
        familiarity: domain::brokerage::Familiarity::Either,
        meeting: None,
        of: None,
    }
}

async fn hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    HASH.get_or_init(|| async {
        checked_hash(PASSWORD, "", "nobody@test.example").expect("a fine password")
    })
    .await
}

/// Fills a new database.
pub async fn fill(pool: &PgPool) -> Result<()> {
    let hash = hash().await;
    let mut tx = pool.begin().await?;
    for (authority, name) in [(here(), "Testshire"), (elsewhere(), "Othershire")] {
        people::put_authority(&mut tx, authority, name, false).await?;
    }
    db::enter(&mut tx, elsewhere()).await?;
    place(
        &mut tx,
        elsewhere(),
        far(),
        "Far",
        &[(far_one(), "Far One")],
    )
    .await?;
    person(&mut tx, elsewhere(), Who::Stranger, hash).await?;
    db::enter(&mut tx, here()).await?;
    let vale_schools = [(vale_one(), "Vale One"), (vale_two(), "Vale Two")];
    place(&mut tx, here(), vale(), "Vale", &vale_schools).await?;
    place(&mut tx, here(), moor(), "Moor", &[(moor_one(), "Moor One")]).await?;
    for who in Who::ALL.into_iter().filter(|who| *who != Who::Stranger) {
        person(&mut tx, here(), who, hash).await?;
    }
    for kind in standard_types() {
        brokerage::put_type(&mut tx, here(), kind).await?;
    }
    for leader in [leader(1, "Lena Lindqvist", 10), leader(2, "Marek Moss", 6)] {
        brokerage::put_leader(&mut tx, here(), &leader).await?;
    }
    for (number, of, tier, days) in [(1, vale_one(), 4, 6), (2, vale_two(), 2, 5)] {
        let draft = draft(of, tier, days);
        let id = need_id(number);
        brokerage::open_need(&mut tx, here(), id, &draft, today(), "Test").await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn place(
    conn: &mut sqlx::PgConnection,
    authority: AuthorityId,
    id: PartnershipId,
    name: &str,
    listed: &[(Urn, &str)],
) -> Result<()> {
    let name = name.to_owned();
    schools::put_partnership(conn, authority, &Partnership { id, name }).await?;
    for (urn, name) in listed {
        schools::put(conn, authority, &school(*urn, name, id)).await?;
        for reading in [
            judged("I01", "good", in_days(-900)),
            measured("I10", 6_500, Some(6_000), in_days(-500)),
            measured("I10", 6_200, Some(6_000), in_days(-120)),
            measured("I30", 550, None, in_days(-120)),
        ] {
            evidence::add(conn, authority, *urn, &reading, None).await?;
        }
    }
    Ok(())
}

async fn person(
    conn: &mut sqlx::PgConnection,
    authority: AuthorityId,
    who: Who,
    hash: &str,
) -> Result<()> {
    let partnerships = match who {
        Who::Lead => vec![vale()],
        Who::OtherLead => vec![moor()],
        _ => Vec::new(),
    };
    let schools = match who {
        Who::Head | Who::Governor => vec![vale_one()],
        Who::OtherLead => vec![moor_one()],
        _ => Vec::new(),
    };
    let chairs = match who {
        Who::Governor => vec![vale_one()],
        _ => Vec::new(),
    };
    let person = NewPerson {
        id: who.id(),
        name: format!("{who:?} of Testshire"),
        email: who.email().to_owned(),
        password: Some(hash.to_owned()),
        role: who.role(),
        about: String::new(),
        leader: (who == Who::Leader).then(|| leader_id(1)),
        partnerships,
        schools,
        chairs,
    };
    people::put(conn, authority, &person).await?;
    Ok(())
}
