//! What can be changed of a scheme on screen, as values: each makes another document, which is checked
//! like any other before it is tried.

mod bands;
mod condition;
mod line;
mod list;
mod own;
mod points;

pub use bands::{BandText, RuleAt, RuleText};
pub use condition::{Amount, Looks};
pub use line::{level_by, limit_at, line_number, lines_of, place_of, room, step};
pub use list::NewBand;
pub use own::{Answer, OwnField, OwnIndicator};

use super::catalogue::{IndicatorDoc, LineDoc};
use super::document::{Document, OwnerDoc};
use super::level::Level;
use super::number::Hundredths;
use crate::schools::Key;

/// A line of an indicator, by its place among those for that setting, most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineAt {
    pub indicator: Key,
    /// Among the lines for special and alternative provision, where they differ.
    pub special: bool,
    pub nth: usize,
}

/// Which rules of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Indicators make areas.
    Areas,
    /// Areas make risk.
    Risk,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A line is drawn elsewhere, hundredths of its unit.
    Line(LineAt, i32),
    /// A judgement has another level.
    Choice {
        indicator: Key,
        choice: Key,
        level: Level,
    },
    /// High here is high risk whatever else is known, or no longer.
    Critical(Key, bool),
    /// A rule of counting asks for so many at low, medium and high.
    Tally {
        of: Counting,
        nth: usize,
        counts: [u8; 3],
    },
    /// Who has a school of this band and risk.
    Owner(Key, Level, OwnerDoc),
    /// Months to the next review in this band at this risk.
    Review(Key, Level, u8),
    /// Days of support a year in this band, at most.
    Days(Key, u8),
    /// A second person reads a decision for this band and every more serious one; none: for no band.
    SecondReader(Option<Key>),
    /// A one-year figure on fewer pupils is not known.
    SmallCohort(u32),
    /// A category's own words.
    Words(Key, BandText),
    /// A rule that leads into a category reads so and asks this.
    Rule(RuleAt, RuleText),
    /// A rule no longer leads into a category.
    RemoveRule(RuleAt),
    /// One category more.
    AddBand(Box<NewBand>),
    /// One category fewer.
    RemoveBand(Key),
    /// A category changes places with the next more serious one, or the next less serious.
    MoveBand(Key, bool),
    /// How often an indicator counts in the sum of points.
    Weight(Key, u8),
    /// What an indicator adds at low, medium and high, hundredths of a point.
    Points([i32; 3]),
    /// The sum a category begins at, hundredths of a point; the one below ends there.
    SumFrom(Key, i32),
    /// The sums at which the risk is low, medium and high, hundredths of a point.
    RiskPoints([i32; 3]),
    /// An indicator of one's own, new or in place of what it was.
    Indicator(Box<IndicatorDoc>),
    /// An indicator is looked at no longer.
    Remove(Key),
}

impl Edit {
    /// The document with this changed. What it names and the document has not is left alone.
    pub fn of(self, document: &Document) -> Document {
        let mut new = document.clone();
        match self {
            Self::Line(at, to) => {
                if let Some(line) = line_mut(&mut new, at) {
                    let sides = [
                        &mut line.below,
                        &mut line.at_most,
                        &mut line.above,
                        &mut line.at_least,
                    ];
                    for number in sides.into_iter().flatten() {
                        *number = Hundredths(to);
                    }
                }
            }
            Self::Choice {
                indicator,
                choice,
                level,
            } => {
                let choices = indicator_mut(&mut new, indicator, |one| one.choice.as_mut());
                if let Some(choice) =
                    choices.and_then(|all| all.iter_mut().find(|one| one.id == choice))
                {
                    choice.level = level;
                }
            }
            Self::Critical(indicator, critical) => {
                indicator_mut(&mut new, indicator, |one| {
                    one.critical = Some(critical);
                    Some(one)
                });
            }
            Self::Tally { of, nth, counts } => {
                let rules = match of {
                    Counting::Areas => &mut new.area_rule,
                    Counting::Risk => &mut new.risk_rule,
                };
                if let Some(rule) = rules.get_mut(nth) {
                    [rule.low, rule.medium, rule.high] = counts;
                }
            }
            Self::Owner(band, risk, owner) => {
                band_mut(&mut new, band, |band| band.owner[risk as usize] = owner);
            }
            Self::Review(band, risk, months) => {
                band_mut(&mut new, band, |band| {
                    band.review_months[risk as usize] = months;
                });
            }
            Self::Days(band, days) => band_mut(&mut new, band, |band| band.days = days),
            Self::SecondReader(from) => new.read_twice_from(from),
            Self::SmallCohort(pupils) => new.small_cohort = Some(pupils),
            Self::Words(band, text) => band_mut(&mut new, band, |band| text.of(band)),
            Self::Rule(at, text) => {
                band_mut(&mut new, at.band, |band| text.put(&mut band.when, at.nth));
            }
            Self::RemoveRule(at) => band_mut(&mut new, at.band, |band| {
                if at.nth < band.when.len() {
                    band.when.remove(at.nth);
                }
            }),
            Self::AddBand(band) => new.add_band(*band),
            Self::RemoveBand(band) => new.remove_band(band),
            Self::MoveBand(band, up) => new.move_band(band, up),
            Self::Weight(indicator, times) => {
                indicator_mut(&mut new, indicator, |one| {
                    one.weight = (times != 1).then_some(times);
                    Some(one)
                });
                new.settle_sums();
            }
            Self::Points(levels) => {
                if let Some(points) = &mut new.points {
                    for (old, new) in points.levels[1..].iter_mut().zip(levels) {
                        *old = Hundredths(new);
                    }
                    new.settle_sums();
                }
            }
            Self::SumFrom(band, sum) => new.begin_at(band, sum),
            Self::RiskPoints(sums) => {
                if let Some(lines) = &mut new.risk_points {
                    *lines = sums.map(Hundredths);
                }
            }
            Self::Indicator(one) => {
                new.put_indicator(*one);
                new.settle_sums();
            }
            Self::Remove(id) => {
                new.indicator.retain(|one| one.id != id);
                new.settle_sums();
            }
        }
        new
    }
}

fn indicator_mut<'a, T>(
    document: &'a mut Document,
    id: Key,
    part: impl FnOnce(&'a mut IndicatorDoc) -> Option<T>,
) -> Option<T> {
    let one = document.indicator.iter_mut().find(|one| one.id == id)?;
    part(one)
}

fn band_mut(document: &mut Document, id: Key, change: impl FnOnce(&mut super::BandDoc)) {
    if let Some(band) = document.band.iter_mut().find(|band| band.id == id) {
        change(band);
    }
}

/// Lines are listed most serious first, in the document as in the scheme: the check asks for it.
fn line_mut(document: &mut Document, at: LineAt) -> Option<&mut LineDoc> {
    let lines = indicator_mut(document, at.indicator, |one| {
        if at.special {
            one.special_line.as_mut()
        } else {
            one.line.as_mut()
        }
    })?;
    lines.get_mut(at.nth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::Scheme;

    fn bradford() -> Scheme {
        Scheme::bradford().unwrap()
    }

    const RESULTS: LineAt = LineAt {
        indicator: Key::of("I10"),
        special: false,
        nth: 0,
    };

    #[test]
    fn a_line_moves_and_nothing_else_does() {
        let before = bradford();
        let document = Edit::Line(RESULTS, 4_800).of(&before.document);
        let after = Scheme::new(document.clone()).unwrap();
        let line = |scheme: &Scheme| {
            line_number(&scheme.indicator(RESULTS.indicator).unwrap().lines[0]).unwrap()
        };
        assert_eq!((line(&before), line(&after)), (4_600, 4_800));
        assert_eq!(Edit::Line(RESULTS, 4_600).of(&document), before.document);
    }

    #[test]
    fn judgements_owners_reviews_and_days_change() {
        let scheme = bradford();
        let band = Key::of("P2");
        let mut document = Edit::Days(band, 12).of(&scheme.document);
        document = Edit::Review(band, Level::High, 2).of(&document);
        document = Edit::Owner(band, Level::High, OwnerDoc::Authority).of(&document);
        document = Edit::SmallCohort(15).of(&document);
        let new = Scheme::new(document).unwrap();
        let rule = new.band(new.band_named(band).unwrap());
        assert_eq!(rule.days, 12);
        assert_eq!(rule.review_months[3], 2);
        assert_eq!(rule.owner[3], OwnerDoc::Authority);
        assert_eq!(new.small_cohort, 15);
    }
}
