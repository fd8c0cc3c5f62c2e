//! System leaders.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::session::SignedIn;

#[component]
pub fn LeadersPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    view! {
        <div class="page reading">
            <Heading title="Leaders"/>
        </div>
    }
}
