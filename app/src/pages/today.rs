//! What waits for this person.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::session::SignedIn;

#[component]
pub fn TodayPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    view! {
        <div class="page reading">
            <Heading title="Today"/>
        </div>
    }
}
