//! One school in the minutes: what was said in people's own words, what was resolved, and beside it the
//! actions and what the rules had suggested.

use domain::calendar::day_words;
use domain::meetings::{Minute, MinuteItem, Minutes};
use domain::risk::Scheme;
use leptos::prelude::*;

use crate::components::category_tag::{TagSize, category_tag};
use crate::components::level_mark::level_mark;

pub fn item(at: usize, item: &MinuteItem, scheme: &Scheme) -> AnyView {
    let lines = item
        .said
        .iter()
        .filter(|one| !matches!(one, Minute::Action(_) | Minute::Reason { .. }))
        .map(|one| {
            let label = one.label();
            view! { <p><b>{label} ": "</b> <span class="voice">{one.text()}</span></p> }
        })
        .collect_view();
    let attended = item
        .attended()
        .into_iter()
        .map(|(label, words)| view! { <p><b>{label} ": "</b> <span class="voice">{words}</span></p> })
        .collect_view();
    let reason = item.said.iter().find_map(|one| match one {
        Minute::Reason { .. } => Some(one.text()),
        _ => None,
    });
    let resolved = format!(
        "{}, risk {}.",
        item.band_word,
        item.risk.word().to_lowercase()
    );
    let how = if reason.is_some() {
        item.how.replace('.', ":")
    } else {
        item.how.clone()
    };
    let actions: Vec<_> = item
        .said
        .iter()
        .filter_map(|one| match one {
            Minute::Action(action) => Some(view! {
                <tr><td>{action.text.clone()}</td><td>{action.owner.clone()}</td><td>{day_words(action.due)}</td></tr>
            }),
            _ => None,
        })
        .collect();
    let table = (!actions.is_empty()).then(|| {
        view! {
            <table class="minutes-actions">
                <caption class="visually-hidden">{format!("Actions for {}", item.school)}</caption>
                <thead><tr><th scope="col">"Action"</th><th scope="col">"Who"</th><th scope="col">"By"</th></tr></thead>
                <tbody>{actions}</tbody>
            </table>
        }
    });
    let beside = item.differs.then(|| {
        view! {
            <dl class="facts">
                <dt>"Rules suggested"</dt> <dd>{item.suggested.clone()}</dd>
                <dt>"Room decided"</dt>
                <dd>{category_tag(scheme, item.band, TagSize::Small, false)} " " {level_mark(Some(item.risk), item.risk.word().to_owned(), false)}</dd>
            </dl>
        }
    });
    view! {
        <section class="minute-item" id=format!("item-{at}")>
            <h3>{format!("Item {at}. {}", item.school)}</h3>
            <div>
                <div>
                    <p class="quiet">"The rules suggested " {item.suggested.clone()} ". " {item.reasons.clone()}</p>
                    {attended}
                    {lines}
                    <p><b>"Resolved: "</b> <span class="voice">{resolved} " " {how} " " {reason.map(|words| view! { <em>{words}</em> })}</span></p>
                </div>
                <div>{beside} {table}</div>
            </div>
        </section>
    }
    .into_any()
}

/// Who came for the schools: offices and counts, and nobody by name.
pub fn offices(minutes: &Minutes) -> Option<AnyView> {
    if minutes.offices.is_empty() {
        return None;
    }
    let rows = minutes
        .offices
        .iter()
        .map(|one| view! { <li>{one.words()}</li> })
        .collect_view();
    Some(
        view! {
            <section class="section">
                <div class="section-head"><h2>"Who came for the schools"</h2></div>
                <ul>{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
