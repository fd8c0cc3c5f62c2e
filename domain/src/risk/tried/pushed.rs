//! Whom a rule pushes: groups of schools against all others, and whether chance alone would do that.

use crate::risk::level::Band;
use crate::risk::scheme::Scheme;
use crate::schools::Setting;

/// A roll under this is a small school.
const SMALL: u32 = 150;

/// What groups are made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    pub roll: Option<u32>,
    /// Hundredths of a per cent of pupils who are disadvantaged.
    pub disadvantaged: Option<i32>,
    pub faith: bool,
    pub setting: Setting,
}

/// Schools a rule might push, and whether each school is one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub name: &'static str,
    /// Who is meant: "fewer than 150 on roll".
    pub what: String,
    pub within: Vec<bool>,
}

/// Small schools, those of a faith, those for special and alternative provision, and the quarter with most
/// disadvantaged pupils. What is not known of a school puts it in no group.
pub fn groups(schools: &[Traits]) -> Vec<Group> {
    let quarter = most_disadvantaged_from(schools);
    let of = |test: &dyn Fn(&Traits) -> bool| schools.iter().map(test).collect();
    vec![
        Group {
            name: "Small",
            what: format!("fewer than {SMALL} on roll"),
            within: of(&|one| one.roll.is_some_and(|roll| roll < SMALL)),
        },
        Group {
            name: "Faith",
            what: "of a religious character".to_owned(),
            within: of(&|one| one.faith),
        },
        Group {
            name: "Special and alternative",
            what: "by setting".to_owned(),
            within: of(&|one| one.setting != Setting::Mainstream),
        },
        Group {
            name: "Most disadvantaged",
            what: quarter.map_or_else(
                || "a quarter of all".to_owned(),
                |from| format!("{}% or more of pupils", (from + 50) / 100),
            ),
            within: of(&|one| {
                one.disadvantaged
                    .zip(quarter)
                    .is_some_and(|(one, from)| one >= from)
            }),
        },
    ]
}

/// The share from which on a school is among the quarter with the most.
fn most_disadvantaged_from(schools: &[Traits]) -> Option<i32> {
    let mut shares: Vec<i32> = schools.iter().filter_map(|one| one.disadvantaged).collect();
    shares.sort_unstable();
    shares.get(shares.len() * 3 / 4).copied()
}

/// How many of a group, and of all others, stand in the two most serious categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pushed {
    pub serious: u32,
    pub of: u32,
    pub other_serious: u32,
    pub of_others: u32,
}

impl Pushed {
    /// Counts by whether a school is of the group.
    pub fn count(schools: impl IntoIterator<Item = (bool, Band)>, scheme: &Scheme) -> Self {
        let from = scheme.bands.len().saturating_sub(2);
        let mut counted = Self::default();
        for (within, band) in schools {
            let serious = u32::from(usize::from(band.0) >= from);
            if within {
                counted.of += 1;
                counted.serious += serious;
            } else {
                counted.of_others += 1;
                counted.other_serious += serious;
            }
        }
        counted
    }

    /// Whether the difference is more than chance would bring in nineteen of twenty districts: the two
    /// shares lie more than twice their standard error apart. In whole numbers; `None` where either side
    /// is too small to say (fewer than five, or none and all alike).
    pub fn beyond_chance(&self) -> Option<bool> {
        let [a, n, b, m] =
            [self.serious, self.of, self.other_serious, self.of_others].map(i128::from);
        let (hits, all) = (a + b, n + m);
        if n < 5 || m < 5 || hits == 0 || hits == all {
            return None;
        }
        // (a/n - b/m)^2 > 4 p (1 - p) (1/n + 1/m), p = hits/all, everything times (n m all)^2.
        let apart = (a * m - b * n) * all;
        let spread = 4 * hits * (all - hits) * (n + m) * n * m;
        Some(apart * apart > spread)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_made_of_what_is_known() {
        let school = |roll, disadvantaged, setting| Traits {
            roll,
            disadvantaged,
            faith: false,
            setting,
        };
        let schools = [
            school(Some(149), Some(1_000), Setting::Mainstream),
            school(Some(150), Some(2_000), Setting::Mainstream),
            school(None, None, Setting::Special),
            Traits {
                faith: true,
                ..school(Some(600), Some(3_000), Setting::Mainstream)
            },
            school(Some(90), Some(4_040), Setting::Alternative),
        ];
        let groups = groups(&schools);
        let within: Vec<&[bool]> = groups.iter().map(|group| &group.within[..]).collect();
        assert_eq!(
            within,
            [
                [true, false, false, false, true],
                [false, false, false, true, false],
                [false, false, true, false, true],
                [false, false, false, false, true],
            ]
        );
        assert_eq!(groups[3].what, "40% or more of pupils");
        // Of nobody it is known: nobody is in it.
        let unknown = [school(None, None, Setting::Mainstream); 3];
        let last = &super::groups(&unknown)[3];
        assert_eq!(
            (last.what.as_str(), &last.within[..]),
            ("a quarter of all", &[false; 3][..])
        );
    }

    #[test]
    fn chance_is_told_from_what_is_beyond_it() {
        let pushed = |serious, of, other_serious, of_others| Pushed {
            serious,
            of,
            other_serious,
            of_others,
        };
        assert_eq!(pushed(10, 40, 30, 160).beyond_chance(), Some(false));
        assert_eq!(pushed(20, 40, 30, 160).beyond_chance(), Some(true));
        assert_eq!(pushed(1, 4, 30, 160).beyond_chance(), None);
        assert_eq!(pushed(0, 40, 0, 160).beyond_chance(), None);
    }
}
