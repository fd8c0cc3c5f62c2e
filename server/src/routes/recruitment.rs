//! Rounds in which leaders are sought. Everybody reads what is sought; of those put forward, each what is theirs.

mod designation;
mod shown;

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{OpenRound, PutRound, RecruitmentPage, Task};
use domain::brokerage::recruitment::{
    Around, Outcome, RecruitmentFault, Round, RoundEntry, check_draft, check_entry, overtaken,
};
use domain::calendar::Date;
use domain::schools::RoundId;
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::leader;
use super::logged::{self, Asked};
use crate::App;
use crate::db::board;
use crate::db::logbook::{self, Log};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::session::Visitor;
use designation::{award, details, record_of};
use shown::{Here, rounds, row, shown};

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// `GET /api/leaders/recruitment`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<RecruitmentPage>> {
    visitor.must_somewhere(Action::ReadRecruitment)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let here = Here::read(&mut tx, &visitor).await?;
    shown(&mut tx, &visitor, here).await.map(Json)
}

/// `POST /api/leaders/recruitment`
pub async fn open(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<OpenRound>,
) -> Result<Json<RecruitmentPage>> {
    visitor.must_somewhere(Action::RunRecruitment)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let here = Here::read(&mut tx, &visitor).await?;
    let subject = asked.id.to_string();
    let round = asked.round.clone();
    let writes = Asked {
        log: Log::Recruitment,
        subject: &subject,
        id: asked.id,
        base: None,
        entry: RoundEntry::Open {
            round: Box::new(asked.round),
        },
    };
    logged::write(&mut tx, &visitor, writes, |kept, _| {
        if !kept.is_empty() {
            return Err(Error::field("id", "another change has that id"));
        }
        check_draft(&round, &here.around).map_err(refused)
    })
    .await?;
    let page = shown(&mut tx, &visitor, here).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// `POST /api/leaders/recruitment/{round}`
pub async fn put(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<RoundId>,
    Body(asked): Body<PutRound>,
) -> Result<Json<RecruitmentPage>> {
    visitor.must_somewhere(Action::ReadRecruitment)?;
    let mut tx = visitor.begin(&app.pool).await?;
    // Whoever designates changes leaders too, and the board is locked before any book.
    let award = award(&asked.entry);
    if award.is_some() {
        board::lock(&mut tx, visitor.actor.authority).await?;
    }
    let subject = id.to_string();
    let kept = logbook::of(&mut tx, Log::Recruitment, &subject).await?;
    Round::of(&kept).ok_or(Error::NotFound)?;
    let here = Here::read(&mut tx, &visitor).await?;
    deferred(&mut tx, id, &asked.entry).await?;
    let entry = settled(&here.around, asked.entry);
    let mut chosen = None;
    let writes = Asked {
        log: Log::Recruitment,
        subject: &subject,
        id: asked.id,
        base: None,
        entry,
    };
    logged::write(&mut tx, &visitor, writes, |kept, entry| {
        let round = Round::of(kept).ok_or(Error::NotFound)?;
        let base = (asked.base, visitor.actor.person);
        if let Some(by) = overtaken(kept, entry, base) {
            return Err(Error::Stale {
                title: format!("{} wrote here meanwhile", by.name),
                detail: "Open the page again to see it, and write yours if it still holds."
                    .to_owned(),
            });
        }
        check_entry(&round, entry, &visitor.actor, &here.around).map_err(refused)?;
        chosen = Some(round);
        Ok(())
    })
    .await?;
    let designated = match (chosen, award) {
        (Some(round), Some((who, award))) => {
            let of = round.applicant(who).ok_or(Error::NotFound)?;
            let leader = record_of(of);
            let known = here.around.homes.contains_key(&leader);
            let why = format!("Designated in the round {}", round.draft.title);
            let details = details(&round, of, award, known);
            leader::designate(&mut tx, &visitor, (asked.id, leader), details, why).await?;
            true
        }
        _ => false,
    };
    let here = Here::read(&mut tx, &visitor).await?;
    let page = shown(&mut tx, &visitor, here).await?;
    tx.commit().await?;
    if designated {
        app.live.wake(Place::Board(visitor.actor.authority));
    }
    Ok(Json(page))
}

/// An application with who it is, where they have an account or a record.
fn settled(around: &Around, entry: RoundEntry) -> RoundEntry {
    match entry {
        RoundEntry::PutForward {
            applicant,
            application,
        } => RoundEntry::PutForward {
            applicant,
            application: Box::new(around.settled(*application)),
        },
        other => other,
    }
}

/// Whoever is deferred to another round is deferred to one that is there and not over.
async fn deferred(conn: &mut PgConnection, from: RoundId, entry: &RoundEntry) -> Result<()> {
    let RoundEntry::Outcome {
        outcome: Outcome::Deferred { to: Some(to) },
        ..
    } = entry
    else {
        return Ok(());
    };
    let all = rounds(conn).await?;
    if *to == from || all.get(to).is_none_or(|round| round.over.is_some()) {
        return Err(Error::field("to", "choose another round that is not over"));
    }
    Ok(())
}

fn refused(fault: RecruitmentFault) -> Error {
    match fault {
        RecruitmentFault::NotYours => Error::Forbidden("that is not yours to write"),
        RecruitmentFault::Written(field, words) => Error::field(field, words),
    }
}

/// What rounds wait for from this visitor.
pub async fn tasks(conn: &mut PgConnection, visitor: &Visitor) -> Result<Vec<Task>> {
    let all = rounds(conn).await?;
    if all.values().all(|round| round.applicants.is_empty()) {
        return Ok(Vec::new());
    }
    let here = Here::read(conn, visitor).await?;
    let mut tasks = Vec::new();
    for round in all.values() {
        for one in &round.applicants {
            let Some(row) = row(&here, visitor, round, one) else {
                continue;
            };
            for wait in row.waits.into_iter().filter(|wait| wait.mine) {
                tasks.push(Task {
                    due: wait.due,
                    what: wait.what,
                    school: one.application.school_name.clone(),
                    urn: one.application.school,
                    why: format!("{}, {}", one.application.name, round.draft.title),
                    href: "/leaders/recruitment".to_owned(),
                    act: "Open the round".to_owned(),
                    band: None,
                    area: None,
                });
            }
        }
    }
    Ok(tasks)
}
