//! Every school at once: where they stand and who has them, who moved, who is left behind, what came up
//! between meetings, each partnership in a line. An officer sees the authority, a lead their partnerships.

mod behind;
mod moved;
pub mod partnerships;
mod prompt;
mod public;
mod report;
mod set_target;
mod since;
mod stands;
mod targets;

pub use report::ReportPage;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::{DistrictPage as Page, DistrictSchool, TargetState};
use domain::calendar::Date;
use domain::risk::Scheme;
use domain::schools::PartnershipId;
use leptos::prelude::*;

use crate::api;
use crate::components::chip::pressed;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::long_day;

/// What every part of the page reads.
#[derive(Clone)]
pub(crate) struct District {
    page: Arc<Page>,
    scheme: Arc<Scheme>,
    partnerships: Arc<BTreeMap<PartnershipId, String>>,
    today: Date,
}

#[component]
pub fn DistrictPage(signed: SignedIn) -> impl IntoView {
    let page = load(api::district);
    let ready = move |page: Page| {
        let district = District {
            page: Arc::new(page),
            scheme: signed.scheme(),
            partnerships: Arc::new(names(&signed)),
            today: signed.today,
        };
        drawn(&district, &signed)
    };
    view! { <div class="page district">{page.page("the district", ready)}</div> }
}

fn names(signed: &SignedIn) -> BTreeMap<PartnershipId, String> {
    signed
        .partnerships
        .iter()
        .map(|one| (one.id, one.name.clone()))
        .collect()
}

fn drawn(district: &District, signed: &SignedIn) -> AnyView {
    let schools = district.page.schools.len();
    // A lead reads of their own schools, and is told so.
    let whole = signed.actor.partnerships.is_empty();
    let title = if whole {
        signed.authority.clone()
    } else {
        let mut led: Vec<&str> = signed
            .actor
            .partnerships
            .iter()
            .filter_map(|id| district.partnerships.get(id).map(String::as_str))
            .collect();
        led.sort_unstable();
        led.join(" and ")
    };
    let what = if whole {
        "every school of the authority"
    } else {
        "the schools of the partnerships you lead"
    };
    let facts = format!(
        "{schools} schools · {what} · as at {}",
        long_day(district.today)
    );
    if schools == 0 {
        return view! {
            <Heading title/>
            <p class="empty">"There are no schools here yet: they come with the register. " <a href="/import">"Import files"</a></p>
        }
        .into_any();
    }
    let for_public = RwSignal::new(false);
    // What is set here stays set while one looks at the other form.
    let standing = RwSignal::new(district.page.targets.clone());
    let (named, counted) = (district.clone(), district.clone());
    let who = signed.clone();
    let body = move || {
        if for_public.get() {
            public::public(&counted)
        } else {
            body(&named, &who, standing)
        }
    };
    view! {
        <header class="district-head">
            <div>
                <Heading title/>
                <p class="facts-line">{facts}</p>
            </div>
            <div class="actions no-print">
                <a class="button small" href="/report">"The board’s report"</a>
                {whole.then(|| view! {
                    <button type="button" class="button small" aria-pressed=move || pressed(for_public.get())
                        on:click=move |_| for_public.update(|on| *on = !*on)>"Fit to publish"</button>
                })}
                <button type="button" class="button small" on:click=|_| crate::browser::print()>"Print the page"</button>
            </div>
        </header>
        {body}
    }
    .into_any()
}

/// With the names of schools.
fn body(district: &District, signed: &SignedIn, standing: RwSignal<Vec<TargetState>>) -> AnyView {
    view! {
        <div class="district-top">
            {stands::stands(district)}
            {moved::moved(district)}
        </div>
        {behind::left_behind(district)}
        {prompt::promptness(district)}
        <div class="district-below">
            <div>
                {partnerships::partnerships(district)}
                {targets::targets(district, signed, standing)}
            </div>
            {since::since(district)}
        </div>
        <p class="small-print">"Confidential: categories of named schools, for officers of the authority and, of their own schools, leads of partnerships."</p>
    }
    .into_any()
}

/// A school by name, as a way to its page.
fn link(school: &DistrictSchool) -> AnyView {
    view! { <a href=format!("/schools/{}", school.urn)>{school.name.clone()}</a> }.into_any()
}

/// Lines of a list: the first few, and the others one press away; on paper all of them.
fn folded(mut lines: Vec<AnyView>, first: usize) -> AnyView {
    // One more is no more to read than the words for it.
    let rest = if lines.len() > first + 1 {
        lines.split_off(first)
    } else {
        Vec::new()
    };
    let more = (!rest.is_empty()).then(|| {
        let words = format!("and {} more", rest.len());
        view! {
            <details class="more">
                <summary>{words}</summary>
                <ul>{rest}</ul>
            </details>
        }
    });
    view! { <ul>{lines}</ul> {more} }.into_any()
}
