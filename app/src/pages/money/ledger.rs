//! One pot: where its money is, its rules, and everything that was done with it, with running sums.

use std::sync::Arc;

use domain::access::Action;
use domain::api::{LedgerRow, MoneyPage as Page, PotLedger};
use domain::brokerage::Areas;
use domain::calendar::{Date, day_words};
use domain::schools::PotId;
use domain::support::money::{Held, Place, Pot};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::bar::{key, pot_bar, sentence};
use super::desk::Desk;
use super::pot_forms::PotForms;
use super::pot_rules::{RulesForm, history};
use super::pots::figure;
use crate::api;
use crate::components::heading::Heading;
use crate::load::{Load, load};
use crate::session::SignedIn;

#[component]
pub fn PotPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params.with(|params| params.get("id").and_then(|id| id.parse::<PotId>().ok()))
    });
    let read: Load<(PotLedger, Page)> = load(move || {
        let id = id.get();
        async move {
            let Some(id) = id else {
                return Err(api::nothing_there("There is no such pot"));
            };
            Ok((api::pot_ledger(id).await?, api::money().await?))
        }
    });
    let today = signed.today;
    let may = signed.may(Action::ChangeMoney);
    let ready = move |(ledger, page): (PotLedger, Page)| {
        let desk = Desk {
            page: RwSignal::new(page),
            today,
            may,
        };
        drawn(ledger, desk, read)
    };
    view! { <div class="page money">{read.page("the pot", ready)}</div> }
}

fn drawn(ledger: PotLedger, desk: Desk, read: Load<(PotLedger, Page)>) -> AnyView {
    let pot = ledger.pot.clone();
    let facts = format!(
        "{} · {} · {} awarded · {}",
        pot.funder,
        pot.years.words(),
        pot.amount.words(),
        pot.standing.word()
    );
    let carried = (ledger.held.carried.0 != 0).then(|| {
        format!(
            " Of what came in {} was carried in, less what was carried forward.",
            ledger.held.carried.words()
        )
    });
    let said = format!(
        "{}.{}",
        sentence(&pot.name, ledger.held),
        carried.unwrap_or_default()
    );
    let ledger = Arc::new(ledger);
    let forms = (desk.may && pot.standing.is_there())
        .then(|| view! { <PotForms desk pot=Arc::new(pot.clone()) read/> });
    let changes = desk
        .may
        .then(|| view! { <RulesForm desk ledger=ledger.clone() read/> });
    view! {
        <header class="district-head">
            <div>
                <Heading title=pot.name.clone()/>
                <p class="facts-line">{facts}</p>
            </div>
            <div class="actions no-print">
                <a class="button small" href="/money">"All pots"</a>
                <button type="button" class="button small" on:click=|_| crate::browser::print()>"Print the page"</button>
            </div>
        </header>
        <p class="lead">{said}</p>
        {pot_bar(&pot.name, ledger.held)}
        {key()}
        <div class="pot-parts">
            <section class="section"><h2>"What it pays for"</h2>{rules(&pot)}{history(&ledger)}</section>
            <section class="section"><h2>"Reports"</h2>{reports(&pot, desk.today)}</section>
        </div>
        {forms}
        {changes}
        {schools(&ledger)}
        {rows(&ledger)}
    }
    .into_any()
}

/// Schools it pays for: all the support of each, whatever pays for it, is on one page.
fn schools(ledger: &PotLedger) -> Option<AnyView> {
    if ledger.paid.is_empty() {
        return None;
    }
    let links = ledger
        .paid
        .iter()
        .map(|school| view! { <li><a href=format!("/support/combined/{}", school.urn)>{school.name.clone()}</a></li> })
        .collect_view();
    Some(
        view! { <section class="section"><h2>"Schools it pays for"</h2><ul class="plain-list pot-schools">{links}</ul></section> }
            .into_any(),
    )
}

/// The rules in words.
fn rules(pot: &Pot) -> AnyView {
    let rules = &pot.rules;
    let list = |words: Vec<String>| (!words.is_empty()).then(|| words.join(", "));
    let phases = rules.phases.iter().map(|phase| phase.word().to_lowercase());
    let kinds = rules.leader_types.iter().map(ToString::to_string);
    let areas = rules.areas.iter().map(|area| Areas::standard().word(*area));
    let governance = rules.governance.iter().map(|kind| {
        match kind {
            domain::schools::Governance::Maintained => "maintained",
            domain::schools::Governance::Academy => "academies",
            domain::schools::Governance::Independent => "independent",
            domain::schools::Governance::Other => "other",
        }
        .to_owned()
    });
    let schools = (!rules.schools.is_empty()).then(|| match rules.schools.len() {
        1 => "one named school".to_owned(),
        many => format!("{many} named schools"),
    });
    let subscribers = rules.subscribers.as_ref().map(|all| {
        let except: Vec<String> = all.except_types.iter().map(ToString::to_string).collect();
        let except = if except.is_empty() {
            String::new()
        } else {
            format!(", except leaders of type {}", except.join(", "))
        };
        format!(
            "{} schools that subscribe: free to them{except}",
            all.schools.len()
        )
    });
    let all = [
        ("Schools", list(governance.collect())),
        ("Phases", list(phases.collect())),
        ("Named", schools),
        ("Areas of need", list(areas.collect())),
        ("Leaders", list(kinds.collect())),
        (
            "A day at most",
            rules
                .most_day_rate
                .map(domain::support::money::Pence::words),
        ),
        (
            "Brokerage",
            rules
                .brokerage
                .map(domain::support::money::Brokerage::words),
        ),
        ("Subscription", subscribers),
        (
            "Between",
            rules
                .cross_organisation
                .then(|| "organisations only, not within one trust".to_owned()),
        ),
    ];
    let lines = all
        .into_iter()
        .filter_map(|(name, words)| {
            words.map(|words| view! { <div><dt>{name}</dt><dd>{words}</dd></div> })
        })
        .collect::<Vec<_>>();
    if lines.is_empty() {
        return view! { <p>"Any support of any school."</p> }.into_any();
    }
    view! { <dl class="leader-facts">{lines}</dl> }.into_any()
}

fn reports(pot: &Pot, today: Date) -> AnyView {
    if pot.reports.is_empty() {
        return view! { <p>"The funder asks for none."</p> }.into_any();
    }
    let lines = pot
        .reports
        .iter()
        .map(|one| {
            let words = match one.accepted {
                Some(day) => format!("due {}, accepted {}", day_words(one.due), day_words(day)),
                None if one.overdue(today) => format!("overdue since {}", day_words(one.due)),
                None => format!("due {}", day_words(one.due)),
            };
            view! { <div data-late=one.overdue(today).then_some("")><dt>{one.what.clone()}</dt><dd>{words}</dd></div> }
        })
        .collect_view();
    view! { <dl class="leader-facts">{lines}</dl> }.into_any()
}

fn rows(ledger: &PotLedger) -> AnyView {
    let rows = ledger.rows.iter().map(row).collect_view();
    let heads = Place::ALL
        .map(|place| view! { <th scope="col" class="number">{crate::words::capital(place.word())}</th> })
        .collect_view();
    view! {
        <section class="section">
            <div class="section-head"><h2 id="ledger" tabindex="-1">"What was done"</h2> <span>"oldest first; each line says where the pot stood then, and what moved, pounds"</span></div>
            <div class="table-box" role="region" tabindex="0" aria-labelledby="ledger"><table class="money-table ledger-table">
                <thead><tr>
                    <th scope="col">"Day"</th><th scope="col">"What"</th><th scope="col">"Who and why"</th>
                    <th scope="col" class="number">"Came in"</th>{heads}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

fn row(one: &LedgerRow) -> AnyView {
    let places = Place::ALL
        .map(|place| cell(one, place, one.after))
        .into_iter()
        .collect_view();
    view! {
        <tr>
            <td class="day">{day_words(one.on)}</td>
            <th scope="row">{one.what.clone()}</th>
            <td>{one.by.clone()}<small class="voice">{one.why.clone()}</small></td>
            <td class="number">{figure(one.after.came_in)}</td>
            {places}
        </tr>
    }
    .into_any()
}

/// Where a place stood, and what moved: "+350.00".
fn cell(one: &LedgerRow, place: Place, after: Held) -> AnyView {
    let moved = one
        .moved
        .iter()
        .find(|(at, _)| *at == place)
        .map(|(_, sum)| {
            let words = sum.figures();
            if sum.0 > 0 {
                format!("+{words}")
            } else {
                words
            }
        });
    let here = moved.is_some();
    view! { <td class="number" data-moved=here.then_some("")>{figure(after.at(place))}<small>{moved}</small></td> }
        .into_any()
}
