//! What support brought to a school since a room last decided on it: dated, and by whom.

use domain::brokerage::Areas;
use domain::calendar::day_words;
use domain::support::{Rag, SupportSince};
use leptos::prelude::*;

/// Each piece of support.
pub fn support_since(all: &[SupportSince]) -> AnyView {
    let rows = all.iter().map(one).collect_view();
    view! { <ul class="support-since">{rows}</ul> }.into_any()
}

fn one(one: &SupportSince) -> AnyView {
    let mut area = Areas::standard().word(one.area);
    if let Some(first) = area.get(..1) {
        area = format!("{}{}", first.to_uppercase(), &area[1..]);
    }
    let who = one
        .leader
        .clone()
        .map_or_else(String::new, |leader| format!(", {leader}"));
    let time = if one.used.0 == 0 {
        format!("{} days, none given yet", one.agreed.words())
    } else {
        format!(
            "{} of {} days given, {} of them since",
            one.used.words(),
            one.agreed.words(),
            one.since.words()
        )
    };
    let last = one
        .last_visit
        .map(|day| format!(". Last visit {}", day_words(day)));
    let objectives = one
        .objectives
        .iter()
        .map(|(words, rag)| {
            let seen = rag.map_or("not looked at yet", Rag::words);
            let serious = matches!(rag, Some(Rag::Red));
            view! { <li data-red=serious.then_some("")><span class="voice">{words.clone()}</span> <b>{seen}</b></li> }
        })
        .collect_view();
    let said = one
        .said
        .iter()
        .map(|said| {
            view! { <li><small>{day_words(said.on)} " · " {said.what.clone()}</small><p class="voice">{said.words.clone()}</p></li> }
        })
        .collect_view();
    let next = one.next.as_ref().map(|(words, by)| {
        let by = by.map(|day| format!(", by {}", day_words(day)));
        view! { <p class="since-next"><b>"Agreed next"</b> " " <span class="voice">{words.clone()}</span> {by}</p> }
    });
    view! {
        <li>
            <p class="since-what"><a href=format!("/support/{}", one.case)>{area}</a> <span>{who}</span></p>
            <p class="small-print">{one.stage.words()} ". " {time} {last} "."</p>
            <ul class="since-objectives">{objectives}</ul>
            <ul class="since-said">{said}</ul>
            {next}
        </li>
    }
    .into_any()
}
