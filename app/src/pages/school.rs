//! One school: how it came to where it stands, its support and its measures over the terms, and beside
//! them what the room said and the rules suggest. Prints as one page.

mod approval;
mod beside;
mod contests;
mod course;
mod indicators;
mod known;
mod reply;
mod settle;
mod similar;
mod support;
mod sure;
mod told;
mod years;

use domain::access::Action;
use domain::api::SchoolPage as Page;
use domain::schools::{Evidence, Urn};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::{self, Answer, Failure};
use crate::browser;
use crate::components::heading::Heading;
use crate::keyboard::{self, KeyHelp};
use crate::load::load;
use crate::session::SignedIn;

const KEYS: [KeyHelp; 2] = [
    KeyHelp {
        keys: "S",
        does: "source of the focused value",
    },
    KeyHelp {
        keys: "U",
        does: "back to the schools",
    },
];

#[component]
pub fn SchoolPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let urn = Memo::new(move |_| {
        params
            .with(|params| params.get("urn"))
            .and_then(|text| urn(&text))
    });
    let page = load(move || {
        let urn = urn.get();
        async move { read(urn).await }
    });
    keyboard::page_keys(&KEYS, |event| match event.key().as_str() {
        "s" | "S" => indicators::show_source(),
        "u" | "U" => {
            let back = web_sys::window().and_then(|window| window.history().ok());
            back.is_some_and(|history| history.back().is_ok())
        }
        _ => false,
    });
    // Read again, the page is drawn anew: whoever changed something stands where they were.
    let place = StoredValue::new(None::<&'static str>);
    let again = Callback::new(move |to: &'static str| {
        place.set_value(Some(to));
        page.again();
    });
    let ready = move |now: Page| {
        if let Some(to) = place.try_update_value(Option::take).flatten() {
            request_animation_frame(move || browser::focus(to));
        }
        drawn(&now, &signed, again)
    };
    view! { <div class="school-page">{page.page("the school", ready)}</div> }
}

/// Spaces and dashes are nobody's business.
fn urn(text: &str) -> Option<Urn> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    Urn::try_from(digits.parse::<u32>().ok()?).ok()
}

async fn read(urn: Option<Urn>) -> Answer<Page> {
    match urn {
        Some(urn) => api::school(urn).await,
        None => Err(Failure::Refused(Box::new(domain::api::Problem {
            kind: "not_found".to_owned(),
            status: 404,
            title: "There is no school of that number".to_owned(),
            detail: "A URN has six digits.".to_owned(),
            fields: Vec::new(),
            refusal: None,
        }))),
    }
}

fn drawn(page: &Page, signed: &SignedIn, again: Callback<&'static str>) -> AnyView {
    let scheme = signed.scheme();
    let today = signed.today;
    let school = &page.school;
    let readings = page.risk.iter().flat_map(|risk| &risk.readings);
    let last = page.risk.as_ref().and_then(|risk| risk.decisions.first());
    let seen = readings.map(|reading| (reading.indicator, reading.seen));
    let evidence = Evidence::new(school.phase, school.setting, seen)
        .after(last.map(|last| last.prior(&scheme)));
    let body = page.risk.as_ref().map(|risk| {
        view! {
            {course::over_time(school, risk, &scheme, today)}
            {support::over_time(&page.needs, today)}
            {support::since(page)}
            {years::over_years(risk, &evidence, &scheme)}
            {indicators::indicators(school, risk, &evidence, &scheme)}
            {contests::contests(page, risk, &scheme, again)}
            {known::known(page, risk, &scheme, today)}
        }
    });
    let withheld = page.risk.is_none().then(|| {
        view! {
            <p class="withheld">"Category, reasons and evidence of this school are not yours to see. What is public is here."</p>
            {support::over_time(&page.needs, today)}
            {support::since(page)}
        }
    });
    let urn = school.urn;
    let act = signed.may(Action::ChangeStatutory).then(|| {
        view! { <a class="button small" href=format!("/statutory/{urn}")>"Early and statutory action"</a> }
    });
    let file = signed.may(Action::ReadCaseload).then(|| {
        view! { <a class="button small" href=format!("/caseload/{urn}")>"Its file"</a> }
    });
    let ask = signed.may(Action::RecordNeed).then(|| {
        view! { <a class="button small" href=format!("/brokerage?need={urn}")>"Ask for support"</a> }
    });
    view! {
        <article class="two-columns school-columns">
            <header class="school-top">
                <div>
                    <Heading title=school.name.clone()/>
                    <div class="actions">
                        <button type="button" class="button small" on:click=|_| crate::browser::print()>"Print the page"</button>
                        {ask} {file} {act}
                    </div>
                </div>
                {beside::line(page)}
            </header>
            <aside aria-label="About the school">{beside::beside(page, &evidence, &scheme, today, again)}</aside>
            <div class="main-column">{body} {withheld} {similar::similar_schools(urn, signed)}</div>
        </article>
    }
    .into_any()
}
