//! The school year of each partnership by the cadence of the scheme: held, set, missing; and what is not set
//! yet can be.

use domain::api::{MeetingRow, Partnership};
use domain::calendar::{Date, HalfTerm, day_words};
use domain::meetings::{Due, DueState, Purpose, Sitting, year, year_words};
use domain::risk::Cadence;
use domain::schools::PartnershipId;
use leptos::prelude::*;

/// What the calendar puts into the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub partnership: PartnershipId,
    pub title: String,
    pub on: Date,
    pub purpose: Purpose,
}

/// The year; nothing where the scheme says no cadence.
pub fn calendar(
    cadence: Cadence,
    partnerships: &[Partnership],
    rows: &[MeetingRow],
    today: Date,
    set: Option<RwSignal<Option<Wanted>>>,
) -> AnyView {
    let head = year(cadence, &[], today)
        .into_iter()
        .map(|due| view! { <th scope="col">{due.name} <small>{due.days}</small> <small>{due.purpose.words()}</small></th> })
        .collect_view();
    let body = partnerships
        .iter()
        .map(|one| {
            let of: Vec<Sitting> = rows
                .iter()
                .filter(|row| row.meeting.partnership == one.id)
                .map(|row| Sitting {
                    id: row.meeting.id,
                    on: row.meeting.on,
                    held: row.closed,
                })
                .collect();
            let all = year(cadence, &of, today);
            let finding = year_words(&all);
            let cells = all
                .into_iter()
                .map(|due| cell(one, due, today, set))
                .collect_view();
            view! { <tr><th scope="row">{one.name.clone()} <small>{finding}</small></th>{cells}</tr> }
        })
        .collect_view();
    let title = format!("The year {}", HalfTerm::of(today).year_words());
    view! {
        <section class="opens meeting-year">
            <div class="section-head"><h2>{title}</h2> <span>{cadence.words()}</span></div>
            <div class="table-box" tabindex="0" role="region" aria-label="The year's meetings">
                <table>
                    <caption class="visually-hidden">"Meetings held, set and missing"</caption>
                    <thead><tr><th scope="col">"Partnership"</th>{head}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn cell(of: &Partnership, due: Due, today: Date, set: Option<RwSignal<Option<Wanted>>>) -> AnyView {
    let (state, word) = match &due.state {
        DueState::There(there) => {
            let links = there
                .iter()
                .map(|one| {
                    let word = if one.held { "held" } else { "set for" };
                    view! { <p>{word} " " <a href=format!("/meetings/{}", one.id)>{day_words(one.on)}</a></p> }
                })
                .collect_view();
            return view! { <td data-state="there">{links}</td> }.into_any();
        }
        DueState::Missing => ("missing", "None was held"),
        DueState::Open => ("open", "Not set yet"),
    };
    let wanted = Wanted {
        partnership: of.id,
        title: format!("{}, {}", of.name, due.name.to_lowercase()),
        on: due.begins.max(today),
        purpose: due.purpose,
    };
    let name = format!("Set this meeting: {}, {}", of.name, due.name);
    let button = set.filter(|_| due.state == DueState::Open).map(|set| {
        let press = move |_| {
            set.set(Some(wanted.clone()));
            crate::browser::focus("title");
        };
        view! { <button type="button" class="link" aria-label=name on:click=press>"Set this meeting"</button> }
    });
    view! { <td data-state=state><p>{word}</p> {button}</td> }.into_any()
}
