//! What waits for a person, most pressing first.

use axum::Json;
use axum::extract::State;
use domain::access::{Action, may_somewhere};
use domain::api::{MeetingRow, SchoolRow, Task, Today};
use domain::brokerage::Need;
use domain::calendar::{Date, day_words};
use time::OffsetDateTime;

use super::{meetings, schools};
use crate::App;
use crate::db::brokerage;
use crate::error::Result;
use crate::session::Visitor;

/// More than this nobody reads.
const MOST: usize = 30;
/// A review this near is worth saying, days.
const SOON: i64 = 14;

/// `GET /api/today`
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Json<Today>> {
    let mut tx = visitor.begin(&app.pool).await?;
    let today = OffsetDateTime::now_utc().date();
    let meetings = meetings::rows(&mut tx, &visitor).await?;
    let mut tasks = Vec::new();
    if may_somewhere(&visitor.actor, Action::ReadCategory) {
        let rows = schools::rows(&mut tx, &visitor).await?;
        tasks.extend(reviews(&rows, &meetings, today));
    }
    if may_somewhere(&visitor.actor, Action::Plan) {
        let needs = brokerage::needs(&mut tx).await?;
        tasks.extend(
            needs
                .iter()
                .filter(|need| need.matched.is_none())
                .map(match_it),
        );
    }
    tasks.sort_by(|one, other| {
        let place = |task: &Task| (task.due.is_none(), task.due, task.school.clone(), task.urn);
        place(one).cmp(&place(other))
    });
    tasks.truncate(MOST);
    Ok(Json(Today { tasks, meetings }))
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
                urn: row.school.urn,
                why,
                href,
                act: act.to_owned(),
                band: standing.decided.as_ref().map(|past| past.band),
                area: None,
            })
        })
        .collect()
}

fn match_it(need: &Need) -> Task {
    Task {
        due: Some(need.draft.from),
        what: "Needs a match".to_owned(),
        school: need.school.clone(),
        urn: need.draft.urn,
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
