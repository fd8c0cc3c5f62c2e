//! What the rules suggest and what the room said, side by side, and what would have to be otherwise.
//! Worked out here from the readings, by the same code as everywhere.

use domain::api::SchoolRisk;
use domain::calendar::{Date, day_words};
use domain::risk::{
    Categorisation, Level, Owner, Said, Scheme, categorise, counterfactuals, explain, otherwise,
};
use domain::schools::{Evidence, School};
use leptos::prelude::*;

use crate::components::category_tag::{TagSize, UndecidedTag, category_tag, span_tag};
use crate::components::level_mark::level_mark;

/// The readings as the rules look at them.
pub fn evidence(school: &School, risk: &SchoolRisk) -> Evidence {
    Evidence::new(
        school.phase,
        school.setting,
        risk.readings
            .iter()
            .map(|reading| (reading.indicator, reading.seen)),
    )
}

/// How many ways are looked for; the sentence names the nearest.
const WAYS: usize = 12;

pub fn standing(school: &School, risk: &SchoolRisk, scheme: &Scheme, today: Date) -> AnyView {
    let evidence = evidence(school, risk);
    let now = categorise(&evidence, scheme, today);
    let explained = explain(scheme, &evidence, &now);
    let ways = counterfactuals(scheme, &evidence, &now, WAYS);
    let said = otherwise(scheme, &evidence, &now, &ways, false, today);
    let not_collected = explained.not_collected.len();
    view! {
        <section class="side-by-side opens" aria-label="Category">
            <div class="suggested-side">
                <h2 class="label">"The rules suggest"</h2>
                <p class="verdict">
                    {span_tag(scheme, now.band, TagSize::Large, false)}
                    {risk_mark(scheme, &now)}
                </p>
                <p>{explained.sentence} {owner_words(&now)}</p>
                {(not_collected > 0).then(|| view! {
                    <p class="small-print">{not_collected} " of " {scheme.indicators.len()} " indicators are not collected; the suggestion is made without them."</p>
                })}
            </div>
            <div class="decided-side">
                <h2 class="label">"The room says"</h2>
                {decided(risk, scheme, &now)}
            </div>
        </section>
        {(!said.is_empty()).then(|| view! { <p class="would-be">{said_view(said)}</p> })}
    }
    .into_any()
}

fn risk_mark(scheme: &Scheme, now: &Categorisation) -> AnyView {
    let word = |level: Level| format!("Risk {}", level.word().to_lowercase());
    match now.risk.settled() {
        Some(level) => level_mark(Some(level), word(level), true),
        None => {
            let range = format!(
                "{} to {}",
                scheme.risk_word(now.risk.lowest),
                scheme.risk_word(now.risk.highest).to_lowercase()
            );
            level_mark(Some(now.risk.known), range, true)
        }
    }
}

fn owner_words(now: &Categorisation) -> &'static str {
    match (now.causing_concern, now.owner) {
        (true, _) => " A school causing concern: the authority has it.",
        (false, Owner::Partnership) => " The partnership has it.",
        (false, Owner::Authority) => " The authority has it.",
    }
}

fn decided(risk: &SchoolRisk, scheme: &Scheme, now: &Categorisation) -> AnyView {
    let Some(last) = risk.decisions.first() else {
        return view! { <p class="verdict"><UndecidedTag size=TagSize::Large/></p> <p>"No meeting has decided on this school yet."</p> }.into_any();
    };
    let same = now.band.settled() == Some(last.band) && now.risk.settled() == Some(last.risk);
    let then = if last.differed {
        "otherwise than the rules suggested"
    } else {
        "as the rules suggested"
    };
    let since = if same {
        ""
    } else {
        " The suggestion has moved since."
    };
    view! {
        <p class="verdict">
            {category_tag(scheme, last.band, TagSize::Large, false)}
            {level_mark(Some(last.risk), format!("Risk {}", last.risk.word().to_lowercase()), true)}
        </p>
        <p>"Decided " {day_words(last.on)} ", " {then} "." {since}</p>
        {(!last.rationale.is_empty()).then(|| view! { <p class="voice">{last.rationale.clone()}</p> })}
    }
    .into_any()
}

/// A sentence as it is set.
fn said_view(said: Vec<Said>) -> AnyView {
    said.into_iter()
        .map(|one| match one {
            Said::Plain(words) => words.into_any(),
            Said::Strong(words) => view! { <b>{words}</b> }.into_any(),
            Said::Quiet(words) => view! { <span class="quiet">{words}</span> }.into_any(),
        })
        .collect_view()
        .into_any()
}
