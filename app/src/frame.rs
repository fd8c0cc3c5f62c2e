//! What stands around every page: the bar on top, the skip link, the foot, and what happens when one
//! goes from page to page.

mod bar;
mod footer;
mod key_list;
mod scroll;

pub use bar::mark;

use std::sync::Arc;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::connection::Connected;
use crate::components::heading;
use crate::session::use_session;

/// What a page may put into the bar.
#[derive(Clone, Copy)]
pub struct Bar {
    /// How the page is joined to the server; none: the page is not live.
    pub connection: RwSignal<Option<Connected>>,
    /// "saved 14:07:32"
    pub saved: RwSignal<String>,
    /// In place of the navigation: a meeting's title.
    middle: RwSignal<Option<Slot>>,
    /// Before the person: presence, the projector button.
    side: RwSignal<Option<Slot>>,
}

type Slot = Arc<dyn Fn() -> AnyView + Send + Sync>;

impl Bar {
    fn provide() -> Self {
        let bar = Self {
            connection: RwSignal::new(None),
            saved: RwSignal::new(String::new()),
            middle: RwSignal::new(None),
            side: RwSignal::new(None),
        };
        provide_context(bar);
        bar
    }

    /// Puts something in place of the navigation while the page lives.
    pub fn in_the_middle(self, draw: impl Fn() -> AnyView + Send + Sync + 'static) {
        self.middle.set(Some(Arc::new(draw)));
        on_cleanup(move || {
            self.middle.try_set(None);
        });
    }

    /// Puts something before the person's name while the page lives.
    pub fn at_the_side(self, draw: impl Fn() -> AnyView + Send + Sync + 'static) {
        self.side.set(Some(Arc::new(draw)));
        on_cleanup(move || {
            self.side.try_set(None);
        });
    }

    /// Says that the page is live while it lives; set [`Bar::connection`] as it changes.
    pub fn is_live(self) {
        self.connection.set(Some(Connected::Reconnecting));
        on_cleanup(move || {
            self.connection.try_set(None);
            self.saved.try_set(String::new());
        });
    }
}

/// The bar of the frame around this.
pub fn use_bar() -> Bar {
    use_context().unwrap_or_else(Bar::provide)
}

/// Everything around the page.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    Bar::provide();
    let session = use_session();
    let path = use_location().pathname;
    let bare =
        Memo::new(move |_| path.with(|path| path == "/sign-in" || path.ends_with("/projector")));
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            heading::arrived();
        }
        path
    });
    scroll::restore();
    view! {
        <nav aria-label="Skip">
            <a class="skip-link" href="#main" on:click=move |event| {
                event.prevent_default();
                crate::browser::focus("main");
            }>"Skip to the content"</a>
        </nav>
        <Show when=move || !bare.get()>
            <bar::TopBar/>
        </Show>
        <Show when=move || !bare.get() && session.is_outdated()>
            <p class="other-rules" role="status">
                "Other rules were adopted since this page was drawn: a category on it may be called what it no longer is. "
                <button type="button" class="link" on:click=move |_| session.ask()>"Show it by the new rules"</button>
            </p>
        </Show>
        <main id="main" tabindex="-1">{children()}</main>
        <Show when=move || !bare.get()>
            <footer::Footer/>
        </Show>
        <div id="announcer" class="visually-hidden" aria-live="polite"></div>
        <key_list::KeyList/>
    }
}
