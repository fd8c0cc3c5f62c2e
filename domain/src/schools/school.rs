//! A school as the public register describes it, and where it belongs.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::Date;

/// Unique reference number: six digits. It changes when a school becomes an academy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Urn(u32);

/// Why a number is not a URN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a URN: a URN has six digits")]
pub struct NotAUrn(pub u32);

impl TryFrom<u32> for Urn {
    type Error = NotAUrn;
    fn try_from(number: u32) -> Result<Self, NotAUrn> {
        if (100_000..=999_999).contains(&number) {
            Ok(Self(number))
        } else {
            Err(NotAUrn(number))
        }
    }
}

impl From<Urn> for u32 {
    fn from(urn: Urn) -> u32 {
        urn.0
    }
}

impl std::fmt::Display for Urn {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}", self.0)
    }
}

/// The Department's three-digit code of a local authority (Bradford 380). Every table begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct AuthorityId(u16);

/// Why a number is not an authority code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a local authority code: a code has three digits")]
pub struct NotAnAuthority(pub u16);

impl TryFrom<u16> for AuthorityId {
    type Error = NotAnAuthority;
    fn try_from(number: u16) -> Result<Self, NotAnAuthority> {
        if (1..=999).contains(&number) {
            Ok(Self(number))
        } else {
            Err(NotAnAuthority(number))
        }
    }
}

impl From<AuthorityId> for u16 {
    fn from(id: AuthorityId) -> u16 {
        id.0
    }
}

impl std::fmt::Display for AuthorityId {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:03}", self.0)
    }
}

/// An identifier made by whoever makes the thing, so that sending it twice is recognised.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(out, "{}", self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// A partnership or learning community of schools.
    PartnershipId,
    /// A person who signs in.
    PersonId,
    /// A categorisation meeting.
    MeetingId,
    /// One change to a meeting or a brokerage board, named by the client that made it.
    ChangeId,
    /// A system leader.
    LeaderId,
    /// One need for support.
    NeedId,
    /// Something known about a school that no file says.
    EntryId,
    /// A value a school disputes.
    ContestId,
    /// A school's own words about its evidence.
    ReplyId,
    /// One piece of support, from the request to what came of it.
    CaseId,
    /// One visit or call, named by the device it was written down on.
    VisitId,
    /// A file kept with a case.
    FileId,
    /// Money that pays for support.
    PotId,
    /// What money is put aside for.
    CommitmentId,
    /// An invoice.
    InvoiceId,
    /// Money that is asked back.
    ClawBackId,
    /// An alliance, hub, trust or other organisation around schools.
    OrganisationId,
    /// What somebody offers schools.
    OfferId,
    /// A round in which leaders are sought.
    RoundId,
    /// Somebody who is put forward in a round.
    ApplicantId,
}

/// Who did something, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    pub id: PersonId,
    pub name: String,
}

/// Phase of education. Which indicators apply hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Nursery,
    Primary,
    MiddlePrimary,
    MiddleSecondary,
    Secondary,
    AllThrough,
    Sixteen,
    /// The register says "not applicable": most special schools and referral units.
    NotSaid,
}

/// Whether a school has a religious character; the register has words for none.
pub fn has_faith(character: Option<&str>) -> bool {
    character.is_some_and(|text| !matches!(text.trim(), "" | "None" | "Does not apply"))
}

impl Phase {
    /// Every phase, in order of age.
    pub const ALL: [Self; 8] = [
        Self::Nursery,
        Self::Primary,
        Self::MiddlePrimary,
        Self::MiddleSecondary,
        Self::Secondary,
        Self::AllThrough,
        Self::Sixteen,
        Self::NotSaid,
    ];

    /// The word on screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nursery => "Nursery",
            Self::Primary => "Primary",
            Self::MiddlePrimary => "Middle deemed primary",
            Self::MiddleSecondary => "Middle deemed secondary",
            Self::Secondary => "Secondary",
            Self::AllThrough => "All-through",
            Self::Sixteen => "16 plus",
            Self::NotSaid => "No phase",
        }
    }

    /// Phases next to each other, where a leader's experience still carries over.
    pub fn adjacent(self, other: Self) -> bool {
        use Phase::{
            AllThrough, MiddlePrimary, MiddleSecondary, Nursery, Primary, Secondary, Sixteen,
        };
        let pair = |a, b| (self == a && other == b) || (self == b && other == a);
        pair(Nursery, Primary)
            || pair(Primary, MiddlePrimary)
            || pair(MiddlePrimary, MiddleSecondary)
            || pair(MiddleSecondary, Secondary)
            || pair(Secondary, Sixteen)
            || (self == AllThrough) != (other == AllThrough)
    }
}

/// What kind of provision it is; special and alternative provision have their own lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    Mainstream,
    Special,
    Alternative,
}

/// Who is responsible for it in law; an authority's powers reach maintained schools only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Governance {
    Maintained,
    Academy,
    Independent,
    Other,
}

/// Whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Open,
    /// Open, but proposed to close.
    Closing,
    Closed,
    /// Proposed to open.
    Proposed,
}

impl Status {
    /// Whether children are taught there now.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Closing)
    }
}

/// A place on the National Grid, metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub easting: i32,
    pub northing: i32,
}

impl Place {
    /// Straight-line distance, whole metres, rounded down.
    pub fn metres_to(self, other: Self) -> u32 {
        let east = i64::from(self.easting) - i64::from(other.easting);
        let north = i64::from(self.northing) - i64::from(other.northing);
        let square = east.unsigned_abs().pow(2) + north.unsigned_abs().pow(2);
        u32::try_from(square.isqrt()).unwrap_or(u32::MAX)
    }
}

/// A school, as the register has it, and the partnership it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct School {
    pub urn: Urn,
    pub name: String,
    pub phase: Phase,
    pub setting: Setting,
    pub governance: Governance,
    /// "Community school", "Academy converter": the register's own words.
    pub kind: String,
    pub status: Status,
    /// Establishment number within the authority.
    pub number: Option<u16>,
    pub place: Option<Place>,
    pub postcode: String,
    pub town: String,
    /// Pupils on roll.
    pub roll: Option<u32>,
    /// Pupils eligible for free meals or disadvantaged, hundredths of a per cent.
    pub disadvantaged: Option<i32>,
    pub trust: Option<String>,
    pub federation: Option<String>,
    pub diocese: Option<String>,
    pub faith: Option<String>,
    pub opened: Option<Date>,
    pub closed: Option<Date>,
    pub partnership: Option<PartnershipId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_is_straight_line_in_whole_metres() {
        let a = Place {
            easting: 416_000,
            northing: 433_000,
        };
        let b = Place {
            easting: 419_000,
            northing: 437_000,
        };
        assert_eq!(a.metres_to(b), 5_000);
        assert_eq!(b.metres_to(a), 5_000);
    }

    #[test]
    fn a_urn_has_six_digits() {
        assert!(Urn::try_from(99_999).is_err());
        assert!(Urn::try_from(100_000).is_ok());
        assert!(Urn::try_from(1_000_000).is_err());
    }
}
