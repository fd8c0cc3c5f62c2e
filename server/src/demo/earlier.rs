//! What people judged before every partnership met: the state of the first term everybody met in,
//! looked at each term, with the odd trouble that has passed since.

use domain::calendar::Date;
use domain::schools::{Finding, Key, Reading};
use time::Duration;

use super::chance::Chance;
use super::inspection::{Found, graded};
use super::sheet::{Entry, From, PUBLISHED, Sheet};
use super::terms::{EVERYBODY, Terms};

const OFSTED: From = From {
    source: "Ofsted management information",
    by: PUBLISHED,
};
/// Troubles that come and go: the judgement, what it is then, and in how many terms of a hundred.
const PASSING: [(&str, &str, i32); 4] = [
    ("I50", "many_vacancies", 14),
    ("I80", "inconsistent", 9),
    ("I41", "deputy_absent", 9),
    ("I85", "C", 4),
];

/// Adds the earlier terms of a school of the Upper Vale.
pub fn judge(sheet: &mut Sheet, terms: Terms, name: &str) {
    let mut chance = Chance::named(&format!("earlier {name}"));
    let first = terms.past(EVERYBODY, 0);
    let judged: Vec<Reading> = Sheet {
        readings: sheet.readings.clone(),
    }
    .known_on(first)
    .into_iter()
    .filter(|one| one.from.period.is_empty() && one.indicator != Key::of("I06"))
    .collect();
    let inspected = sheet
        .readings
        .iter()
        .filter(|one| one.indicator == Key::of("I04"))
        .map(|one| one.seen.as_at)
        .min()
        .unwrap_or(first);
    let began = inspected.min(terms.past(0, 0).saturating_sub(Duration::days(90)));
    if began < inspected {
        graded(sheet, began, Found::Good);
    }
    for term in 0..EVERYBODY {
        let day = terms.past(term, 0).saturating_sub(Duration::days(8));
        for one in &judged {
            let mut reading = one.clone();
            reading.seen.as_at = day;
            let passing = PASSING.iter().find(|(id, ..)| Key::of(id) == one.indicator);
            if let Some((_, choice, share)) = passing
                && chance.in_hundred(*share)
                && let Ok(choice) = choice.parse()
            {
                reading.seen.finding = Finding::choice(choice);
            }
            sheet.readings.push(reading);
        }
        let graded_on = if day < inspected { began } else { inspected };
        sheet.put("I06", OFSTED, years_since(graded_on, day));
    }
}

fn years_since(graded: Date, day: Date) -> Entry {
    Entry::number(
        (day.to_julian_day() - graded.to_julian_day()) * 10_000 / 36_525,
        day,
    )
}
