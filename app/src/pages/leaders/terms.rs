//! Capacity by term: what is agreed, what the best plan would add, and what is left, of every leader. The
//! plan is the one the board shows, solved here with the same code.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api::BrokeragePage as Page;
use domain::brokerage::{
    Days, HalfDays, Held, Leader, Question, Taken, Weights, days_of_term, days_of_year,
};
use domain::calendar::{Date, Term};
use domain::schools::LeaderId;
use leptos::prelude::*;

use super::ahead::Ahead;
use super::bar::bar;
use crate::api;
use crate::components::heading::Heading;
use crate::load::load;
use crate::session::SignedIn;

/// One leader's year.
struct Row {
    leader: Leader,
    kind: String,
    terms: [Days; 3],
    year: Days,
}

#[component]
pub fn TermsPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::brokerage);
    let ready = move |page: Page| drawn(page, &signed);
    view! {
        <div class="page leaders">
            <div class="leaders-head">
                <Heading title="Capacity by term"/>
                <div class="actions"><a class="button small no-print" href="/leaders">"All leaders"</a></div>
            </div>
            {read.view("the board", ready)}
        </div>
    }
}

fn rows(page: Page, today: Date) -> Vec<Row> {
    let board = page.board();
    let types = page.types;
    let question = Question::of(&board, &Weights::default(), &board.context(today));
    let mut tentative: BTreeMap<LeaderId, Vec<Taken>> = BTreeMap::new();
    for pair in question.best(&Held::on(&board)).pairs() {
        if let Some(need) = board.needs.get(&pair.need) {
            tentative.entry(pair.leader).or_default().push(Taken {
                half_days: need.draft.half_days,
                from: need.draft.from.max(today),
                to: need.draft.to,
            });
        }
    }
    let mut rows: Vec<Row> = board
        .leaders
        .into_values()
        .map(|leader| {
            let none = Vec::new();
            let hatched = tentative.get(&leader.id).unwrap_or(&none);
            let running = leader.profile.taken.clone();
            Row {
                kind: types
                    .iter()
                    .find(|kind| kind.id == leader.designation.kind)
                    .map_or_else(String::new, |kind| kind.short.clone()),
                terms: Term::of_year(today)
                    .map(|term| days_of_term(&leader, term, &running, hatched)),
                year: days_of_year(&leader, &running, hatched),
                leader,
            }
        })
        .collect();
    // Whoever is asked for most stands first.
    rows.sort_by(|a, b| {
        let asked = |row: &Row| (row.year.over(), row.year.tentative, row.year.spoken_for());
        asked(b)
            .cmp(&asked(a))
            .then_with(|| a.leader.name.cmp(&b.leader.name))
    });
    rows
}

fn drawn(page: Page, signed: &SignedIn) -> AnyView {
    let today = signed.today;
    let board = page.board();
    let context = Arc::new(board.context(today));
    let ahead = view! { <Ahead board=Arc::new(board) context scheme=signed.scheme()/> };
    let rows = rows(page, today);
    let names = Term::of_year(today).map(Term::words);
    let sum = |part: fn(&Row) -> HalfDays| HalfDays(rows.iter().map(|row| part(row).0).sum());
    let all = sum(|row| row.leader.yearly);
    let spoken = sum(|row| HalfDays(row.year.given.0 + row.year.agreed.0));
    let tentative = sum(|row| row.year.tentative);
    let free = sum(|row| row.year.free().unwrap_or_default());
    let line = format!(
        "{} leaders, {} days a year. {} are given or agreed, {} more in the best plan now, {} free after it. Hatched days are agreed by nobody yet.",
        rows.len(),
        all.words(),
        spoken.words(),
        tentative.words(),
        free.words()
    );
    let heads = names
        .iter()
        .map(|name| view! { <th scope="col">{name.clone()}</th> })
        .collect_view();
    let body = rows.iter().map(row).collect_view();
    view! {
        {ahead}
        <section class="section" aria-labelledby="by-leader">
        <h2 id="by-leader">"Leader by leader"</h2>
        <p class="lead">{line}</p>
        <div class="table-box"><table class="leader-table term-table">
            <caption class="visually-hidden">"Days of each leader by term: agreed, and in the plan"</caption>
            <thead><tr>
                <th scope="col">"Leader"</th> {heads} <th scope="col">"Year, to the limit"</th><th scope="col" class="number">"After the plan"</th>
            </tr></thead>
            <tbody>{body}</tbody>
        </table></div>
        <p class="capacity-key">
            <span><i class="part-given"></i>"given or agreed"</span>
            <span><i class="part-tentative"></i>"in the plan, not agreed"</span>
            <span><i class="free"></i>"free, to the limit"</span>
        </p>
        </section>
    }
    .into_any()
}

fn row(row: &Row) -> AnyView {
    let terms = row
        .terms
        .iter()
        .map(|days| view! { <td>{bar(*days)} {figures(*days)}</td> })
        .collect_view();
    let over = row.year.over().0 > 0;
    view! {
        <tr>
            <th scope="row"><a href=format!("/leaders/{}", row.leader.id)>{row.leader.name.clone()}</a> " " <span class="kind">{row.kind.clone()}</span></th>
            {terms}
            <td>{bar(row.year)}</td>
            <td class="number" data-over=over.then_some("")>{row.year.words()}</td>
        </tr>
    }
    .into_any()
}

/// "7 + 4 of 10".
fn figures(days: Days) -> String {
    let spoken = HalfDays(days.given.0 + days.agreed.0);
    let mut words = match (spoken.0, days.tentative.0) {
        (0, 0) => "–".to_owned(),
        (_, 0) => spoken.words(),
        (0, _) => format!("+ {}", days.tentative.words()),
        _ => format!("{} + {}", spoken.words(), days.tentative.words()),
    };
    if let Some(most) = days.most {
        words = format!("{words} of {}", most.words());
    }
    words
}
