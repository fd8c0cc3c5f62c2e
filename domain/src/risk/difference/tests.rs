use super::*;
use crate::risk::catalogue::{IndicatorDoc, LineDoc};
use crate::risk::document::{ConditionDoc, OwnerDoc, Standing, WhenDoc};
use crate::risk::{SHIPPED, Scheme};
use crate::schools::Phase;

fn bradford() -> Document {
    Scheme::bradford().unwrap().document
}

/// What this change of the Bradford rules is said to be.
fn said(change: impl FnOnce(&mut Document)) -> Vec<String> {
    let before = bradford();
    let mut after = before.clone();
    change(&mut after);
    difference(&before, &after)
}

fn indicator<'a>(document: &'a mut Document, id: &str) -> &'a mut IndicatorDoc {
    let one = document.indicator.iter_mut();
    one.into_iter().find(|one| one.id.as_str() == id).unwrap()
}

fn line<'a>(document: &'a mut Document, id: &str, level: Level) -> &'a mut LineDoc {
    let lines = indicator(document, id).line.as_mut().unwrap();
    lines
        .iter_mut()
        .find(|line| line.level == level && line.below.is_some())
        .unwrap()
}

#[test]
fn the_same_rules_under_another_number_and_day_are_no_change() {
    assert_eq!(
        said(|after| {
            after.version += 1;
            after.from = after.from.next_day().unwrap();
        }),
        Vec::<String>::new()
    );
    for (name, text) in SHIPPED {
        let document = Document::parse(text).unwrap();
        let whole = document.clone().whole().unwrap();
        assert_eq!(
            difference(&document, &whole),
            Vec::<String>::new(),
            "{name}"
        );
    }
}

#[test]
fn a_line_that_moved_stands_beside_where_it_was() {
    let mut before = bradford();
    line(&mut before, "I10", Level::High).below = Some(Hundredths(4_600));
    let mut after = before.clone();
    line(&mut after, "I10", Level::High).below = Some(Hundredths(4_800));
    let name = indicator(&mut after, "I10").name.clone().unwrap();
    assert_eq!(
        difference(&before, &after),
        [format!("{name}: high below 48%, was below 46%")]
    );
    assert_eq!(
        difference(&after, &before),
        [format!("{name}: high below 46%, was below 48%")]
    );
}

#[test]
fn lines_that_came_and_went_are_told_apart() {
    let mut name = String::new();
    let added = said(|after| {
        let one = indicator(after, "I10");
        name = one.name.clone().unwrap();
        one.line.as_mut().unwrap().push(LineDoc {
            level: Level::Low,
            below: Some(Hundredths(9_900)),
            ..LineDoc::default()
        });
    });
    assert_eq!(added, [format!("{name}: also low below 99%")]);
    let removed = said(|after| {
        let lines = indicator(after, "I10").line.as_mut().unwrap();
        lines.retain(|line| line.level != Level::High);
    });
    assert!(!removed.is_empty());
    for sentence in removed {
        assert!(sentence.contains(": no longer high "), "{sentence}");
    }
}

#[test]
fn what_is_changed_of_an_indicator_is_said_of_it() {
    for (change, words) in [
        (
            (|one| one.shelf_months = Some(6)) as fn(&mut IndicatorDoc),
            "out of date after 6 months, was ",
        ),
        (|one| one.critical = Some(true), "critical now"),
        (
            |one| one.weight = Some(2),
            "2 times in the sum of points, was once in the sum of points",
        ),
        (
            |one| one.area = Some(Key::of("teaching")),
            "in Teaching and self-evaluation, was in Attendance and behaviour",
        ),
        (
            |one| one.phases = Some(vec![Phase::Primary, Phase::AllThrough]),
            "asked of primary and all-through schools, was asked of ",
        ),
        (
            |one| one.one_year = Some(one.one_year != Some(true)),
            "small cohort",
        ),
        (
            |one| one.bounds = Some([Hundredths(0), Hundredths(5_000)]),
            "values from 0% to 50%, was ",
        ),
        (
            |one| one.name = Some("Otherwise".to_owned()),
            "An indicator’s name: “Otherwise”, was ",
        ),
    ] {
        let sentences = said(|after| change(indicator(after, "I30")));
        assert_eq!(sentences.len(), 1, "{words}: {sentences:?}");
        assert!(sentences[0].contains(words), "{words}: {sentences:?}");
    }
}

#[test]
fn an_indicator_that_came_or_went_is_said_once() {
    let mut without = bradford();
    without.indicator.retain(|one| one.id.as_str() != "I30");
    let with = bradford();
    let name = with
        .indicator
        .iter()
        .find(|one| one.id.as_str() == "I30")
        .and_then(|one| one.name.clone())
        .unwrap();
    assert_eq!(
        difference(&without, &with),
        [format!(
            "{name}: looked at now, in Attendance and behaviour; high 8% or more, medium 6% or more, low 5% \
             or more"
        )]
    );
    assert_eq!(
        difference(&with, &without),
        [format!("{name}: no longer looked at")]
    );
}

#[test]
fn a_judgement_that_counts_otherwise_is_said_in_its_own_words() {
    let sentences = said(|after| {
        let choices = indicator(after, "I40").choice.as_mut().unwrap();
        let vacant = choices.iter_mut().find(|one| one.id.as_str() == "vacant");
        vacant.unwrap().level = Level::Low;
    });
    assert_eq!(sentences.len(), 1);
    assert!(sentences[0].contains(" is low, was "), "{sentences:?}");
}

#[test]
fn rules_of_counting_are_said_in_numbers_of_things() {
    assert_eq!(
        said(|after| after.area_rule[1].high = 3),
        ["An area: high with three at high, was with two at high"]
    );
    assert_eq!(
        said(|after| {
            after.risk_rule.remove(0);
        }),
        ["The risk: no longer high with one critical and at high"]
    );
    assert_eq!(
        said(|after| after.small_cohort = Some(6)),
        [
            "Small cohorts: a one-year figure counts from 6 pupils, was a one-year figure counts from 11 pupils"
        ]
    );
}

#[test]
fn what_leads_into_a_band_and_what_follows_is_said_of_it() {
    assert_eq!(
        said(|after| after.band[2].owner[2] = OwnerDoc::Authority),
        ["Priority 3 and medium risk: with the local authority, was with the partnership"]
    );
    assert_eq!(
        said(|after| after.band[2].review_months[3] = 1),
        ["Priority 3 and high risk: next review after 1 months, was next review after 2 months"]
    );
    assert_eq!(
        said(|after| after.band[1].review_months = [3; 4]),
        ["Priority 2: next review after 3 months, was next review after 4 months"]
    );
    assert_eq!(
        said(|after| after.band[3].days = 30),
        ["Priority 4: at most 30 days of support a year, was at most 25 days of support a year"]
    );
    assert_eq!(
        said(|after| {
            after.band[2].when.push(WhenDoc {
                words: "the head is new".to_owned(),
                standing: Standing::Proposed,
                source: String::new(),
                all: vec![ConditionDoc {
                    risk: true,
                    at_least: Some(Level::Medium),
                    ..ConditionDoc::default()
                }],
            });
        }),
        ["Priority 3: a new rule, “the head is new”, where the risk is medium or worse"]
    );
    assert_eq!(
        said(|after| after.band[2].when[1].all[0].at_least = Some(Level::Medium)),
        [
            "Priority 3, “good at the last inspection, but the risk is high”: the risk is medium or \
          worse, was the risk is high"
        ]
    );
    assert_eq!(
        said(|after| after.decide.swap(2, 3)),
        [
            "Categories are tried in this order: Priority 4, Priority 3, Priority 2 then Priority 1, \
          was Priority 4, Priority 3, Priority 1 then Priority 2"
        ]
    );
}

#[test]
fn no_change_is_passed_over() {
    let quiet = "Sources, notes or how it is shown were brought up to date; no rule is another";
    assert_eq!(said(|after| after.band[0].tone = 3), [quiet]);
    assert_eq!(said(|after| after.note = "Another".to_owned()), [quiet]);
    // Each scheme shipped, beside each other.
    for (name, text) in SHIPPED {
        for (other, beside) in SHIPPED {
            let (one, two) = (
                Document::parse(text).unwrap(),
                Document::parse(beside).unwrap(),
            );
            assert_eq!(
                difference(&one, &two).is_empty(),
                name == other,
                "{name} {other}"
            );
        }
    }
}
