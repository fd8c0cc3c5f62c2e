//! Early and statutory action.

use domain::api::{StatutoryList, StatutoryPage, TakeStatutory};
use domain::schools::Urn;

use super::{Answer, get, post};

pub async fn statutory() -> Answer<StatutoryList> {
    get("/api/statutory").await
}

pub async fn statutory_of(urn: Urn) -> Answer<StatutoryPage> {
    get(&format!("/api/statutory/{urn}")).await
}

pub async fn take_statutory(urn: Urn, asked: &TakeStatutory) -> Answer<StatutoryPage> {
    post(&format!("/api/statutory/{urn}"), asked).await
}
