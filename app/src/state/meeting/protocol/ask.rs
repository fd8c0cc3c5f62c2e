//! What people ask for: everything there is to ask, values most often.

#[cfg(test)]
mod model {
    use std::sync::Arc;

    use domain::meetings::{Attendance, Change, Decision, next_review};
    use domain::risk::Scheme;
    use domain::schools::{Finding, Key, Urn};

    use crate::state::meeting::protocol::model::World;
    use crate::state::meeting::tests::cases::{DAY, urn};

    const INDICATORS: [Key; 3] = [Key::of("I30"), Key::of("I31"), Key::of("I10")];

    impl World {
        pub fn some_change(&mut self, at: usize) -> Change {
            let school = urn(100_001 + u32::try_from(self.dice.below(3)).unwrap());
            let text = format!("Said {}", self.next_id);
            let who = format!("Person {}", self.dice.below(4));
            let scheme = Arc::clone(&self.server.scheme);
            match self.dice.below(40) {
                0 => Change::Point {
                    urn: school,
                    text,
                    raised_by: who,
                },
                1 => Change::Act {
                    urn: school,
                    text,
                    owner: who,
                    due: DAY,
                },
                2 => Change::Dissent {
                    urn: school,
                    text,
                    by: who,
                },
                3 => Change::Recuse {
                    urn: school,
                    who,
                    why: text,
                },
                4 | 5 => Change::Park {
                    urn: school,
                    parked: self.dice.one_in(2),
                },
                6 => Change::Pull { urn: school },
                7 => Change::Attend {
                    who,
                    how: Attendance::Present,
                },
                8 => Change::Chair {
                    to: self.tabs[at].me.clone(),
                },
                9 | 10 => Change::Show { urn: school },
                11..=16 => self.decision(at, school, &scheme),
                _ => Change::Record {
                    urn: school,
                    indicator: INDICATORS[self.dice.below(INDICATORS.len())],
                    finding: Finding::number(400 + i32::try_from(self.dice.below(500)).unwrap()),
                    note: String::new(),
                },
            }
        }

        /// As the screen suggests it, or with another word and a reason.
        fn decision(&mut self, at: usize, urn: Urn, scheme: &Scheme) -> Change {
            let board = self.tabs[at].state.shown();
            let suggestion = board.items[&urn].suggestion(scheme, DAY);
            let (band, risk) = (suggestion.band.known, suggestion.risk.known);
            Change::Decide {
                urn,
                decision: Decision {
                    band,
                    risk,
                    rationale: format!("Because {}", self.next_id),
                    next_review: next_review(scheme, band, risk, DAY),
                    rests_on: Vec::new(),
                    confirmed: None,
                },
            }
        }
    }
}
