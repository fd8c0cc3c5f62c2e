//! What a drawing of lines shows, as its heading.

use domain::risk::{Categorisation, Level, LineAt, Scheme, Unit, lines_of, number_words};
use domain::schools::Key;

use super::handle::number_at;
use crate::state::rules::Lab;
use crate::words::{capital, count_words};

/// What the drawing shows, as its heading.
pub fn finding(lab: &Lab, id: Key, special: bool, nth: usize) -> String {
    let at = LineAt {
        indicator: id,
        special,
        nth,
    };
    let (Some(now), Some(then)) = (number_at(&lab.page.scheme, at), number_at(&lab.tried, at))
    else {
        return "The lines of this measure".to_owned();
    };
    let Some(one) = lab.tried.indicator(id) else {
        return String::new();
    };
    let Some(level) = lines_of(one, special).get(nth).map(|line| line.level) else {
        return String::new();
    };
    let reached = |scheme: &Scheme, all: &[Categorisation]| {
        let Some(place) = scheme.place(id) else {
            return 0_usize;
        };
        all.iter()
            .filter(|school| school.judged[place].known() >= level)
            .count()
    };
    let before = reached(&lab.page.scheme, &lab.now);
    let after = reached(&lab.tried, &lab.then);
    let schools = |count: usize| {
        let noun = if count == 1 { "school" } else { "schools" };
        format!("{} {noun}", count_words(count))
    };
    let number = |number: i32| match one.unit {
        Unit::PerCent => number_words(Unit::PerCent, number),
        _ => number_words(Unit::Count, number),
    };
    if now == then {
        return format!(
            "{} {} {} by this measure",
            capital(&schools(before)),
            if before == 1 { "is" } else { "are" },
            at_least_words(level)
        );
    }
    let what = match after.cmp(&before) {
        std::cmp::Ordering::Greater => format!("takes in {}", schools(after - before)),
        std::cmp::Ordering::Less => format!("lets {} out", schools(before - after)),
        std::cmp::Ordering::Equal => "changes nothing for any school".to_owned(),
    };
    format!(
        "Moving the line from {} to {} {what}",
        number(now),
        number(then)
    )
}

fn at_least_words(level: Level) -> String {
    match level {
        Level::High => "high".to_owned(),
        other => format!("{} or worse", other.word().to_lowercase()),
    }
}
