//! Every school this person may see, in a table. Filters, order and search are in the URL.

mod filters;
mod first;
mod place;
mod row;
mod summary;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::access::Action;
use domain::api::{SchoolList, SchoolRow};
use domain::calendar::Date;
use domain::risk::Scheme;
use domain::schools::Urn;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use crate::api;
use crate::components::heading::Heading;
use crate::components::sort_heading::{Order, SortHeading};
use crate::keyboard::{self, KeyHelp};
use crate::load::load;
use crate::session::SignedIn;
use crate::state::schools::{Asked, Column};

const KEYS: [KeyHelp; 6] = [
    KeyHelp {
        keys: "/",
        does: "find a school",
    },
    KeyHelp {
        keys: "F",
        does: "filters",
    },
    KeyHelp {
        keys: "↑ ↓ ← →",
        does: "from cell to cell, from school to school on the map",
    },
    KeyHelp {
        keys: "Enter",
        does: "open the school",
    },
    KeyHelp {
        keys: "M",
        does: "as a map, or as a table",
    },
    KeyHelp {
        keys: "Esc",
        does: "leave the search",
    },
];

/// What every part of the page reads.
#[derive(Clone)]
struct Table {
    rows: Arc<Vec<SchoolRow>>,
    scheme: Arc<Scheme>,
    partnerships: Arc<BTreeMap<domain::schools::PartnershipId, String>>,
    today: Date,
    asked: Memo<Asked>,
    /// Puts what is asked into the URL, in place of what was there.
    ask: Callback<Asked>,
    /// Places in `rows`, as shown.
    order: Memo<Vec<usize>>,
    /// Whether this person sees categories of any school here.
    categories: bool,
    /// Whether they see a partnership on a page.
    together: bool,
    /// Whether they may take every value, level and reason away.
    downloads: bool,
}

#[component]
pub fn SchoolsPage(signed: SignedIn) -> impl IntoView {
    let schools = load(api::schools);
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| Asked::read(|name| query.get(name))));
    let navigate = use_navigate();
    let ask = Callback::new(move |asked: Asked| {
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("/schools{}", asked.write()), options);
    });
    keyboard::page_keys(&KEYS, move |event| {
        match event.key().as_str() {
            "/" => crate::browser::focus("find"),
            "f" | "F" => crate::browser::focus("filters"),
            "m" | "M" => turn_over(asked, ask),
            _ => return false,
        }
        true
    });
    let partnerships = Arc::new(
        signed
            .partnerships
            .iter()
            .map(|one| (one.id, one.name.clone()))
            .collect(),
    );
    let ready = move |list: SchoolList| {
        let rows = Arc::new(list.rows);
        let today = signed.today;
        let order = {
            let (rows, scheme) = (rows.clone(), signed.scheme());
            Memo::new(move |_| asked.with(|asked| asked.arrange(&rows, &scheme, today)))
        };
        let categories = rows.iter().any(|row| row.standing.is_some());
        let partnerships = Arc::clone(&partnerships);
        let table = Table {
            rows,
            scheme: signed.scheme(),
            partnerships,
            today,
            asked,
            ask,
            order,
            categories,
            together: signed.may(Action::ReadDistrict),
            downloads: signed.may(Action::ReadRules),
        };
        drawn(table)
    };
    view! {
        <div class="page schools">
            {schools.view("the schools", ready)}
        </div>
    }
}

fn drawn(table: Table) -> AnyView {
    let (asked, together) = (table.asked, table.together);
    let on_a_page = move || {
        let one = asked.with(|asked| asked.partnership).filter(|_| together)?;
        Some(
            view! { <a class="button small no-print" href=format!("/partnerships/{one}")>"The partnership on a page"</a> },
        )
    };
    view! {
        <div class="schools-head">
            <div>
                <div class="schools-title">
                    <Heading title="Schools"/>
                    {filters::views(table.asked, table.ask)}
                    {on_a_page}
                    <a class="button small no-print" href="/schools/organisations">"Organisations"</a>
                    {table.downloads.then(|| view! {
                        <a class="button small no-print" href="/api/rules/export.xlsx" rel="external" download>"Download for Excel"</a>
                    })}
                </div>
                {summary::sentence(table.clone())}
                {filters::filters(table.clone())}
            </div>
            {table.categories.then(|| summary::counts(table.clone()))}
        </div>
        {views(table)}
    }
    .into_any()
}

/// The same list as a table or as a map.
fn views(table: Table) -> AnyView {
    let asked = table.asked;
    let map = Memo::new(move |_| asked.with(|asked| asked.map));
    let shown = move || {
        if map.get() {
            place::as_map(table.clone())
        } else {
            school_table(table.clone())
        }
    };
    shown.into_any()
}

/// Shows the list the other way.
fn turn_over(asked: Memo<Asked>, ask: Callback<Asked>) {
    let was = asked.get_untracked();
    ask.run(Asked {
        map: !was.map,
        ..was
    });
}

fn school_table(table: Table) -> AnyView {
    let (asked, ask) = (table.asked, table.ask);
    let since = last_decided(&table.rows);
    let heading = move |column: Column, label: String, class: &'static str, number: bool| {
        let order = Signal::derive(move || {
            asked.with(|asked| {
                (asked.sort == column).then_some(if asked.descending {
                    Order::Descending
                } else {
                    Order::Ascending
                })
            })
        });
        let on_sort =
            Callback::new(move |()| ask.run(asked.with_untracked(|asked| asked.sorted_by(column))));
        view! { <SortHeading label order on_sort number class/> }.into_any()
    };
    let plain = |label: &'static str, class: &'static str| {
        view! { <th scope="col" class=class>{label}</th> }.into_any()
    };
    let seen = table.categories;
    let confidential = move || {
        seen.then(|| {
            view! {
                {heading(Column::Category, "Category".to_owned(), "category", false)}
                {heading(Column::Risk, "Risk".to_owned(), "risk", false)}
                {heading(Column::Since, since.clone(), "since", false)}
                {plain("Main reason", "main-reason")}
                {heading(Column::Results, "Results, %".to_owned(), "results", false)}
                {heading(Column::Absence, "Absence, %".to_owned(), "absence", false)}
                {heading(Column::Unknown, "Not known".to_owned(), "not-known", false)}
            }
        })
    };
    let node = NodeRef::<html::Table>::new();
    let order = table.order;
    let first = first::first_rows(order);
    let none = table.rows.is_empty();
    let empty = move || order.with(Vec::is_empty);
    let keyed = {
        let rows = table.rows.clone();
        move || {
            order.with(|order| {
                order
                    .iter()
                    .map(|at| (rows[*at].school.urn, *at))
                    .collect::<Vec<(Urn, usize)>>()
            })
        }
    };
    let draw = {
        let table = table.clone();
        move |(_, at): (Urn, usize)| row::row(&table.rows[at], &table)
    };
    let clear = move |_| {
        ask.run(asked.with_untracked(Asked::unfiltered));
    };
    let columns = move || asked.with(|asked| asked.all_columns.then_some("all"));
    view! {
        <div class="school-table-box opens" data-columns=columns>
            <table class="school-table" node_ref=node data-first=move || first.get().then_some("") on:keydown=move |event| walk::walk(&event)>
                <caption class="visually-hidden">
                    "Schools. Category and risk are what the rules suggest today; since is against the room’s last decision."
                </caption>
                <thead>
                    <tr>
                        {heading(Column::Name, "School".to_owned(), "name", false)}
                        {heading(Column::Phase, "Phase".to_owned(), "phase", false)}
                        {heading(Column::Roll, "Roll".to_owned(), "roll", true)}
                        {confidential()}
                        {heading(Column::SupportIn, "Support in, days".to_owned(), "support-in", false)}
                        {heading(Column::SupportOut, "Out".to_owned(), "support-out", true)}
                        {seen.then(|| heading(Column::Review, "Next review".to_owned(), "next-review", true))}
                        {plain("Partnership", "extra")} {plain("Type", "extra")} {plain("Trust", "extra")} {plain("Town", "extra")}
                        {plain("Disadvantaged, %", "extra number")} {plain("Responsible", "extra")}
                        {plain("URN", "extra number")}
                    </tr>
                </thead>
                <tbody>
                    <For each=keyed key=|(urn, _)| *urn children=draw/>
                </tbody>
            </table>
            <Show when=empty>
                {if none {
                    view! { <p class="empty">"There are no schools yet: they come with the register. " <a href="/import">"Import files"</a></p> }.into_any()
                } else {
                    view! {
                        <p class="empty">
                            "No school is like that. "
                            <button type="button" class="link" on:click=clear>"Show all schools"</button>
                        </p>
                    }
                    .into_any()
                }}
            </Show>
        </div>
        {foot(asked, ask)}
    }
    .into_any()
}

/// "Since 11 Jun" where everybody was last decided on one day.
fn last_decided(rows: &[SchoolRow]) -> String {
    let mut days: Vec<Date> = rows
        .iter()
        .filter_map(|row| Some(row.standing.as_ref()?.decided.as_ref()?.on))
        .collect();
    days.sort_unstable();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => {
            let words = domain::calendar::day_words(*first);
            let day = words
                .rsplit_once(' ')
                .map_or(words.as_str(), |(day, _)| day);
            format!("Since {day}")
        }
        _ => "Since last time".to_owned(),
    }
}

/// How it is sorted, the keys, and every column.
fn foot(asked: Memo<Asked>, ask: Callback<Asked>) -> AnyView {
    let sorted = move || {
        asked.with(|asked| match asked.sort {
            Column::Category => "Sorted by category, then risk, then name".to_owned(),
            other => format!("Sorted by {}, then category, risk and name", other.words()),
        })
    };
    let turn = move |_| {
        let was = asked.get_untracked();
        ask.run(Asked {
            all_columns: !was.all_columns,
            ..was
        });
    };
    let word = move || {
        if asked.with(|asked| asked.all_columns) {
            "Fewer columns"
        } else {
            "Every column"
        }
    };
    view! {
        <div class="school-table-foot">
            <span>{sorted}</span>
            <span class="keys"><kbd class="key-cap">"/"</kbd> " find a school"</span>
            <span class="keys"><kbd class="key-cap">"F"</kbd> " filters"</span>
            <span class="keys"><kbd class="key-cap">"Enter"</kbd> " open"</span>
            <span class="keys"><kbd class="key-cap">"M"</kbd> " as a map"</span>
            <button type="button" class="link" on:click=turn>{word}</button>
        </div>
    }
    .into_any()
}
