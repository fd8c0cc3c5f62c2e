//! Rounds in which leaders are sought: what is sought, who is put forward, and what came of it.

mod acts;
mod apply;
mod draft;
mod person;
mod round;
mod short;

use domain::access::Action;
use domain::api::{PutRound, RecruitmentPage as Page, RoundRow};
use domain::brokerage::recruitment::{RoundEntry, Standing};
use domain::schools::ChangeId;
use leptos::prelude::*;

use crate::api;
use crate::browser;
use crate::components::heading::Heading;
use crate::load::load;
use crate::pages::organisations::act::{Act, Open, act};
use crate::pages::support::form::{Ask, Written, Wrong};
use crate::session::SignedIn;
use crate::words::{capital, count_words};

/// The page, which of its forms is open, and whose it is.
#[derive(Clone, Copy)]
struct Desk {
    page: RwSignal<Page>,
    open: Open,
    me: StoredValue<SignedIn>,
}

#[component]
pub fn RecruitmentPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::recruitment);
    let plans = signed.may(Action::Plan);
    // Governors come here from Support: the leaders themselves are not theirs to read.
    let (back, words) = if signed.may(Action::ReadLeaders) {
        ("/leaders", "All leaders")
    } else {
        ("/support", "Support")
    };
    let me = StoredValue::new(signed);
    let ready = move |page: Page| {
        let desk = Desk {
            page: RwSignal::new(page),
            open: RwSignal::new(String::new()),
            me,
        };
        let short = plans.then(|| view! { <short::Short page=desk.page/> });
        view! { {move || desk.page.with(|page| drawn(desk, page))} {short} }.into_any()
    };
    view! {
        <div class="page leaders recruitment">
            <div class="leaders-head">
                <Heading title="Recruitment of leaders"/>
                <div class="actions"><a class="button small no-print" href=back>{words}</a></div>
            </div>
            {read.view("the rounds", ready)}
        </div>
    }
}

fn drawn(desk: Desk, page: &Page) -> AnyView {
    let (now, over): (Vec<&RoundRow>, Vec<&RoundRow>) = page
        .rounds
        .iter()
        .partition(|row| row.standing != Standing::Over);
    let runs = desk.me.with_value(|me| me.may(Action::RunRecruitment));
    let begin =
        runs.then(|| view! { <div class="other-acts no-print">{draft::open(desk, page)}</div> });
    let rounds = now
        .iter()
        .map(|row| round::one(desk, row, page))
        .collect_view();
    let count = over.len();
    let past = over
        .iter()
        .map(|row| round::one(desk, row, page))
        .collect_view();
    let past = (count > 0).then(|| {
        let words = if count == 1 {
            "One round that is over".to_owned()
        } else {
            format!("{} rounds that are over", capital(&count_words(count)))
        };
        view! { <details class="more past-rounds"><summary>{words}</summary>{past}</details> }
    });
    view! {
        <p class="lead" role="status">{said(page)}</p>
        {begin}
        {rounds}
        {past}
    }
    .into_any()
}

/// "Two rounds are open to applications; 5 places are not filled."
fn said(page: &Page) -> String {
    let going = page
        .rounds
        .iter()
        .filter(|row| row.standing != Standing::Over);
    let left: u32 = going
        .filter_map(|row| Some(u32::from(row.pipeline.as_ref()?.left)))
        .sum();
    let open = page
        .rounds
        .iter()
        .filter(|row| row.standing == Standing::Open)
        .count();
    let open = match open {
        0 => "No round is open to applications".to_owned(),
        1 => "One round is open to applications".to_owned(),
        count => format!(
            "{} rounds are open to applications",
            capital(&count_words(count))
        ),
    };
    match left {
        0 => format!("{open}."),
        1 => format!("{open}; one place is not filled."),
        left => format!("{open}; {left} places are not filled."),
    }
}

/// An act that writes an entry of a round.
fn entry(
    desk: Desk,
    row: &RoundRow,
    (key, words): (String, &str),
    asks: Vec<Ask>,
    fields: &'static [&'static str],
    make: impl Fn(&Written) -> Result<RoundEntry, Wrong> + Send + Sync + Clone + 'static,
) -> AnyView {
    let (of, base) = (row.id, row.round.revision);
    // Made once: pressing twice, or again after a lost answer, is one entry.
    let id = ChangeId(browser::new_id());
    let form = Act {
        key,
        words: words.to_owned(),
        asks,
        fields,
    };
    let send = move |written: &Written| {
        let asked = PutRound {
            id,
            base,
            entry: make(written)?,
        };
        Ok(async move { api::put_round(of, &asked).await })
    };
    act(desk.open, form, send, move |next| desk.page.set(next))
}
