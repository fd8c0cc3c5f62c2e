//! A level of an indicator or of the risk: a free-standing mark and a word, never a box.

use domain::risk::{Judged, Level};
use leptos::prelude::*;

/// Mark and word of a level. `word` replaces the word ("Risk high").
#[component]
pub fn LevelMark(
    level: Level,
    #[prop(optional, into)] word: Option<String>,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    level_mark(
        Some(level),
        word.unwrap_or_else(|| level.word().to_owned()),
        large,
    )
}

/// Mark and word of what one indicator says, not known included.
#[component]
pub fn JudgedMark(judged: Judged) -> impl IntoView {
    match judged {
        Judged::Is(level) => level_mark(Some(level), level.word().to_owned(), false),
        Judged::Contested(level) => {
            level_mark(Some(level), format!("{}, contested", level.word()), false)
        }
        // Why it is not known stands beside the value.
        Judged::Unknown(_) | Judged::NotCollected => {
            level_mark(None, "Not known".to_owned(), false)
        }
        Judged::DoesNotApply => {
            view! { <span class="level-mark" data-level="none">"Not applicable"</span> }.into_any()
        }
    }
}

/// The same as a plain function; no level is "not known".
pub fn level_mark(level: Option<Level>, word: String, large: bool) -> AnyView {
    view! {
        <span class="level-mark" data-level=name(level) data-large=large.then_some("")>
            {mark(level)}
            {word}
        </span>
    }
    .into_any()
}

fn name(level: Option<Level>) -> &'static str {
    match level {
        None => "unknown",
        Some(Level::None) => "none",
        Some(Level::Low) => "low",
        Some(Level::Medium) => "medium",
        Some(Level::High) => "high",
    }
}

/// The mark alone, 12 px square; its word stands beside it.
pub fn mark(level: Option<Level>) -> AnyView {
    let shape = match level {
        Some(Level::None) => {
            view! { <circle class="stroke" cx="6" cy="6" r="4.3"></circle> }.into_any()
        }
        Some(Level::Low) => view! {
            <path class="fill low" d="M1.5 6a4.5 4.5 0 0 0 9 0z"></path>
            <circle class="stroke low" cx="6" cy="6" r="4.5"></circle>
        }
        .into_any(),
        Some(Level::Medium) => {
            view! { <path class="medium" d="M6 1.4 11.2 10.6H.8z"></path> }.into_any()
        }
        Some(Level::High) => {
            view! { <path class="fill" d="M6 0 12 6 6 12 0 6z"></path> }.into_any()
        }
        None => view! {
            <path class="hatching" d="M1 5 5 1M1 9 9 1M3 11 11 3M7 11l4-4"></path>
            <rect class="stroke dashed" x=".7" y=".7" width="10.6" height="10.6" rx="1.5"></rect>
        }
        .into_any(),
    };
    view! {
        <svg class="mark" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            {shape}
        </svg>
    }
    .into_any()
}

/// A hatched swatch where a number would be; the reason stands beside it in words.
#[component]
pub fn UnknownSwatch(#[prop(into)] reason: String) -> impl IntoView {
    view! {
        <span class="unknown">
            <i class="swatch" aria-hidden="true"></i>
            {reason}
        </span>
    }
}
