//! The schools of an organisation: now, by the register, and before.

use domain::api::OrganisationPage as Page;
use domain::calendar::day_words;
use domain::schools::Urn;
use domain::support::organisations::{Membership, OrganisationEntry};
use leptos::prelude::*;

use super::act::choices;
use super::one::{Desk, school};
use crate::pages::support::form::{Ask, How, Wrong};

pub fn members(desk: Desk, page: &Page) -> AnyView {
    let (today, one) = (page.today, &page.organisation);
    let mut now: Vec<&Membership> = one
        .members
        .iter()
        .filter(|it| it.until.is_none_or(|until| today <= until))
        .collect();
    let leads = |it: &Membership| one.lead_on(today) == Some(it.school);
    now.sort_by_key(|it| (!leads(it), it.from > today, school(page, it.school)));
    let mut before: Vec<&Membership> = one
        .members
        .iter()
        .filter(|it| it.until.is_some_and(|until| until < today))
        .collect();
    before.sort_by_key(|it| (std::cmp::Reverse(it.until), school(page, it.school)));
    let writes = page.may_write && one.ended.is_none();
    let rows = now.iter().map(|it| row(page, it, leads(it))).collect_view();
    let table = (!now.is_empty()).then(|| {
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label="Schools">
                <table class="member-table">
                    <caption class="visually-hidden">"Schools that belong to it"</caption>
                    <thead><tr><th scope="col">"School"</th><th scope="col">"What it is in it"</th><th scope="col">"From"</th><th scope="col">"Until"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    let none = (now.is_empty() && page.registered.is_empty()).then(|| {
        view! { <p class="quiet">"Nobody has written down which schools belong to it: that is not known."</p> }
    });
    let count = now.len();
    view! {
        <section class="section">
            <div class="section-head"><h2>{page.kind.members.clone()}</h2> <span>{(count > 0).then(|| format!("{count} now"))}</span></div>
            {none} {table}
            {registered(page)}
            {past(page, &before)}
            {writes.then(|| acts(desk, page, &now))}
        </section>
    }
    .into_any()
}

fn row(page: &Page, it: &Membership, leads: bool) -> AnyView {
    let role = match (leads, it.role.is_empty()) {
        (true, true) => "Leads it".to_owned(),
        (true, false) => format!("Leads it. {}", it.role),
        (false, _) => it.role.clone(),
    };
    let to_come = it.from > page.today;
    let until = it.until.map(day_words);
    view! {
        <tr data-leads=leads.then_some("") data-to-come=to_come.then_some("")>
            <th scope="row"><a href=format!("/schools/{}", it.school)>{school(page, it.school)}</a></th>
            <td>{role}</td><td>{day_words(it.from)}</td><td>{until}</td>
        </tr>
    }
    .into_any()
}

fn registered(page: &Page) -> Option<AnyView> {
    if page.registered.is_empty() {
        return None;
    }
    let rows = page
        .registered
        .iter()
        .map(
            |one| view! { <li><a href=format!("/schools/{}", one.urn)>{one.name.clone()}</a></li> },
        )
        .collect_view();
    Some(view! {
        <h3>"By the register"</h3>
        <p class="small-print">{page.registered.len()} " schools today; the register does not say since when."</p>
        <ul class="plain-list by-register">{rows}</ul>
    }
    .into_any())
}

fn past(page: &Page, before: &[&Membership]) -> Option<AnyView> {
    if before.is_empty() {
        return None;
    }
    let rows = before
        .iter()
        .map(|it| {
            let until = it.until.map(day_words);
            view! { <li><a href=format!("/schools/{}", it.school)>{school(page, it.school)}</a> <span>{day_words(it.from)} " to " {until} {(!it.why.is_empty()).then(|| format!(": {}", it.why))}</span></li> }
        })
        .collect_view();
    Some(view! {
        <details class="more"><summary>{before.len()} " that belonged to it before"</summary><ul class="plain-list">{rows}</ul></details>
    }
    .into_any())
}

fn acts(desk: Desk, page: &Page, now: &[&Membership]) -> AnyView {
    let today = page.today;
    let could = choices(
        page.could_join
            .iter()
            .map(|one| (one.urn, one.name.clone())),
    );
    let own = |only: fn(&Membership) -> bool| {
        let some = now.iter().filter(|it| only(it));
        choices(some.map(|it| (it.school, school(page, it.school))))
    };
    let chosen = |text: String| -> Result<Urn, Wrong> {
        let number: Option<u32> = text.parse().ok();
        let urn = number.and_then(|number| Urn::try_from(number).ok());
        urn.ok_or(("school", "Choose a school"))
    };
    let day = |id, label: &str| Ask::new(id, label, How::Day).at_first(today.to_string());
    let join = desk.entry(
        "join".to_owned(),
        "A school joins",
        vec![
            Ask::new("school", "Which school", How::From(could)),
            day("from", "From"),
            Ask::new("role", "What it is in it", How::Line).hint("Where it is more than a member"),
        ],
        move |written| {
            Ok(OrganisationEntry::Join {
                school: chosen(written.text("school"))?,
                from: written.day("from")?,
                role: written.text("role"),
            })
        },
    );
    let leave = desk.entry(
        "leave".to_owned(),
        "A school leaves",
        vec![
            Ask::new(
                "school",
                "Which school",
                How::From(own(|it| it.until.is_none())),
            ),
            day("until", "Its last day in it"),
            Ask::new("why", "Why", How::Words),
        ],
        move |written| {
            Ok(OrganisationEntry::Leave {
                school: chosen(written.text("school"))?,
                until: written.day("until")?,
                why: written.text("why"),
            })
        },
    );
    let lead = desk.entry(
        "lead".to_owned(),
        "Another school leads it",
        vec![
            Ask::new("school", "Which school", How::From(own(|_| true))),
            day("from", "From"),
        ],
        move |written| {
            Ok(OrganisationEntry::Lead {
                school: chosen(written.text("school"))?,
                from: written.day("from")?,
            })
        },
    );
    view! { <div class="other-acts no-print">{join} {leave} {lead}</div> }.into_any()
}
