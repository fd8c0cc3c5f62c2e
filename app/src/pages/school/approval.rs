//! Whether what the room decided still holds: as suggested, approved or read by a second person, waiting for
//! one, sent back, or lapsed; and for a second person the way to say so.

use domain::api::{ApproveDecision, SchoolPage, SchoolRisk};
use domain::calendar::Date;
use domain::meetings::{Approval, Holds, Past, holds};
use domain::risk::Scheme;
use domain::schools::{MeetingId, Urn};
use leptos::prelude::*;

use crate::api;
use crate::components::field::Field;
use crate::sending::{Send, Sending};

/// Below the decision; nothing where it is as the rules suggested.
pub fn holding(
    page: &SchoolPage,
    risk: &SchoolRisk,
    scheme: &Scheme,
    today: Date,
    again: Callback<&'static str>,
) -> Option<AnyView> {
    let last = risk.decisions.first()?;
    let now = holds(last, &risk.suggestion, today);
    if now == Holds::AsSuggested {
        return None;
    }
    let rests = rests_on(last, scheme);
    let asks = now.asks().then_some("");
    let urn = page.school.urn;
    let form = page
        .telling
        .as_ref()
        .filter(|_| matches!(now, Holds::Waits | Holds::Unread) && page.rights.approve)
        .map(|telling| view! { <Second urn meeting=telling.meeting last=last.clone() again/> });
    Some(
        view! {
            <p class="holds" id="holds" tabindex="-1" data-asks=asks>{now.words(scheme, last)}</p>
            {rests.map(|words| view! { <p class="small-print">{words}</p> })}
            {form}
        }
        .into_any(),
    )
}

/// "It rests on: overall absence, headteacher."
fn rests_on(last: &Past, scheme: &Scheme) -> Option<String> {
    let names: Vec<&str> = last
        .rests_on
        .iter()
        .filter_map(|key| Some(scheme.indicator(*key)?.name.as_str()))
        .collect();
    (!names.is_empty()).then(|| format!("It rests on: {}.", names.join(", ")))
}

#[component]
fn Second(
    urn: Urn,
    meeting: MeetingId,
    last: Past,
    again: Callback<&'static str>,
) -> impl IntoView {
    let (label, agree) = match last.differed {
        true => ("As the second person", "Approve it"),
        false => ("As the second reader", "Read and agreed"),
    };
    let words = RwSignal::new(String::new());
    let sending = Sending::new(&["words"]);
    let send = move |approved: bool| {
        let asked = ApproveDecision {
            meeting,
            band: last.band,
            risk: last.risk,
            approved,
            words: words.get_untracked(),
        };
        let request = async move { api::approve(urn, &asked).await };
        sending.send(request, move |_: Approval| again.run("holds"));
    };
    let back = send;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        send(true);
    };
    view! {
        <form class="form second no-print" novalidate on:submit=submit>
            <Field id="second-words" label=label hint="Needed where it goes back to the room" voice=true value=words problem=sending.problem("words")/>
            <div class="actions">
                <Send sending words=agree primary=true/>
                <button type="button" class="button small" on:click=move |_| back(false)>"Send it back"</button>
            </div>
        </form>
    }
}
