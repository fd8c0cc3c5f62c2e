//! Forms of the school's evaluation, of audits, and of the log.

use domain::api::FilePage;
use domain::schools::Key;
use domain::support::Evidence;
use domain::support::caseload::{
    Activity, Audit, Consent, Entry, Gaps, OwnAim, OwnSection, SectionBeside,
};

use super::entry_form::EntryForm;
use crate::pages::support::form::{Ask, How, Written, Wrong};

fn judgements(page: &FilePage) -> Vec<(String, String)> {
    let all = page.way.judgements.iter();
    all.map(|one| (one.key.to_string(), one.words.clone()))
        .collect()
}

fn judged(written: &Written, known: &[(String, String)]) -> Result<Option<Key>, Wrong> {
    if known.is_empty() {
        return Ok(None);
    }
    let text = written.text("judgement");
    text.parse()
        .map(Some)
        .map_err(|_| ("judgement", "Choose a judgement"))
}

/// What the school says of a section. It begins with what it said last, this year or the year before.
pub fn evaluate(page: &FilePage, one: &SectionBeside, year: i32) -> EntryForm {
    let known = judgements(page);
    let last = one.versions.last().copied().or(one.before);
    let last = last.map(|one| &one.own);
    let text =
        |get: fn(&OwnSection) -> &String| last.map_or_else(String::new, |own| get(own).clone());
    let judgement = last.and_then(|own| own.judgement);
    let evidence: Vec<String> = Evidence::ALL
        .iter()
        .enumerate()
        .filter(|(_, kind)| last.is_some_and(|own| own.evidence.contains(kind)))
        .map(|(at, _)| at.to_string())
        .collect();
    let kinds = Evidence::ALL
        .iter()
        .enumerate()
        .map(|(at, kind)| (at.to_string(), kind.words().to_owned()))
        .collect();
    let mut asks = Vec::new();
    if !known.is_empty() {
        let first = judgement.map_or_else(String::new, |key| key.to_string());
        asks.push(Ask::new("judgement", "We say it is", How::OneOf(known.clone())).at_first(first));
    }
    asks.extend([
        Ask::new("strengths", "What is strong, and how we know", How::Words)
            .at_first(text(|own| &own.strengths)),
        Ask::new("evidence", "It rests on", How::AnyOf(kinds)).at_first(evidence.join(",")),
        Ask::new("improve", "What is to be better", How::Words).at_first(text(|own| &own.improve)),
        Ask::new("target", "How we will know that it is", How::Words)
            .at_first(text(|own| &own.target)),
    ]);
    let section = one.section;
    let opens = if one.versions.is_empty() {
        format!("Write: {}", one.words)
    } else {
        format!("Say it anew: {}", one.words)
    };
    EntryForm::new(
        format!("evaluate-{section}"),
        (&opens, "Put it in the self-evaluation"),
        &["judgement", "strengths", "improve", "target"],
        asks,
        move |written| {
            let evidence = written.many("evidence");
            let own = OwnSection {
                year,
                section,
                judgement: judged(written, &known)?,
                strengths: written.text("strengths"),
                improve: written.text("improve"),
                target: written.text("target"),
                evidence: evidence
                    .iter()
                    .filter_map(|at| Evidence::ALL.get(at.parse::<usize>().ok()?).copied())
                    .collect(),
            };
            Ok(Entry::Evaluate { own: Box::new(own) })
        },
    )
}

/// The partner's view of a section.
pub fn moderate(page: &FilePage, one: &SectionBeside, year: i32) -> EntryForm {
    let known = judgements(page);
    let own = one.versions.last().and_then(|one| one.own.judgement);
    let mut asks = Vec::new();
    if !known.is_empty() {
        let first = own.map_or_else(String::new, |key| key.to_string());
        asks.push(
            Ask::new("judgement", "You say it is", How::OneOf(known.clone())).at_first(first),
        );
    }
    asks.push(
        Ask::new("words", "What you saw", How::Words)
            .hint("Needed where you see it otherwise than the school does"),
    );
    let section = one.section;
    EntryForm::new(
        format!("moderate-{section}"),
        (
            &format!("Moderate: {}", one.words),
            "Put it beside the school’s",
        ),
        &["judgement", "words"],
        asks,
        move |written| {
            Ok(Entry::Moderate {
                year,
                section,
                judgement: judged(written, &known)?,
                words: written.text("words"),
            })
        },
    )
}

/// An audit is commissioned: agreed with the school, or without its consent.
pub fn audit(page: &FilePage, without: bool) -> EntryForm {
    let mut asks = Vec::new();
    if without {
        asks.push(
            Ask::new("why", "The serious concerns", How::Words)
                .hint("The school reads this. An audit without its consent needs a reason."),
        );
        asks.push(Ask::new(
            "leads",
            "The authority leads improvement from now on",
            How::Tick,
        ));
    } else {
        asks.push(Ask::new("with", "Agreed with, in the school", How::Line));
    }
    asks.extend([
        Ask::new("auditor", "Who carries it out", How::Line),
        Ask::new("about", "What it is to find out", How::Words),
        Ask::new("told", "Head and chair were told on", How::Day).at_first(page.today.to_string()),
        Ask::new("from", "It begins on", How::Day),
    ]);
    let (key, opens) = if without {
        ("audit-without", "Commission an audit without consent")
    } else {
        ("audit", "Commission an audit, agreed")
    };
    EntryForm::new(
        key,
        (opens, "Commission it"),
        &["why", "with", "auditor", "about", "told", "from"],
        asks,
        move |written| {
            let consent = if without {
                Consent::Without {
                    why: written.text("why"),
                    leads: written.tick("leads"),
                }
            } else {
                Consent::Agreed {
                    with: written.text("with"),
                }
            };
            let audit = Audit {
                consent,
                auditor: written.text("auditor"),
                about: written.text("about"),
                told: written.day("told")?,
                from: written.day("from")?,
            };
            Ok(Entry::Audit {
                audit: Box::new(audit),
            })
        },
    )
}

pub fn found(page: &FilePage, audit: u64) -> EntryForm {
    EntryForm::new(
        format!("found-{audit}"),
        ("Record what it found", "Record it"),
        &["on", "words"],
        vec![
            Ask::new("on", "It ended on", How::Day).at_first(page.today.to_string()),
            Ask::new("words", "What it found, and what happens now", How::Words),
        ],
        move |written| {
            Ok(Entry::Found {
                audit,
                on: written.day("on")?,
                words: written.text("words"),
            })
        },
    )
}

pub fn on_audit(audit: u64) -> EntryForm {
    EntryForm::new(
        format!("on-audit-{audit}"),
        ("The school’s word on it", "Put it beside the audit"),
        &["words"],
        vec![Ask::new(
            "words",
            "What the school thinks of it",
            How::Words,
        )],
        move |written| {
            Ok(Entry::OnAudit {
                audit,
                words: written.text("words"),
            })
        },
    )
}

/// A line of the log, by hand.
pub fn by_hand(page: &FilePage) -> EntryForm {
    let kinds = Activity::ALL
        .map(|kind| (kind.key().to_owned(), kind.words().to_owned()))
        .to_vec();
    let means = Activity::ALL
        .map(|kind| format!("{} is {}", kind.words(), kind.means()))
        .join("; ");
    EntryForm::new(
        "by-hand",
        ("Write a line", "Put it in the log"),
        &["kind", "on", "words"],
        vec![
            Ask::new("kind", "Which of the four", How::OneOf(kinds)).hint(&format!("{means}.")),
            Ask::new("on", "On", How::Day).at_first(page.today.to_string()),
            Ask::new("words", "What was done", How::Words)
                .hint("Only what is recorded nowhere else: notes, meetings, audits and formal steps are here already"),
        ],
        move |written| {
            let key = written.text("kind");
            let kind = Activity::ALL.into_iter().find(|kind| kind.key() == key);
            Ok(Entry::ByHand {
                kind: kind.ok_or(("kind", "Choose one of the four"))?,
                on: written.day("on")?,
                words: written.text("words"),
            })
        },
    )
}

/// An aim of the school's own, in place of the one for every school.
pub fn aim(page: &FilePage, gaps: &Gaps) -> EntryForm {
    let known = judgements(page);
    let serious = [
        ("", "Whatever it is"),
        ("0", "0 of 4, the least serious"),
        ("1", "1 of 4"),
        ("2", "2 of 4"),
        ("3", "3 of 4"),
    ]
    .map(|(key, words)| (key.to_owned(), words.to_owned()))
    .to_vec();
    let first = gaps
        .judgement
        .map_or_else(String::new, |key| key.to_string());
    let tone = gaps.tone.map_or_else(String::new, |tone| tone.to_string());
    let mut asks = Vec::new();
    if !known.is_empty() {
        asks.push(
            Ask::new("judgement", "Every section is at least", How::OneOf(known)).at_first(first),
        );
    }
    asks.extend([
        Ask::new(
            "tone",
            "Its category is no more serious than",
            How::OneOf(serious),
        )
        .at_first(tone),
        Ask::new("by", "By", How::Day),
        Ask::new("why", "Why this school has its own aim", How::Line),
    ]);
    EntryForm::new(
        "aim",
        ("An aim of its own", "Set it"),
        &["judgement", "tone", "by", "why"],
        asks,
        |written| {
            Ok(Entry::Aim {
                aim: OwnAim {
                    judgement: written.text("judgement").parse().ok(),
                    tone: written.text("tone").parse().ok(),
                    by: written.day("by")?,
                    why: written.text("why"),
                },
            })
        },
    )
}
