//! What is written into a school's file. Added, never edited: what was wrong is said in a later entry.

use serde::{Deserialize, Serialize};

use super::activity::Activity;
use super::aim::OwnAim;
use super::audit::Audit;
use super::evaluation::OwnSection;
use super::note::Note;
use crate::calendar::Date;
use crate::schools::{By, Key, VisitId};
use crate::support::Quarters;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// From a day on somebody is the named person in a role, in place of whoever was. None: nobody is.
    Contact {
        role: Key,
        person: Option<By>,
        from: Date,
        #[serde(default)]
        why: String,
    },
    /// This school's days a year, in place of what its category gives.
    Allowance {
        quarters: Quarters,
        in_school: Quarters,
        why: String,
    },
    Note {
        note: Box<Note>,
    },
    /// The head's word on a note.
    Confirm {
        note: VisitId,
        accurate: bool,
        #[serde(default)]
        words: String,
    },
    /// The leadership team's answer to what a note asks for.
    Answer {
        note: VisitId,
        words: String,
    },
    /// Something of a programme was done.
    Done {
        element: Key,
        on: Date,
        #[serde(default)]
        words: String,
    },
    /// What the named person says of the whole year, at the head of the annual report.
    Report {
        /// The year the school year begins in.
        year: i32,
        words: String,
    },
    /// The head's word on the annual report.
    Reply {
        year: i32,
        words: String,
    },
    /// What the school says of a section of its self-evaluation, in place of what it said before.
    Evaluate {
        own: Box<OwnSection>,
    },
    /// The partner's view of what the school says.
    Moderate {
        year: i32,
        section: Key,
        #[serde(default)]
        judgement: Option<Key>,
        #[serde(default)]
        words: String,
    },
    /// An external audit is commissioned.
    Audit {
        audit: Box<Audit>,
    },
    /// What an audit found; it is known by the number of the entry that commissioned it.
    Found {
        audit: u64,
        on: Date,
        words: String,
    },
    /// The head's word on an audit.
    OnAudit {
        audit: u64,
        words: String,
    },
    /// The state this school is to reach, in place of the way's.
    Aim {
        aim: OwnAim,
    },
    /// Something that was done with the school and is recorded nowhere else.
    ByHand {
        kind: Activity,
        on: Date,
        words: String,
    },
}

/// An entry without what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    Contact,
    Allowance,
    Note,
    Confirm,
    Answer,
    Done,
    Report,
    Reply,
    Evaluate,
    Moderate,
    Audit,
    Found,
    OnAudit,
    ByHand,
    Aim,
}

impl EntryKind {
    pub const ALL: [Self; 15] = [
        Self::Contact,
        Self::Allowance,
        Self::Note,
        Self::Confirm,
        Self::Answer,
        Self::Done,
        Self::Report,
        Self::Reply,
        Self::Evaluate,
        Self::Moderate,
        Self::Audit,
        Self::Found,
        Self::OnAudit,
        Self::ByHand,
        Self::Aim,
    ];
}

impl Entry {
    pub fn kind(&self) -> EntryKind {
        match self {
            Self::Contact { .. } => EntryKind::Contact,
            Self::Allowance { .. } => EntryKind::Allowance,
            Self::Note { .. } => EntryKind::Note,
            Self::Confirm { .. } => EntryKind::Confirm,
            Self::Answer { .. } => EntryKind::Answer,
            Self::Done { .. } => EntryKind::Done,
            Self::Report { .. } => EntryKind::Report,
            Self::Reply { .. } => EntryKind::Reply,
            Self::Evaluate { .. } => EntryKind::Evaluate,
            Self::Moderate { .. } => EntryKind::Moderate,
            Self::Audit { .. } => EntryKind::Audit,
            Self::Found { .. } => EntryKind::Found,
            Self::OnAudit { .. } => EntryKind::OnAudit,
            Self::ByHand { .. } => EntryKind::ByHand,
            Self::Aim { .. } => EntryKind::Aim,
        }
    }

    /// Whether it takes the place of an earlier entry of its kind: two people who do that must both see it.
    pub fn replaces(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Contact { role: one, .. }, Self::Contact { role: other, .. }) => one == other,
            (Self::Allowance { .. }, Self::Allowance { .. })
            | (Self::Audit { .. }, Self::Audit { .. })
            | (Self::Aim { .. }, Self::Aim { .. }) => true,
            (Self::Evaluate { own: one }, Self::Evaluate { own: other }) => {
                (one.year, one.section) == (other.year, other.section)
            }
            // A view is of what the school said: neither is put over the other unseen.
            (
                Self::Moderate { year, section, .. },
                Self::Moderate {
                    year: of_year,
                    section: of,
                    ..
                },
            ) => (year, section) == (of_year, of),
            (Self::Moderate { year, section, .. }, Self::Evaluate { own }) => {
                (*year, *section) == (own.year, own.section)
            }
            (Self::Found { audit: one, .. }, Self::Found { audit: other, .. })
            | (Self::OnAudit { audit: one, .. }, Self::OnAudit { audit: other, .. }) => {
                one == other
            }
            (Self::Confirm { note: one, .. }, Self::Confirm { note: other, .. })
            | (Self::Answer { note: one, .. }, Self::Answer { note: other, .. }) => one == other,
            (Self::Report { year: one, .. }, Self::Report { year: other, .. })
            | (Self::Reply { year: one, .. }, Self::Reply { year: other, .. }) => one == other,
            _ => false,
        }
    }
}
