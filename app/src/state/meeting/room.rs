//! The decision bar: what the room is about to say, chosen and not sent yet.

use domain::calendar::Date;
use domain::meetings::{Decision, next_review};
use domain::risk::{Band, Categorisation, Level, Scheme};
use domain::schools::Key;

/// What the room is about to say of one school: chosen on the decision bar, not sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Room {
    pub band: Option<Band>,
    pub risk: Option<Level>,
    pub reason: String,
    /// The indicators the reason rests on.
    pub rests_on: Vec<Key>,
    pub next_review: Option<Date>,
    /// Why a refused pair is to stand all the same; the lead officer's to write.
    pub confirmed: String,
}

impl Room {
    /// Somebody has touched the bar.
    pub fn touched(&self) -> bool {
        *self != Self::default()
    }

    /// The decision it comes to: what is not chosen is as decided before, or as suggested.
    pub fn decision(
        &self,
        scheme: &Scheme,
        suggestion: &Categorisation,
        before: Option<&Decision>,
        on: Date,
    ) -> Decision {
        let band = self
            .band
            .or(before.map(|one| one.band))
            .unwrap_or(suggestion.band.known);
        let risk = self
            .risk
            .or(before.map(|one| one.risk))
            .unwrap_or(suggestion.risk.known);
        let reason = self.reason.trim();
        let rationale = match before {
            Some(one) if reason.is_empty() => one.rationale.clone(),
            _ => reason.to_owned(),
        };
        let confirmed = self.confirmed.trim();
        Decision {
            band,
            risk,
            rationale,
            next_review: self
                .next_review
                .unwrap_or_else(|| next_review(scheme, band, risk, on)),
            rests_on: match before {
                Some(one) if self.rests_on.is_empty() => one.rests_on.clone(),
                _ => self.rests_on.clone(),
            },
            confirmed: (!confirmed.is_empty()).then(|| confirmed.to_owned()),
        }
    }
}
