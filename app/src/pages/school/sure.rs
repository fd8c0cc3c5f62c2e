//! How sure the suggestion is: would another group of pupils have fallen elsewhere, in a phrase and as a bar.

use domain::api::SchoolRisk;
use domain::risk::{Band, Scheme, sure, sure_words};
use domain::schools::Evidence;
use leptos::prelude::*;

use crate::components::category_tag::tone;

const WIDTH: f64 = 290.0;

pub fn how_sure(risk: &SchoolRisk, evidence: &Evidence, scheme: &Scheme) -> AnyView {
    let found = sure(scheme, evidence, &risk.suggestion);
    let words = sure_words(scheme, evidence, &risk.suggestion, &found);
    let mut shares: Vec<(Band, u32)> = vec![(risk.suggestion.band.known, found.stays)];
    shares.extend(found.others.iter().copied());
    shares.sort_by_key(|(band, _)| *band);
    let drawing = (!found.drawn.is_empty()).then(|| bar(scheme, &shares));
    view! {
        <section class="how-sure">
            <h2>"How sure is that?"</h2>
            <p>{words}</p>
            {drawing}
        </section>
    }
    .into_any()
}

/// Of 100 groups of pupils like these, how many would be in each category.
fn bar(scheme: &Scheme, shares: &[(Band, u32)]) -> AnyView {
    let all: u32 = shares.iter().map(|(_, share)| share).sum();
    let mut x = 0.0;
    let parts = shares
        .iter()
        .map(|(band, share)| {
            let width = f64::from(*share) / f64::from(all.max(1)) * WIDTH;
            let left = x;
            x += width;
            let rule = scheme.band(*band);
            let words = (width > 24.0).then(|| {
                let middle = format!("{:.1}", left + width / 2.0);
                view! { <text x=middle y="15" text-anchor="middle">{rule.short.clone()}</text> }
            });
            view! {
                <g data-tone=tone(rule.tone)>
                    <rect x=format!("{left:.1}") width=format!("{width:.1}") height="22"></rect>
                    {words}
                </g>
            }
        })
        .collect_view();
    let said: Vec<String> = shares
        .iter()
        .map(|(band, share)| format!("{} {}", scheme.band(*band).word, (share + 50) / 100))
        .collect();
    let label = format!("Of 100 groups of pupils: {}", said.join(", "));
    view! {
        <svg class="sure-bar" viewBox=format!("0 0 {WIDTH} 22") width=WIDTH.to_string() height="22" role="img" aria-label=label>{parts}</svg>
        <p class="small-print">"Of 100 groups of as many pupils, with the chances these had."</p>
    }
    .into_any()
}
