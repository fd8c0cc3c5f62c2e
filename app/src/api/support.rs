//! Cases of support.

use domain::api::{AskSupport, CasePage, SupportPage, TakeStep};
use domain::schools::CaseId;

use super::{Answer, get, post};

pub async fn support() -> Answer<SupportPage> {
    get("/api/support").await
}

pub async fn case(id: CaseId) -> Answer<CasePage> {
    get(&format!("/api/support/{id}")).await
}

pub async fn ask_support(ask: &AskSupport) -> Answer<CasePage> {
    post("/api/support", ask).await
}

pub async fn take_step(id: CaseId, step: &TakeStep) -> Answer<CasePage> {
    post(&format!("/api/support/{id}/steps"), step).await
}
