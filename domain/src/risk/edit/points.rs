//! Changes of points: what a level gives, how often an indicator counts, and the sums at which categories
//! begin. The last category ends at the most there can be, so it moves with every change of that.

use crate::risk::document::Document;
use crate::risk::number::Hundredths;
use crate::schools::Key;

impl Document {
    /// The most points there can be, hundredths.
    pub fn most_points(&self) -> i32 {
        let weights: i32 = self
            .indicator
            .iter()
            .map(|one| i32::from(one.weight.unwrap_or(1)))
            .sum();
        let high = self.points.as_ref().map_or(0, |points| points.levels[3].0);
        weights.saturating_mul(high)
    }

    /// The last category by sums ends where sums do.
    pub(super) fn settle_sums(&mut self) {
        let most = Hundredths(self.most_points());
        let last = self
            .band
            .iter_mut()
            .rev()
            .find_map(|band| band.points.as_mut());
        if let Some([_, end]) = last {
            *end = most;
        }
    }

    /// A category begins at this sum, and the one below ends there.
    pub(super) fn begin_at(&mut self, band: Key, sum: i32) {
        let Some(at) = self.band.iter().position(|one| one.id == band) else {
            return;
        };
        let (below, from) = self.band.split_at_mut(at);
        let (Some(below), Some(this)) = (
            below.last_mut().and_then(|band| band.points.as_mut()),
            from.first_mut().and_then(|band| band.points.as_mut()),
        ) else {
            return;
        };
        below[1] = Hundredths(sum);
        this[0] = Hundredths(sum);
    }
}

#[cfg(test)]
mod tests {
    use crate::calendar::Date;
    use crate::risk::{Edit, Scheme, categorise, difference};
    use crate::schools::{Evidence, Finding, Key, Observed, Phase, Setting};
    use time::macros::date;

    const ON: Date = date!(2019 - 03 - 15);

    fn list() -> Scheme {
        Scheme::parse(Scheme::shipped("opportunity_area").unwrap()).unwrap()
    }

    /// The sum and the category of a school with one measure at its worst, hundredths.
    fn one_worst(scheme: &Scheme) -> (i32, Key) {
        let ids = ["A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"];
        let readings = ids.map(|id| {
            let deep = id == "A3";
            let upwards = matches!(id, "A1" | "A2");
            let seen = Observed {
                finding: Finding::number(if deep || upwards { 500 } else { 9_500 }),
                comparator: None,
                cohort: None,
                marker: None,
                as_at: ON,
                contested: false,
            };
            (id.parse::<Key>().unwrap(), seen)
        });
        let evidence = Evidence::new(Phase::Primary, Setting::Mainstream, readings);
        let now = categorise(&evidence, scheme, ON);
        (now.points.unwrap().known, scheme.band(now.band.known).id)
    }

    #[test]
    fn a_measure_that_counts_oftener_moves_a_school_and_the_end_of_the_last_category() {
        let before = list();
        assert_eq!(one_worst(&before), (100, Key::of("L0")));
        let document = Edit::Weight(Key::of("A3"), 3).of(&before.document);
        let after = Scheme::new(document).unwrap();
        assert_eq!(one_worst(&after), (300, Key::of("L1")));
        assert_eq!(after.document.most_points(), 1_000);
        let said = difference(&before.document, &after.document);
        assert!(
            said.iter()
                .any(|one| one.contains("3 times in the sum of points")),
            "{said:?}"
        );
        let back = Edit::Weight(Key::of("A3"), 1).of(&after.document);
        assert!(difference(&before.document, &back).is_empty());
    }

    #[test]
    fn points_and_the_sums_at_which_categories_begin_change() {
        let before = list();
        let document = Edit::Points([50, 100, 200]).of(&before.document);
        let document = Edit::SumFrom(Key::of("L1"), 200).of(&document);
        let document = Edit::RiskPoints([300, 600, 900]).of(&document);
        let after = Scheme::new(document).unwrap();
        assert_eq!(one_worst(&after), (200, Key::of("L1")));
        assert_eq!(after.risk_points, Some([300, 600, 900]));
        // One that would begin before the one below does is refused.
        let crossed = Edit::SumFrom(Key::of("L1"), 700).of(&before.document);
        let faults = Scheme::new(crossed.clone()).unwrap_err();
        assert!(
            faults[0].words(&crossed).contains("end before they begin"),
            "{faults:?}"
        );
        // The least serious begins at nothing.
        let same = Edit::SumFrom(Key::of("L0"), 100).of(&before.document);
        assert_eq!(same, before.document);
    }
}
