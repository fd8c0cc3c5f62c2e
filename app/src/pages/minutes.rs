//! The minutes of a meeting, made from what was recorded in it: to read, to print on A4, to sign, and as
//! files. Before they are signed they say what the log says; signed they never change again.

mod said;
mod sign;

use domain::api::MinutesPage as Page;
use domain::calendar::day_words;
use domain::meetings::{MinuteAction, MinuteItem, Minutes};
use domain::risk::Scheme;
use domain::schools::MeetingId;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::api::{self, Answer, Failure};
use crate::browser;
use crate::components::category_tag::{TagSize, category_tag};
use crate::components::heading::Heading;
use crate::components::level_mark::level_mark;
use crate::load::load;
use crate::session::SignedIn;
use crate::words::long_day;

#[component]
pub fn MinutesPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let id = Memo::new(move |_| {
        let text = params.with(|params| params.get("id"))?;
        text.parse::<MeetingId>().ok()
    });
    let wider =
        Memo::new(move |_| query.with(|query| query.get("for")).as_deref() == Some("wider"));
    let page = load(move || {
        let (id, wider) = (id.get(), wider.get());
        async move { read(id, wider).await }
    });
    let authority = signed.authority.clone();
    let ready = move |found: Page| {
        let again = Callback::new(move |()| page.again());
        drawn(
            id.get_untracked(),
            &found,
            wider.get_untracked(),
            &authority,
            again,
        )
    };
    view! { <div class="minutes-page">{page.page("the minutes", ready)}</div> }
}

async fn read(id: Option<MeetingId>, wider: bool) -> Answer<Page> {
    match id {
        Some(id) => api::minutes(id, wider).await,
        None => Err(Failure::Refused(Box::new(domain::api::Problem {
            kind: "not_found".to_owned(),
            status: 404,
            title: "There is no such meeting".to_owned(),
            detail: String::new(),
            fields: Vec::new(),
            refusal: None,
        }))),
    }
}

fn drawn(
    id: Option<MeetingId>,
    page: &Page,
    wider: bool,
    authority: &str,
    again: Callback<()>,
) -> AnyView {
    let Some(id) = id else {
        return ().into_any();
    };
    let minutes = &page.minutes;
    let scheme = &page.scheme;
    let mark = if wider {
        "For everybody: no school is named"
    } else {
        "Official, sensitive: names schools with categories"
    };
    let state = match (&page.signed, minutes.closed) {
        (Some(_), _) => None,
        (None, true) => Some("Draft: the meeting is closed and the minutes are not signed yet."),
        (None, false) => Some("Draft: the meeting is still in progress."),
    };
    view! {
        <article class="minutes">
            <p class="running-head"><span>{format!("{authority} · {}", minutes.partnership)}</span> <b>{mark}</b></p>
            <Heading title=format!("Minutes: {}", minutes.title)/>
            <p class="minutes-opening">{opening_words(minutes)}</p>
            {state.map(|words| view! { <p class="draft">{words}</p> })}
            {tools(id, wider)}
            {discussed(minutes, scheme)}
            {as_proposed(minutes, scheme)}
            <div class="minutes-pair">
                {actions(&minutes.actions)}
                {carried(minutes)}
            </div>
            <div class="minutes-pair">
                {differ(minutes)}
                {requests(minutes)}
            </div>
            {said::offices(minutes)}
            {left(minutes)}
            {bands(minutes, scheme)}
            {sign::signature(id, page, again)}
        </article>
    }
    .into_any()
}

fn tools(id: MeetingId, wider: bool) -> AnyView {
    let query = if wider { "?for=wider" } else { "" };
    let other = if wider {
        view! { <a href=format!("/meetings/{id}/minutes")>"The full minutes"</a> }.into_any()
    } else {
        view! { <a href=format!("/meetings/{id}/minutes?for=wider")>"A copy for everybody"</a> }
            .into_any()
    };
    view! {
        <p class="actions no-print">
            <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
            <a class="button small" href=format!("/api/meetings/{id}/minutes.docx{query}") download="" rel="external">"Word document"</a>
            <a class="button small" href=format!("/api/meetings/{id}/minutes.xlsx{query}") download="" rel="external">"Workbook"</a>
            {other}
            <a href=format!("/meetings/{id}")>"The meeting"</a>
        </p>
    }
    .into_any()
}

/// "Thursday 19 November 2026, 13:02 to 15:52. In the chair: Helen Marsh. Present: …".
fn opening_words(minutes: &Minutes) -> String {
    let mut words = format!("{} {}", long_day(minutes.on), minutes.on.year());
    if let (Some(began), Some(ended)) = (minutes.began, minutes.ended) {
        words.push_str(&format!(
            ", {} to {}",
            browser::clock_words(began, false),
            browser::clock_words(ended, false)
        ));
    }
    words.push_str(". ");
    words.push_str(&minutes.opening());
    words
}

fn heading(words: &str, beside: String) -> AnyView {
    view! { <div class="section-head"><h2>{words.to_owned()}</h2> <span>{beside}</span></div> }
        .into_any()
}

fn discussed(minutes: &Minutes, scheme: &Scheme) -> Option<AnyView> {
    if minutes.discussed.is_empty() {
        return None;
    }
    let all = minutes.items().count();
    let rows = minutes
        .discussed
        .iter()
        .enumerate()
        .map(|(at, item)| row(at + 1, item, scheme))
        .collect_view();
    let items = minutes
        .discussed
        .iter()
        .enumerate()
        .map(|(at, item)| said::item(at + 1, item, scheme))
        .collect_view();
    Some(
        view! {
            <section class="section">
                {heading("Schools discussed", format!("{} of {all}, in the order of the agenda", minutes.discussed.len()))}
                <div class="table-box" role="region" aria-label="Schools discussed" tabindex="0">
                    <table class="minutes-table">
                        <caption class="visually-hidden">"Schools discussed and what was decided"</caption>
                        <thead><tr>
                            <td></td><th scope="col">"School"</th><th scope="col">"Category"</th><th scope="col">"Risk"</th>
                            <th scope="col">"How"</th><th scope="col">"Owner"</th><th scope="col">"Review"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {items}
            </section>
        }
        .into_any(),
    )
}

fn row(at: usize, item: &MinuteItem, scheme: &Scheme) -> AnyView {
    view! {
        <tr>
            <td class="number">{at}</td>
            <th scope="row"><a href=format!("#item-{at}")>{item.school.clone()}</a></th>
            <td>{category_tag(scheme, item.band, TagSize::Small, false)}</td>
            <td>{level_mark(Some(item.risk), item.risk.word().to_owned(), false)}</td>
            <td class="voice">{item.how.clone()}</td>
            <td>{item.owner.clone()}</td>
            <td>{day_words(item.next_review)}</td>
        </tr>
    }
    .into_any()
}

fn as_proposed(minutes: &Minutes, scheme: &Scheme) -> Option<AnyView> {
    if minutes.as_proposed.is_empty() {
        return None;
    }
    let rows = minutes
        .as_proposed
        .iter()
        .map(|item| {
            let tag = category_tag(scheme, item.band, TagSize::Small, true);
            view! { <li><span>{item.school.clone()}</span> {tag}</li> }
        })
        .collect_view();
    let count = match minutes.as_proposed.len() {
        1 => "one school".to_owned(),
        many => format!("{many} schools"),
    };
    Some(
        view! {
            <section class="section">
                {heading("Agreed as proposed", count)}
                <ul class="in-columns">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn actions(actions: &[MinuteAction]) -> Option<AnyView> {
    if actions.is_empty() {
        return None;
    }
    let rows = actions
        .iter()
        .map(|action| {
            view! {
                <tr><td>{action.text.clone()} <small>{action.school.clone()}</small></td><td>{action.owner.clone()}</td><td>{day_words(action.due)}</td></tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section">
                {heading("Actions", String::new())}
                <table class="minutes-actions">
                    <caption class="visually-hidden">"Actions agreed, by day"</caption>
                    <thead><tr><th scope="col">"Action"</th><th scope="col">"Who"</th><th scope="col">"By"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

fn carried(minutes: &Minutes) -> Option<AnyView> {
    if minutes.carried.is_empty() {
        return None;
    }
    let rows = minutes
        .carried
        .iter()
        .map(|one| {
            let end = if one.said.is_empty() {
                view! { <b>{format!("open, was due {}", day_words(one.action.due))}</b> }.into_any()
            } else {
                view! { <span class="voice">{one.said.clone()}</span> }.into_any()
            };
            view! {
                <tr><td>{one.action.text.clone()} <small>{one.action.school.clone()}</small></td><td>{one.action.owner.clone()}</td><td>{end}</td></tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section">
                {heading("Actions of earlier meetings", String::new())}
                <table class="minutes-actions">
                    <caption class="visually-hidden">"Actions of earlier meetings and what became of them"</caption>
                    <thead><tr><th scope="col">"Action"</th><th scope="col">"Who"</th><th scope="col">"What became of it"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

fn differ(minutes: &Minutes) -> Option<AnyView> {
    minutes.items().next()?;
    Some(
        view! {
            <section class="section">
                {heading("Where the room and the rules differ", String::new())}
                <p class="voice">{minutes.differing()}</p>
            </section>
        }
        .into_any(),
    )
}

fn requests(minutes: &Minutes) -> Option<AnyView> {
    if minutes.requests.is_empty() {
        return None;
    }
    let rows = minutes
        .requests
        .iter()
        .map(|request| view! { <li>{request.clone()}</li> })
        .collect_view();
    Some(
        view! {
            <section class="section">
                {heading("Requests to the broker", String::new())}
                <ul>{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn left(minutes: &Minutes) -> Option<AnyView> {
    if minutes.left.is_empty() {
        return None;
    }
    let names: Vec<String> = minutes
        .left
        .iter()
        .map(|one| {
            if one.parked {
                format!("{} (set aside)", one.school)
            } else {
                one.school.clone()
            }
        })
        .collect();
    Some(
        view! {
            <section class="section">
                {heading("Not decided", format!("{} keep their last decision", minutes.left.len()))}
                <p>{names.join(", ")}</p>
            </section>
        }
        .into_any(),
    )
}

fn bands(minutes: &Minutes, scheme: &Scheme) -> AnyView {
    let count = |count: Option<u32>| {
        count.map_or_else(|| "fewer than five".to_owned(), |count| count.to_string())
    };
    let rows = minutes
        .bands
        .iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{category_tag(scheme, one.band, TagSize::Small, false)}</th>
                    <td class="number">{count(one.before)}</td><td class="number">{count(one.after)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section">
            {heading("Schools in each category", String::new())}
            <table class="minutes-bands">
                <caption class="visually-hidden">"Schools in each category, before and after the meeting"</caption>
                <thead><tr><th scope="col">"Category"</th><th scope="col" class="number">"Before"</th><th scope="col" class="number">"After"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}
