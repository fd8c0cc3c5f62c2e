//! Every page URL, and who may see which page.

use domain::access::Action;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};

use crate::browser;
use crate::components::heading::Heading;
use crate::frame::Frame;
use crate::keyboard::Keys;
use crate::load::{failure_view, waiting};
use crate::pages::brokerage::BrokeragePage;
use crate::pages::import::ImportPage;
use crate::pages::leaders::LeadersPage;
use crate::pages::meeting::MeetingPage;
use crate::pages::meetings::MeetingsPage;
use crate::pages::projector::ProjectorPage;
use crate::pages::school::SchoolPage;
use crate::pages::schools::SchoolsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::today::TodayPage;
use crate::session::{SessionState, SignedIn, Standing, use_session};

#[component]
pub fn App() -> impl IntoView {
    SessionState::provide();
    Keys::provide();
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/sign-in") view=|| view! { <SignInPage/> }.into_any()/>
                    <Route path=path!("/") view=|| page(None, |signed| view! { <TodayPage signed/> }.into_any())/>
                    <Route path=path!("/schools") view=|| {
                        page(Some(Action::ReadSchool), |signed| view! { <SchoolsPage signed/> }.into_any())
                    }/>
                    <Route path=path!("/schools/:urn") view=|| {
                        page(Some(Action::ReadSchool), |signed| view! { <SchoolPage signed/> }.into_any())
                    }/>
                    <Route path=path!("/meetings") view=|| {
                        page(Some(Action::ReadMeeting), |signed| view! { <MeetingsPage signed/> }.into_any())
                    }/>
                    <Route path=path!("/meetings/:id") view=|| {
                        page(Some(Action::ReadMeeting), |signed| view! { <MeetingPage signed/> }.into_any())
                    }/>
                    <Route path=path!("/meetings/:id/projector") view=|| {
                        page(Some(Action::ReadMeeting), |signed| view! { <ProjectorPage signed/> }.into_any())
                    }/>
                    <Route path=path!("/brokerage") view=|| {
                        page(Some(Action::ReadNeeds), |signed| view! { <BrokeragePage signed/> }.into_any())
                    }/>
                    <Route path=path!("/leaders") view=|| {
                        page(Some(Action::ReadLeaders), |signed| view! { <LeadersPage signed/> }.into_any())
                    }/>
                    <Route path=path!("/import") view=|| {
                        page(Some(Action::Import), |signed| view! { <ImportPage signed/> }.into_any())
                    }/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}

/// A page for somebody who is signed in and may do that somewhere. Whoever is not signed in goes to
/// sign in first and then comes back here.
fn page(needs: Option<Action>, draw: fn(SignedIn) -> AnyView) -> AnyView {
    let session = use_session();
    let navigate = use_navigate();
    let location = use_location();
    // A signed-in person stays the same value while they move about: the page is drawn once.
    let standing = Memo::new(move |_| session.get());
    Effect::new(move || {
        if standing.get() == Standing::Out && location.pathname.get_untracked() != "/sign-in" {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&sign_in_url(&browser::address()), options);
        }
    });
    (move || match standing.get() {
        Standing::Asking => waiting("who is signed in"),
        Standing::Out => ().into_any(),
        Standing::Lost(failure) => failure_view(&failure, Callback::new(move |()| session.ask())),
        Standing::In(signed) if needs.is_none_or(|action| signed.may(action)) => draw(signed),
        Standing::In(signed) => not_for(&signed),
    })
    .into_any()
}

/// Where to sign in and then go on to `target`.
pub fn sign_in_url(target: &str) -> String {
    if target == "/" {
        return "/sign-in".to_owned();
    }
    let target: String = js_sys::encode_uri_component(target).into();
    format!("/sign-in?to={target}")
}

fn not_for(signed: &SignedIn) -> AnyView {
    let who = format!(
        "This page is not one a {} sees.",
        signed.actor.role.words().to_lowercase()
    );
    view! {
        <div class="page reading">
            <Heading title="Not your page"/>
            <p>{who} " If it should be, ask the lead officer of " {signed.authority.clone()} "."</p>
            <p><a href="/">"Go to today"</a></p>
        </div>
    }
    .into_any()
}

#[component]
fn NotFound() -> impl IntoView {
    view! {
        <div class="page reading">
            <Heading title="There is no such page"/>
            <p>"The address may be mistyped, or the page may have been for something that is gone."</p>
            <p><a href="/">"Go to today"</a></p>
        </div>
    }
    .into_any()
}
