//! Cases of support: asked for, looked at, and taken on step by step.

mod after;
mod asked;
mod combined;
mod files;
mod moved;
mod payers;
mod since;
mod team;
mod told;

pub use after::propose;
pub use combined::combined;
pub use files::{LARGEST, fetch, send};
pub use moved::{follows, moved};
pub use payers::name as name_payers;
pub use since::{flags, since};

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::access::Action;
use domain::api::{
    AskSupport, CaseEvent, CasePage, CaseRow, NamedSchool, OffersBeside, SupportPage, TakeStep,
};
use domain::calendar::Date;
use domain::schools::{AuthorityId, CaseId, ChangeId, VisitId};
use domain::support::{
    About, Case, Part, Step, StepKind, StepRefusal, Taken, part, part_of_role, waiting,
};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::body::{Body, Id};
use crate::App;
use crate::db::{board, brokerage, money, schools, support};
use crate::error::{Error, Result};
use crate::live::Place;
use crate::session::Visitor;
use crate::way;

/// Records of visits whose time to fill in is looked at.
const LAST_RECORDS: usize = 200;

fn today() -> Date {
    OffsetDateTime::now_utc().date()
}

/// `GET /api/support`
pub async fn list(State(app): State<App>, visitor: Visitor) -> Result<Json<SupportPage>> {
    visitor.must_somewhere(Action::ReadSupport)?;
    let mut tx = visitor.begin(&app.pool).await?;
    let cases = rows(&mut tx, &visitor).await?;
    let owns_the_form = visitor.may(Action::ChangeLeader, &visitor.here());
    let record_seconds = if owns_the_form {
        support::record_seconds(&mut tx, LAST_RECORDS).await?
    } else {
        None
    };
    let may_ask: Vec<NamedSchool> = schools::all(&mut tx)
        .await?
        .into_iter()
        .filter(|school| school.status.is_open())
        .filter(|school| {
            let on = visitor.here().school(school.urn);
            visitor.may(Action::RequestSupport, &on.partnership(school.partnership))
        })
        .map(|school| NamedSchool {
            urn: school.urn,
            name: school.name,
        })
        .collect();
    let (kinds, keys) = asked::offered(&mut tx, &may_ask).await?;
    Ok(Json(SupportPage {
        today: today(),
        cases,
        may_ask,
        kinds,
        keys,
        record_seconds,
    }))
}

/// Every case this visitor has a part in.
pub async fn rows(conn: &mut PgConnection, visitor: &Visitor) -> Result<Vec<CaseRow>> {
    let all = support::summaries(conn).await?;
    Ok(all
        .into_iter()
        .filter_map(|case| {
            let part = part(&visitor.actor, &case.whose())?;
            Some(CaseRow {
                part,
                case: case.seen(part),
            })
        })
        .collect())
}

/// `GET /api/support/{case}`
pub async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<CaseId>,
) -> Result<Json<CasePage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    shown(&mut tx, &visitor, id).await.map(Json)
}

async fn shown(conn: &mut PgConnection, visitor: &Visitor, id: CaseId) -> Result<CasePage> {
    let case = support::one(conn, id).await?.ok_or(Error::NotFound)?;
    let part = part(&visitor.actor, &case.whose()).ok_or(Error::NotFound)?;
    let history = support::steps(conn, id)
        .await?
        .into_iter()
        .filter(|taken| taken.seen_by(part))
        .map(|taken| event(&taken))
        .collect();
    let mut beside = Vec::new();
    if matches!(
        part,
        Part::Officer | Part::Broker | Part::Head | Part::PartnershipLead
    ) {
        beside = support::of_school(conn, case.urn).await?;
        beside.retain(|other| other.id != id && other.stage.open());
    }
    let day_rate = match &case.helper {
        Some(helper) if matches!(part, Part::Broker | Part::Officer) => {
            brokerage::day_rate(conn, helper.leader).await?
        }
        _ => None,
    };
    let met = if part == Part::Leader {
        case.met()
    } else {
        Vec::new()
    };
    let mut pots = Vec::new();
    let offers = case.offers(part);
    if offers
        .iter()
        .any(|kind| matches!(kind, StepKind::Scope | StepKind::Fund))
        && let Some(school) = schools::one(conn, case.urn).await?
    {
        pots = money::choices(conn, &case, &school, today()).await?;
    }
    let asked::ForOffers {
        head,
        chair,
        duties,
    } = asked::for_offers(conn, case.urn, &offers).await?;
    let mut elsewhere = OffersBeside::default();
    if offers.contains(&StepKind::Signpost) {
        elsewhere = super::offers::beside(conn, &case).await?;
    }
    let money = money::of_case(conn, id).await?;
    Ok(CasePage {
        duties,
        part,
        today: today(),
        money: money.and_then(|one| one.seen(part)),
        pots,
        elsewhere,
        offers,
        waits: waiting(&case),
        history,
        beside,
        team: team::of(conn, visitor, &case, part).await?,
        day_rate,
        met,
        head,
        chair,
        case: case.seen(part),
    })
}

fn event(taken: &Taken) -> CaseEvent {
    let visit = match &taken.step {
        Step::Visit { visit } => Some(visit.id),
        Step::Confirm { visit, .. } => Some(*visit),
        _ => None::<VisitId>,
    };
    CaseEvent {
        revision: taken.revision,
        at: taken.at,
        who: taken.part.map(|_| taken.by.name.clone()),
        part: taken.part,
        words: taken.words(),
        visit,
    }
}

/// `POST /api/support`
pub async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Body(asked): Body<AskSupport>,
) -> Result<(StatusCode, Json<CasePage>)> {
    let mut tx = visitor.begin(&app.pool).await?;
    let school = schools::one(&mut tx, asked.request.urn)
        .await?
        .ok_or(Error::NotFound)?;
    let on = visitor
        .here()
        .school(school.urn)
        .partnership(school.partnership);
    visitor.must(Action::RequestSupport, &on)?;
    asked::written(&mut tx, &asked.request, None).await?;
    let first = Taken {
        revision: 1,
        id: asked.id,
        at: support::now(&mut tx).await?,
        by: visitor.by(),
        part: Some(part_of_role(visitor.actor.role)),
        step: Step::Submit {
            request: Box::new(asked.request),
        },
    };
    let about = About {
        id: asked.case,
        school: school.name,
        partnership: school.partnership,
        process: way::in_force(&mut tx).await?.0.brokerage,
    };
    let case = Case::begin(about, &first).ok_or(Error::NotFound)?;
    let begun = support::begin(&mut tx, visitor.actor.authority, &case, &first).await?;
    if !begun {
        once_more(&mut tx, &visitor, asked.case, asked.id, &first.step).await?;
    }
    let page = shown(&mut tx, &visitor, asked.case).await?;
    tx.commit().await?;
    let status = if begun {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    Ok((status, Json(page)))
}

/// The same step again is answered as the first time; another step by that id is none.
async fn once_more(
    conn: &mut PgConnection,
    visitor: &Visitor,
    case: CaseId,
    id: ChangeId,
    step: &Step,
) -> Result<()> {
    let before = support::step(conn, id).await?;
    let same = before.is_some_and(|(of, taken)| {
        of == case && taken.by.id == visitor.actor.person && taken.step == *step
    });
    if same {
        Ok(())
    } else {
        Err(Error::field("id", "another change has that id"))
    }
}

/// `POST /api/support/{case}/steps`
pub async fn step(
    State(app): State<App>,
    visitor: Visitor,
    Id(id): Id<CaseId>,
    Body(asked): Body<TakeStep>,
) -> Result<Json<CasePage>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let case = take(&mut tx, &visitor, id, &asked).await?;
    let page = answer(&mut tx, &visitor, case).await?;
    tx.commit().await?;
    woken(&app, visitor.actor.authority, &asked);
    Ok(page)
}

/// Who looks at the board sees what the step did there; who has the case open is told by Postgres.
pub fn woken(app: &App, authority: AuthorityId, asked: &TakeStep) {
    if after::touches_the_board(asked.step.kind()) {
        app.live.wake(Place::Board(authority));
    }
}

/// Takes a step and everything that follows from it; the same step again changes nothing. The case as it is then.
pub async fn take(
    tx: &mut PgConnection,
    visitor: &Visitor,
    id: CaseId,
    asked: &TakeStep,
) -> Result<Case> {
    let authority = visitor.actor.authority;
    // The board's lock first, as where a plan is accepted: what frees or holds days takes turns there.
    if after::touches_the_board(asked.step.kind()) {
        board::lock(tx, authority).await?;
    }
    let mut case = support::lock(tx, id).await?.ok_or(Error::NotFound)?;
    if support::step(tx, asked.id).await?.is_some() {
        part(&visitor.actor, &case.whose())
            .map(|_| ())
            .or_else(|| declined(visitor, &case))
            .ok_or(Error::NotFound)?;
        once_more(tx, visitor, id, asked.id, &asked.step).await?;
        return Ok(case);
    }
    let part = part(&visitor.actor, &case.whose()).ok_or(Error::NotFound)?;
    asked::fits(tx, &asked.step, &case).await?;
    fresh(tx, visitor, &case, asked).await?;
    case.check(&asked.step, Some(part), today())
        .map_err(refused)?;
    let taken = Taken {
        revision: case.revision + 1,
        id: asked.id,
        at: support::now(tx).await?,
        by: visitor.by(),
        part: Some(part),
        step: asked.step.clone(),
    };
    let before = case.clone();
    case.take(&taken);
    after::before_record(tx, visitor, &before, &taken).await?;
    support::record(tx, authority, &case, &taken).await?;
    after::money_moves(tx, visitor, &before, &case, &taken)
        .await
        .map_err(|error| money::about("", error))?;
    after::after(tx, visitor, &before, &mut case, &taken).await?;
    told::tell(tx, visitor, taken.id.0, Some(&before), &case).await?;
    Ok(case)
}

/// Whether this visitor had a part in the case until they declined.
fn declined(visitor: &Visitor, case: &Case) -> Option<()> {
    case.declined
        .iter()
        .any(|one| one.by.id == visitor.actor.person)
        .then_some(())
}

/// The page of a case, as far as this visitor still has a part in it: who says no to a case has none afterwards.
async fn answer(conn: &mut PgConnection, visitor: &Visitor, case: Case) -> Result<Json<CasePage>> {
    if part(&visitor.actor, &case.whose()).is_some() {
        return shown(conn, visitor, case.id).await.map(Json);
    }
    let part = Part::HomeHead;
    Ok(Json(CasePage {
        part,
        today: today(),
        offers: Vec::new(),
        waits: Vec::new(),
        history: Vec::new(),
        beside: Vec::new(),
        team: Vec::new(),
        day_rate: None,
        met: Vec::new(),
        money: None,
        pots: Vec::new(),
        head: None,
        chair: None,
        duties: Vec::new(),
        elsewhere: OffersBeside::default(),
        case: case.after_no(),
    }))
}

/// Two people who put a text in the place of the same other one must both see it.
async fn fresh(
    conn: &mut PgConnection,
    visitor: &Visitor,
    case: &Case,
    asked: &TakeStep,
) -> Result<()> {
    let kind = asked.step.kind();
    if !kind.replaces() || asked.base >= case.revision {
        return Ok(());
    }
    let meanwhile = support::steps(conn, case.id).await?;
    let theirs = meanwhile.iter().find(|taken| {
        taken.revision > asked.base
            && taken.by.id != visitor.actor.person
            && taken.step.kind() == kind
    });
    match theirs {
        Some(theirs) => Err(Error::Stale {
            title: format!("{} wrote this meanwhile", theirs.by.name),
            detail: "What you wrote is still here. Open the case again to see theirs beside it."
                .to_owned(),
        }),
        None => Ok(()),
    }
}

fn refused(refusal: StepRefusal) -> Error {
    match refusal.field() {
        Some(field) => Error::field(field, refusal.to_string()),
        None => match refusal {
            StepRefusal::NotYours(_) => Error::Forbidden("that is not yours to do in this case"),
            StepRefusal::NoSuchVisit => Error::NotFound,
            other => Error::Stale {
                title: other.to_string(),
                detail: String::new(),
            },
        },
    }
}
