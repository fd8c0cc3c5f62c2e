//! The kinds of organisation there are and what they do: data (`schemes/organisations.toml`), and the code knows none
//! of them by name.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::brokerage::carried;
use crate::schools::{Key, School};

/// The field of the register that says which schools belong to an organisation of that name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterField {
    Trust,
    Federation,
    Diocese,
}

impl RegisterField {
    pub fn of(self, school: &School) -> Option<&str> {
        match self {
            Self::Trust => school.trust.as_deref(),
            Self::Federation => school.federation.as_deref(),
            Self::Diocese => school.diocese.as_deref(),
        }
        .filter(|name| !name.trim().is_empty())
    }
}

/// A kind of organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationKind {
    pub id: Key,
    /// "Teaching school alliance".
    pub name: String,
    /// What its schools are called: "Subscribers".
    pub members: String,
    #[serde(default)]
    pub register: Option<RegisterField>,
    /// Its kinds of activity.
    #[serde(default)]
    pub does: Vec<Key>,
}

/// What the record knows of an activity by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// Leaders who work in one of its schools.
    Leaders,
    /// Leaders it designated.
    Designated,
    /// Half-days a year its schools’ leaders have left.
    Days,
    /// Pieces of support its money pays for.
    PaidFor,
    /// Offers of its own that are open.
    Offers,
    /// Places taken in them.
    Taken,
    /// Cases its schools’ leaders help in.
    Given,
    /// Of those, in schools of its own.
    Fellows,
    /// Cases of its schools in which somebody helps.
    Received,
    /// Visits its schools’ leaders made.
    Visits,
}

impl Count {
    /// "leaders in its schools".
    pub fn words(self) -> &'static str {
        match self {
            Self::Leaders => "leaders in its schools",
            Self::Designated => "leaders it designated",
            Self::Days => "days its schools’ leaders have left this year",
            Self::PaidFor => "pieces of support its money pays for",
            Self::Offers => "offers open now",
            Self::Taken => "places taken in its offers",
            Self::Given => "cases its schools’ leaders help in",
            Self::Fellows => "of those, in schools of its own",
            Self::Received => "cases of its schools in which somebody helps",
            Self::Visits => "visits its schools’ leaders made",
        }
    }
}

/// A kind of activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    pub id: Key,
    /// "Brokering school-to-school support".
    pub name: String,
    #[serde(default)]
    pub counts: Vec<Count>,
}

/// Every kind there is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationKinds {
    #[serde(rename = "kind")]
    pub kinds: Vec<OrganisationKind>,
    #[serde(rename = "activity")]
    pub activities: Vec<Activity>,
}

impl OrganisationKinds {
    /// The kinds this program comes with.
    pub fn standard() -> &'static Self {
        static STANDARD: OnceLock<OrganisationKinds> = OnceLock::new();
        STANDARD.get_or_init(|| {
            carried(
                include_str!(concat!(env!("OUT_DIR"), "/organisations.json")),
                Self::checked,
            )
        })
    }

    /// The list, unless it says something twice or names an activity that it does not have.
    pub(super) fn checked(self) -> Result<Self, String> {
        let mut seen = BTreeSet::new();
        let ids = self.kinds.iter().map(|one| ("kind", one.id));
        let ids = ids.chain(self.activities.iter().map(|one| ("activity", one.id)));
        for (of, id) in ids {
            if !seen.insert((of, id)) {
                return Err(format!("the {of} “{id}” is listed twice"));
            }
        }
        for kind in &self.kinds {
            if let Some(id) = kind
                .does
                .iter()
                .find(|id| !seen.contains(&("activity", **id)))
            {
                return Err(format!("“{}” does “{id}”, which is not listed", kind.id));
            }
        }
        Ok(self)
    }

    pub fn kind(&self, id: Key) -> Option<&OrganisationKind> {
        self.kinds.iter().find(|one| one.id == id)
    }

    pub fn activity(&self, id: Key) -> Option<&Activity> {
        self.activities.iter().find(|one| one.id == id)
    }

    /// The kind’s name; the id itself where it is not listed.
    pub fn word(&self, id: Key) -> String {
        self.kind(id)
            .map_or_else(|| id.to_string(), |one| one.name.clone())
    }
}
