//! Meetings: those there are, and a new one.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::session::SignedIn;

#[component]
pub fn MeetingsPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    view! {
        <div class="page reading">
            <Heading title="Meetings"/>
        </div>
    }
}
