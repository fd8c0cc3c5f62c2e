//! Rounds in which leaders are sought.

use domain::api::{OpenRound, PutRound, RecruitmentPage};
use domain::schools::RoundId;

use super::{Answer, get, post};

pub async fn recruitment() -> Answer<RecruitmentPage> {
    get("/api/leaders/recruitment").await
}

pub async fn open_round(asked: &OpenRound) -> Answer<RecruitmentPage> {
    post("/api/leaders/recruitment", asked).await
}

pub async fn put_round(round: RoundId, asked: &PutRound) -> Answer<RecruitmentPage> {
    post(&format!("/api/leaders/recruitment/{round}"), asked).await
}
