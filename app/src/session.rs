//! Who is signed in. A page gets [`SignedIn`] as a value, so no page can be drawn without one.

use std::ops::Deref;
use std::sync::Arc;

use domain::access::{Action, may_somewhere};
use domain::api::Session;
use domain::risk::Scheme;
use domain::schools::PersonId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, Failure};

/// Somebody who is signed in, and the scheme in force. Cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedIn(Arc<Session>);

impl Deref for SignedIn {
    type Target = Session;
    fn deref(&self) -> &Session {
        &self.0
    }
}

impl SignedIn {
    /// The scheme in force.
    pub fn scheme(&self) -> Arc<Scheme> {
        self.0.scheme.clone()
    }

    /// Whether there is anything of this kind they may do: what navigation and buttons show.
    pub fn may(&self, action: Action) -> bool {
        may_somewhere(&self.0.actor, action)
    }
}

/// What is known of the session.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// Not asked yet.
    Asking,
    /// Nobody.
    Out,
    In(SignedIn),
    /// The server did not say.
    Lost(Failure),
}

impl Standing {
    /// Who is signed in, if anybody.
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::In(signed) => Some(signed.actor.person),
            _ => None,
        }
    }
}

/// The session as the whole app sees it.
#[derive(Debug, Clone, Copy)]
pub struct SessionState {
    standing: RwSignal<Standing>,
    /// Other rules are in force than those the pages were drawn by.
    outdated: RwSignal<bool>,
}

impl SessionState {
    /// Asks the server who is signed in, and gives the answer to everything below.
    pub fn provide() -> Self {
        let state = Self {
            standing: RwSignal::new(Standing::Asking),
            outdated: RwSignal::new(false),
        };
        provide_context(state);
        api::when_signed_out(move || state.standing.set(Standing::Out));
        api::when_rules_change(move || state.outdated.set(true));
        state.ask();
        state
    }

    pub fn get(self) -> Standing {
        self.standing.get()
    }

    /// Who is signed in, if anybody.
    pub fn signed_in(self) -> Option<SignedIn> {
        match self.standing.get() {
            Standing::In(signed) => Some(signed),
            _ => None,
        }
    }

    /// Asks again.
    pub fn ask(self) {
        spawn_local(async move {
            let standing = match api::session().await {
                Ok(session) => Standing::In(SignedIn(Arc::new(session))),
                Err(Failure::Refused(problem)) if problem.status == 401 => Standing::Out,
                Err(failure) => Standing::Lost(failure),
            };
            self.outdated.set(false);
            self.standing.set(standing);
        });
    }

    /// Whether other rules were adopted since the pages were drawn. They are left as they are until
    /// somebody says so: what is being typed is not taken from under their hands.
    pub fn is_outdated(self) -> bool {
        self.outdated.get()
    }

    /// Signs out, on the server too.
    pub fn leave(self) {
        spawn_local(async move {
            match api::sign_out().await {
                Ok(()) => {
                    // Nothing of theirs stays on this device.
                    crate::offline::wipe();
                    self.standing.set(Standing::Out);
                }
                // Not signed out until the server says so.
                Err(failure) => self.standing.set(Standing::Lost(failure)),
            }
        });
    }
}

/// The session of the app around this.
pub fn use_session() -> SessionState {
    use_context().unwrap_or_else(SessionState::provide)
}
