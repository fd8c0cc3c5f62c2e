//! The brokerage board.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::brokerage::pots::{Purse, WhoPays};
use crate::brokerage::{
    Board, BoardChange, BoardDone, Leader, LeaderType, Need, NeedDraft, Pair, Register, Specialist,
    Waiver,
};
use crate::calendar::Moment;
use crate::meetings::By;
use crate::schools::{ChangeId, NeedId, Place, Urn};

/// `GET /api/brokerage`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokeragePage {
    pub types: Vec<LeaderType>,
    pub leaders: Vec<Leader>,
    pub needs: Vec<Need>,
    pub pins: Vec<Pair>,
    pub exclusions: Vec<Pair>,
    /// Rules set aside.
    pub waivers: Vec<Waiver>,
    /// Which school belongs to which trust, federation and diocese.
    pub register: Arc<Register>,
    /// Who is named to pay for each need.
    #[serde(default)]
    pub pays: Vec<(NeedId, WhoPays)>,
    /// The pots, what is left in them, and what a day costs.
    #[serde(default)]
    pub purse: Arc<Purse>,
    /// Rises with every change of the board.
    pub revision: u64,
    /// Every school of the authority, for the map.
    pub places: Vec<MapSchool>,
}

impl BrokeragePage {
    /// The board as it was read.
    pub fn board(&self) -> Board {
        let board = Board::open(
            self.types.clone(),
            self.leaders.clone(),
            self.needs.clone(),
            self.pins.iter().copied(),
            self.exclusions.iter().copied(),
            self.revision,
        );
        board
            .knowing(self.register.clone(), self.waivers.iter().cloned())
            .paying(self.purse.clone(), self.pays.iter().cloned())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapSchool {
    pub urn: Urn,
    pub name: String,
    pub place: Place,
}

/// `POST /api/needs`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenNeed {
    /// Made by the client, so that opening twice is one need.
    pub id: NeedId,
    pub draft: NeedDraft,
    /// Specialists beside the lead this need is for: they make a team, met whole or not at all.
    #[serde(default)]
    pub with: Vec<Specialist>,
}

/// `POST /api/brokerage/changes`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardProposed {
    pub id: ChangeId,
    /// The revision the broker was looking at.
    pub base: u64,
    pub change: BoardChange,
}

/// `POST /api/brokerage/accept`: the matches the broker saw; the server solves again itself and
/// refuses with 409 where its own plan differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptPlan {
    pub id: ChangeId,
    pub base: u64,
    pub matches: Vec<Pair>,
    /// Of the plans as good, the most even one.
    #[serde(default)]
    pub even: bool,
}

/// A change of the brokerage board that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardRecorded {
    pub revision: u64,
    pub id: ChangeId,
    pub at: Moment,
    pub by: By,
    pub change: BoardDone,
}
