//! Between meetings: schools of which the rules say something else now than when the room decided.

use domain::calendar::day_words;
use domain::meetings::{Alert, alert};
use domain::risk::span_words;
use leptos::prelude::*;

use super::{District, folded, link};
use crate::components::category_tag::{TagSize, span_tag};
use crate::words::{capital, count_words, near_day};

/// Shown before the rest is folded away.
const FIRST: usize = 10;

pub fn since(district: &District) -> AnyView {
    let scheme = &district.scheme;
    let mut found: Vec<(Alert, usize)> = district
        .page
        .schools
        .iter()
        .enumerate()
        .filter_map(|(at, school)| Some((alert(&school.watched)?, at)))
        .collect();
    // Those who would need more attention first, the most serious of them at the head.
    found.sort_by_key(|(alert, at)| (!alert.more(scheme), std::cmp::Reverse(alert.now), *at));
    let more = found.iter().filter(|(alert, _)| alert.more(scheme)).count();
    let finding = match (found.len(), more) {
        (0, _) => "Nothing came up since the last decisions".to_owned(),
        (1, _) => "Since the decision the rules say something else of one school".to_owned(),
        (all, 0) => format!(
            "Since the decisions the rules ask for less attention to {} schools",
            count_words(all)
        ),
        (all, more) => format!(
            "{} schools: the rules say something else than when the room decided, {} of them more attention",
            capital(&count_words(all)),
            count_words(more)
        ),
    };
    let lines = found
        .into_iter()
        .filter_map(|(alert, at)| {
            let school = district.page.schools.get(at)?;
            let news = match alert.news {
                Some(day) => format!("values of {}", near_day(day, district.today)),
                None => "no newer value: the rules or the time gone by".to_owned(),
            };
            let was = format!(
                "decided {}, {}",
                scheme.band(alert.decided).word,
                day_words(alert.since)
            );
            let then = (alert.then.known != alert.decided)
                .then(|| format!("; the rules then said {}", span_words(scheme, alert.then)));
            Some(
                view! {
                    <li>
                        {span_tag(scheme, alert.now, TagSize::Small, false)}
                        <b>{link(school)}</b>
                        <span>{school.main_reason.clone()}</span>
                        <small>{was} {then} " · " {news}</small>
                    </li>
                }
                .into_any(),
            )
        })
        .collect::<Vec<_>>();
    let body = if lines.is_empty() {
        view! { <p class="empty">"Where new values move a suggestion away from what was decided, the school is named here."</p> }
            .into_any()
    } else {
        folded(lines, FIRST)
    };
    view! {
        <section class="section since-list">
            <div class="section-head"><h2>{finding}</h2> <span>"for the next agenda; a decision stands until a room makes another"</span></div>
            {body}
        </section>
    }
    .into_any()
}
