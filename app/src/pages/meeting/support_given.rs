//! Support since the last meeting, as evidence beside the indicators: who came, how long, what was found and said,
//! and what is agreed next. As it stood when the page was opened.

use leptos::prelude::*;

use super::in_meeting::InMeeting;
use crate::components::support_since::support_since;

#[component]
pub fn SupportGiven(here: InMeeting) -> impl IntoView {
    let given = Memo::new(move |_| {
        let urn = here.urn.get()?;
        here.state.with(|state| state.support.get(&urn).cloned())
    });
    move || {
        given.get().map(|all| {
            view! {
                <section class="support-given">
                    <h2>"Support since the last meeting"</h2>
                    {support_since(&all)}
                </section>
            }
        })
    }
}
