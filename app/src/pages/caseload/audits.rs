//! External audits in a file: agreed with the school, or over serious concerns without its consent.

use domain::api::FilePage as Page;
use domain::calendar::day_words;
use domain::support::caseload::{Audited, Consent, Seat};
use leptos::prelude::*;

use super::entry_form::{Desk, behind};
use super::own_forms;
use crate::components::level_mark::mark;
use crate::words::near_day;

pub fn audits(desk: Desk, page: &Page) -> Option<AnyView> {
    let officer = page.seat == Seat::Officer;
    if page.file.audits.is_empty() && !officer {
        return None;
    }
    let rows = page
        .file
        .audits
        .iter()
        .rev()
        .map(|one| audit(desk, page, one))
        .collect_view();
    let under_way = page.file.audits.iter().any(|one| one.found.is_none());
    let acts = (officer && !under_way).then(|| {
        view! {
            <div class="other-acts no-print">
                {behind(desk, own_forms::audit(page, false))}
                {behind(desk, own_forms::audit(page, true))}
            </div>
        }
    });
    let none = page.file.audits.is_empty().then(|| {
        view! { <p class="quiet">"None. One is agreed with the school; over serious concerns the authority may commission one without."</p> }
    });
    Some(
        view! {
            <section class="section audits">
                <h2>"External audit"</h2>
                {none}
                <ul class="visits">{rows}</ul>
                {acts}
            </section>
        }
        .into_any(),
    )
}

fn audit(desk: Desk, page: &Page, one: &Audited) -> AnyView {
    let audit = &one.audit;
    let consent = match &audit.consent {
        Consent::Agreed { with } => view! { <p>"Agreed with " {with.clone()} "."</p> }.into_any(),
        Consent::Without { why, leads } => {
            let leads = leads.then_some(" The authority leads improvement from now on.");
            view! {
                <p class="without-consent">{mark(Some(domain::risk::Level::High))} <b>"Commissioned by the authority without the school’s consent."</b></p>
                <p>"The serious concerns: " <span class="voice">{why.clone()}</span> {leads}</p>
            }
            .into_any()
        }
    };
    let found = match &one.found {
        Some((on, word)) => view! {
            <p class="answered"><b>"Found, " {day_words(*on)} ": "</b> <span class="voice">{word.words.clone()}</span></p>
        }
        .into_any(),
        None if matches!(page.seat, Seat::Officer | Seat::Contact) => {
            behind(desk, own_forms::found(page, one.number))
        }
        None => view! { <p class="quiet">"What it found is not written down yet."</p> }.into_any(),
    };
    let reply = match &one.reply {
        Some(word) => view! {
            <p><b>"The school: "</b> <span class="voice">{word.words.clone()}</span></p>
        }
        .into_any(),
        None if page.seat == Seat::Head => behind(desk, own_forms::on_audit(one.number)),
        None => {
            view! { <p class="quiet">"The school has not said a word on it yet."</p> }.into_any()
        }
    };
    view! {
        <li>
            <h3>{audit.auditor.clone()} <span>"from " {near_day(audit.from, page.today)} ", commissioned by " {one.by.name.clone()}</span></h3>
            {consent}
            <p>"To find out: " <span class="voice">{audit.about.clone()}</span></p>
            <p class="small-print">"Head and chair were told on " {day_words(audit.told)} "."</p>
            {found}
            {reply}
        </li>
    }
    .into_any()
}
