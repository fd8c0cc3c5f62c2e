//! Whether a decision still holds. One that differs from what the rules suggested is approved by a second
//! person, rests on evidence, and lapses when the evidence moves or its review is past: the room is asked
//! again, and what was decided stays on the record. One for a band that the scheme has read twice waits for
//! its second reader although it is as suggested.

use serde::{Deserialize, Serialize};

use super::item::Past;
use crate::calendar::{Date, day_words};
use crate::risk::{Band, Categorisation, Level, Scheme, Span};

/// The longest words of an approval, characters.
pub const LONGEST_APPROVAL: usize = 1_000;

/// What a second person said of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Or sent back to the room.
    pub approved: bool,
    pub by: String,
    pub on: Date,
    #[serde(default)]
    pub words: String,
}

/// How a decision stands today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Decided as the rules suggested.
    AsSuggested,
    /// Otherwise, and a second person agreed.
    Approved,
    /// Otherwise, and nobody has looked at it yet.
    Waits,
    /// As suggested, in a band that is read twice, and nobody has read it yet.
    Unread,
    /// As suggested, and a second person has read it.
    Read,
    /// A second person did not agree.
    SentBack,
    /// Otherwise, and no longer: why.
    Lapsed(Lapse),
}

/// Why a decision against the rules no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lapse {
    /// The rules suggest something else now than when the room decided otherwise.
    Moved { band: Band, risk: Level },
    /// It was to be looked at again by a day that is past.
    ReviewPast,
}

/// How this decision stands beside what the rules suggest now.
pub fn holds(past: &Past, now: &Categorisation, today: Date) -> Holds {
    if !past.asks_a_second_person() {
        return Holds::AsSuggested;
    }
    match &past.approval {
        None if past.differed => Holds::Waits,
        None => Holds::Unread,
        Some(approval) if !approval.approved => Holds::SentBack,
        Some(_) if !past.differed => Holds::Read,
        Some(_) => lapse(past, now, today).map_or(Holds::Approved, Holds::Lapsed),
    }
}

fn lapse(past: &Past, now: &Categorisation, today: Date) -> Option<Lapse> {
    let band = past.suggested.map(|then| then.known);
    let moved = band.is_some_and(|then| then != now.band.known)
        || past
            .suggested_risk
            .is_some_and(|then| then != now.risk.known);
    if moved {
        return Some(Lapse::Moved {
            band: now.band.known,
            risk: now.risk.known,
        });
    }
    past.review
        .is_some_and(|review| review < today)
        .then_some(Lapse::ReviewPast)
}

impl Past {
    /// It differs from the suggestion, or its band is one that is read twice.
    pub fn asks_a_second_person(&self) -> bool {
        self.differed || self.second_reader
    }

    /// It asks for a second person and none has agreed: until then nobody is told.
    pub fn waits(&self) -> bool {
        let agreed = self.approval.as_ref().is_some_and(|one| one.approved);
        self.asks_a_second_person() && !agreed
    }

    /// Why the head cannot be told yet, where that is so.
    pub fn why_not_told(&self) -> Option<&'static str> {
        self.waits().then_some(if self.differed {
            "the room decided otherwise than the rules suggested: a second person has to approve it \
             before the head is told"
        } else {
            "a decision for the most serious category is read by a second person before the head is told"
        })
    }
}

impl Holds {
    /// Whether the room or a second person is asked for something.
    pub fn asks(self) -> bool {
        matches!(
            self,
            Self::Waits | Self::Unread | Self::SentBack | Self::Lapsed(_)
        )
    }

    /// A few words for a table.
    pub fn short(self) -> Option<&'static str> {
        match self {
            Self::AsSuggested | Self::Approved | Self::Read => None,
            Self::Waits => Some("waits for approval"),
            Self::Unread => Some("waits for a second reader"),
            Self::SentBack => Some("sent back"),
            Self::Lapsed(_) => Some("lapsed"),
        }
    }

    /// The whole sentence.
    pub fn words(self, scheme: &Scheme, past: &Past) -> String {
        match (self, &past.approval) {
            (Self::AsSuggested, _) => "Decided as the rules suggested.".to_owned(),
            (Self::Waits, _) => {
                "Otherwise than the rules suggested. Nobody else has approved it yet.".to_owned()
            }
            (Self::Unread, _) => {
                "Decided as the rules suggested. A decision for this category has a second reader; \
                 nobody has read it yet."
                    .to_owned()
            }
            (Self::Read, Some(approval)) => format!(
                "Decided as the rules suggested; second reader: {}, {}.",
                approval.by,
                day_words(approval.on)
            ),
            (Self::SentBack, Some(approval)) => format!(
                "{}, and sent back by {} on {}: “{}”",
                if past.differed {
                    "Otherwise than the rules suggested"
                } else {
                    "Decided as the rules suggested"
                },
                approval.by,
                day_words(approval.on),
                approval.words
            ),
            (Self::Approved, Some(approval)) => format!(
                "Otherwise than the rules suggested; approved by {} on {}.",
                approval.by,
                day_words(approval.on)
            ),
            (Self::Lapsed(Lapse::Moved { band, risk }), _) => format!(
                "This decision has lapsed: the rules suggested {} when the room decided otherwise, and now {}.",
                then_words(scheme, past),
                pair_words(scheme, band, risk)
            ),
            (Self::Lapsed(Lapse::ReviewPast), _) => match past.review {
                Some(review) => format!(
                    "This decision has lapsed: it was to be looked at again by {}.",
                    day_words(review)
                ),
                None => "This decision has lapsed.".to_owned(),
            },
            (Self::SentBack | Self::Approved | Self::Read, None) => String::new(),
        }
    }
}

fn then_words(scheme: &Scheme, past: &Past) -> String {
    match (past.suggested, past.suggested_risk) {
        (Some(band), Some(risk)) => format!(
            "{}, risk {}",
            scheme.past_words(Span::only(band.known)),
            risk.word().to_lowercase()
        ),
        (Some(band), None) => scheme.past_words(Span::only(band.known)),
        (None, _) => "something else".to_owned(),
    }
}

fn pair_words(scheme: &Scheme, band: Band, risk: Level) -> String {
    format!(
        "{}, risk {}",
        scheme.band(band).word,
        risk.word().to_lowercase()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::categorise;
    use crate::schools::{Evidence, Phase, Setting};
    use time::macros::date;

    const TODAY: Date = date!(2026 - 11 - 27);

    /// What the rules make of a school nothing is known of.
    fn now(scheme: &Scheme) -> Categorisation {
        categorise(
            &Evidence::new(Phase::Primary, Setting::Mainstream, []),
            scheme,
            TODAY,
        )
    }

    fn otherwise(now: &Categorisation) -> Past {
        Past {
            differed: true,
            suggested: Some(Span::only(now.band.known)),
            suggested_risk: Some(now.risk.known),
            review: Some(date!(2026 - 12 - 11)),
            ..Past::as_suggested(date!(2026 - 06 - 11), Band(3), Level::High)
        }
    }

    fn approval(approved: bool) -> Option<Approval> {
        Some(Approval {
            approved,
            by: "Pearl Okafor".to_owned(),
            on: date!(2026 - 06 - 12),
            words: "The results do not bear it out.".to_owned(),
        })
    }

    #[test]
    fn a_decision_against_the_rules_waits_until_a_second_person_has_looked() {
        let scheme = Scheme::bradford().unwrap();
        let now = now(&scheme);
        let mut past = otherwise(&now);
        assert_eq!(holds(&past, &now, TODAY), Holds::Waits);
        assert!(past.waits());
        past.approval = approval(false);
        assert_eq!(holds(&past, &now, TODAY), Holds::SentBack);
        assert!(past.waits(), "sent back, it is not to be told either");
        assert!(
            Holds::SentBack
                .words(&scheme, &past)
                .contains("sent back by Pearl Okafor on 12 Jun 2026")
        );
        past.approval = approval(true);
        assert_eq!(holds(&past, &now, TODAY), Holds::Approved);
        past.differed = false;
        past.approval = None;
        assert_eq!(holds(&past, &now, TODAY), Holds::AsSuggested);
    }

    #[test]
    fn the_most_serious_band_waits_for_a_second_reader_though_it_is_as_suggested() {
        let scheme = Scheme::bradford().unwrap();
        let now = now(&scheme);
        assert!(scheme.band(Band(3)).second_reader && !scheme.band(Band(2)).second_reader);
        let mut past = Past {
            second_reader: true,
            review: Some(date!(2026 - 08 - 11)),
            ..Past::as_suggested(date!(2026 - 06 - 11), Band(3), Level::High)
        };
        assert_eq!(holds(&past, &now, TODAY), Holds::Unread);
        assert!(past.waits() && Holds::Unread.asks());
        let told = past.why_not_told().unwrap();
        assert!(told.contains("read by a second person"), "{told}");
        let words = Holds::Unread.words(&scheme, &past);
        assert!(words.contains("second reader") && !words.contains("Otherwise"));
        past.approval = approval(false);
        assert_eq!(holds(&past, &now, TODAY), Holds::SentBack);
        let words = Holds::SentBack.words(&scheme, &past);
        assert!(words.starts_with("Decided as the rules suggested, and sent back by"));
        assert!(past.waits());
        past.approval = approval(true);
        assert_eq!(
            holds(&past, &now, TODAY),
            Holds::Read,
            "it was no override: it does not lapse"
        );
        assert_eq!(past.why_not_told(), None);
        assert_eq!(
            Holds::Read.words(&scheme, &past),
            "Decided as the rules suggested; second reader: Pearl Okafor, 12 Jun 2026."
        );
    }

    #[test]
    fn it_lapses_when_the_suggestion_moves_or_the_review_is_past() {
        let scheme = Scheme::bradford().unwrap();
        let now = now(&scheme);
        let mut past = otherwise(&now);
        past.approval = approval(true);
        assert_eq!(
            holds(&past, &now, date!(2026 - 12 - 11)),
            Holds::Approved,
            "on the day itself it still holds"
        );
        assert_eq!(
            holds(&past, &now, date!(2026 - 12 - 12)),
            Holds::Lapsed(Lapse::ReviewPast)
        );
        past.suggested = Some(Span::only(Band(2)));
        let lapsed = holds(&past, &now, TODAY);
        assert!(matches!(lapsed, Holds::Lapsed(Lapse::Moved { .. })));
        assert!(
            lapsed.asks() && !past.waits(),
            "lapsed, it was agreed to all the same"
        );
        assert!(
            lapsed
                .words(&scheme, &past)
                .starts_with("This decision has lapsed: the rules suggested Priority 3")
        );
    }
}
