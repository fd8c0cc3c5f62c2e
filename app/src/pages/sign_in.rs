//! Sign in.

use leptos::prelude::*;

use crate::components::heading::Heading;

#[component]
pub fn SignInPage() -> impl IntoView {
    view! { <Heading title="Sign in"/> }
}
