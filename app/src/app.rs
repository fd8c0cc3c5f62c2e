//! Every page URL, and who may see which page.

use domain::access::Action;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};

use crate::api::Answer;
use crate::browser;
use crate::components::heading::Heading;
use crate::frame::Frame;
use crate::keyboard::Keys;
use crate::load::{failure_view, load, waiting};
use crate::pages::apart::{self, Draw};
use crate::pages::sign_in::SignInPage;
use crate::pages::today::TodayPage;
use crate::session::{SessionState, SignedIn, Standing, use_session};

#[component]
pub fn App() -> impl IntoView {
    let session = SessionState::provide();
    let keys = Keys::provide();
    Effect::new(move || match session.get() {
        // Whoever turned letters off must not have the first one pressed after loading answered.
        Standing::Asking => {}
        standing => keys.are_for(standing.person()),
    });
    fetch_ahead(session);
    view! {
        <Router>
            <Frame>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/sign-in") view=|| view! { <SignInPage/> }.into_any()/>
                    <Route path=path!("/") view=|| page(None, |signed| view! { <TodayPage signed/> }.into_any())/>
                    <Route path=path!("/schools") view=|| {
                        page(Some(Action::ReadSchool), |signed| fetched(signed, apart::schools))
                    }/>
                    <Route path=path!("/schools/organisations") view=|| {
                        page(Some(Action::ReadOrganisations), |signed| fetched(signed, apart::organisations))
                    }/>
                    <Route path=path!("/schools/organisations/:id") view=|| {
                        page(Some(Action::ReadOrganisations), |signed| fetched(signed, apart::organisation))
                    }/>
                    <Route path=path!("/schools/:urn") view=|| {
                        page(Some(Action::ReadSchool), |signed| fetched(signed, apart::school))
                    }/>
                    <Route path=path!("/schools/:urn/letter") view=|| {
                        page(Some(Action::ReadSchool), |signed| fetched(signed, apart::letter))
                    }/>
                    <Route path=path!("/district") view=|| {
                        page(Some(Action::ReadDistrict), |signed| fetched(signed, apart::district))
                    }/>
                    <Route path=path!("/partnerships/:id") view=|| {
                        page(Some(Action::ReadDistrict), |signed| fetched(signed, apart::district))
                    }/>
                    <Route path=path!("/meetings") view=|| {
                        page(Some(Action::ReadMeeting), |signed| fetched(signed, apart::meetings))
                    }/>
                    <Route path=path!("/meetings/:id") view=|| {
                        page(Some(Action::ReadMeeting), |signed| fetched(signed, apart::meeting))
                    }/>
                    <Route path=path!("/meetings/:id/papers") view=|| {
                        page(Some(Action::ReadMeeting), |signed| fetched(signed, apart::papers))
                    }/>
                    <Route path=path!("/meetings/:id/minutes") view=|| {
                        page(Some(Action::ReadMeeting), |signed| fetched(signed, apart::minutes))
                    }/>
                    <Route path=path!("/meetings/:id/projector") view=|| {
                        page(Some(Action::ReadMeeting), |signed| fetched(signed, apart::projector))
                    }/>
                    <Route path=path!("/brokerage") view=|| {
                        page(Some(Action::ReadNeeds), |signed| fetched(signed, apart::brokerage))
                    }/>
                    <Route path=path!("/support") view=|| {
                        page(Some(Action::ReadSupport), |signed| fetched(signed, apart::support))
                    }/>
                    <Route path=path!("/support/new") view=|| {
                        page(Some(Action::RequestSupport), |signed| fetched(signed, apart::ask_support))
                    }/>
                    <Route path=path!("/library") view=|| {
                        page(Some(Action::ReadSupport), |signed| fetched(signed, apart::library))
                    }/>
                    <Route path=path!("/support/offers") view=|| {
                        page(Some(Action::ReadOrganisations), |signed| fetched(signed, apart::offers))
                    }/>
                    <Route path=path!("/support/combined/:urn") view=|| {
                        page(Some(Action::ReadSupport), |signed| fetched(signed, apart::combined))
                    }/>
                    <Route path=path!("/support/:id") view=|| {
                        page(Some(Action::ReadSupport), |signed| fetched(signed, apart::case))
                    }/>
                    <Route path=path!("/support/:id/request") view=|| {
                        page(Some(Action::ReadSupport), |signed| fetched(signed, apart::ask_support))
                    }/>
                    <Route path=path!("/support/:id/visit") view=|| {
                        page(Some(Action::ReadSupport), |signed| fetched(signed, apart::visit))
                    }/>
                    <Route path=path!("/leaders") view=|| {
                        page(Some(Action::ReadLeaders), |signed| fetched(signed, apart::leaders))
                    }/>
                    <Route path=path!("/leaders/new") view=|| {
                        page(Some(Action::ChangeLeader), |signed| fetched(signed, apart::new_leader))
                    }/>
                    <Route path=path!("/leaders/fairness") view=|| {
                        page(Some(Action::Plan), |signed| fetched(signed, apart::fairness))
                    }/>
                    <Route path=path!("/leaders/terms") view=|| {
                        page(Some(Action::Plan), |signed| fetched(signed, apart::terms))
                    }/>
                    <Route path=path!("/leaders/recruitment") view=|| {
                        page(Some(Action::ReadRecruitment), |signed| fetched(signed, apart::recruitment))
                    }/>
                    <Route path=path!("/leaders/:id") view=|| {
                        page(Some(Action::ReadLeaders), |signed| fetched(signed, apart::leader))
                    }/>
                    <Route path=path!("/money") view=|| {
                        page(Some(Action::ReadMoney), |signed| fetched(signed, apart::money))
                    }/>
                    <Route path=path!("/money/new") view=|| {
                        page(Some(Action::ChangeMoney), |signed| fetched(signed, apart::new_pot))
                    }/>
                    <Route path=path!("/money/put-aside") view=|| {
                        page(Some(Action::ChangeMoney), |signed| fetched(signed, apart::put_aside))
                    }/>
                    <Route path=path!("/money/:id") view=|| {
                        page(Some(Action::ReadMoney), |signed| fetched(signed, apart::pot))
                    }/>
                    <Route path=path!("/mail") view=|| {
                        page(Some(Action::ManagePeople), |signed| fetched(signed, apart::mail))
                    }/>
                    <Route path=path!("/caseload") view=|| {
                        page(Some(Action::ReadCaseload), |signed| fetched(signed, apart::caseload))
                    }/>
                    <Route path=path!("/caseload/hand-over") view=|| {
                        page(Some(Action::ChangeCaseload), |signed| fetched(signed, apart::hand_over))
                    }/>
                    <Route path=path!("/caseload/way") view=|| {
                        page(Some(Action::ReadCaseload), |signed| fetched(signed, apart::way))
                    }/>
                    <Route path=path!("/caseload/:urn") view=|| {
                        page(Some(Action::ReadCaseload), |signed| fetched(signed, apart::school_file))
                    }/>
                    <Route path=path!("/caseload/:urn/note") view=|| {
                        page(Some(Action::WriteNotes), |signed| fetched(signed, apart::note))
                    }/>
                    <Route path=path!("/caseload/:urn/evaluation") view=|| {
                        page(Some(Action::ReadCaseload), |signed| fetched(signed, apart::evaluation))
                    }/>
                    <Route path=path!("/caseload/:urn/log") view=|| {
                        page(Some(Action::ReadCaseload), |signed| fetched(signed, apart::school_log))
                    }/>
                    <Route path=path!("/caseload/:urn/report") view=|| {
                        page(Some(Action::ReadCaseload), |signed| fetched(signed, apart::annual_report))
                    }/>
                    <Route path=path!("/statutory") view=|| {
                        page(Some(Action::ReadStatutory), |signed| fetched(signed, apart::statutory))
                    }/>
                    <Route path=path!("/statutory/:urn") view=|| {
                        page(Some(Action::ReadStatutory), |signed| fetched(signed, apart::action))
                    }/>
                    <Route path=path!("/statutory/:urn/notice") view=|| {
                        page(Some(Action::ReadStatutory), |signed| fetched(signed, apart::notice))
                    }/>
                    <Route path=path!("/report") view=|| {
                        page(Some(Action::ReadDistrict), |signed| fetched(signed, apart::strategic))
                    }/>
                    <Route path=path!("/peers") view=|| {
                        page(Some(Action::ReadPeers), |signed| fetched(signed, apart::peers))
                    }/>
                    <Route path=path!("/rules") view=|| {
                        page(Some(Action::ReadRules), |signed| fetched(signed, apart::rules))
                    }/>
                    <Route path=path!("/import") view=|| {
                        page(Some(Action::Import), |signed| fetched(signed, apart::import))
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

/// How long the first page has the line to itself, milliseconds.
const FIRST_PAGE: u32 = 3_000;

/// Fetches the pages in files of their own that somebody may see, once the first page had its time: none
/// waits for its file, and a lost line keeps nobody from them. What fails now is fetched when needed.
fn fetch_ahead(session: SessionState) {
    let signed = Memo::new(move |_| session.signed_in());
    Effect::new(move || {
        let Some(signed) = signed.get() else { return };
        spawn_local(async move {
            TimeoutFuture::new(FIRST_PAGE).await;
            if signed.may(Action::ReadSchool) {
                let _ = apart::schools().await;
            }
            if signed.may(Action::ReadMeeting) {
                let _ = apart::meetings().await;
                let _ = apart::minutes().await;
            }
            if signed.may(Action::ReadSupport)
                && let (Ok(send), Some(_)) = (apart::records().await, signed.actor.leader)
            {
                send(signed.actor.person);
            }
            if signed.may(Action::ReadCaseload) {
                let _ = apart::caseload().await;
            }
            if signed.may(Action::ReadNeeds) {
                let _ = apart::brokerage().await;
            }
            if signed.may(Action::ReadLeaders) {
                let _ = apart::leaders().await;
            }
            if signed.may(Action::ReadMoney) {
                let _ = apart::money().await;
            }
            if signed.may(Action::ReadDistrict) {
                let _ = apart::district().await;
            }
            if signed.may(Action::ReadRules) {
                let _ = apart::rules().await;
            }
            if signed.may(Action::Import) {
                let _ = apart::import().await;
            }
        });
    });
}

/// A page out of a file of its own; hairlines until the file is here.
fn fetched<F>(signed: SignedIn, fetch: fn() -> F) -> AnyView
where
    F: Future<Output = Answer<Draw>> + 'static,
{
    load(fetch).view("the page", move |draw| draw(signed.clone()))
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
