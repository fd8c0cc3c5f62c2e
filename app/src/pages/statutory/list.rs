//! Every school action is taken about.

use domain::api::StatutoryList;
use leptos::prelude::*;

use crate::api;
use crate::components::heading::Heading;
use crate::components::level_mark::mark;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::near_day;

#[component]
pub fn StatutoryPage(signed: SignedIn) -> impl IntoView {
    let page = load(api::statutory);
    let _ = signed;
    view! {
        <div class="page caseload">
            <Heading title="Early and statutory action"/>
            {page.view("the action under way", drawn)}
            <p class="small-print">"Confidential: the authority, and a school once it was written to. Action about another school begins on its page."</p>
        </div>
    }
}

fn drawn(page: StatutoryList) -> AnyView {
    let today = page.today;
    if page.rows.is_empty() {
        return view! { <p class="empty">"No action is under way."</p> }.into_any();
    }
    let rows = page
        .rows
        .into_iter()
        .map(|row| {
            let due = row.due.map(|(day, words)| {
                let late = day < today;
                view! { <span data-late=late.then_some("")>{late.then(|| mark(Some(domain::risk::Level::High)))} {words}</span> <small>"by " {near_day(day, today)}</small> }
            });
            view! {
                <tr>
                    <th scope="row"><a href=format!("/statutory/{}", row.urn)>{row.school}</a></th>
                    <td>{row.stage.words()}</td>
                    <td>{row.last} <small>{near_day(row.on, today)}</small></td>
                    <td>{due}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label="Action by school">
            <table class="statutory-table">
                <caption class="visually-hidden">"Action by school"</caption>
                <thead><tr><th scope="col">"School"</th><th scope="col">"Stands"</th><th scope="col">"Last step"</th><th scope="col">"Next"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
