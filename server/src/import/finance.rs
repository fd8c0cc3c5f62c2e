//! School money: consistent financial reporting of maintained schools.

use domain::calendar::Date;
use domain::schools::{Finding, Key, Unknown};
use time::Month;

use super::limits::Refused;
use super::number;
use super::period::day_in_name;
use super::plan::{Gathering, seen};
use super::read::Sheet;

const BALANCE: Key = Key::of("I60");
const IN_YEAR: Key = Key::of("I61");

/// Income, expenditure, and either the reserve carried forward or a balance. A balance that is just
/// income less expenditure is the year's own and no reserve: then only the in-year indicator is read.
pub fn cfr(sheet: &mut Sheet<'_>, to: &mut Gathering<'_>) -> Result<(), Refused> {
    let urn = sheet.column("URN");
    let la = sheet.any(&["LA", "LA (code)", "LEA"]);
    let income = sheet.any(&["Income", "Total Income"]);
    let spent = sheet.any(&["Expenditure", "Total Expenditure"]);
    let reserve = sheet.column("Revenue reserve");
    let balance = sheet.column("Balance");
    let said = sheet.any(&["Academic Year", "Financial year", "Year"]);
    let mut schools = Vec::new();
    let (mut rows, mut own) = (0_u64, 0_u64);
    let mut year: Option<i32> = None;
    while let Some(line) = sheet.next()? {
        to.report.rows += 1;
        year = year.or_else(|| line.text(said).get(..4)?.parse().ok());
        let Some(urn) = to.urn(&line, urn, "URN") else {
            continue;
        };
        let money = |column| number::pence(&line.text(column));
        let (came, went) = (money(income), money(spent));
        let left = money(reserve).or_else(|| money(balance));
        if let (Some(came), Some(went), Some(left)) = (came, went, left) {
            rows += 1;
            own += u64::from((came - went - left).abs() <= 1);
        }
        if la.is_some() {
            if !to.ours(&line.text(la)) {
                continue;
            }
        } else if !to.is_known(urn) {
            to.skip("not in the register of this authority");
            continue;
        }
        to.accept();
        for (column, heading) in [(income, "Income"), (spent, "Expenditure")] {
            let text = line.text(column);
            if domain::schools::suppression_mark(&text).is_none() && number::pence(&text).is_none()
            {
                to.reject(line.row, heading, &text, "not an amount");
            }
        }
        schools.push((urn, came, went, left));
    }
    let is_reserve = reserve.is_some() || (rows > 0 && own * 10 < rows * 9);
    let year = year.filter(|year| (2000..2100).contains(year));
    let named = day_in_name(&to.report.file);
    let end = year.and_then(|year| Date::from_calendar_date(year, Month::March, 31).ok());
    let as_at = to.known.as_at.or(end).or(named).unwrap_or(to.known.today);
    let period = year.map_or_else(String::new, |year| {
        format!("{}-{:02}", year - 1, year % 100)
    });
    if !period.is_empty() {
        to.report
            .layout
            .push_str(&format!(", year to 31 March {}", as_at.year()));
    }
    if !is_reserve {
        to.report.layout.push_str(
            "; its balance is income less expenditure, so the reserve (I60) is not known from it",
        );
    }
    for (urn, came, went, left) in schools {
        let of = |part: Option<i64>| {
            part.zip(came)
                .and_then(|(part, came)| number::share(part, came))
                .map_or(Finding::Unknown(Unknown::NotAvailable), Finding::number)
        };
        let in_year = of(came.zip(went).map(|(came, went)| came - went));
        to.count(in_year);
        to.reading(urn, IN_YEAR, seen(in_year, as_at), &period, "");
        if is_reserve {
            let carried = of(left);
            to.count(carried);
            to.reading(urn, BALANCE, seen(carried, as_at), &period, "");
        }
    }
    Ok(())
}
