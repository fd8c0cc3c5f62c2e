//! What waits for this person, most pressing first.

use std::sync::Arc;

use domain::api::{Awaited, MeetingRow, Task, Today};
use domain::calendar::Date;
use domain::risk::Scheme;
use leptos::prelude::*;

use crate::api;
use crate::components::category_tag::{TagSize, category_tag};
use crate::components::heading::Heading;
use crate::components::level_mark::mark;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::{capital, count_words, due_words, long_day, near_day};

/// How far "this week and next" reaches, days.
const SOON: i64 = 11;

#[component]
pub fn TodayPage(signed: SignedIn) -> impl IntoView {
    let day = long_day(signed.today);
    let today = load(api::today);
    let ready = move |list: Today| {
        let (scheme, today) = (signed.scheme(), signed.today);
        let lead = lead(&list.tasks, today);
        let meetings = meetings(&list.meetings, today);
        let others = others(&list.others, today);
        let [now, soon, later] = sections(list.tasks, today);
        view! {
            <div class="two-columns today">
                <div class="main-column">
                    <Heading title=day.clone() page="Today"/>
                    <p class="lead">{lead}</p>
                    {section("Late or today", now, &scheme, today, true)}
                    {section("This week and next", soon, &scheme, today, false)}
                    {section("Later, or no day set", later, &scheme, today, false)}
                </div>
                <aside aria-label="Others, and meetings">{others} {meetings}</aside>
            </div>
        }
        .into_any()
    };
    today.page("what waits for you", ready)
}

fn days_to(due: Date, today: Date) -> i64 {
    i64::from(due.to_julian_day()) - i64::from(today.to_julian_day())
}

/// Late or today, soon, and the rest, each in the order given.
fn sections(tasks: Vec<Task>, today: Date) -> [Vec<Task>; 3] {
    let mut parts = [const { Vec::new() }; 3];
    for task in tasks {
        let part = match task.due.map(|due| days_to(due, today)) {
            Some(..=0) => 0,
            Some(..=SOON) => 1,
            _ => 2,
        };
        parts[part].push(task);
    }
    parts
}

/// "Four things are yours; one is late."
fn lead(tasks: &[Task], today: Date) -> String {
    let late = tasks
        .iter()
        .filter(|task| task.due.is_some_and(|due| due < today))
        .count();
    let mut words = match tasks.len() {
        0 => return "Nothing waits for you.".to_owned(),
        1 => "One thing is yours".to_owned(),
        many => format!("{} things are yours", capital(&count_words(many))),
    };
    match late {
        0 => words.push_str("; none is late."),
        1 => words.push_str("; one is late."),
        late => words.push_str(&format!("; {} are late.", count_words(late))),
    }
    words
}

fn section(
    title: &'static str,
    tasks: Vec<Task>,
    scheme: &Arc<Scheme>,
    today: Date,
    first: bool,
) -> Option<AnyView> {
    if tasks.is_empty() {
        return None;
    }
    let count = tasks.len();
    let rows = tasks
        .into_iter()
        .enumerate()
        .map(|(at, task)| row(task, scheme, today, first && at == 0))
        .collect_view();
    let class = if first { "opens" } else { "section" };
    Some(
        view! {
            <section class=class>
                <div class="section-head"><h2>{title}</h2> <span>{count}</span></div>
                <ul class="tasks">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn row(task: Task, scheme: &Scheme, today: Date, primary: bool) -> AnyView {
    let late = task.due.is_some_and(|due| due < today);
    let due = task.due.map(|due| {
        let second = (late || days_to(due, today) > 13).then(|| near_day(due, today));
        view! {
            <b>{late.then(|| mark(Some(domain::risk::Level::High)))} {due_words(due, today)}</b>
            <small>{second}</small>
        }
    });
    let tag = task
        .band
        .map(|band| category_tag(scheme, band, TagSize::Small, true));
    // A school of no register here has no page.
    let page = task.urn.map(|urn| format!("/schools/{urn}"));
    let class = if primary {
        "button small primary"
    } else {
        "button small"
    };
    let name = format!("{}: {}, {}", task.act, task.what, task.school);
    view! {
        <li class="task" data-late=late.then_some("")>
            <span class="due">{due}</span>
            <span class="what"><b>{task.what}</b> <small>{task.why}</small></span>
            <a class="where" href=page>{task.school}</a>
            <span class="tag">{tag}</span>
            <a class=class href=task.href aria-label=name>{task.act}</a>
        </li>
    }
    .into_any()
}

/// Whom else support waits for.
fn others(all: &[Awaited], today: Date) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let rows = all
        .iter()
        .map(|one| {
            let when = match one.late {
                0 => near_day(one.due, today),
                1 => "a day late".to_owned(),
                late => format!("{late} days late"),
            };
            view! {
                <tr data-late=(one.late > 0).then_some("")>
                    <th scope="row">{one.what.clone()}</th>
                    <td>{capital(&one.whose)}</td>
                    <td><a href=one.href.clone()>{one.school.clone()}</a></td>
                    <td class="number">{when}</td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="others">
                <div class="section-head"><h2>"Waiting for others"</h2> <span>{all.len()}</span></div>
                <div class="table-box"><table>
                    <thead><tr><th scope="col">"What"</th><th scope="col">"From"</th><th scope="col">"For"</th><th scope="col" class="number">"By"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            </section>
        }
        .into_any(),
    )
}

/// Closed meetings shown below the open ones.
const CLOSED: usize = 3;

fn meetings(rows: &[MeetingRow], today: Date) -> AnyView {
    let mut open: Vec<&MeetingRow> = rows.iter().filter(|row| !row.closed).collect();
    open.sort_by_key(|row| row.meeting.on);
    let mut closed: Vec<&MeetingRow> = rows.iter().filter(|row| row.closed).collect();
    closed.sort_by_key(|row| std::cmp::Reverse(row.meeting.on));
    if rows.is_empty() {
        return view! { <section><h2>"Meetings"</h2><p class="empty">"No meeting of yours is open or near."</p></section> }
            .into_any();
    }
    let rows = open
        .into_iter()
        .chain(closed.into_iter().take(CLOSED))
        .map(|row| {
            let href = format!("/meetings/{}", row.meeting.id);
            let state = if row.closed {
                "closed".to_owned()
            } else {
                format!("{} of {} decided", row.decided, row.schools)
            };
            view! {
                <li>
                    <span class="when">{near_day(row.meeting.on, today)}</span>
                    <span><a href=href>{row.meeting.title.clone()}</a> <small>{row.meeting.partnership_name.clone()} ", " {state}</small></span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section>
            <div class="section-head"><h2>"Meetings"</h2></div>
            <ul class="days">{rows}</ul>
            <p><a href="/meetings">"All meetings"</a></p>
        </section>
    }
    .into_any()
}
