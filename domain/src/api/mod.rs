//! What crosses the wire and is no domain type by itself. App and server ship together, so these are
//! the only wire types; every body refuses fields it does not know.

mod brokerage;
mod caseload;
mod combined;
mod district;
mod import;
mod leaders;
mod library;
mod mail;
mod meetings;
mod money;
mod organisations;
mod peers;
mod recruitment;
mod rules;
mod schools;
mod session;
mod statutory;
mod strategic;
mod support;
mod today;
pub use crate::brokerage::{BoardChange, BoardDone, Pair};
pub use brokerage::{AcceptPlan, BoardProposed, BoardRecorded, BrokeragePage, MapSchool, OpenNeed};
pub use caseload::{
    AdoptWay, CaseloadPage, CaseloadRow, FilePage, HandOver, HeldRole, PutEntry, ShippedWay,
    TheWay, UnderWay,
};
pub use combined::CombinedPage;
pub use district::{
    DistrictPage, DistrictSchool, Figure, Figures, MeasureYears, MemberSchool, PartnershipPage,
    SetTarget, SimilarSchool, SimilarSchools, TargetState, WithdrawTarget,
};
pub use import::{
    FileProgress, FileReport, FileStage, ImportChanges, ImportNews, ImportProgress, ImportReport,
    ImportStep, Rejected, Skipped, ValueCounts,
};
pub use leaders::{
    AddLeader, ChangeLeader, LeaderDeployment, LeaderList, LeaderPage, LeaderRecorded, NamedSchool,
    PutLeaderType,
};
pub use library::{LibraryPage, ToldStudy};
pub use mail::{CalendarLink, LetterState, MailPage, UnsentLetter};
pub use meetings::{
    Appeal, AppealDecision, DisplayLink, GiveView, IssueLetter, Issued, LetterPage, MeetingEvent,
    MeetingPage, MeetingRow, MinutesPage, OpenMeeting, ProposeChange, SignMinutes, Signed,
    ViewsGiven,
};
pub use money::{
    ClawBackRow, LedgerRow, MoneyPage, MoneyProposed, PartyState, PotLedger, PotState, WorkState,
};
pub use organisations::{
    ActivityPart, BeginOrganisation, Belonging, ChangeOffer, OFFERED_PHASES, OfferRow,
    OfferThatFits, OffersBeside, OffersPage, OrganisationPage, OrganisationRow, OrganisationsPage,
    PutOffer, PutOrganisation,
};
pub use peers::{BeginPeers, PeerBegin, PeerRound, PeerRow, PeersPage, PutPeer};
pub use recruitment::{ApplicantRow, OpenRound, PutRound, RecruitmentPage, RoundRow, WaitRow};
pub use rules::{AdoptRules, DecidedOtherwise, RulesPage, RulesPast, RulesSchool, RulesVersion};
pub use schools::{
    ApproveDecision, Coming, ContestValue, RecordEntry, SchoolList, SchoolPage, SchoolPerson,
    SchoolRights, SchoolRisk, SchoolRow, SendReply, SettleContest, Standing, TellHead, Telling,
    Told, WithdrawEntry,
};
pub use session::{
    Authority, DemoPerson, DemoSignIn, Demonstration, DisplaySignIn, Partnership, Session, SignIn,
};
pub use statutory::{StatutoryList, StatutoryPage, StatutoryRow, TakeStatutory};
pub use strategic::StrategicPage;
pub use support::{
    AskSupport, CaseEvent, CaseMoved, CasePage, CaseRow, SupportPage, TakeStep, TeamPart,
};
pub use today::{Awaited, Task, Today};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::meetings::Refusal;

/// A problem, as RFC 9457 has it. `title` is a sentence for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A short stable name: `not_signed_in`, `not_found`, `stale`, `invalid`, `unavailable` …
    #[serde(rename = "type")]
    pub kind: String,
    pub status: u16,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
    /// Which fields, and what is wrong with each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// For a refused change of a meeting: the reason as data, with the other person's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Unread>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    pub field: String,
    pub reason: String,
}

/// The refusal of a change, as it came: read by the pages that know changes, so that no other page carries
/// all that a meeting can be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unread(Box<RawValue>);

impl PartialEq for Unread {
    fn eq(&self, other: &Self) -> bool {
        self.0.get() == other.0.get()
    }
}

impl Eq for Unread {}

impl Unread {
    /// A refusal on its way out; `None` where it cannot be written, and then its words are there still.
    pub fn new(refusal: &Refusal) -> Option<Self> {
        serde_json::value::to_raw_value(refusal).ok().map(Self)
    }

    /// The refusal; `None` where it is one this page does not know.
    pub fn read(&self) -> Option<Refusal> {
        serde_json::from_str(self.0.get()).ok()
    }
}
