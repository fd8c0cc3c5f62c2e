//! What waits for a person, most pressing first.

use axum::Json;
use axum::extract::State;
use domain::access::{Action, may_somewhere};
use domain::api::{Awaited, CaseRow, MeetingRow, SchoolRow, Task, Today};
use domain::brokerage::{Areas, Need};
use domain::calendar::{Date, day_words};
use domain::meetings::Holds;
use domain::support::caseload::Seat;
use domain::support::{Part, StepKind, late};
use sqlx::postgres::PgConnection;
use time::OffsetDateTime;

use super::{caseload, meetings, recruitment, schools, statutory, support};
use crate::App;
use crate::db::{brokerage, contests};
use crate::error::Result;
use crate::session::Visitor;

/// More of one kind than this nobody reads, and they would hide every other kind.
const MOST: usize = 20;
/// A review this near is worth saying, days.
const SOON: i64 = 14;

/// `GET /api/today`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Json<Today>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let today = OffsetDateTime::now_utc().date();
    let meetings = meetings::rows(&mut tx, &visitor).await?;
    let mut tasks = Vec::new();
    let mut add = |mut kind: Vec<Task>| {
        kind.sort_by_key(|task| (task.due.is_none(), task.due, task.school.clone(), task.urn));
        kind.truncate(MOST);
        tasks.extend(kind);
    };
    if may_somewhere(&visitor.actor, Action::ReadCategory) {
        let rows = schools::rows(&mut tx, &visitor).await?;
        add(reviews(&rows, &meetings, today));
        add(rows
            .iter()
            .filter_map(|row| look_again(row, &visitor))
            .collect());
        add(settle(&mut tx, &rows, &visitor).await?);
    }
    if may_somewhere(&visitor.actor, Action::Plan) {
        let needs = brokerage::needs(&mut tx).await?;
        let unmatched = needs.iter().filter(|need| need.matched.is_none());
        add(unmatched.map(match_it).collect());
    }
    let mut others = Vec::new();
    if may_somewhere(&visitor.actor, Action::ReadSupport) {
        let cases = support::rows(&mut tx, &visitor).await?;
        add(cases.iter().flat_map(|row| yours(row, today)).collect());
        others = awaited(&cases, today);
    }
    if may_somewhere(&visitor.actor, Action::ReadRecruitment) {
        add(recruitment::tasks(&mut tx, &visitor).await?);
    }
    if may_somewhere(&visitor.actor, Action::WriteNotes) {
        add(looked_after(&mut tx, &visitor, today).await?);
    }
    if may_somewhere(&visitor.actor, Action::ChangeStatutory) {
        let rows = statutory::rows(&mut tx, &visitor).await?;
        add(rows
            .into_iter()
            .filter_map(|row| {
                let (due, what) = row.due?;
                Some(Task {
                    due: Some(due),
                    what,
                    school: row.school,
                    urn: Some(row.urn),
                    why: row.stage.words().to_owned(),
                    href: format!("/statutory/{}", row.urn),
                    act: "Open the action".to_owned(),
                    band: None,
                    area: None,
                })
            })
            .collect());
    }
    tasks.sort_by(|one, other| {
        let place = |task: &Task| (task.due.is_none(), task.due, task.school.clone(), task.urn);
        place(one).cmp(&place(other))
    });
    Ok(Json(Today {
        tasks,
        meetings,
        others,
    }))
}

fn reviews(rows: &[SchoolRow], meetings: &[MeetingRow], today: Date) -> Vec<Task> {
    rows.iter()
        .filter_map(|row| {
            let standing = row.standing.as_ref()?;
            let due = standing.next_review?;
            let days = i64::from(due.to_julian_day()) - i64::from(today.to_julian_day());
            if days > SOON {
                return None;
            }
            let what = if days < 0 {
                "Review overdue"
            } else {
                "Review due"
            };
            let held = meetings.iter().find(|meeting| {
                !meeting.closed && Some(meeting.meeting.partnership) == row.school.partnership
            });
            let (href, act) = match held {
                Some(meeting) => (
                    format!("/meetings/{}", meeting.meeting.id),
                    "Open the meeting",
                ),
                None => (format!("/schools/{}", row.school.urn), "Look at the school"),
            };
            let why = if standing.main_reason.is_empty() {
                format!("Next review was set for {}", day_words(due))
            } else {
                format!(
                    "{}; review set for {}",
                    standing.main_reason,
                    day_words(due)
                )
            };
            Some(Task {
                due: Some(due),
                what: what.to_owned(),
                school: row.school.name.clone(),
                urn: Some(row.school.urn),
                why,
                href,
                act: act.to_owned(),
                band: standing.decided.as_ref().map(|past| past.band),
                area: None,
            })
        })
        .collect()
}

/// A decision that asks for somebody: for a second person while it waits, for those who
/// decide once it was sent back or has lapsed.
fn look_again(row: &SchoolRow, visitor: &Visitor) -> Option<Task> {
    let standing = row.standing.as_ref()?;
    let last = standing.decided.as_ref()?;
    let mine = last.by == visitor.by().name;
    let on = visitor
        .here()
        .school(row.school.urn)
        .partnership(row.school.partnership);
    let (what, act) = match standing.holds? {
        Holds::Waits if !mine && visitor.may(Action::Approve, &on) => {
            ("Needs a second person", "Approve or send back")
        }
        Holds::Unread if !mine && visitor.may(Action::Approve, &on) => {
            ("Needs a second reader", "Read it or send it back")
        }
        Holds::SentBack if visitor.may(Action::Decide, &on) => {
            ("Sent back to the room", "Look at the school")
        }
        Holds::Lapsed(_) if visitor.may(Action::Decide, &on) => {
            ("Decision has lapsed", "Look at the school")
        }
        _ => return None,
    };
    Some(Task {
        due: None,
        what: what.to_owned(),
        school: row.school.name.clone(),
        urn: Some(row.school.urn),
        why: format!(
            "The room decided {} on {}",
            if last.differed {
                "otherwise than the rules suggested"
            } else {
                "as the rules suggested"
            },
            day_words(last.on)
        ),
        href: format!("/schools/{}", row.school.urn),
        act: act.to_owned(),
        band: Some(last.band),
        area: None,
    })
}

/// What schools contest and this person may settle.
async fn settle(
    conn: &mut PgConnection,
    rows: &[SchoolRow],
    visitor: &Visitor,
) -> Result<Vec<Task>> {
    let waiting = contests::waiting(conn).await?;
    Ok(rows
        .iter()
        .filter(|row| {
            let on = visitor
                .here()
                .school(row.school.urn)
                .partnership(row.school.partnership);
            visitor.may(Action::RecordEvidence, &on)
                && !visitor.actor.schools.contains(&row.school.urn)
        })
        .flat_map(|row| {
            let contested = waiting.get(&row.school.urn).into_iter().flatten();
            contested.map(|contest| Task {
                due: None,
                what: "A value is contested".to_owned(),
                school: row.school.name.clone(),
                urn: Some(row.school.urn),
                why: format!("{}, {}", contest.by, day_words(contest.on)),
                href: format!("/schools/{}", row.school.urn),
                act: "Settle it".to_owned(),
                band: None,
                area: None,
            })
        })
        .collect())
}

/// What a case waits for of this person.
fn yours(row: &CaseRow, today: Date) -> Vec<Task> {
    let case = &row.case;
    let mut asked: Vec<Task> = Vec::new();
    for wait in &case.waits {
        // Finding somebody stands on the board; several records of one case are one thing to do.
        let other = wait.whose != row.part || !wait.now(today) || wait.step == StepKind::Propose;
        if other || asked.iter().any(|task| task.what == wait.what) {
            continue;
        }
        let area = Areas::standard().word(case.area);
        let leader = match (&case.leader_name, row.part) {
            (Some(name), part) if part != Part::Leader => format!(", {name}"),
            _ => String::new(),
        };
        let page = match wait.step {
            StepKind::Visit => "/visit",
            StepKind::Resubmit => "/request",
            _ => "",
        };
        asked.push(Task {
            due: Some(wait.due),
            what: wait.what.clone(),
            school: case.school.clone(),
            urn: Some(case.urn),
            why: format!("{} days of {area}{leader}", case.half_days.words()),
            href: format!("/support/{}{page}", case.id),
            act: match wait.step {
                StepKind::Agree => "Answer",
                StepKind::Confirm => "Read it",
                StepKind::Take => "Triage",
                step => step.words(),
            }
            .to_owned(),
            band: None,
            area: Some(case.area),
        });
    }
    asked
}

/// What brokers and officers wait for from others.
fn awaited(cases: &[CaseRow], today: Date) -> Vec<Awaited> {
    let keeps = |row: &&CaseRow| matches!(row.part, Part::Broker | Part::Officer);
    let mut all: Vec<Awaited> = cases
        .iter()
        .filter(keeps)
        .flat_map(|row| {
            let waits = row.case.waits.iter();
            let theirs = waits
                .filter(|one| one.now(today) && !matches!(one.whose, Part::Broker | Part::Officer));
            theirs.map(|one| Awaited {
                what: one.step.waited_for().to_owned(),
                whose: one.whose.words().to_owned(),
                school: row.case.school.clone(),
                href: format!("/support/{}", row.case.id),
                due: one.due,
                late: late(one, today),
            })
        })
        .collect();
    all.sort_by(|a, b| (a.due, &a.school, &a.what).cmp(&(b.due, &b.school, &b.what)));
    all.dedup_by(|a, b| a.href == b.href && a.what == b.what && a.whose == b.whose);
    all.truncate(MOST);
    all
}

/// What is late in the files of schools this person looks after, and, for officers, schools nobody looks after
/// and requests that wait.
async fn looked_after(
    conn: &mut PgConnection,
    visitor: &Visitor,
    today: Date,
) -> Result<Vec<Task>> {
    let around = caseload::Around::read(conn, today).await?;
    let rows = caseload::rows(conn, visitor, &around, today).await?;
    let keeps = may_somewhere(&visitor.actor, Action::ChangeCaseload);
    let me = visitor.actor.person;
    Ok(rows
        .iter()
        .flat_map(|row| {
            let task = |due, what: &str, why: String, act: &str| Task {
                due,
                what: what.to_owned(),
                school: row.school.clone(),
                urn: Some(row.urn),
                why,
                href: format!("/caseload/{}", row.urn),
                act: act.to_owned(),
                band: None,
                area: None,
            };
            let mine = row.held.iter().any(|one| one.by.id == me);
            let late = row.under.as_ref().filter(|_| mine).and_then(|under| {
                let (what, due) = under.late.first()?;
                let more = match under.late.len() {
                    1 => String::new(),
                    count => format!(", and {} more", count - 1),
                };
                let why = format!("{what}{more}");
                Some(task(Some(*due), "Programme is late", why, "Open the file"))
            });
            let unnamed = (keeps && !row.unnamed.is_empty()).then(|| {
                task(
                    None,
                    "Nobody is named",
                    row.unnamed.join(", "),
                    "Name somebody",
                )
            });
            let asked = row.unanswered.filter(|_| keeps).map(|due| {
                let why = "Asked for in a note of visit".to_owned();
                task(Some(due), "A school asks for something", why, "Answer")
            });
            let audited = (row.seat == Seat::Head && row.audit_unanswered).then(|| {
                let (auditor, without) = row.audit.clone().unwrap_or_default();
                let why = match (auditor.is_empty(), without) {
                    (true, _) => "What it found is written down".to_owned(),
                    (_, true) => format!("{auditor}, without the school’s consent"),
                    (_, false) => auditor,
                };
                let act = "Read it, and say what you think";
                task(None, "An external audit is commissioned", why, act)
            });
            [late, unnamed, asked, audited].into_iter().flatten()
        })
        .collect())
}

fn match_it(need: &Need) -> Task {
    Task {
        due: Some(need.draft.from),
        what: "Needs a match".to_owned(),
        school: need.school.clone(),
        urn: Some(need.draft.urn),
        why: format!(
            "{} days, from {}",
            need.draft.half_days.words(),
            day_words(need.draft.from)
        ),
        href: format!("/brokerage?need={}", need.id),
        act: "Find help".to_owned(),
        band: None,
        area: Some(need.draft.area),
    }
}
