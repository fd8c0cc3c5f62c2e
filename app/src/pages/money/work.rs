//! What is put aside, and how far its money has gone.

use domain::api::WorkState;
use domain::brokerage::days;
use domain::schools::CommitmentId;
use domain::support::money::{Pence, Place};
use leptos::prelude::*;

use super::desk::{Desk, names};
use super::pots::figure;
use super::work_form::WorkForm;

/// Rows shown at once.
const FIRST: usize = 40;

pub fn work(desk: Desk) -> AnyView {
    let chosen = RwSignal::new(None::<CommitmentId>);
    let rows = move || {
        desk.page.with(|page| {
            let names = names(page);
            page.work
                .iter()
                .take(FIRST)
                .map(|one| {
                    let name = names.get(&one.work.recipient).cloned().unwrap_or_default();
                    row(desk, one, name, chosen)
                })
                .collect_view()
        })
    };
    let more = move || {
        let more = desk.page.with(|page| page.work.len()).saturating_sub(FIRST);
        (more > 0).then(|| view! { <p class="small-print">{more} " more are in the workbook."</p> })
    };
    let form = move || chosen.get().map(|id| view! { <WorkForm desk id chosen/> });
    let act = desk
        .may
        .then(|| view! { <th scope="col" class="no-print"><span class="visually-hidden">"Record"</span></th> });
    view! {
        <section class="section">
            <div class="section-head"><h2 id="work" tabindex="-1">"What is paid for"</h2> <span>"pounds, the latest first"</span></div>
            {form}
            <div class="table-box" role="region" tabindex="0" aria-labelledby="work"><table class="money-table work-table">
                <thead><tr>
                    <th scope="col">"Support"</th><th scope="col">"Days"</th><th scope="col">"Who pays"</th>
                    <th scope="col" class="number">"Cost"</th><th scope="col" class="number">"Reserved"</th>
                    <th scope="col" class="number">"Committed"</th><th scope="col" class="number">"Drawn"</th>
                    <th scope="col" class="number">"Released"</th>{act}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
            {more}
        </section>
    }
    .into_any()
}

fn row(
    desk: Desk,
    one: &WorkState,
    school: String,
    chosen: RwSignal<Option<CommitmentId>>,
) -> AnyView {
    let work = &one.work;
    let id = work.id;
    let at = |place: Place| {
        Pence::sum(one.held.iter().map(|(_, held)| held.at(place))).unwrap_or_default()
    };
    let places = [
        Place::Reserved,
        Place::Committed,
        Place::Drawn,
        Place::Released,
    ]
    .map(|place| view! { <td class="number">{figure(at(place))}</td> })
    .collect_view();
    let what = work.what.clone();
    let act = desk.may.then(|| {
        let open = move |_| {
            chosen.set(Some(id));
            request_animation_frame(|| crate::browser::focus("happened"));
        };
        view! { <td class="no-print"><button type="button" class="link" on:click=open>"Record" <span class="visually-hidden">" for " {what}</span></button></td> }
    });
    view! {
        <tr>
            <th scope="row">{work.what.clone()}<small>{school}</small></th>
            <td>{format!("{} of {}", work.used.words(), days(work.half_days))}<small>{format!("{}, {} a day", work.leader_type, work.day.words())}</small></td>
            <td>{payers(desk, one)}</td>
            <td class="number">{work.cost().figures()}</td>
            {places}
            {act}
        </tr>
    }
    .into_any()
}

/// "Vale Opportunity Fund", "two pots", "the school £540".
fn payers(desk: Desk, one: &WorkState) -> String {
    let mut all: Vec<String> = one
        .work
        .pots
        .iter()
        .map(|share| {
            let name = desk.pot(share.pot);
            if one.work.pots.len() > 1 || one.work.school > Pence::ZERO {
                format!("{name} {}", share.amount.words())
            } else {
                name
            }
        })
        .collect();
    if one.work.school > Pence::ZERO {
        all.push(format!("the school {}", one.work.school.words()));
    }
    all.join(", ")
}
