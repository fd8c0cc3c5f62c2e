//! A pot that is applied for: asked, waiting, won or lost.

use super::refusal::Refusal;
use super::{Pence, Pot, Standing};

impl Standing {
    /// Whether a bid can go on like this.
    pub(super) fn may_become(&self, next: &Self) -> Result<(), Refusal> {
        let fine = matches!(
            (self, next),
            (Self::Asked { .. }, Self::Waiting { .. })
                | (Self::Waiting { .. }, Self::Won { .. })
                | (Self::Asked { .. } | Self::Waiting { .. }, Self::Lost { .. })
        );
        match next {
            Self::Lost { why, .. } if why.trim().is_empty() => Err(Refusal::WhyLost),
            _ if fine => Ok(()),
            _ => Err(Refusal::NoSuchStep {
                now: self.word(),
                asked: next.word(),
            }),
        }
    }
}

/// What is asked for and not answered, in all.
pub fn pipeline<'a>(pots: impl IntoIterator<Item = &'a Pot>) -> Pence {
    let open = pots.into_iter().filter(|pot| pot.standing.is_open());
    Pence::sum(open.map(|pot| pot.amount)).unwrap_or(Pence(i64::MAX))
}
