//! Minutes: made from the log when they are asked for, frozen with a seal when they are signed, and the
//! same as files.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::access::Action;
use domain::api::{MinutesPage, SignMinutes, Signed};
use domain::brokerage::Areas;
use domain::meetings::{Audience, Board, Minutes, minutes, redact};
use domain::schools::MeetingId;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnection;

use super::body::{Body, Id};
use super::export::{WORKBOOK, made};
use super::meetings::{about, load};
use crate::App;
use crate::db::meetings::Kept;
use crate::db::{brokerage, log, meetings, minutes as db};
use crate::error::{Error, Result};
use crate::export::{minutes_docx, minutes_xlsx};
use crate::scheme;
use crate::session::Visitor;

const DOCUMENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// The longest note under a signature, characters.
const LONGEST_NOTE: usize = 2_000;

/// For whom.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct For {
    #[serde(default = "room", rename = "for")]
    audience: Audience,
}

fn room() -> Audience {
    Audience::Room
}

/// The minutes and the text their seal is of: as signed, or as the log has them now.
struct Read {
    minutes: Minutes,
    document: String,
    seal: String,
    signed: Option<Signed>,
    kept: Kept,
}

async fn read(conn: &mut PgConnection, visitor: &Visitor, id: MeetingId) -> Result<Read> {
    let kept = load(conn, visitor, id, Action::ReadMeeting).await?;
    let (document, minutes, signed) = match db::signed(conn, id).await? {
        Some((document, signed)) => {
            let minutes = serde_json::from_str(&document)?;
            (document, minutes, Some(signed))
        }
        None => {
            let minutes = from_the_log(conn, &kept).await?;
            (serde_json::to_string(&minutes)?, minutes, None)
        }
    };
    Ok(Read {
        seal: seal(&document),
        minutes,
        document,
        signed,
        kept,
    })
}

fn seal(document: &str) -> String {
    let digest = Sha256::digest(document.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The minutes as the log has them.
pub async fn from_the_log(conn: &mut PgConnection, kept: &Kept) -> Result<Minutes> {
    let id = kept.meeting.id;
    let scheme = scheme::read(&kept.scheme)?;
    let openings = meetings::openings(conn, id).await?;
    let changes = log::changes_since(conn, id, 0).await?;
    let opened = Board::open(kept.meeting.clone(), openings);
    let mut board = opened.clone();
    for recorded in &changes {
        board.apply(recorded);
    }
    let areas = Areas::standard();
    let mut requests: Vec<String> = brokerage::needs(conn)
        .await?
        .into_iter()
        .filter(|need| need.draft.meeting == Some(id))
        .map(|need| {
            let area = areas.word(need.draft.area);
            let days = need.draft.half_days.words();
            format!("{}: {area}, {days} days", need.school)
        })
        .collect();
    requests.sort();
    Ok(minutes(&scheme, &opened, &board, &changes, requests))
}

/// `GET /api/meetings/{id}/minutes`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
    Query(asked): Query<For>,
) -> Result<Json<MinutesPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let read = read(&mut tx, &visitor, id).await?;
    let decides = visitor.may(Action::Decide, &about(&visitor, &read.kept.meeting));
    Ok(Json(MinutesPage {
        may_sign: decides && read.minutes.closed && read.signed.is_none(),
        minutes: redact(&read.minutes, asked.audience),
        scheme: scheme::read(&read.kept.scheme)?,
        seal: read.seal,
        signed: read.signed,
    }))
}

/// `POST /api/meetings/{id}/minutes`: frozen as they were read. The first signature stands.
pub async fn sign(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
    Body(asked): Body<SignMinutes>,
) -> Result<Json<Signed>> {
    let mut tx = visitor.begin(&app.pool).await?;
    load(&mut tx, &visitor, id, Action::Decide).await?;
    let read = read(&mut tx, &visitor, id).await?;
    let note = asked.note.trim();
    if note.chars().count() > LONGEST_NOTE {
        return Err(Error::field(
            "note",
            format!("at most {LONGEST_NOTE} characters"),
        ));
    }
    if !read.minutes.closed {
        return Err(Error::field(
            "meeting",
            "the meeting is still in progress: close it first",
        ));
    }
    if let Some(signed) = read.signed {
        let mine = signed.by == visitor.by().name && signed.note == note;
        return if mine && signed.seal == asked.seal {
            Ok(Json(signed))
        } else {
            Err(Error::Stale {
                title: format!("{} has signed these minutes already", signed.by),
                detail: String::new(),
            })
        };
    }
    if asked.seal != read.seal {
        return Err(Error::Stale {
            title: "the minutes have changed since you read them".to_owned(),
            detail: "Read them again and sign what they say now.".to_owned(),
        });
    }
    let (authority, by) = (visitor.actor.authority, visitor.by());
    let document = (read.document.as_str(), read.seal.as_str());
    db::sign(&mut tx, authority, id, document, note, &by).await?;
    let (_, signed) = db::signed(&mut tx, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(Json(signed))
}

/// `GET /api/meetings/{id}/minutes.docx`
pub async fn docx(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
    Query(asked): Query<For>,
) -> Result<Response> {
    let (minutes, signed, name) = file(&app, &visitor, id, asked).await?;
    made(DOCUMENT, format!("{name}.docx"), move || {
        minutes_docx(&minutes, signed.as_ref())
    })
    .await
}

/// `GET /api/meetings/{id}/minutes.xlsx`
pub async fn xlsx(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<MeetingId>,
    Query(asked): Query<For>,
) -> Result<Response> {
    let (minutes, _, name) = file(&app, &visitor, id, asked).await?;
    made(WORKBOOK, format!("{name}.xlsx"), move || {
        minutes_xlsx(&minutes)
    })
    .await
}

async fn file(
    app: &App,
    visitor: &Visitor,
    id: MeetingId,
    asked: For,
) -> Result<(Minutes, Option<Signed>, String)> {
    let mut tx = visitor.begin(&app.pool).await?;
    let read = read(&mut tx, visitor, id).await?;
    let wider = match asked.audience {
        Audience::Room => "",
        Audience::Wider => "-for-everybody",
    };
    let name = format!("minutes-{}{wider}", read.minutes.on);
    Ok((redact(&read.minutes, asked.audience), read.signed, name))
}
