//! Who gets the work: days by leader and by organisation, and how much of it was agreed by people who
//! belong to the organisation that won it.

use domain::brokerage::{Share, Shares, UnderWaiver, days};
use leptos::prelude::*;

use crate::api;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

/// Pixels of the longest bar.
const WIDE: u32 = 160;

#[component]
pub fn FairnessPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    let read = load(api::shares);
    let ready = move |all: Shares| {
        view! {
            <p class="lead">{all.words()} " " {days(all.half_days)} " agreed since September. " {all.connected_words()}</p>
            {table("Leaders", "leader", &all.leaders, all.half_days.0)}
            {table("Organisations", "organisation", &all.organisations, all.half_days.0)}
            {waived(&all.waived)}
            <p class="small-print">"An organisation is a trust or a federation, or one school where there is neither. Somebody belongs to it who heads or governs a school of it, or is a leader from it."</p>
        }
        .into_any()
    };
    view! {
        <div class="page leaders">
            <div class="leaders-head">
                <Heading title="Who gets the work"/>
                <div class="actions"><a class="button small no-print" href="/leaders">"All leaders"</a></div>
            </div>
            {read.view("what was agreed", ready)}
        </div>
    }
}

fn table(title: &'static str, kind: &'static str, shares: &[Share], whole: u32) -> AnyView {
    let most = shares.first().map_or(1, |one| one.half_days.0).max(1);
    let rows = shares.iter().map(|one| row(one, most)).collect_view();
    view! {
        <section class="section">
            <h2>{title}</h2>
            <div class="table-box" role="region" tabindex="0" aria-label=title><table class="share-table">
                <caption class="visually-hidden">"Days won by " {kind} ", of " {domain::brokerage::HalfDays(whole).words()}</caption>
                <thead><tr>
                    <th scope="col">{title.trim_end_matches('s')}</th><th scope="col" class="number">"Days"</th>
                    <th scope="col" class="number">"Share"</th><th scope="col"><span class="visually-hidden">"Drawn"</span></th>
                    <th scope="col" class="number">"Schools"</th><th scope="col" class="number">"Agreed by their own"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

fn row(one: &Share, most: u32) -> AnyView {
    let width = (one.half_days.0 * WIDE / most).max(1);
    let own = (one.half_days.0 > 0).then(|| one.connected.0 * width / one.half_days.0);
    let name = match one.leader {
        Some(id) => view! { <a href=format!("/leaders/{id}")>{one.name.clone()}</a> }.into_any(),
        None => one.name.clone().into_any(),
    };
    let connected = match one.connected.0 {
        0 => "none".to_owned(),
        _ => format!(
            "{}, {}%",
            days(one.connected),
            (one.connected_share() + 50) / 100
        ),
    };
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">{one.half_days.words()}</td>
            <td class="number">{(one.share + 50) / 100} "%"</td>
            <td><svg class="capacity-bar" width=WIDE.to_string() height="12" viewBox=format!("0 0 {WIDE} 12") aria-hidden="true">
                <rect class="share" x="0" y="1" width=width.to_string() height="10"></rect>
                <rect class="used" x="0" y="1" width=own.unwrap_or(0).to_string() height="10"></rect>
            </svg></td>
            <td class="number">{one.pieces}</td>
            <td class="number">{connected}</td>
        </tr>
    }
    .into_any()
}

/// Work that was agreed with a rule set aside: who did it, why and until when.
fn waived(all: &[UnderWaiver]) -> AnyView {
    if all.is_empty() {
        return view! { <section class="section"><h2>"Agreed under a waiver"</h2><p>"Nothing this school year."</p></section> }
            .into_any();
    }
    let rows = all
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row"><a href=format!("/leaders/{}", one.leader)>{one.name.clone()}</a></th>
                    <td>{one.organisation.clone()}</td>
                    <td>{one.school.clone()}</td>
                    <td class="number">{one.half_days.words()}</td>
                    <td class="waived-why">{format!("{:?}", one.waiver.rule)} ". " {one.waiver.words()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>"Agreed under a waiver"</h2>
            <div class="table-box" role="region" tabindex="0" aria-label="Agreed under a waiver"><table class="share-table">
                <caption class="visually-hidden">"Work agreed with a rule set aside, and why"</caption>
                <thead><tr>
                    <th scope="col">"Leader"</th><th scope="col">"Organisation"</th><th scope="col">"School"</th>
                    <th scope="col" class="number">"Days"</th><th scope="col">"Rule, by whom and why"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}
