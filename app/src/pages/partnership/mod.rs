//! One partnership on a page, and on one sheet of paper: members by area, what they share, support among
//! them, the years of the main measures.

mod areas;
mod support;
mod trends;

use std::sync::Arc;

use domain::api::{PartnershipPage as Page, Problem};
use domain::calendar::Date;
use domain::risk::{Band, Scheme, Span, is_weak, span_words, weak_from};
use domain::schools::PartnershipId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::{self, Answer, Failure};
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::long_day;

/// What every part of the page reads.
#[derive(Clone)]
struct Partnership {
    page: Arc<Page>,
    scheme: Arc<Scheme>,
    today: Date,
}

#[component]
pub fn PartnershipPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let id = params.with(|params| params.get("id"))?;
        id.parse::<PartnershipId>().ok()
    });
    let page = load(move || {
        let id = id.get();
        async move { read(id).await }
    });
    let ready = move |page: Page| {
        drawn(&Partnership {
            page: Arc::new(page),
            scheme: signed.scheme(),
            today: signed.today,
        })
    };
    view! { <div class="partnership-page">{page.page("the partnership", ready)}</div> }
}

async fn read(id: Option<PartnershipId>) -> Answer<Page> {
    match id {
        Some(id) => api::partnership(id).await,
        None => Err(Failure::Refused(Box::new(Problem {
            kind: "not_found".to_owned(),
            status: 404,
            title: "There is no such partnership".to_owned(),
            detail: "The address may be mistyped.".to_owned(),
            fields: Vec::new(),
            refusal: None,
        }))),
    }
}

fn drawn(this: &Partnership) -> AnyView {
    let (page, scheme) = (&this.page, &this.scheme);
    let members = page.members.len();
    let weak = page
        .members
        .iter()
        .filter(|one| {
            let decided = one.school.watched.decided.as_ref().map(|last| last.band);
            is_weak(scheme, band(decided, one.school.watched.band))
        })
        .count();
    let facts = format!(
        "{members} schools · {weak} of them in {} · as at {}",
        span_words(scheme, weak_span(scheme)),
        long_day(this.today)
    );
    let list = format!("/schools?partnership={}", page.partnership.id);
    view! {
        <article class="two-columns partnership-columns">
            <div class="main-column">
                <header class="district-head">
                    <div>
                        <Heading title=page.partnership.name.clone()/>
                        <p class="facts-line">{facts}</p>
                    </div>
                    <div class="actions no-print">
                        <a class="button small" href=list>"As a list"</a>
                        <button type="button" class="button small" on:click=|_| crate::browser::print()>"Print the page"</button>
                    </div>
                </header>
                {areas::matrix(this)}
                {trends::trends(this)}
            </div>
            <aside aria-label="Together">
                {areas::together(this)}
                {support::bands(this)}
                {support::support(this)}
                <section><p class="small-print">"Confidential: for officers of the authority and the lead of this partnership."</p></section>
            </aside>
        </article>
    }
    .into_any()
}

/// Where a school is counted: as decided, or, undecided, as suggested.
fn band(decided: Option<Band>, suggested: Span<Band>) -> Band {
    decided.unwrap_or(suggested.known)
}

/// The bands that ought to be helped.
fn weak_span(scheme: &Scheme) -> Span<Band> {
    let from = weak_from(scheme);
    Span {
        lowest: from,
        known: from,
        highest: scheme.all_bands().last().unwrap_or(from),
    }
}
