//! Every pot in a row: where its money is, and which report comes next.

use domain::api::PotState;
use domain::calendar::{Date, day_words};
use domain::support::money::{Held, Pence, Place, pipeline};
use leptos::prelude::*;

use super::bar::{key, pot_bar};
use super::desk::Desk;

pub fn pots(desk: Desk) -> AnyView {
    let rows = move || {
        desk.page.with(|page| {
            let there = page.pots.iter().filter(|one| one.pot.standing.is_there());
            there.map(|one| row(one, desk.today)).collect_view()
        })
    };
    let sum = move || desk.page.with(|page| total(&page.pots));
    view! {
        <section class="section">
            <div class="section-head"><h2 id="pots" tabindex="-1">"Pots"</h2> <span>"pounds; what came in is where the five columns say it is"</span></div>
            <div class="table-box" role="region" tabindex="0" aria-labelledby="pots"><table class="money-table pot-table">
                <thead><tr>
                    <th scope="col">"Pot"</th><th scope="col"><span class="visually-hidden">"Drawn"</span></th>
                    <th scope="col" class="number">"Came in"</th><th scope="col" class="number">"Available"</th>
                    <th scope="col" class="number">"Reserved"</th><th scope="col" class="number">"Committed"</th>
                    <th scope="col" class="number">"Drawn"</th><th scope="col" class="number">"Released"</th><th scope="col">"Report"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot>{sum}</tfoot>
            </table></div>
            {key()}
        </section>
    }
    .into_any()
}

fn row(one: &PotState, today: Date) -> AnyView {
    let pot = &one.pot;
    let (late, words) = report(one, today);
    view! {
        <tr>
            <th scope="row">
                <a href=format!("/money/{}", pot.id)>{pot.name.clone()}</a>
                <small>{pot.funder.clone()} " · " {pot.years.words()} " · " {pot.amount.words()} " awarded"</small>
            </th>
            <td>{pot_bar(&pot.name, one.held)}</td>
            {figures(one.held)}
            <td data-late=late.then_some("")>{words}</td>
        </tr>
    }
    .into_any()
}

/// Came in, and the five places.
pub fn figures(held: Held) -> AnyView {
    let places = Place::ALL
        .map(|place| view! { <td class="number">{figure(held.at(place))}</td> })
        .collect_view();
    view! { <td class="number">{figure(held.came_in)}</td> {places} }.into_any()
}

/// Nothing is a dash.
pub fn figure(sum: Pence) -> String {
    if sum == Pence::ZERO {
        "–".to_owned()
    } else {
        sum.figures()
    }
}

/// Whether a report is overdue, and which comes next.
fn report(one: &PotState, today: Date) -> (bool, String) {
    let late = one.pot.overdue(today).next();
    let next = one
        .pot
        .reports
        .iter()
        .find(|report| report.accepted.is_none());
    match (late, next) {
        (Some(report), _) => (true, format!("Overdue since {}", day_words(report.due))),
        (None, Some(report)) => (false, format!("Due {}", day_words(report.due))),
        (None, None) => (false, "–".to_owned()),
    }
}

fn total(pots: &[PotState]) -> AnyView {
    let sum = |part: fn(Held) -> Pence| {
        Pence::sum(pots.iter().map(|one| part(one.held))).unwrap_or_default()
    };
    let all = Held {
        came_in: sum(|held| held.came_in),
        carried: sum(|held| held.carried),
        available: sum(|held| held.available),
        reserved: sum(|held| held.reserved),
        committed: sum(|held| held.committed),
        drawn: sum(|held| held.drawn),
        released: sum(|held| held.released),
    };
    view! { <tr><th scope="row">"All pots"</th><td></td>{figures(all)}<td></td></tr> }.into_any()
}

/// "£250,000 came in to four pots, £150,000 of it available."
pub fn lead(pots: &[PotState], today: Date) -> String {
    let there: Vec<&PotState> = pots
        .iter()
        .filter(|one| one.pot.standing.is_there())
        .collect();
    if there.is_empty() {
        return "There is no pot of money yet.".to_owned();
    }
    let sum = |part: fn(Held) -> Pence| {
        Pence::sum(there.iter().map(|one| part(one.held))).unwrap_or_default()
    };
    let many = match there.len() {
        1 => "one pot".to_owned(),
        many => format!("{} pots", crate::words::count_words(many)),
    };
    let mut words = format!(
        "{} came in to {many}; {} of it is available.",
        sum(|held| held.came_in).words(),
        sum(|held| held.available).words()
    );
    let late = there.iter().map(|one| one.pot.overdue(today).count()).sum();
    match late {
        0_usize => {}
        1 => words.push_str(" One report is overdue."),
        many => words.push_str(&format!(
            " {} reports are overdue.",
            crate::words::capital(&crate::words::count_words(many))
        )),
    }
    let asked = pipeline(pots.iter().map(|one| &one.pot));
    if asked > Pence::ZERO {
        words.push_str(&format!(
            " {} is asked for and not answered.",
            asked.words()
        ));
    }
    words
}
