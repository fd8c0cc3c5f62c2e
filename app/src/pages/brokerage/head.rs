//! The heading is the claim the plan makes. Beside it what the pins cost, and what can be done.

use domain::brokerage::words::{self, Names};
use leptos::prelude::*;

use crate::components::chip::pressed;
use crate::components::heading::Heading;
use crate::state::brokerage::BoardState;

#[component]
pub fn Head(
    state: BoardState,
    may_accept: bool,
    comparing: RwSignal<bool>,
    on_propose: Callback<()>,
    on_open: Callback<()>,
) -> impl IntoView {
    let claim = Signal::derive(move || {
        if state.solving.get() {
            return "Solving".to_owned();
        }
        state.solved.with(|solved| {
            solved
                .as_ref()
                .map_or_else(|| "Solving".to_owned(), |solved| words::claim(&solved.plan))
        })
    });
    let nothing = move || {
        state.solved.with(|solved| {
            solved
                .as_ref()
                .is_none_or(|solved| solved.plan.matches.is_empty())
        })
    };
    let overspent = move || {
        state.bill.with(|bill| {
            bill.as_ref()
                .is_some_and(|bill| bill.overspent().next().is_some())
        })
    };
    let stopped = move || nothing() || overspent() || !state.settled();
    let propose = move || {
        if may_accept {
            view! {
                <button type="button" class="button primary" aria-disabled=move || stopped().then_some("true")
                    on:click=move |_| if !stopped() { on_propose.run(()) }>
                    "Propose to schools"
                </button>
            }
            .into_any()
        } else {
            view! { <p class="hint">"A lead broker or the lead officer proposes the plan."</p> }
                .into_any()
        }
    };
    view! {
        <header class="board-head" data-solving=move || state.solving.get().then_some("")>
            <div class="claim">
                <Heading title=claim page="Brokerage"/>
                <p>{move || means(state)}</p>
            </div>
            {move || prices(state)}
            <div class="actions no-print">
                <button type="button" class="button" on:click=move |_| on_open.run(())>"Open a need"</button>
                <button type="button" class="button" aria-expanded=move || pressed(comparing.get())
                    on:click=move |_| comparing.update(|open| *open = !*open)>"Compare plans"</button>
                {propose}
            </div>
        </header>
    }
}

/// "16 of 17 needs met, 150 days, fit 1,243." and what that means.
fn means(state: BoardState) -> AnyView {
    let Some(solved) = state.solved.get() else {
        return ().into_any();
    };
    let plan = &solved.plan;
    let (met, of) = plan.met();
    if of == 0 {
        return words::claim_means(plan).into_any();
    }
    let fit = u32::try_from((plan.fit + 50) / 100).unwrap_or(0);
    let days = domain::brokerage::days(plan.half_days());
    let cost = state
        .bill
        .get()
        .filter(|bill| !bill.costs.is_empty())
        .map(|bill| format!(", {}", bill.whole().words()));
    view! {
        {met} " of " {of} " needs met, " {days} {cost} ", fit " <b>{crate::words::thousands(fit)}</b> ". "
        {words::claim_means(plan)}
    }
    .into_any()
}

/// Each pin's own price and the joint one: never a sum, as they do not add up.
fn prices(state: BoardState) -> Option<AnyView> {
    let solved = state.solved.get()?;
    let explained = state.explained.get();
    let pins = &solved.held.pins;
    if pins.is_empty() {
        return None;
    }
    let names = Names(&solved.board);
    let title = match pins.len() {
        1 => "Price of your pin".to_owned(),
        many => format!("Price of your {many} pins, together"),
    };
    let joint = explained
        .joint
        .as_ref()
        .map_or_else(|| "Solving".to_owned(), |cost| words::price(cost, names));
    let each = (pins.len() > 1).then(|| {
        let each: Vec<String> = pins
            .iter()
            .filter_map(|pin| {
                let cost = explained.prices.get(pin)?;
                let price = match (cost.points + 50) / 100 {
                    _ if !cost.lost.is_empty() => "a need".to_owned(),
                    points => points.to_string(),
                };
                Some(format!("{} {price}", names.school(pin.need)))
            })
            .collect();
        format!(" By itself: {}.", each.join(", "))
    });
    Some(
        view! {
            <div class="prices">
                <p class="label">{title}</p>
                <p><b>{joint} "."</b> {each}</p>
            </div>
        }
        .into_any(),
    )
}
