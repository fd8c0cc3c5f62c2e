//! Schools like another one, by a rule that is said on screen: nobody is picked by hand.

use serde::{Deserialize, Serialize};

use super::key::Key;
use super::school::{School, Urn};

/// What counts as one step apart: a tenth of the roll, five points of the share of disadvantaged pupils,
/// five kilometres. Each is worth a thousand.
const STEP: u64 = 1_000;
const SHARE: u64 = 500;
const METRES: u64 = 5_000;

/// Measures the Department publishes of every school by name. What else is known of a school is not for
/// everybody to read, so a measure is not shown beside others before it is named here.
pub const PUBLISHED: [Key; 8] = [
    Key::of("I10"),
    Key::of("I14"),
    Key::of("I15"),
    Key::of("I17"),
    Key::of("I18"),
    Key::of("I30"),
    Key::of("I31"),
    Key::of("I32"),
];

/// How far two schools are apart, each part in its own unit; what is not known of either is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    /// Pupils.
    pub roll: Option<u32>,
    /// Hundredths of a point.
    pub share: Option<u32>,
    pub metres: Option<u32>,
    /// All parts together, thousandths of a step.
    pub steps: u64,
}

/// How far apart they are.
pub fn apart(one: &School, other: &School) -> Apart {
    let known = one.roll.filter(|roll| *roll > 0).zip(other.roll);
    let roll = known.map(|(one, other)| one.abs_diff(other));
    let share = one
        .disadvantaged
        .zip(other.disadvantaged)
        .map(|(one, other)| one.abs_diff(other));
    let metres = one
        .place
        .zip(other.place)
        .map(|(one, other)| one.metres_to(other));
    let of_roll = known.map_or(0, |(own, other)| {
        u64::from(own.abs_diff(other)) * 10 * STEP / u64::from(own)
    });
    let of = |what: Option<u32>, step: u64| what.map_or(0, |what| u64::from(what) * STEP / step);
    Apart {
        roll,
        share,
        metres,
        steps: of_roll + of(share, SHARE) + of(metres, METRES),
    }
}

/// The nearest other open schools of the same phase and setting, nearest first; of equals the lower number.
/// A school of which less is known comes after all of which more is.
pub fn similar(of: &School, among: &[School], most: usize) -> Vec<(Urn, Apart)> {
    let mut found: Vec<(Urn, Apart)> = among
        .iter()
        .filter(|one| one.urn != of.urn && one.status.is_open())
        .filter(|one| (one.phase, one.setting) == (of.phase, of.setting))
        .map(|one| (one.urn, apart(of, one)))
        .collect();
    found.sort_by_key(|(urn, apart)| {
        let unknown = [apart.roll, apart.share, apart.metres]
            .iter()
            .filter(|part| part.is_none())
            .count();
        (unknown, apart.steps, *urn)
    });
    found.truncate(most);
    found
}

/// The rule in words, and what it goes without for this school.
pub fn similar_words(of: &School) -> String {
    let mut words = "Schools of the same phase and kind, nearest in roll, in the share of disadvantaged pupils and in place: a tenth of the roll, five points of the share and five kilometres count the same.".to_owned();
    for (known, what) in [
        (of.roll.is_some_and(|roll| roll > 0), "roll"),
        (of.disadvantaged.is_some(), "share of disadvantaged pupils"),
        (of.place.is_some(), "place"),
    ] {
        if !known {
            words.push_str(&format!(
                " The {what} of this school is not known and is left out."
            ));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schools::{Governance, Phase, Place, Setting, Status};

    fn school(urn: u32, roll: u32, share: i32, east: i32) -> School {
        School {
            urn: Urn::try_from(900_000 + urn).unwrap(),
            name: format!("School {urn}"),
            phase: Phase::Primary,
            setting: Setting::Mainstream,
            governance: Governance::Maintained,
            kind: String::new(),
            status: Status::Open,
            number: None,
            place: Some(Place {
                easting: 400_000 + east,
                northing: 400_000,
            }),
            postcode: String::new(),
            town: String::new(),
            roll: Some(roll),
            disadvantaged: Some(share),
            trust: None,
            federation: None,
            diocese: None,
            faith: None,
            opened: None,
            closed: None,
            partnership: None,
        }
    }

    fn order(of: &School, among: &[School]) -> Vec<u32> {
        similar(of, among, 10)
            .into_iter()
            .map(|(urn, _)| u32::from(urn) - 900_000)
            .collect()
    }

    #[test]
    fn a_tenth_of_the_roll_five_points_and_five_kilometres_are_equally_far() {
        let own = school(1, 400, 3_000, 0);
        for other in [
            school(2, 440, 3_000, 0),
            school(2, 360, 3_000, 0),
            school(2, 400, 3_500, 0),
            school(2, 400, 3_000, 5_000),
        ] {
            assert_eq!(apart(&own, &other).steps, STEP);
        }
        assert_eq!(apart(&own, &own).steps, 0);
    }

    #[test]
    fn the_nearest_come_first_whatever_the_order_and_of_equals_the_lower_number() {
        let own = school(1, 400, 3_000, 0);
        let mut among = vec![
            own.clone(),
            school(5, 400, 3_100, 0),
            school(4, 400, 2_900, 0),
            school(3, 300, 3_000, 0),
            school(2, 410, 3_000, 0),
        ];
        assert_eq!(order(&own, &among), [4, 5, 2, 3]);
        among.reverse();
        assert_eq!(order(&own, &among), [4, 5, 2, 3]);
    }

    #[test]
    fn other_phases_kinds_and_closed_schools_are_not_like_it_and_unknown_is_never_near() {
        let own = school(1, 400, 3_000, 0);
        let mut special = school(2, 400, 3_000, 0);
        special.setting = Setting::Special;
        let mut secondary = school(3, 400, 3_000, 0);
        secondary.phase = Phase::Secondary;
        let mut closed = school(4, 400, 3_000, 0);
        closed.status = Status::Closed;
        let mut unknown = school(5, 400, 3_000, 0);
        unknown.roll = None;
        let far = school(6, 800, 6_000, 30_000);
        assert_eq!(
            order(&own, &[special, secondary, closed, unknown, far]),
            [6, 5]
        );
    }

    #[test]
    fn what_is_not_known_of_the_school_itself_is_said() {
        let mut own = school(1, 400, 3_000, 0);
        assert!(!similar_words(&own).contains("left out"));
        own.disadvantaged = None;
        assert!(similar_words(&own).ends_with(
            "The share of disadvantaged pupils of this school is not known and is left out."
        ));
    }
}
