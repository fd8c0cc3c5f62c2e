//! A person's own dates, for their own calendar: meetings, visits agreed, what is due of them. The address is
//! theirs alone and taken back with one press; nothing in it says how any school is doing.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::api::CalendarLink;
use domain::calendar::{Entry, feed};
use domain::support::Part;
use sqlx::postgres::PgConnection;

use super::{meetings, schools, support};
use crate::App;
use crate::db::{calendar, people};
use crate::error::{Error, Result};
use crate::session::{Token, Visitor};

/// `GET /api/calendar`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Json<CalendarLink>> {
    let mut tx = visitor.begin(&app.pool).await?;
    Ok(Json(CalendarLink {
        made: calendar::made(&mut tx, visitor.actor.person).await?,
        path: None,
    }))
}

/// `POST /api/calendar`: a new address; the one before is good for nothing.
pub async fn make(State(app): State<App>, visitor: Visitor) -> Result<Json<CalendarLink>> {
    let (token, hash) = Token::for_calendar()?;
    let mut tx = visitor.begin(&app.pool).await?;
    calendar::put(&mut tx, visitor.actor.authority, visitor.actor.person, hash).await?;
    let made = calendar::made(&mut tx, visitor.actor.person).await?;
    tx.commit().await?;
    Ok(Json(CalendarLink {
        made,
        path: Some(format!("/calendar/{token}.ics")),
    }))
}

/// `POST /api/calendar/forget`
pub async fn forget(State(app): State<App>, visitor: Visitor) -> Result<Json<CalendarLink>> {
    let mut tx = visitor.begin(&app.pool).await?;
    calendar::forget(&mut tx, visitor.actor.person).await?;
    tx.commit().await?;
    Ok(Json(CalendarLink {
        made: None,
        path: None,
    }))
}

/// `GET /calendar/{secret}`
pub async fn dates(
    State(app): State<App>,
    headers: HeaderMap,
    Path(secret): Path<String>,
) -> Result<Response> {
    let token = secret.strip_suffix(".ics").ok_or(Error::NotFound)?;
    let hash = Token::of_calendar(token);
    let mut tx = app.pool.begin().await?;
    let (authority, person) = calendar::whose(&mut tx, hash)
        .await?
        .ok_or(Error::NotFound)?;
    let profile = people::profile(&mut tx, authority, person)
        .await?
        .ok_or(Error::NotFound)?;
    let visitor = Visitor::of(profile, hash);
    let root = root(&app, &headers);
    let entries = entries(&mut tx, &visitor, &root).await?;
    let file = feed("Alongside", &entries, schools::now());
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((kind, file).into_response())
}

/// What the addresses in it begin with: as the server is set to be reached, else as it was asked.
fn root(app: &App, headers: &HeaderMap) -> String {
    app.config.mail.as_ref().map_or_else(
        || {
            let host = headers
                .get(header::HOST)
                .and_then(|host| host.to_str().ok());
            format!("http://{}", host.unwrap_or("localhost"))
        },
        |post| post.href(""),
    )
}

async fn entries(conn: &mut PgConnection, visitor: &Visitor, root: &str) -> Result<Vec<Entry>> {
    let mut found: Vec<Entry> = meetings::rows(conn, visitor)
        .await?
        .into_iter()
        .map(|row| Entry {
            uid: format!("meeting-{}@alongside", row.meeting.id),
            on: row.meeting.on,
            summary: format!("Meeting: {}", row.meeting.partnership_name),
            url: format!("{root}/meetings/{}", row.meeting.id),
        })
        .collect();
    for row in support::rows(conn, visitor).await? {
        let case = &row.case;
        let url = format!("{root}/support/{}", case.id);
        let visits = matches!(row.part, Part::Head | Part::Leader) && case.stage.open();
        found.extend(case.next_visit.filter(|_| visits).map(|on| Entry {
            uid: format!("visit-{}@alongside", case.id),
            on,
            summary: format!("Visit: {}", case.school),
            url: url.clone(),
        }));
        let due = case.waits.iter().filter(|wait| wait.whose == row.part);
        found.extend(due.zip(0_u32..).map(|(wait, at)| Entry {
            uid: format!("due-{}-{:?}-{at}@alongside", case.id, wait.step),
            on: wait.due,
            summary: format!("{} due: {}", wait.step.waited_for(), case.school),
            url: url.clone(),
        }));
    }
    found.sort_by(|one, other| (one.on, &one.uid).cmp(&(other.on, &other.uid)));
    Ok(found)
}
