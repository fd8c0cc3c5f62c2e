//! What the district means to reach.

use domain::calendar::Date;
use domain::risk::{Aim, Target, TargetId};
use domain::schools::{Key, PersonId};
use time::Month;

use super::id;
use super::terms::Terms;

/// A target, and who set it when.
#[derive(Debug, Clone)]
pub struct SetTarget {
    pub id: TargetId,
    pub target: Target,
    pub by: PersonId,
    pub by_name: &'static str,
    pub on: Date,
}

const OFFICER: &str = "Pearl Okafor";

/// Measure, aim, and in how many years it is to be reached.
const AIMS: [(Key, Aim, i32); 3] = [
    (Key::of("I10"), Aim::National, 2),
    (Key::of("I30"), Aim::Number(520), 1),
    (Key::of("I18"), Aim::Number(8_200), 3),
];

pub fn targets(terms: Terms) -> Vec<SetTarget> {
    AIMS.into_iter()
        .map(|(indicator, aim, years)| SetTarget {
            id: id::target(indicator),
            target: Target {
                indicator,
                aim,
                // The end of a school year, and always to come.
                by: Date::from_calendar_date(terms.today.year() + years, Month::July, 31)
                    .unwrap_or(terms.today),
            },
            by: id::person(OFFICER),
            by_name: OFFICER,
            on: terms.days_ago(70),
        })
        .collect()
}
