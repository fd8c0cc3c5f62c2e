//! The papers of a meeting: a page a school, in the order of the agenda, as the evidence was frozen. To read
//! beforehand or to print as one document.

use domain::api::MeetingPage;
use domain::calendar::day_words;
use domain::meetings::{Board, Entry, Item, agenda};
use domain::risk::{IndicatorRow, Judged, Level, Scheme, explain, finding_words};
use domain::schools::MeetingId;
use domain::support::SupportSince;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::meeting::{otherwise_of, read};
use crate::browser;
use crate::components::category_tag::{TagSize, category_tag, span_tag};
use crate::components::heading::Heading;
use crate::components::level_mark::{JudgedMark, level_mark};
use crate::components::said::said_view;
use crate::components::support_since::support_since;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::long_day;

#[component]
pub fn PapersPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| {
        let text = params.with(|params| params.get("id"))?;
        text.parse::<MeetingId>().ok()
    });
    let page = load(move || {
        let id = id.get();
        async move { read(id).await }
    });
    let authority = signed.authority.clone();
    let ready = move |found: MeetingPage| drawn(found, &authority);
    view! { <div class="minutes-page">{page.page("the papers", ready)}</div> }
}

fn drawn(page: MeetingPage, authority: &str) -> AnyView {
    let scheme = page.scheme;
    let opened = Board::open(page.meeting, page.openings);
    let order = agenda(&opened, &opened, &scheme);
    let meeting = &opened.meeting;
    let count = order.len();
    let sheets = order
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| {
            let item = opened.items.get(&entry.urn)?;
            let given = page.support.get(&entry.urn).map(Vec::as_slice);
            Some(sheet(
                at + 1,
                entry,
                item,
                (&scheme, given.unwrap_or_default()),
                meeting.on,
            ))
        })
        .collect_view();
    view! {
        <article class="minutes papers">
            <p class="running-head"><span>{format!("{authority} · {}", meeting.partnership_name)}</span> <b>"Official, sensitive: names schools with categories"</b></p>
            <Heading title=format!("Papers: {}", meeting.title)/>
            <p class="minutes-opening">{format!(
                "{} {}. {count} schools, in the order of the agenda. Scheme: {}, version {}. Evidence frozen {}.",
                long_day(meeting.on), meeting.on.year(), meeting.scheme, meeting.scheme_version, day_words(meeting.frozen)
            )}</p>
            <p class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print, a page a school"</button>
                <a href=format!("/meetings/{}", meeting.id)>"The meeting"</a>
            </p>
            {sheets}
        </article>
    }
    .into_any()
}

fn sheet(
    at: usize,
    entry: &Entry,
    item: &Item,
    (scheme, given): (&Scheme, &[SupportSince]),
    on: domain::calendar::Date,
) -> AnyView {
    let school = &item.school;
    let now = &entry.suggestion;
    let why = explain(scheme, &item.evidence(scheme), now);
    let said = otherwise_of(item, scheme, on, false);
    let last = match &item.last {
        None => view! { "Not decided in an earlier meeting." }.into_any(),
        Some(last) => view! {
            {format!("Last time, {}: ", day_words(last.on))} {category_tag(scheme, last.band, TagSize::Small, false)} " "
            {level_mark(Some(last.risk), last.risk.word().to_owned(), false)}
        }
        .into_any(),
    };
    let reason = entry.why.clone().map(|why| view! { <span>{why}</span> });
    let rows = why
        .rows
        .iter()
        .filter(|row| loud(row) || item.before.contains_key(&row.indicator))
        .map(|row| line(row, item, scheme))
        .collect_view();
    let known = item
        .known
        .iter()
        .map(|one| {
            view! { <li><span class="voice">{one.entry.text.clone()}</span> <small>{one.entry.source.clone()} ", " {day_words(one.entry.on)}</small></li> }
        })
        .collect_view();
    let carried = item
        .carried
        .iter()
        .map(|(action, _)| {
            view! { <li>{action.text.clone()} <small>{action.owner.clone()} ", was due " {day_words(action.due)}</small></li> }
        })
        .collect_view();
    let reply = item.reply.as_ref().map(|reply| {
        view! {
            <h3>"The school’s own words"</h3>
            <blockquote class="voice"><em>"“" {reply.text.clone()} "”"</em></blockquote>
            <p class="small-print">{reply.by.clone()} ", " {day_words(reply.on)}</p>
        }
    });
    view! {
        <section class="section sheet">
            <div class="section-head"><h2>{format!("{at}. {}", school.name)}</h2> {reason}</div>
            <p class="verdict">
                {span_tag(scheme, now.band, TagSize::Medium, false)}
                {level_mark(Some(now.risk.known), format!("Risk {}", now.risk.known.word().to_lowercase()), false)}
            </p>
            <p>{why.sentence.clone()}</p>
            {(!said.is_empty()).then(|| view! { <p>{said_view(said)}</p> })}
            <p class="small-print">{last}</p>
            <div class="table-box" role="region" aria-label=format!("What speaks loudest or has changed: {}", school.name) tabindex="0">
                <table class="minutes-actions">
                    <caption class="visually-hidden">{format!("What speaks loudest, is not known, or has changed: {}", school.name)}</caption>
                    <thead><tr><th scope="col">"Indicator"</th><th scope="col">"Level"</th><th scope="col">"Value"</th><th scope="col">"Last time"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {reply}
            {(!given.is_empty()).then(|| view! { <h3>"Support since the last meeting"</h3> {support_since(given)} })}
            {(!item.known.is_empty()).then(|| view! { <h3>"What people know"</h3><ul class="known-list">{known}</ul> })}
            {(!item.carried.is_empty()).then(|| view! { <h3>"Open from earlier meetings"</h3><ul class="known-list">{carried}</ul> })}
        </section>
    }
    .into_any()
}

/// Medium or worse, or not known, or contested: what a room looks at.
fn loud(row: &IndicatorRow) -> bool {
    match row.judged {
        Judged::Is(level) => level >= Level::Medium,
        Judged::Contested(_) | Judged::Unknown(_) => true,
        Judged::NotCollected | Judged::DoesNotApply => false,
    }
}

fn line(row: &IndicatorRow, item: &Item, scheme: &Scheme) -> AnyView {
    let before = item.before.get(&row.indicator).and_then(|finding| {
        let rule = scheme.indicator(row.indicator)?;
        Some(finding_words(rule, *finding))
    });
    view! {
        <tr>
            <td>{row.name.clone()}</td>
            <td><JudgedMark judged=row.judged/></td>
            <td>{row.value.clone()} " " <span class="quiet">{row.beside.clone()}</span></td>
            <td>{before.unwrap_or_else(|| "the same".to_owned())}</td>
        </tr>
    }
    .into_any()
}
