//! The rules suggest, the room says: side by side, the same height, the same type.

use domain::calendar::day_words;
use domain::meetings::{Item, Past, Spot};
use domain::risk::{Level, Scheme};
use leptos::prelude::*;

use super::history::{minute, short_name};
use super::in_meeting::{InMeeting, use_meeting};
use super::own_views::{Hidden, SpreadOfViews};
use crate::browser;
use crate::components::category_tag::{TagSize, UndecidedTag, category_tag, span_tag};
use crate::components::level_mark::level_mark;

#[component]
pub fn Standing() -> impl IntoView {
    let here = use_meeting();
    view! {
        <div class="standing" id="standing">
            <section class="rules-suggest" aria-label="The rules suggest">
                <h2>"The rules suggest"</h2>
                <Show when=move || here.hidden.get() fallback=move || view! { <Suggestion here/> <SpreadOfViews here/> }>
                    <Hidden here/>
                </Show>
            </section>
            <section class="room-says" aria-label="The room says">
                <h2>"The room says"</h2>
                <Decision here/>
            </section>
        </div>
    }
}

/// How far down the suggestion must be gone before it is said again above the table, pixels.
const GONE: f64 = 56.0;

/// Down the table the suggestion is out of sight: a line under the bar says it again, so that it is seen
/// to move while a value is typed.
#[component]
pub fn Strip() -> impl IntoView {
    let here = use_meeting();
    let away = RwSignal::new(false);
    let scrolled = window_event_listener(leptos::ev::scroll, move |_| {
        let gone = browser::by_id("standing")
            .is_some_and(|standing| standing.get_bounding_client_rect().bottom() < GONE);
        if away.try_get_untracked() == Some(!gone) {
            away.try_set(gone);
        }
    });
    on_cleanup(move || scrolled.remove());
    let shown = Memo::new(move |_| {
        let name = here
            .item
            .with(|item| item.as_ref().map(|item| item.school.name.clone()))?;
        here.suggestion
            .with(|now| now.as_ref().map(|now| (name, now.band, now.risk.known)))
    });
    let words = move || {
        shown.get().map(|(name, band, risk)| {
            let scheme = here.scheme();
            view! {
                <b>{name}</b>
                <span>"The rules suggest"</span>
                {span_tag(&scheme, band, TagSize::Medium, false)}
                {risk_mark(&scheme, risk)}
            }
        })
    };
    view! {
        <div class="standing-strip" aria-hidden="true">
            <Show when=move || away.get() && !here.hidden.get()><p>{words}</p></Show>
        </div>
    }
}

#[component]
fn Suggestion(here: InMeeting) -> impl IntoView {
    // Only what is drawn: the tags stay as they are while a value is typed that changes neither.
    let spans = Memo::new(move |_| {
        here.suggestion
            .with(|now| now.as_ref().map(|now| (now.band, now.risk)))
    });
    let tags = move || {
        spans.get().map(|(band, risk)| {
            let scheme = here.scheme();
            let tag = span_tag(&scheme, band, TagSize::Large, false);
            view! {
                {tag}
                {risk_mark(&scheme, risk.known)}
                {(risk.lowest != risk.highest).then(|| view! { <small class="risk-range">{range(&scheme, risk)}</small> })}
            }
        })
    };
    let sentence = Memo::new(move |_| {
        here.explanation
            .with(|why| why.as_ref().map(|why| why.sentence.clone()))
    });
    let said = move || {
        spans.get().map(|(band, risk)| {
            let scheme = here.scheme();
            format!(
                "{}, {}",
                domain::risk::span_words(&scheme, band),
                scheme.risk_word(risk.known)
            )
        })
    };
    view! {
        <p class="standing-tags">{tags}</p>
        <p class="standing-why">{move || sentence.get()}</p>
        <p class="visually-hidden" role="status">{said}</p>
    }
}

fn range(scheme: &Scheme, risk: domain::risk::Span<Level>) -> String {
    format!(
        "{} to {}, as far as is known",
        scheme.risk_word(risk.lowest).to_lowercase(),
        scheme.risk_word(risk.highest).to_lowercase()
    )
}

/// "Risk high", with its mark.
fn risk_mark(_scheme: &Scheme, risk: Level) -> AnyView {
    level_mark(
        Some(risk),
        format!("Risk {}", risk.word().to_lowercase()),
        true,
    )
}

#[component]
fn Decision(here: InMeeting) -> impl IntoView {
    let item = Memo::new(move |_| {
        here.item.with(|item| {
            item.as_ref()
                .map(|item| (item.decision.clone(), item.last.clone(), item.school.urn))
        })
    });
    move || {
        let (decision, last, urn) = item.get()?;
        let scheme = here.scheme();
        Some(match decision {
            None => view! {
                <p class="standing-tags"><UndecidedTag size=TagSize::Large over=here.closed()/></p>
                {last_time(&scheme, last)}
            }
            .into_any(),
            Some((decision, by, at)) => {
                let sending = here
                    .state
                    .with(|state| state.pending_at((urn, Spot::Decision)).is_some());
                let when = if sending {
                    "sending".to_owned()
                } else {
                    format!("{}, {}", short_name(&by.name), minute(at))
                };
                let reason = (!decision.rationale.is_empty())
                    .then(|| view! { <p class="voice">{decision.rationale.clone()}</p> });
                let reader = scheme
                    .band(decision.band)
                    .second_reader
                    .then_some(" A second reader reads it before the head is told.");
                let need = (here.rights.open_need && !sending).then(|| {
                    let tier = decision.band.0 + 1;
                    view! { " " <a href=format!("/brokerage?need={urn}&tier={tier}")>"Needs support"</a> }
                });
                view! {
                    <p class="standing-tags" data-pending=sending.then_some("")>
                        {category_tag(&scheme, decision.band, TagSize::Large, false)}
                        {risk_mark(&scheme, decision.risk)}
                    </p>
                    {reason}
                    <p class="standing-why">
                        {when} ". Next review " {day_words(decision.next_review)} "." {reader} {need}
                    </p>
                }
                .into_any()
            }
        })
    }
}

/// "Last time, 11 Jun 2026: Priority 2, risk medium, as suggested."
fn last_time(scheme: &Scheme, last: Option<Past>) -> AnyView {
    let Some(last) = last else {
        return view! { <p class="standing-why">"Not decided in an earlier meeting."</p> }
            .into_any();
    };
    let tag = category_tag(scheme, last.band, TagSize::Small, false);
    let mark = level_mark(
        Some(last.risk),
        format!("Risk {}", last.risk.word().to_lowercase()),
        false,
    );
    let how = if last.differed {
        "otherwise than suggested"
    } else {
        "as suggested"
    };
    let reason = (last.differed && !last.rationale.is_empty())
        .then(|| view! { <p class="voice">{last.rationale.clone()}</p> });
    view! {
        <p class="standing-why">
            {format!("Last time, {}: ", day_words(last.on))}
            {tag} " " {mark} " " {how} "."
        </p>
        {reason}
    }
    .into_any()
}

/// The level an indicator had at the last meeting, as the rules look at it today.
pub fn level_then(scheme: &Scheme, item: &Item, indicator: domain::schools::Key) -> Option<Level> {
    let rule = scheme.indicator(indicator)?;
    let finding = *item.before.get(&indicator)?;
    let mut seen = item.cells.get(&indicator)?.reading.seen;
    seen.finding = finding;
    seen.marker = None;
    match domain::risk::judge(
        rule,
        &seen,
        item.school.setting,
        scheme.small_cohort,
        seen.as_at,
    ) {
        domain::risk::Judged::Is(level) | domain::risk::Judged::Contested(level) => Some(level),
        _ => None,
    }
}
