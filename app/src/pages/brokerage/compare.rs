//! The plan as it was kept beside the one now: what each gives up, by name, and in points.

use domain::brokerage::words::{self, Names};
use domain::brokerage::{Moved, Plan};
use domain::schools::NeedId;
use leptos::prelude::*;

use crate::browser;
use crate::state::brokerage::BoardState;

#[component]
pub fn Compare(state: BoardState, open: RwSignal<bool>) -> impl IntoView {
    let body = move || {
        let found = state.comparison()?;
        let (kept, solved) = (state.kept.get()?, state.solved.get()?);
        let names = Names(&solved.board);
        let rows = found
            .rows
            .iter()
            .map(|one| row(one, &kept.plan, &solved.plan, names))
            .collect_view();
        let differ = !found.rows.is_empty();
        let same = match (found.same, found.rows.len()) {
            (_, 0) => "The plan now is the plan that was kept. Pin somebody, or rule a pair out, and what changes stands here.".to_owned(),
            (0, _) => "No need has the same leader in both.".to_owned(),
            (1, _) => "One other need is the same in both.".to_owned(),
            (same, _) => format!("{same} other needs are the same in both."),
        };
        let table = differ.then(|| {
            view! {
                <div class="table-box" role="region" aria-label="Needs that differ" tabindex="0">
                    <table>
                        <caption class="visually-hidden">"Needs whose leader differs between the plans"</caption>
                        <thead><tr>
                            <th scope="col">"School"</th><th scope="col">"Need"</th>
                            <th scope="col">"As it was"</th><th scope="col" class="number">"Fit"</th>
                            <th scope="col">"Now"</th><th scope="col" class="number">"Fit"</th>
                            <th scope="col" class="number">"Difference"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        });
        Some(view! {
            <div class="compared">
                <div>
                    <h3>"As it was at " {browser::clock_words(kept.at, false)}</h3>
                    {totals(&kept.plan, kept.held.pins.len())}
                    <p><b>{found.first_gives_up(names)}</b></p>
                </div>
                <div>
                    <h3>"Now"</h3>
                    {totals(&solved.plan, solved.held.pins.len())}
                    <p><b>{found.second_gives_up(names)}</b></p>
                </div>
            </div>
            {table}
            <p class="hint">{same}</p>
            <div class="actions no-print">
                <button type="button" class="button small" aria-disabled=(!differ).then_some("true")
                    on:click=move |_| if differ { state.go_back() }>"Go back to it"</button>
                <button type="button" class="button small" aria-disabled=(!differ).then_some("true")
                    on:click=move |_| if differ { state.keep() }>"Keep the one now instead"</button>
                <button type="button" class="button small quiet" on:click=move |_| open.set(false)>"Close"</button>
            </div>
        })
    };
    view! {
        <Show when=move || open.get()>
            <section class="compare-plans" aria-labelledby="compare">
                <h2 id="compare" tabindex="-1">"Two plans, side by side"</h2>
                {body}
            </section>
        </Show>
    }
}

/// "17 of 17 needs met, 150 days, fit 1,266, 3 pins."
fn totals(plan: &Plan, pins: usize) -> AnyView {
    let (met, of) = plan.met();
    let fit = u32::try_from((plan.fit + 50) / 100).unwrap_or(0);
    let pins = match pins {
        0 => "no pin".to_owned(),
        1 => "1 pin".to_owned(),
        many => format!("{many} pins"),
    };
    view! {
        <p>
            {met} " of " {of} " needs met, " {domain::brokerage::days(plan.half_days())} ", fit "
            {crate::words::thousands(fit)} ", " {pins} "."
        </p>
    }
    .into_any()
}

fn row(one: &Moved, kept: &Plan, now: &Plan, names: Names<'_>) -> AnyView {
    let side = |plan: &Plan, need: NeedId| {
        match plan.matches.get(&need) {
        Some(given) => view! {
            <td>{names.leader(given.leader).to_owned()} " " <small>{names.kind(given.leader).to_owned()}</small></td>
            <td class="number">{(given.points + 50) / 100}</td>
        }
        .into_any(),
        None => view! { <td>"nobody"</td> <td class="number">"–"</td> }.into_any(),
    }
    };
    view! {
        <tr>
            <th scope="row">{names.school(one.need).to_owned()}</th>
            <td>{names.area(one.need)}</td>
            {side(kept, one.need)}
            {side(now, one.need)}
            <td class="number">{words::signed(one.points)}</td>
        </tr>
    }
    .into_any()
}
