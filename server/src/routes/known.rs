//! What people know about a school: write it down, take it back.

use axum::Json;
use axum::extract::State;
use domain::access::{Action, Resource};
use domain::api::{RecordEntry, WithdrawEntry};
use domain::schools::{EntryId, Key, Known, Sensitivity, Urn, check_entry};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::schools::open;
use crate::App;
use crate::db::known::{self, Kept};
use crate::error::{Error, Result};
use crate::scheme;
use crate::session::Visitor;

/// The longest reason for taking an entry back, characters.
const LONGEST_WHY: usize = 400;

/// The entries about this school that the visitor may read: what is about a person is read by officers
/// and by whoever wrote it.
pub async fn readable(
    conn: &mut PgConnection,
    visitor: &Visitor,
    on: &Resource,
    urn: Urn,
) -> Result<Vec<Known>> {
    let personal = visitor.may(Action::ReadPersonal, on);
    let all = known::of(conn, &[urn]).await?.remove(&urn);
    Ok(all
        .unwrap_or_default()
        .into_iter()
        .filter(|kept| personal || seen_by(kept, visitor))
        .map(|kept| kept.known)
        .collect())
}

fn seen_by(kept: &Kept, visitor: &Visitor) -> bool {
    kept.known.entry.sensitivity == Sensitivity::School || kept.author == visitor.actor.person
}

/// `POST /api/schools/{urn}/known`
pub async fn record(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<RecordEntry>,
) -> Result<Json<Known>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let on = open(&mut tx, &visitor, urn, Action::RecordEvidence).await?;
    let today = OffsetDateTime::now_utc().date();
    let scheme = scheme::in_force(&mut tx, today).await?;
    let areas: Vec<Key> = scheme.areas.iter().map(|area| area.id).collect();
    check_entry(&asked.entry, &areas, today)
        .map_err(|fault| Error::field(fault.field(), fault.to_string()))?;
    let authority = visitor.actor.authority;
    let id = (urn, asked.id);
    known::add(&mut tx, authority, id, &asked.entry, &visitor.by(), None).await?;
    let kept = one(&mut tx, &visitor, &on, (urn, asked.id)).await?;
    if kept.entry.text != asked.entry.text.trim() || kept.by != visitor.by().name {
        return Err(Error::field("id", "another entry has that id"));
    }
    tx.commit().await?;
    Ok(Json(kept))
}

/// `POST /api/schools/{urn}/known/{id}/withdraw`. Done twice is done once.
pub async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Id((urn, id)): Id<(Urn, EntryId)>,
    Body(asked): Body<WithdrawEntry>,
) -> Result<Json<Known>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let on = open(&mut tx, &visitor, urn, Action::RecordEvidence).await?;
    let why = asked.why.trim();
    if why.is_empty() || why.chars().count() > LONGEST_WHY {
        return Err(Error::field(
            "why",
            format!("say in 1 to {LONGEST_WHY} characters why it is taken back"),
        ));
    }
    one(&mut tx, &visitor, &on, (urn, id)).await?;
    known::withdraw(&mut tx, visitor.actor.authority, id, why, &visitor.by()).await?;
    let kept = one(&mut tx, &visitor, &on, (urn, id)).await?;
    tx.commit().await?;
    Ok(Json(kept))
}

async fn one(
    conn: &mut PgConnection,
    visitor: &Visitor,
    on: &Resource,
    (urn, id): (Urn, EntryId),
) -> Result<Known> {
    readable(conn, visitor, on, urn)
        .await?
        .into_iter()
        .find(|known| known.id == id)
        .ok_or(Error::NotFound)
}
