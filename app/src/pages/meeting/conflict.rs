//! Two people changed the same value: both stand here with name and time, none is chosen.

use domain::meetings::{Before, Change, Decision, Spot, led_words};
use domain::risk::{Scheme, finding_words, span_words};
use leptos::prelude::*;

use super::history::second;
use super::in_meeting::InMeeting;
use crate::state::meeting::{Conflict, Keep};

#[component]
pub fn ConflictFrame(here: InMeeting, conflict: Conflict) -> impl IntoView {
    let scheme = here.scheme();
    let Some(place) = conflict.place() else {
        return ().into_any();
    };
    let school = here.board.with_untracked(|board| {
        board
            .items
            .get(&place.0)
            .map_or_else(String::new, |item| item.school.name.clone())
    });
    let what = match place.1 {
        Spot::Finding(indicator) => scheme
            .indicator(indicator)
            .map_or_else(String::new, |rule| rule.name.clone()),
        Spot::Decision => "The room's decision".to_owned(),
        Spot::Office(office) => office.word().to_owned(),
        Spot::Led => "Who led for the school".to_owned(),
    };
    let theirs = &conflict.theirs;
    let earlier = earlier_words(&scheme, &conflict);
    let keep = move |how: Keep| {
        let follows = here
            .state
            .try_update(|state| state.settle_conflict(place, how))
            .flatten();
        if let Some((base, change)) = follows {
            here.propose_from(base, change);
        }
    };
    let yours = gives(here, &conflict.yours.change);
    let other = gives(here, &theirs.change);
    view! {
        <section class="conflict" role="group" aria-label=format!("Two values: {what}")>
            <p><b>{format!("{what}, {school}.")}</b> " Neither is chosen yet."</p>
            <div class="conflict-sides">
                <div>
                    <small>{format!("Yours, {}", second(conflict.yours_at))}</small>
                    <b>{change_words(&scheme, &conflict.yours.change)}</b>
                    <small>{yours}</small>
                    <button type="button" class="button small" on:click=move |_| keep(Keep::Yours)>"Keep yours"</button>
                </div>
                <div>
                    <small>{format!("{}, {}", theirs.by.name, second(theirs.at))}</small>
                    <b>{change_words(&scheme, &theirs.change)}</b>
                    <small>{other}</small>
                    <button type="button" class="button small" on:click=move |_| keep(Keep::Theirs)>"Keep theirs"</button>
                </div>
                {earlier.map(|earlier| view! {
                    <div>
                        <small>"Or"</small>
                        <span>{format!("Go back to the earlier value, {earlier}, and put both in the note.")}</span>
                        <button type="button" class="button small" on:click=move |_| keep(Keep::Earlier)>{format!("Keep {earlier}")}</button>
                    </div>
                })}
            </div>
        </section>
    }
    .into_any()
}

/// What a change would make the rules suggest: "gives Priority 3, risk high".
fn gives(here: InMeeting, change: &Change) -> Option<String> {
    let Change::Record { urn, .. } = change else {
        return None;
    };
    if here.hidden.get_untracked() {
        return None;
    }
    let scheme = here.scheme();
    let now = here
        .state
        .with_untracked(|state| state.suggestion_with(*urn, change))?;
    Some(format!(
        "gives {}, {}",
        span_words(&scheme, now.band),
        scheme.risk_word(now.risk.known).to_lowercase()
    ))
}

fn change_words(scheme: &Scheme, change: &Change) -> String {
    match change {
        Change::Record {
            indicator, finding, ..
        } => scheme
            .indicator(*indicator)
            .map_or_else(String::new, |rule| finding_words(rule, *finding)),
        Change::Decide { decision, .. } => decision_words(scheme, decision),
        Change::Office { held, .. } => held.words(),
        Change::Led { led, .. } => led_words(led),
        _ => String::new(),
    }
}

fn decision_words(scheme: &Scheme, decision: &Decision) -> String {
    format!(
        "{}, {}",
        scheme.band(decision.band).word,
        scheme.risk_word(decision.risk).to_lowercase()
    )
}

fn earlier_words(scheme: &Scheme, conflict: &Conflict) -> Option<String> {
    match (&conflict.theirs.from, &conflict.theirs.change) {
        (Some(Before::Finding(finding)), Change::Record { indicator, .. }) => {
            let rule = scheme.indicator(*indicator)?;
            Some(finding_words(rule, *finding))
        }
        (Some(Before::Decision(decision)), _) => Some(decision_words(scheme, decision)),
        (Some(Before::Office(held)), _) => Some(held.words()),
        (Some(Before::Led(led)), _) => Some(led_words(led)),
        _ => None,
    }
}
