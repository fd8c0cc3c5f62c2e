//! Millbeck Primary, written by hand: the school the tour is about.
//!
//! Good in November four years ago, and now one area high (results) and two medium (attendance,
//! leadership): high risk, so Priority 3. Two more pupils at the expected standard, absence under 6%,
//! or the deputy’s post covered, each alone, and it is Priority 2 with medium risk.

use domain::calendar::Date;
use domain::risk::Band;
use domain::schools::Unknown;
use time::{Duration, Month};

use super::figures::{centile, share};
use super::inspection::{Found, graded};
use super::sheet::{Entry, From, PUBLISHED, Sheet};
use super::terms::{EVERYBODY, PAST_TERMS, Terms, release, year_words};

pub const NAME: &str = "Millbeck Primary";
pub const HEAD: &str = "Rashida Dalal";

/// What the head wrote.
pub const REPLY: &str = "We accept the results. We ask the meeting to weigh mobility, and the \
                         leadership gap that support could close.";

const RESULTS: From = From {
    source: "Key stage 2 results",
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
const OFSTED: From = From {
    source: "Ofsted management information",
    by: PUBLISHED,
};
const RETURN: From = From {
    source: "School’s staffing return",
    by: HEAD,
};
const OFFICE: From = From {
    source: "Authority’s record",
    by: "Pearl Okafor",
};

/// Every reading of Millbeck there has been.
pub fn sheet(terms: Terms) -> Sheet {
    let mut sheet = Sheet::default();
    results(&mut sheet, terms);
    early(&mut sheet, terms);
    attendance(&mut sheet, terms);
    money(&mut sheet, terms);
    judged(&mut sheet, terms);
    sheet
}

fn results(sheet: &mut Sheet, terms: Terms) {
    let latest = terms.released(Month::September, 10);
    // Pupils at the expected standard, pupils, and the national figure; oldest first.
    let years = [
        (34, 58, 5900),
        (33, 59, 5900),
        (33, 57, 6000),
        (30, 58, 6100),
        (31, 58, 6200),
        (26, 59, 6100),
    ];
    let point = |at: usize| share(years[at].0, years[at].1);
    for at in 1..years.len() {
        let year = latest - 5 + i32::try_from(at).unwrap_or(0);
        let on = release(year, Month::September, 10);
        let put = |sheet: &mut Sheet, id, entry: Entry| {
            sheet.put(id, RESULTS, entry.period(year_words(year)));
        };
        let (_, pupils, national) = years[at];
        put(
            sheet,
            "I10",
            Entry::number(point(at), on)
                .against(national)
                .pupils(pupils),
        );
        if at < 2 {
            continue;
        }
        let relative = |at: usize| point(at) - years[at].2;
        let mean = (relative(at) + relative(at - 1) + relative(at - 2)) / 3;
        put(sheet, "I11", Entry::number(centile(mean), on));
        put(
            sheet,
            "I16",
            Entry::number(relative(at) - relative(at - 2), on),
        );
        if at == 5 {
            put(
                sheet,
                "I12",
                Entry::unknown(Unknown::Suppressed, on).pupils(8),
            );
            put(
                sheet,
                "I20",
                Entry::number(120, on).note("three years together"),
            );
        } else {
            let rank = [3700, 3400, 3100][at - 2];
            put(sheet, "I12", Entry::number(rank, on).pupils(18));
            put(
                sheet,
                "I20",
                Entry::number(60, on).note("three years together"),
            );
        }
    }
}

fn early(sheet: &mut Sheet, terms: Terms) {
    let latest = terms.released(Month::September, 28);
    for (id, national, years) in [
        ("I17", 6800, [6700, 6890, 6900, 7010, 6950]),
        ("I18", 8000, [7590, 7890, 8390, 8000, 8140]),
    ] {
        for (at, value) in (0i32..).zip(years) {
            let year = latest - 4 + at;
            let entry = Entry::number(value, release(year, Month::September, 28))
                .against(national)
                .pupils(59)
                .period(year_words(year));
            sheet.put(id, EARLY, entry);
        }
    }
}

fn attendance(sheet: &mut Sheet, terms: Terms) {
    let latest = terms.released(Month::October, 15);
    let years = [
        (480, 1180),
        (500, 1310),
        (520, 1400),
        (550, 1520),
        (630, 1890),
    ];
    for (at, (absence, persistent)) in (0i32..).zip(years) {
        let year = latest - 4 + at;
        let on = release(year, Month::October, 15);
        let put = |sheet: &mut Sheet, id, entry: Entry| {
            sheet.put(id, CENSUS, entry.period(year_words(year)));
        };
        put(
            sheet,
            "I30",
            Entry::number(absence, on).against(540).pupils(409),
        );
        put(sheet, "I31", Entry::number(persistent, on).against(1380));
        put(
            sheet,
            "I32",
            Entry::number(
                [180, 260, 230, 230, 280][usize::try_from(at).unwrap_or(0)],
                on,
            )
            .against(310),
        );
    }
}

fn money(sheet: &mut Sheet, terms: Terms) {
    let latest = terms.released(Month::October, 30);
    for (at, (balance, surplus)) in
        (0i32..).zip([(470, 80), (420, 40), (370, 20), (300, 10), (210, 0)])
    {
        let year = latest - 4 + at;
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
    let latest = terms.released(Month::October, 20);
    for (at, (change, turnover)) in (0i32..).zip([
        (120, 900),
        (60, 1200),
        (-40, 1700),
        (-110, 2700),
        (-240, 2700),
    ]) {
        let year = latest - 4 + at;
        let on = release(year, Month::October, 20);
        let period = year_words(year + 1);
        sheet.put(
            "I64",
            ROLL,
            Entry::number(change, on)
                .pupils(412)
                .period(&period)
                .note("412 from 422"),
        );
        sheet.put(
            "I65",
            ROLL,
            Entry::number(9810, on)
                .period(&period)
                .note("412 of 420 places"),
        );
        sheet.put("I66", ROLL, Entry::number(98, on).period(&period));
        sheet.put(
            "I42",
            From {
                source: "School workforce census",
                by: PUBLISHED,
            },
            Entry::number(turnover, on).period(&period),
        );
    }
}

fn judged(sheet: &mut Sheet, terms: Terms) {
    let latest = terms.released(Month::September, 10);
    let inspected = release(latest - 4, Month::November, 15);
    graded(sheet, inspected, Found::Good);
    // Term by term: head, deputy, governors, capacity to improve.
    let course = [
        ("acting", "full", "many_vacancies", "C"),
        ("acting", "full", "many_vacancies", "B"),
        ("acting", "full", "some_vacancies", "B"),
        ("acting", "full", "some_vacancies", "B"),
        ("settled", "full", "some_vacancies", "B"),
        ("settled", "full", "many_vacancies", "B"),
        ("new", "full", "many_vacancies", "B"),
        ("new", "full", "many_vacancies", "B"),
        ("new", "full", "many_vacancies", "B"),
        ("new", "deputy_absent", "some_vacancies", "B"),
    ];
    for (at, (head, senior, governors, capacity)) in course.into_iter().enumerate() {
        let held = if at < PAST_TERMS.len() {
            terms.past(at, 0).saturating_sub(Duration::days(3))
        } else {
            terms.frozen()
        };
        let day = held.saturating_sub(Duration::days(6));
        let head_since = if head == "new" {
            format!("{HEAD}, since September {}", latest - 1)
        } else {
            String::new()
        };
        sheet.put("I40", RETURN, Entry::choice(head, day).note(head_since));
        sheet.put("I85", OFFICE, Entry::choice(capacity, day));
        let away = if senior == "full" {
            ""
        } else {
            "away since 28 September; cover agreed to Christmas"
        };
        sheet.put("I41", RETURN, Entry::choice(senior, day).note(away));
        sheet.put("I50", OFFICE, Entry::choice(governors, day));
        sheet.put("I70", OFFICE, Entry::number(0, day));
        let years = (held.to_julian_day() - inspected.to_julian_day()) * 10_000 / 36_525;
        sheet.put("I06", OFSTED, Entry::number(years, held));
    }
    for term in 0..=EVERYBODY {
        let day = terms.past(term, 0).saturating_sub(Duration::days(9));
        settled(sheet, day);
    }
    // Seen thirteen months ago and not since: out of date for this meeting, in date for the last.
    for months in [37, 25, 13] {
        sheet.put(
            "I80",
            From {
                source: "Adviser’s visit",
                by: "Lorcan Haldan",
            },
            Entry::choice("mostly", terms.months_ago(months)),
        );
    }
}

/// What has not moved for years, looked at again each year.
fn settled(sheet: &mut Sheet, day: Date) {
    for (id, choice) in [
        ("I81", "accurate"),
        ("I71", "sound"),
        ("I90", "good"),
        ("I95", "none"),
        ("I96", "on_track"),
    ] {
        sheet.put(id, OFFICE, Entry::choice(choice, day));
    }
}

/// What the room said in a term, where it was not what the rules suggested.
pub fn decided(term: usize) -> Option<(Band, &'static str)> {
    match term {
        1 => Some((Band(2), "Head not yet in post.")),
        5 => Some((Band(0), "Two governors to be elected.")),
        _ => None,
    }
}
