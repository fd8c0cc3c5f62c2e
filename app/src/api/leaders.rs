//! Leaders: the directory, one leader, and the types there are.

use domain::api::{AddLeader, ChangeLeader, LeaderList, LeaderPage, PutLeaderType};
use domain::brokerage::{LeaderType, Shares};
use domain::schools::LeaderId;

use super::{Answer, get, post};

pub async fn leaders() -> Answer<LeaderList> {
    get("/api/leaders").await
}

pub async fn leader(id: LeaderId) -> Answer<LeaderPage> {
    get(&format!("/api/leaders/{id}")).await
}

pub async fn shares() -> Answer<Shares> {
    get("/api/leaders/shares").await
}

pub async fn add_leader(add: &AddLeader) -> Answer<LeaderPage> {
    post("/api/leaders", add).await
}

pub async fn change_leader(id: LeaderId, change: &ChangeLeader) -> Answer<LeaderPage> {
    post(&format!("/api/leaders/{id}/changes"), change).await
}

pub async fn put_leader_type(put: &PutLeaderType) -> Answer<Vec<LeaderType>> {
    post("/api/leader-types", put).await
}
