//! One's own dates in one's own calendar: an address to subscribe to, made and taken back with a press.

use domain::api::CalendarLink;
use leptos::prelude::*;

use crate::api;
use crate::load::load;
use crate::sending::{Send, Sending};

pub fn own_dates() -> AnyView {
    let read = load(api::calendar);
    view! {
        <section class="section own-dates no-print">
            <div class="section-head"><h2>"Your dates in your own calendar"</h2> <span>"meetings, visits agreed, what is due of you"</span></div>
            {read.view("the calendar", |link: CalendarLink| drawn(RwSignal::new(link)))}
        </section>
    }
    .into_any()
}

fn drawn(link: RwSignal<CalendarLink>) -> AnyView {
    let (making, forgetting) = (Sending::new(&[]), Sending::new(&[]));
    let make = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        making.send(api::make_calendar(), move |next| link.set(next));
    };
    let forget = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        forgetting.send(api::forget_calendar(), move |next| link.set(next));
    };
    let said = move || {
        let now = link.get();
        match (now.path, now.made) {
            (Some(path), _) => {
                let origin = web_sys::window()
                    .and_then(|window| window.location().origin().ok())
                    .unwrap_or_default();
                view! {
                    <p>"Subscribe to this address in your calendar. It is shown once, and whoever has it reads these dates:"</p>
                    <p><code id="calendar-address">{origin}{path}</code></p>
                }
                .into_any()
            }
            (None, Some(_)) => view! { <p>"You have an address. A new one takes its place."</p> }.into_any(),
            (None, None) => {
                view! { <p>"No dates leave here until you make an address. It says what waits and at which school, and nothing of how a school is doing."</p> }
                    .into_any()
            }
        }
    };
    let has = move || link.with(|link| link.made.is_some());
    view! {
        {said}
        <div class="actions">
            <form novalidate on:submit=make><Send sending=making words="Make an address"/></form>
            <Show when=has><form novalidate on:submit=forget><Send sending=forgetting words="Take it back"/></form></Show>
        </div>
    }
    .into_any()
}
