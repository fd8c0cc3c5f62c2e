//! What is to be seen to: reports that are overdue, invoices past their 28 days, money that is asked back
//! and waits for a second person, claims to look at, bids without an answer.

use domain::api::{ClawBackRow, PotState};
use domain::calendar::{Date, day_words};
use domain::schools::{ChangeId, ClawBackId, PersonId, PotId};
use domain::support::money::{Change, Claim, InvoiceState, Looked, Standing};
use leptos::prelude::*;

use super::desk::{Asking, Choose, Desk};
use crate::components::chip::pressed;
use crate::components::field::Field;
use crate::sending::Send;

/// What somebody is answering now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Report(PotId, Date),
    Back(ClawBackId),
    Claim(ChangeId),
    Bid(PotId),
}

/// Which it is, and what it says.
type Line = (Open, bool, String, String);

pub fn seen_to(desk: Desk, person: PersonId) -> AnyView {
    let open = RwSignal::new(None::<Open>);
    let lines = Memo::new(move |_| lines(desk, person));
    let count = move || match lines.with(Vec::len) + late_invoices(desk).len() {
        0 => "Nothing is to be seen to".to_owned(),
        1 => "One thing to be seen to".to_owned(),
        many => format!(
            "{} things to be seen to",
            crate::words::capital(&crate::words::count_words(many))
        ),
    };
    let rows = move || {
        lines
            .get()
            .into_iter()
            .map(|line| row(desk, open, line))
            .collect_view()
    };
    let late = move || {
        late_invoices(desk)
            .into_iter()
            .map(|words| view! { <li><p><b>"Invoice overdue"</b> " " {words}</p></li> })
            .collect_view()
    };
    view! {
        <section class="section seen-to">
            <h2 id="seen-to" tabindex="-1">{count}</h2>
            <ul class="record-history">{rows}{late}</ul>
        </section>
    }
    .into_any()
}

fn late_invoices(desk: Desk) -> Vec<String> {
    desk.page.with(|page| {
        page.invoices
            .iter()
            .filter_map(|one| match one.state(desk.today) {
                InvoiceState::Overdue(days) => Some(format!(
                    "{}: {}, due {}, {days} days ago.",
                    desk.party(one.party),
                    one.amount.words(),
                    day_words(one.due())
                )),
                _ => None,
            })
            .collect()
    })
}

fn lines(desk: Desk, person: PersonId) -> Vec<Line> {
    desk.page.with(|page| {
        let reports = page.pots.iter().flat_map(|one| {
            one.pot.overdue(desk.today).map(|report| {
                let words = format!(
                    "{}: {}, due {}. Nothing of this pot is put aside or released until it is accepted.",
                    one.pot.name,
                    report.what,
                    day_words(report.due)
                );
                (Open::Report(one.pot.id, report.due), true, "Report overdue".to_owned(), words)
            })
        });
        let back = page
            .claw_backs
            .iter()
            .filter(|one| one.asked.answer.is_none())
            .map(|one| back(desk, one, person));
        let claims = page.claims.iter().map(|one| claim(desk, one));
        let bids = page.pots.iter().filter_map(bid);
        reports.chain(back).chain(bids).chain(claims).collect()
    })
}

fn back(desk: Desk, one: &ClawBackRow, person: PersonId) -> Line {
    let asked = &one.asked;
    let who = if asked.by == person {
        "You asked; somebody else says yes or no.".to_owned()
    } else {
        format!("{} asked; a second person says yes or no.", one.by)
    };
    let words = format!(
        "{} of {} ({}): {}. {who}",
        asked.amount.words(),
        desk.work(asked.commitment),
        desk.pot(asked.pot),
        asked.why
    );
    (Open::Back(asked.id), true, "Asked back".to_owned(), words)
}

fn claim(desk: Desk, one: &Claim) -> Line {
    let words = format!(
        "{} for {} ({}), released {}.",
        one.amount.words(),
        desk.work(one.commitment),
        desk.pot(one.pot),
        day_words(one.on)
    );
    (
        Open::Claim(one.id),
        false,
        "Claim to look at".to_owned(),
        words,
    )
}

fn bid(one: &PotState) -> Option<Line> {
    let pot = &one.pot;
    let when = match &pot.standing {
        Standing::Asked { by } => format!("to be in by {}", day_words(*by)),
        Standing::Waiting {
            since,
            answer_by: None,
        } => format!("with the funder since {}", day_words(*since)),
        Standing::Waiting {
            since,
            answer_by: Some(by),
        } => format!(
            "with the funder since {}, answer by {}",
            day_words(*since),
            day_words(*by)
        ),
        _ => return None,
    };
    let words = format!(
        "{}: {} from {}, {when}.",
        pot.name,
        pot.amount.words(),
        pot.funder
    );
    Some((Open::Bid(pot.id), false, "Bid".to_owned(), words))
}

fn row(desk: Desk, open: RwSignal<Option<Open>>, (this, late, kind, words): Line) -> AnyView {
    let word = match this {
        Open::Report(..) => "It was accepted",
        Open::Back(_) => "Say yes or no",
        Open::Claim(_) => "Say what was found",
        Open::Bid(_) => "Say what became of it",
    };
    let here = Memo::new(move |_| open.get() == Some(this));
    let answer = desk.may.then(|| {
        view! {
            <button type="button" class="link no-print" aria-expanded=move || pressed(here.get())
                on:click=move |_| open.update(|now| *now = (*now != Some(this)).then_some(this))>{word}</button>
            <Show when=move || here.get()><Answer desk this open/></Show>
        }
    });
    view! {
        <li data-late=late.then_some("")>
            <p><b>{kind}</b> " " {words}</p>
            {answer}
        </li>
    }
    .into_any()
}

/// The form under a line.
#[component]
fn Answer(desk: Desk, this: Open, open: RwSignal<Option<Open>>) -> impl IntoView {
    let asking = Asking::new(desk, &["why", "found", "choice"]);
    let choice = RwSignal::new(
        match this {
            Open::Bid(_) => "waiting",
            _ => "yes",
        }
        .to_owned(),
    );
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let change = change(
            desk,
            this,
            &choice.get_untracked(),
            &asking.why.get_untracked(),
        );
        asking.ask(change, move || {
            open.set(None);
            crate::browser::focus("seen-to");
        });
    };
    let choices: &[(&str, &str)] = match this {
        Open::Report(..) => &[],
        Open::Back(_) => &[("yes", "Yes, it comes back"), ("no", "No, it stays")],
        Open::Claim(_) => &[("yes", "In order"), ("no", "Not in order")],
        Open::Bid(_) => &[
            ("waiting", "It is with the funder"),
            ("won", "Won"),
            ("lost", "Lost"),
        ],
    };
    let all: Vec<(String, String)> = choices
        .iter()
        .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
        .collect();
    let label = match this {
        Open::Claim(_) => "What was found",
        _ => "Why, and on what paper",
    };
    let problem = asking.sending;
    view! {
        <form class="form no-print" novalidate on:submit=submit>
            {(!all.is_empty()).then(|| view! { <Choose id="choice" label="Answer" all=all.clone() chosen=choice/> })}
            <Field id="why" label=label value=asking.why voice=true problem=problem.problem("why") required=true/>
            <div class="actions"><Send sending=asking.sending words="Record it"/></div>
        </form>
    }
}

fn change(desk: Desk, this: Open, choice: &str, why: &str) -> Change {
    match this {
        Open::Report(pot, due) => Change::Report {
            covers: vec![(pot, due)],
        },
        Open::Back(id) => Change::AnswerBack {
            id,
            approved: choice == "yes",
        },
        Open::Claim(claim) => Change::LookAt {
            claim,
            found: Looked {
                in_order: choice == "yes",
                words: why.trim().to_owned(),
            },
        },
        Open::Bid(pot) => Change::Bid {
            pot,
            becomes: match choice {
                "won" => Standing::Won { on: desk.today },
                "lost" => Standing::Lost {
                    on: desk.today,
                    why: why.trim().to_owned(),
                },
                _ => Standing::Waiting {
                    since: desk.today,
                    answer_by: None,
                },
            },
            amount: None,
        },
    }
}
