//! Organisations around schools: the list, one on a page, and what is written of them.

mod all;

pub use all::All;

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{
    ActivityPart, BeginOrganisation, OrganisationPage, OrganisationRow, OrganisationsPage,
    PutOrganisation,
};
use domain::calendar::{Date, Term};
use domain::schools::{Key, OrganisationId, School, Urn};
use domain::support::offers::Offer;
use domain::support::organisations::{
    Around, Organisation, OrganisationEntry, OrganisationKind, OrganisationKinds, tally,
};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::logged::{self, Asked, refused};
use super::offers;
use crate::App;
use crate::db::logbook::Log;
use crate::db::{brokerage, money, people, support};
use crate::error::{Error, Result};
use crate::session::Visitor;

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

fn kind(id: Key) -> Option<&'static OrganisationKind> {
    OrganisationKinds::standard().kind(id)
}

/// `GET /api/organisations`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<OrganisationsPage>> {
    visitor.must_somewhere(Action::ReadOrganisations)?;
    let mut tx = visitor.begin(&app.pool).await?;
    listed(&mut tx, &visitor).await.map(Json)
}

async fn listed(conn: &mut PgConnection, visitor: &Visitor) -> Result<OrganisationsPage> {
    let today = today();
    let all = All::read(conn).await?;
    let offered = offers::all(conn).await?;
    let own = offers::own_schools(visitor, &all);
    let seen: Vec<&Offer> = offered
        .values()
        .filter(|offer| offer.standing(today).open() && offers::sees(visitor, &all, &own, offer))
        .collect();
    let place = |id: Key| {
        let kinds = &OrganisationKinds::standard().kinds;
        kinds.iter().position(|kind| kind.id == id)
    };
    let mut rows: Vec<OrganisationRow> = all
        .organisations
        .iter()
        .map(|(id, one)| OrganisationRow {
            id: *id,
            kind: one.about.kind,
            name: one.about.name.clone(),
            from: one.about.from,
            until: one.ended.as_ref().map(|(until, _)| *until),
            lead: one.lead_on(today).map(|urn| all.named(urn)),
            schools: all
                .members(one, today)
                .map(|members| u32::try_from(members.len()).unwrap_or(u32::MAX)),
            offers: count(seen.iter().filter(|offer| offers::by(offer, *id))),
        })
        .collect();
    rows.sort_by_key(|row| {
        let over = row.until.is_some_and(|until| until < today);
        (over, place(row.kind), row.name.clone())
    });
    let open: Vec<&School> = all
        .schools
        .iter()
        .filter(|school| school.status.is_open())
        .collect();
    let partnerships = people::partnerships(conn).await?;
    let partnerships = partnerships
        .into_iter()
        .map(|one| {
            let members = open.iter().filter(|it| it.partnership == Some(one.id));
            let members = count(members);
            (one, members)
        })
        .collect();
    let in_any: BTreeSet<Urn> = all
        .organisations
        .values()
        .filter_map(|one| all.members(one, today))
        .flatten()
        .collect();
    let alone = open
        .iter()
        .filter(|school| school.partnership.is_none() && !in_any.contains(&school.urn))
        .map(|school| all.named(school.urn))
        .collect();
    Ok(OrganisationsPage {
        today,
        rows,
        partnerships,
        registered: registered(&all, &open),
        alone,
        may_write: visitor.may(Action::ChangeOrganisation, &visitor.here()),
    })
}

fn count<T>(of: impl Iterator<Item = T>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

/// Bodies the register names that nobody wrote down.
fn registered(all: &All, open: &[&School]) -> Vec<(Key, String, u32)> {
    let mut found: BTreeMap<(usize, &str), (Key, u32)> = BTreeMap::new();
    let kinds = &OrganisationKinds::standard().kinds;
    for (at, kind) in kinds.iter().enumerate() {
        let Some(field) = kind.register else { continue };
        let written = |name: &str| {
            let mut of_kind = all.organisations.values();
            of_kind.any(|one| one.about.kind == kind.id && one.about.goes_by(name))
        };
        for name in open.iter().filter_map(|school| field.of(school)) {
            if !written(name) {
                found.entry((at, name)).or_insert((kind.id, 0)).1 += 1;
            }
        }
    }
    found
        .into_iter()
        .map(|((_, name), (kind, schools))| (kind, name.to_owned(), schools))
        .collect()
}

/// `GET /api/organisations/{organisation}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<OrganisationId>,
) -> Result<Json<OrganisationPage>> {
    visitor.must(Action::ReadOrganisations, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor, id).await.map(Json)
}

async fn shown(
    conn: &mut PgConnection,
    visitor: &Visitor,
    id: OrganisationId,
) -> Result<OrganisationPage> {
    let today = today();
    let all = All::read(conn).await?;
    let one = all.organisations.get(&id).ok_or(Error::NotFound)?;
    let kind = kind(one.about.kind).cloned().ok_or(Error::NotFound)?;
    let may_write = visitor.may(Action::ChangeOrganisation, &visitor.here());
    let named: BTreeSet<Urn> = one
        .members
        .iter()
        .map(|member| member.school)
        .chain(one.leads.iter().map(|lead| lead.school))
        .collect();
    let could_join = if may_write && one.ended.is_none() {
        let open = all.schools.iter().filter(|school| school.status.is_open());
        open.filter(|school| !one.has(school.urn, today))
            .map(|school| all.named(school.urn))
            .collect()
    } else {
        Vec::new()
    };
    let registered = all.registered(one);
    let registered = registered.iter().map(|school| all.named(school.urn));
    Ok(OrganisationPage {
        id,
        today,
        activities: activities(conn, visitor, (&all, &kind), (id, one)).await?,
        offers: offers::rows(conn, visitor, &all, |offer| offers::by(offer, id)).await?,
        names: named.into_iter().map(|urn| all.named(urn)).collect(),
        registered: registered.collect(),
        organisation: one.clone(),
        kind,
        may_write,
        could_join,
    })
}

/// What it does, by kind: counted for those who see the needs of the whole authority, written down for all.
async fn activities(
    conn: &mut PgConnection,
    visitor: &Visitor,
    (all, kind): (&All, &OrganisationKind),
    (id, one): (OrganisationId, &Organisation),
) -> Result<Vec<ActivityPart>> {
    let counts = visitor.may(Action::ReadNeeds, &visitor.here()) && !kind.does.is_empty();
    let kinds = OrganisationKinds::standard();
    let does = kind.does.iter().filter_map(|id| kinds.activity(*id));
    let mut parts: Vec<ActivityPart> = does
        .map(|activity| {
            let mut deeds: Vec<_> = one
                .deeds
                .iter()
                .filter(|deed| deed.activity == activity.id)
                .cloned()
                .collect();
            deeds.sort_by_key(|deed| std::cmp::Reverse(deed.on));
            ActivityPart {
                activity: activity.clone(),
                counts: Vec::new(),
                deeds,
            }
        })
        .collect();
    if !counts {
        return Ok(parts);
    }
    let today = today();
    let members = all.members(one, today);
    let leaders = brokerage::leaders(conn).await?;
    let cases = support::summaries(conn).await?;
    let offered = offers::all(conn).await?;
    let own: Vec<&Offer> = offered.values().filter(|it| offers::by(it, id)).collect();
    let book = money::book(conn).await?;
    let pots: BTreeSet<_> = book
        .pots
        .values()
        .filter(|pot| one.about.goes_by(&pot.funder))
        .map(|pot| pot.id)
        .collect();
    let paid = book.commitments.values().filter(|commitment| {
        let mut shares = commitment.pots.iter();
        shares.any(|share| pots.contains(&share.pot))
    });
    let around = Around {
        about: &one.about,
        schools: members.as_ref(),
        leaders: &leaders,
        cases: &cases,
        offers: &own,
        paid_for: (!pots.is_empty()).then(|| count(paid)),
        since: Term::of_year(today)[0].begins(),
        today,
    };
    for part in &mut parts {
        let counts = part.activity.counts.iter();
        part.counts = counts.map(|one| (*one, tally(*one, &around))).collect();
    }
    Ok(parts)
}

/// `POST /api/organisations`
pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<BeginOrganisation>,
) -> Result<Json<OrganisationPage>> {
    visitor.must(Action::ChangeOrganisation, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    let subject = asked.id.to_string();
    let all = All::read(&mut tx).await?;
    let writes = Asked {
        log: Log::Organisation,
        subject: &subject,
        id: asked.id,
        base: None,
        entry: OrganisationEntry::Begin {
            about: Box::new(asked.about.clone()),
        },
    };
    logged::write(&mut tx, &visitor, writes, |kept, _| {
        let about = &asked.about;
        if !kept.is_empty() {
            return Err(Error::field("id", "another change has that id"));
        }
        let mut others = all.organisations.values();
        if others.any(|one| one.ended.is_none() && one.about.goes_by(&about.name)) {
            return Err(Error::field("name", "there is one of that name already"));
        }
        about.check(today()).map_err(refused)
    })
    .await?;
    let page = shown(&mut tx, &visitor, OrganisationId(asked.id.0)).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// `POST /api/organisations/{organisation}`
pub async fn put(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<OrganisationId>,
    Body(asked): Body<PutOrganisation>,
) -> Result<Json<OrganisationPage>> {
    visitor.must(Action::ChangeOrganisation, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    let all = All::read(&mut tx).await?;
    // Before the book is locked: a lock would begin one.
    if !all.organisations.contains_key(&id) {
        return Err(Error::NotFound);
    }
    if let OrganisationEntry::Join { school, .. } = &asked.entry
        && all.school(*school).is_none()
    {
        return Err(Error::field("school", "choose a school of the register"));
    }
    let subject = id.to_string();
    let writes = Asked {
        log: Log::Organisation,
        subject: &subject,
        id: asked.id,
        base: Some(asked.base),
        entry: asked.entry,
    };
    logged::write(&mut tx, &visitor, writes, |kept, entry| {
        let one = Organisation::of(kept, |urn| urn.to_string()).ok_or(Error::NotFound)?;
        one.check(entry, today()).map_err(refused)
    })
    .await?;
    let page = shown(&mut tx, &visitor, id).await?;
    tx.commit().await?;
    Ok(Json(page))
}
