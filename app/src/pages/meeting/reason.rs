//! A reason where the room decides otherwise than suggested, and the ways out where the scheme refuses the
//! pair. Only there where it is needed.

use domain::meetings::{DecisionFault, Refusal};
use domain::risk::{Band, Judged, Level};
use domain::schools::Key;
use leptos::prelude::*;

use super::in_meeting::InMeeting;
use super::verdict::{agree, choose_band, choose_risk, verdict};
use crate::words::capital;

/// What is missing, in words, and the field for it. Only there where it is needed.
#[component]
pub fn Reason(here: InMeeting) -> impl IntoView {
    let verdict = Memo::new(move |_| verdict(here));
    let needed = Memo::new(move |_| {
        verdict.with(|verdict| {
            verdict.as_ref().is_some_and(|one| {
                let differs = match &one.checked {
                    Ok(outcome) => outcome.differs,
                    Err(Refusal::Decision { fault }) => {
                        *fault == DecisionFault::ReasonNeeded
                            || matches!(fault, DecisionFault::PairRefused { .. })
                    }
                    Err(_) => false,
                };
                differs && (one.touched || one.decided.is_none())
            })
        })
    });
    let refused = Memo::new(move |_| {
        verdict.with(|verdict| {
            let one = verdict.as_ref()?;
            one.pair
                .clone()
                .filter(|_| one.touched || one.decided.is_none())
        })
    });
    let reason = move || here.room().reason;
    let problem = move || {
        (here.tried.get() && refused.with(Option::is_none) && reason().trim().is_empty()).then(|| {
            view! { <p class="field-problem" id="reason-problem" role="alert">"Give a reason: " {against(here)}</p> }
        })
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() {
            event.prevent_default();
            agree(here);
        }
    };
    view! {
        {move || refused.get().map(|fault| view! { <Remedies here fault/> })}
        <Show when=move || needed.get()>
            <div class="reason field" data-voice="">
                <label for="reason">"Why does the room decide otherwise?"</label>
                {problem}
                <textarea id="reason" rows="1" aria-describedby="reason-problem" prop:value=reason
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        here.change_room(|room| room.reason = text);
                    }
                    on:keydown=keys></textarea>
                <RestsOn here/>
            </div>
        </Show>
    }
}

/// How many indicators are offered to rest a reason on.
const OFFERED: usize = 8;

/// What the reason rests on: the indicators that speak loudest, and those nobody knows.
#[component]
fn RestsOn(here: InMeeting) -> impl IntoView {
    let offered = Memo::new(move |_| {
        here.explanation.with(|why| {
            let mut rows: Vec<(Level, Key, String)> = why
                .iter()
                .flat_map(|why| &why.rows)
                .filter_map(|row| {
                    let loud = match row.judged {
                        Judged::Is(level) | Judged::Contested(level) => level,
                        Judged::Unknown(_) => Level::Low,
                        Judged::NotCollected | Judged::DoesNotApply => return None,
                    };
                    (loud > Level::None).then(|| (loud, row.indicator, row.name.clone()))
                })
                .collect();
            rows.sort_by_key(|(loud, ..)| std::cmp::Reverse(*loud));
            rows.truncate(OFFERED);
            rows.into_iter()
                .map(|(_, key, name)| (key, name))
                .collect::<Vec<_>>()
        })
    });
    let chips = move || {
        offered
            .get()
            .into_iter()
            .map(|(key, name)| {
                let pressed = move || {
                    let chosen = here.room().rests_on.contains(&key);
                    if chosen { "true" } else { "false" }
                };
                let press = move |_| {
                    here.change_room(|room| {
                        if room.rests_on.contains(&key) {
                            room.rests_on.retain(|one| *one != key);
                        } else {
                            room.rests_on.push(key);
                        }
                    });
                };
                view! { <button type="button" class="chip" aria-pressed=pressed on:click=press>{name}</button> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || offered.with(|offered| !offered.is_empty())>
            <div class="rests-on" role="group" aria-label="It rests on"><span>"It rests on"</span>{chips}</div>
        </Show>
    }
}

/// "the room chose Priority 2 and the rules suggest Priority 3".
fn against(here: InMeeting) -> Option<String> {
    let scheme = here.scheme();
    let verdict = verdict(here)?;
    let now = here.suggestion.get()?;
    let pair = |band: Band, risk: Level| {
        format!(
            "{}, {}",
            scheme.band(band).word,
            scheme.risk_word(risk).to_lowercase()
        )
    };
    Some(format!(
        "the room chose {} and the rules suggest {}",
        pair(verdict.decision.band, verdict.decision.risk),
        pair(now.band.known, now.risk.known)
    ))
}

/// A pair the scheme refuses: what is wrong, its two remedies as buttons, and the lead officer's way.
#[component]
fn Remedies(here: InMeeting, fault: DecisionFault) -> impl IntoView {
    let words = fault.to_string();
    let buttons = match &fault {
        DecisionFault::PairRefused { raise, lower, .. } => {
            let scheme = here.scheme();
            let band = scheme
                .all_bands()
                .find(|band| scheme.band(*band).word == *raise);
            let risk = Level::ALL
                .into_iter()
                .find(|risk| scheme.risk_word(*risk).to_lowercase() == *lower);
            let raise = band.map(|band| {
                let words = format!("Raise it to {raise}");
                view! { <button type="button" class="button small" on:click=move |_| { choose_band(here, band); }>{words}</button> }
            });
            let lower = risk.map(|risk| {
                let words = format!("Lower it to {lower}");
                view! { <button type="button" class="button small" on:click=move |_| { choose_risk(here, risk); }>{words}</button> }
            });
            view! { {raise} {lower} }.into_any()
        }
        _ => ().into_any(),
    };
    let confirm = (here.rights.confirm_pair && matches!(fault, DecisionFault::PairRefused { .. })).then(|| {
        view! {
            <span class="confirm-pair">
                <label for="confirm-pair">"Or, as lead officer, let it stand because"</label>
                <input id="confirm-pair" type="text" autocomplete="off" prop:value=move || here.room().confirmed
                    on:change=move |event| {
                        let text = event_target_value(&event);
                        here.change_room(|room| room.confirmed = text);
                    }/>
            </span>
        }
    });
    view! {
        <div class="remedies" role="alert">
            <p>{capital(&words)} "."</p>
            {buttons}
            {confirm}
        </div>
    }
}
