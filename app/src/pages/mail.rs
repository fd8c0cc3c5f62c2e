//! Letters that did not go out: to whom, why, and one press to try again.

use domain::api::{LetterState, MailPage as Page, UnsentLetter};
use leptos::prelude::*;

use crate::api;
use crate::browser::clock_words;
use crate::components::heading::Heading;
use crate::load::load;
use crate::sending::{Send, Sending};
use crate::session::SignedIn;
use crate::words::{capital, near_day};

#[component]
pub fn MailPage(signed: SignedIn) -> impl IntoView {
    let read = load(api::mail);
    let today = signed.today;
    view! {
        <div class="page reading">
            <Heading title="Letters"/>
            {read.view("the letters", move |page: Page| drawn(RwSignal::new(page), today))}
        </div>
    }
}

fn drawn(page: RwSignal<Page>, today: domain::calendar::Date) -> AnyView {
    let how = page.with_untracked(|page| match &page.how {
        Some(how) => format!("Letters go out {how}: consents at once, everything else in one letter a working day and person. None of them says more than that something waits, of which school, and where."),
        None => "This server sends no letters.".to_owned(),
    });
    let rows = move || {
        let now = page.get();
        if now.unsent.is_empty() {
            return view! { <p class="empty" id="unsent" tabindex="-1">"Every letter that was due has gone out."</p> }
                .into_any();
        }
        let rows = now
            .unsent
            .iter()
            .map(|one| row(page, one, today))
            .collect_view();
        view! {
            <h2 id="unsent" tabindex="-1">"Not sent"</h2>
            <div class="table-box" role="region" aria-label="Letters that were not sent" tabindex="0">
                <table>
                    <caption class="visually-hidden">"Letters that were not sent"</caption>
                    <thead><tr><th scope="col">"To"</th><th scope="col">"Written"</th><th scope="col">"Why"</th><th scope="col">"State"</th><th scope="col"><span class="visually-hidden">"Try again"</span></th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="small-print">"May not have arrived: the server ended while it was being sent, so it is not sent again by itself."</p>
        }
        .into_any()
    };
    view! { <p>{how}</p> {rows} }.into_any()
}

fn row(page: RwSignal<Page>, one: &UnsentLetter, today: domain::calendar::Date) -> AnyView {
    let id = one.id;
    let sending = Sending::new(&[]);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.send(async move { api::send_again(id).await }, move |next| {
            page.set(next);
            crate::browser::focus("unsent");
        });
    };
    let again = (one.state != LetterState::TriedAgain).then(|| {
        view! { <form novalidate on:submit=submit><Send sending words="Send it again"/></form> }
    });
    let why = if one.why.is_empty() {
        "not known".to_owned()
    } else {
        one.why.clone()
    };
    view! {
        <tr>
            <th scope="row">{one.to.clone()} <small>{one.email.clone()}</small></th>
            <td>{near_day(one.at.day(), today)} ", " {clock_words(one.at, false)}</td>
            <td>{why}</td>
            <td>{capital(one.state.words())} ", " {one.attempts} {if one.attempts == 1 { " try" } else { " tries" }}</td>
            <td>{again}</td>
        </tr>
    }
    .into_any()
}
