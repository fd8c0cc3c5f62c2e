//! Who may do what. One table, asked by every route, stream, export, search and print view, and by
//! the screen so that it never offers what the server would refuse.
//!
//! Deny by default. Scope is the authority and the relation to the thing, never the role alone.
//! Row-level security in the database is the second wall.
//!
//! Long because the matrix is read as one.

use serde::{Deserialize, Serialize};

use crate::schools::{AuthorityId, LeaderId, MeetingId, PartnershipId, PersonId, Urn};

/// The seven roles, and the projector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Officer,
    Administrator,
    PartnershipLead,
    Broker,
    Leader,
    Headteacher,
    Governor,
    /// A projector: one meeting, read only, no person-sensitive notes, dies with the meeting.
    Display,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Officer,
        Self::Administrator,
        Self::PartnershipLead,
        Self::Broker,
        Self::Leader,
        Self::Headteacher,
        Self::Governor,
        Self::Display,
    ];

    /// The word on screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Officer => "Lead officer",
            Self::Administrator => "Administrator",
            Self::PartnershipLead => "Partnership lead",
            Self::Broker => "Broker",
            Self::Leader => "System leader",
            Self::Headteacher => "Headteacher",
            Self::Governor => "Governor",
            Self::Display => "Projector",
        }
    }
}

/// Somebody who is signed in, and what they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub person: PersonId,
    pub authority: AuthorityId,
    pub role: Role,
    /// Partnerships they lead.
    #[serde(default)]
    pub partnerships: Vec<PartnershipId>,
    /// Schools they head or govern.
    #[serde(default)]
    pub schools: Vec<Urn>,
    /// The leader they are.
    #[serde(default)]
    pub leader: Option<LeaderId>,
    /// The one meeting a projector shows.
    #[serde(default)]
    pub meeting: Option<MeetingId>,
}

/// What is asked. One for each distinct right in the matrix; routes name the one they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Register facts of a school: public.
    ReadSchool,
    /// Its category, and what the rules suggest.
    ReadCategory,
    /// Reasons and evidence.
    ReadEvidence,
    /// Change an indicator or a judgement.
    RecordEvidence,
    /// Entries about a person that somebody else wrote.
    ReadPersonal,
    /// Dispute a value.
    Contest,
    /// Send the school's own words.
    Reply,
    /// Approve somebody else's decision that differs from the suggestion, or send it back.
    Approve,
    OpenMeeting,
    ReadMeeting,
    /// Record values, points and actions in a meeting.
    TakePart,
    /// Decide a category, move the room, close the meeting.
    Decide,
    /// Confirm a pair of band and risk the scheme refuses.
    ConfirmRefusedPair,
    /// Needs for support with their tier; not the risk record behind them.
    ReadNeeds,
    RecordNeed,
    /// The directory: names, types, specialisms.
    ReadLeaders,
    /// Track record and ratings.
    ReadRatings,
    /// Add a leader; their designation, standing, own school and checks; the types there are.
    ChangeLeader,
    /// What a leader can and will do: areas, days, ties, declaration.
    ChangeProfile,
    /// The word of a leader's own head on release.
    ReleaseLeader,
    /// Pin, exclude, try.
    Plan,
    /// Accept a plan and reserve days.
    AcceptPlan,
    /// The rules, with the schools they are tried on as far as one sees their evidence.
    ReadRules,
    /// Adopt a version of the rules.
    AdoptRules,
    /// Load files.
    Import,
    /// Accounts and sessions.
    ManagePeople,
    /// All schools together: who moved, who was left behind, a partnership on a page.
    ReadDistrict,
    /// What the district is to reach, and by when.
    SetTargets,
    /// A case of support; what of it, `support::part` says.
    ReadSupport,
    /// Ask for support for a school.
    RequestSupport,
    /// Pots and where their money is; of one's own school, what it was given and its invoices.
    ReadMoney,
    /// Pots, what is put aside, drawn and released, invoices, rates.
    ChangeMoney,
    /// Set a conflict of interest aside, with a reason.
    Waive,
    /// A school's file: who is named for it, its days, notes and reports. What of it, `support::caseload` says.
    ReadCaseload,
    /// Write notes of visits, what was done of a programme, and annual reports.
    WriteNotes,
    /// Name people, hand over, change days, answer requests, adopt a way of working.
    ChangeCaseload,
    /// What a school in a serious category is given, and its clock.
    ReadProgramme,
    /// Early and statutory action; what of it, `support::statutory` says.
    ReadStatutory,
    /// Take a step of it.
    ChangeStatutory,
    /// A peer review of one's own school, or by it.
    ReadPeers,
    /// Begin rounds of peer reviews, and read them all.
    RunPeers,
    /// Organisations around schools, who belongs to them, and what is on offer; of an offer that is not shared,
    /// `support::offers` says.
    ReadOrganisations,
    /// Write of an organisation: who belongs to it, who leads it, what it did.
    ChangeOrganisation,
    /// Put up what a school or an organisation offers, change it, withdraw it.
    PutOffer,
    /// Rounds in which leaders are sought, as they are told to everybody; of who is put forward,
    /// `brokerage::recruitment` says.
    ReadRecruitment,
    /// Put somebody forward in a round: oneself, one's own staff, or whoever the office knows.
    PutForward,
    /// Open rounds, shortlist, book interviews and say what came of them.
    RunRecruitment,
}

impl Action {
    pub const ALL: [Self; 47] = [
        Self::ReadSchool,
        Self::ReadCategory,
        Self::ReadEvidence,
        Self::RecordEvidence,
        Self::ReadPersonal,
        Self::Contest,
        Self::Reply,
        Self::Approve,
        Self::OpenMeeting,
        Self::ReadMeeting,
        Self::TakePart,
        Self::Decide,
        Self::ConfirmRefusedPair,
        Self::ReadNeeds,
        Self::RecordNeed,
        Self::ReadLeaders,
        Self::ReadRatings,
        Self::ChangeLeader,
        Self::ChangeProfile,
        Self::ReleaseLeader,
        Self::Plan,
        Self::AcceptPlan,
        Self::ReadRules,
        Self::AdoptRules,
        Self::Import,
        Self::ManagePeople,
        Self::ReadDistrict,
        Self::SetTargets,
        Self::ReadSupport,
        Self::RequestSupport,
        Self::ReadMoney,
        Self::ChangeMoney,
        Self::Waive,
        Self::ReadCaseload,
        Self::WriteNotes,
        Self::ChangeCaseload,
        Self::ReadProgramme,
        Self::ReadStatutory,
        Self::ChangeStatutory,
        Self::ReadPeers,
        Self::RunPeers,
        Self::ReadOrganisations,
        Self::ChangeOrganisation,
        Self::PutOffer,
        Self::ReadRecruitment,
        Self::PutForward,
        Self::RunRecruitment,
    ];
}

/// What it is asked of. Fields left out are not part of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resource {
    pub authority: AuthorityId,
    pub partnership: Option<PartnershipId>,
    pub school: Option<Urn>,
    pub leader: Option<LeaderId>,
    pub meeting: Option<MeetingId>,
    /// Somebody who is a named person of the school.
    pub contact: Option<PersonId>,
    /// The head has been told of the category, or an officer has recorded why not.
    pub head_told: bool,
}

impl Resource {
    /// The authority as a whole: lists are asked so, and then each row by itself.
    pub fn of(authority: AuthorityId) -> Self {
        Self {
            authority,
            partnership: None,
            school: None,
            leader: None,
            meeting: None,
            contact: None,
            head_told: false,
        }
    }

    #[must_use]
    pub fn partnership(mut self, id: Option<PartnershipId>) -> Self {
        self.partnership = id;
        self
    }

    #[must_use]
    pub fn school(mut self, urn: Urn) -> Self {
        self.school = Some(urn);
        self
    }

    #[must_use]
    pub fn leader(mut self, id: LeaderId) -> Self {
        self.leader = Some(id);
        self
    }

    #[must_use]
    pub fn meeting(mut self, id: MeetingId) -> Self {
        self.meeting = Some(id);
        self
    }

    #[must_use]
    pub fn contact(mut self, person: Option<PersonId>) -> Self {
        self.contact = person;
        self
    }

    #[must_use]
    pub fn told(mut self, head_told: bool) -> Self {
        self.head_told = head_told;
        self
    }
}

/// How far a right reaches. The cells of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Nothing,
    /// The whole authority.
    Authority,
    /// The partnerships they lead.
    OwnPartnership,
    /// The schools they head or govern.
    OwnSchool,
    /// The schools they head, once the head has been told.
    OwnSchoolTold,
    /// Their own entry.
    OwnRecord,
    /// The one meeting shown.
    ShownMeeting,
}

/// The matrix: one row a role, one answer an action.
pub fn reach(role: Role, action: Action) -> Reach {
    use Action as A;
    use Reach as R;
    match (role, action) {
        // A reply, and a word on release, are the school's own: nobody says them for it.
        (Role::Officer, A::ManagePeople | A::Reply | A::ReleaseLeader) => R::Nothing,
        (Role::Officer, _) => R::Authority,

        // Administrators run accounts, not judgements.
        (
            Role::Administrator,
            A::ReadSchool | A::ReadLeaders | A::ReadOrganisations | A::ManagePeople,
        ) => R::Authority,
        (Role::Administrator, _) => R::Nothing,

        (
            Role::PartnershipLead,
            A::ReadLeaders | A::ReadOrganisations | A::ReadRecruitment | A::ReadRules,
        ) => R::Authority,
        (
            Role::PartnershipLead,
            A::ReadSchool
            | A::ReadCategory
            | A::ReadEvidence
            | A::RecordEvidence
            | A::Approve
            | A::OpenMeeting
            | A::ReadMeeting
            | A::TakePart
            | A::Decide
            | A::ReadNeeds
            | A::RecordNeed
            | A::ReadDistrict
            | A::ReadSupport
            | A::RequestSupport
            | A::ReadCaseload
            | A::ReadProgramme
            | A::ReadPeers
            | A::RunPeers,
        ) => R::OwnPartnership,
        (Role::PartnershipLead, _) => R::Nothing,

        // A broker sees the need and its tier, not the risk record behind it.
        (
            Role::Broker,
            A::ReadSchool
            | A::ReadNeeds
            | A::RecordNeed
            | A::ReadLeaders
            | A::ReadRatings
            | A::ChangeLeader
            | A::ChangeProfile
            | A::Plan
            | A::AcceptPlan
            | A::ReadSupport
            | A::ReadMoney
            | A::ChangeMoney
            | A::ReadOrganisations
            | A::ChangeOrganisation
            | A::PutOffer
            | A::ReadRecruitment
            | A::PutForward
            | A::RunRecruitment,
        ) => R::Authority,
        (Role::Broker, _) => R::Nothing,

        (Role::Leader, A::ReadSchool | A::ReadOrganisations | A::ReadRecruitment) => R::Authority,
        (
            Role::Leader,
            A::ReadLeaders | A::ReadRatings | A::ChangeProfile | A::ReadSupport | A::PutForward,
        ) => R::OwnRecord,
        (Role::Leader, _) => R::Nothing,

        (
            Role::Headteacher,
            A::ReadSchool | A::ReadLeaders | A::ReadOrganisations | A::ReadRecruitment,
        ) => R::Authority,
        (Role::Headteacher, A::ReadEvidence | A::ReadCategory | A::Contest | A::ReadProgramme) => {
            R::OwnSchoolTold
        }
        (
            Role::Headteacher,
            A::ReadNeeds
            | A::RecordNeed
            | A::Reply
            | A::ReleaseLeader
            | A::ReadSupport
            | A::RequestSupport
            | A::ReadMoney
            | A::ReadCaseload
            | A::ReadStatutory
            | A::ReadPeers
            | A::PutOffer
            | A::PutForward,
        ) => R::OwnSchool,
        (Role::Headteacher, _) => R::Nothing,

        (Role::Governor, A::ReadOrganisations | A::ReadRecruitment) => R::Authority,
        (
            Role::Governor,
            A::ReadSchool | A::ReadSupport | A::ReadCaseload | A::ReadStatutory | A::PutForward,
        ) => R::OwnSchool,
        (Role::Governor, A::ReadCategory | A::ReadProgramme) => R::OwnSchoolTold,
        (Role::Governor, _) => R::Nothing,

        (Role::Display, A::ReadMeeting) => R::ShownMeeting,
        (Role::Display, _) => R::Nothing,
    }
}

/// What being the named person of a school gives, beside what the role gives: they write about it, and must know
/// what it is given.
fn as_named(role: Role, action: Action) -> bool {
    matches!(
        role,
        Role::PartnershipLead | Role::Broker | Role::Leader | Role::Headteacher
    ) && matches!(
        action,
        Action::ReadCaseload | Action::WriteNotes | Action::ReadProgramme
    )
}

/// Whether this person may do this to that. `false` is answered to them as "not found" where the
/// thing's existence is itself confidential.
pub fn may(actor: &Actor, action: Action, on: &Resource) -> bool {
    if actor.authority != on.authority {
        return false;
    }
    let leads = on
        .partnership
        .is_some_and(|id| actor.partnerships.contains(&id));
    let heads = on.school.is_some_and(|urn| actor.schools.contains(&urn));
    if on.contact == Some(actor.person) && as_named(actor.role, action) {
        return true;
    }
    match reach(actor.role, action) {
        Reach::Nothing => false,
        Reach::Authority => true,
        Reach::OwnPartnership => leads,
        Reach::OwnSchool => heads,
        Reach::OwnSchoolTold => heads && on.head_told,
        Reach::OwnRecord => on.leader.is_some() && on.leader == actor.leader,
        Reach::ShownMeeting => on.meeting.is_some() && on.meeting == actor.meeting,
    }
}

/// Whether there is anything at all they may do so: what navigation shows. A list asked with this is
/// then filtered row by row with [`may`].
pub fn may_somewhere(actor: &Actor, action: Action) -> bool {
    if as_named(actor.role, action) {
        return true;
    }
    match reach(actor.role, action) {
        Reach::Nothing => false,
        Reach::Authority => true,
        Reach::OwnPartnership => !actor.partnerships.is_empty(),
        Reach::OwnSchool | Reach::OwnSchoolTold => !actor.schools.is_empty(),
        Reach::OwnRecord => actor.leader.is_some(),
        Reach::ShownMeeting => actor.meeting.is_some(),
    }
}

#[cfg(test)]
mod tests;
