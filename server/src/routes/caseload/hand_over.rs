//! Handing a caseload over in one step: every school of it, or those chosen, on the same day, or none.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{CaseloadPage, HandOver};
use domain::schools::{By, ChangeId, Urn};
use domain::support::Kept;
use domain::support::caseload::{Entry, SchoolFile, Seat};
use uuid::Uuid;

use super::{Around, keep, may_be_named, refused, shown, today};
use crate::App;
use crate::db::logbook::{self, Log};
use crate::db::{people, schools};
use crate::error::{Error, Result};
use crate::routes::body::Body;
use crate::session::Visitor;

/// `POST /api/caseload/hand-over`. Sent twice it is one: whoever holds the schools already is named once.
pub async fn hand_over(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<HandOver>,
) -> Result<Json<CaseloadPage>> {
    visitor.must(Action::ChangeCaseload, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    let today = today();
    let around = Around::read(&mut tx, today).await?;
    let all = people::all(&mut tx).await?;
    let to = all.iter().find(|one| one.id == asked.to);
    let to = to
        .filter(|one| may_be_named(one.role))
        .ok_or_else(|| Error::field("to", "choose somebody from the list"))?;
    let to = By {
        id: to.id,
        name: to.name.clone(),
    };
    let open = schools::all(&mut tx).await?;
    let theirs = |file: &SchoolFile| {
        let now = file.contact(asked.role, asked.from.max(today));
        now.and_then(|one| one.person.as_ref()).map(|by| by.id) == asked.of
    };
    let chosen = open
        .iter()
        .filter(|school| school.status.is_open())
        .map(|school| school.urn)
        .filter(|urn| asked.schools.is_empty() || asked.schools.contains(urn));
    let mut handed = 0;
    let authority = visitor.actor.authority;
    for (urn, id) in chosen.map(|urn| (urn, id_of(asked.id, urn))) {
        let entry = Entry::Contact {
            role: asked.role,
            person: Some(to.clone()),
            from: asked.from,
            why: asked.why.trim().to_owned(),
        };
        let subject = urn.to_string();
        let book = (Log::Caseload, subject.as_str());
        if logbook::written(&mut tx, book, id, visitor.actor.person, &entry).await? {
            handed += 1;
            continue;
        }
        if !theirs(&around.file(urn)) {
            continue;
        }
        logbook::lock(&mut tx, authority, Log::Caseload, &subject).await?;
        let entries: Vec<Kept<Entry>> = logbook::of(&mut tx, Log::Caseload, &subject).await?;
        let file = SchoolFile::of(&entries);
        // Somebody may have been quicker.
        if !theirs(&file) {
            continue;
        }
        file.check(&entry, Seat::Officer, &around.way, today)
            .map_err(refused)?;
        keep(&mut tx, authority, &visitor, (urn, &file), (id, entry)).await?;
        handed += 1;
    }
    if handed == 0 {
        return Err(Error::field(
            "of",
            "there is no school to hand over: somebody may have been quicker",
        ));
    }
    let page = shown(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// Each school's own id, the same however often it is sent.
fn id_of(id: ChangeId, urn: Urn) -> ChangeId {
    ChangeId(Uuid::from_u128(
        id.0.as_u128() ^ (u128::from(u32::from(urn)) << 32),
    ))
}
