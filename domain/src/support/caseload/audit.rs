//! External audits. Most are agreed with the school and held together with its leaders; over serious concerns the
//! authority commissions one without consent, says why, and the school hears of it before it begins.

use serde::{Deserialize, Serialize};

use super::file::SchoolFile;
use crate::calendar::{Date, Moment};
use crate::schools::By;
use crate::support::{LONGEST, Word};

/// Whether the school agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "consent", rename_all = "snake_case", deny_unknown_fields)]
pub enum Consent {
    /// With whom it was agreed.
    Agreed { with: String },
    /// The serious concerns; and whether the authority leads improvement from now on.
    Without { why: String, leads: bool },
}

/// An audit, as it is commissioned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audit {
    /// Who carries it out.
    pub auditor: String,
    /// What it is to find out.
    pub about: String,
    pub from: Date,
    /// The day head and chair were told, in person or by letter.
    pub told: Date,
    pub consent: Consent,
}

/// An audit, and what came of it. Known by the number of the entry that commissioned it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audited {
    pub number: u64,
    pub audit: Audit,
    pub by: By,
    pub at: Moment,
    /// The day it ended and what it found.
    pub found: Option<(Date, Word)>,
    /// The head's word on it.
    pub reply: Option<Word>,
}

impl Audited {
    pub fn without_consent(&self) -> bool {
        matches!(self.audit.consent, Consent::Without { .. })
    }
}

impl SchoolFile {
    pub fn audit(&self, number: u64) -> Option<&Audited> {
        self.audits.iter().find(|one| one.number == number)
    }

    pub(super) fn audit_mut(&mut self, number: u64) -> Option<&mut Audited> {
        self.audits.iter_mut().find(|one| one.number == number)
    }
}

/// What is wrong with an audit, and where; none: it can be commissioned.
pub fn wrong_with_audit(
    file: &SchoolFile,
    audit: &Audit,
    today: Date,
) -> Option<(&'static str, String)> {
    let said = |field, words: &str| Some((field, words.to_owned()));
    if file.audits.iter().any(|one| one.found.is_none()) {
        return said("auditor", "an audit is under way: say what it found first");
    }
    let consent = match &audit.consent {
        Consent::Agreed { with } => ("with", with, "say with whom in the school it was agreed"),
        Consent::Without { why, .. } => (
            "why",
            why,
            "say what the serious concerns are: without them the school has to agree",
        ),
    };
    for (field, text, reason) in [
        ("auditor", &audit.auditor, "say who carries it out"),
        ("about", &audit.about, "say what it is to find out"),
        consent,
    ] {
        if text.trim().is_empty() {
            return said(field, reason);
        }
        if text.chars().count() > LONGEST {
            return said(field, "write at most 2,000 characters");
        }
    }
    if audit.told > today {
        return said("told", "tell head and chair first: it is never a surprise");
    }
    if audit.from < audit.told {
        return said("from", "it begins once the school was told");
    }
    None
}
