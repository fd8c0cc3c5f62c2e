//! What can be written of an organisation.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::schools::{Key, Urn};

/// What an organisation is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationAbout {
    pub kind: Key,
    pub name: String,
    /// Another name it goes by elsewhere: as the body that designated a leader, or that funds a pot.
    #[serde(default)]
    pub also: String,
    /// What it is there for.
    #[serde(default)]
    pub about: String,
    /// Whom to ask, and how.
    #[serde(default)]
    pub contact: String,
    /// Since when there is one; none: not known.
    #[serde(default)]
    pub from: Option<Date>,
}

impl OrganisationAbout {
    /// Whether somebody means it by this name.
    pub fn goes_by(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        !name.is_empty()
            && [&self.name, &self.also]
                .iter()
                .any(|own| own.trim().to_lowercase() == name)
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case", deny_unknown_fields)]
pub enum OrganisationEntry {
    Begin {
        about: Box<OrganisationAbout>,
    },
    Describe {
        about: Box<OrganisationAbout>,
    },
    /// A school belongs to it from a day on.
    Join {
        school: Urn,
        from: Date,
        /// What the school is in it, where that is more than a member.
        #[serde(default)]
        role: String,
    },
    /// And belongs to it no more after this day.
    Leave {
        school: Urn,
        until: Date,
        why: String,
    },
    /// This school leads it from a day on; whoever led it before leads it until the day before.
    Lead {
        school: Urn,
        from: Date,
    },
    /// Something it did, of one of its kinds of activity.
    Did {
        activity: Key,
        on: Date,
        words: String,
    },
    /// The last day there is one.
    End {
        until: Date,
        why: String,
    },
}
