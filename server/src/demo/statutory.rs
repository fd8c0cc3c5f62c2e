//! Early and statutory action about a few made-up schools in serious categories, at different stages.

use domain::calendar::{Date, Moment, working_days_after};
use domain::schools::{By, ChangeId};
use domain::support::Kept;
use domain::support::statutory::{Action, Eye, Ground, Leading, Notice, Power, Route, Step};
use time::Time;
use uuid::Uuid;

use super::entered::{Book, Entered};
use super::terms::Terms;
use super::{Person, SchoolRecord};

struct Writing {
    terms: Terms,
    action: Action,
    book: Book,
    by: By,
}

impl Writing {
    /// A step so many days ago, where it could be taken then.
    fn put(&mut self, days_ago: i32, step: Step) {
        let on = self.terms.days_ago(days_ago);
        if self.action.check(&step, Eye::Officer, on).is_err() {
            return;
        }
        let hour = Time::from_hms(0, 40, 0).unwrap_or(Time::MIDNIGHT);
        let at = Moment(on.with_time(hour).assume_utc().unix_timestamp() * 1000);
        self.book.write(at, &self.by, &step);
        self.action.take(&Kept {
            revision: self.action.revision + 1,
            id: ChangeId(Uuid::nil()),
            at,
            by: self.by.clone(),
            entry: step,
        });
    }
}

/// The schools in the most serious category, the first of each route: one warned and answered, one whose board was
/// replaced, one only written to, and an academy raised with its trust.
pub fn statutory(terms: Terms, schools: &[SchoolRecord], people: &[Person]) -> Vec<Entered> {
    let officer = people.iter().find(|one| one.name == "Lewis Coldwether");
    let Some(by) = officer.map(super::by) else {
        return Vec::new();
    };
    let serious = |route: Route| {
        let mut all: Vec<&SchoolRecord> = schools
            .iter()
            .filter(|one| Route::of(one.school.governance) == Some(route))
            .collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.band));
        all
    };
    let maintained = serious(Route::Maintained);
    let academies = serious(Route::Academy);
    let mut entries = Vec::new();
    let ways: [fn(&mut Writing); 3] = [warned, replaced, written_to];
    let told = maintained
        .iter()
        .zip(ways)
        .map(|(school, way)| (*school, Route::Maintained, way));
    let raised = academies
        .first()
        .map(|school| (*school, Route::Academy, raised as fn(&mut Writing)));
    for (school, route, way) in told.chain(raised) {
        let mut writing = Writing {
            terms,
            action: Action::none(route),
            book: Book::new("statutory", school.school.urn),
            by: by.clone(),
        };
        way(&mut writing);
        entries.extend(writing.book.entries);
    }
    entries
}

fn words(text: &str) -> String {
    text.to_owned()
}

fn notice(on: Date, weeks: u32) -> Box<Notice> {
    Box::new(Notice {
        grounds: vec![Ground::Standards, Ground::Breakdown],
        matters: words(
            "Results at the end of key stage 2 have been far below national in each of the last three years.\n\
             Three heads of year have left since September, and the governing body has not met its own calendar.",
        ),
        required: words(
            "Agree a plan for reading and writing with the authority, with a figure for each half term.\n\
             Appoint a clerk, publish the calendar of meetings, and hold the first within three weeks.",
        ),
        comply_by: working_days_after(on, weeks * 5),
        minded: vec![Power::Governors, Power::Board],
        copies: vec![words("The headteacher"), words("The Secretary of State")],
        represent_by: working_days_after(on, 15),
    })
}

fn warned(one: &mut Writing) {
    one.put(
        70,
        Step::Begin {
            why: words("Concerns set out to head and chair in person; minutes sent the same day."),
        },
    );
    let by = one.terms.days_ago(40);
    one.put(68, Step::Early { what: words("A partner school’s reading lead, one day a week, and a visit by the link officer each fortnight."), by });
    let plan_by = working_days_after(one.terms.days_ago(45), 15);
    one.put(
        45,
        Step::PreWarn {
            concerns: words(
                "The plan agreed in September has no figures, and the governors have not seen it.",
            ),
            plan_by,
        },
    );
    let on = one.terms.days_ago(12);
    one.put(
        12,
        Step::Warn {
            notice: notice(on, 8),
        },
    );
    one.put(
        11,
        Step::Inform {
            whom: words("The Department’s regions group"),
            words: words("A copy of the notice, as section 60(6A) asks."),
        },
    );
    let received = one.terms.days_ago(4);
    one.put(4, Step::Represent { words: words("The governing body accepts the first matter and asks that the second be weighed again: two of the three left for promotion."), received });
}

fn replaced(one: &mut Writing) {
    one.put(200, Step::Begin { why: words("A complaint by staff, and a review of governance that found no minutes for two terms.") });
    let on = one.terms.days_ago(180);
    one.put(
        180,
        Step::Warn {
            notice: notice(on, 8),
        },
    );
    one.put(
        110,
        Step::Outcome {
            complied: false,
            words: words("No clerk was appointed and no plan was agreed by the day."),
        },
    );
    one.put(
        108,
        Step::Propose {
            powers: vec![Power::Board],
            words: words("Letter to the chair, with the reasons."),
        },
    );
    one.put(
        100,
        Step::Consult {
            power: Power::Board,
            whom: words("The governing body"),
            words: words("The chair and four governors did not object."),
        },
    );
    let on = one.terms.days_ago(84);
    one.put(
        84,
        Step::Consent {
            on,
            words: words("By letter of the regional director."),
        },
    );
    let from = one.terms.days_ago(75);
    one.put(80, Step::Use { power: Power::Board, from, words: words("Five members, chaired by a national leader of governance; to be looked at each term.") });
    let from = one.terms.days_ago(60);
    one.put(
        62,
        Step::Lead {
            leading: Leading::InterimHead,
            from,
            words: words("For two terms, from a partner school."),
        },
    );
}

fn written_to(one: &mut Writing) {
    one.put(
        20,
        Step::Begin {
            why: words(
                "Attendance and behaviour have fallen for three terms; the head is on long leave.",
            ),
        },
    );
    let plan_by = working_days_after(one.terms.days_ago(6), 15);
    one.put(
        6,
        Step::PreWarn {
            concerns: words("No acting arrangement has been agreed, and parents were not told."),
            plan_by,
        },
    );
}

fn raised(one: &mut Writing) {
    one.put(
        30,
        Step::Begin {
            why: words("Results and turnover; raised first with the principal."),
        },
    );
    let plan_by = working_days_after(one.terms.days_ago(25), 20);
    one.put(
        25,
        Step::PreWarn {
            concerns: words("Letter to the trust’s chief executive, with the figures."),
            plan_by,
        },
    );
    one.put(
        10,
        Step::Inform {
            whom: words("The Department’s regions group"),
            words: words("The letter, and that no answer had come."),
        },
    );
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use crate::demo::district;

    #[test]
    fn action_stands_at_four_stages_and_every_step_could_be_taken() {
        for today in [date!(2026 - 11 - 27), date!(2027 - 02 - 01)] {
            let made = district(today).unwrap();
            let rows: Vec<_> = made.logbooks.iter().map(super::Entered::row).collect();
            let steps = |kind: &str| {
                rows.iter()
                    .filter(|row| row["log"] == "statutory" && row["entry"]["step"] == kind)
                    .count()
            };
            assert_eq!(
                (
                    steps("begin"),
                    steps("warn"),
                    steps("use"),
                    steps("represent")
                ),
                (4, 2, 1, 1),
                "{today}"
            );
            assert_eq!((steps("pre_warn"), steps("inform")), (3, 2), "{today}");
        }
    }
}
