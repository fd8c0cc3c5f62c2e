//! Cases in rows.

use domain::api::CaseRow;
use domain::brokerage::Areas;
use domain::calendar::Date;
use domain::support::{Quarters, StageKind, Summary, late};
use leptos::prelude::*;

use crate::components::sort_heading::{Order, SortHeading};
use crate::state::support::{Asked, By, next};
use crate::words::{capital, near_day};

/// Rows drawn before somebody asks for more.
const FIRST: usize = 150;

#[component]
pub fn CaseTable(
    rows: StoredValue<Vec<CaseRow>>,
    asked: Memo<Asked>,
    ask: Callback<Asked>,
    today: Date,
) -> impl IntoView {
    let all = RwSignal::new(false);
    let places = Memo::new(move |_| {
        let asked = asked.get();
        rows.with_value(|rows| asked.arrange(rows, today))
    });
    let heading = move |by: By, label: &'static str, number: bool| {
        let order = Signal::derive(move || {
            let way = if by == By::Days {
                Order::Descending
            } else {
                Order::Ascending
            };
            (asked.get().by == by).then_some(way)
        });
        let sort = move |()| {
            let mut now = asked.get_untracked();
            now.by = by;
            ask.run(now);
        };
        view! { <SortHeading label order number on_sort=Callback::new(sort)/> }
    };
    let drawn = move || {
        places.with(|places| {
            let most = if all.get() { places.len() } else { FIRST };
            rows.with_value(|rows| {
                places
                    .iter()
                    .take(most)
                    .filter_map(|at| rows.get(*at))
                    .map(|one| row(one, today))
                    .collect_view()
            })
        })
    };
    let none = move || places.with(Vec::is_empty);
    let more = move || {
        let left = places.with(|places| places.len().saturating_sub(FIRST));
        (left > 0 && !all.get()).then(|| {
            view! { <button type="button" class="button small" on:click=move |_| all.set(true)>"Show " {left} " more"</button> }
        })
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label="Cases">
            <table class="case-table">
                <caption class="visually-hidden">"Cases of support"</caption>
                <thead><tr>
                    {heading(By::School, "School", false)}
                    <th scope="col">"With"</th>
                    {heading(By::Stage, "Stands", false)}
                    <th scope="col">"Leader"</th>
                    {heading(By::Days, "Days used", true)}
                    {heading(By::Due, "Waits for", false)}
                </tr></thead>
                <tbody>{drawn}</tbody>
            </table>
        </div>
        <Show when=none><p class="empty">"No case is among these."</p></Show>
        {more}
    }
}

fn row(one: &CaseRow, today: Date) -> AnyView {
    let case = &one.case;
    let leader = case
        .leader_name
        .clone()
        .unwrap_or_else(|| "nobody yet".to_owned());
    let next = next(one, today).map(|wait| {
        let days = late(wait, today);
        let own = wait.whose == one.part;
        let who = if own {
            "you".to_owned()
        } else {
            wait.whose.words().to_owned()
        };
        let due = match days {
            0 => format!("by {}", near_day(wait.due, today)),
            1 => "a working day late".to_owned(),
            days => format!("{days} working days late"),
        };
        view! {
            <span data-own=own.then_some("")>{wait.what.clone()}</span>
            <small data-late=(days > 0).then_some("")>{capital(&who)} ", " {due}</small>
        }
    });
    view! {
        <tr>
            <th scope="row"><a href=format!("/support/{}", case.id)>{case.school.clone()}</a></th>
            <td>{capital(&Areas::standard().word(case.area))}</td>
            <td><span class="case-stage" data-over=case.stage.over().then_some("")>{case.called.clone().unwrap_or_else(|| case.stage.words().to_owned())}</span></td>
            <td data-none=case.leader_name.is_none().then_some("")>{leader}</td>
            <td class="number">{used(case)}</td>
            <td class="case-waits">{next}</td>
        </tr>
    }
    .into_any()
}

/// "8½ of 15": what was given of what is agreed, with a bar.
fn used(case: &Summary) -> AnyView {
    let all = Quarters::from(case.half_days);
    if case.stage < StageKind::Agreed {
        return view! { <span class="quiet">{all.words()} " asked"</span> }.into_any();
    }
    view! {
        {days_bar(case.used, all)}
        <span>{case.used.words()} " of " {all.words()}</span>
    }
    .into_any()
}

/// A short bar: given, of agreed; what is past the end stands past the tick.
pub fn days_bar(used: Quarters, all: Quarters) -> AnyView {
    const WIDTH: u32 = 64;
    let most = all.0.max(used.0).max(1);
    let given = WIDTH * used.0 / most;
    let end = WIDTH * all.0 / most;
    view! {
        <svg class="days-bar" viewBox="0 0 66 10" width="66" height="10" aria-hidden="true">
            <rect class="free" x="0.5" y="1.5" width=end.max(1).to_string() height="7"></rect>
            <rect class="used" x="0" y="1" width=given.to_string() height="8"></rect>
            {(used > all).then(|| view! { <path class="limit" d=format!("M{end} 0v10")></path> })}
        </svg>
    }
    .into_any()
}
