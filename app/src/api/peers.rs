//! Peer reviews.

use domain::api::{BeginPeers, PeersPage, PutPeer};
use domain::schools::ChangeId;

use super::{Answer, get, post};

pub async fn peers() -> Answer<PeersPage> {
    get("/api/peers").await
}

pub async fn begin_peers(asked: &BeginPeers) -> Answer<PeersPage> {
    post("/api/peers", asked).await
}

pub async fn put_peer(round: ChangeId, asked: &PutPeer) -> Answer<PeersPage> {
    post(&format!("/api/peers/{round}"), asked).await
}
