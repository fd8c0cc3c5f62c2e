//! What is on offer: put up by a head for their own school, by a broker for anybody; and which of it fits a case.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use domain::access::{Action, Resource};
use domain::api::{
    ChangeOffer, NamedSchool, OfferRow, OfferThatFits, OffersBeside, OffersPage, PutOffer,
};
use domain::calendar::Date;
use domain::schools::{ChangeId, OfferId, OrganisationId, Place, Urn};
use domain::support::offers::{
    Offer, OfferDraft, OfferEntry, Offerer, Unfit, Wanted, check_offer, fitting, order,
};
use domain::support::{Case, Step, Taken};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;
use uuid::Uuid;

use super::body::{Body, Id};
use super::logged::{self, Asked, refused};
use super::organisations::All;
use crate::App;
use crate::db::logbook::{self, Log};
use crate::error::{Error, Result};
use crate::session::Visitor;

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// Every offer there is or was.
pub async fn all(conn: &mut PgConnection) -> Result<BTreeMap<OfferId, Offer>> {
    let books = logbook::all::<OfferEntry>(conn, Log::Offer).await?;
    Ok(books
        .iter()
        .filter_map(|(subject, entries)| {
            Some((OfferId(subject.parse().ok()?), Offer::of(entries)?))
        })
        .collect())
}

/// Whether this organisation offers it.
pub fn by(offer: &Offer, id: OrganisationId) -> bool {
    offer.draft.by == Offerer::Organisation(id)
}

/// Schools this visitor heads or governs, and those of the partnerships they lead.
pub fn own_schools(visitor: &Visitor, all: &All) -> BTreeSet<Urn> {
    let led = all.schools.iter().filter(|school| {
        let of = school.partnership;
        of.is_some_and(|of| visitor.actor.partnerships.contains(&of))
    });
    led.map(|school| school.urn)
        .chain(visitor.actor.schools.iter().copied())
        .collect()
}

/// What rights over an offer look at: the school that offers it, or the one that leads who does.
fn whose(visitor: &Visitor, all: &All, by: Offerer) -> Resource {
    let here = visitor.here();
    let school = match by {
        Offerer::School(urn) => Some(urn),
        Offerer::Organisation(id) => all
            .organisations
            .get(&id)
            .and_then(|one| one.lead_on(today())),
    };
    school.map_or(here, |urn| here.school(urn))
}

/// Whether this visitor reads of an offer: it is shared with all, with an organisation of theirs, or theirs to change.
pub fn sees(visitor: &Visitor, all: &All, own: &BTreeSet<Urn>, offer: &Offer) -> bool {
    let Some(within) = offer.draft.within else {
        return true;
    };
    let member = || {
        let one = all.organisations.get(&within);
        let members = one.and_then(|one| all.members(one, today()));
        members.is_some_and(|members| !members.is_disjoint(own))
    };
    visitor.may(Action::PutOffer, &whose(visitor, all, offer.draft.by)) || member()
}

/// Who offers it, in words.
fn offerer(all: &All, by: Offerer) -> String {
    match by {
        Offerer::School(urn) => all.named(urn).name,
        Offerer::Organisation(id) => all.name(id),
    }
}

/// Where it is given, as far as is known.
fn place(all: &All, by: Offerer) -> Option<Place> {
    let urn = match by {
        Offerer::School(urn) => urn,
        Offerer::Organisation(id) => all.organisations.get(&id)?.lead_on(today())?,
    };
    all.school(urn)?.place
}

/// Offers this visitor reads of: open first, then those to come, then what ends soonest.
pub async fn rows(
    conn: &mut PgConnection,
    visitor: &Visitor,
    all: &All,
    wanted: impl Fn(&Offer) -> bool,
) -> Result<Vec<OfferRow>> {
    let own = own_schools(visitor, all);
    let today = today();
    let mut rows: Vec<OfferRow> = self::all(conn)
        .await?
        .into_iter()
        .filter(|(_, offer)| wanted(offer) && sees(visitor, all, &own, offer))
        .map(|(id, mut offer)| {
            let may_change = visitor.may(Action::PutOffer, &whose(visitor, all, offer.draft.by));
            let (standing, left) = (offer.standing(today), offer.left());
            // Which school needs what is between it, who brokers, and who helps.
            if !may_change {
                offer.places.clear();
            }
            OfferRow {
                id,
                standing,
                by: offerer(all, offer.draft.by),
                free_to: offer.draft.free_to.map(|of| all.name(of)),
                within: offer.draft.within.map(|of| all.name(of)),
                left,
                placed: offer
                    .places
                    .iter()
                    .map(|one| (one.school, all.named(one.school).name))
                    .collect(),
                may_change,
                offer,
            }
        })
        .collect();
    rows.sort_by_key(|row| {
        (
            row.standing,
            row.offer.draft.to,
            row.offer.draft.title.clone(),
        )
    });
    Ok(rows)
}

/// `GET /api/offers`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<OffersPage>> {
    visitor.must_somewhere(Action::ReadOrganisations)?;
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor).await.map(Json)
}

async fn shown(conn: &mut PgConnection, visitor: &Visitor) -> Result<OffersPage> {
    let all = All::read(conn).await?;
    let today = today();
    let offers_for = |by| visitor.may(Action::PutOffer, &whose(visitor, &all, by));
    let there = || {
        let mut names: Vec<(OrganisationId, String)> = all
            .organisations
            .iter()
            .filter(|(_, one)| one.there_on(today))
            .map(|(id, one)| (*id, one.about.name.clone()))
            .collect();
        names.sort_by(|one, other| one.1.cmp(&other.1));
        names
    };
    let schools: Vec<NamedSchool> = all
        .schools
        .iter()
        .filter(|school| school.status.is_open() && offers_for(Offerer::School(school.urn)))
        .map(|school| all.named(school.urn))
        .collect();
    let organisations: Vec<(OrganisationId, String)> = there()
        .into_iter()
        .filter(|(id, _)| offers_for(Offerer::Organisation(*id)))
        .collect();
    let puts = !schools.is_empty() || !organisations.is_empty();
    Ok(OffersPage {
        today,
        rows: rows(conn, visitor, &all, |_| true).await?,
        all: if puts { there() } else { Vec::new() },
        schools,
        organisations,
    })
}

/// Whether everything an offer names is there.
fn names(all: &All, offer: &OfferDraft) -> Result<()> {
    let there = |id: &OrganisationId| {
        let one = all.organisations.get(id);
        one.is_some_and(|one| one.there_on(today()))
    };
    for (field, of) in [("free_to", offer.free_to), ("within", offer.within)] {
        if of.is_some_and(|of| !there(&of)) {
            return Err(Error::field(field, "choose an organisation that is there"));
        }
    }
    Ok(())
}

/// `POST /api/offers`
pub async fn put(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<PutOffer>,
) -> Result<Json<OffersPage>> {
    visitor.must_somewhere(Action::PutOffer)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let all = All::read(&mut tx).await?;
    let by = asked.offer.by;
    let there = match by {
        Offerer::School(urn) => all.school(urn).is_some(),
        Offerer::Organisation(id) => all.organisations.contains_key(&id),
    };
    if !there {
        return Err(Error::field("by", "choose who offers it"));
    }
    visitor.must(Action::PutOffer, &whose(&visitor, &all, by))?;
    let subject = asked.id.to_string();
    let offer = asked.offer.clone();
    let writes = Asked {
        log: Log::Offer,
        subject: &subject,
        id: asked.id,
        base: None,
        entry: OfferEntry::Put {
            offer: Box::new(asked.offer),
        },
    };
    logged::write(&mut tx, &visitor, writes, |kept, _| {
        if !kept.is_empty() {
            return Err(Error::field("id", "another change has that id"));
        }
        names(&all, &offer)?;
        check_offer(&offer, today()).map_err(refused)
    })
    .await?;
    let page = shown(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// `POST /api/offers/{offer}`
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<OfferId>,
    Body(asked): Body<ChangeOffer>,
) -> Result<Json<OffersPage>> {
    visitor.must_somewhere(Action::PutOffer)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let all = All::read(&mut tx).await?;
    let subject = id.to_string();
    let kept = logbook::of(&mut tx, Log::Offer, &subject).await?;
    let before = Offer::of(&kept).ok_or(Error::NotFound)?;
    visitor.must(Action::PutOffer, &whose(&visitor, &all, before.draft.by))?;
    match &asked.entry {
        OfferEntry::Take { .. } => {
            return Err(Error::field(
                "entry",
                "a place is taken where a case is pointed to the offer",
            ));
        }
        OfferEntry::Change { offer } => names(&all, offer)?,
        _ => {}
    }
    let writes = Asked {
        log: Log::Offer,
        subject: &subject,
        id: asked.id,
        base: Some(asked.base),
        entry: asked.entry,
    };
    logged::write(&mut tx, &visitor, writes, |kept, entry| {
        let offer = Offer::of(kept).ok_or(Error::NotFound)?;
        offer.check(entry, today()).map_err(refused)
    })
    .await?;
    let page = shown(&mut tx, &visitor).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// What a case asks for, as offers look at it.
fn wanted(all: &All, case: &Case) -> Option<Wanted> {
    let school = all.school(case.urn)?;
    let area = case
        .scope
        .as_ref()
        .map_or(case.request.area, |scope| scope.area);
    Some(Wanted {
        school: case.urn,
        area,
        phase: school.phase,
        place: school.place,
        belongs: all.of_school(case.urn, today()),
        today: today(),
    })
}

/// Offers a case could be pointed to, and those about the same thing that do not fit.
pub async fn beside(conn: &mut PgConnection, case: &Case) -> Result<OffersBeside> {
    let all = All::read(conn).await?;
    let Some(wanted) = wanted(&all, case) else {
        return Ok(OffersBeside::default());
    };
    let mut found = OffersBeside::default();
    for (id, offer) in self::all(conn).await? {
        let by = offerer(&all, offer.draft.by);
        match fitting(&offer, place(&all, offer.draft.by), &wanted) {
            Ok(fitting) => found.fit.push(OfferThatFits {
                id,
                title: offer.draft.title.clone(),
                pointer: offer.draft.pointer(&by),
                by,
                fitting,
            }),
            Err(unfit) => {
                if unfit.contains(&Unfit::Area) || offer.standing(wanted.today).over() {
                    continue;
                }
                let reasons: Vec<String> = unfit
                    .iter()
                    .map(|one| one.words(|of| all.name(of)))
                    .collect();
                let name = format!("{}, {by}", offer.draft.title);
                found.unfit.push((name, reasons.join("; ")));
            }
        }
    }
    found.fit.sort_by(|one, other| {
        let by = order(&one.fitting, &other.fitting);
        by.then_with(|| (&one.title, one.id).cmp(&(&other.title, other.id)))
    });
    found.unfit.sort();
    Ok(found)
}

/// Takes a place for a case that is pointed to an offer: under the offer's lock, so that the last place goes once.
pub async fn take_place(
    conn: &mut PgConnection,
    visitor: &Visitor,
    case: &Case,
    taken: &Taken,
) -> Result<()> {
    let Step::Signpost { of: Some(id), .. } = &taken.step else {
        return Ok(());
    };
    let all = All::read(conn).await?;
    let subject = id.to_string();
    let kept = logbook::of(conn, Log::Offer, &subject).await?;
    if Offer::of(&kept).is_none() {
        return Err(Error::field("of", "there is no such offer"));
    }
    let writes = Asked {
        log: Log::Offer,
        subject: &subject,
        // What follows from a step is written once, however often the step is sent.
        id: ChangeId(Uuid::new_v5(&taken.id.0, b"offer")),
        base: None,
        entry: OfferEntry::Take {
            case: case.id,
            school: case.urn,
        },
    };
    logged::write(conn, visitor, writes, |kept, entry| {
        let offer = Offer::of(kept).ok_or(Error::NotFound)?;
        offer.check(entry, today()).map_err(refused)?;
        let wanted = wanted(&all, case).ok_or(Error::NotFound)?;
        // That it is about something near, or for another phase, is the broker's to judge.
        let unfit = fitting(&offer, None, &wanted).err().unwrap_or_default();
        let stops = unfit
            .iter()
            .find(|one| !matches!(one, Unfit::Area | Unfit::Phase));
        match stops {
            Some(stops) => Err(Error::field("of", stops.words(|of| all.name(of)))),
            None => Ok(()),
        }
    })
    .await
}
