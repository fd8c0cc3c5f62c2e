//! Rounds of peer reviews in a partnership. A review stays between its two schools and whoever leads them.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{BeginPeers, PeerBegin, PeerRound, PeerRow, PeersPage, PutPeer};
use domain::calendar::Date;
use domain::schools::{ChangeId, PartnershipId, Urn};
use domain::support::{
    Kept, Pair, PeerEntry, PeerRefusal, Round, check_pairs, peer_seat, suggest_pairs,
};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use crate::App;
use crate::db::logbook::{self, Log};
use crate::db::{people, schools, support};
use crate::error::{Error, Result};
use crate::session::Visitor;

/// The longest name of a round.
const LONGEST: usize = 120;

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// `GET /api/peers`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<PeersPage>> {
    visitor.must_somewhere(Action::ReadPeers)?;
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor).await.map(Json)
}

async fn shown(conn: &mut PgConnection, visitor: &Visitor) -> Result<PeersPage> {
    let all = schools::all(conn).await?;
    let names: BTreeMap<Urn, String> = all
        .iter()
        .map(|school| (school.urn, school.name.clone()))
        .collect();
    let mut members: BTreeMap<PartnershipId, Vec<Urn>> = BTreeMap::new();
    for school in all.iter().filter(|school| school.status.is_open()) {
        if let Some(partnership) = school.partnership {
            members.entry(partnership).or_default().push(school.urn);
        }
    }
    let books = logbook::all::<PeerEntry>(conn, Log::Peers).await?;
    let rounds: Vec<(ChangeId, Round)> = books
        .iter()
        .filter_map(|(subject, entries)| {
            Some((ChangeId(subject.parse().ok()?), Round::of(entries)?))
        })
        .collect();
    let partnerships = people::partnerships(conn).await?;
    let name = |urn: Urn| names.get(&urn).cloned().unwrap_or_default();
    let begins = partnerships.iter().filter_map(|partnership| {
        let on = visitor.here().partnership(Some(partnership.id));
        if !visitor.may(Action::RunPeers, &on) {
            return None;
        }
        let of_it = rounds
            .iter()
            .filter(|(_, round)| round.partnership == partnership.id);
        let before: Vec<Pair> = of_it
            .flat_map(|(_, round)| round.reviews.iter().map(|one| one.pair))
            .collect();
        let pairs = suggest_pairs(members.get(&partnership.id)?, &before);
        let names = pairs
            .iter()
            .map(|pair| (name(pair.reviewer), name(pair.reviewed)));
        (!pairs.is_empty()).then(|| PeerBegin {
            partnership: partnership.clone(),
            names: names.collect(),
            pairs: pairs.clone(),
        })
    });
    let begins = begins.collect();
    let mut seen: Vec<PeerRound> = rounds
        .iter()
        .filter_map(|(id, round)| {
            let reviews: Vec<PeerRow> = round
                .reviews
                .iter()
                .filter_map(|review| {
                    let seat = peer_seat(&visitor.actor, round.partnership, review.pair)?;
                    Some(PeerRow {
                        seat,
                        reviewer: name(review.pair.reviewer),
                        reviewed: name(review.pair.reviewed),
                        review: review.clone(),
                    })
                })
                .collect();
            let of = partnerships.iter().find(|one| one.id == round.partnership);
            (!reviews.is_empty()).then(|| PeerRound {
                id: *id,
                revision: round.revision,
                partnership: of.map_or_else(String::new, |one| one.name.clone()),
                title: round.title.clone(),
                by: round.by,
                reviews,
            })
        })
        .collect();
    seen.sort_by_key(|round| {
        (
            std::cmp::Reverse(round.by),
            round.partnership.clone(),
            round.id,
        )
    });
    Ok(PeersPage {
        today: today(),
        rounds: seen,
        begins,
    })
}

/// `POST /api/peers`
pub async fn begin(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<BeginPeers>,
) -> Result<Json<PeersPage>> {
    let on = visitor.here().partnership(Some(asked.partnership));
    visitor.must(Action::RunPeers, &on)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let subject = asked.id.to_string();
    let entry = PeerEntry::Begin {
        partnership: asked.partnership,
        title: asked.title.trim().to_owned(),
        pairs: asked.pairs,
        by: asked.by,
    };
    let book = (Log::Peers, subject.as_str());
    logbook::lock(&mut tx, visitor.actor.authority, Log::Peers, &subject).await?;
    if logbook::written(&mut tx, book, asked.id, visitor.actor.person, &entry).await? {
        return shown(&mut tx, &visitor).await.map(Json);
    }
    let PeerEntry::Begin {
        title, pairs, by, ..
    } = &entry
    else {
        return Err(Error::NotFound);
    };
    if title.is_empty() || title.chars().count() > LONGEST {
        return Err(Error::field("title", "give the round a name"));
    }
    if *by <= today() {
        return Err(Error::field("by", "choose a day that is to come"));
    }
    let members: Vec<Urn> = schools::all(&mut tx)
        .await?
        .into_iter()
        .filter(|school| school.status.is_open() && school.partnership == Some(asked.partnership))
        .map(|school| school.urn)
        .collect();
    check_pairs(pairs, &members).map_err(refused)?;
    write(&mut tx, &visitor, book, (1, asked.id), entry).await?;
    let page = shown(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// `POST /api/peers/{round}`
pub async fn put(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<ChangeId>,
    Body(asked): Body<PutPeer>,
) -> Result<Json<PeersPage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let subject = id.to_string();
    let entries: Vec<Kept<PeerEntry>> = logbook::of(&mut tx, Log::Peers, &subject).await?;
    let round = Round::of(&entries).ok_or(Error::NotFound)?;
    let reviewed = match &asked.entry {
        PeerEntry::Begin { .. } => return Err(Error::NotFound),
        PeerEntry::Record { reviewed, .. }
        | PeerEntry::Reply { reviewed, .. }
        | PeerEntry::Again { reviewed, .. } => *reviewed,
    };
    let pair = round.review(reviewed).ok_or(Error::NotFound)?.pair;
    let seat = peer_seat(&visitor.actor, round.partnership, pair).ok_or(Error::NotFound)?;
    let book = (Log::Peers, subject.as_str());
    logbook::lock(&mut tx, visitor.actor.authority, Log::Peers, &subject).await?;
    if logbook::written(&mut tx, book, asked.id, visitor.actor.person, &asked.entry).await? {
        return shown(&mut tx, &visitor).await.map(Json);
    }
    let entries: Vec<Kept<PeerEntry>> = logbook::of(&mut tx, Log::Peers, &subject).await?;
    let round = Round::of(&entries).ok_or(Error::NotFound)?;
    round.check(&asked.entry, seat, today()).map_err(refused)?;
    let next = (round.revision + 1, asked.id);
    write(&mut tx, &visitor, book, next, asked.entry).await?;
    let page = shown(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(Json(page))
}

async fn write(
    conn: &mut PgConnection,
    visitor: &Visitor,
    book: (Log, &str),
    (revision, id): (u64, ChangeId),
    entry: PeerEntry,
) -> Result<()> {
    let kept = Kept {
        revision,
        id,
        at: support::now(conn).await?,
        by: visitor.by(),
        entry,
    };
    logbook::keep(conn, visitor.actor.authority, book, &kept).await
}

fn refused(refusal: PeerRefusal) -> Error {
    match refusal {
        PeerRefusal::NotYours => Error::Forbidden("that is not yours to write"),
        PeerRefusal::Written(field, words) => Error::field(field, words),
    }
}
