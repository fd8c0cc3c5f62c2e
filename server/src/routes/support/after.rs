//! What a step brings about beside itself: needs on the board, days held and let go, the next in line.

use domain::brokerage::{Board, BoardDone, HalfDays, Need, Pair, Question, Weights};
use domain::schools::ChangeId;
use domain::support::{About, Case, Helper, Request, Step, StepKind, Taken, moves, part_of_role};
use sqlx::postgres::PgConnection;
use uuid::Uuid;

use super::super::offers;
use super::{payers, told};
use crate::db::{board, brokerage, leaders, money, schools, support};
use crate::error::{Error, Result};
use crate::session::Visitor;
use crate::way;

/// Leaders kept in reserve, the best first.
const RESERVES: usize = 3;

/// Steps that free days or money, hold them or close a need.
const ON_THE_BOARD: [StepKind; 10] = [
    StepKind::Scope,
    StepKind::Fund,
    StepKind::Draft,
    StepKind::Decline,
    StepKind::Withdraw,
    StepKind::Refuse,
    StepKind::End,
    StepKind::EndEarly,
    StepKind::Review,
    StepKind::Signpost,
];

pub fn touches_the_board(kind: StepKind) -> bool {
    ON_THE_BOARD.contains(&kind)
}

/// What must be there before the step can be kept: a scoped case names its need, one that is pointed elsewhere has
/// its place there.
pub async fn before_record(
    conn: &mut PgConnection,
    visitor: &Visitor,
    case: &Case,
    taken: &Taken,
) -> Result<()> {
    offers::take_place(conn, visitor, case, taken).await?;
    let Step::Scope { scope, need } = &taken.step else {
        return Ok(());
    };
    let (authority, by) = (visitor.actor.authority, &taken.by.name);
    let draft = scope.need(&case.request);
    let opened = brokerage::open_need(conn, authority, *need, &draft, taken.at.day(), by).await?;
    if opened {
        Ok(())
    } else {
        Err(Error::field("need", "another need has that id"))
    }
}

/// The money of a case moves with it: put aside, drawn and released by the step itself, or the step is refused.
pub async fn money_moves(
    conn: &mut PgConnection,
    visitor: &Visitor,
    before: &Case,
    case: &Case,
    taken: &Taken,
) -> Result<()> {
    let moves = moves(before, case, &taken.step);
    let why = format!("{}: {}", taken.step.kind().words(), case.school);
    let of = money::OfCase {
        authority: visitor.actor.authority,
        id: taken.id,
        by: &visitor.by(),
        on: taken.at.day(),
        why: &why,
    };
    money::follow(conn, &of, case, &moves).await
}

/// What follows from a step that was kept.
pub async fn after(
    conn: &mut PgConnection,
    visitor: &Visitor,
    before: &Case,
    case: &mut Case,
    taken: &Taken,
) -> Result<()> {
    let authority = visitor.actor.authority;
    let Some(need) = case.need else { return Ok(()) };
    if let Step::Scope { .. } = &taken.step {
        let needs = brokerage::needs(conn).await?;
        if let Some(opened) = needs.into_iter().find(|one| one.id == need) {
            let done = BoardDone::Opened {
                need: Box::new(opened),
            };
            board::record(conn, authority, next_id(taken.id), &visitor.by(), &done).await?;
        }
        return payers::named(conn, visitor, case, taken).await;
    }
    if let Step::Fund { .. } = &taken.step {
        return payers::named(conn, visitor, case, taken).await;
    }
    if let (Step::Decline { .. }, Some(helper)) = (&taken.step, &before.helper) {
        let pair = Pair {
            need,
            leader: helper.leader,
        };
        support::free(conn, need).await?;
        let done = BoardDone::Freed { pair };
        board::record(conn, authority, next_id(taken.id), &visitor.by(), &done).await?;
        return next_in_line(conn, visitor, before, case, taken).await;
    }
    if case.ended_since(before.stage.kind()) {
        support::settle(conn, need, case.given()).await?;
        let mut leader = None;
        if let Some(helper) = &case.helper {
            leader = leaders::one(conn, helper.leader).await?.map(Box::new);
        }
        let done = BoardDone::Closed { need, leader };
        board::record(conn, authority, next_id(taken.id), &visitor.by(), &done).await?;
        if case.stage.kind().came_to_nothing() {
            team_goes_too(conn, visitor, case, taken).await?;
        }
    }
    Ok(())
}

/// What specialists read of it.
const LEAD_IS_GONE: &str =
    "The support they were to be beside was withdrawn, and the team with it.";

/// Where the lead of a team comes to nothing, its specialists are let go too, but for those whose work is agreed.
async fn team_goes_too(
    conn: &mut PgConnection,
    visitor: &Visitor,
    lead: &Case,
    taken: &Taken,
) -> Result<()> {
    let authority = visitor.actor.authority;
    let needs = brokerage::needs(conn).await?;
    let beside = needs
        .into_iter()
        .filter(|one| one.draft.of.is_some() && one.draft.of == lead.need);
    for need in beside {
        let id = ChangeId(Uuid::new_v5(&taken.id.0, need.id.0.as_bytes()));
        let mut leader = None;
        if let Some(case) = support::of_need(conn, need.id).await? {
            let mut case = support::lock(conn, case).await?.ok_or(Error::NotFound)?;
            let withdrawn = Taken {
                revision: case.revision + 1,
                id,
                at: taken.at,
                by: taken.by.clone(),
                part: taken.part,
                step: Step::Withdraw {
                    why: LEAD_IS_GONE.to_owned(),
                },
            };
            if case.check(&withdrawn.step, None, taken.at.day()).is_err() {
                continue;
            }
            let before = case.clone();
            case.take(&withdrawn);
            support::record(conn, authority, &case, &withdrawn).await?;
            money_moves(conn, visitor, &before, &case, &withdrawn).await?;
            told::tell(conn, visitor, id.0, Some(&before), &case).await?;
            leader = case.helper.as_ref().map(|helper| helper.leader);
        }
        support::settle(conn, need.id, HalfDays(0)).await?;
        let mut freed = None;
        if let Some(leader) = leader {
            freed = leaders::one(conn, leader).await?.map(Box::new);
        }
        let done = BoardDone::Closed {
            need: need.id,
            leader: freed,
        };
        board::record(conn, authority, next_id(id), &visitor.by(), &done).await?;
    }
    Ok(())
}

/// Another id made from one: what follows from a step is recorded once, however often the step is sent.
fn next_id(id: ChangeId) -> ChangeId {
    ChangeId(Uuid::new_v5(&id.0, b"board"))
}

/// The first of the reserve who can still come is held and asked in the same moment; where nobody can, a leader
/// is looked for again.
async fn next_in_line(
    conn: &mut PgConnection,
    visitor: &Visitor,
    before: &Case,
    case: &mut Case,
    taken: &Taken,
) -> Result<()> {
    let authority = visitor.actor.authority;
    let Some(need) = case.need else { return Ok(()) };
    let board = board::read(conn).await?;
    let context = board.context(taken.at.day());
    let question = Question::of(&board, &Weights::default(), &context);
    let mut line = before.reserves.iter();
    let next = first_paid(conn, case, &question, taken.at.day(), &mut line).await?;
    let Some(helper) = next else {
        return Ok(());
    };
    let held = support::hold_again(conn, authority, need, helper.leader, helper.half_days).await?;
    if !held {
        return Ok(());
    }
    let pair = Pair {
        need,
        leader: helper.leader,
    };
    let id = ChangeId(Uuid::new_v5(&taken.id.0, b"next in line"));
    let done = BoardDone::Accepted {
        matches: vec![pair],
    };
    board::record(conn, authority, id, &visitor.by(), &done).await?;
    let proposed = Taken {
        revision: case.revision + 1,
        id,
        at: taken.at,
        by: taken.by.clone(),
        part: None,
        step: Step::Propose {
            helper,
            reserves: line.cloned().collect(),
        },
    };
    let before = case.clone();
    case.take(&proposed);
    support::record(conn, authority, case, &proposed).await?;
    money_moves(conn, visitor, &before, case, &proposed).await
}

/// The first in line who can still come, and whom those who pay would pay.
async fn first_paid(
    conn: &mut PgConnection,
    case: &Case,
    question: &Question,
    today: domain::calendar::Date,
    line: &mut std::slice::Iter<'_, Helper>,
) -> Result<Option<Helper>> {
    let Some(need) = case.need else {
        return Ok(None);
    };
    for helper in line {
        let leader = helper.leader;
        let with = Case {
            helper: Some(helper.clone()),
            ..case.clone()
        };
        if question.eligible(Pair { need, leader })
            && money::refuses(conn, today, &with).await?.is_none()
        {
            return Ok(Some(helper.clone()));
        }
    }
    Ok(None)
}

/// A plan was accepted: each match asks its three for consent, in a case of its own.
pub async fn propose(
    conn: &mut PgConnection,
    visitor: &Visitor,
    board: &Board,
    question: &Question,
    pairs: &[Pair],
) -> Result<()> {
    let authority = visitor.actor.authority;
    let at = support::now(conn).await?;
    for pair in pairs {
        let (Some(need), Some(leader)) =
            (board.needs.get(&pair.need), board.leaders.get(&pair.leader))
        else {
            continue;
        };
        let mut case = match support::of_need(conn, need.id).await? {
            Some(id) => support::lock(conn, id).await?.ok_or(Error::NotFound)?,
            None => begin(conn, visitor, need, at).await?,
        };
        if let Some(pays) = board.pays.get(&need.id) {
            let id = ChangeId(Uuid::new_v4());
            payers::fund(conn, visitor, &mut case, pays, (id, at)).await?;
        }
        let reserves = question
            .candidates(need.id)
            .into_iter()
            .filter(|other| other.leader != pair.leader && question.eligible(*other))
            .filter_map(|other| board.leaders.get(&other.leader))
            .take(RESERVES)
            .map(|leader| Helper::of(leader, need.draft.half_days))
            .collect();
        let proposed = Taken {
            revision: case.revision + 1,
            id: ChangeId(Uuid::new_v4()),
            at,
            by: visitor.by(),
            part: Some(part_of_role(visitor.actor.role)),
            step: Step::Propose {
                helper: Helper::of(leader, need.draft.half_days),
                reserves,
            },
        };
        if case.check(&proposed.step, None, at.day()).is_err() {
            continue;
        }
        let before = case.clone();
        case.take(&proposed);
        support::record(conn, authority, &case, &proposed).await?;
        // The broker sees which of the plan's schools it is about.
        money_moves(conn, visitor, &before, &case, &proposed)
            .await
            .map_err(|error| money::about(&format!("{}: ", case.school), error))?;
        told::tell(conn, visitor, proposed.id.0, Some(&before), &case).await?;
    }
    Ok(())
}

/// A need of the board that no case led to: opened in a meeting, or by hand.
async fn begin(
    conn: &mut PgConnection,
    visitor: &Visitor,
    need: &Need,
    at: domain::calendar::Moment,
) -> Result<Case> {
    let school = schools::one(conn, need.draft.urn)
        .await?
        .ok_or(Error::NotFound)?;
    let first = Taken {
        revision: 1,
        id: ChangeId(Uuid::new_v4()),
        at,
        by: visitor.by(),
        part: Some(part_of_role(visitor.actor.role)),
        step: Step::FromNeed {
            request: Box::new(Request::of_need(&need.draft)),
            need: need.id,
        },
    };
    let about = About {
        id: domain::schools::CaseId(Uuid::new_v4()),
        school: school.name,
        partnership: school.partnership,
        process: way::in_force(conn).await?.0.brokerage,
    };
    let case = Case::begin(about, &first).ok_or(Error::NotFound)?;
    support::begin(conn, visitor.actor.authority, &case, &first).await?;
    Ok(case)
}
