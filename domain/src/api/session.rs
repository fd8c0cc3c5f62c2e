//! Signing in, and what every page needs to know of who is there.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::access::{Actor, Role};
use crate::calendar::Date;
use crate::risk::Scheme;
use crate::schools::{AuthorityId, PartnershipId, PersonId};

/// `POST /api/session`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    pub email: String,
    pub password: String,
}

/// `POST /api/session/demo`: one click, in a demo database only.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoSignIn {
    pub person: PersonId,
}

/// `POST /api/session/display`: a projector's link, opened on the device that shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisplaySignIn {
    pub token: String,
}

/// `GET /api/session`: who is signed in, and what the screen needs everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub actor: Actor,
    pub name: String,
    pub email: String,
    pub authority: String,
    pub demo: bool,
    /// The scheme in force.
    pub scheme: Arc<Scheme>,
    pub today: Date,
    pub partnerships: Vec<Partnership>,
}

/// `GET /api/session/demo`: the made-up people one may sign in as; nobody outside a demo database.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demonstration {
    pub people: Vec<DemoPerson>,
    /// Another version of the program made the district up: some pages may be empty.
    pub of_another_version: bool,
}

/// Somebody made up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPerson {
    pub id: PersonId,
    pub name: String,
    pub role: Role,
    /// What they are there for: "Chairs the Upper Vale partnership".
    pub about: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partnership {
    pub id: PartnershipId,
    pub name: String,
}

/// A person's own authority, for headings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    pub id: AuthorityId,
    pub name: String,
}
