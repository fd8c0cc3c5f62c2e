//! A line one can drag: the hand holds it where it is, keys move it by a step.

use domain::risk::{
    Edit, Level, LineAt, Scheme, Unit, limit_at, line_number, line_words, lines_of, number_words,
    place_of, room, step,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::drawing::{BAR, GROUND, SAID, WIDTH};
use super::scale::Scale;
use crate::components::chart::px;
use crate::state::rules::Lab;

/// A line one can drag. The hand holds it where it is; keys move it by a step, page keys by ten.
pub fn handle(
    lab: RwSignal<Lab>,
    (at, level): (LineAt, Level),
    low: bool,
    (scale, national): (Scale, Option<i32>),
    touched: RwSignal<usize>,
) -> AnyView {
    let by = lab.with_untracked(|lab| lab.tried.indicator(at.indicator).map_or(100, step));
    let number = Memo::new(move |_| lab.with(|lab| number_at(&lab.tried, at)));
    let place = move |scheme: &Scheme| {
        let one = scheme.indicator(at.indicator)?;
        place_of(lines_of(one, at.special).get(at.nth)?, national)
    };
    let stands = Memo::new(move |_| lab.with(|lab| place(&lab.tried)));
    let before = lab.with_untracked(|lab| number_at(&lab.page.scheme, at));
    let stood = lab.with_untracked(|lab| place(&lab.page.scheme));
    let limits = move || {
        lab.with_untracked(|lab| room(&lab.tried, at))
            .unwrap_or([scale.least, scale.most])
    };
    let go = move |to: i32, going_on: bool| {
        let [least, most] = limits();
        let to = to.clamp(least, most);
        touched.set(at.nth);
        lab.update(|lab| lab.change(Edit::Line(at, to), going_on));
    };
    let held = RwSignal::new(None::<bool>);
    let down = move |event: web_sys::PointerEvent| {
        let Some(handle) = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        let _held = handle.set_pointer_capture(event.pointer_id());
        held.set(Some(false));
        touched.set(at.nth);
    };
    let drag = move |event: web_sys::PointerEvent| {
        let Some(going_on) = held.get_untracked() else {
            return;
        };
        let drawing = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .and_then(|handle| handle.closest("svg").ok().flatten());
        if let Some(drawing) = drawing {
            let place = drawing.get_bounding_client_rect();
            let x = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0) * WIDTH;
            let to = lab.with_untracked(|lab| {
                let one = lab.tried.indicator(at.indicator)?;
                let line = lines_of(one, at.special).get(at.nth)?;
                limit_at(line, scale.number(x, 1), national, by)
            });
            if let Some(to) = to.filter(|to| Some(*to) != number.get_untracked()) {
                go(to, going_on);
                held.set(Some(true));
            }
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let Some(now) = number.get_untracked() else {
            return;
        };
        let [least, most] = limits();
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => now - by,
            "ArrowRight" | "ArrowUp" => now + by,
            "PageDown" => now - 10 * by,
            "PageUp" => now + 10 * by,
            "Home" => least,
            "End" => most,
            _ => return,
        };
        event.prevent_default();
        go(to, false);
    };
    let words = move || lab.with(|lab| line_said(lab, at)).unwrap_or_default();
    let is_touched = move || (touched.get() == at.nth).then_some("");
    let moved = move || number.get() != before;
    let x = move || {
        let at = stands.get().unwrap_or(scale.least);
        scale.x(at).clamp(0.0, WIDTH)
    };
    // What it says stands on the far side of where the line was.
    let left = move || match stood {
        Some(stood) => stands.get().is_some_and(|at| at < stood),
        None => false,
    };
    let side = move || {
        if (left() && x() > 150.0) || x() > WIDTH - 190.0 {
            "end"
        } else {
            "start"
        }
    };
    let foot = if low { GROUND + 66.0 } else { GROUND + 42.0 };
    let was = stood.map(|stood| {
        let x = px(scale.x(stood));
        let words = format!("now {}", number_words(Unit::Count, stood));
        view! {
            <Show when=moved>
                <g class="line-was" aria-hidden="true">
                    <path d=format!("M{x} {BAR}V{}", SAID - 12.0)></path>
                    <text x=x.clone() y=px(SAID) text-anchor=move || if side() == "end" { "start" } else { "end" }>{words.clone()}</text>
                </g>
            </Show>
        }
    });
    view! {
        {was}
        <g class="line-handle" role="slider" tabindex="0" aria-label=format!("{} line", level.word())
            aria-valuemin=move || limits()[0].to_string() aria-valuemax=move || limits()[1].to_string()
            aria-valuenow=move || number.get().unwrap_or(0).to_string() aria-valuetext=words
            data-touched=is_touched data-moved=move || moved().then_some("")
            transform=move || format!("translate({:.1} 0)", x())
            on:pointerdown=down on:pointermove=drag
            on:pointerup=move |_| held.set(None) on:pointercancel=move |_| held.set(None)
            on:keydown=key on:focus=move |_| touched.set(at.nth)>
            <rect class="line-grip" x="-5" y=px(BAR - 8.0) width="10" height=px(foot - BAR)></rect>
            <path d=format!("M0 {}V{}", BAR - 7.0, foot - 9.0)></path>
            <circle cy=px(foot) r="9"></circle>
            <text x=move || if side() == "end" { "6" } else { "-6" } y=px(SAID) text-anchor=side>{words}</text>
        </g>
    }
    .into_any()
}

pub fn number_at(scheme: &Scheme, at: LineAt) -> Option<i32> {
    let one = scheme.indicator(at.indicator)?;
    line_number(lines_of(one, at.special).get(at.nth)?)
}

/// "High below 48%".
fn line_said(lab: &Lab, at: LineAt) -> Option<String> {
    let one = lab.tried.indicator(at.indicator)?;
    let line = lines_of(one, at.special).get(at.nth)?;
    Some(format!("{} {}", line.level.word(), line_words(one, line)))
}
