//! What a head reads: what their school was given, what it pays itself, and invoices of and to it.

use domain::api::{PartyState, WorkState};
use domain::brokerage::days;
use domain::calendar::day_words;
use domain::support::money::{Party, Pence};
use leptos::prelude::*;

use super::desk::Desk;
use super::invoices::invoices;

pub fn head(desk: Desk) -> AnyView {
    let (lead, rows, earned) = desk.page.with_untracked(|page| {
        (
            lead(&page.work),
            page.work.iter().map(row).collect_view(),
            page.parties.iter().filter_map(earned).collect::<Vec<_>>(),
        )
    });
    let earned = (!earned.is_empty()).then(|| {
        let lines = earned
            .into_iter()
            .map(|words| view! { <p>{words}</p> })
            .collect_view();
        view! { <section class="section"><h2>"What its leaders earned"</h2>{lines}</section> }
    });
    view! {
        <p class="lead">{lead}</p>
        <section class="section">
            <h2 id="given" >"What the school was given"</h2>
            <div class="table-box" role="region" tabindex="0" aria-labelledby="given"><table class="money-table">
                <thead><tr>
                    <th scope="col">"Support"</th><th scope="col">"From"</th><th scope="col">"Days"</th>
                    <th scope="col" class="number">"Cost, pounds"</th><th scope="col" class="number">"The school pays"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
        {invoices(desk)}
        {earned}
    }
    .into_any()
}

fn lead(work: &[WorkState]) -> String {
    let sum = |part: fn(&WorkState) -> Pence| Pence::sum(work.iter().map(part)).unwrap_or_default();
    let (cost, school) = (sum(|one| one.work.cost()), sum(|one| one.work.school));
    match (work.len(), school) {
        (0, _) => "No support of your school is paid for here.".to_owned(),
        (_, Pence::ZERO) => format!(
            "Support for {} was paid for; the school pays nothing.",
            cost.words()
        ),
        _ => format!(
            "Support for {}; the school pays {} of it.",
            cost.words(),
            school.words()
        ),
    }
}

fn row(one: &WorkState) -> AnyView {
    let work = &one.work;
    let pays = match work.school {
        Pence::ZERO => "nothing".to_owned(),
        sum => sum.figures(),
    };
    view! {
        <tr>
            <th scope="row">{work.what.clone()}</th>
            <td>{day_words(work.from)}</td>
            <td>{format!("{} of {}", work.used.words(), days(work.half_days))}</td>
            <td class="number">{work.cost().figures()}</td>
            <td class="number">{pays}</td>
        </tr>
    }
    .into_any()
}

fn earned(one: &PartyState) -> Option<String> {
    if !matches!(one.party, Party::Home(_)) {
        return None;
    }
    Some(format!(
        "{} is due and on no invoice, {} is invoiced, {} is paid.",
        one.due.words(),
        one.invoiced.words(),
        one.paid.words()
    ))
}
