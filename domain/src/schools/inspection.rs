//! Inspections of three generations, side by side, and the readings they give.
//!
//! An overall grade (to August 2024), key judgements without one (to November 2025) and a report card
//! each keep their own scale: nothing is converted from one to another. What ends is that an older
//! generation counts: once a later inspection has reported in another scale, the earlier indicator is
//! marked not applicable from that day, and its old reading stays in the history.
//!
//! Long because three generations of inspection are told apart side by side, each with its cases.

use super::evidence::{Finding, Observed, Unknown};
use super::key::Key;
use crate::calendar::Date;

/// Overall grade and key judgement, `1` to `4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    Outstanding,
    Good,
    RequiresImprovement,
    Inadequate,
}

impl Grade {
    /// From the number or the word in a published file. "Satisfactory" was grade 3 until 2012.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "1" | "outstanding" => Self::Outstanding,
            "2" | "good" => Self::Good,
            "3" | "requires improvement" | "satisfactory" => Self::RequiresImprovement,
            "4" | "inadequate" | "special measures" | "serious weaknesses" => Self::Inadequate,
            _ => return None,
        })
    }

    fn choice(self) -> Key {
        match self {
            Self::Outstanding => Key::of("outstanding"),
            Self::Good => Key::of("good"),
            Self::RequiresImprovement => Key::of("ri"),
            Self::Inadequate => Key::of("inadequate"),
        }
    }
}

/// Grade of an area of a report card, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardGrade {
    UrgentImprovement,
    NeedsAttention,
    Expected,
    Strong,
    Exceptional,
}

impl CardGrade {
    /// From the words of a published file.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "urgent improvement" => Self::UrgentImprovement,
            "needs attention" => Self::NeedsAttention,
            "expected standard" | "expected" => Self::Expected,
            "strong standard" | "strong" => Self::Strong,
            "exceptional" => Self::Exceptional,
            _ => return None,
        })
    }
}

/// The legal categories of a school that needs improvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// Requires significant improvement.
    SignificantImprovement,
    SeriousWeaknesses,
    SpecialMeasures,
}

impl Concern {
    /// From the mark or the words of a published file.
    pub fn read(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "rsi" | "requires significant improvement" => Self::SignificantImprovement,
            "swk" | "serious weaknesses" => Self::SeriousWeaknesses,
            "sm" | "special measures" => Self::SpecialMeasures,
            _ => return None,
        })
    }

    fn choice(self) -> Key {
        match self {
            Self::SignificantImprovement => Key::of("rsi"),
            Self::SeriousWeaknesses => Key::of("swk"),
            Self::SpecialMeasures => Key::of("sm"),
        }
    }
}

/// A report card: safeguarding, leadership and governance, and every other graded area.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReportCard {
    /// `None`: the file does not say.
    pub safeguarding_met: Option<bool>,
    /// Inspectors judged that safeguarding can be put right within three months: the inspection is
    /// suspended until they return, and no category is given for it meanwhile.
    pub suspended: bool,
    pub leadership: Option<CardGrade>,
    /// Areas other than leadership that were graded; those that do not apply are left out.
    pub areas: Vec<CardGrade>,
}

impl ReportCard {
    /// The category the framework puts such a card in: special measures where leadership needs urgent
    /// improvement and so does another area, or safeguarding standards are not met; significant
    /// improvement where any one area does, or safeguarding standards are not met.
    pub fn concern(&self) -> Option<Concern> {
        let leadership = self.leadership == Some(CardGrade::UrgentImprovement);
        let another = self.areas.contains(&CardGrade::UrgentImprovement);
        let unsafe_now = self.safeguarding_met == Some(false) && !self.suspended;
        if leadership && (another || unsafe_now) {
            Some(Concern::SpecialMeasures)
        } else if leadership || another || unsafe_now {
            Some(Concern::SignificantImprovement)
        } else {
            None
        }
    }

    fn choice(&self) -> Option<Key> {
        let worst = self.areas.iter().copied().chain(self.leadership).min();
        if self.safeguarding_met == Some(false) {
            return Some(Key::of("unsafe"));
        }
        Some(match worst? {
            CardGrade::UrgentImprovement => Key::of("urgent"),
            CardGrade::NeedsAttention => Key::of("attention"),
            _ => Key::of("expected"),
        })
    }
}

/// Key judgements of a graded inspection; where the overall grade was still given, that too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judgements {
    pub quality: Option<Grade>,
    pub leadership: Option<Grade>,
    /// Behaviour, personal development, early years, sixth form: those that were judged.
    pub others: Vec<Grade>,
    /// `None`: the file does not say.
    pub safeguarding_effective: Option<bool>,
    /// The inspection was a return to a school that was below good.
    pub below_good_before: bool,
}

impl Judgements {
    fn choice(&self, below_good_before: bool) -> Option<Key> {
        let core = [self.quality, self.leadership];
        let worst = self
            .others
            .iter()
            .copied()
            .chain(core.into_iter().flatten())
            .max();
        if self.safeguarding_effective == Some(false) {
            return Some(Key::of("unsafe"));
        }
        Some(match worst? {
            Grade::Inadequate => Key::of("some_inadequate"),
            _ if core.contains(&Some(Grade::RequiresImprovement)) && below_good_before => {
                Key::of("stuck")
            }
            Grade::RequiresImprovement => Key::of("some_ri"),
            _ => Key::of("all_good"),
        })
    }
}

/// What an ungraded inspection found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ungraded {
    Remains,
    Maintained,
    Improved,
    NotAsStrong,
    Concerns,
}

impl Ungraded {
    /// From the words of a published file.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        Some(if text.contains("(concerns)") {
            Self::Concerns
        } else if text.contains("not as strong") {
            Self::NotAsStrong
        } else if text.starts_with("improved significantly") {
            Self::Improved
        } else if text.starts_with("standards maintained") {
            Self::Maintained
        } else if text.starts_with("school remains") || text.starts_with("remains ") {
            Self::Remains
        } else {
            return None;
        })
    }

    fn choice(self) -> Key {
        match self {
            Self::Remains => Key::of("remains"),
            Self::Maintained => Key::of("maintained"),
            Self::Improved => Key::of("improved"),
            Self::NotAsStrong => Key::of("not_as_strong"),
            Self::Concerns => Key::of("concerns"),
        }
    }
}

/// What one inspection reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Graded, with an overall grade.
    Overall(Grade),
    /// Graded, without an overall grade.
    KeyJudgements(Judgements),
    Card(ReportCard),
    Ungraded(Ungraded),
}

/// One inspection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inspection {
    /// The day it began.
    pub on: Date,
    pub found: Found,
    /// What the file says of a legal category: `None` nothing, `Some(None)` that there is none.
    pub concern: Option<Option<Concern>>,
}

impl Inspection {
    fn is_graded(&self) -> bool {
        !matches!(self.found, Found::Ungraded(_))
    }
}

/// One finding of one indicator, and a sentence beside it.
pub type Found1 = (Key, Observed, &'static str);

/// Every reading these inspections of one school give, oldest first.
pub fn readings(inspections: &[Inspection]) -> Vec<Found1> {
    let mut inspections: Vec<&Inspection> = inspections.iter().collect();
    inspections.sort_by_key(|one| (one.on, one.is_graded()));
    let mut readings = Vec::new();
    let mut below_good = false;
    let mut seen = [false; 3];
    for one in inspections {
        let mut add = |key, finding, note| readings.push((key, observed(finding, one.on), note));
        match &one.found {
            Found::Overall(grade) => {
                add(I01, Finding::choice(grade.choice()), "");
                below_good = *grade >= Grade::RequiresImprovement;
                seen[0] = true;
                if seen[1] {
                    add(I02, SUPERSEDED, LATER_GRADED);
                }
            }
            Found::KeyJudgements(judged) => {
                let choice = judged.choice(below_good || judged.below_good_before);
                add(I02, known_or_not(choice), "");
                below_good = choice.is_some_and(|choice| choice != Key::of("all_good"));
                seen[1] = true;
                if seen[0] {
                    add(I01, SUPERSEDED, NO_OVERALL);
                }
            }
            Found::Card(card) => {
                add(I03, known_or_not(card.choice()), "");
                if seen[0] {
                    add(I01, SUPERSEDED, CARD_SINCE);
                }
                if seen[1] {
                    add(I02, SUPERSEDED, CARD_SINCE);
                }
            }
            Found::Ungraded(outcome) => {
                add(I05, Finding::choice(outcome.choice()), "");
                seen[2] = true;
                continue;
            }
        }
        if seen[2] {
            add(I05, SUPERSEDED, LATER_GRADED);
        }
        let by_rule = match &one.found {
            Found::Card(card) => card.concern(),
            _ => None,
        };
        match (one.concern.flatten(), by_rule, one.concern) {
            (Some(concern), ..) => add(I04, Finding::choice(concern.choice()), ""),
            (None, Some(concern), _) => add(I04, Finding::choice(concern.choice()), BY_RULE),
            (None, None, Some(_)) => add(I04, Finding::choice(Key::of("none")), ""),
            // An inadequate school was always in a category; a file without the column names none.
            (None, None, None) => {}
        }
    }
    readings
}

/// The last day the school was inspected with grades.
pub fn last_graded(inspections: &[Inspection]) -> Option<Date> {
    inspections
        .iter()
        .filter(|one| one.is_graded())
        .map(|one| one.on)
        .max()
}

/// Hundredths of a year from one day to another, 365.25 days to the year, rounded down.
pub fn hundredths_of_years(from: Date, to: Date) -> i32 {
    let days = i64::from(to.to_julian_day()) - i64::from(from.to_julian_day());
    i32::try_from((days * 10_000).div_euclid(36_525)).unwrap_or(i32::MAX)
}

const I01: Key = Key::of("I01");
const I02: Key = Key::of("I02");
const I03: Key = Key::of("I03");
const I04: Key = Key::of("I04");
const I05: Key = Key::of("I05");
const SUPERSEDED: Finding = Finding::Unknown(Unknown::NotApplicable);
const NO_OVERALL: &str = "inspected again since, without an overall grade";
const CARD_SINCE: &str = "inspected again since, with a report card";
const LATER_GRADED: &str = "a graded inspection has been made since";
const BY_RULE: &str = "worked out from the report card; the file names no category";

fn known_or_not(choice: Option<Key>) -> Finding {
    choice.map_or(Finding::Unknown(Unknown::NotAvailable), Finding::choice)
}

fn observed(finding: Finding, as_at: Date) -> Observed {
    Observed {
        finding,
        comparator: None,
        cohort: None,
        marker: None,
        as_at,
        contested: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schools::{Evidence, Phase, Setting};
    use time::macros::date;

    fn card(leadership: CardGrade, area: CardGrade, met: bool) -> ReportCard {
        ReportCard {
            safeguarding_met: Some(met),
            suspended: false,
            leadership: Some(leadership),
            areas: vec![CardGrade::Expected, area],
        }
    }

    fn says(inspections: &[Inspection], key: &'static str) -> Option<Finding> {
        let evidence = Evidence::new(
            Phase::Primary,
            Setting::Mainstream,
            readings(inspections)
                .into_iter()
                .map(|(key, seen, _)| (key, seen)),
        );
        evidence.of(Key::of(key)).map(|seen| seen.finding)
    }

    #[test]
    fn a_report_card_is_read_by_its_worst_area_and_safeguarding_first() {
        use CardGrade::{Exceptional, Expected, NeedsAttention, Strong, UrgentImprovement};
        for (given, choice, concern) in [
            (card(Expected, Strong, true), "expected", None),
            (card(Expected, NeedsAttention, true), "attention", None),
            (
                card(UrgentImprovement, UrgentImprovement, true),
                "urgent",
                Some(Concern::SpecialMeasures),
            ),
            (
                card(UrgentImprovement, Expected, true),
                "urgent",
                Some(Concern::SignificantImprovement),
            ),
            (
                card(Strong, Exceptional, false),
                "unsafe",
                Some(Concern::SignificantImprovement),
            ),
            (
                card(UrgentImprovement, Expected, false),
                "unsafe",
                Some(Concern::SpecialMeasures),
            ),
            (
                ReportCard {
                    suspended: true,
                    ..card(Strong, Exceptional, false)
                },
                "unsafe",
                None,
            ),
        ] {
            assert_eq!(given.concern(), concern, "{given:?}");
            assert_eq!(given.choice(), choice.parse().ok(), "{given:?}");
        }
    }

    #[test]
    fn a_school_below_good_before_and_again_is_stuck() {
        let again = |below_good_before| Inspection {
            on: date!(2025 - 01 - 14),
            found: Found::KeyJudgements(Judgements {
                quality: Some(Grade::RequiresImprovement),
                leadership: Some(Grade::Good),
                below_good_before,
                ..Judgements::default()
            }),
            concern: Some(None),
        };
        let before = |grade| Inspection {
            on: date!(2022 - 03 - 01),
            found: Found::Overall(grade),
            concern: None,
        };
        let stuck = Some(Finding::choice(Key::of("stuck")));
        let some = Some(Finding::choice(Key::of("some_ri")));
        for (inspections, expected) in [
            (
                vec![before(Grade::RequiresImprovement), again(false)],
                stuck,
            ),
            (vec![before(Grade::Inadequate), again(false)], stuck),
            (vec![before(Grade::Good), again(false)], some),
            (vec![again(true)], stuck),
            (vec![again(false)], some),
        ] {
            assert_eq!(says(&inspections, "I02"), expected, "{inspections:?}");
        }
    }

    #[test]
    fn a_later_generation_ends_the_earlier_one_and_keeps_its_reading() {
        let inspections = [
            Inspection {
                on: date!(2022 - 03 - 01),
                found: Found::Overall(Grade::RequiresImprovement),
                concern: Some(None),
            },
            Inspection {
                on: date!(2024 - 02 - 01),
                found: Found::Ungraded(Ungraded::Concerns),
                concern: None,
            },
            Inspection {
                on: date!(2026 - 01 - 06),
                found: Found::Card(card(CardGrade::Expected, CardGrade::Expected, true)),
                concern: Some(None),
            },
        ];
        let ended = Some(Finding::Unknown(Unknown::NotApplicable));
        assert_eq!(says(&inspections, "I01"), ended);
        assert_eq!(says(&inspections, "I05"), ended);
        assert_eq!(
            says(&inspections, "I03"),
            Some(Finding::choice(Key::of("expected")))
        );
        assert!(
            readings(&inspections)
                .iter()
                .any(|(key, seen, _)| *key == I01
                    && seen.finding == Finding::choice(Key::of("ri")))
        );
    }

    #[test]
    fn a_category_the_file_names_stands_and_otherwise_the_rule_speaks() {
        let urgent = card(CardGrade::UrgentImprovement, CardGrade::Expected, true);
        for (said, expected) in [
            (Some(Some(Concern::SpecialMeasures)), "sm"),
            (Some(None), "rsi"),
        ] {
            let one = Inspection {
                on: date!(2026 - 01 - 06),
                found: Found::Card(urgent.clone()),
                concern: said,
            };
            assert_eq!(
                says(&[one], "I04"),
                expected.parse().ok().map(Finding::choice)
            );
        }
    }

    #[test]
    fn years_are_counted_in_hundredths_and_rounded_down() {
        for (from, to, years) in [
            (date!(2023 - 03 - 01), date!(2026 - 03 - 01), 300),
            (date!(2021 - 02 - 28), date!(2026 - 02 - 28), 499),
            (date!(2026 - 02 - 28), date!(2026 - 02 - 28), 0),
        ] {
            assert_eq!(hundredths_of_years(from, to), years);
        }
    }
}
