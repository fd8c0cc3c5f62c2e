//! The plan, need by need, tier by tier.

use std::collections::BTreeMap;

use domain::brokerage::{Need, Tally, Tier, Weights};
use domain::schools::NeedId;
use leptos::prelude::*;

use super::Chosen;
use super::row::PlanRow;
use crate::components::fit_bar::FitKey;
use crate::state::brokerage::BoardState;

/// Needs of each tier by name of school, and so they stay whoever is given to them.
fn tiers(state: BoardState) -> Vec<(Tier, Vec<NeedId>)> {
    state.board.with(|board| {
        let Some(board) = board else {
            return Vec::new();
        };
        let mut tiers: BTreeMap<Tier, Vec<&Need>> = BTreeMap::new();
        // A team stands together, in the tier of its lead.
        let lead = |need: &Need| board.needs.get(&need.lead()).unwrap_or(need).clone();
        for need in board.open_needs() {
            tiers.entry(lead(need).draft.tier).or_default().push(need);
        }
        tiers
            .into_iter()
            .rev()
            .map(|(tier, mut needs)| {
                needs.sort_by_cached_key(|need| {
                    let lead = lead(need);
                    let part = need.draft.of.is_some();
                    (
                        lead.school,
                        lead.draft.area,
                        lead.id,
                        part,
                        need.draft.area,
                        need.id,
                    )
                });
                (tier, needs.into_iter().map(|need| need.id).collect())
            })
            .collect()
    })
}

/// Every open need, in the order of the table.
pub fn order(state: BoardState) -> Vec<NeedId> {
    tiers(state)
        .into_iter()
        .flat_map(|(_, needs)| needs)
        .collect()
}

#[component]
pub fn PlanTable(state: BoardState, chosen: Chosen) -> impl IntoView {
    let tiers = Memo::new(move |_| tiers(state));
    let empty = move || {
        tiers.with(Vec::is_empty).then(|| {
            view! { <p class="empty">"No need is open. One comes from a decision of a meeting, or from “Open a need”."</p> }
        })
    };
    view! {
        <table class="plan" role="table">
            <caption class="visually-hidden">"The plan: each open need, who is given to it and how well they suit"</caption>
            <thead role="rowgroup"><tr role="row">
                <th scope="col" role="columnheader" class="tier"><span class="visually-hidden">"Tier"</span></th>
                <th scope="col" role="columnheader">"School"</th>
                <th scope="col" role="columnheader">"Need"</th>
                <th scope="col" role="columnheader" class="number">"Days"</th>
                <th scope="col" role="columnheader" class="leader">"Leader"</th>
                <th scope="col" role="columnheader" class="number"><abbr title="Minutes by road, estimated from the straight line">"Min"</abbr></th>
                <th scope="col" role="columnheader" class="fit"><FitKey weights=Weights::default()/></th>
                <th scope="col" role="columnheader" class="number">"Next best"</th>
                <th scope="col" role="columnheader"><span class="visually-hidden">"Changed"</span></th>
            </tr></thead>
            <For each=move || tiers.get() key=|(tier, needs)| (*tier, needs.clone()) let((tier, needs))>
                <tbody role="rowgroup">
                    <tr class="tier-row" role="row">
                        <th colspan="9" scope="rowgroup" role="rowheader">
                            <b>{tier.words()}</b> " tier " <span>{move || tally(state, tier)}</span>
                        </th>
                    </tr>
                    {needs.into_iter().map(|need| view! { <PlanRow state chosen need/> }).collect_view()}
                </tbody>
            </For>
        </table>
        {empty}
        <Agreed state/>
    }
}

/// "8 of 9 met, 60 days".
fn tally(state: BoardState, tier: Tier) -> String {
    let Tally { met, of, half_days } = state.solved.with(|solved| {
        solved
            .as_ref()
            .and_then(|solved| solved.plan.tiers.get(&tier).copied())
            .unwrap_or_default()
    });
    format!("{met} of {of} met, {}", domain::brokerage::days(half_days))
}

/// Needs somebody has been agreed for.
#[component]
fn Agreed(state: BoardState) -> impl IntoView {
    move || {
        let board = state.board.get()?;
        let names = domain::brokerage::words::Names(&board);
        let rows: Vec<_> = board
            .needs
            .values()
            .filter_map(|need| {
                let leader = need.matched?;
                Some(view! {
                    <li>
                        <b>{need.school.clone()}</b> " " {names.area(need.id)} ", "
                        {domain::brokerage::days(need.draft.half_days)} ": "
                        {names.leader(leader).to_owned()} " " <small>{names.kind(leader).to_owned()}</small>
                    </li>
                })
            })
            .collect();
        let count = rows.len();
        (count > 0).then(|| {
            view! {
                <details class="agreed">
                    <summary>"Proposed already: " {count}</summary>
                    <ul>{rows}</ul>
                </details>
            }
        })
    }
}
