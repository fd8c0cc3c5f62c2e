//! Ids made from names, so that the district has the same ids every time it is made.

use domain::risk::TargetId;
use domain::schools::{
    CaseId, ChangeId, Key, LeaderId, MeetingId, NeedId, PartnershipId, PersonId, Urn,
};
use uuid::Uuid;

/// The namespace of everything made up here.
const DISTRICT: Uuid = Uuid::from_u128(0x8f1d_5a50_6f0c_4b7e_9a3e_a1de_da1e_0999);

pub(super) fn of(kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(&DISTRICT, format!("{kind}/{name}").as_bytes())
}

pub fn partnership(name: &str) -> PartnershipId {
    PartnershipId(of("partnership", name))
}

pub fn person(name: &str) -> PersonId {
    PersonId(of("person", name))
}

pub fn leader(name: &str) -> LeaderId {
    LeaderId(of("leader", name))
}

pub fn need(place: usize) -> NeedId {
    NeedId(of("need", &place.to_string()))
}

/// A need that was met, by the place of its school.
pub fn given(place: usize) -> NeedId {
    NeedId(of("given", &place.to_string()))
}

pub fn target(indicator: Key) -> TargetId {
    TargetId(of("target", indicator.as_str()))
}

/// The files the data team loaded.
pub fn import() -> Uuid {
    of("import", "published tables")
}

/// What this person agreed by hand before plans were made here.
pub fn by_hand(person: Uuid) -> Uuid {
    of("plan", &format!("by hand/{person}"))
}

/// The case a need is met in.
pub fn case(need: NeedId) -> Uuid {
    of("case", &need.to_string())
}

/// A request nobody is matched to yet.
pub fn request(place: usize) -> Uuid {
    of("request", &place.to_string())
}

pub fn of_case(case: CaseId, revision: u64) -> Uuid {
    of("step", &format!("{case}/{revision}"))
}

pub fn visit(case: CaseId, number: u32) -> Uuid {
    of("visit", &format!("{case}/{number}"))
}

pub fn deployment(need: NeedId) -> Uuid {
    of("deployment", &need.to_string())
}

/// The meeting of a partnership in a term, 0 the oldest.
pub fn meeting(partnership: &str, term: usize) -> MeetingId {
    MeetingId(of("meeting", &format!("{partnership}/{term}")))
}

pub fn change(meeting: MeetingId, seq: u64) -> ChangeId {
    ChangeId(of("change", &format!("{meeting}/{seq}")))
}

pub fn reply(urn: Urn) -> Uuid {
    of("reply", &urn.to_string())
}

/// Something said of a school so many days ago.
pub fn entry(school: &str, days_ago: i32) -> Uuid {
    of("entry", &format!("{school}/{days_ago}"))
}
