//! What a day costs, by type of leader: the rate of today, and from when it is.

use domain::brokerage::LeaderType;
use domain::calendar::day_words;
use domain::support::money::{Brokerage, Change, Pence, Rate, Share, charge, rate_on};
use leptos::prelude::*;

use super::desk::{Asking, Choose, Desk};
use crate::components::chip::pressed;
use crate::components::field::Field;
use crate::sending::Send;
use crate::words::field_day;

pub fn rates(desk: Desk) -> AnyView {
    let open = RwSignal::new(false);
    let rows = move || {
        desk.page.with(|page| {
            page.types
                .iter()
                .filter_map(|kind| {
                    let rate = rate_on(&page.rates, &page.types, kind.id, desk.today)?;
                    Some(row(kind, rate, page.rates.contains(&rate)))
                })
                .collect_view()
        })
    };
    view! {
        <section class="section">
            <div class="section-head">
                <h2 id="rates" tabindex="-1">"What a day costs"</h2>
                <button type="button" class="link no-print" aria-expanded=move || pressed(open.get())
                    on:click=move |_| open.update(|on| *on = !*on)>"Set a rate"</button>
            </div>
            <Show when=move || open.get()><RateForm desk open/></Show>
            <div class="table-box" role="region" tabindex="0" aria-labelledby="rates"><table class="money-table rate-table">
                <thead><tr>
                    <th scope="col">"Type of leader"</th><th scope="col" class="number">"A day"</th>
                    <th scope="col" class="number">"Leader’s school"</th><th scope="col" class="number">"Broker"</th>
                    <th scope="col">"Brokerage"</th><th scope="col">"From"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            <p class="small-print">"What was put aside keeps the rate of its day. Sums are rounded to the nearest penny, half a penny up; the broker’s part is rounded so, and the leader’s school has the rest."</p>
        </section>
    }
    .into_any()
}

fn row(kind: &LeaderType, rate: Rate, written: bool) -> AnyView {
    let one = charge(
        rate.day,
        domain::brokerage::HalfDays::days(1),
        rate.brokerage,
    );
    let from = if written {
        day_words(rate.from)
    } else {
        "of the type itself".to_owned()
    };
    view! {
        <tr>
            <th scope="row">{kind.name.clone()}<small>{kind.short.clone()}</small></th>
            <td class="number">{one.whole.figures()}</td>
            <td class="number">{one.school.figures()}</td>
            <td class="number">{one.broker.figures()}</td>
            <td>{rate.brokerage.words()}</td>
            <td>{from}</td>
        </tr>
    }
    .into_any()
}

#[component]
fn RateForm(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let asking = Asking::new(
        desk,
        &[
            "why",
            "rate-type",
            "rate-day",
            "rate-brokerage",
            "rate-from",
        ],
    );
    let types: Vec<(String, String)> = desk.page.with_untracked(|page| {
        page.types
            .iter()
            .map(|kind| (kind.id.to_string(), kind.name.clone()))
            .collect()
    });
    let kind = RwSignal::new(types.first().map_or_else(String::new, |one| one.0.clone()));
    let day = RwSignal::new(String::new());
    let brokerage = RwSignal::new("15%".to_owned());
    let from = RwSignal::new(desk.today.to_string());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        asking.sending.clear();
        let Ok(leader_type) = kind.get_untracked().parse() else {
            return asking.sending.say("rate-type", "Choose a type of leader");
        };
        let Some(cost) = asking.sum("rate-day", &day.get_untracked()) else {
            return;
        };
        let Some(kept) = read(&brokerage.get_untracked()) else {
            return asking.sending.say(
                "rate-brokerage",
                "Write a share, such as 15%, or pounds a day, such as £50",
            );
        };
        let Some(begins) = field_day(&from.get_untracked()) else {
            return asking.sending.say("rate-from", "Choose a day");
        };
        let rate = Rate {
            leader_type,
            from: begins,
            day: cost,
            brokerage: kept,
        };
        asking.ask(Change::SetRate { rate }, move || {
            open.set(false);
            crate::browser::focus("rates");
        });
    };
    let problem = asking.sending;
    view! {
        <form class="form record-form no-print" novalidate on:submit=submit>
            <Choose id="rate-type" label="Type of leader" all=types chosen=kind problem=problem.problem("rate-type")/>
            <div class="pair-of-fields">
                <Field id="rate-day" label="Pounds a day" value=day problem=problem.problem("rate-day") required=true/>
                <Field id="rate-brokerage" label="The broker keeps" hint="“15%”, or “£50” of every day" value=brokerage problem=problem.problem("rate-brokerage") required=true/>
            </div>
            <Field id="rate-from" label="From" kind="date" value=from problem=problem.problem("rate-from") required=true/>
            <Field id="why" label="Why, and on what paper" value=asking.why voice=true problem=problem.problem("why") required=true/>
            <div class="actions">
                <Send sending=asking.sending words="Set the rate" primary=true/>
                <button type="button" class="button quiet" on:click=move |_| open.set(false)>"Leave it"</button>
            </div>
        </form>
    }
}

/// "15%", "12.5", "£50".
pub fn read(text: &str) -> Option<Brokerage> {
    let text = text.trim();
    if text.starts_with('£') {
        Pence::read(text).map(Brokerage::ADay)
    } else {
        Share::read(text).map(Brokerage::Share)
    }
}
