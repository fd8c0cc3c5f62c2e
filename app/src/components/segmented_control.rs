//! A few choices side by side, one of them taken: a radio group. What the rules suggest is outlined,
//! never chosen beforehand.

use domain::risk::{Band, Level};
use leptos::prelude::*;

use super::category_tag::ladder;
use super::key_cap::KeyCap;
use super::level_mark::mark;

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segment {
    pub label: String,
    /// Its word where there is little room.
    pub short: Option<String>,
    /// The key that takes it.
    pub key: Option<&'static str>,
    /// Drawn before the word.
    pub glyph: Glyph,
    /// Why it may not be taken; then it cannot.
    pub refused: Option<String>,
}

/// What is drawn before the word of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyph {
    #[default]
    Nothing,
    /// The ladder of a band, of so many.
    Ladder(Band, usize),
    /// The mark of a level.
    Level(Level),
}

impl Glyph {
    fn draw(self) -> Option<AnyView> {
        match self {
            Self::Nothing => None,
            Self::Ladder(band, of) => Some(ladder(band, of)),
            Self::Level(level) => Some(mark(Some(level))),
        }
    }
}

/// `name` is the radio group's, unique on the page. Choices are counted from 0.
#[component]
pub fn SegmentedControl(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    #[prop(into)] segments: Signal<Vec<Segment>>,
    #[prop(into)] chosen: Signal<Option<usize>>,
    #[prop(optional, into)] suggested: Signal<Option<usize>>,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    on_choose: Callback<usize>,
) -> impl IntoView {
    let choices = move || {
        segments
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, segment)| {
                let refused = segment.refused.is_some();
                let short = segment.short.map(|short| view! { <span class="short" aria-hidden="true">{short}</span> });
                let has_short = short.is_some();
                let name = name.clone();
                view! {
                    <label class="segment" title=segment.refused
                        data-suggested=move || (suggested.get() == Some(at)).then_some("")
                        data-pending=move || (pending.get() && chosen.get() == Some(at)).then_some("")>
                        <input type="radio" name=name prop:checked=move || chosen.get() == Some(at)
                            disabled=move || refused || disabled.get() on:change=move |_| on_choose.run(at)/>
                        {segment.key.map(|key| view! { <KeyCap key/> })}
                        {segment.glyph.draw()}
                        <span class="word" data-short=has_short.then_some("")>{segment.label}</span>
                        {short}
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <fieldset class="segmented-control">
            <legend>{legend}</legend>
            <div class="segments">{choices}</div>
        </fieldset>
    }
}
