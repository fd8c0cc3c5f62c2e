//! What became of the rules of a pot, in words: from what, to what.

use super::pot::{Pot, PotRules};
use super::report::ReportDue;
use crate::brokerage::Areas;
use crate::calendar::day_words;
use crate::schools::Governance;

/// A rule that is another one now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleMoved {
    pub rule: &'static str,
    pub from: String,
    pub to: String,
}

/// Every rule in words; what is not limited is "any".
fn said(rules: &PotRules, reports: &[ReportDue]) -> Vec<(&'static str, String)> {
    let list = |words: Vec<String>| match words.as_slice() {
        [] => "any".to_owned(),
        words => words.join(", "),
    };
    let governance = rules.governance.iter().map(|one| governance_word(*one));
    let phases = rules.phases.iter().map(|one| one.word().to_lowercase());
    let areas = rules.areas.iter().map(|one| Areas::standard().word(*one));
    let reports = reports.iter().map(|one| {
        let accepted = one.accepted.map_or("", |_| ", accepted");
        format!("{} {}{accepted}", one.what, day_words(one.due))
    });
    let reports: Vec<String> = reports.collect();
    let subscribers = rules.subscribers.as_ref().map_or_else(
        || "none".to_owned(),
        |all| format!("{} schools", all.schools.len()),
    );
    vec![
        ("schools", list(governance.collect())),
        (
            "named schools",
            list(rules.schools.iter().map(ToString::to_string).collect()),
        ),
        ("phases", list(phases.collect())),
        ("areas of need", list(areas.collect())),
        (
            "leaders",
            list(rules.leader_types.iter().map(ToString::to_string).collect()),
        ),
        (
            "a day at most",
            rules
                .most_day_rate
                .map_or_else(|| "any".to_owned(), |most| most.words()),
        ),
        (
            "the broker keeps",
            rules
                .brokerage
                .map_or_else(|| "as the rate says".to_owned(), |kept| kept.words()),
        ),
        (
            "between organisations only",
            if rules.cross_organisation {
                "yes"
            } else {
                "no"
            }
            .to_owned(),
        ),
        ("subscription", subscribers),
        (
            "reports",
            if reports.is_empty() {
                "none".to_owned()
            } else {
                reports.join(", ")
            },
        ),
    ]
}

fn governance_word(governance: Governance) -> String {
    match governance {
        Governance::Maintained => "maintained",
        Governance::Academy => "academies",
        Governance::Independent => "independent",
        Governance::Other => "other",
    }
    .to_owned()
}

/// Every rule that differs, in the order of the form.
pub fn rules_moved(before: &Pot, rules: &PotRules, reports: &[ReportDue]) -> Vec<RuleMoved> {
    said(&before.rules, &before.reports)
        .into_iter()
        .zip(said(rules, reports))
        .filter(|((_, from), (_, to))| from != to)
        .map(|((rule, from), (_, to))| RuleMoved { rule, from, to })
        .collect()
}

/// "a day at most £550, now £500; phases any, now primary".
pub fn moved_words(moved: &[RuleMoved]) -> String {
    let all: Vec<String> = moved
        .iter()
        .map(|one| format!("{} {}, now {}", one.rule, one.from, one.to))
        .collect();
    all.join("; ")
}
