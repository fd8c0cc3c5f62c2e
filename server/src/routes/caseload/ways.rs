//! The way of working: what it says, and adopting another.

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{AdoptWay, ShippedWay, TheWay};
use domain::support::caseload::{WAYS, Way};
use sqlx::postgres::PgConnection;

use crate::App;
use crate::db::ways;
use crate::error::{Error, Result};
use crate::routes::body::Body;
use crate::session::Visitor;
use crate::way::{self, AS_SHIPPED};

/// The longest a document is.
const LONGEST: usize = 40_000;

/// `GET /api/caseload/way`
pub async fn way(State(app): State<App>, visitor: Visitor) -> Result<Json<TheWay>> {
    visitor.must_somewhere(Action::ReadCaseload)?;
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx).await.map(Json)
}

async fn shown(conn: &mut PgConnection) -> Result<TheWay> {
    let (way, adopted) = way::in_force(conn).await?;
    let shipped = WAYS.iter().filter_map(|(key, document)| {
        let way = Way::parse(document).ok()?;
        Some(ShippedWay {
            key: (*key).to_owned(),
            name: way.name,
            document: (*document).to_owned(),
        })
    });
    let document = adopted
        .as_ref()
        .map_or(AS_SHIPPED, |one| one.document.as_str());
    Ok(TheWay {
        document: document.to_owned(),
        version: adopted.as_ref().map_or(0, |one| one.version),
        shipped: shipped.collect(),
        adopted: adopted.map(|one| (one.by.name, one.at.day())),
        way,
    })
}

/// `POST /api/caseload/way`
pub async fn adopt(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<AdoptWay>,
) -> Result<Json<TheWay>> {
    visitor.must(Action::ChangeCaseload, &visitor.here())?;
    let mut tx = visitor.begin(&app.pool).await?;
    let before = ways::latest(&mut tx).await?;
    if let Some(before) = &before
        && before.id == asked.id
        && before.by.id == visitor.actor.person
        && before.document == asked.document
    {
        return shown(&mut tx).await.map(Json);
    }
    if asked.document.len() > LONGEST {
        return Err(Error::field(
            "document",
            "a way is at most 40,000 characters",
        ));
    }
    Way::parse(&asked.document).map_err(|fault| Error::field("document", fault))?;
    let why = asked.why.trim();
    if why.is_empty() {
        return Err(Error::field("why", "say why this is adopted"));
    }
    let version = before.as_ref().map_or(0, |one| one.version);
    let next = (version + 1, asked.id);
    let authority = visitor.actor.authority;
    let first = asked.base == version
        && ways::adopt(
            &mut tx,
            authority,
            next,
            &visitor.by(),
            (&asked.document, why),
        )
        .await?;
    if !first {
        return Err(Error::Stale {
            title: "another way was adopted meanwhile".to_owned(),
            detail: "Look at it, and adopt yours if it still holds.".to_owned(),
        });
    }
    let page = shown(&mut tx).await?;
    tx.commit().await?;
    Ok(Json(page))
}
