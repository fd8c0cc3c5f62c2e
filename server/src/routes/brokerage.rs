//! The board: needs, leaders, what brokers hold to, and the plan they accept.

mod opened;

use anyhow::Context;
use axum::Json;
use axum::extract::State;
use domain::access::Action;
use domain::api::{
    AcceptPlan, BoardProposed, BoardRecorded, BrokeragePage, FieldProblem, MapSchool,
};
use domain::brokerage::pots::Bill;
use domain::brokerage::solve::{Continue, Limit};
use domain::brokerage::words::Names;
use domain::brokerage::{
    Board, BoardChange, BoardDone, BoardRefusal, HalfDays, Held, Leader, Need, Pair, Plan, Proof,
    Question, TrackRecord, Weights, differs, may_waive,
};
use domain::schools::LeaderId;
use sqlx::postgres::PgConnection;
use std::sync::Arc;
use std::time::{Duration, Instant};
use time::OffsetDateTime;

pub use opened::open_need;

use super::body::Body;
use super::{events, support};
use crate::App;
use crate::db::{board, schools};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::session::{Visitor, Watcher};

/// How long the server looks for a proof before it takes the best plan found.
const PATIENCE: Duration = Duration::from_secs(20);

/// `GET /api/brokerage`
pub async fn page(State(app): State<App>, visitor: Visitor) -> Result<Json<BrokeragePage>> {
    visitor.must_somewhere(Action::ReadNeeds)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let schools = schools::all(&mut tx).await?;
    let partnership = |need: &Need| {
        let school = schools.iter().find(|school| school.urn == need.draft.urn)?;
        school.partnership
    };
    let board = board::read(&mut tx).await?;
    let mut needs: Vec<Need> = board.needs.into_values().collect();
    needs.retain(|need| {
        let on = visitor.here().school(need.draft.urn);
        visitor.may(Action::ReadNeeds, &on.partnership(partnership(need)))
    });
    // Leaders and what is held of them are for those who match them.
    let plans = visitor.may(Action::Plan, &visitor.here());
    let rated = visitor.may(Action::ReadRatings, &visitor.here());
    let places = schools
        .iter()
        .filter(|school| school.status.is_open())
        .filter_map(|school| {
            Some(MapSchool {
                urn: school.urn,
                name: school.name.clone(),
                place: school.place?,
            })
        })
        .collect();
    let leaders = board.leaders.into_values().filter(|_| plans);
    Ok(Json(BrokeragePage {
        types: board.types,
        leaders: leaders.map(|leader| unrated(leader, rated)).collect(),
        needs,
        pins: board.pins.into_iter().filter(|_| plans).collect(),
        exclusions: board.exclusions.into_iter().filter(|_| plans).collect(),
        waivers: board.waivers.into_values().filter(|_| plans).collect(),
        register: if plans {
            board.register
        } else {
            Arc::default()
        },
        pays: board.pays.into_iter().filter(|_| plans).collect(),
        purse: if plans { board.purse } else { Arc::default() },
        revision: board.revision,
        places,
    }))
}

fn unrated(leader: Leader, rated: bool) -> Leader {
    if rated {
        return leader;
    }
    Leader {
        track: TrackRecord::default(),
        ..leader
    }
}

/// `POST /api/brokerage/changes`
pub async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Body(proposed): Body<BoardProposed>,
) -> Result<Json<BoardRecorded>> {
    visitor.must(Action::Plan, &visitor.here())?;
    let authority = visitor.actor.authority;
    let mut tx = visitor.begin(&app.pool).await?;
    board::lock(&mut tx, authority).await?;
    let change = proposed.change.clone().signed(&visitor.by().name);
    let done = BoardDone::Changed {
        change: change.clone(),
    };
    if let Some(recorded) = board::change(&mut tx, proposed.id).await? {
        return once_more(&visitor, recorded, |was| *was == done).map(Json);
    }
    let board = board::read(&mut tx).await?;
    fresh(&mut tx, &visitor, &board, &proposed).await?;
    let context = board.context(OffsetDateTime::now_utc().date());
    let speaks_for = board.speaks_for(&change);
    if speaks_for.is_some_and(|by| !may_waive(&visitor.actor, by, &visitor.here())) {
        return Err(Error::Forbidden("that rule is not yours to waive"));
    }
    board.check(&change, &context).map_err(refused)?;
    let mut said_in = None;
    match &change {
        BoardChange::Pin { pair } => {
            board::hold(&mut tx, authority, *pair, board::Held::Pin).await?;
        }
        BoardChange::Exclude { pair } => {
            board::hold(&mut tx, authority, *pair, board::Held::Exclude).await?;
        }
        BoardChange::Unpin { pair } => board::let_go(&mut tx, *pair, board::Held::Pin).await?,
        BoardChange::Allow { pair } => board::let_go(&mut tx, *pair, board::Held::Exclude).await?,
        BoardChange::Waive { waiver } => {
            board::waive(&mut tx, authority, visitor.actor.person, waiver).await?;
        }
        BoardChange::Unwaive { pair, rule } => board::unwaive(&mut tx, *pair, *rule).await?,
        BoardChange::Pays { need, pays } => {
            said_in = support::name_payers(&mut tx, &visitor, proposed.id, *need, pays).await?;
        }
    }
    let recorded = board::record(&mut tx, authority, proposed.id, &visitor.by(), &done).await?;
    tx.commit().await?;
    app.live.wake(Place::Board(authority));
    if let Some(case) = said_in {
        app.live.wake(Place::Case(authority, case));
    }
    Ok(Json(recorded))
}

/// Two brokers who hold the same need different ways must both see it.
async fn fresh(
    conn: &mut PgConnection,
    visitor: &Visitor,
    board: &Board,
    proposed: &BoardProposed,
) -> Result<()> {
    let need = proposed.change.need();
    let meanwhile = board::changes_since(conn, proposed.base).await?;
    let theirs = meanwhile
        .iter()
        .rev()
        .find(|recorded| recorded.by.id != visitor.actor.person && recorded.change.about(need));
    match theirs {
        Some(theirs) => Err(Error::Stale {
            title: format!("{} changed this meanwhile", theirs.by.name),
            detail: both(board, &theirs.change, &proposed.change).unwrap_or_default(),
        }),
        None => Ok(()),
    }
}

/// Whom each of two people named to pay.
fn both(board: &Board, theirs: &BoardDone, mine: &BoardChange) -> Option<String> {
    let (BoardDone::Changed { change }, BoardChange::Pays { pays: mine, .. }) = (theirs, mine)
    else {
        return None;
    };
    let BoardChange::Pays { pays: theirs, .. } = change else {
        return None;
    };
    let purse = &board.purse;
    Some(format!(
        "They named {}; you named {}. Theirs stands.",
        theirs.words(purse),
        mine.words(purse)
    ))
}

fn refused(refusal: BoardRefusal) -> Error {
    match refusal {
        BoardRefusal::Pays { reason } => Error::field("pays", reason),
        BoardRefusal::NoSuchNeed | BoardRefusal::NoSuchLeader => Error::NotFound,
        BoardRefusal::Waiver { faults } => Error::Invalid {
            title: "this waiver cannot be given as it is".to_owned(),
            fields: faults
                .iter()
                .map(|fault| FieldProblem {
                    field: fault.field().to_owned(),
                    reason: fault.to_string(),
                })
                .collect(),
        },
        other => Error::Stale {
            title: other.to_string(),
            detail: String::new(),
        },
    }
}

fn once_more(
    visitor: &Visitor,
    recorded: BoardRecorded,
    same: impl FnOnce(&BoardDone) -> bool,
) -> Result<BoardRecorded> {
    if recorded.by.id == visitor.actor.person && same(&recorded.change) {
        Ok(recorded)
    } else {
        Err(Error::field("id", "another change has that id"))
    }
}

/// `POST /api/brokerage/accept`: solved again here, on what is true now. Days are reserved only for
/// the very plan the broker saw.
pub async fn accept(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<AcceptPlan>,
) -> Result<Json<BoardRecorded>> {
    visitor.must(Action::AcceptPlan, &visitor.here())?;
    let authority = visitor.actor.authority;
    let mut seen = asked.matches.clone();
    seen.sort_unstable();
    let mut tx = visitor.begin(&app.pool).await?;
    board::lock(&mut tx, authority).await?;
    if let Some(recorded) = board::change(&mut tx, asked.id).await? {
        return once_more(&visitor, recorded, |was| accepted(was, &seen)).map(Json);
    }
    let board = board::read(&mut tx).await?;
    let solved = solve(&board, asked.even).await?;
    let pairs = solved.plan.pairs();
    if pairs != seen {
        return Err(Error::Stale {
            title: "the board has changed and the best plan is another one now: look again"
                .to_owned(),
            detail: differences(&board, &solved, &seen),
        });
    }
    if pairs.is_empty() {
        return Err(Error::field("matches", "there is nothing in this plan"));
    }
    if let Some(overspent) = solved.bill.refusal(Names(&board)) {
        return Err(Error::field("pays", overspent));
    }
    keep(&mut tx, &visitor, &board, &solved, asked.id.0).await?;
    support::propose(&mut tx, &visitor, &board, &solved.question, &pairs).await?;
    let done = BoardDone::Accepted { matches: pairs };
    let recorded = board::record(&mut tx, authority, asked.id, &visitor.by(), &done).await?;
    tx.commit().await?;
    app.live.wake(Place::Board(authority));
    Ok(Json(recorded))
}

fn accepted(was: &BoardDone, seen: &[Pair]) -> bool {
    matches!(was, BoardDone::Accepted { matches } if matches == seen)
}

/// Who is given to each need now, and was not in what the broker saw.
fn differences(board: &Board, solved: &Solved, seen: &[Pair]) -> String {
    let name = |leader: Option<LeaderId>| {
        let leader = leader.and_then(|id| board.leaders.get(&id));
        leader.map_or("nobody", |leader| leader.name.as_str())
    };
    let moved = differs(seen, &solved.question, &solved.plan);
    let sentences: Vec<String> = moved
        .iter()
        .filter_map(|one| {
            let need = board.needs.get(&one.need)?;
            let (from, to) = (name(one.from), name(one.to));
            let pair = one.from.map(|leader| Pair {
                need: one.need,
                leader,
            });
            // What stands in the way of somebody now, where anything does.
            let refusals = pair.map_or(&[][..], |pair| solved.question.refusals(pair));
            let why: String = refusals
                .iter()
                .map(|refusal| format!(" {}", refusal.words()))
                .collect();
            Some(format!("{}: {to} instead of {from}.{why}", need.school))
        })
        .collect();
    sentences.join(" ")
}

/// A plan and what it solves.
struct Solved {
    question: Question,
    plan: Plan,
    held: Held,
    bill: Bill,
    /// None: the search was cut short, and nothing is claimed.
    proof: Option<Proof>,
}

/// Solves on a thread of its own: it is work, and others are waiting for an answer.
async fn solve(board: &Board, even: bool) -> Result<Solved> {
    let board = board.clone();
    tokio::task::spawn_blocking(move || {
        let context = board.context(OffsetDateTime::now_utc().date());
        let question = Question::of(&board, &Weights::default(), &context);
        let held = Held::on(&board);
        let started = Instant::now();
        let mut patient = |_| {
            if started.elapsed() < PATIENCE {
                Continue::Yes
            } else {
                Continue::No
            }
        };
        let mut plan = question.plan(&held, Limit::default(), &mut patient);
        if even {
            plan = question.even(&held, &plan, &mut patient).plan;
        }
        // Judged here by the checker that knows nothing of the search: a plan that fails is kept by nobody.
        let proof = if plan.proved {
            let proof = question
                .proof(&held, &plan)
                .context("the plan came without its prices")?;
            proof.check().context("the plan fails its own check")?;
            Some(proof)
        } else {
            None
        };
        Ok(Solved {
            bill: Bill::of(&board, &plan.pairs(), &context),
            question,
            plan,
            held,
            proof,
        })
    })
    .await
    .map_err(|error| Error::Internal(error.into()))?
}

/// Reserves the days of a plan and keeps what it was made from.
async fn keep(
    conn: &mut PgConnection,
    visitor: &Visitor,
    board: &Board,
    solved: &Solved,
    id: uuid::Uuid,
) -> Result<()> {
    let plan = &solved.plan;
    let matches: Vec<(Pair, HalfDays)> = plan
        .pairs()
        .into_iter()
        .filter_map(|pair| Some((pair, board.needs.get(&pair.need)?.draft.half_days)))
        .collect();
    let (instance, found, certificate) = match &solved.proof {
        Some(proof) => (
            serde_json::to_value(&proof.instance)?,
            serde_json::to_value(&proof.plan)?,
            Some(serde_json::to_value(proof)?),
        ),
        None => (
            serde_json::to_value(solved.question.instance(&solved.held))?,
            serde_json::json!({ "matches": plan.pairs(), "fit": plan.fit }),
            None,
        ),
    };
    let kept = board::Accepted {
        id,
        revision: board.revision,
        by: visitor.actor.person,
        instance: &instance,
        plan: &found,
        certificate: certificate.as_ref(),
        matches: &matches,
    };
    board::accept(conn, visitor.actor.authority, &kept).await
}

/// `GET /api/brokerage/events`
pub async fn events(
    State(app): State<App>,
    Watcher(visitor): Watcher,
    from: events::From,
) -> Result<axum::response::Response> {
    visitor.must(Action::Plan, &visitor.here())?;
    let place = Place::Board(visitor.actor.authority);
    events::answer(app, visitor, place, from).await
}
