//! The bar on top: where one is, where one can go, who one is.

use domain::access::Action;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::use_bar;
use crate::components::connection::Connection;
use crate::keyboard;
use crate::session::{SignedIn, use_session};

/// A place in the navigation: its letter after `G`, and what one must be allowed somewhere to see it.
struct Place {
    word: &'static str,
    href: &'static str,
    letter: &'static str,
    needs: Option<Action>,
}

const PLACES: [Place; 12] = [
    Place {
        word: "Today",
        href: "/",
        letter: "t",
        needs: None,
    },
    Place {
        word: "Schools",
        href: "/schools",
        letter: "s",
        needs: Some(Action::ReadSchool),
    },
    Place {
        word: "District",
        href: "/district",
        letter: "d",
        needs: Some(Action::ReadDistrict),
    },
    Place {
        word: "Meetings",
        href: "/meetings",
        letter: "m",
        needs: Some(Action::ReadMeeting),
    },
    Place {
        word: "Brokerage",
        href: "/brokerage",
        letter: "b",
        needs: Some(Action::Plan),
    },
    Place {
        word: "Support",
        href: "/support",
        letter: "u",
        needs: Some(Action::ReadSupport),
    },
    Place {
        word: "Caseload",
        href: "/caseload",
        letter: "c",
        needs: Some(Action::ReadCaseload),
    },
    Place {
        word: "Leaders",
        href: "/leaders",
        letter: "l",
        needs: Some(Action::ReadLeaders),
    },
    Place {
        word: "Money",
        href: "/money",
        letter: "f",
        needs: Some(Action::ReadMoney),
    },
    Place {
        word: "Rules",
        href: "/rules",
        letter: "r",
        needs: Some(Action::ReadRules),
    },
    Place {
        word: "Import",
        href: "/import",
        letter: "i",
        needs: Some(Action::Import),
    },
    Place {
        word: "Letters",
        href: "/mail",
        letter: "e",
        needs: Some(Action::ManagePeople),
    },
];

#[component]
pub fn TopBar() -> impl IntoView {
    let session = use_session();
    let bar = use_bar();
    let menu = RwSignal::new(false);
    let path = use_location().pathname;
    Effect::new(move || {
        path.track();
        menu.set(false);
    });
    go_keys();
    let place = move || session.signed_in().map(|signed| signed.authority.clone());
    let live = move || {
        bar.connection.get().map(|_| {
            let state = Signal::derive(move || {
                bar.connection
                    .get()
                    .unwrap_or(crate::components::connection::Connected::Live)
            });
            view! { <Connection state saved=bar.saved/> }
        })
    };
    let middle = move || match bar.middle.get() {
        Some(draw) => draw(),
        None => view! { <Navigation/> }.into_any(),
    };
    view! {
        <header class="top-bar" data-menu=move || menu.get().then_some("open")>
            <a class="mark-and-name" href="/">
                {mark()}
                "Alongside"
            </a>
            <span class="place">{place}</span>
            <div class="middle" data-slot=move || bar.middle.with(Option::is_some).then_some("page")>{middle}</div>
            <div class="side">
                {live}
                {move || bar.side.get().map(|draw| draw())}
                {move || session.signed_in().map(|signed| person(&signed))}
            </div>
            <button type="button" class="button menu-button" aria-expanded=move || crate::components::chip::pressed(menu.get())
                aria-controls="menu" on:click=move |_| menu.update(|open| *open = !*open)>"Menu"</button>
            <div class="menu" id="menu" hidden=move || !menu.get()>
                <Show when=move || menu.get()>
                    <Navigation/>
                    {move || session.signed_in().map(|signed| person(&signed))}
                </Show>
            </div>
        </header>
    }
}

fn person(signed: &SignedIn) -> AnyView {
    let session = use_session();
    view! {
        <span class="person">
            <b>{signed.name.clone()}</b>
            " "
            {signed.actor.role.words()}
        </span>
        <button type="button" class="link sign-out" on:click=move |_| session.leave()>"Sign out"</button>
    }
    .into_any()
}

#[component]
fn Navigation() -> impl IntoView {
    let session = use_session();
    let path = use_location().pathname;
    let here = move |href: &str| {
        path.with(|path| {
            path == href
                || (href != "/"
                    && path
                        .strip_prefix(href)
                        .is_some_and(|rest| rest.starts_with('/')))
        })
    };
    let links = move || {
        let signed = session.signed_in()?;
        Some(
            PLACES
                .iter()
                .filter(|place| place.needs.is_none_or(|needs| signed.may(needs)))
                .map(|place| {
                    let current = move || here(place.href).then_some("page");
                    view! { <li><a href=place.href aria-current=current>{place.word}</a></li> }
                })
                .collect_view(),
        )
    };
    view! {
        <nav aria-label="Main">
            <ul class="navigation">{links}</ul>
        </nav>
    }
}

/// `G` and then a letter goes to a place.
fn go_keys() {
    let session = use_session();
    let navigate = use_navigate();
    let waiting = StoredValue::new(0_i64);
    keyboard::listen(move |event| {
        let key = event.key().to_lowercase();
        let now = crate::browser::now().0;
        if key == "g" {
            waiting.set_value(now);
            return true;
        }
        if now - waiting.get_value() > 1_500 {
            return false;
        }
        waiting.set_value(0);
        let Some(signed) = session.signed_in() else {
            return false;
        };
        let found = PLACES
            .iter()
            .find(|place| place.letter == key && place.needs.is_none_or(|needs| signed.may(needs)));
        if let Some(place) = found {
            navigate(place.href, NavigateOptions::default());
        }
        found.is_some()
    });
}

/// Four bars side by side, two of them ours.
pub fn mark() -> AnyView {
    view! {
        <svg class="app-mark" viewBox="0 0 22 16" width="22" height="16" aria-hidden="true">
            <path class="ink" d="M0 6h3.4v8H0zM6 2h3.4v12H6z"></path>
            <path class="accent" d="M12 2h3.4v12H12zM18 6h3.4v8H18z"></path>
        </svg>
    }
    .into_any()
}
