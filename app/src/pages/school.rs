//! One school.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::session::SignedIn;

#[component]
pub fn SchoolPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    view! {
        <div class="page reading">
            <Heading title="School"/>
        </div>
    }
}
