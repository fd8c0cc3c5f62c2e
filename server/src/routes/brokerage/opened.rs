//! Opening a need, alone or as a team.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Action;
use domain::api::{FieldProblem, OpenNeed};
use domain::brokerage::{BoardDone, Need, NeedDraft, NeedFault, check, check_beside};
use domain::schools::NeedId;
use time::OffsetDateTime;

use crate::App;
use crate::db::{board, brokerage, schools};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::routes::body::Body;
use crate::session::Visitor;

/// `POST /api/needs`
pub async fn open_need(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<OpenNeed>,
) -> Result<(StatusCode, Json<Need>)> {
    let authority = visitor.actor.authority;
    let mut tx = visitor.begin(&app.pool).await?;
    let school = schools::one(&mut tx, asked.draft.urn)
        .await?
        .ok_or(Error::NotFound)?;
    let on = visitor
        .here()
        .school(school.urn)
        .partnership(school.partnership);
    visitor.must(Action::RecordNeed, &on)?;
    let parts = written(&asked)?;
    board::lock(&mut tx, authority).await?;
    let today = OffsetDateTime::now_utc().date();
    let by = visitor.by();
    let before = brokerage::needs(&mut tx).await?;
    let again = before.iter().any(|need| need.id == asked.id);
    if !again {
        check_beside(&asked.draft, asked.with.len(), &before)
            .map_err(|fault| unwritten(vec![problem("", &fault)]))?;
    }
    for (id, draft) in &parts {
        let opened = brokerage::open_need(&mut tx, authority, *id, draft, today, &by.name).await?;
        if opened == again {
            return Err(Error::field("id", "another need has that id"));
        }
    }
    let needs = brokerage::needs(&mut tx).await?;
    let mut team = Vec::new();
    for (id, draft) in &parts {
        let need = needs
            .iter()
            .find(|need| need.id == *id && need.draft == *draft)
            .ok_or_else(|| Error::field("id", "another need has that id"))?;
        team.push(need);
    }
    if !again {
        for need in &team {
            let change = domain::schools::ChangeId(need.id.0);
            let done = BoardDone::Opened {
                need: Box::new((*need).clone()),
            };
            board::record(&mut tx, authority, change, &by, &done).await?;
        }
        tx.commit().await?;
        app.live.wake(Place::Board(authority));
    }
    let status = if again {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    Ok((status, Json(team[0].clone())))
}

/// The need and those of its specialists, where all of them can be opened as they are written.
fn written(asked: &OpenNeed) -> Result<Vec<(NeedId, NeedDraft)>> {
    let beside = asked
        .with
        .iter()
        .map(|one| (one.id, one.draft(asked.id, &asked.draft)));
    let parts: Vec<(NeedId, NeedDraft)> = [(asked.id, asked.draft.clone())]
        .into_iter()
        .chain(beside)
        .collect();
    let mut wrong = Vec::new();
    for (at, (_, draft)) in parts.iter().enumerate() {
        // What is the lead's is said once, and of the lead.
        let own = |fault: &&NeedFault| at == 0 || matches!(fault.field(), "area" | "half_days");
        let place = match at {
            0 => String::new(),
            at => format!("specialist-{at}-"),
        };
        let faults = check(draft).err().unwrap_or_default();
        wrong.extend(
            faults
                .iter()
                .filter(own)
                .map(|fault| problem(&place, fault)),
        );
    }
    if wrong.is_empty() {
        Ok(parts)
    } else {
        Err(unwritten(wrong))
    }
}

fn problem(place: &str, fault: &NeedFault) -> FieldProblem {
    FieldProblem {
        field: format!("{place}{}", fault.field()),
        reason: fault.to_string(),
    }
}

fn unwritten(fields: Vec<FieldProblem>) -> Error {
    Error::Invalid {
        title: "this need cannot be opened as it is".to_owned(),
        fields,
    }
}
