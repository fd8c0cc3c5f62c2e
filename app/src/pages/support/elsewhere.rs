//! Offers a case could be pointed to: each with why it fits, and one press; below them those that do not fit, and why.

use domain::api::{CasePage, OfferThatFits, TakeStep};
use domain::schools::ChangeId;
use domain::support::{Step, StepKind};
use leptos::prelude::*;

use crate::api;
use crate::browser;
use crate::sending::{Send, Sending};
use crate::words::capital;

pub fn offers(page: RwSignal<CasePage>) -> Option<AnyView> {
    let now = page.get_untracked();
    let (fit, unfit) = (&now.elsewhere.fit, &now.elsewhere.unfit);
    if !now.offers.contains(&StepKind::Signpost) || (fit.is_empty() && unfit.is_empty()) {
        return None;
    }
    let rows = fit
        .iter()
        .map(|one| {
            let offer = one.clone();
            view! {
                <li>
                    <div><b>{one.title.clone()}</b> ", " {one.by.clone()} <small>{capital(&one.fitting.words())} "."</small></div>
                    <PointTo page offer/>
                </li>
            }
        })
        .collect_view();
    let none = fit
        .is_empty()
        .then(|| view! { <p class="quiet">"No offer fits what the school asks for."</p> });
    let others = (!unfit.is_empty()).then(|| {
        let rows = unfit
            .iter()
            .map(|(name, why)| view! { <li>{name.clone()} <span>{capital(why)} "."</span></li> })
            .collect_view();
        view! { <details class="more"><summary>{unfit.len()} " about the same thing, which do not fit"</summary><ul class="plain-list">{rows}</ul></details> }
    });
    Some(
        view! {
            <section class="section no-print">
                <div class="section-head"><h2>"Offers that fit"</h2> <span>"Pointed to one, the case ends and a place is taken"</span></div>
                {none} <ul class="offers-that-fit">{rows}</ul> {others}
            </section>
        }
        .into_any(),
    )
}

#[component]
fn PointTo(page: RwSignal<CasePage>, offer: OfferThatFits) -> impl IntoView {
    let sending = Sending::new(&[]);
    let (case, base) = page.with_untracked(|now| (now.case.id, now.case.revision));
    // Made once: pressing twice, or again after a lost answer, is one place.
    let id = ChangeId(browser::new_id());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let asked = TakeStep {
            id,
            base,
            step: Step::Signpost {
                offer: offer.pointer.clone(),
                of: Some(offer.id),
            },
        };
        let request = async move { api::take_step(case, &asked).await };
        sending.send(request, move |next: CasePage| {
            page.set(next);
            browser::focus("stands");
        });
    };
    view! {
        <form novalidate on:submit=submit><Send sending words="Point to it"/></form>
    }
}
