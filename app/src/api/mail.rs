//! Letters that did not go out.

use domain::api::{CalendarLink, MailPage};
use uuid::Uuid;

use super::{Answer, get, post};

pub async fn mail() -> Answer<MailPage> {
    get("/api/mail").await
}

pub async fn send_again(id: Uuid) -> Answer<MailPage> {
    post(&format!("/api/mail/{id}/again"), &()).await
}

pub async fn calendar() -> Answer<CalendarLink> {
    get("/api/calendar").await
}

pub async fn make_calendar() -> Answer<CalendarLink> {
    post("/api/calendar", &()).await
}

pub async fn forget_calendar() -> Answer<CalendarLink> {
    post("/api/calendar/forget", &()).await
}
