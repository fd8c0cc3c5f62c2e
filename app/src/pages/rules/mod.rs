//! The rules, and trying others: a line dragged, a judgement or a rule of counting changed, and at once
//! who would move, whom it pushes and what it would have said of earlier years. Adopted with a minute.

mod adopt;
mod band_form;
mod categories;
mod condition;
mod counts;
mod drawing;
mod fair;
mod finding;
mod handle;
mod helped;
mod kept;
mod list;
mod moved;
mod numbers;
mod otherwise;
mod own;
mod points;
mod rule;
mod scale;
mod together;
mod versions;

use std::sync::Arc;

use domain::access::Action;
use domain::api::RulesPage as Page;
use domain::risk::{Edit, Indicator, Scheme, line_number};
use domain::schools::Key;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api;
use crate::components::heading::Heading;
use crate::keyboard::{self, KeyHelp};
use crate::load::load;
use crate::session::SignedIn;
use crate::state::rules::Lab;

/// What of the scheme is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Chosen {
    Indicator(Key),
    /// How indicators make areas and areas risk.
    Counting,
    /// What leads into each category and what it means: who has the school, reviews, days.
    Categories,
    /// An indicator of one's own that is not there yet.
    Own,
}

/// Parts of the scheme in the address. Ids made from names have no hyphen, so none of them is another's.
const COUNTING: &str = "from-levels";
const CATEGORIES: &str = "the-categories";
const OWN: &str = "new-indicator";

/// Tries a change for a field that says itself why it was refused. Nothing else is drawn anew then.
fn attempt(lab: RwSignal<Lab>, edit: Edit) -> Result<(), String> {
    lab.try_maybe_update(|lab| {
        let answer = lab.attempt(edit, false);
        (answer.is_ok(), answer)
    })
    .unwrap_or(Ok(()))
}

const KEYS: [KeyHelp; 2] = [
    KeyHelp {
        keys: "← →",
        does: "move the focused line",
    },
    KeyHelp {
        keys: "Z",
        does: "take the last change back",
    },
];

#[component]
pub fn RulesPage(signed: SignedIn) -> impl IntoView {
    let page = load(api::rules);
    view! {
        <div class="rules-page">
            {page.page("the rules", move |page: Page| view! { <Rules page signed=signed.clone()/> }.into_any())}
        </div>
    }
}

#[component]
fn Rules(page: Page, signed: SignedIn) -> impl IntoView {
    let lab = RwSignal::new(Lab::new(page));
    let query = use_query_map();
    let at = Memo::new(move |_| {
        let asked = query.with(|query| query.get("at"));
        lab.with(|lab| chosen(&lab.tried, asked.as_deref()))
    });
    keyboard::page_keys(&KEYS, move |event| {
        let undo = matches!(event.key().as_str(), "z" | "Z");
        if undo {
            lab.update(Lab::undo);
        }
        undo
    });
    let fault = move || {
        lab.with(|lab| lab.fault.clone())
            .map(|fault| view! { <p class="field-problem" role="alert">"That cannot be a rule. " {fault}</p> })
    };
    let may = signed.may(Action::AdoptRules);
    let centre = move || match at.get() {
        Chosen::Indicator(id) => numbers::indicator(lab, id, may),
        Chosen::Counting => together::counting(lab),
        Chosen::Categories => categories::categories(lab),
        Chosen::Own => own::add(lab),
    };
    view! {
        <div class="rules">
            <nav class="rules-list" id="rules-list" tabindex="-1" aria-label="The rules">{list::list(lab, at, may)}</nav>
            <article class="rules-centre">
                <header class="rules-head">
                    <Heading title=Signal::derive(move || lab.with(|lab| title(&lab.tried, at.get())))/>
                    <div class="actions">
                        <button type="button" class="button small" disabled=move || !lab.with(Lab::can_undo)
                            on:click=move |_| lab.update(Lab::undo)>"Undo"</button>
                        <button type="button" class="button small" disabled=move || !lab.with(Lab::changed)
                            on:click=move |_| lab.update(Lab::back)>
                            {move || format!("Back to version {}", lab.with(|lab| lab.page.scheme.version))}
                        </button>
                    </div>
                </header>
                <a class="rules-jump" href="#rules-list" on:click=|event| {
                    event.prevent_default();
                    crate::browser::focus("rules-list");
                }>"All the rules"</a>
                {fault}
                {centre}
                {moved::who(lab, at)}
                <div class="rules-below">
                    {counts::counts(lab)}
                    {counts::words(lab)}
                </div>
                {fair::pushes(lab)}
                {otherwise::otherwise(lab)}
            </article>
            <aside class="rules-aside" aria-label="Would it have helped, and taking it">
                {helped::helped(lab, at)}
                {adopt::adopt(lab, signed)}
                {versions::versions(lab)}
            </aside>
        </div>
    }
}

fn chosen(scheme: &Scheme, asked: Option<&str>) -> Chosen {
    match asked {
        Some(COUNTING) => Chosen::Counting,
        Some(CATEGORIES) => Chosen::Categories,
        Some(OWN) => Chosen::Own,
        asked => asked
            .and_then(|id| id.parse().ok())
            .filter(|id| scheme.place(*id).is_some())
            .or_else(|| first_with_a_line(scheme))
            .map_or(Chosen::Counting, Chosen::Indicator),
    }
}

/// The first measure of results in reading order, else the first that has a line one can drag.
fn first_with_a_line(scheme: &Scheme) -> Option<Key> {
    let drawn = |one: &&Indicator| one.lines.iter().any(|line| line_number(line).is_some());
    let in_order = || {
        scheme
            .reading_order
            .iter()
            .map(|at| &scheme.indicators[*at])
    };
    in_order()
        .filter(drawn)
        .find(|one| one.one_year)
        .or_else(|| in_order().find(drawn))
        .map(|one| one.id)
}

fn title(scheme: &Arc<Scheme>, at: Chosen) -> String {
    match at {
        Chosen::Indicator(id) => scheme
            .indicator(id)
            .map_or_else(String::new, |one| one.name.clone()),
        Chosen::Counting => "From levels to risk".to_owned(),
        Chosen::Categories => "What each category means".to_owned(),
        Chosen::Own => "An indicator of your own".to_owned(),
    }
}
