//! One school: what the rules suggest, what the room said, why, and how it came to it. Prints as one page.

mod decisions;
mod facts;
mod indicators;
mod needs;
mod standing;

use domain::api::SchoolPage as Page;
use domain::schools::Urn;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::{self, Answer, Failure};
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
    let ready = move |page: Page| drawn(&page, &signed);
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

fn drawn(page: &Page, signed: &SignedIn) -> AnyView {
    let scheme = signed.scheme();
    let today = signed.today;
    let school = &page.school;
    let body = page.risk.as_ref().map(|risk| {
        view! {
            {standing::standing(school, risk, &scheme, today)}
            {indicators::indicators(school, risk, &scheme, today)}
            {decisions::decisions(risk, &scheme, today)}
        }
    });
    let withheld = page.risk.is_none().then(|| {
        view! {
            <p class="opens withheld">"Category, reasons and evidence of this school are not yours to see. What is public is here."</p>
        }
    });
    view! {
        <div class="two-columns">
            <article class="main-column">
                <div class="school-head">
                    <Heading title=school.name.clone()/>
                    <div class="actions">
                        <button type="button" class="button small" on:click=|_| crate::browser::print()>"Print the page"</button>
                    </div>
                </div>
                {facts::line(page)}
                {body}
                {withheld}
                {needs::needs(&page.needs, today)}
            </article>
            <aside aria-label="About the school">{facts::beside(page, today)}</aside>
        </div>
    }
    .into_any()
}
