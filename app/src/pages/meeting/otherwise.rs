//! What would have to be otherwise for another band: how the rule works, beside the suggestion.

use domain::calendar::Date;
use domain::meetings::Item;
use domain::risk::{Said, Scheme, categorise, counterfactuals, otherwise};
use leptos::prelude::*;

use super::in_meeting::{InMeeting, use_meeting};

/// How many ways are looked through for the few that are said.
const WAYS: usize = 12;

/// The sentence for a school. `measured_only`: for the wall.
pub fn otherwise_of(item: &Item, scheme: &Scheme, on: Date, measured_only: bool) -> Vec<Said> {
    let evidence = item.evidence();
    let now = categorise(&evidence, scheme, on);
    let ways = counterfactuals(scheme, &evidence, &now, WAYS);
    otherwise(scheme, &evidence, &now, &ways, measured_only, on)
}

/// A sentence as it is set.
pub fn said_view(said: Vec<Said>) -> AnyView {
    said.into_iter()
        .map(|one| match one {
            Said::Plain(words) => words.into_any(),
            Said::Strong(words) => view! { <b>{words}</b> }.into_any(),
            Said::Quiet(words) => view! { <span class="quiet">{words}</span> }.into_any(),
        })
        .collect_view()
        .into_any()
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
        <p class="otherwise" hidden=move || said.with(Vec::is_empty)>
            {move || said_view(said.get())}
        </p>
    }
}
