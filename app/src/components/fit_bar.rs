//! How well a leader suits a need: one bar in four parts, and the total as a number.

use domain::brokerage::{Contribution, Fit, Part, Weights};
use leptos::prelude::*;

/// Width of a hundred points.
const WIDTH: f64 = 176.0;
/// Ground between two parts.
const GAP: f64 = 1.5;

/// The bar and its number. `fit` in hundredths of a point.
pub fn fit_bar(fit: &Fit) -> AnyView {
    let whole = fit.whole_parts();
    let mut left = 0.0;
    let parts = Part::ALL
        .into_iter()
        .zip(whole)
        .map(|(part, points)| {
            let width = f64::from(points) * WIDTH / 100.0;
            let at = left;
            left += width;
            let drawn = (width - GAP).max(0.0);
            view! { <rect data-part=part.word() x=number(at) y="1" width=number(drawn) height="12"></rect> }
        })
        .collect_view();
    let words = fit_words(fit);
    view! {
        <span class="fit-bar" role="img" aria-label=words>
            <svg viewBox="0 0 178 14" width="178" height="14" preserveAspectRatio="none" aria-hidden="true">
                {parts}
                <path class="whole" d="M177 0v14"></path>
            </svg>
            <b>{fit.whole()}</b>
        </span>
    }
    .into_any()
}

/// "85 of 100: expertise 34, context 20, travel 9, rest 22".
fn fit_words(fit: &Fit) -> String {
    let parts: Vec<String> = Part::ALL
        .into_iter()
        .zip(fit.whole_parts())
        .map(|(part, points)| format!("{} {points}", part.word().to_lowercase()))
        .collect();
    format!("{} of 100: {}", fit.whole(), parts.join(", "))
}

/// What each part of the bar is worth at most: the key above a column of bars.
#[component]
pub fn FitKey(weights: Weights) -> impl IntoView {
    let parts = Part::ALL
        .into_iter()
        .map(|part| {
            view! {
                <span data-part=part.word()><i aria-hidden="true"></i>{part.word()} " " {weights.of_part(part)}</span>
            }
        })
        .collect_view();
    view! { <span class="fit-key"><b>"Fit"</b> {parts}</span> }
}

/// Every preference with its points and what was looked at.
pub fn fit_table(fit: &Fit) -> AnyView {
    let rows = fit
        .parts
        .iter()
        .filter(|part| part.most > 0)
        .map(|part: &Contribution| {
            view! {
                <tr>
                    <th scope="row">{part.preference.words()}</th>
                    <td class="number">{tenths(part.points)}</td>
                    <td class="number">{(part.most / 100).to_string()}</td>
                    <td>{part.words()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="fit-table">
            <caption class="visually-hidden">"Where the points come from"</caption>
            <thead><tr>
                <th scope="col">"Looked at"</th>
                <th scope="col" class="number">"Points"</th>
                <th scope="col" class="number">"Of"</th>
                <th scope="col">"Found"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Hundredths as points of one decimal.
fn tenths(hundredths: u32) -> String {
    let tenths = (hundredths + 5) / 10;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn number(number: f64) -> String {
    format!("{number:.1}")
}
