//! The file of a school: who is named, its days, its programme, the year's calendar, notes, and what comes in.

use domain::api::FilePage as Page;
use domain::support::caseload::Seat;
use leptos::prelude::*;

use super::entry_form::Desk;
use super::{audits, beside, calendar, notes, urn};
use crate::api;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn FilePage(signed: SignedIn) -> impl IntoView {
    let urn = urn();
    let page = load(move || {
        let urn = urn.get();
        async move {
            match urn {
                Some(urn) => api::school_file(urn, None).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    let person = signed.actor.person;
    page.page("the file", move |page: Page| drawn(Desk::of(page, person)))
}

fn drawn(desk: Desk) -> AnyView {
    let (urn, title) = desk
        .page
        .with_untracked(|page| (page.urn, page.school.clone()));
    let parts = move || {
        let now = desk.page.get();
        view! {
            {notes::waiting(desk, &now)}
            {audits::audits(desk, &now)}
            {calendar::programme(desk, &now)}
            {calendar::year(&now)}
            {notes::sections(&now)}
            {notes::notes(desk, &now)}
        }
    };
    let actions = move || {
        desk.page.with(|page| {
            let writes = matches!(page.seat, Seat::Officer | Seat::Contact);
            view! {
                {writes.then(|| view! { <a class="button primary" href=format!("/caseload/{urn}/note")>"Write a note of visit"</a> })}
                <a class="button small" href=format!("/caseload/{urn}/evaluation")>"Self-evaluation"</a>
                <a class="button small" href=format!("/caseload/{urn}/log")>"Log"</a>
                <a class="button small" href=format!("/caseload/{urn}/report")>"Annual report"</a>
                <a class="button small" href=format!("/support/combined/{urn}")>"All support of a year"</a>
                <a class="button small" href=format!("/schools/{urn}")>"The school"</a>
                {page.action.then(|| view! { <a class="button small" href=format!("/statutory/{urn}")>"Early and statutory action"</a> })}
            }
        })
    };
    view! {
        <div class="two-columns case-page file-page">
            <div class="main-column">
                <Heading title=title.clone() page=format!("File, {title}")/>
                <p class="facts-line" id="stands" tabindex="-1">{move || desk.page.with(line)}</p>
                <div class="actions no-print">{actions}</div>
                {parts}
            </div>
            <aside aria-label="Who is named, days, and who comes">{move || beside::beside(desk, &desk.page.get())}</aside>
        </div>
    }
    .into_any()
}

/// "Link officer Lewis Coldwether. 2½ of 5 days used, 1½ of 3 in school."
fn line(page: &Page) -> String {
    let named = page
        .way
        .roles
        .iter()
        .filter_map(|role| {
            let now = page.file.contact(role.key, page.today)?;
            Some(format!("{} {}.", role.words, now.person.as_ref()?.name))
        })
        .collect::<Vec<_>>();
    let named = if named.is_empty() {
        "Nobody is named for this school.".to_owned()
    } else {
        named.join(" ")
    };
    let drawn = page.drawn;
    format!(
        "{named} {} of {} days used this year, {} of {} in school.",
        drawn.used.words(),
        drawn.given.words(),
        drawn.used_in_school.words(),
        drawn.given_in_school.words()
    )
}
