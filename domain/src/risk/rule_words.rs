//! Words for what a scheme's rules ask, as its document has them: rules of counting, conditions of a
//! band, whose a school is.

use super::catalogue::Unit;
use super::document::{ConditionDoc, Document, OwnerDoc, TallyDoc};
use super::level::Level;
use super::words::{count_word, lower, number_words};
use crate::schools::{Key, Phase};

/// "one at high and two at medium": the least that must be counted.
pub fn count_words(asked: &TallyDoc) -> String {
    let parts: Vec<String> = [
        (asked.critical, "critical and at high"),
        (asked.high, "at high"),
        (asked.medium, "at medium"),
        (asked.low, "at low"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, level)| format!("{} {level}", count_word(usize::from(count))))
    .collect();
    joined(&parts, "and")
}

/// Whose a school of a band and risk is: "with the partnership".
pub fn owner_words(owner: OwnerDoc) -> &'static str {
    match owner {
        OwnerDoc::Partnership => "with the partnership",
        OwnerDoc::Authority => "with the local authority",
        OwnerDoc::Refuse => "cannot stand",
    }
}

/// For which categories a second person reads a decision: "for Priority 3 and what is more serious".
pub fn read_twice_words(document: &Document) -> String {
    match document.read_twice() {
        None => "for no category".to_owned(),
        Some(band) if document.band.last().map(|last| last.id) == Some(band.id) => {
            format!("for {}", band.word)
        }
        Some(band) => format!("for {} and what is more serious", band.word),
    }
}

/// One condition of a band: "headteacher or senior leadership is medium or worse".
pub fn condition_words(document: &Document, asked: &ConditionDoc) -> String {
    said(document, asked, &names)
}

/// The same with short names, where several stand in a row.
pub fn condition_in_short(document: &Document, asked: &ConditionDoc) -> String {
    said(document, asked, &short_names)
}

fn said(
    document: &Document,
    asked: &ConditionDoc,
    names: &dyn Fn(&Document, &[Key]) -> Vec<String>,
) -> String {
    let mut parts = Vec::new();
    if let Some(level) = asked.at_least {
        let level = or_worse(level);
        if !asked.any_of.is_empty() {
            let names = joined(&names(document, &asked.any_of), "or");
            parts.push(format!("{names} is {level}"));
        }
        if asked.risk {
            parts.push(format!("the risk is {level}"));
        }
    }
    if let Some(level) = asked.at_most {
        let level = or_better(level);
        if !asked.all_of.is_empty() {
            let names = names(document, &asked.all_of);
            let are = if names.len() == 1 { "is" } else { "are each" };
            parts.push(format!("{} {are} {level}", joined(&names, "and")));
        }
        if asked.risk {
            parts.push(format!("the risk is {level}"));
        }
    }
    let sum = |number: i32| number_words(Unit::Count, number);
    if let Some(least) = asked.points_at_least {
        parts.push(format!("the sum of points is {} or more", sum(least.0)));
    }
    if let Some(most) = asked.points_at_most {
        parts.push(format!("the sum of points is {} or fewer", sum(most.0)));
    }
    parts.extend(before_words(document, asked));
    joined(&parts, "and")
}

fn before_words(document: &Document, asked: &ConditionDoc) -> Vec<String> {
    let mut parts = Vec::new();
    if !asked.was.is_empty() {
        let words: Vec<String> = asked
            .was
            .iter()
            .map(|id| band_word(document, *id))
            .collect();
        parts.push(format!("it was last decided {}", joined(&words, "or")));
    }
    if let Some(months) = asked.months_at_least {
        parts.push(format!("it has been so for {months} months or more"));
    }
    let reviews = |count: u8| {
        let noun = if count == 1 { "review" } else { "reviews" };
        format!("{} {noun} in a row", count_word(usize::from(count)))
    };
    if let Some(least) = asked.on_track_at_least {
        parts.push(format!("it was on track at {} or more", reviews(least)));
    }
    if let Some(most) = asked.on_track_at_most {
        parts.push(format!("it was on track at no more than {}", reviews(most)));
    }
    if let Some(least) = asked.without_progress_at_least {
        parts.push(format!("it made no progress at {} or more", reviews(least)));
    }
    if let Some(met) = asked.met {
        let not = if met { "" } else { " not" };
        parts.push(format!("its plan was{not} met"));
    }
    parts
}

/// Phases that are asked something: "primary and all-through schools".
pub fn phases_words(phases: Option<&[Phase]>) -> String {
    match phases {
        None => "schools of every phase".to_owned(),
        Some([]) => "no school".to_owned(),
        Some(phases) if Phase::ALL.iter().all(|one| phases.contains(one)) => phases_words(None),
        Some(phases) => {
            let words: Vec<String> = Phase::ALL
                .iter()
                .filter(|one| phases.contains(one))
                .map(|one| lower(one.word()))
                .collect();
            format!("{} schools", joined(&words, "and"))
        }
    }
}

pub(super) fn or_worse(level: Level) -> String {
    match level {
        Level::High => "high".to_owned(),
        other => format!("{} or worse", lower(other.word())),
    }
}

pub(super) fn or_better(level: Level) -> String {
    match level {
        Level::None => "at none".to_owned(),
        other => format!("at {} or better", lower(other.word())),
    }
}

fn names(document: &Document, ids: &[Key]) -> Vec<String> {
    ids.iter()
        .map(|id| lower(&indicator_name(document, *id)))
        .collect()
}

fn short_names(document: &Document, ids: &[Key]) -> Vec<String> {
    ids.iter()
        .map(|id| {
            let mut all = document.indicator.iter();
            let short = all
                .find(|one| one.id == *id)
                .and_then(|one| one.short.as_deref());
            short.map_or_else(|| lower(&indicator_name(document, *id)), lower)
        })
        .collect()
}

/// An indicator's name, or its id where it has none.
pub(super) fn indicator_name(document: &Document, id: Key) -> String {
    document
        .indicator
        .iter()
        .find(|one| one.id == id)
        .and_then(|one| one.name.clone())
        .unwrap_or_else(|| id.to_string())
}

pub(super) fn band_word(document: &Document, id: Key) -> String {
    document
        .band
        .iter()
        .find(|band| band.id == id)
        .map_or_else(|| id.to_string(), |band| band.word.clone())
}

/// "a, b and c".
pub(super) fn joined(parts: &[String], last: &str) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, others)) => format!("{} {last} {end}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::Scheme;

    #[test]
    fn a_condition_is_said_in_full_and_in_short() {
        let document = Scheme::bradford().unwrap().document;
        let failing = &document.band[3].when[1].all[0];
        assert_eq!(
            condition_in_short(&document, failing),
            "Ofsted grade, Ofsted judgements or Ofsted report card is high"
        );
        let whole = condition_words(&document, failing);
        assert!(
            whole.contains("Ofsted overall grade, to August 2024"),
            "{whole}"
        );
        let safe = &document.band[3].when[2].all[0];
        assert_eq!(
            condition_in_short(&document, safe),
            condition_words(&document, safe)
        );
    }

    #[test]
    fn one_review_is_one() {
        let document = Scheme::bradford().unwrap().document;
        let most = |count| ConditionDoc {
            on_track_at_most: Some(count),
            ..ConditionDoc::default()
        };
        let said = [1, 2].map(|count| condition_words(&document, &most(count)));
        assert_eq!(
            said,
            [
                "it was on track at no more than one review in a row",
                "it was on track at no more than two reviews in a row"
            ]
        );
    }
}
