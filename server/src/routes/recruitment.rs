//! Rounds in which leaders are sought. Everybody reads what is sought; of those put forward, each what is theirs.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::State;
use domain::access::{Action, Role};
use domain::api::{
    ApplicantRow, NamedSchool, OpenRound, PutRound, RecruitmentPage, RoundRow, Task, WaitRow,
};
use domain::brokerage::recruitment::{
    Applicant, Application, Around, Award, Outcome, RecruitmentFault, Round, RoundEntry, Seats,
    Somebody, Stage, Whose, acts, check_draft, check_entry, overtaken, pipeline, seats, seen, tied,
    waits,
};
use domain::brokerage::{Depth, Designated, Detail, Home, Leader, Specialism, Standing, Stands};
use domain::calendar::Date;
use domain::schools::{ApplicantId, LeaderId, PersonId, RoundId, School};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use super::leader;
use super::logged::{self, Asked};
use crate::App;
use crate::db::logbook::{self, Log};
use crate::db::{board, brokerage, people, schools};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::session::Visitor;

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// What is there beside the rounds.
struct Here {
    around: Around,
    leaders: Vec<Leader>,
    schools: Vec<School>,
}

impl Here {
    async fn read(conn: &mut PgConnection, visitor: &Visitor) -> Result<Self> {
        let today = today();
        let schools = schools::all(conn).await?;
        let leaders = brokerage::leaders(conn).await?;
        let people = people::actors(conn, visitor.actor.authority).await?;
        let record = |id: LeaderId| leaders.iter().find(|one| one.id == id);
        let people = people
            .into_iter()
            .map(|(name, actor)| {
                let leader = actor.leader.and_then(record);
                let tied = tied(&actor, leader, &schools, today);
                (actor.person, Somebody { name, actor, tied })
            })
            .collect();
        Ok(Self {
            around: Around {
                today,
                types: brokerage::types(conn).await?,
                people,
                homes: leaders.iter().map(|one| (one.id, one.home)).collect(),
            },
            leaders,
            schools,
        })
    }

    fn name(&self, id: PersonId) -> String {
        let one = self.around.people.get(&id);
        one.map_or_else(
            || "Somebody without an account".to_owned(),
            |one| one.name.clone(),
        )
    }
}

async fn rounds(conn: &mut PgConnection) -> Result<BTreeMap<RoundId, Round>> {
    let books = logbook::all::<RoundEntry>(conn, Log::Recruitment).await?;
    Ok(books
        .iter()
        .filter_map(|(subject, entries)| {
            Some((RoundId(subject.parse().ok()?), Round::of(entries)?))
        })
        .collect())
}

/// Who it is, in words, and whether it is this visitor.
fn whose(
    here: &Here,
    visitor: &Visitor,
    of: &Applicant,
    seats: Seats,
    whose: Whose,
) -> (String, bool) {
    match whose {
        Whose::Applicant => (of.application.name.clone(), seats.own),
        Whose::School => (of.application.school_name.clone(), seats.writes_word),
        Whose::Interviewer(id) => (here.name(id), id == visitor.actor.person),
        Whose::Office => ("who keeps the round".to_owned(), seats.keeps && !seats.tied),
    }
}

fn row(here: &Here, visitor: &Visitor, round: &Round, of: &Applicant) -> Option<ApplicantRow> {
    let around = &here.around;
    let seats = seats(round, of, &visitor.actor, around);
    let applicant = seen(of, seats)?;
    let waits = waits(round, of, around)
        .into_iter()
        .map(|wait| {
            let (whose, mine) = whose(here, visitor, of, seats, wait.whose);
            WaitRow {
                what: wait.what.to_owned(),
                whose,
                due: wait.due,
                mine,
            }
        })
        // Whom else it waits for is told to those who decide.
        .filter(|wait| wait.mine || seats.decides())
        .collect();
    Some(ApplicantRow {
        applicant,
        own: seats.own,
        acts: acts(round, of, seats),
        waits,
    })
}

/// `GET /api/leaders/recruitment`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<RecruitmentPage>> {
    visitor.must_somewhere(Action::ReadRecruitment)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let here = Here::read(&mut tx, &visitor).await?;
    shown(&mut tx, &visitor, here).await.map(Json)
}

async fn shown(conn: &mut PgConnection, visitor: &Visitor, here: Here) -> Result<RecruitmentPage> {
    let all = rounds(conn).await?;
    let runs = visitor.may(Action::RunRecruitment, &visitor.here());
    let mut rows: Vec<RoundRow> = all
        .iter()
        .map(|(id, round)| round_row(&here, visitor, &all, (*id, round)))
        .collect();
    rows.sort_by_key(|row| {
        (
            row.standing,
            std::cmp::Reverse(row.round.draft.opens),
            row.id,
        )
    });
    let named: BTreeSet<PersonId> = all
        .values()
        .flat_map(|round| {
            let booked = round.applicants.iter().flat_map(|one| {
                let held = one.before.iter().chain(one.interview());
                held.flat_map(|one| one.by.iter().copied())
            });
            round.draft.panel.iter().copied().chain(booked)
        })
        .collect();
    let me = &visitor.actor;
    let heads = me.role == Role::Headteacher;
    let mine = |school: &&School| runs || me.schools.contains(&school.urn);
    let record = here.leaders.iter().find(|one| Some(one.id) == me.leader);
    let home = record
        .and_then(|one| one.home)
        .or(me.schools.first().copied());
    let name = |school: &School| NamedSchool {
        urn: school.urn,
        name: school.name.clone(),
    };
    let own_school = here
        .schools
        .iter()
        .find(|one| Some(one.urn) == home)
        .map(name);
    let staff =
        |one: &&Leader| runs || (heads && one.home.is_some_and(|urn| me.schools.contains(&urn)));
    Ok(RecruitmentPage {
        today: here.around.today,
        rounds: rows,
        names: named.into_iter().map(|id| (id, here.name(id))).collect(),
        people: if runs {
            let all = here
                .around
                .people
                .iter()
                .filter(|(_, one)| one.interviews());
            let mut all: Vec<(PersonId, String)> =
                all.map(|(id, one)| (*id, one.name.clone())).collect();
            all.sort_by(|one, other| one.1.cmp(&other.1));
            all
        } else {
            Vec::new()
        },
        leaders: here
            .leaders
            .iter()
            .filter(staff)
            .map(|one| (one.id, one.name.clone()))
            .collect(),
        schools: here
            .schools
            .iter()
            .filter(|school| school.status.is_open())
            .filter(mine)
            .map(name)
            .collect(),
        may_apply: !runs && domain::access::may_somewhere(me, Action::PutForward),
        may_put: runs || heads,
        own_school,
        types: here.around.types,
    })
}

fn round_row(
    here: &Here,
    visitor: &Visitor,
    all: &BTreeMap<RoundId, Round>,
    (id, round): (RoundId, &Round),
) -> RoundRow {
    let me = &visitor.actor;
    let applies = round
        .applicants
        .iter()
        .any(|one| seats(round, one, me, &here.around).own);
    let keeps = !applies && visitor.may(Action::RunRecruitment, &visitor.here());
    let decides = keeps || (!applies && round.draft.panel.contains(&me.person));
    let applicants: Vec<ApplicantRow> = round
        .applicants
        .iter()
        .filter_map(|one| row(here, visitor, round, one))
        .collect();
    let there = |said: &Application| {
        round.applicants.iter().any(|one| {
            let other = &one.application;
            other.name == said.name && other.school == said.school
        })
    };
    let deferred = all
        .values()
        .flat_map(|other| &other.applicants)
        .filter(|one| matches!(one.stage, Stage::Deferred { to: Some(to), .. } if to == id))
        .map(|one| one.application.clone())
        .filter(|said| keeps && !there(said))
        .collect();
    let mut told = round.clone();
    told.applicants.clear();
    RoundRow {
        id,
        standing: round.standing(here.around.today),
        pipeline: decides.then(|| pipeline(round)),
        keeps,
        applicants,
        deferred,
        round: told,
    }
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

fn award(entry: &RoundEntry) -> Option<(ApplicantId, Award)> {
    match entry {
        RoundEntry::Outcome {
            applicant,
            outcome: Outcome::Designated { award },
            ..
        } => Some((*applicant, award.clone())),
        _ => None,
    }
}

/// Their record: the one they have, or one that is named as they are.
fn record_of(of: &Applicant) -> LeaderId {
    of.application.leader.unwrap_or(LeaderId(of.id.0))
}

/// What a designation writes into a record: into one that is there, the designation; into a new one all that was said.
fn details(round: &Round, of: &Applicant, award: Award, known: bool) -> Vec<Detail> {
    let said = of.application.clone();
    let designated = Detail::Designated(Designated {
        kind: round.draft.kind,
        body: award.body,
        awarded: award.awarded,
        review_due: award.review_due,
    });
    let stands = Detail::Standing(Stands {
        standing: Standing::Active,
        reason: String::new(),
    });
    if known {
        return vec![designated, stands];
    }
    let areas = said.areas.into_iter().map(|area| Specialism {
        area,
        depth: Depth::Primary,
    });
    vec![
        Detail::Name(said.name),
        designated,
        stands,
        Detail::Home(Home {
            urn: said.school,
            name: said.school_name,
            district: said.district,
        }),
        Detail::Post(said.post),
        Detail::Areas(areas.collect()),
        Detail::Phases(said.phases),
        Detail::Yearly(said.yearly),
    ]
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
