//! What would have to be otherwise for another band: how the rule works, beside the suggestion.

use domain::calendar::Date;
use domain::meetings::Item;
use domain::risk::{Said, Scheme, categorise, counterfactuals, otherwise};
use leptos::prelude::*;

use super::in_meeting::{InMeeting, use_meeting};
use crate::components::said::said_view;

/// How many ways are looked through for the few that are said.
const WAYS: usize = 12;

/// The sentence for a school. `measured_only`: for the wall.
pub fn otherwise_of(item: &Item, scheme: &Scheme, on: Date, measured_only: bool) -> Vec<Said> {
    let evidence = item.evidence(scheme);
    let now = categorise(&evidence, scheme, on);
    let ways = counterfactuals(scheme, &evidence, &now, WAYS);
    otherwise(scheme, &evidence, &now, &ways, measured_only, on)
}

#[component]
pub fn Otherwise() -> impl IntoView {
    let here: InMeeting = use_meeting();
    let said = Memo::new(move |_| {
        let on = here.board.with(|board| board.meeting.on);
        here.item.with(|item| {
            item.as_ref()
                .map(|item| otherwise_of(item, &here.scheme(), on, false))
                .unwrap_or_default()
        })
    });
    view! {
        <p class="otherwise" hidden=move || here.hidden.get() || said.with(Vec::is_empty)>
            {move || (!here.hidden.get()).then(|| said_view(said.get()))}
        </p>
    }
}
