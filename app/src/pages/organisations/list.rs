//! Every organisation: what kind it is, who leads it, how many schools belong to it, and what it offers.

use domain::api::{BeginOrganisation, OrganisationRow, OrganisationsPage as Page};
use domain::calendar::day_words;
use domain::schools::{ChangeId, Key};
use domain::support::organisations::{OrganisationAbout, OrganisationKinds};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::act::{Act, act, choices};
use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::pages::support::form::{Ask, How, Written, Wrong};
use crate::session::SignedIn;
use crate::words::{capital, count_words};

#[component]
pub fn OrganisationsPage(signed: SignedIn) -> impl IntoView {
    let page = load(api::organisations);
    let together = signed.may(domain::access::Action::ReadDistrict);
    view! {
        <div class="page organisations">
            <div class="leaders-head"><Heading title="Organisations"/><div class="actions"><a class="button small no-print" href="/support/offers">"Offers"</a></div></div>
            {page.view("the organisations", move |page: Page| drawn(&page, together))}
        </div>
    }
}

fn drawn(page: &Page, together: bool) -> AnyView {
    let rows = page.rows.iter().map(|row| line(row, page)).collect_view();
    let table = if page.rows.is_empty() {
        view! { <p class="empty">"No organisation is written down yet."</p> }.into_any()
    } else {
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label="Organisations">
                <table class="organisation-table">
                    <caption class="visually-hidden">"Organisations by kind"</caption>
                    <thead><tr>
                        <th scope="col">"Organisation"</th><th scope="col">"Kind"</th><th scope="col">"Led by"</th>
                        <th scope="col" class="number">"Schools"</th><th scope="col" class="number">"Offers open"</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <p class="lead" role="status">{said(page)}</p>
        {table}
        {page.may_write.then(add)}
        <div class="organisations-below">
            {partnerships(page, together)}
            {registered(page)}
            {alone(page)}
        </div>
    }
    .into_any()
}

/// "Ten organisations; one has ended. Three schools belong to none."
fn said(page: &Page) -> String {
    let over = |row: &&OrganisationRow| row.until.is_some_and(|until| until < page.today);
    let ended = page.rows.iter().filter(over).count();
    let there = page.rows.len() - ended;
    let whole = match there {
        1 => "One organisation".to_owned(),
        there => format!("{} organisations", capital(&count_words(there))),
    };
    let ended = match ended {
        0 => String::new(),
        1 => "; one has ended".to_owned(),
        ended => format!("; {} have ended", count_words(ended)),
    };
    let alone = match page.alone.len() {
        0 => "Every school belongs to a partnership or an organisation.".to_owned(),
        1 => "One school belongs to none, and to no partnership.".to_owned(),
        alone => format!(
            "{} schools belong to none, and to no partnership.",
            capital(&count_words(alone))
        ),
    };
    format!("{whole}{ended}. {alone}")
}

fn line(row: &OrganisationRow, page: &Page) -> AnyView {
    let since = match (row.from, row.until) {
        (_, Some(until)) => Some(format!("until {}", day_words(until))),
        (Some(from), None) => Some(format!("since {}", day_words(from))),
        (None, None) => None,
    };
    let over = row.until.is_some_and(|until| until < page.today);
    let lead = row
        .lead
        .as_ref()
        .map(|lead| view! { <a href=format!("/schools/{}", lead.urn)>{lead.name.clone()}</a> });
    let schools = match row.schools {
        Some(schools) => view! { {schools} }.into_any(),
        None => view! { <span class="quiet">"not known"</span> }.into_any(),
    };
    let offers = (row.offers > 0).then_some(row.offers);
    view! {
        <tr data-over=over.then_some("")>
            <th scope="row"><a href=format!("/schools/organisations/{}", row.id)>{row.name.clone()}</a>{since.map(|words| view! { <small>{words}</small> })}</th>
            <td>{OrganisationKinds::standard().word(row.kind)}</td>
            <td>{lead}</td>
            <td class="number">{schools}</td>
            <td class="number">{offers}</td>
        </tr>
    }
    .into_any()
}

fn partnerships(page: &Page, together: bool) -> AnyView {
    let rows = page
        .partnerships
        .iter()
        .map(|(one, schools)| {
            let name = if together {
                view! { <a href=format!("/partnerships/{}", one.id)>{one.name.clone()}</a> }
                    .into_any()
            } else {
                one.name.clone().into_any()
            };
            view! { <li>{name} <span>{*schools} " schools"</span></li> }
        })
        .collect_view();
    view! {
        <section class="section"><h2>"Partnerships"</h2>
            <p class="small-print">"Each categorises its own schools; a school is in one of them, beside all else it belongs to."</p>
            <ul class="plain-list">{rows}</ul></section>
    }
    .into_any()
}

fn registered(page: &Page) -> Option<AnyView> {
    if page.registered.is_empty() {
        return None;
    }
    let kinds = OrganisationKinds::standard();
    let rows = page
        .registered
        .iter()
        .map(|(kind, name, schools)| view! { <li>{name.clone()} <span>{kinds.word(*kind)} ", " {*schools} " schools"</span></li> })
        .collect_view();
    Some(view! {
        <section class="section"><h2>"In the register alone"</h2>
            <p class="small-print">"The register says that these have schools, and not since when. Written down here they have a page."</p>
            <ul class="plain-list">{rows}</ul></section>
    }
    .into_any())
}

fn alone(page: &Page) -> Option<AnyView> {
    if page.alone.is_empty() {
        return None;
    }
    let rows = page
        .alone
        .iter()
        .map(
            |one| view! { <li><a href=format!("/schools/{}", one.urn)>{one.name.clone()}</a></li> },
        )
        .collect_view();
    Some(view! {
        <section class="section"><h2>"Schools that belong to none"</h2><ul class="plain-list">{rows}</ul></section>
    }
    .into_any())
}

pub const ABOUT: &[&str] = &["kind", "name", "also", "about", "contact", "since"];

/// What is asked of an organisation.
pub fn about_asks(now: Option<&OrganisationAbout>) -> Vec<Ask> {
    let kinds = OrganisationKinds::standard().kinds.iter();
    let kinds = choices(kinds.map(|kind| (kind.id, kind.name.clone())));
    let at = |of: fn(&OrganisationAbout) -> String| now.map(of).unwrap_or_default();
    vec![
        Ask::new("kind", "What kind", How::From(kinds)).at_first(at(|one| one.kind.to_string())),
        Ask::new("name", "Name", How::Line).at_first(at(|one| one.name.clone())),
        Ask::new("also", "Another name it goes by", How::Line)
            .hint("As the body that designates leaders, or that funds a pot. It may be left empty.")
            .at_first(at(|one| one.also.clone())),
        Ask::new("about", "What it is there for", How::Words).at_first(at(|one| one.about.clone())),
        Ask::new("contact", "Whom to ask, and how", How::Line)
            .at_first(at(|one| one.contact.clone())),
        Ask::new("since", "Since", How::Day)
            .hint("Left empty it is not known.")
            .at_first(at(|one| {
                one.from.map_or_else(String::new, |from| from.to_string())
            })),
    ]
}

/// What was written of it.
///
/// # Errors
/// Where a day is none, or no kind was chosen.
pub fn about_written(written: &Written) -> Result<OrganisationAbout, Wrong> {
    let kind = written.text("kind").parse::<Key>();
    Ok(OrganisationAbout {
        kind: kind.map_err(|_| ("kind", "Choose what kind of organisation it is"))?,
        name: written.text("name"),
        also: written.text("also"),
        about: written.text("about"),
        contact: written.text("contact"),
        from: written.day_if("since")?,
    })
}

fn add() -> AnyView {
    let navigate = StoredValue::new_local(use_navigate());
    let id = ChangeId(browser::new_id());
    let form = Act {
        key: "add".to_owned(),
        words: "Add an organisation".to_owned(),
        asks: about_asks(None),
        fields: ABOUT,
    };
    let send = move |written: &Written| {
        let asked = BeginOrganisation {
            id,
            about: about_written(written)?,
        };
        Ok(async move { api::begin_organisation(&asked).await })
    };
    let act = act(
        RwSignal::new(String::new()),
        form,
        send,
        move |page: domain::api::OrganisationPage| {
            let to = format!("/schools/organisations/{}", page.id);
            navigate.with_value(|navigate| navigate(&to, NavigateOptions::default()));
        },
    );
    view! { <div class="other-acts no-print">{act}</div> }.into_any()
}
