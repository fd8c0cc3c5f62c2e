//! What can be done about somebody who is put forward: one small form each.

use domain::api::{ApplicantRow, RecruitmentPage as Page, RoundRow};
use domain::brokerage::recruitment::{Act, Award, Outcome, RoundEntry, Standing};
use domain::calendar::{add_months, day_words};
use leptos::prelude::*;

use super::round::name_of;
use super::{Desk, entry};
use crate::pages::organisations::act::choices;
use crate::pages::support::form::{Ask, How, Written};

/// Months until a designation is looked at again, where nobody says otherwise.
const REVIEW: i32 = 36;

pub fn form(desk: Desk, row: &RoundRow, of: &ApplicantRow, act: Act, page: &Page) -> AnyView {
    let applicant = of.applicant.id;
    let words = match act {
        Act::Book if of.applicant.interview().is_some() => "Book the interview again",
        act => act.words(),
    };
    let key = (format!("{words}-{applicant}"), words);
    match act {
        Act::Word => {
            let asks = vec![
                Ask::new("supports", "Does the school support it?", yes_or_no()),
                Ask::new("words", "In a few words", How::Words)
                    .hint("Read by them, and by those who decide"),
            ];
            entry(desk, row, key, asks, &["supports", "words"], move |said| {
                let supports = match said.text("supports").as_str() {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(("supports", "Say yes or no")),
                };
                Ok(RoundEntry::Word {
                    applicant,
                    supports,
                    words: said.text("words"),
                })
            })
        }
        Act::Declare => {
            let ties = How::OneOf(vec![
                ("no".to_owned(), "Nothing ties me to them".to_owned()),
                ("yes".to_owned(), "Something does".to_owned()),
            ]);
            let asks = vec![
                Ask::new("ties", "Before you interview", ties),
                Ask::new("interest", "What it is", How::Line)
                    .hint("A friend or relative, work together, a post applied for"),
            ];
            entry(desk, row, key, asks, &["ties", "interest"], move |said| {
                let interest = said.text("interest");
                match (said.text("ties").as_str(), interest.is_empty()) {
                    ("yes", true) => Err(("interest", "Say what it is")),
                    ("no", false) => Err(("interest", "Leave this empty where nothing ties you")),
                    ("yes", false) | ("no", true) => Ok(RoundEntry::Declare {
                        applicant,
                        interest,
                    }),
                    _ => Err(("ties", "Say whether anything ties you to them")),
                }
            })
        }
        Act::Shortlist => {
            let asks = vec![why("Why they are shortlisted")];
            entry(desk, row, key, asks, &["why"], move |said| {
                let why = said.text("why");
                Ok(RoundEntry::Shortlist { applicant, why })
            })
        }
        Act::Book => {
            let hint = if row.round.draft.interviews.is_empty() {
                "No day is set: change the round first"
            } else {
                ""
            };
            let days = row.round.draft.interviews.iter();
            let days = choices(days.map(|day| (day.to_string(), day_words(*day))));
            let panel = row.round.draft.panel.iter();
            let panel = choices(panel.map(|id| (*id, name_of(page, *id))));
            let asks = vec![
                Ask::new("on", "On", How::OneOf(days)).hint(hint),
                Ask::new("place", "Where", How::Line),
                Ask::new("by", "Who interviews", How::AnyOf(panel))
                    .hint("At least two, none of them tied to their school"),
            ];
            entry(desk, row, key, asks, &["on", "place", "by"], move |said| {
                let by = said.many("by");
                Ok(RoundEntry::Book {
                    applicant,
                    on: said
                        .day("on")
                        .map_err(|_| ("on", "Choose a day of the round"))?,
                    place: said.text("place"),
                    by: by.iter().filter_map(|id| id.parse().ok()).collect(),
                })
            })
        }
        Act::Designate => {
            let review = add_months(page.today, REVIEW).to_string();
            let asks = vec![
                Ask::new("body", "Designated by", How::Line).at_first(row.round.draft.body.clone()),
                Ask::new("awarded", "On", How::Day).at_first(page.today.to_string()),
                Ask::new("review", "To be looked at again", How::Day)
                    .hint("Left empty: not set")
                    .at_first(review),
                why("Why"),
                feedback(),
            ];
            let fields = &["body", "awarded", "review", "why", "feedback"];
            entry(desk, row, key, asks, fields, move |said| {
                let award = Award {
                    body: said.text("body"),
                    awarded: said.day("awarded")?,
                    review_due: said.day_if("review")?,
                };
                Ok(outcome(applicant, Outcome::Designated { award }, said))
            })
        }
        Act::Defer => {
            let later = page
                .rounds
                .iter()
                .filter(|other| other.id != row.id && other.standing != Standing::Over)
                .map(|other| (other.id, other.round.draft.title.clone()));
            let asks = vec![
                Ask::new("to", "To which round", How::From(choices(later)))
                    .hint("None chosen: one that is not opened yet"),
                why("Why"),
                feedback(),
            ];
            entry(
                desk,
                row,
                key,
                asks,
                &["to", "why", "feedback"],
                move |said| {
                    let to = said.text("to").parse().ok();
                    Ok(outcome(applicant, Outcome::Deferred { to }, said))
                },
            )
        }
        Act::NotThisTime => {
            let asks = vec![why("Why"), feedback()];
            entry(desk, row, key, asks, &["why", "feedback"], move |said| {
                Ok(outcome(applicant, Outcome::NotThisTime, said))
            })
        }
        Act::Feedback => {
            let asks = vec![
                Ask::new("words", "What would help them next time", How::Words)
                    .hint("They read it, and their head"),
            ];
            entry(desk, row, key, asks, &["words"], move |said| {
                let words = said.text("words");
                Ok(RoundEntry::Feedback { applicant, words })
            })
        }
        Act::Withdraw => {
            let asks = vec![Ask::new("why", "Why", How::Line)];
            entry(desk, row, key, asks, &["why"], move |said| {
                let why = said.text("why");
                Ok(RoundEntry::Withdraw { applicant, why })
            })
        }
    }
}

fn yes_or_no() -> How {
    How::OneOf(vec![
        ("yes".to_owned(), "Yes".to_owned()),
        ("no".to_owned(), "No".to_owned()),
    ])
}

fn why(label: &str) -> Ask {
    Ask::new("why", label, How::Words).hint("They read it, and their head")
}

fn feedback() -> Ask {
    Ask::new("feedback", "Feedback", How::Words).hint("Left empty: given later")
}

fn outcome(
    applicant: domain::schools::ApplicantId,
    outcome: Outcome,
    said: &Written,
) -> RoundEntry {
    RoundEntry::Outcome {
        applicant,
        outcome,
        why: said.text("why"),
        feedback: said.text("feedback"),
    }
}
