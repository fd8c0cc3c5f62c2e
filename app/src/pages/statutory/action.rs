//! Action about one school: where it stands, what the law allows next, and every step with who, when and why.

use domain::api::{StatutoryPage as Page, TakeStatutory};
use domain::calendar::day_words;
use domain::schools::{ChangeId, Urn};
use domain::support::statutory::{Action, Eye, Route, StepKind};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::forms::{self, StatutoryForm};
use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::components::level_mark::mark;
use crate::load::load;
use crate::pages::support::form::{Written, field};
use crate::sending::{Send, Sending};
use crate::session::SignedIn;
use crate::words::near_day;

#[component]
pub fn ActionPage(signed: SignedIn) -> impl IntoView {
    let urn = urn();
    let _ = signed;
    let page = load(move || {
        let urn = urn.get();
        async move {
            match urn {
                Some(urn) => api::statutory_of(urn).await,
                None => Err(api::nothing_there("There is no such school")),
            }
        }
    });
    page.page("the action", move |page: Page| {
        let page = RwSignal::new(page);
        (move || drawn(page, &page.get())).into_any()
    })
}

/// The school the address names.
pub fn urn() -> Memo<Option<Urn>> {
    let params = use_params_map();
    Memo::new(move |_| {
        let text = params.with(|params| params.get("urn"))?;
        Urn::try_from(text.parse::<u32>().ok()?).ok()
    })
}

fn drawn(page: RwSignal<Page>, now: &Page) -> AnyView {
    let title = now.school.clone();
    let body = match &now.action {
        None => view! { <p>"There is nothing here that you can see, or no route: an authority takes no such action about an independent school."</p> }.into_any(),
        Some(action) => view! {
            {stands(now, action)}
            {acts(page, now)}
            {history(now, action)}
        }
        .into_any(),
    };
    let beside = now.action.as_ref().map(|action| beside(now, action));
    view! {
        <div class="two-columns case-page statutory-page">
            <div class="main-column">
                <Heading title=title.clone() page=format!("Action, {title}")/>
                <p class="facts-line">"Early and statutory action. Confidential. " <a href=format!("/schools/{}", now.urn)>"The school"</a></p>
                {body}
            </div>
            <aside aria-label="Notices and powers">{beside}</aside>
        </div>
    }
    .into_any()
}

fn stands(now: &Page, action: &Action) -> AnyView {
    let due = action.due().map(|(day, words)| {
        let late = (day < now.today).then_some("");
        view! { <li data-late=late data-own=""><b>"The authority"</b><span>{words}</span><small>"by " {near_day(day, now.today)}</small></li> }
    });
    let route = match action.route {
        Route::Maintained => {
            "A maintained school: the powers of the authority reach it (Education and Inspections Act 2006, sections 59 to 72)."
        }
        Route::Academy => {
            "An academy: the authority raises concerns with the trust and tells the Department’s regions group. The powers of the Act do not reach it."
        }
    };
    view! {
        <section class="opens turn">
            <h2 id="stands" tabindex="-1">{action.stage.words()}</h2>
            <p class="small-print">{route}</p>
            <ul class="waits">{due}</ul>
        </section>
    }
    .into_any()
}

/// What can be done now; the rest is not offered, because the law or the stage does not allow it.
fn acts(page: RwSignal<Page>, now: &Page) -> Option<AnyView> {
    if now.offers.is_empty() {
        return None;
    }
    let open = RwSignal::new(None::<StepKind>);
    let buttons = now
        .offers
        .iter()
        .map(|kind| {
            let kind = *kind;
            let on = move || open.get() == Some(kind);
            let turn = move |_| open.update(|open| *open = if *open == Some(kind) { None } else { Some(kind) });
            view! { <button type="button" class="button small" aria-expanded=move || crate::components::chip::pressed(on()) on:click=turn>{kind.words()}</button> }
        })
        .collect_view();
    let form = move || {
        open.get()
            .map(|kind| form(page, forms::of(kind, &page.get_untracked())))
    };
    Some(
        view! {
            <section class="section no-print">
                <h2>"What can be done now"</h2>
                <div class="other-acts">{buttons}</div>
                {form}
            </section>
        }
        .into_any(),
    )
}

fn form(page: RwSignal<Page>, form: StatutoryForm) -> AnyView {
    let sending = Sending::new(form.fields);
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let (urn, base) = page.with_untracked(|page| {
        let base = page.action.as_ref().map_or(0, |action| action.revision);
        (page.urn, base)
    });
    let written = Written::of(&form.asks);
    let make = form.make.clone();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let step = match make(&written) {
            Ok(step) => step,
            Err((field, reason)) => return sending.say(field, reason),
        };
        let asked = TakeStatutory {
            id: id.get_value(),
            base,
            step,
        };
        let request = async move { api::take_statutory(urn, &asked).await };
        sending.send(request, move |next| {
            page.set(next);
            browser::focus("stands");
        });
    };
    let asks = form
        .asks
        .iter()
        .map(|ask| field(ask, form.kind.words(), sending))
        .collect_view();
    let lead = (!form.lead.is_empty()).then(|| view! { <p class="hint">{form.lead}</p> });
    view! {
        <form class="form step-form" novalidate on:submit=submit>
            {lead} {asks}
            <div><Send sending words=form.kind.words() primary=true/></div>
        </form>
    }
    .into_any()
}

fn beside(now: &Page, action: &Action) -> AnyView {
    let today = now.today;
    let notices = action
        .notices
        .iter()
        .rev()
        .map(|given| {
            let answer = match (&given.represented, &given.answered) {
                (None, _) => format!(
                    "The governing body may speak until {}.",
                    day_words(given.notice.represent_by)
                ),
                (Some(_), None) => {
                    "The governing body has spoken; the answer is awaited.".to_owned()
                }
                (Some(_), Some((true, _))) => {
                    "The governing body spoke; the notice stands.".to_owned()
                }
                (Some(_), Some((false, _))) => {
                    "Withdrawn after what the governing body said.".to_owned()
                }
            };
            let outcome = match &given.complied {
                Some((true, _)) => "Complied with.".to_owned(),
                Some((false, _)) => format!(
                    "Not complied with: powers of two months until {}.",
                    day_words(given.powers_until())
                ),
                None => format!(
                    "To be complied with by {}.",
                    day_words(given.notice.comply_by)
                ),
            };
            view! { <li><b>{day_words(given.on)}</b> <small>{answer} " " {outcome}</small></li> }
        })
        .collect_view();
    let letter = (!now.letter.is_empty()).then(|| view! { <p class="no-print"><a href=format!("/statutory/{}/notice", now.urn)>"The notice as a document"</a></p> });
    let used = action
        .used
        .iter()
        .map(|one| {
            let to = one.to.map_or_else(|| "in use".to_owned(), |to| format!("ended {}", near_day(to, today)));
            let open = one.to.is_none();
            view! { <li data-now=open.then_some("")><b>{one.power.words()}</b> <small>{one.power.law()} ", from " {near_day(one.from, today)} ", " {to}</small></li> }
        })
        .collect_view();
    let found = action.found.map(
        |(found, on)| view! { <p class="small-print">{found.words()} ", " {day_words(on)}</p> },
    );
    let order = action.order.map(|on| view! { <p class="small-print">{mark(Some(domain::risk::Level::High))} "Academy order of " {day_words(on)}</p> });
    view! {
        <section><h2>"Notices"</h2>
            {action.notices.is_empty().then(|| view! { <p class="quiet">"None was given."</p> })}
            <ul class="named-history">{notices}</ul>{letter}</section>
        <section><h2>"Powers"</h2>
            {action.used.is_empty().then(|| view! { <p class="quiet">"None is in use."</p> })}
            {found} {order}<ul class="named-history">{used}</ul></section>
    }
    .into_any()
}

fn history(now: &Page, action: &Action) -> Option<AnyView> {
    if action.history.is_empty() {
        return None;
    }
    let who = |name: &str| {
        if now.eye == Eye::Officer {
            name.to_owned()
        } else {
            String::new()
        }
    };
    let rows = action
        .history
        .iter()
        .rev()
        .map(|(_, words, word)| {
            view! { <li><span class="when">{day_words(word.at.day())}</span><span class="pre">{words.clone()} <small>{who(&word.by.name)}</small></span></li> }
        })
        .collect_view();
    Some(view! { <section class="section"><h2>"Every step"</h2><ol class="days history wide">{rows}</ol></section> }.into_any())
}
