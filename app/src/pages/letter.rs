//! The letter to a school about what was decided of it: draft, issued once the school was told and could
//! answer; and the school's appeal. Prints on one page.

use domain::api::{AppealDecision, IssueLetter, LetterPage as Page};
use domain::calendar::day_words;
use domain::schools::Urn;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::{self, Answer, Failure};
use crate::browser;
use crate::components::field::Field;
use crate::components::heading::Heading;
use crate::load::load;
use crate::sending::{Send, Sending};
use crate::session::SignedIn;

#[component]
pub fn LetterPage(signed: SignedIn) -> impl IntoView {
    let params = use_params_map();
    let urn = Memo::new(move |_| {
        let text = params.with(|params| params.get("urn"))?;
        Urn::try_from(text.parse::<u32>().ok()?).ok()
    });
    let page = load(move || {
        let urn = urn.get();
        async move { read(urn).await }
    });
    let authority = signed.authority.clone();
    let ready = move |found: Page| {
        let again = Callback::new(move |()| page.again());
        match urn.get_untracked() {
            Some(urn) => drawn(urn, &found, &authority, again),
            None => ().into_any(),
        }
    };
    view! { <div class="minutes-page">{page.page("the letter", ready)}</div> }
}

async fn read(urn: Option<Urn>) -> Answer<Page> {
    match urn {
        Some(urn) => api::letter(urn).await,
        None => Err(Failure::Offline),
    }
}

fn drawn(urn: Urn, page: &Page, authority: &str, again: Callback<()>) -> AnyView {
    let letter = &page.letter;
    let paragraphs = letter
        .paragraphs
        .iter()
        .map(|words| view! { <p>{words.clone()}</p> })
        .collect_view();
    let list = letter
        .list
        .iter()
        .map(|words| view! { <li>{words.clone()}</li> })
        .collect_view();
    let closing = letter
        .closing
        .iter()
        .map(|words| view! { <p>{words.clone()}</p> })
        .collect_view();
    let day = page
        .issued
        .as_ref()
        .map(|issued| view! { <p class="letter-day">{day_words(issued.at.day())}</p> });
    view! {
        <article class="minutes letter">
            <p class="running-head"><span>{authority.to_owned()}</span> <b>"Official, sensitive: to the school alone"</b></p>
            {standing(page)}
            <p class="actions no-print">
                <button type="button" class="button small" on:click=|_| browser::print()>"Print"</button>
                <a href=format!("/schools/{urn}")>"The school"</a>
            </p>
            <p class="letter-to">{letter.to.clone()}</p>
            {day}
            <Heading title=letter.about.clone()/>
            <div class="letter-body voice">
                {paragraphs}
                <p>"What follows:"</p>
                <ul>{list}</ul>
                {closing}
                <p>{letter.from.clone()}</p>
            </div>
            {issue(urn, page, again)}
            {appeal(urn, page, again)}
        </article>
    }
    .into_any()
}

/// How far the letter has got, in words.
fn standing(page: &Page) -> AnyView {
    let words = match (&page.issued, &page.held) {
        (Some(issued), _) => {
            return view! { <p class="small-print no-print">{format!("Issued by {} on {}.", issued.by, day_words(issued.at.day()))}</p> }
                .into_any();
        }
        (None, Some(why)) => format!("Draft. It cannot be issued yet: {why}."),
        (None, None) => "Draft. The school was told and could answer: it can be issued.".to_owned(),
    };
    view! { <p class="draft no-print">{words}</p> }.into_any()
}

fn issue(urn: Urn, page: &Page, again: Callback<()>) -> Option<AnyView> {
    let meeting = page.meeting;
    page.may_issue.then(|| {
        let sending = Sending::new(&[]);
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            let asked = IssueLetter { meeting };
            let request = async move { api::issue_letter(urn, &asked).await };
            sending.send(request, move |_: Page| again.run(()));
        };
        view! {
            <form class="section no-print" on:submit=submit>
                <p>"Issued, it is kept as it is and its head can read it."</p>
                <p><Send sending words="Issue the letter" primary=true/></p>
            </form>
        }
        .into_any()
    })
}

fn appeal(urn: Urn, page: &Page, again: Callback<()>) -> Option<AnyView> {
    if let Some(appeal) = &page.appeal {
        return Some(
            view! {
                <section class="section">
                    <h2>"The school has appealed"</h2>
                    <blockquote class="voice"><em>"“" {appeal.text.clone()} "”"</em></blockquote>
                    <p class="small-print">{appeal.by.clone()} ", " {day_words(appeal.at.day())} ". The school is the first item of the next meeting."</p>
                </section>
            }
            .into_any(),
        );
    }
    let meeting = page.meeting;
    (page.may_appeal && page.issued.is_some())
        .then(|| view! { <Appeal urn meeting again/> }.into_any())
}

#[component]
fn Appeal(urn: Urn, meeting: domain::schools::MeetingId, again: Callback<()>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let sending = Sending::new(&["text"]);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let asked = AppealDecision {
            meeting,
            text: text.get_untracked(),
        };
        let request = async move { api::appeal(urn, &asked).await };
        sending.send(request, move |_: Page| again.run(()));
    };
    view! {
        <section class="section no-print">
            <h2>"Appeal"</h2>
            <form class="form" novalidate on:submit=submit>
                <Field id="appeal" label="Why the decision is wrong" hint="It is recorded, and the next meeting begins with your school" kind="area" voice=true value=text problem=sending.problem("text") required=true/>
                <div><Send sending words="Appeal"/></div>
            </form>
        </section>
    }
}
