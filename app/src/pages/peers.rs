//! Peer reviews: rounds of a partnership, who reviews whom, what was found, and what became of it.

use domain::api::{BeginPeers, PeerBegin, PeerRound, PeerRow, PeersPage as Page, PutPeer};
use domain::calendar::{Date, add_months, day_words};
use domain::schools::ChangeId;
use domain::support::{PeerEntry, PeerSeat, Record};
use leptos::prelude::*;

use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::pages::support::form::{Ask, How, Written, Wrong, field};
use crate::sending::{Send, Sending};
use crate::session::SignedIn;
use crate::words::near_day;

/// The page, and which of its forms is open.
#[derive(Clone, Copy)]
struct Desk {
    page: RwSignal<Page>,
    open: RwSignal<String>,
}

#[component]
pub fn PeersPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::peers);
    let _ = signed;
    let ready = move |page: Page| {
        let desk = Desk {
            page: RwSignal::new(page),
            open: RwSignal::new(String::new()),
        };
        (move || drawn(desk, &desk.page.get())).into_any()
    };
    view! {
        <div class="page caseload peers">
            <Heading title="Peer reviews"/>
            <p>"Schools of a partnership review each other; none reviews the school that reviews it. A review stays between its two schools and whoever leads them."</p>
            {read.view("the rounds", ready)}
        </div>
    }
}

fn drawn(desk: Desk, page: &Page) -> AnyView {
    let rounds = page
        .rounds
        .iter()
        .map(|round| one(desk, round, page.today))
        .collect_view();
    let begins = page
        .begins
        .iter()
        .map(|begin| new(desk, begin, page.today))
        .collect_view();
    let none = page
        .rounds
        .is_empty()
        .then(|| view! { <p class="empty">"No round has begun."</p> });
    let heading = (!page.begins.is_empty()).then(|| view! { <h2>"Begin a round"</h2> });
    view! { {none} {rounds} <section class="section no-print">{heading} <div class="other-acts">{begins}</div></section> }
        .into_any()
}

fn one(desk: Desk, round: &PeerRound, today: Date) -> AnyView {
    let id = round.id;
    let held = round
        .reviews
        .iter()
        .filter(|row| row.review.record.is_some())
        .count();
    let rows = round
        .reviews
        .iter()
        .map(|row| review(desk, id, row, round.by, today))
        .collect_view();
    view! {
        <section class="opens peer-round">
            <div class="section-head"><h2>{round.title.clone()} ", " {round.partnership.clone()}</h2> <span>{held} " of " {round.reviews.len()} " held, by " {day_words(round.by)}</span></div>
            <ul class="peer-reviews">{rows}</ul>
        </section>
    }
    .into_any()
}

fn review(desk: Desk, round: ChangeId, row: &PeerRow, by: Date, today: Date) -> AnyView {
    let one = &row.review;
    let due = one.due(by).map(|(day, words)| {
        let late = day < today;
        view! { <small data-late=late.then_some("")>{words} ", by " {near_day(day, today)}</small> }
    });
    let record = one.record.as_ref().map(|(record, word)| {
        view! {
            <dl class="about-sections">
                <dt>"Looked at"</dt><dd class="voice">{record.focus.clone()}</dd>
                <dt>"Strengths"</dt><dd class="voice">{record.strengths.clone()}</dd>
                <dt>"Peers would ask"</dt><dd class="voice">{record.questions.clone()}</dd>
            </dl>
            <p class="small-print">{word.by.name.clone()} ", " {day_words(record.on)}</p>
        }
    });
    let reply = one.reply.as_ref().map(|word| view! { <p class="answered"><b>{row.reviewed.clone()} ": "</b>{word.words.clone()}</p> });
    let again = one.again.as_ref().map(|(on, word)| view! { <p><b>"Looked at again "{day_words(*on)}": "</b>{word.words.clone()}</p> });
    let writes = one.record.is_none() && row.seat != PeerSeat::Reviewed;
    let replies = one.record.is_some() && one.reply.is_none() && row.seat == PeerSeat::Reviewed;
    let looks = one.record.is_some() && one.again.is_none() && row.seat != PeerSeat::Reviewer;
    let of = one.pair.reviewed;
    let acts = view! {
        {writes.then(|| behind(desk, format!("record-{of}"), "Write down the review", record_asks(today), move |written| {
            Ok(Sends::Put(round, PeerEntry::Record {
                reviewed: of,
                record: Box::new(Record {
                    on: written.day("on")?,
                    focus: written.text("focus"),
                    strengths: written.text("strengths"),
                    questions: written.text("questions"),
                    again: written.day("again")?,
                }),
            }))
        }))}
        {replies.then(|| behind(desk, format!("reply-{of}"), "Your school’s word on it", vec![Ask::new("words", "What your school makes of it", How::Words)], move |written| {
            Ok(Sends::Put(round, PeerEntry::Reply { reviewed: of, words: written.text("words") }))
        }))}
        {looks.then(|| behind(desk, format!("again-{of}"), "It was looked at again", vec![
            Ask::new("on", "On", How::Day).at_first(today.to_string()),
            Ask::new("words", "What had changed", How::Words),
        ], move |written| {
            Ok(Sends::Put(round, PeerEntry::Again { reviewed: of, on: written.day("on")?, words: written.text("words") }))
        }))}
    };
    view! {
        <li>
            <h3>{row.reviewer.clone()} <span>" reviews "</span> {row.reviewed.clone()} " " {due}</h3>
            {record} {reply} {again}
            <div class="other-acts no-print">{acts}</div>
        </li>
    }
    .into_any()
}

fn record_asks(today: Date) -> Vec<Ask> {
    vec![
        Ask::new("on", "Held on", How::Day).at_first(today.to_string()),
        Ask::new("focus", "What the school asked to be looked at", How::Line),
        Ask::new("strengths", "Strengths", How::Words),
        Ask::new("questions", "What its peers would ask", How::Words),
        Ask::new("again", "Looked at again on", How::Day)
            .at_first(add_months(today, 3).to_string()),
    ]
}

fn new(desk: Desk, begin: &PeerBegin, today: Date) -> AnyView {
    let lines = begin
        .names
        .iter()
        .map(|(one, other)| format!("{one} reviews {other}"))
        .collect::<Vec<_>>()
        .join("; ");
    let (partnership, pairs) = (begin.partnership.id, begin.pairs.clone());
    let id = ChangeId(browser::new_id());
    let asks = vec![
        Ask::new("title", "Name", How::Line)
            .hint(&format!("{lines}."))
            .at_first("Peer reviews, spring"),
        Ask::new("by", "Held by", How::Day).at_first(add_months(today, 4).to_string()),
    ];
    let words = format!("Begin in {}", begin.partnership.name);
    behind(
        desk,
        format!("begin-{partnership}"),
        &words,
        asks,
        move |written| {
            Ok(Sends::Begin(BeginPeers {
                id,
                partnership,
                title: written.text("title"),
                by: written.day("by")?,
                pairs: pairs.clone(),
            }))
        },
    )
}

/// What a form sends.
enum Sends {
    Begin(BeginPeers),
    Put(ChangeId, PeerEntry),
}

const FIELDS: &[&str] = &[
    "title",
    "by",
    "on",
    "focus",
    "strengths",
    "questions",
    "again",
    "words",
];

fn behind(
    desk: Desk,
    key: String,
    words: &str,
    asks: Vec<Ask>,
    make: impl Fn(&Written) -> Result<Sends, Wrong> + std::marker::Send + Sync + Clone + 'static,
) -> AnyView {
    let key = StoredValue::new(key);
    let open = move || desk.open.with(|open| key.with_value(|key| open == key));
    let turn = move |_| {
        desk.open.update(|open| {
            let key = key.get_value();
            *open = if *open == key { String::new() } else { key };
        });
    };
    let asks = StoredValue::new(asks);
    let make = StoredValue::new(make);
    view! {
        <div class="entry-act">
            <button type="button" class="button small" aria-expanded=move || crate::components::chip::pressed(open()) on:click=turn>{words.to_owned()}</button>
            <Show when=open>{form(desk, asks.get_value(), make.get_value())}</Show>
        </div>
    }
    .into_any()
}

fn form(
    desk: Desk,
    asks: Vec<Ask>,
    make: impl Fn(&Written) -> Result<Sends, Wrong> + std::marker::Send + Sync + 'static,
) -> AnyView {
    let sending = Sending::new(FIELDS);
    let id = StoredValue::new(ChangeId(browser::new_id()));
    let written = Written::of(&asks);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.clear();
        let sends = match make(&written) {
            Ok(sends) => sends,
            Err((field, reason)) => return sending.say(field, reason),
        };
        let request = async move {
            match sends {
                Sends::Begin(asked) => api::begin_peers(&asked).await,
                Sends::Put(round, entry) => {
                    let asked = PutPeer {
                        id: id.get_value(),
                        entry,
                    };
                    api::put_peer(round, &asked).await
                }
            }
        };
        sending.send(request, move |next| {
            desk.open.set(String::new());
            desk.page.set(next);
        });
    };
    let asks = asks
        .iter()
        .map(|ask| field(ask, "peers", sending))
        .collect_view();
    view! {
        <form class="form step-form" novalidate on:submit=submit>
            {asks}
            <div><Send sending words="Record it"/></div>
        </form>
    }
    .into_any()
}
