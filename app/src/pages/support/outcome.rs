//! What the school thinks it was worth, the check of the report, what came of it, and the case study.

use domain::api::CasePage as Page;
use domain::calendar::day_words;
use domain::support::StageKind;
use leptos::prelude::*;

pub fn outcome(page: &Page) -> Option<AnyView> {
    let case = &page.case;
    let worth = case.evaluation.as_ref().map(|one| {
        let scores = [
            ("It changed what it should", one.impact),
            ("The leader brought people along", one.leader),
            ("Worth money and time", one.value),
        ]
        .into_iter()
        .map(|(words, score)| view! { <div><dt>{words}</dt><dd>{score} " of 4"</dd></div> })
        .collect_view();
        let again = if one.would_again {
            "Would ask this leader again."
        } else {
            "Would not say they would ask this leader again."
        };
        view! {
            <h3>"What the school says it was worth"</h3>
            <dl class="leader-facts">{scores}</dl>
            <blockquote class="voice">{one.words.clone()}</blockquote>
            <p class="small-print">{again}</p>
        }
    });
    let checks = case
        .assurance
        .iter()
        .map(|one| {
            let words = if one.passed { "found the report complete" } else { "sent the report back" };
            let note = (!one.note.is_empty()).then(|| view! { ": " <q class="voice">{one.note.clone()}</q> });
            view! { <p class="small-print">{one.by.name.clone()} " " {words} ", " {day_words(one.at.day())} {note}</p> }
        })
        .collect_view();
    let impact = case.impact.as_ref().map(|one| {
        let pupils = one.pupils.map(|count| format!(", {count} pupils"));
        view! {
            <h3>"What came of it"</h3>
            <p class="before-after"><span>{one.measure.clone()}{pupils}</span> <b>{one.before.clone()}</b> " before, " <b>{one.after.clone()}</b> " now"</p>
            <p class="voice">{one.words.clone()}</p>
            <p class="small-print">{one.caution()}</p>
        }
    });
    let unknown = (case.stage_kind() == StageKind::Closed).then(|| {
        view! { <p class="quiet">"What came of it is not known yet: the next figures, or a term, have to pass."</p> }
    });
    let study = case.study.as_ref().map(|one| {
        let quote = (!one.quote.is_empty())
            .then(|| view! { <blockquote class="voice"><em>"“" {one.quote.clone()} "”"</em></blockquote> });
        let said = |who: &'static str, yes: bool| {
            let words = if yes { "has said yes" } else { "has not said yes yet" };
            view! { <li data-state=if yes { "yes" } else { "waits" }><b>{who}</b> <span>{words}</span></li> }
        };
        let home = case.has_home().then(|| said("The leader’s own school", one.home.is_some()));
        view! {
            <h3>"Case study: " {one.title.clone()}</h3>
            <p class="small-print">"Told, once both schools have said yes, to: " {one.told_to.words().to_lowercase()} "."</p>
            <p class="voice pre">{one.text.clone()}</p>
            {quote}
            <ul class="consents">{said("The school that was helped", one.head.is_some())} {home}</ul>
        }
    });
    let concerns = case
        .concerns
        .iter()
        .map(|one| view! { <p class="worry">{one.by.name.clone()} ", " {day_words(one.at.day())} ": " <q class="voice">{one.text.clone()}</q></p> })
        .collect_view();
    let talks = case
        .talks
        .iter()
        .map(|one| view! { <p><small>{one.by.name.clone()} ", " {day_words(one.at.day())}</small> <span class="voice">{one.text.clone()}</span></p> })
        .collect_view();
    let came = worth.is_some()
        || impact.is_some()
        || study.is_some()
        || unknown.is_some()
        || !case.assurance.is_empty();
    let said = !case.concerns.is_empty() || !case.talks.is_empty();
    (came || said).then(|| {
        let came = came.then(|| view! { <section class="section outcome"><h2>"What it was worth"</h2>{worth} {checks} {impact} {unknown} {study}</section> });
        let said = said.then(|| view! { <section class="section outcome"><h2>"Said along the way"</h2>{concerns} {talks}</section> });
        view! { {came} {said} }.into_any()
    })
}
