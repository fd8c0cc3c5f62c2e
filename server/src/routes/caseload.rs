//! Caseloads: the schools somebody looks after, and the file of each.

mod hand_over;
mod known;
mod log;
mod ways;

pub use hand_over::hand_over;
pub use known::{Around, Looked};
pub use ways::{adopt, way};

use axum::Json;
use axum::extract::{Query, State};
use domain::access::{Action, Role};
use domain::api::{CaseloadPage, CaseloadRow, DemoPerson, FilePage, HeldRole, PutEntry, UnderWay};
use domain::calendar::{Date, working_days_after};
use domain::schools::{AuthorityId, ChangeId, School, Urn};
use domain::support::Kept;
use domain::support::caseload::{
    Entry, EntryRefusal, SchoolFile, Seat, UnderProgramme, activities, annual, clashes, expected,
    school_year,
};
use serde::Deserialize;
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::statutory;
use crate::App;
use crate::db::logbook::{self, Log};
use crate::db::{people, schools, support};
use crate::error::{Error, Result};
use crate::session::Visitor;

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// `GET /api/caseload`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<CaseloadPage>> {
    visitor.must_somewhere(Action::ReadCaseload)?;
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor).await.map(Json)
}

async fn shown(conn: &mut PgConnection, visitor: &Visitor) -> Result<CaseloadPage> {
    let today = today();
    let around = Around::read(conn, today).await?;
    let mut rows = rows(conn, visitor, &around, today).await?;
    // Whoever has nobody comes first; then what is late; then by name.
    rows.sort_by_key(|row| {
        let late = row.under.as_ref().is_some_and(|one| !one.late.is_empty());
        (row.unnamed.is_empty(), !late, row.school.clone(), row.urn)
    });
    let people = nameable(conn, visitor).await?;
    Ok(CaseloadPage {
        today,
        rows,
        people,
        way: around.way,
    })
}

/// Every school this visitor has a seat at.
pub async fn rows(
    conn: &mut PgConnection,
    visitor: &Visitor,
    around: &Around,
    today: Date,
) -> Result<Vec<CaseloadRow>> {
    let names = people::partnerships(conn).await?;
    let all = schools::all(conn).await?;
    let mut rows = Vec::new();
    for school in all.iter().filter(|school| school.status.is_open()) {
        let file = around.file(school.urn);
        if let Some(looked) = around.looked(visitor, school, file, today) {
            let of = |id| names.iter().find(|one| Some(one.id) == id);
            let partnership = of(school.partnership).map_or(String::new(), |one| one.name.clone());
            rows.push(row(around, school, partnership, looked, today));
        }
    }
    Ok(rows)
}

fn row(
    around: &Around,
    school: &School,
    partnership: String,
    looked: Looked,
    today: Date,
) -> CaseloadRow {
    let way = &around.way;
    let Looked {
        seat,
        file,
        tone,
        under,
        decided,
    } = looked;
    let held = way.roles.iter().filter_map(|role| {
        let now = file.contact(role.key, today)?;
        Some(HeldRole {
            role: role.key,
            by: now.person.clone()?,
            since: now.from,
            next: file.next(role.key, today).and_then(|next| {
                let who = next.person.as_ref()?;
                Some((who.name.clone(), next.from))
            }),
        })
    });
    let waiting = file.notes.iter().filter(|one| one.waits());
    let unanswered = waiting
        .map(|one| working_days_after(one.at.day(), way.respond_days))
        .min();
    let year = school_year(today);
    let coming = around.coming(school.urn, &file, today);
    CaseloadRow {
        urn: school.urn,
        school: school.name.clone(),
        partnership,
        seat,
        held: held.collect(),
        unnamed: file
            .unnamed(way, today)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        drawn: file.drawn(way, tone, year),
        coverage: file.coverage(way, year),
        last: file.notes.last().map(|one| one.note.on),
        next: file.next_visit(today),
        first_visit_due: !file.first_visit_held(way, today),
        unanswered: unanswered.filter(|_| seat != Seat::Governor),
        unconfirmed: file
            .notes_of(year)
            .filter(|one| one.confirmed.is_none())
            .count()
            .try_into()
            .unwrap_or(u32::MAX),
        under: under.map(|under| under_way(&under, today)),
        clashes: clashes(way, &coming, today),
        keys: around.keys(school.urn, &file, year),
        evaluated: file
            .evaluation(way, year)
            .iter()
            .map(|one| u32::from(!one.versions.is_empty()))
            .sum(),
        audit: file
            .audits
            .last()
            .filter(|one| one.found.is_none())
            .map(|one| {
                let without = one.without_consent();
                (one.audit.auditor.clone(), without)
            }),
        gap: file.gaps(way, year, decided).map(|gaps| gaps.words()),
        audit_unanswered: file.audits.last().is_some_and(|one| one.reply.is_none()),
    }
}

fn under_way(under: &UnderProgramme, today: Date) -> UnderWay {
    UnderWay {
        words: under.words.clone(),
        run: under.run,
        since: under.since,
        warn: under.warn,
        limit: under.limit,
        late: under
            .late(today)
            .into_iter()
            .filter_map(|one| {
                let words = match one.period.as_str() {
                    "" => one.words.clone(),
                    period => format!("{}, {period}", one.words),
                };
                Some((words, one.due?))
            })
            .collect(),
    }
}

/// Who may be named; for those who name.
async fn nameable(conn: &mut PgConnection, visitor: &Visitor) -> Result<Vec<DemoPerson>> {
    if !visitor.may(Action::ChangeCaseload, &visitor.here()) {
        return Ok(Vec::new());
    }
    let mut all = people::all(conn).await?;
    all.retain(|one| may_be_named(one.role));
    Ok(all)
}

/// Whether people of this role look after schools.
fn may_be_named(role: Role) -> bool {
    matches!(
        role,
        Role::Officer | Role::PartnershipLead | Role::Broker | Role::Leader | Role::Headteacher
    )
}

#[derive(Debug, Deserialize)]
pub struct Year {
    year: Option<i32>,
}

/// `GET /api/caseload/{urn}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Query(asked): Query<Year>,
) -> Result<Json<FilePage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    drawn(&mut tx, &visitor, urn, asked.year).await.map(Json)
}

async fn drawn(
    conn: &mut PgConnection,
    visitor: &Visitor,
    urn: Urn,
    year: Option<i32>,
) -> Result<FilePage> {
    let today = today();
    let school = schools::one(conn, urn).await?.ok_or(Error::NotFound)?;
    let around = Around::of(conn, urn, today).await?;
    let file = around.file(urn);
    let looked = around
        .looked(visitor, &school, file, today)
        .ok_or(Error::NotFound)?;
    let way = around.way.clone();
    // At the beginning of a year the report there is is that of the year before.
    let now = school_year(today);
    let latest = looked.file.notes.last().map(|one| school_year(one.note.on));
    let year = year.or(latest).unwrap_or(now);
    let mut coming = around.coming(urn, &looked.file, today);
    let clashes = clashes(&way, &coming, today);
    if looked.seat == Seat::Governor {
        coming.clear();
    }
    let elsewhere = log::elsewhere(conn, visitor, &school, &around).await?;
    let file = looked.file.clone().seen(looked.seat);
    let head = people::around(conn, urn, None).await?;
    let head = head.into_iter().find(|one| one.role == Role::Headteacher);
    Ok(FilePage {
        today,
        urn,
        school: school.name,
        head: head.map(|one| one.name),
        seat: looked.seat,
        drawn: looked.file.drawn(&way, looked.tone, school_year(today)),
        expected: expected(&looked.file, &way, today),
        annual: annual(&file, &way, looked.tone, year),
        action: statutory::there(conn, visitor, urn).await?,
        people: nameable(conn, visitor).await?,
        under: looked.under,
        gaps: file.gaps(&way, now, looked.decided),
        log: activities(&file, &way, urn, elsewhere),
        file,
        coming,
        clashes,
        way,
    })
}

/// `POST /api/caseload/{urn}`
pub async fn write(
    State(app): State<App>,
    visitor: Visitor,
    Id(urn): Id<Urn>,
    Body(asked): Body<PutEntry>,
) -> Result<Json<FilePage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let school = schools::one(&mut tx, urn).await?.ok_or(Error::NotFound)?;
    let today = today();
    let around = Around::of(&mut tx, urn, today).await?;
    let before = around.looked(&visitor, &school, around.file(urn), today);
    before.ok_or(Error::NotFound)?;
    let subject = urn.to_string();
    let authority = visitor.actor.authority;
    logbook::lock(&mut tx, authority, Log::Caseload, &subject).await?;
    let book = (Log::Caseload, subject.as_str());
    if logbook::written(&mut tx, book, asked.id, visitor.actor.person, &asked.entry).await? {
        return drawn(&mut tx, &visitor, urn, None).await.map(Json);
    }
    // Read again, under the lock.
    let entries: Vec<Kept<Entry>> = logbook::of(&mut tx, Log::Caseload, &subject).await?;
    let looked = around.looked(&visitor, &school, SchoolFile::of(&entries), today);
    let Looked { seat, file, .. } = looked.ok_or(Error::NotFound)?;
    known_person(&mut tx, &asked.entry).await?;
    file.check(&asked.entry, seat, &around.way, today)
        .map_err(refused)?;
    fresh(&entries, &asked, &visitor)?;
    let page_year = match &asked.entry {
        Entry::Report { year, .. } | Entry::Reply { year, .. } => Some(*year),
        _ => None,
    };
    let kept = Kept {
        revision: file.revision + 1,
        id: asked.id,
        at: support::now(&mut tx).await?,
        by: visitor.by(),
        entry: asked.entry,
    };
    logbook::keep(&mut tx, authority, book, &kept).await?;
    let page = drawn(&mut tx, &visitor, urn, page_year).await?;
    tx.commit().await?;
    Ok(Json(page))
}

/// Somebody who is named has an account here, under that name.
async fn known_person(conn: &mut PgConnection, entry: &Entry) -> Result<()> {
    let Entry::Contact {
        person: Some(person),
        ..
    } = entry
    else {
        return Ok(());
    };
    let all = people::all(conn).await?;
    let there = all
        .iter()
        .any(|one| one.id == person.id && one.name == person.name && may_be_named(one.role));
    if there {
        Ok(())
    } else {
        Err(Error::field("person", "choose somebody from the list"))
    }
}

/// Two people who put something in the place of the same other entry must both see it.
fn fresh(entries: &[Kept<Entry>], asked: &PutEntry, visitor: &Visitor) -> Result<()> {
    let theirs = entries.iter().find(|kept| {
        kept.revision > asked.base
            && kept.by.id != visitor.actor.person
            && asked.entry.replaces(&kept.entry)
    });
    match theirs {
        Some(theirs) => Err(Error::Stale {
            title: format!("{} wrote this meanwhile", theirs.by.name),
            detail: "Open the file again to see theirs, and write yours if it still holds."
                .to_owned(),
        }),
        None => Ok(()),
    }
}

fn refused(refusal: EntryRefusal) -> Error {
    match refusal {
        EntryRefusal::Written { field, reason } => Error::field(&field, reason),
        EntryRefusal::NotYours => {
            Error::Forbidden("that is not yours to write in this school’s file")
        }
        EntryRefusal::NoSuchNote | EntryRefusal::NoSuchAudit => Error::NotFound,
        EntryRefusal::NotedAlready => Error::field("id", EntryRefusal::NotedAlready.to_string()),
    }
}

/// Keeps one entry of a file that is locked.
async fn keep(
    conn: &mut PgConnection,
    authority: AuthorityId,
    visitor: &Visitor,
    (urn, file): (Urn, &SchoolFile),
    (id, entry): (ChangeId, Entry),
) -> Result<()> {
    let kept = Kept {
        revision: file.revision + 1,
        id,
        at: support::now(conn).await?,
        by: visitor.by(),
        entry,
    };
    logbook::keep(conn, authority, (Log::Caseload, &urn.to_string()), &kept).await
}
