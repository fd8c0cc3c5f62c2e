//! The decision bar. Nothing on it is chosen beforehand: what the rules suggest is outlined, and Enter on
//! an untouched bar agrees as suggested. It says whether a reason is needed before it is asked for.

use domain::meetings::{Change, DecisionFault, Refusal, Spot};
use domain::risk::{Band, Level};
use leptos::prelude::*;

use super::conflict::ConflictFrame;
use super::in_meeting::{InMeeting, use_meeting};
use super::own_views::OwnViews;
use super::reason::Reason;
use super::verdict::{agree, choose_band, choose_risk, verdict};
use crate::components::key_cap::KeyCap;
use crate::components::segmented_control::{Glyph, Segment, SegmentedControl};
use crate::words::field_day;

const BAND_KEYS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];
const RISK_KEYS: [&str; 4] = ["Q", "W", "E", "R"];

#[component]
pub fn DecisionBar() -> impl IntoView {
    let here = use_meeting();
    let open = RwSignal::new(false);
    let shown = move || here.decides() && here.urn.get().is_some();
    let conflict = Memo::new(move |_| {
        let urn = here.urn.get()?;
        here.state
            .with(|state| state.conflict_at((urn, Spot::Decision)).cloned())
    });
    let bar = move || {
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
    };
    view! { <Show when=move || here.hidden.get() fallback=bar><OwnViews here/></Show> }
}

/// Whoever takes part without deciding sees who may; who may be in the chair can take it, and that is on
/// the record.
#[component]
fn Watching(here: InMeeting) -> impl IntoView {
    let chair = Memo::new(move |_| here.board.with(|board| board.chair.name.clone()));
    let words = move || {
        if here.closed() {
            "This meeting is closed.".to_owned()
        } else {
            format!("Only the chair may agree. {} is in the chair.", chair.get())
        }
    };
    let take = move |_| {
        let to = here.state.with_untracked(|state| state.me.clone());
        here.propose(Change::Chair { to });
    };
    view! {
        <section class="decision-bar watching" aria-label="The room decides">
            <p>{words}</p>
            <Show when=move || here.rights.chair && !here.closed()>
                <button type="button" class="button small" on:click=take>"Take the chair"</button>
            </Show>
        </section>
    }
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
                glyph: Glyph::Ladder(band, scheme.bands.len()),
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
            glyph: Glyph::Level(level),
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
                .with(|state| state.pending_at((urn, Spot::Decision)).is_some())
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
                .map(|verdict| verdict.decision.next_review.to_string())
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
            Some(
                match (
                    &verdict.decided,
                    verdict.touched,
                    verdict.chosen,
                    &verdict.checked,
                ) {
                    _ if verdict.sending => "Sending".to_owned(),
                    (Some(who), false, _, _) => format!("Decided: {who}"),
                    (_, _, false, _) => "Unknowns leave it open: choose".to_owned(),
                    (_, _, _, Ok(outcome)) if outcome.second_reader && !outcome.differs => {
                        "As suggested: a second reader reads it too".to_owned()
                    }
                    (_, _, _, Ok(outcome)) if outcome.differs => {
                        "Otherwise than suggested, with a reason".to_owned()
                    }
                    (_, _, _, Ok(_)) => "As suggested: no reason needed".to_owned(),
                    (
                        _,
                        _,
                        _,
                        Err(Refusal::Decision {
                            fault: DecisionFault::ReasonNeeded,
                        }),
                    ) => "Otherwise than suggested: say why".to_owned(),
                    (_, _, _, Err(_)) => "This cannot stand yet".to_owned(),
                },
            )
        })
    };
    let label = move || {
        let (verb, rest) = verdict.with(|verdict| match verdict {
            Some(one) if one.sending && !one.touched => ("Saving", ""),
            Some(one) if one.decided.is_some() && !one.touched => ("Go on", ""),
            Some(one) if one.decided.is_some() => ("Change", " and go on"),
            _ => ("Agree", " and go on"),
        });
        view! { {verb} <span class="on-wide">{rest}</span> }
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
