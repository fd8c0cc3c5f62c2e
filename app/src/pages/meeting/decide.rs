//! The decision bar. Nothing on it is chosen beforehand: what the rules suggest is outlined, and Enter on
//! an untouched bar agrees as suggested. It says whether a reason is needed before it is asked for.

use domain::meetings::{Change, Decision, DecisionFault, Outcome, Refusal};
use domain::risk::{Band, Level};
use domain::schools::Urn;
use leptos::prelude::*;

use super::conflict::ConflictFrame;
use super::history::{field_day, field_text, minute, short_name};
use super::in_meeting::{InMeeting, use_meeting};
use crate::browser;
use crate::components::category_tag::ladder;
use crate::components::key_cap::KeyCap;
use crate::components::level_mark::mark;
use crate::components::segmented_control::{Segment, SegmentedControl};

const BAND_KEYS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];
const RISK_KEYS: [&str; 4] = ["Q", "W", "E", "R"];

/// What the bar comes to, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Verdict {
    urn: Urn,
    decision: Decision,
    checked: Result<Outcome, Refusal>,
    /// The room has chosen a band, or the suggestion does not hang on unknowns.
    chosen: bool,
    touched: bool,
    /// Decided already: by whom and when, as words.
    decided: Option<String>,
    sending: bool,
}

fn verdict(here: InMeeting) -> Option<Verdict> {
    let urn = here.urn.get()?;
    let room = here.room();
    let scheme = here.scheme();
    here.item.with(|item| {
        let item = item.as_ref()?;
        here.board.with(|board| {
            here.suggestion.with(|now| {
                let now = now.as_ref()?;
                let before = item.decision.as_ref();
                let decision = room.decision(
                    &scheme,
                    now,
                    before.map(|(decision, _, _)| decision),
                    board.meeting.on,
                );
                Some(Verdict {
                    urn,
                    checked: board.outcome(&scheme, item, &decision),
                    chosen: room.band.is_some() || before.is_some() || now.band.settled().is_some(),
                    touched: room.touched(),
                    decided: before
                        .map(|(_, by, at)| format!("{}, {}", short_name(&by.name), minute(*at))),
                    sending: here.state.with(|state| state.pending_at((urn, None)).is_some()),
                    decision,
                })
            })
        })
    })
}

/// Chooses the room's band, if there is such a band.
pub fn choose_band(here: InMeeting, band: Band) -> bool {
    let there = usize::from(band.0) < here.scheme().bands.len();
    if there && here.rights.decide && !here.board.get_untracked().closed {
        here.change_room(|room| room.band = Some(band));
    }
    there
}

/// Chooses the room's risk.
pub fn choose_risk(here: InMeeting, risk: Level) -> bool {
    if here.rights.decide && !here.board.get_untracked().closed {
        here.change_room(|room| room.risk = Some(risk));
    }
    true
}

/// Agrees what the bar says and goes on to the next school nobody has decided. Where something is
/// missing, goes to that instead.
pub fn agree(here: InMeeting) -> bool {
    if !here.rights.decide || here.board.get_untracked().closed {
        return false;
    }
    here.keep_draft();
    let Some(verdict) = untrack(|| verdict(here)) else {
        return false;
    };
    if verdict.decided.is_some() && !verdict.touched {
        go_on(here, verdict.urn);
        return true;
    }
    if !verdict.chosen {
        here.tried.set(true);
        return true;
    }
    match verdict.checked {
        Ok(_) => {
            let base = here.state.with_untracked(|state| {
                let item = state.confirmed_board().items.get(&verdict.urn);
                item.map_or(0, |item| item.decision_version)
            });
            let change = Change::Decide {
                urn: verdict.urn,
                decision: verdict.decision,
            };
            if here.propose_from(base, change) {
                here.rooms.update(|rooms| {
                    rooms.remove(&verdict.urn);
                });
                here.tried.set(false);
                here.agreed.set(Some(verdict.urn));
                go_on(here, verdict.urn);
            }
        }
        Err(_) => {
            here.tried.set(true);
            browser::focus("reason");
        }
    }
    true
}

fn go_on(here: InMeeting, from: Urn) {
    let next = here.state.with_untracked(|state| {
        let board = state.shown();
        state
            .next_open(&board, from)
            .or_else(|| state.beside(Some(from), 1))
    });
    if let Some(urn) = next {
        here.go(urn);
    }
}

#[component]
pub fn DecisionBar() -> impl IntoView {
    let here = use_meeting();
    let open = RwSignal::new(false);
    let shown = move || here.rights.decide && !here.closed() && here.urn.get().is_some();
    let conflict = Memo::new(move |_| {
        let urn = here.urn.get()?;
        here.state.with(|state| state.conflict_at((urn, None)).cloned())
    });
    view! {
        <Show when=shown fallback=move || view! { <Watching here/> }>
            <section class="decision-bar" aria-label="The room decides" data-open=move || open.get().then_some("")>
                {move || conflict.get().map(|conflict| view! { <ConflictFrame here conflict/> })}
                <Agreed here/>
                <Reason here/>
                <div class="decision-controls">
                    <Bands here/>
                    <button type="button" class="button decision-more" aria-expanded=move || if open.get() { "true" } else { "false" }
                        on:click=move |_| open.update(|open| *open = !*open)>"Risk, review"</button>
                    <div class="decision-rest">
                        <Risks here/>
                        <Review here/>
                    </div>
                    <Agree here/>
                </div>
            </section>
        </Show>
    }
}

/// Whoever takes part without deciding sees who may.
#[component]
fn Watching(here: InMeeting) -> impl IntoView {
    let chair = here.board.with_untracked(|board| board.meeting.chair.name.clone());
    let words = move || {
        if here.closed() {
            "This meeting is closed.".to_owned()
        } else {
            format!("Only the chair may agree. {chair} is in the chair.")
        }
    };
    view! { <section class="decision-bar watching" aria-label="The room decides"><p>{words}</p></section> }
}

#[component]
fn Bands(here: InMeeting) -> impl IntoView {
    let scheme = here.scheme();
    let segments: Vec<Segment> = scheme
        .all_bands()
        .map(|band| {
            let rule = scheme.band(band);
            Segment {
                label: rule.word.clone(),
                short: Some(rule.short.clone()),
                key: BAND_KEYS.get(usize::from(band.0)).copied(),
                glyph: ladder(band, scheme.bands.len()),
                refused: None,
            }
        })
        .collect();
    let chosen = Memo::new(move |_| {
        let room = here.room().band;
        let decided = here
            .item
            .with(|item| Some(item.as_ref()?.decision.as_ref()?.0.band));
        room.or(decided).map(|band| usize::from(band.0))
    });
    let suggested = Memo::new(move |_| {
        here.suggestion
            .with(|now| now.as_ref()?.band.settled().map(|band| usize::from(band.0)))
    });
    let sending = sending(here);
    view! {
        <SegmentedControl name="band" legend="The room decides" segments=Signal::stored(segments) chosen=chosen suggested=suggested
            pending=sending on_choose=Callback::new(move |at: usize| {
                if let Ok(at) = u8::try_from(at) {
                    choose_band(here, Band(at));
                }
            })/>
    }
}

#[component]
fn Risks(here: InMeeting) -> impl IntoView {
    let segments: Vec<Segment> = Level::ALL
        .into_iter()
        .map(|level| Segment {
            label: level.word().to_owned(),
            short: None,
            key: RISK_KEYS.get(level as usize).copied(),
            glyph: mark(Some(level)).to_owned(),
            refused: None,
        })
        .collect();
    let chosen = Memo::new(move |_| {
        let room = here.room().risk;
        let decided = here
            .item
            .with(|item| Some(item.as_ref()?.decision.as_ref()?.0.risk));
        room.or(decided).map(|risk| risk as usize)
    });
    let suggested = Memo::new(move |_| {
        here.suggestion
            .with(|now| now.as_ref().map(|now| now.risk.known as usize))
    });
    let sending = sending(here);
    view! {
        <SegmentedControl name="risk" legend="Risk" segments=Signal::stored(segments) chosen=chosen suggested=suggested
            pending=sending on_choose=Callback::new(move |at: usize| {
                if let Some(level) = Level::ALL.get(at) {
                    choose_risk(here, *level);
                }
            })/>
    }
}

fn sending(here: InMeeting) -> Memo<bool> {
    Memo::new(move |_| {
        here.urn.get().is_some_and(|urn| {
            here.state
                .with(|state| state.pending_at((urn, None)).is_some())
        })
    })
}

/// Who has the school then, and when it is looked at again.
#[component]
fn Review(here: InMeeting) -> impl IntoView {
    let verdict = Memo::new(move |_| verdict(here));
    let owner = move || {
        verdict.with(|verdict| match verdict.as_ref()?.checked.as_ref() {
            Ok(outcome) => Some(outcome.owner.words()),
            Err(_) => Some("Owner follows"),
        })
    };
    let review = move || {
        verdict.with(|verdict| {
            verdict
                .as_ref()
                .map(|verdict| field_text(verdict.decision.next_review))
                .unwrap_or_default()
        })
    };
    view! {
        <div class="review">
            <label for="next-review">"Owner · next review"</label>
            <span class="review-line">
                <span>{owner}</span>
                <input id="next-review" type="date" prop:value=review on:change=move |event| {
                    let day = field_day(&event_target_value(&event));
                    here.change_room(|room| room.next_review = day);
                }/>
            </span>
        </div>
    }
}

/// The words above the button, and the button.
#[component]
fn Agree(here: InMeeting) -> impl IntoView {
    let verdict = Memo::new(move |_| verdict(here));
    let words = move || {
        verdict.with(|verdict| {
            let verdict = verdict.as_ref()?;
            Some(match (&verdict.decided, verdict.touched, verdict.chosen, &verdict.checked) {
                _ if verdict.sending => "Sending".to_owned(),
                (Some(who), false, _, _) => format!("Decided: {who}"),
                (_, _, false, _) => "Unknowns leave it open: choose".to_owned(),
                (_, _, _, Ok(outcome)) if outcome.differs => "Otherwise than suggested, with a reason".to_owned(),
                (_, _, _, Ok(_)) => "As suggested: no reason needed".to_owned(),
                (_, _, _, Err(Refusal::Decision { fault: DecisionFault::ReasonNeeded })) => "Otherwise than suggested: say why".to_owned(),
                (_, _, _, Err(_)) => "This cannot stand yet".to_owned(),
            })
        })
    };
    let label = move || {
        verdict.with(|verdict| match verdict {
            Some(one) if one.sending && !one.touched => "Saving",
            Some(one) if one.decided.is_some() && !one.touched => "Go on",
            Some(one) if one.decided.is_some() => "Change and go on",
            _ => "Agree and go on",
        })
    };
    view! {
        <div class="agree">
            <small role="status" data-lacks=move || here.tried.get().then_some("")>{words}</small>
            <button type="button" class="button primary" on:click=move |_| { agree(here); }>
                <span>{label}</span> " " <KeyCap key="Enter"/>
            </button>
        </div>
    }
}

/// What is missing, in words, and the field for it. Only there where it is needed.
#[component]
fn Reason(here: InMeeting) -> impl IntoView {
    let verdict = Memo::new(move |_| verdict(here));
    let needed = Memo::new(move |_| {
        verdict.with(|verdict| {
            verdict.as_ref().is_some_and(|one| {
                let differs = match &one.checked {
                    Ok(outcome) => outcome.differs,
                    Err(Refusal::Decision { fault }) => *fault == DecisionFault::ReasonNeeded || matches!(fault, DecisionFault::PairRefused { .. }),
                    Err(_) => false,
                };
                differs && (one.touched || one.decided.is_none())
            })
        })
    });
    let refused = Memo::new(move |_| {
        verdict.with(|verdict| match &verdict.as_ref()?.checked {
            Err(Refusal::Decision { fault }) if *fault != DecisionFault::ReasonNeeded => Some(fault.clone()),
            _ => None,
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
            </div>
        </Show>
    }
}

/// "the room chose Priority 2 and the rules suggest Priority 3".
fn against(here: InMeeting) -> Option<String> {
    let scheme = here.scheme();
    let verdict = verdict(here)?;
    let now = here.suggestion.get()?;
    let pair = |band: Band, risk: Level| {
        format!("{}, {}", scheme.band(band).word, scheme.risk_word(risk).to_lowercase())
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
            let band = scheme.all_bands().find(|band| scheme.band(*band).word == *raise);
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// After going on: what was agreed, the way back, and the way to support.
#[component]
fn Agreed(here: InMeeting) -> impl IntoView {
    let words = move || {
        let urn = here.agreed.get()?;
        let scheme = here.scheme();
        here.board.with(|board| {
            let item = board.items.get(&urn)?;
            let (decision, _, _) = item.decision.as_ref()?;
            let band = scheme.band(decision.band).word.clone();
            let risk = scheme.risk_word(decision.risk).to_lowercase();
            let tier = decision.band.0 + 1;
            let need = here.rights.open_need.then(|| {
                view! { <a href=format!("/brokerage?need={urn}&tier={tier}")>"Needs support"</a> }
            });
            Some(view! {
                <p class="just-agreed" role="status">
                    <span><b>{item.school.name.clone()}</b> {format!(": {band}, {risk}.")}</span>
                    {need}
                    <button type="button" class="link" on:click=move |_| { here.agreed.set(None); here.go(urn); }>"Go back to it"</button>
                </p>
            })
        })
    };
    view! { {words} }
}
