//! What would have to be otherwise for another band: how the rule works, beside the suggestion.

use domain::risk::{Said, counterfactuals, otherwise};
use leptos::prelude::*;

use super::in_meeting::{InMeeting, use_meeting};

/// The sentence for the school on the page. `measured_only`: for the wall.
pub fn otherwise_of(here_item: &domain::meetings::Item, scheme: &domain::risk::Scheme, on: domain::calendar::Date, measured_only: bool) -> Vec<Said> {
    let evidence = here_item.evidence();
    let now = domain::risk::categorise(&evidence, scheme, on);
    let ways = counterfactuals(scheme, &evidence, &now, 12);
    otherwise(scheme, &evidence, &now, &ways, measured_only, on)
}

/// A sentence as it is set.
pub fn said_view(said: Vec<Said>) -> impl IntoView {
    said.into_iter()
        .map(|one| match one {
            Said::Plain(words) => words.into_any(),
            Said::Strong(words) => view! { <b>{words}</b> }.into_any(),
            Said::Quiet(words) => view! { <span class="quiet">{words}</span> }.into_any(),
        })
        .collect_view()
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
            {move || said_view(said.get()).into_any()}
        </p>
    }
}
