//! What somebody is to a school's file, and what they may write into it and read of it.

use serde::{Deserialize, Serialize};

use super::entry::EntryKind;
use super::file::SchoolFile;
use crate::access::{Action, Actor, Resource, Role, may};

/// What somebody is to a school's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// The authority: names people, answers requests, sees all.
    Officer,
    /// A named person of this school.
    Contact,
    PartnershipLead,
    Head,
    Governor,
}

impl Seat {
    pub const ALL: [Self; 5] = [
        Self::Officer,
        Self::Contact,
        Self::PartnershipLead,
        Self::Head,
        Self::Governor,
    ];

    /// Whether somebody in this seat may write such an entry.
    pub fn writes(self, kind: EntryKind) -> bool {
        match kind {
            EntryKind::Contact
            | EntryKind::Allowance
            | EntryKind::Answer
            | EntryKind::Audit
            | EntryKind::Aim => self == Self::Officer,
            EntryKind::Note
            | EntryKind::Done
            | EntryKind::Report
            | EntryKind::Moderate
            | EntryKind::Found
            | EntryKind::ByHand => matches!(self, Self::Officer | Self::Contact),
            // The school's own words, said by nobody else.
            EntryKind::Confirm | EntryKind::Reply | EntryKind::Evaluate | EntryKind::OnAudit => {
                self == Self::Head
            }
        }
    }
}

/// What somebody is to the file of this school; none: nothing, and they are told of nothing.
pub fn seat(actor: &Actor, on: &Resource) -> Option<Seat> {
    if !may(actor, Action::ReadCaseload, on) {
        return None;
    }
    match actor.role {
        Role::Officer => Some(Seat::Officer),
        _ if on.contact == Some(actor.person) => Some(Seat::Contact),
        Role::PartnershipLead => Some(Seat::PartnershipLead),
        Role::Headteacher => Some(Seat::Head),
        Role::Governor => Some(Seat::Governor),
        _ => None,
    }
}

impl SchoolFile {
    /// The file as somebody in this seat may read it: governors see days, coverage, the report, what the school
    /// says of itself and audits, and no single note.
    #[must_use]
    pub fn seen(mut self, seat: Seat) -> Self {
        if seat == Seat::Governor {
            for one in &mut self.notes {
                one.note.met.clear();
                one.note.agreed.clear();
                one.note.request.clear();
                one.confirmed = None;
                one.answer = None;
                for about in &mut one.note.about {
                    about.words.clear();
                    about.evidence.clear();
                }
            }
            for one in &mut self.moderated {
                one.word.words.clear();
            }
            for one in &mut self.by_hand {
                one.words.clear();
            }
            self.done.clear();
        }
        self
    }
}
