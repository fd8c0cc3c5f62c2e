//! Who answers for a school: its headteacher, and who chairs its governors; and what each of them does for its
//! improvement.

use serde::{Deserialize, Serialize};

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    Head,
    Chair,
}

impl Office {
    pub const ALL: [Self; 2] = [Self::Head, Self::Chair];

    /// On a page: "Headteacher".
    pub fn word(self) -> &'static str {
        match self {
            Self::Head => "Headteacher",
            Self::Chair => "Chair of governors",
        }
    }

    /// Of several schools: "Headteachers".
    pub fn words(self) -> &'static str {
        match self {
            Self::Head => "Headteachers",
            Self::Chair => "Chairs of governors",
        }
    }
}

/// What somebody does for the improvement of their school.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    Accountable,
    Leads,
    Monitors,
}

impl Charge {
    pub const ALL: [Self; 3] = [Self::Accountable, Self::Leads, Self::Monitors];

    /// On a page and in minutes: "Accountable for the improvement".
    pub fn words(self) -> &'static str {
        match self {
            Self::Accountable => "Accountable for the improvement",
            Self::Leads => "Leads the work",
            Self::Monitors => "Monitors the improvement",
        }
    }
}

/// Who holds the two offices, as far as that is recorded of the school.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Holders {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
}

impl Holders {
    pub fn of(&self, office: Office) -> Option<&str> {
        match office {
            Office::Head => self.head.as_deref(),
            Office::Chair => self.chair.as_deref(),
        }
    }

    /// Adds somebody; two may share an office.
    pub fn add(&mut self, office: Office, name: &str) {
        let held = match office {
            Office::Head => &mut self.head,
            Office::Chair => &mut self.chair,
        };
        *held = Some(match held.take() {
            Some(first) => format!("{first} and {name}"),
            None => name.to_owned(),
        });
    }
}
