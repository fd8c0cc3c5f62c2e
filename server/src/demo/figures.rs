//! Published figures drawn from what a school is like: results, attendance, money and roll.
//!
//! Long because it is a list of measures, each drawn its own way.

use domain::calendar::Date;
use domain::schools::{Setting, Unknown};
use time::{Duration, Month};

use super::chance::Chance;
use super::sheet::{Entry, From, PUBLISHED, Sheet};
use super::sketch::{Cause, Kind, OnAgenda, Sketch};
use super::terms::{EVERYBODY, Terms, release, year_words};

/// What a school is like behind its figures, and when.
#[derive(Debug, Clone)]
pub struct Drawing {
    pub terms: Terms,
    pub kind: Kind,
    pub roll: i32,
    /// Hundredths of a per cent.
    pub disadvantaged: i32,
    /// Hundredths of a usual difference between schools, above or below the middle.
    pub quality: i32,
    pub cause: Cause,
    /// Which of several ways the cause shows.
    pub flavour: usize,
    /// Whether the cause was at work, by term, oldest first, this one last.
    pub troubled: [bool; 3],
    /// The days evidence was frozen for each term’s meeting.
    pub held: [Date; 3],
    pub head_is_new: bool,
    pub head_note: String,
}

const KEY_STAGE_2: From = From {
    source: "Key stage 2 results",
    by: PUBLISHED,
};
const KEY_STAGE_4: From = From {
    source: "Key stage 4 results",
    by: PUBLISHED,
};
const EARLY: From = From {
    source: "Early years and phonics return",
    by: PUBLISHED,
};
const CENSUS: From = From {
    source: "School census, autumn and spring",
    by: PUBLISHED,
};
const ROLL: From = From {
    source: "School census, October",
    by: PUBLISHED,
};
const MONEY: From = From {
    source: "Year-end financial return",
    by: PUBLISHED,
};
const PLACES: From = From {
    source: "School capacity return",
    by: PUBLISHED,
};
const STAFF: From = From {
    source: "School workforce census",
    by: PUBLISHED,
};

/// National figures by year, the latest first, hundredths.
const READING_WRITING_MATHS: [i32; 7] = [6100, 6200, 6100, 6000, 5900, 5900, 5900];
const ABSENCE: [i32; 5] = [540, 560, 590, 620, 650];
const SECONDARY_ABSENCE: [i32; 5] = [790, 820, 860, 900, 900];

/// Per cent of the whole as a number of pupils makes it, printed whole: 26 of 59 is 44%.
pub fn share(of: i32, cohort: i32) -> i32 {
    if cohort == 0 {
        0
    } else {
        (of * 100 + cohort / 2) / cohort * 100
    }
}

/// The share nearest to a wanted one that whole pupils can make.
fn pupils_near(wanted: i32, cohort: i32) -> i32 {
    let of = (wanted.clamp(0, 10_000) * cohort + 5_000) / 10_000;
    share(of, cohort)
}

/// National rank from 1 to 99, hundredths, of a difference from the national figure.
pub fn centile(difference: i32) -> i32 {
    const STEPS: [(i32, i32); 9] = [
        (-3500, 100),
        (-2200, 700),
        (-1500, 1500),
        (-1000, 2500),
        (0, 5000),
        (1000, 7500),
        (1500, 8500),
        (2200, 9300),
        (3500, 9900),
    ];
    let at = STEPS.iter().position(|(step, _)| difference <= *step);
    let exact = match at {
        Some(0) => STEPS[0].1,
        None => STEPS[8].1,
        Some(at) => {
            let ((low, from), (high, to)) = (STEPS[at - 1], STEPS[at]);
            from + (to - from) * (difference - low) / (high - low)
        }
    };
    // Ranks are published whole.
    (exact / 100).max(1) * 100
}

impl Drawing {
    fn mainstream(&self) -> bool {
        self.kind.setting() == Setting::Mainstream
    }

    /// Whether the cause was at work by the summer that ends so many years back.
    fn trouble(&self, cause: Cause, back: usize) -> bool {
        self.cause == cause
            && if back == 0 {
                self.troubled[2]
            } else {
                self.troubled[0]
            }
    }

    /// Puts all figures on the sheet.
    pub fn figures(&self, sheet: &mut Sheet, chance: &mut Chance) {
        match self.kind {
            Kind::Primary | Kind::Junior => self.key_stage_2(sheet, chance),
            Kind::Secondary => self.key_stage_4(sheet, chance),
            Kind::AllThrough => {
                self.key_stage_2(sheet, chance);
                self.key_stage_4(sheet, chance);
            }
            Kind::Infant => none_here(sheet, self.terms, &["I10", "I11", "I12", "I16", "I20"]),
            _ => {}
        }
        match self.kind {
            Kind::Primary | Kind::Infant | Kind::AllThrough => self.early(sheet, chance),
            Kind::Junior => none_here(sheet, self.terms, &["I17", "I18"]),
            _ => {}
        }
        self.attendance(sheet, chance);
        self.money(sheet, chance);
        self.roll(sheet, chance);
    }

    fn key_stage_2(&self, sheet: &mut Sheet, chance: &mut Chance) {
        let latest = self.terms.released(Month::September, 10);
        let years_taught = match self.kind {
            Kind::Junior => 4,
            Kind::AllThrough => 14,
            _ => 7,
        };
        let cohort = (self.roll / years_taught).max(5);
        // Seven years, so that the three-year figures of the fifth year back have theirs.
        let mut points = [(0, 0, 0); 7];
        for (back, point) in points.iter_mut().enumerate() {
            // Fewer than eleven leave the result open, which is for the smallest schools.
            let fewest = if cohort > 10 { 12 } else { 5 };
            let pupils = (cohort + chance.spread(2)).max(fewest);
            let noise = 3200
                / i32::try_from(u32::try_from(pupils).unwrap_or(1).isqrt())
                    .unwrap_or(1)
                    .max(1);
            let mut wanted = READING_WRITING_MATHS[back] + self.quality * 9 + chance.spread(noise);
            if self.trouble(Cause::Results, back) {
                wanted -= 700;
            }
            if self.trouble(Cause::Declining, back) {
                wanted -= if back == 0 { 1500 } else { 700 };
            }
            *point = (
                pupils_near(wanted, pupils),
                pupils,
                READING_WRITING_MATHS[back],
            );
        }
        let gap = chance.spread(220) - self.quality * 3 - 60;
        for back in (0..5).rev() {
            let year = latest - i32::try_from(back).unwrap_or(0);
            let on = release(year, Month::September, 10);
            let (value, pupils, national) = points[back];
            let put = |sheet: &mut Sheet, id, entry: Entry| {
                sheet.put(id, KEY_STAGE_2, entry.period(year_words(year)));
            };
            put(
                sheet,
                "I10",
                Entry::number(value, on).against(national).pupils(pupils),
            );
            let three = &points[back..back + 3];
            let mean = three
                .iter()
                .map(|(value, _, national)| value - national)
                .sum::<i32>()
                / 3;
            let rank = centile(mean);
            put(sheet, "I11", Entry::number(rank, on));
            let relative = |at: usize| points[at].0 - points[at].2;
            // Half of the first and the last year each with the one between, so that one cohort is no trend.
            let trend = (relative(back) - relative(back + 2)) * 2 / 3;
            let falls = (back..back + 3).all(|at| at + 1 < 7 && points[at].0 < points[at + 1].0);
            let marker = (falls && trend < -300).then_some("three_falls");
            put(sheet, "I16", Entry::number(trend, on).marked(marker));
            let fewer = pupils * self.disadvantaged / 10_000;
            if fewer < 6 {
                put(
                    sheet,
                    "I12",
                    Entry::unknown(Unknown::Suppressed, on).pupils(fewer.max(1)),
                );
            } else {
                let own = centile(mean - 150 + chance.spread(450));
                let marker = (own <= 2500 && rank <= 2500).then_some("all_pupils_too");
                put(
                    sheet,
                    "I12",
                    Entry::number(own, on).pupils(fewer).marked(marker),
                );
            }
            if back < 3 {
                let wide = gap + chance.spread(120);
                put(
                    sheet,
                    "I20",
                    Entry::number(wide, on).note("three years together"),
                );
            }
        }
    }

    fn key_stage_4(&self, sheet: &mut Sheet, chance: &mut Chance) {
        let latest = self.terms.released(Month::October, 16);
        let shift = match self.cause {
            Cause::Results => -700,
            Cause::Declining => -1300,
            _ => 0,
        };
        let cohort = (self.roll / 6).max(30);
        let mut relative = [0; 7];
        for (back, one) in relative.iter_mut().enumerate() {
            let now = if self.trouble(self.cause, back) {
                shift
            } else {
                0
            };
            *one = self.quality * 9 + now + chance.spread(250);
        }
        let gap = chance.spread(200) - self.quality * 3 - 40;
        for back in (0..5).rev() {
            let year = latest - i32::try_from(back).unwrap_or(0);
            let on = release(year, Month::October, 16);
            let put = |sheet: &mut Sheet, id, entry: Entry| {
                sheet.put(id, KEY_STAGE_4, entry.period(year_words(year)));
            };
            let rank = centile(relative[back]);
            put(sheet, "I15", Entry::number(rank, on).pupils(cohort));
            let trend = (relative[back] - relative[back + 2]) * 2 / 3;
            // An all-through school has its trend and gaps from the younger end.
            if self.kind == Kind::Secondary {
                put(sheet, "I16", Entry::number(trend, on));
                let own = centile(relative[back] - 150 + chance.spread(400));
                let marker = (own <= 2500 && rank <= 2500).then_some("all_pupils_too");
                put(sheet, "I12", Entry::number(own, on).marked(marker));
                put(sheet, "I20", Entry::number(gap + chance.spread(100), on));
            }
            // Progress has no figure for the two years whose pupils sat no tests at eleven.
            if back >= 2 {
                let progress = relative[back] / 20 + chance.spread(8);
                put(
                    sheet,
                    "I14",
                    Entry::number(progress, on.saturating_add(Duration::days(120))).pupils(cohort),
                );
            }
        }
    }

    fn early(&self, sheet: &mut Sheet, chance: &mut Chance) {
        let latest = self.terms.released(Month::September, 28);
        let cohort = match self.kind {
            Kind::Infant => self.roll / 3,
            Kind::AllThrough => self.roll / 14,
            _ => self.roll / 7,
        }
        .max(5);
        for (id, national) in [("I17", 6800), ("I18", 8000)] {
            for back in (0..5).rev() {
                let year = latest - back;
                let wanted = national + 150 + self.quality * 5 + chance.spread(420);
                let entry = Entry::number(
                    pupils_near(wanted, cohort),
                    release(year, Month::September, 28),
                )
                .against(national - back * 40)
                .pupils(cohort)
                .period(year_words(year));
                sheet.put(id, EARLY, entry);
            }
        }
    }

    fn attendance(&self, sheet: &mut Sheet, chance: &mut Chance) {
        let latest = self.terms.released(Month::October, 15);
        let lean = chance.spread(30);
        for back in (0..5usize).rev() {
            let year = latest - i32::try_from(back).unwrap_or(0);
            let on = release(year, Month::October, 15);
            let older = matches!(self.kind, Kind::Secondary | Kind::AllThrough);
            let (national, usual, swing) = match self.kind {
                Kind::Special => (1280, 1180, 110),
                Kind::Alternative => (3800, 2400, 200),
                Kind::Secondary | Kind::AllThrough => {
                    (SECONDARY_ABSENCE[back], SECONDARY_ABSENCE[back] - 130, 90)
                }
                _ => (ABSENCE[back], ABSENCE[back] - 30, 60),
            };
            let hard = if self.trouble(Cause::Attendance, back) {
                130
            } else if self.trouble(Cause::Declining, back) && back == 0 {
                110
            } else {
                0
            };
            let absence =
                (usual - self.quality * swing / 100 + lean + hard + chance.spread(22)).max(210);
            let put = |sheet: &mut Sheet, id, entry: Entry| {
                sheet.put(id, CENSUS, entry.period(year_words(year)));
            };
            put(
                sheet,
                "I30",
                Entry::number(absence, on)
                    .against(national)
                    .pupils(self.roll - 3),
            );
            if self.mainstream() {
                let (persistent, steep) = if older { (2250, 3) } else { (1380, 3) };
                let own = persistent + (absence - national) * steep + chance.spread(120);
                put(
                    sheet,
                    "I31",
                    Entry::number(own.max(150), on).against(persistent),
                );
            }
            if self.kind != Kind::Nursery {
                let national = match self.kind {
                    Kind::Special | Kind::Alternative => 1400,
                    _ if older => 2300,
                    _ => 310,
                };
                let times = (74 - self.quality * 28 / 100 + hard / 5 + chance.spread(17)).max(0);
                put(
                    sheet,
                    "I32",
                    Entry::number(national * times / 100, on).against(national),
                );
            } else {
                put(sheet, "I32", Entry::unknown(Unknown::NotApplicable, on));
            }
        }
    }

    fn money(&self, sheet: &mut Sheet, chance: &mut Chance) {
        let latest = self.terms.released(Month::October, 30);
        let mut balance = 620 + self.quality * 2 + chance.spread(330);
        let mut years = [(0, 0); 5];
        for year in &mut years {
            let surplus = chance.spread(130) - 20;
            balance += surplus / 2;
            *year = (balance, surplus);
        }
        for (at, (mut balance, mut surplus)) in years.into_iter().enumerate() {
            let back = 4 - at;
            if self.trouble(Cause::Money, back) {
                balance -= 1000;
                surplus -= 330;
            }
            let year = latest - i32::try_from(back).unwrap_or(0);
            let on = release(year, Month::October, 30);
            sheet.put(
                "I60",
                MONEY,
                Entry::number(balance, on).period(year_words(year)),
            );
            sheet.put(
                "I61",
                MONEY,
                Entry::number(surplus, on).period(year_words(year)),
            );
        }
    }

    fn roll(&self, sheet: &mut Sheet, chance: &mut Chance) {
        let latest = self.terms.released(Month::October, 20);
        for back in (0..5).rev() {
            let year = latest - back;
            let on = release(year, Month::October, 20);
            let change = chance.spread(170) - 20 + self.quality / 2;
            let period = year_words(year + 1);
            sheet.put(
                "I64",
                ROLL,
                Entry::number(change, on).pupils(self.roll).period(&period),
            );
            if back < 3 {
                let falling = if self.cause == Cause::Money { 1800 } else { 0 };
                let filled = (9300 + self.quality * 3 - falling + chance.spread(600)).min(10_400);
                sheet.put("I65", PLACES, Entry::number(filled, on).period(&period));
                if self.mainstream() {
                    let first =
                        (104 + self.quality / 10 - falling / 120 + chance.spread(9)).max(40);
                    let entry = match self.kind {
                        Kind::Nursery => Entry::unknown(Unknown::NotApplicable, on),
                        _ => Entry::number(first, on),
                    };
                    sheet.put("I66", PLACES, entry.period(&period));
                }
                let turnover = (1180 - self.quality * 3 + chance.spread(420)).max(0);
                let unsaid = chance.in_hundred(4);
                let entry = if unsaid {
                    Entry::unknown(Unknown::NotAvailable, on)
                } else {
                    Entry::number(
                        if self.trouble(Cause::Declining, usize::try_from(back).unwrap_or(0)) {
                            turnover + 1300
                        } else {
                            turnover
                        },
                        on,
                    )
                };
                sheet.put("I42", STAFF, entry.period(&period));
            }
        }
    }

    /// A drawing of a sketch. `attempt` draws another school of the same description.
    pub fn of(sketch: &Sketch, terms: Terms, head: &str, chance: &mut Chance) -> Self {
        let middle = match sketch.band {
            0 => 62,
            1 => -8,
            2 => -78,
            _ => -110,
        };
        // Most causes have been there a while; one in four is news this term.
        let troubled = if sketch.recovered {
            [true, true, false]
        } else {
            match chance.between(0, 99) {
                _ if sketch.agenda != OnAgenda::Whatever => [true, true, true],
                0..24 => [false, false, true],
                24..40 => [false, true, true],
                _ => [true, true, true],
            }
        };
        let cause = if sketch.recovered && sketch.cause == Cause::Steady {
            *chance.pick(&[Cause::Leadership, Cause::Teaching, Cause::Attendance])
        } else if sketch.recovered {
            *chance.pick(&[Cause::CapacityC, Cause::PreWarning])
        } else {
            sketch.cause
        };
        let head_is_new = chance.in_hundred(15);
        let since = if head_is_new {
            chance.between(2, 11)
        } else {
            chance.between(26, 120)
        };
        let started = terms.months_ago(since);
        Self {
            terms,
            kind: sketch.kind,
            roll: sketch.roll,
            disadvantaged: sketch.disadvantaged,
            quality: middle + chance.spread(42),
            cause,
            flavour: chance.below(3),
            troubled,
            held: [
                terms
                    .past(EVERYBODY, sketch.partnership)
                    .saturating_sub(Duration::days(3)),
                terms
                    .past(EVERYBODY + 1, sketch.partnership)
                    .saturating_sub(Duration::days(3)),
                terms.frozen(),
            ],
            head_is_new,
            head_note: format!("{head}, since {} {}", started.month(), started.year()),
        }
    }
}

/// What a school of this kind has no figure for.
fn none_here(sheet: &mut Sheet, terms: Terms, ids: &[&'static str]) {
    let on = terms.months_ago(13);
    for id in ids {
        let from = if id.len() == 3 && id.ends_with(['7', '8']) {
            EARLY
        } else {
            KEY_STAGE_2
        };
        sheet.put(id, from, Entry::unknown(Unknown::NotApplicable, on));
    }
}
