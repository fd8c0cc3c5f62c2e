//! Which claims are looked at: all large ones, and of the others a part that no reader chooses.

use serde::{Deserialize, Serialize};

use super::Pence;
use crate::calendar::Date;
use crate::schools::{ChangeId, CommitmentId, PotId};

/// Above this every claim is looked at.
pub const SAMPLED_ABOVE: Pence = Pence::pounds(2_000);

/// Of the others one in so many.
const ONE_IN: u32 = 5;

/// Money that was released, and whether somebody looked at what it was for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The change that released it.
    pub id: ChangeId,
    pub pot: PotId,
    pub commitment: CommitmentId,
    pub amount: Pence,
    pub on: Date,
    pub looked: Option<Looked>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Looked {
    pub in_order: bool,
    pub words: String,
}

/// Whether a claim is looked at: it is large, or its id says so, the same each time.
pub fn sampled(id: ChangeId, amount: Pence) -> bool {
    if amount > SAMPLED_ABOVE {
        return true;
    }
    let mixed = id.0.as_bytes().iter().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193)
    });
    (mixed >> 8).is_multiple_of(ONE_IN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn large_claims_are_looked_at_and_of_the_others_about_one_in_five() {
        let id = |number: u128| ChangeId(Uuid::from_u128(number * 7_919));
        assert!(sampled(id(1), Pence(200_001)));
        let small = (0..5_000)
            .filter(|number| sampled(id(*number), Pence::pounds(350)))
            .count();
        assert!((850..1_150).contains(&small), "{small}");
    }
}
