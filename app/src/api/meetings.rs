//! Meetings, what changes in them, and their minutes.

use domain::api::{
    GiveView, MeetingEvent, MeetingPage, MeetingRow, MinutesPage, OpenMeeting, ProposeChange,
    SignMinutes, Signed, ViewsGiven,
};
use domain::meetings::Recorded;
use domain::schools::MeetingId;

use super::{Answer, get, post};

pub async fn meetings() -> Answer<Vec<MeetingRow>> {
    get("/api/meetings").await
}

pub async fn open_meeting(open: &OpenMeeting) -> Answer<MeetingRow> {
    post("/api/meetings", open).await
}

pub async fn meeting(id: MeetingId) -> Answer<MeetingPage> {
    get(&meeting_url(id, "")).await
}

pub async fn propose(id: MeetingId, change: &ProposeChange) -> Answer<Recorded> {
    post(&meeting_url(id, "/changes"), change).await
}

pub async fn give_view(id: MeetingId, view: &GiveView) -> Answer<ViewsGiven> {
    post(&meeting_url(id, "/views"), view).await
}

/// Where the live feed of a meeting is, from the change after that one.
pub fn meeting_events_url(id: MeetingId, after: u64) -> String {
    meeting_url(id, &format!("/events?after={after}"))
}

/// The feed asked once: every event after that change. For networks that hold back streams.
pub async fn meeting_events(id: MeetingId, after: u64) -> Answer<Vec<MeetingEvent>> {
    get(&meeting_url(id, &format!("/events?poll=1&after={after}"))).await
}

/// The minutes; `wider` is the copy for everybody.
pub async fn minutes(id: MeetingId, wider: bool) -> Answer<MinutesPage> {
    let whom = if wider { "?for=wider" } else { "" };
    get(&meeting_url(id, &format!("/minutes{whom}"))).await
}

pub async fn sign_minutes(id: MeetingId, sign: &SignMinutes) -> Answer<Signed> {
    post(&meeting_url(id, "/minutes"), sign).await
}

fn meeting_url(id: MeetingId, rest: &str) -> String {
    format!("/api/meetings/{id}{rest}")
}
