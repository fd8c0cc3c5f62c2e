//! Rounds as a visitor reads them.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Action, Role, may_somewhere};
use domain::api::{ApplicantRow, NamedSchool, RecruitmentPage, RoundRow, WaitRow};
use domain::brokerage::Leader;
use domain::brokerage::recruitment::{
    Applicant, Application, Around, Round, RoundEntry, Seats, Somebody, Stage, Whose, acts,
    pipeline, seats, seen, tied, waits,
};
use domain::schools::{LeaderId, PersonId, RoundId, School};
use sqlx::postgres::PgConnection;

use super::today;
use crate::db::logbook::{self, Log};
use crate::db::{brokerage, people, schools};
use crate::error::Result;
use crate::session::Visitor;

/// What is there beside the rounds.
pub struct Here {
    pub around: Around,
    pub leaders: Vec<Leader>,
    pub schools: Vec<School>,
}

impl Here {
    pub async fn read(conn: &mut PgConnection, visitor: &Visitor) -> Result<Self> {
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

/// Every round there is or was.
pub async fn rounds(conn: &mut PgConnection) -> Result<BTreeMap<RoundId, Round>> {
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

/// Somebody who is put forward, as this visitor reads of them.
pub fn row(here: &Here, visitor: &Visitor, round: &Round, of: &Applicant) -> Option<ApplicantRow> {
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

/// The page as this visitor sees it.
pub async fn shown(
    conn: &mut PgConnection,
    visitor: &Visitor,
    here: Here,
) -> Result<RecruitmentPage> {
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
        may_apply: !runs && may_somewhere(me, Action::PutForward),
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
