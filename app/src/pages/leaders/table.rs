//! The table of leaders, by type.

use domain::api::LeaderList;
use domain::brokerage::{Areas, Depth, Leader, LeaderType, Standing};
use domain::calendar::{Date, day_words};
use leptos::prelude::*;

use crate::components::capacity_bar::{capacity_bar, capacity_words};
use crate::components::sort_heading::{Order, SortHeading};
use crate::state::leaders::Asked;
use crate::words::{capital, near_day};

#[component]
pub fn LeaderTable(
    list: StoredValue<LeaderList>,
    asked: Memo<Asked>,
    ask: Callback<Asked>,
    today: Date,
) -> impl IntoView {
    let groups = move || {
        let asked = asked.get();
        list.with_value(|list| {
            asked
                .arrange(&list.leaders, &list.types)
                .into_iter()
                .map(|(kind, leaders)| group(kind, &leaders, today))
                .collect_view()
        })
    };
    let nobody = move || {
        let asked = asked.get();
        list.with_value(|list| {
            (!list.leaders.iter().any(|leader| asked.takes(leader, &list.types))).then(|| {
                view! { <p class="empty">"No leader is like that. Take a filter away, or look in a wider area."</p> }
            })
        })
    };
    let by_free = move || asked.with(|asked| asked.by_free);
    let sort = move |by_free: bool| {
        let next = asked.get_untracked();
        ask.run(Asked { by_free, ..next });
    };
    view! {
        <div class="table-box leader-box">
            <table class="leader-table">
                <caption class="visually-hidden">"System leaders by type"</caption>
                <thead><tr>
                    <SortHeading label="Leader" order=Signal::derive(move || (!by_free()).then_some(Order::Ascending))
                        on_sort=Callback::new(move |()| sort(false))/>
                    <th scope="col">"Can help with"</th>
                    <th scope="col">"Own school"</th>
                    <th scope="col">"Phases"</th>
                    <th scope="col">"Designated"</th>
                    <th scope="col">"Status"</th>
                    <th scope="col">"Year, to the limit"</th>
                    <SortHeading label="Days free" order=Signal::derive(move || by_free().then_some(Order::Descending))
                        on_sort=Callback::new(move |()| sort(true)) number=true/>
                </tr></thead>
                {groups}
            </table>
        </div>
        {nobody}
        <p class="capacity-key">
            <span><i class="used"></i>"days spoken for"</span>
            <span><i class="free"></i>"free, to the year’s limit"</span>
            <span>"Second specialisms are in grey."</span>
        </p>
    }
}

fn group(kind: Option<&LeaderType>, leaders: &[&Leader], today: Date) -> AnyView {
    let title = kind.map_or_else(|| "Other types".to_owned(), LeaderType::plural);
    let short = kind.map_or("", |kind| kind.short.as_str());
    let rows = leaders
        .iter()
        .map(|leader| row(leader, short, kind, today))
        .collect_view();
    view! {
        <tbody>
            <tr class="group-row"><th colspan="8" scope="rowgroup"><b>{title}</b> " " <span>{leaders.len()}</span></th></tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn row(leader: &Leader, short: &str, kind: Option<&LeaderType>, today: Date) -> AnyView {
    let designation = &leader.designation;
    let active = designation.standing == Standing::Active;
    let review = designation.review_due.map(|due| {
        let word = if due < today {
            "review was due "
        } else {
            "review "
        };
        view! { <small>{word} {near_day(due, today)}</small> }
    });
    let reason = (!designation.reason.is_empty())
        .then(|| view! { <small>{designation.reason.clone()}</small> });
    let phases = leader
        .phases
        .iter()
        .map(|phase| phase.word())
        .collect::<Vec<_>>()
        .join(", ");
    view! {
        <tr>
            <th scope="row"><a href=format!("/leaders/{}", leader.id)>{leader.name.clone()}</a> " " <span class="kind">{short.to_owned()}</span></th>
            <td>{helps_with(leader, kind)}</td>
            <td>{leader.home_name.clone()}</td>
            <td>{capital(&phases.to_lowercase())}</td>
            <td>{designation.body.clone()} <small>{day_words(designation.awarded)}</small></td>
            <td class="status" data-standing=if active { "active" } else { "not" }>{capital(designation.standing.words())} {review} {reason}</td>
            <td class="year">{capacity_bar(leader.used, leader.yearly)}</td>
            <td class="number">{capacity_words(leader.used, leader.yearly)}</td>
        </tr>
    }
    .into_any()
}

/// What the role is for, main specialisms, and in grey the second ones.
fn helps_with(leader: &Leader, kind: Option<&LeaderType>) -> AnyView {
    let areas = Areas::standard();
    let of = |depth: Depth| {
        leader
            .specialisms
            .iter()
            .filter(move |own| own.depth == depth)
            .map(|own| areas.word(own.area))
    };
    let role = kind
        .iter()
        .flat_map(|kind| &kind.covers)
        .map(|area| areas.word(*area));
    let mut main: Vec<String> = Vec::new();
    for area in role.chain(of(Depth::Primary)) {
        // What the role is for is often their specialism too.
        if !main.contains(&area) {
            main.push(area);
        }
    }
    let second: Vec<String> = of(Depth::Secondary)
        .filter(|area| !main.contains(area))
        .collect();
    let comma = if main.is_empty() || second.is_empty() {
        ""
    } else {
        ", "
    };
    view! { {main.join(", ")} {comma} <span class="second">{second.join(", ")}</span> }.into_any()
}
