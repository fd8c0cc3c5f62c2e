//! Every school, in a table.

use leptos::prelude::*;

use crate::components::heading::Heading;
use crate::session::SignedIn;

#[component]
pub fn SchoolsPage(signed: SignedIn) -> impl IntoView {
    let _ = signed;
    view! {
        <div class="page reading">
            <Heading title="Schools"/>
        </div>
    }
}
