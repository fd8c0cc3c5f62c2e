//! A warning notice as a document that prints on A4.

use domain::api::StatutoryPage as Page;
use leptos::prelude::*;

use super::action::urn;
use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

#[component]
pub fn NoticePage(signed: SignedIn) -> impl IntoView {
    let urn = urn();
    let page = load(move || {
        let urn = urn.get();
        async move {
            match urn {
                Some(urn) => api::statutory_of(urn).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    let authority = signed.authority.clone();
    let ready = move |page: Page| drawn(&page, &authority);
    view! { <div class="minutes-page">{page.page("the notice", ready)}</div> }
}

fn drawn(page: &Page, authority: &str) -> AnyView {
    if page.letter.is_empty() {
        return view! { <div class="page reading"><Heading title="There is no notice"/><p><a href=format!("/statutory/{}", page.urn)>"Back"</a></p></div> }.into_any();
    }
    let parts = page
        .letter
        .iter()
        .map(|part| {
            let words = part
                .paragraphs
                .iter()
                .map(|words| view! { <p class="voice">{words.clone()}</p> })
                .collect_view();
            view! { <section class="notice-part"><h2>{part.heading.clone()}</h2>{words}</section> }
        })
        .collect_view();
    view! {
        <article class="minutes letter notice">
            <p class="running-head"><span>{authority.to_owned()}</span> <b>"Official, sensitive: to the governing body"</b></p>
            <p class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
                <a href=format!("/statutory/{}", page.urn)>"The action"</a>
            </p>
            <p class="letter-to">"The governing body of " {page.school.clone()}</p>
            <Heading title="Warning notice" page=format!("Warning notice, {}", page.school)/>
            {parts}
        </article>
    }
    .into_any()
}
