//! One leader: the page, adding one, and changing what is known of them.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Action;
use domain::api::{AddLeader, ChangeLeader, FieldProblem, LeaderPage, LeaderRecorded, NamedSchool};
use domain::brokerage::{
    BoardDone, Context, Detail, Field, LONGEST_REASON, Leader, LeaderType, Said, Sight, apply,
    check_record, may_change, ready, sight,
};
use domain::calendar::Date;
use domain::schools::{ChangeId, Key, LeaderId, School, Urn};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use crate::App;
use crate::db::{board, brokerage, leaders, schools};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::session::Visitor;

/// `GET /api/leaders/{leader}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<LeaderId>,
) -> Result<Json<LeaderPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor, id).await.map(Json)
}

/// The page of a leader as this visitor sees it.
async fn shown(conn: &mut PgConnection, visitor: &Visitor, id: LeaderId) -> Result<LeaderPage> {
    let leader = leaders::one(conn, id).await?.ok_or(Error::NotFound)?;
    let seen = sight(&visitor.actor, &leader, &visitor.here()).ok_or(Error::NotFound)?;
    let kept = leaders::kept(conn, id).await?.ok_or(Error::NotFound)?;
    let types = brokerage::types(conn).await?;
    let context = Context::new(today(), &types, [&leader]);
    let (mut deployments, mut pinned, mut history) = (Vec::new(), Vec::new(), Vec::new());
    if seen >= Sight::OwnHead {
        deployments = leaders::deployments(conn, id).await?;
    }
    if visitor.may(Action::Plan, &visitor.here()) {
        pinned = leaders::pinned(conn, id).await?;
    }
    if seen == Sight::Whole {
        history = leaders::history(conn, id).await?;
    }
    let may: Vec<Field> = Field::ALL
        .into_iter()
        .filter(|field| may_change(&visitor.actor, *field, &leader, &visitor.here()))
        .collect();
    let (mut named, mut bodies) = (Vec::new(), BTreeSet::new());
    if seen == Sight::Whole {
        named = open_schools(conn).await?;
        let register = schools::register(conn).await?;
        let over = register.into_values().flat_map(|school| school.to);
        bodies = over.map(|body| body.name).collect();
    }
    Ok(LeaderPage {
        ready: if seen == Sight::Directory {
            Vec::new()
        } else {
            ready(&leader.clone().seen(seen), &context)
        },
        leader: leader.seen(seen),
        sight: seen,
        types,
        revision: kept.revision,
        may,
        deployments,
        pinned,
        history,
        schools: named,
        bodies: bodies.into_iter().collect(),
    })
}

async fn open_schools(conn: &mut PgConnection) -> Result<Vec<NamedSchool>> {
    let all = schools::all(conn).await?;
    Ok(all
        .into_iter()
        .filter(|school| school.status.is_open())
        .map(|school| NamedSchool {
            urn: school.urn,
            name: school.name,
        })
        .collect())
}

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// `POST /api/leaders`
pub async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<AddLeader>,
) -> Result<(StatusCode, Json<LeaderPage>)> {
    visitor.must_somewhere(Action::ChangeLeader)?;
    let mut tx = visitor.begin(&app.pool).await?;
    board::lock(&mut tx, visitor.actor.authority).await?;
    if leaders::kept(&mut tx, asked.leader).await?.is_some() {
        let history = leaders::history(&mut tx, asked.leader).await?;
        once_more(&visitor, &history, asked.id)?;
        let page = shown(&mut tx, &visitor, asked.leader).await?;
        return Ok((StatusCode::OK, Json(page)));
    }
    let change = Asked {
        id: asked.id,
        details: asked.details,
        why: String::new(),
    };
    let blank = Leader::blank(asked.leader, Key::of("none"), today());
    let mut written = blank.clone();
    apply(&mut written, change.details.clone());
    yours(&visitor, &written, &change.details)?;
    write(&mut tx, &visitor, (&blank, &blank), change, true).await?;
    let page = shown(&mut tx, &visitor, asked.leader).await?;
    tx.commit().await?;
    app.live.wake(Place::Board(visitor.actor.authority));
    Ok((StatusCode::CREATED, Json(page)))
}

/// `POST /api/leaders/{leader}/changes`
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<LeaderId>,
    Body(asked): Body<ChangeLeader>,
) -> Result<Json<LeaderPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    board::lock(&mut tx, visitor.actor.authority).await?;
    let live = leaders::one(&mut tx, id).await?.ok_or(Error::NotFound)?;
    sight(&visitor.actor, &live, &visitor.here()).ok_or(Error::NotFound)?;
    yours(&visitor, &live, &asked.details)?;
    let history = leaders::history(&mut tx, id).await?;
    if history.iter().any(|one| one.id == asked.id) {
        once_more(&visitor, &history, asked.id)?;
        return shown(&mut tx, &visitor, id).await.map(Json);
    }
    let names = open_schools(&mut tx).await?;
    let types = brokerage::types(&mut tx).await?;
    fresh(&history, &asked, &types, &names)?;
    let kept = leaders::kept(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let change = Asked {
        id: asked.id,
        details: asked.details,
        why: asked.why.trim().to_owned(),
    };
    write(&mut tx, &visitor, (&kept.leader, &live), change, false).await?;
    let page = shown(&mut tx, &visitor, id).await?;
    tx.commit().await?;
    app.live.wake(Place::Board(visitor.actor.authority));
    Ok(Json(page))
}

/// Makes somebody a leader who was chosen in a round: a record of their own, or what the one they have says of the
/// designation. The board is locked.
pub(super) async fn designate(
    conn: &mut PgConnection,
    visitor: &Visitor,
    (change, leader): (ChangeId, LeaderId),
    details: Vec<Detail>,
    why: String,
) -> Result<()> {
    let asked = Asked {
        id: change,
        details,
        why,
    };
    match leaders::kept(conn, leader).await? {
        Some(kept) => {
            let live = leaders::one(conn, leader).await?.ok_or(Error::NotFound)?;
            write(conn, visitor, (&kept.leader, &live), asked, false).await
        }
        None => {
            let blank = Leader::blank(leader, Key::of("none"), today());
            write(conn, visitor, (&blank, &blank), asked, true).await
        }
    }
}

/// Each field is changed by whose it is to say.
fn yours(visitor: &Visitor, leader: &Leader, details: &[Detail]) -> Result<()> {
    let may = |field: Field| may_change(&visitor.actor, field, leader, &visitor.here());
    if details.iter().all(|detail| may(detail.field())) {
        Ok(())
    } else {
        Err(Error::Forbidden("that is not yours to say of a leader"))
    }
}

fn once_more(visitor: &Visitor, history: &[LeaderRecorded], id: ChangeId) -> Result<()> {
    let mine = |one: &LeaderRecorded| one.id == id && one.by.id == visitor.actor.person;
    if history.iter().any(mine) {
        Ok(())
    } else {
        Err(Error::field("id", "another change has that id"))
    }
}

/// Two people who write the same value different ways must both see it.
fn fresh(
    history: &[LeaderRecorded],
    asked: &ChangeLeader,
    types: &[LeaderType],
    names: &[NamedSchool],
) -> Result<()> {
    let name = |urn: Urn| {
        let school = names.iter().find(|school| school.urn == urn)?;
        Some(school.name.clone())
    };
    let mut clashes = Vec::new();
    for mine in &asked.details {
        let field = mine.field();
        let theirs = history
            .iter()
            .filter(|one| one.revision > asked.base)
            .find_map(|one| {
                let change = one
                    .changes
                    .iter()
                    .find(|change| change.to.field() == field)?;
                Some((one, change))
            });
        if let Some((one, change)) = theirs.filter(|(_, change)| change.to != *mine) {
            let words = |detail: &Detail| detail.words(types, &name);
            clashes.push((
                one.by.name.clone(),
                format!(
                    "{}: it was {}, they wrote {}, you wrote {}.",
                    field.words(),
                    words(&change.from),
                    words(&change.to),
                    words(mine)
                ),
            ));
        }
    }
    match clashes.first() {
        None => Ok(()),
        Some((who, _)) => Err(Error::Stale {
            title: format!("{who} changed this meanwhile"),
            detail: clashes
                .iter()
                .map(|(_, words)| words.as_str())
                .collect::<Vec<_>>()
                .join(" "),
        }),
    }
}

/// What is asked of a record.
struct Asked {
    id: ChangeId,
    details: Vec<Detail>,
    why: String,
}

/// Makes of a record what is asked, where it can stand, and says so to the board. `kept` is the record,
/// `live` the same with what is agreed here.
async fn write(
    conn: &mut PgConnection,
    visitor: &Visitor,
    (kept, live): (&Leader, &Leader),
    asked: Asked,
    added: bool,
) -> Result<()> {
    if asked.why.chars().count() > LONGEST_REASON {
        return Err(Error::field("why", "write at most 400 characters"));
    }
    let details: Vec<Detail> = asked.details.into_iter().map(Detail::trimmed).collect();
    let register = schools::all(conn).await?;
    known(&details, &register)?;
    let (mut kept, mut live) = (kept.clone(), live.clone());
    let changes = apply(&mut kept, details.clone());
    apply(&mut live, details.clone());
    if changes.is_empty() && !added {
        return Ok(());
    }
    let mut fields: BTreeSet<Field> = changes.iter().map(|one| one.to.field()).collect();
    if added {
        fields = Field::ALL.into();
    }
    if fields.contains(&Field::Home) {
        for leader in [&mut kept, &mut live] {
            let home = leader.home;
            leader.at_home(register.iter().find(|one| Some(one.urn) == home));
        }
    }
    let types = brokerage::types(conn).await?;
    let said = if visitor.may(Action::ChangeLeader, &visitor.here()) {
        Said::ByOthers
    } else {
        Said::ByThemselves
    };
    check_record(&live, &fields, &types, said, today()).map_err(|faults| Error::Invalid {
        title: "this cannot stand as it is written".to_owned(),
        fields: faults
            .iter()
            .map(|fault| FieldProblem {
                field: fault.field().to_owned(),
                reason: fault.to_string(),
            })
            .collect(),
    })?;
    let by = visitor.by();
    let change = leaders::Change {
        id: asked.id,
        by: &by,
        added,
        changes: &changes,
        why: &asked.why,
    };
    let authority = visitor.actor.authority;
    leaders::record(conn, authority, &kept, &change).await?;
    let now = leaders::one(conn, kept.id).await?.ok_or(Error::NotFound)?;
    let done = BoardDone::Leader {
        leader: Box::new(now),
    };
    board::record(conn, authority, asked.id, &by, &done).await?;
    Ok(())
}

/// Schools that are named are in the register.
fn known(details: &[Detail], register: &[School]) -> Result<()> {
    let known = |urn: &Urn| register.iter().any(|school| school.urn == *urn);
    for detail in details {
        let (field, fine) = match detail {
            Detail::Home(home) => ("home", home.urn.iter().all(known)),
            Detail::Ties(ties) => ("ties", ties.iter().all(|tie| known(&tie.urn))),
            Detail::Vetoes(urns) => ("vetoes", urns.iter().all(known)),
            _ => continue,
        };
        if !fine {
            return Err(Error::field(
                field,
                "there is no such school in the register",
            ));
        }
    }
    Ok(())
}
