//! What a scheme asks of a school and nobody has: said as a reading, so that it widens the answer.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use super::scheme::Scheme;
use crate::calendar::Date;
use crate::schools::{Finding, Key, Observed, Provenance, Reading, School, Unknown};

/// Adds "not available" for each indicator that the scheme asks of this school, that has been loaded
/// for somebody in the authority, and that this school has no reading of. An indicator loaded for
/// nobody stays absent: the suggestion is made without it. Readings come back in order of indicator.
pub fn fill_gaps(
    readings: Vec<Reading>,
    scheme: &Scheme,
    school: &School,
    loaded: &BTreeSet<Key>,
    as_at: Date,
) -> Vec<Reading> {
    fill_gaps_of(readings, &[scheme], school, loaded, as_at)
}

/// The same for what any of these schemes asks, so that one may be tried beside another.
pub fn fill_gaps_of(
    mut readings: Vec<Reading>,
    schemes: &[impl Borrow<Scheme>],
    school: &School,
    loaded: &BTreeSet<Key>,
    as_at: Date,
) -> Vec<Reading> {
    let asked: BTreeSet<Key> = schemes
        .iter()
        .flat_map(|scheme| &scheme.borrow().indicators)
        .filter(|indicator| {
            loaded.contains(&indicator.id) && indicator.applies(school.phase, school.setting)
        })
        .map(|indicator| indicator.id)
        .collect();
    let has: BTreeSet<Key> = readings.iter().map(|reading| reading.indicator).collect();
    let gaps = asked.difference(&has).map(|indicator| Reading {
        indicator: *indicator,
        seen: Observed {
            finding: Finding::Unknown(Unknown::NotAvailable),
            comparator: None,
            cohort: None,
            marker: None,
            as_at,
            contested: false,
        },
        from: Provenance {
            source: "Nothing has been loaded for this school".to_owned(),
            ..Provenance::default()
        },
    });
    readings.extend(gaps);
    readings.sort_by_key(|reading| reading.indicator);
    readings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::{Judged, categorise};
    use crate::schools::{Evidence, Governance, Phase, Setting, Status, Urn};
    use time::macros::date;

    fn school(phase: Phase) -> School {
        School {
            urn: Urn::try_from(100_001).unwrap(),
            name: "Made-up".to_owned(),
            phase,
            setting: Setting::Mainstream,
            governance: Governance::Maintained,
            kind: String::new(),
            status: Status::Open,
            number: None,
            place: None,
            postcode: String::new(),
            town: String::new(),
            roll: None,
            disadvantaged: None,
            trust: None,
            federation: None,
            diocese: None,
            faith: None,
            opened: None,
            closed: None,
            partnership: None,
        }
    }

    #[test]
    fn what_others_have_and_this_school_has_not_is_unknown_and_never_absent() {
        let scheme = Scheme::bradford().unwrap();
        let on = date!(2026 - 11 - 22);
        let (asked, other_phase, not_loaded) = (Key::of("I10"), Key::of("I14"), Key::of("I30"));
        let loaded = BTreeSet::from([asked, other_phase]);
        let school = school(Phase::Primary);
        let readings = fill_gaps(Vec::new(), &scheme, &school, &loaded, on);
        let evidence = Evidence::new(
            school.phase,
            school.setting,
            readings.iter().map(|one| (one.indicator, one.seen)),
        );
        let now = categorise(&evidence, &scheme, on);
        for (key, judged) in [
            (asked, Judged::Unknown(Unknown::NotAvailable)),
            (other_phase, Judged::DoesNotApply),
            (not_loaded, Judged::NotCollected),
        ] {
            assert_eq!(now.judged[scheme.place(key).unwrap()], judged, "{key}");
        }
        assert_eq!(readings.len(), 1);
    }

    #[test]
    fn what_any_of_several_schemes_asks_is_filled_once() {
        let on = date!(2026 - 11 - 22);
        let schemes = ["bradford", "rotherham", "opportunity_area"]
            .map(|name| Scheme::parse(Scheme::shipped(name).unwrap()).unwrap());
        let loaded: BTreeSet<Key> = ["I10", "I33", "A1"]
            .map(|id| id.parse().unwrap())
            .into_iter()
            .collect();
        let school = school(Phase::Primary);
        let one_by_one = schemes.iter().fold(Vec::new(), |readings, scheme| {
            fill_gaps(readings, scheme, &school, &loaded, on)
        });
        let at_once = fill_gaps_of(Vec::new(), &schemes, &school, &loaded, on);
        assert_eq!(at_once, one_by_one);
        assert_eq!(at_once.len(), 3);
    }
}
