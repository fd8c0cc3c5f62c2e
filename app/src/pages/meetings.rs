//! Meetings: the year, those there are, and a form to open one.

mod year;

use domain::access::{Action, Resource, may};
use domain::api::{FieldProblem, MeetingRow, OpenMeeting, Partnership};
use domain::calendar::Date;
use domain::meetings::Purpose;
use domain::schools::MeetingId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::sign_in::said;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::components::problem::ProblemSummary;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::{field_day, long_day, near_day};
use crate::{api, browser};
use year::{Wanted, calendar};

#[component]
pub fn MeetingsPage(signed: SignedIn) -> impl IntoView {
    let meetings = load(api::meetings);
    let today = signed.today;
    let wanted = RwSignal::new(None::<Wanted>);
    let opens = signed.may(Action::OpenMeeting);
    let theirs = open_to(&signed);
    let cadence = signed.scheme().meetings.cadence;
    let form = opens.then(|| view! { <OpenForm signed wanted/> });
    let ready = move |rows: Vec<MeetingRow>| {
        let year = cadence
            .map(|cadence| calendar(cadence, &theirs, &rows, today, opens.then_some(wanted)));
        let (closed, mut open): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.closed);
        // What comes next stands first.
        open.sort_by_key(|row| row.meeting.on);
        view! {
            {table("Open", open, today, "No meeting is open. Open one, and its schools are on the agenda.")}
            {year}
            {(!closed.is_empty()).then(|| table("Closed", closed, today, ""))}
        }
        .into_any()
    };
    view! {
        <div class="two-columns meetings">
            <div class="main-column">
                <Heading title="Meetings"/>
                {meetings.view("meetings", ready)}
            </div>
            {form.map(|form| view! { <aside class="no-print" aria-label="Open a meeting">{form}</aside> })}
        </div>
    }
}

fn table(title: &'static str, rows: Vec<MeetingRow>, today: Date, empty: &'static str) -> AnyView {
    if rows.is_empty() {
        return view! { <section class="opens"><h2>{title}</h2><p class="empty">{empty}</p></section> }.into_any();
    }
    let count = rows.len();
    let rows = rows
        .into_iter()
        .map(|row| {
            let meeting = row.meeting;
            // Before a meeting its papers are read, and afterwards its minutes.
            let paper = if row.closed { "minutes" } else { "papers" };
            let state = if row.closed {
                format!("{} decided", row.decided)
            } else {
                format!("{} of {} decided", row.decided, row.schools)
            };
            let purpose = (row.purpose != Purpose::Routine)
                .then(|| view! { <small>{row.purpose.words()}</small> });
            view! {
                <tr>
                    <th scope="row"><a href=format!("/meetings/{}", meeting.id)>{meeting.title}</a> {purpose}</th>
                    <td>{meeting.partnership_name}</td>
                    <td>{near_day(meeting.on, today)}</td>
                    <td>{meeting.chair.name}</td>
                    <td class="number">{state} " · " <a href=format!("/meetings/{}/{paper}", meeting.id)>{paper}</a></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="opens meeting-list">
            <div class="section-head"><h2>{title}</h2> <span>{count}</span></div>
            <div class="table-box" tabindex="-1">
                <table>
                    <caption class="visually-hidden">{title} " meetings"</caption>
                    <thead><tr>
                        <th scope="col">"Meeting"</th><th scope="col">"Partnership"</th><th scope="col">"On"</th>
                        <th scope="col">"In the chair"</th><th scope="col" class="number">"Schools"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The partnerships this person may open a meeting for.
fn open_to(signed: &SignedIn) -> Vec<Partnership> {
    signed
        .partnerships
        .iter()
        .filter(|one| {
            let on = Resource::of(signed.actor.authority).partnership(Some(one.id));
            may(&signed.actor, Action::OpenMeeting, &on)
        })
        .cloned()
        .collect()
}

#[component]
fn OpenForm(signed: SignedIn, wanted: RwSignal<Option<Wanted>>) -> impl IntoView {
    let navigate = use_navigate();
    let partnerships = open_to(&signed);
    let partnership = RwSignal::new(
        partnerships
            .first()
            .map(|one| one.id.to_string())
            .unwrap_or_default(),
    );
    let title = RwSignal::new(String::new());
    let on = RwSignal::new(signed.today.to_string());
    let purpose = RwSignal::new(Purpose::Routine);
    // A day of the calendar fills the form in; it is still to be sent.
    Effect::new(move || {
        if let Some(wanted) = wanted.get() {
            partnership.set(wanted.partnership.to_string());
            title.set(wanted.title);
            on.set(wanted.on.to_string());
            purpose.set(wanted.purpose);
        }
    });
    let problems = RwSignal::new(Vec::<FieldProblem>::new());
    let busy = RwSignal::new(false);
    // Made once: pressing twice, or again after a lost answer, opens one meeting.
    let id = MeetingId(browser::new_id());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let open = match read(
            id,
            &partnership.get_untracked(),
            &title.get_untracked(),
            &on.get_untracked(),
        ) {
            Ok(open) => OpenMeeting {
                purpose: purpose.get_untracked(),
                ..open
            },
            Err(wrong) => return problems.set(wrong),
        };
        problems.set(Vec::new());
        busy.set(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            match api::open_meeting(&open).await {
                Ok(_) => navigate(&format!("/meetings/{id}"), NavigateOptions::default()),
                Err(failure) => {
                    busy.set(false);
                    problems.set(said(&failure));
                }
            }
        });
    };
    let wrong = move |field: &'static str| {
        Signal::derive(move || {
            problems.with(|problems| {
                problems
                    .iter()
                    .find(|one| one.field == field)
                    .map(|one| one.reason.clone())
            })
        })
    };
    let options = partnerships
        .into_iter()
        .map(|one| {
            let id = one.id.to_string();
            view! { <option value=id>{one.name}</option> }
        })
        .collect_view();
    let purposes = Purpose::ALL
        .into_iter()
        .map(|one| view! { <option value=one.id()>{one.words()}</option> })
        .collect_view();
    let hint = format!("Today is {}.", long_day(signed.today));
    view! {
        <section>
            <h2>"Open a meeting"</h2>
            <ProblemSummary problems/>
            <form class="form" novalidate on:submit=submit>
                <div class="field">
                    <label for="partnership">"Partnership"</label>
                    <select id="partnership" prop:value=move || partnership.get() on:change=move |event| partnership.set(event_target_value(&event))>{options}</select>
                </div>
                <Field id="title" label="What it is called" value=title hint="Autumn review" problem=wrong("title") required=true/>
                <Field id="on" label="Day" value=on kind="date" hint problem=wrong("on") required=true/>
                <div class="field">
                    <label for="purpose">"What it is for"</label>
                    <select id="purpose" prop:value=move || purpose.get().id() on:change=move |event| {
                        purpose.set(Purpose::named(&event_target_value(&event)).unwrap_or_default());
                    }>{purposes}</select>
                </div>
                <p class="hint">"Every open school of the partnership is on the agenda. Evidence is frozen as it stands now."</p>
                <div class="actions">
                    <button class="button primary" data-busy=move || busy.get().then_some("")>
                        {move || if busy.get() { "Opening" } else { "Open the meeting" }}
                    </button>
                </div>
            </form>
        </section>
    }
}

fn read(
    id: MeetingId,
    partnership: &str,
    title: &str,
    on: &str,
) -> Result<OpenMeeting, Vec<FieldProblem>> {
    let mut wrong = Vec::new();
    let mut problem = |field: &str, reason: &str| {
        wrong.push(FieldProblem {
            field: field.to_owned(),
            reason: reason.to_owned(),
        });
    };
    let partnership = partnership.parse().ok();
    if partnership.is_none() {
        problem("partnership", "Choose a partnership");
    }
    if title.trim().is_empty() {
        problem("title", "Enter what the meeting is called");
    }
    let day = field_day(on);
    if day.is_none() {
        problem("on", "Enter the day of the meeting");
    }
    match (partnership, day) {
        (Some(partnership), Some(on)) if wrong.is_empty() => Ok(OpenMeeting {
            id,
            partnership,
            title: title.trim().to_owned(),
            on,
            purpose: Purpose::Routine,
        }),
        _ => Err(wrong),
    }
}
