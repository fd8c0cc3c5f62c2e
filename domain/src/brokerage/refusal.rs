//! What can stand in the way of a match, as data, with the words for it and who may set it aside.

use serde::{Deserialize, Serialize};

use super::areas::Areas;
use super::leader::{HalfDays, Standing, TieKind};
use super::pots::{Pence, PotRefusal, Unpaid};
use super::ties::Path;
use crate::calendar::{Date, Term, day_words};
use crate::schools::{Key, Phase};

/// A hard rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    /// Designation active on the days of the work.
    H1,
    /// A specialism, or the role, covers the need.
    H2,
    /// Days and deployments left.
    H3,
    /// The home head releases them.
    H4,
    /// No tie to the school.
    H5,
    /// Conflict declaration in date.
    H6,
    /// Safeguarding checks in date.
    H7,
    /// Neither side has ruled the other out.
    H8,
    /// Own school in order, or within its months of grace.
    H9,
    /// The money allows it.
    H10,
    /// Not the same organisation, where the money says so.
    H11,
    /// Phase, where it is essential.
    H12,
}

/// Which side of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Leader,
    School,
}

/// Who may set a rule aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Override {
    Nobody,
    /// The head of the leader's own school.
    HomeHead,
    /// The authority's lead officer, with a declared reason.
    AuthorityLead,
    /// Only the side that ruled the other out.
    ThatSide(Side),
    /// The broker, with a reason.
    Broker,
    /// Whoever keeps the pot, for the pot and not for one match.
    Funder,
    /// The head of the school that asks.
    Head,
}

impl Override {
    /// "The authority’s lead may waive this, with a reason." Empty where nobody may.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nobody => "",
            Self::HomeHead => "Their own head may raise the limit.",
            Self::AuthorityLead => "The authority’s lead may waive this, with a reason.",
            Self::ThatSide(Side::Leader) => "Only the leader may take that back.",
            Self::ThatSide(Side::School) => "Only the school may take that back.",
            Self::Broker => "The broker may waive this, with a reason.",
            Self::Funder => {
                "It is not waived for one match: name another to pay, or whoever keeps the pot changes its rules."
            }
            Self::Head => "The head of the school may allow another phase.",
        }
    }
}

/// Why a leader may not take a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Refusal {
    NotActive {
        standing: Standing,
    },
    NotYetDesignated {
        awarded: Date,
    },
    NotTheirArea {
        area: Key,
    },
    TooFewDays {
        free: HalfDays,
        asked: HalfDays,
    },
    TooFewDaysThen {
        room: HalfDays,
        asked: HalfDays,
    },
    /// More falls into a term than is left of it; `term` is its first day.
    TooFewDaysInTerm {
        term: Date,
        free: HalfDays,
        asked: HalfDays,
    },
    EnoughDeployments {
        most: u32,
    },
    ReleaseRefused,
    OwnSchool,
    Tied {
        tie: TieKind,
        until: Option<Date>,
    },
    /// A tie by way of others.
    Connected {
        path: Path,
    },
    NotDeclared,
    DeclarationOver {
        until: Date,
    },
    NotChecked,
    ChecksOver {
        until: Date,
    },
    RuledOut {
        by: Side,
    },
    OwnSchoolConcern {
        since: Date,
        grace_until: Date,
    },
    /// A pot that is named to pay does not pay for this.
    Pot {
        pot: String,
        reason: PotRefusal,
    },
    /// Those who are named to pay have not enough between them.
    PotsShort {
        cost: Pence,
        short: Pence,
        available: Vec<(String, Pence)>,
    },
    OtherPhase {
        phase: Phase,
    },
    /// They have been agreed for another part of the same team.
    InTeam {
        area: Key,
        /// As its lead.
        lead: bool,
    },
}

impl Refusal {
    /// The rule it fails.
    pub fn rule(&self) -> Rule {
        match self {
            Self::NotActive { .. } | Self::NotYetDesignated { .. } => Rule::H1,
            Self::NotTheirArea { .. } => Rule::H2,
            Self::TooFewDays { .. }
            | Self::TooFewDaysThen { .. }
            | Self::TooFewDaysInTerm { .. }
            | Self::EnoughDeployments { .. }
            | Self::InTeam { .. } => Rule::H3,
            Self::ReleaseRefused => Rule::H4,
            Self::OwnSchool | Self::Tied { .. } | Self::Connected { .. } => Rule::H5,
            Self::NotDeclared | Self::DeclarationOver { .. } => Rule::H6,
            Self::NotChecked | Self::ChecksOver { .. } => Rule::H7,
            Self::RuledOut { .. } => Rule::H8,
            Self::OwnSchoolConcern { .. } => Rule::H9,
            Self::Pot {
                reason: PotRefusal::SameOrganisation { .. },
                ..
            } => Rule::H11,
            Self::Pot { .. } | Self::PotsShort { .. } => Rule::H10,
            Self::OtherPhase { .. } => Rule::H12,
        }
    }

    /// Who may set it aside.
    pub fn may_override(&self) -> Override {
        match self.rule() {
            Rule::H3 if matches!(self, Self::InTeam { .. }) => Override::Nobody,
            Rule::H1 | Rule::H2 | Rule::H4 | Rule::H6 | Rule::H7 => Override::Nobody,
            Rule::H3 => Override::HomeHead,
            Rule::H5 => Override::AuthorityLead,
            Rule::H8 => Override::ThatSide(match self {
                Self::RuledOut { by } => *by,
                _ => Side::School,
            }),
            Rule::H9 => Override::Broker,
            Rule::H10 | Rule::H11 => Override::Funder,
            Rule::H12 => Override::Head,
        }
    }

    /// One sentence with the facts.
    pub fn words(&self) -> String {
        match self {
            Self::NotActive { standing } => {
                format!("Their designation is {}.", standing.words())
            }
            Self::NotYetDesignated { awarded } => {
                format!("Designated from {} only.", day_words(*awarded))
            }
            Self::NotTheirArea { area } => {
                format!("Neither specialism nor role covers {}.", area_word(*area))
            }
            Self::TooFewDays { free, asked } => {
                format!("{} free, {} needed.", days(*free), asked.words())
            }
            Self::TooFewDaysThen { room, asked } => format!(
                "Works {} in the time asked for, {} needed.",
                days(*room),
                asked.words()
            ),
            Self::TooFewDaysInTerm { term, free, asked } => format!(
                "{} free in {}, {} would fall there.",
                days(*free),
                Term::of(*term).words(),
                asked.words()
            ),
            Self::EnoughDeployments { most } => match most {
                0 => "Takes no deployments now.".to_owned(),
                1 => "Has the one deployment they may have at a time.".to_owned(),
                most => format!("Has the {most} deployments they may have at a time."),
            },
            Self::InTeam { lead: true, .. } => {
                "Leads this team already; nobody takes two parts of one.".to_owned()
            }
            Self::InTeam { area, .. } => format!(
                "In this team already, for {}; nobody takes two parts of one.",
                area_word(*area)
            ),
            Self::ReleaseRefused => "Their own head does not release them.".to_owned(),
            Self::OwnSchool => "It is their own school.".to_owned(),
            Self::Tied { tie, until } => tie_words(*tie, *until),
            Self::Connected { path } => path.words(),
            Self::NotDeclared => "Has made no conflict declaration.".to_owned(),
            Self::DeclarationOver { until } => {
                format!(
                    "Conflict declaration good until {} only.",
                    day_words(*until)
                )
            }
            Self::NotChecked => "Their school has not confirmed safeguarding checks.".to_owned(),
            Self::ChecksOver { until } => {
                format!("Safeguarding checks good until {} only.", day_words(*until))
            }
            Self::RuledOut { by: Side::Leader } => {
                "The leader has ruled out this school.".to_owned()
            }
            Self::RuledOut { by: Side::School } => {
                "The school has ruled out this leader.".to_owned()
            }
            Self::OwnSchoolConcern { since, grace_until } => format!(
                "Their own school has been causing concern since {}; the time to review it ended {}.",
                day_words(*since),
                day_words(*grace_until)
            ),
            Self::Pot { pot, reason } => format!("{pot} {}.", reason.words()),
            Self::PotsShort {
                cost,
                short,
                available,
            } => {
                let unpaid = Unpaid::NotEnough {
                    cost: *cost,
                    short: *short,
                    available: available.clone(),
                };
                unpaid.sentence()
            }
            Self::OtherPhase { phase } => {
                format!(
                    "Has not worked in this phase ({}), which is essential.",
                    phase.word()
                )
            }
        }
    }
}

impl Standing {
    /// The words on screen, as they stand in a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::UnderReview => "under review",
            Self::Paused => "paused",
            Self::Lapsed => "lapsed",
            Self::Removed => "removed",
        }
    }
}

pub(super) fn tie_words(tie: TieKind, until: Option<Date>) -> String {
    let (now, then) = match tie {
        TieKind::WorksThere | TieKind::WorkedThere => ("Works there", "Worked there"),
        TieKind::Governor => ("Is a governor there", "Was a governor there"),
        TieKind::Relative => ("Has a relative there", "Had a relative there"),
        TieKind::Applicant => ("Has applied to work there", "Has applied to work there"),
        TieKind::MergerTalks => (
            "The two schools are in merger talks",
            "The two schools are in merger talks",
        ),
        TieKind::SameGovernors => (
            "The two schools have one governing body",
            "The two schools had one governing body",
        ),
        TieKind::RecentInspector => ("Has inspected it", "Has inspected it"),
        TieKind::PaidWork => ("Is paid for work there", "Was paid for work there"),
    };
    match until {
        None if tie == TieKind::WorkedThere => {
            format!("{then}; until when is not known.")
        }
        None => format!("{now}."),
        Some(until) if matches!(tie, TieKind::Applicant | TieKind::MergerTalks) => {
            format!("{now}, until {}.", day_words(until))
        }
        Some(until) => format!("{then} until {}, too recently.", day_words(until)),
    }
}

fn area_word(area: Key) -> String {
    Areas::standard().word(area)
}

/// "1 day", "2½ days".
pub fn days(half_days: HalfDays) -> String {
    match half_days.0 {
        1 | 2 => format!("{} day", half_days.words()),
        _ => format!("{} days", half_days.words()),
    }
}

/// "£2,025.00" without the pence where there are none.
pub fn pounds(pence: u64) -> String {
    let whole = (pence / 100).to_string();
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match pence % 100 {
        0 => format!("£{grouped}"),
        pence => format!("£{grouped}.{pence:02}"),
    }
}
