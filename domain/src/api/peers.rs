//! Peer reviews.

use serde::{Deserialize, Serialize};

use super::Partnership;
use crate::calendar::Date;
use crate::schools::{ChangeId, PartnershipId};
use crate::support::{Pair, PeerEntry, PeerReview, PeerSeat};

/// `GET /api/peers`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeersPage {
    pub today: Date,
    /// The one that ends last first.
    pub rounds: Vec<PeerRound>,
    /// Partnerships somebody may begin a round in, and who might review whom.
    pub begins: Vec<PeerBegin>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRound {
    pub id: ChangeId,
    pub revision: u64,
    pub partnership: String,
    pub title: String,
    pub by: Date,
    /// Reviews this person reads of.
    pub reviews: Vec<PeerRow>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRow {
    pub seat: PeerSeat,
    pub reviewer: String,
    pub reviewed: String,
    pub review: PeerReview,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerBegin {
    pub partnership: Partnership,
    pub pairs: Vec<Pair>,
    /// The same in names: who reviews whom.
    pub names: Vec<(String, String)>,
}

/// `POST /api/peers`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeginPeers {
    /// Of the round, made by the client: sent twice it is one.
    pub id: ChangeId,
    pub partnership: PartnershipId,
    pub title: String,
    pub by: Date,
    pub pairs: Vec<Pair>,
}

/// `POST /api/peers/{id}`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PutPeer {
    pub id: ChangeId,
    pub entry: PeerEntry,
}
