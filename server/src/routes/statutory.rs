//! Early and statutory action about schools causing concern. Confidential: the authority, and the school once it
//! was written to.

use axum::Json;
use axum::extract::State;
use domain::access::{Action as Right, Role};
use domain::api::{StatutoryList, StatutoryPage, StatutoryRow, TakeStatutory};
use domain::calendar::Date;
use domain::schools::{School, Urn};
use domain::support::Kept;
use domain::support::statutory::{Action, Eye, Refusal, Route, Stage, Step, notice_letter};
use sqlx::postgres::PgConnection;
use time::{Duration, OffsetDateTime};

use super::body::{Body, Id};
use crate::App;
use crate::db::logbook::{self, Log};
use crate::db::{people, schools, support};
use crate::error::{Error, Result};
use crate::session::Visitor;
use crate::way;

/// Days a closed action is listed for still.
const LISTED: i64 = 365;

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// Action about every school there is any about, as this visitor reads it.
pub async fn rows(conn: &mut PgConnection, visitor: &Visitor) -> Result<Vec<StatutoryRow>> {
    let books = logbook::all::<Step>(conn, Log::Statutory).await?;
    if books.is_empty() {
        return Ok(Vec::new());
    }
    let since = today().saturating_sub(Duration::days(LISTED));
    let all = schools::all(conn).await?;
    let mut rows: Vec<StatutoryRow> = all
        .iter()
        .filter_map(|school| {
            let steps = books.get(&school.urn.to_string())?;
            let eye = eye(visitor, school)?;
            let action = Action::of(Route::of(school.governance)?, steps).seen(eye)?;
            let (_, last, word) = action.history.last()?;
            let on = word.at.day();
            let listed = action.under_way() || (action.stage == Stage::Closed && on >= since);
            listed.then(|| StatutoryRow {
                urn: school.urn,
                school: school.name.clone(),
                stage: action.stage,
                due: action.due().map(|(day, words)| (day, words.to_owned())),
                last: last.clone(),
                on,
            })
        })
        .collect();
    rows.sort_by_key(|row| (row.due.is_none(), row.due.clone(), row.school.clone()));
    Ok(rows)
}

/// Whether action is under way about a school, and this visitor may read of it.
pub async fn there(conn: &mut PgConnection, visitor: &Visitor, urn: Urn) -> Result<bool> {
    let Some(school) = schools::one(conn, urn).await? else {
        return Ok(false);
    };
    let seen = read(conn, visitor, &school).await?;
    Ok(seen.is_some_and(|action| action.under_way()))
}

/// Action about a school, as this visitor reads it.
pub async fn read(
    conn: &mut PgConnection,
    visitor: &Visitor,
    school: &School,
) -> Result<Option<Action>> {
    let subject = school.urn.to_string();
    let steps: Vec<Kept<Step>> = logbook::of(conn, Log::Statutory, &subject).await?;
    Ok(eye(visitor, school)
        .zip(Route::of(school.governance))
        .and_then(|(eye, route)| Action::of(route, &steps).seen(eye)))
}

fn eye(visitor: &Visitor, school: &School) -> Option<Eye> {
    let on = visitor
        .here()
        .school(school.urn)
        .partnership(school.partnership);
    if !visitor.may(Right::ReadStatutory, &on) {
        return None;
    }
    match visitor.actor.role {
        Role::Officer => Some(Eye::Officer),
        Role::Headteacher => Some(Eye::Head),
        Role::Governor => Some(Eye::Governor),
        _ => None,
    }
}

/// `GET /api/statutory`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<StatutoryList>> {
    visitor.must_somewhere(Right::ReadStatutory)?;
    let mut tx = visitor.begin(&app.pool).await?;
    Ok(Json(StatutoryList {
        today: today(),
        rows: rows(&mut tx, &visitor).await?,
    }))
}

/// `GET /api/statutory/{urn}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
) -> Result<Json<StatutoryPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor, urn).await.map(Json)
}

async fn shown(conn: &mut PgConnection, visitor: &Visitor, urn: Urn) -> Result<StatutoryPage> {
    let school = schools::one(conn, urn).await?.ok_or(Error::NotFound)?;
    let eye = eye(visitor, &school).ok_or(Error::NotFound)?;
    let steps: Vec<Kept<Step>> = logbook::of(conn, Log::Statutory, &urn.to_string()).await?;
    let action = Route::of(school.governance).map(|route| Action::of(route, &steps));
    let offers = action.as_ref().map_or_else(Vec::new, |one| one.offers(eye));
    let action = action.and_then(|one| one.seen(eye));
    let authority = people::authority(conn).await?;
    let authority = authority.map_or_else(String::new, |(one, _)| one.name);
    let given = action.as_ref().and_then(|one| one.notices.last());
    let (way, _) = way::in_force(conn).await?;
    let mut copies = vec![
        "The headteacher".to_owned(),
        "The Secretary of State".to_owned(),
    ];
    copies.extend(school.diocese.clone().filter(|one| !one.is_empty()));
    Ok(StatutoryPage {
        today: today(),
        urn,
        letter: given.map_or_else(Vec::new, |given| {
            notice_letter(given, &school.name, &authority)
        }),
        school: school.name,
        eye,
        // The governors of a school that was not written to are offered nothing.
        offers: if action.is_some() { offers } else { Vec::new() },
        action,
        periods: way.statutory,
        copies,
    })
}

/// `POST /api/statutory/{urn}`
pub async fn take(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<TakeStatutory>,
) -> Result<Json<StatutoryPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let school = schools::one(&mut tx, urn).await?.ok_or(Error::NotFound)?;
    let eye = eye(&visitor, &school).ok_or(Error::NotFound)?;
    let route = Route::of(school.governance).ok_or(Error::Forbidden(
        "an authority takes no such action about an independent school",
    ))?;
    let authority = visitor.actor.authority;
    let subject = urn.to_string();
    let book = (Log::Statutory, subject.as_str());
    logbook::lock(&mut tx, authority, Log::Statutory, &subject).await?;
    if logbook::written(&mut tx, book, asked.id, visitor.actor.person, &asked.step).await? {
        return shown(&mut tx, &visitor, urn).await.map(Json);
    }
    let steps: Vec<Kept<Step>> = logbook::of(&mut tx, Log::Statutory, &subject).await?;
    let action = Action::of(route, &steps);
    if eye != Eye::Officer && !action.told {
        return Err(Error::NotFound);
    }
    // A notice or an outcome rests on everything before it: nobody takes a step over an unseen one.
    let theirs = steps
        .iter()
        .find(|kept| kept.revision > asked.base && kept.by.id != visitor.actor.person);
    if let Some(theirs) = theirs {
        return Err(Error::Stale {
            title: format!("{} took a step meanwhile", theirs.by.name),
            detail: "Open the page again to see it, and take yours if it still holds.".to_owned(),
        });
    }
    action.check(&asked.step, eye, today()).map_err(refused)?;
    let kept = Kept {
        revision: action.revision + 1,
        id: asked.id,
        at: support::now(&mut tx).await?,
        by: visitor.by(),
        entry: asked.step,
    };
    logbook::keep(&mut tx, authority, book, &kept).await?;
    let page = shown(&mut tx, &visitor, urn).await?;
    tx.commit().await?;
    Ok(Json(page))
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Written { field, reason } => Error::field(&field, reason),
        Refusal::NotYours => Error::Forbidden("that is not yours to do"),
        Refusal::Barred { .. } => Error::field("step", refusal.to_string()),
    }
}
